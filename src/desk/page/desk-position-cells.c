/* desk-position-cells.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-page"

#include "config.h"

#include "desk-format.h"
#include "desk-position.h"

#include "desk-position-cells.h"

#define STATE(row) desk_position_get_state ((DeskPosition *) (row))

DeskTone
desk_position_cell_symbol (gpointer  row,
                           GString  *text)
{
  g_string_append (text, STATE (row)->symbol);

  return DESK_TONE_PLAIN;
}

DeskTone
desk_position_cell_quantity (gpointer  row,
                             GString  *text)
{
  desk_cell_append (text, desk_format_quantity (STATE (row)->quantity));

  return DESK_TONE_PLAIN;
}

DeskTone
desk_position_cell_last (gpointer  row,
                         GString  *text)
{
  desk_cell_append (text, desk_format_price (STATE (row)->last));

  return DESK_TONE_PLAIN;
}

DeskTone
desk_position_cell_profit (gpointer  row,
                           GString  *text)
{
  desk_cell_append (text, desk_format_profit (STATE (row)->profit));

  return desk_tone_of (STATE (row)->profit);
}

DeskTone
desk_position_cell_percent (gpointer  row,
                            GString  *text)
{
  desk_cell_append (text, desk_format_signed_percent (STATE (row)->profit_fraction));

  return desk_tone_of (STATE (row)->profit_fraction);
}

DeskTone
desk_position_cell_strategy (gpointer  row,
                             GString  *text)
{
  const char *strategy = STATE (row)->strategy;

  g_string_append (text, g_strcmp0 (strategy, "user") == 0 ? "by hand" : strategy);

  return DESK_TONE_DIM;
}
