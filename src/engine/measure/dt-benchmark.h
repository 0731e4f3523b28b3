/* dt-benchmark.h - measured against something else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-returns.h"

G_BEGIN_DECLS

/* @returns and @factor are period by period of the same times. A pair with a missing side is left
 * out. Risk-free returns are per period. Definitions: empyrical. */

/* The pairs that count: all, or those in which the factor rose or fell. */
typedef enum
{
  DT_FACTOR_ANY,
  DT_FACTOR_UP,
  DT_FACTOR_DOWN,
} DtFactorDirection;

typedef struct
{
  double alpha;       /* annual, compounded, a fraction */
  double beta;
} DtAlphaBeta;

DtAlphaBeta  dt_benchmark_alpha_beta  (const double       *returns,
                                       const double       *factor,
                                       gsize               n_returns,
                                       DtFactorDirection   direction,
                                       double              risk_free,
                                       double              periods_per_year);
double       dt_benchmark_beta        (const double       *returns,
                                       const double       *factor,
                                       gsize               n_returns,
                                       DtFactorDirection   direction,
                                       double              risk_free);
double       dt_benchmark_capture     (const double       *returns,
                                       const double       *factor,
                                       gsize               n_returns,
                                       DtFactorDirection   direction,
                                       double              periods_per_year);
double       dt_benchmark_up_down_capture
                                      (const double       *returns,
                                       const double       *factor,
                                       gsize               n_returns,
                                       double              periods_per_year);
double       dt_benchmark_batting     (const double       *returns,
                                       const double       *factor,
                                       gsize               n_returns);
double       dt_benchmark_tracking_error
                                      (const double       *returns,
                                       const double       *factor,
                                       gsize               n_returns,
                                       double              periods_per_year);
double       dt_benchmark_information_ratio
                                      (const double       *returns,
                                       const double       *factor,
                                       gsize               n_returns,
                                       double              periods_per_year);
double       dt_benchmark_fragility   (const double       *returns,
                                       const double       *factor,
                                       gsize               n_returns);

G_END_DECLS
