/* dt-rolling.h - a measure over a moving window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-benchmark.h"

G_BEGIN_DECLS

/* Each makes one value for each full window, oldest first: n - window + 1, none when the window is
 * longer than the series; they return how many. Time is n x window: a measure over a window is
 * computed anew, so it never drifts from the plain function. */

gsize  dt_rolling_max_drawdown  (const double       *returns,
                                 gsize               n_returns,
                                 gsize               window,
                                 double             *values);
gsize  dt_rolling_sharpe        (const double       *returns,
                                 gsize               n_returns,
                                 gsize               window,
                                 double              risk_free,
                                 double              periods_per_year,
                                 double             *values);
gsize  dt_rolling_volatility    (const double       *returns,
                                 gsize               n_returns,
                                 gsize               window,
                                 double              periods_per_year,
                                 double             *values);
gsize  dt_rolling_alpha_beta    (const double       *returns,
                                 const double       *factor,
                                 gsize               n_returns,
                                 gsize               window,
                                 double              risk_free,
                                 double              periods_per_year,
                                 DtAlphaBeta        *values);
gsize  dt_rolling_capture       (const double       *returns,
                                 const double       *factor,
                                 gsize               n_returns,
                                 gsize               window,
                                 DtFactorDirection   direction,
                                 double              periods_per_year,
                                 double             *values);
gsize  dt_rolling_up_down_capture
                                (const double       *returns,
                                 const double       *factor,
                                 gsize               n_returns,
                                 gsize               window,
                                 double              periods_per_year,
                                 double             *values);
gsize  dt_rolling_correlation   (const double       *x,
                                 const double       *y,
                                 gsize               n_values,
                                 gsize               window,
                                 double             *values);

G_END_DECLS
