/* bench-studies.c - rules of many indicators, long series, sweeps, walk-forward, correlation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <sys/mman.h>
#include <sys/resource.h>

#include "dt-calendar.h"
#include "dt-correlation-matrix.h"
#include "dt-pool.h"
#include "dt-random.h"
#include "dt-walk-forward.h"

#include "bench-tape.h"

/* Usage: bench-studies STRATEGY.strategy PRICES.csv.gz [CASE...]
 *
 * One thread, data in memory, CPU time, but for sweeps: these take all threads of the pool and
 * their time is the clock's. DT_BENCH_ROUNDS says how often, for profiles. */

static guint
n_rounds (void)
{
  const char *text = g_getenv ("DT_BENCH_ROUNDS");

  return text != NULL ? MAX (atoi (text), 1) : 5;
}

static const char many[] =
  "[strategy]\n"
  "name = Ten indicators\n"
  "[long]\n"
  "entry = ema(9) crosses above ema(21) and rsi(14) > 45 and adx(14) > 15"
  " and macd().histogram > -1 and close > sma(50) - 3 * atr(14)"
  " and stochastic(14).k < 95 and roc(10) > -20 and cci(20) > -200\n"
  "trail = 2 * atr(14)\n"
  "[size]\n"
  "size = risk 1%\n";

typedef struct
{
  char      *strategy;
  GPtrArray *series;       /* of DtBarSeries */
} Bench;

static guint64
count_bars (const DtTapeSet *tape)
{
  guint64 n = 0;

  for (guint i = 0; i < tape->n_lanes; i++)
    n += tape->lanes[i].series->n_bars;

  return n;
}

static void
time_run (const char  *title,
          const char  *strategy,
          GPtrArray   *series,
          DtTimeframe  timeframe)
{
  g_autoptr(DtRunSpec) spec = bench_spec (strategy, "none", TRUE);
  g_autoptr(DtRunPlan) plan = bench_plan (spec);
  double best = INFINITY;
  guint64 n_bars = 0, n_trades = 0;

  dt_pool_set_n_threads (1);
  for (guint i = 0; i < n_rounds (); i++)
    {
      DtTapeSet *tape = bench_tape (series, series->len, timeframe);
      g_autoptr(GError) error = NULL;
      g_autoptr(DtBacktest) backtest = NULL;
      double start = bench_cpu_seconds ();

      n_bars = count_bars (tape);
      backtest = dt_backtest_run (plan, tape, NULL, NULL, NULL, &error);
      if (backtest == NULL)
        g_error ("%s", error->message);
      best = MIN (best, bench_cpu_seconds () - start);
      n_trades = 0;
      for (guint j = 0; j < backtest->n_records; j++)
        n_trades += backtest->records[j].book->trades->len;
    }

  dt_pool_set_n_threads (0);
  g_print ("%-44s %9.1f ms  %6.1f M bars/s  %7" G_GUINT64_FORMAT " trades\n", title, best * 1e3,
           (double) n_bars / best / 1e6, n_trades);
}

static void
run_many (const Bench *bench)
{
  time_run ("rule of ten indicators, 505 symbols", many, bench->series, DT_TIMEFRAME_DAY);
}

/* A hundred shares each time: an account that puts its gains to work outgrows what money can hold
 * in half a million trades without costs. */
static char *
make_steady (const char *strategy)
{
  g_auto(GStrv) parts = g_strsplit (strategy, "risk 1%", 2);

  return g_strjoinv ("shares 100", parts);
}

/* A random walk in regular sessions from 1990 on, a bar each @step. */
static GPtrArray *
make_walk (gsize  n,
           DtTime step)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_bar_series_unref);
  DtBarSeries *series = dt_bar_series_new ("WALK", DT_TIMEFRAME_MINUTE, n);
  DtDate date = dt_calendar_next_session (dt_date_new (1990, 1, 1));
  DtRandom random;
  double close = 100.;

  dt_random_init (&random, 1);
  for (DtSession session; series->n_bars < n; date = dt_calendar_next_session (date))
    {
      if (!dt_calendar_get_session (date, &session))
        g_error ("The calendar ends before %" G_GSIZE_FORMAT " bars", n);
      for (DtTime at = session.open; at < session.close && series->n_bars < n; at += step)
        {
          DtBar bar = { .time = at, .open = close, .volume = 1000. };

          close *= exp (.0005 * dt_random_normal (&random));
          bar.close = close;
          bar.high = MAX (bar.open, close) * 1.0002;
          bar.low = MIN (bar.open, close) / 1.0002;
          dt_bar_series_append (series, &bar, at + step);
        }
    }

  g_ptr_array_add (all, series);
  return all;
}

static void
run_minutes (const Bench *bench)
{
  g_autoptr(GPtrArray) walk = make_walk (1000000, DT_MINUTE);

  time_run ("1,000,000 minute bars, one symbol", bench->strategy, walk, DT_TIMEFRAME_MINUTE);
}

static void
run_long (const Bench *bench)
{
  g_autoptr(GPtrArray) walk = make_walk (10000000, 20 * DT_SECOND);
  g_autofree char *steady = make_steady (bench->strategy);

  time_run ("10,000,000 bars of 20 seconds, one symbol", steady, walk, DT_TIMEFRAME_MINUTE);
}

static GPtrArray *
make_axes (const char *fast,
           const char *slow)
{
  GPtrArray *axes = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_sweep_axis_free);

  g_ptr_array_add (axes, dt_sweep_axis_parse (fast, NULL));
  g_ptr_array_add (axes, dt_sweep_axis_parse (slow, NULL));

  return axes;
}

/* Every cell again, alone. */
static void
check_cells (const DtSweep *sweep,
             DtTapeSet     *tape,
             guint          step)
{
  for (guint64 i = 0; i < sweep->n_run; i += step)
    {
      g_autoptr(DtRunSpec) spec = dt_sweep_dup_spec (sweep, sweep->cells[i].index);
      g_autoptr(DtRunPlan) plan = bench_plan (spec);
      g_autoptr(DtBacktest) backtest
        = dt_backtest_run (plan, dt_tape_set_ref (tape), NULL, NULL, NULL, NULL);
      DtRunHashes hashes;

      dt_run_files_hash (backtest->records, backtest->n_records, &hashes);
      if (!g_str_equal (hashes.trade_list, sweep->cells[i].trade_list_hash))
        g_error ("Cell %" G_GUINT64_FORMAT " differs from its single run", i);
    }
}

static void
time_sweep (const char *title,
            const Bench *bench,
            guint        n_series,
            const char  *fast,
            const char  *slow,
            guint        n_rounds,
            guint        check_step)
{
  g_autoptr(DtRunSpec) spec = bench_spec (bench->strategy, "none", TRUE);
  g_autoptr(GPtrArray) axes = make_axes (fast, slow);
  g_autoptr(DtTapeSet) tape = bench_tape (bench->series, n_series, DT_TIMEFRAME_DAY);
  g_autoptr(DtSweep) sweep = dt_sweep_new (spec, axes, 0, 0, NULL);
  double best = INFINITY, best_cpu = INFINITY, n_bars;
  struct rusage usage;

  for (guint i = 0; i < n_rounds; i++)
    {
      double start = bench_wall_seconds (), cpu = bench_cpu_seconds ();
      g_autoptr(GError) error = NULL;

      if (!dt_sweep_run (sweep, tape, 0, 1, NULL, NULL, NULL, &error))
        g_error ("%s", error->message);
      best = MIN (best, bench_wall_seconds () - start);
      best_cpu = MIN (best_cpu, bench_cpu_seconds () - cpu);
    }

  n_bars = (double) count_bars (tape) * sweep->n_run;
  getrusage (RUSAGE_SELF, &usage);
  check_cells (sweep, tape, check_step);
  g_print ("%-44s %9.1f ms  %6.1f M bars/s  %u threads, CPU %.1f ms, peak %ld MB\n", title,
           best * 1e3, n_bars / best / 1e6, dt_pool_get_n_threads (), best_cpu * 1e3,
           usage.ru_maxrss / 1024);
}

static void
run_sweep_one (const Bench *bench)
{
  time_sweep ("sweep of 200 pairs, one symbol", bench, 1, "fast=2..21", "slow=25..70:5",
              n_rounds (), 1);
}

static void
run_sweep_all (const Bench *bench)
{
  time_sweep ("sweep of 20 pairs, 505 symbols", bench, bench->series->len, "fast=2..21",
              "slow=25..25", 1, 10);
  time_sweep ("sweep of 200 pairs, 505 symbols", bench, bench->series->len, "fast=2..21",
              "slow=25..70:5", 1, 50);
}

static void
run_walk_forward (const Bench *bench)
{
  g_autoptr(DtRunSpec) spec = bench_spec (bench->strategy, "none", TRUE);
  g_autoptr(GPtrArray) axes = make_axes ("fast=2..21", "slow=25..70:5");
  g_autoptr(DtTapeSet) tape = bench_tape (bench->series, 1, DT_TIMEFRAME_DAY);
  DtWalkForwardRequest request = { .n_train = 504, .n_test = 126,
                                   .objective = DT_SWEEP_SHARPE };
  double best = INFINITY;
  guint n_windows = 0;

  for (guint i = 0; i < n_rounds (); i++)
    {
      double start = bench_wall_seconds ();
      g_autoptr(GError) error = NULL;
      g_autoptr(DtWalkForward) study
        = dt_walk_forward_run (spec, axes, 0, &request, tape, NULL, NULL, NULL, &error);

      if (study == NULL)
        g_error ("%s", error->message);
      best = MIN (best, bench_wall_seconds () - start);
      n_windows = study->n_windows;
    }

  g_print ("%-44s %9.1f ms  %u windows\n", "walk-forward of 200 pairs, one symbol", best * 1e3,
           n_windows);
}

/* How fast one thread multiplies and adds four doubles at a time where nothing has to be loaded
 * anew would be the limit of the whole matrix; how fast it reads and writes one, of a new bar. */
static void
run_correlation (const Bench *bench)
{
  const guint n_series = 505;
  const gsize window = 1258;
  g_autoptr(DtCorrelationMatrix) matrix = dt_correlation_matrix_new (n_series, window);
  g_autofree double *values = g_new (double, n_series * window);
  g_autofree const double **columns = g_new (const double *, n_series);
  g_autofree double *all = g_new0 (double, n_series * n_series);
  double best_set = INFINITY, best_shared = INFINITY, best_push = INFINITY, best_add = INFINITY;
  DtRandom random;

  dt_random_init (&random, 1);
  for (gsize i = 0; i < n_series * window; i++)
    values[i] = dt_random_normal (&random);
  for (guint i = 0; i < n_series; i++)
    columns[i] = values + i * window;

  for (guint round = 0; round < 20; round++)
    {
      double start = g_get_monotonic_time () / 1e6;

      dt_correlation_matrix_set (matrix, columns, window);
      best_shared = MIN (best_shared, g_get_monotonic_time () / 1e6 - start);
      dt_pool_set_n_threads (1);
      start = bench_cpu_seconds ();
      dt_correlation_matrix_set (matrix, columns, window);
      best_set = MIN (best_set, bench_cpu_seconds () - start);
      dt_pool_set_n_threads (0);
      for (guint k = 0; k < 20; k++)
        {
          start = bench_cpu_seconds ();
          dt_correlation_matrix_push (matrix, values + k * n_series);
          best_push = MIN (best_push, bench_cpu_seconds () - start);
        }
      start = bench_cpu_seconds ();
      for (gsize i = 0; i < n_series * n_series / 2; i++)
        all[i] += 1.;
      __asm__ volatile ("" : : "r" (all) : "memory");
      best_add = MIN (best_add, bench_cpu_seconds () - start);
    }

  g_print ("%-44s %9.2f ms  %6.1f G products/s\n", "correlation of 505 series, 1,258 bars",
           best_set * 1e3, n_series * (n_series + 1.) / 2. * window / best_set / 1e9);
  g_print ("%-44s %9.2f ms on the clock\n", "the same, on all threads", best_shared * 1e3);
  g_print ("%-44s %9.3f ms  (half a matrix read and written: %.3f ms)\n", "the same, a new bar",
           best_push * 1e3, best_add * 1e3);
}

#define LINE 64

/* A word in each line of the cache. */
static void
store_lines (guint8 *bytes,
             gsize   n_bytes)
{
  for (gsize i = 0; i < n_bytes; i += LINE)
    *(volatile guint64 *) (gpointer) (bytes + i) = i;
}

static void
read_lines (const guint8 *bytes,
            gsize         n_bytes)
{
  for (gsize i = 0; i < n_bytes; i += LINE)
    (void) *(const volatile guint64 *) (gconstpointer) (bytes + i);
}

/* What the system takes to hand out memory, and what memory itself takes: the least for a run that
 * keeps what it did. */
static void
run_memory (const Bench *bench)
{
  const gsize n_bytes = (gsize) 48 << 20;
  double touched[2] = { INFINITY, 0. }, stored = INFINITY, read = INFINITY;

  for (guint i = 0; i < n_rounds (); i++)
    {
      guint8 *bytes = mmap (NULL, n_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                            0);
      double start = bench_cpu_seconds (), now;

      if (bytes == MAP_FAILED)
        g_error ("There are no 48 MB of memory");
      madvise (bytes, n_bytes, MADV_HUGEPAGE);
      store_lines (bytes, n_bytes);
      now = bench_cpu_seconds ();
      touched[0] = MIN (touched[0], now - start);
      touched[1] = MAX (touched[1], now - start);
      store_lines (bytes, n_bytes);
      start = bench_cpu_seconds ();
      stored = MIN (stored, start - now);
      read_lines (bytes, n_bytes);
      read = MIN (read, bench_cpu_seconds () - start);
      munmap (bytes, n_bytes);
    }

  g_print ("48 MB: touched first %.1f to %.1f ms, each line stored to %.1f ms, read %.1f ms\n",
           touched[0] * 1e3, touched[1] * 1e3, stored * 1e3, read * 1e3);
}

static const struct
{
  const char *name;
  void      (*run) (const Bench *bench);
} cases[] = {
  { "many", run_many },
  { "minutes", run_minutes },
  { "long", run_long },
  { "sweep-one", run_sweep_one },
  { "sweep-all", run_sweep_all },
  { "walk-forward", run_walk_forward },
  { "correlation", run_correlation },
  { "memory", run_memory },
};

int
main (int   argc,
      char *argv[])
{
  DtCsvOptions options = { .as_of = DT_DATE_NONE, .timeframe = DT_TIMEFRAME_DAY };
  g_autoptr(DtCsvTable) table = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *strategy = NULL;
  Bench bench;

  if (argc < 3 || !g_file_test (argv[2], G_FILE_TEST_EXISTS))
    {
      g_print ("Usage: bench-studies STRATEGY.strategy PRICES.csv.gz [CASE...]\n");
      return 77;
    }

  table = dt_csv_import_file (argv[2], &options, NULL, NULL, NULL, &error);
  if (table == NULL)
    g_error ("%s", error->message);

  strategy = bench_read (argv[1]);
  bench = (Bench) { strategy, table->series };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (argc == 3 || g_strv_contains ((const char *const *) argv + 3, cases[i].name))
      cases[i].run (&bench);

  return 0;
}
