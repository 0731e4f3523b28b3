/* desk-chart-private.h - what the files of the chart share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-pyramid.h"

#include "desk-chart.h"
#include "desk-markers.h"
#include "desk-overlay.h"
#include "desk-plot.h"

G_BEGIN_DECLS

struct _DeskChart
{
  GtkWidget       parent_instance;

  DeskPlot        plot;

  DtBarSeries    *series;
  gsize           n_known;
  DeskPyramid    *prices;         /* lows, highs and volumes */
  DeskPyramid    *closes;
  GPtrArray      *overlays;       /* of DeskOverlay */
  DeskMarkers    *markers;
  GArray         *levels;         /* of DeskLevel */

  DeskChartStyle  style;
  gboolean        volume;
  double          volume_height;  /* pixels, 0 for none */
  double          volume_peak;

  /* Static layers, %NULL when they have to be drawn anew */
  gboolean        fitted;
  GskRenderNode  *grid_node;
  GskRenderNode  *bars_node;
  GskRenderNode  *lines_node;     /* overlays and markers, above the last bar */
};

/* Brings pyramids and overlays up to n_known. */
void desk_chart_compute        (DeskChart   *self);
/* desk-chart-layers.c */
void desk_chart_draw           (DeskChart   *self,
                                GtkSnapshot *snapshot);
void desk_chart_forget_layers  (DeskChart   *self);
/* desk-chart-live.c: what is drawn anew each time */
void desk_chart_draw_last_bar  (DeskChart   *self,
                                GtkSnapshot *snapshot);
void desk_chart_draw_live      (DeskChart   *self,
                                GtkSnapshot *snapshot);

G_END_DECLS
