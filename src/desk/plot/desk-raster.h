/* desk-raster.h - dense lines as pixels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-stroke.h"

G_BEGIN_DECLS

/* Appends a texture with the lines between the device pixels @left and @right, @top and @bottom of
 * a plot with bars narrower than a pixel. */
void desk_raster_draw (DeskPlot       *plot,
                       GtkSnapshot    *snapshot,
                       const DeskLine *lines,
                       guint           n_lines,
                       int             left,
                       int             right,
                       int             top,
                       int             bottom);

G_END_DECLS
