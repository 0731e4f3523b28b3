/* dt-quote-track.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-service"

#include "config.h"

#include <math.h>

#include "dt-quote-track.h"

/* The first bar of [0, @end) that does not begin before @time. */
static gsize
find_bar (const DtBarSeries *series,
          gsize              end,
          DtTime             time)
{
  gsize low = 0, high = end;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (series->time[middle] < time)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Days on which the instrument was traded, backwards from bar @end. */
static void
find_sessions (DtQuoteTrack      *track,
               const DtBarSeries *series,
               gsize              end)
{
  track->n_sessions = 0;
  while (end > 0 && track->n_sessions < DT_QUOTE_SESSIONS)
    {
      DtDate date = dt_time_get_new_york_date (series->time[end - 1], NULL);
      DtTime midnight = dt_time_from_new_york (date, 0);
      gsize begin = find_bar (series, end, midnight);

      track->sessions[track->n_sessions++] = (DtQuoteSession) { midnight, begin, end, 0. };
      end = begin;
    }
}

/* Returns its first bar. */
static gsize
begin_session (DtQuoteTrack      *track,
               const DtBarSeries *series,
               gsize              bar)
{
  DtDate date = dt_time_get_new_york_date (series->time[bar], NULL);
  DtTime midnight = dt_time_from_new_york (date, 0);
  gsize first = find_bar (series, bar, midnight);

  *track = (DtQuoteTrack) {
    .seen = TRUE,
    .midnight = midnight,
    .session_end = dt_time_from_new_york (date + 1, 0),
    .prior_close = first > 0 ? series->close[first - 1] : NAN,
    .open = series->open[first],
    .high = series->high[first],
    .low = series->low[first],
  };
  find_sessions (track, series, first);

  return first;
}

static void
take_bar (DtQuoteTrack      *track,
          const DtBarSeries *series,
          gsize              i)
{
  if (!isnan (series->volume[i]))
    track->volume += series->volume[i];
  track->high = MAX (track->high, series->high[i]);
  track->low = MIN (track->low, series->low[i]);
}

static double
find_usual_volume (DtQuoteTrack      *track,
                   const DtBarSeries *series,
                   DtTime             time_of_day)
{
  double sum = 0.;

  for (guint k = 0; k < track->n_sessions; k++)
    {
      DtQuoteSession *session = &track->sessions[k];

      while (session->next < session->end
             && series->time[session->next] - session->midnight <= time_of_day)
        {
          if (!isnan (series->volume[session->next]))
            session->volume += series->volume[session->next];
          session->next++;
        }
      sum += session->volume;
    }

  return track->n_sessions > 0 ? sum / track->n_sessions : NAN;
}

/**
 * dt_quote_track_follow:
 * @track: what is known of the series
 * @series: the series, always the same
 * @bar: the last bar that is known
 * @row: (out): the quote then
 */
void
dt_quote_track_follow (DtQuoteTrack      *track,
                       const DtBarSeries *series,
                       gsize              bar,
                       DtQuoteRow        *row)
{
  gsize next = track->bar + 1;

  if (!track->seen || bar < track->bar || series->time[bar] >= track->session_end)
    next = begin_session (track, series, bar);

  for (gsize i = next; i <= bar; i++)
    take_bar (track, series, i);
  track->bar = bar;

  *row = (DtQuoteRow) {
    .last = series->close[bar],
    .prior_close = track->prior_close,
    .volume = track->volume,
    .open = track->open,
    .high = track->high,
    .low = track->low,
    .usual_volume = find_usual_volume (track, series, series->time[bar] - track->midnight),
    .time = series->time[bar],
  };
}
