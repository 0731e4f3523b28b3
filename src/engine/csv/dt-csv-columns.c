/* dt-csv-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-csv"

#include "config.h"

#include <string.h>

#include "dt-csv-columns.h"
#include "dt-csv-number.h"

/* Header names in small letters and without anything else, the better ones first. */
static const char *const time_names[] = {
  "datetime", "timestamp", "date", "time", "timeperiod", "observationdate", "tradedate",
  "tradingdate", "day", "gmttime", "utctime", "localtime", "dt", "ts", NULL
};
static const char *const clock_names[] = { "time", "timeofday", "clock", NULL };
static const char *const symbol_names[] = {
  "symbol", "ticker", "name", "sym", "instrument", "stock", "code", "security", "actsymbol", NULL
};
static const char *const open_names[] = { "open", "o", "openprice", "opening", NULL };
static const char *const high_names[] = { "high", "h", "highprice", "max", NULL };
static const char *const low_names[] = { "low", "l", "lowprice", "min", NULL };
static const char *const close_names[] = {
  "close", "c", "closelast", "last", "closeprice", "closing", "price", "settle", "value",
  "adjclose", NULL
};
static const char *const volume_names[] = {
  "volume", "vol", "v", "totalvolume", "sharevolume", "tickvol", "shares", NULL
};

static const char *const *const role_names[DT_CSV_N_ROLES] = {
  [DT_CSV_TIME] = time_names,   [DT_CSV_CLOCK] = clock_names, [DT_CSV_SYMBOL] = symbol_names,
  [DT_CSV_OPEN] = open_names,   [DT_CSV_HIGH] = high_names,   [DT_CSV_LOW] = low_names,
  [DT_CSV_CLOSE] = close_names, [DT_CSV_VOLUME] = volume_names,
};

static inline void
set_trimmed (DtCsvField *field,
             const char *text,
             const char *end)
{
  while (text < end && *text == ' ')
    text++;
  while (text < end && end[-1] == ' ')
    end--;

  field->text = text;
  field->length = end - text;
}

/* The end of a quoted field: a quote before a delimiter or the line's end. */
static const char *
find_closing_quote (const char *text,
                    const char *end,
                    char        delimiter)
{
  for (; (text = memchr (text, '"', end - text)) != NULL; text++)
    if (text + 1 == end || text[1] == delimiter)
      return text;

  return NULL;
}

/* The next delimiter, or the end. Eight bytes are compared at once: a byte of @difference is zero
 * where they are equal, and the lowest bit that the subtraction borrows into is the first one
 * (Mycroft 1987). */
static inline const char *
find_delimiter_in (const char *at,
                   const char *end,
                   char        delimiter)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 wanted = ones * (guchar) delimiter;

  for (; end - at >= 8; at += 8)
    {
      guint64 word, difference, found;

      memcpy (&word, at, 8);
      difference = GUINT64_FROM_LE (word) ^ wanted;
      found = (difference - ones) & ~difference & ones << 7;
      if (found != 0)
        return at + __builtin_ctzll (found) / 8;
    }
  while (at < end && *at != delimiter)
    at++;

  return at;
}

guint
dt_csv_split (const char *line,
              gsize       length,
              char        delimiter,
              DtCsvField *fields,
              guint       n_most)
{
  const char *end = line + length, *at = line;

  for (guint n = 0;; n++)
    {
      const char *first = at, *last;

      if (at < end && *at == '"' && (last = find_closing_quote (at + 1, end, delimiter)) != NULL)
        {
          first = at + 1;
          at = last + 1;
        }
      else
        {
          last = at = find_delimiter_in (at, end, delimiter);
        }

      if (n < n_most)
        set_trimmed (&fields[n], first, last);
      if (at == end)
        return n + 1;
      at++;
    }
}

static guint
count_char (const char *line,
            gsize       length,
            char        c)
{
  guint n = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      quoted ^= line[i] == '"';
      n += line[i] == c && !quoted;
    }

  return n;
}

static char
find_delimiter (const char *line,
                gsize       length)
{
  static const char candidates[] = ",;\t|";
  char best = ',';
  guint most = 0;

  for (const char *c = candidates; *c != '\0'; c++)
    {
      guint n = count_char (line, length, *c);

      if (n > most)
        {
          most = n;
          best = *c;
        }
    }

  return best;
}

/* "<OPEN>" and "1. open" become "open". */
static char *
dup_plain_name (const char *name)
{
  GString *plain = g_string_new (NULL);
  const char *number_end = name;

  while (g_ascii_isdigit (*number_end))
    number_end++;
  if (number_end > name && *number_end == '.')
    name = number_end;

  for (; *name != '\0'; name++)
    if (g_ascii_isalnum (*name))
      g_string_append_c (plain, g_ascii_tolower (*name));

  return g_string_free (plain, FALSE);
}

static gboolean
is_taken (const DtCsvColumns *columns,
          int                 column)
{
  for (guint role = 0; role < DT_CSV_N_ROLES; role++)
    if (columns->place[role] == column)
      return TRUE;

  return FALSE;
}

static int
find_known (const DtCsvColumns *columns,
            char              **plain,
            DtCsvRole           role)
{
  for (const char *const *name = role_names[role]; *name != NULL; name++)
    for (guint i = 0; i < columns->n_columns; i++)
      if (g_str_equal (plain[i], *name) && !is_taken (columns, i))
        return i;

  return DT_CSV_NO_COLUMN;
}

/* "datetime_ny_barend" is a time too, and so is a first column without a name. */
static int
find_time (const DtCsvColumns *columns,
           char              **plain)
{
  int place = find_known (columns, plain, DT_CSV_TIME);

  for (guint i = 0; place == DT_CSV_NO_COLUMN && i < columns->n_columns; i++)
    if (g_str_has_prefix (plain[i], "datetime") || g_str_has_prefix (plain[i], "timestamp"))
      place = i;
  if (place == DT_CSV_NO_COLUMN && columns->n_columns > 1 && columns->names[0][0] == '\0')
    place = 0;

  return place;
}

static gboolean
map_named (DtCsvColumns  *columns,
           DtCsvRole      role,
           const char    *name,
           const char    *file,
           GError       **error)
{
  g_autofree char *all = NULL;

  if (name == NULL)
    return TRUE;

  for (guint i = 0; i < columns->n_columns; i++)
    if (g_ascii_strcasecmp (columns->names[i], name) == 0)
      {
        columns->place[role] = i;
        return TRUE;
      }

  all = g_strjoinv (", ", columns->names);
  g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_MISSING_COLUMN,
               "The file %s has no column \"%s\"; its columns are: %.300s", file, name, all);
  return FALSE;
}

static gboolean
map_options (DtCsvColumns        *columns,
             const DtCsvOptions  *options,
             const char          *file,
             GError             **error)
{
  return map_named (columns, DT_CSV_TIME, options->time_column, file, error)
         && map_named (columns, DT_CSV_SYMBOL, options->symbol_column, file, error)
         && map_named (columns, DT_CSV_OPEN, options->open_column, file, error)
         && map_named (columns, DT_CSV_HIGH, options->high_column, file, error)
         && map_named (columns, DT_CSV_LOW, options->low_column, file, error)
         && map_named (columns, DT_CSV_CLOSE, options->close_column, file, error)
         && map_named (columns, DT_CSV_VOLUME, options->volume_column, file, error);
}

static void
map_known (DtCsvColumns *columns,
           char        **plain)
{
  int *place = columns->place;

  if (place[DT_CSV_TIME] == DT_CSV_NO_COLUMN)
    place[DT_CSV_TIME] = find_time (columns, plain);
  for (guint role = DT_CSV_CLOCK; role < DT_CSV_N_ROLES; role++)
    if (place[role] == DT_CSV_NO_COLUMN)
      place[role] = find_known (columns, plain, role);

  /* A column of times beside anything but a date is a second stamp, not its time of day */
  if (place[DT_CSV_CLOCK] != DT_CSV_NO_COLUMN
      && (place[DT_CSV_TIME] == DT_CSV_NO_COLUMN
          || !g_str_has_suffix (plain[place[DT_CSV_TIME]], "date")))
    place[DT_CSV_CLOCK] = DT_CSV_NO_COLUMN;

  /* date,DGS10: a time and one other column are a series of values */
  if (place[DT_CSV_CLOSE] == DT_CSV_NO_COLUMN && columns->n_columns == 2
      && place[DT_CSV_TIME] != DT_CSV_NO_COLUMN && !is_taken (columns, 1 - place[DT_CSV_TIME]))
    place[DT_CSV_CLOSE] = 1 - place[DT_CSV_TIME];
}

/* Whether the first line is data: a header has neither numbers nor dates in it. */
static gboolean
looks_like_data (const DtCsvColumns *columns)
{
  DtCsvTimeFormat iso = { .kind = DT_CSV_TIME_ISO }, slashes = { .kind = DT_CSV_TIME_PATTERN };
  DtCsvStamp stamp;
  double value;

  slashes.pattern = "%m/%d/%Y";
  for (guint i = 0; i < columns->n_columns; i++)
    {
      const char *name = columns->names[i];
      gsize length = strlen (name);

      if (dt_csv_number_parse (name, length, DT_CSV_NUMBER_PLAIN, &value)
          || dt_csv_time_parse (&iso, name, length, &stamp)
          || dt_csv_time_parse (&slashes, name, length, &stamp))
        return TRUE;
    }

  return FALSE;
}

static gboolean
refuse_missing (const DtCsvColumns  *columns,
                const char          *what,
                const char          *file,
                guint64              line_number,
                GError             **error)
{
  g_autofree char *all = g_strjoinv (", ", columns->names);

  if (looks_like_data (columns))
    g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_NOT_A_TABLE,
                 "The file %s is no price table: line %" G_GUINT64_FORMAT
                 " should name the columns, but holds data", file, line_number);
  else
    g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_MISSING_COLUMN,
                 "The file %s has no %s column in line %" G_GUINT64_FORMAT
                 "; its columns are: %.300s", file, what, line_number, all);
  return FALSE;
}

static gboolean
check_complete (DtCsvColumns  *columns,
                const char    *file,
                guint64        line_number,
                GPtrArray     *notes,
                GError       **error)
{
  static const struct { DtCsvRole role; const char *what; } prices[] = {
    { DT_CSV_OPEN, "open" }, { DT_CSV_HIGH, "high" }, { DT_CSV_LOW, "low" },
  };
  guint n_prices = 0;

  if (columns->place[DT_CSV_TIME] == DT_CSV_NO_COLUMN)
    return refuse_missing (columns, "date or time", file, line_number, error);
  if (columns->place[DT_CSV_CLOSE] == DT_CSV_NO_COLUMN)
    return refuse_missing (columns, "close", file, line_number, error);

  for (guint i = 0; i < G_N_ELEMENTS (prices); i++)
    n_prices += columns->place[prices[i].role] != DT_CSV_NO_COLUMN;
  for (guint i = 0; n_prices > 0 && i < G_N_ELEMENTS (prices); i++)
    if (columns->place[prices[i].role] == DT_CSV_NO_COLUMN)
      return refuse_missing (columns, prices[i].what, file, line_number, error);

  columns->close_only = n_prices == 0;
  if (columns->close_only)
    g_ptr_array_add (notes, g_strdup_printf (
      "Each row has one value, %s: open, high and low are equal to it.",
      columns->names[columns->place[DT_CSV_CLOSE]]));
  if (columns->place[DT_CSV_VOLUME] == DT_CSV_NO_COLUMN)
    g_ptr_array_add (notes, g_strdup ("There is no volume column: volumes are 0."));

  return TRUE;
}

static void
note_others (const DtCsvColumns *columns,
             GPtrArray          *notes)
{
  g_autoptr(GString) others = g_string_new (NULL);

  for (guint i = 0; i < columns->n_columns; i++)
    if (!is_taken (columns, i))
      g_string_append_printf (others, "%s%s", others->len > 0 ? ", " : "", columns->names[i]);

  if (others->len > 0)
    g_ptr_array_add (notes, g_strdup_printf ("Columns that are not used: %.300s.", others->str));
}

static gboolean
split_header (DtCsvColumns  *columns,
              const char    *line,
              gsize          length,
              const char    *file,
              guint64        line_number,
              GError       **error)
{
  g_autofree DtCsvField *fields = g_new (DtCsvField, DT_CSV_MAX_COLUMNS);
  guint n = dt_csv_split (line, length, columns->delimiter, fields, DT_CSV_MAX_COLUMNS);

  if (n < 2 || n > DT_CSV_MAX_COLUMNS)
    {
      g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_NOT_A_TABLE,
                   "The file %s is no price table: line %" G_GUINT64_FORMAT " has %u column%s",
                   file, line_number, n, n == 1 ? "" : "s");
      return FALSE;
    }

  columns->n_columns = n;
  columns->names = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strndup (fields[i].text, MIN (fields[i].length, 100));

      columns->names[i] = g_utf8_make_valid (name, -1);
    }

  return TRUE;
}

/**
 * dt_csv_columns_read:
 * @columns: (out): to be cleared, also after an error
 * @line: the header, without line end
 * @notes: gets a sentence for each thing that a reader should know
 *
 * Finds the delimiter, and which column is what by its name or by @options.
 *
 * Returns: %FALSE with DT_CSV_ERROR_NOT_A_TABLE or DT_CSV_ERROR_MISSING_COLUMN
 */
gboolean
dt_csv_columns_read (DtCsvColumns        *columns,
                     const char          *line,
                     gsize                length,
                     const char          *file,
                     guint64              line_number,
                     const DtCsvOptions  *options,
                     GPtrArray           *notes,
                     GError             **error)
{
  g_auto(GStrv) plain = NULL;

  *columns = (DtCsvColumns) { .delimiter = ',' };
  columns->delimiter = options->delimiter != NULL ? *options->delimiter
                                                  : find_delimiter (line, length);
  for (guint role = 0; role < DT_CSV_N_ROLES; role++)
    columns->place[role] = DT_CSV_NO_COLUMN;

  if (!split_header (columns, line, length, file, line_number, error)
      || !map_options (columns, options, file, error))
    return FALSE;

  plain = g_new0 (char *, columns->n_columns + 1);
  for (guint i = 0; i < columns->n_columns; i++)
    plain[i] = dup_plain_name (columns->names[i]);
  map_known (columns, plain);
  if (!check_complete (columns, file, line_number, notes, error))
    return FALSE;

  note_others (columns, notes);
  columns->stamped_at_end = strstr (plain[columns->place[DT_CSV_TIME]], "barend") != NULL;

  return TRUE;
}

void
dt_csv_columns_clear (DtCsvColumns *columns)
{
  g_clear_pointer (&columns->names, g_strfreev);
}
