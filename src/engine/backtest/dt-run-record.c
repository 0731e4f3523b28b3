/* dt-run-record.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-run-record.h"

static const DtLane *
find_benchmark (const DtRun *run)
{
  const char *symbol = run->plan->spec->benchmark;
  const DtLane *found = NULL;

  for (guint i = 0; i < run->n_lanes; i++)
    {
      const DtLane *lane = &run->lanes[i];

      if (lane->series->timeframe != run->timeframe)
        continue;
      if (symbol != NULL)
        {
          if (g_str_equal (run->instruments[lane->instrument]->symbol, symbol))
            return lane;
        }
      else if (lane->role == DT_LANE_BASE)
        {
          /* Without a benchmark a run on one instrument compares with holding it */
          if (found != NULL)
            return NULL;
          found = lane;
        }
    }

  return found;
}

/* Whether the points of the run are the last bars of the series itself: it is the one traded. */
static gboolean
has_points (const DtBarSeries *series,
            const DtRun       *run)
{
  return run->points.n > 0 && run->points.n <= series->n_bars
         && run->points.known == series->known + (series->n_bars - run->points.n);
}

static double *
benchmark_column (const DtRun       *run,
                  const DtBarSeries *series)
{
  double *column = g_new (double, MAX (run->points.n, 1));
  gsize j;

  for (j = 0; j < series->n_bars && run->points.n > 0; j++)
    if (series->known[j] >= run->points.known[0])
      break;
  for (gsize i = 0; i < run->points.n; i++)
    {
      while (j < series->n_bars && series->known[j] < run->points.known[i])
        j++;
      column[i] = j < series->n_bars && series->known[j] == run->points.known[i]
                  ? series->close[j] : NAN;
    }

  return column;
}

/* Who holds raw bars gets what companies pay, and splits are no losses. */
static void
set_benchmark (DtRunRecord  *record,
               const DtRun  *run,
               const DtLane *lane)
{
  const DtBarSeries *series = lane->series;
  g_autoptr(DtBarSeries) view = NULL;

  record->benchmark_symbol = series->symbol;
  if (dt_action_list_count (lane->actions) > 0)
    view = dt_bar_series_adjust (series, lane->actions, DT_ADJUSTMENT_TOTAL_RETURN, DT_DATE_NONE);

  if (view == NULL && has_points (series, run))
    record->benchmark = series->close + (series->n_bars - run->points.n);
  else
    record->benchmark = record->owned_benchmark = benchmark_column (run, view ? view : series);
}

/**
 * dt_run_record_init:
 * @run: finished; outlives the record
 *
 * Lays out what the run left for tear sheet and files.
 */
void
dt_run_record_init (DtRunRecord *record,
                    const DtRun *run)
{
  const DtLane *benchmark = find_benchmark (run);
  const char **symbols = g_new0 (const char *, run->n_instruments + 1);
  const char **traded = g_new0 (const char *, run->n_lanes + 1);
  const char **strategies = g_new0 (const char *, run->plan->n_strategies + 1);
  guint n_traded = 0;

  *record = (DtRunRecord) {
    .spec = run->plan->spec,
    .book = dt_kernel_get_book (run->kernel),
    .symbols = symbols,
    .traded = traded,
    .strategies = strategies,
    .timeframe = run->timeframe,
    .n_points = run->points.n,
    .time = run->points.time,
    .known = run->points.known,
    .equity = run->points.equity,
    .n_positions = run->points.n_positions,
    .first_decision = run->first_decision,
    .lanes = run->lanes,
    .n_lanes = run->n_lanes,
    .n_bars = dt_kernel_get_n_bars (run->kernel),
    .n_missing = dt_kernel_get_missing (run->kernel),
  };

  for (guint i = 0; i < run->n_instruments; i++)
    symbols[i] = run->instruments[i]->symbol;
  for (guint i = 0; i < run->plan->n_strategies; i++)
    strategies[i] = run->plan->strategies[i]->name;
  for (guint i = 0; i < run->n_lanes; i++)
    if (run->lanes[i].role == DT_LANE_BASE)
      traded[n_traded++] = symbols[run->lanes[i].instrument];

  if (benchmark != NULL)
    set_benchmark (record, run, benchmark);
  dt_run_get_bounds (run, &record->equity_worst, &record->equity_best);
}

void
dt_run_record_clear (DtRunRecord *record)
{
  g_free ((gpointer) record->symbols);
  g_free ((gpointer) record->traded);
  g_free ((gpointer) record->strategies);
  g_free (record->owned_benchmark);
  memset (record, 0, sizeof *record);
}
