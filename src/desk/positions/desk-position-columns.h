/* desk-position-columns.h - the columns of the tables of positions and of orders
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "desk-trails.h"

G_BEGIN_DECLS

/* Rows are DeskPosition. */
void desk_position_columns_add        (GtkColumnView *view,
                                       DeskTrails    *trails);
/* Rows are DeskOrder. */
void desk_order_columns_add           (GtkColumnView *view);
/* The kind of stop as an icon beside price and distance. (transfer full) */
GtkColumnViewColumn *desk_stop_column_new (void);
/* The price since the entry. (transfer full) */
GtkColumnViewColumn *desk_trend_column_new (DeskTrails *trails);
/* A column of buttons for a position, and keys for the one that is selected. */
void desk_row_actions_add             (GtkColumnView *view);

G_END_DECLS
