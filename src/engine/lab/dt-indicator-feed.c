/* dt-indicator-feed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-lab"

#include "config.h"

#include <string.h>

#include "dt-rule-instance.h"
#include "dt-session-tracker.h"

#include "dt-indicator-feed.h"

static gboolean
has_call (const GArray *calls,
          const char   *text)
{
  for (guint i = 0; i < calls->len; i++)
    if (g_str_equal (g_array_index (calls, DtIndicatorCall, i).text, text))
      return TRUE;

  return FALSE;
}

/* Series as they are have nothing to warm up: "close" is no call. */
GArray *
dt_indicator_calls_list (DtRuleProgram *program)
{
  GArray *calls = g_array_new (FALSE, FALSE, sizeof (DtIndicatorCall));

  for (guint output = 0; output < dt_rule_program_get_n_outputs (program); output++)
    for (guint input = 0; input < dt_rule_program_get_n_inputs (program, output); input++)
      {
        const char *text = dt_rule_program_get_input (program, output, input);
        DtIndicatorCall call = { text, output, input };

        if (strchr (text, '(') != NULL && !has_call (calls, text))
          g_array_append_val (calls, call);
      }

  return calls;
}

static const DtBarSeries *
find_stream (const DtIndicatorFeed *feed,
             const DtRuleStream    *stream)
{
  DtTimeframe timeframe = stream->timeframe != DT_TIMEFRAME_NONE ? stream->timeframe
                                                                 : feed->tape->timeframe;

  for (guint i = 0; i < feed->tape->n_lanes; i++)
    {
      const DtLane *lane = &feed->tape->lanes[i];
      const char *symbol = feed->tape->instruments[lane->instrument]->symbol;

      if (lane->series->timeframe == timeframe
          && (stream->symbol != NULL ? g_str_equal (stream->symbol, symbol)
                                     : lane->instrument == feed->base->instrument))
        return lane->series;
    }

  return NULL;
}

void
dt_indicator_feed_init (DtIndicatorFeed *feed,
                        DtTapeSet       *tape,
                        DtRuleProgram   *program,
                        const DtLane    *base)
{
  const DtRuleStream *streams = dt_rule_program_get_streams (program, &feed->n_streams);

  feed->tape = tape;
  feed->program = program;
  feed->base = base;
  feed->streams = g_new (const DtBarSeries *, feed->n_streams);
  feed->next = g_new (gsize, feed->n_streams);
  feed->streams[0] = base->series;
  for (guint i = 1; i < feed->n_streams; i++)
    feed->streams[i] = find_stream (feed, &streams[i]);
}

void
dt_indicator_feed_clear (DtIndicatorFeed *feed)
{
  g_clear_pointer (&feed->streams, g_free);
  g_clear_pointer (&feed->next, g_free);
}

/* Where the other series begin for one who comes before base bar @first. */
static void
rewind_streams (DtIndicatorFeed *feed,
                gsize            first)
{
  for (guint i = 1; i < feed->n_streams; i++)
    {
      const DtBarSeries *series = feed->streams[i];

      feed->next[i] = 0;
      while (first > 0 && series != NULL && feed->next[i] < series->n_bars
             && series->known[feed->next[i]] <= feed->base->series->known[first - 1])
        feed->next[i]++;
    }
}

static void
push_streams (DtIndicatorFeed *feed,
              DtRuleInstance  *instance,
              DtTime           known)
{
  for (guint i = 1; i < feed->n_streams; i++)
    {
      const DtBarSeries *series = feed->streams[i];

      while (series != NULL && feed->next[i] < series->n_bars
             && series->known[feed->next[i]] <= known)
        {
          DtBar bar = dt_bar_series_get (series, feed->next[i]++);

          dt_rule_instance_push (instance, i, &bar);
        }
    }
}

static void
add_ranges (DtSessionTracker *tracker,
            DtRuleProgram    *program)
{
  guint n;
  const double *ranges = dt_rule_program_get_ranges (program, &n);

  dt_session_tracker_init (tracker);
  for (guint i = 0; i < n; i++)
    dt_session_tracker_add_range (tracker, ranges[i]);
}

static void
read_values (DtRuleInstance *instance,
             const GArray   *calls,
             double         *values)
{
  for (guint i = 0; i < calls->len; i++)
    {
      const DtIndicatorCall *call = &g_array_index (calls, DtIndicatorCall, i);

      values[i] = dt_rule_instance_get_input (instance, call->output, call->input);
    }
}

void
dt_indicator_feed_play (DtIndicatorFeed *feed,
                        gsize            first,
                        const GArray    *calls,
                        const DtTime    *instants,
                        gsize            n_instants,
                        double          *values)
{
  g_autoptr(DtRuleInstance) instance = dt_rule_instance_new (feed->program);
  const DtBarSeries *series = feed->base->series;
  DtRulePosition position = { 0 };
  DtRuleAccount account = { 0 };
  DtSessionTracker tracker;
  DtRuleContext context = { &tracker, &position, &account };
  gsize next = 0;

  add_ranges (&tracker, feed->program);
  rewind_streams (feed, first);
  for (gsize i = first; i < series->n_bars; i++)
    {
      DtBar bar = dt_bar_series_get (series, i);

      /* What was known at an instant is read before a later bar comes */
      while (instants != NULL && next < n_instants && instants[next] < series->known[i])
        read_values (instance, calls, values + next++ * calls->len);
      push_streams (feed, instance, series->known[i]);
      dt_session_tracker_push (&tracker, &bar, series->timeframe);
      dt_rule_instance_step (instance, &bar, &context);
    }
  while (next < n_instants)
    read_values (instance, calls, values + next++ * calls->len);
}
