/* dt-ratios.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-measure"

#include "config.h"

#include <math.h>

#include "dt-drawdown.h"
#include "dt-ratios.h"

void
dt_ratio_sums_find (DtRatioSums  *sums,
                    const double *returns,
                    gsize         n_returns)
{
  double growth = 1., origin = NAN, sum = 0., logs = 0., squares = 0.;
  gboolean lost = FALSE;
  gsize n = 0;

  /* Of an account that holds nothing many are 0, which change none of the sums but one */
  for (gsize i = 0; i < n_returns; i++)
    {
      double r = returns[i];

      if (isnan (r))
        continue;
      if (n++ == 0)
        origin = r;
      else
        sum += r - origin;
      if (r == 0.)
        continue;

      growth *= 1. + r;
      lost |= r <= -1.;
      if (!lost)
        logs += log1p (r);
      if (r < 0.)
        squares += r * r;
    }

  sums->total = n_returns > 0 ? growth - 1. : NAN;
  sums->geometric_mean = n_returns == 0 ? NAN : lost ? 0. : expm1 (logs / n_returns);
  sums->downside = n > 0 ? sqrt (squares / n) : NAN;
  dt_moments_find_around (&sums->moments, returns, n_returns,
                          n > 0 ? origin + sum / n : NAN, n);
}

/**
 * dt_ratios_volatility:
 *
 * Returns: the sample deviation of returns times the root of the periods in a year, a fraction; NaN
 *   with fewer than two returns
 */
double
dt_ratios_volatility (const double *returns,
                      gsize         n_returns,
                      double        periods_per_year)
{
  return dt_statistics_deviation (returns, n_returns, 1) * sqrt (periods_per_year);
}

/**
 * dt_ratios_moments_volatility_compounded:
 *
 * The deviation of a year's return when its periods are independent and compound: with geometric
 * mean g and sample variance v, sqrt ((v + (1 + g)^2)^N - (1 + g)^2N) (Levy and Markowitz in the
 * form of backtesting.py; the variance of a product of independent factors).
 *
 * Returns: a fraction; NaN with fewer than two returns
 */
double
dt_ratios_moments_volatility_compounded (const DtMoments *moments,
                                         double           geometric_mean,
                                         double           periods_per_year)
{
  double variance = dt_moments_get_variance (moments, 1);
  double square = pow (1. + geometric_mean, 2.);

  /* a^N - b^N as b^N ((a / b)^N - 1) keeps the digits when the variance is small */
  return sqrt (pow (square, periods_per_year)
               * expm1 (periods_per_year * log1p (variance / square)));
}

double
dt_ratios_volatility_compounded (const double *returns,
                                 gsize         n_returns,
                                 double        periods_per_year)
{
  DtMoments moments;

  dt_moments_find (&moments, returns, n_returns);
  return dt_ratios_moments_volatility_compounded (&moments,
                                                  dt_returns_geometric_mean (returns, n_returns),
                                                  periods_per_year);
}

/**
 * dt_ratios_downside_risk:
 *
 * Returns: the root of the mean square of what returns fell short of @required (no shortfall counts
 *   as zero), annualised; NaN of no returns
 */
double
dt_ratios_downside_risk (const double *returns,
                         gsize         n_returns,
                         double        required,
                         double        periods_per_year)
{
  double squares = 0.;
  gsize n = 0;

  for (gsize i = 0; i < n_returns; i++)
    {
      double by = returns[i] - required;

      if (isnan (returns[i]))
        continue;
      if (by < 0.)
        squares += by * by;
      n++;
    }

  return n > 0 ? sqrt (squares / n) * sqrt (periods_per_year) : NAN;
}

/**
 * dt_ratios_moments_sharpe:
 *
 * Returns: mean excess return by its sample deviation, annualised by the root of the periods
 *   (Sharpe 1994); NaN with fewer than two returns
 */
double
dt_ratios_moments_sharpe (const DtMoments *moments,
                          double           risk_free,
                          double           periods_per_year)
{
  double excess = moments->mean - risk_free;

  return excess / sqrt (dt_moments_get_variance (moments, 1)) * sqrt (periods_per_year);
}

double
dt_ratios_sharpe (const double *returns,
                  gsize         n_returns,
                  double        risk_free,
                  double        periods_per_year)
{
  DtMoments moments;

  dt_moments_find (&moments, returns, n_returns);
  return dt_ratios_moments_sharpe (&moments, risk_free, periods_per_year);
}

/**
 * dt_ratios_sortino:
 *
 * Returns: mean return over @required times the periods in a year, by the downside risk; NaN with
 *   fewer than two returns
 */
double
dt_ratios_sortino (const double *returns,
                   gsize         n_returns,
                   double        required,
                   double        periods_per_year)
{
  double excess = dt_statistics_mean (returns, n_returns) - required;

  if (n_returns < 2)
    return NAN;

  return excess * periods_per_year
         / dt_ratios_downside_risk (returns, n_returns, required, periods_per_year);
}

/**
 * dt_ratios_calmar:
 *
 * Returns: annual return by the size of the maximum drawdown; NaN without a drawdown
 */
double
dt_ratios_calmar (const double *returns,
                  gsize         n_returns,
                  double        periods_per_year)
{
  double depth = dt_drawdown_max_of_returns (returns, n_returns);

  if (!(depth < 0.))
    return NAN;

  return dt_returns_annual (returns, n_returns, periods_per_year) / -depth;
}

/**
 * dt_ratios_omega:
 * @required_annual: a year's required return; with one period a year it is the period's
 *
 * Returns: the sum of gains over the threshold by the sum of losses under it (Keating and Shadwick
 *   2002); NaN with fewer than two returns or without a loss
 */
double
dt_ratios_omega (const double *returns,
                 gsize         n_returns,
                 double        risk_free,
                 double        required_annual,
                 double        periods_per_year)
{
  double threshold, gains = 0., losses = 0.;

  if (n_returns < 2 || required_annual <= -1.)
    return NAN;

  threshold = pow (1. + required_annual, 1. / periods_per_year) - 1.;
  for (gsize i = 0; i < n_returns; i++)
    {
      double over = returns[i] - risk_free - threshold;

      if (over > 0.)
        gains += over;
      else if (over < 0.)
        losses -= over;
    }

  return losses > 0. ? gains / losses : NAN;
}

/**
 * dt_ratios_excess_sharpe:
 * @active_returns: returns less those of a benchmark
 *
 * Returns: mean by sample deviation, not annualised (the information ratio); NaN with fewer than
 *   two
 */
double
dt_ratios_excess_sharpe (const double *active_returns,
                         gsize         n_returns)
{
  return dt_ratios_sharpe (active_returns, n_returns, 0., 1.);
}

/**
 * dt_ratios_stability:
 *
 * Allocates one array of @n_returns.
 *
 * Returns: R squared of a straight line through the cumulated logarithms of growth, 0 to 1; NaN
 *   with fewer than two returns or when everything was lost
 */
double
dt_ratios_stability (const double *returns,
                     gsize         n_returns)
{
  g_autofree double *logs = g_new (double, 2 * n_returns);
  double *places = logs + n_returns;
  double sum = 0., r;
  gsize n = 0;

  for (gsize i = 0; i < n_returns; i++)
    {
      if (isnan (returns[i]))
        continue;
      if (returns[i] <= -1.)
        return NAN;
      sum += log1p (returns[i]);
      places[n] = n;
      logs[n++] = sum;
    }

  r = dt_statistics_correlation (places, logs, n);
  return r * r;
}
