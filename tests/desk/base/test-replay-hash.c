/* test-replay-hash.c - the desk's replay and the command line's are the same run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <json-glib/json-glib.h>

#include "session-steps.h"

/* Tests and the command line are built in one tree: tests/desk/this, src/cli/daytrader-cli. */
static char *
find_cli (void)
{
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *desk = g_path_get_dirname (own);
  char *path = g_build_filename (desk, "..", "..", "src", "cli", "daytrader-cli", NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
    g_clear_pointer (&path, g_free);

  return path;
}

static JsonObject *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = json_from_string (text, &error);

  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (root));
}

static JsonObject *
run_cli (const char *cli,
         const char *data_dir,
         const char *verb,
         const char *universe,
         const char *strategy)
{
  g_autofree char *file = g_strconcat (strategy, ".strategy", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data",
                                            "strategies", file, NULL);
  const char *argv[] = { cli, "--quiet", "--json", "--data-dir", data_dir, verb, "run",
                         "--universe", universe, "--strategy", path, "--risk", "default", NULL };
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return parse (output);
}

/* The result of the run that the session has finished. */
static JsonObject *
take_result (DeskSession *session)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) status = call (session, "run.status", NULL, &error);
  const char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (g_variant_lookup (status, "result", "&s", &text));
  return parse (text);
}

static void
assert_same_run (JsonObject *a,
                 JsonObject *b)
{
  static const char *const members[] = { "trade_list_hash", "order_list_hash" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_assert_true (json_object_has_member (a, members[i]));
      g_assert_cmpstr (json_object_get_string_member (a, members[i]), ==,
                       json_object_get_string_member (b, members[i]));
    }
  g_assert_cmpint (json_object_get_int_member (a, "trade_count"), ==,
                   json_object_get_int_member (b, "trade_count"));
  g_assert_cmpint (json_object_get_int_member (a, "trade_count"), >, 10);
}

static void
wait_finished (DeskSession *session)
{
  wait_for (desk_session_get_clock (session)->state == DESK_RUN_FINISHED);
}

/* As a person would: plays, pauses, steps, changes speed. None of it is part of the run. */
static void
fiddle (DeskSession *session)
{
  const DeskClock *clock = desk_session_get_clock (session);
  g_autoptr(GError) error = NULL;
  guint64 step;

  /* Past what warms up, which plays in no time */
  wait_for (clock->step > 30 && clock->time > clock->first);
  g_variant_unref (call (session, "run.pause", NULL, &error));
  step = ask_step (session);
  for (guint i = 0; i < 5; i++)
    g_variant_unref (call (session, "run.step", NULL, &error));
  wait_for (clock->step >= step + 5);
  g_assert_cmpuint (clock->step, ==, step + 5);
  g_variant_unref (call (session, "run.speed", g_variant_new_parsed ("{'speed': <30000.0>}"),
                         &error));
  wait_for (clock->step > step + 50);
  g_variant_unref (call (session, "run.speed", g_variant_new_parsed ("{'speed': <inf>}"),
                         &error));
}

static void
test_hashes (gconstpointer data)
{
  const char *const *what = data;
  g_autofree char *cli = find_cli ();
  g_autofree char *folder = make_folder ();
  g_autoptr(JsonObject) played = NULL;
  g_autoptr(JsonObject) fiddled = NULL;
  g_autoptr(JsonObject) replayed = NULL;
  g_autoptr(JsonObject) tested = NULL;
  DeskSession *session;

  if (cli == NULL)
    {
      g_test_fail_printf ("daytrader-cli is not beside the tests");
      return;
    }

  session = open_session (folder);
  desk_session_start_demo (session, what[0], what[1], INFINITY);
  wait_finished (session);
  played = take_result (session);

  desk_session_start_demo (session, what[0], what[1], 3000.);
  wait_for (desk_session_get_clock (session)->state == DESK_RUN_PLAYING);
  fiddle (session);
  wait_finished (session);
  fiddled = take_result (session);
  end_session (session);

  /* In the directory that the desk made, and with nothing of the desk in it */
  replayed = run_cli (cli, folder, "replay", what[0], what[1]);
  tested = run_cli (cli, folder, "backtest", what[0], what[1]);
  g_test_message ("%s, %s: trades %s, orders %s", what[0], what[1],
                  json_object_get_string_member (played, "trade_list_hash"),
                  json_object_get_string_member (played, "order_list_hash"));
  assert_same_run (played, replayed);
  assert_same_run (fiddled, replayed);
  assert_same_run (tested, replayed);
  remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  static const char *const minute[] = { "minute", "ema-crossover" };
  static const char *const other[] = { "minute", "mean-reversion" };
  g_autofree char *share = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data", NULL);

  g_setenv ("DAYTRADER_SHARE_DIR", share, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/desk/replay-hash/minute", minute, test_hashes);
  g_test_add_data_func ("/desk/replay-hash/minute-other", other, test_hashes);

  return g_test_run ();
}
