/* desk-overview-notes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-overview"

#include "config.h"

#include "desk-note-row.h"

#include "desk-overview-notes.h"

#define N_NOTES 9

struct _DeskOverviewNotes
{
  AdwBin        parent_instance;

  GListModel   *model;
  GSignalGroup *signals;
  GtkWidget    *list;
  GtkWidget    *rows[N_NOTES];
};

G_DEFINE_FINAL_TYPE (DeskOverviewNotes, desk_overview_notes, ADW_TYPE_BIN)

static void
show_notes (DeskOverviewNotes *self)
{
  for (guint i = 0; i < N_NOTES; i++)
    {
      g_autoptr(DeskNote) note = g_list_model_get_item (self->model, i);

      if (note != NULL)
        desk_note_row_set_note (DESK_NOTE_ROW (self->rows[i]), note);
      gtk_widget_set_visible (gtk_widget_get_parent (self->rows[i]), note != NULL);
    }
}

static void
desk_overview_notes_map (GtkWidget *widget)
{
  DeskOverviewNotes *self = DESK_OVERVIEW_NOTES (widget);

  GTK_WIDGET_CLASS (desk_overview_notes_parent_class)->map (widget);

  g_signal_group_set_target (self->signals, self->model);
  show_notes (self);
}

static void
desk_overview_notes_unmap (GtkWidget *widget)
{
  DeskOverviewNotes *self = DESK_OVERVIEW_NOTES (widget);

  g_signal_group_set_target (self->signals, NULL);

  GTK_WIDGET_CLASS (desk_overview_notes_parent_class)->unmap (widget);
}

static void
desk_overview_notes_dispose (GObject *object)
{
  DeskOverviewNotes *self = DESK_OVERVIEW_NOTES (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (desk_overview_notes_parent_class)->dispose (object);
}

static void
desk_overview_notes_class_init (DeskOverviewNotesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_overview_notes_dispose;
  widget_class->map = desk_overview_notes_map;
  widget_class->unmap = desk_overview_notes_unmap;
}

static GtkWidget *
make_placeholder (void)
{
  GtkWidget *label = gtk_label_new ("Orders, fills, stops and refusals are told here as they "
                                    "happen, each with its reason.");

  g_object_set (label, "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER, "margin-start", 18,
                "margin-end", 18, "margin-top", 24, "margin-bottom", 24, NULL);
  gtk_widget_add_css_class (label, "dim-label");

  return label;
}

static void
desk_overview_notes_init (DeskOverviewNotes *self)
{
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), make_placeholder ());
  gtk_widget_add_css_class (self->list, "notes");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Latest activity", -1);
  for (guint i = 0; i < N_NOTES; i++)
    {
      GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "activatable", FALSE, "focusable",
                                     FALSE, "visible", FALSE, NULL);

      self->rows[i] = desk_note_row_new (2);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), self->rows[i]);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
  adw_bin_set_child (ADW_BIN (self), self->list);

  self->signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->signals, "items-changed", G_CALLBACK (show_notes), self);
}

GtkWidget *
desk_overview_notes_new (GListModel *model)
{
  DeskOverviewNotes *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  self = g_object_new (DESK_TYPE_OVERVIEW_NOTES, NULL);
  self->model = g_object_ref (model);

  return GTK_WIDGET (self);
}
