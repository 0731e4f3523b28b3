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

  /* What is being moved goes back */
  if (self->dragging == 2)
    desk_drawings_undo (self->drawings);
  self->drawing = FALSE;
  self->measured = FALSE;
  self->nudging = self->dragging = 0;
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
  self->dragging = self->nudging = 0;
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
  self->dragging = self->nudging = 0;
  changed (self);
  return TRUE;
}

/* The first text is part of placing it, which is undone as one. */
void
desk_chart_set_note (DeskChart  *self,
                     guint       drawing,
                     const char *text)
{
  g_return_if_fail (DESK_IS_CHART (self));
  g_return_if_fail (drawing < desk_drawings_get_n (self->drawings));

  if (*desk_drawings_get (self->drawings, drawing)->text != '\0')
    desk_drawings_keep (self->drawings);
  desk_drawings_set_text (self->drawings, drawing, text);
  changed (self);
}

static void
say (DeskChart  *self,
     const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  desk_compat_announce (GTK_WIDGET (self), text);
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
  say (self, text);
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
  self->nudging = 0;
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

/* As many of @bars as leave both points on bars: a line keeps its shape at the ends. */
static gint64
limit_shift (DeskChart       *self,
             const DeskPoint  points[2],
             gint64           bars)
{
  DeskCanvas canvas = desk_chart_canvas (self);
  gint64 a = desk_canvas_bar (&canvas, points[0].time);
  gint64 b = desk_canvas_bar (&canvas, points[1].time);
  gint64 last = (gint64) self->n_known - 1;

  return CLAMP (bars, MIN (0, -MIN (a, b)), MAX (0, last - MAX (a, b)));
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
    {
      bars = limit_shift (self, points, bars);
      for (guint i = 0; i < 2; i++)
        {
          points[i].time = bars != 0 ? shift (self, points[i].time, bars) : points[i].time;
          points[i].price += there.price - self->grip.price;
        }
    }

  desk_drawings_set (self->drawings, (guint) self->selected, points);
  self->grip = (DeskPoint) { bars != 0 ? shift (self, self->grip.time, bars) : self->grip.time,
                             there.price };
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

/* A drawing that is selected by keys */

static void
say_selected (DeskChart *self)
{
  const DeskDrawing *drawing = desk_drawings_get (self->drawings, (guint) self->selected);
  g_autofree char *text = desk_drawing_describe (drawing, self->plot.decimals);
  g_autofree char *part = NULL;

  if (self->selected_end >= 0)
    part = g_strdup_printf ("%s, its %s end", text, self->selected_end == 0 ? "first" : "second");
  say (self, part != NULL ? part : text);
}

gboolean
desk_chart_select_next (DeskChart *self)
{
  guint n;
  DeskCanvas canvas;
  gint64 bar;

  g_return_val_if_fail (DESK_IS_CHART (self), FALSE);

  n = desk_drawings_get_n (self->drawings);
  if (n == 0 || self->series == NULL || self->n_known == 0)
    return FALSE;

  desk_chart_set_tool (self, -1);
  self->selected = (self->selected + 1) % (int) n;
  self->selected_end = -1;
  self->nudging = 1;
  canvas = desk_chart_canvas (self);
  if (desk_drawings_get (self->drawings, (guint) self->selected)->kind != DESK_DRAWING_LEVEL)
    {
      bar = desk_canvas_bar (&canvas,
                             desk_drawings_get (self->drawings,
                                                (guint) self->selected)->points[0].time);
      desk_viewport_reveal (&self->plot.view, CLAMP (bar, 0, (gint64) self->n_known - 1));
      desk_plot_view_moved (&self->plot);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  say_selected (self);
  return TRUE;
}

/* What a press of a key moves a price by: a pixel, made a round number, at least the last decimal
 * that is shown. */
static double
price_step (DeskChart *self,
            double     price)
{
  static const double steps[] = { 1., 2., 5. };
  const DeskScale *scale = &self->plot.scale;
  double pixel = desk_scale_to_value (scale, desk_scale_to_pixel (scale, price) - 1) - price;
  double least = pow (10., -self->plot.decimals);
  double unit = MAX (pow (10., floor (log10 (MAX (pixel, least)) + 1e-9)), least);
  guint k = 0;

  while (k + 1 < G_N_ELEMENTS (steps) && steps[k] * unit < pixel * (1 - 1e-9))
    k++;

  return steps[k] * unit < pixel * (1 - 1e-9) ? 10 * unit : steps[k] * unit;
}

static gboolean
nudge (DeskChart *self,
       int        bars,
       int        steps)
{
  const DeskDrawing *drawing = desk_drawings_get (self->drawings, (guint) self->selected);
  DeskPoint points[2] = { drawing->points[0], drawing->points[1] };
  double from = points[MAX (self->selected_end, 0)].price, step = price_step (self, from), by = 0;

  /* To the next round price, and what else is moved as far */
  if (steps != 0)
    by = (round (from / step) + steps) * step - from;
  if (self->selected_end < 0)
    bars = (int) limit_shift (self, points, bars);
  if (self->nudging == 1)
    desk_drawings_keep (self->drawings);
  self->nudging = 2;

  for (int i = 0; i < 2; i++)
    if (self->selected_end < 0 || i == self->selected_end)
      {
        points[i].time = bars != 0 ? shift (self, points[i].time, bars) : points[i].time;
        points[i].price += by;
      }
  desk_drawings_set (self->drawings, (guint) self->selected, points);
  say_selected (self);
  changed (self);
  return TRUE;
}

/* All of it, its first end, its second one; a note has words in their place. */
static gboolean
next_end (DeskChart *self)
{
  const DeskDrawing *drawing = desk_drawings_get (self->drawings, (guint) self->selected);
  DeskCanvas canvas = desk_chart_canvas (self);

  if (drawing->kind == DESK_DRAWING_NOTE)
    g_signal_emit (self, signals[NOTE_PLACED], 0, (guint) self->selected,
                   desk_canvas_x (&canvas, drawing->points[0].time),
                   desk_scale_to_pixel (&self->plot.scale, drawing->points[0].price));
  if (drawing->kind != DESK_DRAWING_TREND)
    return TRUE;

  self->selected_end = self->selected_end == 1 ? -1 : self->selected_end + 1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  say_selected (self);
  return TRUE;
}

static gboolean
nudge_key (DeskChart  *self,
           const char *name)
{
  /* The scale is as it was drawn last, also when something else is to be drawn */
  if (!self->nudging || self->selected < 0 || self->series == NULL || self->n_known == 0)
    return FALSE;

  if (g_str_equal (name, "left") || g_str_equal (name, "right"))
    return nudge (self, *name == 'l' ? -1 : 1, 0);
  if (g_str_equal (name, "up") || g_str_equal (name, "down"))
    return nudge (self, 0, *name == 'u' ? 1 : -1);

  return g_str_equal (name, "enter") && next_end (self);
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
  if (nudge_key (self, name))
    return TRUE;
  if (g_str_equal (name, "enter"))
    return enter (self);
  if (g_str_equal (name, "delete"))
    return desk_chart_delete_selected (self);

  return g_str_equal (name, "clear") && clear (self);
}

/* Of what is only being drawn */
static void
draw_price (DeskChart         *self,
            GtkSnapshot       *snapshot,
            const DeskDrawing *drawing)
{
  double price = drawing->points[0].price;
  char label[DESK_AXIS_LABEL_SIZE];

  desk_plot_draw_tag (&self->plot, snapshot, desk_plot_format (&self->plot, price, label),
                      desk_drawing_colour (drawing, &self->plot),
                      desk_scale_to_pixel (&self->plot.scale, price), DESK_TAG_AXIS);
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
  if (self->drawing && self->pending.kind == DESK_DRAWING_LEVEL)
    draw_price (self, snapshot, &self->pending);
}
