/* dt-screen-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-screen"

#include "config.h"

#include <string.h>

#include "dt-rule-lines.h"
#include "dt-text-file.h"

#include "dt-screen-file.h"

#define DEFAULT_KEEP 30

static const char *const head_keys[] = { "name", "description", "universe", "timeframe", "keep" };

typedef struct
{
  DtScreenFile  *file;
  DtRuleLines    lines;
  const char    *path;
  GError       **error;
} Parse;

static gboolean G_GNUC_PRINTF (4, 5)
fail (Parse              *parse,
      const DtRuleSource *source,
      gsize               offset,
      const char         *format,
      ...)
{
  va_list args;

  va_start (args, format);
  dt_rule_error_set_va (parse->error, source, offset, DT_RULE_ERROR_FILE, format, args);
  va_end (args);

  return FALSE;
}

static gboolean G_GNUC_PRINTF (2, 3)
fail_whole (Parse      *parse,
            const char *format,
            ...)
{
  DtRuleSource source = { .text = "", .file = parse->path, .line = 1, .column = 1 };
  va_list args;

  va_start (args, format);
  dt_rule_error_set_va (parse->error, &source, 0, DT_RULE_ERROR_FILE, format, args);
  va_end (args);

  return FALSE;
}

/* Names */

char *
dt_screen_make_label (const char *name)
{
  char *label;

  g_return_val_if_fail (name != NULL, NULL);

  label = g_strdup (name);
  g_strdelimit (label, "-_", ' ');
  *label = g_ascii_toupper (*label);

  return label;
}

char *
dt_screen_make_name (const char *label)
{
  GString *name = g_string_new (NULL);

  g_return_val_if_fail (label != NULL, NULL);

  for (const char *c = label; *c != '\0' && name->len < 48; c++)
    {
      gboolean abbreviation = g_ascii_isupper (c[0]) && (g_ascii_isupper (c[1])
                              || (c > label && g_ascii_isupper (c[-1])));

      if (g_ascii_isalnum (*c))
        g_string_append_c (name, abbreviation ? *c : g_ascii_tolower (*c));
      else if (name->len > 0 && name->str[name->len - 1] != '-')
        g_string_append_c (name, '-');
    }
  while (name->len > 0 && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);

  return g_string_free (name, FALSE);
}

/* Sections and keys */

static gboolean
check_section (Parse               *parse,
               const DtRuleSection *section)
{
  static const char *const names[] = { "screen", "criteria", "score" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (section->name, names[i]))
      return TRUE;

  return fail (parse, &section->source, 0, "A screen has no section \"%.48s\": it has [screen], "
               "[criteria] and [score]", section->name);
}

static gboolean
check_entry (Parse             *parse,
             const DtRuleEntry *entry)
{
  if (!g_str_equal (entry->section, "screen"))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (head_keys); i++)
    if (g_str_equal (entry->key, head_keys[i]))
      return TRUE;

  return fail (parse, &entry->key_source, 0, "[screen] has no key \"%s\": it has name, "
               "description, universe, timeframe and keep", entry->key);
}

static char *
dup_head (Parse             *parse,
          const char        *key,
          const DtRuleEntry **entry)
{
  *entry = dt_rule_lines_find (&parse->lines, "screen", key);

  return *entry != NULL ? dt_rule_entry_dup_words (*entry) : NULL;
}

static gboolean
read_numbers (Parse *parse)
{
  DtScreenFile *file = parse->file;
  const DtRuleEntry *entry;
  g_autofree char *timeframe = dup_head (parse, "timeframe", &entry);
  g_autofree char *keep = NULL;
  guint64 number;

  if (timeframe != NULL && !dt_timeframe_parse (timeframe, &file->timeframe))
    return fail (parse, &entry->source, 0,
                 "A timeframe is written like 1m, 15m, 1h, 1d or 1w, not \"%.24s\"", timeframe);

  keep = dup_head (parse, "keep", &entry);
  if (keep == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (keep, 10, 1, DT_SCREEN_MAX_KEEP, &number, NULL))
    return fail (parse, &entry->source, 0, "A screen keeps 1 to %d symbols, not \"%.24s\"",
                 DT_SCREEN_MAX_KEEP, keep);

  file->keep = (guint) number;
  return TRUE;
}

static gboolean
read_head (Parse *parse)
{
  DtScreenFile *file = parse->file;
  const DtRuleEntry *entry;

  for (guint i = 0; i < parse->lines.sections->len; i++)
    if (!check_section (parse, g_ptr_array_index (parse->lines.sections, i)))
      return FALSE;
  for (guint i = 0; i < parse->lines.entries->len; i++)
    if (!check_entry (parse, g_ptr_array_index (parse->lines.entries, i)))
      return FALSE;

  file->name = dup_head (parse, "name", &entry);
  if (file->name == NULL || *file->name == '\0')
    return fail_whole (parse, "The screen has no name: write \"name = ...\" under %s", "[screen]");

  file->description = dup_head (parse, "description", &entry);
  if (file->description == NULL)
    file->description = g_strdup ("");
  file->universe = dup_head (parse, "universe", &entry);

  return read_numbers (parse);
}

/* Rules */

/* A screen knows no account, and looks at one moment: what would need the rank of the bars before
 * is refused, not guessed. */
static gboolean
check_reads (Parse              *parse,
             const DtRuleSource *source,
             DtRuleProgram      *program)
{
  if ((dt_rule_program_get_reads (program) & (DT_RULE_READS_POSITION | DT_RULE_READS_ACCOUNT)) != 0)
    return fail (parse, source, 0, "\"%s\" reads a position or the account, which a screen does "
                 "not have", source->name);
  if (dt_rule_program_remembers_ranks (program))
    return fail (parse, source, 0, "\"%s\" looks back on a rank, but a screen ranks at one moment "
                 "only", source->name);

  return TRUE;
}

static gboolean
check_rule (Parse              *parse,
            const DtRuleSource *source)
{
  g_autoptr(DtRuleProgram) program = dt_rule_program_new (source, 1, NULL, 0, parse->error);

  return program != NULL && check_reads (parse, source, program);
}

/* What the condition compares, as a source of its own; its text is kept in @kept. */
static DtRuleSource
make_value (const DtRuleSource *condition,
            GPtrArray          *kept)
{
  DtRuleSource value = { .name = condition->name, .text = "missing", .type = DT_RULE_NUMBER };
  g_autoptr(DtRuleProgram) program = NULL;
  gsize start, end;
  char *text;

  if (!dt_rule_find_compared (condition, &start, &end))
    return value;

  text = g_strndup (condition->text + start, end - start);
  g_ptr_array_add (kept, text);
  value.text = text;
  program = dt_rule_program_new (&value, 1, NULL, 0, NULL);
  if (program == NULL)
    value.text = "missing";

  return value;
}

static guint
count_criteria (Parse              *parse,
                const DtRuleEntry **score)
{
  guint n = 0;

  *score = NULL;
  for (guint i = 0; i < parse->lines.entries->len; i++)
    {
      const DtRuleEntry *entry = g_ptr_array_index (parse->lines.entries, i);

      n += g_str_equal (entry->section, "criteria");
      if (g_str_equal (entry->section, "score"))
        *score = entry;
    }

  return n;
}

static gboolean
check_counts (Parse             *parse,
              guint              n,
              const DtRuleEntry *score)
{
  if (n == 0)
    return fail_whole (parse, "The screen asks for nothing: write \"price = close > 10\" or the "
                       "like under %s", "[criteria]");
  if (n > DT_SCREEN_MAX_CRITERIA)
    return fail_whole (parse, "A screen has at most %d criteria, not %u", DT_SCREEN_MAX_CRITERIA,
                       n);

  for (guint i = 0; score != NULL && i < parse->lines.entries->len; i++)
    {
      const DtRuleEntry *entry = g_ptr_array_index (parse->lines.entries, i);

      if (entry != score && g_str_equal (entry->section, "score"))
        return fail (parse, &score->key_source, 0, "A screen has one score, not \"%s\" and \"%s\"",
                     entry->key, score->key);
    }

  return TRUE;
}

static void
name_criterion (DtScreenCriterion *criterion,
                const char        *name,
                gboolean           has_value)
{
  criterion->name = g_strdup (name);
  criterion->label = dt_screen_make_label (name);
  criterion->has_value = has_value;
}

/* Conditions, values, score: as the outputs are documented. */
static gboolean
fill_sources (Parse             *parse,
              DtRuleSource      *sources,
              const DtRuleEntry *score,
              GPtrArray         *kept)
{
  DtScreenFile *file = parse->file;
  guint n = file->n_criteria, k = 0;

  for (guint i = 0; i < parse->lines.entries->len; i++)
    {
      const DtRuleEntry *entry = g_ptr_array_index (parse->lines.entries, i);

      if (!g_str_equal (entry->section, "criteria"))
        continue;
      sources[k] = entry->source;
      sources[k].name = entry->key;
      sources[k].type = DT_RULE_BOOLEAN;
      if (!check_rule (parse, &sources[k]))
        return FALSE;
      sources[n + k] = make_value (&sources[k], kept);
      name_criterion (&file->criteria[k], entry->key,
                      !g_str_equal (sources[n + k].text, "missing"));
      k++;
    }

  sources[2 * n] = (DtRuleSource) { .name = "score", .text = "missing", .type = DT_RULE_NUMBER };
  if (score == NULL)
    return TRUE;

  sources[2 * n] = score->source;
  sources[2 * n].name = score->key;
  sources[2 * n].type = DT_RULE_NUMBER;
  return check_rule (parse, &sources[2 * n]);
}

static gboolean
read_rules (Parse *parse)
{
  DtScreenFile *file = parse->file;
  const DtRuleEntry *score;
  guint n = count_criteria (parse, &score);
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  g_autofree DtRuleSource *sources = NULL;

  if (!check_counts (parse, n, score))
    return FALSE;

  file->n_criteria = n;
  file->criteria = g_new0 (DtScreenCriterion, n);
  sources = g_new0 (DtRuleSource, 2 * n + 1);
  if (!fill_sources (parse, sources, score, kept))
    return FALSE;

  file->program = dt_rule_program_new (sources, 2 * n + 1, NULL, 0, parse->error);
  if (file->program == NULL)
    return FALSE;

  for (guint k = 0; k < n; k++)
    file->criteria[k].text = g_strdup (dt_rule_program_get_text (file->program, k));
  if (score != NULL)
    {
      file->score_name = g_strdup (score->key);
      file->score_label = dt_screen_make_label (score->key);
      file->score_text = g_strdup (dt_rule_program_get_text (file->program, 2 * n));
    }

  return TRUE;
}

/* Life */

DtScreenFile *
dt_screen_file_parse (const char  *text,
                      const char  *path,
                      GError     **error)
{
  g_autoptr(DtScreenFile) file = g_new0 (DtScreenFile, 1);
  Parse parse = { .file = file, .path = path, .error = error };
  gboolean good;

  g_return_val_if_fail (text != NULL, NULL);

  g_atomic_ref_count_init (&file->ref_count);
  file->text = g_strdup (text);
  file->timeframe = DT_TIMEFRAME_DAY;
  file->keep = DEFAULT_KEEP;
  good = dt_rule_lines_read (&parse.lines, text, path, error) && read_head (&parse)
         && read_rules (&parse);
  dt_rule_lines_clear (&parse.lines);

  return good ? g_steal_pointer (&file) : NULL;
}

DtScreenFile *
dt_screen_file_load (const char  *path,
                     GError     **error)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  if (!dt_text_file_load (path, DT_RULE_MAX_FILE, &text, &length, error))
    return NULL;
  if (strlen (text) != length)
    {
      g_set_error (error, DT_RULE_ERROR, DT_RULE_ERROR_FILE,
                   "\"%s\" is no screen: it has a zero byte", path);
      return NULL;
    }

  name = g_path_get_basename (path);
  return dt_screen_file_parse (text, name, error);
}

DtScreenFile *
dt_screen_file_ref (DtScreenFile *file)
{
  g_atomic_ref_count_inc (&file->ref_count);

  return file;
}

void
dt_screen_file_unref (DtScreenFile *file)
{
  if (file == NULL || !g_atomic_ref_count_dec (&file->ref_count))
    return;

  for (guint k = 0; file->criteria != NULL && k < file->n_criteria; k++)
    {
      g_free (file->criteria[k].name);
      g_free (file->criteria[k].label);
      g_free (file->criteria[k].text);
    }
  g_free (file->criteria);
  g_free (file->name);
  g_free (file->description);
  g_free (file->text);
  g_free (file->universe);
  g_free (file->score_name);
  g_free (file->score_label);
  g_free (file->score_text);
  g_clear_pointer (&file->program, dt_rule_program_unref);
  g_free (file);
}

/* Drafts */

static void
append_line (GString    *text,
             const char *key,
             const char *value)
{
  g_autofree char *line = g_strdup (value);

  g_strdelimit (line, "\r\n", ' ');
  g_string_append_printf (text, "%s = %s\n", key, line);
}

/* The head has as many lines as it needs; criteria begin two lines below it. */
static void
append_head (GString             *text,
             const DtScreenDraft *draft)
{
  char timeframe[DT_TIMEFRAME_BUF_SIZE];

  g_string_append (text, "[screen]\n");
  append_line (text, "name", draft->name);
  if (draft->description != NULL && *draft->description != '\0')
    append_line (text, "description", draft->description);
  if (draft->universe != NULL)
    append_line (text, "universe", draft->universe);
  if (draft->timeframe != DT_TIMEFRAME_DAY)
    append_line (text, "timeframe", dt_timeframe_to_string (draft->timeframe, timeframe));
  g_string_append_printf (text, "keep = %u\n\n[criteria]\n", draft->keep);
}

static guint
count_lines (const GString *text)
{
  guint n = 0;

  for (gsize i = 0; i < text->len; i++)
    n += text->str[i] == '\n';

  return n;
}

char *
dt_screen_draft_to_text (const DtScreenDraft *draft)
{
  GString *text = g_string_new (NULL);

  append_head (text, draft);
  for (guint k = 0; k < draft->n_criteria; k++)
    append_line (text, draft->names[k], draft->rules[k]);
  if (draft->score_name != NULL)
    {
      g_string_append (text, "\n[score]\n");
      append_line (text, draft->score_name, draft->score_rule);
    }

  return g_string_free (text, FALSE);
}

static guint
find_column (const char *name,
             guint       column)
{
  guint before = (guint) g_utf8_strlen (name, -1) + 3;

  return column > before ? column - before : 0;
}

gboolean
dt_screen_draft_find (const DtScreenDraft *draft,
                      const GError        *error,
                      DtScreenPlace       *place)
{
  g_autoptr(GString) head = g_string_new (NULL);
  guint line, column, first;

  append_head (head, draft);
  first = count_lines (head) + 1;
  dt_rule_error_get_place (error, &line, &column);
  if (line >= first && line < first + draft->n_criteria)
    {
      *place = (DtScreenPlace) { FALSE, line - first,
                                 find_column (draft->names[line - first], column) };
      return TRUE;
    }
  if (draft->score_name == NULL || line != first + draft->n_criteria + 2)
    return FALSE;

  *place = (DtScreenPlace) { TRUE, 0, find_column (draft->score_name, column) };
  return TRUE;
}
