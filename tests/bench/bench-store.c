/* bench-store.c - bars in and out of market.db, batches into book.db
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <time.h>

#include <glib/gstdio.h>

#include "dt-bar-chunk.h"
#include "dt-book-store.h"
#include "dt-csv-import.h"
#include "dt-market-store.h"

#define N_BATCHES 20000

static double
seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);

  return now.tv_sec + now.tv_nsec / 1e9;
}

static void
check (const GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

static gsize
file_size (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_size : 0;
}

/* Random walks when the shared data is not there: 505 series of 1,226 days. */
static DtCsvTable *
make_table (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (505);
  DtCsvTable *table = g_new0 (DtCsvTable, 1);

  table->series = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_bar_series_unref);
  table->rejects = g_ptr_array_new ();
  table->notes = g_ptr_array_new ();
  for (guint s = 0; s < 505; s++)
    {
      g_autofree char *symbol = g_strdup_printf ("S%03u", s);
      DtBarSeries *series = dt_bar_series_new (symbol, DT_TIMEFRAME_DAY, 1226);
      gint32 close = 8000, volume = 5000000;

      series->identity.source = g_strdup ("walk");
      for (guint i = 0; i < 1226; i++)
        {
          gint32 open = close + g_rand_int_range (rand, -60, 61);
          DtTime time = dt_time_from_new_york (dt_date_new (2013, 2, 8) + i, 0);
          DtBar bar;

          close = MAX (open + g_rand_int_range (rand, -90, 91), 200);
          bar = (DtBar) { time, open / 100., (MAX (open, close) + g_rand_int_range (rand, 0, 60))
                          / 100., (MIN (open, close) - g_rand_int_range (rand, 0, 60)) / 100.,
                          close / 100., volume + g_rand_int_range (rand, -2000000, 2000000) };
          dt_bar_series_append (series, &bar, time + DT_DAY);
        }
      g_ptr_array_add (table->series, series);
    }

  return table;
}

static DtCsvTable *
load_table (const char *name)
{
  const char *shared = g_getenv ("DT_TEST_SHARED_DATA");
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  DtCsvOptions options = { .as_of = DT_DATE_NONE };
  DtCsvTable *table;
  double begin = seconds ();

  if (shared == NULL)
    return NULL;

  path = g_build_filename (shared, name, NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;

  table = dt_csv_import_file (path, &options, NULL, NULL, NULL, &error);
  check (error);
  g_print ("  read as CSV in %.3f s\n", seconds () - begin);

  return table;
}

static void
bench_codec (DtCsvTable *table)
{
  g_autoptr(GPtrArray) packed = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                g_byte_array_unref);
  g_autoptr(DtBarSeries) into = dt_bar_series_new ("X", DT_TIMEFRAME_DAY, 1 << 20);
  gsize n_bars = 0, n_bytes = 0;
  double begin, spent;

  begin = seconds ();
  for (guint i = 0; i < table->series->len; i++)
    {
      const DtBarSeries *series = table->series->pdata[i];
      GByteArray *bytes = dt_bar_chunk_encode (series, 0, series->n_bars);

      g_ptr_array_add (packed, bytes);
      n_bars += series->n_bars;
      n_bytes += bytes->len;
    }
  spent = seconds () - begin;
  g_print ("  encode      %8.1f M bars/s %7.0f MB/s   %.2f bytes a bar (%" G_GSIZE_FORMAT
           " bars)\n", n_bars / spent / 1e6, n_bars * 48 / spent / 1e6, (double) n_bytes / n_bars,
           n_bars);

  begin = seconds ();
  for (guint i = 0; i < packed->len; i++)
    {
      const GByteArray *bytes = packed->pdata[i];

      into->n_bars = 0;
      dt_bar_chunk_decode (bytes->data, bytes->len, into, NULL);
    }
  spent = seconds () - begin;
  g_print ("  decode      %8.1f M bars/s %7.0f MB/s\n", n_bars / spent / 1e6,
           n_bars * 48 / spent / 1e6);

  begin = seconds ();
  for (guint i = 0; i < table->series->len; i++)
    g_free (dt_bar_series_hash (table->series->pdata[i]));
  spent = seconds () - begin;
  g_print ("  SHA-256     %8.1f M bars/s %7.0f MB/s\n", n_bars / spent / 1e6,
           n_bars * 48 / spent / 1e6);
}

static void
put_all (DtMarketStore *store,
         DtCsvTable    *table)
{
  g_autoptr(GError) error = NULL;
  gsize n_bars = 0;
  double begin = seconds (), spent;

  dt_market_store_begin (store, &error);
  check (error);
  for (guint i = 0; i < table->series->len; i++)
    {
      dt_market_store_put_series (store, table->series->pdata[i], &error);
      check (error);
      n_bars += ((DtBarSeries *) table->series->pdata[i])->n_bars;
    }
  dt_market_store_commit (store, &error);
  check (error);
  spent = seconds () - begin;
  g_print ("  put         %8.1f M bars/s   %.3f s for %u series\n", n_bars / spent / 1e6, spent,
           table->series->len);
}

static void
bench_load (const char *folder)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtMarketStore) store = NULL;
  g_autoptr(GPtrArray) list = NULL;
  gsize n_bars = 0;
  double begin = seconds (), spent;

  store = dt_market_store_open (folder, DT_STORE_READ_ONLY, &error);
  check (error);
  list = dt_market_store_list_series (store, &error);
  check (error);
  for (guint i = 0; i < list->len; i++)
    {
      const DtSeriesInfo *info = list->pdata[i];
      g_autoptr(DtBarSeries) series = dt_market_store_load_series (store, info->id, DT_TIME_NONE,
                                                                   DT_TIME_NONE, &error);

      check (error);
      n_bars += series->n_bars;
    }
  spent = seconds () - begin;
  g_print ("  open + load %8.1f M bars/s   %.3f s for %u series, %" G_GSIZE_FORMAT " bars\n",
           n_bars / spent / 1e6, spent, list->len, n_bars);
}

static void
bench_merge (const char *folder)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (folder, "market.db", NULL);
  g_autofree char *other = g_dir_make_tmp ("dt-bench-XXXXXX", NULL);
  g_autoptr(DtMarketStore) store = dt_market_store_open (other, DT_STORE_READ_WRITE, &error);
  double begin = seconds ();

  check (error);
  dt_market_store_merge (store, path, NULL, NULL, NULL, &error);
  check (error);
  g_print ("  merge       %8.3f s for %.2f MB\n", seconds () - begin,
           file_size (folder, "market.db") / 1e6);
  g_clear_object (&store);
  remove_folder (other);
}

static void
bench_market (void)
{
  static const char *const files[] = {
    "daily_sp500_2013_2018/all_stocks_5yr.csv.gz",
    "intraday/yf_1min_2019_2020/us_1min_20191213_20200117.csv.gz",
    "intraday/av_1min_2019_02/us_1min_20190211_20190215.csv.gz",
    "market_context/etf_daily_2005_2017/etf_daily_adj.csv.gz",
  };
  g_autofree char *folder = g_dir_make_tmp ("dt-bench-XXXXXX", NULL);
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (files) + 1; i++)
    {
      g_autoptr(DtMarketStore) store = NULL;
      g_autoptr(DtCsvTable) table = NULL;
      g_autoptr(GError) error = NULL;

      if (i == G_N_ELEMENTS (files) && any)
        break;
      g_print ("%s\n", i < G_N_ELEMENTS (files) ? files[i] : "random walks");
      table = i < G_N_ELEMENTS (files) ? load_table (files[i]) : make_table ();
      if (table == NULL)
        continue;

      any = TRUE;
      bench_codec (table);
      store = dt_market_store_open (folder, DT_STORE_READ_WRITE, &error);
      check (error);
      put_all (store, table);
      g_clear_object (&store);
      bench_load (folder);
      g_print ("  market.db   %8.2f MB\n", file_size (folder, "market.db") / 1e6);
    }

  bench_merge (folder);
  remove_folder (folder);
}

/* A step in ten has a signal, an order and an activity row; the rest only moves on. */
static void
bench_batches (DtBookMode  mode,
               const char *name)
{
  static const char *const symbols[] = { "A", "B", NULL };
  g_autofree char *folder = g_dir_make_tmp ("dt-bench-XXXXXX", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtBookStore) store = dt_book_store_open (folder, DT_STORE_READ_WRITE, &error);
  g_autoptr(DtBook) book = dt_book_new (2, DT_DOLLARS (100000), 0, NULL);
  g_autoptr(DtJournalSink) sink = NULL;
  const DtBookInfo info = { .mode = mode };
  guint n_batches = mode == DT_BOOK_REPLAY ? N_BATCHES : N_BATCHES / 20;
  double begin;
  gint64 id;

  check (error);
  id = dt_book_store_create (store, &info, symbols, &error);
  check (error);
  sink = dt_book_store_open_sink (store, id, &error);
  check (error);

  begin = seconds ();
  for (guint step = 1; step <= n_batches; step++)
    {
      DtJournalBatch batch = { step, step * DT_MINUTE, NULL, book->signals->len,
                               book->orders->len, 0, step == 1 ? 0 : 1, 0, book->activity->len };

      if (step % 10 == 0)
        {
          const DtSignal signal = { .kind = DT_SIGNAL_ENTER_LONG, .price = 100., .n_inputs = 4 };
          const DtOrder order = { .quantity = DT_UNITS (10), .signal = book->signals->len + 1 };

          dt_book_add_signal (book, &signal);
          dt_book_add_order (book, &order);
          dt_book_add_activity (book, batch.time, DT_ACTIVITY_ORDER, 0, order.signal,
                                order.signal, "Buys 10 A at the market: the averages crossed");
        }
      dt_journal_sink_commit (sink, book, &batch, &error);
      check (error);
    }
  g_print ("  %-11s %8.0f batches/s\n", name, n_batches / (seconds () - begin));

  g_clear_object (&sink);
  g_clear_object (&store);
  remove_folder (folder);
}

int
main (void)
{
  bench_market ();
  g_print ("book.db\n");
  bench_batches (DT_BOOK_REPLAY, "replay");
  bench_batches (DT_BOOK_LIVE, "live");

  return 0;
}
