/* desk-overview-positions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-overview"

#include "config.h"

#include "desk-position.h"
#include "desk-position-cells.h"
#include "desk-table.h"

#include "desk-overview-positions.h"

static const DeskTableColumn columns[] = {
  { "symbol", "Symbol", 7, FALSE, DESK_ROOM_NARROW, desk_position_cell_symbol, NULL, NULL },
  { "quantity", "Quantity", 9, TRUE, DESK_ROOM_NARROW, desk_position_cell_quantity, NULL, NULL },
  { "last", "Last", 10, TRUE, DESK_ROOM_MEDIUM, desk_position_cell_last, NULL, NULL },
  { "profit", "P/L", 11, TRUE, DESK_ROOM_NARROW, desk_position_cell_profit, NULL, NULL },
  { "return", "P/L %", 9, TRUE, DESK_ROOM_MEDIUM, desk_position_cell_percent, NULL, NULL },
  { "strategy", "Strategy", 16, FALSE, DESK_ROOM_MEDIUM, desk_position_cell_strategy, NULL, NULL,
    TRUE },
};

void
desk_overview_positions_set_up (GtkColumnView *view,
                                GListModel    *positions)
{
  g_autoptr(GtkSelectionModel) model =
    GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (positions)));

  desk_table_add (view, columns, G_N_ELEMENTS (columns));
  gtk_column_view_set_model (view, model);
}

void
desk_overview_positions_set_narrow (GtkColumnView *view,
                                    gboolean       narrow)
{
  desk_table_set_room (view, narrow ? DESK_ROOM_NARROW : DESK_ROOM_MEDIUM);
}
