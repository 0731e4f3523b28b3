/* dt-tail.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-measure"

#include "config.h"

#include <math.h>

#include "dt-statistics.h"
#include "dt-tail.h"

/* Where the search for a threshold starts, and where it gives up. */
#define FIRST_THRESHOLD .2
#define LAST_THRESHOLD  1e-9
/* The search for shape / scale, in natural logarithms of its product with the mean loss. */
#define SEARCH_FROM  -14.
#define SEARCH_TO    7.
#define SEARCH_STEPS 84

/**
 * dt_tail_ratio:
 *
 * Allocates a sorted copy.
 *
 * Returns: size of the 95th percentile by that of the 5th; NaN of no returns
 */
double
dt_tail_ratio (const double *returns,
               gsize         n_returns)
{
  g_autofree double *sorted = g_new (double, n_returns);
  gsize n = dt_statistics_sort (returns, n_returns, sorted);

  return fabs (dt_statistics_sorted_percentile (sorted, n, .95))
         / fabs (dt_statistics_sorted_percentile (sorted, n, .05));
}

/**
 * dt_tail_value_at_risk:
 * @cutoff: 0.05 is the worst 5 %
 *
 * Allocates a sorted copy.
 *
 * Returns: the return that is not reached in @cutoff of the periods (historical; negative is a
 *   loss); NaN of no returns
 */
double
dt_tail_value_at_risk (const double *returns,
                       gsize         n_returns,
                       double        cutoff)
{
  return dt_statistics_percentile (returns, n_returns, cutoff);
}

/**
 * dt_tail_conditional_value_at_risk:
 *
 * Allocates a sorted copy.
 *
 * Returns: the mean of the worst @cutoff of returns, at least of one; NaN of no returns
 */
double
dt_tail_conditional_value_at_risk (const double *returns,
                                   gsize         n_returns,
                                   double        cutoff)
{
  g_autofree double *sorted = g_new (double, n_returns);
  gsize n = dt_statistics_sort (returns, n_returns, sorted);

  g_return_val_if_fail (cutoff >= 0. && cutoff <= 1., NAN);

  if (n == 0)
    return NAN;

  return dt_statistics_mean (sorted, (gsize) ((n - 1) * cutoff) + 1);
}

/* Log likelihood of excesses under theta = shape / scale, at the shape that is best for it, which
 * has a closed form (Davison 1984). */
static double
likelihood (const double *excesses,
            gsize         n_excesses,
            double        theta,
            double       *shape)
{
  double sum = 0.;
  gsize i = 0;

  /* The logarithm of a product of eight: no factor is so large that it could overflow */
  for (; i + 8 <= n_excesses; i += 8)
    {
      double product = 1.;

      for (gsize j = i; j < i + 8; j++)
        product *= 1. + theta * excesses[j];
      sum += log (product);
    }
  for (; i < n_excesses; i++)
    sum += log1p (theta * excesses[i]);
  *shape = sum / n_excesses;

  return -(double) n_excesses * (log (*shape / theta) + *shape + 1.);
}

/* Looks along a grid of logarithms, then closes in between the neighbours of the best; the best on
 * the grid's edge is no fat tail. */
static gboolean
maximise (const double *excesses,
          gsize         n_excesses,
          double        mean,
          double       *scale,
          double       *shape)
{
  double step = (SEARCH_TO - SEARCH_FROM) / SEARCH_STEPS, best = -INFINITY, low, high;
  int place = 0;

  for (int i = 0; i <= SEARCH_STEPS; i++)
    {
      double value = likelihood (excesses, n_excesses, exp (SEARCH_FROM + i * step) / mean, shape);

      if (value > best)
        {
          best = value;
          place = i;
        }
    }
  if (place == 0 || place == SEARCH_STEPS)
    return FALSE;

  low = SEARCH_FROM + (place - 1) * step;
  high = SEARCH_FROM + (place + 1) * step;
  while (high - low > 1e-10)
    {
      double a = low + (high - low) / 3., b = high - (high - low) / 3.;

      if (likelihood (excesses, n_excesses, exp (a) / mean, shape)
          < likelihood (excesses, n_excesses, exp (b) / mean, shape))
        low = a;
      else
        high = b;
    }

  likelihood (excesses, n_excesses, exp (low) / mean, shape);
  *scale = *shape / (exp (low) / mean);
  return TRUE;
}

/* Losses over the threshold, less it. */
static gsize
find_excesses (const double *returns,
               gsize         n_returns,
               double        threshold,
               double       *excesses,
               double       *mean)
{
  double sum = 0.;
  gsize n = 0;

  for (gsize i = 0; i < n_returns; i++)
    if (-returns[i] > threshold)
      {
        excesses[n] = -returns[i] - threshold;
        sum += excesses[n++];
      }

  *mean = sum / n;
  return n;
}

/**
 * dt_tail_fit:
 * @probability: of the loss that is sought: 0.01 for one period in a hundred
 * @fit: (out): the fit, all zero without one
 *
 * Value at risk and expected shortfall by peaks over a threshold (Gilli and Kellezi 2006): the
 * threshold is halved from 0.2 on until the excesses over it have a fat tail. Allocates.
 *
 * Returns: %FALSE when there is no such threshold, or there are fewer than three returns
 */
gboolean
dt_tail_fit (const double *returns,
             gsize         n_returns,
             double        probability,
             DtTailFit    *fit)
{
  g_autofree double *excesses = g_new (double, n_returns);

  g_return_val_if_fail (probability > 0. && probability < 1., FALSE);

  *fit = (DtTailFit) { 0 };
  if (n_returns < 3)
    return FALSE;

  for (double threshold = FIRST_THRESHOLD; threshold > LAST_THRESHOLD; threshold /= 2.)
    {
      double mean, scale, shape;
      gsize n = find_excesses (returns, n_returns, threshold, excesses, &mean);

      /* Two parameters cannot be told from fewer points than three */
      if (n < 3 || !maximise (excesses, n, mean, &scale, &shape))
        continue;

      *fit = (DtTailFit) { threshold, scale, shape };
      fit->value_at_risk = threshold + scale / shape
                           * (pow ((double) n_returns / n * probability, -shape) - 1.);
      if (shape < 1.)
        fit->expected_shortfall = (fit->value_at_risk + scale - shape * threshold) / (1. - shape);
      else
        fit->expected_shortfall = INFINITY;
      return TRUE;
    }

  return FALSE;
}
