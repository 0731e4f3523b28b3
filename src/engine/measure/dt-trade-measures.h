/* dt-trade-measures.h - what a list of completed trades says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Profits in USD, fees off; returns as fractions of what the entry cost. Undefined ones are NaN.
 * Definitions are those of backtesting.py: profit factor and expectancy are of returns, SQN and
 * Kelly of profits; the two of money beside them have names of their own. */
typedef struct
{
  gsize  n_trades;
  gsize  n_wins;              /* profit > 0 */
  gsize  n_losses;            /* profit < 0 */
  double win_rate;            /* wins by trades */
  double best_return;
  double worst_return;
  double average_return;      /* geometric mean */
  double expectancy;          /* arithmetic mean of returns */
  double profit_factor;       /* sum of positive returns by that of negative ones */
  double profit_total;        /* USD */
  double gross_profit;        /* USD, of wins */
  double gross_loss;          /* USD, of losses, negative */
  double profit_factor_money; /* gross profit by gross loss */
  double average_profit;      /* USD */
  double average_win;         /* USD */
  double average_loss;        /* USD, negative */
  double sqn;                 /* sqrt (n) x mean / sample deviation of profits (Tharp 2008) */
  double kelly;               /* W - (1 - W) / (average win / average loss) (Kelly 1956) */
  gsize  longest_win_streak;
  gsize  longest_loss_streak;
} DtTradeMeasures;

void  dt_trade_measures_compute (const double     *profits,
                                 const double     *returns,
                                 gsize             n_trades,
                                 DtTradeMeasures  *measures);

G_END_DECLS
