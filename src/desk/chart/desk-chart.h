/* desk-chart.h - prices over time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dt-bar-series.h"

#include "desk-colours.h"
#include "desk-scale.h"

G_BEGIN_DECLS

/* desk-drawings.h */
typedef struct _DeskDrawings DeskDrawings;

typedef enum
{
  DESK_CHART_CANDLES,
  DESK_CHART_BARS,
  DESK_CHART_LINE,
  DESK_CHART_AREA,
  DESK_CHART_HEIKIN_ASHI,     /* candles of averages, after Heikin-Ashi; levels are true prices */
} DeskChartStyle;

typedef enum
{
  DESK_MARKER_BUY,          /* triangle below the bar */
  DESK_MARKER_SELL,         /* triangle above the bar */
} DeskMarkerKind;

typedef struct
{
  DtTime         time;      /* of the fill: shown at the bar that covers it */
  double         price;
  DeskMarkerKind kind;
  gboolean       exit;      /* hollow */
  const char    *text;      /* tooltip: "Sold 120 at 172.31, stop". Copied. */
} DeskMarker;

typedef enum
{
  DESK_LEVEL_ENTRY,
  DESK_LEVEL_STOP,
  DESK_LEVEL_TRAIL,
  DESK_LEVEL_TARGET,
  DESK_LEVEL_ORDER,         /* that would open or add */
  DESK_LEVEL_ALERT,         /* at which the user wants to be told */
} DeskLevelKind;

typedef struct
{
  double        price;
  DeskLevelKind kind;
  gboolean      movable;    /* by the pointer: "level-moved" says where to */
  guint64       order;      /* number of the order, where it is one */
  char          text[32];   /* "Buy 120, limit"; "" for the usual name of the kind */
} DeskLevel;

/**
 * DeskChart:
 *
 * Candles, volume, indicators, markers and price levels of one series. Bars stand side by side:
 * nights and weekends take no room. Layers that a tick does not touch (grid, axes, closed bars) are
 * cached render nodes; the last bar, levels and crosshair are the live layer. At any zoom at most
 * two points a pixel column are drawn, from a pyramid.
 *
 * By mouse: drag pans, wheel zooms at the pointer, double click shows the latest. By keyboard:
 * left and right pan, + and − zoom, Home and End go to the ends, Shift with left and right move the
 * data cursor, whose bar and values are announced. Touchpads scroll and pinch. A drawing that was
 * selected by desk_chart_select_next() is moved by the arrows.
 *
 * Thread: main. Signals: "cursor-changed" when the bar under crosshair or data cursor changed,
 * "range-changed", "level-moved" (#DeskLevel pointer, double price) when the user let go of one
 * somewhere else, which changes nothing by itself, "panes-resized" after the user did that,
 * "drawings-changed" when they are to be stored, "note-placed" (guint number, double x, double y)
 * when its text is wanted, "tool-changed", and "menu-requested" (double x, double y, double price;
 * NaN in a pane) for a context menu.
 */
#define DESK_TYPE_CHART (desk_chart_get_type ())
G_DECLARE_FINAL_TYPE (DeskChart, desk_chart, DESK, CHART, GtkWidget)

GtkWidget   *desk_chart_new             (void);
/* @series (nullable). Shows the last bars that are known. */
void         desk_chart_set_series      (DeskChart         *self,
                                         DtBarSeries       *series,
                                         gsize              n_known);
/* Bars up to the market's clock: the rest does not exist for the chart. Growing is cheap; when the
 * last bar was in sight, the view follows. */
void         desk_chart_set_n_known     (DeskChart         *self,
                                         gsize              n_known);
/* Whether the last known bar is not complete: its values have changed, and will again. To be said
 * after each change of that bar, and after the number of bars. */
void         desk_chart_set_forming     (DeskChart         *self,
                                         gboolean           forming);
DtBarSeries *desk_chart_get_series      (DeskChart         *self);
gsize        desk_chart_get_n_known     (DeskChart         *self);
/* "ema(9)", "rsi(14)": any indicator of the table, on the prices or in a pane of its own. */
gboolean     desk_chart_add_indicator   (DeskChart         *self,
                                         const char        *text,
                                         GError           **error);
void         desk_chart_clear_indicators (DeskChart        *self);
/* That whose pane is at @y, in the order they were added; −1 elsewhere. */
int          desk_chart_get_indicator_at (DeskChart        *self,
                                          double            y);
/* Part of the height that the pane of an indicator has, which the user drags; 0 without a pane */
double       desk_chart_get_pane_share  (DeskChart         *self,
                                         guint              indicator);
void         desk_chart_set_pane_share  (DeskChart         *self,
                                         guint              indicator,
                                         double             share);
/* Another instrument, drawn so that both have the same change since the first bar in sight. */
void         desk_chart_add_compare     (DeskChart         *self,
                                         const char        *name,
                                         DtBarSeries       *series,
                                         gsize              n_known);
void         desk_chart_clear_compares  (DeskChart         *self);
void         desk_chart_set_compare_known (DeskChart       *self,
                                         guint              compare,
                                         gsize              n_known);
void         desk_chart_set_markers     (DeskChart         *self,
                                         const DeskMarker  *markers,
                                         guint              n_markers);
void         desk_chart_set_levels      (DeskChart         *self,
                                         const DeskLevel   *levels,
                                         guint              n_levels);
void         desk_chart_set_style       (DeskChart         *self,
                                         DeskChartStyle     style);
void         desk_chart_set_scale       (DeskChart         *self,
                                         DeskScaleKind      kind);
/* Labels of the axis are percent above the first close in sight. */
void         desk_chart_show_percent    (DeskChart         *self,
                                         gboolean           show);
/* Where sessions begin, and what was traded before and after them; of bars within the day. */
void         desk_chart_show_sessions   (DeskChart         *self,
                                         gboolean           show);
void         desk_chart_set_palette     (DeskChart         *self,
                                         DeskPalette        palette);
void         desk_chart_show_volume     (DeskChart         *self,
                                         gboolean           show);

/* The next press, or Enter at the data cursor, begins a drawing of that #DeskDrawingKind;
 * "tool-changed" when that is over. −1 for none. */
void         desk_chart_set_tool        (DeskChart         *self,
                                         int                kind);
int          desk_chart_get_tool        (DeskChart         *self);
/* (transfer none): not to be changed but by the calls below */
DeskDrawings *desk_chart_get_drawings   (DeskChart         *self);
/* As they were written; returns whether all of it could be read. */
gboolean     desk_chart_set_drawings    (DeskChart         *self,
                                         const char        *text);
/* The one that is selected, −1 for none */
int          desk_chart_get_selected    (DeskChart         *self);
/* The drawing at a pixel, if there is one */
gboolean     desk_chart_select_at       (DeskChart         *self,
                                         double             x,
                                         double             y);
/* The one after it, for keys: arrows then move it, Enter chooses which of its ends they move.
 * Returns %FALSE when there is none. */
gboolean     desk_chart_select_next     (DeskChart         *self);
gboolean     desk_chart_delete_selected (DeskChart         *self);
gboolean     desk_chart_undo_drawing    (DeskChart         *self);
void         desk_chart_set_note        (DeskChart         *self,
                                         guint              drawing,
                                         const char        *text);

/* Above 1 shows fewer bars. Around the data cursor, else the right end. */
void         desk_chart_zoom            (DeskChart         *self,
                                         double             factor);
/* Bars to the right. */
void         desk_chart_pan             (DeskChart         *self,
                                         double             bars);
void         desk_chart_show_latest     (DeskChart         *self);
void         desk_chart_show_all        (DeskChart         *self);
void         desk_chart_show_time       (DeskChart         *self,
                                         DtTime             time);
/* First and last bar in sight, with fractions. */
void         desk_chart_get_range       (DeskChart         *self,
                                         double            *first,
                                         double            *last);
void         desk_chart_set_range       (DeskChart         *self,
                                         double             first,
                                         double             last);
/* The bar under crosshair or data cursor, or linked to another's; else −1. */
gint64       desk_chart_get_cursor      (DeskChart         *self);
/* For charts side by side: the end of the bar that is pointed to here, DT_TIME_NONE without, and
 * of the last bar in sight, DT_TIME_NONE when it is the latest; another's, to be shown here too. */
DtTime       desk_chart_get_cursor_end  (DeskChart         *self);
DtTime       desk_chart_get_range_end   (DeskChart         *self);
void         desk_chart_link_cursor     (DeskChart         *self,
                                         DtTime             until);
void         desk_chart_link_range      (DeskChart         *self,
                                         DtTime             until);
/* (transfer full) (nullable): what is seen, without crosshair */
GdkTexture  *desk_chart_make_texture    (DeskChart         *self,
                                         GError           **error);
gboolean     desk_chart_save_picture    (DeskChart         *self,
                                         const char        *path,
                                         gboolean           as_svg,
                                         GError           **error);
/* What is shown as a table: titles of its columns, and what stands in a cell: (transfer full) */
char       **desk_chart_dup_columns     (DeskChart         *self);
char        *desk_chart_dup_cell        (DeskChart         *self,
                                         gint64             bar,
                                         guint              column);
/* Indicators and their values at a bar, for a legend: (transfer full), one a line, NULL-ended */
char       **desk_chart_dup_legend      (DeskChart         *self,
                                         gint64             bar);
/* Those on the prices, to be appended to a text whose lines may be broken */
void         desk_chart_write_legend    (DeskChart         *self,
                                         gint64             bar,
                                         GString           *text,
                                         PangoAttrList     *attributes);

G_END_DECLS
