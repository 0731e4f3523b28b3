/* dt-returns.h - what an investment grew by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-time.h"

G_BEGIN_DECLS

/* Returns are simple and fractions of the value before: 0.05 is 5 %. Periods per year annualise.
 * A missing return (NaN) counts as a period in which nothing changed wherever returns are
 * compounded. */
#define DT_PERIODS_DAILY   252.
#define DT_PERIODS_WEEKLY  52.
#define DT_PERIODS_MONTHLY 12.

typedef enum
{
  DT_AGGREGATE_WEEK,      /* ISO weeks */
  DT_AGGREGATE_MONTH,
  DT_AGGREGATE_QUARTER,
  DT_AGGREGATE_YEAR,
} DtAggregate;

void    dt_returns_from_values       (const double *values,
                                      gsize         n_values,
                                      double       *returns);
void    dt_returns_subtract          (const double *returns,
                                      const double *others,
                                      gsize         n_returns,
                                      double       *differences);
void    dt_returns_cumulate          (const double *returns,
                                      gsize         n_returns,
                                      double        start,
                                      double       *values);
double  dt_returns_total             (const double *returns,
                                      gsize         n_returns);
gsize   dt_returns_aggregate         (const double *returns,
                                      const DtDate *dates,
                                      gsize         n_returns,
                                      DtAggregate   aggregate,
                                      double       *aggregated);
double  dt_returns_geometric_mean    (const double *returns,
                                      gsize         n_returns);
double  dt_returns_annual            (const double *returns,
                                      gsize         n_returns,
                                      double        periods_per_year);
double  dt_returns_annualize         (double        total,
                                      gsize         n_returns,
                                      double        periods_per_year);
double  dt_returns_cagr              (double        first,
                                      double        last,
                                      double        days);

G_END_DECLS
