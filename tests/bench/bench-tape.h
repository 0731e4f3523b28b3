/* bench-tape.h - bars and plans as the benches run them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>
#include <time.h>

#include "dt-backtest.h"
#include "dt-csv-import.h"

/* Seconds of this process's own work: what other programs do meanwhile does not count. */
static inline double
bench_cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static inline double
bench_wall_seconds (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

/* The first @n series as base lanes. */
static inline DtTapeSet *
bench_tape (GPtrArray   *series,
            guint        n,
            DtTimeframe  timeframe)
{
  DtTapeSet *tape = g_new0 (DtTapeSet, 1);
  g_atomic_ref_count_init (&tape->ref_count);

  tape->n_lanes = tape->n_instruments = n;
  tape->lanes = g_new0 (DtLane, n);
  tape->instruments = g_new0 (DtInstrument *, n);
  tape->timeframe = timeframe;
  tape->from = tape->to = DT_TIME_NONE;
  tape->notes = g_ptr_array_new ();
  for (guint i = 0; i < n; i++)
    {
      DtBarSeries *one = g_ptr_array_index (series, i);

      tape->instruments[i] = dt_instrument_new (one->symbol, DT_INSTRUMENT_STOCK);
      tape->lanes[i] = (DtLane) { dt_bar_series_ref (one), i, DT_LANE_BASE };
    }

  return tape;
}

static inline DtRunSpec *
bench_spec (const char *strategy,
            const char *risk,
            gboolean    independent)
{
  DtRunSpec *spec = dt_run_spec_new ();
  g_autoptr(DtRiskProfile) profile = dt_risk_profile_load (risk, NULL);

  spec->strategy_texts = g_new0 (char *, 2);
  spec->strategy_paths = g_new0 (char *, 2);
  spec->strategy_texts[0] = g_strdup (strategy);
  spec->strategy_paths[0] = g_strdup ("bench.strategy");
  spec->risk_text = dt_risk_profile_to_text (profile);
  spec->independent = independent;

  return spec;
}

static inline DtRunPlan *
bench_plan (const DtRunSpec *spec)
{
  g_autoptr(GError) error = NULL;
  DtRunPlan *plan = dt_run_plan_new (spec, &error);

  if (plan == NULL)
    g_error ("%s", error->message);

  return plan;
}

static inline char *
bench_read (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *text;

  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s", error->message);

  return text;
}
