/* test-run-files.c - trade list, order list and equity curve as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include <glib/gstdio.h>

#include "dt-run-files.h"

#define N_MANY 200000

/* A record whose book is filled by hand: two symbols, two strategies. */
typedef struct
{
  DtRunSpec    spec;
  DtBook      *book;
  const char  *symbols[3];
  const char  *strategies[3];
  DtTime       time[3];
  double       equity[3];
  guint32      n_positions[3];
  DtRunRecord  record;
} Fixture;

static void
fixture_init (Fixture    *f,
              const char *first,
              const char *second)
{
  *f = (Fixture) {
    .spec = { .cash = DT_DOLLARS (100000) },
    .book = dt_book_new (2, DT_DOLLARS (100000), 0, NULL),
    .symbols = { first, second },
    .strategies = { "ema-crossover", "pull, \"back\"" },
    .equity = { 100000., 100000.125, 99999.9999996 },
    .n_positions = { 0, 1, 2 },
  };
  for (int i = 0; i < 3; i++)
    f->time[i] = dt_time_from_new_york (dt_date_new (2019, 2, 11), 9 * DT_HOUR + 30 * DT_MINUTE)
                 + i * DT_MINUTE;
  f->record = (DtRunRecord) {
    .spec = &f->spec, .book = f->book, .symbols = f->symbols, .traded = f->symbols,
    .strategies = f->strategies, .timeframe = DT_TIMEFRAME_MINUTE, .n_points = 3,
    .time = f->time, .known = f->time, .equity = f->equity, .n_positions = f->n_positions,
  };
}

static void
fixture_clear (Fixture *f)
{
  dt_book_free (f->book);
}

static guint
find_symbol (Fixture    *f,
             const char *symbol)
{
  return g_str_equal (f->symbols[0], symbol) ? 0 : 1;
}

static void
add_trade (Fixture    *f,
           const char *symbol,
           guint32     strategy,
           int         entry,
           int         exit,
           double      shares)
{
  DtRoundTrip trip = {
    .id = f->book->trades->len + 1, .signal = 17 + f->book->trades->len,
    .instrument = find_symbol (f, symbol), .strategy = strategy, .open = exit < 0,
    .quantity = DT_UNITS (1) * shares,
    .entry_time = f->time[0] + entry * DT_MINUTE,
    .exit_time = exit < 0 ? DT_TIME_NONE : f->time[0] + exit * DT_MINUTE,
    .entry_value = DT_DOLLARS (1) * (100. * fabs (shares)),
    .entry_units = DT_UNITS (1) * fabs (shares),
    .exit_value = DT_DOLLARS (1) * (101.25 * fabs (shares)),
    .exit_units = DT_UNITS (1) * fabs (shares),
    .fees = 2000000, .profit = DT_DOLLARS (1) * (1.25 * shares) - 2000000,
    .mae = -.004, .mfe = 1. / 64., .bars = exit - entry, .exit_role = DT_ROLE_TRAIL,
    .ambiguous = strategy == 1,
  };

  dt_rows_add (f->book->trades, DtRoundTrip, trip);
}

static char *
read_back (gboolean   (*write) (const DtRunRecord *, gsize, const char *, GError **),
           const DtRunRecord *records,
           gsize              n_records)
{
  g_autofree char *dir = g_dir_make_tmp ("dt-run-files-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "out.csv", NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_assert_true (write (records, n_records, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_unlink (path);
  /* Nothing else is left in it */
  g_assert_cmpint (g_rmdir (dir), ==, 0);
  return text;
}

/* Every column by hand: profit 1.25 x 40 - 2 = 48, by 4000 is 0.012; 1/64 = 0.015625; the short
 * loses 12.5 + 2 on 1000. */
static const char expected_trades[] =
  "symbol,strategy,side,quantity,entry_time,entry_price,exit_time,exit_price,profit,fees,return,"
  "mae,mfe,bars,exit_reason,ambiguous\n"
  "BRK.B,\"pull, \"\"back\"\"\",short,10,2019-02-11T14:30:00Z,100,2019-02-11T14:32:00Z,101.25,"
  "-14.5,2,-0.0145,-0.004,0.015625,2,trail,1\n"
  "MSFT,ema-crossover,long,40,2019-02-11T14:30:00Z,100,2019-02-11T14:31:00Z,101.25,"
  "48,2,0.012,-0.004,0.015625,1,trail,0\n"
  "MSFT,user,long,0.5,2019-02-11T14:35:00Z,100,2019-02-11T14:36:00Z,101.25,"
  "-1.375,2,-0.0275,-0.004,0.015625,1,trail,0\n";

static void
add_three (Fixture *f,
           gboolean other_order)
{
  if (other_order)
    add_trade (f, "BRK.B", 1, 0, 2, -10.);
  add_trade (f, "MSFT", 0, 0, 1, 40.);
  if (!other_order)
    add_trade (f, "BRK.B", 1, 0, 2, -10.);
  add_trade (f, "MSFT", 0, 7, -1, 5.);
  add_trade (f, "MSFT", DT_STRATEGY_USER, 5, 6, .5);
}

static void
test_trades (void)
{
  for (int swapped = 0; swapped < 2; swapped++)
    {
      g_autofree char *text = NULL;
      g_autofree char *digest = NULL;
      DtRunHashes hashes;
      Fixture f;

      fixture_init (&f, swapped ? "MSFT" : "BRK.B", swapped ? "BRK.B" : "MSFT");
      add_three (&f, swapped);
      text = read_back (dt_run_files_write_trades, &f.record, 1);
      g_assert_cmpstr (text, ==, expected_trades);

      digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
      dt_run_files_hash (&f.record, 1, &hashes);
      g_assert_cmpstr (hashes.trade_list, ==, digest);
      fixture_clear (&f);
    }
}

/* The same trades in an account a symbol: the same list. */
static void
test_accounts (void)
{
  g_autofree char *text = NULL;
  DtRunRecord records[2];
  Fixture a, b;

  fixture_init (&a, "BRK.B", "x");
  fixture_init (&b, "MSFT", "x");
  add_trade (&a, "BRK.B", 1, 0, 2, -10.);
  add_trade (&b, "MSFT", 0, 0, 1, 40.);
  add_trade (&b, "MSFT", DT_STRATEGY_USER, 5, 6, .5);
  records[0] = a.record;
  records[1] = b.record;

  text = read_back (dt_run_files_write_trades, records, 2);
  g_assert_cmpstr (text, ==, expected_trades);
  fixture_clear (&a);
  fixture_clear (&b);
}

/* Three trades of one symbol, and three orders, at one time, whatever the book has first: trades by
 * exit, then strategy, of which "ema-crossover" comes before "pull"; orders by symbol, then
 * strategy. */
static void
test_ties (void)
{
  static const guint books[6][3] = {
    { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 },
  };
  static const struct { guint32 strategy; int exit; } trades[3] = { { 1, 1 }, { 0, 2 }, { 1, 2 } };
  static const struct { guint32 instrument, strategy; const char *text; } orders[3] = {
    { 0, 1, "BRK.B,\"pull, \"\"back\"\"\"" }, { 0, DT_STRATEGY_USER, "BRK.B,user" },
    { 1, 0, "MSFT,ema-crossover" },
  };
  static const char *const names[2] = { "ema-crossover", "\"pull, \"\"back\"\"\"" };

  for (guint i = 0; i < G_N_ELEMENTS (books); i++)
    {
      g_autofree char *trade_text = NULL;
      g_autofree char *order_text = NULL;
      g_auto(GStrv) trade_lines = NULL, order_lines = NULL;
      Fixture f;

      fixture_init (&f, "BRK.B", "MSFT");
      for (guint k = 0; k < 3; k++)
        {
          DtOrder order = {
            .instrument = orders[books[i][k]].instrument, .strategy = orders[books[i][k]].strategy,
            .quantity = DT_UNITS (1), .limit = DT_MONEY_NONE, .stop = DT_MONEY_NONE,
            .submitted = f.time[1],
          };

          add_trade (&f, "MSFT", trades[books[i][k]].strategy, 0, trades[books[i][k]].exit, 1.);
          dt_book_add_order (f.book, &order);
        }

      trade_text = read_back (dt_run_files_write_trades, &f.record, 1);
      order_text = read_back (dt_run_files_write_orders, &f.record, 1);
      trade_lines = g_strsplit (trade_text, "\n", -1);
      order_lines = g_strsplit (order_text, "\n", -1);
      for (guint k = 0; k < 3; k++)
        {
          g_autofree char *trade
            = g_strdup_printf ("MSFT,%s,long,1,2019-02-11T14:30:00Z,100,2019-02-11T14:%02d:00Z,",
                               names[trades[k].strategy], 30 + trades[k].exit);
          g_autofree char *order
            = g_strdup_printf ("order,2019-02-11T14:31:00Z,%s,", orders[k].text);

          g_assert_true (g_str_has_prefix (trade_lines[1 + k], trade));
          g_assert_true (g_str_has_prefix (order_lines[1 + k], order));
        }
      fixture_clear (&f);
    }
}

static void
test_daily_dates (void)
{
  g_autofree char *text = NULL;
  Fixture f;

  fixture_init (&f, "BRK.B", "MSFT");
  f.record.timeframe = DT_TIMEFRAME_DAY;
  add_trade (&f, "MSFT", 0, 0, 1, 40.);
  /* Midnight New York in summer: 04:00 UTC */
  dt_rows_index (f.book->trades, DtRoundTrip, 0).exit_time
    = dt_time_from_new_york (dt_date_new (2019, 7, 1), 0);
  text = read_back (dt_run_files_write_trades, &f.record, 1);
  g_assert_nonnull (strstr (text, ",40,2019-02-11,100,2019-07-01,101.25,"));
  fixture_clear (&f);
}

/* Orders by submission, symbol, strategy; their fills behind them. */
static void
test_orders (void)
{
  for (int swapped = 0; swapped < 2; swapped++)
    {
      g_autofree char *text = NULL;
      g_autofree char *digest = NULL;
      DtRunHashes hashes;
      Fixture f;
      DtOrder entry, stop;
      DtFill fill;

      fixture_init (&f, swapped ? "MSFT" : "BRK.B", swapped ? "BRK.B" : "MSFT");
      entry = (DtOrder) {
        .instrument = find_symbol (&f, "MSFT"), .role = DT_ROLE_ENTRY, .status = DT_ORDER_PENDING,
        .quantity = DT_UNITS (40), .limit = DT_MONEY_NONE, .stop = DT_MONEY_NONE,
        .submitted = f.time[1],
      };
      stop = (DtOrder) {
        .instrument = find_symbol (&f, "BRK.B"), .role = DT_ROLE_TRAIL, .type = DT_ORDER_STOP,
        .tif = DT_TIF_GTC, .status = DT_ORDER_CANCELLED, .quantity = DT_UNITS (-7),
        .limit = DT_MONEY_NONE, .stop = 99500000, .n_replaced = 3, .submitted = f.time[1],
      };
      if (swapped)
        {
          dt_book_add_order (f.book, &entry);
          dt_book_add_order (f.book, &stop);
        }
      else
        {
          dt_book_add_order (f.book, &stop);
          dt_book_add_order (f.book, &entry);
        }
      dt_book_get_order (f.book, swapped ? 1 : 2)->status = DT_ORDER_FILLED;
      dt_book_get_order (f.book, swapped ? 2 : 1)->status = DT_ORDER_CANCELLED;
      fill = (DtFill) {
        .id = 1, .order = swapped ? 1 : 2, .instrument = entry.instrument,
        .quantity = DT_UNITS (25), .price = 100010000, .reference = 100000000, .fee = 1000000,
        .time = f.time[2], .why = DT_FILL_AT_OPEN,
      };
      dt_rows_add (f.book->fills, DtFill, fill);
      fill.id = 2;
      fill.quantity = DT_UNITS (15);
      fill.flags = DT_FILL_CUT | DT_FILL_AMBIGUOUS;
      dt_rows_add (f.book->fills, DtFill, fill);

      text = read_back (dt_run_files_write_orders, &f.record, 1);
      g_assert_cmpstr (text, ==,
                       "record,time,symbol,strategy,role,type,tif,quantity,limit,stop,moves,status,"
                       "price,reference,fee,why,flags\n"
                       "order,2019-02-11T14:31:00Z,BRK.B,ema-crossover,trail,stop,gtc,-7,,99.5,3,"
                       "cancelled,,,,,\n"
                       "order,2019-02-11T14:31:00Z,MSFT,ema-crossover,entry,market,day,40,,,0,"
                       "filled,,,,,\n"
                       "fill,2019-02-11T14:32:00Z,MSFT,ema-crossover,entry,,,25,,,,,100.01,100,1,"
                       "at-open,\n"
                       "fill,2019-02-11T14:32:00Z,MSFT,ema-crossover,entry,,,15,,,,,100.01,100,1,"
                       "at-open,ambiguous cut\n");
      digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
      dt_run_files_hash (&f.record, 1, &hashes);
      g_assert_cmpstr (hashes.order_list, ==, digest);
      fixture_clear (&f);
    }
}

static void
test_equity (void)
{
  g_autofree char *text = NULL;
  Fixture f;

  fixture_init (&f, "BRK.B", "MSFT");
  text = read_back (dt_run_files_write_equity, &f.record, 1);
  g_assert_cmpstr (text, ==,
                   "time,equity,positions\n"
                   "2019-02-11T14:30:00Z,100000,0\n"
                   "2019-02-11T14:31:00Z,100000.125,1\n"
                   "2019-02-11T14:32:00Z,100000,2\n");
  fixture_clear (&f);
}

/* What cannot be written says so, and what was there stays. */
static void
test_failures (void)
{
  g_autofree char *dir = g_dir_make_tmp ("dt-run-files-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "out.csv", NULL);
  g_autofree char *nowhere = g_build_filename (dir, "no", "out.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  struct rlimit limit, small;
  Fixture f;

  fixture_init (&f, "BRK.B", "MSFT");
  for (int i = 0; i < 2000; i++)
    add_trade (&f, "MSFT", 0, i, i + 1, 1.);
  g_assert_true (g_file_set_contents (path, "old\n", -1, NULL));

  g_assert_false (dt_run_files_write_trades (&f.record, 1, nowhere, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, nowhere));
  g_clear_error (&error);

  g_assert_false (dt_run_files_write_trades (&f.record, 1, dir, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);

  if (g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_assert_false (dt_run_files_write_trades (&f.record, 1, "/dev/full", &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
      g_clear_error (&error);
    }

  /* A full disk as a limit on the size of files */
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  small = limit;
  small.rlim_cur = 100000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (dt_run_files_write_trades (&f.record, 1, path, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_nonnull (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old\n");

  g_unlink (path);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
  fixture_clear (&f);
}

/* A link stays, what it points to is replaced with its mode; a new file has the usual mode. */
static void
test_replace (void)
{
  g_autofree char *dir = g_dir_make_tmp ("dt-run-files-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "out.csv", NULL);
  g_autofree char *link_path = g_build_filename (dir, "link.csv", NULL);
  g_autofree char *text = NULL;
  mode_t mask = umask (027);
  GStatBuf st;
  Fixture f;

  fixture_init (&f, "BRK.B", "MSFT");
  g_assert_true (dt_run_files_write_equity (&f.record, 1, path, NULL));
  g_assert_cmpint (g_stat (path, &st), ==, 0);
  g_assert_cmpuint (st.st_mode & 0777, ==, 0640);
  umask (mask);

  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  g_assert_cmpint (symlink ("out.csv", link_path), ==, 0);
  g_assert_true (dt_run_files_write_trades (&f.record, 1, link_path, NULL));
  g_assert_true (g_file_test (link_path, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (path, &st), ==, 0);
  g_assert_cmpuint (st.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "symbol,strategy,"));

  g_unlink (link_path);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
  fixture_clear (&f);
}

/* 200,000 trades in any order of the book: sorted, hashed; the time is printed. */
static void
test_many (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  DtRunHashes hashes, again;
  Fixture f;
  double seconds;
  clock_t start;

  fixture_init (&f, "BRK.B", "MSFT");
  for (int i = 0; i < N_MANY; i++)
    {
      int entry = i / 4 + g_rand_int_range (rand, 0, 40);

      add_trade (&f, i % 2 ? "MSFT" : "BRK.B", i % 3 == 0, entry,
                 entry + g_rand_int_range (rand, 1, 200), i % 500 - 249.5);
    }

  start = clock ();
  dt_run_files_hash (&f.record, 1, &hashes);
  seconds = (double) (clock () - start) / CLOCKS_PER_SEC;
  g_test_minimized_result (seconds, "hash of %d trades: %.3f s", N_MANY, seconds);
  dt_run_files_hash (&f.record, 1, &again);
  g_assert_cmpstr (hashes.trade_list, ==, again.trade_list);
  fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/backtest/run-files/trades", test_trades);
  g_test_add_func ("/backtest/run-files/accounts", test_accounts);
  g_test_add_func ("/backtest/run-files/ties", test_ties);
  g_test_add_func ("/backtest/run-files/daily-dates", test_daily_dates);
  g_test_add_func ("/backtest/run-files/orders", test_orders);
  g_test_add_func ("/backtest/run-files/equity", test_equity);
  g_test_add_func ("/backtest/run-files/failures", test_failures);
  g_test_add_func ("/backtest/run-files/replace", test_replace);
  g_test_add_func ("/backtest/run-files/many", test_many);

  return g_test_run ();
}
