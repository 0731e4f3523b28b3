/* desk-risk-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-riskpage"

#include "config.h"

#include "desk-row-list.h"
#include "desk-short-table.h"

#include "desk-risk-table.h"

struct _DeskRiskTable
{
  AdwBin         parent_instance;

  DeskRowList   *list;
  GPtrArray     *next;             /* of DeskRiskRow: those to be shown */
  GtkBox        *box;
  GtkBox        *head;
  GtkColumnView *view;
};

G_DEFINE_FINAL_TYPE (DeskRiskTable, desk_risk_table, ADW_TYPE_BIN)

static guint activated_signal;

void
desk_risk_table_set_narrow (DeskRiskTable *self,
                            gboolean       narrow)
{
  g_return_if_fail (DESK_IS_RISK_TABLE (self));

  desk_table_set_room (self->view, narrow ? DESK_ROOM_NARROW : DESK_ROOM_WIDE);
}

void
desk_risk_table_remember (DeskRiskTable *self,
                          DeskSettings  *settings,
                          const char    *setting,
                          const char    *name)
{
  g_return_if_fail (DESK_IS_RISK_TABLE (self));

  desk_table_remember (self->view, settings, setting);
  gtk_box_append (self->head, desk_table_button_new (self->view, name));
}

static DeskRiskRow *
find_row (DeskRiskTable *self,
          const char    *key)
{
  GListModel *rows = G_LIST_MODEL (self->list);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      DeskRiskRow *row = desk_row_list_get (self->list, i);

      if (g_str_equal (desk_risk_row_get_key (row), key))
        return g_object_ref (row);
    }

  return NULL;
}

DeskRiskRow *
desk_risk_table_row (DeskRiskTable *self,
                     const char    *key)
{
  DeskRiskRow *row;

  g_return_val_if_fail (DESK_IS_RISK_TABLE (self), NULL);

  row = find_row (self, key);
  if (row == NULL)
    row = desk_risk_row_new (key);
  g_ptr_array_add (self->next, row);

  return row;
}

void
desk_risk_table_show (DeskRiskTable *self)
{
  g_return_if_fail (DESK_IS_RISK_TABLE (self));

  desk_row_list_set (self->list, self->next);
  for (guint i = 0; i < self->next->len; i++)
    desk_risk_row_changed (self->next->pdata[i]);
  g_ptr_array_set_size (self->next, 0);
}

static void
row_activated (DeskRiskTable *self,
               DeskRiskRow   *row)
{
  g_signal_emit (self, activated_signal, 0, desk_risk_row_get_key (row));
}

static void
desk_risk_table_finalize (GObject *object)
{
  DeskRiskTable *self = DESK_RISK_TABLE (object);

  g_ptr_array_unref (self->next);
  g_object_unref (self->list);

  G_OBJECT_CLASS (desk_risk_table_parent_class)->finalize (object);
}

static void
desk_risk_table_class_init (DeskRiskTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_risk_table_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  activated_signal = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
desk_risk_table_init (DeskRiskTable *self)
{
  self->list = desk_row_list_new (DESK_TYPE_RISK_ROW);
  self->next = g_ptr_array_new_with_free_func (g_object_unref);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  self->head = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_box_append (self->box, GTK_WIDGET (self->head));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

GtkWidget *
desk_risk_table_new (const char           *title,
                     const DeskRiskColumn *columns,
                     guint                 n_columns)
{
  DeskRiskTable *self = g_object_new (DESK_TYPE_RISK_TABLE, NULL);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *table = desk_short_table_new (G_LIST_MODEL (self->list), title);

  self->view = desk_short_table_get_view (DESK_SHORT_TABLE (table));
  g_signal_connect_object (table, "activated", G_CALLBACK (row_activated), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->box, table);
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (self->head, label);
  for (guint i = 0; i < n_columns; i++)
    {
      DeskTableColumn column = { columns[i].id, columns[i].title, columns[i].width,
                                 columns[i].numeric, columns[i].room, desk_risk_row_cells[i],
                                 desk_risk_row_compares[i], columns[i].explanation,
                                 columns[i].expand };

      desk_table_add (self->view, &column, 1);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  return GTK_WIDGET (self);
}
