/* dt-run-tape.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-run-tape.h"

/* What the regime is measured on: the market, and what is traded, in the selector's timeframe. */
static void
add_regime_streams (const DtSelectorFile *selector,
                    GArray               *list)
{
  DtRuleStream market = { selector->market, selector->timeframe };
  DtRuleStream members = { NULL, selector->timeframe };

  if (selector->market != NULL)
    g_array_append_val (list, market);
  if (selector->market == NULL || selector->rules.breadth)
    g_array_append_val (list, members);
}

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
  if (plan->selector != NULL)
    add_regime_streams (plan->selector, list);
  if (plan->spec->benchmark != NULL)
    {
      DtRuleStream stream = { plan->spec->benchmark, DT_TIMEFRAME_NONE };

      g_array_append_val (list, stream);
    }

  return list;
}

/* Rules read missing values where a series is not there; a comparison without one means nothing. */
static gboolean
has_benchmark (const DtTapeSet  *set,
               const char       *symbol,
               GError          **error)
{
  if (symbol == NULL)
    return TRUE;

  for (guint i = 0; i < set->n_lanes; i++)
    if (g_str_equal (set->instruments[set->lanes[i].instrument]->symbol, symbol)
        && set->lanes[i].series->timeframe == set->timeframe)
      return TRUE;

  g_set_error (error, DT_RUN_ERROR, DT_RUN_ERROR_NO_DATA,
               "There are no bars of the benchmark %s in the run's timeframe", symbol);
  return FALSE;
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
  g_autoptr(DtTapeSet) set = NULL;
  DtTapeRequest request;

  dt_tape_request_init (&request);
  request.universe = spec->universe;
  request.symbols = (const char *const *) spec->symbols;
  request.csv = (const char *const *) spec->csv;
  request.csv_options = &options;
  request.timeframe = plan->timeframe;
  request.adjustment = spec->adjustment;
  request.session = spec->session;
  request.from = spec->from;
  request.to = spec->to;
  request.streams = (const DtRuleStream *) streams->data;
  request.n_streams = streams->len;
  request.intrabar = plan->terms.intrabar;
  request.intrabar_auto = plan->terms.intrabar_auto;

  set = dt_tape_load (store, &request, NULL, NULL, cancellable, error);
  if (set == NULL || !has_benchmark (set, spec->benchmark, error))
    return NULL;

  return g_steal_pointer (&set);
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
