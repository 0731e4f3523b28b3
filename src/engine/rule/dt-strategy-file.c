/* dt-strategy-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-rule"

#include "config.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "dt-text-file.h"

#include "dt-rule-names-private.h"
#include "dt-rule-program-private.h"
#include "dt-strategy-private.h"

/* No more than bits of the masks of a file. */
#define MAX_PARAMETERS 64

/* Characters of a strategy's name in an error */
#define MAX_TOLD 48

static const char *const sections[] = { "strategy", "parameters", "long", "short", "orders",
                                        "size" };

/* Keys of the sections that have fixed ones; those of the sides are the outputs, in their order. */
static const char *const strategy_keys[] = { "name", "description", "timeframe" };
const char *const dt_strategy_side_keys[DT_OUTPUT_SIDES] = {
  "entry", "exit", "stop", "target", "trail", "limit", "trigger",
};
static const char *const order_keys[] = { "entry", "exit", "tif", "bars", "trail-step",
                                          "flat-before-close" };
static const char *const size_keys[] = { "size", "at", "rank" };

static const struct
{
  const char        *section;
  const char *const *keys;
  guint              n_keys;
} tables[] = {
  { "strategy", strategy_keys, G_N_ELEMENTS (strategy_keys) },
  { "long", dt_strategy_side_keys, G_N_ELEMENTS (dt_strategy_side_keys) },
  { "short", dt_strategy_side_keys, G_N_ELEMENTS (dt_strategy_side_keys) },
  { "orders", order_keys, G_N_ELEMENTS (order_keys) },
  { "size", size_keys, G_N_ELEMENTS (size_keys) },
};

gboolean
dt_fail_key (DtStrategyParse       *parse,
             const DtRuleEntry     *entry,
             DtRuleError            code,
             const char            *format,
             ...)
{
  va_list args;

  va_start (args, format);
  dt_rule_error_set_va (parse->error, &entry->key_source, 0, code, format, args);
  va_end (args);

  return FALSE;
}

gboolean
dt_fail_value (DtStrategyParse       *parse,
               const DtRuleEntry     *entry,
               gsize                  offset,
               DtRuleError            code,
               const char            *format,
               ...)
{
  va_list args;

  va_start (args, format);
  dt_rule_error_set_va (parse->error, &entry->source, offset, code, format, args);
  va_end (args);

  return FALSE;
}

gboolean
dt_fail_whole (DtStrategyParse *parse,
               DtRuleError      code,
               const char      *format,
               ...)
{
  DtRuleSource source = { .text = "", .file = parse->path, .line = 1, .column = 1 };
  va_list args;

  va_start (args, format);
  dt_rule_error_set_va (parse->error, &source, 0, code, format, args);
  va_end (args);

  return FALSE;
}

/* Sections and keys */

static gboolean
fail_unknown (DtStrategyParse       *parse,
              const DtRuleSource    *source,
              const char            *what,
              const char            *word,
              const char *const     *words,
              guint                  n_words)
{
  const char *meant = dt_rule_nearest (word, words, n_words);
  g_autofree char *all = NULL;

  if (meant != NULL)
    all = g_strdup_printf ("did you mean \"%s\"?", meant);
  else
    {
      g_autoptr(GString) list = g_string_new ("there are ");

      for (guint i = 0; i < n_words; i++)
        g_string_append_printf (list, "%s%s", i == 0 ? "" : i + 1 < n_words ? ", " : " and ",
                                words[i]);
      all = g_string_free (g_steal_pointer (&list), FALSE);
    }
  dt_rule_error_set (parse->error, source, 0, DT_RULE_ERROR_FILE, "\"%.48s\" is no %s, %s", word,
                     what, all);

  return FALSE;
}

static gboolean
check_section (DtStrategyParse     *parse,
               const DtRuleSection *section)
{
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (g_str_equal (section->name, sections[i]))
      return TRUE;

  return fail_unknown (parse, &section->source, "section", section->name, sections,
                       G_N_ELEMENTS (sections));
}

static gboolean
check_entry (DtStrategyParse       *parse,
             const DtRuleEntry     *entry)
{
  g_autofree char *what = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i].section, entry->section))
      {
        for (guint k = 0; k < tables[i].n_keys; k++)
          if (g_str_equal (tables[i].keys[k], entry->key))
            return TRUE;

        what = g_strdup_printf ("key of [%s]", entry->section);
        return fail_unknown (parse, &entry->key_source, what, entry->key, tables[i].keys,
                             tables[i].n_keys);
      }

  return TRUE;
}

static gboolean
check_entries (DtStrategyParse *parse)
{
  for (guint i = 0; i < parse->lines.sections->len; i++)
    if (!check_section (parse, g_ptr_array_index (parse->lines.sections, i)))
      return FALSE;
  for (guint i = 0; i < parse->lines.entries->len; i++)
    if (!check_entry (parse, g_ptr_array_index (parse->lines.entries, i)))
      return FALSE;

  return TRUE;
}

static gboolean
read_strategy (DtStrategyParse *parse)
{
  DtStrategyFile *file = parse->file;
  const DtRuleEntry *name = dt_rule_lines_find (&parse->lines, "strategy", "name");
  const DtRuleEntry *description = dt_rule_lines_find (&parse->lines, "strategy",
                                                               "description");
  const DtRuleEntry *timeframe = dt_rule_lines_find (&parse->lines, "strategy",
                                                             "timeframe");
  g_autofree char *words = NULL;

  if (name == NULL)
    return dt_fail_whole (parse, DT_RULE_ERROR_FILE,
                          "The strategy has no name: write \"name = ...\" under %s", "[strategy]");
  file->name = dt_rule_entry_dup_words (name);
  file->description = description != NULL ? dt_rule_entry_dup_words (description)
                                          : g_strdup ("");
  if (timeframe == NULL)
    return TRUE;

  words = dt_rule_entry_dup_words (timeframe);
  if (!dt_timeframe_parse (words, &file->timeframe))
    return dt_fail_value (parse, timeframe, 0, DT_RULE_ERROR_FILE,
                          "A timeframe is written like 1m, 15m, 1h, 1d or 1w, not \"%.24s\"",
                          words);

  return TRUE;
}

/* Parameters */

typedef struct
{
  const DtRuleEntry *entry;
  DtStrategyParse       *parse;
  gsize                  at;
} Scan;

static void
scan_blanks (Scan *scan)
{
  const char *text = scan->entry->value;

  for (;;)
    {
      scan->at += strspn (text + scan->at, " \t\r\n");
      if (text[scan->at] != '#')
        return;
      scan->at += strcspn (text + scan->at, "\n");
    }
}

static gboolean
scan_word (Scan       *scan,
           const char *word)
{
  scan_blanks (scan);
  if (!g_str_has_prefix (scan->entry->value + scan->at, word))
    return FALSE;
  scan->at += strlen (word);

  return TRUE;
}

static gboolean
scan_number (Scan   *scan,
             double *number)
{
  const char *text;
  gboolean negative;
  gsize length;
  g_autofree char *digits = NULL;

  negative = scan_word (scan, "-");
  scan_blanks (scan);
  text = scan->entry->value + scan->at;
  length = dt_rule_number_span (text);
  digits = g_strndup (text, length);
  *number = g_ascii_strtod (digits, NULL);
  if (length == 0 || !isfinite (*number))
    return dt_fail_value (scan->parse, scan->entry, scan->at, DT_RULE_ERROR_FILE,
                          "Here should be a number");

  scan->at += length;
  if (text[length] == '%')
    {
      *number /= 100.;
      scan->at++;
    }
  if (negative)
    *number = -*number;

  return TRUE;
}

/* 9 in 2..50 step 1 */
static gboolean
scan_range (Scan            *scan,
            DtRuleParameter *parameter)
{
  gsize at;

  if (!scan_number (scan, &parameter->minimum))
    return FALSE;
  if (!scan_word (scan, ".."))
    return dt_fail_value (scan->parse, scan->entry, scan->at, DT_RULE_ERROR_FILE,
                          "A range is written like %s", "2..50");
  if (!scan_number (scan, &parameter->maximum))
    return FALSE;
  if (parameter->minimum > parameter->maximum)
    return dt_fail_value (scan->parse, scan->entry, 0, DT_RULE_ERROR_FILE,
                          "The range of \"%s\" ends before it begins", parameter->name);

  parameter->step = parameter->minimum == floor (parameter->minimum)
                    && parameter->maximum == floor (parameter->maximum)
                      ? 1. : (parameter->maximum - parameter->minimum) / 10.;
  if (!scan_word (scan, "step"))
    return TRUE;

  scan_blanks (scan);
  at = scan->at;
  if (!scan_number (scan, &parameter->step))
    return FALSE;
  if (!(parameter->step > 0.))
    return dt_fail_value (scan->parse, scan->entry, at, DT_RULE_ERROR_FILE,
                          "The step of \"%s\" must be above zero", parameter->name);

  return TRUE;
}

static const DtParameterSetting *
find_setting (DtStrategyParse *parse,
              const char      *name)
{
  const DtParameterSetting *found = NULL;

  for (guint i = 0; i < parse->n_settings; i++)
    if (g_str_equal (parse->settings[i].name, name))
      found = &parse->settings[i];

  return found;
}

static gboolean
apply_setting (DtStrategyParse       *parse,
               const DtRuleEntry     *entry,
               DtRuleParameter       *parameter,
               gboolean               has_range)
{
  const DtParameterSetting *setting = find_setting (parse, parameter->name);
  g_autofree char *word = NULL;

  if (setting != NULL)
    parameter->value = setting->value;
  if (isfinite (parameter->value)
      && (!has_range || (parameter->value >= parameter->minimum
                         && parameter->value <= parameter->maximum)))
    return TRUE;

  word = g_strdup_printf ("\"%s\" is %.10g", parameter->name, parameter->value);

  return dt_fail_value (parse, entry, 0, DT_RULE_ERROR_ARGUMENT, "%s, which is %s", word,
                        has_range ? "outside its range" : "no number");
}

static gboolean
read_parameter (DtStrategyParse       *parse,
                const DtRuleEntry     *entry,
                DtRuleParameter       *parameter)
{
  Scan scan = { entry, parse, 0 };
  gboolean has_range;

  parameter->name = g_strdup (entry->key);
  if (!dt_rule_name_is_free (entry->key))
    return dt_fail_key (parse, entry, DT_RULE_ERROR_FILE,
                        "A parameter cannot be called \"%s\": it takes small letters, digits and "
                        "_, and no word of the rule language", entry->key);

  if (!scan_number (&scan, &parameter->value))
    return FALSE;
  parameter->minimum = parameter->maximum = parameter->value;
  has_range = scan_word (&scan, "in ");
  if (has_range && !scan_range (&scan, parameter))
    return FALSE;

  scan_blanks (&scan);
  if (entry->value[scan.at] != '\0')
    return dt_fail_value (parse, entry, scan.at, DT_RULE_ERROR_FILE,
                          "A parameter is written like %s", "fast = 9 in 2..50 step 1");

  if (!apply_setting (parse, entry, parameter, has_range))
    return FALSE;
  if (has_range)
    parse->file->ranged |= G_GUINT64_CONSTANT (1) << (parameter - parse->file->parameters);
  else
    parameter->minimum = parameter->maximum = parameter->value;

  return TRUE;
}

static gboolean
check_settings (DtStrategyParse *parse)
{
  DtStrategyFile *file = parse->file;
  const char *names[MAX_PARAMETERS];
  const char *meant;

  for (guint k = 0; k < file->n_parameters; k++)
    names[k] = file->parameters[k].name;

  for (guint i = 0; i < parse->n_settings; i++)
    {
      g_autofree char *name = NULL;
      guint k = 0;

      while (k < file->n_parameters && !g_str_equal (names[k], parse->settings[i].name))
        k++;
      if (k < file->n_parameters)
        continue;

      meant = dt_rule_nearest (parse->settings[i].name, names, file->n_parameters);
      name = g_utf8_substring (file->name, 0, MIN (g_utf8_strlen (file->name, -1), MAX_TOLD));
      g_set_error (parse->error, DT_RULE_ERROR, DT_RULE_ERROR_UNKNOWN_NAME,
                   "The strategy \"%s\" has no parameter \"%.48s\"%s%s%s", name,
                   parse->settings[i].name, meant != NULL ? ", did you mean \"" : "",
                   meant != NULL ? meant : "", meant != NULL ? "\"?" : "");
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_parameters (DtStrategyParse *parse)
{
  DtStrategyFile *file = parse->file;

  file->parameters = g_new0 (DtRuleParameter, MAX_PARAMETERS);
  for (guint i = 0; i < parse->lines.entries->len; i++)
    {
      const DtRuleEntry *entry = g_ptr_array_index (parse->lines.entries, i);

      if (!g_str_equal (entry->section, "parameters"))
        continue;
      if (file->n_parameters == MAX_PARAMETERS)
        return dt_fail_key (parse, entry, DT_RULE_ERROR_FILE,
                            "A strategy has at most 64 parameters");
      if (!read_parameter (parse, entry, &file->parameters[file->n_parameters++]))
        return FALSE;
    }

  return check_settings (parse);
}

/* Rules */

static void
set_source (DtStrategyParse       *parse,
            guint                  output,
            const DtRuleEntry     *entry)
{
  const char *name = parse->sources[output].name;
  DtRuleType type = parse->sources[output].type;

  parse->sources[output] = entry->source;
  parse->sources[output].name = name;
  parse->sources[output].type = type;
  parse->file->has[output] = TRUE;
}

/* "trail = 5%": of the best price since entry, which it follows. */
static void
read_trail (DtStrategyParse       *parse,
            guint                  side,
            const DtRuleEntry     *entry)
{
  g_autofree char *words = dt_rule_entry_dup_words (entry);
  gsize n = dt_rule_number_span (words);
  char **piece = &parse->pieces[side == 0 ? 2 : 3];

  if (n == 0 || !g_str_equal (words + n, "%"))
    return;

  *piece = g_strdup_printf ("%s * %s since entry", words, side == 0 ? "highest" : "lowest");
  parse->sources[side + DT_OUTPUT_TRAIL].text = *piece;
}

static gboolean
file_trails (const DtStrategyFile *file)
{
  return file->has[DT_OUTPUT_LONG (DT_OUTPUT_TRAIL)]
         || file->has[DT_OUTPUT_SHORT (DT_OUTPUT_TRAIL)];
}

static void
read_rules (DtStrategyParse *parse)
{
  static const char *const names[] = {
    "long.entry", "long.exit", "long.stop", "long.target", "long.trail", "long.limit",
    "long.trigger", "short.entry", "short.exit", "short.stop", "short.target", "short.trail",
    "short.limit", "short.trigger", "rank", "atr",
  };
  const DtRuleEntry *entry;

  for (guint i = 0; i < DT_N_STRATEGY_OUTPUTS; i++)
    {
      guint k = i % DT_OUTPUT_SIDES;
      gboolean condition = i < DT_OUTPUT_RANK && k <= DT_OUTPUT_EXIT;

      parse->sources[i] = (DtRuleSource) { .name = names[i],
                                           .text = condition ? "false" : "missing",
                                           .type = condition ? DT_RULE_BOOLEAN : DT_RULE_NUMBER };
      if (i == DT_OUTPUT_ATR)
        {
          /* Ours, not the file's: the same node as an atr(14) in its rules */
          parse->file->has[i] = file_trails (parse->file);
          parse->sources[i].text = parse->file->has[i] ? "atr(14)" : "missing";
          continue;
        }
      entry = i == DT_OUTPUT_RANK
                ? dt_rule_lines_find (&parse->lines, "size", "rank")
                : dt_rule_lines_find (&parse->lines, i < DT_OUTPUT_SIDES ? "long" : "short",
                                          dt_strategy_side_keys[k]);
      if (entry != NULL)
        set_source (parse, i, entry);
      if (entry != NULL && i < DT_OUTPUT_RANK && k == DT_OUTPUT_TRAIL)
        read_trail (parse, i - k, entry);
    }
}

/* Prices and rank of an entry are asked when there is one, which is seldom. */
static void
mark_on_demand (DtStrategyParse *parse)
{
  for (guint i = 0; i < DT_N_STRATEGY_OUTPUTS; i++)
    {
      guint k = i % DT_OUTPUT_SIDES;

      parse->sources[i].on_demand = i == DT_OUTPUT_RANK
                                    || (i < DT_OUTPUT_RANK && (k == DT_OUTPUT_LIMIT
                                                               || k == DT_OUTPUT_TRIGGER));
    }
}

static gboolean
check_sides (DtStrategyParse *parse)
{
  DtStrategyFile *file = parse->file;

  file->has_long = file->has[DT_OUTPUT_LONG (DT_OUTPUT_ENTRY)];
  file->has_short = file->has[DT_OUTPUT_SHORT (DT_OUTPUT_ENTRY)];
  if (!file->has_long && !file->has_short)
    return dt_fail_whole (parse, DT_RULE_ERROR_FILE,
                          "The strategy never enters: write \"entry = ...\" under %s",
                          "[long] or [short]");

  for (guint i = 0; i < parse->lines.entries->len; i++)
    {
      const DtRuleEntry *entry = g_ptr_array_index (parse->lines.entries, i);

      if ((g_str_equal (entry->section, "long") && !file->has_long)
          || (g_str_equal (entry->section, "short") && !file->has_short))
        return dt_fail_key (parse, entry, DT_RULE_ERROR_FILE,
                            "[%s] has no entry, so nothing else in it has a use", entry->section);
    }

  return TRUE;
}

static void
warn_about_exits (DtStrategyFile *file,
                  gboolean        enters,
                  gboolean        reverses,
                  guint           side,
                  const char     *name)
{
  if (enters && !reverses && !dt_strategy_has_stop (file, side) && !file->has[side + DT_OUTPUT_EXIT]
      && !file->has[side + DT_OUTPUT_TARGET])
    g_ptr_array_add (file->warnings,
                     g_strdup_printf ("Nothing ever closes a %s position", name));
  else if (enters && !dt_strategy_has_stop (file, side))
    g_ptr_array_add (file->warnings,
                     g_strdup_printf ("A %s position has no protective stop", name));
}

static void
warn_about_parameters (DtStrategyFile *file)
{
  for (guint i = 0; i < file->n_parameters; i++)
    if (!dt_rule_program_uses_parameter (file->program, i))
      g_ptr_array_add (file->warnings,
                       g_strdup_printf ("No rule uses the parameter \"%s\"",
                                        file->parameters[i].name));
}

static void
warn (DtStrategyFile *file)
{
  if (file->flat_before_close > 0 && file->timeframe >= DT_TIMEFRAME_DAY)
    g_ptr_array_add (file->warnings,
                     g_strdup ("Bars of a day and longer end with the session: flat-before-close "
                               "does nothing"));
  if (file->size.at == DT_SIZE_AT_FILL)
    g_ptr_array_add (file->warnings,
                     g_strdup ("Sizes at the fill exist only in the simulator: Paper and Live "
                               "refuse this strategy"));
  warn_about_exits (file, file->has_long, file->has_short, DT_OUTPUT_LONG (0), "long");
  warn_about_exits (file, file->has_short, file->has_long, DT_OUTPUT_SHORT (0), "short");
  warn_about_parameters (file);
}

/* The lines of the text are those of the file that this one is like, whose name is in them. */
static gboolean
read_lines (DtStrategyParse *parse)
{
  DtStrategyFile *file = parse->file, *like = parse->like;

  if (like == NULL || g_strcmp0 (like->path, file->path) != 0)
    return dt_rule_lines_read (&parse->lines, file->text, file->path, parse->error);

  file->like = dt_strategy_file_ref (like->like != NULL ? like->like : like);
  parse->lines.entries = g_ptr_array_ref (like->entries);
  return TRUE;
}

static gboolean
compile (DtStrategyParse *parse)
{
  DtStrategyFile *file = parse->file;
  DtRuleProgram *like = parse->like != NULL ? parse->like->program : NULL;

  file->program = parse->open
                  ? dt_rule_program_new_open (like, parse->sources, DT_N_STRATEGY_OUTPUTS,
                                              file->parameters, file->n_parameters, parse->error)
                  : dt_rule_program_new_like (like, parse->sources, DT_N_STRATEGY_OUTPUTS,
                                              file->parameters, file->n_parameters, parse->error);

  return file->program != NULL;
}

static gboolean
parse_file (DtStrategyParse *parse)
{
  DtStrategyFile *file = parse->file;

  if (!read_lines (parse) || (parse->like == NULL && !check_entries (parse))
      || !read_strategy (parse) || !read_parameters (parse))
    return FALSE;

  read_rules (parse);
  if (!check_sides (parse) || !dt_strategy_read_orders (parse) || !dt_strategy_read_size (parse))
    return FALSE;

  mark_on_demand (parse);
  if (!compile (parse))
    return FALSE;
  warn (file);

  return TRUE;
}

static DtStrategyFile *
parse_text (const char                *text,
            DtStrategyFile            *like,
            gboolean                   open,
            const char                *path,
            const DtParameterSetting  *settings,
            guint                      n_settings,
            GError                   **error)
{
  g_autoptr(DtStrategyFile) file = g_new0 (DtStrategyFile, 1);
  DtStrategyParse parse = { .file = file, .like = like, .open = open, .path = path,
                            .settings = settings, .n_settings = n_settings, .error = error };
  gboolean good;

  g_atomic_ref_count_init (&file->ref_count);
  file->text = g_strdup (text);
  file->path = g_strdup (path);
  file->warnings = g_ptr_array_new_with_free_func (g_free);
  file->entry_bars = 1;
  file->trail_step_atr = 0.1;
  file->size = (DtSize) { DT_SIZE_ALL_IN, 1., DT_SIZE_AT_SIGNAL };

  parse.path = file->path;
  good = parse_file (&parse);
  file->entries = g_steal_pointer (&parse.lines.entries);
  dt_rule_lines_clear (&parse.lines);
  for (guint i = 0; i < G_N_ELEMENTS (parse.pieces); i++)
    g_free (parse.pieces[i]);

  return good ? g_steal_pointer (&file) : NULL;
}

/**
 * dt_strategy_file_parse:
 * @path: (nullable): the name that errors give
 * @settings: (array length=n_settings) (nullable): parameters to set; the last one of a name counts
 *
 * Returns: (nullable): %NULL with an error of %DT_RULE_ERROR that points at the character
 */
DtStrategyFile *
dt_strategy_file_parse (const char                *text,
                        const char                *path,
                        const DtParameterSetting  *settings,
                        guint                      n_settings,
                        GError                   **error)
{
  return parse_text (text, NULL, FALSE, path, settings, n_settings, error);
}

void
dt_strategy_file_open (DtStrategyFile *file)
{
  g_autofree DtParameterSetting *settings = g_new (DtParameterSetting, file->n_parameters + 1);

  if (file->open != NULL)
    return;

  for (guint i = 0; i < file->n_parameters; i++)
    settings[i] = (DtParameterSetting) { file->parameters[i].name, file->parameters[i].value };
  file->open = parse_text (file->text, NULL, TRUE, file->path, settings, file->n_parameters, NULL);
}

/* %FALSE when it is not plainly a value that the parameter takes, and that leaves orders and size
 * what they are. */
static gboolean
set_parameter (DtStrategyFile           *file,
               const DtParameterSetting *setting)
{
  for (guint k = 0; k < file->n_parameters; k++)
    {
      DtRuleParameter *parameter = &file->parameters[k];
      guint64 bit = G_GUINT64_CONSTANT (1) << k;

      if (!g_str_equal (parameter->name, setting->name))
        continue;
      if (!isfinite (setting->value)
          || ((file->pinned & bit) != 0 && setting->value != parameter->value)
          || ((file->ranged & bit) != 0 && !(setting->value >= parameter->minimum
                                             && setting->value <= parameter->maximum)))
        return FALSE;

      parameter->value = setting->value;
      if ((file->ranged & bit) == 0)
        parameter->minimum = parameter->maximum = setting->value;
      return TRUE;
    }

  return FALSE;
}

/* The file under other settings, by its program that was left open; %NULL: it is to be parsed. */
static DtStrategyFile *
bind (DtStrategyFile            *open,
      const char                *path,
      const DtParameterSetting  *settings,
      guint                      n_settings)
{
  g_autoptr(DtStrategyFile) file = NULL;

  if (open == NULL || g_strcmp0 (open->path, path) != 0)
    return NULL;

  file = g_memdup2 (open, sizeof *open);
  g_atomic_ref_count_init (&file->ref_count);
  file->bound = TRUE;
  file->like = dt_strategy_file_ref (open);
  file->program = NULL;
  file->parameters = g_memdup2 (open->parameters, open->n_parameters * sizeof *open->parameters);
  for (guint i = 0; i < n_settings; i++)
    if (!set_parameter (file, &settings[i]))
      return NULL;

  file->program = dt_rule_program_bind (open->program, file->parameters);

  return file->program != NULL ? g_steal_pointer (&file) : NULL;
}

DtStrategyFile *
dt_strategy_file_parse_like (DtStrategyFile            *like,
                             const char                *path,
                             const DtParameterSetting  *settings,
                             guint                      n_settings,
                             GError                   **error)
{
  DtStrategyFile *file = bind (like->open, path, settings, n_settings);

  return file != NULL ? file
                      : parse_text (like->text, like, FALSE, path, settings, n_settings, error);
}

DtStrategyFile *
dt_strategy_file_load (const char                *path,
                       const DtParameterSetting  *settings,
                       guint                      n_settings,
                       GError                   **error)
{
  g_autofree char *text = NULL;
  g_autofree char *name = g_path_get_basename (path);
  gsize length;

  if (!dt_text_file_load (path, DT_RULE_MAX_FILE, &text, &length, error))
    return NULL;

  if (strlen (text) != length)
    {
      g_set_error (error, DT_RULE_ERROR, DT_RULE_ERROR_FILE,
                   "\"%s\" is no strategy file: it has a zero byte", path);
      return NULL;
    }

  return dt_strategy_file_parse (text, name, settings, n_settings, error);
}

DtStrategyFile *
dt_strategy_file_ref (DtStrategyFile *file)
{
  g_atomic_ref_count_inc (&file->ref_count);

  return file;
}

void
dt_strategy_file_unref (DtStrategyFile *file)
{
  if (file == NULL || !g_atomic_ref_count_dec (&file->ref_count))
    return;

  g_clear_pointer (&file->program, dt_rule_program_unref);
  if (file->bound)
    {
      dt_strategy_file_unref (file->like);
      g_free (file->parameters);
      g_free (file);
      return;
    }

  for (guint i = 0; i < file->n_parameters; i++)
    g_free (file->parameters[i].name);
  g_free (file->parameters);
  g_free (file->name);
  g_free (file->description);
  g_free (file->text);
  g_free (file->path);
  g_clear_pointer (&file->entries, g_ptr_array_unref);
  g_clear_pointer (&file->like, dt_strategy_file_unref);
  g_clear_pointer (&file->open, dt_strategy_file_unref);
  g_ptr_array_unref (file->warnings);
  g_free (file);
}
