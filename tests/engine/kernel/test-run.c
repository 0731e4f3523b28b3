/* test-run.c - runs of a few bars, every figure worked out by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "dt-calendar.h"
#include "dt-lane-reader.h"
#include "dt-run.h"

typedef struct
{
  double open, high, low, close;
} Prices;

/* A market of a few daily series that all begin on Monday 2018-01-08. */
typedef struct
{
  DtInstrument *instruments[4];
  DtBarSeries  *series[4];
  DtLane        lanes[4];
  guint         n;
} Market;

static void
market_add (Market       *market,
            const char   *symbol,
            const Prices *prices,
            guint         n_prices)
{
  DtBarSeries *series = dt_bar_series_new (symbol, DT_TIMEFRAME_DAY, n_prices);
  DtDate date = dt_date_new (2018, 1, 8);
  guint i = market->n++;

  for (guint j = 0; j < n_prices; j++, date = dt_calendar_next_session (date))
    {
      DtBar bar = { dt_time_from_new_york (date, 0), prices[j].open, prices[j].high,
                    prices[j].low, prices[j].close, 1e6 };

      dt_bar_series_append (series, &bar, dt_calendar_bar_known (bar.time, DT_TIMEFRAME_DAY));
    }

  market->instruments[i] = dt_instrument_new (symbol, DT_INSTRUMENT_STOCK);
  market->series[i] = series;
  market->lanes[i] = (DtLane) { series, i, DT_LANE_BASE };
}

static void
market_clear (Market *market)
{
  for (guint i = 0; i < market->n; i++)
    {
      dt_instrument_free (market->instruments[i]);
      dt_bar_series_unref (market->series[i]);
    }
}

static DtRun *
run_new (Market     *market,
         const char *strategy,
         const char *second,
         DtMoney     cash,
         const char *risk)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();
  g_autoptr(DtRunPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  const char *texts[] = { strategy, second, NULL };
  const char *paths[] = { "first", second != NULL ? "second" : NULL, NULL };
  DtRun *run;

  spec->strategy_texts = g_strdupv ((char **) texts);
  spec->strategy_paths = g_strdupv ((char **) paths);
  spec->cash = cash;
  spec->risk_text = g_strdup (risk);
  plan = dt_run_plan_new (spec, &error);
  g_assert_no_error (error);
  run = dt_run_new (plan, (const DtInstrument *const *) market->instruments, market->n,
                    market->lanes, market->n, DT_TIMEFRAME_DAY, DT_TIME_NONE, TRUE, &error);
  g_assert_no_error (error);

  return run;
}

/* Plays n instants, all when n is 0. */
static void
play (DtRun        *run,
      DtLaneReader *reader,
      guint         n)
{
  g_autoptr(GError) error = NULL;
  DtInstant instant;

  for (guint i = 0; (n == 0 || i < n) && dt_lane_reader_next (reader, &instant); i++)
    {
      dt_run_step (run, &instant, &error);
      g_assert_no_error (error);
    }
}

static const DtBook *
book_of (DtRun *run)
{
  g_autoptr(GError) error = NULL;
  const DtBook *book = dt_kernel_get_book (run->kernel);

  dt_book_verify (book, &error);
  g_assert_no_error (error);
  return book;
}

static const DtRoundTrip *
trade_at (const DtBook *book,
          guint         i)
{
  g_assert_cmpuint (i, <, book->trades->len);
  return &dt_rows_index (book->trades, DtRoundTrip, i);
}

static void
command (DtRun      *run,
         const char *name,
         const char *arguments,
         gboolean    taken)
{
  g_autoptr(GVariant) dict = g_variant_parse (G_VARIANT_TYPE_VARDICT, arguments, NULL, NULL, NULL);
  g_autoptr(GError) error = NULL;
  gboolean done;

  g_assert_nonnull (dict);
  done = dt_kernel_command (run->kernel, name, dict, &error);
  if (done != taken)
    g_error ("%s %s: %s", name, arguments, error != NULL ? error->message : "was taken");
}

static const char bracket[] =
  "[strategy]\nname = bracket\n"
  "[long]\nentry = close crosses above 10.5\nstop = entry price - 1\ntarget = entry price + 2\n"
  "[size]\nsize = shares 10\n";

/* Signal on the close of bar 1 (10 -> 10.8); bought at the open of bar 2, 11; stop 10, target 13;
 * bar 3 reaches 13.5 and never 10: sold at 13. 10 x (13 - 11) = 20. */
static void
test_target (void)
{
  static const Prices prices[] = {
    { 10., 10.2, 9.8, 10. }, { 10., 11., 10., 10.8 }, { 11., 11.5, 10.6, 11.2 },
    { 11.2, 13.5, 11., 13.2 }, { 13.2, 13.4, 13., 13.1 },
  };
  Market market = { 0 };
  g_autoptr(DtRun) run = NULL;
  g_autoptr(DtLaneReader) reader = NULL;
  const DtRoundTrip *trade;
  const DtBook *book;

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  run = run_new (&market, bracket, NULL, DT_DOLLARS (1000), NULL);
  reader = dt_lane_reader_new (market.lanes, market.n);
  play (run, reader, 0);
  book = book_of (run);

  g_assert_cmpuint (book->trades->len, ==, 1);
  trade = trade_at (book, 0);
  g_assert_cmpint (trade->profit, ==, DT_DOLLARS (20));
  g_assert_cmpint (trade->exit_role, ==, DT_ROLE_TARGET);
  g_assert_cmpint (book->cash, ==, DT_DOLLARS (1020));
  /* Entry, stop, target; the stop was cancelled by its group */
  g_assert_cmpuint (book->orders->len, ==, 3);
  g_assert_cmpint (dt_rows_index (book->orders, DtOrder, 1).status, ==, DT_ORDER_CANCELLED);
  /* After bar 2: 890 cash + 10 x 11.2 */
  g_assert_cmpfloat (run->points.equity[2], ==, 1002.);

  g_clear_pointer (&run, dt_run_free);
  market_clear (&market);
}

/* The same entry at 11 on bar 2, whose low of 9.5 is below the stop at 10: out at 10 in the entry's
 * own bar. 10 x (10 - 11) = -10. */
static void
test_entry_bar_stop (void)
{
  static const Prices prices[] = {
    { 10., 10.2, 9.8, 10. }, { 10., 11., 10., 10.8 }, { 11., 11.5, 9.5, 9.9 },
    { 9.9, 10., 9.8, 9.9 },
  };
  Market market = { 0 };
  g_autoptr(DtRun) run = NULL;
  g_autoptr(DtLaneReader) reader = NULL;
  const DtRoundTrip *trade;

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  run = run_new (&market, bracket, NULL, DT_DOLLARS (1000), NULL);
  reader = dt_lane_reader_new (market.lanes, market.n);
  play (run, reader, 0);

  trade = trade_at (book_of (run), 0);
  g_assert_cmpint (trade->profit, ==, -DT_DOLLARS (10));
  g_assert_cmpint (trade->exit_role, ==, DT_ROLE_STOP);
  g_assert_cmpuint (trade->bars, ==, 0);
  g_assert_false (trade->open);

  g_clear_pointer (&run, dt_run_free);
  market_clear (&market);
}

/* Bought 10 at 11, stop 10. Half is closed by hand at the open of 11.2, and then the stop is hit:
 * it sells the 5 that are left, not 10. 5 x (11.2 - 11) + 5 x (10 - 11) = -4. */
static void
test_partial_close (void)
{
  static const Prices prices[] = {
    { 10., 10.2, 9.8, 10. }, { 10., 11., 10., 10.8 }, { 11., 11.5, 10.6, 11.2 },
    { 11.2, 11.4, 11., 11.2 }, { 11., 11., 9.5, 9.6 },
  };
  Market market = { 0 };
  g_autoptr(DtRun) run = NULL;
  g_autoptr(DtLaneReader) reader = NULL;
  const DtBook *book;

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  run = run_new (&market, bracket, NULL, DT_DOLLARS (1000), NULL);
  reader = dt_lane_reader_new (market.lanes, market.n);
  play (run, reader, 3);
  command (run, "position.close", "{'symbol': <'AAA'>, 'fraction': <0.5>}", TRUE);
  play (run, reader, 0);
  book = book_of (run);

  g_assert_cmpint (book->positions[0].quantity, ==, 0);
  g_assert_cmpint (book->cash, ==, DT_DOLLARS (996));

  g_clear_pointer (&run, dt_run_free);
  market_clear (&market);
}

static const char trailing[] =
  "[strategy]\nname = trailing\n"
  "[long]\nentry = close crosses above 10.5\ntrail = 1\n"
  "[size]\nsize = shares 10\n";

/* Bought at 11 on bar 2, stop at 10. Highs 11.5, 12.5 and 14 pull it to 10.5, 11.5 and 13; bar 5
 * falls to 12: sold at 13. 10 x (13 - 11) = 20. */
static void
test_trailing_stop (void)
{
  static const Prices prices[] = {
    { 10., 10.2, 9.8, 10. }, { 10., 11., 10., 10.8 }, { 11., 11.5, 10.6, 11.2 },
    { 11.2, 12.5, 11.2, 12.4 }, { 12.4, 14., 12.4, 13.8 }, { 13.5, 13.6, 12., 12.2 },
  };
  Market market = { 0 };
  g_autoptr(DtRun) run = NULL;
  g_autoptr(DtLaneReader) reader = NULL;
  const DtRoundTrip *trade;
  const DtBook *book;

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  run = run_new (&market, trailing, NULL, DT_DOLLARS (1000), NULL);
  reader = dt_lane_reader_new (market.lanes, market.n);
  play (run, reader, 0);
  book = book_of (run);

  trade = trade_at (book, 0);
  g_assert_cmpint (trade->profit, ==, DT_DOLLARS (20));
  g_assert_cmpint (trade->exit_role, ==, DT_ROLE_TRAIL);
  g_assert_cmpuint (dt_rows_index (book->orders, DtOrder, 1).n_replaced, ==, 3);

  g_clear_pointer (&run, dt_run_free);
  market_clear (&market);
}

static const char ranked[] =
  "[strategy]\nname = ranked\n"
  "[long]\nentry = close > 0\n"
  "[size]\nsize = all-in\nrank = close\n";

/* Both want all of 1,000 USD at the first close, 20 and 50: the higher rank gets 20 x 50 and the
 * other finds nothing left. */
static void
test_rank (void)
{
  static const Prices low[] = { { 20., 20., 20., 20. }, { 20., 20., 20., 20. } };
  static const Prices high[] = { { 50., 50., 50., 50. }, { 50., 50., 50., 50. } };
  Market market = { 0 };
  g_autoptr(DtRun) run = NULL;
  g_autoptr(DtLaneReader) reader = NULL;
  const DtSignal *signal;
  const DtBook *book;

  market_add (&market, "AAA", low, G_N_ELEMENTS (low));
  market_add (&market, "BBB", high, G_N_ELEMENTS (high));
  run = run_new (&market, ranked, NULL, DT_DOLLARS (1000), NULL);
  reader = dt_lane_reader_new (market.lanes, market.n);
  play (run, reader, 0);
  book = book_of (run);

  g_assert_cmpint (book->positions[0].quantity, ==, 0);
  g_assert_cmpint (book->positions[1].quantity, ==, DT_UNITS (20));
  signal = &dt_rows_index (book->signals, DtSignal, 0);
  g_assert_cmpuint (signal->instrument, ==, 1);
  g_assert_true (signal->taken);
  signal = &dt_rows_index (book->signals, DtSignal, 1);
  g_assert_false (signal->taken);
  g_assert_cmpstr (signal->refused_by, ==, "size");

  g_clear_pointer (&run, dt_run_free);
  market_clear (&market);
}

static const char flip[] =
  "[strategy]\nname = flip\n"
  "[long]\nentry = close > 10\n"
  "[short]\nentry = close < 10\n"
  "[size]\nsize = shares 10\n";

/* Long at 11, then close 9 turns: on the next open, 9, sells 10 to close and 10 more. Two trades:
 * 10 x (9 - 11) = -20, and a short of 10 at 9 that runs. */
static void
test_reversal (void)
{
  static const Prices prices[] = {
    { 11., 11., 11., 11. }, { 11., 11., 9., 9. }, { 9., 9., 8., 8. },
  };
  Market market = { 0 };
  g_autoptr(DtRun) run = NULL;
  g_autoptr(DtLaneReader) reader = NULL;
  const DtBook *book;

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  run = run_new (&market, flip, NULL, DT_DOLLARS (1000), NULL);
  reader = dt_lane_reader_new (market.lanes, market.n);
  play (run, reader, 0);
  book = book_of (run);

  g_assert_cmpuint (book->trades->len, ==, 2);
  g_assert_cmpint (trade_at (book, 0)->profit, ==, -DT_DOLLARS (20));
  g_assert_cmpint (book->positions[0].quantity, ==, -DT_UNITS (10));
  /* 1000 - 20 + 10 x (9 - 8) */
  g_assert_cmpfloat (run->points.equity[2], ==, 990.);

  g_clear_pointer (&run, dt_run_free);
  market_clear (&market);
}

/* The instrument belongs to the first strategy; the second's entry is refused with the reason. */
static void
test_owner (void)
{
  static const Prices prices[] = {
    { 20., 20., 20., 20. }, { 20., 20., 20., 20. }, { 20., 20., 20., 20. },
  };
  Market market = { 0 };
  g_autoptr(DtRun) run = NULL;
  g_autoptr(DtLaneReader) reader = NULL;
  const DtBook *book;
  guint refused = 0;

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  run = run_new (&market, ranked, flip, DT_DOLLARS (1000), NULL);
  reader = dt_lane_reader_new (market.lanes, market.n);
  play (run, reader, 0);
  book = book_of (run);
  for (guint i = 0; i < book->signals->len; i++)
    {
      const DtSignal *signal = &dt_rows_index (book->signals, DtSignal, i);

      if (signal->strategy == 1)
        {
          g_assert_false (signal->taken);
          refused++;
        }
    }
  g_assert_cmpuint (refused, >, 0);
  g_assert_cmpuint (book->positions[0].strategy, ==, 0);

  g_clear_pointer (&run, dt_run_free);
  market_clear (&market);
}

/* By hand: 10 bought at the next open, 40 % sold, then everything flattened and entries blocked
 * until re-armed. */
static void
test_commands (void)
{
  static const Prices prices[] = {
    { 20., 20., 20., 20. }, { 21., 21., 21., 21. }, { 22., 22., 22., 22. },
    { 23., 23., 23., 23. }, { 24., 24., 24., 24. }, { 25., 25., 25., 25. },
  };
  Market market = { 0 };
  g_autoptr(DtRun) run = NULL;
  g_autoptr(DtLaneReader) reader = NULL;
  const DtBook *book;

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  run = run_new (&market, bracket, NULL, DT_DOLLARS (1000), NULL);
  reader = dt_lane_reader_new (market.lanes, market.n);
  command (run, "order.buy", "{'symbol': <'AAA'>, 'quantity': <10.0>}", FALSE);
  play (run, reader, 1);
  command (run, "order.buy", "{'symbol': <'NONE'>, 'quantity': <10.0>}", FALSE);
  command (run, "order.buy", "{'symbol': <'AAA'>, 'quantity': <0.5>}", FALSE);
  command (run, "order.buy", "{'symbol': <'AAA'>, 'quantity': <10.0>}", TRUE);
  play (run, reader, 1);
  command (run, "position.close", "{'symbol': <'AAA'>, 'fraction': <0.4>}", TRUE);
  play (run, reader, 1);
  command (run, "engine.emergency-stop", "{}", TRUE);
  command (run, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>}", FALSE);
  play (run, reader, 1);
  command (run, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>}", FALSE);
  command (run, "engine.rearm", "{'reason': <'a test'>}", TRUE);
  command (run, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>}", TRUE);
  play (run, reader, 0);
  book = book_of (run);

  /* -10 x 21 + 4 x 22 + 6 x 23 = 16, then one share at 24 */
  g_assert_cmpint (book->cash, ==, DT_DOLLARS (1000 + 16 - 24));
  g_assert_cmpint (book->positions[0].quantity, ==, DT_UNITS (1));
  g_assert_cmpuint (dt_kernel_get_n_commands (run->kernel), ==, 10);

  g_clear_pointer (&run, dt_run_free);
  market_clear (&market);
}

/* A sink whose disk is full from some batch on. */
#define TEST_TYPE_FULL_SINK (test_full_sink_get_type ())
G_DECLARE_FINAL_TYPE (TestFullSink, test_full_sink, TEST, FULL_SINK, GObject)

struct _TestFullSink
{
  GObject parent_instance;
  guint   n_left;
};

static gboolean
test_full_sink_commit (DtJournalSink         *sink,
                       const DtBook          *book,
                       const DtJournalBatch  *batch,
                       GError               **error)
{
  TestFullSink *self = TEST_FULL_SINK (sink);

  if (self->n_left > 0)
    {
      self->n_left--;
      return TRUE;
    }

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "No space left");
  return FALSE;
}

static void
test_full_sink_iface_init (DtJournalSinkInterface *iface)
{
  iface->commit = test_full_sink_commit;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestFullSink, test_full_sink, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DT_TYPE_JOURNAL_SINK,
                                                      test_full_sink_iface_init))

static void
test_full_sink_class_init (TestFullSinkClass *klass)
{
}

static void
test_full_sink_init (TestFullSink *self)
{
}

static void
remove_dir (const char *dir)
{
  g_autoptr(GDir) entries = g_dir_open (dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_remove (path);
    }
  g_rmdir (dir);
}

/* The disk fills with 10 shares held: the close still goes out and is noted in the emergency file
 * first, an entry does not go out. */
static void
test_full_disk (void)
{
  static const Prices prices[] = {
    { 20., 20., 20., 20. }, { 21., 21., 21., 21. }, { 22., 22., 22., 22. },
    { 23., 23., 23., 23. }, { 24., 24., 24., 24. },
  };
  g_autofree char *dir = g_dir_make_tmp ("daytrader-XXXXXX", NULL);
  g_autoptr(TestFullSink) sink = g_object_new (TEST_TYPE_FULL_SINK, NULL);
  g_autoptr(DtEmergencyJournal) emergency = dt_emergency_journal_open (dir, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRun) run = NULL;
  g_autoptr(DtLaneReader) reader = NULL;
  g_autoptr(GArray) records = NULL;
  const DtEmergencyRecord *record;
  Market market = { 0 };
  const DtBook *book;
  DtInstant instant;

  sink->n_left = 3;
  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market_add (&market, "BBB", prices, G_N_ELEMENTS (prices));
  run = run_new (&market, bracket, NULL, DT_DOLLARS (1000), NULL);
  dt_kernel_set_sink (run->kernel, DT_JOURNAL_SINK (sink));
  dt_kernel_set_emergency (run->kernel, emergency, 7);
  reader = dt_lane_reader_new (market.lanes, market.n);
  play (run, reader, 1);
  command (run, "order.buy", "{'symbol': <'AAA'>, 'quantity': <10.0>}", TRUE);
  play (run, reader, 1);
  command (run, "order.buy", "{'symbol': <'BBB'>, 'quantity': <10.0>}", FALSE);
  command (run, "position.close", "{'symbol': <'AAA'>}", FALSE);
  g_assert_true (dt_lane_reader_next (reader, &instant));
  g_assert_false (dt_run_step (run, &instant, &error));
  g_assert_error (error, DT_RUN_ERROR, DT_RUN_ERROR_JOURNAL);
  book = dt_kernel_get_book (run->kernel);

  /* Bought at 21, closed at 22; nothing of the other */
  g_assert_cmpint (book->cash, ==, DT_DOLLARS (1010));
  g_assert_cmpuint (book->n_open, ==, 0);
  g_assert_cmpint (dt_rows_index (book->orders, DtOrder, 1).status, ==, DT_ORDER_REJECTED);
  records = dt_emergency_journal_read (emergency, NULL);
  g_assert_cmpuint (records->len, ==, 1);
  record = &g_array_index (records, DtEmergencyRecord, 0);
  g_assert_cmpint (record->book, ==, 7);
  g_assert_cmpint (record->act, ==, DT_EMERGENCY_SUBMIT);
  g_assert_cmpint (record->role, ==, DT_ROLE_CLOSE);
  g_assert_cmpint (record->quantity, ==, -DT_UNITS (10));

  g_clear_pointer (&run, dt_run_free);
  market_clear (&market);
  remove_dir (dir);
}

static const char gap_up[] =
  "[strategy]\nname = all in\n[long]\nentry = close > 0\n[size]\nsize = all-in\n";

/* Sized for 50 shares at the close of 20; the open of 25 leaves money for 40, which fills. */
static void
test_cut_at_fill (void)
{
  static const Prices prices[] = { { 20., 20., 20., 20. }, { 25., 25., 25., 25. } };
  Market market = { 0 };
  g_autoptr(DtRun) run = NULL;
  g_autoptr(DtLaneReader) reader = NULL;
  const DtBook *book;

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  run = run_new (&market, gap_up, NULL, DT_DOLLARS (1000), NULL);
  reader = dt_lane_reader_new (market.lanes, market.n);
  play (run, reader, 0);
  book = book_of (run);
  g_assert_cmpint (book->positions[0].quantity, ==, DT_UNITS (40));
  g_assert_cmpint (book->cash, ==, 0);
  g_assert_true (dt_rows_index (book->fills, DtFill, 0).flags & DT_FILL_CUT);

  g_clear_pointer (&run, dt_run_free);
  market_clear (&market);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/kernel/run/target", test_target);
  g_test_add_func ("/kernel/run/entry-bar-stop", test_entry_bar_stop);
  g_test_add_func ("/kernel/run/partial-close", test_partial_close);
  g_test_add_func ("/kernel/run/trailing-stop", test_trailing_stop);
  g_test_add_func ("/kernel/run/rank", test_rank);
  g_test_add_func ("/kernel/run/reversal", test_reversal);
  g_test_add_func ("/kernel/run/owner", test_owner);
  g_test_add_func ("/kernel/run/commands", test_commands);
  g_test_add_func ("/kernel/run/cut-at-fill", test_cut_at_fill);
  g_test_add_func ("/kernel/run/full-disk", test_full_disk);

  return g_test_run ();
}
