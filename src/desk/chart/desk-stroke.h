/* desk-stroke.h - a decimated line through a column of values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-pyramid.h"

#include "desk-plot.h"

G_BEGIN_DECLS

/* @values: one a bar, as many as the plot has bars; NaN interrupts the line. @extremes: their
 * pyramid. @width: of the line, in pixels. At most two points a pixel column are stroked. */
void desk_stroke_draw (DeskPlot      *plot,
                       GtkSnapshot   *snapshot,
                       const double  *values,
                       DeskPyramid   *extremes,
                       const GdkRGBA *colour,
                       double         width);

G_END_DECLS
