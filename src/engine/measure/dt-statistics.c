/* dt-statistics.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-measure"

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "dt-statistics.h"

/* Means are taken around the first value that is there: a constant series has exactly itself as
 * mean and exactly no deviation, and a large offset costs no digits. */
static void
find_mean (const double *values,
           gsize         n_values,
           double       *mean,
           gsize        *n_present)
{
  double origin = NAN, sum = 0.;
  gsize n = 0;

  for (gsize i = 0; i < n_values; i++)
    {
      if (isnan (values[i]))
        continue;
      if (n++ == 0)
        origin = values[i];
      else
        sum += values[i] - origin;
    }

  *n_present = n;
  *mean = n > 0 ? origin + sum / n : NAN;
}

/**
 * dt_statistics_mean:
 *
 * Returns: the arithmetic mean of the values that are there; NaN when none is
 */
double
dt_statistics_mean (const double *values,
                    gsize         n_values)
{
  double mean;
  gsize n;

  find_mean (values, n_values, &mean, &n);
  return mean;
}

void
dt_moments_find (DtMoments    *moments,
                 const double *values,
                 gsize         n_values)
{
  double mean;
  gsize n;

  find_mean (values, n_values, &mean, &n);
  dt_moments_find_around (moments, values, n_values, mean, n);
}

/* The same where the mean of the values and how many are present is known. */
void
dt_moments_find_around (DtMoments    *moments,
                        const double *values,
                        gsize         n_values,
                        double        mean,
                        gsize         n_present)
{
  double sums[4] = { 0. };

  if (n_present > 0)
    for (gsize i = 0; i < n_values; i++)
      {
        double d = values[i] - mean, square = d * d;

        if (isnan (d))
          continue;
        sums[0] += d;
        sums[1] += square;
        sums[2] += square * d;
        sums[3] += square * square;
      }

  *moments = (DtMoments) { .n = n_present, .mean = mean };
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    moments->sums[i] = sums[i];
}

/**
 * dt_moments_get_variance:
 * @ddof: 0 for the population's, 1 for the sample's
 *
 * Two passes with the correction for the rounding of the mean (Chan, Golub and LeVeque 1983).
 *
 * Returns: the variance; NaN with @ddof values or fewer
 */
double
dt_moments_get_variance (const DtMoments *moments,
                         guint            ddof)
{
  double sum = moments->sums[0];
  gsize n = moments->n;

  if (n == 0 || n <= ddof)
    return NAN;

  return fmax (0., moments->sums[1] - sum * sum / n) / (n - ddof);
}

/**
 * dt_moments_get_skewness:
 *
 * The sample's, adjusted for its size (G1 of Joanes and Gill 1998; that of pandas).
 *
 * Returns: NaN with fewer than three values, or when all are the same
 */
double
dt_moments_get_skewness (const DtMoments *moments)
{
  const double *sums = moments->sums;
  double n = (double) moments->n;

  if (n < 3. || !(sums[1] > 0.))
    return NAN;

  return n * sqrt (n - 1.) / (n - 2.) * sums[2] / (sums[1] * sqrt (sums[1]));
}

/**
 * dt_moments_get_kurtosis:
 *
 * Excess kurtosis of the sample, adjusted for its size (G2 of Joanes and Gill 1998; that of
 * pandas): 0 of a normal distribution.
 *
 * Returns: NaN with fewer than four values, or when all are the same
 */
double
dt_moments_get_kurtosis (const DtMoments *moments)
{
  const double *sums = moments->sums;
  double n = (double) moments->n;

  if (n < 4. || !(sums[1] > 0.))
    return NAN;

  return n * (n + 1.) * (n - 1.) / ((n - 2.) * (n - 3.)) * sums[3] / (sums[1] * sums[1])
         - 3. * (n - 1.) * (n - 1.) / ((n - 2.) * (n - 3.));
}

double
dt_statistics_variance (const double *values,
                        gsize         n_values,
                        guint         ddof)
{
  DtMoments moments;

  dt_moments_find (&moments, values, n_values);
  return dt_moments_get_variance (&moments, ddof);
}

double
dt_statistics_deviation (const double *values,
                         gsize         n_values,
                         guint         ddof)
{
  return sqrt (dt_statistics_variance (values, n_values, ddof));
}

double
dt_statistics_skewness (const double *values,
                        gsize         n_values)
{
  DtMoments moments;

  dt_moments_find (&moments, values, n_values);
  return dt_moments_get_skewness (&moments);
}

double
dt_statistics_kurtosis (const double *values,
                        gsize         n_values)
{
  DtMoments moments;

  dt_moments_find (&moments, values, n_values);
  return dt_moments_get_kurtosis (&moments);
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

gsize
dt_statistics_sort (const double *values,
                    gsize         n_values,
                    double       *sorted)
{
  gsize n = 0;

  for (gsize i = 0; i < n_values; i++)
    if (!isnan (values[i]))
      sorted[n++] = values[i];

  /* Nothing to sort may come as NULL, which qsort() does not take */
  if (n > 1)
    qsort (sorted, n, sizeof *sorted, compare_doubles);

  return n;
}

/**
 * dt_statistics_sorted_percentile:
 * @sorted: ascending, none missing
 * @fraction: 0 is the least value, 1 the greatest
 *
 * Linear between neighbours: the place of fraction f is f (n - 1) (Hyndman and Fan 1996, type 7).
 *
 * Returns: the percentile, NaN of no values
 */
double
dt_statistics_sorted_percentile (const double *sorted,
                                 gsize         n_values,
                                 double        fraction)
{
  double place, below;
  gsize i;

  g_return_val_if_fail (fraction >= 0. && fraction <= 1., NAN);

  if (n_values == 0)
    return NAN;

  place = fraction * (n_values - 1);
  below = floor (place);
  i = (gsize) below;
  if (i + 1 >= n_values)
    return sorted[n_values - 1];

  return sorted[i] + (sorted[i + 1] - sorted[i]) * (place - below);
}

/* Like dt_statistics_sorted_percentile(), of values in any order; sorts a copy it allocates. */
double
dt_statistics_percentile (const double *values,
                          gsize         n_values,
                          double        fraction)
{
  g_autofree double *sorted = g_new (double, n_values);
  gsize n = dt_statistics_sort (values, n_values, sorted);

  return dt_statistics_sorted_percentile (sorted, n, fraction);
}

/* Sums of squares and products around the means of the complete pairs. */
typedef struct
{
  double mean_x, mean_y;
  double xx, yy, xy;
  gsize  n;
} Products;

static void
find_products (const double *x,
               const double *y,
               gsize         n_values,
               Products     *p)
{
  double x0 = NAN, y0 = NAN, sum_x = 0., sum_y = 0.;

  *p = (Products) { 0 };
  for (gsize i = 0; i < n_values; i++)
    {
      if (isnan (x[i]) || isnan (y[i]))
        continue;
      if (p->n++ == 0)
        {
          x0 = x[i];
          y0 = y[i];
        }
      sum_x += x[i] - x0;
      sum_y += y[i] - y0;
    }
  p->mean_x = x0 + sum_x / p->n;
  p->mean_y = y0 + sum_y / p->n;

  for (gsize i = 0; i < n_values; i++)
    {
      double dx = x[i] - p->mean_x, dy = y[i] - p->mean_y;

      if (isnan (dx) || isnan (dy))
        continue;
      p->xx += dx * dx;
      p->yy += dy * dy;
      p->xy += dx * dy;
    }
}

/**
 * dt_statistics_covariance:
 *
 * Returns: the covariance of the complete pairs; NaN with @ddof pairs or fewer
 */
double
dt_statistics_covariance (const double *x,
                          const double *y,
                          gsize         n_values,
                          guint         ddof)
{
  Products p;

  find_products (x, y, n_values, &p);
  return p.n > ddof ? p.xy / (p.n - ddof) : NAN;
}

/**
 * dt_statistics_correlation:
 *
 * Returns: Pearson's correlation of the complete pairs, -1 to 1; NaN with fewer than two pairs or
 *   when one side is constant
 */
double
dt_statistics_correlation (const double *x,
                           const double *y,
                           gsize         n_values)
{
  Products p;

  find_products (x, y, n_values, &p);
  if (p.n < 2 || p.xx <= 0. || p.yy <= 0.)
    return NAN;

  return CLAMP (p.xy / (sqrt (p.xx) * sqrt (p.yy)), -1., 1.);
}

/**
 * dt_statistics_regress:
 * @regression: (out): least squares of y on x over the complete pairs
 *
 * Returns: %FALSE with fewer than two pairs or constant x; @regression is then NaN
 */
gboolean
dt_statistics_regress (const double *x,
                       const double *y,
                       gsize         n_values,
                       DtRegression *regression)
{
  Products p;

  find_products (x, y, n_values, &p);
  *regression = (DtRegression) { NAN, NAN, NAN, p.n };
  if (p.n < 2 || p.xx <= 0.)
    return FALSE;

  regression->slope = p.xy / p.xx;
  regression->intercept = p.mean_y - regression->slope * p.mean_x;
  if (p.yy > 0.)
    regression->correlation = CLAMP (p.xy / (sqrt (p.xx) * sqrt (p.yy)), -1., 1.);

  return TRUE;
}
