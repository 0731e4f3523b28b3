/* dt-rolling.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-measure"

#include "config.h"

#include "dt-drawdown.h"
#include "dt-ratios.h"
#include "dt-rolling.h"
#include "dt-statistics.h"

static gsize
count_windows (gsize n_returns,
               gsize window)
{
  g_return_val_if_fail (window > 0, 0);

  return n_returns >= window ? n_returns - window + 1 : 0;
}

gsize
dt_rolling_max_drawdown (const double *returns,
                         gsize         n_returns,
                         gsize         window,
                         double       *values)
{
  gsize n = count_windows (n_returns, window);

  for (gsize i = 0; i < n; i++)
    values[i] = dt_drawdown_max_of_returns (returns + i, window);

  return n;
}

gsize
dt_rolling_sharpe (const double *returns,
                   gsize         n_returns,
                   gsize         window,
                   double        risk_free,
                   double        periods_per_year,
                   double       *values)
{
  gsize n = count_windows (n_returns, window);

  for (gsize i = 0; i < n; i++)
    values[i] = dt_ratios_sharpe (returns + i, window, risk_free, periods_per_year);

  return n;
}

gsize
dt_rolling_volatility (const double *returns,
                       gsize         n_returns,
                       gsize         window,
                       double        periods_per_year,
                       double       *values)
{
  gsize n = count_windows (n_returns, window);

  for (gsize i = 0; i < n; i++)
    values[i] = dt_ratios_volatility (returns + i, window, periods_per_year);

  return n;
}

gsize
dt_rolling_alpha_beta (const double *returns,
                       const double *factor,
                       gsize         n_returns,
                       gsize         window,
                       double        risk_free,
                       double        periods_per_year,
                       DtAlphaBeta  *values)
{
  gsize n = count_windows (n_returns, window);

  for (gsize i = 0; i < n; i++)
    values[i] = dt_benchmark_alpha_beta (returns + i, factor + i, window, DT_FACTOR_ANY,
                                         risk_free, periods_per_year);

  return n;
}

gsize
dt_rolling_capture (const double      *returns,
                    const double      *factor,
                    gsize              n_returns,
                    gsize              window,
                    DtFactorDirection  direction,
                    double             periods_per_year,
                    double            *values)
{
  gsize n = count_windows (n_returns, window);

  for (gsize i = 0; i < n; i++)
    values[i] = dt_benchmark_capture (returns + i, factor + i, window, direction,
                                      periods_per_year);

  return n;
}

gsize
dt_rolling_up_down_capture (const double *returns,
                            const double *factor,
                            gsize         n_returns,
                            gsize         window,
                            double        periods_per_year,
                            double       *values)
{
  gsize n = count_windows (n_returns, window);

  for (gsize i = 0; i < n; i++)
    values[i] = dt_benchmark_up_down_capture (returns + i, factor + i, window, periods_per_year);

  return n;
}

gsize
dt_rolling_correlation (const double *x,
                        const double *y,
                        gsize         n_values,
                        gsize         window,
                        double       *values)
{
  gsize n = count_windows (n_values, window);

  for (gsize i = 0; i < n; i++)
    values[i] = dt_statistics_correlation (x + i, y + i, window);

  return n;
}
