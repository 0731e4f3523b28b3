/* dt-monte-carlo.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-lab"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-drawdown.h"
#include "dt-error.h"
#include "dt-pool.h"
#include "dt-random.h"
#include "dt-ratios.h"
#include "dt-statistics.h"

#include "dt-monte-carlo.h"
#include "dt-sweep.h"

/* Runs that a thread makes between two looks at the cancellable. */
#define PART 64

const double dt_monte_carlo_percentiles[DT_MONTE_CARLO_N_PERCENTILES] = {
  0.05, 0.25, 0.5, 0.75, 0.95,
};

static const char *const statistic_names[DT_MONTE_CARLO_N_STATISTICS] = {
  "equity_final", "cagr", "sharpe", "max_drawdown", "losing_streak",
};

/* Memory of a study while it runs: all its threads'. What is of a run has a place of its own. */
typedef struct
{
  const DtReturnLine *line;
  DtMonteCarlo       *study;
  double             *outcomes;   /* by statistic, n_runs each */
  double             *fan;        /* by point, n_runs each */
} Work;

/* One thread's, for a run at a time. */
typedef struct
{
  const Work *work;
  DtRandom    random;
  double     *returns;
  double     *equity;             /* n + 1 points */
} Run;

#define refuse(error, ...) dt_refuse (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST, __VA_ARGS__)

const char *
dt_monte_carlo_statistic_to_string (DtMonteCarloStatistic statistic)
{
  return statistic_names[statistic];
}

/* Fisher and Yates, as Durstenfeld's algorithm 235 (CACM 7, 1964): each order as likely. */
static void
shuffle (Run *run)
{
  gsize n = run->work->line->n;

  memcpy (run->returns, run->work->line->returns, n * sizeof *run->returns);
  for (gsize i = n - 1; i > 0; i--)
    {
      gsize k = dt_random_below (&run->random, i + 1);
      double swap = run->returns[i];

      run->returns[i] = run->returns[k];
      run->returns[k] = swap;
    }
}

static void
draw_stationary (Run *run)
{
  gsize n = run->work->line->n, block = run->work->study->request.block;
  gsize from = dt_random_below (&run->random, n);

  /* A new block begins with probability 1 / block */
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        from = dt_random_below (&run->random, block) == 0
               ? dt_random_below (&run->random, n) : from + 1 < n ? from + 1 : 0;
      run->returns[i] = run->work->line->returns[from];
    }
}

static void
draw_fixed (Run *run)
{
  gsize n = run->work->line->n, block = run->work->study->request.block;

  for (gsize i = 0; i < n; i += block)
    {
      gsize from = dt_random_below (&run->random, n - block + 1);

      memcpy (run->returns + i, run->work->line->returns + from,
              MIN (block, n - i) * sizeof *run->returns);
    }
}

static void
draw (Run *run)
{
  if (run->work->study->request.kind == DT_MONTE_CARLO_SHUFFLE)
    shuffle (run);
  else if (run->work->study->request.blocks == DT_MONTE_CARLO_FIXED)
    draw_fixed (run);
  else
    draw_stationary (run);
}

static gsize
find_losing_streak (const double *returns,
                    gsize         n)
{
  gsize streak = 0, longest = 0;

  for (gsize i = 0; i < n; i++)
    {
      streak = returns[i] < 0. ? streak + 1 : 0;
      longest = MAX (longest, streak);
    }

  return longest;
}

/* What is lost stays lost: below nothing there is no way back. */
static void
compound (const double *returns,
          gsize         n,
          double        start,
          double       *equity)
{
  equity[0] = start;
  for (gsize i = 0; i < n; i++)
    equity[i + 1] = equity[i] * fmax (1. + returns[i], 0.);
}

static void
judge (const DtReturnLine *line,
       const double       *returns,
       const double       *equity,
       double             *outcome,
       gsize               stride)
{
  double last = equity[line->n];

  outcome[DT_MONTE_CARLO_EQUITY_FINAL * stride] = last;
  outcome[DT_MONTE_CARLO_CAGR * stride] = dt_returns_cagr (line->start, last, line->days);
  outcome[DT_MONTE_CARLO_SHARPE * stride]
    = line->periods_per_year > 0.
      ? dt_ratios_sharpe (returns, line->n, 0., line->periods_per_year) : NAN;
  outcome[DT_MONTE_CARLO_MAX_DRAWDOWN * stride] = dt_drawdown_max (equity, line->n + 1);
  outcome[DT_MONTE_CARLO_LOSING_STREAK * stride] = find_losing_streak (returns, line->n);
}

/* The run's seed is the number of its place that SplitMix64 makes of the study's: a run hangs on no
 * other, and on no thread. */
static void
seed_run (Run  *run,
          guint place)
{
  guint64 state = run->work->study->request.seed + place * DT_RANDOM_SPLIT_MIX_STEP;

  dt_random_init (&run->random, dt_random_split_mix (&state));
}

static void
make_run (Run   *run,
          guint  place)
{
  const Work *work = run->work;
  const DtMonteCarlo *study = work->study;
  guint n_runs = study->request.n_runs;

  seed_run (run, place);
  draw (run);
  compound (run->returns, work->line->n, study->start, run->equity);
  judge (work->line, run->returns, run->equity, work->outcomes + place, n_runs);
  for (gsize i = 0; i < study->n_fan; i++)
    work->fan[i * n_runs + place] = run->equity[study->fan_points[i]];
}

static gboolean
make_part (gsize      part,
           gpointer   data,
           GError   **error)
{
  Work *work = data;
  guint first = part * PART, end = MIN (first + PART, work->study->request.n_runs);
  g_autofree double *returns = g_new (double, work->line->n);
  g_autofree double *equity = g_new (double, work->line->n + 1);
  Run run = { .work = work, .returns = returns, .equity = equity };

  for (guint place = first; place < end; place++)
    make_run (&run, place);

  return TRUE;
}

/* A shuffle ends where the line does; rounding alone makes no loss. */
static double
get_probability_of_loss (const Work *work)
{
  const DtMonteCarlo *study = work->study;
  const double *ends = work->outcomes + (gsize) DT_MONTE_CARLO_EQUITY_FINAL * study->request.n_runs;
  guint n_losses = 0;

  for (guint i = 0; i < study->request.n_runs; i++)
    n_losses += ends[i] < study->start * (1. - 1e-12);

  return (double) n_losses / study->request.n_runs;
}

static double
find_rank (const double *sorted,
           gsize         n,
           double        observed)
{
  /* Outcomes of a shuffle that differ by the rounding of products are the same outcome */
  double limit = observed + 1e-12 * fabs (observed);
  gsize below = 0;

  if (isnan (observed) || n == 0)
    return NAN;
  while (below < n && sorted[below] <= limit)
    below++;

  return (double) below / n;
}

static void
summarise (const Work *work)
{
  DtMonteCarlo *study = work->study;
  guint n_runs = study->request.n_runs;
  g_autofree double *sorted = g_new (double, n_runs);
  g_autofree double *equity = g_new (double, work->line->n + 1);
  double observed[DT_MONTE_CARLO_N_STATISTICS];

  study->probability_of_loss = get_probability_of_loss (work);
  compound (work->line->returns, work->line->n, study->start, equity);
  judge (work->line, work->line->returns, equity, observed, 1);
  for (guint s = 0; s < DT_MONTE_CARLO_N_STATISTICS; s++)
    {
      DtMonteCarloRow *row = &study->rows[s];
      gsize n = dt_statistics_sort (work->outcomes + (gsize) s * n_runs, n_runs, sorted);

      row->observed = observed[s];
      row->rank = find_rank (sorted, n, observed[s]);
      for (guint p = 0; p < DT_MONTE_CARLO_N_PERCENTILES; p++)
        row->percentiles[p]
          = dt_statistics_sorted_percentile (sorted, n, dt_monte_carlo_percentiles[p]);
    }

  for (gsize i = 0; i < study->n_fan; i++)
    {
      gsize n = dt_statistics_sort (work->fan + i * n_runs, n_runs, sorted);

      for (guint p = 0; p < DT_MONTE_CARLO_N_PERCENTILES; p++)
        study->fan[p][i]
          = dt_statistics_sorted_percentile (sorted, n, dt_monte_carlo_percentiles[p]);
    }
}

static gboolean
check (const DtReturnLine         *line,
       const DtMonteCarloRequest  *request,
       GError                    **error)
{
  if (line->n == 0)
    return refuse (error, "There is no return to draw from");
  if (request->n_runs == 0 || request->n_runs > DT_MONTE_CARLO_MAX_RUNS)
    return refuse (error, "%u is no number of runs: it is 1 to %d", request->n_runs,
                   DT_MONTE_CARLO_MAX_RUNS);
  if (request->kind == DT_MONTE_CARLO_BOOTSTRAP && request->block > line->n)
    return refuse (error, "A block of %" G_GSIZE_FORMAT " returns is longer than the line of %"
                   G_GSIZE_FORMAT, request->block, line->n);

  return TRUE;
}

static DtMonteCarlo *
study_new (const DtReturnLine        *line,
           const DtMonteCarloRequest *request)
{
  DtMonteCarlo *study = g_new0 (DtMonteCarlo, 1);

  study->request = *request;
  if (request->block == 0)
    study->request.block = (gsize) MAX (lround (cbrt ((double) line->n)), 1);
  study->n_returns = line->n;
  study->start = line->start;
  study->n_fan = MIN (line->n + 1, DT_MONTE_CARLO_MAX_FAN);
  study->fan_points = g_new (gsize, study->n_fan);
  for (gsize i = 0; i < study->n_fan; i++)
    study->fan_points[i] = i * line->n / (study->n_fan - 1);
  for (guint p = 0; p < DT_MONTE_CARLO_N_PERCENTILES; p++)
    study->fan[p] = g_new (double, study->n_fan);

  return study;
}

DtMonteCarlo *
dt_monte_carlo_run (const DtReturnLine         *line,
                    const DtMonteCarloRequest  *request,
                    GFileProgressCallback       progress,
                    gpointer                    user_data,
                    GCancellable               *cancellable,
                    GError                    **error)
{
  g_autoptr(DtMonteCarlo) study = NULL;
  g_autofree double *outcomes = NULL, *fan = NULL;
  Work work = { .line = line };

  if (!check (line, request, error))
    return NULL;

  work.study = study = study_new (line, request);
  work.outcomes = outcomes = g_new (double,
                                    (gsize) request->n_runs * DT_MONTE_CARLO_N_STATISTICS);
  work.fan = fan = g_new (double, request->n_runs * study->n_fan);
  if (!dt_pool_each ((request->n_runs + PART - 1) / PART, make_part, &work, progress, user_data,
                     cancellable, error))
    return NULL;

  summarise (&work);
  return g_steal_pointer (&study);
}

void
dt_monte_carlo_free (DtMonteCarlo *study)
{
  if (study == NULL)
    return;

  g_free (study->fan_points);
  for (guint p = 0; p < DT_MONTE_CARLO_N_PERCENTILES; p++)
    g_free (study->fan[p]);
  g_free (study);
}
