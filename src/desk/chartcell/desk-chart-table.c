/* desk-chart-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartcell"

#include "config.h"

#include <math.h>

#include "desk-compat.h"

#include "desk-chart-table.h"

#define MOST_ROWS 10000
/* Pixels, of which a column of figures needs so many */
#define LEAST     640
#define MOST      1100
#define COLUMN    100
#define HEIGHT    560
/* Of figures, and of the time */
#define LETTERS   10
#define TIME      18

/* Rows are numbers of bars, as texts: a bar that is not looked at has no cells. */
static GListModel *
make_rows (DeskChart *chart)
{
  GtkStringList *rows = gtk_string_list_new (NULL);
  gint64 last = (gint64) desk_chart_get_n_known (chart) - 1, from, to;
  double first, end;

  desk_chart_get_range (chart, &first, &end);
  to = MIN ((gint64) floor (end), last);
  from = MAX (MAX ((gint64) ceil (first), 0), to - MOST_ROWS + 1);
  for (gint64 i = to; i >= from; i--)
    gtk_string_list_take (rows, g_strdup_printf ("%" G_GINT64_FORMAT, i));

  return G_LIST_MODEL (rows);
}

static guint
column_of (GtkSignalListItemFactory *factory)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
}

static void
set_up_cell (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             DeskChart                *chart)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), column_of (factory) == 0 ? 0.f : 1.f);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell),
                                 column_of (factory) == 0 ? TIME : LETTERS);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (cell, "figure");
  gtk_list_item_set_child (item, cell);
}

static void
bind_cell (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           DeskChart                *chart)
{
  GtkStringObject *row = gtk_list_item_get_item (item);
  gint64 bar = g_ascii_strtoll (gtk_string_object_get_string (row), NULL, 10);
  g_autofree char *text = desk_chart_dup_cell (chart, bar, column_of (factory));
  GtkWidget *cell = gtk_list_item_get_child (item);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
  gtk_widget_set_tooltip_text (cell, text);
}

/* Over figures they are at the right too. */
static void
align_title (GtkColumnView *view,
             const char    *title)
{
  GtkWidget *button = desk_compat_find_title (view, title);
  GtkWidget *box = button != NULL ? gtk_widget_get_first_child (button) : NULL;

  if (GTK_IS_BOX (box))
    gtk_widget_set_halign (box, GTK_ALIGN_END);
}

static void
add_column (GtkColumnView *view,
            DeskChart     *chart,
            guint          number,
            const char    *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = NULL;

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (number));
  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_cell), chart, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cell), chart, 0);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (view, column);
  if (number > 0)
    align_title (view, title);
}

static GtkWidget *
make_view (DeskChart  *chart,
           const char *symbol,
           GListModel *rows)
{
  GtkWidget *view, *scrolled = gtk_scrolled_window_new ();
  g_auto(GStrv) titles = desk_chart_dup_columns (chart);
  g_autofree char *name = g_strdup_printf ("Bars of %s", symbol);
  GtkNoSelection *selection = gtk_no_selection_new (rows);

  view = gtk_column_view_new (GTK_SELECTION_MODEL (selection));
  gtk_widget_add_css_class (view, "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (guint i = 0; titles[i] != NULL; i++)
    add_column (GTK_COLUMN_VIEW (view), chart, i, titles[i]);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
add_escape (GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_callback_action_new (on_escape, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
}

GtkWidget *
desk_chart_table_new (GtkWindow  *parent,
                      DeskChart  *chart,
                      const char *symbol)
{
  GtkWidget *window = adw_window_new (), *header = adw_header_bar_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GListModel *rows = make_rows (chart);
  guint n = g_list_model_get_n_items (rows);
  g_auto(GStrv) columns = desk_chart_dup_columns (chart);
  int width = CLAMP ((int) g_strv_length (columns) * COLUMN + COLUMN, LEAST, MOST);
  g_autofree char *title = g_strdup_printf ("Bars of %s", symbol);
  g_autofree char *subtitle = g_strdup_printf (n == MOST_ROWS ? "The newest %u of those in sight"
                                               : "%u in sight, newest first", n);

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header),
                                   adw_window_title_new (title, subtitle));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), make_view (chart, symbol, rows));
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_default_size (GTK_WINDOW (window), width, HEIGHT);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  if (parent != NULL)
    gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  add_escape (window);
  return window;
}
