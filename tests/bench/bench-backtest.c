/* bench-backtest.c - how many bars a second go through the whole engine
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-pool.h"

#include "bench-tape.h"

/* Usage: bench-backtest STRATEGY.strategy PRICES.csv.gz [CASE [ROUNDS]]
 *
 * Plays every symbol of the table through the kernel: rules, orders, fills and book, in one thread,
 * data in memory; then, as the limit to compare with, a hard-coded loop of the same two averages,
 * the ATR and a trailing stop over the same columns. Prints the best of several rounds; one case
 * (0 to 2) alone, and one round, are for profilers. */

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

static void
measure (const char *strategy,
         DtCsvTable *table,
         const Case *which,
         guint       n_rounds)
{
  g_autofree char *text = bench_read (strategy);
  g_autoptr(DtRunSpec) spec = bench_spec (text, which->risk, which->independent);
  g_autoptr(DtRunPlan) plan = bench_plan (spec);
  double best = INFINITY;
  guint64 n_bars = 0, n_trades = 0;

  for (guint i = 0; i < n_rounds; i++)
    {
      DtTapeSet *tape = bench_tape (table->series, table->series->len, DT_TIMEFRAME_DAY);
      double start = bench_cpu_seconds ();
      g_autoptr(GError) error = NULL;
      g_autoptr(DtBacktest) backtest = dt_backtest_run (plan, tape, NULL, NULL, NULL, &error);

      if (backtest == NULL)
        g_error ("%s", error->message);
      best = MIN (best, bench_cpu_seconds () - start);
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
measure_bare (DtCsvTable *table,
              guint       n_rounds)
{
  double best = INFINITY, sum = 0.;
  guint64 n_bars = 0;

  for (guint i = 0; i < n_rounds; i++)
    {
      double start = bench_cpu_seconds ();

      n_bars = 0;
      for (guint j = 0; j < table->series->len; j++)
        {
          const DtBarSeries *series = g_ptr_array_index (table->series, j);

          sum += bare_loop (series);
          n_bars += series->n_bars;
        }
      best = MIN (best, bench_cpu_seconds () - start);
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
  guint n_rounds = argc > 4 ? atoi (argv[4]) : N_ROUNDS;

  if (argc < 3 || !g_file_test (argv[2], G_FILE_TEST_EXISTS))
    {
      g_print ("Usage: bench-backtest STRATEGY.strategy PRICES.csv.gz [CASE [ROUNDS]]\n");
      return 77;
    }

  table = dt_csv_import_file (argv[2], &options, NULL, NULL, NULL, &error);
  if (table == NULL)
    g_error ("%s", error->message);
  dt_pool_set_n_threads (1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (argc < 4 || (guint) atoi (argv[3]) == i)
      measure (argv[1], table, &cases[i], n_rounds);
  measure_bare (table, n_rounds);

  return 0;
}
