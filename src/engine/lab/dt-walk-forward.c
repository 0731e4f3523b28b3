/* dt-walk-forward.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-lab"

#include "config.h"

#include <math.h>

#include "dt-drawdown.h"
#include "dt-error.h"
#include "dt-ratios.h"

#include "dt-backtest.h"
#include "dt-equity-curve.h"
#include "dt-tear-sheet.h"

#include "dt-tape-cut.h"
#include "dt-walk-forward.h"

/* What progress counts in one window; its last one is the test. */
#define PROGRESS_UNITS 1000

typedef struct
{
  const DtRunSpec       *spec;
  guint64                n_random;
  DtTapeSet             *tape;
  GArray                *sessions;    /* of DtTapeSession, of the whole tape */
  DtWalkForward         *study;
  double                 periods;     /* sessions a year */
  guint                  window;      /* at work */
  GFileProgressCallback  progress;
  gpointer               user_data;
  GCancellable          *cancellable;
} Work;

#define refuse(error, ...) dt_refuse (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST, __VA_ARGS__)

static const DtTapeSession *
get_session (const Work *work,
             guint       i)
{
  return &g_array_index (work->sessions, DtTapeSession, i);
}

/* The sessions from @first up to, not with, @end; nothing after them is on the tape. */
static DtTapeSet *
cut_tape (const Work *work,
          guint       first,
          guint       end)
{
  return dt_tape_cut (work->tape, first > 0 ? get_session (work, first - 1)->known
                                            : work->tape->from,
                      get_session (work, end - 1)->known);
}

/* @units: done of the window */
static void
tell (const Work *work,
      goffset     units)
{
  if (work->progress != NULL)
    work->progress ((goffset) work->window * PROGRESS_UNITS + units,
                    (goffset) work->study->n_windows * PROGRESS_UNITS, work->user_data);
}

static void
on_sweep_progress (goffset  done,
                   goffset  total,
                   gpointer user_data)
{
  if (total > 0)
    tell (user_data, (goffset) ((double) done / (double) total * (PROGRESS_UNITS - 1)));
}

static gboolean
choose (Work                 *work,
        DtWalkForwardWindow  *window,
        DtSweep              *sweep,
        guint                 first,
        guint                 end,
        GError              **error)
{
  g_autoptr(DtTapeSet) tape = cut_tape (work, first, end);
  const DtSweepCell *best;

  if (!dt_sweep_run (sweep, tape, 0, 1, on_sweep_progress, work, work->cancellable, error))
    return FALSE;

  best = dt_sweep_find_best (sweep, work->study->request.objective);
  window->chosen = best != NULL;
  if (best == NULL)
    return TRUE;

  window->cell = best->index;
  dt_sweep_get_values (sweep, best->index, window->values);
  for (guint i = 0; i < DT_SWEEP_N_STATISTICS; i++)
    window->in_sample[i] = best->statistics[i];
  return TRUE;
}

/* The run's growth at the end of each session of the window, times @base. */
static void
stitch (Work             *work,
        const DtBacktest *backtest,
        guint             first,
        guint             end,
        double            base)
{
  double *equity = work->study->equity + (first - work->study->request.n_train);
  g_auto(DtEquityCurve) curve = { 0 };
  double last = base;
  gsize point = 0;

  dt_equity_curve_init (&curve, backtest->records, backtest->n_records);
  for (guint i = first; i < end; i++)
    {
      DtTime known = get_session (work, i)->known;

      while (point < curve.n_points && curve.known[point] <= known)
        last = fmax (base * (curve.equity[point++] / curve.deposit), 0.);
      equity[i - first] = last;
    }
}

static gboolean
judge (Work                 *work,
       DtWalkForwardWindow  *window,
       const DtSweep        *sweep,
       guint                 first,
       guint                 end,
       double                base,
       GError              **error)
{
  g_autoptr(DtRunSpec) spec = dt_sweep_dup_spec (sweep, window->cell);
  g_autoptr(DtRunPlan) plan = dt_run_plan_new (spec, error);
  g_autoptr(DtBacktest) backtest = NULL;
  g_autoptr(DtTearSheet) sheet = NULL;

  if (plan == NULL)
    return FALSE;

  backtest = dt_backtest_run (plan, cut_tape (work, first, end), NULL, NULL, work->cancellable,
                              error);
  if (backtest == NULL)
    return FALSE;

  sheet = dt_tear_sheet_new_brief (backtest->records, backtest->n_records, NULL);
  dt_sweep_read_statistics (sheet, window->out_of_sample);
  stitch (work, backtest, first, end, base);
  return TRUE;
}

static void
begin_window (Work                *work,
              DtWalkForwardWindow *window,
              guint                train,
              guint                test,
              guint                end)
{
  window->train_first = get_session (work, train)->date;
  window->train_last = get_session (work, test - 1)->date;
  window->test_first = get_session (work, test)->date;
  window->test_last = get_session (work, end - 1)->date;
  window->n_train = test - train;
  window->n_test = end - test;
  window->values = g_new (double, work->study->axes->len);
  for (guint i = 0; i < work->study->axes->len; i++)
    window->values[i] = NAN;
  for (guint i = 0; i < DT_SWEEP_N_STATISTICS; i++)
    window->in_sample[i] = window->out_of_sample[i] = NAN;
}

static gboolean
run_window (Work    *work,
            GError **error)
{
  DtWalkForward *study = work->study;
  const DtWalkForwardRequest *request = &study->request;
  DtWalkForwardWindow *window = &study->windows[work->window];
  guint test = request->n_train + work->window * request->n_test;
  guint train = request->anchored ? 0 : test - request->n_train;
  guint end = MIN (test + request->n_test, work->sessions->len);
  double base = work->window > 0 ? study->equity[test - request->n_train - 1]
                                 : study->equity_initial;
  g_autoptr(DtSweep) sweep = dt_sweep_new (work->spec, study->axes, work->n_random,
                                           work->spec->seed, error);

  if (sweep == NULL)
    return FALSE;

  begin_window (work, window, train, test, end);
  if (!choose (work, window, sweep, train, test, error))
    return FALSE;
  if (window->chosen)
    return judge (work, window, sweep, test, end, base, error);

  window->out_of_sample[DT_SWEEP_RETURN_TOTAL] = window->out_of_sample[DT_SWEEP_TRADE_COUNT] = 0.;
  for (guint i = test; i < end; i++)
    study->equity[i - request->n_train] = base;
  return TRUE;
}

static double
annualise (double total,
           double n_sessions,
           double periods)
{
  return total > -1. ? pow (1. + total, periods / n_sessions) - 1. : -1.;
}

static void
summarise (Work *work)
{
  DtWalkForward *study = work->study;
  g_autofree double *line = g_new (double, study->n_sessions + 1);
  g_autofree double *returns = g_new (double, study->n_sessions + 1);
  double sum = 0.;

  line[0] = study->equity_initial;
  for (gsize i = 0; i < study->n_sessions; i++)
    line[i + 1] = study->equity[i];
  /* The first value has no return */
  dt_returns_from_values (line, study->n_sessions + 1, returns);

  study->return_total = line[study->n_sessions] / line[0] - 1.;
  study->return_annual = annualise (study->return_total, study->n_sessions, work->periods);
  study->sharpe = dt_ratios_sharpe (returns + 1, study->n_sessions, 0., work->periods);
  study->max_drawdown = dt_drawdown_max (line, study->n_sessions + 1);
  for (guint i = 0; i < study->n_windows; i++)
    {
      const DtWalkForwardWindow *window = &study->windows[i];

      study->trade_count += window->out_of_sample[DT_SWEEP_TRADE_COUNT];
      if (window->chosen)
        sum += annualise (window->in_sample[DT_SWEEP_RETURN_TOTAL], window->n_train,
                          work->periods);
    }
  study->efficiency = sum > 0. ? study->return_annual / (sum / study->n_windows) : NAN;
}

static gboolean
check (const Work                  *work,
       const DtWalkForwardRequest  *request,
       GError                     **error)
{
  if (request->n_train == 0 || request->n_test == 0)
    return refuse (error, "Training and test need at least one session each, not %u and %u",
                   request->n_train, request->n_test);
  if (work->sessions->len <= request->n_train)
    return refuse (error, "%u sessions leave none to test after training on %u",
                   work->sessions->len, request->n_train);

  return TRUE;
}

static DtWalkForward *
study_new (const Work                 *work,
           GPtrArray                  *axes,
           const DtWalkForwardRequest *request)
{
  DtWalkForward *study = g_new0 (DtWalkForward, 1);

  study->request = *request;
  study->axes = g_ptr_array_ref (axes);
  study->n_sessions = work->sessions->len - request->n_train;
  study->n_windows = (guint) ((study->n_sessions - 1) / request->n_test + 1);
  study->windows = g_new0 (DtWalkForwardWindow, study->n_windows);
  study->equity = g_new (double, study->n_sessions);
  study->dates = g_new (DtDate, study->n_sessions);
  for (gsize i = 0; i < study->n_sessions; i++)
    study->dates[i] = get_session (work, request->n_train + (guint) i)->date;

  return study;
}

/* Independent accounts have the cash each. */
static double
find_deposit (const DtRunSpec *spec,
              const DtTapeSet *tape)
{
  guint n = 0;

  for (guint i = 0; i < tape->n_lanes; i++)
    n += tape->lanes[i].role == DT_LANE_BASE;

  return dt_money_to_double (spec->cash) * (spec->independent ? n : 1);
}

DtWalkForward *
dt_walk_forward_run (const DtRunSpec             *spec,
                     GPtrArray                   *axes,
                     guint64                      n_random,
                     const DtWalkForwardRequest  *request,
                     DtTapeSet                   *tape,
                     GFileProgressCallback        progress,
                     gpointer                     user_data,
                     GCancellable                *cancellable,
                     GError                     **error)
{
  g_autoptr(GArray) sessions = dt_tape_list_sessions (tape);
  g_autoptr(DtWalkForward) study = NULL;
  Work work = { .spec = spec, .n_random = n_random, .tape = tape, .sessions = sessions,
                .progress = progress, .user_data = user_data, .cancellable = cancellable };

  if (!check (&work, request, error))
    return NULL;

  work.study = study = study_new (&work, axes, request);
  work.periods = tape->timeframe >= DT_TIMEFRAME_WEEK ? DT_PERIODS_WEEKLY : DT_PERIODS_DAILY;
  study->equity_initial = find_deposit (spec, tape);
  for (; work.window < study->n_windows; work.window++)
    {
      if (!run_window (&work, error))
        return NULL;
      tell (&work, PROGRESS_UNITS);
    }

  summarise (&work);
  return g_steal_pointer (&study);
}

void
dt_walk_forward_free (DtWalkForward *study)
{
  if (study == NULL)
    return;

  for (guint i = 0; i < study->n_windows; i++)
    g_free (study->windows[i].values);
  g_free (study->windows);
  g_clear_pointer (&study->axes, g_ptr_array_unref);
  g_free (study->equity);
  g_free (study->dates);
  g_free (study);
}
