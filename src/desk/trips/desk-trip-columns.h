/* desk-trip-columns.h - tables of completed round trips
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Columns for rows that are DeskTrip; all can be sorted by. */
void desk_trip_columns_add        (GtkColumnView *view);
/* Leaves the columns that a narrow window has room for. */
void desk_trip_columns_set_narrow (GtkColumnView *view,
                                   gboolean       narrow);

G_END_DECLS
