/* dt-warm-up.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-lab"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-error.h"
#include "dt-rule-instance.h"
#include "dt-session-tracker.h"

#include "dt-sweep.h"
#include "dt-warm-up.h"

const double dt_warm_up_multiples[DT_WARM_UP_N_LENGTHS] = { 1., 1.5, 2., 3., 5. };

/* An indicator call and the first output that reads it. */
typedef struct
{
  const char *text;
  guint       output;
  guint       input;
} Call;

/* One strategy on one instrument. */
typedef struct
{
  DtTapeSet          *tape;
  DtRuleProgram      *program;
  const DtLane       *base;
  const DtBarSeries **streams;   /* by stream; the first is the base's own; (nullable) elements */
  gsize              *next;      /* bar of each stream that comes next */
  guint               n_streams;
} Feed;

#define refuse(error, ...) dt_refuse (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST, __VA_ARGS__)

gsize
dt_warm_up_count_bars (guint warmup,
                       guint k)
{
  return (gsize) ceil (dt_warm_up_multiples[k] * warmup) + 1;
}

/* Series as they are have nothing to warm up: "close" is no call. */
static GArray *
list_calls (DtRuleProgram *program)
{
  GArray *calls = g_array_new (FALSE, FALSE, sizeof (Call));

  for (guint output = 0; output < dt_rule_program_get_n_outputs (program); output++)
    for (guint input = 0; input < dt_rule_program_get_n_inputs (program, output); input++)
      {
        Call call = { dt_rule_program_get_input (program, output, input), output, input };
        guint k = 0;

        while (k < calls->len && !g_str_equal (g_array_index (calls, Call, k).text, call.text))
          k++;
        if (k == calls->len && strchr (call.text, '(') != NULL)
          g_array_append_val (calls, call);
      }

  return calls;
}

static const DtBarSeries *
find_stream (const Feed         *feed,
             const DtRuleStream *stream)
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

static void
feed_init (Feed          *feed,
           DtTapeSet     *tape,
           DtRuleProgram *program,
           const DtLane  *base)
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

static void
feed_clear (Feed *feed)
{
  g_clear_pointer (&feed->streams, g_free);
  g_clear_pointer (&feed->next, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Feed, feed_clear)

/* Where the other series begin for one who comes before base bar @first. */
static void
rewind_streams (Feed  *feed,
                gsize  first)
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
push_streams (Feed           *feed,
              DtRuleInstance *instance,
              DtTime          known)
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

/* The values of the calls at the last bar for one who saw the base bars from @first on: flat, with
 * nothing in the account that a rule could read. */
static void
play (Feed         *feed,
      gsize         first,
      const GArray *calls,
      double       *values)
{
  g_autoptr(DtRuleInstance) instance = dt_rule_instance_new (feed->program);
  const DtBarSeries *series = feed->base->series;
  DtRulePosition position = { 0 };
  DtRuleAccount account = { 0 };
  DtSessionTracker tracker;
  DtRuleContext context = { &tracker, &position, &account };

  add_ranges (&tracker, feed->program);
  rewind_streams (feed, first);
  for (gsize i = first; i < series->n_bars; i++)
    {
      DtBar bar = dt_bar_series_get (series, i);

      push_streams (feed, instance, series->known[i]);
      dt_session_tracker_push (&tracker, &bar, series->timeframe);
      dt_rule_instance_step (instance, &bar, &context);
    }

  for (guint i = 0; i < calls->len; i++)
    {
      const Call *call = &g_array_index (calls, Call, i);

      values[i] = dt_rule_instance_get_input (instance, call->output, call->input);
    }
}

static double
find_drift (double little,
            double all)
{
  if (little == all)
    return 0.;

  return all != 0. ? fabs (little / all - 1.) : NAN;
}

/* Adds a row a call. */
static void
add_rows (DtWarmUp      *study,
          GArray        *rows,
          guint          strategy,
          Feed          *feed,
          const GArray  *calls)
{
  gsize n_bars = feed->base->series->n_bars;
  g_autofree double *values = g_new (double, MAX (calls->len, 1));
  guint base = rows->len;

  g_array_set_size (rows, base + calls->len);
  play (feed, 0, calls, values);
  for (guint i = 0; i < calls->len; i++)
    g_array_index (rows, DtWarmUpRow, base + i) = (DtWarmUpRow) {
      .strategy = strategy,
      .indicator = g_array_index (calls, Call, i).text,
      .symbol = feed->tape->instruments[feed->base->instrument]->symbol,
      .value = values[i],
    };

  for (guint k = 0; k < DT_WARM_UP_N_LENGTHS; k++)
    {
      gsize n = dt_warm_up_count_bars (study->warmups[strategy], k);

      if (n < n_bars)
        play (feed, n_bars - n, calls, values);
      for (guint i = 0; i < calls->len; i++)
        {
          DtWarmUpRow *row = &g_array_index (rows, DtWarmUpRow, base + i);

          row->values[k] = n < n_bars ? values[i] : NAN;
          row->drifts[k] = n < n_bars ? find_drift (values[i], row->value) : NAN;
        }
    }
}

static const char *
keep_text (DtWarmUp   *study,
           const char *text)
{
  char *copy = g_strdup (text);

  g_ptr_array_add (study->texts, copy);
  return copy;
}

/* From by symbol to by call. */
static void
take_rows (DtWarmUp *study,
           GArray   *rows,
           guint     n_calls)
{
  for (guint call = 0; call < n_calls; call++)
    for (guint i = call; i < rows->len; i += n_calls)
      {
        DtWarmUpRow row = g_array_index (rows, DtWarmUpRow, i);

        row.indicator = keep_text (study, row.indicator);
        row.symbol = keep_text (study, row.symbol);
        g_array_append_val (study->rows, row);
      }
}

static gboolean
study_strategy (DtWarmUp               *study,
                DtRunPlan              *plan,
                guint                   strategy,
                DtTapeSet              *tape,
                GFileProgressCallback   progress,
                gpointer                user_data,
                GCancellable           *cancellable,
                GError                **error)
{
  DtRuleProgram *program = plan->strategies[strategy]->program;
  g_autoptr(GArray) calls = list_calls (program);
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (DtWarmUpRow));

  for (guint i = 0; i < tape->n_lanes; i++)
    {
      g_auto(Feed) feed = { 0 };

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress ((goffset) strategy * tape->n_lanes + i,
                  (goffset) plan->n_strategies * tape->n_lanes, user_data);
      if (tape->lanes[i].role != DT_LANE_BASE)
        continue;

      feed_init (&feed, tape, program, &tape->lanes[i]);
      add_rows (study, rows, strategy, &feed, calls);
    }

  take_rows (study, rows, calls->len);
  return TRUE;
}

DtWarmUp *
dt_warm_up_run (DtRunPlan              *plan,
                DtTapeSet              *tape,
                GFileProgressCallback   progress,
                gpointer                user_data,
                GCancellable           *cancellable,
                GError                **error)
{
  g_autoptr(DtWarmUp) study = g_new0 (DtWarmUp, 1);

  study->n_strategies = plan->n_strategies;
  study->names = g_new0 (char *, plan->n_strategies + 1);
  study->warmups = g_new (guint, plan->n_strategies);
  study->rows = g_array_new (FALSE, FALSE, sizeof (DtWarmUpRow));
  study->texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < plan->n_strategies; i++)
    {
      study->names[i] = g_strdup (plan->strategies[i]->name);
      study->warmups[i] = dt_rule_program_get_warmup (plan->strategies[i]->program);
    }

  for (guint i = 0; i < plan->n_strategies; i++)
    if (!study_strategy (study, plan, i, tape, progress, user_data, cancellable, error))
      return NULL;

  if (study->rows->len == 0)
    {
      refuse (error, "The rules call no indicator: there is nothing to warm up");
      return NULL;
    }
  return g_steal_pointer (&study);
}

void
dt_warm_up_free (DtWarmUp *study)
{
  if (study == NULL)
    return;

  g_strfreev (study->names);
  g_free (study->warmups);
  g_clear_pointer (&study->rows, g_array_unref);
  g_clear_pointer (&study->texts, g_ptr_array_unref);
  g_free (study);
}
