/* dt-replay-feed.h - stored history at any speed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-feed.h"
#include "dt-lane-reader.h"

G_BEGIN_DECLS

/* Market seconds per wall second: 1 is real time, 0 is paused. Time between sessions is skipped:
 * at any speed the next session follows at once. */
#define DT_REPLAY_SPEED_PAUSED 0.
#define DT_REPLAY_SPEED_MAX    G_MAXDOUBLE   /* as fast as possible */

/**
 * DtReplayFeed:
 *
 * Plays the instants of a #DtLaneReader in the pace of a clock that can be paused, stepped and
 * changed at any moment. As fast as possible still returns to its main context every few
 * milliseconds, so that commands and snapshots get their turn. The pace never changes what is
 * played.
 *
 * Thread: the engine's.
 */
#define DT_TYPE_REPLAY_FEED (dt_replay_feed_get_type ())
G_DECLARE_FINAL_TYPE (DtReplayFeed, dt_replay_feed, DT, REPLAY_FEED, GObject)

DtReplayFeed *dt_replay_feed_new        (DtLaneReader *reader,   /* (transfer full) */
                                         double        speed);
void          dt_replay_feed_set_speed  (DtReplayFeed *feed,
                                         double        speed);
double        dt_replay_feed_get_speed  (DtReplayFeed *feed);
/* Instants known up to @time only warm the rules up: at any speed, paused too, they are played at
 * once. DT_TIME_NONE: there are none. */
void          dt_replay_feed_set_warm_up (DtReplayFeed *feed,
                                         DtTime        time);
/* Plays n instants now, then is paused. */
void          dt_replay_feed_step       (DtReplayFeed *feed,
                                         guint         n_instants);
/* As fast as possible up to this market time, then paused. */
void          dt_replay_feed_play_until (DtReplayFeed *feed,
                                         DtTime        time);
/* That time while it is on its way there, else DT_TIME_NONE. */
DtTime        dt_replay_feed_get_until  (DtReplayFeed *feed);

G_END_DECLS
