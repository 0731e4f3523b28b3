/* desk-overview-stats.h - the tiles of the account
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_TILE_EQUITY,
  DESK_TILE_DAY,
  DESK_TILE_TOTAL,
  DESK_TILE_RISK,
  DESK_TILE_CASH,
  DESK_TILE_TRADES,
  DESK_N_TILES
} DeskTile;

/* Fills @box with tiles and @tiles with a borrowed pointer to each. */
void desk_overview_stats_add   (GtkFlowBox        *box,
                                GtkWidget         *tiles[DESK_N_TILES]);
void desk_overview_stats_show  (GtkWidget         *tiles[DESK_N_TILES],
                                const DeskAccount *account);

/* Trades that are not open any more. */
guint desk_overview_count_completed (const DeskAccount *account);

G_END_DECLS
