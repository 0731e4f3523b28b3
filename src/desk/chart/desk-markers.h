/* desk-markers.h - fills on the bars that cover them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"

#include "desk-plot.h"

#include "desk-chart.h"

G_BEGIN_DECLS

/**
 * DeskMarkers:
 *
 * Triangles: up and below the bar for what was bought, down and above it for what was sold; filled
 * for an entry, hollow for an exit. Several at one bar are stacked.
 *
 * Thread: main.
 */
typedef struct _DeskMarkers DeskMarkers;

DeskMarkers *desk_markers_new       (void);
void         desk_markers_free      (DeskMarkers       *markers);
void         desk_markers_set       (DeskMarkers       *markers,
                                     const DeskMarker  *list,
                                     guint              n);
/* Finds the bars anew: another series. */
void         desk_markers_place     (DeskMarkers       *markers,
                                     const DtBarSeries *series);
void         desk_markers_draw      (DeskMarkers       *markers,
                                     DeskPlot          *plot,
                                     GtkSnapshot       *snapshot,
                                     const DtBarSeries *series,
                                     gsize              n_known);
/* (transfer full) (nullable): what the markers at a pixel say, a line each */
char        *desk_markers_dup_text  (DeskMarkers       *markers,
                                     const DeskPlot    *plot,
                                     const DtBarSeries *series,
                                     gsize              n_known,
                                     double             x,
                                     double             y);

G_END_DECLS
