/* test-guards.c - sizes and the chain
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-risk.h"

/* An account of 100,000 and a candidate for 200 at 50, 10,000 USD; each case changes one thing. */
static const DtRiskView flat = {
  .equity = DT_DOLLARS (100000),
  .cash = DT_DOLLARS (100000),
  .minutes_to_close = NAN,
};

static const DtCandidate wanted = {
  .quantity = DT_UNITS (200),
  .price = DT_DOLLARS (50),
  .volume = 1e6,
  .lot = DT_UNITS (1),
};

static void
check (const char          *profile_text,
       const DtRiskView    *view,
       const DtCandidate   *candidate,
       gint64               granted,
       const char          *guard)
{
  g_autofree char *text = g_strdup_printf ("[risk]\n%s\n", profile_text);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRiskProfile) profile = dt_risk_profile_parse (text, "test.risk", &error);
  DtCandidate mirrored = *candidate;
  DtVerdict verdict;

  g_assert_no_error (error);
  verdict = dt_risk_check_entry (profile, view, candidate);
  g_assert_cmpint (verdict.granted, ==, DT_UNITS (granted));
  g_assert_cmpstr (verdict.guard, ==, guard);

  /* A short is cut as a long is */
  mirrored.quantity = -candidate->quantity;
  verdict = dt_risk_check_entry (profile, view, &mirrored);
  g_assert_cmpint (verdict.granted, ==, -DT_UNITS (granted));
  g_assert_cmpstr (verdict.guard, ==, guard);
}

static void
test_each_guard (void)
{
  DtRiskView view = flat;
  DtCandidate candidate = wanted;

  check ("", &flat, &wanted, 200, NULL);

  view.breaker = TRUE;
  check ("", &view, &wanted, 0, "breaker");

  check ("min-price=50", &flat, &wanted, 200, NULL);
  check ("min-price=50.000001", &flat, &wanted, 0, "min-price");

  view = flat;
  view.minutes_to_close = 15.;
  check ("flat-minutes-before-close=15", &view, &wanted, 0, "flat-before-close");
  view.minutes_to_close = 15.5;
  check ("flat-minutes-before-close=15", &view, &wanted, 200, NULL);
  check ("flat-minutes-before-close=15", &flat, &wanted, 200, NULL);

  view = flat;
  view.n_positions = 10;
  check ("max-positions=10", &view, &wanted, 0, "max-positions");
  check ("max-positions=11", &view, &wanted, 200, NULL);

  view = flat;
  view.day_profit_fraction = -.03;
  check ("max-daily-loss=0.03", &view, &wanted, 0, "daily-loss");
  check ("max-daily-loss=0.031", &view, &wanted, 200, NULL);

  view = flat;
  view.drawdown = -.15;
  check ("max-drawdown=0.15", &view, &wanted, 0, "drawdown");
  check ("max-drawdown=0.16", &view, &wanted, 200, NULL);

  /* 40 % are 40,000; 35,000 are in the sector: 5,000 / 50 = 100 */
  view = flat;
  view.sector = DT_DOLLARS (35000);
  check ("max-sector-fraction=0.4", &view, &wanted, 100, "sector");
  view.sector = DT_DOLLARS (40000);
  check ("max-sector-fraction=0.4", &view, &wanted, 0, "sector");

  /* 7.77 % are 7,770 / 50 = 155.4 */
  check ("max-position-fraction=0.0777", &flat, &wanted, 155, "position-fraction");
  check ("max-position-fraction=0.1", &flat, &wanted, 200, NULL);

  check ("max-order-notional=9999", &flat, &wanted, 199, "notional");
  check ("max-order-notional=10000", &flat, &wanted, 200, NULL);

  /* 1 % of 12,345 are 123.45 */
  candidate.volume = 12345.;
  check ("max-participation=0.01", &flat, &candidate, 123, "participation");
  candidate.volume = 0.;
  check ("max-participation=0.01", &flat, &candidate, 0, "participation");
  candidate.volume = NAN;
  check ("max-participation=0.01", &flat, &candidate, 200, NULL);

  /* 80 % are 80,000; 60,000 held and 15,000 spoken for: 5,000 / 50 = 100 */
  view = flat;
  view.gross = DT_DOLLARS (60000);
  view.reserved = DT_DOLLARS (15000);
  check ("max-gross-exposure=0.8", &view, &wanted, 100, "buying-power");
  view.gross = DT_DOLLARS (100000);
  check ("max-gross-exposure=0.8", &view, &wanted, 0, "buying-power");
  check ("", &view, &wanted, 200, NULL);
}

/* Each later guard asks for less and is named; the first that refuses ends the chain. */
static void
test_chain (void)
{
  DtRiskView view = flat;
  DtCandidate candidate = wanted;

  /* 8,000 -> 160, 7,000 -> 140, then 130 by volume, then 6,000 -> 120 */
  candidate.volume = 1300.;
  view.gross = DT_DOLLARS (74000);
  check ("max-position-fraction=0.08\nmax-order-notional=7000\nmax-participation=0.1\n"
         "max-gross-exposure=0.8", &view, &candidate, 120, "buying-power");
  check ("max-position-fraction=0.08\nmax-order-notional=7000\nmax-participation=0.1\n"
         "max-gross-exposure=0.9", &view, &candidate, 130, "participation");

  view.n_positions = 3;
  view.drawdown = -.5;
  view.breaker = TRUE;
  check ("min-price=100\nmax-positions=1\nmax-drawdown=0.1", &view, &candidate, 0, "breaker");
  view.breaker = FALSE;
  check ("min-price=100\nmax-positions=1\nmax-drawdown=0.1", &view, &candidate, 0, "min-price");
  check ("max-positions=1\nmax-drawdown=0.1", &view, &candidate, 0, "max-positions");
  check ("max-drawdown=0.1\nmax-order-notional=10", &view, &candidate, 0, "drawdown");
}

static void
test_lots (void)
{
  DtCandidate candidate = wanted;

  /* 7,770 / 50 = 155.4: one lot of 100; with lots of 200 none */
  candidate.lot = DT_UNITS (100);
  check ("max-position-fraction=0.0777", &flat, &candidate, 100, "position-fraction");
  candidate.lot = DT_UNITS (200);
  check ("max-position-fraction=0.0777", &flat, &candidate, 0, "position-fraction");
}

static void
test_size (void)
{
  static const struct
  {
    DtSizeKind  kind;
    double      value;
    const char *price;
    const char *risk;
    const char *lot;
    const char *quantity;
  } cases[] = {
    /* Equity 100,000, buying power 40,000 */
    { DT_SIZE_ALL_IN, 0., "171.2", "0", "1", "233" },            /* 233.64 */
    { DT_SIZE_ALL_IN, 0., "171.2", "0", "100", "200" },
    { DT_SIZE_ALL_IN, 0., "40000", "0", "1", "1" },
    { DT_SIZE_ALL_IN, 0., "40000.000001", "0", "1", "0" },
    { DT_SIZE_FRACTION, .1, "50", "0", "1", "200" },
    { DT_SIZE_FRACTION, .1, "50.000001", "0", "1", "199" },
    { DT_SIZE_FRACTION, 1. / 3., "100", "0", "1", "333" },
    { DT_SIZE_FRACTION, 0., "50", "0", "1", "0" },
    { DT_SIZE_FRACTION, -1., "50", "0", "1", "0" },
    { DT_SIZE_FRACTION, NAN, "50", "0", "1", "0" },
    { DT_SIZE_SHARES, 250., "50", "0", "1", "250" },
    { DT_SIZE_SHARES, 250.7, "50", "0", "1", "250" },
    { DT_SIZE_SHARES, 250.7, "50", "0", "0.1", "250.7" },
    { DT_SIZE_SHARES, -5., "50", "0", "1", "0" },
    { DT_SIZE_NOTIONAL, 5000., "171.2", "0", "1", "29" },        /* 29.2 */
    { DT_SIZE_NOTIONAL, -5000., "171.2", "0", "1", "0" },
    { DT_SIZE_NOTIONAL, INFINITY, "171.2", "0", "1", "0" },
    { DT_SIZE_RISK, .01, "50", "2.5", "1", "400" },              /* 1,000 / 2.5 */
    { DT_SIZE_RISK, .01, "50", "3", "1", "333" },
    { DT_SIZE_RISK, .01, "50", "0", "1", "0" },                  /* no stop, no size */
    { DT_SIZE_RISK, .01, "50", "-1", "1", "0" },
    { DT_SIZE_ALL_IN, 0., "0", "0", "1", "0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DtSize size = { cases[i].kind, cases[i].value, DT_SIZE_AT_SIGNAL };
      DtMoney price = 0, risk = 0;
      DtQuantity lot = 0, quantity = 0;

      g_assert_true (dt_money_parse (cases[i].price, &price));
      g_assert_true (dt_money_parse (cases[i].risk, &risk));
      g_assert_true (dt_quantity_parse (cases[i].lot, &lot));
      g_assert_true (dt_quantity_parse (cases[i].quantity, &quantity));
      g_assert_cmpint (dt_size_get_quantity (&size, DT_DOLLARS (100000), DT_DOLLARS (40000), price,
                                             risk, lot), ==, quantity);
    }
}

/* Whatever the limits: never more than asked, whole lots, the same side, and inside each limit. */
static void
test_random (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (17);

  for (guint i = 0; i < 20000; i++)
    {
      DtRiskProfile profile = {
        .max_position_fraction = g_rand_double (rand) - .3,
        .max_sector_fraction = g_rand_double (rand) - .3,
        .max_gross_exposure = 2. * g_rand_double (rand) - .3,
        .max_participation = g_rand_double (rand) - .5,
        .max_order_notional = g_rand_int_range (rand, -1000, 100000) * DT_MONEY_SCALE,
      };
      DtRiskView view = flat;
      DtCandidate candidate = wanted;
      DtVerdict verdict;
      double value;

      view.gross = g_rand_int_range (rand, 0, 120000) * DT_MONEY_SCALE;
      view.sector = g_rand_int_range (rand, 0, 60000) * DT_MONEY_SCALE;
      candidate.quantity = DT_UNITS (g_rand_int_range (rand, -3000, 3001));
      candidate.price = g_rand_int_range (rand, 1, 500000000);
      candidate.lot = g_rand_boolean (rand) ? DT_UNITS (1) : DT_UNITS (10);
      candidate.quantity -= candidate.quantity % candidate.lot;
      candidate.volume = g_rand_int_range (rand, 0, 5000);

      verdict = dt_risk_check_entry (&profile, &view, &candidate);
      value = dt_quantity_to_double (ABS (verdict.granted)) * dt_money_to_double (candidate.price);
      g_assert_cmpint (ABS (verdict.granted), <=, ABS (candidate.quantity));
      g_assert_cmpint (verdict.granted % candidate.lot, ==, 0);
      g_assert_true (verdict.granted == 0 || (verdict.granted > 0) == (candidate.quantity > 0));
      g_assert_true ((verdict.granted == candidate.quantity) == (verdict.guard == NULL));
      if (verdict.granted == 0)
        continue;
      if (profile.max_position_fraction > 0.)
        g_assert_cmpfloat (value, <=, 1e5 * profile.max_position_fraction + 1e-3);
      if (profile.max_gross_exposure > 0.)
        g_assert_cmpfloat (value + dt_money_to_double (view.gross), <=,
                           1e5 * profile.max_gross_exposure + 1e-3);
      if (profile.max_sector_fraction > 0.)
        g_assert_cmpfloat (value + dt_money_to_double (view.sector), <=,
                           1e5 * profile.max_sector_fraction + 1e-3);
      if (profile.max_participation > 0.)
        g_assert_cmpfloat (dt_quantity_to_double (ABS (verdict.granted)), <=,
                           candidate.volume * profile.max_participation);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/risk/guards/each", test_each_guard);
  g_test_add_func ("/risk/guards/chain", test_chain);
  g_test_add_func ("/risk/guards/lots", test_lots);
  g_test_add_func ("/risk/guards/random", test_random);
  g_test_add_func ("/risk/size", test_size);

  return g_test_run ();
}
