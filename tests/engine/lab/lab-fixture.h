/* lab-fixture.h - a strategy, a random walk and a run of it, for the tests of this room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-backtest.h"
#include "dt-random.h"
#include "dt-sweep.h"

#define N_BARS 600

static const char lab_strategy[] =
  "[strategy]\n"
  "name = Cross\n"
  "[parameters]\n"
  "fast = 5 in 2..50 step 1\n"
  "slow = 20 in 3..200 step 1\n"
  "[long]\n"
  "entry = ema(fast) crosses above ema(slow)\n"
  "exit = ema(fast) crosses below ema(slow)\n"
  "[orders]\n"
  "entry = market\n"
  "[size]\n"
  "size = fraction 0.5\n";

G_GNUC_UNUSED static DtRunSpec *
make_spec (void)
{
  DtRunSpec *spec = dt_run_spec_new ();

  spec->strategy_texts = g_new0 (char *, 2);
  spec->strategy_texts[0] = g_strdup (lab_strategy);
  spec->strategy_paths = g_new0 (char *, 2);
  spec->strategy_paths[0] = g_strdup ("cross.strategy");
  spec->timeframe = DT_TIMEFRAME_DAY;
  spec->cash = DT_DOLLARS (100000);
  return spec;
}

/* A random walk of daily bars from 4 January 2010 on, seeded. */
G_GNUC_UNUSED static DtTapeSet *
make_tape (void)
{
  DtTapeSet *tape = g_new0 (DtTapeSet, 1);
  DtBarSeries *series = dt_bar_series_new ("WALK", DT_TIMEFRAME_DAY, N_BARS);
  DtDate date = dt_date_new (2010, 1, 3);
  double price = 100.;
  DtRandom random;

  dt_random_init (&random, 20100104);
  for (guint i = 0; i < N_BARS; i++)
    {
      double open = price, close = open * (1. + 0.01 * dt_random_normal (&random));
      DtBar bar = { .open = open, .close = close, .high = MAX (open, close) * 1.002,
                    .low = MIN (open, close) * 0.998, .volume = 1e6 };

      date = dt_calendar_next_session (date);
      bar.time = dt_time_from_new_york (date, 0);
      dt_bar_series_append (series, &bar,
                            dt_calendar_bar_known (bar.time, DT_TIMEFRAME_DAY));
      price = close;
    }

  g_atomic_ref_count_init (&tape->ref_count);
  tape->n_lanes = tape->n_instruments = 1;
  tape->lanes = g_new (DtLane, 1);
  tape->lanes[0] = (DtLane) { series, 0, DT_LANE_BASE };
  tape->instruments = g_new (DtInstrument *, 1);
  tape->instruments[0] = dt_instrument_new ("WALK", DT_INSTRUMENT_STOCK);
  tape->timeframe = DT_TIMEFRAME_DAY;
  tape->from = tape->to = DT_TIME_NONE;
  tape->notes = g_ptr_array_new ();
  tape->hash = g_strdup ("walk");
  return tape;
}

G_GNUC_UNUSED static GPtrArray *
make_axes (const char *first,
           const char *second)
{
  GPtrArray *axes = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_sweep_axis_free);
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (axes, dt_sweep_axis_parse (first, &error));
  g_assert_no_error (error);
  g_ptr_array_add (axes, dt_sweep_axis_parse (second, &error));
  g_assert_no_error (error);
  return axes;
}

G_GNUC_UNUSED static DtBacktest *
run_backtest (const DtRunSpec *spec,
              DtTapeSet       *tape)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRunPlan) plan = dt_run_plan_new (spec, &error);
  DtBacktest *backtest;

  g_assert_no_error (error);
  backtest = dt_backtest_run (plan, dt_tape_set_ref (tape), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return backtest;
}
