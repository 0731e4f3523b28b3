/* dt-run-result.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-report"

#include "config.h"

#include "dt-pool.h"

#include "dt-report-text.h"
#include "dt-run-result.h"

static void
add_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
add_time (JsonObject *object,
          const char *name,
          DtTime      time)
{
  char text[DT_TIME_BUF_SIZE];

  add_text (object, name, time != DT_TIME_NONE ? dt_time_to_string (time, text) : NULL);
}

static JsonArray *
list_texts (GPtrArray *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts != NULL && i < texts->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (texts, i));

  return array;
}

/* Names, parameters as set, and the warnings of the check. */
static JsonArray *
list_strategies (const DtRunPlan *plan)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < plan->n_strategies; i++)
    {
      const DtStrategyFile *file = plan->strategies[i];
      JsonObject *object = json_object_new ();
      JsonObject *parameters = json_object_new ();

      for (guint j = 0; j < file->n_parameters; j++)
        json_object_set_double_member (parameters, file->parameters[j].name,
                                       file->parameters[j].value);
      add_text (object, "name", file->name);
      json_object_set_object_member (object, "parameters", parameters);
      json_object_set_array_member (object, "warnings", list_texts (file->warnings));
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
list_symbols (const DtRunPlan *plan)
{
  JsonArray *array = json_array_new ();

  for (char **symbol = plan->spec->symbols; symbol != NULL && *symbol != NULL; symbol++)
    json_array_add_string_element (array, *symbol);

  return array;
}

static JsonObject *
describe_run (const DtRunPlan *plan,
              DtTimeframe      timeframe)
{
  const DtRunSpec *spec = plan->spec;
  JsonObject *object = json_object_new ();
  char text[DT_TIMEFRAME_BUF_SIZE], cash[DT_DECIMAL_BUF_SIZE];

  json_object_set_array_member (object, "strategies", list_strategies (plan));
  add_text (object, "universe", spec->universe);
  json_object_set_array_member (object, "symbols", list_symbols (plan));
  add_text (object, "timeframe", dt_timeframe_to_string (timeframe, text));
  add_time (object, "from", spec->from);
  add_time (object, "to", spec->to);
  add_text (object, "cash", dt_money_to_string (spec->cash, cash));
  add_text (object, "commission", spec->commission != NULL ? spec->commission : "none");
  add_text (object, "slippage", spec->slippage != NULL ? spec->slippage : "none");
  add_text (object, "volume_share", spec->volume_share != NULL ? spec->volume_share : "none");
  add_text (object, "borrow", spec->borrow != NULL ? spec->borrow : "none");
  add_text (object, "interest", spec->interest != NULL ? spec->interest : "none");
  add_text (object, "margin", dt_margin_to_string (plan->terms.margin));
  add_text (object, "latency", spec->latency != NULL ? spec->latency : "none");
  add_text (object, "intrabar", spec->intrabar != NULL ? spec->intrabar : "none");
  add_text (object, "policy", dt_intrabar_policy_to_string (spec->policy));
  add_text (object, "finish", dt_finish_to_string (spec->finish));
  add_text (object, "risk_profile", plan->risk->name);
  add_text (object, "adjustment", spec->adjustment >= 0
                                  ? dt_adjustment_to_string (spec->adjustment) : NULL);
  add_text (object, "benchmark", spec->benchmark);
  json_object_set_boolean_member (object, "independent", spec->independent);
  json_object_set_int_member (object, "seed", (gint64) spec->seed);

  return object;
}

/* The sheet, the hashes, and what the review goes by: none of them needs another. */
typedef struct
{
  const DtRunRecord *records;
  gsize              n_records;
  DtTearSheet       *sheet;
  DtReviewEvidence  *evidence;
  DtRunHashes        hashes;
} Parts;

static gboolean
make_part (gsize      i,
           gpointer   data,
           GError   **error)
{
  Parts *parts = data;

  if (i == 0)
    dt_run_files_hash (parts->records, parts->n_records, &parts->hashes);
  else if (i == 1)
    parts->sheet = dt_tear_sheet_new (parts->records, parts->n_records);
  else
    parts->evidence = dt_review_evidence_new (parts->records, parts->n_records);

  return TRUE;
}

JsonNode *
dt_run_result_to_json (const DtRunPlan   *plan,
                       DtTimeframe        timeframe,
                       const DtRunRecord *records,
                       gsize              n_records,
                       GPtrArray         *notes)
{
  Parts parts = { records, n_records };
  g_autoptr(DtTearSheet) sheet = NULL;
  g_autoptr(DtReviewEvidence) evidence = NULL;
  g_autoptr(DtReview) review = NULL;
  g_autofree char *report = NULL;
  JsonNode *root;

  dt_pool_each (3, make_part, &parts, NULL, NULL, NULL, NULL);
  sheet = parts.sheet;
  evidence = parts.evidence;
  review = dt_review_new_by_evidence (sheet, plan, evidence);
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    dt_tear_sheet_add_note (sheet, g_ptr_array_index (notes, i));
  dt_tear_sheet_set_hashes (sheet, &parts.hashes);
  root = dt_tear_sheet_to_json (sheet);
  json_object_set_object_member (json_node_get_object (root), "run",
                                 describe_run (plan, timeframe));
  json_object_set_member (json_node_get_object (root), "review", dt_review_to_json (review));
  report = dt_report_text (sheet, review, records, n_records, TRUE);
  add_text (json_node_get_object (root), DT_RUN_RESULT_REPORT, report);

  return root;
}

static char *
make_result (const DtRun *run)
{
  g_autoptr(JsonNode) root = NULL;
  DtRunRecord record;

  dt_run_record_init (&record, run);
  root = dt_run_result_to_json (run->plan, run->timeframe, &record, 1, NULL);
  dt_run_record_clear (&record);

  return json_to_string (root, FALSE);
}

static gboolean
write_files (const DtRun  *run,
             const char   *trades,
             const char   *equity,
             GError      **error)
{
  DtRunRecord record;
  gboolean written;

  dt_run_record_init (&record, run);
  written = (trades == NULL || dt_run_files_write_trades (&record, 1, trades, error))
            && (equity == NULL || dt_run_files_write_equity (&record, 1, equity, error));
  dt_run_record_clear (&record);

  return written;
}

const DtRunResultClass dt_run_result_class = { make_result, write_files };
