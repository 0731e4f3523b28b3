/* dt-session-tracker.h - what a trader reads off the running session
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"
#include "dt-calendar.h"

G_BEGIN_DECLS

/* Session terms of the rule language, after the bar that was pushed last; NaN where missing. */
typedef struct
{
  double   minutes_since_open;   /* at the bar's end */
  double   minutes_to_close;
  double   session_open;
  double   session_high;
  double   session_low;
  double   prior_close;          /* last close of the session before */
  double   prior_high;
  double   prior_low;
  double   gap;                  /* session open / prior close - 1, a fraction */
  double   session_vwap;         /* of typical prices */
  double   session_volume;
  gboolean first_bar;            /* the bar began a session */
} DtSessionTerms;

/**
 * DtSessionTracker:
 *
 * Follows one instrument's bars and keeps its #DtSessionTerms. The opening range is asked with
 * its length, because rules differ in it. A daily bar is a session of its own.
 *
 * Thread: any, one at a time. Plain data, no resources: copied by assignment.
 */
#define DT_SESSION_TRACKER_MAX_RANGES 4

typedef struct
{
  DtSessionTerms terms;
  DtSession      session;
  double         value_sum;
  double         range_minutes[DT_SESSION_TRACKER_MAX_RANGES];
  double         range_high[DT_SESSION_TRACKER_MAX_RANGES];
  double         range_low[DT_SESSION_TRACKER_MAX_RANGES];
  guint          n_ranges;
  double         last_close;
} DtSessionTracker;

void     dt_session_tracker_init       (DtSessionTracker *tracker);
gboolean dt_session_tracker_add_range  (DtSessionTracker *tracker,
                                        double            minutes);
void     dt_session_tracker_push       (DtSessionTracker *tracker,
                                        const DtBar      *bar,
                                        DtTimeframe       timeframe);
void     dt_session_tracker_get_range  (const DtSessionTracker *tracker,
                                        double            minutes,
                                        double           *high,
                                        double           *low);

G_END_DECLS
