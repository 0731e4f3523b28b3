/* desk-short-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-table"

#include "config.h"

#include "desk-short-table.h"

struct _DeskShortTable
{
  AdwBin             parent_instance;

  GListModel        *rows;
  GtkScrolledWindow *scroller;
  GtkColumnView     *view;
  guint              tick;
};

G_DEFINE_FINAL_TYPE (DeskShortTable, desk_short_table, ADW_TYPE_BIN)

static guint activated;

static gboolean
set_height (GtkWidget     *widget,
            GdkFrameClock *clock,
            gpointer       data)
{
  DeskShortTable *self = DESK_SHORT_TABLE (widget);
  guint n_rows = g_list_model_get_n_items (self->rows);
  int height = desk_table_get_height (self->view, n_rows);

  if (height < 0 && n_rows > 0)
    return G_SOURCE_CONTINUE;

  gtk_scrolled_window_set_min_content_height (self->scroller, height);
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
rows_changed (DeskShortTable *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), set_height, NULL, NULL);
}

static void
activate (DeskShortTable *self,
          guint           position)
{
  GListModel *rows = G_LIST_MODEL (gtk_column_view_get_model (self->view));
  g_autoptr(GObject) row = g_list_model_get_item (rows, position);

  if (row != NULL)
    g_signal_emit (self, activated, 0, row);
}

GtkColumnView *
desk_short_table_get_view (DeskShortTable *self)
{
  g_return_val_if_fail (DESK_IS_SHORT_TABLE (self), NULL);

  return self->view;
}

static void
desk_short_table_finalize (GObject *object)
{
  g_clear_object (&DESK_SHORT_TABLE (object)->rows);

  G_OBJECT_CLASS (desk_short_table_parent_class)->finalize (object);
}

static void
desk_short_table_class_init (DeskShortTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_short_table_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  activated = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                            NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
}

static void
desk_short_table_init (DeskShortTable *self)
{
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate), self,
                           G_CONNECT_SWAPPED);
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->view));
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->scroller));
}

GtkWidget *
desk_short_table_new (GListModel *rows,
                      const char *label)
{
  DeskShortTable *self = g_object_new (DESK_TYPE_SHORT_TABLE, NULL);
  GtkSortListModel *sorted;
  GtkSingleSelection *selection;

  self->rows = g_object_ref (rows);
  sorted = gtk_sort_list_model_new (g_object_ref (rows),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (rows_changed), self,
                           G_CONNECT_SWAPPED);
  rows_changed (self);

  return GTK_WIDGET (self);
}
