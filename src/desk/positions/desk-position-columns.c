/* desk-position-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-positions"

#include "config.h"

#include <string.h>

#include "desk-format.h"
#include "desk-position.h"
#include "desk-position-cells.h"
#include "desk-table.h"

#include "desk-position-columns.h"

#define STATE(row) desk_position_get_state ((DeskPosition *) (row))

static DeskTone
average_cell (gpointer  row,
              GString  *text)
{
  desk_cell_append (text, desk_format_price (dt_money_to_double (STATE (row)->average)));

  return DESK_TONE_PLAIN;
}

static DeskTone
value_cell (gpointer  row,
            GString  *text)
{
  desk_cell_append (text, desk_format_money (STATE (row)->value));

  return DESK_TONE_PLAIN;
}

/* "+1.3 R": profit in units of what the first stop would have lost */
static DeskTone
r_cell (gpointer  row,
        GString  *text)
{
  double r = STATE (row)->r_multiple;

  desk_cell_append (text, desk_format_r (r));

  return isfinite (r) ? desk_tone_of (r) : DESK_TONE_DIM;
}

static DeskTone
target_cell (gpointer  row,
             GString  *text)
{
  DtMoney target = STATE (row)->target;

  desk_cell_append (text, desk_format_price (target != DT_MONEY_NONE
                                             ? dt_money_to_double (target) : NAN));

  return target != DT_MONEY_NONE ? DESK_TONE_PLAIN : DESK_TONE_DIM;
}

static DeskTone
opened_cell (gpointer  row,
             GString  *text)
{
  DtTime time = STATE (row)->opened;
  gint64 since_midnight;
  int year, month, day;
  g_autoptr(GDateTime) wall = NULL;

  if (time == DT_TIME_NONE)
    return DESK_TONE_DIM;

  dt_date_get_ymd (dt_time_get_new_york_date (time, &since_midnight), &year, &month, &day);
  wall = g_date_time_new_utc (year, month, day, since_midnight / DT_HOUR,
                              since_midnight / DT_MINUTE % 60, 0.);
  desk_cell_append (text, g_date_time_format (wall, "%-d %b, %H:%M"));

  return DESK_TONE_DIM;
}

#define DEFINE_COMPARE(name, compare)                            \
  static int                                                     \
  name##_compare (gconstpointer a,                               \
                  gconstpointer b,                               \
                  gpointer      unused)                          \
  {                                                              \
    return compare (STATE (a)->name, STATE (b)->name);           \
  }

DEFINE_COMPARE (symbol, desk_compare_texts)
DEFINE_COMPARE (quantity, desk_compare_numbers)
DEFINE_COMPARE (average, desk_compare_numbers)
DEFINE_COMPARE (last, desk_compare_numbers)
DEFINE_COMPARE (value, desk_compare_numbers)
DEFINE_COMPARE (profit, desk_compare_numbers)
DEFINE_COMPARE (profit_fraction, desk_compare_numbers)
DEFINE_COMPARE (r_multiple, desk_compare_numbers)
DEFINE_COMPARE (target, desk_compare_numbers)
DEFINE_COMPARE (strategy, desk_compare_texts)
DEFINE_COMPARE (opened, desk_compare_numbers)

static const DeskTableColumn before_stop[] = {
  { "symbol", "Symbol", 7, FALSE, DESK_ROOM_NARROW, desk_position_cell_symbol, symbol_compare,
    NULL },
  { "quantity", "Quantity", 8, TRUE, DESK_ROOM_NARROW, desk_position_cell_quantity,
    quantity_compare, "Units held; below zero: sold short" },
  { "average", "Average", 10, TRUE, DESK_ROOM_WIDE, average_cell, average_compare,
    "Average price that the open units cost" },
  { "last", "Last", 10, TRUE, DESK_ROOM_WIDE, desk_position_cell_last, last_compare,
    "Close of the last bar known" },
  { "value", "Value", 13, TRUE, DESK_ROOM_WIDE, value_cell, value_compare,
    "Quantity × last price" },
  { "profit", "P/L", 11, TRUE, DESK_ROOM_NARROW, desk_position_cell_profit, profit_compare,
    "Quantity × (last − average): open profit or loss before fees" },
  { "return", "P/L %", 9, TRUE, DESK_ROOM_WIDE, desk_position_cell_percent,
    profit_fraction_compare, "Open profit or loss by what the position cost" },
  { "r", "R", 9, TRUE, DESK_ROOM_MEDIUM, r_cell, r_multiple_compare,
    "Open profit or loss in units of what the first stop would have lost" },
};

static const DeskTableColumn after_stop[] = {
  { "target", "Target", 10, TRUE, DESK_ROOM_WIDE, target_cell, target_compare,
    "Price of the resting profit target" },
  { "strategy", "Strategy", 13, FALSE, DESK_ROOM_WIDE, desk_position_cell_strategy,
    strategy_compare, "Who owns the position", TRUE },
  { "opened", "Opened", 13, FALSE, DESK_ROOM_WIDE, opened_cell, opened_compare,
    "New York time" },
};

void
desk_position_columns_add (GtkColumnView *view,
                           DeskTrails    *trails)
{
  g_autoptr(GtkColumnViewColumn) trend = desk_trend_column_new (trails);
  g_autoptr(GtkColumnViewColumn) stop = desk_stop_column_new ();

  desk_table_add (view, before_stop, G_N_ELEMENTS (before_stop));
  desk_table_add_column (view, trend, "trend", DESK_ROOM_MEDIUM);
  desk_table_add_column (view, stop, "stop", DESK_ROOM_MEDIUM);
  desk_table_add (view, after_stop, G_N_ELEMENTS (after_stop));
  desk_row_actions_add (view);
}
