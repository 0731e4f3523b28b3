/* desk-line-chart.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>

#include "desk-compat.h"
#include "desk-plot.h"
#include "desk-pyramid.h"
#include "desk-stroke.h"

#include "desk-line-chart.h"

#define USUAL_STEP 4.
#define TOP_GAP    6
#define MAX_FITS   3
#define LINE_WIDTH 2.
/* Of the fill between curve and base line. */
#define FILL_ALPHA .22f

struct _DeskLineChart
{
  GtkWidget      parent_instance;

  DeskPlot       plot;

  GArray        *time;          /* of DtTime */
  GArray        *values;        /* of double */
  DeskPyramid   *pyramid;
  double         base;

  DeskLineChart *other;         /* (nullable): that it is linked to; neither owns the other */

  gboolean       fitted;
  GskRenderNode *grid_node;
  GskRenderNode *curve_node;
};

G_DEFINE_FINAL_TYPE (DeskLineChart, desk_line_chart, GTK_TYPE_WIDGET)

static const int base_dashes[] = { 6, 4, 0 };

static guint cursor_changed;

static void
redraw_one (DeskLineChart *self)
{
  self->fitted = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The width of the axis is one for both. */
static void
redraw (DeskLineChart *self)
{
  redraw_one (self);
  if (self->other != NULL)
    redraw_one (self->other);
}

static const double *
get_values (const DeskLineChart *self)
{
  return (const double *) self->values->data;
}

static void
moved (GtkWidget *widget)
{
  DeskLineChart *self = DESK_LINE_CHART (widget);

  if (self->other != NULL)
    {
      DeskViewport *view = &self->other->plot.view;

      view->mode = self->plot.view.mode;
      view->left = self->plot.view.left;
      view->right = self->plot.view.right;
      desk_plot_update_cursor (&self->other->plot);
    }
  redraw (self);
}

static void
pointed (GtkWidget *widget,
         gboolean   by_key)
{
  DeskLineChart *self = DESK_LINE_CHART (widget);
  gint64 i = self->plot.cursor;

  gtk_widget_queue_draw (widget);
  if (by_key && i >= 0)
    {
      char time[DESK_AXIS_LABEL_SIZE], value[DESK_AXIS_LABEL_SIZE];
      g_autofree char *text = NULL;

      desk_axis_format_time (g_array_index (self->time, DtTime, i), self->plot.clock, time);
      desk_axis_format_value (get_values (self)[i], 2, value);
      text = g_strdup_printf ("%s: %s", time, value);
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
      desk_compat_announce (widget, text);
    }

  g_signal_emit (widget, cursor_changed, 0);
  if (self->other == NULL)
    return;

  self->other->plot.linked = i;
  gtk_widget_queue_draw (GTK_WIDGET (self->other));
  g_signal_emit (self->other, cursor_changed, 0);
}

static void
menu (GtkWidget *widget,
      double     x,
      double     y)
{
}

/* Whatever happens, the whole curve is drawn anew. */
static const DeskPlotHooks hooks = { moved, pointed, menu, moved };

static gboolean
on_key (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   data)
{
  const char *name;

  g_variant_get (arguments, "(&s)", &name);
  return desk_plot_key (&DESK_LINE_CHART (widget)->plot, name);
}

static gboolean
fit (DeskLineChart *self)
{
  DeskPlot *plot = &self->plot;
  double low = NAN, high = NAN;
  gint64 first, end;

  if (desk_plot_get_bars (plot, &first, &end)
      && desk_pyramid_range (self->pyramid, first, end, &low, &high) && !isnan (self->base)
      && self->base > low - (high - low) && self->base < high + (high - low))
    {
      low = MIN (low, self->base);
      high = MAX (high, self->base);
    }

  return desk_plot_fit (plot, low, high, TOP_GAP, plot->height);
}

static void
fill_column (DeskLineChart *self,
             GtkSnapshot   *snapshot,
             int            x,
             int            width,
             double         value)
{
  DeskPlot *plot = &self->plot;
  int y = desk_plot_y (plot, value), base = desk_plot_y (plot, self->base);
  GdkRGBA colour = value < self->base ? plot->colours->down : plot->colours->up;

  colour.alpha = FILL_ALPHA;
  if (y != base)
    desk_plot_fill (plot, snapshot, &colour, x, MIN (y, base), width, ABS (y - base));
}

/* The curve at the middle of a pixel column: between two points where they are wide apart, else the
 * last of its points. */
static double
value_at (DeskLineChart *self,
          int            column)
{
  const double *values = get_values (self);
  double step = desk_plot_step (&self->plot);
  double bar = (column + floor (self->plot.view.left * step + .5)) / step;
  gint64 i = (gint64) floor (bar);

  if (i < 0 || bar > self->plot.view.n - 1)
    return NAN;
  if (step < 2 || i + 1 >= self->plot.view.n)
    return values[i];

  return values[i] + (bar - i) * (values[i + 1] - values[i]);
}

/* Columns of the same height become one rectangle. */
static void
fill_to_base (DeskLineChart *self,
              GtkSnapshot   *snapshot)
{
  DeskPlot *plot = &self->plot;
  int from = 0, width = plot->width * plot->device;
  double before = NAN;

  if (isnan (self->base))
    return;

  for (int x = 0; x <= width; x++)
    {
      double value = x < width ? value_at (self, x) : NAN;

      if (!isnan (value) && !isnan (before)
          && desk_plot_y (plot, value) == desk_plot_y (plot, before)
          && (value < self->base) == (before < self->base))
        continue;
      if (!isnan (before))
        fill_column (self, snapshot, from, x - from, before);
      from = x;
      before = value;
    }
}

static GskRenderNode *
make_grid (DeskLineChart *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  desk_plot_draw_background (&self->plot, snapshot);
  desk_plot_draw_grid (&self->plot, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
draw_lone_point (DeskLineChart *self,
                 GtkSnapshot   *snapshot)
{
  DeskPlot *plot = &self->plot;
  int size = 5 * plot->device;

  if (plot->view.n == 1 && !isnan (get_values (self)[0]))
    desk_plot_fill (plot, snapshot, &plot->colours->line[0], desk_plot_x (plot, 0) - size / 2,
                    desk_plot_y (plot, get_values (self)[0]) - size / 2, size, size);
}

static GskRenderNode *
make_curve (DeskLineChart *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  DeskPlot *plot = &self->plot;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, plot->width, plot->height));
  fill_to_base (self, snapshot);
  if (!isnan (self->base))
    desk_plot_draw_dashes (plot, snapshot, &plot->colours->dim_text, 0,
                           desk_plot_y (plot, self->base), plot->width * plot->device, FALSE,
                           base_dashes);
  desk_stroke_draw (plot, snapshot,
                    &(DeskLine) { get_values (self), self->pyramid, plot->colours->line[0],
                                  LINE_WIDTH }, 1);
  draw_lone_point (self, snapshot);
  gtk_snapshot_pop (snapshot);

  return gtk_snapshot_free_to_node (snapshot);
}

static void
fit_fully (DeskLineChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (desk_plot_allocate (&self->plot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget), 0))
    self->fitted = FALSE;
  if (self->fitted)
    return;

  g_clear_pointer (&self->grid_node, gsk_render_node_unref);
  g_clear_pointer (&self->curve_node, gsk_render_node_unref);
  desk_pyramid_update (self->pyramid, get_values (self), get_values (self), NULL,
                       self->values->len);
  for (guint i = 0; i < MAX_FITS && fit (self); i++)
    continue;
  self->fitted = TRUE;
}

/* Whichever has the wider axis, the other one has it as wide. */
static void
fit_both (DeskLineChart *self)
{
  DeskLineChart *narrow, *wide;

  fit_fully (self->other);
  narrow = self->plot.axis_width < self->other->plot.axis_width ? self : self->other;
  wide = narrow == self ? self->other : self;
  if (narrow->plot.axis_width == wide->plot.axis_width)
    return;

  narrow->plot.least_axis = wide->plot.axis_width;
  narrow->fitted = FALSE;
  fit_fully (narrow);
}

static void
prepare (DeskLineChart *self)
{
  fit_fully (self);
  if (self->other != NULL && gtk_widget_get_width (GTK_WIDGET (self->other)) > 0
      && gtk_widget_get_height (GTK_WIDGET (self->other)) > 0)
    fit_both (self);

  if (self->grid_node == NULL)
    self->grid_node = make_grid (self);
  if (self->curve_node == NULL && self->values->len > 0)
    self->curve_node = make_curve (self);
}

static void
draw_last_tag (DeskLineChart *self,
               GtkSnapshot   *snapshot)
{
  const DeskColours *colours = self->plot.colours;
  double value = get_values (self)[self->values->len - 1];
  char label[DESK_AXIS_LABEL_SIZE];
  const GdkRGBA *colour = &colours->line[0];

  if (isnan (value))
    return;

  if (!isnan (self->base) && value != self->base)
    colour = value < self->base ? &colours->down : &colours->up;
  desk_axis_format_value (value, self->plot.decimals, label);
  desk_plot_draw_tag (&self->plot, snapshot, label, colour,
                      desk_scale_to_pixel (&self->plot.scale, value), DESK_TAG_AXIS);
}

static void
draw (DeskLineChart *self,
      GtkSnapshot   *snapshot)
{
  gint64 cursor = self->plot.cursor;

  prepare (self);
  if (self->grid_node != NULL)
    gtk_snapshot_append_node (snapshot, self->grid_node);
  if (self->curve_node != NULL)
    gtk_snapshot_append_node (snapshot, self->curve_node);

  if (self->values->len == 0)
    desk_plot_draw_message (&self->plot, snapshot, "Nothing yet");
  else
    draw_last_tag (self, snapshot);
  desk_plot_draw_crosshair (&self->plot, snapshot, cursor >= 0 ? get_values (self)[cursor] : NAN);
  desk_plot_draw_focus (&self->plot, snapshot);
}

static void
desk_line_chart_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  if (gtk_widget_get_width (widget) > 0 && gtk_widget_get_height (widget) > 0)
    draw (DESK_LINE_CHART (widget), snapshot);
}

static void
desk_line_chart_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 80;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : 220;
}

static void
desk_line_chart_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  DeskLineChart *self = DESK_LINE_CHART (widget);

  if (desk_plot_allocate (&self->plot, width, height, 0))
    redraw (self);
}

static void
desk_line_chart_unmap (GtkWidget *widget)
{
  desk_plot_stop (&DESK_LINE_CHART (widget)->plot);

  GTK_WIDGET_CLASS (desk_line_chart_parent_class)->unmap (widget);
}

static void
desk_line_chart_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (desk_line_chart_parent_class)->css_changed (widget, change);
  desk_plot_restyle (&DESK_LINE_CHART (widget)->plot);
}

static void
desk_line_chart_system_setting_changed (GtkWidget        *widget,
                                        GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (desk_line_chart_parent_class)->system_setting_changed (widget, setting);
  desk_plot_restyle (&DESK_LINE_CHART (widget)->plot);
}

static void
desk_line_chart_dispose (GObject *object)
{
  DeskLineChart *self = DESK_LINE_CHART (object);

  desk_line_chart_link (self, NULL);
  desk_plot_clear (&self->plot);
  g_clear_pointer (&self->grid_node, gsk_render_node_unref);
  g_clear_pointer (&self->curve_node, gsk_render_node_unref);

  G_OBJECT_CLASS (desk_line_chart_parent_class)->dispose (object);
}

static void
desk_line_chart_finalize (GObject *object)
{
  DeskLineChart *self = DESK_LINE_CHART (object);

  desk_pyramid_free (self->pyramid);
  g_array_unref (self->time);
  g_array_unref (self->values);

  G_OBJECT_CLASS (desk_line_chart_parent_class)->finalize (object);
}

static void
desk_line_chart_class_init (DeskLineChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_line_chart_dispose;
  object_class->finalize = desk_line_chart_finalize;
  widget_class->measure = desk_line_chart_measure;
  widget_class->size_allocate = desk_line_chart_size_allocate;
  widget_class->snapshot = desk_line_chart_snapshot;
  widget_class->unmap = desk_line_chart_unmap;
  widget_class->css_changed = desk_line_chart_css_changed;
  widget_class->system_setting_changed = desk_line_chart_system_setting_changed;

  cursor_changed = g_signal_new ("cursor-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
  desk_plot_bind_keys (widget_class, on_key);
  gtk_widget_class_set_css_name (widget_class, "linechart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
desk_line_chart_init (DeskLineChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->time = g_array_new (FALSE, FALSE, sizeof (DtTime));
  self->values = g_array_new (FALSE, FALSE, sizeof (double));
  self->pyramid = desk_pyramid_new ();
  self->base = NAN;

  desk_plot_init (&self->plot, widget, &hooks, USUAL_STEP);
  desk_viewport_show_all (&self->plot.view);
  self->plot.on_page = TRUE;
  desk_plot_add_gestures (&self->plot);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, "Curve",
                                  -1);
}

/**
 * desk_line_chart_new:
 *
 * Returns: (transfer floating): a chart without points, which shows all that it will have. Its
 *   accessible label is for the page to set.
 */
GtkWidget *
desk_line_chart_new (void)
{
  return g_object_new (DESK_TYPE_LINE_CHART, NULL);
}

/* Whether times of day tell neighbours apart: two points on one day do. */
static gboolean
has_clock (const DeskLineChart *self)
{
  const DtTime *time = (const DtTime *) self->time->data;
  guint n = self->time->len;

  return n < 2 || time[n - 1] - time[n - 2] < 20 * DT_HOUR || time[1] - time[0] < 20 * DT_HOUR;
}

/**
 * desk_line_chart_set_points:
 * @self: a chart
 * @time: (array length=n): rising instants
 * @value: (array length=n): a value for each; NaN interrupts the curve
 * @n: how many
 *
 * What was there before is taken to be as it was and not copied again, unless there are fewer
 * points or they begin at another time.
 */
void
desk_line_chart_set_points (DeskLineChart *self,
                            const DtTime  *time,
                            const double  *value,
                            gsize          n)
{
  guint before;

  g_return_if_fail (DESK_IS_LINE_CHART (self));
  g_return_if_fail ((time != NULL && value != NULL) || n == 0);

  before = self->time->len;
  if (n < before || (before > 0 && time[0] != g_array_index (self->time, DtTime, 0)))
    {
      before = 0;
      self->plot.least_axis = 0;
      desk_pyramid_update (self->pyramid, NULL, NULL, NULL, 0);
      g_array_set_size (self->time, 0);
      g_array_set_size (self->values, 0);
    }
  if (n == before && n > 0)
    return;

  if (n > before)
    {
      g_array_append_vals (self->time, time + before, (guint) (n - before));
      g_array_append_vals (self->values, value + before, (guint) (n - before));
    }
  self->plot.time = (const DtTime *) self->time->data;
  self->plot.clock = has_clock (self);
  desk_viewport_set_n (&self->plot.view, (gint64) n);
  desk_plot_update_cursor (&self->plot);
  redraw (self);
}

void
desk_line_chart_set_base (DeskLineChart *self,
                          double         value)
{
  g_return_if_fail (DESK_IS_LINE_CHART (self));

  if (value == self->base || (isnan (value) && isnan (self->base)))
    return;

  self->base = value;
  redraw (self);
}

void
desk_line_chart_set_palette (DeskLineChart *self,
                             DeskPalette    palette)
{
  g_return_if_fail (DESK_IS_LINE_CHART (self));

  desk_plot_set_palette (&self->plot, palette);
}

void
desk_line_chart_show_all (DeskLineChart *self)
{
  g_return_if_fail (DESK_IS_LINE_CHART (self));

  desk_viewport_show_all (&self->plot.view);
  desk_plot_view_moved (&self->plot);
}

void
desk_line_chart_zoom (DeskLineChart *self,
                      double         factor)
{
  g_return_if_fail (DESK_IS_LINE_CHART (self));

  desk_plot_zoom (&self->plot, factor);
}

void
desk_line_chart_pan (DeskLineChart *self,
                     double         points)
{
  g_return_if_fail (DESK_IS_LINE_CHART (self));

  desk_viewport_pan (&self->plot.view, points);
  desk_plot_view_moved (&self->plot);
}

gint64
desk_line_chart_get_cursor (DeskLineChart *self)
{
  g_return_val_if_fail (DESK_IS_LINE_CHART (self), -1);

  return self->plot.cursor >= 0 ? self->plot.cursor : self->plot.linked;
}

/**
 * desk_line_chart_link:
 * @other: (nullable): another one, of the same points in time; %NULL for none
 *
 * Either of them lets go of what it was linked to.
 */
void
desk_line_chart_link (DeskLineChart *self,
                      DeskLineChart *other)
{
  DeskLineChart *former[2];

  g_return_if_fail (DESK_IS_LINE_CHART (self));
  g_return_if_fail (other == NULL || (DESK_IS_LINE_CHART (other) && other != self));

  former[0] = self->other;
  former[1] = other != NULL ? other->other : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (former); i++)
    if (former[i] != NULL)
      {
        former[i]->other = NULL;
        former[i]->plot.linked = -1;
        former[i]->plot.least_axis = 0;
      }

  self->other = other;
  self->plot.linked = -1;
  if (other == NULL)
    return;

  other->other = self;
  moved (GTK_WIDGET (self));
}
