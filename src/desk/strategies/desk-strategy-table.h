/* desk-strategy-table.h - strategies side by side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-table.h"

#include "desk-strategy-stats.h"

G_BEGIN_DECLS

/**
 * DeskStrategyTable:
 *
 * What each strategy that has traded made in the running book, a line each, sorted as the user
 * likes; as high as its lines.
 *
 * Signals: "activated" with the strategy's name.
 */
#define DESK_TYPE_STRATEGY_TABLE (desk_strategy_table_get_type ())
G_DECLARE_FINAL_TYPE (DeskStrategyTable, desk_strategy_table, DESK, STRATEGY_TABLE, AdwBin)

GtkWidget     *desk_strategy_table_new      (DeskSettings      *settings);
void           desk_strategy_table_show     (DeskStrategyTable *self,
                                             DeskStrategyStats *stats);
GtkColumnView *desk_strategy_table_get_view (DeskStrategyTable *self);

G_END_DECLS
