/* dt-trade-path.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-measure"

#include "config.h"

#include <math.h>

#include "dt-statistics.h"
#include "dt-trade-path.h"

static void
compute_drawdowns (const double *profits,
                   const double *worst,
                   const double *best,
                   gsize         n,
                   DtTradePath  *path)
{
  double sum = 0., peak = 0., best_peak = 0.;

  for (gsize i = 0; i < n; i++)
    {
      best_peak = fmax (best_peak, sum + best[i]);
      path->max_intra_drawdown = fmin (path->max_intra_drawdown, sum + worst[i] - best_peak);
      sum += profits[i];
      peak = fmax (peak, sum);
      path->max_closed_drawdown = fmin (path->max_closed_drawdown, sum - peak);
    }

  if (path->max_closed_drawdown < 0.)
    path->profit_to_drawdown = sum / -path->max_closed_drawdown;
}

static void
compute_ends (const double *profits,
              const double *best,
              gsize         n,
              DtTradePath  *path)
{
  double sum = 0.;

  for (gsize i = 0; i < n; i++)
    {
      double given_back = fmin (profits[i] - best[i], 0.);

      sum += given_back;
      path->max_give_back = fmin (path->max_give_back, given_back);
      if (profits[i] > 0.)
        path->largest_profit = fmax (path->largest_profit, profits[i]);
      else if (profits[i] < 0.)
        path->largest_loss = fmin (path->largest_loss, profits[i]);
    }

  path->average_give_back = sum / n;
}

static double
find_loss_deviation (const double *profits,
                     gsize         n)
{
  g_autofree double *losses = g_new (double, n);
  gsize n_losses = 0;

  for (gsize i = 0; i < n; i++)
    if (profits[i] < 0.)
      losses[n_losses++] = profits[i];

  return dt_statistics_deviation (losses, n_losses, 1);
}

/**
 * dt_trade_path_compute:
 * @profits: USD, in the order of the exits
 * @worst: the least that the trade was worth while it ran, USD, never positive
 * @best: the most, USD, never negative
 * @path: (out): the figures; NaN without trades
 *
 * Allocates an array of @n_trades.
 */
void
dt_trade_path_compute (const double *profits,
                       const double *worst,
                       const double *best,
                       gsize         n_trades,
                       DtTradePath  *path)
{
  double mean;

  *path = (DtTradePath) { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
  if (n_trades == 0)
    return;

  path->max_closed_drawdown = path->max_intra_drawdown = path->max_give_back = 0.;
  compute_drawdowns (profits, worst, best, n_trades, path);
  compute_ends (profits, best, n_trades, path);
  mean = dt_statistics_mean (profits, n_trades);
  path->deviation = dt_statistics_deviation (profits, n_trades, 1);
  path->loss_deviation = find_loss_deviation (profits, n_trades);
  if (path->deviation > 0.)
    path->sharpe = mean / path->deviation;
  if (path->loss_deviation > 0.)
    path->sortino = mean / path->loss_deviation;
}
