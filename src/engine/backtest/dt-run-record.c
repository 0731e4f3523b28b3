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

static DtRows *
copy_completed (const DtRows *trades)
{
  DtRows *completed = dt_rows_new (sizeof (DtRoundTrip), MAX (trades->len, 1));

  for (guint i = 0; i < trades->len; i++)
    if (!dt_rows_index (trades, DtRoundTrip, i).open)
      dt_rows_add (completed, DtRoundTrip, dt_rows_index (trades, DtRoundTrip, i));

  return completed;
}

void
dt_run_record_keep (DtRunRecord *kept,
                    DtRunRecord *record,
                    const DtRun *run)
{
  gsize n = record->n_points;

  *kept = *record;
  memset (record, 0, sizeof *record);
  g_clear_pointer (&kept->owned_benchmark, g_free);
  kept->benchmark = NULL;
  kept->lanes = NULL;
  kept->n_lanes = 0;
  kept->n_positions = NULL;
  kept->owned_trades = copy_completed (kept->book->trades);
  kept->book = NULL;
  kept->equity = kept->owned_equity = g_memdup2 (kept->equity, n * sizeof *kept->equity);
  if (!run->owns_times)
    return;

  kept->time = kept->owned_times[0] = g_memdup2 (kept->time, n * sizeof *kept->time);
  kept->known = kept->owned_times[1] = g_memdup2 (kept->known, n * sizeof *kept->known);
}

void
dt_run_record_clear (DtRunRecord *record)
{
  g_free ((gpointer) record->symbols);
  g_free ((gpointer) record->traded);
  g_free ((gpointer) record->strategies);
  g_free (record->owned_benchmark);
  dt_rows_free (record->owned_trades);
  g_free (record->owned_equity);
  g_free (record->owned_times[0]);
  g_free (record->owned_times[1]);
  memset (record, 0, sizeof *record);
}
