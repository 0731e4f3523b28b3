/* desk-candles.h - bars and volume as coloured rectangles on whole device pixels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"

#include "desk-plot.h"
#include "desk-pyramid.h"

#include "desk-chart.h"

G_BEGIN_DECLS

/* Bars as columns: those of a series, or what an indicator makes of them. */
typedef struct
{
  const double *open;
  const double *high;
  const double *low;
  const double *close;
  const double *volume;
} DeskColumns;

DeskColumns desk_candles_columns (const DtBarSeries *series);
/* Device pixels of a body or a column; odd, so that the wick is in its middle. */
int  desk_candles_body_width  (const DeskPlot    *plot);
/* Draws the bars from @first to before @end; @prices is the pyramid of lows, highs and volumes.
 * Bars narrower than a pixel become one column from lowest to highest. */
void desk_candles_draw        (DeskPlot          *plot,
                               GtkSnapshot       *snapshot,
                               const DeskColumns *bars,
                               DeskPyramid       *prices,
                               DeskChartStyle     style,
                               gint64             first,
                               gint64             end);
/* Columns of at most @height pixels that stand on the foot of the plot; @peak is as high. */
void desk_candles_draw_volume (DeskPlot          *plot,
                               GtkSnapshot       *snapshot,
                               const DeskColumns *bars,
                               DeskPyramid       *prices,
                               double             height,
                               double             peak,
                               gint64             first,
                               gint64             end);

G_END_DECLS
