/* dt-tail.h - the worst of returns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A generalised Pareto distribution fitted to the losses beyond @threshold; losses are positive
 * fractions. All zero when the losses do not have a fat tail to fit. */
typedef struct
{
  double threshold;
  double scale;
  double shape;
  double value_at_risk;
  double expected_shortfall;
} DtTailFit;

double    dt_tail_ratio              (const double  *returns,
                                      gsize          n_returns);
double    dt_tail_value_at_risk      (const double  *returns,
                                      gsize          n_returns,
                                      double         cutoff);
double    dt_tail_conditional_value_at_risk
                                     (const double  *returns,
                                      gsize          n_returns,
                                      double         cutoff);
gboolean  dt_tail_fit                (const double  *returns,
                                      gsize          n_returns,
                                      double         probability,
                                      DtTailFit     *fit);

G_END_DECLS
