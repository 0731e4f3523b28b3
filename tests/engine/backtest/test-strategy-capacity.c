/* test-strategy-capacity.c - what the market could have served, worked by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-strategy-capacity.h"

#define MOST_BARS 100

/* An account of two symbols, whose bars and fills are given one by one. */
typedef struct
{
  DtRunSpec    spec;
  DtBook      *book;
  DtBarSeries *series[2];
  DtLane       lanes[2];
  DtTime       first;
  DtTime       step;
  double       equity[MOST_BARS];
  DtRunRecord  record;
} Fixture;

static DtTime
get_start (const Fixture *f,
           guint          bar)
{
  return f->first + (DtTime) bar * f->step;
}

/* @step: a day or a minute; days are those of the calendar, trading or not */
static void
fixture_init (Fixture *f,
              DtTime   step)
{
  static const char *const symbols[] = { "BIG", "SMALL", NULL };
  DtTimeframe timeframe = step == DT_MINUTE ? DT_TIMEFRAME_MINUTE : DT_TIMEFRAME_DAY;

  *f = (Fixture) {
    .book = dt_book_new (2, DT_DOLLARS (100000), 0, NULL),
    .first = dt_time_from_new_york (dt_date_new (2020, 1, 6),
                                    step == DT_MINUTE ? 10 * DT_HOUR : 0),
    .step = step,
  };
  for (guint i = 0; i < 2; i++)
    {
      f->series[i] = dt_bar_series_new (symbols[i], timeframe, MOST_BARS);
      f->lanes[i] = (DtLane) { f->series[i], i, DT_LANE_BASE };
    }
  f->record = (DtRunRecord) {
    .spec = &f->spec, .book = f->book, .symbols = symbols, .traded = symbols,
    .timeframe = timeframe, .lanes = f->lanes, .n_lanes = 2,
  };
}

static void
fixture_clear (Fixture *f)
{
  dt_bar_series_unref (f->series[0]);
  dt_bar_series_unref (f->series[1]);
  dt_book_free (f->book);
}

static void
add_bars (Fixture *f,
          guint    symbol,
          guint    n,
          double   close,
          double   volume)
{
  for (guint i = 0; i < n; i++)
    {
      DtTime start = get_start (f, f->series[symbol]->n_bars);
      DtBar bar = { start, close, close, close, close, volume };

      dt_bar_series_append (f->series[symbol], &bar, start + f->step);
    }
}

/* Known when the bar is. */
static void
add_fill (Fixture *f,
          guint    symbol,
          guint    bar,
          int      shares,
          int      price)
{
  DtFill fill = {
    .id = f->book->fills->len + 1, .instrument = symbol, .quantity = DT_UNITS (shares),
    .price = DT_DOLLARS (price), .time = get_start (f, bar) + f->step,
  };
  DtLedgerEntry entry = {
    .id = f->book->ledger->len + 1, .time = fill.time, .kind = DT_LEDGER_FILL,
    .instrument = symbol, .quantity = fill.quantity, .fill = fill.id,
  };

  dt_rows_add (f->book->fills, DtFill, fill);
  dt_rows_add (f->book->ledger, DtLedgerEntry, entry);
}

/* With an equity that stays at 104,000. */
static double
find (Fixture *f)
{
  g_auto(DtEquityCurve) curve = { 0 };

  f->record.n_points = f->series[0]->n_bars;
  f->record.time = f->series[0]->time;
  f->record.known = f->series[0]->known;
  for (guint i = 0; i < f->record.n_points; i++)
    f->equity[i] = 104000.;
  f->record.equity = f->equity;
  dt_equity_curve_init_line (&curve, &f->record, 1);

  return dt_strategy_capacity_find (&f->record, 1, &curve);
}

/* 100 at 50 on a day of 1,000,000 at 50: 2 % of 50,000,000 by one fill, which is all that was
 * traded: 1,000,000. The day after nothing is traded, and 100 at 52 are 5 % of 104,000: 1,000,000
 * by that is 20,000,000; 0.33 x 20,000,000 + 0.66 x 1,000,000 = 7,260,000. */
static void
test_days (void)
{
  Fixture f;

  fixture_init (&f, DT_DAY);
  add_bars (&f, 0, 2, 50., 1e6);
  add_bars (&f, 0, 1, 52., 1e6);
  add_fill (&f, 0, 0, 100, 50);
  g_assert_cmpfloat (find (&f), ==, 7260000.);
  fixture_clear (&f);
}

/* The symbol with the least counts: 2 % of 100,000 x 20 = 40,000, and its 2,000 are two sevenths of
 * 7,000 traded: 140,000. Bought short it is the same. */
static void
test_least (void)
{
  for (int sign = -1; sign <= 1; sign += 2)
    {
      Fixture f;

      fixture_init (&f, DT_DAY);
      add_bars (&f, 0, 1, 50., 1e6);
      add_bars (&f, 1, 1, 20., 1e5);
      add_fill (&f, 0, 0, 100, 50);
      add_fill (&f, 1, 0, sign * 100, 20);
      g_assert_cmpfloat (find (&f), ==, 140000.);
      fixture_clear (&f);
    }
}

/* 10,000 change hands a minute, far less than 6,000,000 in two hours: all minutes are counted. The
 * second fill is 40 minutes after the first, 2 x 40 / 390 = 0.205128 of what follows is its:
 * (40 x 10,000 + 20 x 10,000 x 0.205128) x 20 % / 2 = 44,102.56. */
static void
test_fast (void)
{
  Fixture f;

  fixture_init (&f, DT_MINUTE);
  add_bars (&f, 0, 60, 10., 1000.);
  add_fill (&f, 0, 0, 100, 10);
  add_fill (&f, 0, 40, -100, 10);
  g_assert_cmpfloat (find (&f), ==, 44000.);
  fixture_clear (&f);
}

/* Fills 10 minutes apart: 2 x 10 / 390 is less than a fifth, so a fifth it is:
 * (10 x 10,000 + 10 x 10,000 x 0.2) x 20 % / 2 = 12,000. */
static void
test_faster (void)
{
  Fixture f;

  fixture_init (&f, DT_MINUTE);
  add_bars (&f, 0, 20, 10., 1000.);
  add_fill (&f, 0, 0, 100, 10);
  add_fill (&f, 0, 10, -100, 10);
  g_assert_cmpfloat (find (&f), ==, 12000.);
  fixture_clear (&f);
}

/* 10,000,000 a minute: of the minutes after the fill one is enough. With its own: 20 % of
 * 20,000,000. */
static void
test_liquid (void)
{
  Fixture f;

  fixture_init (&f, DT_MINUTE);
  add_bars (&f, 0, 30, 10., 1e6);
  add_fill (&f, 0, 5, 100, 10);
  g_assert_cmpfloat (find (&f), ==, 4000000.);
  fixture_clear (&f);
}

/* 30 days after its last fill, and none of it held, a symbol is no longer the least. SMALL is
 * filled on the first and the second day, 2 % of 2 x 2,000,000 by two fills is 40,000, its part of
 * what was traded that week 4,000 of 9,000: 90,000. Four weeks without a part leave 0.33 + 0.66 of
 * it each, then BIG counts: 1,000,000 by 5,200 of 104,000 = 20,000,000. */
static void
test_forgotten (void)
{
  double expected = 90000. * pow (.99, 4.) * .66 + .33 * 20000000.;
  Fixture f;

  fixture_init (&f, DT_DAY);
  add_bars (&f, 0, 1, 50., 1e6);
  add_bars (&f, 0, 41, 52., 1e6);
  add_bars (&f, 1, 42, 20., 1e5);
  add_fill (&f, 0, 0, 100, 50);
  add_fill (&f, 1, 0, 100, 20);
  add_fill (&f, 1, 1, -100, 20);
  /* Weeks end on days 7, 14, ... 35; the run on day 42, which is the end of one as well */
  add_bars (&f, 0, 1, 52., 1e6);
  g_assert_cmpfloat (find (&f), ==, round (expected / 1000.) * 1000.);
  fixture_clear (&f);
}

/* A bar without volume says nothing: a run without any has no capacity, as one without fills. */
static void
test_undefined (void)
{
  Fixture f;

  fixture_init (&f, DT_DAY);
  add_bars (&f, 0, 3, 50., 0.);
  g_assert_true (isnan (find (&f)));
  add_fill (&f, 0, 0, 100, 50);
  g_assert_true (isnan (find (&f)));
  fixture_clear (&f);

  fixture_init (&f, DT_DAY);
  g_assert_true (isnan (find (&f)));
  fixture_clear (&f);
}

/* A book that was stored has no bars at hand. */
static void
test_no_series (void)
{
  Fixture f;

  fixture_init (&f, DT_DAY);
  add_bars (&f, 0, 3, 50., 1e6);
  add_fill (&f, 0, 0, 100, 50);
  f.record.lanes = NULL;
  f.record.n_lanes = 0;
  g_assert_true (isnan (find (&f)));
  fixture_clear (&f);
}

/* Accounts of their own, each with a symbol: one portfolio. As in test_least(), but the equity is
 * that of both. */
static void
test_accounts (void)
{
  g_auto(DtEquityCurve) curve = { 0 };
  DtRunRecord records[2];
  Fixture f, other;

  fixture_init (&f, DT_DAY);
  fixture_init (&other, DT_DAY);
  add_bars (&f, 0, 1, 50., 1e6);
  add_bars (&other, 0, 1, 50., 1e6);
  add_bars (&other, 1, 1, 20., 1e5);
  add_fill (&f, 0, 0, 100, 50);
  add_fill (&other, 1, 0, 100, 20);
  find (&f);
  find (&other);
  records[0] = f.record;
  records[1] = other.record;
  dt_equity_curve_init_line (&curve, records, 2);
  g_assert_cmpfloat (curve.equity[0], ==, 208000.);
  g_assert_cmpfloat (dt_strategy_capacity_find (records, 2, &curve), ==, 140000.);
  fixture_clear (&f);
  fixture_clear (&other);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/backtest/strategy-capacity/days", test_days);
  g_test_add_func ("/backtest/strategy-capacity/least", test_least);
  g_test_add_func ("/backtest/strategy-capacity/fast", test_fast);
  g_test_add_func ("/backtest/strategy-capacity/faster", test_faster);
  g_test_add_func ("/backtest/strategy-capacity/liquid", test_liquid);
  g_test_add_func ("/backtest/strategy-capacity/forgotten", test_forgotten);
  g_test_add_func ("/backtest/strategy-capacity/undefined", test_undefined);
  g_test_add_func ("/backtest/strategy-capacity/no-series", test_no_series);
  g_test_add_func ("/backtest/strategy-capacity/accounts", test_accounts);

  return g_test_run ();
}
