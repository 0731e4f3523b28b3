/* dt-cmd-import-demo.c - daytrader-cli import demo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-demo-pack.h"

#include "dt-cli.h"

static void
on_progress (goffset  done,
             goffset  total,
             gpointer user_data)
{
  dt_cli_progress ("Importing the demo market", total > 0 ? (double) done / total : 0.);
}

static void
print_result (DtCli    *cli,
              gboolean  was_there)
{
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object;

  if (!cli->json)
    {
      g_print (was_there ? "The demo market is there already.\n"
                         : "The demo market is imported.\n");
      return;
    }

  object = json_object_new ();
  json_object_set_boolean_member (object, "imported", !was_there);
  root = json_node_init_object (json_node_alloc (), object);
  json_object_unref (object);
  dt_cli_print_json (root);
}

static int
run_import_demo (DtCli  *cli,
                 char  **arguments,
                 guint   n_arguments)
{
  g_autoptr(DtMarketStore) store = NULL;
  g_autoptr(GError) error = NULL;
  gboolean was_there;

  if (n_arguments > 1)
    return dt_cli_usage (cli, "import demo takes one pack at most");
  if (!(store = dt_market_store_open (cli->data_dir, DT_STORE_READ_WRITE, &error)))
    return dt_cli_fail (cli, error);

  was_there = dt_demo_pack_is_present (store);
  if (!dt_demo_pack_ensure (store, n_arguments == 1 ? arguments[0] : NULL, on_progress, NULL,
                            cli->cancellable, &error))
    return dt_cli_fail (cli, error);

  dt_cli_progress_end ();
  print_result (cli, was_there);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_import_demo = {
  .name = "import demo",
  .arguments = "[FILE]",
  .summary = "Import the market that comes with the program",
  .description =
    "Copies the demo pack into the data directory: the tapes daily (also called demo), minute and "
    "minute-etf. Does nothing when they are there.",
  .run = run_import_demo,
};
