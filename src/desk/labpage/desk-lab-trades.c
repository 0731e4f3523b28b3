/* desk-lab-trades.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-labpage"

#include "config.h"

#include "desk-fold.h"
#include "desk-table.h"
#include "desk-trip-chart.h"
#include "desk-trip-columns.h"

#include "desk-lab-trades.h"

#define CHART_HEIGHT 260
#define NARROW_WIDTH 600
#define WIDE_WIDTH   1250

struct _DeskLabTrades
{
  AdwBin              parent_instance;

  DeskLabResult      *result;      /* (nullable) */
  GtkSingleSelection *selection;
  GtkWidget          *wide_fold;
  GtkWidget          *fold;
  GtkWidget          *stack;
  GtkWidget          *head;
  GtkWidget          *view;
  GtkWidget          *chart;
  GtkWidget          *caption;
};

G_DEFINE_FINAL_TYPE (DeskLabTrades, desk_lab_trades, ADW_TYPE_BIN)

static void
selected (DeskLabTrades *self)
{
  DeskTrip *trip = gtk_single_selection_get_selected_item (self->selection);
  DtBarSeries *series;
  g_autofree char *text = NULL;

  if (trip == NULL || self->result == NULL)
    return;

  text = desk_trip_describe (trip);
  gtk_label_set_text (GTK_LABEL (self->caption), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  series = desk_lab_result_find_series (self->result, desk_trip_get_state (trip)->symbol);
  if (series != NULL)
    desk_trip_chart_show (DESK_CHART (self->chart), series, trip);
}

static void
activated (DeskLabTrades *self,
           guint          position)
{
  g_autoptr(DeskTrip) trip = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  GVariantDict dict;

  if (trip == NULL)
    return;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbol", "s", desk_trip_get_state (trip)->symbol);
  g_variant_dict_insert (&dict, "time", "x", desk_trip_get_state (trip)->entry_time);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.symbol.show",
                                      g_variant_dict_end (&dict));
}

void
desk_lab_trades_show (DeskLabTrades *self,
                      DeskLabResult *result)
{
  g_autoptr(GListStore) trips = NULL;
  g_autoptr(GtkSortListModel) sorted = NULL;
  DeskLabResult *before = self->result;

  g_return_if_fail (DESK_IS_LAB_TRADES (self));

  /* The chart lets go of the series before the run that owns them does */
  desk_chart_set_series (DESK_CHART (self->chart), NULL, 0);
  gtk_label_set_text (GTK_LABEL (self->caption), "");
  self->result = desk_lab_result_ref (result);
  trips = desk_lab_result_list_trips (result);
  sorted = gtk_sort_list_model_new (
    G_LIST_MODEL (g_object_ref (trips)),
    g_object_ref (gtk_column_view_get_sorter (GTK_COLUMN_VIEW (self->view))));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (sorted));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    g_list_model_get_n_items (G_LIST_MODEL (trips)) > 0
                                    ? "some" : "none");
  g_clear_pointer (&before, desk_lab_result_unref);
  selected (self);
}

void
desk_lab_trades_set_palette (DeskLabTrades *self,
                             DeskPalette    palette)
{
  g_return_if_fail (DESK_IS_LAB_TRADES (self));

  desk_chart_set_palette (DESK_CHART (self->chart), palette);
}

GListModel *
desk_lab_trades_get_rows (DeskLabTrades *self)
{
  g_return_val_if_fail (DESK_IS_LAB_TRADES (self), NULL);

  return G_LIST_MODEL (self->selection);
}

static void
fold_changed (DeskLabTrades *self)
{
  DeskRoom room = desk_fold_get_narrow (DESK_FOLD (self->fold)) ? DESK_ROOM_NARROW
                  : desk_fold_get_narrow (DESK_FOLD (self->wide_fold)) ? DESK_ROOM_MEDIUM
                                                                      : DESK_ROOM_WIDE;

  desk_table_set_room (GTK_COLUMN_VIEW (self->view), room);
}

static GtkWidget *
make_table (DeskLabTrades *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->selection = gtk_single_selection_new (NULL);
  self->view = gtk_column_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)));
  desk_trip_columns_add (GTK_COLUMN_VIEW (self->view));
  gtk_widget_add_css_class (self->view, "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Trades", -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected), self,
                           G_CONNECT_SWAPPED);
  g_object_set (scroller, "vexpand", TRUE, "child", self->view, NULL);

  return scroller;
}

static GtkWidget *
make_some (DeskLabTrades *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->chart = desk_chart_new ();
  gtk_widget_set_size_request (self->chart, -1, CHART_HEIGHT);
  self->caption = gtk_label_new (NULL);
  g_object_set (self->caption, "wrap", TRUE, "xalign", 0.f, "margin-start", 12, "margin-end", 12,
                NULL);
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_object_set (self->head, "halign", GTK_ALIGN_END, "margin-end", 12, "margin-top", 6, NULL);
  gtk_box_append (GTK_BOX (box), self->head);
  gtk_box_append (GTK_BOX (box), make_table (self));
  gtk_box_append (GTK_BOX (box), self->caption);
  gtk_box_append (GTK_BOX (box), self->chart);

  return box;
}

static void
desk_lab_trades_dispose (GObject *object)
{
  DeskLabTrades *self = DESK_LAB_TRADES (object);

  if (self->selection != NULL)
    gtk_single_selection_set_model (self->selection, NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->result, desk_lab_result_unref);

  G_OBJECT_CLASS (desk_lab_trades_parent_class)->dispose (object);
}

static void
desk_lab_trades_class_init (DeskLabTradesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_lab_trades_dispose;
}

static void
desk_lab_trades_init (DeskLabTrades *self)
{
  GtkWidget *none = g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "view-list-symbolic", "title",
                                  "No Trades", "description",
                                  "The rules never led to a completed trade. Look at the notes of "
                                  "the summary, or give the run more data.", NULL);

  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), none, "none");
  gtk_stack_add_named (GTK_STACK (self->stack), make_some (self), "some");
  self->fold = g_object_new (DESK_TYPE_FOLD, "threshold", NARROW_WIDTH, "child", self->stack, NULL);
  self->wide_fold = g_object_new (DESK_TYPE_FOLD, "threshold", WIDE_WIDTH, "child", self->fold,
                                  NULL);
  g_signal_connect_object (self->fold, "notify::narrow", G_CALLBACK (fold_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->wide_fold, "notify::narrow", G_CALLBACK (fold_changed), self,
                           G_CONNECT_SWAPPED);
  fold_changed (self);
  adw_bin_set_child (ADW_BIN (self), self->wide_fold);
}

GtkWidget *
desk_lab_trades_new (void)
{
  return g_object_new (DESK_TYPE_LAB_TRADES, NULL);
}

void
desk_lab_trades_remember (DeskLabTrades *self,
                          DeskSettings  *settings)
{
  g_return_if_fail (DESK_IS_LAB_TRADES (self));

  desk_table_remember (GTK_COLUMN_VIEW (self->view), settings, "table.lab-trades");
  gtk_box_append (GTK_BOX (self->head),
                  desk_table_button_new (GTK_COLUMN_VIEW (self->view), "trades"));
}
