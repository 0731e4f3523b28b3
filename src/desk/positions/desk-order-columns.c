/* desk-order-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-positions"

#include "config.h"

#include "desk-format.h"
#include "desk-order.h"
#include "desk-table.h"

#include "desk-position-columns.h"

#define STATE(row) desk_order_get_state ((DeskOrder *) (row))

static double
price_of (DtMoney money)
{
  return money != DT_MONEY_NONE ? dt_money_to_double (money) : NAN;
}

static DeskTone
append_price (GString *text,
              DtMoney  money)
{
  desk_cell_append (text, desk_format_price (price_of (money)));

  return money != DT_MONEY_NONE ? DESK_TONE_PLAIN : DESK_TONE_DIM;
}

static DeskTone
symbol_cell (gpointer  row,
             GString  *text)
{
  g_string_append (text, STATE (row)->symbol);

  return DESK_TONE_PLAIN;
}

/* "stop-limit" is "Stop limit" in a table */
static void
append_word (GString    *text,
             const char *word)
{
  g_string_append (text, word);
  g_strdelimit (text->str, "-", ' ');
  if (text->len > 0)
    text->str[0] = g_ascii_toupper (text->str[0]);
}

static DeskTone
side_cell (gpointer  row,
           GString  *text)
{
  append_word (text, STATE (row)->side);

  return DESK_TONE_PLAIN;
}

static DeskTone
role_cell (gpointer  row,
           GString  *text)
{
  append_word (text, STATE (row)->role);

  return DESK_TONE_PLAIN;
}

static DeskTone
type_cell (gpointer  row,
           GString  *text)
{
  append_word (text, STATE (row)->type);

  return DESK_TONE_DIM;
}

static DeskTone
quantity_cell (gpointer  row,
               GString  *text)
{
  desk_cell_append (text, desk_format_quantity (STATE (row)->quantity));

  return DESK_TONE_PLAIN;
}

static DeskTone
filled_cell (gpointer  row,
             GString  *text)
{
  desk_cell_append (text, desk_format_quantity (ABS (STATE (row)->filled)));

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
  g_string_ascii_up (text);

  return DESK_TONE_DIM;
}

static DeskTone
created_cell (gpointer  row,
              GString  *text)
{
  desk_cell_append (text, desk_format_time (STATE (row)->created, DESK_TIME_DATE));
  g_string_append (text, ", ");
  desk_cell_append (text, desk_format_time (STATE (row)->created, DESK_TIME_CLOCK));

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
compare_prices (DtMoney a,
                DtMoney b)
{
  return desk_compare_numbers (price_of (a), price_of (b));
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
DEFINE_COMPARE (side, desk_compare_texts)
DEFINE_COMPARE (role, desk_compare_texts)
DEFINE_COMPARE (type, desk_compare_texts)
DEFINE_COMPARE (quantity, desk_compare_numbers)
DEFINE_COMPARE (filled, desk_compare_numbers)
DEFINE_COMPARE (limit, compare_prices)
DEFINE_COMPARE (stop, compare_prices)
DEFINE_COMPARE (strategy, desk_compare_texts)
DEFINE_COMPARE (tif, desk_compare_texts)
DEFINE_COMPARE (created, desk_compare_numbers)
DEFINE_COMPARE (id, desk_compare_numbers)

static const DeskTableColumn columns[] = {
  { "symbol", "Symbol", 7, FALSE, DESK_ROOM_NARROW, symbol_cell, symbol_compare, NULL },
  { "side", "Side", 6, FALSE, DESK_ROOM_MEDIUM, side_cell, side_compare, NULL },
  { "role", "Role", 8, FALSE, DESK_ROOM_NARROW, role_cell, role_compare,
    "What the order is for: entry, stop, target or exit" },
  { "type", "Type", 10, FALSE, DESK_ROOM_WIDE, type_cell, type_compare, NULL },
  { "quantity", "Quantity", 8, TRUE, DESK_ROOM_NARROW, quantity_cell, quantity_compare, NULL },
  { "filled", "Filled", 9, TRUE, DESK_ROOM_WIDE, filled_cell, filled_compare, NULL },
  { "limit", "Limit", 10, TRUE, DESK_ROOM_MEDIUM, limit_cell, limit_compare, NULL },
  { "stop", "Stop", 10, TRUE, DESK_ROOM_MEDIUM, stop_cell, stop_compare, NULL },
  { "strategy", "Strategy", 15, FALSE, DESK_ROOM_WIDE, strategy_cell, strategy_compare,
    "Who owns the order", TRUE },
  { "in-force", "In Force", 8, FALSE, DESK_ROOM_WIDE, tif_cell, tif_compare,
    "How long it stays when it is not filled" },
  { "sent", "Sent", 21, FALSE, DESK_ROOM_WIDE, created_cell, created_compare, "New York time" },
  { "number", "Number", 8, TRUE, DESK_ROOM_WIDE, number_cell, id_compare, NULL },
};

void
desk_order_columns_add (GtkColumnView *view)
{
  desk_table_add (view, columns, G_N_ELEMENTS (columns));
}
