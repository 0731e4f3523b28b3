/* dt-run-tape.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-run-tape.h"

/* Every series that the plan's rules read beside their own, and its benchmark. */
static GArray *
list_streams (const DtRunPlan *plan)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (DtRuleStream));

  for (guint i = 0; i < plan->n_strategies; i++)
    {
      guint n_streams;
      const DtRuleStream *streams
        = dt_rule_program_get_streams (plan->strategies[i]->program, &n_streams);

      if (n_streams > 1)
        g_array_append_vals (list, streams + 1, n_streams - 1);
    }
  if (plan->spec->benchmark != NULL)
    {
      DtRuleStream stream = { plan->spec->benchmark, DT_TIMEFRAME_NONE };

      g_array_append_val (list, stream);
    }

  return list;
}

/**
 * dt_run_plan_load_tape:
 *
 * Returns: (transfer full): the lanes, or %NULL with the loader's error
 */
DtTapeSet *
dt_run_plan_load_tape (DtRunPlan      *plan,
                       DtMarketStore  *store,
                       GCancellable   *cancellable,
                       GError        **error)
{
  const DtRunSpec *spec = plan->spec;
  g_autoptr(GArray) streams = list_streams (plan);
  DtCsvOptions options = {
    .adjustment = MAX (spec->adjustment, 0),
    .as_of = DT_DATE_NONE,
  };
  DtTapeRequest request;

  dt_tape_request_init (&request);
  request.universe = spec->universe;
  request.symbols = (const char *const *) spec->symbols;
  request.csv = (const char *const *) spec->csv;
  request.csv_options = &options;
  request.timeframe = plan->timeframe;
  request.adjustment = spec->adjustment;
  request.from = spec->from;
  request.to = spec->to;
  request.streams = (const DtRuleStream *) streams->data;
  request.n_streams = streams->len;

  return dt_tape_load (store, &request, NULL, NULL, cancellable, error);
}

gboolean
dt_run_plan_check_replay (DtRunPlan  *plan,
                          GError    **error)
{
  if (plan->spec->independent)
    {
      g_set_error_literal (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC,
                           "A replay has one account; independent accounts are for "
                           "\"backtest run\"");
      return FALSE;
    }

  return TRUE;
}
