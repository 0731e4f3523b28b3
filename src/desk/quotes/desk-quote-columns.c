/* desk-quote-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-quotes"

#include "config.h"

#include <math.h>

#include "desk-format.h"
#include "desk-quote.h"

#include "desk-table.h"

#include "desk-quote-columns.h"

#define STATE(row) desk_quote_get_state ((DeskQuote *) (row))

static DeskTone
symbol_cell (gpointer  row,
             GString  *text)
{
  g_string_append (text, STATE (row)->symbol);

  return DESK_TONE_PLAIN;
}

static DeskTone
name_cell (gpointer  row,
           GString  *text)
{
  g_string_append (text, STATE (row)->name);

  return DESK_TONE_DIM;
}

static DeskTone
sector_cell (gpointer  row,
             GString  *text)
{
  g_string_append (text, STATE (row)->sector);

  return DESK_TONE_DIM;
}

static DeskTone
last_cell (gpointer  row,
           GString  *text)
{
  desk_cell_append (text, desk_format_price (STATE (row)->last));

  return isnan (STATE (row)->last) ? DESK_TONE_DIM : DESK_TONE_PLAIN;
}

/* In the currency, signed like a profit. */
static double
get_move (const DeskQuoteState *state)
{
  return state->last - state->prior_close;
}

/* With the decimals of the price, not of its own size. */
static char *
format_move (double last,
             double move)
{
  DtMoney money;

  return last >= 1. && dt_money_from_double (move, &money) ? desk_format_money (money)
                                                           : desk_format_price (move);
}

static DeskTone
move_cell (gpointer  row,
           GString  *text)
{
  double move = get_move (STATE (row));
  g_autofree char *figure = format_move (STATE (row)->last, fabs (move));

  g_string_append_printf (text, "%s%s", move > 0. ? "+" : move < 0. ? "−" : "", figure);

  return isnan (move) ? DESK_TONE_DIM : desk_tone_of (move);
}

static DeskTone
change_cell (gpointer  row,
             GString  *text)
{
  desk_cell_append (text, desk_format_signed_percent (STATE (row)->change));

  return isnan (STATE (row)->change) ? DESK_TONE_DIM : desk_tone_of (STATE (row)->change);
}

static DeskTone
volume_cell (gpointer  row,
             GString  *text)
{
  desk_cell_append (text, desk_format_large (STATE (row)->volume));

  return DESK_TONE_DIM;
}

static int
symbol_compare (gconstpointer a,
                gconstpointer b,
                gpointer      unused)
{
  return g_strcmp0 (STATE (a)->symbol, STATE (b)->symbol);
}

static int
name_compare (gconstpointer a,
              gconstpointer b,
              gpointer      unused)
{
  return g_utf8_collate (STATE (a)->name, STATE (b)->name);
}

static int
sector_compare (gconstpointer a,
                gconstpointer b,
                gpointer      unused)
{
  return g_utf8_collate (STATE (a)->sector, STATE (b)->sector);
}

static int
last_compare (gconstpointer a,
              gconstpointer b,
              gpointer      unused)
{
  return desk_compare_numbers (STATE (a)->last, STATE (b)->last);
}

static int
move_compare (gconstpointer a,
              gconstpointer b,
              gpointer      unused)
{
  return desk_compare_numbers (get_move (STATE (a)), get_move (STATE (b)));
}

static int
change_compare (gconstpointer a,
                gconstpointer b,
                gpointer      unused)
{
  return desk_compare_numbers (STATE (a)->change, STATE (b)->change);
}

static int
volume_compare (gconstpointer a,
                gconstpointer b,
                gpointer      unused)
{
  return desk_compare_numbers (STATE (a)->volume, STATE (b)->volume);
}

static const DeskTableColumn columns[] = {
  { "symbol", "Symbol", 8, FALSE, DESK_ROOM_NARROW, symbol_cell, symbol_compare, NULL },
  { "company", "Company", 26, FALSE, DESK_ROOM_MEDIUM, name_cell, name_compare, NULL, TRUE },
  { "sector", "Sector", 22, FALSE, DESK_ROOM_WIDE, sector_cell, sector_compare, NULL },
  { "last", "Last", 10, TRUE, DESK_ROOM_NARROW, last_cell, last_compare,
    "Close of the last bar known" },
  { "change", "Change", 10, TRUE, DESK_ROOM_WIDE, move_cell, move_compare,
    "Last price less the close of the session before" },
  { "change-percent", "Change %", 11, TRUE, DESK_ROOM_NARROW, change_cell, change_compare,
    "Last price against the close of the session before" },
  { "volume", "Volume", 10, TRUE, DESK_ROOM_MEDIUM, volume_cell, volume_compare,
    "Units traded in this session" },
};

void
desk_quote_columns_add (GtkColumnView *view)
{
  desk_table_add (view, columns, G_N_ELEMENTS (columns));
}
