/* desk-trip-columns.h - tables of completed round trips
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Columns for rows that are DeskTrip; all can be sorted by. */
void desk_trip_columns_add (GtkColumnView *view);

G_END_DECLS
