/* dt-csv-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-csv"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-calendar.h"

#include "dt-csv-actions.h"
#include "dt-csv-columns.h"
#include "dt-csv-number.h"
#include "dt-csv-source.h"

#define MAX_COLUMNS 64
#define MAX_REJECTS 10000
/* A factor of a table of factors is a split when it is a ratio with at most so many units of one
 * side, and changes the price by a third or more; else it is cash. */
#define MAX_OLD_UNITS 4
#define MAX_NEW_UNITS 100
/* Cash that is more than this part of the price is not called a dividend. */
#define SPIN_OFF_PART .2

typedef enum
{
  SYMBOL,
  DATE,
  KIND,
  VALUE,
  RATIO,
  AMOUNT,
  NEW_SYMBOL,
  FACTOR,
  CLOSE,
  ADJUSTED,
  N_COLUMNS,
} Column;

static const char *const column_names[N_COLUMNS][6] = {
  [SYMBOL] = { "symbol", "ticker", "act_symbol" },
  [DATE] = { "ex_date", "ex-date", "exdate", "date", "effective_date" },
  [KIND] = { "action", "kind", "type", "event" },
  [VALUE] = { "value" },
  [RATIO] = { "ratio", "split", "stock splits", "split_ratio" },
  [AMOUNT] = { "amount", "cash", "dividend", "dividends" },
  [NEW_SYMBOL] = { "new_symbol" },
  [FACTOR] = { "factor" },
  [CLOSE] = { "prev_close", "prev_close_in_ex_date_file" },
  [ADJUSTED] = { "prev_adj_close", "prev_adj_close_in_ex_date_file" },
};

typedef struct
{
  DtCsvActions *result;
  GHashTable   *by_symbol;      /* char* -> DtCsvSymbolActions */
  const char   *symbol;         /* (nullable): of the whole file */
  char          delimiter;
  int           place[N_COLUMNS];
  char         *fields[N_COLUMNS];  /* of the row: "" where there is none */
  guint64       line;
} Parser;

static void
symbol_actions_free (gpointer data)
{
  DtCsvSymbolActions *symbol = data;

  g_free (symbol->symbol);
  dt_action_list_unref (symbol->list);
  g_free (symbol);
}

static void
reject_free (gpointer data)
{
  DtCsvReject *reject = data;

  g_free (reject->field);
  g_free (reject->value);
  g_free (reject->reason);
  g_free (reject);
}

void
dt_csv_actions_free (DtCsvActions *actions)
{
  if (actions == NULL)
    return;

  g_ptr_array_unref (actions->symbols);
  g_ptr_array_unref (actions->rejects);
  g_free (actions);
}

/* Header */

static int
find_column (const char *name)
{
  for (int column = 0; column < N_COLUMNS; column++)
    for (guint i = 0; i < G_N_ELEMENTS (column_names[0]) && column_names[column][i]; i++)
      if (g_ascii_strcasecmp (name, column_names[column][i]) == 0)
        return column;

  return -1;
}

static char
find_delimiter (const char *line,
                gsize       length)
{
  static const char candidates[] = ",;\t|";
  char best = ',';
  guint most = 0;

  for (const char *candidate = candidates; *candidate != '\0'; candidate++)
    {
      guint n = 0;

      for (gsize i = 0; i < length; i++)
        n += line[i] == *candidate;
      if (n > most)
        {
          most = n;
          best = *candidate;
        }
    }

  return best;
}

static gboolean
read_header (Parser      *parser,
             const char  *line,
             gsize        length,
             const char  *name,
             GError     **error)
{
  DtCsvField fields[MAX_COLUMNS];
  guint n;

  if (length >= 3 && memcmp (line, "\xef\xbb\xbf", 3) == 0)
    {
      line += 3;
      length -= 3;
    }
  parser->delimiter = find_delimiter (line, length);
  n = MIN (dt_csv_split (line, length, parser->delimiter, fields, MAX_COLUMNS), MAX_COLUMNS);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strndup (fields[i].text, fields[i].length);
      int column = find_column (g_strstrip (text));

      if (column >= 0 && parser->place[column] < 0)
        parser->place[column] = i;
    }

  if (parser->place[DATE] < 0)
    g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_MISSING_COLUMN,
                 "%s has no column of dates (ex_date or date), so it is no table of corporate "
                 "actions", name);
  else if (parser->place[KIND] < 0 && parser->place[RATIO] < 0 && parser->place[AMOUNT] < 0
           && parser->place[FACTOR] < 0)
    g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_MISSING_COLUMN,
                 "%s does not say what happened: it has no column action, ratio, amount or factor",
                 name);
  else
    return TRUE;

  return FALSE;
}

/* Rows */

static gboolean
reject (Parser     *parser,
        Column      column,
        const char *reason)
{
  DtCsvReject *reject = g_new0 (DtCsvReject, 1);

  parser->result->n_rejected++;
  reject->line = parser->line;
  reject->field = g_strdup (column_names[column][0]);
  reject->value = g_strndup (parser->fields[column] ? parser->fields[column] : "", 80);
  reject->reason = g_strdup (reason);
  if (parser->result->rejects->len < MAX_REJECTS)
    g_ptr_array_add (parser->result->rejects, reject);
  else
    reject_free (reject);

  return FALSE;
}

static gboolean
has (const Parser *parser,
     Column        column)
{
  return parser->fields[column] != NULL && *parser->fields[column] != '\0';
}

/* What a row says goes by its own column, else by the one for all kinds. */
static Column
pick (const Parser *parser,
      Column        column)
{
  return has (parser, column) || parser->place[VALUE] < 0 ? column : VALUE;
}

static gboolean
read_ratio (Parser            *parser,
            DtCorporateAction *action)
{
  Column column = pick (parser, RATIO);
  g_autofree char *one = NULL;

  if (!has (parser, column))
    return reject (parser, column, "is no ratio: a split needs one like 7:1");

  /* A bare number is so many for one, as price services write it */
  one = g_strconcat (parser->fields[column], ":1", NULL);
  if (!dt_action_ratio_parse (parser->fields[column], &action->units_new, &action->units_old)
      && !dt_action_ratio_parse (one, &action->units_new, &action->units_old))
    return reject (parser, column, "is no ratio of units above zero, like 7:1");
  if (action->units_new == action->units_old)
    return reject (parser, column, "splits nothing");

  return TRUE;
}

static gboolean
read_cash (Parser            *parser,
           DtCorporateAction *action)
{
  Column column = pick (parser, AMOUNT);
  double value;

  if (!has (parser, column))
    return action->kind == DT_ACTION_DELISTING
           || reject (parser, column, "is no amount of USD per unit");
  if (!dt_csv_number_parse (parser->fields[column], strlen (parser->fields[column]), 0, &value)
      || !dt_money_from_double (value, &action->cash))
    return reject (parser, column, "is no amount of USD per unit");
  if (action->cash < 0 || (action->cash == 0 && action->kind != DT_ACTION_DELISTING))
    return reject (parser, column, "is not above zero");

  return TRUE;
}

static gboolean
is_symbol (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c) || *c == '"' || *c == ',')
      return FALSE;

  return *text != '\0' && strlen (text) <= 32;
}

static gboolean
read_new_symbol (Parser            *parser,
                 DtCorporateAction *action)
{
  Column column = pick (parser, NEW_SYMBOL);

  if (!has (parser, column) || !is_symbol (parser->fields[column]))
    return reject (parser, column, "is no symbol");

  action->symbol = g_ascii_strup (parser->fields[column], -1);
  return TRUE;
}

static gboolean
read_number (Parser *parser,
             Column  column,
             double *value)
{
  return has (parser, column)
         && dt_csv_number_parse (parser->fields[column], strlen (parser->fields[column]), 0, value)
         && *value > 0.;
}

/* Whether the adjusted close is the close by a small ratio, up to half a cent: adjusted closes are
 * published in cents as often as not. */
static gboolean
find_ratio (double             close,
            double             adjusted,
            DtCorporateAction *action)
{
  for (gint64 units_old = 1; units_old <= MAX_OLD_UNITS; units_old++)
    for (gint64 units_new = 1; units_new <= MAX_NEW_UNITS; units_new++)
      {
        double ratio = (double) units_old / units_new;

        if (!(ratio <= .67 || ratio >= 1.49)
            || fabs (close * ratio - adjusted) > MIN (.0051, .001 * adjusted))
          continue;
        action->units_new = units_new;
        action->units_old = units_old;
        return TRUE;
      }

  return FALSE;
}

/* The difference of two prices of six decimals, put right by what they are off by: payments have
 * four decimals as a rule. */
static double
find_cash (double close,
           double adjusted)
{
  double cash = close - adjusted, rounded = rint (cash * 1e4) / 1e4;

  return fabs (cash - rounded) <= 5e-6 ? rounded : cash;
}

/* A table of factors gives the close before the ex-date and what it became. */
static gboolean
read_factor (Parser            *parser,
             DtCorporateAction *action)
{
  double factor, close, adjusted;

  if (!read_number (parser, FACTOR, &factor))
    return reject (parser, FACTOR, "is no factor above zero");
  if (!read_number (parser, CLOSE, &close))
    return reject (parser, CLOSE, "is no price: a factor means cash only with the close before");
  if (!read_number (parser, ADJUSTED, &adjusted))
    adjusted = close * factor;
  if (fabs (adjusted / close - factor) > 2e-6 + 1e-4 * factor)
    return reject (parser, ADJUSTED, "is not the close times the factor");

  if (find_ratio (close, adjusted, action) || find_ratio (adjusted, close, action))
    {
      action->kind = DT_ACTION_SPLIT;
      if (adjusted > close && action->units_new > action->units_old)
        {
          gint64 units = action->units_new;

          action->units_new = action->units_old;
          action->units_old = units;
        }
      return TRUE;
    }
  if (factor >= 1.)
    return reject (parser, FACTOR, "is neither cash nor a ratio of few units");

  action->kind = factor < 1. - SPIN_OFF_PART ? DT_ACTION_SPIN_OFF : DT_ACTION_DIVIDEND;
  return (dt_money_from_double (find_cash (close, adjusted), &action->cash) && action->cash > 0)
         || reject (parser, FACTOR, "leaves no cash");
}

/* Without a column that names it, the column that is there does. */
static gboolean
read_kind (Parser            *parser,
           DtCorporateAction *action)
{
  if (has (parser, KIND))
    {
      if (g_ascii_strcasecmp (parser->fields[KIND], "div") == 0)
        action->kind = DT_ACTION_DIVIDEND;
      else if (!dt_action_kind_parse (parser->fields[KIND], &action->kind))
        return reject (parser, KIND, "is none of split, dividend, spin-off, symbol-change, "
                                     "delisting");
      return TRUE;
    }

  if (has (parser, RATIO))
    action->kind = DT_ACTION_SPLIT;
  else if (has (parser, AMOUNT))
    action->kind = DT_ACTION_DIVIDEND;
  else
    return reject (parser, KIND, "says nothing of what happened");

  return TRUE;
}

static gboolean
read_what (Parser            *parser,
           DtCorporateAction *action)
{
  if (!has (parser, KIND) && has (parser, FACTOR))
    return read_factor (parser, action);
  if (!read_kind (parser, action))
    return FALSE;

  switch (action->kind)
    {
    case DT_ACTION_SPLIT:
      return read_ratio (parser, action);
    case DT_ACTION_SYMBOL_CHANGE:
      return read_new_symbol (parser, action);
    case DT_ACTION_DELISTING:
      action->cash = DT_MONEY_NONE;
      return read_cash (parser, action);
    case DT_ACTION_DIVIDEND:
    case DT_ACTION_SPIN_OFF:
    default:
      return read_cash (parser, action);
    }
}

static gboolean
same_action (const DtCorporateAction *a,
             const DtCorporateAction *b)
{
  return a->date == b->date && a->kind == b->kind && a->units_new == b->units_new
         && a->units_old == b->units_old && a->cash == b->cash
         && g_strcmp0 (a->symbol, b->symbol) == 0;
}

/* An exchange splits a stock, renames it or strikes it off once a day. */
static gboolean
contradicts (const DtCorporateAction *a,
             const DtCorporateAction *b)
{
  return a->date == b->date && a->kind == b->kind && a->kind != DT_ACTION_DIVIDEND
         && a->kind != DT_ACTION_SPIN_OFF;
}

static void
take_action (Parser                  *parser,
             const char              *name,
             const DtCorporateAction *action)
{
  DtCsvSymbolActions *symbol = g_hash_table_lookup (parser->by_symbol, name);

  if (symbol == NULL)
    {
      symbol = g_new0 (DtCsvSymbolActions, 1);
      symbol->symbol = g_strdup (name);
      symbol->list = dt_action_list_new ();
      g_hash_table_insert (parser->by_symbol, symbol->symbol, symbol);
      g_ptr_array_add (parser->result->symbols, symbol);
    }
  for (guint i = 0; i < dt_action_list_count (symbol->list); i++)
    {
      const DtCorporateAction *other = dt_action_list_get (symbol->list, i);

      if (same_action (other, action))
        {
          reject (parser, DATE, "repeats an action of an earlier line");
          return;
        }
      if (contradicts (other, action))
        {
          reject (parser, DATE, "has another such action in an earlier line");
          return;
        }
    }

  dt_action_list_add (symbol->list, action);
}

static void
read_row (Parser *parser)
{
  DtCorporateAction action = { .units_new = 1, .units_old = 1 };
  g_autofree char *name = NULL, *new_symbol = NULL;

  parser->result->n_rows++;
  name = g_ascii_strup (has (parser, SYMBOL) ? parser->fields[SYMBOL]
                        : parser->place[SYMBOL] < 0 ? parser->symbol : "", -1);
  if (!is_symbol (name))
    {
      reject (parser, SYMBOL, "is no symbol");
      return;
    }
  if (!has (parser, DATE) || !dt_date_parse (parser->fields[DATE], &action.date))
    {
      reject (parser, DATE, "is no date like 2015-07-15");
      return;
    }
  if (action.date < dt_date_new (DT_CALENDAR_FIRST_YEAR, 1, 1)
      || action.date >= dt_date_new (DT_CALENDAR_LAST_YEAR + 1, 1, 1))
    {
      reject (parser, DATE, "is outside the calendar, 1990 to 2030");
      return;
    }

  if (read_what (parser, &action))
    {
      new_symbol = action.symbol;
      take_action (parser, name, &action);
    }
}

static void
read_line (Parser     *parser,
           const char *line,
           gsize       length)
{
  DtCsvField fields[MAX_COLUMNS];
  guint n = MIN (dt_csv_split (line, length, parser->delimiter, fields, MAX_COLUMNS), MAX_COLUMNS);

  for (guint column = 0; column < N_COLUMNS; column++)
    {
      int place = parser->place[column];

      parser->fields[column] = place >= 0 && (guint) place < n
                               ? g_strstrip (g_strndup (fields[place].text, fields[place].length))
                               : NULL;
    }
  read_row (parser);
  for (guint column = 0; column < N_COLUMNS; column++)
    g_clear_pointer (&parser->fields[column], g_free);
}

static gboolean
is_empty (const char *line,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (line[i]))
      return FALSE;

  return TRUE;
}

static gboolean
read_text (Parser      *parser,
           gboolean    *has_header,
           const char  *text,
           gsize        length,
           const char  *name,
           GError     **error)
{
  if (memchr (text, '\0', length) != NULL)
    {
      g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_NOT_A_TABLE, "%s is no text", name);
      return FALSE;
    }

  for (const char *line = text, *end = text + length; line < end;)
    {
      const char *stop = memchr (line, '\n', end - line);
      gsize size = (stop != NULL ? stop : end) - line;
      gboolean skipped = is_empty (line, size) || *line == '#';

      parser->line++;
      if (size > 0 && line[size - 1] == '\r')
        size--;
      if (!skipped && !*has_header)
        {
          if (!read_header (parser, line, size, name, error))
            return FALSE;
          *has_header = TRUE;
        }
      else if (!skipped)
        read_line (parser, line, size);
      line = stop != NULL ? stop + 1 : end;
    }

  return TRUE;
}

static int
compare_symbols (gconstpointer a,
                 gconstpointer b)
{
  const DtCsvSymbolActions *const *x = a, *const *y = b;

  return strcmp ((*x)->symbol, (*y)->symbol);
}

/* Text that is no table has no good row. */
static gboolean
check_result (const DtCsvActions  *result,
              gboolean             has_header,
              const char          *name,
              GError             **error)
{
  const DtCsvReject *first;

  if (!has_header || result->n_rows == 0)
    {
      g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_NOT_A_TABLE, "%s has no rows", name);
      return FALSE;
    }
  if (result->n_rejected < result->n_rows)
    return TRUE;

  first = g_ptr_array_index (result->rejects, 0);
  g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_TOO_DIRTY,
               "%s has no good row; the first is line %" G_GUINT64_FORMAT ", where %s “%s” %s",
               name, first->line, first->field, first->value, first->reason);
  return FALSE;
}

static DtCsvActions *
read_source (DtCsvSource   *source,
             const char    *name,
             const char    *symbol,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(DtCsvActions) result = g_new0 (DtCsvActions, 1);
  g_autoptr(GHashTable) by_symbol = g_hash_table_new (g_str_hash, g_str_equal);
  Parser parser = { .result = result, .by_symbol = by_symbol, .symbol = symbol };
  gboolean has_header = FALSE;
  const char *text;
  gsize length;

  result->symbols = g_ptr_array_new_with_free_func (symbol_actions_free);
  result->rejects = g_ptr_array_new_with_free_func (reject_free);
  for (guint i = 0; i < N_COLUMNS; i++)
    parser.place[i] = -1;

  do
    {
      if (!dt_csv_source_next (source, &text, &length, cancellable, error)
          || !read_text (&parser, &has_header, text, length, name, error))
        return NULL;
    }
  while (length > 0);

  if (!check_result (result, has_header, name, error))
    return NULL;

  g_ptr_array_sort (result->symbols, compare_symbols);
  for (guint i = 0; i < result->symbols->len; i++)
    dt_action_list_sort (((DtCsvSymbolActions *) g_ptr_array_index (result->symbols, i))->list);

  return g_steal_pointer (&result);
}

static char *
dup_stem (const char *name)
{
  char *stem = g_path_get_basename (name);
  char *dot = strchr (stem, '.');

  if (dot != NULL)
    *dot = '\0';

  return stem;
}

/**
 * dt_csv_actions_read_file:
 * @path: plain or gzip
 *
 * Reads a table of corporate actions. docs/data.md says which columns mean what. Rows that make no
 * sense are left out and listed with line, field, value and reason; without a good row the file is
 * refused.
 *
 * Returns: (transfer full): the actions by symbol, or %NULL with #DtCsvError
 */
DtCsvActions *
dt_csv_actions_read_file (const char    *path,
                          const char    *symbol,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr(DtCsvSource) source = dt_csv_source_new_file (path, cancellable, error);
  g_autofree char *stem = dup_stem (path);

  if (source == NULL)
    return NULL;

  return read_source (source, path, symbol != NULL ? symbol : stem, cancellable, error);
}

DtCsvActions *
dt_csv_actions_read_bytes (const char  *data,
                           gsize        length,
                           const char  *name,
                           const char  *symbol,
                           GError     **error)
{
  g_autoptr(DtCsvSource) source = dt_csv_source_new_bytes (data, length, name);
  g_autofree char *stem = dup_stem (name);

  return read_source (source, name, symbol != NULL ? symbol : stem, NULL, error);
}
