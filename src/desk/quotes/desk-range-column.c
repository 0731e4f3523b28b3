/* desk-range-column.c
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
#include "desk-range-bar.h"

/* "169.20 ——|— 171.31": the session's low and high, and where the last price is between them. */

#define CHARS 8

typedef struct
{
  GtkWidget *low;
  GtkWidget *bar;
  GtkWidget *high;
  gulong     handler;
} Cell;

static DeskTone
range_text (gpointer  row,
            GString  *text)
{
  const DeskQuoteState *state = desk_quote_get_state (row);

  if (isnan (state->low))
    {
      g_string_append (text, "–");
      return DESK_TONE_DIM;
    }

  desk_cell_append (text, desk_format_price (state->low));
  g_string_append (text, " to ");
  desk_cell_append (text, desk_format_price (state->high));
  return DESK_TONE_PLAIN;
}

static void
set_text (GtkWidget *inscription,
          char      *text)
{
  if (g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (inscription)), text) != 0)
    gtk_inscription_set_text (GTK_INSCRIPTION (inscription), text);
  g_free (text);
}

static void
show_range (GtkListItem *item)
{
  Cell *cell = g_object_get_data (G_OBJECT (item), "cell");
  DeskQuote *quote = gtk_list_item_get_item (item);
  const DeskQuoteState *state = desk_quote_get_state (quote);

  if (!gtk_widget_get_mapped (cell->bar))
    return;

  set_text (cell->low, desk_format_price (state->low));
  set_text (cell->high, desk_format_price (state->high));
  desk_range_bar_set_place (DESK_RANGE_BAR (cell->bar), state->place);
}

static void
mapped (GtkListItem *item)
{
  if (gtk_list_item_get_item (item) != NULL)
    show_range (item);
}

static gboolean
query_tooltip (GtkWidget   *box,
               int          x,
               int          y,
               gboolean     by_keyboard,
               GtkTooltip  *tooltip,
               GtkListItem *item)
{
  DeskQuote *quote = gtk_list_item_get_item (item);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *place = NULL;

  if (quote == NULL || isnan (desk_quote_get_state (quote)->low))
    return FALSE;

  range_text (quote, text);
  place = desk_format_percent (desk_quote_get_state (quote)->place);
  g_string_append_printf (text, " in this session; the last price is %s of the way up", place);
  gtk_tooltip_set_text (tooltip, text->str);

  return TRUE;
}

static GtkWidget *
make_figure (double xalign)
{
  GtkWidget *figure = gtk_inscription_new (NULL);

  g_object_set (figure, "min-chars", CHARS, "xalign", xalign, "text-overflow",
                GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, NULL);
  gtk_widget_add_css_class (figure, "figure");
  gtk_widget_add_css_class (figure, "dim");

  return figure;
}

static void
set_up (GtkSignalListItemFactory *factory,
        GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Cell *cell = g_new0 (Cell, 1);

  cell->low = make_figure (1.);
  cell->bar = desk_range_bar_new ();
  cell->high = make_figure (0.);
  gtk_widget_set_hexpand (cell->bar, TRUE);
  gtk_widget_set_valign (cell->bar, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), cell->low);
  gtk_box_append (GTK_BOX (box), cell->bar);
  gtk_box_append (GTK_BOX (box), cell->high);
  gtk_widget_set_has_tooltip (box, TRUE);
  g_signal_connect (box, "query-tooltip", G_CALLBACK (query_tooltip), item);
  g_signal_connect_swapped (cell->bar, "map", G_CALLBACK (mapped), item);
  g_object_set_data_full (G_OBJECT (item), "cell", cell, g_free);
  gtk_list_item_set_child (item, box);
}

static void
bind (GtkSignalListItemFactory *factory,
      GtkListItem              *item)
{
  Cell *cell = g_object_get_data (G_OBJECT (item), "cell");

  cell->handler = g_signal_connect_swapped (gtk_list_item_get_item (item), "changed",
                                            G_CALLBACK (show_range), item);
  show_range (item);
}

static void
unbind (GtkSignalListItemFactory *factory,
        GtkListItem              *item)
{
  Cell *cell = g_object_get_data (G_OBJECT (item), "cell");

  g_clear_signal_handler (&cell->handler, gtk_list_item_get_item (item));
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      unused)
{
  return desk_compare_numbers (desk_quote_get_state ((DeskQuote *) a)->place,
                               desk_quote_get_state ((DeskQuote *) b)->place);
}

GtkColumnViewColumn *
desk_range_column_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL));
  GtkColumnViewColumn *column;

  g_signal_connect (factory, "setup", G_CALLBACK (set_up), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), NULL);
  column = gtk_column_view_column_new ("Day Range", factory);
  gtk_column_view_column_set_sorter (column, sorter);
  desk_column_set_text (column, range_text);

  return column;
}
