/* desk-trend-column.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-positions"

#include "config.h"

#include "desk-position-columns.h"
#include "desk-sparkline.h"

/* The course of the price since the entry. */

typedef struct
{
  DeskTrails *trails;       /* the column's */
  GtkWidget  *line;
  gulong      handler;      /* of the position */
  gulong      read;         /* of the trails */
} Cell;

static void
show_trail (GtkListItem *item)
{
  Cell *cell = g_object_get_data (G_OBJECT (item), "cell");
  DeskPosition *position = gtk_list_item_get_item (item);
  const double *values;
  gsize n;

  /* What was missed out of sight is a straight line then */
  if (!gtk_widget_get_mapped (cell->line))
    return;

  desk_sparkline_set_palette (DESK_SPARKLINE (cell->line),
                              desk_trails_get_palette (cell->trails));
  values = desk_trails_follow (cell->trails, position, &n);
  desk_sparkline_set_values (DESK_SPARKLINE (cell->line), values, n,
                             desk_position_get_state (position)->profit >= 0);
}

static void
trail_read (GtkListItem *item,
            const char  *symbol)
{
  DeskPosition *position = gtk_list_item_get_item (item);

  if (position != NULL
      && (symbol == NULL || g_str_equal (desk_position_get_state (position)->symbol, symbol)))
    show_trail (item);
}

static void
mapped (GtkListItem *item)
{
  if (gtk_list_item_get_item (item) != NULL)
    show_trail (item);
}

static void
set_up (GtkSignalListItemFactory *factory,
        GtkListItem              *item,
        DeskTrails               *trails)
{
  Cell *cell = g_new0 (Cell, 1);

  cell->trails = trails;
  cell->line = desk_sparkline_new ();
  gtk_widget_set_valign (cell->line, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (cell->line, "map", G_CALLBACK (mapped), item);
  g_object_set_data_full (G_OBJECT (item), "cell", cell, g_free);
  gtk_list_item_set_child (item, cell->line);
}

static void
bind (GtkSignalListItemFactory *factory,
      GtkListItem              *item,
      DeskTrails               *trails)
{
  Cell *cell = g_object_get_data (G_OBJECT (item), "cell");

  cell->handler = g_signal_connect_swapped (gtk_list_item_get_item (item), "changed",
                                            G_CALLBACK (show_trail), item);
  cell->read = g_signal_connect_swapped (trails, "changed", G_CALLBACK (trail_read), item);
  show_trail (item);
}

static void
unbind (GtkSignalListItemFactory *factory,
        GtkListItem              *item,
        DeskTrails               *trails)
{
  Cell *cell = g_object_get_data (G_OBJECT (item), "cell");

  g_clear_signal_handler (&cell->handler, gtk_list_item_get_item (item));
  g_clear_signal_handler (&cell->read, trails);
}

static void
connect (GtkListItemFactory *factory,
         const char         *signal,
         GCallback           callback,
         DeskTrails         *trails)
{
  g_signal_connect_data (factory, signal, callback, g_object_ref (trails),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
}

GtkColumnViewColumn *
desk_trend_column_new (DeskTrails *trails)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  connect (factory, "setup", G_CALLBACK (set_up), trails);
  connect (factory, "bind", G_CALLBACK (bind), trails);
  connect (factory, "unbind", G_CALLBACK (unbind), trails);

  return gtk_column_view_column_new ("Trend", factory);
}
