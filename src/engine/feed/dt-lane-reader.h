/* dt-lane-reader.h - many series, one stream of instants
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-event.h"

G_BEGIN_DECLS

/**
 * DtLaneReader:
 *
 * Merges the lanes of a run into instants in the total order of events: bars by the time they are
 * known, at one time by instrument, then by lane. Lanes are sorted by (instrument, timeframe) by
 * the caller. Backtest driver and replay feed both read this, so they see the same stream.
 *
 * Thread: one at a time. The lanes and their series outlive it.
 */
typedef struct _DtLaneReader DtLaneReader;

DtLaneReader *dt_lane_reader_new            (const DtLane      *lanes,
                                             guint              n_lanes);
void          dt_lane_reader_free           (DtLaneReader      *reader);
/* The next instant; %FALSE at the end. Its events stay valid until the next call. */
gboolean      dt_lane_reader_next           (DtLaneReader      *reader,
                                             DtInstant         *instant);
/* Its time, without taking it; DT_TIME_NONE at the end. */
DtTime        dt_lane_reader_peek           (DtLaneReader      *reader);
guint64       dt_lane_reader_get_position   (DtLaneReader      *reader);
/* Instants in all, for progress; found by a pass over the known times. */
guint64       dt_lane_reader_count          (DtLaneReader      *reader);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtLaneReader, dt_lane_reader_free)

G_END_DECLS
