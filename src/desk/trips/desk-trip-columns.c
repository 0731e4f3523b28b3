/* desk-trip-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-trips"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-column.h"
#include "desk-format.h"

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
static int
compare_numbers (double a,
                 double b)
{
  if (isnan (a) || isnan (b))
    return isnan (b) - isnan (a);

  return (a > b) - (a < b);
}

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
DEFINE_COMPARE (quantity, compare_numbers)
DEFINE_COMPARE (entry_time, compare_numbers)
DEFINE_COMPARE (exit_time, compare_numbers)
DEFINE_COMPARE (entry, compare_numbers)
DEFINE_COMPARE (exit, compare_numbers)
DEFINE_COMPARE (profit, compare_numbers)
DEFINE_COMPARE (profit_fraction, compare_numbers)
DEFINE_COMPARE (mae, compare_numbers)
DEFINE_COMPARE (mfe, compare_numbers)

static const struct
{
  const char       *title;
  guint             width;
  gboolean          numeric;
  DeskTripRoom      room;
  DeskCellFunc      cell;
  GCompareDataFunc  compare;
  const char       *explanation;
} columns[] = {
  { "Symbol", 7, FALSE, DESK_TRIP_NARROW, symbol_cell, symbol_compare, NULL },
  { "Quantity", 8, TRUE, DESK_TRIP_MEDIUM, quantity_cell, quantity_compare,
    "Largest number of units held; below zero: sold short" },
  { "Entered", 17, FALSE, DESK_TRIP_WIDE, entry_time_cell, entry_time_compare,
    "Bar of the first fill, New York time" },
  { "Left", 17, FALSE, DESK_TRIP_NARROW, exit_time_cell, exit_time_compare,
    "Bar of the last fill, New York time" },
  { "Entry", 10, TRUE, DESK_TRIP_WIDE, entry_cell, entry_compare,
    "Average price of the opening fills" },
  { "Exit", 10, TRUE, DESK_TRIP_WIDE, exit_cell, exit_compare,
    "Average price of the closing fills" },
  { "Profit", 12, TRUE, DESK_TRIP_NARROW, profit_cell, profit_compare,
    "Profit or loss after all fees" },
  { "Return", 9, TRUE, DESK_TRIP_MEDIUM, profit_fraction_cell, profit_fraction_compare,
    "Profit by the value of the entry" },
  { "MAE", 9, TRUE, DESK_TRIP_WIDE, mae_cell, mae_compare,
    "Maximum adverse excursion: worst price against the entry while it ran" },
  { "MFE", 9, TRUE, DESK_TRIP_WIDE, mfe_cell, mfe_compare,
    "Maximum favourable excursion: best price against the entry while it ran" },
  { "Closed by", 9, FALSE, DESK_TRIP_MEDIUM, exit_reason_cell, exit_reason_compare,
    "What the order was for that closed it" },
  { "Strategy", 15, FALSE, DESK_TRIP_WIDE, strategy_cell, strategy_compare, NULL },
};

void
desk_trip_columns_add (GtkColumnView *view)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column =
        desk_column_new (columns[i].title, columns[i].width, columns[i].numeric, columns[i].cell,
                         columns[i].compare);

      if (columns[i].explanation != NULL)
        desk_column_explain (column, columns[i].explanation);
      gtk_column_view_column_set_expand (column, i + 1 == G_N_ELEMENTS (columns));
      gtk_column_view_append_column (view, column);
    }
}

void
desk_trip_columns_set_room (GtkColumnView *view,
                            DeskTripRoom   room)
{
  GListModel *list;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  list = gtk_column_view_get_columns (view);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (list, i);

      gtk_column_view_column_set_visible (column, room >= columns[i].room);
      /* The table fills its room: when the one that grows is hidden, the first one does */
      if (i == 0)
        gtk_column_view_column_set_expand (column, room != DESK_TRIP_WIDE);
    }
}
