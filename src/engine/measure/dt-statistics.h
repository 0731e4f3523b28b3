/* dt-statistics.h - moments, percentiles, correlation and regression
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Everything in this room: plain arrays in, plain numbers out, no state, any thread. NaN in an
 * array is a missing value and is skipped (pairs: when either is missing); NaN as a result is
 * undefined. Infinities are taken as they are. No function allocates unless it says so. */

typedef struct
{
  double slope;
  double intercept;
  double correlation;     /* Pearson's r; NaN when x or y is constant */
  gsize  n;               /* complete pairs */
} DtRegression;

/* What variance, skewness and kurtosis are made from, in two passes for all of them: sums of powers
 * of what values are away from their mean. */
typedef struct
{
  gsize  n;               /* values that are there */
  double mean;            /* NaN of none */
  double sums[4];         /* of the first to the fourth power */
} DtMoments;

void      dt_moments_find            (DtMoments       *moments,
                                      const double    *values,
                                      gsize            n_values);
void      dt_moments_find_around     (DtMoments       *moments,
                                      const double    *values,
                                      gsize            n_values,
                                      double           mean,
                                      gsize            n_present);
double    dt_moments_get_variance    (const DtMoments *moments,
                                      guint            ddof);
double    dt_moments_get_skewness    (const DtMoments *moments);
double    dt_moments_get_kurtosis    (const DtMoments *moments);

double    dt_statistics_mean         (const double  *values,
                                      gsize          n_values);
double    dt_statistics_variance     (const double  *values,
                                      gsize          n_values,
                                      guint          ddof);
double    dt_statistics_deviation    (const double  *values,
                                      gsize          n_values,
                                      guint          ddof);
double    dt_statistics_skewness     (const double  *values,
                                      gsize          n_values);
double    dt_statistics_kurtosis     (const double  *values,
                                      gsize          n_values);
double    dt_statistics_percentile   (const double  *values,
                                      gsize          n_values,
                                      double         fraction);
double    dt_statistics_covariance   (const double  *x,
                                      const double  *y,
                                      gsize          n_values,
                                      guint          ddof);
double    dt_statistics_correlation  (const double  *x,
                                      const double  *y,
                                      gsize          n_values);
gboolean  dt_statistics_regress      (const double  *x,
                                      const double  *y,
                                      gsize          n_values,
                                      DtRegression  *regression);

/* Copies the values that are there, ascending; returns how many. @sorted has room for @n_values. */
gsize     dt_statistics_sort         (const double  *values,
                                      gsize          n_values,
                                      double        *sorted);
double    dt_statistics_sorted_percentile (const double *sorted,
                                           gsize         n_values,
                                           double        fraction);

G_END_DECLS
