/* dt-cmd-version.c - daytrader-cli version
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-cli.h"

static int
run_version (DtCli  *cli,
             char  **arguments,
             guint   n_arguments)
{
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object;

  if (n_arguments > 0)
    return dt_cli_usage (cli, "version takes no arguments, but got “%s”", arguments[0]);

  if (!cli->json)
    {
      g_print ("daytrader-cli %s\n", DT_VERSION);
      return DT_EXIT_OK;
    }

  object = json_object_new ();
  json_object_set_string_member (object, "name", "daytrader-cli");
  json_object_set_string_member (object, "version", DT_VERSION);
  json_object_set_string_member (object, "application_id", DT_APPLICATION_ID);
  root = json_node_init_object (json_node_alloc (), object);
  json_object_unref (object);
  dt_cli_print_json (root);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_version = {
  .name = "version",
  .summary = "Print the version",
  .run = run_version,
};
