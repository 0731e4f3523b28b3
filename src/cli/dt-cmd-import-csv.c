/* dt-cmd-import-csv.c - daytrader-cli import csv
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <string.h>

#include "dt-csv-import.h"
#include "dt-market-store.h"

#include "dt-cli.h"

/* Rejected rows that are shown without being asked for. */
#define N_SHOWN 20

static char *symbol, *symbol_column, *time_column, *open_column, *high_column, *low_column;
static char *close_column, *volume_column, *date_format, *timeframe, *adjustment, *as_of, *stamp;
static char *zone, *session, *source, *delimiter, *kind;
static gboolean dry_run, all_rejects;

static const GOptionEntry entries[] = {
  { "symbol", 0, 0, G_OPTION_ARG_STRING, &symbol,
    "Symbol of a file that names none; else the file's name", "S" },
  { "symbol-column", 0, 0, G_OPTION_ARG_STRING, &symbol_column, "Header of the symbols", "NAME" },
  { "time-column", 0, 0, G_OPTION_ARG_STRING, &time_column, "Header of the stamps", "NAME" },
  { "open-column", 0, 0, G_OPTION_ARG_STRING, &open_column, "Header of the opens", "NAME" },
  { "high-column", 0, 0, G_OPTION_ARG_STRING, &high_column, "Header of the highs", "NAME" },
  { "low-column", 0, 0, G_OPTION_ARG_STRING, &low_column, "Header of the lows", "NAME" },
  { "close-column", 0, 0, G_OPTION_ARG_STRING, &close_column,
    "Header of the closes, or of the only value", "NAME" },
  { "volume-column", 0, 0, G_OPTION_ARG_STRING, &volume_column, "Header of the volumes", "NAME" },
  { "date-format", 0, 0, G_OPTION_ARG_STRING, &date_format,
    "%m/%d/%Y and the like, iso, unix, unix-ms, unix-us, unix-ns; found out by default", "F" },
  { "time-format", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &date_format, NULL, NULL },
  { "timeframe", 0, 0, G_OPTION_ARG_STRING, &timeframe,
    "1m, 15m, 1h, 1d …; found out by default", "T" },
  { "adjustment", 0, 0, G_OPTION_ARG_STRING, &adjustment,
    "What the prices are: raw (default), split, total-return", "A" },
  { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, "Date up to which they are adjusted", "DATE" },
  { "stamp", 0, 0, G_OPTION_ARG_STRING, &stamp,
    "Which end of its period a bar is stamped with: start (default), end", "END" },
  { "tz", 0, 0, G_OPTION_ARG_STRING, &zone,
    "Time zone of the stamps, America/New_York by default", "ZONE" },
  { "session", 0, 0, G_OPTION_ARG_STRING, &session, "regular (default) or extended", "S" },
  { "source", 0, 0, G_OPTION_ARG_STRING, &source,
    "Short name of where it is from; else the file's name", "NAME" },
  { "delimiter", 0, 0, G_OPTION_ARG_STRING, &delimiter,
    "Between fields; found out by default", "C" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind,
    "stock (default), etf, index, rate; a rate may be zero or below", "KIND" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "Read and check, store nothing", NULL },
  { "all-rejects", 0, 0, G_OPTION_ARG_NONE, &all_rejects,
    "Show every rejected row, not only the first 20", NULL },
  G_OPTION_ENTRY_NULL
};

/* Options */

static gboolean
refuse (const char  *option,
        const char  *value,
        const char  *expected,
        GError     **error)
{
  g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION, "--%s takes %s, not “%s”", option,
               expected, value);
  return FALSE;
}

/* Place of a value in a list of words. */
static gboolean
parse_word (const char         *option,
            const char         *value,
            const char *const  *words,
            guint              *place,
            GError            **error)
{
  g_autofree char *expected = NULL;

  *place = 0;
  if (value == NULL)
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], value))
      {
        *place = i;
        return TRUE;
      }

  expected = g_strjoinv (" or ", (char **) words);
  return refuse (option, value, expected, error);
}

static gboolean
parse_choices (DtCsvOptions  *options,
               GError       **error)
{
  static const char *const ends[] = { "start", "end", NULL };
  static const char *const sessions[] = { "regular", "extended", NULL };
  guint place;

  if (adjustment != NULL && !dt_adjustment_parse (adjustment, &options->adjustment))
    return refuse ("adjustment", adjustment, "raw, split or total-return", error);
  if (kind != NULL && !dt_instrument_kind_parse (kind, &options->kind))
    return refuse ("kind", kind, "stock, etf, index or rate", error);
  if (timeframe != NULL && !dt_timeframe_parse (timeframe, &options->timeframe))
    return refuse ("timeframe", timeframe, "a period like 1m, 15m, 1h, 1d or 1w", error);
  if (as_of != NULL && !dt_date_parse (as_of, &options->as_of))
    return refuse ("as-of", as_of, "a date like 2018-02-07", error);

  if (!parse_word ("stamp", stamp, ends, &place, error))
    return FALSE;
  options->stamp = place;
  if (!parse_word ("session", session, sessions, &place, error))
    return FALSE;
  options->session = place;

  return TRUE;
}

static gboolean
fill_options (DtCsvOptions  *options,
              GError       **error)
{
  *options = (DtCsvOptions) {
    .symbol = symbol,
    .symbol_column = symbol_column,
    .time_column = time_column,
    .open_column = open_column,
    .high_column = high_column,
    .low_column = low_column,
    .close_column = close_column,
    .volume_column = volume_column,
    .time_format = date_format,
    .as_of = DT_DATE_NONE,
    .zone = zone,
    .source = source,
    .delimiter = delimiter,
  };

  if (delimiter != NULL && g_str_equal (delimiter, "\\t"))
    options->delimiter = "\t";
  else if (delimiter != NULL && strlen (delimiter) != 1)
    return refuse ("delimiter", delimiter, "one character", error);

  return parse_choices (options, error);
}

/* Storing */

/* A known instrument keeps name and sector, and its kind unless one is given. */
static gboolean
put_instrument (DtMarketStore  *store,
                const char     *name,
                DtInstrumentKind instrument_kind,
                GError        **error)
{
  g_autoptr(DtInstrument) instrument = dt_market_store_dup_instrument (store, name, NULL);

  if (instrument == NULL)
    instrument = dt_instrument_new (name, instrument_kind);
  else if (kind == NULL || instrument->kind == instrument_kind)
    return TRUE;
  instrument->kind = instrument_kind;

  return dt_market_store_put_instrument (store, instrument, error);
}

static GPtrArray *
make_notes (const char       *path,
            const DtCsvTable *table)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_source_note_free);
  g_autofree char *name = g_path_get_basename (path);

  for (guint i = 0; i < table->notes->len; i++)
    {
      DtSourceNote *note = g_new0 (DtSourceNote, 1);

      note->file = g_strdup (name);
      note->reason = g_strdup (g_ptr_array_index (table->notes, i));
      g_ptr_array_add (notes, note);
    }
  for (guint i = 0; i < table->rejects->len; i++)
    {
      const DtCsvReject *reject = g_ptr_array_index (table->rejects, i);
      DtSourceNote *note = g_new0 (DtSourceNote, 1);

      note->file = g_strdup (name);
      note->line = reject->line;
      note->field = g_strdup (reject->field);
      note->value = g_strdup (reject->value);
      note->reason = g_strdup (reject->reason);
      g_ptr_array_add (notes, note);
    }

  return notes;
}

static gboolean
store_table (DtMarketStore       *store,
             const char          *path,
             const DtCsvTable    *table,
             const DtCsvOptions  *options,
             GError             **error)
{
  const DtBarSeries *first = g_ptr_array_index (table->series, 0);
  g_autoptr(GPtrArray) notes = make_notes (path, table);

  for (guint i = 0; i < table->series->len; i++)
    {
      const DtBarSeries *series = g_ptr_array_index (table->series, i);

      if (!put_instrument (store, series->symbol, options->kind, error))
        return FALSE;
    }

  return dt_market_store_put_many (store, table->series, error)
         && dt_market_store_put_notes (store, first->identity.source, notes, error);
}

/* Showing */

static char *
dup_count (guint64 count)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, count);
}

/* What the command prints when all of it is stored, and not a word before. */
typedef struct
{
  JsonBuilder *builder;    /* (nullable): only with --json */
  GPtrArray   *rows;       /* of GStrv, a series each */
  GString     *lines;      /* one a file */
} Answer;

static void
add_rows (Answer           *answer,
          const DtCsvTable *table)
{
  for (guint i = 0; i < table->series->len; i++)
    {
      const DtBarSeries *series = g_ptr_array_index (table->series, i);
      char period[DT_TIMEFRAME_BUF_SIZE], first[DT_TIME_BUF_SIZE], last[DT_TIME_BUF_SIZE];
      char **row = g_new0 (char *, 6);

      row[0] = g_strdup (series->symbol);
      row[1] = g_strdup (dt_timeframe_to_string (series->timeframe, period));
      row[2] = dup_count (series->n_bars);
      row[3] = g_strdup (dt_time_to_string (series->time[0], first));
      row[4] = g_strdup (dt_time_to_string (series->time[series->n_bars - 1], last));
      g_ptr_array_add (answer->rows, row);
    }
}

static void
show_rejects (DtCli            *cli,
              const char       *path,
              const DtCsvTable *table)
{
  guint n = all_rejects ? table->rejects->len : MIN (table->rejects->len, N_SHOWN);

  for (guint i = 0; i < n; i++)
    {
      const DtCsvReject *reject = g_ptr_array_index (table->rejects, i);

      dt_cli_note (cli, "%s:%" G_GUINT64_FORMAT ": %s “%s” %s", path, reject->line,
                   *reject->field != '\0' ? reject->field : "the row", reject->value,
                   reject->reason);
    }
  if (table->n_rejected > n)
    dt_cli_note (cli, "%s: %" G_GUINT64_FORMAT " more rejected rows", path,
                 table->n_rejected - n);
  for (guint i = 0; i < table->notes->len; i++)
    dt_cli_note (cli, "%s: %s", path, (char *) g_ptr_array_index (table->notes, i));
}

static void
add_text (Answer           *answer,
          const char       *path,
          const DtCsvTable *table)
{
  add_rows (answer, table);
  g_string_append_printf (answer->lines,
                          "%s: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " rows %s\n", path,
                          table->n_rows - table->n_rejected, table->n_rows,
                          dry_run ? "could be imported" : "imported");
}

static void
print_answer (Answer *answer)
{
  static const char *const header[] = { "Symbol", "Timeframe", "Bars", "First", "Last", NULL };
  static const gboolean numeric[] = { FALSE, FALSE, TRUE, FALSE, FALSE };
  g_autoptr(JsonNode) root = NULL;

  if (answer->builder == NULL)
    {
      dt_cli_print_table (header, numeric, answer->rows);
      g_print ("%s", answer->lines->str);
      return;
    }

  json_builder_end_array (answer->builder);
  json_builder_end_object (answer->builder);
  root = json_builder_get_root (answer->builder);
  dt_cli_print_json (root);
}

static void
add_reject_json (JsonBuilder       *builder,
                 const DtCsvReject *reject)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "line");
  json_builder_add_int_value (builder, reject->line);
  json_builder_set_member_name (builder, "field");
  json_builder_add_string_value (builder, reject->field);
  json_builder_set_member_name (builder, "value");
  json_builder_add_string_value (builder, reject->value);
  json_builder_set_member_name (builder, "reason");
  json_builder_add_string_value (builder, reject->reason);
  json_builder_end_object (builder);
}

static void
add_member (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_series_json (JsonBuilder       *builder,
                 const DtBarSeries *series)
{
  char buf[DT_TIME_BUF_SIZE];

  json_builder_begin_object (builder);
  add_member (builder, "symbol", series->symbol);
  add_member (builder, "timeframe", dt_timeframe_to_string (series->timeframe, buf));
  add_member (builder, "adjustment", dt_adjustment_to_string (series->identity.adjustment));
  add_member (builder, "source", series->identity.source);
  json_builder_set_member_name (builder, "bars");
  json_builder_add_int_value (builder, series->n_bars);
  add_member (builder, "first", dt_time_to_string (series->time[0], buf));
  add_member (builder, "last", dt_time_to_string (series->time[series->n_bars - 1], buf));
  json_builder_end_object (builder);
}

static void
add_count (JsonBuilder *builder,
           const char  *name,
           guint64      count)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, count);
}

static void
add_json (JsonBuilder      *builder,
          const char       *path,
          const DtCsvTable *table)
{
  json_builder_begin_object (builder);
  add_member (builder, "file", path);
  add_count (builder, "rows", table->n_rows);
  add_count (builder, "rejected", table->n_rejected);
  add_count (builder, "resorted", table->n_resorted);

  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < table->notes->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (table->notes, i));
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "rejects");
  json_builder_begin_array (builder);
  for (guint i = 0; i < table->rejects->len; i++)
    add_reject_json (builder, g_ptr_array_index (table->rejects, i));
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "series");
  json_builder_begin_array (builder);
  for (guint i = 0; i < table->series->len; i++)
    add_series_json (builder, g_ptr_array_index (table->series, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* The command */

static void
on_progress (goffset  done,
             goffset  total,
             gpointer user_data)
{
  dt_cli_progress ("Importing", total > 0 ? (double) done / total : 0.);
}

static gboolean
import_one (DtCli               *cli,
            DtMarketStore       *store,
            const char          *path,
            const DtCsvOptions  *options,
            Answer              *answer,
            GError             **error)
{
  g_autoptr(DtCsvTable) table = dt_csv_import_file (path, options, on_progress, NULL,
                                                    cli->cancellable, error);

  if (table == NULL || (store != NULL && !store_table (store, path, table, options, error)))
    return FALSE;

  dt_cli_progress_end ();
  if (answer->builder != NULL)
    {
      add_json (answer->builder, path, table);
      return TRUE;
    }

  show_rejects (cli, path, table);
  add_text (answer, path, table);

  return TRUE;
}

/* All files or none: the first that is refused undoes those before it. */
static gboolean
import_all (DtCli               *cli,
            DtMarketStore       *store,
            char               **paths,
            guint                n_paths,
            const DtCsvOptions  *options,
            Answer              *answer,
            GError             **error)
{
  if (store != NULL && !dt_market_store_begin (store, error))
    return FALSE;

  for (guint i = 0; i < n_paths; i++)
    if (!import_one (cli, store, paths[i], options, answer, error))
      {
        if (store != NULL)
          dt_market_store_rollback (store);
        return FALSE;
      }

  return store == NULL || dt_market_store_commit (store, error);
}

static void
begin_answer (Answer   *answer,
              gboolean  json)
{
  answer->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  answer->lines = g_string_new (NULL);
  if (!json)
    return;

  answer->builder = json_builder_new ();
  json_builder_begin_object (answer->builder);
  json_builder_set_member_name (answer->builder, "files");
  json_builder_begin_array (answer->builder);
}

static void
clear_answer (Answer *answer)
{
  g_clear_object (&answer->builder);
  g_ptr_array_unref (answer->rows);
  g_string_free (answer->lines, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, clear_answer)

static int
run_import_csv (DtCli  *cli,
                char  **arguments,
                guint   n_arguments)
{
  g_autoptr(DtMarketStore) store = NULL;
  g_auto(Answer) answer = { 0 };
  g_autoptr(GError) error = NULL;
  DtCsvOptions options;

  begin_answer (&answer, cli->json);
  if (n_arguments == 0)
    return dt_cli_usage (cli, "import csv needs at least one file");
  if (!fill_options (&options, &error))
    return dt_cli_usage (cli, "%s", error->message);
  if (!dry_run
      && !(store = dt_market_store_open (cli->data_dir, DT_STORE_READ_WRITE, &error)))
    return dt_cli_fail (cli, error);
  if (!import_all (cli, store, arguments, n_arguments, &options, &answer, &error))
    return dt_cli_fail (cli, error);

  print_answer (&answer);
  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_import_csv = {
  .name = "import csv",
  .arguments = "FILE…",
  .summary = "Import tables of prices",
  .description =
    "Reads comma, semicolon or tab separated tables with a header, plain or gzip, of one symbol or "
    "with a symbol column. What a file does not say is found out and said, or given by options; "
    "docs/data.md has the rules.\n\n"
    "Bad rows are listed with line, field, value and reason, and the rest is imported. A file with "
    "more than 5 % bad rows, or that is no price table, is refused whole, and with it the other "
    "files of the same command.",
  .entries = entries,
  .run = run_import_csv,
};
