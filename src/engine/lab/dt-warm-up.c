/* dt-warm-up.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-lab"

#include "config.h"

#include <math.h>

#include "dt-error.h"

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

/* Adds a row a call. */
static void
add_rows (DtWarmUp        *study,
          GArray          *rows,
          guint            strategy,
          DtIndicatorFeed *feed,
          const GArray    *calls)
{
  gsize n_bars = feed->base->series->n_bars;
  g_autofree double *values = g_new (double, MAX (calls->len, 1));
  guint base = rows->len;

  g_array_set_size (rows, base + calls->len);
  dt_indicator_feed_play (feed, 0, calls, NULL, 1, values);
  for (guint i = 0; i < calls->len; i++)
    g_array_index (rows, DtWarmUpRow, base + i) = (DtWarmUpRow) {
      .strategy = strategy,
      .indicator = g_array_index (calls, DtIndicatorCall, i).text,
      .symbol = feed->tape->instruments[feed->base->instrument]->symbol,
      .value = values[i],
    };

  for (guint k = 0; k < DT_WARM_UP_N_LENGTHS; k++)
    {
      gsize n = dt_warm_up_count_bars (study->warmups[strategy], k);

      if (n < n_bars)
        dt_indicator_feed_play (feed, n_bars - n, calls, NULL, 1, values);
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
  g_autoptr(GArray) calls = dt_indicator_calls_list (program);
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (DtWarmUpRow));

  for (guint i = 0; i < tape->n_lanes; i++)
    {
      g_auto(DtIndicatorFeed) feed = { 0 };

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress ((goffset) strategy * tape->n_lanes + i,
                  (goffset) plan->n_strategies * tape->n_lanes, user_data);
      if (tape->lanes[i].role != DT_LANE_BASE)
        continue;

      dt_indicator_feed_init (&feed, tape, program, &tape->lanes[i]);
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
