/* desk-lab-study-work.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-labpage"

#include "config.h"

#include "dt-run-tape.h"

#include "desk-lab-study-work.h"

void
desk_study_input_free (gpointer data)
{
  DeskStudyInput *input = data;

  g_clear_pointer (&input->spec, dt_run_spec_free);
  g_clear_pointer (&input->axes, g_ptr_array_unref);
  g_clear_pointer (&input->result, desk_lab_result_unref);
  g_free (input->data_dir);
  g_free (input);
}

static DtTapeSet *
load_tape (const DeskStudyInput *input,
           GCancellable         *cancellable,
           GError              **error)
{
  g_autoptr(DtRunPlan) plan = dt_run_plan_new (input->spec, error);
  g_autoptr(DtMarketStore) store = NULL;

  if (plan == NULL)
    return NULL;

  store = dt_market_store_open (input->data_dir, DT_STORE_READ_ONLY, error);

  return store != NULL ? dt_run_plan_load_tape (plan, store, cancellable, error) : NULL;
}

gpointer
desk_study_sweep (DeskLabJob    *job,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  const DeskStudyInput *input = data;
  g_autoptr(DtTapeSet) tape = load_tape (input, cancellable, error);
  g_autoptr(DtSweep) sweep = NULL;

  if (tape == NULL)
    return NULL;

  sweep = dt_sweep_new (input->spec, input->axes, 0, 0, error);
  if (sweep == NULL
      || !dt_sweep_run (sweep, tape, 0, 1, desk_lab_job_report, job, cancellable, error))
    return NULL;

  return g_steal_pointer (&sweep);
}

gpointer
desk_study_walk_forward (DeskLabJob    *job,
                         gpointer       data,
                         GCancellable  *cancellable,
                         GError       **error)
{
  const DeskStudyInput *input = data;
  g_autoptr(DtTapeSet) tape = load_tape (input, cancellable, error);

  if (tape == NULL)
    return NULL;

  return dt_walk_forward_run (input->spec, input->axes, 0, &input->walk, tape,
                              desk_lab_job_report, job, cancellable, error);
}

gpointer
desk_study_monte_carlo (DeskLabJob    *job,
                        gpointer       data,
                        GCancellable  *cancellable,
                        GError       **error)
{
  const DeskStudyInput *input = data;
  const DtBacktest *backtest = input->result->backtest;
  g_autoptr(DtReturnLine) line =
    input->of_trades
    ? dt_return_line_new_of_trades (backtest->records, backtest->n_records, error)
    : dt_return_line_new_of_sessions (backtest->records, backtest->n_records, error);

  if (line == NULL)
    return NULL;

  return dt_monte_carlo_run (line, &input->monte_carlo, desk_lab_job_report, job, cancellable,
                             error);
}
