/* desk-raster.h - dense lines as pixels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-stroke.h"

G_BEGIN_DECLS

/* Device pixels from bar to bar below which lines are made of pixels. */
#define DESK_RASTER_STEP 3.

/* Appends a texture with the lines between the device pixels @left and @right, @top and @bottom of
 * a plot with bars narrower than that. */
void desk_raster_draw (DeskPlot       *plot,
                       GtkSnapshot    *snapshot,
                       const DeskLine *lines,
                       guint           n_lines,
                       int             left,
                       int             right,
                       int             top,
                       int             bottom);

G_END_DECLS
