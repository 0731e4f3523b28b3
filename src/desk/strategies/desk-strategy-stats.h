/* desk-strategy-stats.h - what each strategy made in the running book
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-session.h"

G_BEGIN_DECLS

/* Of completed round trips; a trade without profit or loss is neither win nor loss. */
typedef struct
{
  char    *name;
  guint    n_trades;
  guint    n_wins;
  guint    n_losses;
  DtMoney  won;          /* sum of the profits after fees */
  DtMoney  lost;         /* sum of the losses, 0 or less */
  DtMoney  profit;
} DeskStrategyFigures;

/**
 * DeskStrategyStats:
 *
 * Follows the trades of the running book, page by page as they are completed; begins anew with
 * another book.
 *
 * Thread: main. Signals: "changed".
 */
#define DESK_TYPE_STRATEGY_STATS (desk_strategy_stats_get_type ())
G_DECLARE_FINAL_TYPE (DeskStrategyStats, desk_strategy_stats, DESK, STRATEGY_STATS, GObject)

DeskStrategyStats         *desk_strategy_stats_new       (DeskSession       *session);
/* Looks for trades that are new, now and with the account's changes as long as it follows. */
void                       desk_strategy_stats_follow    (DeskStrategyStats *self,
                                                          gboolean           follow);
/* (nullable): %NULL for one that has no trade */
const DeskStrategyFigures *desk_strategy_stats_find      (DeskStrategyStats *self,
                                                          const char        *name);
/* All that have traded, by name. */
guint                      desk_strategy_stats_get_n     (DeskStrategyStats *self);
const DeskStrategyFigures *desk_strategy_stats_get       (DeskStrategyStats *self,
                                                          guint              i);
/* When each trade was completed, n values. */
const DtTime              *desk_strategy_stats_get_times (DeskStrategyStats *self,
                                                          gsize             *n);
/* Profit of strategy @i so far, USD, at each of these times. (transfer full) */
double                    *desk_strategy_stats_dup_line  (DeskStrategyStats *self,
                                                          guint              i);

/* Fraction of wins, and profits by losses; NaN where nothing can be divided. */
double                     desk_strategy_figures_win_rate      (const DeskStrategyFigures *figures);
double                     desk_strategy_figures_profit_factor (const DeskStrategyFigures *figures);

G_END_DECLS
