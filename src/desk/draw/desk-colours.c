/* desk-colours.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-draw"

#include "config.h"

#include "desk-colours.h"

#define HEX(rgb) \
  { ((rgb) >> 16 & 0xff) / 255.f, ((rgb) >> 8 & 0xff) / 255.f, ((rgb) & 0xff) / 255.f, 1.f }

/* By palette, then light, light with high contrast, dark, dark with high contrast. Backgrounds are
 * those of libadwaita's views, but for black under high contrast. Whatever carries meaning has a
 * contrast of at least 3:1 against the background, text 4.5:1 (WCAG 2.1, 1.4.3 and 1.4.11); grid
 * and selection only help the eye. No line has the hue of rising or falling bars. */
static const DeskColours colours[2][4] = {
  {
    { /* light */
      .background = HEX (0xffffff),
      .text = HEX (0x1d2129),
      .dim_text = HEX (0x5f6672),
      .grid = HEX (0xe9ebef),
      .up = HEX (0x15936a),
      .down = HEX (0xc01c34),
      .volume_up = HEX (0x46a284),
      .volume_down = HEX (0xdc7480),
      .session = HEX (0xf3f4f7),
      .crosshair = HEX (0x5e6470),
      .selection = HEX (0xcfe1f8),
      .warning = HEX (0x946800),
      .line = { HEX (0x1a6fd4), HEX (0xb95000), HEX (0x8a3fb0), HEX (0x007e8a),
                HEX (0x7d5a3a), HEX (0xc2207f), HEX (0x66761a), HEX (0x4f6b85) },
    },
    { /* light, high contrast */
      .background = HEX (0xffffff),
      .text = HEX (0x000000),
      .dim_text = HEX (0x303030),
      .grid = HEX (0xb8b8b8),
      .up = HEX (0x006b47),
      .down = HEX (0xa80020),
      .volume_up = HEX (0x2f8a69),
      .volume_down = HEX (0xc04455),
      .session = HEX (0xe6e6e6),
      .crosshair = HEX (0x222222),
      .selection = HEX (0xa9cdf7),
      .warning = HEX (0x6b4a00),
      .line = { HEX (0x0050a8), HEX (0x8a3a00), HEX (0x6a1f90), HEX (0x005b64),
                HEX (0x5c3f22), HEX (0x96105e), HEX (0x4a5700), HEX (0x334a60) },
    },
    { /* dark */
      .background = HEX (0x1e1e1e),
      .text = HEX (0xeceef1),
      .dim_text = HEX (0xa0a6b0),
      .grid = HEX (0x303034),
      .up = HEX (0x2fc08a),
      .down = HEX (0xef5763),
      .volume_up = HEX (0x2b8263),
      .volume_down = HEX (0xb34d57),
      .session = HEX (0x26272b),
      .crosshair = HEX (0xa4a9b3),
      .selection = HEX (0x2d4765),
      .warning = HEX (0xf5c542),
      .line = { HEX (0x6fb1fc), HEX (0xffa95c), HEX (0xc99bf0), HEX (0x4cc9d8),
                HEX (0xd3b08c), HEX (0xf58cc8), HEX (0xc3d160), HEX (0x9fb3c8) },
    },
    { /* dark, high contrast */
      .background = HEX (0x000000),
      .text = HEX (0xffffff),
      .dim_text = HEX (0xd0d0d0),
      .grid = HEX (0x5a5a5a),
      .up = HEX (0x4dffb0),
      .down = HEX (0xff7b86),
      .volume_up = HEX (0x2fae7e),
      .volume_down = HEX (0xd05a66),
      .session = HEX (0x242424),
      .crosshair = HEX (0xffffff),
      .selection = HEX (0x24507d),
      .warning = HEX (0xffe066),
      .line = { HEX (0x9ccbff), HEX (0xffc48a), HEX (0xe0bfff), HEX (0x7beaf5),
                HEX (0xecd2b4), HEX (0xffb3df), HEX (0xe2ee8c), HEX (0xc9d8e8) },
    },
  },
  {
    { /* light */
      .background = HEX (0xffffff),
      .text = HEX (0x1d2129),
      .dim_text = HEX (0x5f6672),
      .grid = HEX (0xe9ebef),
      .up = HEX (0x2182d0),
      .down = HEX (0xb84a00),
      .volume_up = HEX (0x5094ca),
      .volume_down = HEX (0xcc7632),
      .session = HEX (0xf3f4f7),
      .crosshair = HEX (0x5e6470),
      .selection = HEX (0xcfe1f8),
      .warning = HEX (0x946800),
      .line = { HEX (0x8a3fb0), HEX (0x2a7a35), HEX (0xc2207f), HEX (0x7d5a3a),
                HEX (0x66761a), HEX (0x007e8a), HEX (0x4f6b85), HEX (0x55504a) },
    },
    { /* light, high contrast */
      .background = HEX (0xffffff),
      .text = HEX (0x000000),
      .dim_text = HEX (0x303030),
      .grid = HEX (0xb8b8b8),
      .up = HEX (0x0058a8),
      .down = HEX (0x8c3600),
      .volume_up = HEX (0x3a84c4),
      .volume_down = HEX (0xb86a30),
      .session = HEX (0xe6e6e6),
      .crosshair = HEX (0x222222),
      .selection = HEX (0xa9cdf7),
      .warning = HEX (0x6b4a00),
      .line = { HEX (0x6a1f90), HEX (0x1b5e20), HEX (0x96105e), HEX (0x5c3f22),
                HEX (0x4a5700), HEX (0x005b64), HEX (0x334a60), HEX (0x3a3632) },
    },
    { /* dark */
      .background = HEX (0x1e1e1e),
      .text = HEX (0xeceef1),
      .dim_text = HEX (0xa0a6b0),
      .grid = HEX (0x303034),
      .up = HEX (0x6cbcf7),
      .down = HEX (0xe8862e),
      .volume_up = HEX (0x3f7cab),
      .volume_down = HEX (0xa8642a),
      .session = HEX (0x26272b),
      .crosshair = HEX (0xa4a9b3),
      .selection = HEX (0x2d4765),
      .warning = HEX (0xf5c542),
      .line = { HEX (0xc99bf0), HEX (0x8bd17c), HEX (0xf58cc8), HEX (0xd3b08c),
                HEX (0xc3d160), HEX (0x4cc9d8), HEX (0x9fb3c8), HEX (0xe4e0d8) },
    },
    { /* dark, high contrast */
      .background = HEX (0x000000),
      .text = HEX (0xffffff),
      .dim_text = HEX (0xd0d0d0),
      .grid = HEX (0x5a5a5a),
      .up = HEX (0x9cd6ff),
      .down = HEX (0xff9d3c),
      .volume_up = HEX (0x5fa8dc),
      .volume_down = HEX (0xc87a30),
      .session = HEX (0x242424),
      .crosshair = HEX (0xffffff),
      .selection = HEX (0x24507d),
      .warning = HEX (0xffe066),
      .line = { HEX (0xe0bfff), HEX (0xa8f0a0), HEX (0xffb3df), HEX (0xecd2b4),
                HEX (0xe2ee8c), HEX (0x7beaf5), HEX (0xc9d8e8), HEX (0xfff6e0) },
    },
  },
};

/**
 * desk_colours_get:
 * @palette: what stands for rising and falling
 * @dark: for a dark background
 * @high_contrast: for users who asked their desktop for more contrast
 *
 * Returns: (transfer none): the colours, static data
 */
const DeskColours *
desk_colours_get (DeskPalette palette,
                  gboolean    dark,
                  gboolean    high_contrast)
{
  g_return_val_if_fail (palette < G_N_ELEMENTS (colours), &colours[0][0]);

  return &colours[palette][(dark ? 2 : 0) + (high_contrast ? 1 : 0)];
}
