/* dt-trade-measures.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-measure"

#include "config.h"

#include <math.h>

#include "dt-returns.h"
#include "dt-statistics.h"
#include "dt-trade-measures.h"

static void
compute_returns (const double    *returns,
                 DtTradeMeasures *m)
{
  double gains = 0., losses = 0.;

  m->best_return = m->worst_return = NAN;
  for (gsize i = 0; i < m->n_trades; i++)
    {
      m->best_return = fmax (m->best_return, returns[i]);
      m->worst_return = fmin (m->worst_return, returns[i]);
      if (returns[i] > 0.)
        gains += returns[i];
      else if (returns[i] < 0.)
        losses -= returns[i];
    }

  m->average_return = dt_returns_geometric_mean (returns, m->n_trades);
  m->expectancy = dt_statistics_mean (returns, m->n_trades);
  m->profit_factor = losses > 0. ? gains / losses : NAN;
}

static void
compute_profits (const double    *profits,
                 DtTradeMeasures *m)
{
  gsize wins = 0, losses = 0;

  for (gsize i = 0; i < m->n_trades; i++)
    {
      wins = profits[i] > 0. ? wins + 1 : 0;
      losses = profits[i] < 0. ? losses + 1 : 0;
      m->longest_win_streak = MAX (m->longest_win_streak, wins);
      m->longest_loss_streak = MAX (m->longest_loss_streak, losses);
      m->profit_total += profits[i];
      if (profits[i] > 0.)
        {
          m->n_wins++;
          m->gross_profit += profits[i];
        }
      else if (profits[i] < 0.)
        {
          m->n_losses++;
          m->gross_loss += profits[i];
        }
    }
}

/**
 * dt_trade_measures_compute:
 * @profits: USD
 * @returns: fractions of the entry value
 * @n_trades: length of both, in the order of their exits for the streaks to mean something
 * @measures: (out): the measures; with no trades all that is undefined is NaN
 */
void
dt_trade_measures_compute (const double    *profits,
                           const double    *returns,
                           gsize            n_trades,
                           DtTradeMeasures *measures)
{
  DtTradeMeasures *m = measures;
  double deviation;

  *m = (DtTradeMeasures) { .n_trades = n_trades };
  compute_returns (returns, m);
  compute_profits (profits, m);

  m->win_rate = n_trades > 0 ? (double) m->n_wins / n_trades : NAN;
  m->average_profit = dt_statistics_mean (profits, n_trades);
  m->average_win = m->n_wins > 0 ? m->gross_profit / m->n_wins : NAN;
  m->average_loss = m->n_losses > 0 ? m->gross_loss / m->n_losses : NAN;
  m->profit_factor_money = m->n_losses > 0 ? m->gross_profit / -m->gross_loss : NAN;
  deviation = dt_statistics_deviation (profits, n_trades, 1);
  m->sqn = deviation > 0. ? sqrt (n_trades) * m->average_profit / deviation : NAN;
  m->kelly = m->win_rate - (1. - m->win_rate) / (m->average_win / -m->average_loss);
}
