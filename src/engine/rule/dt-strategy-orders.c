/* dt-strategy-orders.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-rule"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-rule-graph-private.h"
#include "dt-rule-tree-private.h"
#include "dt-strategy-private.h"

/* Minutes of a whole session. */
#define MAX_FLAT_MINUTES 390.

static const char *const entry_kinds[] = { "market", "limit", "stop", "stop-limit" };
static const char *const size_kinds[] = { "all-in", "fraction", "shares", "notional", "risk" };

static gboolean is_blank (const char *text);

/* A number and nothing else needs no compiler. */
static gboolean
read_literal (const char *text,
              double     *number)
{
  gsize n = dt_rule_number_span (text);
  gboolean is_percent = n > 0 && text[n] == '%';
  g_autofree char *digits = NULL;

  if (n == 0 || !is_blank (text + n + is_percent))
    return FALSE;

  digits = g_strndup (text, n);
  *number = g_ascii_strtod (digits, NULL);
  if (is_percent)
    *number /= 100.;

  return isfinite (*number);
}

/* The value of a constant rule: a number, a parameter, a formula of these. */
static gboolean
read_constant (DtStrategyParse    *parse,
               const DtRuleSource *source,
               double             *number)
{
  DtRuleSource constant = *source;
  g_autoptr(DtRuleProgram) program = NULL;

  if (read_literal (source->text, number))
    return TRUE;

  constant.type = DT_RULE_NUMBER;
  constant.name = "The value";
  program = dt_rule_program_new (&constant, 1, parse->file->parameters,
                                 parse->file->n_parameters, parse->error);
  if (program == NULL)
    return FALSE;

  for (guint i = 0; i < parse->file->n_parameters; i++)
    if (dt_rule_program_uses_parameter (program, i))
      parse->file->pinned |= G_GUINT64_CONSTANT (1) << i;
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
split_word (const DtRuleEntry     *entry,
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
set_both_sides (DtStrategyParse    *parse,
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
split_prices (DtStrategyParse       *parse,
              const DtRuleEntry     *entry,
              const DtRuleSource    *rest)
{
  const char *comma = find_comma (rest->text);
  DtRuleSource second = *rest, first = *rest;

  if (comma == NULL)
    return dt_fail_value (parse, entry, 0, DT_RULE_ERROR_FILE,
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

/* Where the last two words of a value are, comments left out. */
static guint
find_last_words (const char *value,
                 gsize       at[2],
                 gsize       length[2])
{
  guint n = 0;

  for (gsize i = 0; value[i] != '\0';)
    if (value[i] == '#')
      i += strcspn (value + i, "\n");
    else if (g_ascii_isspace (value[i]))
      i++;
    else
      {
        at[0] = at[1];
        length[0] = length[1];
        at[1] = i;
        length[1] = strcspn (value + i, " \t\r\n#");
        i += length[1];
        n++;
      }

  return n;
}

/* "… on open", "… on close": taken off, so that only the order is left to read. */
static DtMoment
take_moment (const DtRuleEntry     *entry)
{
  gsize at[2] = { 0 }, length[2] = { 0 };
  DtMoment moment;

  if (find_last_words (entry->value, at, length) < 3
      || length[0] != 2 || strncmp (entry->value + at[0], "on", 2) != 0)
    return DT_MOMENT_ANY;
  if (length[1] == 4 && strncmp (entry->value + at[1], "open", 4) == 0)
    moment = DT_MOMENT_OPEN;
  else if (length[1] == 5 && strncmp (entry->value + at[1], "close", 5) == 0)
    moment = DT_MOMENT_CLOSE;
  else
    return DT_MOMENT_ANY;

  memset (entry->value + at[0], ' ', 2);
  memset (entry->value + at[1], ' ', length[1]);
  return moment;
}

static gboolean
read_exit (DtStrategyParse *parse)
{
  const DtRuleEntry *entry = dt_rule_lines_find (&parse->lines, "orders", "exit");
  g_autofree char *words = NULL;

  if (entry == NULL)
    return TRUE;

  parse->file->exit_moment = take_moment (entry);
  words = dt_rule_entry_dup_words (entry);
  return (g_str_equal (words, "market") && parse->file->exit_moment != DT_MOMENT_OPEN)
         || dt_fail_value (parse, entry, 0, DT_RULE_ERROR_FILE,
                           "An exit is market or market on close, not \"%.24s\"", words);
}

static gboolean
read_entry_kind (DtStrategyParse *parse)
{
  const DtRuleEntry *entry = dt_rule_lines_find (&parse->lines, "orders", "entry");
  g_autofree char *word = NULL;
  DtRuleSource rest;
  guint kind = 0;

  if (entry == NULL)
    return TRUE;

  parse->file->entry_moment = take_moment (entry);
  word = split_word (entry, &rest);
  while (kind < G_N_ELEMENTS (entry_kinds) && !g_str_equal (entry_kinds[kind], word))
    kind++;
  if (kind == G_N_ELEMENTS (entry_kinds))
    return dt_fail_value (parse, entry, 0, DT_RULE_ERROR_FILE,
                          "An entry is market, limit, stop or stop-limit, not \"%.24s\"", word);
  parse->file->entry = kind;
  if (parse->file->entry_moment != DT_MOMENT_ANY && kind >= DT_ENTRY_STOP)
    return dt_fail_value (parse, entry, 0, DT_RULE_ERROR_FILE,
                          "An auction takes orders at the market and limits, no stops");
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
      return dt_fail_value (parse, entry, 0, DT_RULE_ERROR_FILE, "A market entry has no price");
    }
}

/* Each side that enters has the prices that its kind of order needs, and no others. */
static gboolean
check_prices (DtStrategyParse *parse)
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
        const char *key = has ? dt_strategy_side_keys[k] : "entry";

        if (!file->has[side * DT_OUTPUT_SIDES + DT_OUTPUT_ENTRY] || has == needs[k])
          continue;
        return dt_fail_key (parse, dt_rule_lines_find (&parse->lines, names[side], key),
                            DT_RULE_ERROR_FILE, "\"%s\" of [%s] %s with \"entry = %s\" in [orders]",
                            dt_strategy_side_keys[k], names[side], has ? "has no use" : "is needed",
                            entry_kinds[file->entry]);
      }

  return TRUE;
}

/* What goes together: an order is for the open, for the close, for at once, or waits. */
static gboolean
check_lasting (DtStrategyParse       *parse,
               const DtRuleEntry     *tif,
               const DtRuleEntry     *bars)
{
  const DtStrategyFile *file = parse->file;

  if (file->entry_moment != DT_MOMENT_ANY && (tif != NULL || bars != NULL))
    return dt_fail_value (parse, tif != NULL ? tif : bars, 0, DT_RULE_ERROR_FILE,
                          "An entry on the open or close lasts until then, and no longer");
  if (file->entry_immediate && bars != NULL)
    return dt_fail_value (parse, bars, 0, DT_RULE_ERROR_FILE,
                          "An entry that is filled at once or not at all waits for no bars");
  if (file->entry_immediate && file->entry >= DT_ENTRY_STOP)
    return dt_fail_value (parse, tif, 0, DT_RULE_ERROR_FILE,
                          "A stop waits for its price: tif is day or gtc");

  return TRUE;
}

static gboolean
read_lasting (DtStrategyParse *parse)
{
  DtStrategyFile *file = parse->file;
  const DtRuleEntry *tif = dt_rule_lines_find (&parse->lines, "orders", "tif");
  const DtRuleEntry *bars = dt_rule_lines_find (&parse->lines, "orders", "bars");
  g_autofree char *word = tif != NULL ? dt_rule_entry_dup_words (tif) : g_strdup ("");
  double n = 1.;

  if (tif != NULL && !g_str_equal (word, "day") && !g_str_equal (word, "gtc")
      && !g_str_equal (word, "ioc"))
    return dt_fail_value (parse, tif, 0, DT_RULE_ERROR_FILE,
                          "tif is day, gtc or ioc, not \"%.24s\"", word);
  file->entry_immediate = g_str_equal (word, "ioc");
  if (!check_lasting (parse, tif, bars))
    return FALSE;
  if (bars != NULL && !read_constant (parse, &bars->source, &n))
    return FALSE;
  if (!(n >= 1. && n <= DT_RULE_MAX_WINDOW && n == floor (n)))
    return dt_fail_value (parse, bars, 0, DT_RULE_ERROR_ARGUMENT,
                          "An entry order waits for a whole number of bars from 1 to 100000");
  /* A number of bars ends the order whatever else was said. */
  file->entry_good_till_cancelled = g_str_equal (word, "gtc") && bars == NULL;
  file->entry_bars = file->entry_good_till_cancelled ? 0 : n;

  return TRUE;
}

static gboolean
read_flat (DtStrategyParse *parse)
{
  const DtRuleEntry *flat = dt_rule_lines_find (&parse->lines, "orders",
                                                        "flat-before-close");
  double minutes = 0.;

  if (flat == NULL)
    return TRUE;
  if (!read_constant (parse, &flat->source, &minutes))
    return FALSE;
  if (!(minutes >= 0. && minutes <= MAX_FLAT_MINUTES && minutes == floor (minutes)))
    return dt_fail_value (parse, flat, 0, DT_RULE_ERROR_ARGUMENT,
                          "A strategy is flat a whole number of minutes before the close, from 0 "
                          "(it is not) to 390");
  parse->file->flat_before_close = (guint) minutes;

  return TRUE;
}

gboolean
dt_strategy_read_orders (DtStrategyParse *parse)
{
  const DtRuleEntry *step = dt_rule_lines_find (&parse->lines, "orders", "trail-step");

  if (!read_entry_kind (parse) || !read_exit (parse) || !check_prices (parse)
      || !read_lasting (parse) || !read_flat (parse))
    return FALSE;
  if (step == NULL)
    return TRUE;

  if (!read_constant (parse, &step->source, &parse->file->trail_step_atr))
    return FALSE;
  if (!(parse->file->trail_step_atr >= 0. && parse->file->trail_step_atr <= 100.))
    return dt_fail_value (parse, step, 0, DT_RULE_ERROR_ARGUMENT,
                          "The trail step is a number of ATRs from 0 to 100");

  return TRUE;
}

/* Size */

static gboolean
read_at (DtStrategyParse       *parse,
         const DtRuleEntry     *entry,
         const char            *word)
{
  if (!g_str_equal (word, "signal") && !g_str_equal (word, "fill"))
    return dt_fail_value (parse, entry, 0, DT_RULE_ERROR_FILE,
                          "at is signal or fill, not \"%.24s\"", word);
  parse->file->size.at = g_str_equal (word, "fill") ? DT_SIZE_AT_FILL : DT_SIZE_AT_SIGNAL;

  return TRUE;
}

static gboolean
check_size (DtStrategyParse       *parse,
            const DtRuleEntry     *entry)
{
  const DtStrategyFile *file = parse->file;
  double value = file->size.value;

  if (!(value > 0.) || !isfinite (value))
    return dt_fail_value (parse, entry, 0, DT_RULE_ERROR_ARGUMENT, "A size must be above zero");
  if (file->size.kind == DT_SIZE_RISK && value >= 1.)
    return dt_fail_value (parse, entry, 0, DT_RULE_ERROR_ARGUMENT,
                          "A risk of the whole account and more is refused; write \"%s\"",
                          "risk 1%");
  if (file->size.kind == DT_SIZE_RISK
      && ((file->has_long && !dt_strategy_has_stop (file, DT_OUTPUT_LONG (0)))
          || (file->has_short && !dt_strategy_has_stop (file, DT_OUTPUT_SHORT (0)))))
    return dt_fail_value (parse, entry, 0, DT_RULE_ERROR_FILE,
                          "A size by risk needs a stop or a trail on each side that enters");

  return TRUE;
}

/* "risk 1% at=fill": the last word is taken off before the number is read. */
static gboolean
read_size_value (DtStrategyParse       *parse,
                 const DtRuleEntry     *entry,
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
             || dt_fail_value (parse, entry, 0, DT_RULE_ERROR_FILE, "all-in has no number");
    }
  if (is_blank (text))
    return dt_fail_value (parse, entry, 0, DT_RULE_ERROR_FILE, "\"%s\" needs a number",
                          size_kinds[parse->file->size.kind]);

  return read_constant (parse, rest, &parse->file->size.value);
}

gboolean
dt_strategy_read_size (DtStrategyParse *parse)
{
  const DtRuleEntry *entry = dt_rule_lines_find (&parse->lines, "size", "size");
  const DtRuleEntry *at = dt_rule_lines_find (&parse->lines, "size", "at");
  g_autofree char *word = NULL;
  g_autofree char *moment = NULL;
  DtRuleSource rest;
  guint kind = 0;

  if (at != NULL)
    {
      moment = dt_rule_entry_dup_words (at);
      if (!read_at (parse, at, moment))
        return FALSE;
    }
  if (entry == NULL)
    return TRUE;

  word = split_word (entry, &rest);
  while (kind < G_N_ELEMENTS (size_kinds) && !g_str_equal (size_kinds[kind], word))
    kind++;
  if (kind == G_N_ELEMENTS (size_kinds))
    return dt_fail_value (parse, entry, 0, DT_RULE_ERROR_FILE,
                          "A size is all-in, fraction, shares, notional or risk, not \"%.24s\"",
                          word);
  parse->file->size.kind = kind;

  return read_size_value (parse, entry, &rest) && check_size (parse, entry);
}
