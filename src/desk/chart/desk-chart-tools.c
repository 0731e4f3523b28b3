/* desk-chart-tools.c - drawings are begun, moved and deleted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>

#include "desk-compat.h"

#include "desk-chart-private.h"

enum
{
  DRAWINGS_CHANGED,
  NOTE_PLACED,
  TOOL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
desk_chart_add_tool_signals (GType type)
{
  signals[DRAWINGS_CHANGED] = g_signal_new ("drawings-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 0);
  signals[NOTE_PLACED] = g_signal_new ("note-placed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[TOOL_CHANGED] = g_signal_new ("tool-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
}

DeskCanvas
desk_chart_canvas (DeskChart *self)
{
  return (DeskCanvas) { &self->plot, self->series, self->n_known };
}

static gboolean
has_bars (DeskChart *self)
{
  return self->series != NULL && self->n_known > 0 && self->fitted;
}

static void
changed (DeskChart *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[DRAWINGS_CHANGED], 0);
}

void
desk_chart_set_tool (DeskChart *self,
                     int        kind)
{
  g_return_if_fail (DESK_IS_CHART (self));
  g_return_if_fail (kind >= -1 && kind <= DESK_DRAWING_MEASURE);

  self->drawing = FALSE;
  self->measured = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (kind == self->tool)
    return;

  self->tool = kind;
  if (kind >= 0)
    self->selected = -1;
  g_signal_emit (self, signals[TOOL_CHANGED], 0);
}

int
desk_chart_get_tool (DeskChart *self)
{
  g_return_val_if_fail (DESK_IS_CHART (self), -1);

  return self->tool;
}

DeskDrawings *
desk_chart_get_drawings (DeskChart *self)
{
  g_return_val_if_fail (DESK_IS_CHART (self), NULL);

  return self->drawings;
}

gboolean
desk_chart_set_drawings (DeskChart  *self,
                         const char *text)
{
  g_return_val_if_fail (DESK_IS_CHART (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  desk_chart_set_tool (self, -1);
  self->selected = -1;
  self->dragging = 0;
  return desk_drawings_read (self->drawings, text);
}

int
desk_chart_get_selected (DeskChart *self)
{
  g_return_val_if_fail (DESK_IS_CHART (self), -1);

  return self->selected;
}

gboolean
desk_chart_delete_selected (DeskChart *self)
{
  g_return_val_if_fail (DESK_IS_CHART (self), FALSE);

  if (self->selected < 0)
    return FALSE;

  desk_drawings_keep (self->drawings);
  desk_drawings_remove (self->drawings, (guint) self->selected);
  self->selected = -1;
  self->dragging = 0;
  changed (self);
  return TRUE;
}

gboolean
desk_chart_undo_drawing (DeskChart *self)
{
  g_return_val_if_fail (DESK_IS_CHART (self), FALSE);

  if (!desk_drawings_undo (self->drawings))
    return FALSE;

  self->selected = -1;
  self->dragging = 0;
  changed (self);
  return TRUE;
}

/* Part of placing it, which is undone as one. */
void
desk_chart_set_note (DeskChart  *self,
                     guint       drawing,
                     const char *text)
{
  g_return_if_fail (DESK_IS_CHART (self));
  g_return_if_fail (drawing < desk_drawings_get_n (self->drawings));

  desk_drawings_set_text (self->drawings, drawing, text);
  changed (self);
}

/* Beginning and ending one */

static gboolean
needs_two (DeskChart *self)
{
  return self->tool == DESK_DRAWING_TREND || self->tool == DESK_DRAWING_MEASURE;
}

static void
begin (DeskChart *self,
       DeskPoint  point)
{
  self->pending = (DeskDrawing) { .kind = self->tool, .points = { point, point },
                                  .text = (char *) "" };
  self->drawing = TRUE;
  self->measured = FALSE;
}

/* A measure stays to be read, and is announced. */
static void
finish_measure (DeskChart *self)
{
  DeskCanvas canvas = desk_chart_canvas (self);
  g_autofree char *text = desk_drawing_measure (&self->pending, &canvas);

  desk_chart_set_tool (self, -1);
  self->measured = TRUE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  desk_compat_announce (GTK_WIDGET (self), text);
}

static void
finish (DeskChart *self)
{
  DeskCanvas canvas = desk_chart_canvas (self);
  const DeskPoint *point = &self->pending.points[0];
  guint number;

  if (self->pending.kind == DESK_DRAWING_MEASURE)
    {
      finish_measure (self);
      return;
    }

  desk_drawings_keep (self->drawings);
  number = desk_drawings_add (self->drawings, &self->pending);
  desk_chart_set_tool (self, -1);
  self->selected = (int) number;
  self->selected_end = -1;
  changed (self);
  if (self->pending.kind == DESK_DRAWING_NOTE)
    g_signal_emit (self, signals[NOTE_PLACED], 0, number, desk_canvas_x (&canvas, point->time),
                   desk_scale_to_pixel (&self->plot.scale, point->price));
}

static gboolean
same_points (const DeskPoint *a,
             const DeskPoint *b)
{
  return a->time == b->time && a->price == b->price;
}

/* The pointer */

static int
find (DeskChart *self,
      double     x,
      double     y,
      int       *end)
{
  DeskCanvas canvas = desk_chart_canvas (self);

  if (!has_bars (self) || !(x >= 0 && x < self->plot.width && y >= 0 && y < self->plot.height))
    return -1;

  return desk_drawings_find (self->drawings, &canvas, x, y, end);
}

gboolean
desk_chart_is_on_drawing (DeskChart *self,
                          double     x,
                          double     y)
{
  int end;

  return find (self, x, y, &end) >= 0;
}

gboolean
desk_chart_select_at (DeskChart *self,
                      double     x,
                      double     y)
{
  int end, found;

  g_return_val_if_fail (DESK_IS_CHART (self), FALSE);

  found = find (self, x, y, &end);
  if (found < 0)
    return FALSE;

  self->selected = found;
  self->selected_end = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

static gboolean
press_tool (DeskChart *self,
            double     x,
            double     y)
{
  DeskCanvas canvas = desk_chart_canvas (self);

  if (!has_bars (self) || x >= self->plot.width || y >= self->plot.height)
    return FALSE;

  /* The second press of what was begun by a key */
  if (!self->drawing)
    begin (self, desk_canvas_point_at (&canvas, x, y));
  else
    self->pending.points[1] = desk_canvas_point_at (&canvas, x, y);
  return TRUE;
}

gboolean
desk_chart_tool_press (DeskChart *self,
                       double     x,
                       double     y)
{
  DeskCanvas canvas = desk_chart_canvas (self);
  int found, end = -1;

  self->measured = FALSE;
  if (self->tool >= 0)
    return press_tool (self, x, y);

  found = find (self, x, y, &end);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  self->selected = found;
  self->selected_end = end;
  if (found < 0)
    return FALSE;

  self->grip = desk_canvas_point_at (&canvas, x, y);
  self->dragging = 1;
  return TRUE;
}

/* By bars, not by hours: nights between have no width. */
static DtTime
shift (DeskChart *self,
       DtTime     time,
       gint64     bars)
{
  DeskCanvas canvas = desk_chart_canvas (self);
  gint64 bar = desk_canvas_bar (&canvas, time) + bars;

  return self->series->time[CLAMP (bar, 0, (gint64) self->n_known - 1)];
}

static void
move_selected (DeskChart *self,
               double     x,
               double     y)
{
  DeskCanvas canvas = desk_chart_canvas (self);
  const DeskDrawing *drawing = desk_drawings_get (self->drawings, (guint) self->selected);
  DeskPoint points[2] = { drawing->points[0], drawing->points[1] };
  DeskPoint there = desk_canvas_point_at (&canvas, x, y);
  gint64 bars = desk_canvas_bar (&canvas, there.time) - desk_canvas_bar (&canvas, self->grip.time);

  if (self->selected_end >= 0)
    points[self->selected_end] = there;
  else
    for (guint i = 0; i < 2; i++)
      {
        points[i].time = shift (self, points[i].time, bars);
        points[i].price += there.price - self->grip.price;
      }

  desk_drawings_set (self->drawings, (guint) self->selected, points);
  self->grip = there;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
desk_chart_tool_drag (DeskChart *self,
                      double     x,
                      double     y)
{
  DeskCanvas canvas = desk_chart_canvas (self);

  if (!has_bars (self))
    return FALSE;

  if (self->drawing)
    {
      self->pending.points[1] = desk_canvas_point_at (&canvas, x, y);
      if (!needs_two (self))
        self->pending.points[0] = self->pending.points[1];
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return TRUE;
    }
  if (!self->dragging)
    return FALSE;

  if (self->dragging == 1)
    {
      desk_drawings_keep (self->drawings);
      self->dragging = 2;
    }
  move_selected (self, x, y);
  return TRUE;
}

/* What needs two points and was only clicked waits for the other one. */
gboolean
desk_chart_tool_release (DeskChart *self,
                         gboolean   was_moved)
{
  if (self->drawing)
    {
      if (!needs_two (self)
          || !same_points (&self->pending.points[0], &self->pending.points[1]))
        finish (self);
      return TRUE;
    }
  if (!self->dragging)
    return FALSE;

  if (self->dragging == 2)
    changed (self);
  self->dragging = 0;
  return TRUE;
}

/* Keys: points are set at the data cursor, on the close of its bar */

static DeskPoint
cursor_point (DeskChart *self)
{
  gint64 bar = self->plot.cursor;

  return (DeskPoint) { self->series->time[bar], self->series->close[bar] };
}

void
desk_chart_tool_follow (DeskChart *self)
{
  DeskCanvas canvas = desk_chart_canvas (self);

  if (!self->drawing || self->plot.cursor < 0)
    return;

  self->pending.points[1] = self->plot.by_key ? cursor_point (self)
                            : desk_canvas_point_at (&canvas, self->plot.pointer_x,
                                                    self->plot.pointer_y);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
enter (DeskChart *self)
{
  if (self->tool < 0 || !has_bars (self) || self->plot.cursor < 0
      || isnan (self->series->close[self->plot.cursor]))
    return FALSE;

  if (!self->drawing)
    begin (self, cursor_point (self));
  else
    self->pending.points[1] = cursor_point (self);
  if (!needs_two (self) || !same_points (&self->pending.points[0], &self->pending.points[1]))
    finish (self);
  return TRUE;
}

static gboolean
clear (DeskChart *self)
{
  if (self->tool < 0 && !self->measured && self->selected < 0)
    return FALSE;

  desk_chart_set_tool (self, -1);
  self->selected = -1;
  return TRUE;
}

gboolean
desk_chart_tool_key (DeskChart  *self,
                     const char *name)
{
  if (g_str_equal (name, "enter"))
    return enter (self);
  if (g_str_equal (name, "delete"))
    return desk_chart_delete_selected (self);

  return g_str_equal (name, "clear") && clear (self);
}

void
desk_chart_draw_drawings (DeskChart   *self,
                          GtkSnapshot *snapshot)
{
  DeskCanvas canvas = desk_chart_canvas (self);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, self->plot.width
                                                         + self->plot.axis_width,
                                                         self->plot.height));
  desk_drawings_draw (self->drawings, &canvas, snapshot, self->selected);
  if (self->drawing || self->measured)
    desk_drawing_draw (&self->pending, &canvas, snapshot, TRUE);
  gtk_snapshot_pop (snapshot);
}
