/* desk-position-cells.h - what the columns of tables of positions say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-column.h"

G_BEGIN_DECLS

/* Each is a DeskCellFunc; rows are DeskPosition. */
DeskTone desk_position_cell_symbol   (gpointer  row,
                                      GString  *text);
DeskTone desk_position_cell_quantity (gpointer  row,
                                      GString  *text);
DeskTone desk_position_cell_last     (gpointer  row,
                                      GString  *text);
DeskTone desk_position_cell_profit   (gpointer  row,
                                      GString  *text);
DeskTone desk_position_cell_percent  (gpointer  row,
                                      GString  *text);
DeskTone desk_position_cell_strategy (gpointer  row,
                                      GString  *text);

G_END_DECLS
