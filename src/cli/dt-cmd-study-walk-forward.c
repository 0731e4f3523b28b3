/* dt-cmd-study-walk-forward.c - daytrader-cli study walk-forward
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-error.h"
#include "dt-pool.h"
#include "dt-walk-forward.h"

#include "dt-cli-study.h"

static char **axis_options;
static char *objective_option;
static gint64 n_train, n_test, n_random;
static int n_threads;
static gboolean anchored;

static const GOptionEntry entries[] = {
  DT_CLI_STUDY_ENTRIES,
  { "sweep", 0, 0, G_OPTION_ARG_STRING_ARRAY, &axis_options,
    "A parameter and its values: fast=5..20, fast=5..20:5 or fast=5,8,13", "AXIS" },
  { "train", 0, 0, G_OPTION_ARG_INT64, &n_train, "Sessions in which settings are chosen", "N" },
  { "test", 0, 0, G_OPTION_ARG_INT64, &n_test,
    "Sessions after them in which they are judged", "M" },
  { "anchored", 0, 0, G_OPTION_ARG_NONE, &anchored,
    "All training begins with the first session", NULL },
  { "objective", 0, 0, G_OPTION_ARG_STRING, &objective_option,
    "Statistic that the best cell is chosen by, sharpe_annualized by default", "NAME" },
  { "random", 0, 0, G_OPTION_ARG_INT64, &n_random,
    "Only so many cells of the grid, chosen by --seed", "N" },
  { "threads", 0, 0, G_OPTION_ARG_INT, &n_threads,
    "As many threads, all cores by default; the numbers do not depend on it", "N" },
  { NULL }
};

#define refuse(error, ...) dt_refuse (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST, __VA_ARGS__)

static gboolean
read_request (DtWalkForwardRequest  *request,
              GError               **error)
{
  if (n_train < 1 || n_test < 1 || n_train > G_MAXINT || n_test > G_MAXINT)
    return refuse (error, "A walk forward needs --train and --test, each at least one session");
  if (n_random < 0)
    return refuse (error, "--random %" G_GINT64_FORMAT " is no number of cells", n_random);

  *request = (DtWalkForwardRequest) { (guint) n_train, (guint) n_test, anchored,
                                      DT_SWEEP_SHARPE };
  return dt_cli_study_read_objective (objective_option, &request->objective, error);
}

static DtWalkForward *
study (DtCli   *cli,
       char   **arguments,
       guint    n_arguments,
       GError **error)
{
  g_autoptr(DtRunSpec) spec = dt_cli_study_make_spec (arguments, n_arguments, error);
  g_autoptr(GPtrArray) axes = NULL;
  g_autoptr(DtSweep) sweep = NULL;
  g_autoptr(DtRunSpec) first = NULL;
  g_autoptr(DtRunPlan) plan = NULL;
  g_autoptr(DtTapeSet) tape = NULL;
  DtWalkForwardRequest request;

  /* The data are those that the first cell asks for, as in a sweep */
  if (spec == NULL || !read_request (&request, error)
      || !(axes = dt_cli_study_read_axes (axis_options, error))
      || !(sweep = dt_sweep_new (spec, axes, 0, 0, error))
      || !(first = dt_sweep_dup_spec (sweep, 0))
      || !(plan = dt_run_plan_new (first, error))
      || !(tape = dt_cli_study_load_tape (cli, plan, error)))
    return NULL;

  dt_pool_set_n_threads ((guint) MAX (n_threads, 0));
  return dt_walk_forward_run (spec, axes, (guint64) n_random, &request, tape,
                              dt_cli_study_progress, (gpointer) "Walking", cli->cancellable,
                              error);
}

static void
set_date (JsonObject *object,
          const char *member,
          DtDate      date)
{
  char buf[DT_TIME_BUF_SIZE];

  json_object_set_string_member (object, member, dt_date_to_string (date, buf));
}

static JsonObject *
statistics_to_json (const double *statistics)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < DT_SWEEP_N_STATISTICS; i++)
    if (dt_sweep_statistic_is_count (i) && !isnan (statistics[i]))
      json_object_set_int_member (object, dt_sweep_statistic_to_string (i),
                                  (gint64) statistics[i]);
    else
      dt_cli_study_set_number (object, dt_sweep_statistic_to_string (i), statistics[i]);

  return object;
}

static JsonObject *
window_to_json (const DtWalkForward       *study,
                const DtWalkForwardWindow *window)
{
  JsonObject *object = json_object_new (), *parameters = json_object_new ();

  for (guint i = 0; i < study->axes->len; i++)
    dt_cli_study_set_number (parameters,
                             ((DtSweepAxis *) g_ptr_array_index (study->axes, i))->name,
                             window->values[i]);

  set_date (object, "train_start", window->train_first);
  set_date (object, "train_end", window->train_last);
  set_date (object, "test_start", window->test_first);
  set_date (object, "test_end", window->test_last);
  json_object_set_int_member (object, "train_sessions", window->n_train);
  json_object_set_int_member (object, "test_sessions", window->n_test);
  if (window->chosen)
    json_object_set_int_member (object, "cell", (gint64) window->cell);
  else
    json_object_set_null_member (object, "cell");
  json_object_set_object_member (object, "parameters", parameters);
  json_object_set_object_member (object, "in_sample", statistics_to_json (window->in_sample));
  json_object_set_object_member (object, "out_of_sample",
                                 statistics_to_json (window->out_of_sample));
  return object;
}

static void
print_json (const DtWalkForward *study)
{
  JsonObject *object = json_object_new ();
  JsonArray *windows = json_array_new (), *equity = json_array_new ();

  for (guint i = 0; i < study->n_windows; i++)
    json_array_add_object_element (windows, window_to_json (study, &study->windows[i]));
  for (gsize i = 0; i < study->n_sessions; i++)
    {
      JsonObject *point = json_object_new ();

      set_date (point, "date", study->dates[i]);
      dt_cli_study_set_number (point, "equity", study->equity[i]);
      json_array_add_object_element (equity, point);
    }

  json_object_set_string_member (object, "objective",
                                 dt_sweep_statistic_to_string (study->request.objective));
  json_object_set_boolean_member (object, "anchored", study->request.anchored);
  dt_cli_study_set_number (object, "equity_initial", study->equity_initial);
  dt_cli_study_set_number (object, "equity_final", study->equity[study->n_sessions - 1]);
  dt_cli_study_set_number (object, "return_total", study->return_total);
  dt_cli_study_set_number (object, "return_annual", study->return_annual);
  dt_cli_study_set_number (object, "sharpe", study->sharpe);
  dt_cli_study_set_number (object, "max_drawdown", study->max_drawdown);
  json_object_set_int_member (object, "trade_count", (gint64) study->trade_count);
  dt_cli_study_set_number (object, "efficiency", study->efficiency);
  json_object_set_array_member (object, "windows", windows);
  json_object_set_array_member (object, "equity", equity);
  dt_cli_study_print_json (object);
}

/* "fast=5 slow=20" */
static char *
dup_parameters (const DtWalkForward       *study,
                const DtWalkForwardWindow *window)
{
  g_autoptr(GString) text = g_string_new (NULL);
  char buf[DT_DOUBLE_BUF_SIZE];

  if (!window->chosen)
    return g_strdup ("none");
  for (guint i = 0; i < study->axes->len; i++)
    g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "",
                            ((DtSweepAxis *) g_ptr_array_index (study->axes, i))->name,
                            dt_double_to_string (window->values[i], buf));

  return g_strdup (text->str);
}

static char **
window_to_row (const DtWalkForward       *study,
               const DtWalkForwardWindow *window)
{
  DtSweepStatistic objective = study->request.objective;
  char **cells = g_new0 (char *, 9);
  char buf[DT_TIME_BUF_SIZE];

  cells[0] = g_strdup (dt_date_to_string (window->train_first, buf));
  cells[1] = g_strdup (dt_date_to_string (window->test_first, buf));
  cells[2] = g_strdup (dt_date_to_string (window->test_last, buf));
  cells[3] = dup_parameters (study, window);
  cells[4] = dt_cli_study_dup_number (window->in_sample[objective], 4);
  cells[5] = dt_cli_study_dup_number (window->out_of_sample[objective], 4);
  cells[6] = dt_cli_study_dup_number (window->out_of_sample[DT_SWEEP_RETURN_TOTAL], 4);
  cells[7] = dt_cli_study_dup_number (window->out_of_sample[DT_SWEEP_TRADE_COUNT], 0);
  return cells;
}

static void
print_table (const DtWalkForward *study)
{
  static const char *const header[] = { "train from", "test from", "to", "parameters",
                                        "in sample", "out of sample", "return", "trades", NULL };
  static const gboolean numeric[] = { FALSE, FALSE, FALSE, FALSE, TRUE, TRUE, TRUE, TRUE };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *efficiency = dt_cli_study_dup_number (study->efficiency, 4);
  g_autofree char *sharpe = dt_cli_study_dup_number (study->sharpe, 4);

  for (guint i = 0; i < study->n_windows; i++)
    g_ptr_array_add (rows, window_to_row (study, &study->windows[i]));

  g_print ("%u windows, the settings of each chosen by %s\n\n", study->n_windows,
           dt_sweep_statistic_to_string (study->request.objective));
  dt_cli_print_table (header, numeric, rows);
  g_print ("\nOut of sample: return %.4f, %.4f a year, Sharpe %s, drawdown %.4f, %.0f trades\n"
           "Walk-forward efficiency: %s\n", study->return_total, study->return_annual, sharpe,
           study->max_drawdown, study->trade_count, efficiency);
}

static int
run_study_walk_forward (DtCli  *cli,
                        char  **arguments,
                        guint   n_arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtWalkForward) result = study (cli, arguments, n_arguments, &error);

  if (result == NULL)
    return dt_cli_fail (cli, error);

  dt_cli_progress_end ();
  if (cli->json)
    print_json (result);
  else
    print_table (result);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_study_walk_forward = {
  .name = "study walk-forward",
  .arguments = "--strategy FILE --sweep AXIS… --train N --test M (--csv FILE… | --symbols A,B | …)",
  .summary = "Choose settings on the past, judge them on what came after",
  .description = "Takes the options of “backtest run”. In each window a sweep over the training "
                 "sessions chooses the settings that the test sessions after it are traded with; "
                 "the tests together are what the rules would have made.",
  .entries = entries,
  .run = run_study_walk_forward,
};
