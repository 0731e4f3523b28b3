/* test-preset.c - a preset is what the command line would run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-run-preset.h"

static const char *program;

static void
test_same_spec (gconstpointer data)
{
  const char *risk = data;
  g_autofree char *path = dt_strategy_find ("ema-crossover");
  const char *argv[] = {
    program, "replay", "run", "--universe", "minute", "--strategy", path, "--risk", risk,
    "--print-spec", NULL,
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRunSpec) spec = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *json = NULL;
  g_autofree char *line = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &printed, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);

  spec = dt_run_preset_new ("minute", path, risk, DT_DOLLARS (100000), &error);
  g_assert_no_error (error);
  json = dt_run_spec_to_json (spec);
  line = g_strconcat (json, "\n", NULL);
  g_assert_cmpstr (printed, ==, line);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *share = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data", NULL);

  g_setenv ("DAYTRADER_SHARE_DIR", share, TRUE);
  g_test_init (&argc, &argv, NULL);
  program = argv[1];
  g_test_add_data_func ("/cli/preset/none", "none", test_same_spec);
  g_test_add_data_func ("/cli/preset/default", "default", test_same_spec);

  return g_test_run ();
}
