/* bench-backtest.c - how many bars a second go through the whole engine
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <time.h>

#include "dt-backtest.h"
#include "dt-csv-import.h"

/* Usage: bench-backtest STRATEGY.strategy PRICES.csv.gz
 *
 * Plays every symbol of the table through the kernel: rules, orders, fills and book, in one thread,
 * data in memory; then, as the limit to compare with, a hard-coded loop of the same two averages,
 * the ATR and a trailing stop over the same columns. Prints the best of several rounds. */

#define N_ROUNDS 5

typedef struct
{
  const char *title;
  const char *risk;
  gboolean    independent;
} Case;

static const Case cases[] = {
  { "--risk none --independent", "none", TRUE },
  { "--risk none, one account", "none", FALSE },
  { "--risk default, one account", "default", FALSE },
};

/* Seconds of this process's own work: what other programs do meanwhile does not count. */
static double
cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static DtTapeSet *
tape_of (DtCsvTable *table)
{
  DtTapeSet *tape = g_new0 (DtTapeSet, 1);
  g_atomic_ref_count_init (&tape->ref_count);

  tape->n_lanes = tape->n_instruments = table->series->len;
  tape->lanes = g_new0 (DtLane, tape->n_lanes);
  tape->instruments = g_new0 (DtInstrument *, tape->n_lanes);
  tape->timeframe = DT_TIMEFRAME_DAY;
  tape->from = tape->to = DT_TIME_NONE;
  tape->notes = g_ptr_array_new ();
  for (guint i = 0; i < tape->n_lanes; i++)
    {
      DtBarSeries *series = g_ptr_array_index (table->series, i);

      tape->instruments[i] = dt_instrument_new (series->symbol, DT_INSTRUMENT_STOCK);
      tape->lanes[i] = (DtLane) { dt_bar_series_ref (series), i, DT_LANE_BASE };
    }

  return tape;
}

static DtRunPlan *
plan_of (const char *strategy,
         const Case *which)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();
  g_autoptr(DtRiskProfile) risk = dt_risk_profile_load (which->risk, NULL);
  g_autoptr(GError) error = NULL;
  DtRunPlan *plan;

  spec->strategy_texts = g_new0 (char *, 2);
  spec->strategy_paths = g_new0 (char *, 2);
  spec->strategy_paths[0] = g_strdup (strategy);
  if (!g_file_get_contents (strategy, &spec->strategy_texts[0], NULL, &error))
    g_error ("%s", error->message);
  spec->risk_text = dt_risk_profile_to_text (risk);
  spec->independent = which->independent;
  plan = dt_run_plan_new (spec, &error);
  if (plan == NULL)
    g_error ("%s", error->message);

  return plan;
}

static void
measure (const char *strategy,
         DtCsvTable *table,
         const Case *which)
{
  g_autoptr(DtRunPlan) plan = plan_of (strategy, which);
  double best = INFINITY;
  guint64 n_bars = 0, n_trades = 0;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      DtTapeSet *tape = tape_of (table);
      double start = cpu_seconds ();
      g_autoptr(GError) error = NULL;
      g_autoptr(DtBacktest) backtest = dt_backtest_run (plan, tape, NULL, NULL, NULL, &error);

      if (backtest == NULL)
        g_error ("%s", error->message);
      best = MIN (best, cpu_seconds () - start);
      n_bars = n_trades = 0;
      for (guint j = 0; j < backtest->n_records; j++)
        {
          n_bars += backtest->records[j].n_bars;
          n_trades += backtest->records[j].book->trades->len;
        }
    }

  g_print ("%-30s %8.1f ms  %6.1f M bars/s  %7" G_GUINT64_FORMAT " trades\n", which->title,
           best * 1e3, (double) n_bars / best / 1e6, n_trades);
}

/* Two averages, a range and a stop, nothing else: what the arithmetic alone costs. */
static double
bare_loop (const DtBarSeries *s)
{
  double fast = s->close[0], slow = s->close[0], atr = s->high[0] - s->low[0];
  double stop = 0., held = 0., cash = 0., was = 0.;

  for (gsize i = 1; i < s->n_bars; i++)
    {
      double range = MAX (s->high[i], s->close[i - 1]) - MIN (s->low[i], s->close[i - 1]);
      double now;

      fast += (s->close[i] - fast) * (2. / 10.);
      slow += (s->close[i] - slow) * (2. / 22.);
      atr += (range - atr) / 14.;
      now = fast - slow;
      if (held > 0. && s->low[i] <= stop)
        {
          cash += MIN (stop, s->open[i]);
          held = 0.;
        }
      if (held > 0.)
        stop = MAX (stop, s->high[i] - 2. * atr);
      else if (was < 0. && now > 0.)
        {
          cash -= s->close[i];
          held = 1.;
          stop = s->close[i] - 2. * atr;
        }
      was = now;
    }

  return cash;
}

static void
measure_bare (DtCsvTable *table)
{
  double best = INFINITY, sum = 0.;
  guint64 n_bars = 0;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      double start = cpu_seconds ();

      n_bars = 0;
      for (guint j = 0; j < table->series->len; j++)
        {
          const DtBarSeries *series = g_ptr_array_index (table->series, j);

          sum += bare_loop (series);
          n_bars += series->n_bars;
        }
      best = MIN (best, cpu_seconds () - start);
    }

  g_print ("%-30s %8.1f ms  %6.1f M bars/s  (%.0f)\n", "hard-coded loop, no book", best * 1e3,
           (double) n_bars / best / 1e6, sum);
}

int
main (int   argc,
      char *argv[])
{
  DtCsvOptions options = { .as_of = DT_DATE_NONE, .timeframe = DT_TIMEFRAME_DAY };
  g_autoptr(DtCsvTable) table = NULL;
  g_autoptr(GError) error = NULL;

  if (argc != 3 || !g_file_test (argv[2], G_FILE_TEST_EXISTS))
    {
      g_print ("Usage: bench-backtest STRATEGY.strategy PRICES.csv.gz\n");
      return 77;
    }

  table = dt_csv_import_file (argv[2], &options, NULL, NULL, NULL, &error);
  if (table == NULL)
    g_error ("%s", error->message);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    measure (argv[1], table, &cases[i]);
  measure_bare (table);

  return 0;
}
