/* test-money.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-money.h"
#include "dt-random.h"

/* Half to even: .5 goes to the even neighbour, whatever the sign. */
static void
test_half_even (void)
{
  static const struct
  {
    gint64 money;
    gint64 numerator;
    gint64 denominator;
    gint64 expected;
  } cases[] = {
    { 1, 1, 2, 0 }, { 3, 1, 2, 2 }, { 5, 1, 2, 2 }, { 7, 1, 2, 4 },
    { -1, 1, 2, 0 }, { -3, 1, 2, -2 }, { -5, 1, 2, -2 }, { 1, -3, 2, -2 },
    { 10, 1, 3, 3 }, { 20, 1, 3, 7 }, { -20, 1, 3, -7 }, { 10, 1, 4, 2 }, { 30, 1, 4, 8 },
    { 0, 5, 7, 0 },
  };
  DtMoney part;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (dt_money_fraction (cases[i].money, cases[i].numerator,
                                        cases[i].denominator, &part));
      g_assert_cmpint (part, ==, cases[i].expected);
    }
  g_assert_false (dt_money_fraction (1, 1, 0, &part));
  g_assert_false (dt_money_fraction (1, 1, -2, &part));
}

/* 187.305 USD x 33.3 = 6237.2565 USD; 0.000001 USD x 0.5 = half of the least step: 0. */
static void
test_times (void)
{
  DtMoney notional;

  g_assert_true (dt_money_times (187305000, 33300000000, &notional));
  g_assert_cmpint (notional, ==, G_GINT64_CONSTANT (6237256500));
  g_assert_true (dt_money_times (187305000, -33300000000, &notional));
  g_assert_cmpint (notional, ==, -G_GINT64_CONSTANT (6237256500));
  g_assert_true (dt_money_times (1, DT_QUANTITY_SCALE / 2, &notional));
  g_assert_cmpint (notional, ==, 0);
  g_assert_true (dt_money_times (3, DT_QUANTITY_SCALE / 2, &notional));
  g_assert_cmpint (notional, ==, 2);
}

/* The product has 126 bits; what comes out must fit 63, and DT_MONEY_NONE is no amount. */
static void
test_edges (void)
{
  DtMoney out;

  g_assert_true (dt_money_times (G_MAXINT64, DT_QUANTITY_SCALE, &out));
  g_assert_cmpint (out, ==, G_MAXINT64);
  g_assert_true (dt_money_times (-G_MAXINT64, DT_QUANTITY_SCALE, &out));
  g_assert_cmpint (out, ==, -G_MAXINT64);
  g_assert_false (dt_money_times (G_MAXINT64, DT_QUANTITY_SCALE + 1, &out));
  g_assert_false (dt_money_times (G_MININT64, DT_QUANTITY_SCALE, &out));
  g_assert_false (dt_money_times (G_MAXINT64, G_MAXINT64, &out));
  g_assert_false (dt_money_times (G_MININT64, G_MININT64, &out));
  g_assert_true (dt_money_fraction (G_MAXINT64, G_MAXINT64, G_MAXINT64, &out));
  g_assert_cmpint (out, ==, G_MAXINT64);
  g_assert_false (dt_money_add (G_MAXINT64, 1, &out));
  g_assert_true (dt_money_add (G_MAXINT64, -1, &out));
}

static void
test_from_double (void)
{
  DtMoney money;
  DtQuantity quantity;

  g_assert_true (dt_money_from_double (0.1 + 0.2, &money));
  g_assert_cmpint (money, ==, 300000);
  g_assert_true (dt_money_from_double (-1234.567891, &money));
  g_assert_cmpint (money, ==, -1234567891);
  /* 0.0000005 x 1e6 is 0.5 in doubles too, 1.5 likewise: half to even */
  g_assert_true (dt_money_from_double (0.0000005, &money));
  g_assert_cmpint (money, ==, 0);
  g_assert_true (dt_money_from_double (0.0000015, &money));
  g_assert_cmpint (money, ==, 2);
  g_assert_false (dt_money_from_double (NAN, &money));
  g_assert_false (dt_money_from_double (INFINITY, &money));
  g_assert_false (dt_money_from_double (1e13, &money));
  g_assert_false (dt_quantity_from_double (-1e10, &quantity));
  g_assert_true (dt_quantity_from_double (0.123456789, &quantity));
  g_assert_cmpint (quantity, ==, 123456789);
}

/* 1000 USD at 33.33 buys 30.003 shares: 30 whole ones, 30.003 in lots of 0.001. */
static void
test_affords (void)
{
  g_assert_cmpint (dt_money_affords (DT_DOLLARS (1000), 33330000, DT_QUANTITY_SCALE), ==,
                   DT_UNITS (30));
  g_assert_cmpint (dt_money_affords (DT_DOLLARS (1000), 33330000, DT_QUANTITY_SCALE / 1000), ==,
                   G_GINT64_CONSTANT (30003000000));
  g_assert_cmpint (dt_money_affords (DT_DOLLARS (33), 33330000, DT_QUANTITY_SCALE), ==, 0);
  g_assert_cmpint (dt_money_affords (DT_DOLLARS (-1), 33330000, DT_QUANTITY_SCALE), ==, 0);
  g_assert_cmpint (dt_money_affords (DT_DOLLARS (1), 0, DT_QUANTITY_SCALE), ==, 0);
  g_assert_cmpint (dt_money_affords (G_MAXINT64, 1, 1), ==, G_MAXINT64);
}

/* Property: what is bought is paid for, one lot more is not. */
static void
test_affords_is_most (void)
{
  DtRandom random;

  dt_random_init (&random, 3);
  for (guint i = 0; i < 20000; i++)
    {
      DtMoney cash = dt_random_below (&random, DT_DOLLARS (1000000));
      DtMoney price = 1 + dt_random_below (&random, DT_DOLLARS (2000));
      DtQuantity units = dt_money_affords (cash, price, DT_QUANTITY_SCALE);

      g_assert_cmpint (units % DT_QUANTITY_SCALE, ==, 0);
      g_assert_cmpint (units / DT_QUANTITY_SCALE, ==, cash / price);
    }
}

static void
test_tick (void)
{
  g_assert_cmpint (dt_money_round_to_tick (10004999, 10000), ==, 10000000);
  g_assert_cmpint (dt_money_round_to_tick (10005000, 10000), ==, 10000000);
  g_assert_cmpint (dt_money_round_to_tick (10015000, 10000), ==, 10020000);
  g_assert_cmpint (dt_money_round_to_tick (-10015000, 10000), ==, -10020000);
  g_assert_cmpint (dt_money_round_to_tick (10015001, 1), ==, 10015001);
  g_assert_cmpint (dt_money_round_to_tick (DT_MONEY_NONE, 10000), ==, DT_MONEY_NONE);
  g_assert_cmpint (dt_quantity_floor_to_lot (DT_UNITS (7) + 1, DT_UNITS (5)), ==, DT_UNITS (5));
  g_assert_cmpint (dt_quantity_floor_to_lot (DT_UNITS (-7), DT_UNITS (5)), ==, DT_UNITS (-5));
}

static void
test_text (void)
{
  static const struct
  {
    DtMoney     money;
    const char *text;
  } cases[] = {
    { 0, "0" }, { 1, "0.000001" }, { -1, "-0.000001" }, { 1234500000, "1234.5" },
    { DT_DOLLARS (100000), "100000" }, { G_MAXINT64, "9223372036854.775807" },
    { -G_MAXINT64, "-9223372036854.775807" },
  };
  static const char *const refused[] = {
    "", "-", ".", "+", "1e5", "1,000", " 1", "1 ", "0.0000001", "9223372036854.775808",
    "1.2.3", "nan", "--1", "99999999999999999999999999999999999999999",
  };
  char buf[DT_DECIMAL_BUF_SIZE];
  DtMoney money;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpstr (dt_money_to_string (cases[i].money, buf), ==, cases[i].text);
      g_assert_true (dt_money_parse (cases[i].text, &money));
      g_assert_cmpint (money, ==, cases[i].money);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    if (dt_money_parse (refused[i], &money))
      g_error ("\"%s\" was taken for money", refused[i]);
}

static void
test_text_round_trip (void)
{
  DtRandom random;
  char buf[DT_DECIMAL_BUF_SIZE];

  dt_random_init (&random, 11);
  for (guint i = 0; i < 50000; i++)
    {
      gint64 value = (gint64) (dt_random_next (&random) >> dt_random_below (&random, 63)) / 2;
      gint64 back;

      value = (i & 1) != 0 ? -value : value;
      g_assert_true (dt_money_parse (dt_money_to_string (value, buf), &back));
      g_assert_cmpint (back, ==, value);
      g_assert_true (dt_quantity_parse (dt_quantity_to_string (value, buf), &back));
      g_assert_cmpint (back, ==, value);
    }
}

/* Whatever is rounded is a multiple, none is nearer, and of two that are as near it is the even
 * one: tried around the middle between two ticks, for prices of all sizes. */
static void
test_round_to_tick (void)
{
  const DtMoney ticks[] = { 2, 3, 100, 5000, DT_CENT, 12345, 12346, 250000, DT_DOLLARS (1) };
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);

  for (guint k = 0; k < G_N_ELEMENTS (ticks); k++)
    for (guint i = 0; i < 20000; i++)
      {
        gint64 size = G_GINT64_CONSTANT (1) << g_rand_int_range (rand, 1, 62);
        gint64 any = g_rand_double_range (rand, -1., 1.) * size;
        DtMoney middle = any / ticks[k] * ticks[k] + ticks[k] / 2;

        for (DtMoney price = middle - 2; price <= middle + 2; price++)
          {
            DtMoney rounded = dt_money_round_to_tick (price, ticks[k]);

            g_assert_cmpint (rounded % ticks[k], ==, 0);
            g_assert_cmpint (2 * ABS (rounded - price), <=, ticks[k]);
            if (2 * ABS (rounded - price) == ticks[k])
              g_assert_cmpint (rounded / ticks[k] % 2, ==, 0);
          }
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/money/half-even", test_half_even);
  g_test_add_func ("/base/money/times", test_times);
  g_test_add_func ("/base/money/round-to-tick", test_round_to_tick);
  g_test_add_func ("/base/money/edges", test_edges);
  g_test_add_func ("/base/money/from-double", test_from_double);
  g_test_add_func ("/base/money/affords", test_affords);
  g_test_add_func ("/base/money/affords-is-most", test_affords_is_most);
  g_test_add_func ("/base/money/tick", test_tick);
  g_test_add_func ("/base/money/text", test_text);
  g_test_add_func ("/base/money/text-round-trip", test_text_round_trip);

  return g_test_run ();
}
