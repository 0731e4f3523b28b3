/* dt-cmd-data-list.c - daytrader-cli data list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <unistd.h>

#include <glib/gstdio.h>

#include "dt-event.h"
#include "dt-market-store.h"

#include "dt-cli.h"

static char *symbol;
static gboolean only_tapes;

static const GOptionEntry entries[] = {
  { "symbol", 0, 0, G_OPTION_ARG_STRING, &symbol, "Only series of this symbol", "S" },
  { "tapes", 0, 0, G_OPTION_ARG_NONE, &only_tapes, "Only tapes, no series", NULL },
  G_OPTION_ENTRY_NULL
};

/* A day for daily bars, an instant for others. */
static char *
dup_stamp (const DtSeriesInfo *info,
           DtTime              time)
{
  char buf[DT_TIME_BUF_SIZE];

  if (dt_timeframe_is_intraday (info->timeframe))
    return g_strdup (dt_time_to_string (time, buf));

  return g_strdup (dt_date_to_string (dt_time_get_new_york_date (time, NULL), buf));
}

/* "split 2018-02-07" */
static char *
dup_adjustment (const DtSeriesIdentity *identity)
{
  const char *name = dt_adjustment_to_string (identity->adjustment);
  char buf[DT_TIME_BUF_SIZE];

  if (identity->as_of == DT_DATE_NONE)
    return g_strdup (name);

  return g_strdup_printf ("%s %s", name, dt_date_to_string (identity->as_of, buf));
}

static char **
make_series_row (const DtSeriesInfo *info)
{
  char **row = g_new0 (char *, 8);
  char timeframe[DT_TIMEFRAME_BUF_SIZE];

  row[0] = g_strdup (info->symbol);
  row[1] = g_strdup (dt_timeframe_to_string (info->timeframe, timeframe));
  row[2] = g_strdup_printf ("%" G_GSIZE_FORMAT, info->n_bars);
  row[3] = dup_stamp (info, info->first);
  row[4] = dup_stamp (info, info->last);
  row[5] = dup_adjustment (&info->identity);
  row[6] = g_strdup (info->identity.source);

  return row;
}

static guint
count_role (const DtTape *tape,
            DtLaneRole    role)
{
  guint n = 0;

  for (guint i = 0; i < tape->roles->len; i++)
    n += g_array_index (tape->roles, guint8, i) == role;

  return n;
}

static char *
dup_date (DtTime time)
{
  char buf[DT_TIME_BUF_SIZE];

  if (time == DT_TIME_NONE)
    return g_strdup ("");

  return g_strdup (dt_date_to_string (dt_time_get_new_york_date (time, NULL), buf));
}

static char **
make_tape_row (const DtTape *tape)
{
  char **row = g_new0 (char *, 7);

  row[0] = g_strdup (tape->name);
  row[1] = g_strdup_printf ("%u", count_role (tape, DT_LANE_BASE));
  row[2] = g_strdup_printf ("%u", count_role (tape, DT_LANE_CONTEXT));
  row[3] = dup_date (tape->from);
  row[4] = dup_date (tape->to == DT_TIME_NONE ? tape->to : tape->to - 1);
  row[5] = g_strdup (tape->title);

  return row;
}

static void
print_tables (GPtrArray *series,
              GPtrArray *tapes)
{
  static const char *const series_header[] = {
    "Symbol", "Timeframe", "Bars", "First", "Last", "Adjustment", "Source", NULL
  };
  static const gboolean series_numeric[] = { FALSE, FALSE, TRUE, FALSE, FALSE, FALSE, FALSE };
  static const char *const tape_header[] = {
    "Tape", "Traded", "Context", "From", "To", "Title", NULL
  };
  static const gboolean tape_numeric[] = { FALSE, TRUE, TRUE, FALSE, FALSE, FALSE };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr(GPtrArray) tape_rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < series->len; i++)
    g_ptr_array_add (rows, make_series_row (g_ptr_array_index (series, i)));
  for (guint i = 0; i < tapes->len; i++)
    g_ptr_array_add (tape_rows, make_tape_row (g_ptr_array_index (tapes, i)));

  if (rows->len > 0)
    dt_cli_print_table (series_header, series_numeric, rows);
  if (rows->len > 0 && tape_rows->len > 0)
    g_print ("\n");
  if (tape_rows->len > 0)
    dt_cli_print_table (tape_header, tape_numeric, tape_rows);
}

static void
add_member (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_count (JsonBuilder *builder,
           const char  *name,
           gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_series_json (JsonBuilder        *builder,
                 const DtSeriesInfo *info)
{
  char buf[DT_TIME_BUF_SIZE];
  const DtSeriesIdentity *identity = &info->identity;

  json_builder_begin_object (builder);
  add_member (builder, "symbol", info->symbol);
  add_member (builder, "timeframe", dt_timeframe_to_string (info->timeframe, buf));
  add_count (builder, "bars", info->n_bars);
  add_member (builder, "first", dt_time_to_string (info->first, buf));
  add_member (builder, "last", dt_time_to_string (info->last, buf));
  add_member (builder, "adjustment", dt_adjustment_to_string (identity->adjustment));
  add_member (builder, "as_of", identity->as_of == DT_DATE_NONE
                                ? NULL : dt_date_to_string (identity->as_of, buf));
  add_member (builder, "stamp", identity->stamp == DT_STAMP_END ? "end" : "start");
  add_member (builder, "session",
              identity->session == DT_SESSION_EXTENDED ? "extended" : "regular");
  add_member (builder, "zone", identity->zone);
  add_member (builder, "source", identity->source);
  add_member (builder, "hash", info->hash);
  json_builder_end_object (builder);
}

static void
add_tape_json (JsonBuilder  *builder,
               const DtTape *tape)
{
  char buf[DT_TIME_BUF_SIZE];

  json_builder_begin_object (builder);
  add_member (builder, "name", tape->name);
  add_member (builder, "title", tape->title);
  add_count (builder, "traded", count_role (tape, DT_LANE_BASE));
  add_count (builder, "context", count_role (tape, DT_LANE_CONTEXT));
  add_member (builder, "from", tape->from == DT_TIME_NONE
                               ? NULL : dt_time_to_string (tape->from, buf));
  add_member (builder, "to", tape->to == DT_TIME_NONE ? NULL : dt_time_to_string (tape->to, buf));
  json_builder_end_object (builder);
}

static void
print_json (GPtrArray *series,
            GPtrArray *tapes)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "series");
  json_builder_begin_array (builder);
  for (guint i = 0; i < series->len; i++)
    add_series_json (builder, g_ptr_array_index (series, i));
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "tapes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < tapes->len; i++)
    add_tape_json (builder, g_ptr_array_index (tapes, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  dt_cli_print_json (root);
}

static void
filter (GPtrArray *series)
{
  for (guint i = series->len; i-- > 0;)
    {
      const DtSeriesInfo *info = g_ptr_array_index (series, i);

      if (only_tapes || (symbol != NULL && !g_str_equal (info->symbol, symbol)))
        g_ptr_array_remove_index (series, i);
    }
}

/* A data directory that nobody imported into is empty, not wrong. */
/* Where we may not look we cannot tell: opening it says why. */
static gboolean
has_database (const char *data_dir)
{
  g_autofree char *path = g_build_filename (data_dir, "market.db", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS)
         || (g_file_test (data_dir, G_FILE_TEST_IS_DIR) && g_access (data_dir, X_OK) != 0);
}

static int
run_data_list (DtCli  *cli,
               char  **arguments,
               guint   n_arguments)
{
  g_autoptr(DtMarketStore) store = NULL;
  g_autoptr(GPtrArray) series = NULL, tapes = NULL;
  g_autoptr(GError) error = NULL;

  if (n_arguments > 0)
    return dt_cli_usage (cli, "data list takes no arguments, but got “%s”", arguments[0]);

  if (!has_database (cli->data_dir))
    {
      series = g_ptr_array_new ();
      tapes = g_ptr_array_new ();
      dt_cli_note (cli, "%s holds no market data; “import demo” or “import csv” brings some",
                   cli->data_dir);
    }
  else if (!(store = dt_market_store_open (cli->data_dir, DT_STORE_READ_ONLY, &error))
           || !(series = dt_market_store_list_series (store, &error))
           || !(tapes = dt_market_store_list_tapes (store, &error)))
    return dt_cli_fail (cli, error);

  filter (series);
  if (cli->json)
    print_json (series, tapes);
  else
    print_tables (series, tapes);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_data_list = {
  .name = "data list",
  .summary = "List stored series and tapes",
  .entries = entries,
  .run = run_data_list,
};
