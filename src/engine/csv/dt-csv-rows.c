/* dt-csv-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-csv"

#include "config.h"

#include <string.h>

#include "dt-csv-parser.h"
#include "dt-csv-source.h"

/* Lines to bars: fields are read and checked, and a good bar goes to the end of its symbol's
 * rows. */

#define MAX_VALUE_SHOWN 80
#define MAX_VOLUME      1e15

void
dt_csv_parser_reject (DtCsvParser *parser,
                      guint64      line,
                      const char  *field,
                      const char  *value,
                      gssize       length,
                      const char  *format,
                      ...)
{
  g_autofree char *cut = NULL;
  DtCsvReject *reject;
  va_list args;

  parser->table->n_rejected++;
  if (parser->table->rejects->len >= 2 * DT_CSV_MAX_REJECTS)
    return;

  cut = g_strndup (value, MIN (length < 0 ? strlen (value) : (gsize) length, MAX_VALUE_SHOWN));
  reject = g_new0 (DtCsvReject, 1);
  reject->line = line;
  reject->field = g_strdup (field);
  reject->value = g_utf8_make_valid (cut, -1);
  va_start (args, format);
  reject->reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (parser->table->rejects, reject);
}

static void
reject_field (DtCsvParser      *parser,
              int               column,
              const DtCsvField *field,
              const char       *reason)
{
  dt_csv_parser_reject (parser, parser->line, parser->columns.names[column], field->text,
                        field->length, "%s", reason);
}

/* Rows of a symbol */

void
dt_csv_rows_clear (gpointer data)
{
  DtCsvRows *rows = data;

  g_clear_pointer (&rows->series, dt_bar_series_unref);
  g_clear_pointer (&rows->lines, g_free);
}

/* Returns its place among the rows */
guint
dt_csv_parser_add_symbol (DtCsvParser *parser,
                          const char  *symbol)
{
  DtCsvRows rows = { .series = dt_bar_series_new (symbol, DT_TIMEFRAME_NONE, 0) };

  dt_csv_rows_reserve (&rows, parser->usual);
  g_array_append_val (parser->rows, rows);
  g_hash_table_insert (parser->by_symbol, g_strdup (symbol),
                       GUINT_TO_POINTER (parser->rows->len));

  return parser->rows->len - 1;
}

/* Small letters become capitals; FALSE when a character has no place in a symbol. */
gboolean
dt_csv_copy_symbol (const DtCsvField *field,
                    char              symbol[DT_CSV_MAX_SYMBOL + 1])
{
  if (field->length == 0 || field->length > DT_CSV_MAX_SYMBOL)
    return FALSE;

  for (gsize i = 0; i < field->length; i++)
    {
      symbol[i] = g_ascii_toupper (field->text[i]);
      if (!g_ascii_isalnum (symbol[i]) && (symbol[i] == '\0' || !strchr (".-_^=/:$+&", symbol[i])))
        return FALSE;
    }
  symbol[field->length] = '\0';

  return TRUE;
}

/* Where rows come symbol by symbol, the next one will have as many as the one that is left now. The
 * first one of a part may lack its beginning. */
static void
note_usual (DtCsvParser *parser)
{
  gsize n_left;

  if (parser->last_symbol == NULL)
    return;

  n_left = g_array_index (parser->rows, DtCsvRows, parser->last_rows).series->n_bars;
  parser->usual = parser->rows->len > 1 ? n_left : MAX (parser->usual, n_left);
}

static DtCsvRows *
find_rows (DtCsvParser      *parser,
           const DtCsvField *field)
{
  char symbol[DT_CSV_MAX_SYMBOL + 1];
  guint place;

  if (G_LIKELY (parser->last_symbol != NULL
                && parser->last_length == field->length
                && memcmp (parser->last_symbol, field->text, field->length) == 0))
    return &g_array_index (parser->rows, DtCsvRows, parser->last_rows);

  if (!dt_csv_copy_symbol (field, symbol))
    return NULL;
  note_usual (parser);
  if ((place = GPOINTER_TO_UINT (g_hash_table_lookup (parser->by_symbol, symbol))) == 0)
    place = dt_csv_parser_add_symbol (parser, symbol) + 1;

  parser->last_rows = place - 1;
  parser->last_length = field->length;
  parser->last_symbol = g_array_index (parser->rows, DtCsvRows, place - 1).series->symbol;

  return &g_array_index (parser->rows, DtCsvRows, place - 1);
}

/* Makes room for so many rows in all, and for as many again as there were. */
void
dt_csv_rows_reserve (DtCsvRows *rows,
                     gsize      n)
{
  if (n <= rows->n_lines)
    return;

  rows->n_lines = MAX (MAX (64, rows->n_lines * 2), n);
  rows->lines = g_renew (guint32, rows->lines, rows->n_lines);
  dt_bar_series_reserve (rows->series, rows->n_lines);
}

/* One row */

static gboolean
read_stamp (DtCsvParser      *parser,
            const DtCsvField *fields,
            DtCsvStamp       *stamp)
{
  int column = parser->columns.place[DT_CSV_TIME], clock = parser->columns.place[DT_CSV_CLOCK];

  if (!dt_csv_time_parse (&parser->time_format, fields[column].text, fields[column].length, stamp))
    {
      reject_field (parser, column, &fields[column],
                    fields[column].length == 0 ? "is blank" : "is no date of the file's format");
      return FALSE;
    }

  if (clock != DT_CSV_NO_COLUMN
      && !dt_csv_time_parse_clock (fields[clock].text, fields[clock].length, stamp))
    {
      reject_field (parser, clock, &fields[clock], "is no time of day");
      return FALSE;
    }

  return TRUE;
}

/* What files write where there is no value. */
static gboolean
is_blank (const DtCsvField *field)
{
  return field->length == 0 || (field->length == 1 && *field->text == '.');
}

static gboolean
refuse_number (DtCsvParser      *parser,
               int               column,
               const DtCsvField *field)
{
  if (parser->columns.close_only && is_blank (field))
    parser->n_missing++;
  reject_field (parser, column, field, is_blank (field) ? "is blank" : "is not a number");

  return FALSE;
}

static inline gboolean
read_number (DtCsvParser      *parser,
             const DtCsvField *fields,
             DtCsvRole         role,
             double           *value)
{
  int column = parser->columns.place[role];
  const DtCsvField *field = &fields[column];
  int flags = parser->number_flags | (role == DT_CSV_VOLUME ? DT_CSV_NUMBER_SUFFIX : 0);

  if (G_UNLIKELY (!dt_csv_number_parse (field->text, field->length, flags, value)))
    return refuse_number (parser, column, field);

  return TRUE;
}

static inline gboolean
read_price (DtCsvParser      *parser,
            const DtCsvField *fields,
            DtCsvRole         role,
            double           *price)
{
  const char *reason = NULL;

  if (G_UNLIKELY (!read_number (parser, fields, role, price)))
    return FALSE;
  if (G_LIKELY (*price > 0. && *price < DT_MONEY_MAX_DOUBLE))
    return TRUE;

  if (!(*price < DT_MONEY_MAX_DOUBLE && *price > -DT_MONEY_MAX_DOUBLE))
    reason = "is too large";
  else if (parser->options->kind != DT_INSTRUMENT_RATE)
    reason = "is not above zero";
  if (reason != NULL)
    reject_field (parser, parser->columns.place[role], &fields[parser->columns.place[role]],
                  reason);

  return reason == NULL;
}

static gboolean
read_volume (DtCsvParser      *parser,
             const DtCsvField *fields,
             double           *volume)
{
  int column = parser->columns.place[DT_CSV_VOLUME];

  if (column == DT_CSV_NO_COLUMN)
    return TRUE;
  if (!read_number (parser, fields, DT_CSV_VOLUME, volume))
    return FALSE;
  if (G_LIKELY (*volume >= 0. && *volume <= MAX_VOLUME))
    return TRUE;

  reject_field (parser, column, &fields[column],
                *volume < 0. ? "is below zero" : "is too large");
  return FALSE;
}

static gboolean
check_range (DtCsvParser      *parser,
             const DtCsvField *fields,
             const DtBar      *bar)
{
  const int *place = parser->columns.place;

  if (bar->high < bar->low)
    reject_field (parser, place[DT_CSV_HIGH], &fields[place[DT_CSV_HIGH]], "is below the low");
  else if (bar->open < bar->low || bar->open > bar->high)
    reject_field (parser, place[DT_CSV_OPEN], &fields[place[DT_CSV_OPEN]],
                  "lies outside the range from low to high");
  else if (bar->close < bar->low || bar->close > bar->high)
    reject_field (parser, place[DT_CSV_CLOSE], &fields[place[DT_CSV_CLOSE]],
                  "lies outside the range from low to high");
  else
    return TRUE;

  return FALSE;
}

static inline gboolean
read_bar (DtCsvParser      *parser,
          const DtCsvField *fields,
          DtBar            *bar)
{
  if (parser->columns.close_only)
    {
      if (!read_price (parser, fields, DT_CSV_CLOSE, &bar->close))
        return FALSE;
      bar->open = bar->high = bar->low = bar->close;
    }
  else if (!read_price (parser, fields, DT_CSV_OPEN, &bar->open)
           || !read_price (parser, fields, DT_CSV_HIGH, &bar->high)
           || !read_price (parser, fields, DT_CSV_LOW, &bar->low)
           || !read_price (parser, fields, DT_CSV_CLOSE, &bar->close))
    return FALSE;

  return read_volume (parser, fields, &bar->volume) && check_range (parser, fields, bar);
}

/* Puts a good bar at the end of its symbol's rows unless it repeats or comes from the future. */
static void
place_bar (DtCsvParser      *parser,
           const DtCsvField *fields,
           const DtCsvStamp *stamp,
           DtBar            *bar)
{
  int symbol = parser->columns.place[DT_CSV_SYMBOL], time = parser->columns.place[DT_CSV_TIME];
  DtCsvRows *rows = symbol == DT_CSV_NO_COLUMN
                    ? &g_array_index (parser->rows, DtCsvRows, 0)
                    : find_rows (parser, &fields[symbol]);
  gsize n;

  if (rows == NULL)
    {
      reject_field (parser, symbol, &fields[symbol],
                    fields[symbol].length == 0 ? "is blank" : "is no symbol");
      return;
    }

  bar->time = dt_csv_zone_to_utc (parser->zone, stamp);
  n = rows->series->n_bars;
  if (bar->time > parser->now)
    reject_field (parser, time, &fields[time], "lies in the future");
  else if (n > 0 && bar->time == rows->series->time[n - 1])
    reject_field (parser, time, &fields[time], "repeats an earlier row's stamp");
  else
    {
      if (n > 0 && bar->time < rows->latest)
        {
          rows->unsorted = TRUE;
          parser->table->n_resorted++;
        }
      rows->latest = n > 0 ? MAX (rows->latest, bar->time) : bar->time;
      parser->has_clocks |= stamp->since_midnight != 0;
      dt_csv_rows_append (rows, bar, stamp->date * DT_DAY + stamp->since_midnight, parser->line);
    }
}

static gboolean
refuse_wide_line (DtCsvParser  *parser,
                  guint         n_fields,
                  GError      **error)
{
  g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_NOT_A_TABLE,
               "The file %s is no price table: line %" G_GUINT64_FORMAT " has %u columns",
               parser->file, parser->line, n_fields);
  return FALSE;
}

static gboolean
take_row (DtCsvParser  *parser,
          const char   *line,
          gsize         length,
          GError      **error)
{
  DtCsvField *fields = parser->fields;
  guint n_columns = parser->columns.n_columns;
  guint n = dt_csv_split (line, length, parser->columns.delimiter, fields, n_columns);
  DtCsvStamp stamp;
  DtBar bar = { 0 };

  if (G_UNLIKELY (n > DT_CSV_MAX_COLUMNS))
    return refuse_wide_line (parser, n, error);

  parser->table->n_rows++;
  if (G_UNLIKELY (n != n_columns)
      && !(n == n_columns + 1 && line[length - 1] == parser->columns.delimiter))
    {
      dt_csv_parser_reject (parser, parser->line, "", line, length,
                            "has %u fields where the header has %u", n, n_columns);
      return TRUE;
    }

  if (read_stamp (parser, fields, &stamp) && read_bar (parser, fields, &bar))
    place_bar (parser, fields, &stamp, &bar);

  return TRUE;
}

/* Blocks of lines */

gboolean
dt_csv_parser_take_lines (DtCsvParser  *parser,
                          const char   *text,
                          gsize         n_bytes,
                          GError      **error)
{
  const char *end = text + n_bytes, *line;
  gsize length;

  while (text = dt_csv_quick_take (parser, text, end),
         dt_csv_next_line (&text, end, &line, &length))
    {
      parser->line++;
      if (G_UNLIKELY (length > DT_CSV_MAX_LINE))
        {
          g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_NOT_A_TABLE,
                       "The file %s is no price table: line %" G_GUINT64_FORMAT
                       " is longer than a megabyte", parser->file, parser->line);
          return FALSE;
        }
      if (G_UNLIKELY (length < 2) && dt_csv_is_empty_line (line, length))
        continue;
      if (G_UNLIKELY (!take_row (parser, line, length, error)))
        return FALSE;
    }

  return TRUE;
}
