/* dt-cmd-alert-remove.c - daytrader-cli alert remove
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-cli-alert.h"

static int
run_remove (DtCli  *cli,
            char  **arguments,
            guint   n_arguments)
{
  g_autoptr(GError) error = NULL;
  guint64 id;

  if (n_arguments != 1 || !g_ascii_string_to_unsigned (arguments[0], 10, 1, G_MAXUINT64, &id, NULL))
    return dt_cli_usage (cli, "alert remove takes the number of one alert, as “alert list” shows "
                         "it");
  if (dt_cli_alert_remove (cli, id, &error) == 0)
    return dt_cli_fail (cli, error);

  if (cli->json)
    {
      g_autofree char *json = g_strdup_printf ("{\"id\": %" G_GUINT64_FORMAT "}", id);
      g_autoptr(JsonNode) root = json_from_string (json, NULL);

      dt_cli_print_json (root);
    }
  else
    g_print ("Alert %" G_GUINT64_FORMAT " removed\n", id);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_alert_remove = {
  .name = "alert remove",
  .arguments = "ID",
  .summary = "Take an alert away",
  .run = run_remove,
};
