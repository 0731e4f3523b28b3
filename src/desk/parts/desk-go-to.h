/* desk-go-to.h - jumping to a day of the tape
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dt-time.h"

G_BEGIN_DECLS

/**
 * DeskGoTo:
 *
 * A calendar of the tape, how far the replay is, and a button that says what going to the chosen
 * day means.
 *
 * Thread: main. Signals: "chosen" (int64: market time).
 */
#define DESK_TYPE_GO_TO (desk_go_to_get_type ())
G_DECLARE_FINAL_TYPE (DeskGoTo, desk_go_to, DESK, GO_TO, AdwBin)

/* Times of the tape's first and last instant and of the market, %DT_TIME_NONE where not known;
 * @fraction: of the instants that were played, 0..1. */
void   desk_go_to_update (DeskGoTo *self,
                          DtTime    first,
                          DtTime    last,
                          DtTime    now,
                          double    fraction);
/* Chooses the day that the market is at. */
void   desk_go_to_reset  (DeskGoTo *self);

/* The open of that day's session, or of the next one that there is. */
DtTime desk_go_to_find_open (DtDate date);

G_END_DECLS
