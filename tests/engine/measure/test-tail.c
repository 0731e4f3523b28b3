/* test-tail.c - the worst of returns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-tail.h"

#define N_LOSSES 20000

/* 21 returns -10 % ... +10 %: place f x 20 falls on values. */
static void
test_historical (void)
{
  double returns[21];

  for (int i = 0; i < 21; i++)
    returns[i] = (i * 8 % 21 - 10) / 100.;

  g_assert_cmpfloat_with_epsilon (dt_tail_value_at_risk (returns, 21, .05), -.09, 1e-15);
  g_assert_cmpfloat_with_epsilon (dt_tail_value_at_risk (returns, 21, .075), -.085, 1e-15);
  /* The worst 1 + floor (20 x 0.1) = 3: -10, -9, -8 % */
  g_assert_cmpfloat_with_epsilon (dt_tail_conditional_value_at_risk (returns, 21, .1), -.09, 1e-15);
  g_assert_cmpfloat_with_epsilon (dt_tail_ratio (returns, 21), 1., 1e-14);
  g_assert_true (isnan (dt_tail_ratio (returns, 0)));
  g_assert_true (isnan (dt_tail_value_at_risk (returns, 0, .05)));
  g_assert_true (isnan (dt_tail_conditional_value_at_risk (returns, 0, .05)));
}

/* Eight values: 95th percentile at place 6.65, 5th at 0.35. */
static void
test_ratio_with_hole (void)
{
  static const double returns[] = { NAN, .01, .1, -.04, .02, .03, .02, .01, -.1 };

  g_assert_cmpfloat_with_epsilon (dt_tail_ratio (returns, 9),
                                  (.03 + .65 * .07) / (.1 - .35 * .06), 1e-14);
}

/* Losses at the quantiles of a generalised Pareto distribution (scale 0.02, shape 0.25): excesses
 * over any threshold u have the same shape and scale + shape u, the loss of probability p and the
 * mean beyond it are known in closed form. */
static void
test_fit (void)
{
  const double scale = .02, shape = .25, p = .01;
  g_autofree double *returns = g_new (double, N_LOSSES);
  double risk = scale / shape * (pow (p, -shape) - 1.);
  DtTailFit fit;

  for (int i = 0; i < N_LOSSES; i++)
    returns[i] = -scale / shape * (pow ((i + .5) / N_LOSSES, -shape) - 1.);

  g_assert_true (dt_tail_fit (returns, N_LOSSES, p, &fit));
  g_assert_cmpfloat_with_epsilon (fit.shape, shape, .05);
  g_assert_cmpfloat_with_epsilon (fit.scale, scale + shape * fit.threshold, .006);
  g_assert_cmpfloat_with_epsilon (fit.value_at_risk, risk, .01 * risk);
  g_assert_cmpfloat_with_epsilon (fit.expected_shortfall, (risk + scale) / (1. - shape),
                                  .03 * risk);
}

/* Losses of a uniform distribution end: no fat tail anywhere. */
static void
test_thin (void)
{
  double returns[1000];
  DtTailFit fit;

  for (int i = 0; i < 1000; i++)
    returns[i] = -.1 * (i + .5) / 1000.;

  g_assert_false (dt_tail_fit (returns, 1000, .01, &fit));
  g_assert_cmpfloat (fit.value_at_risk, ==, 0.);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/measure/tail/historical", test_historical);
  g_test_add_func ("/measure/tail/ratio-with-hole", test_ratio_with_hole);
  g_test_add_func ("/measure/tail/fit", test_fit);
  g_test_add_func ("/measure/tail/thin", test_thin);

  return g_test_run ();
}
