/* dt-cmd-study-look-ahead.c - daytrader-cli study look-ahead
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-error.h"
#include "dt-look-ahead.h"

#include "dt-cli-book.h"
#include "dt-cli-study.h"

#define DEFAULT_CUTS 100

static gint64 n_cuts = DEFAULT_CUTS;

static const GOptionEntry entries[] = {
  DT_CLI_STUDY_ENTRIES,
  { "cuts", 0, 0, G_OPTION_ARG_INT64, &n_cuts,
    "Signals to cut the data at, chosen by --seed; 100 by default, 0 for all", "N" },
  { NULL }
};

static DtLookAhead *
study (DtCli   *cli,
       char   **arguments,
       guint    n_arguments,
       GError **error)
{
  g_autoptr(DtRunSpec) spec = dt_cli_study_make_spec (arguments, n_arguments, error);
  g_autoptr(DtRunPlan) plan = NULL;
  g_autoptr(DtTapeSet) tape = NULL;

  if (spec == NULL)
    return NULL;
  if (n_cuts < 0 || n_cuts > G_MAXINT)
    {
      dt_refuse (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST,
                 "--cuts %" G_GINT64_FORMAT " is no number of signals", n_cuts);
      return NULL;
    }

  plan = dt_run_plan_new (spec, error);
  if (plan == NULL || !(tape = dt_cli_study_load_tape (cli, plan, error)))
    return NULL;

  return dt_look_ahead_run (spec, tape, (guint) n_cuts, spec->seed, NULL, NULL,
                            dt_cli_study_progress, (gpointer) "Cutting", cli->cancellable, error);
}

static const char *
change_to_string (const DtLookAheadFinding *finding)
{
  return finding->missing ? "missing" : finding->added ? "added" : "changed";
}

static void
print_json (const DtLookAhead *study)
{
  JsonObject *object = json_object_new ();
  JsonArray *findings = json_array_new ();

  for (guint i = 0; i < study->findings->len; i++)
    {
      const DtLookAheadFinding *finding = &g_array_index (study->findings, DtLookAheadFinding, i);
      JsonObject *row = json_object_new ();

      dt_cli_set_time (row, "cut", finding->cut);
      dt_cli_set_time (row, "time", finding->time);
      json_object_set_string_member (row, "symbol", finding->symbol);
      json_object_set_string_member (row, "kind", dt_look_ahead_kind_to_string (finding->kind));
      json_object_set_string_member (row, "change", change_to_string (finding));
      if (finding->indicator != NULL)
        json_object_set_string_member (row, "indicator", finding->indicator);
      else
        json_object_set_null_member (row, "indicator");
      json_array_add_object_element (findings, row);
    }

  json_object_set_int_member (object, "signal_count", study->n_signals);
  json_object_set_int_member (object, "instant_count", study->n_instants);
  json_object_set_int_member (object, "cut_count", study->n_cuts);
  json_object_set_int_member (object, "value_count", (gint64) study->n_values);
  json_object_set_array_member (object, "findings", findings);
  dt_cli_study_print_json (object);
}

static void
print_table (const DtLookAhead *study)
{
  static const char *const header[] = { "data up to", "differs at", "symbol", "what", "how", NULL };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  char buf[DT_TIME_BUF_SIZE];

  g_print ("%u signals at %u instants; the data were cut at %u of them: %s\n", study->n_signals,
           study->n_instants, study->n_cuts,
           study->findings->len == 0 ? "nothing before changed" : "the past changed");
  if (study->findings->len == 0)
    return;

  for (guint i = 0; i < study->findings->len; i++)
    {
      const DtLookAheadFinding *finding = &g_array_index (study->findings, DtLookAheadFinding, i);
      char **cells = g_new0 (char *, G_N_ELEMENTS (header));

      cells[0] = g_strdup (dt_time_to_string (finding->cut, buf));
      cells[1] = g_strdup (dt_time_to_string (finding->time, buf));
      cells[2] = g_strdup (finding->symbol);
      cells[3] = g_strdup (finding->indicator != NULL
                           ? finding->indicator : dt_look_ahead_kind_to_string (finding->kind));
      cells[4] = g_strdup (change_to_string (finding));
      g_ptr_array_add (rows, cells);
    }
  g_print ("\n");
  dt_cli_print_table (header, NULL, rows);
}

static int
run_study_look_ahead (DtCli  *cli,
                      char  **arguments,
                      guint   n_arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtLookAhead) result = study (cli, arguments, n_arguments, &error);

  if (result == NULL)
    return dt_cli_fail (cli, error);

  dt_cli_progress_end ();
  if (cli->json)
    print_json (result);
  else
    print_table (result);

  return result->findings->len == 0 ? DT_EXIT_OK : DT_EXIT_FINDINGS;
}

const DtCliCommand dt_cmd_study_look_ahead = {
  .name = "study look-ahead",
  .arguments = "--strategy FILE (--csv FILE… | --symbols A,B | --universe NAME)",
  .summary = "Prove that a run knows nothing of its future",
  .description = "Takes the options of “backtest run”. The run is made again on data that end with "
                 "a signal, for many signals: all signals, orders and fills up to there, and the "
                 "values of all indicators, must be the same. Code 5 when one is not.",
  .entries = entries,
  .run = run_study_look_ahead,
};
