/* test-shipped.c - each shipped strategy enters and leaves on bars whose figures are worked out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "strategy-market.h"

#define MAX_BARS 800
#define CENTS(n) ((DtMoney) (n) * (DT_MONEY_SCALE / 100))
/* A Monday */
#define MONDAY dt_date_new (2018, 1, 8)

/* The account has 100,000 USD and "risk 1%" puts 1,000 of it at stake. Bars that move by less than
 * their range of 2 have a true range of 2, so that ATR(14) is 2 until something happens. */

static void
mirror (TestPrices *prices,
        guint       n,
        double      sum)
{
  for (guint i = 0; i < n; i++)
    prices[i] = (TestPrices) { sum - prices[i].open, sum - prices[i].low, sum - prices[i].high,
                               sum - prices[i].close, prices[i].volume };
}

/* EMA crossover
 *
 * On closes that fall by 0.1 a bar an EMA of n lies (n - 1) / 2 bars behind: EMA(9) 0.4 above the
 * close, EMA(21) 1.0. From 127.1 a close 6 higher gives 127.5 + 0.2 x 5.6 = 128.62 and
 * 128.1 + 5 / 11 = 128.5545: the fast one has crossed. True range 133.5 - 126.5 = 7, so ATR =
 * (13 x 2 + 7) / 14 = 2.357143; the stop is 4.714286 away: 1000 / 4.714286 = 212 shares. */
static guint
fill_cross (TestPrices *prices)
{
  for (guint i = 0; i < 30; i++)
    {
      double close = 130. - i / 10.;

      prices[i] = (TestPrices) { close + .1, close + 1., close - 1., close, 1e6 };
    }
  prices[30] = (TestPrices) { 127.1, 133.5, 126.5, 133.1, 1e6 };
  /* Bought at 133, stop 128.29. High 134, true range 2: ATR = (13 x 2.357143 + 2) / 14 = 2.331633;
   * the stop goes to 134 - 4.663265 = 129.34. */
  prices[31] = (TestPrices) { 133., 134., 132., 133.5, 1e6 };
  prices[32] = (TestPrices) { 133.5, 133.6, 129., 129.5, 1e6 };
  prices[33] = (TestPrices) { 129.5, 130., 129.4, 129.6, 1e6 };

  return 34;
}

static void
test_cross_long (void)
{
  g_autofree char *text = test_dup_shipped ("ema-crossover");
  TestPrices prices[MAX_BARS];
  TestMarket market = { 0 };
  g_autoptr(DtRun) run = NULL;
  const DtRoundTrip *trade;

  test_market_add (&market, "AAA", DT_LANE_BASE, DT_TIMEFRAME_DAY, MONDAY, prices,
                   fill_cross (prices));
  run = test_market_play (&market, text, NULL, 0., DT_TIMEFRAME_DAY);

  trade = test_trade (run, 0);
  g_assert_cmpint (trade->quantity, ==, 212 * DT_QUANTITY_SCALE);
  g_assert_cmpint (trade->entry_time, ==, test_bar_time (MONDAY, DT_TIMEFRAME_DAY, 31));
  g_assert_cmpint (trade->initial_stop, ==, CENTS (12829));
  g_assert_cmpint (trade->exit_role, ==, DT_ROLE_TRAIL);
  g_assert_cmpint (trade->exit_time, ==, test_bar_time (MONDAY, DT_TIMEFRAME_DAY, 32));
  /* 212 x (129.34 - 133) */
  g_assert_cmpint (trade->profit, ==, -CENTS (77592));

  g_clear_pointer (&run, dt_run_free);
  test_market_clear (&market);
}

/* The mirror image: sold at 260 - 133 = 127, bought back at 130.66. And not with shorts = 0. */
static void
test_cross_short (void)
{
  g_autofree char *text = test_dup_shipped ("ema-crossover");
  TestPrices prices[MAX_BARS];
  guint n = fill_cross (prices);

  mirror (prices, n, 260.);
  for (int shorts = 0; shorts <= 1; shorts++)
    {
      TestMarket market = { 0 };
      g_autoptr(DtRun) run = NULL;

      test_market_add (&market, "AAA", DT_LANE_BASE, DT_TIMEFRAME_DAY, MONDAY, prices, n);
      run = test_market_play (&market, text, "shorts", shorts, DT_TIMEFRAME_DAY);
      g_assert_cmpuint (dt_kernel_get_book (run->kernel)->trades->len, ==, shorts);
      if (shorts)
        {
          g_assert_cmpint (test_trade (run, 0)->quantity, ==, -212 * DT_QUANTITY_SCALE);
          g_assert_cmpint (test_trade (run, 0)->initial_stop, ==, CENTS (13171));
          g_assert_cmpint (test_trade (run, 0)->profit, ==, -CENTS (77592));
        }
      g_clear_pointer (&run, dt_run_free);
      test_market_clear (&market);
    }
}

/* Mean reversion
 *
 * Closes of 100 and 101 in turn; Wilder's average gain is then below 0.54 and his average loss
 * above 0.46. A fall by 12 leaves 13/14 of that gain, 0.50, against (13 x 0.46 + 12) / 14 = 1.28:
 * RSI is below 100 x 0.50 / 1.78 = 28.1. The last 20 closes have ten 101, nine 100 and 89: mean
 * 99.95, deviation 2.56, lower band 94.8. True range 13, ATR = (13 x 2 + 13) / 14 = 2.785714, the
 * stop 8.357143 away: 119 shares. Bought at 89.5, stop 81.14. */
static guint
fill_reversion (TestPrices *prices)
{
  for (guint i = 0; i < 22; i++)
    {
      double close = 100. + i % 2, open = 101. - i % 2;

      prices[i] = (TestPrices) { open, 101.5, 99.5, close, 1e6 };
    }
  prices[22] = (TestPrices) { 101., 101.5, 88.5, 89., 1e6 };
  /* The middle band is (9 x 100 + 9 x 101 + 89 + 94.5) / 20 = 99.625 */
  prices[23] = (TestPrices) { 89.5, 95., 89., 94.5, 1e6 };
  /* and (8 x 100 + 9 x 101 + 89 + 94.5 + 100) / 20 = 99.625 */
  prices[24] = (TestPrices) { 94.5, 100.5, 94., 100., 1e6 };
  prices[25] = (TestPrices) { 100.2, 101., 99.5, 100.5, 1e6 };

  return 26;
}

static void
test_reversion (void)
{
  g_autofree char *text = test_dup_shipped ("mean-reversion");

  for (guint side = 0; side < 3; side++)
    {
      TestPrices prices[MAX_BARS];
      guint n = fill_reversion (prices);
      TestMarket market = { 0 };
      g_autoptr(DtRun) run = NULL;
      const DtRoundTrip *trade;

      /* The third time it falls on, through the stop */
      if (side == 2)
        prices[23].low = 80.;
      if (side == 1)
        mirror (prices, n, 201.);
      test_market_add (&market, "AAA", DT_LANE_BASE, DT_TIMEFRAME_DAY, MONDAY, prices, n);
      run = test_market_play (&market, text, NULL, 0., DT_TIMEFRAME_DAY);

      trade = test_trade (run, 0);
      g_assert_cmpint (trade->quantity, ==, (side == 1 ? -119 : 119) * DT_QUANTITY_SCALE);
      g_assert_cmpint (trade->entry_time, ==, test_bar_time (MONDAY, DT_TIMEFRAME_DAY, 23));
      g_assert_cmpint (trade->exit_role, ==, side == 2 ? DT_ROLE_STOP : DT_ROLE_EXIT);
      /* 119 x (100.2 - 89.5), 119 x (81.14 - 89.5) */
      g_assert_cmpint (trade->profit, ==, side == 2 ? -CENTS (99484) : CENTS (127330));

      g_clear_pointer (&run, dt_run_free);
      test_market_clear (&market);
    }
}

/* Breakout
 *
 * Bars of 99 to 101, a million shares each; then a close at 102 on two million. True range 3, ATR =
 * (13 x 2 + 3) / 14 = 2.071429, the stop 4.142857 away: 241 shares. Bought at 102.2; the target is
 * 4 ATR above: 110.49. */
static guint
fill_breakout (TestPrices *prices,
               double      volume)
{
  for (guint i = 0; i < 31; i++)
    prices[i] = (TestPrices) { 100., 101., 99., 100., 1e6 };
  prices[31] = (TestPrices) { 100., 102.5, 99.5, 102., volume };
  prices[32] = (TestPrices) { 102.2, 111., 101.8, 110., 1e6 };
  prices[33] = (TestPrices) { 110., 110.2, 109.8, 110., 1e6 };

  return 34;
}

static void
check_breakout (const char  *name,
                DtTimeframe  timeframe)
{
  g_autofree char *text = test_dup_shipped (name);

  for (guint side = 0; side < 3; side++)
    {
      TestPrices prices[MAX_BARS];
      guint n = fill_breakout (prices, side == 2 ? 1.99e6 : 2e6);
      TestMarket market = { 0 };
      g_autoptr(DtRun) run = NULL;

      if (side == 1)
        mirror (prices, n, 200.);
      test_market_add (&market, "AAA", DT_LANE_BASE, timeframe, MONDAY, prices, n);
      run = test_market_play (&market, text, NULL, 0., timeframe);

      /* 1.99 million is not twice the average */
      g_assert_cmpuint (dt_kernel_get_book (run->kernel)->trades->len, ==, side == 2 ? 0 : 1);
      if (side < 2)
        {
          const DtRoundTrip *trade = test_trade (run, 0);

          g_assert_cmpint (trade->quantity, ==, (side == 1 ? -241 : 241) * DT_QUANTITY_SCALE);
          g_assert_cmpint (trade->exit_role, ==, DT_ROLE_TARGET);
          /* 241 x (110.49 - 102.2); the mirrored target is 97.8 - 8.285714 = 89.51 */
          g_assert_cmpint (trade->profit, ==, CENTS (199789));
        }
      g_clear_pointer (&run, dt_run_free);
      test_market_clear (&market);
    }
}

static void
test_breakout (void)
{
  check_breakout ("breakout", DT_TIMEFRAME_DAY);
}

/* The same bars as minutes: the first 30 are the opening range, 99 to 101. */
static void
test_breakout_intraday (void)
{
  check_breakout ("breakout-intraday", DT_TIMEFRAME_MINUTE);
}

/* The cross of above in the minutes after the open; the price then stands still until the close,
 * and the strategy goes five minutes before it. With six ATRs the stop is 14.142857 away: 70
 * shares, bought at 133 and sold at 133.5. The half day of 2018-07-03 ends at 13:00. */
static void
test_intraday_flat (void)
{
  g_autofree char *text = test_dup_shipped ("ema-crossover-intraday");
  const struct
  {
    DtDate date;
    guint  n_bars;
  } days[] = {
    { MONDAY, 390 },
    { dt_date_new (2018, 7, 3), 210 },
  };

  for (guint d = 0; d < G_N_ELEMENTS (days); d++)
    {
      TestPrices prices[MAX_BARS];
      TestMarket market = { 0 };
      g_autoptr(DtRun) run = NULL;
      const DtRoundTrip *trade;

      fill_cross (prices);
      prices[31] = (TestPrices) { 133., 133.6, 132.9, 133.5, 1e6 };
      for (guint i = 32; i < days[d].n_bars + 20; i++)
        prices[i] = (TestPrices) { 133.5, 133.6, 133.4, 133.5, 1e6 };
      test_market_add (&market, "AAA", DT_LANE_BASE, DT_TIMEFRAME_MINUTE, days[d].date, prices,
                       days[d].n_bars + 20);
      run = test_market_play (&market, text, "atrs", 6., DT_TIMEFRAME_MINUTE);

      trade = test_trade (run, 0);
      g_assert_cmpint (trade->quantity, ==, 70 * DT_QUANTITY_SCALE);
      g_assert_cmpint (trade->exit_role, ==, DT_ROLE_FLATTEN);
      g_assert_cmpint (trade->exit_time, ==, test_bar_time (days[d].date, DT_TIMEFRAME_MINUTE,
                                                            days[d].n_bars - 5));
      g_assert_cmpint (trade->profit, ==, DT_DOLLARS (35));
      g_assert_cmpuint (dt_kernel_get_book (run->kernel)->n_open, ==, 0);

      g_clear_pointer (&run, dt_run_free);
      test_market_clear (&market);
    }
}

/* The mean reversion of above in the hour after the open: the first bars are there for the half
 * hour in which it does not trade. */
static void
test_reversion_intraday (void)
{
  g_autofree char *text = test_dup_shipped ("mean-reversion-intraday");
  TestPrices prices[MAX_BARS], tail[MAX_BARS];
  TestMarket market = { 0 };
  g_autoptr(DtRun) run = NULL;

  for (guint i = 0; i < 20; i++)
    prices[i] = (TestPrices) { 101. - i % 2, 101.5, 99.5, 100. + i % 2, 1e6 };
  fill_reversion (tail);
  memcpy (prices + 20, tail, 26 * sizeof *tail);
  test_market_add (&market, "AAA", DT_LANE_BASE, DT_TIMEFRAME_MINUTE, MONDAY, prices, 46);
  run = test_market_play (&market, text, NULL, 0., DT_TIMEFRAME_MINUTE);

  g_assert_cmpint (test_trade (run, 0)->entry_time, ==,
                   test_bar_time (MONDAY, DT_TIMEFRAME_MINUTE, 43));
  g_assert_cmpint (test_trade (run, 0)->profit, ==, CENTS (127330));

  g_clear_pointer (&run, dt_run_free);
  test_market_clear (&market);
}

/* On daily bars those of the day never speak. */
static void
test_intraday_on_days (void)
{
  static const char *const names[] = {
    "ema-crossover-intraday", "mean-reversion-intraday", "breakout-intraday",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = test_dup_shipped (names[i]);
      TestPrices prices[MAX_BARS];
      guint n = i == 0 ? fill_cross (prices) : i == 1 ? fill_reversion (prices)
                                                     : fill_breakout (prices, 2e6);
      TestMarket market = { 0 };
      g_autoptr(DtRun) run = NULL;

      test_market_add (&market, "AAA", DT_LANE_BASE, DT_TIMEFRAME_DAY, MONDAY, prices, n);
      run = test_market_play (&market, text, NULL, 0., DT_TIMEFRAME_DAY);
      g_assert_cmpuint (dt_kernel_get_book (run->kernel)->signals->len, ==, 0);
      g_clear_pointer (&run, dt_run_free);
      test_market_clear (&market);
    }
}

#define SIMPLE "[strategy]\nname = simple\n[size]\nsize = shares 10\n"

/* In bars of a quarter of an hour the last order of the session fills at 15:45: what is to be flat
 * five minutes before the close goes then, and not at the next day's open. An entry that the rules
 * want then is refused; without the key it is held over night. */
static void
test_long_bars (void)
{
  static const char *const texts[] = {
    SIMPLE "[long]\nentry = minutes since open == 15\n[orders]\nflat-before-close = 5\n",
    SIMPLE "[long]\nentry = minutes to close == 15\n[orders]\nflat-before-close = 5\n",
    SIMPLE "[long]\nentry = minutes to close == 15\n[orders]\nflat-before-close = 0\n",
  };
  TestPrices prices[52];

  for (guint i = 0; i < 52; i++)
    prices[i] = (TestPrices) { 100., 101., 99., 100., 1e6 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      TestMarket market = { 0 };
      g_autoptr(DtRun) run = NULL;
      const DtBook *book;

      test_market_add (&market, "AAA", DT_LANE_BASE, 900, MONDAY, prices, 52);
      run = test_market_play (&market, texts[i], NULL, 0., 900);
      book = dt_kernel_get_book (run->kernel);
      switch (i)
        {
        case 0:
          g_assert_cmpuint (book->trades->len, ==, 2);
          g_assert_cmpint (test_trade (run, 0)->exit_role, ==, DT_ROLE_FLATTEN);
          g_assert_cmpint (test_trade (run, 0)->exit_time, ==, test_bar_time (MONDAY, 900, 25));
          break;

        case 1:
          g_assert_cmpuint (book->trades->len, ==, 0);
          g_assert_cmpuint (book->signals->len, ==, 2);
          g_assert_cmpstr (dt_rows_index (book->signals, DtSignal, 0).refused_by, ==,
                           "flat-before-close");
          break;

        default:
          g_assert_cmpuint (book->n_open, ==, 1);
          g_assert_cmpint (test_trade (run, 0)->entry_time, ==, test_bar_time (MONDAY, 900, 25));
          break;
        }
      g_clear_pointer (&run, dt_run_free);
      test_market_clear (&market);
    }
}

/* A resting entry is taken back with the position that it would have made. */
static void
test_flat_entry (void)
{
  static const char text[] =
    SIMPLE "[long]\nentry = minutes since open == 15\n"
    "[orders]\nentry = limit 50\ntif = gtc\nflat-before-close = 30\n";
  TestPrices prices[26];
  TestMarket market = { 0 };
  g_autoptr(DtRun) run = NULL;
  const DtOrder *order;

  for (guint i = 0; i < 26; i++)
    prices[i] = (TestPrices) { 100., 101., 99., 100., 1e6 };
  test_market_add (&market, "AAA", DT_LANE_BASE, 900, MONDAY, prices, 26);
  run = test_market_play (&market, text, NULL, 0., 900);

  order = &dt_rows_index (dt_kernel_get_book (run->kernel)->orders, DtOrder, 0);
  g_assert_cmpint (order->status, ==, DT_ORDER_CANCELLED);
  /* 15:30, on the bar before the last one but one */
  g_assert_cmpint (order->updated, ==, test_bar_time (MONDAY, 900, 24));

  g_clear_pointer (&run, dt_run_free);
  test_market_clear (&market);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shipped/cross/long", test_cross_long);
  g_test_add_func ("/shipped/cross/short", test_cross_short);
  g_test_add_func ("/shipped/reversion", test_reversion);
  g_test_add_func ("/shipped/reversion/intraday", test_reversion_intraday);
  g_test_add_func ("/shipped/breakout", test_breakout);
  g_test_add_func ("/shipped/breakout/intraday", test_breakout_intraday);
  g_test_add_func ("/shipped/intraday/flat", test_intraday_flat);
  g_test_add_func ("/shipped/intraday/days", test_intraday_on_days);
  g_test_add_func ("/flat/long-bars", test_long_bars);
  g_test_add_func ("/flat/entry", test_flat_entry);

  return g_test_run ();
}
