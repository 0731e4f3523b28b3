/* desk-colours.h - what means what on screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define DESK_N_LINE_COLOURS 8

/* Rising and falling are told apart by lightness as well as hue, and by a hollow body where there
 * is room, so that no one needs to see red from green. */
typedef struct
{
  GdkRGBA background;
  GdkRGBA text;
  GdkRGBA dim_text;
  GdkRGBA grid;
  GdkRGBA up;
  GdkRGBA down;
  GdkRGBA volume_up;
  GdkRGBA volume_down;
  GdkRGBA session;                     /* behind what was traded outside of sessions */
  GdkRGBA crosshair;
  GdkRGBA selection;
  GdkRGBA warning;
  GdkRGBA line[DESK_N_LINE_COLOURS];   /* overlays and curves, in this order */
} DeskColours;

typedef enum
{
  DESK_PALETTE_CLASSIC,       /* green and red */
  DESK_PALETTE_BLUE_ORANGE,   /* safe for every kind of colour vision */
} DeskPalette;

/* (transfer none): static data */
const DeskColours *desk_colours_get  (DeskPalette  palette,
                                      gboolean     dark,
                                      gboolean     high_contrast);

G_END_DECLS
