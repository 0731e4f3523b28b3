/* desk-squarify.h - a rectangle cut into tiles that are nearly square
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* By its edges, so that neighbours share them to the last bit. */
typedef struct
{
  double left;
  double top;
  double right;
  double bottom;
} DeskTileBox;

typedef struct
{
  int x;
  int y;
  int width;
  int height;
} DeskTileRect;

/* @boxes: out, @n of them. The area of a box is to that of @whole as its size to the sum of all;
 * together they are @whole, without gaps and overlaps. What has no size above zero is empty. */
void         desk_squarify      (const DeskTileBox *whole,
                                 const double      *sizes,
                                 guint              n,
                                 DeskTileBox       *boxes);
/* Edges on whole pixels: what shared an edge shares it still. */
DeskTileRect desk_tile_box_snap (const DeskTileBox *box);

G_END_DECLS
