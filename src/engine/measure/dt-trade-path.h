/* dt-trade-path.h - what trades went through on the way to their profit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Definitions are those of LEAN, but what it sets to 0 or 10 where nothing can be divided is NaN,
 * and a trade without profit or loss is no loss. USD. */
typedef struct
{
  double largest_profit;      /* of the winners; NaN without */
  double largest_loss;        /* of the losers; NaN without */
  double deviation;           /* of profits, sample's */
  double loss_deviation;      /* of the losers' among themselves, sample's */
  double sharpe;              /* mean profit by deviation */
  double sortino;             /* mean profit by deviation of losses */
  double max_closed_drawdown; /* of the sum of profits, from its highest before; never positive */
  double max_intra_drawdown;  /* the same with each trade at its worst, from peaks at the best */
  double profit_to_drawdown;  /* sum of profits by the size of the closed one */
  double max_give_back;       /* profit less the best the trade had been at; never positive */
  double average_give_back;
} DtTradePath;

void  dt_trade_path_compute (const double *profits,
                             const double *worst,
                             const double *best,
                             gsize         n_trades,
                             DtTradePath  *path);

G_END_DECLS
