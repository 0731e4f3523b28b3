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

/* Relative volume that is worth a look. */
#define MUCH_TRADED 2.

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

static DeskTone
gap_cell (gpointer  row,
          GString  *text)
{
  desk_cell_append (text, desk_format_signed_percent (STATE (row)->gap));

  return isnan (STATE (row)->gap) ? DESK_TONE_DIM : desk_tone_of (STATE (row)->gap);
}

/* "1.8×": much traded from twice the usual on */
static DeskTone
relative_volume_cell (gpointer  row,
                      GString  *text)
{
  double relative = STATE (row)->relative_volume;

  if (isnan (relative))
    {
      g_string_append (text, "–");
      return DESK_TONE_DIM;
    }

  g_string_append_printf (text, "%.2f×", relative);
  return relative >= MUCH_TRADED ? DESK_TONE_WARNING : DESK_TONE_PLAIN;
}

static DeskTone
append_price (GString *text,
              double   price)
{
  desk_cell_append (text, desk_format_price (price));

  return isnan (price) ? DESK_TONE_DIM : DESK_TONE_PLAIN;
}

static DeskTone
open_cell (gpointer  row,
           GString  *text)
{
  return append_price (text, STATE (row)->open);
}

static DeskTone
high_cell (gpointer  row,
           GString  *text)
{
  return append_price (text, STATE (row)->high);
}

static DeskTone
low_cell (gpointer  row,
          GString  *text)
{
  return append_price (text, STATE (row)->low);
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
move_compare (gconstpointer a,
              gconstpointer b,
              gpointer      unused)
{
  return desk_compare_numbers (get_move (STATE (a)), get_move (STATE (b)));
}

#define DEFINE_COMPARE(name)                                               \
  static int                                                               \
  name##_compare (gconstpointer a,                                         \
                  gconstpointer b,                                         \
                  gpointer      unused)                                    \
  {                                                                        \
    return desk_compare_numbers (STATE (a)->name, STATE (b)->name);        \
  }

DEFINE_COMPARE (last)
DEFINE_COMPARE (change)
DEFINE_COMPARE (volume)
DEFINE_COMPARE (gap)
DEFINE_COMPARE (relative_volume)
DEFINE_COMPARE (open)
DEFINE_COMPARE (high)
DEFINE_COMPARE (low)

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
  { "gap", "Gap", 9, TRUE, DESK_ROOM_MEDIUM, gap_cell, gap_compare,
    "First price of this session against the close of the session before" },
  { "volume", "Volume", 10, TRUE, DESK_ROOM_WIDE, volume_cell, volume_compare,
    "Units traded in this session" },
  { "relative-volume", "Rel. Volume", 11, TRUE, DESK_ROOM_MEDIUM, relative_volume_cell,
    relative_volume_compare, "Volume of this session against the mean of up to ten sessions "
    "before, each up to the same time of day" },
  { "open", "Open", 10, TRUE, DESK_ROOM_CHOSEN, open_cell, open_compare,
    "First price of this session" },
  { "high", "High", 10, TRUE, DESK_ROOM_CHOSEN, high_cell, high_compare,
    "Highest price of this session" },
  { "low", "Low", 10, TRUE, DESK_ROOM_CHOSEN, low_cell, low_compare,
    "Lowest price of this session" },
};

void
desk_quote_columns_add (GtkColumnView *view)
{
  g_autoptr(GtkColumnViewColumn) range = desk_range_column_new ();

  desk_table_add (view, columns, G_N_ELEMENTS (columns));
  desk_table_add_column (view, range, "range", DESK_ROOM_WIDE);
}
