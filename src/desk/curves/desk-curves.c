/* desk-curves.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-curves"

#include "config.h"

#include <math.h>

#include <adwaita.h>

#include "desk-compat.h"

#include "desk-curves-private.h"

#define LEAST_WIDTH    200
#define LEAST_HEIGHT   160
#define USUAL_HEIGHT   280
#define GAP            8.
#define SWATCH         10.
#define TICK_SPACING_X 72.
#define TICK_SPACING_Y 40.
#define MARGIN         .06
#define BAND_ALPHA     .18
#define LINE_WIDTH     1.6

G_DEFINE_FINAL_TYPE (DeskCurves, desk_curves, GTK_TYPE_WIDGET)

static guint cursor_changed;

static void
clear_curves (DeskCurves *self)
{
  for (guint i = 0; i < self->n_curves; i++)
    {
      g_free (self->curves[i].name);
      g_free (self->curves[i].values);
      g_free (self->curves[i].upper);
    }
  self->n_curves = 0;
  g_clear_pointer (&self->time, g_free);
  self->n = 0;
}

/* Texts */

static char *
format_value (DeskCurves *self,
              double      value)
{
  static const char *const signs[] = { "", "−" };
  const char *sign = signs[value < 0.];
  double size = fabs (value);

  if (isnan (value))
    return g_strdup ("–");

  switch (self->unit)
    {
    case DESK_CURVE_MONEY:
      return g_strdup_printf (size < 1000. ? "%s$%'.2f" : "%s$%'.0f", sign, size);
    case DESK_CURVE_FRACTION:
      return g_strdup_printf ("%s%.2f %%", sign, size * 100.);
    case DESK_CURVE_NUMBER:
    default:
      return g_strdup_printf ("%s%'.4g", sign, size);
    }
}

static char *
format_point (DeskCurves *self,
              gint64      point)
{
  char label[DESK_AXIS_LABEL_SIZE];

  if (self->time != NULL)
    {
      gboolean clock = self->n < 2 || self->time[1] - self->time[0] < 20 * DT_HOUR;

      return g_strdup (desk_axis_format_time (self->time[point], clock, label));
    }

  return g_strdup_printf ("%s %" G_GINT64_FORMAT, self->point_name, point);
}

char *
desk_curves_dup_text (DeskCurves *self,
                      gint64      point)
{
  GString *text;
  g_autofree char *head = NULL;
  guint n = 0;

  g_return_val_if_fail (DESK_IS_CURVES (self), NULL);
  g_return_val_if_fail (point >= 0 && point < self->n, NULL);

  head = format_point (self, point);
  text = g_string_new (head);
  for (guint i = 0; i < self->n_curves; i++)
    {
      const Curve *curve = &self->curves[i];
      g_autofree char *value = format_value (self, curve->values[point]);

      if (isnan (curve->values[point]))
        continue;
      g_string_append_printf (text, "%s %s %s", n++ == 0 ? ":" : ",", curve->name, value);
      if (curve->upper != NULL)
        {
          g_autofree char *upper = format_value (self, curve->upper[point]);

          g_string_append_printf (text, " to %s", upper);
        }
    }

  return g_string_free (text, FALSE);
}

/* Geometry */

gint64
desk_curves_point_at (DeskCurves *self,
                      double      x)
{
  double step;

  if (self->n == 0 || self->right <= self->left)
    return -1;

  step = (self->right - self->left) / MAX (self->last - self->first, 1);
  return CLAMP (self->first + llround ((x - self->left) / step), self->first, self->last);
}

double
desk_curves_x (DeskCurves *self,
               gint64      point)
{
  return self->left + (self->right - self->left) * (double) (point - self->first)
         / (double) MAX (self->last - self->first, 1);
}

static gboolean
find_extremes (DeskCurves *self,
               double     *low,
               double     *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < self->n_curves; i++)
    for (gint64 k = self->first; k <= self->last && k < self->n; k++)
      {
        const Curve *curve = &self->curves[i];
        double upper = curve->upper != NULL ? curve->upper[k] : curve->values[k];

        if (isfinite (curve->values[k]))
          {
            *low = MIN (*low, curve->values[k]);
            *high = MAX (*high, curve->values[k]);
          }
        if (isfinite (upper))
          {
            *low = MIN (*low, upper);
            *high = MAX (*high, upper);
          }
      }

  return *low <= *high;
}

/* Legend */

static char *
make_legend_text (DeskCurves *self,
                  guint       i)
{
  const Curve *curve = &self->curves[i];
  g_autofree char *value = NULL;
  g_autofree char *upper = NULL;

  if (self->cursor < 0)
    return g_strdup (curve->name);

  value = format_value (self, curve->values[self->cursor]);
  if (curve->upper == NULL)
    return g_strdup_printf ("%s  %s", curve->name, value);

  upper = format_value (self, curve->upper[self->cursor]);
  return g_strdup_printf ("%s  %s to %s", curve->name, value, upper);
}

static const GdkRGBA *
get_colour (DeskCurves *self,
            guint       i)
{
  return &self->colours->line[i % DESK_N_LINE_COLOURS];
}

/* Returns the height that the legend takes. */
static double
draw_legend (DeskCurves  *self,
             GtkSnapshot *snapshot,
             double       width)
{
  double x = 0., y = 0.;
  int line, text_width;

  desk_labels_measure (&self->labels, "0", NULL, &line);
  line += 4;
  for (guint i = 0; i < self->n_curves; i++)
    {
      g_autofree char *text = make_legend_text (self, i);
      double needed;

      desk_labels_measure (&self->labels, text, &text_width, NULL);
      needed = SWATCH + 6. + text_width;
      if (x > 0. && x + needed > width)
        {
          x = 0.;
          y += line;
        }
      gtk_snapshot_append_color (snapshot, get_colour (self, i),
                                 &GRAPHENE_RECT_INIT ((float) x,
                                                      (float) round (y + (line - SWATCH) / 2.),
                                                      (float) SWATCH, (float) SWATCH));
      desk_labels_draw (&self->labels, snapshot, text, &self->colours->text, x + SWATCH + 6.,
                        y + line / 2., 0.);
      x += needed + 2. * GAP;
    }

  if (self->cursor >= 0)
    {
      g_autofree char *point = format_point (self, self->cursor);

      desk_labels_measure (&self->labels, point, &text_width, NULL);
      if (x + text_width > width)
        y += line;
      desk_labels_draw (&self->labels, snapshot, point, &self->colours->dim_text, width,
                        y + line / 2., 1.);
    }

  return y + line + 4.;
}

/* Plot */

static void
draw_line (GtkSnapshot   *snapshot,
           const GdkRGBA *colour,
           double         x,
           double         y,
           double         width,
           double         height)
{
  gtk_snapshot_append_color (snapshot, colour,
                             &GRAPHENE_RECT_INIT ((float) round (x), (float) round (y),
                                                  (float) width, (float) height));
}

static void
label_value (DeskCurves *self,
             DeskTick   *tick)
{
  double value = desk_scale_to_value (&self->scale, tick->position);
  double step = fabs (self->scale.high - self->scale.low);

  if (self->unit == DESK_CURVE_FRACTION)
    g_snprintf (tick->label, sizeof tick->label, step < .05 ? "%.1f %%" : "%.0f %%",
                fabs (value) < 1e-9 ? 0. : value * 100.);
}

static void
draw_value_axis (DeskCurves  *self,
                 GtkSnapshot *snapshot,
                 DeskTick    *ticks,
                 guint        n_ticks,
                 double       width)
{
  for (guint i = 0; i < n_ticks; i++)
    {
      draw_line (snapshot, &self->colours->grid, self->left, ticks[i].position,
                 self->right - self->left, 1.);
      desk_labels_draw (&self->labels, snapshot, ticks[i].label, &self->colours->dim_text, width,
                        ticks[i].position, 1.);
    }
}

static void
draw_point_axis (DeskCurves  *self,
                 GtkSnapshot *snapshot,
                 double       height)
{
  DeskTick ticks[DESK_AXIS_MAX_TICKS];
  double step = (self->right - self->left) / MAX (self->last - self->first, 1);
  DeskScale scale = { DESK_SCALE_LINEAR, self->first, MAX (self->last, self->first + 1), self->left,
                      self->right };
  double spacing;
  int text;
  guint n;

  /* Room also for large text */
  desk_labels_measure (&self->labels, "30 Sep", &text, NULL);
  spacing = MAX (TICK_SPACING_X, 1.5 * text);
  if (self->time != NULL)
    n = desk_axis_time_ticks (self->time, self->n, self->first, self->last,
                              self->left - self->first * step, step, spacing, ticks);
  else
    n = desk_axis_value_ticks (&scale, spacing, ticks);
  for (guint i = 0; i < n; i++)
    {
      int width;
      double x;

      desk_labels_measure (&self->labels, ticks[i].label, &width, NULL);
      x = CLAMP (ticks[i].position, self->left + width / 2., self->right - width / 2.);
      draw_line (snapshot, &self->colours->grid, ticks[i].position, self->top, 1.,
                 self->bottom - self->top);
      desk_labels_draw (&self->labels, snapshot, ticks[i].label, &self->colours->dim_text, x,
                        height - 8., .5);
    }
}

/* Points of a pixel column are one stroke from the lowest to the highest. */
static void
trace (DeskCurves *self,
       cairo_t    *cr,
       const Curve *curve)
{
  double per_pixel = (double) (self->last - self->first) / MAX (self->right - self->left, 1.);
  gint64 stride = MAX (1, (gint64) floor (per_pixel / 2.));
  gboolean open = FALSE;
  double before = NAN;

  for (gint64 k = self->first; k <= self->last && k < self->n; k += stride)
    {
      double value = curve->values[k], x = desk_curves_x (self, k), y;

      for (gint64 j = k + 1; j < k + stride && j < self->n; j++)
        if (fabs (curve->values[j] - before) > fabs (value - before))
          value = curve->values[j];
      if (!isfinite (value))
        {
          open = FALSE;
          continue;
        }
      y = desk_scale_to_pixel (&self->scale, value);
      if (open && curve->steps)
        cairo_line_to (cr, x, desk_scale_to_pixel (&self->scale, before));
      if (open)
        cairo_line_to (cr, x, y);
      else
        cairo_move_to (cr, x, y);
      before = value;
      open = TRUE;
    }
}

static void
trace_band (DeskCurves  *self,
            cairo_t     *cr,
            const Curve *curve)
{
  gboolean any = FALSE;

  for (gint64 k = self->first; k <= self->last && k < self->n; k++)
    if (isfinite (curve->values[k]) && isfinite (curve->upper[k]))
      {
        cairo_line_to (cr, desk_curves_x (self, k),
                       desk_scale_to_pixel (&self->scale, curve->upper[k]));
        any = TRUE;
      }
  for (gint64 k = MIN (self->last, self->n - 1); any && k >= self->first; k--)
    if (isfinite (curve->values[k]) && isfinite (curve->upper[k]))
      cairo_line_to (cr, desk_curves_x (self, k),
                     desk_scale_to_pixel (&self->scale, curve->values[k]));
  if (any)
    cairo_close_path (cr);
}

static void
draw_curves (DeskCurves  *self,
             GtkSnapshot *snapshot)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) self->left, (float) self->top,
                                               (float) (self->right - self->left),
                                               (float) (self->bottom - self->top));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->n_curves; i++)
    {
      GdkRGBA colour = *get_colour (self, i);

      if (self->curves[i].upper != NULL)
        {
          colour.alpha = (float) BAND_ALPHA;
          gdk_cairo_set_source_rgba (cr, &colour);
          trace_band (self, cr, &self->curves[i]);
          cairo_fill (cr);
          continue;
        }
      gdk_cairo_set_source_rgba (cr, &colour);
      cairo_set_line_width (cr, LINE_WIDTH);
      trace (self, cr, &self->curves[i]);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
draw_cursor (DeskCurves  *self,
             GtkSnapshot *snapshot)
{
  double x;

  if (!isnan (self->drag_start) && fabs (self->drag_end - self->drag_start) > 2.)
    {
      double from = MAX (MIN (self->drag_start, self->drag_end), self->left);
      double to = MIN (MAX (self->drag_start, self->drag_end), self->right);
      GdkRGBA colour = self->colours->selection;

      colour.alpha = .2f;
      if (to > from)
        draw_line (snapshot, &colour, from, self->top, to - from, self->bottom - self->top);
    }
  if (self->cursor < self->first || self->cursor > self->last)
    return;

  x = desk_curves_x (self, self->cursor);
  draw_line (snapshot, &self->colours->crosshair, x, self->top, 1., self->bottom - self->top);
  for (guint i = 0; i < self->n_curves; i++)
    {
      double value = self->curves[i].values[self->cursor];

      if (isfinite (value) && self->curves[i].upper == NULL)
        draw_line (snapshot, get_colour (self, i), x - 3.,
                   desk_scale_to_pixel (&self->scale, value) - 3., 7., 7.);
    }
}

static void
draw_focus (DeskCurves  *self,
            GtkSnapshot *snapshot,
            int          width,
            int          height)
{
  GskRoundedRect outline;
  GdkRGBA colour = self->colours->selection;
  const float widths[] = { 2.f, 2.f, 2.f, 2.f };
  const GdkRGBA colours[] = { colour, colour, colour, colour };

  if (!gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    return;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (0.f, 0.f, (float) width, (float) height),
                                   4.f);
  gtk_snapshot_append_border (snapshot, &outline, widths, colours);
}

static void
desk_curves_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  DeskCurves *self = DESK_CURVES (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  DeskTick ticks[DESK_AXIS_MAX_TICKS];
  double low, high;
  int label_width, line;
  guint n_ticks;

  if (self->n == 0 || !find_extremes (self, &low, &high))
    return;

  desk_labels_measure (&self->labels, "0", NULL, &line);
  self->top = draw_legend (self, snapshot, width);
  self->bottom = MAX (self->top + 1., height - line - 6.);
  self->scale = (DeskScale) { DESK_SCALE_LINEAR, low, high, self->bottom, self->top };
  desk_scale_fit (&self->scale, low, high, MARGIN);
  n_ticks = desk_axis_value_ticks (&self->scale, MAX (TICK_SPACING_Y, 2. * line), ticks);
  self->left = 0.;
  self->right = width;
  for (guint i = 0; i < n_ticks; i++)
    {
      label_value (self, &ticks[i]);
      desk_labels_measure (&self->labels, ticks[i].label, &label_width, NULL);
      self->right = MIN (self->right, width - label_width - GAP);
    }
  draw_value_axis (self, snapshot, ticks, n_ticks, width);
  draw_point_axis (self, snapshot, height);
  draw_curves (self, snapshot);
  draw_cursor (self, snapshot);
  draw_focus (self, snapshot, width, height);
}

static void
desk_curves_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? LEAST_WIDTH : LEAST_HEIGHT;
  *natural = across ? 2 * LEAST_WIDTH : USUAL_HEIGHT;
}

/* What moves */

void
desk_curves_move (DeskCurves *self,
                  gint64      point,
                  gboolean    by_key)
{
  if (point == self->cursor && by_key == self->by_key)
    return;

  self->cursor = point;
  self->by_key = by_key;
  if (point >= 0 && by_key && (point < self->first || point > self->last))
    {
      gint64 length = self->last - self->first;
      gint64 first = point < self->first ? point : point - length;

      desk_curves_set_range (self, first, first + length);
    }
  if (point >= 0 && by_key)
    {
      g_autofree char *text = desk_curves_dup_text (self, point);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
      desk_compat_announce (GTK_WIDGET (self), text);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, cursor_changed, 0);
}

static void
style_changed (DeskCurves *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->colours = desk_colours_get (self->palette, adw_style_manager_get_dark (manager),
                                    adw_style_manager_get_high_contrast (manager));
  desk_labels_forget (&self->labels);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
desk_curves_css_changed (GtkWidget         *widget,
                         GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (desk_curves_parent_class)->css_changed (widget, change);
  style_changed (DESK_CURVES (widget));
}

static void
desk_curves_system_setting_changed (GtkWidget        *widget,
                                    GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (desk_curves_parent_class)->system_setting_changed (widget, setting);
  style_changed (DESK_CURVES (widget));
}

static void
desk_curves_dispose (GObject *object)
{
  desk_labels_clear (&DESK_CURVES (object)->labels);

  G_OBJECT_CLASS (desk_curves_parent_class)->dispose (object);
}

static void
desk_curves_finalize (GObject *object)
{
  DeskCurves *self = DESK_CURVES (object);

  clear_curves (self);
  g_free (self->point_name);

  G_OBJECT_CLASS (desk_curves_parent_class)->finalize (object);
}

static void
desk_curves_class_init (DeskCurvesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_curves_dispose;
  object_class->finalize = desk_curves_finalize;
  widget_class->measure = desk_curves_measure;
  widget_class->snapshot = desk_curves_snapshot;
  widget_class->css_changed = desk_curves_css_changed;
  widget_class->system_setting_changed = desk_curves_system_setting_changed;

  cursor_changed = g_signal_new ("cursor-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
  desk_curves_bind_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "curves");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
desk_curves_init (DeskCurves *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->cursor = -1;
  self->point_name = g_strdup ("point");
  self->drag_start = self->drag_end = NAN;
  desk_labels_init (&self->labels, GTK_WIDGET (self));
  style_changed (self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (style_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (style_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  desk_curves_add_input (self);
}

/**
 * desk_curves_new:
 *
 * Returns: (transfer floating): without curves; its accessible label is for the page to set
 */
GtkWidget *
desk_curves_new (void)
{
  return g_object_new (DESK_TYPE_CURVES, NULL);
}

void
desk_curves_set (DeskCurves      *self,
                 const DeskCurve *curves,
                 guint            n_curves,
                 const DtTime    *time,
                 gsize            n,
                 DeskCurveUnit    unit)
{
  gboolean whole;

  g_return_if_fail (DESK_IS_CURVES (self));
  g_return_if_fail (n_curves <= DESK_CURVES_MAX);

  whole = self->n == 0 || (self->first == 0 && self->last == self->n - 1)
          || self->last >= (gint64) n;
  clear_curves (self);
  for (guint i = 0; i < n_curves; i++)
    self->curves[i] = (Curve) {
      .name = g_strdup (curves[i].name),
      .values = g_memdup2 (curves[i].values, n * sizeof (double)),
      .upper = curves[i].upper != NULL ? g_memdup2 (curves[i].upper, n * sizeof (double)) : NULL,
      .steps = curves[i].steps,
    };
  self->n_curves = n_curves;
  self->time = time != NULL ? g_memdup2 (time, n * sizeof (DtTime)) : NULL;
  self->n = (gint64) n;
  self->unit = unit;
  if (whole)
    {
      self->first = 0;
      self->last = MAX (self->n - 1, 0);
    }
  if (self->cursor >= self->n)
    self->cursor = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
desk_curves_set_point_name (DeskCurves *self,
                            const char *name)
{
  g_return_if_fail (DESK_IS_CURVES (self));

  g_free (self->point_name);
  self->point_name = g_strdup (name);
}

void
desk_curves_set_palette (DeskCurves  *self,
                         DeskPalette  palette)
{
  g_return_if_fail (DESK_IS_CURVES (self));

  self->palette = palette;
  style_changed (self);
}

gint64
desk_curves_get_cursor (DeskCurves *self)
{
  g_return_val_if_fail (DESK_IS_CURVES (self), -1);

  return self->cursor;
}

void
desk_curves_set_cursor (DeskCurves *self,
                        gint64      point)
{
  g_return_if_fail (DESK_IS_CURVES (self));

  desk_curves_move (self, CLAMP (point, -1, self->n - 1), TRUE);
}

void
desk_curves_get_range (DeskCurves *self,
                       gint64     *first,
                       gint64     *last)
{
  g_return_if_fail (DESK_IS_CURVES (self));

  *first = self->first;
  *last = self->last;
}

/* Kept inside the points, with two of them in sight at least. */
void
desk_curves_set_range (DeskCurves *self,
                       gint64      first,
                       gint64      last)
{
  gint64 length;

  g_return_if_fail (DESK_IS_CURVES (self));

  length = CLAMP (last - first, MIN (1, self->n - 1), MAX (self->n - 1, 0));
  self->first = CLAMP (first, 0, MAX (self->n - 1 - length, 0));
  self->last = self->first + length;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
