/* desk-curves.h - several curves over the same points
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dt-time.h"

#include "desk-colours.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_CURVE_NUMBER,
  DESK_CURVE_MONEY,      /* USD */
  DESK_CURVE_FRACTION,   /* shown as percent */
} DeskCurveUnit;

/* One value a point; NaN interrupts it. With @upper it is a band between the two. Copied. */
typedef struct
{
  const char   *name;
  const double *values;
  const double *upper;   /* (nullable) */
  gboolean      steps;   /* a value holds until the next one */
} DeskCurve;

/**
 * DeskCurves:
 *
 * What is compared: profits of strategies, two runs, the fan of a study. At most a few thousand
 * points; longer curves are thinned to two points a pixel. The legend above has a name, a colour
 * and, under crosshair or data cursor, a value for each. Drag over it zooms in, double click shows
 * all; Left and Right move the data cursor, whose values are announced, Home and End go to the
 * ends, + and − zoom, 0 shows all.
 *
 * Thread: main. Signals: "cursor-changed".
 */
#define DESK_TYPE_CURVES (desk_curves_get_type ())
G_DECLARE_FINAL_TYPE (DeskCurves, desk_curves, DESK, CURVES, GtkWidget)

/* Colours go round after this many curves. */
#define DESK_CURVES_MAX 16

GtkWidget *desk_curves_new         (void);
/* @time: (nullable): of each point; without it points are counted from 0. @n: points. */
void       desk_curves_set         (DeskCurves      *self,
                                    const DeskCurve *curves,
                                    guint            n_curves,
                                    const DtTime    *time,
                                    gsize            n,
                                    DeskCurveUnit    unit);
/* What points are called when they are no times: "trade" makes "trade 12". */
void       desk_curves_set_point_name (DeskCurves   *self,
                                    const char      *name);
void       desk_curves_set_palette (DeskCurves      *self,
                                    DeskPalette      palette);
/* The point under crosshair or data cursor, else −1. */
gint64     desk_curves_get_cursor  (DeskCurves      *self);
/* Moves the data cursor as keys do. */
void       desk_curves_set_cursor  (DeskCurves      *self,
                                    gint64           point);
/* First and last point in sight. */
void       desk_curves_get_range   (DeskCurves      *self,
                                    gint64          *first,
                                    gint64          *last);
void       desk_curves_set_range   (DeskCurves      *self,
                                    gint64           first,
                                    gint64           last);
/* What is said of a point: its time or number, then name and value of each curve that has one.
 * (transfer full) */
char      *desk_curves_dup_text    (DeskCurves      *self,
                                    gint64           point);

G_END_DECLS
