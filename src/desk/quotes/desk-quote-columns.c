/* desk-quote-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-quotes"

#include "config.h"

#include <math.h>

#include "desk-format.h"
#include "desk-quote.h"

#include "desk-column.h"

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

/* What is missing comes last. */
static int
compare_numbers (double a,
                 double b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) - isnan (b);

  return (a > b) - (a < b);
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
  return compare_numbers (STATE (a)->last, STATE (b)->last);
}

static int
move_compare (gconstpointer a,
              gconstpointer b,
              gpointer      unused)
{
  return compare_numbers (get_move (STATE (a)), get_move (STATE (b)));
}

static int
change_compare (gconstpointer a,
                gconstpointer b,
                gpointer      unused)
{
  return compare_numbers (STATE (a)->change, STATE (b)->change);
}

static int
volume_compare (gconstpointer a,
                gconstpointer b,
                gpointer      unused)
{
  return compare_numbers (STATE (a)->volume, STATE (b)->volume);
}

static const struct
{
  const char       *title;
  guint             width;
  gboolean          numeric;
  gboolean          when_narrow;
  DeskCellFunc      cell;
  GCompareDataFunc  compare;
  const char       *explanation;
} columns[] = {
  { "Symbol", 8, FALSE, TRUE, symbol_cell, symbol_compare, NULL },
  { "Company", 26, FALSE, FALSE, name_cell, name_compare, NULL },
  { "Sector", 22, FALSE, FALSE, sector_cell, sector_compare, NULL },
  { "Last", 10, TRUE, TRUE, last_cell, last_compare, "Close of the last bar known" },
  { "Change", 10, TRUE, FALSE, move_cell, move_compare,
    "Last price less the close of the session before" },
  { "Change %", 11, TRUE, TRUE, change_cell, change_compare,
    "Last price against the close of the session before" },
  { "Volume", 10, TRUE, FALSE, volume_cell, volume_compare, "Units traded in this session" },
};

void
desk_quote_columns_add (GtkColumnView *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column =
        desk_column_new (columns[i].title, columns[i].width, columns[i].numeric, columns[i].cell,
                         columns[i].compare);

      if (columns[i].explanation != NULL)
        desk_column_explain (column, columns[i].explanation);
      g_object_set_data (G_OBJECT (column), "when-narrow",
                         GINT_TO_POINTER (columns[i].when_narrow));
      gtk_column_view_column_set_expand (column, columns[i].cell == name_cell);
      gtk_column_view_append_column (view, column);
    }
}

void
desk_quote_columns_set_narrow (GtkColumnView *view,
                               gboolean       narrow)
{
  GListModel *list = gtk_column_view_get_columns (view);

  /* The first column is the pins' */
  for (guint i = 1; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (list, i);
      gboolean stays = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), "when-narrow"));

      gtk_column_view_column_set_visible (column, stays || !narrow);
      if (i == 1)
        gtk_column_view_column_set_expand (column, narrow);
    }
}
