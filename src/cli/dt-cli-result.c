/* dt-cli-result.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-run-files.h"

#include "dt-cli-result.h"
#include "dt-cli-run.h"

gboolean
dt_cli_write_run_files (const DtRunRecord  *records,
                        gsize               n_records,
                        GError            **error)
{
  const DtCliRunOptions *options = &dt_cli_run_options;

  return (options->trades == NULL
          || dt_run_files_write_trades (records, n_records, options->trades, error))
         && (options->equity == NULL
             || dt_run_files_write_equity (records, n_records, options->equity, error));
}

/* The result's members, and for people the report among them as text. */
static void
print_node (DtCli    *cli,
            JsonNode *root)
{
  JsonObject *object = json_node_get_object (root);

  if (!cli->json)
    g_print ("%s", json_object_get_string_member_with_default (object, DT_RUN_RESULT_REPORT, ""));
  else
    {
      json_object_remove_member (object, DT_RUN_RESULT_REPORT);
      dt_cli_print_json (root);
    }
}

void
dt_cli_print_result (DtCli              *cli,
                     const DtRunPlan    *plan,
                     DtTimeframe         timeframe,
                     const DtRunRecord  *records,
                     gsize               n_records,
                     GPtrArray          *notes)
{
  g_autoptr(JsonNode) root = dt_run_result_to_json (plan, timeframe, records, n_records, notes);

  print_node (cli, root);
}

gboolean
dt_cli_print_stored_result (DtCli       *cli,
                            const char  *result,
                            GError     **error)
{
  g_autoptr(JsonNode) root = json_from_string (result, error);

  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC,
                           "The engine's result is no JSON object");
      return FALSE;
    }

  print_node (cli, root);
  return TRUE;
}
