/* dt-aggregator.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-market"

#include "config.h"

#include "dt-aggregator.h"

/**
 * dt_aggregator_init:
 * @from: timeframe of the bars that will be pushed
 * @to: timeframe of the bars that come out
 *
 * Returns: %FALSE when @to is not longer than @from, or both are intraday and @from does not
 *   divide @to
 */
gboolean
dt_aggregator_init (DtAggregator *aggregator,
                    DtTimeframe   from,
                    DtTimeframe   to)
{
  if (from == DT_TIMEFRAME_NONE || to <= from
      || (dt_timeframe_is_intraday (to) && to % from != 0))
    return FALSE;

  *aggregator = (DtAggregator) { .from = from, .to = to, .until = DT_TIME_NONE };

  return TRUE;
}

/* Start of the period that a bar belongs to; FALSE when it belongs to none: an intraday bar outside
 * the session. */
static gboolean
find_period (const DtAggregator *aggregator,
             DtTime              time,
             DtTime             *start,
             DtTime             *until)
{
  gint64 length = aggregator->to * DT_SECOND;
  DtSession session = { 0 };
  DtDate date;

  if (dt_timeframe_is_intraday (aggregator->from)
      && !dt_calendar_find_session (time, &session))
    return FALSE;

  if (dt_timeframe_is_intraday (aggregator->to))
    {
      *start = time - (time - session.open) % length;
      *until = MIN (*start + length, session.close);
      return TRUE;
    }

  date = dt_time_get_new_york_date (time, NULL);
  if (aggregator->to == DT_TIMEFRAME_DAY)
    {
      *start = dt_time_from_new_york (date, 0);
      *until = dt_time_from_new_york (date + 1, 0);
      return TRUE;
    }

  date -= (dt_date_get_weekday (date) + 6) % 7;
  *start = dt_time_from_new_york (date, 0);
  *until = dt_time_from_new_york (date + 7, 0);
  return TRUE;
}

static void
add_bar (DtAggregator *aggregator,
         const DtBar  *bar)
{
  DtBar *sum = &aggregator->current.bar;

  sum->high = MAX (sum->high, bar->high);
  sum->low = MIN (sum->low, bar->low);
  sum->close = bar->close;
  sum->volume += bar->volume;
}

static void
begin_bar (DtAggregator *aggregator,
           const DtBar  *bar,
           DtTime        start,
           DtTime        until)
{
  aggregator->running = TRUE;
  aggregator->until = until;
  aggregator->current.bar = *bar;
  aggregator->current.bar.time = start;
  aggregator->current.known = dt_calendar_bar_known (start, aggregator->to);
}

/**
 * dt_aggregator_advance:
 * @now: nothing before this will be pushed any more
 * @completed: (out): the bar that was running
 *
 * For a clock that knows more than the bars: a period whose last minutes had no trade ends
 * all the same.
 *
 * Returns: whether the running bar was complete at @now
 */
gboolean
dt_aggregator_advance (DtAggregator *aggregator,
                       DtTime        now,
                       DtAggregate  *completed)
{
  if (!aggregator->running || now < aggregator->current.known)
    return FALSE;

  *completed = aggregator->current;
  aggregator->running = FALSE;

  return TRUE;
}

/**
 * dt_aggregator_push:
 * @bar: of the timeframe @from, later than the bar before
 * @completed: (out): bars that are complete now, oldest first
 *
 * Returns: how many
 */
guint
dt_aggregator_push (DtAggregator *aggregator,
                    const DtBar  *bar,
                    DtAggregate   completed[DT_AGGREGATOR_MAX_COMPLETED])
{
  DtTime start, until;
  guint n = 0;

  if (bar->time < aggregator->until)
    {
      /* A weekend's daily bar comes after its week was complete: too late to count */
      if (!aggregator->running)
        return 0;
      add_bar (aggregator, bar);
    }
  else
    {
      n += dt_aggregator_advance (aggregator, bar->time, &completed[n]);
      if (!find_period (aggregator, bar->time, &start, &until))
        return n;
      begin_bar (aggregator, bar, start, until);
    }

  n += dt_aggregator_advance (aggregator, dt_calendar_bar_known (bar->time, aggregator->from),
                              &completed[n]);
  return n;
}

/**
 * dt_aggregate_series:
 * @to: a timeframe that dt_aggregator_init() takes together with that of @series
 *
 * Returns: (transfer full) (nullable): completed bars only, what pushing one by one gives
 */
DtBarSeries *
dt_aggregate_series (const DtBarSeries *series,
                     DtTimeframe        to)
{
  DtAggregator aggregator;
  DtAggregate completed[DT_AGGREGATOR_MAX_COMPLETED];
  DtBarSeries *aggregated;

  if (!dt_aggregator_init (&aggregator, series->timeframe, to))
    return NULL;

  aggregated = dt_bar_series_new (series->symbol, to, 0);
  dt_series_identity_copy (&series->identity, &aggregated->identity);
  for (gsize i = 0; i < series->n_bars; i++)
    {
      DtBar bar = dt_bar_series_get (series, i);
      guint n = dt_aggregator_push (&aggregator, &bar, completed);

      for (guint k = 0; k < n; k++)
        dt_bar_series_append (aggregated, &completed[k].bar, completed[k].known);
    }

  return aggregated;
}
