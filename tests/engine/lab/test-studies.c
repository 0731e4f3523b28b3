/* test-studies.c - every study tells how far it is, and stops when it is told to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-look-ahead.h"
#include "dt-monte-carlo.h"
#include "dt-pool.h"
#include "dt-walk-forward.h"
#include "dt-warm-up.h"

#include "lab-fixture.h"

/* What a study says on its way. */
typedef struct
{
  goffset       done;
  goffset       all;
  guint         n_calls;
  GThread      *thread;
} Watch;

/* What a study is done with */
typedef gboolean (*StudyFunc) (DtTapeSet     *tape,
                               DtRunSpec     *spec,
                               Watch         *watch,
                               GCancellable  *cancellable,
                               GError       **error);

typedef struct
{
  const char *name;
  StudyFunc   run;
} Study;

static void
on_progress (goffset  done,
             goffset  all,
             gpointer data)
{
  Watch *watch = data;

  g_assert_true (g_thread_self () == watch->thread);
  g_assert_cmpint (all, >, 0);
  g_assert_true (watch->n_calls == 0 || all == watch->all);
  g_assert_cmpint (done, >=, watch->done);
  g_assert_cmpint (done, <=, all);
  watch->done = done;
  watch->all = all;
  watch->n_calls++;
}

static gboolean
run_sweep (DtTapeSet     *tape,
           DtRunSpec     *spec,
           Watch         *watch,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(GPtrArray) axes = make_axes ("fast=3..22", "slow=43..92");
  g_autoptr(DtSweep) sweep = dt_sweep_new (spec, axes, 0, 0, NULL);

  return dt_sweep_run (sweep, tape, 0, 1, on_progress, watch, cancellable, error);
}

static gboolean
run_walk_forward (DtTapeSet     *tape,
                  DtRunSpec     *spec,
                  Watch         *watch,
                  GCancellable  *cancellable,
                  GError       **error)
{
  DtWalkForwardRequest request = { 200, 50, FALSE, DT_SWEEP_RETURN_TOTAL };
  g_autoptr(GPtrArray) axes = make_axes ("fast=3..12", "slow=25..34");
  g_autoptr(DtWalkForward) study = dt_walk_forward_run (spec, axes, 0, &request, tape, on_progress,
                                                        watch, cancellable, error);

  return study != NULL;
}

static gboolean
run_monte_carlo (DtTapeSet     *tape,
                 DtRunSpec     *spec,
                 Watch         *watch,
                 GCancellable  *cancellable,
                 GError       **error)
{
  DtMonteCarloRequest request = { .kind = DT_MONTE_CARLO_BOOTSTRAP, .n_runs = 50000, .seed = 1 };
  double returns[250];
  DtReturnLine line = { .n = 250, .returns = returns, .start = 100., .days = 365.25,
                        .periods_per_year = 252. };
  g_autoptr(DtMonteCarlo) study = NULL;
  DtRandom random;

  dt_random_init (&random, 7);
  for (guint i = 0; i < 250; i++)
    returns[i] = .01 * dt_random_normal (&random);
  study = dt_monte_carlo_run (&line, &request, on_progress, watch, cancellable, error);

  return study != NULL;
}

static gboolean
run_look_ahead (DtTapeSet     *tape,
                DtRunSpec     *spec,
                Watch         *watch,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr(DtLookAhead) study = dt_look_ahead_run (spec, tape, 0, 0, NULL, NULL, on_progress,
                                                    watch, cancellable, error);

  return study != NULL;
}

static gboolean
run_warm_up (DtTapeSet     *tape,
             DtRunSpec     *spec,
             Watch         *watch,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(DtRunPlan) plan = dt_run_plan_new (spec, NULL);
  g_autoptr(DtWarmUp) study = dt_warm_up_run (plan, tape, on_progress, watch, cancellable, error);

  return study != NULL;
}

static const Study studies[] = {
  { "sweep", run_sweep },
  { "walk-forward", run_walk_forward },
  { "monte-carlo", run_monte_carlo },
  { "look-ahead", run_look_ahead },
  { "warm-up", run_warm_up },
};

/* From nothing to all of it, in the caller's thread, however many threads work. */
static void
test_progress (gconstpointer data)
{
  const Study *study = data;

  for (guint n_threads = 1; n_threads <= 3; n_threads += 2)
    {
      g_autoptr(DtTapeSet) tape = make_tape ();
      g_autoptr(DtRunSpec) spec = make_spec ();
      g_autoptr(GError) error = NULL;
      Watch watch = { .thread = g_thread_self () };
      gboolean done;

      dt_pool_set_n_threads (n_threads);
      done = study->run (tape, spec, &watch, NULL, &error);
      dt_pool_set_n_threads (0);
      g_assert_no_error (error);
      g_assert_true (done);
      g_assert_cmpuint (watch.n_calls, >, 0);
      g_assert_cmpint (watch.done, ==, watch.all);
      g_test_message ("%u calls", watch.n_calls);
    }
}

/* Cancelled before it begins: no result, nothing done, and that is why. */
static void
test_cancelled (gconstpointer data)
{
  const Study *study = data;
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtRunSpec) spec = make_spec ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  Watch watch = { .thread = g_thread_self () };

  g_cancellable_cancel (cancellable);
  g_assert_false (study->run (tape, spec, &watch, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (watch.done, ==, 0);
}

/* Somebody who loses patience after 5 ms */
static gpointer
lose_patience (gpointer cancellable)
{
  g_usleep (5000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* On its way: it stops at once, however much is left to do; of what was too quick nothing can be
 * said. The next one is as good as new. */
static void
test_cancel (gconstpointer data)
{
  const Study *study = data;
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtRunSpec) spec = make_spec ();

  for (guint n_threads = 1; n_threads <= 3; n_threads += 2)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GError) error = NULL;
      Watch watch = { .thread = g_thread_self () };
      GThread *impatient = g_thread_new ("impatient", lose_patience, cancellable);
      gint64 began = g_get_monotonic_time ();
      gboolean done;

      dt_pool_set_n_threads (n_threads);
      done = study->run (tape, spec, &watch, cancellable, &error);
      g_test_message ("%s after %.1f ms", done ? "done" : "stopped",
                      (g_get_monotonic_time () - began) / 1000.);
      dt_pool_set_n_threads (0);
      g_thread_join (impatient);
      if (!done)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }

  test_progress (data);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (studies); i++)
    {
      g_autofree char *progress = g_strconcat ("/lab/studies/progress/", studies[i].name, NULL);
      g_autofree char *cancelled = g_strconcat ("/lab/studies/cancelled/", studies[i].name, NULL);
      g_autofree char *cancel = g_strconcat ("/lab/studies/cancel/", studies[i].name, NULL);

      g_test_add_data_func (progress, &studies[i], test_progress);
      g_test_add_data_func (cancelled, &studies[i], test_cancelled);
      g_test_add_data_func (cancel, &studies[i], test_cancel);
    }

  return g_test_run ();
}
