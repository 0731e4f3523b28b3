/* dt-cmd-sweep-merge.c - daytrader-cli sweep merge
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-sweep.h"

#include "dt-cli.h"

static char *out_option;

static const GOptionEntry entries[] = {
  { "out", 'o', 0, G_OPTION_ARG_FILENAME, &out_option, "Write there, not to the screen", "FILE" },
  { NULL }
};

static int
run_sweep_merge (DtCli  *cli,
                 char  **arguments,
                 guint   n_arguments)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (n_arguments == 0)
    return dt_cli_usage (cli, "sweep merge needs the files of the shards");

  text = dt_sweep_merge ((const char *const *) arguments, n_arguments, &error);
  if (text == NULL || (out_option != NULL && !g_file_set_contents (out_option, text, -1, &error)))
    return dt_cli_fail (cli, error);
  if (out_option == NULL)
    g_print ("%s", text);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_sweep_merge = {
  .name = "sweep merge",
  .arguments = "FILE…",
  .summary = "Join the result files of a sweep's shards",
  .description = "The shards may come from any machine; the joined file has the bytes that one "
                 "process would have written. A missing shard, or one of another sweep, is "
                 "refused.",
  .entries = entries,
  .run = run_sweep_merge,
};
