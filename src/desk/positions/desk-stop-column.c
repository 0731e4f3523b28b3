/* desk-stop-column.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-positions"

#include "config.h"

#include "desk-format.h"
#include "desk-position.h"
#include "desk-table.h"

#include "desk-position-columns.h"

/* What protects a position: "172.31 · 1.2 %" behind an icon of its kind. */

typedef struct
{
  GtkWidget *icon;
  GtkWidget *text;
  gulong     handler;
} Cell;

static void
show_stop (GtkListItem *item)
{
  Cell *cell = g_object_get_data (G_OBJECT (item), "cell");
  const DeskPositionState *state = desk_position_get_state (gtk_list_item_get_item (item));
  g_autofree char *price = NULL;
  g_autofree char *distance = NULL;
  g_autofree char *text = NULL;
  const char *kind = "No stop";

  if (state->stop != DT_MONEY_NONE)
    {
      kind = state->trails ? "Trailing" : "Fixed";
      price = desk_format_price (dt_money_to_double (state->stop));
      distance = desk_format_percent (state->stop_distance);
      text = g_strdup_printf ("%s · %s", price, distance);
    }
  gtk_inscription_set_text (GTK_INSCRIPTION (cell->text), text != NULL ? text : kind);
  gtk_image_set_from_icon_name (GTK_IMAGE (cell->icon),
                                state->stop == DT_MONEY_NONE ? "dialog-warning-symbolic"
                                : state->trails ? "go-jump-symbolic" : "changes-prevent-symbolic");
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), kind);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  kind, -1);
}

static void
set_up (GtkSignalListItemFactory *factory,
        GtkListItem              *item,
        gpointer                  unused)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Cell *cell = g_new0 (Cell, 1);

  cell->text = gtk_inscription_new (NULL);
  g_object_set (cell->text, "hexpand", TRUE, "xalign", 0., "min-chars", 15, "text-overflow",
                GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, NULL);
  gtk_widget_add_css_class (cell->text, "figure");
  cell->icon = gtk_image_new ();
  gtk_widget_add_css_class (cell->icon, "dim-label");
  gtk_box_append (GTK_BOX (box), cell->icon);
  gtk_box_append (GTK_BOX (box), cell->text);
  g_object_set_data_full (G_OBJECT (item), "cell", cell, g_free);
  gtk_list_item_set_child (item, box);
}

static void
bind (GtkSignalListItemFactory *factory,
      GtkListItem              *item,
      gpointer                  unused)
{
  Cell *cell = g_object_get_data (G_OBJECT (item), "cell");

  cell->handler = g_signal_connect_swapped (gtk_list_item_get_item (item), "changed",
                                            G_CALLBACK (show_stop), item);
  show_stop (item);
}

static void
unbind (GtkSignalListItemFactory *factory,
        GtkListItem              *item,
        gpointer                  unused)
{
  Cell *cell = g_object_get_data (G_OBJECT (item), "cell");

  g_clear_signal_handler (&cell->handler, gtk_list_item_get_item (item));
}

/* In words alone: "Trailing 172.31 · 1.2 %" */
static DeskTone
stop_text (gpointer  row,
           GString  *text)
{
  const DeskPositionState *state = desk_position_get_state (row);

  if (state->stop == DT_MONEY_NONE)
    {
      g_string_append (text, "No stop");
      return DESK_TONE_WARNING;
    }

  g_string_append (text, state->trails ? "Trailing " : "Fixed ");
  desk_cell_append (text, desk_format_price (dt_money_to_double (state->stop)));
  g_string_append (text, " · ");
  desk_cell_append (text, desk_format_percent (state->stop_distance));
  return DESK_TONE_PLAIN;
}

/* Positions without a stop come last. */
static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      unused)
{
  return desk_compare_numbers (desk_position_get_state ((DeskPosition *) a)->stop_distance,
                               desk_position_get_state ((DeskPosition *) b)->stop_distance);
}

GtkColumnViewColumn *
desk_stop_column_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkSorter) sorter = NULL;
  GtkColumnViewColumn *column;

  g_signal_connect (factory, "setup", G_CALLBACK (set_up), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), NULL);
  column = gtk_column_view_column_new ("Stop", factory);
  sorter = GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL));
  gtk_column_view_column_set_sorter (column, sorter);
  desk_column_set_text (column, stop_text);

  return column;
}
