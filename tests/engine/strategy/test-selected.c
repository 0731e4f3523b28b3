/* test-selected.c - a run whose strategies come and go with the market
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "strategy-market.h"

#define MONDAY dt_date_new (2018, 1, 8)
#define N_BARS 11

/* Regimes of two returns each, ranked among the two deviations before; see test-regime.c for the
 * arithmetic. SPY closes at 64 and 128 in turn, from bar 7 on at 512:
 *
 *   bars 0 to 3   too few to say: unknown
 *   bars 4 to 6   deviations are equal, rank 0.5, no way made: ranging
 *   bar 7         deviation 4 ln 2 / sqrt 2 against 2: volatile; 128, 64, 512 moves 384 of 512
 *   bar 8         3 ln 2 / sqrt 2, between the two before: rank 0.5; 64, 512, 512: trending
 *   bar 9 on      nothing moves: calm */
static const char selector[] =
  "[selector]\nmarket = SPY\nbreadth = no\ndwell = 1\n"
  "[thresholds]\ntrend-length = 2\nvolatility-length = 2\nvolatility-history = 2\n"
  "[ranging]\nfirst = 0.5\n[volatile]\nsecond = 1\n[calm]\nsecond = 1\n";

static const char *const head = "[strategy]\nname = x\n[size]\nsize = ";

static void
add_market (TestMarket *market)
{
  TestPrices aaa[N_BARS], spy[N_BARS];

  for (guint i = 0; i < N_BARS; i++)
    {
      double close = i >= 7 ? 512. : i % 2 ? 128. : 64.;

      aaa[i] = (TestPrices) { 100., 101., 99., 100., 1e6 };
      spy[i] = (TestPrices) { close, close, close, close, 1e6 };
    }
  test_market_add (market, "AAA", DT_LANE_BASE, DT_TIMEFRAME_DAY, MONDAY, aaa, N_BARS);
  test_market_add (market, "SPY", DT_LANE_CONTEXT, DT_TIMEFRAME_DAY, MONDAY, spy, N_BARS);
}

static DtRun *
play (TestMarket *market,
      const char *size,
      const char *first,
      const char *second)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();
  g_autofree char *one = g_strconcat (head, size, "\n", first, NULL);
  g_autofree char *two = g_strconcat (head, size, "\n", second, NULL);

  spec->strategy_texts = g_strdupv ((char *[]) { one, two, NULL });
  spec->strategy_paths = g_strdupv ((char *[]) { (char *) "first.strategy",
                                                 (char *) "second.strategy", NULL });
  spec->selector_text = g_strdup (selector);
  spec->cash = TEST_CASH;

  return test_market_play_spec (market, spec, DT_TIMEFRAME_DAY);
}

static guint
count_refused (const DtBook *book,
               guint         strategy,
               const char   *by)
{
  guint n = 0;

  for (guint i = 0; i < book->signals->len; i++)
    {
      const DtSignal *signal = &dt_rows_index (book->signals, DtSignal, i);

      n += signal->strategy == strategy && g_strcmp0 (signal->refused_by, by) == 0;
    }

  return n;
}

/* The first wants to be in all the time and leaves three bars after its entry. It may enter on bar
 * 4, with half its ten shares, on the open of bar 5. From bar 7 on it is not at work: it still
 * leaves, as its rule says, on bar 8, filled on bar 9, and then may not come back. The second waits
 * until the instrument is free: while it is the first's it may not, from bar 9 on it may. */
static void
test_hand_over (void)
{
  static const char *const regimes[] = { "unknown", "ranging", "volatile", "trending", "calm" };
  TestMarket market = { 0 };
  g_autoptr(DtRun) run = NULL;
  const DtBook *book;
  guint n_switches = 0;

  add_market (&market);
  run = play (&market, "shares 10",
              "[long]\nentry = close > 0\nexit = bars since entry >= 3\n",
              "[long]\nentry = close > 0\n");
  book = dt_kernel_get_book (run->kernel);

  g_assert_cmpuint (book->trades->len, ==, 2);
  g_assert_cmpint (test_trade (run, 0)->quantity, ==, DT_UNITS (5));
  g_assert_cmpuint (test_trade (run, 0)->strategy, ==, 0);
  g_assert_cmpint (test_trade (run, 0)->entry_time, ==,
                   test_bar_time (MONDAY, DT_TIMEFRAME_DAY, 5));
  g_assert_cmpint (test_trade (run, 0)->exit_time, ==,
                   test_bar_time (MONDAY, DT_TIMEFRAME_DAY, 9));
  g_assert_cmpint (test_trade (run, 0)->exit_role, ==, DT_ROLE_EXIT);
  g_assert_cmpint (test_trade (run, 1)->quantity, ==, DT_UNITS (10));
  g_assert_cmpuint (test_trade (run, 1)->strategy, ==, 1);
  g_assert_cmpint (test_trade (run, 1)->entry_time, ==,
                   test_bar_time (MONDAY, DT_TIMEFRAME_DAY, 10));

  /* The first on bars 0 to 3 and on 9; on 10 it is the second's */
  g_assert_cmpuint (count_refused (book, 0, "selector"), ==, 5);
  /* The second on bars 0 to 3; on 4 there is the first's order, on 5 to 8 its position */
  g_assert_cmpuint (count_refused (book, 1, "selector"), ==, 4);
  g_assert_cmpuint (count_refused (book, 1, "owner"), ==, 4);

  for (guint i = 0; i < book->activity->len; i++)
    {
      const DtActivity *activity = &dt_rows_index (book->activity, DtActivity, i);
      g_autofree char *start = NULL;

      if (activity->kind != DT_ACTIVITY_REGIME)
        continue;
      if (g_str_has_prefix (activity->text, "first ")
          || g_str_has_prefix (activity->text, "second "))
        continue;
      start = g_strdup_printf ("The market is %s", regimes[n_switches++]);
      if (!g_str_has_prefix (activity->text, start))
        g_error ("“%s” does not begin with “%s”", activity->text, start);
      if (g_str_equal (regimes[n_switches - 1], "volatile"))
        g_assert_cmpstr (activity->text, ==,
                         "The market is volatile, was ranging (efficiency 0.75, direction 1, "
                         "volatility 1.9605, volatility rank 1); at work: second");
    }
  g_assert_cmpuint (n_switches, ==, G_N_ELEMENTS (regimes));

  g_clear_pointer (&run, dt_run_free);
  test_market_clear (&market);
}

/* That a strategy waits is told when it begins to, with the switch, and when it may go on; neither
 * its entries in between nor switches that change nothing for it say anything. Bar 3 is unknown,
 * bar 4 ranging, 7 volatile, 8 trending, 9 calm. */
static void
test_told_once (void)
{
  static const struct
  {
    guint       bar;
    const char *text;
  } told[] = {
    { 0, "first waits: its entries are refused until the selector says otherwise" },
    { 0, "second waits: its entries are refused until the selector says otherwise" },
    { 4, "first may open positions again" },
    { 7, "first waits: its entries are refused until the selector says otherwise" },
    { 7, "second may open positions again" },
    { 8, "second waits: its entries are refused until the selector says otherwise" },
    { 9, "second may open positions again" },
  };
  TestMarket market = { 0 };
  g_autoptr(DtRun) run = NULL;
  const DtBook *book;
  guint n_told = 0, n_refused = 0;

  add_market (&market);
  run = play (&market, "shares 10",
              "[long]\nentry = close > 0\nexit = bars since entry >= 3\n",
              "[long]\nentry = close > 0\n");
  book = dt_kernel_get_book (run->kernel);
  for (guint i = 0; i < book->activity->len; i++)
    {
      const DtActivity *activity = &dt_rows_index (book->activity, DtActivity, i);

      if (activity->kind == DT_ACTIVITY_REJECTION)
        {
          g_assert_true (strstr (activity->text, "refused by Owner") != NULL
                         || strstr (activity->text, "refused by Working Entry") != NULL);
          n_refused++;
        }
      if (activity->kind != DT_ACTIVITY_REGIME || g_str_has_prefix (activity->text, "The market"))
        continue;
      g_assert_cmpuint (n_told, <, G_N_ELEMENTS (told));
      g_assert_cmpstr (activity->text, ==, told[n_told].text);
      g_assert_cmpint (activity->time, ==,
                       dt_calendar_bar_known (test_bar_time (MONDAY, DT_TIMEFRAME_DAY,
                                                             told[n_told].bar),
                                              DT_TIMEFRAME_DAY));
      n_told++;
    }
  g_assert_cmpuint (n_told, ==, G_N_ELEMENTS (told));
  /* Nine entries met the selector; the second's met an order on bar 4 and a position on bars 5 to
   * 8, the first's one on bar 10 */
  g_assert_cmpuint (n_refused, ==, 1 + 4 + 1);

  g_clear_pointer (&run, dt_run_free);
  test_market_clear (&market);
}

/* Half of all-in is half of what buying power affords: 500 shares at 100. */
static void
test_all_in (void)
{
  TestMarket market = { 0 };
  g_autoptr(DtRun) run = NULL;

  add_market (&market);
  run = play (&market, "all-in", "[long]\nentry = close > 0\n", "[long]\nentry = close > 1000\n");
  g_assert_cmpint (test_trade (run, 0)->quantity, ==, DT_UNITS (500));

  g_clear_pointer (&run, dt_run_free);
  test_market_clear (&market);
}

/* An order that waits for its price is taken back with the switch of bar 7. */
static void
test_working_entry (void)
{
  TestMarket market = { 0 };
  g_autoptr(DtRun) run = NULL;
  const DtOrder *order;

  add_market (&market);
  run = play (&market, "shares 10",
              "[long]\nentry = close > 0\n[orders]\nentry = limit 50\ntif = gtc\n",
              "[long]\nentry = close > 1000\n");
  order = &dt_rows_index (dt_kernel_get_book (run->kernel)->orders, DtOrder, 0);
  g_assert_cmpint (order->status, ==, DT_ORDER_CANCELLED);
  g_assert_cmpint (order->updated, ==,
                   dt_calendar_bar_known (test_bar_time (MONDAY, DT_TIMEFRAME_DAY, 7),
                                          DT_TIMEFRAME_DAY));
  g_assert_cmpuint (dt_kernel_get_book (run->kernel)->orders->len, ==, 1);

  g_clear_pointer (&run, dt_run_free);
  test_market_clear (&market);
}

/* A setting is for the strategies that have a parameter of that name; one that none has is
 * refused. */
static void
test_settings (void)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();
  g_autoptr(DtRunPlan) plan = NULL, wrong = NULL;
  g_autoptr(GError) error = NULL;

  spec->strategy_texts = g_strdupv ((char *[]) {
    (char *) "[strategy]\nname = x\n[parameters]\na = 1\nb = 2\n[long]\nentry = close > a + b\n",
    (char *) "[strategy]\nname = y\n[parameters]\nb = 3\nc = 4\n[long]\nentry = close > b + c\n",
    NULL });
  spec->strategy_paths = g_strdupv ((char *[]) { (char *) "x", (char *) "y", NULL });
  spec->settings = g_new0 (DtParameterSetting, 2);
  spec->settings[spec->n_settings++] = (DtParameterSetting) { g_strdup ("a"), 10. };
  spec->settings[spec->n_settings++] = (DtParameterSetting) { g_strdup ("b"), 20. };
  plan = dt_run_plan_new (spec, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (plan->strategies[0]->parameters[0].value, ==, 10.);
  g_assert_cmpfloat (plan->strategies[0]->parameters[1].value, ==, 20.);
  g_assert_cmpfloat (plan->strategies[1]->parameters[0].value, ==, 20.);
  g_assert_cmpfloat (plan->strategies[1]->parameters[1].value, ==, 4.);

  g_free ((char *) spec->settings[0].name);
  spec->settings[0].name = g_strdup ("d");
  wrong = dt_run_plan_new (spec, &error);
  g_assert_null (wrong);
  g_assert_error (error, DT_RULE_ERROR, DT_RULE_ERROR_UNKNOWN_NAME);
}

static void
test_spec (void)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();
  g_autoptr(DtRunSpec) again = NULL;
  g_autoptr(DtRunPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;

  spec->strategy_texts = g_strdupv ((char *[]) { (char *) "x", NULL });
  spec->strategy_paths = g_strdupv ((char *[]) { (char *) "y", NULL });
  spec->commission = g_strdup ("none");
  spec->selector_text = g_strdup (selector);
  json = dt_run_spec_to_json (spec);
  again = dt_run_spec_from_json (json, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->selector_text, ==, selector);

  /* Independent accounts do not see the universe */
  g_free (spec->strategy_texts[0]);
  spec->strategy_texts[0] = g_strdup ("[strategy]\nname = x\n[long]\nentry = close > 1\n");
  spec->independent = TRUE;
  plan = dt_run_plan_new (spec, &error);
  g_assert_null (plan);
  g_assert_error (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selected/hand-over", test_hand_over);
  g_test_add_func ("/selected/told-once", test_told_once);
  g_test_add_func ("/selected/all-in", test_all_in);
  g_test_add_func ("/selected/working-entry", test_working_entry);
  g_test_add_func ("/selected/settings", test_settings);
  g_test_add_func ("/selected/spec", test_spec);

  return g_test_run ();
}
