/* dt-csv-import.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-csv"

#include "config.h"

#include <string.h>

#include "dt-csv-parts.h"

/* One pass over the text, a block of lines at a time; only the bars stay in memory. */

#define N_SAMPLES      4000

/* More bad rows than this, and more than 5 % of all, and the file is not what it seems. */
#define TOLERATED_BAD_ROWS 5

G_DEFINE_QUARK (dt-csv-error-quark, dt_csv_error)

static void
reject_free (gpointer data)
{
  DtCsvReject *reject = data;

  if (reject == NULL)
    return;

  g_free (reject->field);
  g_free (reject->value);
  g_free (reject->reason);
  g_free (reject);
}

DtCsvTable *
dt_csv_table_new (void)
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

  while (times->len < N_SAMPLES && dt_csv_next_line (&text, end, &line, &length))
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
  char symbol[DT_CSV_MAX_SYMBOL + 1];

  if (parser->columns.place[DT_CSV_SYMBOL] != DT_CSV_NO_COLUMN)
    return TRUE;
  if (!dt_csv_copy_symbol (&field, symbol))
    {
      g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION,
                   "\"%s\" cannot be a symbol; give one with --symbol", text);
      return FALSE;
    }
  dt_csv_parser_add_symbol (parser, symbol);

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
      if (!dt_csv_next_line (&text, end, &line, &length))
        return check_text (parser, text, 0, error);
      parser->line++;
    }
  while (dt_csv_is_empty_line (line, length) || *line == '#');

  if (!dt_csv_columns_read (&parser->columns, line, length, parser->file, parser->line,
                            parser->options, parser->table->notes, error))
    return FALSE;

  parser->fields = g_new (DtCsvField, parser->columns.n_columns);
  if (!find_formats (parser, text, end, error) || !add_single_symbol (parser, error))
    return FALSE;

  parser->quick = dt_csv_quick_new (parser);
  return dt_csv_parser_take_lines (parser, text, end - text, error);
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

typedef struct
{
  GFileProgressCallback func;
  gpointer              user_data;
} Progress;

static void
tell_place (DtCsvSource *source,
            gpointer     data)
{
  const Progress *progress = data;
  goffset taken, size;

  dt_csv_source_get_place (source, &taken, &size);
  progress->func (MIN (taken, size), size, progress->user_data);
}

static gboolean
read_all (DtCsvParser            *parser,
          DtCsvSource            *source,
          GFileProgressCallback   progress,
          gpointer                user_data,
          GCancellable           *cancellable,
          GError                **error)
{
  Progress told = { progress, user_data };
  const char *text;
  gsize n_bytes;

  return dt_csv_source_next (source, &text, &n_bytes, cancellable, error)
         && take_first (parser, text, n_bytes, error)
         && dt_csv_parts_read (parser, source, progress != NULL ? tell_place : NULL, &told,
                               cancellable, error)
         && dt_csv_parser_finish (parser, error)
         && check_clean (parser, error);
}

static void
parser_clear (DtCsvParser *parser)
{
  dt_csv_columns_clear (&parser->columns);
  g_clear_pointer (&parser->fields, g_free);
  g_clear_pointer (&parser->stem, g_free);
  g_clear_pointer (&parser->zone, dt_csv_zone_free);
  g_clear_pointer (&parser->quick, dt_csv_quick_free);
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
  g_array_set_clear_func (parser.rows, dt_csv_rows_clear);
  parser.table = dt_csv_table_new ();
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
