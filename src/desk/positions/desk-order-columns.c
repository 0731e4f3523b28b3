/* desk-order-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-positions"

#include "config.h"

#include "desk-column.h"
#include "desk-format.h"
#include "desk-order.h"

#include "desk-position-columns.h"

#define STATE(row) desk_order_get_state ((DeskOrder *) (row))

static void
append (GString *text,
        char    *figure)
{
  g_string_append (text, figure);
  g_free (figure);
}

static double
price_of (DtMoney money)
{
  return money != DT_MONEY_NONE ? dt_money_to_double (money) : NAN;
}

static DeskTone
append_price (GString *text,
              DtMoney  money)
{
  append (text, desk_format_price (price_of (money)));

  return money != DT_MONEY_NONE ? DESK_TONE_PLAIN : DESK_TONE_DIM;
}

static DeskTone
symbol_cell (gpointer  row,
             GString  *text)
{
  g_string_append (text, STATE (row)->symbol);

  return DESK_TONE_PLAIN;
}

static DeskTone
side_cell (gpointer  row,
           GString  *text)
{
  g_string_append (text, STATE (row)->side);
  if (text->len > 0)
    text->str[0] = g_ascii_toupper (text->str[0]);

  return DESK_TONE_PLAIN;
}

static DeskTone
role_cell (gpointer  row,
           GString  *text)
{
  g_string_append (text, STATE (row)->role);

  return DESK_TONE_PLAIN;
}

static DeskTone
type_cell (gpointer  row,
           GString  *text)
{
  g_string_append (text, STATE (row)->type);

  return DESK_TONE_DIM;
}

static DeskTone
quantity_cell (gpointer  row,
               GString  *text)
{
  append (text, desk_format_quantity (ABS (STATE (row)->quantity)));

  return DESK_TONE_PLAIN;
}

static DeskTone
filled_cell (gpointer  row,
             GString  *text)
{
  append (text, desk_format_quantity (ABS (STATE (row)->filled)));

  return STATE (row)->filled != 0 ? DESK_TONE_PLAIN : DESK_TONE_DIM;
}

static DeskTone
limit_cell (gpointer  row,
            GString  *text)
{
  return append_price (text, STATE (row)->limit);
}

static DeskTone
stop_cell (gpointer  row,
           GString  *text)
{
  return append_price (text, STATE (row)->stop);
}

static DeskTone
strategy_cell (gpointer  row,
               GString  *text)
{
  const char *strategy = STATE (row)->strategy;

  g_string_append (text, g_strcmp0 (strategy, "user") == 0 ? "by hand" : strategy);

  return DESK_TONE_DIM;
}

static DeskTone
tif_cell (gpointer  row,
          GString  *text)
{
  g_string_append (text, STATE (row)->tif);

  return DESK_TONE_DIM;
}

static DeskTone
created_cell (gpointer  row,
              GString  *text)
{
  append (text, desk_format_time (STATE (row)->created, DESK_TIME_DATE));
  g_string_append (text, ", ");
  append (text, desk_format_time (STATE (row)->created, DESK_TIME_CLOCK));

  return DESK_TONE_DIM;
}

static DeskTone
number_cell (gpointer  row,
             GString  *text)
{
  g_string_append_printf (text, "%" G_GUINT64_FORMAT, STATE (row)->id);

  return DESK_TONE_DIM;
}

static int
compare_numbers (double a,
                 double b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) - isnan (b);

  return (a > b) - (a < b);
}

static int
compare_prices (DtMoney a,
                DtMoney b)
{
  return compare_numbers (price_of (a), price_of (b));
}

static int
compare_texts (const char *a,
               const char *b)
{
  return g_strcmp0 (a, b);
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
DEFINE_COMPARE (side, compare_texts)
DEFINE_COMPARE (role, compare_texts)
DEFINE_COMPARE (type, compare_texts)
DEFINE_COMPARE (quantity, compare_numbers)
DEFINE_COMPARE (filled, compare_numbers)
DEFINE_COMPARE (limit, compare_prices)
DEFINE_COMPARE (stop, compare_prices)
DEFINE_COMPARE (strategy, compare_texts)
DEFINE_COMPARE (tif, compare_texts)
DEFINE_COMPARE (created, compare_numbers)
DEFINE_COMPARE (id, compare_numbers)

static const struct
{
  const char       *title;
  guint             width;
  gboolean          numeric;
  gboolean          always;
  DeskCellFunc      cell;
  GCompareDataFunc  compare;
} columns[] = {
  { "Symbol", 7, FALSE, TRUE, symbol_cell, symbol_compare },
  { "Side", 6, FALSE, TRUE, side_cell, side_compare },
  { "Role", 8, FALSE, TRUE, role_cell, role_compare },
  { "Type", 10, FALSE, FALSE, type_cell, type_compare },
  { "Quantity", 9, TRUE, TRUE, quantity_cell, quantity_compare },
  { "Filled", 9, TRUE, FALSE, filled_cell, filled_compare },
  { "Limit", 10, TRUE, FALSE, limit_cell, limit_compare },
  { "Stop", 10, TRUE, TRUE, stop_cell, stop_compare },
  { "Strategy", 15, FALSE, FALSE, strategy_cell, strategy_compare },
  { "In Force", 8, FALSE, FALSE, tif_cell, tif_compare },
  { "Sent", 21, FALSE, FALSE, created_cell, created_compare },
  { "Number", 8, TRUE, FALSE, number_cell, id_compare },
};

void
desk_order_columns_add (GtkColumnView *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column =
        desk_column_new (columns[i].title, columns[i].width, columns[i].numeric, columns[i].cell,
                         columns[i].compare);

      g_object_set_data (G_OBJECT (column), "always", GINT_TO_POINTER (columns[i].always));
      gtk_column_view_append_column (view, column);
    }
}
