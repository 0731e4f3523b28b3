/* test-risk.c - guards, breaker and sizes at work in a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-random.h"

#include "market.h"

#define N_BARS 120

static const char silent[] =
  "[strategy]\nname = silent\n[long]\nentry = close > 1000000\n[size]\nsize = shares 1\n";

static void
market_add_flat (Market     *market,
                 const char *symbol,
                 double      price,
                 guint       n)
{
  g_autofree Prices *prices = g_new (Prices, n);

  for (guint i = 0; i < n; i++)
    prices[i] = (Prices) { price, price, price, price };
  market_add (market, symbol, prices, n);
}

static gboolean
try (Market     *market,
     const char *name,
     const char *arguments)
{
  g_autoptr(GVariant) dict = g_variant_parse (G_VARIANT_TYPE_VARDICT, arguments, NULL, NULL, NULL);

  return dt_kernel_command (market->run->kernel, name, dict, NULL);
}

static void
assert_refused (Market     *market,
                const char *name,
                const char *arguments,
                const char *by,
                const char *reason)
{
  g_auto(DtPreview) answer = { 0 };

  preview (market, name, arguments, &answer);
  g_assert_cmpstr (answer.refused_by, ==, by);
  g_assert_false (answer.allowed);
  if (reason != NULL)
    g_assert_cmpstr (answer.reason, ==, reason);
  g_assert_false (try (market, name, arguments));
}

static const char *
last_activity (Market         *market,
               DtActivityKind  kind)
{
  const DtBook *book = book_of (market);

  for (guint i = book->activity->len; i > 0; i--)
    {
      const DtActivity *activity = &dt_rows_index (book->activity, DtActivity, i - 1);

      if (activity->kind == kind)
        return activity->text;
    }

  return NULL;
}

static DtAccountView
account_of (Market *market)
{
  DtAccountView view;

  dt_kernel_view_account (market->run->kernel, &view);
  return view;
}

/* 50 bought at 10 of 1,000. At 7 equity is 850, 15 % below: it trips. The entry that rests goes,
 * nothing new comes in, exits go on, and the user re-arms it. */
static void
test_breaker (void)
{
  static const Prices prices[] = {
    { 10., 10., 10., 10. }, { 10., 10., 10., 10. }, { 10., 10., 7.01, 7.01 }, { 7., 7., 7., 7. },
    { 7., 7., 7., 7. }, { 7., 7., 7., 7. }, { 7., 7., 7., 7. }, { 7., 7., 7., 7. },
  };
  Market market = { 0 };

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market_add_flat (&market, "BBB", 10., G_N_ELEMENTS (prices));
  market_start (&market, silent, "[risk]\nbreaker-drawdown=0.15\n", NULL);
  play (&market, 1);
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <50.0>}");
  command (&market, "order.buy", "{'symbol': <'BBB'>, 'quantity': <1.0>, 'limit': <5.0>}");
  g_assert_false (try (&market, "engine.rearm", "{'reason': <'nothing'>}"));
  play (&market, 2);
  g_assert_cmpint (account_of (&market).entries, ==, DT_ENTRIES_ALLOWED);
  play (&market, 1);
  g_assert_cmpint (account_of (&market).entries, ==, DT_ENTRIES_BREAKER);
  g_assert_cmpint (account_of (&market).circuit.trip, ==, DT_TRIP_DRAWDOWN);
  g_assert_cmpint (account_of (&market).circuit.time, ==, dt_kernel_get_time (market.run->kernel));
  g_assert_cmpstr (last_activity (&market, DT_ACTIVITY_RISK), ==,
                   "The circuit breaker has tripped: the account is 15 % below its highest value, "
                   "the limit is 15 %. Nothing new is opened until re-armed");
  g_assert_cmpint (dt_rows_index (book_of (&market)->orders, DtOrder, 1).status, ==,
                   DT_ORDER_CANCELLED);
  g_assert_cmpuint (book_of (&market)->n_open, ==, 1);

  assert_refused (&market, "order.buy", "{'symbol': <'BBB'>, 'quantity': <1.0>}", "breaker",
                  "The entry in BBB is refused by Circuit Breaker: the circuit breaker has "
                  "tripped; it passes once the engine is re-armed");
  play (&market, 1);
  g_assert_cmpint (account_of (&market).entries, ==, DT_ENTRIES_BREAKER);
  command (&market, "position.close", "{'symbol': <'AAA'>, 'fraction': <0.5>}");
  command (&market, "engine.rearm", "{'reason': <'the stop was too wide'>}");
  g_assert_nonnull (strstr (last_activity (&market, DT_ACTIVITY_COMMAND), "too wide"));
  play (&market, 1);
  /* What was lost before trips nothing again */
  g_assert_cmpint (account_of (&market).entries, ==, DT_ENTRIES_ALLOWED);
  g_assert_cmpint (book_of (&market)->positions[0].quantity, ==, DT_UNITS (25));
  command (&market, "order.buy", "{'symbol': <'BBB'>, 'quantity': <1.0>}");

  market_clear (&market);
}

/* The same, and everything goes at the next open. */
static void
test_breaker_flattens (void)
{
  static const Prices prices[] = {
    { 10., 10., 10., 10. }, { 10., 10., 10., 10. }, { 10., 10., 9., 9. }, { 8.5, 8.5, 8.5, 8.5 },
    { 8.5, 8.5, 8.5, 8.5 },
  };
  Market market = { 0 };

  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market_start (&market, silent, "[risk]\nbreaker-daily-loss=0.03\nbreaker-flattens=1\n", NULL);
  play (&market, 1);
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <50.0>}");
  play (&market, 2);
  g_assert_cmpint (account_of (&market).circuit.trip, ==, DT_TRIP_DAILY_LOSS);
  play (&market, 1);
  g_assert_cmpuint (book_of (&market)->n_open, ==, 0);
  /* 50 x (8.5 - 10) */
  g_assert_cmpint (book_of (&market)->cash, ==, DT_DOLLARS (925));
  g_assert_cmpint (dt_rows_index (book_of (&market)->orders, DtOrder, 1).role, ==,
                   DT_ROLE_FLATTEN);

  market_clear (&market);
}

/* Two trades lost in a row, over sessions; then two orders that the account cannot pay for. */
static void
test_breaker_counts (void)
{
  Market market = { 0 };
  static const Prices falling[] = {
    { 10., 10., 10., 10. }, { 10., 10., 10., 10. }, { 9., 9., 9., 9. }, { 8., 8., 8., 8. },
    { 7., 7., 7., 7. }, { 6., 6., 6., 6. }, { 6., 6., 6., 6. }, { 6., 6., 6., 6. },
  };

  market_add (&market, "AAA", falling, G_N_ELEMENTS (falling));
  market_start (&market, silent, "[risk]\nbreaker-losses=2\n", NULL);
  play (&market, 1);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (account_of (&market).entries, ==, DT_ENTRIES_ALLOWED);
      command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>}");
      play (&market, 1);
      command (&market, "position.close", "{'symbol': <'AAA'>}");
      play (&market, 1);
    }
  g_assert_cmpint (account_of (&market).circuit.trip, ==, DT_TRIP_LOSSES);
  market_clear (&market);

  memset (&market, 0, sizeof market);
  market_add_flat (&market, "AAA", 2000., 6);
  market_add_flat (&market, "BBB", 2000., 6);
  market_start (&market, silent, "[risk]\nbreaker-errors=2\n", NULL);
  play (&market, 1);
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>}");
  command (&market, "order.buy", "{'symbol': <'BBB'>, 'quantity': <1.0>}");
  g_assert_cmpint (account_of (&market).entries, ==, DT_ENTRIES_ALLOWED);
  play (&market, 1);
  g_assert_cmpint (account_of (&market).circuit.trip, ==, DT_TRIP_ERRORS);
  market_clear (&market);
}

/* AAA is held when its series ends: two sessions later its price is two bars old, and entries in it
 * are refused; at three the breaker trips. It can be closed all the same. */
static void
test_data_age (void)
{
  Market market = { 0 };

  market_add_flat (&market, "AAA", 10., 3);
  market_add_flat (&market, "BBB", 10., 10);
  market_start (&market, silent, "[risk]\nbreaker-data-age=3\nmax-data-age=2\n", NULL);
  play (&market, 1);
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>}");
  play (&market, 3);
  command (&market, "position.close", "{'symbol': <'AAA'>}");
  command (&market, "order.cancel", "{'order': <uint64 2>}");
  play (&market, 1);
  g_assert_cmpint (account_of (&market).entries, ==, DT_ENTRIES_ALLOWED);
  play (&market, 1);
  g_assert_cmpint (account_of (&market).circuit.trip, ==, DT_TRIP_DATA_AGE);
  command (&market, "position.close", "{'symbol': <'AAA'>}");
  market_clear (&market);

  memset (&market, 0, sizeof market);
  market_add_flat (&market, "AAA", 10., 3);
  market_add_flat (&market, "BBB", 10., 10);
  market_start (&market, silent, "[risk]\nmax-data-age=2\n", NULL);
  play (&market, 4);
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>, 'limit': <9.0>}");
  command (&market, "order.cancel", "{'order': <uint64 1>}");
  play (&market, 1);
  assert_refused (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>}", "data-age",
                  "The entry in AAA is refused by Age of Data: the last price is 2 bars old; less "
                  "than 2 bars would pass");
  market_clear (&market);
}

/* BBB moves as AAA does, CCC the other way: with AAA held BBB cannot be bought but sold short, CCC
 * bought but not sold short. Sixty returns are there with the 61st bar. */
static void
test_correlation (void)
{
  Prices a[N_BARS], b[N_BARS], c[N_BARS];
  Market market = { 0 };
  DtRandom random;
  double x = 10., y = 20., z = 10.;

  dt_random_init (&random, 9);
  for (guint i = 0; i < N_BARS; i++)
    {
      double r = .01 * dt_random_normal (&random);

      x *= 1. + r;
      y *= 1. + r;
      z *= 1. - r;
      a[i] = (Prices) { x, x, x, x };
      b[i] = (Prices) { y, y, y, y };
      c[i] = (Prices) { z, z, z, z };
    }
  market_add (&market, "AAA", a, N_BARS);
  market_add (&market, "BBB", b, N_BARS);
  market_add (&market, "CCC", c, N_BARS);
  market_start (&market, silent, "[risk]\nmax-correlation=0.7\n", NULL);
  play (&market, 59);
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <10.0>}");
  play (&market, 1);
  command (&market, "order.buy", "{'symbol': <'BBB'>, 'quantity': <1.0>, 'limit': <1.0>}");
  command (&market, "order.cancel", "{'order': <uint64 2>}");
  play (&market, 1);
  assert_refused (&market, "order.buy", "{'symbol': <'BBB'>, 'quantity': <1.0>}", "correlation",
                  "The entry in BBB is refused by Correlation: its returns have a correlation of 1 "
                  "with what is held; less than 0.7 would pass");
  assert_refused (&market, "order.sell", "{'symbol': <'CCC'>, 'quantity': <1.0>}", "correlation",
                  NULL);
  command (&market, "order.buy", "{'symbol': <'CCC'>, 'quantity': <1.0>, 'limit': <1.0>}");
  command (&market, "order.cancel", "{'order': <uint64 3>}");
  command (&market, "order.sell", "{'symbol': <'BBB'>, 'quantity': <1.0>}");
  command (&market, "order.cancel", "{'order': <uint64 4>}");

  /* The user takes it upon himself */
  assert_refused (&market, "order.buy",
                  "{'symbol': <'BBB'>, 'quantity': <1.0>, 'override': <'everything'>}", "override",
                  NULL);
  command (&market, "order.buy",
           "{'symbol': <'BBB'>, 'quantity': <1.0>, 'override': <'correlation'>}");
  g_assert_cmpstr (last_activity (&market, DT_ACTIVITY_RISK), ==,
                   "The user overrides the limit Correlation (max-correlation) for this entry");
  play (&market, 1);
  g_assert_cmpint (book_of (&market)->positions[1].quantity, ==, DT_UNITS (1));
  market_clear (&market);
}

/* A mode that may not trade sends nothing, whoever asks for it; everything else goes on, and a run
 * without a mode of its own is a replay. */
static void
test_mode (void)
{
  static const char *const modes[] = { "paper", "live", "replay", NULL };
  static const char rules[] =
    "[strategy]\nname = always\n[long]\nentry = close > 0\n[size]\nsize = shares 1\n";

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      gboolean locked = i < 2;
      Market market = { 0 };

      market_add_flat (&market, "AAA", 10., 8);
      market_add_flat (&market, "BBB", 10., 8);
      market_start_with (&market, rules, NULL, NULL, modes[i], NULL);
      play (&market, 2);
      g_assert_cmpuint (book_of (&market)->signals->len, >, 0);
      g_assert_cmpint (book_of (&market)->orders->len > 0, ==, !locked);
      if (locked)
        {
          const DtSignal *signal = &dt_rows_index (book_of (&market)->signals, DtSignal, 0);

          g_assert_cmpstr (signal->refused_by, ==, "mode");
          assert_refused (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>}", "mode",
                          "The entry in AAA is refused by Mode: this mode is locked; it passes "
                          "once it is unlocked");
        }
      market_clear (&market);
    }
}

static void
test_duplicate (void)
{
  Market market = { 0 };

  market_add_flat (&market, "AAA", 10., 8);
  market_start (&market, silent, "[risk]\nduplicate-seconds=60\n", NULL);
  play (&market, 1);
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>, 'limit': <9.0>}");
  command (&market, "order.cancel", "{'order': <uint64 1>}");
  assert_refused (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>, 'limit': <9.0>}",
                  "duplicate", NULL);
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>, 'limit': <9.01>}");
  command (&market, "order.cancel", "{'order': <uint64 2>}");
  play (&market, 1);
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>, 'limit': <9.0>}");
  market_clear (&market);
}

static void
tell_outlook (gpointer           data,
              DtInstrumentIndex  instrument,
              DtTime             time,
              DtOutlook         *outlook)
{
  *outlook = *(const DtOutlook *) data;
}

static void
test_outlook (void)
{
  DtOutlook outlook = { NAN, NAN, NAN, NAN };
  Market market = { 0 };

  market_add_flat (&market, "AAA", 10., 8);
  market_start (&market, silent, "[risk]\nearnings-days=2\nnews-hours=4\nmin-sentiment=0.3\n",
                NULL);
  dt_kernel_set_outlook (market.run->kernel, tell_outlook, &outlook);
  play (&market, 1);
  outlook.earnings_days = 2.;
  assert_refused (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>}", "earnings", NULL);
  outlook.earnings_days = 3.;
  outlook.bad_news_hours = .5;
  assert_refused (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>}", "news", NULL);
  outlook.bad_news_hours = NAN;
  outlook.sentiment = .2;
  assert_refused (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>}", "sentiment",
                  "The entry in AAA is refused by Sentiment: the sentiment for that side is 0.2; "
                  "0.3 or more would pass");
  outlook.sentiment = .3;
  command (&market, "order.buy", "{'symbol': <'AAA'>, 'quantity': <1.0>}");
  market_clear (&market);
}

/* In at every open after a rise, out after the next bar: each of the falls costs. After three lost
 * trades the size of 10 is halved. */
static void
test_streak_in_run (void)
{
  static const char rules[] =
    "[strategy]\nname = rise\n[long]\nentry = close > open\nexit = close < open\n"
    "[size]\nsize = shares 10\n";
  Prices prices[12];
  Market market = { 0 };
  DtQuantity expected[] = { 10, 10, 10, 5, 5 };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (prices); i++)
    prices[i] = i % 2 == 0 ? (Prices) { 10., 10.5, 10., 10.5 } : (Prices) { 10.5, 10.5, 10., 10. };
  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market_start (&market, rules, "[risk]\nstreak-sizing=1\n", NULL);
  play (&market, 10);
  for (guint i = 0; i < book_of (&market)->orders->len; i++)
    {
      const DtOrder *order = &dt_rows_index (book_of (&market)->orders, DtOrder, i);

      if (order->role == DT_ROLE_ENTRY && n < G_N_ELEMENTS (expected))
        g_assert_cmpint (order->quantity, ==, DT_UNITS (expected[n++]));
    }
  g_assert_cmpuint (n, >=, 4);
  g_assert_nonnull (strstr (last_activity (&market, DT_ACTIVITY_RISK),
                            "Size 10 x 0.5 = 5: streak 0.5 ("));
  market_clear (&market);
}

/* Bought at 10.5, sold at 10 again and again: with ten of these closed, Kelly finds no edge. */
static void
test_kelly_in_run (void)
{
  static const char rules[] =
    "[strategy]\nname = rise\n[long]\nentry = close > open\nexit = close < open\n"
    "[size]\nsize = shares 10\n";
  Prices prices[40];
  Market market = { 0 };
  const DtSignal *signal;

  for (guint i = 0; i < G_N_ELEMENTS (prices); i++)
    prices[i] = i % 2 == 0 ? (Prices) { 10., 10.5, 10., 10.5 } : (Prices) { 10.5, 10.5, 10., 10. };
  market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
  market_start (&market, rules, "[risk]\nkelly-fraction=0.5\nkelly-trades=10\n", NULL);
  play (&market, G_N_ELEMENTS (prices));
  g_assert_cmpuint (book_of (&market)->trades->len, ==, 10);
  signal = &dt_rows_index (book_of (&market)->signals, DtSignal,
                           book_of (&market)->signals->len - 1);
  g_assert_false (signal->taken);
  g_assert_cmpstr (signal->refused_by, ==, "kelly");
  g_assert_nonnull (strstr (last_activity (&market, DT_ACTIVITY_RISK), "Kelly finds no edge"));
  market_clear (&market);
}

/* What the strategy closed in earlier books counts from the first entry on: 40 lost without one won
 * are no edge, and three lost in a row halve the size of 10. */
static void
test_record (void)
{
  static const char rules[] =
    "[strategy]\nname = rise\n[long]\nentry = close > open\nexit = close < open\n"
    "[size]\nsize = shares 10\n";
  static const char lost[] =
    "[record]\nbooks=1\nbefore=0\n[test]\nwins=0\nlosses=40\neven=0\ngained=0\nlost=0.8\n"
    "streak=-40\n";
  static const char row[] =
    "[record]\nbooks=1\nbefore=0\n[test]\nwins=5\nlosses=3\neven=0\ngained=0.1\nlost=0.03\n"
    "streak=-3\n";
  static const char other[] = "[record]\nbooks=1\nbefore=0\n";
  static const struct
  {
    const char *risk;
    const char *record;
    int         quantity;     /* of the first entry; 0 is refused */
  } cases[] = {
    { "[risk]\nkelly-fraction=0.5\n", lost, 0 },
    { "[risk]\nkelly-fraction=0.5\n", other, 10 },
    { "[risk]\nstreak-sizing=1\n", row, 5 },
    { "[risk]\nstreak-sizing=1\n", other, 10 },
    { NULL, lost, 10 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Prices prices[4];
      Market market = { 0 };
      const DtSignal *first;

      for (guint k = 0; k < G_N_ELEMENTS (prices); k++)
        prices[k] = (Prices) { 10., 10.5, 10., 10.5 };
      market_add (&market, "AAA", prices, G_N_ELEMENTS (prices));
      market_start_with (&market, rules, cases[i].risk, NULL, NULL, cases[i].record);
      play (&market, 2);
      first = &dt_rows_index (book_of (&market)->signals, DtSignal, 0);
      g_assert_cmpint (first->granted, ==, DT_UNITS (cases[i].quantity));
      if (cases[i].quantity == 0)
        g_assert_cmpstr (first->refused_by, ==, "kelly");
      market_clear (&market);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kernel/risk/breaker", test_breaker);
  g_test_add_func ("/kernel/risk/breaker-flattens", test_breaker_flattens);
  g_test_add_func ("/kernel/risk/breaker-counts", test_breaker_counts);
  g_test_add_func ("/kernel/risk/data-age", test_data_age);
  g_test_add_func ("/kernel/risk/correlation", test_correlation);
  g_test_add_func ("/kernel/risk/mode", test_mode);
  g_test_add_func ("/kernel/risk/duplicate", test_duplicate);
  g_test_add_func ("/kernel/risk/outlook", test_outlook);
  g_test_add_func ("/kernel/risk/streak", test_streak_in_run);
  g_test_add_func ("/kernel/risk/kelly", test_kelly_in_run);
  g_test_add_func ("/kernel/risk/record", test_record);

  return g_test_run ();
}
