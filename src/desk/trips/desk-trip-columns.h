/* desk-trip-columns.h - tables of completed round trips
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Columns for rows that are DeskTrip; all can be sorted by. */
void desk_trip_columns_add        (GtkColumnView *view);
typedef enum
{
  DESK_TRIP_NARROW,      /* symbol, exit, profit */
  DESK_TRIP_MEDIUM,
  DESK_TRIP_WIDE,        /* all */
} DeskTripRoom;

/* Leaves the columns that there is room for. */
void desk_trip_columns_set_room   (GtkColumnView *view,
                                   DeskTripRoom   room);

G_END_DECLS
