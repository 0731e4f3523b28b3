/* desk-chart-private.h - what the files of the chart share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-compare.h"
#include "desk-drawings.h"
#include "desk-plot.h"
#include "desk-pyramid.h"

#include "desk-candles.h"
#include "desk-chart.h"
#include "desk-markers.h"
#include "desk-overlay.h"
#include "desk-subplot.h"

G_BEGIN_DECLS

struct _DeskChart
{
  GtkWidget       parent_instance;

  DeskPlot        plot;

  DtBarSeries    *series;
  gsize           n_known;
  gboolean        forming;        /* the last of them is not complete */
  DeskPyramid    *prices;         /* lows, highs and volumes */
  DeskPyramid    *closes;
  GPtrArray      *overlays;       /* of DeskOverlay: all indicators */
  gsize           n_computed;     /* bars that all of them have seen, at most */
  GPtrArray      *panes;          /* of DeskSubplot: those that have one, in the same order */
  int             edge;           /* of the pane that is being made higher or lower; −1 */
  GPtrArray      *compares;       /* of DeskCompare */
  DeskMarkers    *markers;
  GArray         *levels;         /* of DeskLevel */
  DeskLevel       held;           /* the one that follows the pointer */
  double          held_price;     /* where to; NaN while none is held */

  DeskDrawings   *drawings;
  int             tool;           /* kind of the drawing that is begun next; −1 */
  gboolean        drawing;        /* its second point follows the pointer or the data cursor */
  DeskDrawing     pending;        /* what is being drawn, or was measured */
  gboolean        measured;       /* is shown until the next press */
  int             selected;       /* −1 */
  int             selected_end;   /* of it 0 or 1, −1 for all of it */
  guint           nudging;        /* by keys: 1 selected so, 2 moved since */
  guint           dragging;       /* the selected one: 1 held, 2 moved */
  DeskPoint       grip;           /* where it was taken hold of */

  DeskChartStyle  style;
  DeskOverlay    *heikin;         /* (nullable): the averages of the style that has them */
  gboolean        percent;
  gboolean        sessions;
  GArray         *breaks;         /* of gint64: first bars of days that have a line */
  gboolean        volume;
  double          volume_height;  /* pixels, 0 for none */
  double          volume_peak;

  gboolean        exporting;      /* no crosshair, no focus */

  /* Static layers, %NULL when they have to be drawn anew */
  gboolean        fitted;
  GskRenderNode  *grid_node;
  GskRenderNode  *bars_node;
  GskRenderNode  *lines_node;     /* overlays and markers, above the last bar */
};

/* Everything is drawn anew, when it is drawn. */
void desk_chart_redraw         (DeskChart   *self);
/* Brings pyramids and overlays up to n_known. */
void desk_chart_compute        (DeskChart   *self);
/* desk-chart-layers.c */
void desk_chart_draw           (DeskChart   *self,
                                GtkSnapshot *snapshot);
void desk_chart_forget_layers  (DeskChart   *self);
/* Bars as the style has them, and their extremes. */
DeskColumns  desk_chart_columns  (DeskChart *self);
DeskPyramid *desk_chart_extremes (DeskChart *self);
gboolean     desk_chart_is_line  (DeskChart *self);
/* desk-chart-sessions.c */
/* Whether lines between days, which are then drawn, take the place of those at their labels */
gboolean desk_chart_find_breaks  (DeskChart   *self);
void desk_chart_shade_sessions (DeskChart   *self,
                                GtkSnapshot *snapshot);
void desk_chart_draw_sessions  (DeskChart   *self,
                                GtkSnapshot *snapshot);
/* desk-chart-live.c: what is drawn anew each time */
void desk_chart_draw_last_bar  (DeskChart   *self,
                                GtkSnapshot *snapshot);
void desk_chart_draw_live      (DeskChart   *self,
                                GtkSnapshot *snapshot);

/* desk-chart-hold.c: what the pointer takes hold of */
extern const DeskPlotHooks desk_chart_hooks;
void desk_chart_let_go         (DeskChart   *self);
/* From the end of the palette, where indicators come last */
static inline const GdkRGBA *
desk_chart_compare_colour (DeskChart *self,
                           guint      i)
{
  return &self->plot.colours->line[DESK_N_LINE_COLOURS - 1 - i % DESK_N_LINE_COLOURS];
}

/* desk-chart-tools.c */
DeskCanvas desk_chart_canvas     (DeskChart   *self);
gboolean desk_chart_tool_press   (DeskChart   *self,
                                  double       x,
                                  double       y);
gboolean desk_chart_tool_drag    (DeskChart   *self,
                                  double       x,
                                  double       y);
gboolean desk_chart_tool_release (DeskChart   *self,
                                  gboolean     was_moved);
/* "enter", "delete", "clear", and arrows once a drawing is selected by keys; whether it meant
 * anything */
gboolean desk_chart_tool_key     (DeskChart   *self,
                                  const char  *name);
gboolean desk_chart_is_on_drawing (DeskChart  *self,
                                  double       x,
                                  double       y);
/* The data cursor moved. */
void desk_chart_tool_follow      (DeskChart   *self);
void desk_chart_draw_drawings    (DeskChart   *self,
                                  GtkSnapshot *snapshot);
void desk_chart_add_tool_signals (GType        type);
/* desk-chart.c */
const DeskSubplot *desk_chart_find_pane_of (DeskChart   *self,
                                            DeskOverlay *overlay);
int  desk_chart_decimals_of    (DeskChart   *self,
                                DeskOverlay *overlay);
void desk_chart_moved          (GtkWidget   *widget);
void desk_chart_pointed        (GtkWidget   *widget,
                                gboolean     by_key);
void desk_chart_menu           (GtkWidget   *widget,
                                double       x,
                                double       y);
void desk_chart_restyled       (GtkWidget   *widget);
void desk_chart_emit_pointed   (DeskChart   *self);
void desk_chart_emit_resized   (DeskChart   *self);
void desk_chart_emit_moved     (DeskChart   *self);

/* desk-chart-panes.c */
int       desk_chart_arrange_panes (DeskChart      *self,
                                    int             height);
gboolean  desk_chart_shows_pane    (const DeskSubplot *pane);
DeskSubplot *desk_chart_find_pane     (DeskChart      *self,
                                    double          y);
int       desk_chart_find_edge     (DeskChart      *self,
                                    double          y);
void      desk_chart_grab_edge     (DeskChart      *self,
                                    int             edge);
void      desk_chart_drag_edge     (DeskChart      *self,
                                    double          y);

/* desk-chart-lines.c: outputs on the plot of prices or of a pane; @base is the first colour */
guint          desk_lines_count_colours (DeskOverlay    *overlay);
const GdkRGBA *desk_lines_colour        (const DeskPlot *plot,
                                         DeskOverlay    *overlay,
                                         guint           base,
                                         guint           line);
/* Appends what are lines, of DeskLine. */
void           desk_lines_collect       (const DeskPlot *plot,
                                         DeskOverlay    *overlay,
                                         guint           base,
                                         GArray         *lines);
/* Histograms, candles and marks; @prices (nullable in panes) are those that marks stand at. */
void           desk_lines_draw_shapes   (DeskPlot       *plot,
                                         GtkSnapshot    *snapshot,
                                         DeskOverlay    *overlay,
                                         DeskPyramid    *prices,
                                         gint64          first,
                                         gint64          end);
gboolean       desk_lines_have_range    (DeskOverlay    *overlay,
                                         guint           line);

G_END_DECLS
