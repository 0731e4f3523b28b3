/* dt-cmd-study-monte-carlo.c - daytrader-cli study monte-carlo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-error.h"
#include "dt-monte-carlo.h"

#include "dt-cli-study.h"

#define DEFAULT_RUNS 1000

static char *kind_option, *blocks_option;
static gint64 n_runs = DEFAULT_RUNS, block;

static const GOptionEntry entries[] = {
  DT_CLI_STUDY_ENTRIES,
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind_option,
    "shuffle the trades (default), or bootstrap the sessions", "KIND" },
  { "runs", 0, 0, G_OPTION_ARG_INT64, &n_runs, "Lines to draw, 1000 by default", "N" },
  { "block", 0, 0, G_OPTION_ARG_INT64, &block,
    "Sessions in a block; the cube root of their number by default", "N" },
  { "blocks", 0, 0, G_OPTION_ARG_STRING, &blocks_option,
    "stationary: lengths vary around --block (default); fixed: all that long", "KIND" },
  { NULL }
};

static const char *const kind_names[] = { "shuffle", "bootstrap", NULL };
static const char *const blocks_names[] = { "stationary", "fixed", NULL };
static const char *const percentile_names[] = { "p5", "p25", "p50", "p75", "p95" };

#define refuse(error, ...) dt_refuse (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST, __VA_ARGS__)

static gboolean
read_choice (const char         *option,
             const char         *text,
             const char *const  *names,
             guint              *choice,
             GError            **error)
{
  *choice = 0;
  if (text == NULL)
    return TRUE;

  for (; names[*choice] != NULL; ++*choice)
    if (g_str_equal (names[*choice], text))
      return TRUE;

  return refuse (error, "--%s %s: it is %s or %s", option, text, names[0], names[1]);
}

static gboolean
read_request (DtMonteCarloRequest  *request,
              guint64               seed,
              GError              **error)
{
  guint kind, blocks;

  if (!read_choice ("kind", kind_option, kind_names, &kind, error)
      || !read_choice ("blocks", blocks_option, blocks_names, &blocks, error))
    return FALSE;
  if (n_runs < 1 || n_runs > DT_MONTE_CARLO_MAX_RUNS)
    return refuse (error, "--runs %" G_GINT64_FORMAT " is not from 1 to %d", n_runs,
                   DT_MONTE_CARLO_MAX_RUNS);
  if (block < 0)
    return refuse (error, "--block %" G_GINT64_FORMAT " is no length", block);
  if (kind == DT_MONTE_CARLO_SHUFFLE && (block != 0 || blocks_option != NULL))
    return refuse (error, "Trades are shuffled one by one: --block and --blocks go with "
                   "--kind bootstrap");

  *request = (DtMonteCarloRequest) { kind, blocks, (gsize) block, (guint) n_runs, seed };
  return TRUE;
}

static DtMonteCarlo *
study (DtCli   *cli,
       char   **arguments,
       guint    n_arguments,
       GError **error)
{
  g_autoptr(DtRunSpec) spec = dt_cli_study_make_spec (arguments, n_arguments, error);
  g_autoptr(DtBacktest) backtest = NULL;
  g_autoptr(DtReturnLine) line = NULL;
  DtMonteCarloRequest request;

  if (spec == NULL || !read_request (&request, spec->seed, error)
      || !(backtest = dt_cli_study_run (cli, spec, error)))
    return NULL;

  line = request.kind == DT_MONTE_CARLO_SHUFFLE
         ? dt_return_line_new_of_trades (backtest->records, backtest->n_records, error)
         : dt_return_line_new_of_sessions (backtest->records, backtest->n_records, error);
  if (line == NULL)
    return NULL;

  return dt_monte_carlo_run (line, &request, dt_cli_study_progress, (gpointer) "Drawing",
                             cli->cancellable, error);
}

static JsonObject *
row_to_json (const DtMonteCarloRow *row)
{
  JsonObject *object = json_object_new ();

  dt_cli_study_set_number (object, "observed", row->observed);
  dt_cli_study_set_number (object, "rank", row->rank);
  for (guint p = 0; p < DT_MONTE_CARLO_N_PERCENTILES; p++)
    dt_cli_study_set_number (object, percentile_names[p], row->percentiles[p]);

  return object;
}

static JsonArray *
fan_to_json (const DtMonteCarlo *study)
{
  JsonArray *fan = json_array_new ();

  for (gsize i = 0; i < study->n_fan; i++)
    {
      JsonObject *point = json_object_new ();

      json_object_set_int_member (point, "point", (gint64) study->fan_points[i]);
      for (guint p = 0; p < DT_MONTE_CARLO_N_PERCENTILES; p++)
        dt_cli_study_set_number (point, percentile_names[p], study->fan[p][i]);
      json_array_add_object_element (fan, point);
    }

  return fan;
}

static void
print_json (const DtMonteCarlo *study)
{
  gboolean bootstrap = study->request.kind == DT_MONTE_CARLO_BOOTSTRAP;
  JsonObject *object = json_object_new (), *statistics = json_object_new ();

  for (guint s = 0; s < DT_MONTE_CARLO_N_STATISTICS; s++)
    json_object_set_object_member (statistics, dt_monte_carlo_statistic_to_string (s),
                                   row_to_json (&study->rows[s]));

  json_object_set_string_member (object, "kind", kind_names[study->request.kind]);
  json_object_set_int_member (object, "run_count", study->request.n_runs);
  json_object_set_int_member (object, "return_count", (gint64) study->n_returns);
  if (bootstrap)
    {
      json_object_set_string_member (object, "blocks", blocks_names[study->request.blocks]);
      json_object_set_int_member (object, "block", (gint64) study->request.block);
    }
  else
    {
      json_object_set_null_member (object, "blocks");
      json_object_set_null_member (object, "block");
    }
  json_object_set_double_member (object, "equity_initial", study->start);
  json_object_set_double_member (object, "probability_of_loss", study->probability_of_loss);
  json_object_set_object_member (object, "statistics", statistics);
  json_object_set_array_member (object, "fan", fan_to_json (study));
  dt_cli_study_print_json (object);
}

static void
print_table (const DtMonteCarlo *study)
{
  static const char *const header[] = { "statistic", "observed", "p5", "p25", "p50", "p75", "p95",
                                        "rank", NULL };
  static const gboolean numeric[] = { FALSE, TRUE, TRUE, TRUE, TRUE, TRUE, TRUE, TRUE };
  static const int places[DT_MONTE_CARLO_N_STATISTICS] = { 2, 4, 4, 4, 0 };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint s = 0; s < DT_MONTE_CARLO_N_STATISTICS; s++)
    {
      const DtMonteCarloRow *row = &study->rows[s];
      char **cells = g_new0 (char *, G_N_ELEMENTS (header));

      cells[0] = g_strdup (dt_monte_carlo_statistic_to_string (s));
      cells[1] = dt_cli_study_dup_number (row->observed, places[s]);
      for (guint p = 0; p < DT_MONTE_CARLO_N_PERCENTILES; p++)
        cells[2 + p] = dt_cli_study_dup_number (row->percentiles[p], places[s]);
      cells[7] = dt_cli_study_dup_number (row->rank, 3);
      g_ptr_array_add (rows, cells);
    }

  if (study->request.kind == DT_MONTE_CARLO_SHUFFLE)
    g_print ("%u orders of %" G_GSIZE_FORMAT " trades\n\n", study->request.n_runs,
             study->n_returns);
  else
    g_print ("%u lines of %" G_GSIZE_FORMAT " sessions, %s blocks of %" G_GSIZE_FORMAT "\n\n",
             study->request.n_runs, study->n_returns, blocks_names[study->request.blocks],
             study->request.block);
  dt_cli_print_table (header, numeric, rows);
  g_print ("\nProbability of loss: %.4f\n", study->probability_of_loss);
}

static int
run_study_monte_carlo (DtCli  *cli,
                       char  **arguments,
                       guint   n_arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtMonteCarlo) result = study (cli, arguments, n_arguments, &error);

  if (result == NULL)
    return dt_cli_fail (cli, error);

  dt_cli_progress_end ();
  if (cli->json)
    print_json (result);
  else
    print_table (result);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_study_monte_carlo = {
  .name = "study monte-carlo",
  .arguments = "--strategy FILE (--csv FILE… | --symbols A,B | --universe NAME)",
  .summary = "Ask how much of a run was luck",
  .description = "Takes the options of “backtest run”. The trades in other orders show how deep "
                 "the same trades could have fallen; blocks of its sessions put together anew show "
                 "how else the run could have ended. The same --seed draws the same lines.",
  .entries = entries,
  .run = run_study_monte_carlo,
};
