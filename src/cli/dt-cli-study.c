/* dt-cli-study.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <math.h>

#include "dt-error.h"
#include "dt-run-tape.h"

#include "dt-cli-study.h"

#define refuse(error, ...) dt_refuse (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST, __VA_ARGS__)

DtRunSpec *
dt_cli_study_make_spec (char   **arguments,
                        guint    n_arguments,
                        GError **error)
{
  g_autoptr(DtRunSpec) spec = dt_cli_run_make_spec (arguments, n_arguments, error);

  if (spec == NULL)
    return NULL;
  if (dt_cli_run_options.trades != NULL || dt_cli_run_options.equity != NULL)
    {
      refuse (error, "A study keeps no trades: --trades and --equity are options of backtest run");
      return NULL;
    }

  return g_steal_pointer (&spec);
}

DtTapeSet *
dt_cli_study_load_tape (DtCli      *cli,
                        DtRunPlan  *plan,
                        GError    **error)
{
  g_autoptr(DtMarketStore) store = NULL;

  if (plan->spec->csv == NULL
      && !(store = dt_market_store_open (cli->data_dir, DT_STORE_READ_ONLY, error)))
    return NULL;

  return dt_run_plan_load_tape (plan, store, cli->cancellable, error);
}

DtBacktest *
dt_cli_study_run (DtCli            *cli,
                  const DtRunSpec  *spec,
                  GError          **error)
{
  g_autoptr(DtRunPlan) plan = dt_run_plan_new (spec, error);
  DtTapeSet *tape = plan != NULL ? dt_cli_study_load_tape (cli, plan, error) : NULL;

  if (tape == NULL)
    return NULL;

  return dt_backtest_run (plan, tape, dt_cli_study_progress, (gpointer) "Testing",
                          cli->cancellable, error);
}

void
dt_cli_study_progress (goffset  done,
                       goffset  total,
                       gpointer user_data)
{
  if (total > 0)
    dt_cli_progress (user_data, (double) done / (double) total);
}

GPtrArray *
dt_cli_study_read_axes (char   **options,
                        GError **error)
{
  g_autoptr(GPtrArray) axes = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_sweep_axis_free);

  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    {
      DtSweepAxis *axis = dt_sweep_axis_parse (options[i], error);

      if (axis == NULL)
        return NULL;
      g_ptr_array_add (axes, axis);
    }

  return g_steal_pointer (&axes);
}

gboolean
dt_cli_study_read_objective (const char        *text,
                             DtSweepStatistic  *objective,
                             GError           **error)
{
  *objective = DT_SWEEP_SHARPE;

  return text == NULL || dt_sweep_statistic_parse (text, objective)
         || refuse (error, "--objective %s is no statistic of a sweep: it is return_total, cagr, "
                    "sharpe_annualized, sortino_annualized, max_drawdown, profit_factor, win_rate "
                    "or trade_count", text);
}

void
dt_cli_study_set_number (JsonObject *object,
                         const char *member,
                         double      value)
{
  if (isfinite (value))
    json_object_set_double_member (object, member, value);
  else
    json_object_set_null_member (object, member);
}

char *
dt_cli_study_dup_number (double value,
                         int    places)
{
  char format[16], digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return g_strdup ("-");

  g_snprintf (format, sizeof format, "%%.%d%c", places, fabs (value) < 1e15 ? 'f' : 'e');
  return g_strdup (g_ascii_formatd (digits, sizeof digits, format, value));
}

void
dt_cli_study_print_json (JsonObject *object)
{
  g_autoptr(JsonNode) root = json_node_init_object (json_node_alloc (), object);

  json_object_unref (object);
  dt_cli_print_json (root);
}
