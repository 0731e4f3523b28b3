/* desk-position-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-positions"

#include "config.h"

#include <string.h>

#include "desk-column.h"
#include "desk-format.h"
#include "desk-position.h"
#include "desk-position-cells.h"

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

  if (!isfinite (r))
    {
      g_string_append (text, "–");
      return DESK_TONE_DIM;
    }
  g_string_append_printf (text, "%s%.2f R", r > 0. ? "+" : r < 0. ? "−" : "", fabs (r));

  return desk_tone_of (r);
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
  desk_cell_append (text, desk_format_time (STATE (row)->opened, DESK_TIME_DATE));
  g_string_append (text, ", ");
  desk_cell_append (text, desk_format_time (STATE (row)->opened, DESK_TIME_MINUTE));

  return DESK_TONE_DIM;
}

static int
compare_texts (const char *a,
               const char *b)
{
  return g_strcmp0 (a, b);
}

/* What is missing comes last. */
static int
compare_numbers (double a,
                 double b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) - isnan (b);

  return (a > b) - (a < b);
}

#define DEFINE_COMPARE(name, compare)                            \
  static int                                                     \
  name##_compare (gconstpointer a,                               \
                  gconstpointer b,                               \
                  gpointer      unused)                          \
  {                                                              \
    return compare (STATE (a)->name, STATE (b)->name);           \
  }

DEFINE_COMPARE (symbol, compare_texts)
DEFINE_COMPARE (quantity, compare_numbers)
DEFINE_COMPARE (average, compare_numbers)
DEFINE_COMPARE (last, compare_numbers)
DEFINE_COMPARE (value, compare_numbers)
DEFINE_COMPARE (profit, compare_numbers)
DEFINE_COMPARE (profit_fraction, compare_numbers)
DEFINE_COMPARE (r_multiple, compare_numbers)
DEFINE_COMPARE (target, compare_numbers)
DEFINE_COMPARE (strategy, compare_texts)
DEFINE_COMPARE (opened, compare_numbers)

static const struct
{
  const char       *title;
  guint             width;
  gboolean          numeric;
  DeskRoom          room;
  DeskCellFunc      cell;
  GCompareDataFunc  compare;
  const char       *explanation;
} columns[] = {
  { "Symbol", 7, FALSE, DESK_ROOM_NARROW, desk_position_cell_symbol, symbol_compare, NULL },
  { "Quantity", 8, TRUE, DESK_ROOM_NARROW, desk_position_cell_quantity, quantity_compare,
    "Units held; below zero: sold short" },
  { "Average", 10, TRUE, DESK_ROOM_WIDE, average_cell, average_compare,
    "Average price that the open units cost" },
  { "Last", 10, TRUE, DESK_ROOM_WIDE, desk_position_cell_last, last_compare,
    "Close of the last bar known" },
  { "Value", 13, TRUE, DESK_ROOM_WIDE, value_cell, value_compare, "Quantity × last price" },
  { "P/L", 11, TRUE, DESK_ROOM_NARROW, desk_position_cell_profit, profit_compare,
    "Quantity × (last − average): open profit or loss before fees" },
  { "P/L %", 9, TRUE, DESK_ROOM_WIDE, desk_position_cell_percent, profit_fraction_compare,
    "Open profit or loss by what the position cost" },
  { "R", 9, TRUE, DESK_ROOM_MEDIUM, r_cell, r_multiple_compare,
    "Open profit or loss in units of what the first stop would have lost" },
  { "Target", 10, TRUE, DESK_ROOM_WIDE, target_cell, target_compare,
    "Price of the resting profit target" },
  { "Strategy", 15, FALSE, DESK_ROOM_WIDE, desk_position_cell_strategy, strategy_compare,
    "Who owns the position" },
  { "Opened", 18, FALSE, DESK_ROOM_WIDE, opened_cell, opened_compare, "New York time" },
};

/* After the R multiple comes the stop. */
#define STOP_COLUMN 8

void
desk_position_columns_add (GtkColumnView *view)
{
  g_autoptr(GtkColumnViewColumn) stop = desk_stop_column_new ();

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column =
        desk_column_new (columns[i].title, columns[i].width, columns[i].numeric, columns[i].cell,
                         columns[i].compare);

      if (columns[i].explanation != NULL)
        desk_column_explain (column, columns[i].explanation);
      g_object_set_data (G_OBJECT (column), "room", GUINT_TO_POINTER (columns[i].room));
      gtk_column_view_column_set_expand (column, columns[i].cell == desk_position_cell_strategy);
      gtk_column_view_append_column (view, column);
    }
  gtk_column_view_insert_column (view, STOP_COLUMN, stop);
}

void
desk_position_columns_set_room (GtkColumnView *view,
                                DeskRoom       room)
{
  GListModel *list = gtk_column_view_get_columns (view);
  guint n = g_list_model_get_n_items (list);

  /* The last one has the menus */
  for (guint i = 0; i + 1 < n; i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (list, i);
      guint least = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (column), "room"));

      gtk_column_view_column_set_visible (column, room >= least);
      /* The table fills its room: when the one that grows is hidden, the first one does */
      if (i == 0)
        gtk_column_view_column_set_expand (column, room != DESK_ROOM_WIDE);
    }
}
