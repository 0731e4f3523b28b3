/* dt-ratios.h - risk, and return for it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-returns.h"
#include "dt-statistics.h"

G_BEGIN_DECLS

/* Definitions are those of empyrical unless a comment names another. Risk-free and required returns
 * are per period; for a series of them subtract it first and pass 0. A ratio whose denominator is
 * zero is ±infinity when its numerator is not. */

/* What the ratios of a run are made of, for those who want them all: the loops of the functions in
 * two, and what these give to the bit. */
typedef struct
{
  DtMoments moments;
  double    total;             /* dt_returns_total() */
  double    geometric_mean;    /* dt_returns_geometric_mean() */
  double    downside;          /* dt_ratios_downside_risk() of no required return, one period */
} DtRatioSums;

void    dt_ratio_sums_find               (DtRatioSums  *sums,
                                          const double *returns,
                                          gsize         n_returns);

double  dt_ratios_volatility             (const double *returns,
                                          gsize         n_returns,
                                          double        periods_per_year);
double  dt_ratios_volatility_compounded  (const double *returns,
                                          gsize         n_returns,
                                          double        periods_per_year);
/* Both of moments at hand, where several ratios are made of the same returns. */
double  dt_ratios_moments_volatility_compounded
                                         (const DtMoments *moments,
                                          double        geometric_mean,
                                          double        periods_per_year);
double  dt_ratios_moments_sharpe         (const DtMoments *moments,
                                          double        risk_free,
                                          double        periods_per_year);
double  dt_ratios_downside_risk          (const double *returns,
                                          gsize         n_returns,
                                          double        required,
                                          double        periods_per_year);
double  dt_ratios_sharpe                 (const double *returns,
                                          gsize         n_returns,
                                          double        risk_free,
                                          double        periods_per_year);
double  dt_ratios_sortino                (const double *returns,
                                          gsize         n_returns,
                                          double        required,
                                          double        periods_per_year);
double  dt_ratios_calmar                 (const double *returns,
                                          gsize         n_returns,
                                          double        periods_per_year);
double  dt_ratios_omega                  (const double *returns,
                                          gsize         n_returns,
                                          double        risk_free,
                                          double        required_annual,
                                          double        periods_per_year);
double  dt_ratios_excess_sharpe          (const double *active_returns,
                                          gsize         n_returns);
double  dt_ratios_stability              (const double *returns,
                                          gsize         n_returns);

G_END_DECLS
