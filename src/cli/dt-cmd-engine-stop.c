/* dt-cmd-engine-stop.c - daytrader-cli engine stop
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-engine-host.h"

#include "dt-cli.h"

static int
run_engine_stop (DtCli  *cli,
                 char  **arguments,
                 guint   n_arguments)
{
  g_autoptr(DtEngineHost) engine = NULL;
  g_autoptr(GVariant) answer = NULL;
  g_autoptr(GError) error = NULL;

  if (n_arguments > 0)
    return dt_cli_usage (cli, "engine stop takes no arguments, but got “%s”", arguments[0]);

  engine = dt_engine_host_attach (cli->data_dir, &error);
  if (engine == NULL)
    return dt_cli_fail (cli, error);

  answer = dt_engine_port_execute (dt_engine_host_get_port (engine), "engine.emergency-stop",
                                   g_variant_new ("a{sv}", NULL), cli->cancellable, &error);
  if (answer == NULL)
    return dt_cli_fail (cli, error);

  if (cli->json)
    {
      g_autoptr(JsonNode) root = json_from_string ("{\"stopped\": true}", NULL);

      dt_cli_print_json (root);
    }
  else
    g_print ("Emergency stop: entries are cancelled, every position is being closed, and nothing "
             "new is opened until the engine is re-armed.\n");

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_engine_stop = {
  .name = "engine stop",
  .summary = "Emergency stop: flatten everything and open nothing new",
  .description = "Goes to the engine that runs on the data directory, through its socket. Working "
                 "entries are cancelled and all positions closed at the market; entries stay "
                 "blocked until “engine send engine.rearm reason=TEXT”.",
  .run = run_engine_stop,
};
