/* desk-chart-lines.c - outputs of indicators as the table says that they are drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>

#include "desk-stroke.h"

#include "desk-chart-private.h"

#define LINE_WIDTH  1.5
#define DOT_WIDTH   3.
#define BAND_TINT   .09
/* Device pixels from bar to bar below which a mark has no room for a shape. */
#define LEAST_SHAPE 5.
#define MARK_SIZE   7     /* pixels, odd */
#define MARK_GAP    3

/* Lines that go together have one colour, others one each. */
guint
desk_lines_count_colours (DeskOverlay *overlay)
{
  guint n = desk_overlay_get_n_lines (overlay);

  for (guint k = 0; k < n; k++)
    switch (desk_overlay_get_output (overlay, k)->draw)
      {
      case DT_DRAW_OVERLAY_BAND:
        return n <= 3 ? 1 : n;
      case DT_DRAW_OVERLAY_STEPS:
      case DT_DRAW_OVERLAY_DOTS:
      case DT_DRAW_OVERLAY_CANDLES:
      case DT_DRAW_OVERLAY_MARKS:
        return 1;
      case DT_DRAW_LINE:
      case DT_DRAW_HISTOGRAM:
      case DT_DRAW_OVERLAY_LINE:
      default:
        break;
      }

  return n;
}

const GdkRGBA *
desk_lines_colour (const DeskPlot *plot,
                   DeskOverlay    *overlay,
                   guint           base,
                   guint           line)
{
  guint n = desk_lines_count_colours (overlay);

  return &plot->colours->line[(base + (n > 1 ? line : 0)) % DESK_N_LINE_COLOURS];
}

static DeskLine
make_line (const DeskPlot *plot,
           DeskOverlay    *overlay,
           guint           base,
           guint           k)
{
  DtIndicatorDraw draw = desk_overlay_get_output (overlay, k)->draw;
  DeskLine line = { desk_overlay_get_values (overlay, k), desk_overlay_get_pyramid (overlay, k),
                    *desk_lines_colour (plot, overlay, base, k), LINE_WIDTH };

  if (draw == DT_DRAW_OVERLAY_DOTS)
    {
      line.shape = DESK_LINE_DOTS;
      line.width = DOT_WIDTH;
    }
  else if (draw == DT_DRAW_OVERLAY_STEPS)
    line.shape = DESK_LINE_STEPS;
  else if (draw == DT_DRAW_OVERLAY_BAND && k + 1 < desk_overlay_get_n_lines (overlay))
    {
      line.tint = BAND_TINT;
      line.edge = desk_overlay_get_values (overlay, k + 1);
      line.edge_extremes = desk_overlay_get_pyramid (overlay, k + 1);
    }

  return line;
}

/* One of the four prices of a candle, called by its name, is a line. */
static gboolean
is_line (DeskOverlay *overlay,
         guint        k)
{
  DtIndicatorDraw draw = desk_overlay_get_output (overlay, k)->draw;

  if (draw == DT_DRAW_OVERLAY_CANDLES)
    return desk_overlay_get_n_lines (overlay) < 4;

  return draw != DT_DRAW_HISTOGRAM && draw != DT_DRAW_OVERLAY_MARKS;
}

void
desk_lines_collect (const DeskPlot *plot,
                    DeskOverlay    *overlay,
                    guint           base,
                    GArray         *lines)
{
  for (guint k = 0; k < desk_overlay_get_n_lines (overlay); k++)
    if (is_line (overlay, k))
      {
        DeskLine line = make_line (plot, overlay, base, k);

        g_array_append_val (lines, line);
      }
}

/* From zero to @low and @high, each side in its colour. */
static void
fill_columns (DeskPlot    *plot,
              GtkSnapshot *snapshot,
              int          x,
              int          width,
              double       low,
              double       high)
{
  int zero = desk_plot_y (plot, 0.), top = desk_plot_y (plot, high);
  int bottom = desk_plot_y (plot, low);

  if (high > 0)
    desk_plot_fill (plot, snapshot, &plot->colours->volume_up, x, top, width,
                    MAX (zero - top, plot->device));
  if (low < 0)
    desk_plot_fill (plot, snapshot, &plot->colours->volume_down, x, zero, width,
                    MAX (bottom - zero, plot->device));
}

static void
draw_narrow_histogram (DeskPlot    *plot,
                       GtkSnapshot *snapshot,
                       DeskPyramid *extremes,
                       gint64       first,
                       gint64       end)
{
  int to = MIN (desk_plot_x (plot, end - 1) + 1, plot->width * plot->device);
  gint64 from = first;

  for (int x = MAX (desk_plot_x (plot, first), 0); x < to; x++)
    {
      gint64 until = x + 1 < to ? CLAMP (desk_plot_first_bar (plot, x + 1), from, end) : end;
      double low, high;

      if (desk_pyramid_range (extremes, from, until, &low, &high))
        fill_columns (plot, snapshot, x, 1, low, high);
      from = until;
    }
}

static void
draw_histogram (DeskPlot     *plot,
                GtkSnapshot  *snapshot,
                const double *values,
                DeskPyramid  *extremes,
                gint64        first,
                gint64        end)
{
  int width = desk_candles_body_width (plot);

  if (desk_plot_step (plot) < 1)
    {
      draw_narrow_histogram (plot, snapshot, extremes, first, end);
      return;
    }

  for (gint64 i = first; i < end; i++)
    if (!isnan (values[i]))
      fill_columns (plot, snapshot, desk_plot_x (plot, i) - (width - plot->device) / 2, width,
                    values[i], values[i]);
}

static void
draw_mark (DeskPlot    *plot,
           GtkSnapshot *snapshot,
           int          x,
           int          y,
           gboolean     up)
{
  const GdkRGBA *colour = up ? &plot->colours->up : &plot->colours->down;
  int size = MARK_SIZE * plot->device;

  if (desk_plot_step (plot) < LEAST_SHAPE * plot->device)
    desk_plot_fill (plot, snapshot, colour, x, y, plot->device, size);
  else
    for (int row = 0; row < size; row++)
      {
        int half = (up ? row : size - 1 - row) / 2;

        desk_plot_fill (plot, snapshot, colour, x - half, y + row, 2 * half + 1, 1);
      }
}

/* The bar of a column, or one of its bars, with its lowest and highest value. */
static void
draw_marks_at (DeskPlot    *plot,
               GtkSnapshot *snapshot,
               DeskPyramid *marks,
               DeskPyramid *prices,
               int          x,
               gint64       first,
               gint64       end)
{
  int gap = MARK_GAP * plot->device, size = MARK_SIZE * plot->device;
  double lowest, highest, low, high;

  if (!desk_pyramid_range (marks, first, end, &lowest, &highest)
      || !(lowest < 0 || highest > 0) || !desk_pyramid_range (prices, first, end, &low, &high))
    return;

  if (highest > 0)
    draw_mark (plot, snapshot, x, desk_plot_y (plot, low) + gap, TRUE);
  if (lowest < 0)
    draw_mark (plot, snapshot, x, desk_plot_y (plot, high) - gap - size, FALSE);
}

static void
draw_marks (DeskPlot    *plot,
            GtkSnapshot *snapshot,
            DeskPyramid *marks,
            DeskPyramid *prices,
            gint64       first,
            gint64       end)
{
  gint64 from = first;

  if (desk_plot_step (plot) >= 1)
    {
      for (gint64 i = first; i < end; i++)
        draw_marks_at (plot, snapshot, marks, prices, desk_plot_x (plot, i), i, i + 1);
      return;
    }

  for (int x = MAX (desk_plot_x (plot, first), 0); from < end; x++)
    {
      gint64 until = CLAMP (desk_plot_first_bar (plot, x + 1), from, end);

      draw_marks_at (plot, snapshot, marks, prices, x, from, until);
      from = MAX (until, x >= plot->width * plot->device ? end : from);
    }
}

/* Open, high, low and close from line @k on. */
static void
draw_candles (DeskPlot    *plot,
              GtkSnapshot *snapshot,
              DeskOverlay *overlay,
              guint        k,
              gint64       first,
              gint64       end)
{
  DeskColumns bars = { desk_overlay_get_values (overlay, k),
                       desk_overlay_get_values (overlay, k + 1),
                       desk_overlay_get_values (overlay, k + 2),
                       desk_overlay_get_values (overlay, k + 3), NULL };

  desk_candles_draw (plot, snapshot, &bars, desk_overlay_get_pyramid (overlay, k),
                     DESK_CHART_CANDLES, first, end);
}

void
desk_lines_draw_shapes (DeskPlot    *plot,
                        GtkSnapshot *snapshot,
                        DeskOverlay *overlay,
                        DeskPyramid *prices,
                        gint64       first,
                        gint64       end)
{
  guint n = desk_overlay_get_n_lines (overlay);

  for (guint k = 0; k < n; k++)
    switch (desk_overlay_get_output (overlay, k)->draw)
      {
      case DT_DRAW_HISTOGRAM:
        draw_histogram (plot, snapshot, desk_overlay_get_values (overlay, k),
                        desk_overlay_get_pyramid (overlay, k), first, end);
        break;

      case DT_DRAW_OVERLAY_MARKS:
        draw_marks (plot, snapshot, desk_overlay_get_pyramid (overlay, k), prices, first, end);
        break;

      case DT_DRAW_OVERLAY_CANDLES:
        if (k + 3 < n)
          draw_candles (plot, snapshot, overlay, k, first, end);
        k += 3;
        break;

      case DT_DRAW_LINE:
      case DT_DRAW_OVERLAY_LINE:
      case DT_DRAW_OVERLAY_BAND:
      case DT_DRAW_OVERLAY_DOTS:
      case DT_DRAW_OVERLAY_STEPS:
      default:
        break;
      }
}

/* Whether the output has values on the scale of the prices, or of its pane. */
gboolean
desk_lines_have_range (DeskOverlay *overlay,
                       guint        line)
{
  return desk_overlay_get_output (overlay, line)->draw != DT_DRAW_OVERLAY_MARKS;
}
