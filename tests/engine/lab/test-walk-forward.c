/* test-walk-forward.c - windows that know nothing of what comes after them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-pool.h"
#include "dt-tape-cut.h"
#include "dt-walk-forward.h"

#include "lab-fixture.h"

/* 600 sessions: 250 and 100 make tests from 250, 350, 450 and, 50 long, from 550. */
#define TRAIN 250
#define TEST  100

static DtWalkForward *
walk (DtTapeSet *tape,
      gboolean   anchored)
{
  DtWalkForwardRequest request = { TRAIN, TEST, anchored, DT_SWEEP_RETURN_TOTAL };
  g_autoptr(DtRunSpec) spec = make_spec ();
  g_autoptr(GPtrArray) axes = make_axes ("fast=3..9:2", "slow=15,25,40");
  g_autoptr(GError) error = NULL;
  DtWalkForward *study = dt_walk_forward_run (spec, axes, 0, &request, tape, NULL, NULL, NULL,
                                              &error);

  g_assert_no_error (error);
  return study;
}

static DtDate
get_date (DtTapeSet *tape,
          guint      session)
{
  return dt_time_get_new_york_date (tape->lanes[0].series->time[session], NULL);
}

static void
test_windows (void)
{
  static const guint lengths[] = { 100, 100, 100, 50 };
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtWalkForward) rolling = walk (tape, FALSE), anchored = walk (tape, TRUE);

  g_assert_cmpuint (rolling->n_windows, ==, 4);
  g_assert_cmpuint (rolling->n_sessions, ==, 350);
  g_assert_cmpuint (anchored->n_windows, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const DtWalkForwardWindow *roll = &rolling->windows[i], *anchor = &anchored->windows[i];

      g_assert_cmpint (roll->train_first, ==, get_date (tape, i * TEST));
      g_assert_cmpint (anchor->train_first, ==, get_date (tape, 0));
      g_assert_cmpint (roll->train_last, ==, get_date (tape, TRAIN + i * TEST - 1));
      g_assert_cmpint (roll->test_first, ==, get_date (tape, TRAIN + i * TEST));
      g_assert_cmpint (roll->test_last, ==, get_date (tape, TRAIN + i * TEST + lengths[i] - 1));
      g_assert_cmpuint (roll->n_train, ==, TRAIN);
      g_assert_cmpuint (anchor->n_train, ==, TRAIN + i * TEST);
      g_assert_cmpuint (roll->n_test, ==, lengths[i]);
      g_assert_true (roll->chosen);
    }
  /* The first window is the same either way */
  g_assert_cmpuint (rolling->windows[0].cell, ==, anchored->windows[0].cell);
  g_assert_cmpint (rolling->dates[0], ==, get_date (tape, TRAIN));
  g_assert_cmpint (rolling->dates[349], ==, get_date (tape, 599));
}

/* A tape of only so many bars, as if the rest had never been written. */
static DtTapeSet *
make_short_tape (guint  n_bars,
                 guint  from)
{
  DtTapeSet *tape = make_tape ();
  DtBarSeries *series = tape->lanes[0].series;

  series->n_bars = n_bars;
  tape->from = from > 0 ? series->known[from - 1] : DT_TIME_NONE;
  return tape;
}

/* The second window, 100 to 349 and 350 to 449, made with a sweep and a run of their own. */
static void
test_one_window (void)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtTapeSet) train = make_short_tape (350, 100), test = make_short_tape (450, 350);
  g_autoptr(DtWalkForward) study = walk (tape, FALSE);
  g_autoptr(DtRunSpec) spec = make_spec (), chosen = NULL;
  g_autoptr(GPtrArray) axes = make_axes ("fast=3..9:2", "slow=15,25,40");
  g_autoptr(GError) error = NULL;
  g_autoptr(DtSweep) sweep = dt_sweep_new (spec, axes, 0, 0, &error);
  g_autoptr(DtBacktest) backtest = NULL;
  g_autoptr(DtTearSheet) sheet = NULL;
  const DtWalkForwardWindow *window = &study->windows[1];
  const DtSweepCell *best;
  double values[2];

  g_assert_true (dt_sweep_run (sweep, train, 0, 1, NULL, NULL, NULL, &error));
  best = dt_sweep_find_best (sweep, DT_SWEEP_RETURN_TOTAL);
  dt_sweep_get_values (sweep, best->index, values);
  chosen = dt_sweep_dup_spec (sweep, best->index);
  backtest = run_backtest (chosen, test);
  sheet = dt_tear_sheet_new (backtest->records, 1);

  g_assert_cmpuint (window->cell, ==, best->index);
  g_assert_cmpmem (window->values, sizeof values, values, sizeof values);
  g_assert_cmpfloat (window->in_sample[DT_SWEEP_RETURN_TOTAL], ==,
                     best->statistics[DT_SWEEP_RETURN_TOTAL]);
  g_assert_cmpfloat (window->out_of_sample[DT_SWEEP_RETURN_TOTAL], ==, sheet->return_total);
  g_assert_cmpfloat (window->out_of_sample[DT_SWEEP_TRADE_COUNT], ==,
                     (double) sheet->trade_count);
  g_assert_cmpuint (sheet->trade_count, >, 0);
}

/* Mean by sample deviation of the 350 session returns, the first from the deposit, times the root
 * of 252. */
static double
find_sharpe (const DtWalkForward *study)
{
  double mean = 0., squares = 0., last = study->equity_initial;

  for (guint i = 0; i < 350; i++)
    {
      mean += (study->equity[i] / last - 1.) / 350.;
      last = study->equity[i];
    }
  last = study->equity_initial;
  for (guint i = 0; i < 350; i++)
    {
      squares += pow (study->equity[i] / last - 1. - mean, 2.);
      last = study->equity[i];
    }

  return mean / sqrt (squares / 349.) * sqrt (252.);
}

/* Windows compound; 252 sessions are a year; efficiency is the quotient of the two means. */
static void
test_stitching (void)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtWalkForward) study = walk (tape, FALSE);
  double growth = 1., in_sample = 0., trades = 0., lowest = 0., peak = 100000.;

  for (guint i = 0; i < 4; i++)
    {
      const DtWalkForwardWindow *window = &study->windows[i];

      growth *= 1. + window->out_of_sample[DT_SWEEP_RETURN_TOTAL];
      in_sample += pow (1. + window->in_sample[DT_SWEEP_RETURN_TOTAL], 252. / 250.) - 1.;
      trades += window->out_of_sample[DT_SWEEP_TRADE_COUNT];
      g_assert_cmpfloat_with_epsilon (study->equity[MIN (i * 100 + 99, 349)], 100000. * growth,
                                      1e-4);
    }
  for (guint i = 0; i < 350; i++)
    {
      peak = fmax (peak, study->equity[i]);
      lowest = fmin (lowest, study->equity[i] / peak - 1.);
    }

  g_assert_cmpfloat_with_epsilon (study->return_total, growth - 1., 1e-9);
  g_assert_cmpfloat_with_epsilon (study->return_annual, pow (growth, 252. / 350.) - 1., 1e-9);
  g_assert_cmpfloat (study->trade_count, ==, trades);
  g_assert_cmpfloat_with_epsilon (study->max_drawdown, lowest, 1e-12);
  g_assert_cmpfloat_with_epsilon (study->sharpe, find_sharpe (study), 1e-9);
  g_assert_cmpfloat (in_sample, >, 0.);
  g_assert_cmpfloat_with_epsilon (study->efficiency, study->return_annual / (in_sample / 4.),
                                  1e-9);
}

/* Other prices from session @from on. */
static DtTapeSet *
make_other_future (guint from)
{
  DtTapeSet *tape = make_tape ();
  DtBarSeries *series = tape->lanes[0].series;

  for (gsize i = from; i < series->n_bars; i++)
    {
      double factor = 1. + 0.2 * sin ((double) (i - from));

      series->open[i] *= factor;
      series->high[i] *= factor;
      series->low[i] *= factor;
      series->close[i] *= factor;
    }

  return tape;
}

/* From session 450 on the world is another: tests before it, and what was trained before it, cannot
 * know. The third window is trained up to 449 and tested from 450; the fourth trained on both. */
static void
test_no_look_ahead (void)
{
  g_autoptr(DtTapeSet) tape = make_tape (), other_tape = make_other_future (450);
  g_autoptr(DtWalkForward) study = walk (tape, FALSE), other = walk (other_tape, FALSE);

  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (study->windows[i].cell, ==, other->windows[i].cell);
      g_assert_cmpmem (study->windows[i].in_sample, sizeof study->windows[i].in_sample,
                       other->windows[i].in_sample, sizeof other->windows[i].in_sample);
    }
  for (guint i = 0; i < 2; i++)
    g_assert_cmpmem (study->windows[i].out_of_sample, sizeof study->windows[i].out_of_sample,
                     other->windows[i].out_of_sample, sizeof other->windows[i].out_of_sample);
  g_assert_cmpmem (study->equity, 200 * sizeof (double), other->equity, 200 * sizeof (double));

  /* Else the test would say nothing */
  g_assert_cmpfloat (study->windows[2].out_of_sample[DT_SWEEP_RETURN_TOTAL], !=,
                     other->windows[2].out_of_sample[DT_SWEEP_RETURN_TOTAL]);
  g_assert_cmpfloat (study->windows[3].in_sample[DT_SWEEP_RETURN_TOTAL], !=,
                     other->windows[3].in_sample[DT_SWEEP_RETURN_TOTAL]);
}

static void
test_threads (void)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtWalkForward) one = NULL, four = NULL;

  dt_pool_set_n_threads (1);
  one = walk (tape, TRUE);
  dt_pool_set_n_threads (4);
  four = walk (tape, TRUE);
  dt_pool_set_n_threads (0);
  g_assert_cmpmem (one->equity, 350 * sizeof (double), four->equity, 350 * sizeof (double));
}

/* What is known at the close of session 9 is ten bars; played are those after session 4. */
static void
test_cut (void)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  const DtBarSeries *series = tape->lanes[0].series;
  g_autoptr(DtTapeSet) cut = dt_tape_cut (tape, series->known[4], series->known[9]);
  g_autoptr(DtTapeSet) nothing = dt_tape_cut (tape, DT_TIME_NONE, series->known[0] - 1);
  g_autoptr(GArray) all = dt_tape_list_sessions (tape), played = dt_tape_list_sessions (cut);

  g_assert_cmpuint (cut->lanes[0].series->n_bars, ==, 10);
  g_assert_cmpfloat (cut->lanes[0].series->close[9], ==, series->close[9]);
  g_assert_cmpuint (all->len, ==, 600);
  g_assert_cmpuint (played->len, ==, 5);
  g_assert_cmpint (g_array_index (played, DtTapeSession, 0).date, ==, get_date (tape, 5));
  g_assert_cmpuint (nothing->n_lanes, ==, 0);
}

static void
on_progress (goffset  done,
             goffset  total,
             gpointer user_data)
{
  goffset *last = user_data;

  g_assert_cmpint (done, >=, *last);
  g_assert_cmpint (done, <=, total);
  *last = done;
}

static void
test_refusals (void)
{
  static const DtWalkForwardRequest bad[] = {
    { 600, 10, FALSE, DT_SWEEP_CAGR }, { 0, 10, FALSE, DT_SWEEP_CAGR },
    { 10, 0, FALSE, DT_SWEEP_CAGR },
  };
  DtWalkForwardRequest request = { TRAIN, TEST, FALSE, DT_SWEEP_SHARPE };
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtRunSpec) spec = make_spec ();
  g_autoptr(GPtrArray) axes = make_axes ("fast=3,5", "slow=20");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(DtWalkForward) study = NULL;
  g_autoptr(GError) error = NULL;
  goffset last = 0;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (dt_walk_forward_run (spec, axes, 0, &bad[i], tape, NULL, NULL, NULL, &error));
      g_assert_error (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST);
      g_clear_error (&error);
    }

  study = dt_walk_forward_run (spec, axes, 0, &request, tape, on_progress, &last, NULL, &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_null (dt_walk_forward_run (spec, axes, 0, &request, tape, NULL, NULL, cancellable,
                                      &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lab/walk-forward/windows", test_windows);
  g_test_add_func ("/lab/walk-forward/one-window", test_one_window);
  g_test_add_func ("/lab/walk-forward/stitching", test_stitching);
  g_test_add_func ("/lab/walk-forward/no-look-ahead", test_no_look_ahead);
  g_test_add_func ("/lab/walk-forward/threads", test_threads);
  g_test_add_func ("/lab/walk-forward/cut", test_cut);
  g_test_add_func ("/lab/walk-forward/refusals", test_refusals);

  return g_test_run ();
}
