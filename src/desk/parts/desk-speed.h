/* desk-speed.h - how fast a replay goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DESK_SPEED_FASTEST 3600.   /* times real time; above it only as fast as possible */

/**
 * DeskSpeed:
 *
 * A scale from real time to 3,600 times real time, by factors, and as fast as possible at its end.
 *
 * Thread: main. Signals: "chosen" (double: times real time, infinite is as fast as possible), when
 * the user moved it.
 */
#define DESK_TYPE_SPEED (desk_speed_get_type ())
G_DECLARE_FINAL_TYPE (DeskSpeed, desk_speed, DESK, SPEED, AdwBin)

/* What is not known (0 or less, NaN) leaves it where it is; nor does it move under the user's
 * hand. */
void   desk_speed_set_speed     (DeskSpeed *self,
                                 double     speed);
double desk_speed_get_speed     (DeskSpeed *self);

/* Place on the scale, 0..1, and back; two digits are kept. */
double desk_speed_to_place      (double     speed);
double desk_speed_from_place    (double     place);

G_END_DECLS
