/* dt-benchmark.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-measure"

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "dt-benchmark.h"

/* Below this a variance is rounding, not movement. */
#define LEAST_VARIANCE 1e-30

static gboolean
goes (double            factor,
      DtFactorDirection direction)
{
  switch (direction)
    {
    case DT_FACTOR_UP:
      return factor > 0.;
    case DT_FACTOR_DOWN:
      return factor < 0.;
    case DT_FACTOR_ANY:
    default:
      return TRUE;
    }
}

/* A pair that counts, and then the two values less the risk-free return. */
static gboolean
get_pair (const double      *returns,
          const double      *factor,
          gsize              i,
          DtFactorDirection  direction,
          double             risk_free,
          double            *x,
          double            *y)
{
  *x = factor[i] - risk_free;
  *y = returns[i] - risk_free;

  return !isnan (*x) && !isnan (*y) && goes (factor[i], direction);
}

/**
 * dt_benchmark_beta:
 *
 * Returns: covariance of @returns with @factor by the factor's variance; NaN with fewer than two
 *   pairs or a factor that does not move
 */
double
dt_benchmark_beta (const double      *returns,
                   const double      *factor,
                   gsize              n_returns,
                   DtFactorDirection  direction,
                   double             risk_free)
{
  double x, y, x0 = 0., y0 = 0., sum_x = 0., sum_y = 0., xx = 0., xy = 0.;
  gsize n = 0;

  for (gsize i = 0; i < n_returns; i++)
    if (get_pair (returns, factor, i, direction, risk_free, &x, &y))
      {
        if (n++ == 0)
          {
            x0 = x;
            y0 = y;
          }
        sum_x += x - x0;
        sum_y += y - y0;
      }
  if (n < 2)
    return NAN;

  x0 += sum_x / n;
  y0 += sum_y / n;
  for (gsize i = 0; i < n_returns; i++)
    if (get_pair (returns, factor, i, direction, risk_free, &x, &y))
      {
        xx += (x - x0) * (x - x0);
        xy += (x - x0) * (y - y0);
      }

  return xx / n < LEAST_VARIANCE ? NAN : xy / xx;
}

/**
 * dt_benchmark_alpha_beta:
 *
 * Alpha is the mean return that beta does not explain, compounded over a year (Jensen 1968).
 *
 * Returns: both; NaN where undefined
 */
DtAlphaBeta
dt_benchmark_alpha_beta (const double      *returns,
                         const double      *factor,
                         gsize              n_returns,
                         DtFactorDirection  direction,
                         double             risk_free,
                         double             periods_per_year)
{
  double beta = dt_benchmark_beta (returns, factor, n_returns, direction, risk_free);
  double x, y, sum = 0.;
  gsize n = 0;

  if (isnan (beta))
    return (DtAlphaBeta) { NAN, NAN };

  for (gsize i = 0; i < n_returns; i++)
    if (get_pair (returns, factor, i, direction, risk_free, &x, &y))
      {
        sum += y - beta * x;
        n++;
      }

  return (DtAlphaBeta) { expm1 (periods_per_year * log1p (sum / n)), beta };
}

/* Compounds both sides of the periods that count. */
static gsize
grow (const double      *returns,
      const double      *factor,
      gsize              n_returns,
      DtFactorDirection  direction,
      double            *growth,
      double            *factor_growth)
{
  gsize n = 0;

  *growth = *factor_growth = 1.;
  for (gsize i = 0; i < n_returns; i++)
    {
      if (!goes (factor[i], direction))
        continue;
      if (!isnan (returns[i]))
        *growth *= 1. + returns[i];
      if (!isnan (factor[i]))
        *factor_growth *= 1. + factor[i];
      n++;
    }

  return n;
}

/**
 * dt_benchmark_capture:
 *
 * Returns: the annual return in the periods that count by the factor's annual return in them; NaN
 *   without such a period
 */
double
dt_benchmark_capture (const double      *returns,
                      const double      *factor,
                      gsize              n_returns,
                      DtFactorDirection  direction,
                      double             periods_per_year)
{
  double growth, factor_growth;
  gsize n = grow (returns, factor, n_returns, direction, &growth, &factor_growth);

  if (n == 0)
    return NAN;

  return (pow (growth, periods_per_year / n) - 1.)
         / (pow (factor_growth, periods_per_year / n) - 1.);
}

/* Up capture by down capture: above 1 it gains more with the factor than it loses. */
double
dt_benchmark_up_down_capture (const double *returns,
                              const double *factor,
                              gsize         n_returns,
                              double        periods_per_year)
{
  return dt_benchmark_capture (returns, factor, n_returns, DT_FACTOR_UP, periods_per_year)
         / dt_benchmark_capture (returns, factor, n_returns, DT_FACTOR_DOWN, periods_per_year);
}

typedef struct
{
  double factor;
  double value;
  gsize  place;
} Pair;

static int
compare_pairs (const void *a,
               const void *b)
{
  const Pair *x = a, *y = b;

  if (x->factor != y->factor)
    return x->factor < y->factor ? -1 : 1;

  return (x->place > y->place) - (x->place < y->place);
}

/**
 * dt_benchmark_batting:
 *
 * Returns: the part of the periods in which the return was above the factor's (empyrical's batting
 *   average); NaN without pairs
 */
double
dt_benchmark_batting (const double *returns,
                      const double *factor,
                      gsize         n_returns)
{
  gsize n = 0, n_above = 0;
  double x, y;

  for (gsize i = 0; i < n_returns; i++)
    if (get_pair (returns, factor, i, DT_FACTOR_ANY, 0., &x, &y))
      {
        n++;
        n_above += y > x;
      }

  return n > 0 ? (double) n_above / n : NAN;
}

/* Means of both sides of the pairs, and the variance of their differences. */
static double
find_active_variance (const double *returns,
                      const double *factor,
                      gsize         n_returns,
                      double       *mean,
                      double       *factor_mean)
{
  double sum_x = 0., sum_y = 0., squares = 0., x, y;
  gsize n = 0;

  for (gsize i = 0; i < n_returns; i++)
    if (get_pair (returns, factor, i, DT_FACTOR_ANY, 0., &x, &y))
      {
        sum_x += x;
        sum_y += y;
        n++;
      }
  *mean = sum_y / n;
  *factor_mean = sum_x / n;
  for (gsize i = 0; i < n_returns; i++)
    if (get_pair (returns, factor, i, DT_FACTOR_ANY, 0., &x, &y))
      squares += pow (y - x - (*mean - *factor_mean), 2.);

  return n > 1 ? squares / (n - 1) : NAN;
}

/**
 * dt_benchmark_tracking_error:
 *
 * Returns: the sample deviation of the difference of both returns, annual; NaN with fewer than two
 *   pairs
 */
double
dt_benchmark_tracking_error (const double *returns,
                             const double *factor,
                             gsize         n_returns,
                             double        periods_per_year)
{
  double mean, factor_mean;

  return sqrt (find_active_variance (returns, factor, n_returns, &mean, &factor_mean)
               * periods_per_year);
}

/**
 * dt_benchmark_information_ratio:
 *
 * LEAN's: each side's mean return compounded over a year, their difference by the tracking error.
 *
 * Returns: NaN with fewer than two pairs, or when both move as one
 */
double
dt_benchmark_information_ratio (const double *returns,
                                const double *factor,
                                gsize         n_returns,
                                double        periods_per_year)
{
  double mean, factor_mean;
  double variance = find_active_variance (returns, factor, n_returns, &mean, &factor_mean);

  if (!(variance > LEAST_VARIANCE))
    return NAN;

  return (pow (1. + mean, periods_per_year) - pow (1. + factor_mean, periods_per_year))
         / sqrt (variance * periods_per_year);
}

/**
 * dt_benchmark_fragility:
 *
 * How far the return at the middle of the factor's range lies below the line between its two ends
 * (Taleb, Canetti, Kinda, Loukoianova and Schmieder, IMF WP/12/216): negative is fragile.
 * Allocates.
 *
 * Returns: a fraction; NaN with fewer than three pairs
 */
double
dt_benchmark_fragility (const double *returns,
                        const double *factor,
                        gsize         n_returns)
{
  g_autofree Pair *pairs = g_new (Pair, n_returns);
  const Pair *first, *middle, *last;
  double range, weight = .5, other_weight = .5;
  gsize n = 0;

  for (gsize i = 0; i < n_returns; i++)
    if (!isnan (returns[i]) && !isnan (factor[i]))
      {
        pairs[n] = (Pair) { factor[i], returns[i], n };
        n++;
      }
  if (n < 3)
    return NAN;

  qsort (pairs, n, sizeof *pairs, compare_pairs);
  first = &pairs[0];
  middle = &pairs[llrint (n / 2.)];
  last = &pairs[n - 1];
  range = last->factor - first->factor;
  if (range != 0.)
    {
      weight = (middle->factor - first->factor) / range;
      other_weight = (last->factor - middle->factor) / range;
    }

  return weight * first->value + other_weight * last->value - middle->value;
}
