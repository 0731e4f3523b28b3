/* desk-drawings.h - lines and notes that the user put on a chart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"

#include "desk-plot.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_DRAWING_LEVEL,       /* a price, from edge to edge: the first point's */
  DESK_DRAWING_TREND,       /* from point to point */
  DESK_DRAWING_NOTE,        /* a text at the first point */
  DESK_DRAWING_MEASURE,     /* bars, time, price and percent between two points; never kept */
} DeskDrawingKind;

typedef struct
{
  DtTime time;              /* start of the bar */
  double price;
} DeskPoint;

typedef struct
{
  DeskDrawingKind kind;
  DeskPoint       points[2];
  char           *text;     /* of a note, else "" */
} DeskDrawing;

/* Where points are: bars by their times, whatever the timeframe is that they were put on in. */
typedef struct
{
  DeskPlot          *plot;
  const DtBarSeries *series;
  gsize              n_known;
} DeskCanvas;

/**
 * DeskDrawings:
 *
 * What is drawn on one instrument, with what it was before each change.
 *
 * Thread: main.
 */
typedef struct _DeskDrawings DeskDrawings;

DeskDrawings      *desk_drawings_new      (void);
void               desk_drawings_free     (DeskDrawings      *drawings);
/* One a line: "trend 1549895400000000000 170.5 1549899000000000000 171". Lines that are none are
 * left out; returns whether all were some. Forgets what it was before. */
gboolean           desk_drawings_read     (DeskDrawings      *drawings,
                                           const char        *text);
char              *desk_drawings_write    (DeskDrawings      *drawings);

guint              desk_drawings_get_n    (DeskDrawings      *drawings);
const DeskDrawing *desk_drawings_get      (DeskDrawings      *drawings,
                                           guint              i);
/* Before a change: undo leads back here. */
void               desk_drawings_keep     (DeskDrawings      *drawings);
gboolean           desk_drawings_undo     (DeskDrawings      *drawings);
/* Takes the text over by copying it; returns its number. */
guint              desk_drawings_add      (DeskDrawings      *drawings,
                                           const DeskDrawing *drawing);
void               desk_drawings_set      (DeskDrawings      *drawings,
                                           guint              i,
                                           const DeskPoint    points[2]);
void               desk_drawings_set_text (DeskDrawings      *drawings,
                                           guint              i,
                                           const char        *text);
void               desk_drawings_remove   (DeskDrawings      *drawings,
                                           guint              i);

/* Pixels, and back: to the nearest bar */
double             desk_canvas_x          (const DeskCanvas  *canvas,
                                           DtTime             time);
DeskPoint          desk_canvas_point_at   (const DeskCanvas  *canvas,
                                           double             x,
                                           double             y);
gint64             desk_canvas_bar        (const DeskCanvas  *canvas,
                                           DtTime             time);
/* The drawing at a pixel, −1 for none; @end: 0 or 1 for its point, −1 for all of it */
int                desk_drawings_find     (DeskDrawings      *drawings,
                                           const DeskCanvas  *canvas,
                                           double             x,
                                           double             y,
                                           int               *end);
/* (transfer none) */
const GdkRGBA     *desk_drawing_colour    (const DeskDrawing *drawing,
                                           const DeskPlot    *plot);
/* desk-drawings-draw.c; @selected: −1 for none. The price of a horizontal line is the widget's to
 * say on the axis, where it has others too. */
void               desk_drawings_draw     (DeskDrawings      *drawings,
                                           const DeskCanvas  *canvas,
                                           GtkSnapshot       *snapshot,
                                           int                selected);
void               desk_drawing_draw      (const DeskDrawing *drawing,
                                           const DeskCanvas  *canvas,
                                           GtkSnapshot       *snapshot,
                                           gboolean           selected);
/* "12 bars, 3 h 20 min, +1.25, +0.73 %": (transfer full) */
char              *desk_drawing_measure   (const DeskDrawing *drawing,
                                           const DeskCanvas  *canvas);
/* "Trend line from 170.50 to 171.00": (transfer full), for menus and tables */
char              *desk_drawing_describe  (const DeskDrawing *drawing,
                                           int                decimals);

G_END_DECLS
