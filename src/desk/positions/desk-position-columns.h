/* desk-position-columns.h - the columns of the tables of positions and of orders
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Rows are DeskPosition. */
void desk_position_columns_add        (GtkColumnView *view);
/* Rows are DeskOrder. */
void desk_order_columns_add           (GtkColumnView *view);
/* The kind of stop as an icon beside price and distance. (transfer full) */
GtkColumnViewColumn *desk_stop_column_new (void);

G_END_DECLS
