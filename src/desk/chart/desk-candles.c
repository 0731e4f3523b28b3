/* desk-candles.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>

#include "desk-candles.h"

/* Device pixels from bar to bar below which a body would be as thin as its wick. */
#define LEAST_BODY 3.
/* A body this wide has room for a hollow. */
#define LEAST_HOLLOW 5

static const GdkRGBA *
bar_colour (const DeskPlot    *plot,
            const DeskColumns *bars,
            gint64             from,
            gint64             to)
{
  return bars->close[to] < bars->open[from] ? &plot->colours->down : &plot->colours->up;
}

/* From one price to another, at least a device pixel high. */
static void
fill_prices (DeskPlot      *plot,
             GtkSnapshot   *snapshot,
             const GdkRGBA *colour,
             int            x,
             int            width,
             double         low,
             double         high)
{
  int top = desk_plot_y (plot, high), bottom = desk_plot_y (plot, low);

  desk_plot_fill (plot, snapshot, colour, x, top, width, MAX (bottom - top, plot->device));
}

DeskColumns
desk_candles_columns (const DtBarSeries *series)
{
  return (DeskColumns) { series->open, series->high, series->low, series->close, series->volume };
}

/* With a gap to the next. */
int
desk_candles_body_width (const DeskPlot *plot)
{
  int width = (int) floor (desk_plot_step (plot) * .78);
  int wick = plot->device;

  width = MAX (width, wick);
  return width - (width - wick) % 2;
}

static void
draw_body (DeskPlot          *plot,
           GtkSnapshot       *snapshot,
           const DeskColumns *bars,
           gint64             i,
           int                x,
           int                width)
{
  double open = bars->open[i], close = bars->close[i];
  const GdkRGBA *colour = bar_colour (plot, bars, i, i);
  int left = x - (width - plot->device) / 2, line = plot->device;
  int top, height;

  if (isnan (open) || isnan (close))
    return;

  top = desk_plot_y (plot, MAX (open, close));
  height = MAX (desk_plot_y (plot, MIN (open, close)) - top, line);
  desk_plot_fill (plot, snapshot, colour, left, top, width, height);
  if (close > open && width >= LEAST_HOLLOW * line && height > 2 * line)
    desk_plot_fill (plot, snapshot, &plot->colours->background, left + line, top + line,
                    width - 2 * line, height - 2 * line);
}

static void
draw_ticks (DeskPlot          *plot,
            GtkSnapshot       *snapshot,
            const DeskColumns *bars,
            gint64             i,
            int                x,
            int                width)
{
  const GdkRGBA *colour = bar_colour (plot, bars, i, i);
  int line = plot->device, reach = (width - line) / 2;

  if (!isnan (bars->open[i]))
    desk_plot_fill (plot, snapshot, colour, x - reach, desk_plot_y (plot, bars->open[i]), reach,
                    line);
  if (!isnan (bars->close[i]))
    desk_plot_fill (plot, snapshot, colour, x + line, desk_plot_y (plot, bars->close[i]), reach,
                    line);
}

static void
draw_wide (DeskPlot          *plot,
           GtkSnapshot       *snapshot,
           const DeskColumns *bars,
           DeskChartStyle     style,
           gint64             first,
           gint64             end)
{
  int width = desk_candles_body_width (plot);

  for (gint64 i = first; i < end; i++)
    {
      int x = desk_plot_x (plot, i);

      if (!isnan (bars->low[i]) && !isnan (bars->high[i]))
        fill_prices (plot, snapshot, bar_colour (plot, bars, i, i), x, plot->device,
                     bars->low[i], bars->high[i]);
      if (style != DESK_CHART_BARS)
        draw_body (plot, snapshot, bars, i, x, width);
      else
        draw_ticks (plot, snapshot, bars, i, x, width);
    }
}

/* Between one and three pixels a bar: wicks side by side. */
static void
draw_narrow (DeskPlot          *plot,
             GtkSnapshot       *snapshot,
             const DeskColumns *bars,
             gint64             first,
             gint64             end)
{
  for (gint64 i = first; i < end; i++)
    {
      int x = desk_plot_x (plot, i), next = desk_plot_x (plot, i + 1);

      if (!isnan (bars->low[i]) && !isnan (bars->high[i]))
        fill_prices (plot, snapshot, bar_colour (plot, bars, i, i), x, MAX (next - x, 1),
                     bars->low[i], bars->high[i]);
    }
}

static void
draw_columns (DeskPlot          *plot,
              GtkSnapshot       *snapshot,
              const DeskColumns *bars,
              DeskPyramid       *prices,
              gint64             first,
              gint64             end)
{
  int to = MIN (desk_plot_x (plot, end - 1) + 1, plot->width * plot->device);
  gint64 from = first;

  for (int x = MAX (desk_plot_x (plot, first), 0); x < to; x++)
    {
      gint64 until = x + 1 < to ? CLAMP (desk_plot_first_bar (plot, x + 1), from, end) : end;
      double low, high;

      if (desk_pyramid_range (prices, from, until, &low, &high))
        fill_prices (plot, snapshot, bar_colour (plot, bars, from, until - 1), x, 1, low, high);
      from = until;
    }
}

void
desk_candles_draw (DeskPlot          *plot,
                   GtkSnapshot       *snapshot,
                   const DeskColumns *bars,
                   DeskPyramid       *prices,
                   DeskChartStyle     style,
                   gint64             first,
                   gint64             end)
{
  double step = desk_plot_step (plot);

  if (first >= end)
    return;

  if (step >= LEAST_BODY * plot->device)
    draw_wide (plot, snapshot, bars, style, first, end);
  else if (step >= 1)
    draw_narrow (plot, snapshot, bars, first, end);
  else
    draw_columns (plot, snapshot, bars, prices, first, end);
}

typedef struct
{
  DeskPlot          *plot;
  GtkSnapshot       *snapshot;
  const DeskColumns *bars;
  double             scale;     /* device pixels a unit */
} Volume;

static void
fill_volume (const Volume *volume,
             double        value,
             gint64        from,
             gint64        to,
             int           x,
             int           width)
{
  DeskPlot *plot = volume->plot;
  int foot = plot->height * plot->device, height = (int) floor (value * volume->scale + .5);
  gboolean falls = volume->bars->close[to] < volume->bars->open[from];

  if (value > 0)
    desk_plot_fill (plot, volume->snapshot,
                    falls ? &plot->colours->volume_down : &plot->colours->volume_up,
                    x, foot - MAX (height, 1), width, MAX (height, 1));
}

static void
volume_columns (const Volume *volume,
                DeskPyramid  *prices,
                gint64        first,
                gint64        end)
{
  DeskPlot *plot = volume->plot;
  int to = MIN (desk_plot_x (plot, end - 1) + 1, plot->width * plot->device);
  gint64 from = first;

  for (int x = MAX (desk_plot_x (plot, first), 0); x < to; x++)
    {
      gint64 until = x + 1 < to ? CLAMP (desk_plot_first_bar (plot, x + 1), from, end) : end;

      if (until > from)
        fill_volume (volume, desk_pyramid_peak (prices, from, until), from, until - 1, x, 1);
      from = until;
    }
}

void
desk_candles_draw_volume (DeskPlot          *plot,
                          GtkSnapshot       *snapshot,
                          const DeskColumns *bars,
                          DeskPyramid       *prices,
                          double             height,
                          double             peak,
                          gint64             first,
                          gint64             end)
{
  Volume volume = { plot, snapshot, bars, height * plot->device / peak };
  double step = desk_plot_step (plot);
  int width = desk_candles_body_width (plot);

  if (first >= end || !(peak > 0))
    return;

  if (step < 1)
    volume_columns (&volume, prices, first, end);
  else
    for (gint64 i = first; i < end; i++)
      {
        int x = desk_plot_x (plot, i), next = desk_plot_x (plot, i + 1);

        if (step >= LEAST_BODY * plot->device)
          fill_volume (&volume, bars->volume[i], i, i, x - (width - plot->device) / 2, width);
        else
          fill_volume (&volume, bars->volume[i], i, i, x, MAX (next - x, 1));
      }
}
