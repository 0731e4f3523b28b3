/* desk-stroke.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>

#include "desk-stroke.h"

/* A line is cut into nodes this wide, in pixels: when only the crosshair moves, the renderer
 * strokes the few that it passes and not the whole line. */
#define TILE 128

typedef struct
{
  const DeskPlot *plot;
  const double   *values;
  DeskPyramid    *extremes;
  double          step;
  double          offset;     /* device pixel of the centre of bar 0 is −offset */
} Stroke;

static double
x_of (const Stroke *stroke,
      double        bar)
{
  return (bar * stroke->step - stroke->offset + .5) / stroke->plot->device;
}

static void
add_point (const Stroke *stroke,
           cairo_t      *cr,
           double        x,
           double        value,
           gboolean     *pen_down)
{
  double y;

  if (isnan (value))
    {
      *pen_down = FALSE;
      return;
    }

  /* Far outside is as good as just outside, and within what cairo's numbers hold */
  y = desk_scale_to_pixel (&stroke->plot->scale, value) + .5 / stroke->plot->device;
  y = CLAMP (y, -1000., stroke->plot->height + 1000.);
  if (*pen_down)
    cairo_line_to (cr, x, y);
  else
    cairo_move_to (cr, x, y);
  *pen_down = TRUE;
}

static void
trace_bars (const Stroke *stroke,
            cairo_t      *cr,
            gint64        first,
            gint64        end)
{
  gboolean pen_down = FALSE;

  for (gint64 i = first; i < end; i++)
    add_point (stroke, cr, x_of (stroke, i), stroke->values[i], &pen_down);
}

/* Bars narrower than a pixel: from the lowest to the highest of each column, in the order in which
 * the line goes; one point where both are as good as one. */
static void
trace_columns (const Stroke *stroke,
               cairo_t      *cr,
               int           from,
               int           to)
{
  const DeskPlot *plot = stroke->plot;
  gint64 i = CLAMP (desk_plot_first_bar (plot, from), 0, plot->view.n);
  gboolean pen_down = FALSE;

  for (int column = from; column < to; column++)
    {
      gint64 end = CLAMP (desk_plot_first_bar (plot, column + 1), i, plot->view.n);
      double x = (column + .5) / plot->device, low, high;

      if (desk_pyramid_range (stroke->extremes, i, end, &low, &high))
        {
          gboolean falls = stroke->values[i] > stroke->values[end - 1];

          if (fabs (desk_scale_to_pixel (&plot->scale, low)
                    - desk_scale_to_pixel (&plot->scale, high)) < .75)
            add_point (stroke, cr, x, stroke->values[end - 1], &pen_down);
          else
            {
              add_point (stroke, cr, x, falls ? high : low, &pen_down);
              add_point (stroke, cr, x, falls ? low : high, &pen_down);
            }
        }
      else if (end > i)
        pen_down = FALSE;
      i = end;
    }
}

/* One tile, with enough of its neighbours that nobody sees the seam. */
static void
draw_tile (const Stroke  *stroke,
           GtkSnapshot   *snapshot,
           const GdkRGBA *colour,
           double         width,
           int            left,
           int            right)
{
  const DeskPlot *plot = stroke->plot;
  gint64 first = desk_plot_first_bar (plot, left * plot->device) - 2;
  gint64 end = desk_plot_first_bar (plot, right * plot->device) + 3;
  cairo_t *cr;

  first = CLAMP (first, 0, plot->view.n);
  end = CLAMP (end, 0, plot->view.n);
  if (first >= end || x_of (stroke, end - 1) < left || x_of (stroke, first) > right)
    return;

  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (left, 0, right - left, plot->height));
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  if (stroke->step >= 1)
    trace_bars (stroke, cr, first, end);
  else
    trace_columns (stroke, cr, left * plot->device - 2, right * plot->device + 2);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

void
desk_stroke_draw (DeskPlot      *plot,
                  GtkSnapshot   *snapshot,
                  const double  *values,
                  DeskPyramid   *extremes,
                  const GdkRGBA *colour,
                  double         width)
{
  double step = desk_plot_step (plot);
  Stroke stroke = { plot, values, extremes, step, floor (plot->view.left * step + .5) };

  for (int left = 0; left < plot->width; left += TILE)
    draw_tile (&stroke, snapshot, colour, width, left, MIN (left + TILE, plot->width));
}
