/* dt-session-tracker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-market"

#include "config.h"

#include <math.h>

#include "dt-session-tracker.h"

void
dt_session_tracker_init (DtSessionTracker *tracker)
{
  *tracker = (DtSessionTracker) {
    .terms = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, FALSE },
    .session = { DT_DATE_NONE, DT_TIME_NONE, DT_TIME_NONE },
    .last_close = NAN,
  };
}

/**
 * dt_session_tracker_add_range:
 * @minutes: length of the opening range, above 0
 *
 * To be called before the first bar, once for each length that will be asked for.
 *
 * Returns: %FALSE when there are %DT_SESSION_TRACKER_MAX_RANGES other ones
 */
gboolean
dt_session_tracker_add_range (DtSessionTracker *tracker,
                              double            minutes)
{
  g_return_val_if_fail (minutes > 0, FALSE);

  for (guint i = 0; i < tracker->n_ranges; i++)
    if (tracker->range_minutes[i] == minutes)
      return TRUE;

  if (tracker->n_ranges == DT_SESSION_TRACKER_MAX_RANGES)
    return FALSE;

  tracker->range_minutes[tracker->n_ranges] = minutes;
  tracker->range_high[tracker->n_ranges] = NAN;
  tracker->range_low[tracker->n_ranges++] = NAN;

  return TRUE;
}

static void
begin_session (DtSessionTracker *tracker,
               const DtBar      *bar)
{
  DtSessionTerms *terms = &tracker->terms;

  terms->prior_close = tracker->last_close;
  terms->prior_high = terms->session_high;
  terms->prior_low = terms->session_low;
  terms->session_open = bar->open;
  terms->session_high = -INFINITY;
  terms->session_low = INFINITY;
  terms->session_volume = 0;
  terms->gap = bar->open / terms->prior_close - 1;
  terms->first_bar = TRUE;
  tracker->value_sum = 0;

  for (guint i = 0; i < tracker->n_ranges; i++)
    tracker->range_high[i] = tracker->range_low[i] = NAN;
}

static void
add_bar (DtSessionTracker *tracker,
         const DtBar      *bar)
{
  DtSessionTerms *terms = &tracker->terms;

  terms->session_high = MAX (terms->session_high, bar->high);
  terms->session_low = MIN (terms->session_low, bar->low);
  terms->session_volume += bar->volume;
  tracker->value_sum += (bar->high + bar->low + bar->close) / 3 * bar->volume;
  terms->session_vwap = terms->session_volume > 0
                        ? tracker->value_sum / terms->session_volume : NAN;
  tracker->last_close = bar->close;
}

/* fmax and fmin take the number when the other side is still missing. */
static void
add_to_ranges (DtSessionTracker *tracker,
               const DtBar      *bar)
{
  for (guint i = 0; i < tracker->n_ranges; i++)
    if (bar->time < tracker->session.open + tracker->range_minutes[i] * DT_MINUTE)
      {
        tracker->range_high[i] = fmax (tracker->range_high[i], bar->high);
        tracker->range_low[i] = fmin (tracker->range_low[i], bar->low);
      }
}

static void
set_minutes (DtSessionTerms *terms,
             DtTime          open,
             DtTime          now,
             DtTime          close)
{
  terms->minutes_since_open = (double) (now - open) / DT_MINUTE;
  terms->minutes_to_close = (double) (close - now) / DT_MINUTE;
}

/* A day or a week: a session of its own, whether or not the exchange was open. */
static void
push_whole_session (DtSessionTracker *tracker,
                    const DtBar      *bar,
                    DtTimeframe       timeframe)
{
  DtTime known = dt_calendar_bar_known (bar->time, timeframe);

  begin_session (tracker, bar);
  add_bar (tracker, bar);

  if (dt_calendar_find_session (known - 1, &tracker->session)
      && tracker->session.close == known)
    set_minutes (&tracker->terms, tracker->session.open, known, known);
  else
    tracker->terms.minutes_since_open = tracker->terms.minutes_to_close = NAN;
}

/**
 * dt_session_tracker_push:
 * @bar: later than the bar before
 *
 * Bars outside all sessions (before the open, after the close) leave the values of the last
 * session as they are; minutes are missing there.
 */
void
dt_session_tracker_push (DtSessionTracker *tracker,
                         const DtBar      *bar,
                         DtTimeframe       timeframe)
{
  DtSession *session = &tracker->session;
  DtTime end;

  if (!dt_timeframe_is_intraday (timeframe))
    {
      push_whole_session (tracker, bar, timeframe);
      return;
    }

  tracker->terms.first_bar = FALSE;
  if (bar->time < session->open || bar->time >= session->close)
    {
      if (!dt_calendar_find_session (bar->time, session))
        {
          tracker->terms.minutes_since_open = tracker->terms.minutes_to_close = NAN;
          return;
        }
      begin_session (tracker, bar);
    }

  end = MIN (bar->time + timeframe * DT_SECOND, session->close);
  add_bar (tracker, bar);
  add_to_ranges (tracker, bar);
  set_minutes (&tracker->terms, session->open, end, session->close);
}

/**
 * dt_session_tracker_get_range:
 * @minutes: a length that was added
 * @high: (out): of the session's bars that began within the range
 * @low: (out): likewise
 *
 * Both are NaN until the range is over, in a session that had no bar in it, for a length
 * that was not added and for daily bars.
 */
void
dt_session_tracker_get_range (const DtSessionTracker *tracker,
                              double                  minutes,
                              double                 *high,
                              double                 *low)
{
  *high = *low = NAN;
  if (!(tracker->terms.minutes_since_open >= minutes))
    return;

  for (guint i = 0; i < tracker->n_ranges; i++)
    if (tracker->range_minutes[i] == minutes)
      {
        *high = tracker->range_high[i];
        *low = tracker->range_low[i];
      }
}
