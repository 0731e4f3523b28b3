/* test-strategy-words.c - a strategy file in sentences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-strategy-words.h"

static char *
describe (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtStrategyFile) file = dt_strategy_file_parse (text, NULL, NULL, 0, &error);

  g_assert_no_error (error);
  return dt_strategy_file_describe (file);
}

/* Each key of the file is in one sentence, as it was written. */
static void
test_both_sides (void)
{
  g_autofree char *words = describe ("[strategy]\nname = Cross\n"
                                     "[parameters]\nfast = 9\natrs = 2.5\n"
                                     "[long]\nentry = ema(fast) crosses above ema(21)\n"
                                     "exit = close < ema(50)\nstop = close - 3\n"
                                     "target = entry price + 5\n"
                                     "[short]\nentry = rsi(14) > 70\ntrail = atrs * atr(14)\n"
                                     "[size]\nsize = fraction 10%\n");

  g_assert_cmpstr (words, ==,
                   "Buys when ema(fast) crosses above ema(21).\n"
                   "Leaves the long position when close < ema(50).\n"
                   "Its stop stands at close - 3.\n"
                   "Takes profit at entry price + 5.\n"
                   "Sells short when rsi(14) > 70.\n"
                   "A stop trails atrs * atr(14) behind the best price.\n"
                   "Enters at the open of the next bar.\n"
                   "Each entry takes 10 % of equity.\n"
                   "With fast = 9, atrs = 2.5.");
}

static void
test_orders (void)
{
  g_autofree char *limit = describe ("[strategy]\nname = Limit\n"
                                     "[long]\nentry = close < sma(20)\n"
                                     "[orders]\nentry = limit low\nbars = 3\n"
                                     "[size]\nsize = shares 100\n");
  g_autofree char *waits = describe ("[strategy]\nname = Waits\n"
                                     "[long]\nentry = close < sma(20)\nstop = low - 1\n"
                                     "[orders]\nentry = stop high\ntif = gtc\n"
                                     "[size]\nsize = risk 0.5%\n");

  g_assert_cmpstr (limit, ==,
                   "Buys when close < sma(20).\n"
                   "Enters by limit orders, which wait for 3 bars.\n"
                   "Each entry is for 100 units.");
  g_assert_cmpstr (waits, ==,
                   "Buys when close < sma(20).\n"
                   "Its stop stands at low - 1.\n"
                   "Enters by stop orders, which wait until they are cancelled.\n"
                   "Each entry risks 0.5 % of equity down to its first stop.");
}

static void
test_rename (void)
{
  static const struct
  {
    const char *text;
    const char *renamed;
  } cases[] = {
    { "# name = no\n[strategy]\nname = Old\ndescription = name = x\n[long]\nentry = true\n",
      "# name = no\n[strategy]\nname = New\ndescription = name = x\n[long]\nentry = true\n" },
    { "[parameters]\nname = 3\n[strategy]\nname=Old # comment", "[parameters]\nname = 3\n"
      "[strategy]\nname=New" },
    { "[strategy] # head\nname  =  Old\n  and more\n\nsize = x\n",
      "[strategy] # head\nname  =  New\n\nsize = x\n" },
    { "[strategy]\nnames = Old\n", "[strategy]\nnames = Old\n" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *renamed = dt_strategy_text_rename (cases[i].text, "New");

      g_assert_cmpstr (renamed, ==, cases[i].renamed);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/strategy/words/both-sides", test_both_sides);
  g_test_add_func ("/strategy/words/orders", test_orders);
  g_test_add_func ("/strategy/words/rename", test_rename);

  return g_test_run ();
}
