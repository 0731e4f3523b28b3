/* desk-cell-draw.c - the tools of a chart, and drawings in the user's data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartcell"

#include "config.h"

#include <string.h>

#include "desk-chart-cell-private.h"
#include "desk-drawing-store.h"

/* What was wrong is told once a symbol, in the way in which the session tells trouble. */
static void
tell (DeskChartCell *self,
      const GError  *error)
{
  g_signal_emit_by_name (self->session, "trouble", "Drawings", error->message);
}

void
desk_chart_cell_show_drawings (DeskChartCell *self)
{
  const char *symbol = self->symbol;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (*symbol == '\0' || g_strcmp0 (symbol, self->drawn) == 0)
    return;

  g_free (self->drawn);
  self->drawn = g_strdup (symbol);
  text = desk_drawing_store_load (desk_session_get_data_dir (self->session), symbol, &error);
  if (text == NULL)
    tell (self, error);
  desk_chart_set_drawings (get_chart (self), text != NULL ? text : "");
}

void
desk_chart_cell_read_drawings (DeskChartCell *self)
{
  g_return_if_fail (DESK_IS_CHART_CELL (self));

  g_clear_pointer (&self->drawn, g_free);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    desk_chart_cell_show_drawings (self);
}

static void
drawings_changed (DeskChartCell *self)
{
  g_autofree char *text = desk_drawings_write (desk_chart_get_drawings (get_chart (self)));
  g_autoptr(GError) error = NULL;

  if (self->drawn != NULL
      && !desk_drawing_store_save (desk_session_get_data_dir (self->session), self->drawn, text,
                                   &error))
    tell (self, error);
  g_signal_emit_by_name (self, "drawn");
}

/* The text of a note */

/* The one that is selected */
static const DeskDrawing *
find_note (DeskChartCell *self)
{
  DeskDrawings *drawings = desk_chart_get_drawings (get_chart (self));
  int selected = desk_chart_get_selected (get_chart (self));
  const DeskDrawing *drawing = selected >= 0 ? desk_drawings_get (drawings, (guint) selected)
                                             : NULL;

  return drawing != NULL && drawing->kind == DESK_DRAWING_NOTE ? drawing : NULL;
}

/* One that got no words was not wanted. */
static void
note_closed (GtkPopover    *popover,
             DeskChartCell *self)
{
  const DeskDrawing *note = find_note (self);

  if (note != NULL && *note->text == '\0')
    desk_chart_undo_drawing (get_chart (self));
}

static void
note_typed (GtkEntry      *entry,
            DeskChartCell *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (entry), GTK_TYPE_POPOVER);
  const DeskDrawing *note = find_note (self);

  /* Without words it is none; a fresh one goes with its popover */
  if (note != NULL && *text != '\0')
    desk_chart_set_note (get_chart (self), (guint) desk_chart_get_selected (get_chart (self)),
                         text);
  else if (note != NULL && *note->text != '\0')
    desk_chart_delete_selected (get_chart (self));
  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_grab_focus (self->chart);
}

static GtkWidget *
make_entry (DeskChartCell *self,
            guint          number)
{
  const DeskDrawing *drawing = desk_drawings_get (desk_chart_get_drawings (get_chart (self)),
                                                  number);
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), drawing->text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 24);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), "Note");
  gtk_entry_set_max_length (GTK_ENTRY (entry), 120);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Text of the note", -1);
  g_signal_connect (entry, "activate", G_CALLBACK (note_typed), self);
  return entry;
}

static void
note_placed (DeskChartCell *self,
             guint          number,
             double         x,
             double         y)
{
  GtkWidget *popover = desk_chart_cell_open (self, make_entry (self, number), x, y);

  g_signal_connect_object (popover, "closed", G_CALLBACK (note_closed), self, 0);
}

static void
edit_note (DeskChartCell *self)
{
  if (find_note (self) != NULL)
    note_placed (self, (guint) desk_chart_get_selected (get_chart (self)),
                 gtk_widget_get_width (self->chart) / 2.,
                 gtk_widget_get_height (self->chart) / 3.);
}

/* Actions */

static void
take_tool (DeskChartCell   *self,
           DeskDrawingKind  kind)
{
  gboolean again = desk_chart_get_tool (get_chart (self)) == (int) kind;

  desk_chart_set_tool (get_chart (self), again ? -1 : (int) kind);
  gtk_widget_grab_focus (self->chart);
}

static void
select_next (DeskChartCell *self)
{
  desk_chart_select_next (get_chart (self));
  gtk_widget_grab_focus (self->chart);
}

gboolean
desk_chart_cell_draw (DeskChartCell *self,
                      const char    *action_id)
{
  static const struct
  {
    const char      *id;
    DeskDrawingKind  kind;
  } tools[] = {
    { "chart.draw-level", DESK_DRAWING_LEVEL },
    { "chart.draw-trend", DESK_DRAWING_TREND },
    { "chart.draw-note", DESK_DRAWING_NOTE },
    { "chart.measure", DESK_DRAWING_MEASURE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    if (g_str_equal (tools[i].id, action_id))
      {
        take_tool (self, tools[i].kind);
        return TRUE;
      }

  if (g_str_equal (action_id, "chart.delete-drawing"))
    desk_chart_delete_selected (get_chart (self));
  else if (g_str_equal (action_id, "chart.select-drawing"))
    select_next (self);
  else if (g_str_equal (action_id, "chart.edit-note"))
    edit_note (self);
  else if (g_str_equal (action_id, "chart.undo-drawing"))
    desk_chart_undo_drawing (get_chart (self));
  else
    return FALSE;

  return TRUE;
}

void
desk_chart_cell_connect_tools (DeskChartCell *self)
{
  g_signal_connect_object (self->chart, "drawings-changed", G_CALLBACK (drawings_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "note-placed", G_CALLBACK (note_placed), self,
                           G_CONNECT_SWAPPED);
}
