/* desk-raster.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-plot"

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-raster.h"

/* Pixels a bar below which neighbouring columns need not be joined: what lies between them is the
 * way from one bar to the next, far less than a pixel, and finding it would read memory that
 * nothing else needs. */
#define LEAST_JOINED (1. / 64)

/* A line of thousands of points goes up and down in every pixel column: stroking that costs a
 * renderer ten milliseconds, filling the columns here less than one. */
typedef struct
{
  DeskPlot *plot;
  guint32  *pixels;     /* premultiplied, one native word a pixel */
  int       left;
  int       top;
  int       width;
  int       height;
  gboolean  join;
  gint64   *bars;       /* the first one of each column, and of the one after the last */
} Raster;

static guint32
blend_channel (guint32 pixel,
               double  value,
               double  coverage,
               guint   shift)
{
  double there = (pixel >> shift) & 0xff;

  return (guint32) (value * 255. * coverage + there * (1. - coverage) + .5) << shift;
}

/* Over what is there. */
static guint32
blend (guint32        pixel,
       const GdkRGBA *colour,
       double         coverage)
{
  return blend_channel (pixel, 1., coverage, 24)
         | blend_channel (pixel, colour->red, coverage, 16)
         | blend_channel (pixel, colour->green, coverage, 8)
         | blend_channel (pixel, colour->blue, coverage, 0);
}

static void
cover (guint32       *pixel,
       const GdkRGBA *colour,
       guint32        solid,
       double         coverage)
{
  *pixel = coverage >= 1 ? solid : blend (*pixel, colour, coverage);
}

/* From @top to @bottom in device pixels of the plot; the rows at either end are covered in part. */
static void
fill_run (const Raster  *raster,
          const GdkRGBA *colour,
          guint32        solid,
          int            x,
          double         top,
          double         bottom)
{
  guint32 *column = raster->pixels + (x - raster->left);
  double from, to;
  int first, last;

  from = MAX (top - raster->top, 0.);
  to = MIN (bottom - raster->top, (double) raster->height);
  if (!(from < to))
    return;

  first = (int) from;
  last = MIN ((int) ceil (to), raster->height) - 1;
  cover (column + (gsize) first * raster->width, colour, solid, MIN (to, first + 1.) - from);
  for (int y = first + 1; y < last; y++)
    column[(gsize) y * raster->width] = solid;
  if (last > first)
    cover (column + (gsize) last * raster->width, colour, solid, to - last);
}

/* Between whole pixels: the lines at its ends cover the rest. */
static void
tint_run (const Raster   *raster,
          const DeskLine *line,
          int             x,
          double          top,
          double          bottom)
{
  guint32 *column = raster->pixels + (x - raster->left);
  int first = (int) CLAMP (floor (top) - raster->top, 0, raster->height);
  int end = (int) CLAMP (ceil (bottom) - raster->top, 0, raster->height);

  for (int y = first; y < end; y++)
    {
      guint32 *pixel = column + (gsize) y * raster->width;

      *pixel = blend (*pixel, &line->colour, line->tint);
    }
}

static double
y_of (const Raster *raster,
      double        value)
{
  return desk_scale_to_pixel (&raster->plot->scale, value) * raster->plot->device;
}

/* Neighbouring columns meet half way between the last value of one and the first of the other. */
static void
meet (const Raster *raster,
      double        here,
      double        there,
      double       *top,
      double       *bottom)
{
  double half;

  if (isnan (here) || isnan (there))
    return;

  half = (y_of (raster, here) + y_of (raster, there)) / 2;
  *top = MIN (*top, half);
  *bottom = MAX (*bottom, half);
}

static void
tint_column (const Raster   *raster,
             const DeskLine *line,
             int             x,
             gint64          first,
             gint64          end,
             double          top,
             double          bottom)
{
  double low, high, foot = raster->plot->height * raster->plot->device;

  if (line->edge == NULL)
    tint_run (raster, line, x, top, foot);
  else if (desk_pyramid_range (line->edge_extremes, first, end, &low, &high))
    tint_run (raster, line, x, MIN (top, y_of (raster, high)), MAX (bottom, y_of (raster, low)));
}

static void
draw_column (const Raster   *raster,
             const DeskLine *line,
             guint32         solid,
             int             x,
             gint64          first,
             gint64          end)
{
  double low, high, top, bottom, half = line->width * raster->plot->device / 2;
  gboolean join = raster->join && line->shape == DESK_LINE_JOINED;

  if (first >= end || !desk_pyramid_range (line->extremes, first, end, &low, &high))
    return;

  top = y_of (raster, high);
  bottom = y_of (raster, low);
  if (line->tint > 0)
    tint_column (raster, line, x, first, end, top, bottom);
  if (join && first > 0)
    meet (raster, line->values[first], line->values[first - 1], &top, &bottom);
  if (join && end < raster->plot->view.n)
    meet (raster, line->values[end - 1], line->values[end], &top, &bottom);

  fill_run (raster, &line->colour, solid, x, top - half, bottom + half);
}

/* The part of a segment between two bars that lies in this column, and what is tinted under it. */
static void
draw_part (const Raster   *raster,
           const DeskLine *line,
           guint32         solid,
           int             x,
           const double    ends[2],
           const double    edges[2])
{
  double half = line->width * raster->plot->device / 2;
  double top = MIN (ends[0], ends[1]), bottom = MAX (ends[0], ends[1]);

  if (line->tint > 0)
    tint_run (raster, line, x, MIN (top, MIN (edges[0], edges[1])),
              MAX (bottom, MAX (edges[0], edges[1])));
  fill_run (raster, &line->colour, solid, x, top - half, bottom + half);
}

/* What a line is at a bar: for levels and dots it is the same over the whole width of the bar. */
static void
draw_segment (const Raster   *raster,
              const DeskLine *line,
              guint32         solid,
              gint64          bar)
{
  const DeskPlot *plot = raster->plot;
  gboolean joined = line->shape == DESK_LINE_JOINED;
  gint64 next = joined ? bar + 1 : bar;
  int from = desk_plot_x (plot, bar), to = joined ? desk_plot_x (plot, bar + 1) : from + 1;
  double y[2], edge[2] = { plot->height * plot->device, plot->height * plot->device };

  if (line->shape == DESK_LINE_STEPS)
    to = desk_plot_x (plot, bar + 1);
  if (next >= plot->view.n || isnan (line->values[bar]) || isnan (line->values[next]))
    return;

  y[0] = y_of (raster, line->values[bar]);
  y[1] = y_of (raster, line->values[next]);
  if (line->edge != NULL && !isnan (line->edge[bar]) && !isnan (line->edge[next]))
    {
      edge[0] = y_of (raster, line->edge[bar]);
      edge[1] = y_of (raster, line->edge[next]);
    }
  else if (line->edge != NULL)
    memcpy (edge, y, sizeof edge);

  for (int x = MAX (from, raster->left); x < MIN (to, raster->left + raster->width); x++)
    {
      double a = (double) (x - from) / (to - from), b = (double) (x + 1 - from) / (to - from);

      draw_part (raster, line, solid, x,
                 (double[2]) { y[0] + a * (y[1] - y[0]), y[0] + b * (y[1] - y[0]) },
                 (double[2]) { edge[0] + a * (edge[1] - edge[0]),
                               edge[0] + b * (edge[1] - edge[0]) });
    }
}

/* A pixel or more from bar to bar: columns between them lie on the way. */
static void
draw_sparse_line (const Raster   *raster,
                  const DeskLine *line)
{
  gint64 n = raster->plot->view.n;
  gint64 first = CLAMP (desk_plot_first_bar (raster->plot, raster->left) - 2, 0, n);
  gint64 end = CLAMP (desk_plot_first_bar (raster->plot, raster->left + raster->width) + 1, 0, n);
  guint32 solid = blend (0, &line->colour, 1.);

  for (gint64 i = first; i < end; i++)
    draw_segment (raster, line, solid, i);
}

static void
draw_line (const Raster   *raster,
           const DeskLine *line)
{
  guint32 solid = blend (0, &line->colour, 1.);

  for (int i = 0; i < raster->width; i++)
    draw_column (raster, line, solid, raster->left + i, raster->bars[i], raster->bars[i + 1]);
}

/* The same for all lines. */
static void
find_columns (Raster *raster)
{
  gint64 n = raster->plot->view.n, before = 0;

  raster->bars = g_new (gint64, raster->width + 1);
  for (int i = 0; i <= raster->width; i++)
    before = raster->bars[i] = CLAMP (desk_plot_first_bar (raster->plot, raster->left + i),
                                      before, n);
}

void
desk_raster_draw (DeskPlot       *plot,
                  GtkSnapshot    *snapshot,
                  const DeskLine *lines,
                  guint           n_lines,
                  int             left,
                  int             right,
                  int             top,
                  int             bottom)
{
  gboolean sparse = desk_plot_step (plot) >= 1;
  Raster raster = { plot, NULL, left, top, right - left, bottom - top,
                    desk_plot_step (plot) > LEAST_JOINED, NULL };
  gsize stride = raster.width * sizeof (guint32);
  float device = plot->device;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  if (raster.width <= 0 || raster.height <= 0)
    return;

  raster.pixels = g_malloc0 (stride * raster.height);
  if (!sparse)
    find_columns (&raster);
  for (guint k = 0; k < n_lines; k++)
    if (sparse)
      draw_sparse_line (&raster, &lines[k]);
    else
      draw_line (&raster, &lines[k]);
  g_free (raster.bars);

  bytes = g_bytes_new_take (raster.pixels, stride * raster.height);
  texture = gdk_memory_texture_new (raster.width, raster.height, GDK_MEMORY_DEFAULT, bytes,
                                    stride);
  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT (left / device, top / device,
                                                    raster.width / device,
                                                    raster.height / device));
}
