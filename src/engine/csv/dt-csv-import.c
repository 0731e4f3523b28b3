/* dt-csv-import.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-csv"

#include "config.h"

#include <string.h>

#include "dt-csv-number.h"
#include "dt-csv-parser.h"
#include "dt-csv-source.h"

/* One pass over the text, a block of lines at a time; only the bars stay in memory. */

#define N_SAMPLES      4000
#define MAX_VALUE_SHOWN 80
#define MAX_SYMBOL     32
#define MAX_VOLUME     1e15

/* More bad rows than this, and more than 5 % of all, and the file is not what it seems. */
#define TOLERATED_BAD_ROWS 5

G_DEFINE_QUARK (dt-csv-error-quark, dt_csv_error)

static void
reject_free (gpointer data)
{
  DtCsvReject *reject = data;

  g_free (reject->field);
  g_free (reject->value);
  g_free (reject->reason);
  g_free (reject);
}

static DtCsvTable *
table_new (void)
{
  DtCsvTable *table = g_new0 (DtCsvTable, 1);

  table->series = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_bar_series_unref);
  table->rejects = g_ptr_array_new_with_free_func (reject_free);
  table->notes = g_ptr_array_new_with_free_func (g_free);

  return table;
}

void
dt_csv_table_free (DtCsvTable *table)
{
  if (table == NULL)
    return;

  g_ptr_array_unref (table->series);
  g_ptr_array_unref (table->rejects);
  g_ptr_array_unref (table->notes);
  g_free (table);
}

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

static void
rows_clear (gpointer data)
{
  DtCsvRows *rows = data;

  g_clear_pointer (&rows->series, dt_bar_series_unref);
  g_clear_pointer (&rows->lines, g_free);
}

static guint
add_symbol (DtCsvParser *parser,
            const char  *symbol)
{
  DtCsvRows rows = { .series = dt_bar_series_new (symbol, DT_TIMEFRAME_NONE, 0) };

  g_array_append_val (parser->rows, rows);
  g_hash_table_insert (parser->by_symbol, g_strdup (symbol),
                       GUINT_TO_POINTER (parser->rows->len));

  return parser->rows->len - 1;
}

/* Small letters become capitals; FALSE when a character has no place in a symbol. */
static gboolean
copy_symbol (const DtCsvField *field,
             char              symbol[MAX_SYMBOL + 1])
{
  if (field->length == 0 || field->length > MAX_SYMBOL)
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

static DtCsvRows *
find_rows (DtCsvParser      *parser,
           const DtCsvField *field)
{
  char symbol[MAX_SYMBOL + 1];
  guint place;

  if (G_LIKELY (parser->last_symbol != NULL
                && parser->last_length == field->length
                && memcmp (parser->last_symbol, field->text, field->length) == 0))
    return &g_array_index (parser->rows, DtCsvRows, parser->last_rows);

  if (!copy_symbol (field, symbol))
    return NULL;
  if ((place = GPOINTER_TO_UINT (g_hash_table_lookup (parser->by_symbol, symbol))) == 0)
    place = add_symbol (parser, symbol) + 1;

  parser->last_rows = place - 1;
  parser->last_length = field->length;
  parser->last_symbol = g_array_index (parser->rows, DtCsvRows, place - 1).series->symbol;

  return &g_array_index (parser->rows, DtCsvRows, place - 1);
}

static inline void
append_row (DtCsvParser *parser,
            DtCsvRows   *rows,
            const DtBar *bar,
            DtTime       written)
{
  DtBarSeries *series = rows->series;
  gsize i = series->n_bars;

  if (G_UNLIKELY (i == rows->n_lines))
    {
      rows->n_lines = MAX (64, i * 2);
      rows->lines = g_renew (guint32, rows->lines, rows->n_lines);
      dt_bar_series_reserve (series, rows->n_lines);
    }

  rows->lines[i] = MIN (parser->line, G_MAXUINT32);
  series->time[i] = bar->time;
  series->known[i] = written;
  series->open[i] = bar->open;
  series->high[i] = bar->high;
  series->low[i] = bar->low;
  series->close[i] = bar->close;
  series->volume[i] = bar->volume;
  series->n_bars++;
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
      append_row (parser, rows, bar, stamp->date * DT_DAY + stamp->since_midnight);
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

/* Cuts the next line off, without its end. */
static inline gboolean
next_line (const char **text,
           const char  *end,
           const char **line,
           gsize       *length)
{
  const char *newline;

  if (*text == end)
    return FALSE;

  newline = memchr (*text, '\n', end - *text);
  *line = *text;
  *text = newline != NULL ? newline + 1 : end;
  *length = (newline != NULL ? newline : end) - *line;
  if (*length > 0 && (*line)[*length - 1] == '\r')
    (*length)--;

  return TRUE;
}

static gboolean
is_empty_line (const char *line,
               gsize       length)
{
  while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
    length--;

  return length == 0;
}

static gboolean
take_lines (DtCsvParser  *parser,
            const char   *text,
            gsize         n_bytes,
            GError      **error)
{
  const char *end = text + n_bytes, *line;
  gsize length;

  while (next_line (&text, end, &line, &length))
    {
      parser->line++;
      if (G_UNLIKELY (length > DT_CSV_MAX_LINE))
        {
          g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_NOT_A_TABLE,
                       "The file %s is no price table: line %" G_GUINT64_FORMAT
                       " is longer than a megabyte", parser->file, parser->line);
          return FALSE;
        }
      if (G_UNLIKELY (length < 2) && is_empty_line (line, length))
        continue;
      if (G_UNLIKELY (!take_row (parser, line, length, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_text (DtCsvParser  *parser,
            const char   *text,
            gsize         n_bytes,
            GError      **error)
{
  const char *what = NULL;

  if (n_bytes == 0)
    what = "it is empty";
  else if (n_bytes >= 2 && (memcmp (text, "\377\376", 2) == 0 || memcmp (text, "\376\377", 2) == 0))
    what = "it is UTF-16 text, and UTF-8 is needed";
  else if (memchr (text, '\0', n_bytes) != NULL)
    what = "it is binary";
  if (what != NULL)
    g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_NOT_A_TABLE,
                 "The file %s is no price table: %s", parser->file, what);

  return what == NULL;
}

/* Times and prices of the first rows, to find out how they are written. */
static void
sample (DtCsvParser *parser,
        const char  *text,
        const char  *end,
        GArray      *times,
        GArray      *prices)
{
  const int *place = parser->columns.place;
  const char *line;
  gsize length;

  while (times->len < N_SAMPLES && next_line (&text, end, &line, &length))
    {
      guint n = dt_csv_split (line, length, parser->columns.delimiter, parser->fields,
                              parser->columns.n_columns);

      if (n < parser->columns.n_columns || parser->fields[place[DT_CSV_TIME]].length == 0)
        continue;
      g_array_append_val (times, parser->fields[place[DT_CSV_TIME]]);
      for (guint role = DT_CSV_OPEN; role <= DT_CSV_CLOSE; role++)
        if (place[role] != DT_CSV_NO_COLUMN)
          g_array_append_val (prices, parser->fields[place[role]]);
    }
}

/* "12,34" in a file that is not cut at commas, and no point anywhere. */
static void
find_decimal_comma (DtCsvParser *parser,
                    GArray      *prices)
{
  gboolean commas = FALSE, points = FALSE;

  for (guint i = 0; i < prices->len; i++)
    {
      const DtCsvField *field = &g_array_index (prices, DtCsvField, i);

      commas |= field->length > 0 && memchr (field->text, ',', field->length) != NULL;
      points |= field->length > 0 && memchr (field->text, '.', field->length) != NULL;
    }

  if (commas && !points && parser->columns.delimiter != ',')
    {
      parser->number_flags |= DT_CSV_NUMBER_DECIMAL_COMMA;
      g_ptr_array_add (parser->table->notes, g_strdup ("Numbers have decimal commas."));
    }
}

static gboolean
find_formats (DtCsvParser  *parser,
              const char   *text,
              const char   *end,
              GError      **error)
{
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (DtCsvField));
  g_autoptr(GArray) prices = g_array_new (FALSE, FALSE, sizeof (DtCsvField));
  char *note;

  sample (parser, text, end, times, prices);
  find_decimal_comma (parser, prices);

  if (parser->options->time_format != NULL)
    {
      if (!dt_csv_time_format_parse (parser->options->time_format, &parser->time_format, error))
        return FALSE;
    }
  else if (times->len > 0
           && !dt_csv_time_detect ((DtCsvField *) times->data, times->len,
                                   &parser->time_format, error))
    {
      g_prefix_error (error, "The file %s: ", parser->file);
      return FALSE;
    }

  if ((note = dt_csv_time_format_dup_note (&parser->time_format)) != NULL)
    g_ptr_array_add (parser->table->notes, note);

  return TRUE;
}

static char *
dup_stem (const char *path)
{
  static const char *const suffixes[] = { ".gz", ".csv", ".txt", ".tsv", ".us" };
  char *stem = g_path_get_basename (path);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (stem, suffixes[i]) && strlen (stem) > strlen (suffixes[i]))
      stem[strlen (stem) - strlen (suffixes[i])] = '\0';

  return stem;
}

/* A file without a symbol column is of the symbol that is given, or that its value column has for a
 * name, or its own name. */
static gboolean
add_single_symbol (DtCsvParser  *parser,
                   GError      **error)
{
  const char *value = parser->columns.names[parser->columns.place[DT_CSV_CLOSE]];
  gboolean named = parser->columns.close_only && g_ascii_strcasecmp (value, "value") != 0
                   && g_ascii_strcasecmp (value, "close") != 0
                   && g_ascii_strcasecmp (value, "price") != 0;
  const char *text = parser->options->symbol != NULL ? parser->options->symbol
                     : named && parser->options->close_column == NULL ? value : parser->stem;
  DtCsvField field = { text, strlen (text) };
  char symbol[MAX_SYMBOL + 1];

  if (parser->columns.place[DT_CSV_SYMBOL] != DT_CSV_NO_COLUMN)
    return TRUE;
  if (!copy_symbol (&field, symbol))
    {
      g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION,
                   "\"%s\" cannot be a symbol; give one with --symbol", text);
      return FALSE;
    }
  add_symbol (parser, symbol);

  return TRUE;
}

/* The first block: byte order mark, lines before the header, the header, and what is in rows. */
static gboolean
take_first (DtCsvParser  *parser,
            const char   *text,
            gsize         n_bytes,
            GError      **error)
{
  const char *end = text + n_bytes, *line;
  gsize length;

  if (!check_text (parser, text, n_bytes, error))
    return FALSE;
  if (n_bytes >= 3 && memcmp (text, "\357\273\277", 3) == 0)
    text += 3;

  do
    {
      if (!next_line (&text, end, &line, &length))
        return check_text (parser, text, 0, error);
      parser->line++;
    }
  while (is_empty_line (line, length) || *line == '#');

  if (!dt_csv_columns_read (&parser->columns, line, length, parser->file, parser->line,
                            parser->options, parser->table->notes, error))
    return FALSE;

  parser->fields = g_new (DtCsvField, parser->columns.n_columns);
  return find_formats (parser, text, end, error) && add_single_symbol (parser, error)
         && take_lines (parser, text, end - text, error);
}

static gboolean
check_clean (DtCsvParser  *parser,
             GError      **error)
{
  const DtCsvTable *table = parser->table;
  guint64 n_bad = table->n_rejected - parser->n_missing;
  const DtCsvReject *first;

  if (table->n_rows > table->n_rejected
      && (n_bad <= TOLERATED_BAD_ROWS || n_bad * 20 <= table->n_rows))
    return TRUE;
  if (table->n_rows == 0)
    {
      g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_NOT_A_TABLE,
                   "The file %s is no price table: it has a header and no rows", parser->file);
      return FALSE;
    }

  first = g_ptr_array_index (table->rejects, 0);
  g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_TOO_DIRTY,
               "The file %s is refused: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
               " rows are bad, more than 5 %%; the first is line %" G_GUINT64_FORMAT
               ", where %s \"%s\" %s", parser->file, table->n_rejected, table->n_rows,
               first->line, *first->field != '\0' ? first->field : "the row", first->value,
               first->reason);
  return FALSE;
}

static gboolean
read_all (DtCsvParser            *parser,
          DtCsvSource            *source,
          GFileProgressCallback   progress,
          gpointer                user_data,
          GCancellable           *cancellable,
          GError                **error)
{
  goffset taken, size;
  const char *text;
  gsize n_bytes;

  if (!dt_csv_source_next (source, &text, &n_bytes, cancellable, error)
      || !take_first (parser, text, n_bytes, error))
    return FALSE;

  do
    {
      if (progress != NULL)
        {
          dt_csv_source_get_place (source, &taken, &size);
          progress (MIN (taken, size), size, user_data);
        }
      if (!dt_csv_source_next (source, &text, &n_bytes, cancellable, error)
          || !take_lines (parser, text, n_bytes, error))
        return FALSE;
    }
  while (n_bytes > 0);

  return dt_csv_parser_finish (parser, error) && check_clean (parser, error);
}

static void
parser_clear (DtCsvParser *parser)
{
  dt_csv_columns_clear (&parser->columns);
  g_clear_pointer (&parser->fields, g_free);
  g_clear_pointer (&parser->stem, g_free);
  g_clear_pointer (&parser->zone, dt_csv_zone_free);
  g_clear_pointer (&parser->by_symbol, g_hash_table_unref);
  g_clear_pointer (&parser->rows, g_array_unref);
  g_clear_pointer (&parser->table, dt_csv_table_free);
}

static DtCsvTable *
import (DtCsvSource            *source,
        const char             *name,
        const DtCsvOptions     *options,
        GFileProgressCallback   progress,
        gpointer                user_data,
        GCancellable           *cancellable,
        GError                **error)
{
  static const DtCsvOptions defaults = { .as_of = DT_DATE_NONE };
  DtCsvParser parser = { .file = name, .options = options != NULL ? options : &defaults };
  DtCsvTable *table = NULL;

  parser.now = parser.options->now != 0 ? parser.options->now : g_get_real_time () * 1000;
  parser.by_symbol = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  parser.rows = g_array_new (FALSE, FALSE, sizeof (DtCsvRows));
  g_array_set_clear_func (parser.rows, rows_clear);
  parser.table = table_new ();
  parser.stem = dup_stem (name);

  if ((parser.zone = dt_csv_zone_new (parser.options->zone, error)) != NULL
      && read_all (&parser, source, progress, user_data, cancellable, error))
    table = g_steal_pointer (&parser.table);
  parser_clear (&parser);

  return table;
}

/**
 * dt_csv_import_file:
 * @path: a table of prices, plain or gzip
 * @options: (nullable): what the file does not say itself
 * @progress: (nullable) (scope call): bytes of the file done and in all
 *
 * Reads a price table: one pass, a megabyte of text in memory at a time. Bad rows are listed and
 * left out; a file that is no price table, that has more than 5 % bad rows (and more than five),
 * or no good one, is refused whole.
 *
 * Returns: (transfer full): the bars by symbol; %NULL with an error that names file and line
 */
DtCsvTable *
dt_csv_import_file (const char             *path,
                    const DtCsvOptions     *options,
                    GFileProgressCallback   progress,
                    gpointer                user_data,
                    GCancellable           *cancellable,
                    GError                **error)
{
  g_autoptr(DtCsvSource) source = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!(source = dt_csv_source_new_file (path, cancellable, error)))
    return NULL;

  return import (source, path, options, progress, user_data, cancellable, error);
}

DtCsvTable *
dt_csv_import_bytes (const char          *data,
                     gsize                length,
                     const char          *name,
                     const DtCsvOptions  *options,
                     GError             **error)
{
  g_autoptr(DtCsvSource) source = dt_csv_source_new_bytes (data, length, name);

  return import (source, name, options, NULL, NULL, NULL, error);
}
