/* test-significance.c - published values of what is luck in a Sharpe ratio, and LEAN's of trades
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-benchmark.h"
#include "dt-session-measures.h"
#include "dt-significance.h"
#include "dt-statistics.h"
#include "dt-trade-path.h"

#define assert_near(got, expected, tolerance) \
  g_assert_cmpfloat_with_epsilon (got, expected, tolerance)

/* Quantiles of the standard normal distribution to 15 digits, as every table has them. */
static void
test_normal (void)
{
  static const double known[][2] = {
    { .5, 0. }, { .75, .674489750196082 }, { .9, 1.2815515655446 }, { .95, 1.64485362695147 },
    { .975, 1.95996398454005 }, { .99, 2.32634787404084 }, { .999, 3.09023230616781 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      assert_near (dt_significance_normal_quantile (known[i][0]), known[i][1], 1e-13);
      assert_near (dt_significance_normal_quantile (1. - known[i][0]), -known[i][1], 1e-13);
      assert_near (dt_significance_normal (known[i][1]), known[i][0], 1e-14);
    }
  for (double z = -8.; z < 5.; z += .125)
    assert_near (dt_significance_normal_quantile (dt_significance_normal (z)), z, 1e-9);
  g_assert_true (isnan (dt_significance_normal_quantile (0.)));
  g_assert_true (isnan (dt_significance_normal_quantile (1.)));
}

/* 2 8 0 4 1 9 9 0 (Joanes and Gill's formulas as in many textbooks): mean 4.125, sums of the powers
 * of the distances 110.875, 109.40625 and 2049.900390625:
 * G1 = 8 sqrt (7) / 6 x 109.40625 / 110.875^1.5 = 0.33058218040796746
 * G2 = 8 x 9 x 7 / (6 x 5) x 2049.900390625 / 110.875^2 - 3 x 49 / 30 = -2.0986022580960872 */
static void
test_moments (void)
{
  static const double values[] = { 2, 8, 0, 4, NAN, 1, 9, 9, 0 };
  static const double same[] = { 3, 3, 3, 3, 3 };

  assert_near (dt_statistics_skewness (values, 9), .33058218040796746, 1e-14);
  assert_near (dt_statistics_kurtosis (values, 9), -2.0986022580960872, 1e-13);
  g_assert_true (isnan (dt_statistics_skewness (same, 5)));
  g_assert_true (isnan (dt_statistics_kurtosis (values, 3)));
}

/* Bailey and López de Prado 2012, section on the hedge fund with 24 monthly returns: mean 0.036,
 * deviation 0.079, skewness -2.448, kurtosis 10.164: 0.913, and 0.982 were they normal. */
static void
test_probabilistic (void)
{
  DtSharpeSample normal = { .sharpe = .458, .n = 24. };
  DtSharpeSample fund = { .sharpe = .458, .skewness = -2.448, .kurtosis = 7.164, .n = 24. };

  assert_near (dt_significance_probability (&normal, 0.), .982, .0005);
  assert_near (dt_significance_probability (&fund, 0.), .913, .0005);
}

/* The same paper: an annual ratio of 2 needs 2.73 years of normal daily returns to be above 1 with
 * 95 % confidence, 2.83 of weekly, 3.24 of monthly, and with skewness -0.72 and kurtosis 5.78 of
 * monthly returns 4.99. */
static void
test_min_length (void)
{
  static const double periods[] = { 250., 52., 12. }, years[] = { 2.73, 2.83, 3.24 };

  for (int i = 0; i < 3; i++)
    {
      DtSharpeSample sample = { .sharpe = 2. / sqrt (periods[i]) };

      assert_near (dt_significance_min_length (&sample, 1. / sqrt (periods[i]), .95) / periods[i],
                   years[i], .006);
    }

  {
    DtSharpeSample sample = { .sharpe = 2. / sqrt (12.), .skewness = -.72, .kurtosis = 2.78 };

    assert_near (dt_significance_min_length (&sample, 1. / sqrt (12.), .95) / 12., 4.99, .006);
    g_assert_true (isnan (dt_significance_min_length (&sample, 1., .95)));
  }
}

/* Bailey and López de Prado 2014, their example: 100 trials whose annual ratios have variance 1/2,
 * the best with an annual ratio of 2.5 over 1,250 days, skewness -3, kurtosis 10: expected maximum
 * 0.1132 a day, deflated ratio 0.9004. */
static void
test_deflated (void)
{
  double expected = dt_significance_expected_maximum (sqrt (.5 / 250.), 100.);
  DtSharpeSample best = { 2.5 / sqrt (250.), -3., 7., 1250. };

  assert_near (expected, .1132, .00005);
  assert_near (dt_significance_probability (&best, expected), .9004, .0005);
  g_assert_cmpfloat (dt_significance_expected_maximum (.1, 1.), ==, 0.);
}

/* One minus one half: up 10 %, down 5 %, nothing, up 2 %; every figure by hand. */
static void
test_sessions (void)
{
  static const double r[] = { .1, -.05, NAN, 0., .02 };
  DtSessionMeasures m;
  /* Depths after each: 0, -.05, -.05, 1.1 x .95 x 1.02 / 1.1 - 1 = -.031 */
  double ulcer = sqrt ((.05 * .05 + .05 * .05 + .031 * .031) / 3.);
  double total = 1.1 * .95 * 1.02 - 1.;
  double mean = .0175, deviation = sqrt ((pow (.0825, 2.) + pow (.0675, 2.) + pow (.0175, 2.)
                                          + pow (.0025, 2.)) / 3.);

  dt_session_measures_compute (r, 5, &m);
  g_assert_cmpfloat (m.best, ==, .1);
  g_assert_cmpfloat (m.worst, ==, -.05);
  assert_near (m.average_up, .06, 1e-15);
  assert_near (m.average_down, -.05, 1e-15);
  assert_near (m.win_rate, 2. / 3., 1e-15);
  assert_near (m.payoff, 1.2, 1e-14);
  assert_near (m.profit_factor, 2.4, 1e-14);
  assert_near (m.gain_to_pain, 1.4, 1e-14);
  assert_near (m.cpc, 2.4 * 2. / 3. * 1.2, 1e-14);
  assert_near (m.kelly, 2. / 3. - 1. / 3. / 1.2, 1e-14);
  /* (1/3 / 5/3)^4 */
  assert_near (m.risk_of_ruin, 1. / 625., 1e-15);
  /* 99th percentile: place 2.97 between .02 and .1; gains over the three that are not below 0 */
  assert_near (m.outlier_win, (.02 + .97 * .08) / .04, 1e-13);
  /* 1st: place .03 between -.05 and 0 */
  assert_near (m.outlier_loss, (-.05 + .03 * .05) / -.05, 1e-13);
  assert_near (m.risk_return, mean / deviation, 1e-13);
  assert_near (m.normal_value_at_risk, mean - 1.64485362695147 * deviation, 1e-13);
  /* No return is below that: the limit itself */
  assert_near (m.normal_expected_shortfall, m.normal_value_at_risk, 1e-15);
  assert_near (m.ulcer_index, ulcer, 1e-14);
  assert_near (m.ulcer_performance, total / ulcer, 1e-12);
  assert_near (m.recovery, .07 / .05, 1e-12);
  g_assert_cmpuint (m.longest_up, ==, 1);
  g_assert_cmpuint (m.longest_down, ==, 1);

  dt_session_measures_compute (r, 0, &m);
  g_assert_true (isnan (m.best) && isnan (m.ulcer_index) && isnan (m.smoothing));
}

/* 1 2 3 4 against the next: correlation 1, so that 1 + 2 (3/4 + 2/4 + 1/4) = 4 and its root 2. */
static void
test_smoothing (void)
{
  static const double r[] = { .01, .02, .03, .04 };
  DtSessionMeasures m;

  dt_session_measures_compute (r, 4, &m);
  assert_near (m.autocorrelation, 1., 1e-12);
  assert_near (m.smoothing, 2., 1e-11);
}

/* Differences .01, -.03, .02: mean 0, sample variance .0007. */
static void
test_active (void)
{
  static const double r[] = { .02, -.02, NAN, .03 }, f[] = { .01, .01, .5, .01 };
  double mean = .01;

  assert_near (dt_benchmark_tracking_error (r, f, 4, 252.), sqrt (.0007 * 252.), 1e-14);
  assert_near (dt_benchmark_information_ratio (r, f, 4, 252.),
               (pow (1. + mean, 252.) - pow (1.01, 252.)) / sqrt (.0007 * 252.), 1e-9);
  assert_near (dt_benchmark_batting (r, f, 4), 2. / 3., 1e-15);
  g_assert_true (isnan (dt_benchmark_information_ratio (f, f, 4, 252.)));
}

/* The cases of LEAN's own TradeStatisticsTests. */
static const struct
{
  double profits[3];
  double worst[3];
  double best[3];
  double largest_profit;
  double largest_loss;
  double deviation;
  double sharpe;
  double closed;
  double intra;
  double to_drawdown;
  double give_back;
  double average_give_back;
} lean[] = {
  { { 20, 20, 10 }, { -5, -30, -15 }, { 30, 40, 30 }, 20, NAN, 5.77350269189626,
    2.88675134594813, 0, -70, NAN, -20, -16.6666666666667 },
  { { -20, -20, -10 }, { -30, -40, -30 }, { 5, 30, 15 }, NAN, -20, 5.77350269189626,
    -2.88675134594813, -50, -80, -1, -50, -33.3333333333333 },
  { { -20, -20, 10 }, { -30, -40, -15 }, { 5, 30, 30 }, 10, -20, 17.3205080756888,
    -.577350269189625, -40, -70, -.75, -50, -31.6666666666667 },
  { { 10, -20, -20 }, { -15, -30, -40 }, { 30, 5, 30 }, 10, -20, 17.3205080756888,
    -.577350269189625, -40, -80, -.75, -50, -31.6666666666667 },
  { { -20, 20, 10 }, { -30, -40, -15 }, { 5, 30, 30 }, 20, -20, 20.8166599946613,
    .160128153805087, -20, -70, .5, -25, -18.3333333333333 },
};

static void
assert_same (double got,
             double expected)
{
  if (isnan (expected))
    g_assert_true (isnan (got));
  else
    assert_near (got, expected, 1e-12);
}

static void
test_lean (void)
{
  DtTradePath path;

  for (guint i = 0; i < G_N_ELEMENTS (lean); i++)
    {
      dt_trade_path_compute (lean[i].profits, lean[i].worst, lean[i].best, 3, &path);
      assert_same (path.largest_profit, lean[i].largest_profit);
      assert_same (path.largest_loss, lean[i].largest_loss);
      assert_same (path.deviation, lean[i].deviation);
      assert_same (path.sharpe, lean[i].sharpe);
      assert_same (path.max_closed_drawdown, lean[i].closed);
      assert_same (path.max_intra_drawdown, lean[i].intra);
      assert_same (path.profit_to_drawdown, lean[i].to_drawdown);
      assert_same (path.max_give_back, lean[i].give_back);
      assert_same (path.average_give_back, lean[i].average_give_back);
    }

  /* Of the three losers the deviation is that of all, as in LEAN */
  dt_trade_path_compute (lean[1].profits, lean[1].worst, lean[1].best, 3, &path);
  assert_same (path.loss_deviation, 5.77350269189626);
  assert_same (path.sortino, -2.88675134594813);
  dt_trade_path_compute (NULL, NULL, NULL, 0, &path);
  g_assert_true (isnan (path.max_closed_drawdown));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/measure/significance/normal", test_normal);
  g_test_add_func ("/measure/significance/moments", test_moments);
  g_test_add_func ("/measure/significance/probabilistic", test_probabilistic);
  g_test_add_func ("/measure/significance/min-length", test_min_length);
  g_test_add_func ("/measure/significance/deflated", test_deflated);
  g_test_add_func ("/measure/sessions", test_sessions);
  g_test_add_func ("/measure/sessions/smoothing", test_smoothing);
  g_test_add_func ("/measure/benchmark/active", test_active);
  g_test_add_func ("/measure/trade-path/lean", test_lean);

  return g_test_run ();
}
