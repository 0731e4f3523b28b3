/* desk-overview-panels.h - the cards of the overview
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-overview-panel.h"

G_BEGIN_DECLS

/**
 * DeskOverviewProfit:
 *
 * Profit or loss over time: of this session, or of the whole run.
 */
#define DESK_TYPE_OVERVIEW_PROFIT (desk_overview_profit_get_type ())
G_DECLARE_FINAL_TYPE (DeskOverviewProfit, desk_overview_profit, DESK, OVERVIEW_PROFIT,
                      DeskOverviewPanel)

/* The curve. */
GtkWidget *desk_overview_profit_get_chart (DeskOverviewProfit *self);

/**
 * DeskOverviewTrades:
 *
 * A bar for each completed trade of the running book; a click shows it on the chart page.
 */
#define DESK_TYPE_OVERVIEW_TRADES (desk_overview_trades_get_type ())
G_DECLARE_FINAL_TYPE (DeskOverviewTrades, desk_overview_trades, DESK, OVERVIEW_TRADES,
                      DeskOverviewPanel)

/**
 * DeskOverviewState:
 *
 * Where the session stands, whether anything new may be opened, and how far the daily loss limit
 * is.
 */
#define DESK_TYPE_OVERVIEW_STATE (desk_overview_state_get_type ())
G_DECLARE_FINAL_TYPE (DeskOverviewState, desk_overview_state, DESK, OVERVIEW_STATE,
                      DeskOverviewPanel)

/**
 * DeskOverviewShares:
 *
 * What the account is made of: positions or their sectors, and cash; a bar, and the same in words.
 */
#define DESK_TYPE_OVERVIEW_SHARES (desk_overview_shares_get_type ())
G_DECLARE_FINAL_TYPE (DeskOverviewShares, desk_overview_shares, DESK, OVERVIEW_SHARES,
                      DeskOverviewPanel)

/**
 * DeskOverviewWatch:
 *
 * The pinned quotes; while nothing is pinned, what moved most.
 */
#define DESK_TYPE_OVERVIEW_WATCH (desk_overview_watch_get_type ())
G_DECLARE_FINAL_TYPE (DeskOverviewWatch, desk_overview_watch, DESK, OVERVIEW_WATCH,
                      DeskOverviewPanel)

G_END_DECLS
