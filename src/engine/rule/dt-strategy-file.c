/* dt-strategy-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-rule"

#include "config.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "dt-rule-error-private.h"
#include "dt-rule-lexer-private.h"
#include "dt-rule-names-private.h"
#include "dt-strategy-file.h"
#include "dt-strategy-reader-private.h"

#define MAX_PARAMETERS 64

static const char *const sections[] = { "strategy", "parameters", "long", "short", "orders",
                                        "size" };

/* Keys of the sections that have fixed ones; those of the sides are the outputs, in their order. */
static const char *const strategy_keys[] = { "name", "description", "timeframe" };
static const char *const side_keys[] = { "entry", "exit", "stop", "target", "trail", "limit",
                                         "trigger" };
static const char *const order_keys[] = { "entry", "tif", "bars", "trail-step" };
static const char *const size_keys[] = { "size", "at", "rank" };
static const char *const entry_kinds[] = { "market", "limit", "stop", "stop-limit" };
static const char *const size_kinds[] = { "all-in", "fraction", "shares", "notional", "risk" };

static const struct
{
  const char        *section;
  const char *const *keys;
  guint              n_keys;
} tables[] = {
  { "strategy", strategy_keys, G_N_ELEMENTS (strategy_keys) },
  { "long", side_keys, G_N_ELEMENTS (side_keys) },
  { "short", side_keys, G_N_ELEMENTS (side_keys) },
  { "orders", order_keys, G_N_ELEMENTS (order_keys) },
  { "size", size_keys, G_N_ELEMENTS (size_keys) },
};

typedef struct
{
  DtStrategyFile            *file;
  DtStrategyLines            lines;
  const char                *path;
  const DtParameterSetting  *settings;
  guint                      n_settings;
  DtRuleSource               sources[DT_N_STRATEGY_OUTPUTS];
  char                      *pieces[2];   /* prices of the orders' entry, apart */
  GError                   **error;
} Parse;

static gboolean G_GNUC_PRINTF (4, 5)
fail_key (Parse                 *parse,
          const DtStrategyEntry *entry,
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

static gboolean G_GNUC_PRINTF (5, 6)
fail_value (Parse                 *parse,
            const DtStrategyEntry *entry,
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

static gboolean G_GNUC_PRINTF (3, 4)
fail_whole (Parse       *parse,
            DtRuleError  code,
            const char  *format,
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
fail_unknown (Parse                 *parse,
              const DtStrategyEntry *entry,
              const char            *what,
              const char            *word,
              const char *const     *words,
              guint                  n_words)
{
  const char *meant = dt_rule_nearest (word, words, n_words);
  g_autofree char *all = NULL;
  g_autofree char *message = NULL;

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
  message = g_strdup_printf ("\"%.48s\" is no %s, %s", word, what, all);

  return fail_key (parse, entry, DT_RULE_ERROR_FILE, "%s", message);
}

static gboolean
check_entry (Parse                 *parse,
             const DtStrategyEntry *entry)
{
  g_autofree char *what = NULL;

  if (!g_strv_contains ((const char *const[]) { "strategy", "parameters", "long", "short",
                                                "orders", "size", NULL }, entry->section))
    return fail_unknown (parse, entry, "section", entry->section, sections,
                         G_N_ELEMENTS (sections));

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i].section, entry->section))
      {
        for (guint k = 0; k < tables[i].n_keys; k++)
          if (g_str_equal (tables[i].keys[k], entry->key))
            return TRUE;

        what = g_strdup_printf ("key of [%s]", entry->section);
        return fail_unknown (parse, entry, what, entry->key, tables[i].keys, tables[i].n_keys);
      }

  return TRUE;
}

static gboolean
check_entries (Parse *parse)
{
  for (guint i = 0; i < parse->lines.entries->len; i++)
    if (!check_entry (parse, g_ptr_array_index (parse->lines.entries, i)))
      return FALSE;

  return TRUE;
}

static gboolean
read_strategy (Parse *parse)
{
  DtStrategyFile *file = parse->file;
  const DtStrategyEntry *name = dt_strategy_lines_find (&parse->lines, "strategy", "name");
  const DtStrategyEntry *description = dt_strategy_lines_find (&parse->lines, "strategy",
                                                               "description");
  const DtStrategyEntry *timeframe = dt_strategy_lines_find (&parse->lines, "strategy",
                                                             "timeframe");
  g_autofree char *words = NULL;

  if (name == NULL)
    return fail_whole (parse, DT_RULE_ERROR_FILE,
                       "The strategy has no name: write \"name = ...\" under %s", "[strategy]");
  file->name = dt_strategy_entry_dup_words (name);
  file->description = description != NULL ? dt_strategy_entry_dup_words (description)
                                          : g_strdup ("");
  if (timeframe == NULL)
    return TRUE;

  words = dt_strategy_entry_dup_words (timeframe);
  if (!dt_timeframe_parse (words, &file->timeframe))
    return fail_value (parse, timeframe, 0, DT_RULE_ERROR_FILE,
                       "A timeframe is written like 1m, 15m, 1h, 1d or 1w, not \"%.24s\"", words);

  return TRUE;
}

/* Parameters */

typedef struct
{
  const DtStrategyEntry *entry;
  Parse                 *parse;
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
    return fail_value (scan->parse, scan->entry, scan->at, DT_RULE_ERROR_FILE,
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
    return fail_value (scan->parse, scan->entry, scan->at, DT_RULE_ERROR_FILE,
                       "A range is written like %s", "2..50");
  if (!scan_number (scan, &parameter->maximum))
    return FALSE;
  if (parameter->minimum > parameter->maximum)
    return fail_value (scan->parse, scan->entry, 0, DT_RULE_ERROR_FILE,
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
    return fail_value (scan->parse, scan->entry, at, DT_RULE_ERROR_FILE,
                       "The step of \"%s\" must be above zero", parameter->name);

  return TRUE;
}

static const DtParameterSetting *
find_setting (Parse      *parse,
              const char *name)
{
  const DtParameterSetting *found = NULL;

  for (guint i = 0; i < parse->n_settings; i++)
    if (g_str_equal (parse->settings[i].name, name))
      found = &parse->settings[i];

  return found;
}

static gboolean
apply_setting (Parse                 *parse,
               const DtStrategyEntry *entry,
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

  return fail_value (parse, entry, 0, DT_RULE_ERROR_ARGUMENT,
                     "%s, which is %s", word, has_range ? "outside its range" : "no number");
}

static gboolean
read_parameter (Parse                 *parse,
                const DtStrategyEntry *entry,
                DtRuleParameter       *parameter)
{
  Scan scan = { entry, parse, 0 };
  gboolean has_range;

  parameter->name = g_strdup (entry->key);
  if (!dt_rule_name_is_free (entry->key))
    return fail_key (parse, entry, DT_RULE_ERROR_FILE,
                     "A parameter cannot be called \"%s\": it takes small letters, digits and _, "
                     "and no word of the rule language", entry->key);

  if (!scan_number (&scan, &parameter->value))
    return FALSE;
  parameter->minimum = parameter->maximum = parameter->value;
  has_range = scan_word (&scan, "in ");
  if (has_range && !scan_range (&scan, parameter))
    return FALSE;

  scan_blanks (&scan);
  if (entry->value[scan.at] != '\0')
    return fail_value (parse, entry, scan.at, DT_RULE_ERROR_FILE,
                       "A parameter is written like %s", "fast = 9 in 2..50 step 1");

  if (!apply_setting (parse, entry, parameter, has_range))
    return FALSE;
  if (!has_range)
    parameter->minimum = parameter->maximum = parameter->value;

  return TRUE;
}

static gboolean
check_settings (Parse *parse)
{
  DtStrategyFile *file = parse->file;
  const char *names[MAX_PARAMETERS];
  const char *meant;

  for (guint k = 0; k < file->n_parameters; k++)
    names[k] = file->parameters[k].name;

  for (guint i = 0; i < parse->n_settings; i++)
    {
      guint k = 0;

      while (k < file->n_parameters && !g_str_equal (names[k], parse->settings[i].name))
        k++;
      if (k < file->n_parameters)
        continue;

      meant = dt_rule_nearest (parse->settings[i].name, names, file->n_parameters);
      g_set_error (parse->error, DT_RULE_ERROR, DT_RULE_ERROR_UNKNOWN_NAME,
                   "The strategy \"%s\" has no parameter \"%.48s\"%s%s%s", file->name,
                   parse->settings[i].name, meant != NULL ? ", did you mean \"" : "",
                   meant != NULL ? meant : "", meant != NULL ? "\"?" : "");
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_parameters (Parse *parse)
{
  DtStrategyFile *file = parse->file;

  file->parameters = g_new0 (DtRuleParameter, MAX_PARAMETERS);
  for (guint i = 0; i < parse->lines.entries->len; i++)
    {
      const DtStrategyEntry *entry = g_ptr_array_index (parse->lines.entries, i);

      if (!g_str_equal (entry->section, "parameters"))
        continue;
      if (file->n_parameters == MAX_PARAMETERS)
        return fail_key (parse, entry, DT_RULE_ERROR_FILE, "A strategy has at most 64 parameters");
      if (!read_parameter (parse, entry, &file->parameters[file->n_parameters++]))
        return FALSE;
    }

  return check_settings (parse);
}

/* The value of a constant rule: a number, a parameter, a formula of these. */
static gboolean
read_constant (Parse              *parse,
               const DtRuleSource *source,
               double             *number)
{
  DtRuleSource constant = *source;
  g_autoptr(DtRuleProgram) program = NULL;

  constant.type = DT_RULE_NUMBER;
  constant.name = "The value";
  program = dt_rule_program_new (&constant, 1, parse->file->parameters,
                                 parse->file->n_parameters, parse->error);
  if (program == NULL)
    return FALSE;

  if (!dt_rule_program_get_constant (program, 0, number))
    {
      dt_rule_error_set (parse->error, source, 0, DT_RULE_ERROR_ARGUMENT,
                         "This must be a constant: a number or a parameter");
      return FALSE;
    }

  return TRUE;
}

/* Orders */

/* The first word of a value, and what stands behind it as a source of its own. */
static char *
split_word (const DtStrategyEntry *entry,
            DtRuleSource          *rest)
{
  const char *value = entry->value;
  gsize n = strcspn (value, " \t\r\n#"), skip;

  *rest = entry->source;
  skip = n + strspn (value + n, " \t\r\n");
  for (gsize i = 0; i < skip; i++)
    {
      rest->column++;
      if (value[i] == '\n')
        {
          rest->line++;
          rest->column = 1;
        }
    }
  rest->text = value + skip;

  return g_strndup (value, n);
}

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text += *text == '\n')
    {
      text += strspn (text, " \t\r\n");
      if (*text != '#')
        return *text == '\0';
      text += strcspn (text, "\n");
      if (*text == '\0')
        return TRUE;
    }

  return TRUE;
}

/* The comma that parts two prices: outside all brackets and comments. */
static const char *
find_comma (const char *text)
{
  int depth = 0;

  for (; *text != '\0'; text++)
    if (*text == '#')
      {
        text += strcspn (text, "\n");
        if (*text == '\0')
          break;
      }
    else if (*text == '(' || *text == '[')
      depth++;
    else if (*text == ')' || *text == ']')
      depth--;
    else if (*text == ',' && depth == 0)
      return text;

  return NULL;
}

static void
set_both_sides (Parse              *parse,
                DtStrategyOutput    output,
                const DtRuleSource *source)
{
  for (guint side = 0; side < 2; side++)
    {
      guint k = output + side * DT_OUTPUT_SIDES;

      if (parse->file->has[side * DT_OUTPUT_SIDES + DT_OUTPUT_ENTRY] && !parse->file->has[k])
        {
          const char *name = parse->sources[k].name;

          parse->sources[k] = *source;
          parse->sources[k].name = name;
          parse->sources[k].type = DT_RULE_NUMBER;
          parse->file->has[k] = TRUE;
        }
    }
}

/* "stop-limit TRIGGER, LIMIT": two sources out of one text. */
static gboolean
split_prices (Parse                 *parse,
              const DtStrategyEntry *entry,
              const DtRuleSource    *rest)
{
  const char *comma = find_comma (rest->text);
  DtRuleSource second = *rest, first = *rest;

  if (comma == NULL)
    return fail_value (parse, entry, 0, DT_RULE_ERROR_FILE,
                       "A stop-limit entry has two prices: %s", "stop-limit TRIGGER, LIMIT");

  /* The second keeps its place by blanks for all that stands before it. */
  first.text = parse->pieces[0] = g_strndup (rest->text, comma - rest->text);
  second.text = parse->pieces[1] = g_strdup (rest->text);
  for (gsize i = 0; i <= (gsize) (comma - rest->text); i++)
    if (parse->pieces[1][i] != '\n')
      parse->pieces[1][i] = ' ';
  set_both_sides (parse, DT_OUTPUT_TRIGGER, &first);
  set_both_sides (parse, DT_OUTPUT_LIMIT, &second);

  return TRUE;
}

static gboolean
read_entry_kind (Parse *parse)
{
  const DtStrategyEntry *entry = dt_strategy_lines_find (&parse->lines, "orders", "entry");
  g_autofree char *word = NULL;
  DtRuleSource rest;
  guint kind = 0;

  if (entry == NULL)
    return TRUE;

  word = split_word (entry, &rest);
  while (kind < G_N_ELEMENTS (entry_kinds) && !g_str_equal (entry_kinds[kind], word))
    kind++;
  if (kind == G_N_ELEMENTS (entry_kinds))
    return fail_value (parse, entry, 0, DT_RULE_ERROR_FILE,
                       "An entry is market, limit, stop or stop-limit, not \"%.24s\"", word);
  parse->file->entry = kind;
  if (is_blank (rest.text))
    return TRUE;

  switch (parse->file->entry)
    {
    case DT_ENTRY_LIMIT:
      set_both_sides (parse, DT_OUTPUT_LIMIT, &rest);
      return TRUE;
    case DT_ENTRY_STOP:
      set_both_sides (parse, DT_OUTPUT_TRIGGER, &rest);
      return TRUE;
    case DT_ENTRY_STOP_LIMIT:
      return split_prices (parse, entry, &rest);
    case DT_ENTRY_MARKET:
    default:
      return fail_value (parse, entry, 0, DT_RULE_ERROR_FILE, "A market entry has no price");
    }
}

/* Each side that enters has the prices that its kind of order needs, and no others. */
static gboolean
check_prices (Parse *parse)
{
  static const char *const names[] = { "long", "short" };
  const DtStrategyFile *file = parse->file;
  gboolean needs[DT_OUTPUT_SIDES] = {
    [DT_OUTPUT_LIMIT] = file->entry == DT_ENTRY_LIMIT || file->entry == DT_ENTRY_STOP_LIMIT,
    [DT_OUTPUT_TRIGGER] = file->entry == DT_ENTRY_STOP || file->entry == DT_ENTRY_STOP_LIMIT,
  };

  for (guint side = 0; side < 2; side++)
    for (guint k = DT_OUTPUT_LIMIT; k <= DT_OUTPUT_TRIGGER; k++)
      {
        gboolean has = file->has[side * DT_OUTPUT_SIDES + k];

        if (!file->has[side * DT_OUTPUT_SIDES + DT_OUTPUT_ENTRY] || has == needs[k])
          continue;
        return fail_key (parse, dt_strategy_lines_find (&parse->lines, names[side],
                                                        has ? side_keys[k] : "entry"),
                         DT_RULE_ERROR_FILE,
                         "\"%s\" of [%s] %s with \"entry = %s\" in [orders]", side_keys[k],
                         names[side], has ? "has no use" : "is needed",
                         entry_kinds[file->entry]);
      }

  return TRUE;
}

static gboolean
read_lasting (Parse *parse)
{
  DtStrategyFile *file = parse->file;
  const DtStrategyEntry *tif = dt_strategy_lines_find (&parse->lines, "orders", "tif");
  const DtStrategyEntry *bars = dt_strategy_lines_find (&parse->lines, "orders", "bars");
  g_autofree char *word = tif != NULL ? dt_strategy_entry_dup_words (tif) : g_strdup ("");
  double n = 1.;

  if (tif != NULL && !g_str_equal (word, "day") && !g_str_equal (word, "gtc"))
    return fail_value (parse, tif, 0, DT_RULE_ERROR_FILE, "tif is day or gtc, not \"%.24s\"", word);
  if (bars != NULL && !read_constant (parse, &bars->source, &n))
    return FALSE;
  if (!(n >= 1. && n <= DT_RULE_MAX_WINDOW && n == floor (n)))
    return fail_value (parse, bars, 0, DT_RULE_ERROR_ARGUMENT,
                       "An entry order waits for a whole number of bars from 1 to 100000");
  /* A number of bars ends the order whatever else was said. */
  file->entry_good_till_cancelled = g_str_equal (word, "gtc") && bars == NULL;
  file->entry_bars = file->entry_good_till_cancelled ? 0 : n;

  return TRUE;
}

static gboolean
read_orders (Parse *parse)
{
  const DtStrategyEntry *step = dt_strategy_lines_find (&parse->lines, "orders", "trail-step");

  if (!read_entry_kind (parse) || !check_prices (parse) || !read_lasting (parse))
    return FALSE;
  if (step == NULL)
    return TRUE;

  if (!read_constant (parse, &step->source, &parse->file->trail_step_atr))
    return FALSE;
  if (!(parse->file->trail_step_atr >= 0. && parse->file->trail_step_atr <= 100.))
    return fail_value (parse, step, 0, DT_RULE_ERROR_ARGUMENT,
                       "The trail step is a number of ATRs from 0 to 100");

  return TRUE;
}

/* Size */

static gboolean
read_at (Parse                 *parse,
         const DtStrategyEntry *entry,
         const char            *word)
{
  if (!g_str_equal (word, "signal") && !g_str_equal (word, "fill"))
    return fail_value (parse, entry, 0, DT_RULE_ERROR_FILE, "at is signal or fill, not \"%.24s\"",
                       word);
  parse->file->size.at = g_str_equal (word, "fill") ? DT_SIZE_AT_FILL : DT_SIZE_AT_SIGNAL;

  return TRUE;
}

static gboolean
has_stop (const DtStrategyFile *file,
          guint                 side)
{
  return file->has[side + DT_OUTPUT_STOP] || file->has[side + DT_OUTPUT_TRAIL];
}

static gboolean
check_size (Parse                 *parse,
            const DtStrategyEntry *entry)
{
  const DtStrategyFile *file = parse->file;
  double value = file->size.value;

  if (!(value > 0.) || !isfinite (value))
    return fail_value (parse, entry, 0, DT_RULE_ERROR_ARGUMENT, "A size must be above zero");
  if (file->size.kind == DT_SIZE_RISK && value >= 1.)
    return fail_value (parse, entry, 0, DT_RULE_ERROR_ARGUMENT,
                       "A risk of the whole account and more is refused; write \"%s\"", "risk 1%");
  if (file->size.kind == DT_SIZE_RISK
      && ((file->has_long && !has_stop (file, DT_OUTPUT_LONG (0)))
          || (file->has_short && !has_stop (file, DT_OUTPUT_SHORT (0)))))
    return fail_value (parse, entry, 0, DT_RULE_ERROR_FILE,
                       "A size by risk needs a stop or a trail on each side that enters");

  return TRUE;
}

/* "risk 1% at=fill": the last word is taken off before the number is read. */
static gboolean
read_size_value (Parse                 *parse,
                 const DtStrategyEntry *entry,
                 DtRuleSource          *rest)
{
  g_autofree char *text = g_strdup (rest->text);
  char *at = g_strrstr (text, "at=");
  g_autofree char *word = NULL;

  if (at != NULL)
    {
      word = g_strndup (at + 3, strcspn (at + 3, " \t\r\n#"));
      if (!read_at (parse, entry, word))
        return FALSE;
      memset (at, ' ', 3 + strlen (word));
    }
  rest->text = text;

  if (parse->file->size.kind == DT_SIZE_ALL_IN)
    {
      parse->file->size.value = 1.;
      return is_blank (text)
             || fail_value (parse, entry, 0, DT_RULE_ERROR_FILE, "all-in has no number");
    }
  if (is_blank (text))
    return fail_value (parse, entry, 0, DT_RULE_ERROR_FILE, "\"%s\" needs a number",
                       size_kinds[parse->file->size.kind]);

  return read_constant (parse, rest, &parse->file->size.value);
}

static gboolean
read_size (Parse *parse)
{
  const DtStrategyEntry *entry = dt_strategy_lines_find (&parse->lines, "size", "size");
  const DtStrategyEntry *at = dt_strategy_lines_find (&parse->lines, "size", "at");
  g_autofree char *word = NULL;
  g_autofree char *moment = NULL;
  DtRuleSource rest;
  guint kind = 0;

  if (at != NULL)
    {
      moment = dt_strategy_entry_dup_words (at);
      if (!read_at (parse, at, moment))
        return FALSE;
    }
  if (entry == NULL)
    return TRUE;

  word = split_word (entry, &rest);
  while (kind < G_N_ELEMENTS (size_kinds) && !g_str_equal (size_kinds[kind], word))
    kind++;
  if (kind == G_N_ELEMENTS (size_kinds))
    return fail_value (parse, entry, 0, DT_RULE_ERROR_FILE,
                       "A size is all-in, fraction, shares, notional or risk, not \"%.24s\"", word);
  parse->file->size.kind = kind;

  return read_size_value (parse, entry, &rest) && check_size (parse, entry);
}

/* Rules */

static void
set_source (Parse                 *parse,
            guint                  output,
            const DtStrategyEntry *entry)
{
  const char *name = parse->sources[output].name;
  DtRuleType type = parse->sources[output].type;

  parse->sources[output] = entry->source;
  parse->sources[output].name = name;
  parse->sources[output].type = type;
  parse->file->has[output] = TRUE;
}

static void
read_rules (Parse *parse)
{
  static const char *const names[] = {
    "long.entry", "long.exit", "long.stop", "long.target", "long.trail", "long.limit",
    "long.trigger", "short.entry", "short.exit", "short.stop", "short.target", "short.trail",
    "short.limit", "short.trigger", "rank",
  };
  const DtStrategyEntry *entry;

  for (guint i = 0; i < DT_N_STRATEGY_OUTPUTS; i++)
    {
      guint k = i % DT_OUTPUT_SIDES;
      gboolean condition = i < DT_OUTPUT_RANK && k <= DT_OUTPUT_EXIT;

      parse->sources[i] = (DtRuleSource) { .name = names[i],
                                           .text = condition ? "false" : "missing",
                                           .type = condition ? DT_RULE_BOOLEAN : DT_RULE_NUMBER };
      entry = i == DT_OUTPUT_RANK
                ? dt_strategy_lines_find (&parse->lines, "size", "rank")
                : dt_strategy_lines_find (&parse->lines, i < DT_OUTPUT_SIDES ? "long" : "short",
                                          side_keys[k]);
      if (entry != NULL)
        set_source (parse, i, entry);
    }
}

static gboolean
check_sides (Parse *parse)
{
  DtStrategyFile *file = parse->file;

  file->has_long = file->has[DT_OUTPUT_LONG (DT_OUTPUT_ENTRY)];
  file->has_short = file->has[DT_OUTPUT_SHORT (DT_OUTPUT_ENTRY)];
  if (!file->has_long && !file->has_short)
    return fail_whole (parse, DT_RULE_ERROR_FILE,
                       "The strategy never enters: write \"entry = ...\" under %s",
                       "[long] or [short]");

  for (guint i = 0; i < parse->lines.entries->len; i++)
    {
      const DtStrategyEntry *entry = g_ptr_array_index (parse->lines.entries, i);

      if ((g_str_equal (entry->section, "long") && !file->has_long)
          || (g_str_equal (entry->section, "short") && !file->has_short))
        return fail_key (parse, entry, DT_RULE_ERROR_FILE,
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
  if (enters && !reverses && !has_stop (file, side) && !file->has[side + DT_OUTPUT_EXIT]
      && !file->has[side + DT_OUTPUT_TARGET])
    g_ptr_array_add (file->warnings,
                     g_strdup_printf ("Nothing ever closes a %s position", name));
  else if (enters && !has_stop (file, side))
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
  if (file->size.at == DT_SIZE_AT_FILL)
    g_ptr_array_add (file->warnings,
                     g_strdup ("Sizes at the fill exist only in the simulator: Paper and Live "
                               "refuse this strategy"));
  warn_about_exits (file, file->has_long, file->has_short, DT_OUTPUT_LONG (0), "long");
  warn_about_exits (file, file->has_short, file->has_long, DT_OUTPUT_SHORT (0), "short");
  warn_about_parameters (file);
}

static gboolean
parse_file (Parse *parse)
{
  DtStrategyFile *file = parse->file;

  if (!dt_strategy_lines_read (&parse->lines, file->text, parse->path, parse->error)
      || !check_entries (parse) || !read_strategy (parse) || !read_parameters (parse))
    return FALSE;

  read_rules (parse);
  if (!check_sides (parse) || !read_orders (parse) || !read_size (parse))
    return FALSE;

  file->program = dt_rule_program_new (parse->sources, DT_N_STRATEGY_OUTPUTS, file->parameters,
                                       file->n_parameters, parse->error);
  if (file->program == NULL)
    return FALSE;
  warn (file);

  return TRUE;
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
  g_autoptr(DtStrategyFile) file = g_new0 (DtStrategyFile, 1);
  Parse parse = { .file = file, .path = path, .settings = settings, .n_settings = n_settings,
                  .error = error };
  gboolean good;

  g_atomic_ref_count_init (&file->ref_count);
  file->text = g_strdup (text);
  file->warnings = g_ptr_array_new_with_free_func (g_free);
  file->entry_bars = 1;
  file->trail_step_atr = 0.1;
  file->size = (DtSize) { DT_SIZE_ALL_IN, 1., DT_SIZE_AT_SIGNAL };

  good = parse_file (&parse);
  dt_strategy_lines_clear (&parse.lines);
  g_free (parse.pieces[0]);
  g_free (parse.pieces[1]);

  return good ? g_steal_pointer (&file) : NULL;
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

  if (!g_file_get_contents (path, &text, &length, error))
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

  for (guint i = 0; i < file->n_parameters; i++)
    g_free (file->parameters[i].name);
  g_free (file->parameters);
  g_free (file->name);
  g_free (file->description);
  g_free (file->text);
  g_clear_pointer (&file->program, dt_rule_program_unref);
  g_ptr_array_unref (file->warnings);
  g_free (file);
}
