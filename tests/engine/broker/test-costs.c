/* test-costs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-broker.h"

static DtMoney
money (const char *text)
{
  DtMoney value = 0;

  g_assert_true (dt_money_parse (text, &value));
  return value;
}

static void
test_commission (void)
{
  static const struct
  {
    const char *spec;
    gint64      shares;
    const char *price;
    const char *fee;
  } cases[] = {
    /* Interactive Brokers' published examples of the fixed plan, United States: 100 shares at 25
     * are 1.00, 1,000 at 25 are 5.00, 1,000 at 0.25 are 2.50 (1 % of 250) */
    { "per-share=0.005,min=1,max-percent=1", 100, "25", "1" },
    { "per-share=0.005,min=1,max-percent=1", 1000, "25", "5" },
    { "per-share=0.005,min=1,max-percent=1", 1000, "0.25", "2.5" },
    /* 10 at 0.20: the minimum yields to 1 % of 2.00 */
    { "per-share=0.005,min=1,max-percent=1", 10, "0.2", "0.02" },
    { "none", 1000, "25", "0" },
    { "per-order=1", 1000, "25", "1" },
    /* 0.1 % of 25,000 */
    { "percent=0.1", 1000, "25", "25" },
    { "percent=0.1,max=10", 1000, "25", "10" },
    { "percent=0.1,min=30", 1000, "25", "30" },
    /* 1 + 1000 x 0.01 + 0.05 % of 25,000 = 1 + 10 + 12.5 */
    { "per-order=1,per-share=0.01,percent=0.05", 1000, "25", "23.5" },
    /* 7 x 0.0035 = 0.0245 */
    { "per-share=0.0035", 7, "171.2", "0.0245" },
    /* the lower cap holds: 1 % of 1,000 = 10 > 8 */
    { "per-order=20,max=8,max-percent=1", 10, "100", "8" },
    { "per-share=0.005,min=1,max-percent=1", -1000, "25", "5" },
    { "per-order=1", 1000, "0", "1" },
    /* 3 x 0.3333333 rounds half to even at the 7th place: percent=0.0001 of 5 = 0.000005 */
    { "percent=0.0001", 1, "5", "0.000005" },
    /* of 0.5 = 0.0000005, half to even: 0 */
    { "percent=0.0001", 1, "0.5", "0" },
    /* of 1.5 = 0.0000015, half to even: 0.000002 */
    { "percent=0.0001", 1, "1.5", "0.000002" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      DtCommission commission;
      DtMoney fee;

      g_assert_true (dt_commission_parse (cases[i].spec, &commission, &error));
      g_assert_no_error (error);
      g_assert_true (dt_commission_get (&commission, DT_UNITS (cases[i].shares),
                                        money (cases[i].price), TRUE, &fee));
      g_assert_cmpint (fee, ==, money (cases[i].fee));
    }
}

static void
test_later_fill (void)
{
  DtCommission commission;
  DtMoney fee;

  /* The order's own part and its minimum were paid with the first fill: 10 x 0.005 is left */
  g_assert_true (dt_commission_parse ("per-share=0.005,per-order=2,min=5", &commission, NULL));
  g_assert_true (dt_commission_get (&commission, DT_UNITS (10), DT_DOLLARS (20), FALSE, &fee));
  g_assert_cmpint (fee, ==, money ("0.05"));
}

static void
test_overflow (void)
{
  DtCommission commission;
  DtMoney fee, slipped;
  DtSlippage slippage;

  g_assert_true (dt_commission_parse ("percent=1", &commission, NULL));
  g_assert_false (dt_commission_get (&commission, G_MAXINT64, G_MAXINT64, TRUE, &fee));
  g_assert_true (dt_slippage_parse ("bps=10000", &slippage, NULL));
  g_assert_false (dt_slippage_apply (&slippage, G_MAXINT64, 1, 10000, &slipped));
}

static void
test_affordable (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  DtCommission ib;

  /* 100 x 10 + 1 = 1,001: 1,000 buys 99 for 990 + 1 */
  g_assert_true (dt_commission_parse ("per-share=0.005,min=1,max-percent=1", &ib, NULL));
  g_assert_cmpint (dt_commission_get_affordable (&ib, DT_DOLLARS (1000), DT_DOLLARS (10),
                                                 DT_UNITS (1)), ==, DT_UNITS (99));
  g_assert_cmpint (dt_commission_get_affordable (&ib, DT_DOLLARS (1001), DT_DOLLARS (10),
                                                 DT_UNITS (1)), ==, DT_UNITS (100));
  g_assert_cmpint (dt_commission_get_affordable (&ib, DT_DOLLARS (10), DT_DOLLARS (10),
                                                 DT_UNITS (1)), ==, 0);

  /* The most: it fits, and one lot more does not */
  for (guint i = 0; i < 5000; i++)
    {
      DtCommission c = { g_rand_int_range (rand, 0, 50000), g_rand_int_range (rand, 0, 5000000),
                         g_rand_int_range (rand, 0, 20000), g_rand_int_range (rand, 0, 3000000),
                         0, g_rand_boolean (rand) ? 10000 : 0 };
      DtMoney cash = (DtMoney) g_rand_int (rand) * 50, price = g_rand_int_range (rand, 1, 1 << 29);
      DtQuantity lot = g_rand_boolean (rand) ? DT_UNITS (1) : DT_UNITS (100);
      DtQuantity most = dt_commission_get_affordable (&c, cash, price, lot);
      DtMoney cost, fee;

      g_assert_cmpint (most % lot, ==, 0);
      g_assert_true (dt_money_times (price, most, &cost));
      g_assert_true (dt_commission_get (&c, most, price, TRUE, &fee));
      g_assert_true (most == 0 || cost + fee <= cash);
      g_assert_true (dt_money_times (price, most + lot, &cost));
      g_assert_true (dt_commission_get (&c, most + lot, price, TRUE, &fee));
      g_assert_cmpint (cost + fee, >, cash);
    }
}

static void
test_slippage (void)
{
  static const struct
  {
    const char *spec;
    const char *price;
    int         side;
    const char *slipped;
  } cases[] = {
    { "none", "171.2", 1, "171.2" },
    /* 171.2 x 0.0001 = 0.01712 */
    { "bps=1", "171.2", 1, "171.21712" },
    { "bps=1", "171.2", -1, "171.18288" },
    { "bps=0.5", "100", 1, "100.005" },
    { "ticks=2", "100", 1, "100.02" },
    { "ticks=2", "100", -1, "99.98" },
    { "bps=1,ticks=1", "100", -1, "99.98" },
    /* never below one tick, nor below a price that is less */
    { "ticks=5", "0.03", -1, "0.01" },
    { "ticks=5", "0.004", -1, "0.004" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      DtSlippage slippage;
      DtMoney slipped;

      g_assert_true (dt_slippage_parse (cases[i].spec, &slippage, &error));
      g_assert_no_error (error);
      g_assert_true (dt_slippage_apply (&slippage, money (cases[i].price),
                                        cases[i].side * DT_UNITS (1), 10000, &slipped));
      g_assert_cmpint (slipped, ==, money (cases[i].slipped));
    }
}

static void
test_refused (void)
{
  static const char *const commissions[] = {
    "", "free", "per-share", "per-share=", "per-share=abc", "per-share=-1", "per-share=1e-3",
    "per-share=nan", "percent=101", "percent=0.00001", "min=1,min=2", "min=1,", "bps=1",
    "per-share=0.0000001", "none,min=1", "per-share=99999999",
  };
  static const char *const slippages[] = {
    "", "some", "bps", "bps=x", "bps=-1", "bps=10001", "ticks=0.5", "bps=0.001", "ticks=1,ticks=1",
    "min=1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (commissions); i++)
    {
      g_autoptr(GError) error = NULL;
      DtCommission commission = { 1, 2, 3, 4, 5, 6 };

      g_assert_false (dt_commission_parse (commissions[i], &commission, &error));
      g_assert_error (error, DT_BROKER_ERROR, DT_BROKER_ERROR_SPEC);
      g_assert_cmpint (commission.per_share, ==, 1);
    }

  for (guint i = 0; i < G_N_ELEMENTS (slippages); i++)
    {
      g_autoptr(GError) error = NULL;
      DtSlippage slippage;

      g_assert_false (dt_slippage_parse (slippages[i], &slippage, &error));
      g_assert_error (error, DT_BROKER_ERROR, DT_BROKER_ERROR_SPEC);
    }
}

static void
test_error_names_term (void)
{
  g_autoptr(GError) error = NULL;
  DtCommission commission;

  g_assert_false (dt_commission_parse ("min=1,per-shar=0.005", &commission, &error));
  g_assert_cmpstr (error->message, ==, "The commission term “per-shar=0.005” is not known");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broker/costs/commission", test_commission);
  g_test_add_func ("/broker/costs/later-fill", test_later_fill);
  g_test_add_func ("/broker/costs/overflow", test_overflow);
  g_test_add_func ("/broker/costs/affordable", test_affordable);
  g_test_add_func ("/broker/costs/slippage", test_slippage);
  g_test_add_func ("/broker/costs/refused", test_refused);
  g_test_add_func ("/broker/costs/error-names-term", test_error_names_term);

  return g_test_run ();
}
