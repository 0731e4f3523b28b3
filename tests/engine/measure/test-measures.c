/* test-measures.c - values worked out elsewhere, and what must hold for all series
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-drawdown.h"
#include "dt-ratios.h"
#include "dt-rolling.h"
#include "dt-statistics.h"
#include "dt-trade-measures.h"

#define assert_near(got, expected, tolerance) \
  g_assert_cmpfloat_with_epsilon (got, expected, tolerance)

/* Anscombe (1973), "Graphs in Statistical Analysis", first and third data set; published: mean of x
 * 9, variance of x 11, mean of y 7.50, line y = 3.00 + 0.500 x, r 0.816. */
static void
test_anscombe (void)
{
  static const double x[] = { 10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5 };
  static const double y[2][11] = {
    { 8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68 },
    { 7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73 },
  };
  DtRegression line;

  g_assert_cmpfloat (dt_statistics_mean (x, 11), ==, 9.);
  g_assert_cmpfloat (dt_statistics_variance (x, 11, 1), ==, 11.);
  for (int i = 0; i < 2; i++)
    {
      assert_near (dt_statistics_mean (y[i], 11), 7.50, .005);
      g_assert_true (dt_statistics_regress (x, y[i], 11, &line));
      assert_near (line.intercept, 3.00, .005);
      assert_near (line.slope, .500, .0005);
      assert_near (line.correlation, .816, .0005);
      g_assert_cmpuint (line.n, ==, 11);
      g_assert_cmpfloat (dt_statistics_correlation (x, y[i], 11), ==, line.correlation);
    }
}

/* NIST StRD, NumAcc3 and NumAcc4: 1001 values around 1000000.2 and 10000000.2 in steps of 0.1: mean
 * and sample deviation 0.1 exactly as certified. */
static void
test_far_from_zero (void)
{
  for (int k = 0; k < 2; k++)
    {
      double base = k == 0 ? 1e6 : 1e7;
      double values[1001];

      values[0] = base + .2;
      for (int i = 1; i < 1001; i++)
        values[i] = base + (i % 2 == 1 ? .1 : .3);

      assert_near (dt_statistics_mean (values, 1001), base + .2, base * 1e-15);
      assert_near (dt_statistics_deviation (values, 1001, 1), .1, 1e-8);
    }
}

static void
test_missing_and_constant (void)
{
  static const double holes[] = { NAN, 1., NAN, 2., 4., NAN };
  static const double others[] = { 1., 2., 3., NAN, 8., 9. };
  static const double flat[] = { .1, .1, .1, .1, .1, .1, .1 };
  DtRegression line;

  /* (1 + 2 + 4) / 3; deviations -4/3, -1/3, 5/3: squares 16/9 + 1/9 + 25/9 = 42/9 */
  assert_near (dt_statistics_mean (holes, 6), 7. / 3., 1e-15);
  assert_near (dt_statistics_variance (holes, 6, 1), 42. / 9. / 2., 1e-15);
  assert_near (dt_statistics_variance (holes, 6, 0), 42. / 9. / 3., 1e-15);
  /* Complete pairs: (1, 2) and (4, 8): y = 2 x */
  g_assert_true (dt_statistics_regress (holes, others, 6, &line));
  g_assert_cmpuint (line.n, ==, 2);
  assert_near (line.slope, 2., 1e-15);
  assert_near (line.intercept, 0., 1e-15);
  /* 3 x 6 / 2 = 9 */
  assert_near (dt_statistics_covariance (holes, others, 6, 1), 9., 1e-14);

  g_assert_cmpfloat (dt_statistics_deviation (flat, 7, 1), ==, 0.);
  g_assert_true (isnan (dt_statistics_correlation (flat, flat, 7)));
  g_assert_false (dt_statistics_regress (flat, flat, 7, &line));
  g_assert_true (isnan (dt_statistics_mean (holes, 0)));
  g_assert_true (isnan (dt_statistics_mean (holes, 1)));
  g_assert_true (isnan (dt_statistics_variance (holes, 2, 1)));
}

/* The twelve measurements of NIST e-Handbook 7.2.6.2; a percentile's place is f (n - 1) here. */
static void
test_percentile (void)
{
  static const double values[] = { 95.1772, 95.1567, 95.1937, 95.1959, 95.1442, 95.0610,
                                   95.1591, 95.1195, 95.1065, 95.0925, 95.1990, 95.1682 };

  /* Place 0.9 x 11 = 9.9, between the third and second greatest:
   * 95.1937 + 0.9 x (95.1959 - 95.1937) */
  assert_near (dt_statistics_percentile (values, 12, .9), 95.19568, 1e-9);
  g_assert_cmpfloat (dt_statistics_percentile (values, 12, 0.), ==, 95.0610);
  g_assert_cmpfloat (dt_statistics_percentile (values, 12, 1.), ==, 95.1990);
  g_assert_true (isnan (dt_statistics_percentile (values, 0, .5)));
}

/* Equity by hand: peak 110 at 1, trough 88 at 3 (-20 %), back at 5; peak 121 at 6, 108.9 at 8,
 * open. */
static void
test_spells (void)
{
  static const double equity[] = { 100, 110, 99, 88, 104.5, 110, 121, 115, 108.9 };
  double depths[9];
  DtDrawdownSpell spell;
  gsize cursor = 0;

  g_assert_true (dt_drawdown_next_spell (equity, 9, &cursor, &spell));
  g_assert_cmpuint (spell.peak, ==, 1);
  g_assert_cmpuint (spell.trough, ==, 3);
  g_assert_cmpuint (spell.end, ==, 5);
  g_assert_true (spell.recovered);
  assert_near (spell.depth, -.2, 1e-15);

  g_assert_true (dt_drawdown_next_spell (equity, 9, &cursor, &spell));
  g_assert_cmpuint (spell.peak, ==, 6);
  g_assert_cmpuint (spell.trough, ==, 8);
  g_assert_cmpuint (spell.end, ==, 8);
  g_assert_false (spell.recovered);
  assert_near (spell.depth, -.1, 1e-15);
  g_assert_false (dt_drawdown_next_spell (equity, 9, &cursor, &spell));

  /* A fall at the last point only is none yet; nor is a rise or a single point */
  for (gsize n = 0; n <= 3; n++)
    {
      cursor = 0;
      g_assert_false (dt_drawdown_next_spell (equity, n, &cursor, &spell));
    }

  assert_near (dt_drawdown_max (equity, 9), -.2, 1e-15);
  dt_drawdown_series (equity, 9, depths);
  assert_near (depths[2], -.1, 1e-15);
  g_assert_cmpfloat (depths[6], ==, 0.);
}

/* Whatever the series: the deepest spell is the maximum drawdown (unless it is only the last
 * point), spells do not overlap, and between them equity never falls. */
static void
test_spells_cover (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20190211);

  for (int round = 0; round < 500; round++)
    {
      double equity[60], worst = 0.;
      DtDrawdownSpell spell;
      gsize n = g_rand_int_range (rand, 1, 60), cursor = 0, last = 0;

      equity[0] = 100.;
      for (gsize i = 1; i < n; i++)
        equity[i] = equity[i - 1] * (1. + .01 * g_rand_int_range (rand, -3, 4));

      while (dt_drawdown_next_spell (equity, n, &cursor, &spell))
        {
          g_assert_cmpuint (spell.peak, >=, last);
          g_assert_cmpuint (spell.end, >, spell.peak);
          for (gsize i = last; i < spell.peak; i++)
            g_assert_cmpfloat (equity[i + 1], >=, equity[i]);
          last = spell.end;
          worst = fmin (worst, spell.depth);
        }
      if (n >= 2 && equity[n - 1] < equity[n - 2])
        worst = fmin (worst, dt_drawdown_max (equity, n));
      g_assert_cmpfloat (worst, ==, dt_drawdown_max (equity, n));
    }
}

static double
random_value (GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 12))
    {
    case 0:
      return NAN;
    case 1:
      return -100. * g_rand_double (rand);
    case 2:
      return 0.;
    default:
      return 100. + 10. * g_rand_double (rand);
    }
}

/* Against its definition, value by value: below zero, from zero and with gaps too. */
static void
test_deepest (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20190212);

  for (int round = 0; round < 2000; round++)
    {
      double values[40], depths[40], worst = INFINITY, expected, found;
      gsize n = g_rand_int_range (rand, 0, 40);

      for (gsize i = 0; i < n; i++)
        values[i] = round % 2 == 0 ? 100. + g_rand_double (rand) : random_value (rand);
      dt_drawdown_series (values, n, depths);
      for (gsize i = 0; i < n; i++)
        if (!isnan (values[i]) && depths[i] < worst)
          worst = depths[i];
      expected = isinf (worst) ? NAN : worst;
      found = dt_drawdown_max (values, n);
      g_assert_true (isnan (expected) ? isnan (found) : expected == found);
    }
}

static void
assert_same (double a,
             double b)
{
  g_assert_true ((isnan (a) && isnan (b)) || memcmp (&a, &b, sizeof a) == 0);
}

/* To the bit what each of the functions says by itself. */
static void
test_ratio_sums (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20190213);

  for (int round = 0; round < 2000; round++)
    {
      gsize n = g_rand_int_range (rand, 0, 50);
      double returns[50];
      DtRatioSums sums;
      DtMoments moments;

      for (gsize i = 0; i < n; i++)
        {
          int kind = g_rand_int_range (rand, 0, 10);

          returns[i] = kind < 3 ? 0. : kind == 3 ? NAN : .1 * (g_rand_double (rand) - .5);
          if (g_rand_int_range (rand, 0, 400) == 0)
            returns[i] = -1.;
        }
      dt_ratio_sums_find (&sums, returns, n);
      dt_moments_find (&moments, returns, n);
      assert_same (sums.total, dt_returns_total (returns, n));
      assert_same (dt_returns_annualize (sums.total, n, 252.),
                   dt_returns_annual (returns, n, 252.));
      assert_same (sums.geometric_mean, dt_returns_geometric_mean (returns, n));
      assert_same (sums.downside * sqrt (252.), dt_ratios_downside_risk (returns, n, 0., 252.));
      g_assert_cmpuint (sums.moments.n, ==, moments.n);
      assert_same (sums.moments.mean, moments.mean);
      for (guint i = 0; i < G_N_ELEMENTS (moments.sums); i++)
        assert_same (sums.moments.sums[i], moments.sums[i]);
    }
}

/* Doubling in exactly two years is sqrt (2) - 1 a year; in 504 daily periods likewise. */
static void
test_growth (void)
{
  double values[] = { 100., 110., 99., NAN, 120. };
  double returns[5], flat[504];

  assert_near (dt_returns_cagr (100., 200., 730.5), M_SQRT2 - 1., 1e-15);
  g_assert_true (isnan (dt_returns_cagr (100., 200., 0.)));
  g_assert_true (isnan (dt_returns_cagr (0., 200., 10.)));
  g_assert_cmpfloat (dt_returns_cagr (100., 0., 10.), ==, -1.);

  for (int i = 0; i < 504; i++)
    flat[i] = exp2 (1. / 504.) - 1.;
  assert_near (dt_returns_annual (flat, 504, 252.), M_SQRT2 - 1., 1e-12);
  assert_near (dt_returns_geometric_mean (flat, 504), flat[0], 1e-15);

  dt_returns_from_values (values, 5, returns);
  g_assert_true (isnan (returns[0]));
  assert_near (returns[1], .1, 1e-15);
  assert_near (returns[2], -.1, 1e-15);
  g_assert_true (isnan (returns[3]) && isnan (returns[4]));
  assert_near (dt_returns_total (returns, 3), -.01, 1e-15);
}

/* Two equally likely returns +u and -u, N periods: the mean is 0, so E[growth^2] = (1 + u^2)^N.
 * With the sample's variance v and the geometric mean g in their places the formula is evaluated
 * directly. */
static void
test_compounded_volatility (void)
{
  static const double returns[] = { .02, -.01, .03, -.02, .01 };
  /* mean .006, squares of deviations .000196 + .000256 + .000576 + .000676 + .000016 = .00172 */
  double variance = .00172 / 4.;
  double growth = pow (1.02 * .99 * 1.03 * .98 * 1.01, .2);
  double expected = sqrt (pow (variance + growth * growth, 252.) - pow (growth, 504.));

  assert_near (dt_ratios_volatility_compounded (returns, 5, 252.), expected, expected * 1e-11);
  assert_near (dt_ratios_volatility (returns, 5, 252.), sqrt (variance * 252.), 1e-14);
}

/* Five trades by hand: +100, -50, +30, -20, 0 on entries of 1000. */
static void
test_trades (void)
{
  static const double profits[] = { 100, -50, 30, -20, 0 };
  static const double returns[] = { .1, -.05, .03, -.02, 0. };
  DtTradeMeasures m;

  dt_trade_measures_compute (profits, returns, 5, &m);
  g_assert_cmpuint (m.n_wins, ==, 2);
  g_assert_cmpuint (m.n_losses, ==, 2);
  assert_near (m.win_rate, .4, 1e-15);
  assert_near (m.profit_factor, .13 / .07, 1e-14);
  assert_near (m.profit_factor_money, 130. / 70., 1e-14);
  assert_near (m.expectancy, .012, 1e-15);
  assert_near (m.average_return, pow (1.1 * .95 * 1.03 * .98, .2) - 1., 1e-14);
  g_assert_cmpfloat (m.best_return, ==, .1);
  g_assert_cmpfloat (m.worst_return, ==, -.05);
  /* mean 12; deviations 88, -62, 18, -32, -12: squares 7744 + 3844 + 324 + 1024 + 144 = 13080 */
  assert_near (m.sqn, sqrt (5.) * 12. / sqrt (13080. / 4.), 1e-14);
  /* .4 - .6 / (65 / 35) */
  assert_near (m.kelly, .4 - .6 * 35. / 65., 1e-14);
  g_assert_cmpuint (m.longest_win_streak, ==, 1);
  g_assert_cmpuint (m.longest_loss_streak, ==, 1);

  dt_trade_measures_compute (profits, returns, 0, &m);
  g_assert_true (isnan (m.win_rate) && isnan (m.sqn) && isnan (m.kelly) && isnan (m.expectancy));
  g_assert_true (isnan (m.profit_factor) && isnan (m.best_return) && isnan (m.average_return));
  g_assert_cmpfloat (m.profit_total, ==, 0.);
}

/* A rolling value is the plain one of its window. */
static void
test_rolling (void)
{
  static const double x[] = { 1, 2, 3, 4, 3, 2 };
  static const double y[] = { 2, 4, 6, 8, 10, 12 };
  double values[6];

  g_assert_cmpuint (dt_rolling_correlation (x, y, 6, 3, values), ==, 4);
  assert_near (values[0], 1., 1e-15);
  assert_near (values[1], 1., 1e-15);
  assert_near (values[2], 0., 1e-15);
  assert_near (values[3], -1., 1e-15);
  g_assert_cmpuint (dt_rolling_correlation (x, y, 6, 7, values), ==, 0);
  g_assert_cmpuint (dt_rolling_volatility (x, 6, 6, 1., values), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/measure/anscombe", test_anscombe);
  g_test_add_func ("/measure/far-from-zero", test_far_from_zero);
  g_test_add_func ("/measure/missing-and-constant", test_missing_and_constant);
  g_test_add_func ("/measure/percentile", test_percentile);
  g_test_add_func ("/measure/spells", test_spells);
  g_test_add_func ("/measure/spells-cover", test_spells_cover);
  g_test_add_func ("/measure/deepest", test_deepest);
  g_test_add_func ("/measure/ratio-sums", test_ratio_sums);
  g_test_add_func ("/measure/growth", test_growth);
  g_test_add_func ("/measure/compounded-volatility", test_compounded_volatility);
  g_test_add_func ("/measure/trades", test_trades);
  g_test_add_func ("/measure/rolling", test_rolling);

  return g_test_run ();
}
