/* desk-stroke.h - decimated lines through columns of values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-pyramid.h"

#include "desk-plot.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_LINE_JOINED,
  DESK_LINE_STEPS,      /* level at each bar, nothing between bars of different values */
  DESK_LINE_DOTS,
} DeskLineShape;

/* One value a bar, as many as the plot has bars; NaN interrupts the line. */
typedef struct
{
  const double *values;
  DeskPyramid  *extremes;     /* of the values */
  GdkRGBA       colour;       /* opaque */
  double        width;        /* pixels */
  DeskLineShape shape;

  /* What lies between the line and another one, or the foot of the plot, is tinted */
  double        tint;         /* opacity; 0 for none */
  const double *edge;         /* (nullable): the other line; %NULL for the foot */
  DeskPyramid  *edge_extremes;
} DeskLine;

/* The first line is lowest. Bars wider than a pixel are joined by strokes; narrower ones become, in
 * each pixel column, one run from the lowest to the highest value. */
void desk_stroke_draw (DeskPlot       *plot,
                       GtkSnapshot    *snapshot,
                       const DeskLine *lines,
                       guint           n_lines);

G_END_DECLS
