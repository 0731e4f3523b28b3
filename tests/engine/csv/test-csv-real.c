/* test-csv-real.c - real files, with the counts of rows and defects that their notes state
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-csv-import.h"

/* Rows and defects as SOURCE.md beside each file has them. */
typedef struct
{
  const char       *name;
  const char       *path;
  DtInstrumentKind  kind;
  guint             n_series;
  guint64           n_rows;
  guint64           n_rejected;
  DtTimeframe       timeframe;
} Case;

static const Case cases[] = {
  { "daily", "daily_sp500_2013_2018/all_stocks_5yr.csv.gz", DT_INSTRUMENT_STOCK,
    505, 619040, 11 + 12, DT_TIMEFRAME_DAY },
  { "vix", "market_context/vix_daily_1990_2026.csv.gz", DT_INSTRUMENT_INDEX,
    1, 9235, 47, DT_TIMEFRAME_DAY },
  { "etf", "market_context/etf_daily_2005_2017/etf_daily_adj.csv.gz", DT_INSTRUMENT_ETF,
    44, 130927, 0, DT_TIMEFRAME_DAY },
  { "minutes-start", "intraday/yf_1min_2019_2020/us_1min_20191213_20200117.csv.gz",
    DT_INSTRUMENT_ETF, 75, 383797, 0, DT_TIMEFRAME_MINUTE },
  { "minutes-end", "intraday/av_1min_2019_02/us_1min_20190211_20190215.csv.gz",
    DT_INSTRUMENT_STOCK, 24, 43164, 0, DT_TIMEFRAME_MINUTE },
  { "quarters-end", "intraday/av_1min_2019_02/us_15min_201901_201902.csv.gz",
    DT_INSTRUMENT_STOCK, 24, 18518, 0, 15 * DT_TIMEFRAME_MINUTE },
  { "daily-hundred", "intraday/av_1min_2019_02/us_daily_100d_to_20190215.csv.gz",
    DT_INSTRUMENT_STOCK, 24, 6781, 0, DT_TIMEFRAME_DAY },
  { "goog", "engine_reference/GOOG_2004_2013.csv.gz", DT_INSTRUMENT_STOCK,
    1, 2148, 0, DT_TIMEFRAME_DAY },
};

/* Small ones that the project carries; defects as tests/data/csv/SOURCE.md has them. */
static void
test_carried (void)
{
  const char *root = g_getenv ("DT_TEST_SOURCE_ROOT");
  g_autofree char *daily = g_build_filename (root, "tests/data/csv/daily_dhr_lnt.csv.gz", NULL);
  g_autofree char *vix = g_build_filename (root, "tests/data/csv/vix_1990_2006.csv.gz", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtCsvTable) table = dt_csv_import_file (daily, NULL, NULL, NULL, NULL, &error);
  g_autoptr(DtCsvTable) levels = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (table->n_rows, ==, 1243 + 1259);
  g_assert_cmpuint (table->n_rejected, ==, 2 + 1 + 1);
  g_assert_cmpuint (table->series->len, ==, 2);

  levels = dt_csv_import_file (vix, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (levels->n_rejected, ==, 47);
}

static char *
dup_path (const char *name)
{
  const char *folder = g_getenv ("DT_TEST_SHARED_DATA");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the shared data is not there");
      return NULL;
    }

  return g_steal_pointer (&path);
}

static guint64
count_bars (const DtCsvTable *table)
{
  guint64 n = 0;

  for (guint i = 0; i < table->series->len; i++)
    n += ((DtBarSeries *) g_ptr_array_index (table->series, i))->n_bars;

  return n;
}

static void
check_rising (const DtBarSeries *series)
{
  for (gsize i = 1; i < series->n_bars; i++)
    {
      g_assert_cmpint (series->time[i], >, series->time[i - 1]);
      g_assert_cmpint (series->known[i], >, series->known[i - 1]);
    }
}

static void
test_counts (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *path = dup_path (test->path);
  g_autoptr(DtCsvTable) table = NULL;
  g_autoptr(GError) error = NULL;
  DtCsvOptions options = { .as_of = DT_DATE_NONE, .kind = test->kind };

  if (path == NULL)
    return;

  table = dt_csv_import_file (path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->n_rows, ==, test->n_rows);
  g_assert_cmpuint (table->n_rejected, ==, test->n_rejected);
  g_assert_cmpuint (table->rejects->len, ==, test->n_rejected);
  g_assert_cmpuint (table->series->len, ==, test->n_series);
  g_assert_cmpuint (count_bars (table), ==, test->n_rows - test->n_rejected);
  g_assert_cmpuint (table->n_resorted, ==, 0);
  for (guint i = 0; i < table->series->len; i++)
    {
      DtBarSeries *series = g_ptr_array_index (table->series, i);

      g_assert_cmpuint (series->timeframe, ==, test->timeframe);
      check_rising (series);
    }
}

static guint
count_reason (const DtCsvTable *table,
              const char       *reason)
{
  guint n = 0;

  for (guint i = 0; i < table->rejects->len; i++)
    n += strstr (((DtCsvReject *) g_ptr_array_index (table->rejects, i))->reason, reason) != NULL;

  return n;
}

/* 11 rows have blank fields, 12 break low <= open, close <= high; one LNT close is halved. */
static void
test_daily_defects (void)
{
  g_autofree char *path = dup_path (cases[0].path);
  g_autoptr(DtCsvTable) table = NULL;
  gboolean halved = FALSE;

  if (path == NULL)
    return;

  table = dt_csv_import_file (path, NULL, NULL, NULL, NULL, NULL);
  g_assert_nonnull (table);
  g_assert_cmpuint (count_reason (table, "blank"), ==, 11);
  g_assert_cmpuint (count_reason (table, "low"), ==, 12);
  for (guint i = 0; i < table->rejects->len; i++)
    {
      const DtCsvReject *reject = g_ptr_array_index (table->rejects, i);

      halved |= g_str_equal (reject->value, "17.87") && g_str_equal (reject->field, "close");
    }
  g_assert_true (halved);
}

static void
test_vix_defects (void)
{
  g_autofree char *path = dup_path (cases[1].path);
  g_autoptr(DtCsvTable) table = NULL;

  if (path == NULL)
    return;

  table = dt_csv_import_file (path, NULL, NULL, NULL, NULL, NULL);
  g_assert_nonnull (table);
  for (guint i = 0; i < table->rejects->len; i++)
    g_assert_cmpstr (((DtCsvReject *) g_ptr_array_index (table->rejects, i))->field, ==, "OPEN");
}

/* Bars stamped at their end, 09:31 to 16:00: the first begins when the session opens, at 14:30 UTC,
 * and the last is known at its close, at 21:00 UTC. */
static void
test_end_stamps (void)
{
  g_autofree char *path = dup_path (cases[4].path);
  g_autoptr(DtCsvTable) table = NULL;
  const DtBarSeries *apple;

  if (path == NULL)
    return;

  table = dt_csv_import_file (path, NULL, NULL, NULL, NULL, NULL);
  g_assert_nonnull (table);
  apple = g_ptr_array_index (table->series, 0);
  g_assert_cmpstr (apple->symbol, ==, "AAPL");
  g_assert_cmpint (apple->identity.stamp, ==, DT_STAMP_END);
  g_assert_cmpint (apple->time[0], ==, dt_date_new (2019, 2, 11) * DT_DAY + 14 * DT_HOUR
                                       + 30 * DT_MINUTE);
  g_assert_cmpint (apple->known[apple->n_bars - 1], ==,
                   dt_date_new (2019, 2, 15) * DT_DAY + 21 * DT_HOUR);
}

/* FRED leaves holidays blank: no value, and not what makes a file dirty. */
static void
test_fred (void)
{
  g_autofree char *path = dup_path ("market_context/fred_DGS10.csv.gz");
  g_autoptr(DtCsvTable) table = NULL;
  const DtBarSeries *series;

  if (path == NULL)
    return;

  table = dt_csv_import_file (path, &(DtCsvOptions) { .kind = DT_INSTRUMENT_RATE }, NULL, NULL,
                              NULL, NULL);
  g_assert_nonnull (table);
  g_assert_cmpuint (table->n_rows, ==, 16848);
  series = g_ptr_array_index (table->series, 0);
  g_assert_cmpstr (series->symbol, ==, "DGS10");
  g_assert_cmpfloat (series->close[0], ==, 4.06);
  g_assert_cmpfloat (series->open[0], ==, 4.06);
}

/* A curve has many columns, and its stamps are midnights of UTC: the dates are the written ones. */
static void
test_curve (void)
{
  g_autofree char *path = dup_path ("market_context/us_treasury_curve_1990_2017.csv.gz");
  g_autoptr(DtCsvTable) table = NULL, column = NULL;
  g_autoptr(GError) error = NULL;
  DtCsvOptions options = { .as_of = DT_DATE_NONE, .kind = DT_INSTRUMENT_RATE };
  const DtBarSeries *series;

  if (path == NULL)
    return;

  table = dt_csv_import_file (path, &options, NULL, NULL, NULL, &error);
  g_assert_null (table);
  g_assert_error (error, DT_CSV_ERROR, DT_CSV_ERROR_MISSING_COLUMN);

  options.close_column = "10year";
  options.symbol = "UST10Y";
  column = dt_csv_import_file (path, &options, NULL, NULL, NULL, NULL);
  g_assert_nonnull (column);
  series = g_ptr_array_index (column->series, 0);
  g_assert_cmpint (series->time[0], ==, dt_time_from_new_york (dt_date_new (1990, 1, 2), 0));
  g_assert_cmpfloat (series->close[0], ==, .0794);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/csv-real/counts/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_counts);
    }
  g_test_add_func ("/csv-real/carried", test_carried);
  g_test_add_func ("/csv-real/daily-defects", test_daily_defects);
  g_test_add_func ("/csv-real/vix-defects", test_vix_defects);
  g_test_add_func ("/csv-real/end-stamps", test_end_stamps);
  g_test_add_func ("/csv-real/fred", test_fred);
  g_test_add_func ("/csv-real/curve", test_curve);

  return g_test_run ();
}
