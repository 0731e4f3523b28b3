/* test-session-asked.c - what was asked for counts before the engine shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "session-steps.h"

static char *top;        /* what goes in the end */
static char *imported;   /* data directory with the demo market in it */

static GVariant *
make_speed (double   speed,
            gboolean play)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "speed", "d", speed);
  g_variant_dict_insert (&dict, "play", "b", play);

  return g_variant_dict_end (&dict);
}

/* As the engine itself says it. */
static char *
ask_state (DeskSession *session,
           double      *speed)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) status = call (session, "run.status", NULL, &error);
  char *state = NULL;

  g_assert_no_error (error);
  g_assert_true (g_variant_lookup (status, "state", "s", &state));
  g_assert_true (g_variant_lookup (status, "speed", "d", speed));

  return state;
}

static DeskSession *
begin (const char *folder,
       double      speed)
{
  DeskSession *session = open_session (folder);

  desk_session_start_demo (session, "minute", "ema-crossover", speed);
  wait_for (desk_session_get_clock (session)->book != 0);
  return session;
}

/* Nothing comes from the engine between two of these: each counts from the one before. */
static void
test_quick_keys (void)
{
  g_autofree char *folder = make_data_dir (imported);
  DeskSession *session = begin (folder, 0.);
  const DeskClock *clock = desk_session_get_clock (session);
  g_autofree char *state = NULL, *later = NULL;
  double speed;

  wait_for (clock->state == DESK_RUN_PAUSED);
  desk_session_do (session, "run.resume", NULL);
  g_assert_cmpint (clock->state, ==, DESK_RUN_PLAYING);
  desk_session_do (session, "run.pause", NULL);
  g_assert_cmpint (clock->state, ==, DESK_RUN_PAUSED);
  desk_session_do (session, "run.speed", make_speed (20., FALSE));
  g_assert_cmpint (clock->state, ==, DESK_RUN_PAUSED);
  g_assert_cmpfloat (clock->speed, ==, 20.);
  desk_session_do (session, "run.speed", make_speed (30., TRUE));
  g_assert_cmpint (clock->state, ==, DESK_RUN_PLAYING);
  g_assert_cmpfloat (clock->speed, ==, 30.);
  state = ask_state (session, &speed);
  g_assert_cmpstr (state, ==, "playing");
  g_assert_cmpfloat (speed, ==, 30.);

  desk_session_do (session, "run.step", NULL);
  g_assert_cmpint (clock->state, ==, DESK_RUN_PAUSED);
  g_assert_cmpfloat (clock->speed, ==, 30.);
  later = ask_state (session, &speed);
  g_assert_cmpstr (later, ==, "paused");
  wait_for (clock->step > 0);
  g_assert_cmpint (clock->state, ==, DESK_RUN_PAUSED);
  end_session (session);
  remove_folder (folder);
}

static void
count_playing (DeskSession *session,
               guint       *n)
{
  *n += desk_session_get_clock (session)->state == DESK_RUN_PLAYING;
}

/* Snapshots from before that are still on their way do not take it back. */
static void
test_no_going_back (void)
{
  g_autofree char *folder = make_data_dir (imported);
  DeskSession *session = begin (folder, 600.);
  const DeskClock *clock = desk_session_get_clock (session);
  guint n_playing = 0;
  gulong handler;

  for (guint i = 0; i < 20; i++)
    {
      guint64 step = clock->step;

      desk_session_do (session, "run.resume", NULL);
      wait_for (clock->step > step);
      handler = g_signal_connect (session, "clock-changed", G_CALLBACK (count_playing),
                                  &n_playing);
      desk_session_do (session, "run.pause", NULL);
      for (guint k = 0; k < 3; k++)
        {
          double speed;
          g_autofree char *state = ask_state (session, &speed);

          g_assert_cmpstr (state, ==, "paused");
        }
      g_signal_handler_disconnect (session, handler);
      g_assert_cmpuint (n_playing, ==, 0);
    }
  end_session (session);
  remove_folder (folder);
}

static void
on_trouble (DeskSession *session,
            const char  *title,
            const char  *text,
            guint       *n)
{
  (*n)++;
}

/* What is refused is shown as it was. */
static void
test_refused (void)
{
  g_autofree char *folder = make_data_dir (imported);
  DeskSession *session = begin (folder, 0.);
  const DeskClock *clock = desk_session_get_clock (session);
  guint n_troubles = 0;

  wait_for (clock->state == DESK_RUN_PAUSED);
  g_signal_connect (session, "trouble", G_CALLBACK (on_trouble), &n_troubles);
  desk_session_do (session, "run.speed", make_speed (-3., TRUE));
  wait_for (n_troubles == 1);
  g_assert_cmpint (clock->state, ==, DESK_RUN_PAUSED);
  g_assert_cmpfloat (clock->speed, >, 0.);

  /* The same when the engine is gone before it answers */
  desk_session_do (session, "run.resume", NULL);
  g_assert_cmpint (clock->state, ==, DESK_RUN_PLAYING);
  desk_session_close (session);
  desk_session_open (session);
  assert_ready (session);
  g_assert_cmpint (clock->state, ==, DESK_RUN_PAUSED);
  end_session (session);
  remove_folder (folder);
}

/* A run that is over does not play, whatever is asked. */
static void
test_over (void)
{
  g_autofree char *folder = make_data_dir (imported);
  DeskSession *session = begin (folder, INFINITY);
  const DeskClock *clock = desk_session_get_clock (session);

  wait_for (clock->state == DESK_RUN_FINISHED);
  desk_session_do (session, "run.resume", NULL);
  g_assert_cmpint (clock->state, ==, DESK_RUN_FINISHED);
  end_session (session);
  remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *share = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data", NULL);
  int status;

  top = make_folder ();
  imported = g_build_filename (top, "imported", NULL);
  g_setenv ("DAYTRADER_SHARE_DIR", share, TRUE);
  g_test_init (&argc, &argv, NULL);
  end_session (open_session (imported));
  g_test_add_func ("/desk/session-asked/quick-keys", test_quick_keys);
  g_test_add_func ("/desk/session-asked/no-going-back", test_no_going_back);
  g_test_add_func ("/desk/session-asked/refused", test_refused);
  g_test_add_func ("/desk/session-asked/over", test_over);
  status = g_test_run ();
  remove_folder (top);
  g_free (imported);
  g_free (top);

  return status;
}
