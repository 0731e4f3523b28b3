/* dt-quote-track.h - where an instrument stands in its session
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"

G_BEGIN_DECLS

/* Sessions that the usual volume is the mean of, at most. */
#define DT_QUOTE_SESSIONS 10

/* As a quote crosses the port: %DT_SNAPSHOT_QUOTES. */
typedef struct
{
  double last;          /* close of the last bar, USD */
  double prior_close;   /* of the session before; NaN in the first one */
  double volume;        /* of this session so far, units */
  double open;          /* of this session, as the next two */
  double high;
  double low;
  double usual_volume;  /* mean volume of the sessions before, each up to the same time of day; NaN
                         * without one */
  DtTime time;          /* start of the last bar */
} DtQuoteRow;

/* The sessions before: their bars up to the time of day that was asked for last. */
typedef struct
{
  DtTime midnight;      /* New York's */
  gsize  next;          /* the first bar that is not in @volume */
  gsize  end;           /* of the session */
  double volume;
} DtQuoteSession;

/**
 * DtQuoteTrack:
 *
 * Follows the bars of one series, in which it never goes back but by dt_quote_track_follow() of
 * another session. It works when somebody looks, so a run that nobody looks at pays nothing, and
 * each bar is taken in once a session that it is compared with. Reads bars up to the one it is
 * given and no later one.
 *
 * All zeros is a new one. Thread: the engine's.
 */
typedef struct
{
  gboolean        seen;
  gsize           bar;           /* the last one that was taken in */
  DtTime          midnight;
  DtTime          session_end;   /* the next midnight */
  double          prior_close;
  double          volume;
  double          open;
  double          high;
  double          low;
  guint           n_sessions;
  DtQuoteSession  sessions[DT_QUOTE_SESSIONS];
} DtQuoteTrack;

void dt_quote_track_follow (DtQuoteTrack      *track,
                            const DtBarSeries *series,
                            gsize              bar,
                            DtQuoteRow        *row);

G_END_DECLS
