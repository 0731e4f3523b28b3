/* dt-significance.h - how much of a Sharpe ratio is luck
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a series of returns says about its Sharpe ratio. The ratio is of one period, not annual. */
typedef struct
{
  double sharpe;      /* mean by sample deviation */
  double skewness;
  double kurtosis;    /* excess: 0 of a normal distribution */
  double n;           /* returns */
} DtSharpeSample;

double  dt_significance_normal           (double                z);
double  dt_significance_normal_quantile  (double                probability);

void    dt_significance_sample           (const double         *returns,
                                          gsize                 n_returns,
                                          DtSharpeSample       *sample);
double  dt_significance_sharpe_error     (const DtSharpeSample *sample);
double  dt_significance_probability      (const DtSharpeSample *sample,
                                          double                benchmark);
double  dt_significance_min_length       (const DtSharpeSample *sample,
                                          double                benchmark,
                                          double                confidence);
double  dt_significance_expected_maximum (double                deviation,
                                          double                n_trials);

G_END_DECLS
