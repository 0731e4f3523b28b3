/* desk-trails.h - where prices went since positions were opened
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-colours.h"
#include "desk-position.h"
#include "desk-session.h"

G_BEGIN_DECLS

/* Points of a trail at most: more than a cell has pixels to tell apart. */
#define DESK_TRAIL_POINTS 128

/**
 * DeskTrails:
 *
 * The closes of each open position since its entry, thinned out as they become many. What there was
 * before somebody looked is read from the stored bars once, up to the market's clock; then the
 * position's own price goes on.
 *
 * Thread: main. Signals: "changed" (symbol, or NULL for all) when a trail is to be drawn anew.
 */
#define DESK_TYPE_TRAILS (desk_trails_get_type ())
G_DECLARE_FINAL_TYPE (DeskTrails, desk_trails, DESK, TRAILS, GObject)

DeskTrails   *desk_trails_new     (DeskSession   *session);
/* Prices in USD, oldest first, the entry's first and the last one known last; valid until the next
 * call. */
const double *desk_trails_follow  (DeskTrails    *self,
                                   DeskPosition  *position,
                                   gsize         *n);
/* That the trails are drawn with; tells "changed" for all. */
void          desk_trails_set_palette (DeskTrails *self,
                                       DeskPalette palette);
DeskPalette   desk_trails_get_palette (DeskTrails *self);
/* Forgets positions that are closed. */
void          desk_trails_prune   (DeskTrails    *self);

G_END_DECLS
