/* dt-cmd-study-warm-up.c - daytrader-cli study warm-up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <math.h>

#include "dt-warm-up.h"

#include "dt-cli-study.h"

static const GOptionEntry entries[] = {
  DT_CLI_STUDY_ENTRIES,
  { NULL }
};

static DtWarmUp *
study (DtCli   *cli,
       char   **arguments,
       guint    n_arguments,
       GError **error)
{
  g_autoptr(DtRunSpec) spec = dt_cli_study_make_spec (arguments, n_arguments, error);
  g_autoptr(DtRunPlan) plan = spec != NULL ? dt_run_plan_new (spec, error) : NULL;
  g_autoptr(DtTapeSet) tape = plan != NULL ? dt_cli_study_load_tape (cli, plan, error) : NULL;

  if (tape == NULL)
    return NULL;

  return dt_warm_up_run (plan, tape, dt_cli_study_progress, (gpointer) "Warming up",
                         cli->cancellable, error);
}

static JsonArray *
lengths_to_json (const DtWarmUp    *study,
                 const DtWarmUpRow *row)
{
  JsonArray *lengths = json_array_new ();

  for (guint k = 0; k < DT_WARM_UP_N_LENGTHS; k++)
    {
      JsonObject *length = json_object_new ();

      json_object_set_double_member (length, "multiple", dt_warm_up_multiples[k]);
      json_object_set_int_member (length, "bars",
                                  (gint64) dt_warm_up_count_bars (study->warmups[row->strategy],
                                                                  k));
      dt_cli_study_set_number (length, "value", row->values[k]);
      dt_cli_study_set_number (length, "drift", row->drifts[k]);
      json_array_add_object_element (lengths, length);
    }

  return lengths;
}

static void
print_json (const DtWarmUp *study)
{
  JsonObject *object = json_object_new ();
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < study->rows->len; i++)
    {
      const DtWarmUpRow *row = &g_array_index (study->rows, DtWarmUpRow, i);
      JsonObject *member = json_object_new ();

      json_object_set_string_member (member, "strategy", study->names[row->strategy]);
      json_object_set_int_member (member, "warmup", study->warmups[row->strategy]);
      json_object_set_string_member (member, "indicator", row->indicator);
      json_object_set_string_member (member, "symbol", row->symbol);
      dt_cli_study_set_number (member, "value", row->value);
      json_object_set_array_member (member, "lengths", lengths_to_json (study, row));
      json_array_add_object_element (rows, member);
    }

  json_object_set_array_member (object, "indicators", rows);
  dt_cli_study_print_json (object);
}

static gboolean
is_same_call (const DtWarmUpRow *a,
              const DtWarmUpRow *b)
{
  return a->strategy == b->strategy && g_str_equal (a->indicator, b->indicator);
}

/* The rows of one call follow each other: its worst drifts, of all symbols. */
static char **
call_to_row (const DtWarmUp *study,
             guint          *i)
{
  const DtWarmUpRow *first = &g_array_index (study->rows, DtWarmUpRow, *i);
  char **cells = g_new0 (char *, DT_WARM_UP_N_LENGTHS + 4);
  double worst[DT_WARM_UP_N_LENGTHS];

  for (guint k = 0; k < DT_WARM_UP_N_LENGTHS; k++)
    worst[k] = NAN;
  for (; *i < study->rows->len; ++*i)
    {
      const DtWarmUpRow *row = &g_array_index (study->rows, DtWarmUpRow, *i);

      if (!is_same_call (first, row))
        break;
      for (guint k = 0; k < DT_WARM_UP_N_LENGTHS; k++)
        worst[k] = fmax (worst[k], row->drifts[k]);
    }

  cells[0] = g_strdup (study->names[first->strategy]);
  cells[1] = g_strdup_printf ("%u", study->warmups[first->strategy]);
  cells[2] = g_strdup (first->indicator);
  for (guint k = 0; k < DT_WARM_UP_N_LENGTHS; k++)
    cells[3 + k] = dt_cli_study_dup_number (worst[k], 6);
  return cells;
}

static void
print_table (const DtWarmUp *study)
{
  static const char *const header[] = { "strategy", "warm-up", "indicator", "1x", "1.5x", "2x",
                                        "3x", "5x", NULL };
  static const gboolean numeric[] = { FALSE, TRUE, FALSE, TRUE, TRUE, TRUE, TRUE, TRUE };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < study->rows->len;)
    g_ptr_array_add (rows, call_to_row (study, &i));

  g_print ("Drift of the last value with only so many times the warm-up as history; the worst of "
           "all symbols\n\n");
  dt_cli_print_table (header, numeric, rows);
}

static int
run_study_warm_up (DtCli  *cli,
                   char  **arguments,
                   guint   n_arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtWarmUp) result = study (cli, arguments, n_arguments, &error);

  if (result == NULL)
    return dt_cli_fail (cli, error);

  dt_cli_progress_end ();
  if (cli->json)
    print_json (result);
  else
    print_table (result);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_study_warm_up = {
  .name = "study warm-up",
  .arguments = "--strategy FILE (--csv FILE… | --symbols A,B | --universe NAME)",
  .summary = "See how much history the indicators of a strategy need",
  .description = "Takes the options of “backtest run”. For each indicator call: how far its last "
                 "value is off when only so many times the declared warm-up went before it.",
  .entries = entries,
  .run = run_study_warm_up,
};
