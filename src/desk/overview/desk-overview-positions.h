/* desk-overview-positions.h - the short list of positions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Columns and model: @positions is a list of DeskPosition, which stays the caller's. */
void desk_overview_positions_set_up     (GtkColumnView *view,
                                         GListModel    *positions);
/* Leaves out what is also on the page of positions. */
void desk_overview_positions_set_narrow (GtkColumnView *view,
                                         gboolean       narrow);

G_END_DECLS
