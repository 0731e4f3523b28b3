/* desk-tint.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heat"

#include "config.h"

#include <math.h>

#include "desk-tint.h"

#define HEX(rgb) \
  { ((rgb) >> 16 & 0xff) / 255.f, ((rgb) >> 8 & 0xff) / 255.f, ((rgb) & 0xff) / 255.f, 1.f }

/* Up to half of a limit is calm; then it is a warning. */
#define CALM .5

void
desk_tints_init (DeskTints   *tints,
                 DeskPalette  palette,
                 gboolean     dark,
                 gboolean     high_contrast)
{
  static const GdkRGBA middles[] = { HEX (0xdfe2e8), HEX (0xffffff), HEX (0x41444d),
                                     HEX (0x000000) };
  static const GdkRGBA nones[] = { HEX (0xf2f3f5), HEX (0xe6e6e6), HEX (0x2a2b2f),
                                   HEX (0x242424) };
  static const GdkRGBA ups[] = { HEX (0x14a38b), HEX (0x008f70), HEX (0x2fbf9f), HEX (0x4dffc0) };
  static const GdkRGBA downs[] = { HEX (0xa3142a), HEX (0x980018), HEX (0xc23348), HEX (0xe8505f) };
  const DeskColours *colours = desk_colours_get (palette, dark, high_contrast);
  guint style = (dark ? 2 : 0) + (high_contrast ? 1 : 0);
  gboolean classic = palette == DESK_PALETTE_CLASSIC;

  *tints = (DeskTints) {
    .colours = colours,
    .up = classic ? ups[style] : colours->up,
    .down = classic ? downs[style] : colours->down,
    .middle = middles[style],
    .none = nones[style],
    .has_frames = high_contrast,
  };
}

static GdkRGBA
mix (const GdkRGBA *from,
     const GdkRGBA *to,
     double         part)
{
  float p = (float) CLAMP (part, 0., 1.);

  return (GdkRGBA) {
    from->red + (to->red - from->red) * p, from->green + (to->green - from->green) * p,
    from->blue + (to->blue - from->blue) * p, 1.f,
  };
}

GdkRGBA
desk_tints_get (const DeskTints *tints,
                DeskTintKind     kind,
                double           tint)
{
  if (isnan (tint))
    return tints->none;
  if (kind == DESK_TINT_SIGNED)
    return mix (&tints->middle, tint < 0. ? &tints->down : &tints->up, fabs (tint));
  if (tint >= 1.)
    return tints->down;

  return mix (&tints->middle, &tints->colours->warning,
              tint <= CALM ? 0. : (tint - CALM) / (1. - CALM));
}

static double
get_linear (double channel)
{
  return channel <= .03928 ? channel / 12.92 : pow ((channel + .055) / 1.055, 2.4);
}

/* Relative luminance as in WCAG 2.1; (L + 0.05) / 0.05 and 1.05 / (L + 0.05) are equal where
 * L + 0.05 is the root of 0.0525. */
const GdkRGBA *
desk_tint_text (const GdkRGBA *colour)
{
  static const GdkRGBA black = { 0.f, 0.f, 0.f, 1.f }, white = { 1.f, 1.f, 1.f, 1.f };
  double luminance = .2126 * get_linear (colour->red) + .7152 * get_linear (colour->green)
                     + .0722 * get_linear (colour->blue);

  return luminance + .05 > sqrt (.0525) ? &black : &white;
}
