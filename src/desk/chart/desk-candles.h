/* desk-candles.h - bars and volume as coloured rectangles on whole device pixels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"

#include "desk-pyramid.h"

#include "desk-chart.h"
#include "desk-plot.h"

G_BEGIN_DECLS

/* Draws the bars from @first to before @end; @prices is the pyramid of lows, highs and volumes.
 * Bars narrower than a pixel become one column from lowest to highest. */
void desk_candles_draw        (DeskPlot          *plot,
                               GtkSnapshot       *snapshot,
                               const DtBarSeries *series,
                               DeskPyramid       *prices,
                               DeskChartStyle     style,
                               gint64             first,
                               gint64             end);
/* Columns of at most @height pixels that stand on the foot of the plot; @peak is as high. */
void desk_candles_draw_volume (DeskPlot          *plot,
                               GtkSnapshot       *snapshot,
                               const DtBarSeries *series,
                               DeskPyramid       *prices,
                               double             height,
                               double             peak,
                               gint64             first,
                               gint64             end);

G_END_DECLS
