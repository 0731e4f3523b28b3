/* desk-stroke.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-plot"

#include "config.h"

#include <math.h>

#include "desk-raster.h"
#include "desk-stroke.h"

/* Lines are cut into nodes this wide, in pixels: when only the crosshair moves, the renderer
 * strokes the few that it passes and not all of them. */
#define TILE 128

typedef struct
{
  DeskPlot       *plot;
  const DeskLine *lines;
  guint           n_lines;
  double          step;
  double          offset;     /* device pixel of the centre of bar 0 is −offset */
} Stroke;

/* What is seen of the lines between two pixels of the plot. */
typedef struct
{
  int    left;
  int    right;
  gint64 first;
  gint64 end;
  double top;
  double bottom;
} Tile;

static double
x_of (const Stroke *stroke,
      double        bar)
{
  return (bar * stroke->step - stroke->offset + .5) / stroke->plot->device;
}

/* Far outside is as good as just outside, and within what cairo's numbers hold. */
static double
y_of (const DeskPlot *plot,
      double          value)
{
  double y = desk_scale_to_pixel (&plot->scale, value) + .5 / plot->device;

  return CLAMP (y, -1000., plot->height + 1000.);
}

static gboolean
is_alone (const Stroke   *stroke,
          const DeskLine *line,
          gint64          i)
{
  return (i == 0 || isnan (line->values[i - 1]))
         && (i + 1 >= stroke->plot->view.n || isnan (line->values[i + 1]));
}

/* A value with none beside it is as long as the line is wide. */
static void
trace_joined (const Stroke   *stroke,
              cairo_t        *cr,
              const DeskLine *line,
              const Tile     *tile)
{
  gboolean pen_down = FALSE;

  for (gint64 i = tile->first; i < tile->end; i++)
    {
      double y;

      if (isnan (line->values[i]))
        {
          pen_down = FALSE;
          continue;
        }

      y = y_of (stroke->plot, line->values[i]);
      if (is_alone (stroke, line, i))
        {
          cairo_move_to (cr, x_of (stroke, i) - line->width / 2, y);
          cairo_line_to (cr, x_of (stroke, i) + line->width / 2, y);
        }
      else if (pen_down)
        cairo_line_to (cr, x_of (stroke, i), y);
      else
        cairo_move_to (cr, x_of (stroke, i), y);
      pen_down = TRUE;
    }
}

/* A level lasts from half a bar before to half a bar after; a dot has no length, and round ends. */
static void
trace_apart (const Stroke   *stroke,
             cairo_t        *cr,
             const DeskLine *line,
             const Tile     *tile)
{
  double reach = line->shape == DESK_LINE_STEPS ? .5 : 0.;
  double before = NAN;

  for (gint64 i = tile->first; i < tile->end; i++)
    {
      double value = line->values[i];

      if (!isnan (value) && (reach == 0 || value != before))
        cairo_move_to (cr, x_of (stroke, i - reach), y_of (stroke->plot, value));
      if (!isnan (value))
        cairo_line_to (cr, x_of (stroke, i + reach), y_of (stroke->plot, value));
      before = value;
    }
}

static void
trace (const Stroke   *stroke,
       cairo_t        *cr,
       const DeskLine *line,
       const Tile     *tile)
{
  cairo_set_line_cap (cr, line->shape == DESK_LINE_DOTS ? CAIRO_LINE_CAP_ROUND
                                                        : CAIRO_LINE_CAP_BUTT);
  if (line->shape == DESK_LINE_JOINED)
    trace_joined (stroke, cr, line, tile);
  else
    trace_apart (stroke, cr, line, tile);
}

static double
edge_y (const Stroke   *stroke,
        const DeskLine *line,
        gint64          i)
{
  return line->edge != NULL ? y_of (stroke->plot, line->edge[i]) : stroke->plot->height;
}

static gboolean
has_edge (const DeskLine *line,
          gint64          i)
{
  return !isnan (line->values[i]) && (line->edge == NULL || !isnan (line->edge[i]));
}

/* There along the line, back along its edge. */
static void
trace_between (const Stroke   *stroke,
               cairo_t        *cr,
               const DeskLine *line,
               gint64          first,
               gint64          end)
{
  for (gint64 i = first; i < end; i++)
    cairo_line_to (cr, x_of (stroke, i), y_of (stroke->plot, line->values[i]));
  for (gint64 i = end; i-- > first; )
    cairo_line_to (cr, x_of (stroke, i), edge_y (stroke, line, i));
  cairo_close_path (cr);
}

static void
tint_tile (const Stroke   *stroke,
           cairo_t        *cr,
           const DeskLine *line,
           const Tile     *tile)
{
  GdkRGBA colour = line->colour;
  gint64 first = tile->first;

  for (gint64 i = tile->first; i <= tile->end; i++)
    if (i == tile->end || !has_edge (line, i))
      {
        if (i - first > 1)
          trace_between (stroke, cr, line, first, i);
        first = i + 1;
      }

  colour.alpha = (float) line->tint;
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_fill (cr);
}

/* Renderers pay for each pixel of a node's bounds: no more than what the lines cover. */
static gboolean
find_bounds (const Stroke *stroke,
             Tile         *tile)
{
  const DeskPlot *plot = stroke->plot;

  tile->top = INFINITY;
  tile->bottom = -INFINITY;
  for (guint k = 0; k < stroke->n_lines; k++)
    {
      const DeskLine *line = &stroke->lines[k];
      double low, high;

      if (!desk_pyramid_range (line->extremes, tile->first, tile->end, &low, &high))
        continue;
      tile->top = MIN (tile->top, desk_scale_to_pixel (&plot->scale, high) - line->width);
      tile->bottom = MAX (tile->bottom, desk_scale_to_pixel (&plot->scale, low) + line->width);
      /* An edge is another of the lines; only the foot is further down */
      if (line->tint > 0 && line->edge == NULL)
        tile->bottom = plot->height;
    }

  tile->top = MAX (floor (tile->top) - 1, 0);
  tile->bottom = MIN (ceil (tile->bottom) + 1, plot->height);
  return tile->bottom > tile->top;
}

/* With enough of the neighbours that nobody sees the seam. */
static gboolean
find_bars (const Stroke *stroke,
           Tile         *tile)
{
  const DeskPlot *plot = stroke->plot;
  gint64 first = desk_plot_first_bar (plot, tile->left * plot->device) - 2;
  gint64 end = desk_plot_first_bar (plot, tile->right * plot->device) + 3;

  tile->first = CLAMP (first, 0, plot->view.n);
  tile->end = CLAMP (end, 0, plot->view.n);
  return tile->first < tile->end;
}

static void
stroke_tile (const Stroke *stroke,
             GtkSnapshot  *snapshot,
             const Tile   *tile)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot,
                                           &GRAPHENE_RECT_INIT (tile->left, (float) tile->top,
                                                                tile->right - tile->left,
                                                                (float) (tile->bottom
                                                                         - tile->top)));

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  for (guint k = 0; k < stroke->n_lines; k++)
    {
      gdk_cairo_set_source_rgba (cr, &stroke->lines[k].colour);
      if (stroke->lines[k].tint > 0)
        {
          tint_tile (stroke, cr, &stroke->lines[k], tile);
          gdk_cairo_set_source_rgba (cr, &stroke->lines[k].colour);
        }
      cairo_set_line_width (cr, stroke->lines[k].width);
      trace (stroke, cr, &stroke->lines[k], tile);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
draw_tile (const Stroke *stroke,
           GtkSnapshot  *snapshot,
           int           left,
           int           right)
{
  int device = stroke->plot->device;
  Tile tile = { left, right };

  if (!find_bars (stroke, &tile) || !find_bounds (stroke, &tile))
    return;

  if (stroke->step >= DESK_RASTER_STEP * device)
    stroke_tile (stroke, snapshot, &tile);
  else
    desk_raster_draw (stroke->plot, snapshot, stroke->lines, stroke->n_lines, left * device,
                      right * device, (int) tile.top * device, (int) tile.bottom * device);
}

void
desk_stroke_draw (DeskPlot       *plot,
                  GtkSnapshot    *snapshot,
                  const DeskLine *lines,
                  guint           n_lines)
{
  double step = desk_plot_step (plot);
  Stroke stroke = { plot, lines, n_lines, step, floor (plot->view.left * step + .5) };

  if (n_lines == 0)
    return;

  for (int left = 0; left < plot->width; left += TILE)
    draw_tile (&stroke, snapshot, left, MIN (left + TILE, plot->width));
}
