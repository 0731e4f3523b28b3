/* desk-tint.h - figures as colours of tiles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-colours.h"

G_BEGIN_DECLS

typedef enum
{
  DESK_TINT_SIGNED,   /* −1 is the colour of losses, 1 that of gains, 0 neither */
  DESK_TINT_LOAD,     /* 0 is nothing, 1 a limit, from where on it is the colour of losses */
} DeskTintKind;

/* The palette decides what gains and losses look like. Large areas are compared by colour alone, so
 * the green of the classic palette leans to blue here and its red is darker than elsewhere: they
 * stay apart for every kind of colour vision. Whoever shows a tint says its figure beside it. */
typedef struct
{
  const DeskColours *colours;
  GdkRGBA            up;
  GdkRGBA            down;
  GdkRGBA            middle;      /* neither gain nor loss: stands out from the background */
  GdkRGBA            none;        /* nothing is known */
  gboolean           has_frames;  /* high contrast: tiles have a line around them */
} DeskTints;

void           desk_tints_init     (DeskTints       *tints,
                                    DeskPalette      palette,
                                    gboolean         dark,
                                    gboolean         high_contrast);
GdkRGBA        desk_tints_get      (const DeskTints *tints,
                                    DeskTintKind     kind,
                                    double           tint);
/* Black or white, whichever has more contrast: 4.58 to 1 at least. */
const GdkRGBA *desk_tint_text      (const GdkRGBA   *colour);

G_END_DECLS
