/* test-actions.c - positions and orders through corporate actions, worked out by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-calendar.h"
#include "dt-lane-reader.h"
#include "dt-run.h"

typedef struct
{
  double open, high, low, close;
} Prices;

/* One raw daily series that begins on Monday 2018-01-08, and what happens to it. */
typedef struct
{
  DtInstrument *instrument;
  DtLane        lane;
  DtLaneReader *reader;
  DtRun        *run;
} Fixture;

static const char bracket[] =
  "[strategy]\nname = bracket\n"
  "[long]\nentry = close crosses above 105\nstop = entry price - 10\ntarget = entry price + 20\n"
  "[size]\nsize = shares 11\n";

/* Signal on bar 1; bought at the open of bar 2, 110: stop 100, target 130. */
#define ENTRY { 100., 102., 98., 100. }, { 100., 110., 100., 108. }, { 110., 112., 106., 112. }

static DtDate
day_of (guint bar)
{
  DtDate date = dt_date_new (2018, 1, 8);

  while (bar-- > 0)
    date = dt_calendar_next_session (date);

  return date;
}

static DtMoney
money (const char *text)
{
  DtMoney value = 0;

  g_assert_true (dt_money_parse (text, &value));
  return value;
}

static void
add_action (Fixture      *fixture,
            DtActionKind  kind,
            guint         bar,
            gint64        units_new,
            gint64        units_old,
            DtMoney       cash)
{
  DtCorporateAction action = { day_of (bar), kind, units_new, units_old, cash, NULL };

  if (kind == DT_ACTION_SYMBOL_CHANGE)
    action.symbol = (char *) "BBB";
  dt_action_list_add (fixture->lane.actions, &action);
  dt_action_list_sort (fixture->lane.actions);
}

static void
set_up (Fixture      *fixture,
        const Prices *prices,
        guint         n)
{
  DtBarSeries *series = dt_bar_series_new ("AAA", DT_TIMEFRAME_DAY, n);

  for (guint i = 0; i < n; i++)
    {
      DtTime time = dt_time_from_new_york (day_of (i), 0);
      DtBar bar = { time, prices[i].open, prices[i].high, prices[i].low, prices[i].close, 1e6 };

      dt_bar_series_append (series, &bar, dt_calendar_bar_known (time, DT_TIMEFRAME_DAY));
    }
  fixture->instrument = dt_instrument_new ("AAA", DT_INSTRUMENT_STOCK);
  fixture->lane = (DtLane) { series, 0, DT_LANE_BASE, dt_action_list_new () };
}

static void
start (Fixture    *fixture,
       const char *strategy,
       gboolean    journalled)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();
  g_autoptr(DtRunPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  const char *texts[] = { strategy, NULL }, *paths[] = { "test", NULL };

  spec->strategy_texts = g_strdupv ((char **) texts);
  spec->strategy_paths = g_strdupv ((char **) paths);
  spec->cash = DT_DOLLARS (10000);
  plan = dt_run_plan_new (spec, &error);
  g_assert_no_error (error);
  fixture->run = dt_run_new (plan, (const DtInstrument *const *) &fixture->instrument, 1,
                             &fixture->lane, 1, DT_TIMEFRAME_DAY, DT_TIME_NONE, journalled,
                             &error);
  g_assert_no_error (error);
  fixture->reader = dt_lane_reader_new (&fixture->lane, 1);
}

static void
stop (Fixture *fixture)
{
  g_clear_pointer (&fixture->run, dt_run_free);
  g_clear_pointer (&fixture->reader, dt_lane_reader_free);
}

static void
tear_down (Fixture *fixture)
{
  stop (fixture);
  dt_bar_series_unref (fixture->lane.series);
  dt_action_list_unref (fixture->lane.actions);
  dt_instrument_free (fixture->instrument);
}

static void
play (Fixture *fixture,
      guint    n)
{
  g_autoptr(GError) error = NULL;
  DtInstant instant;

  for (guint i = 0; i < n && dt_lane_reader_next (fixture->reader, &instant); i++)
    {
      dt_run_step (fixture->run, &instant, &error);
      g_assert_no_error (error);
    }
}

static const DtBook *
book_of (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  const DtBook *book = dt_kernel_get_book (fixture->run->kernel);

  dt_book_verify (book, &error);
  g_assert_no_error (error);
  return book;
}

static const DtOrder *
order_at (const DtBook *book,
          guint         i)
{
  g_assert_cmpuint (i, <, book->orders->len);
  return &dt_rows_index (book->orders, DtOrder, i);
}

/* 3 for 2 before bar 3. 11 at 110 become 16.5 at 73.333333: half a share is paid with the last
 * close 112 x 2 / 3 = 74.666667, 37.333333 USD (37.3333335 to even). Stop 100 and target 130 become
 * 66.67 and 86.67, over 16 shares. In bar 3 the low of 69 does not touch the stop; bar 4 reaches
 * 87: 16 sold at 86.67.
 * Cash 10,000 - 1,210 + 37.333334 + 1,386.72 = 10,214.053334: 74.666667 / 2 = 37.3333335, half to
 * even 37.333334. */
static void
test_split (void)
{
  static const Prices prices[] = {
    ENTRY, { 74., 76., 69., 75. }, { 76., 87., 75., 86. },
  };
  Fixture fixture = { 0 };
  const DtBook *book;

  set_up (&fixture, prices, G_N_ELEMENTS (prices));
  add_action (&fixture, DT_ACTION_SPLIT, 3, 3, 2, 0);
  start (&fixture, bracket, TRUE);

  play (&fixture, 4);
  book = book_of (&fixture);
  g_assert_cmpint (book->positions[0].quantity, ==, DT_UNITS (16));
  g_assert_cmpint (book->cash, ==, money ("8827.333334"));
  g_assert_cmpint (order_at (book, 1)->stop, ==, money ("66.67"));
  g_assert_cmpint (order_at (book, 1)->quantity, ==, DT_UNITS (-16));
  g_assert_cmpint (order_at (book, 2)->limit, ==, money ("86.67"));
  g_assert_cmpint (order_at (book, 2)->quantity, ==, DT_UNITS (-16));
  /* The entry's two entries would be one without a fee: deposit, fill, split, cash in lieu */
  g_assert_cmpuint (book->ledger->len, ==, 4);
  g_assert_cmpint (dt_rows_index (book->ledger, DtLedgerEntry, 2).kind, ==, DT_LEDGER_SPLIT);
  g_assert_cmpint (dt_rows_index (book->ledger, DtLedgerEntry, 2).time, ==,
                   dt_time_from_new_york (day_of (3), 0));
  g_assert_cmpint (dt_kernel_get_equity (fixture.run->kernel), ==, money ("10027.333334"));

  play (&fixture, 1);
  book = book_of (&fixture);
  g_assert_cmpint (book->positions[0].quantity, ==, 0);
  g_assert_cmpint (book->cash, ==, money ("10214.053334"));
  g_assert_cmpuint (book->trades->len, ==, 1);
  g_assert_cmpint (dt_rows_index (book->trades, DtRoundTrip, 0).profit, ==, money ("214.053334"));
  g_assert_cmpint (order_at (book, 1)->status, ==, DT_ORDER_CANCELLED);
  tear_down (&fixture);
}

/* 2 USD before bar 3, on the shares held over night: 11 x 2 = 22; nobody's stop moves. */
static void
test_dividend (void)
{
  static const Prices prices[] = { ENTRY, { 110., 111., 108., 110. } };
  Fixture fixture = { 0 };
  const DtBook *book;

  set_up (&fixture, prices, G_N_ELEMENTS (prices));
  add_action (&fixture, DT_ACTION_DIVIDEND, 2, 1, 1, DT_DOLLARS (50));
  add_action (&fixture, DT_ACTION_DIVIDEND, 3, 1, 1, DT_DOLLARS (2));
  start (&fixture, bracket, TRUE);
  play (&fixture, 9);
  book = book_of (&fixture);

  /* The 50 USD went to who held before the open at which this account bought */
  g_assert_cmpint (book->cash, ==, money ("8812"));
  g_assert_cmpint (order_at (book, 1)->stop, ==, money ("100"));
  g_assert_cmpint (dt_kernel_get_equity (fixture.run->kernel), ==, money ("10022"));
  tear_down (&fixture);
}

/* 40 USD a share are spun off: 11 x 40 = 440, stop 60, target 90. The stock opens at 72, which
 * would have been below the old stop. */
static void
test_spin_off (void)
{
  static const Prices prices[] = { ENTRY, { 72., 73., 71., 72. } };
  Fixture fixture = { 0 };
  const DtBook *book;

  set_up (&fixture, prices, G_N_ELEMENTS (prices));
  add_action (&fixture, DT_ACTION_SPIN_OFF, 3, 1, 1, DT_DOLLARS (40));
  start (&fixture, bracket, TRUE);
  play (&fixture, 9);
  book = book_of (&fixture);

  g_assert_cmpint (book->positions[0].quantity, ==, DT_UNITS (11));
  g_assert_cmpint (book->cash, ==, money ("9230"));
  g_assert_cmpint (order_at (book, 1)->stop, ==, money ("60"));
  g_assert_cmpint (order_at (book, 2)->limit, ==, money ("90"));
  g_assert_cmpint (dt_kernel_get_equity (fixture.run->kernel), ==, money ("10022"));
  tear_down (&fixture);
}

/* 1 for 20 of 11 shares: 0.55 at 2,240, paid with 1,232; the orders are gone with the position. */
static void
test_reverse_split (void)
{
  static const Prices prices[] = { ENTRY, { 2200., 2210., 1900., 2200. } };
  Fixture fixture = { 0 };
  const DtBook *book;

  set_up (&fixture, prices, G_N_ELEMENTS (prices));
  add_action (&fixture, DT_ACTION_SPLIT, 3, 1, 20, 0);
  start (&fixture, bracket, TRUE);
  play (&fixture, 9);
  book = book_of (&fixture);

  g_assert_cmpuint (book->n_open, ==, 0);
  g_assert_cmpint (book->cash, ==, money ("10022"));
  g_assert_cmpint (order_at (book, 1)->status, ==, DT_ORDER_CANCELLED);
  g_assert_cmpint (order_at (book, 2)->status, ==, DT_ORDER_CANCELLED);
  tear_down (&fixture);
}

/* Struck off the day after the data end: 11 x 115 is paid; without a value 11 x 112, the close. */
static void
test_delisting (void)
{
  static const Prices prices[] = { ENTRY };
  static const struct
  {
    DtMoney     cash;
    const char *left;
  } cases[] = { { DT_DOLLARS (115), "10055" }, { DT_MONEY_NONE, "10022" }, { 0, "8790" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture = { 0 };
      g_autoptr(GError) error = NULL;
      const DtBook *book;

      set_up (&fixture, prices, G_N_ELEMENTS (prices));
      add_action (&fixture, DT_ACTION_DELISTING, 3, 1, 1, cases[i].cash);
      start (&fixture, bracket, TRUE);
      play (&fixture, 9);
      g_assert_true (dt_run_finish (fixture.run, &error));
      book = book_of (&fixture);

      g_assert_cmpuint (book->n_open, ==, 0);
      g_assert_cmpint (book->cash, ==, money (cases[i].left));
      g_assert_cmpint (dt_rows_index (book->fills, DtFill, 1).why, ==, DT_FILL_DELISTED);
      g_assert_cmpint (order_at (book, 1)->status, ==, DT_ORDER_CANCELLED);
      tear_down (&fixture);
    }
}

static void
test_symbol_change (void)
{
  static const Prices prices[] = { ENTRY, { 110., 111., 108., 110. } };
  Fixture fixture = { 0 };
  const DtBook *book;

  set_up (&fixture, prices, G_N_ELEMENTS (prices));
  add_action (&fixture, DT_ACTION_SYMBOL_CHANGE, 3, 1, 1, 0);
  start (&fixture, bracket, TRUE);
  play (&fixture, 9);
  book = book_of (&fixture);

  g_assert_cmpint (book->positions[0].quantity, ==, DT_UNITS (11));
  g_assert_cmpint (dt_rows_index (book->ledger, DtLedgerEntry, 2).kind, ==,
                   DT_LEDGER_SYMBOL_CHANGE);
  tear_down (&fixture);
}

/* Adjusted bars have the actions in them already. */
static void
test_adjusted_bars (void)
{
  static const Prices prices[] = { ENTRY, { 110., 111., 108., 110. } };
  Fixture fixture = { 0 };

  set_up (&fixture, prices, G_N_ELEMENTS (prices));
  fixture.lane.series->identity.adjustment = DT_ADJUSTMENT_SPLIT;
  add_action (&fixture, DT_ACTION_SPLIT, 3, 2, 1, 0);
  start (&fixture, bracket, TRUE);
  play (&fixture, 9);
  g_assert_cmpint (book_of (&fixture)->positions[0].quantity, ==, DT_UNITS (11));
  tear_down (&fixture);
}

static const char trailing[] =
  "[strategy]\nname = trailing\n"
  "[long]\nentry = close crosses above 100.5\nexit = close crosses below 90\ntrail = 4\n"
  "[short]\nentry = close crosses below 99.5\ntrail = 4\n"
  "[size]\nsize = shares 7\n";

/* Bars passed over in stretches and bars stepped one by one give one book, actions and all. */
static void
test_skip (void)
{
  enum { N = 2000 };
  g_autofree Prices *prices = g_new (Prices, N);
  Fixture fixture = { 0 };
  guint32 state = 20150715;
  double close = 100.;
  DtMoney cash[2];
  guint n_entries[2], n_splits = 0;

  for (guint i = 0; i < N; i++)
    {
      double open = close;

      state = state * 1664525 + 1013904223;
      close = open + ((state >> 8) % 2001 - 1000.) / 500. + (100. - open) * .02;
      prices[i] = (Prices) { open, MAX (open, close) + .3, MIN (open, close) - .3, close };
    }
  set_up (&fixture, prices, N);
  for (guint bar = 9; bar + 2 < N; bar += 37)
    {
      if (bar % 2 == 0)
        add_action (&fixture, DT_ACTION_SPLIT, bar, 2 + bar % 3, 1 + bar % 5, 0);
      else
        add_action (&fixture, DT_ACTION_DIVIDEND, bar, 1, 1, money ("0.52"));
    }

  for (guint pass = 0; pass < 2; pass++)
    {
      g_autoptr(GError) error = NULL;

      start (&fixture, trailing, FALSE);
      for (gsize bar = 0; bar < N;)
        {
          DtEvent event = { DT_EVENT_BAR, 0, 0, bar == N - 1, bar, NULL };
          DtInstant instant = { fixture.lane.series->known[bar], &event, 1 };
          gsize n = pass == 0 ? dt_run_skip (fixture.run, bar) : 0;

          bar += n;
          if (n > 0)
            continue;
          dt_run_step (fixture.run, &instant, &error);
          g_assert_no_error (error);
          bar++;
        }
      cash[pass] = book_of (&fixture)->cash;
      n_entries[pass] = book_of (&fixture)->ledger->len;
      for (guint i = 0; i < n_entries[pass] && pass == 0; i++)
        n_splits += dt_rows_index (book_of (&fixture)->ledger, DtLedgerEntry, i).kind
                    == DT_LEDGER_SPLIT;
      stop (&fixture);
    }

  g_assert_cmpint (cash[0], ==, cash[1]);
  g_assert_cmpuint (n_entries[0], ==, n_entries[1]);
  g_assert_cmpuint (n_splits, >, 5);
  tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/kernel/actions/split", test_split);
  g_test_add_func ("/kernel/actions/dividend", test_dividend);
  g_test_add_func ("/kernel/actions/spin-off", test_spin_off);
  g_test_add_func ("/kernel/actions/reverse-split", test_reverse_split);
  g_test_add_func ("/kernel/actions/delisting", test_delisting);
  g_test_add_func ("/kernel/actions/symbol-change", test_symbol_change);
  g_test_add_func ("/kernel/actions/adjusted-bars", test_adjusted_bars);
  g_test_add_func ("/kernel/actions/skip", test_skip);

  return g_test_run ();
}
