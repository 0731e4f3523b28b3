/* dt-warm-up.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-lab"

#include "config.h"

#include <math.h>

#include "dt-error.h"
#include "dt-pool.h"

#include "dt-indicator-feed.h"
#include "dt-sweep.h"
#include "dt-warm-up.h"

const double dt_warm_up_multiples[DT_WARM_UP_N_LENGTHS] = { 1., 1.5, 2., 3., 5. };

#define refuse(error, ...) dt_refuse (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST, __VA_ARGS__)

gsize
dt_warm_up_count_bars (guint warmup,
                       guint k)
{
  return (gsize) ceil (dt_warm_up_multiples[k] * warmup) + 1;
}

static double
find_drift (double little,
            double all)
{
  if (little == all)
    return 0.;

  return all != 0. ? fabs (little / all - 1.) : NAN;
}

/* What the threads of one strategy's study share; each symbol's rows are its own. */
typedef struct
{
  const DtWarmUp *study;
  guint           strategy;
  DtRuleProgram  *program;
  const GArray   *calls;         /* of DtIndicatorCall */
  DtTapeSet      *tape;
  GArray         *lanes;         /* of guint: those that are traded */
  DtWarmUpRow    *rows;          /* as many a symbol as there are calls */
} Work;

/* Of all strategies together */
typedef struct
{
  GFileProgressCallback  func;
  gpointer               user_data;
  goffset                before;
  goffset                total;
} Progress;

/* Fills in a row a call. */
static void
fill_rows (const Work      *work,
           DtIndicatorFeed *feed,
           DtWarmUpRow     *rows)
{
  const GArray *calls = work->calls;
  gsize n_bars = feed->base->series->n_bars;
  g_autofree double *values = g_new (double, MAX (calls->len, 1));

  dt_indicator_feed_play (feed, 0, calls, NULL, 1, values);
  for (guint i = 0; i < calls->len; i++)
    rows[i] = (DtWarmUpRow) {
      .strategy = work->strategy,
      .indicator = g_array_index (calls, DtIndicatorCall, i).text,
      .symbol = feed->tape->instruments[feed->base->instrument]->symbol,
      .value = values[i],
    };

  for (guint k = 0; k < DT_WARM_UP_N_LENGTHS; k++)
    {
      gsize n = dt_warm_up_count_bars (work->study->warmups[work->strategy], k);

      if (n < n_bars)
        dt_indicator_feed_play (feed, n_bars - n, calls, NULL, 1, values);
      for (guint i = 0; i < calls->len; i++)
        {
          rows[i].values[k] = n < n_bars ? values[i] : NAN;
          rows[i].drifts[k] = n < n_bars ? find_drift (values[i], rows[i].value) : NAN;
        }
    }
}

static gboolean
study_symbol (gsize      i,
              gpointer   data,
              GError   **error)
{
  const Work *work = data;
  g_auto(DtIndicatorFeed) feed = { 0 };

  dt_indicator_feed_init (&feed, work->tape, work->program,
                          &work->tape->lanes[g_array_index (work->lanes, guint, i)]);
  fill_rows (work, &feed, work->rows + i * work->calls->len);

  return TRUE;
}

static void
tell (goffset  done,
      goffset  n,
      gpointer data)
{
  const Progress *progress = data;

  progress->func (progress->before + done, progress->total, progress->user_data);
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
take_rows (DtWarmUp   *study,
           const Work *work)
{
  for (guint call = 0; call < work->calls->len; call++)
    for (guint i = 0; i < work->lanes->len; i++)
      {
        DtWarmUpRow row = work->rows[i * work->calls->len + call];

        row.indicator = keep_text (study, row.indicator);
        row.symbol = keep_text (study, row.symbol);
        g_array_append_val (study->rows, row);
      }
}

static gboolean
study_strategy (DtWarmUp       *study,
                DtRunPlan      *plan,
                guint           strategy,
                DtTapeSet      *tape,
                GArray         *lanes,
                Progress       *progress,
                GCancellable   *cancellable,
                GError        **error)
{
  DtRuleProgram *program = plan->strategies[strategy]->program;
  g_autoptr(GArray) calls = dt_indicator_calls_list (program);
  g_autofree DtWarmUpRow *rows = g_new0 (DtWarmUpRow, (gsize) lanes->len * calls->len + 1);
  Work work = { study, strategy, program, calls, tape, lanes, rows };

  progress->before = (goffset) strategy * lanes->len;
  if (!dt_pool_each (lanes->len, study_symbol, &work, progress->func != NULL ? tell : NULL,
                     progress, cancellable, error))
    return FALSE;

  take_rows (study, &work);
  return TRUE;
}

static GArray *
list_traded (const DtTapeSet *tape)
{
  GArray *lanes = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < tape->n_lanes; i++)
    if (tape->lanes[i].role == DT_LANE_BASE)
      g_array_append_val (lanes, i);

  return lanes;
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
  g_autoptr(GArray) lanes = list_traded (tape);
  Progress told = { progress, user_data, 0, (goffset) plan->n_strategies * lanes->len };

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
    if (!study_strategy (study, plan, i, tape, lanes, &told, cancellable, error))
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
