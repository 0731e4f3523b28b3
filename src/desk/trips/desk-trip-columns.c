/* desk-trip-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-trips"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-format.h"
#include "desk-table.h"

#include "desk-trip-columns.h"
#include "desk-trip.h"

#define STATE(row) desk_trip_get_state ((DeskTrip *) (row))

static DeskTone
symbol_cell (gpointer  row,
             GString  *text)
{
  g_string_append (text, STATE (row)->symbol);

  return DESK_TONE_PLAIN;
}

static DeskTone
quantity_cell (gpointer  row,
               GString  *text)
{
  desk_cell_append (text, desk_format_quantity (STATE (row)->quantity));

  return DESK_TONE_PLAIN;
}

static void
append_time (GString *text,
             DtTime   time)
{
  desk_cell_append (text, desk_format_time (time, DESK_TIME_DATE));
  /* Daily bars begin at midnight: no time of day to tell */
  if (time != dt_time_from_new_york (dt_time_get_new_york_date (time, NULL), 0))
    {
      g_string_append_c (text, ' ');
      desk_cell_append (text, desk_format_time (time, DESK_TIME_MINUTE));
    }
}

static DeskTone
entry_time_cell (gpointer  row,
                 GString  *text)
{
  append_time (text, STATE (row)->entry_time);

  return DESK_TONE_PLAIN;
}

static DeskTone
exit_time_cell (gpointer  row,
                GString  *text)
{
  append_time (text, STATE (row)->exit_time);

  return DESK_TONE_PLAIN;
}

static DeskTone
entry_cell (gpointer  row,
            GString  *text)
{
  desk_cell_append (text, desk_format_price (dt_money_to_double (STATE (row)->entry)));

  return DESK_TONE_PLAIN;
}

static DeskTone
exit_cell (gpointer  row,
           GString  *text)
{
  desk_cell_append (text, desk_format_price (dt_money_to_double (STATE (row)->exit)));

  return DESK_TONE_PLAIN;
}

static DeskTone
profit_cell (gpointer  row,
             GString  *text)
{
  desk_cell_append (text, desk_format_profit (STATE (row)->profit));

  return desk_tone_of ((double) STATE (row)->profit);
}

static DeskTone
profit_fraction_cell (gpointer  row,
                      GString  *text)
{
  desk_cell_append (text, desk_format_signed_percent (STATE (row)->profit_fraction));

  return desk_tone_of (STATE (row)->profit_fraction);
}

static DeskTone
r_multiple_cell (gpointer  row,
                 GString  *text)
{
  desk_cell_append (text, desk_format_r (STATE (row)->r_multiple));

  return isnan (STATE (row)->r_multiple) ? DESK_TONE_DIM
                                         : desk_tone_of (STATE (row)->r_multiple);
}

static DeskTone
fees_cell (gpointer  row,
           GString  *text)
{
  desk_cell_append (text, desk_format_money (STATE (row)->fees));

  return DESK_TONE_DIM;
}

static DeskTone
mae_cell (gpointer  row,
          GString  *text)
{
  desk_cell_append (text, desk_format_signed_percent (STATE (row)->mae));

  return DESK_TONE_PLAIN;
}

static DeskTone
mfe_cell (gpointer  row,
          GString  *text)
{
  desk_cell_append (text, desk_format_signed_percent (STATE (row)->mfe));

  return DESK_TONE_PLAIN;
}

static DeskTone
exit_reason_cell (gpointer  row,
                  GString  *text)
{
  g_string_append (text, STATE (row)->exit_reason);

  return DESK_TONE_DIM;
}

static DeskTone
strategy_cell (gpointer  row,
               GString  *text)
{
  const char *strategy = STATE (row)->strategy;

  g_string_append (text, g_strcmp0 (strategy, "user") == 0 ? "by hand" : strategy);

  return DESK_TONE_DIM;
}

/* What is missing comes first. */
#define DEFINE_COMPARE(name, compare)                                                           \
  static int                                                                                    \
  name ## _compare (gconstpointer a,                                                            \
                    gconstpointer b,                                                            \
                    gpointer      unused)                                                       \
  {                                                                                             \
    return compare (STATE (a)->name, STATE (b)->name);                                          \
  }

DEFINE_COMPARE (symbol, strcmp)
DEFINE_COMPARE (strategy, strcmp)
DEFINE_COMPARE (exit_reason, strcmp)
DEFINE_COMPARE (quantity, desk_compare_numbers)
DEFINE_COMPARE (entry_time, desk_compare_numbers)
DEFINE_COMPARE (exit_time, desk_compare_numbers)
DEFINE_COMPARE (entry, desk_compare_numbers)
DEFINE_COMPARE (exit, desk_compare_numbers)
DEFINE_COMPARE (profit, desk_compare_numbers)
DEFINE_COMPARE (profit_fraction, desk_compare_numbers)
DEFINE_COMPARE (r_multiple, desk_compare_numbers)
DEFINE_COMPARE (fees, desk_compare_numbers)
DEFINE_COMPARE (mae, desk_compare_numbers)
DEFINE_COMPARE (mfe, desk_compare_numbers)

static const DeskTableColumn columns[] = {
  { "symbol", "Symbol", 7, FALSE, DESK_ROOM_NARROW, symbol_cell, symbol_compare, NULL },
  { "quantity", "Quantity", 8, TRUE, DESK_ROOM_WIDE, quantity_cell, quantity_compare,
    "Largest number of units held; below zero: sold short" },
  { "entered", "Entered", 17, FALSE, DESK_ROOM_WIDE, entry_time_cell, entry_time_compare,
    "Bar of the first fill, New York time" },
  { "left", "Left", 17, FALSE, DESK_ROOM_NARROW, exit_time_cell, exit_time_compare,
    "Bar of the last fill, New York time" },
  { "entry", "Entry", 10, TRUE, DESK_ROOM_WIDE, entry_cell, entry_compare,
    "Average price of the opening fills" },
  { "exit", "Exit", 10, TRUE, DESK_ROOM_WIDE, exit_cell, exit_compare,
    "Average price of the closing fills" },
  { "profit", "Profit", 12, TRUE, DESK_ROOM_NARROW, profit_cell, profit_compare,
    "Profit or loss after all fees" },
  { "return", "Return", 9, TRUE, DESK_ROOM_MEDIUM, profit_fraction_cell,
    profit_fraction_compare, "Profit by the value of the entry" },
  { "r", "R", 9, TRUE, DESK_ROOM_MEDIUM, r_multiple_cell, r_multiple_compare,
    "Profit in units of what the first stop would have lost" },
  { "mae", "MAE", 9, TRUE, DESK_ROOM_WIDE, mae_cell, mae_compare,
    "Maximum adverse excursion: worst price against the entry while it ran" },
  { "mfe", "MFE", 9, TRUE, DESK_ROOM_WIDE, mfe_cell, mfe_compare,
    "Maximum favourable excursion: best price against the entry while it ran" },
  { "fees", "Fees", 9, TRUE, DESK_ROOM_CHOSEN, fees_cell, fees_compare,
    "Commissions and charges of all its fills" },
  { "closed-by", "Closed by", 9, FALSE, DESK_ROOM_WIDE, exit_reason_cell, exit_reason_compare,
    "What the order was for that closed it" },
  { "strategy", "Strategy", 15, FALSE, DESK_ROOM_WIDE, strategy_cell, strategy_compare, NULL,
    TRUE },
};

void
desk_trip_columns_add (GtkColumnView *view)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  desk_table_add (view, columns, G_N_ELEMENTS (columns));
}
