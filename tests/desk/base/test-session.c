/* test-session.c - opening, playing, losing and closing, without a window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib.h>

#include "dt-command.h"
#include "dt-engine-host.h"

#include "desk-note.h"
#include "desk-position.h"
#include "desk-quote.h"

#include "session-steps.h"

static char *top;        /* what goes in the end */
static char *imported;   /* data directory with the demo market in it */

static void
count (gpointer  source,
       guint    *n)
{
  (*n)++;
}

static void
on_trouble (DeskSession *session,
            const char  *title,
            const char  *text,
            gpointer     data)
{
  GString *all = data;

  g_string_append_printf (all, "%s: %s\n", title, text);
}

static void
on_progress (DeskSession *session,
             GParamSpec  *pspec,
             gpointer     data)
{
  if (desk_session_get_state (session) == DESK_SESSION_IMPORTING)
    *(double *) data = MAX (*(double *) data, desk_session_get_progress (session));
}

/* The first start: an empty place becomes a market, and says how far it is. */
static void
test_first_start (void)
{
  DeskSession *session = desk_session_new (imported);
  double progress = -1.;

  g_signal_connect (session, "notify::progress", G_CALLBACK (on_progress), &progress);
  g_assert_cmpint (desk_session_get_state (session), ==, DESK_SESSION_CLOSED);
  desk_session_open (session);
  assert_ready (session);
  g_assert_cmpfloat (progress, >, 0.5);
  g_assert_true (desk_session_is_own (session));
  g_assert_cmpint (desk_session_get_clock (session)->state, ==, DESK_RUN_IDLE);
  g_assert_cmpint (desk_session_get_clock (session)->book, ==, 0);
  g_assert_cmpstr (desk_session_get_tape (session)->universe, ==, "");
  end_session (session);
}

static void
test_play (void)
{
  g_autofree char *folder = make_data_dir (imported);
  DeskSession *session = open_session (folder);
  GListModel *positions = desk_session_get_positions (session);
  GListModel *activity = desk_session_get_activity (session);
  GListModel *quotes = desk_session_get_quotes (session);
  const DeskClock *clock = desk_session_get_clock (session);
  const DeskAccount *account = desk_session_get_account (session);
  const DeskEquity *equity = desk_session_get_equity (session);
  g_autoptr(GString) trouble = g_string_new (NULL);
  guint n_clock = 0, n_account = 0, n_tape = 0, n_equity = 0, most = 0;
  DeskQuote *quote;

  g_signal_connect (session, "trouble", G_CALLBACK (on_trouble), trouble);
  g_signal_connect (session, "clock-changed", G_CALLBACK (count), &n_clock);
  g_signal_connect (session, "account-changed", G_CALLBACK (count), &n_account);
  g_signal_connect (session, "tape-changed", G_CALLBACK (count), &n_tape);
  g_signal_connect (session, "equity-changed", G_CALLBACK (count), &n_equity);
  desk_session_start_demo (session, "minute", "ema-crossover", 60000.);
  wait_for (clock->book != 0 && clock->state == DESK_RUN_PLAYING);
  g_assert_cmpfloat (clock->speed, ==, 60000.);
  g_assert_cmpstr (desk_session_get_tape (session)->universe, ==, "minute");
  g_assert_cmpstr (desk_session_get_tape (session)->timeframe, ==, "1m");
  g_assert_cmpstr (desk_session_get_tape (session)->strategies[0], ==, "EMA crossover");
  g_assert_cmpuint (g_list_model_get_n_items (quotes), >, 10);
  g_assert_nonnull (desk_session_get_symbol (session));
  quote = desk_session_find_quote (session, desk_session_get_symbol (session));
  g_assert_nonnull (quote);

  while (clock->state == DESK_RUN_PLAYING)
    {
      g_main_context_iteration (NULL, TRUE);
      most = MAX (most, g_list_model_get_n_items (positions));
      g_assert_cmpuint (account->n_positions, <=, 10);
    }
  g_assert_cmpint (clock->state, ==, DESK_RUN_FINISHED);
  g_assert_cmpuint (most, >, 0);
  g_assert_cmpuint (clock->step, ==, clock->total);
  g_assert_cmpint (clock->first, <, clock->last);
  g_assert_true (desk_session_find_quote (session, desk_session_get_symbol (session)) == quote);
  g_assert_true (desk_quote_get_state (quote)->last > 0.);

  /* The line and the activity catch up: one point an instant, the last one the account's. The 390
   * minutes of the first day only warm up */
  wait_for (equity->n > 0 && equity->time[equity->n - 1] == clock->last);
  g_assert_cmpuint (equity->n, ==, clock->total - 390);
  g_assert_cmpfloat_with_epsilon (equity->equity[equity->n - 1],
                                  dt_money_to_double (account->equity), 1e-6);
  for (gsize i = 1; i < equity->n; i++)
    g_assert_cmpint (equity->time[i - 1], <, equity->time[i]);
  g_assert_cmpuint (g_list_model_get_n_items (activity), >, 100);
  g_assert_cmpint (account->deposit, ==, DT_DOLLARS (100000));
  g_assert_cmpuint (n_tape, ==, 1);
  g_assert_cmpuint (n_clock, >, 5);
  g_assert_cmpuint (n_account, >, 5);
  g_assert_cmpuint (n_equity, >, 1);
  g_assert_cmpstr (trouble->str, ==, "");
  end_session (session);
  remove_folder (folder);
}

/* Ids fall by one from row to row: nothing is missing and nothing twice. */
static void
assert_activity_whole (DeskSession *session)
{
  GListModel *activity = desk_session_get_activity (session);
  guint n = g_list_model_get_n_items (activity);
  guint64 above = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DeskNote) note = g_list_model_get_item (activity, i);

      if (i > 0)
        g_assert_cmpuint (desk_note_get_id (note), ==, above - 1);
      above = desk_note_get_id (note);
    }
}

static gboolean
is_whole (DeskSession *session)
{
  GListModel *activity = desk_session_get_activity (session);
  guint n = g_list_model_get_n_items (activity);
  g_autoptr(DeskNote) newest = g_list_model_get_item (activity, 0);
  g_autoptr(DeskNote) oldest = g_list_model_get_item (activity, n > 0 ? n - 1 : 0);

  return n > 0 && desk_note_get_id (newest) - desk_note_get_id (oldest) + 1 == n
         && (desk_note_get_id (oldest) == 1 || n >= 3000);
}

/* A second session sees through the socket what the first does, and loses it when it goes. */
static void
test_attach (void)
{
  g_autofree char *folder = make_data_dir (imported);
  DeskSession *owner = open_session (folder);
  DeskSession *guest;
  const DeskClock *clock;

  desk_session_start_demo (owner, "minute", "ema-crossover", INFINITY);
  wait_for (desk_session_get_clock (owner)->state == DESK_RUN_FINISHED);
  g_assert_true (isinf (desk_session_get_clock (owner)->speed));

  guest = open_session (folder);
  clock = desk_session_get_clock (guest);
  g_assert_false (desk_session_is_own (guest));
  g_assert_cmpint (clock->book, ==, desk_session_get_clock (owner)->book);
  wait_for (desk_session_get_equity (guest)->n >= clock->total - 390);
  wait_for (is_whole (guest) && is_whole (owner));
  assert_activity_whole (guest);
  assert_activity_whole (owner);
  g_assert_cmpint (desk_session_get_account (guest)->equity, ==,
                   desk_session_get_account (owner)->equity);
  g_assert_cmpuint (g_list_model_get_n_items (desk_session_get_quotes (guest)), ==,
                    g_list_model_get_n_items (desk_session_get_quotes (owner)));

  end_session (owner);
  wait_for (desk_session_get_state (guest) == DESK_SESSION_LOST);
  g_assert_error (desk_session_get_error (guest), DT_PORT_ERROR, DT_PORT_ERROR_CLOSED);

  /* Opened again, the guest becomes the owner */
  desk_session_open (guest);
  assert_ready (guest);
  g_assert_true (desk_session_is_own (guest));
  end_session (guest);
  remove_folder (folder);
}

/* Another process ends the engine that lives here. */
static void
test_quit_from_outside (void)
{
  g_autofree char *folder = make_data_dir (imported);
  DeskSession *session = open_session (folder);
  g_autoptr(GError) error = NULL;

  g_variant_unref (call (session, "engine.quit", NULL, &error));
  wait_for (desk_session_get_state (session) == DESK_SESSION_LOST);
  g_assert_null (call (session, "run.status", NULL, &error));
  g_assert_error (error, DT_PORT_ERROR, DT_PORT_ERROR_CLOSED);
  desk_session_open (session);
  assert_ready (session);
  end_session (session);
  remove_folder (folder);
}

static void
test_refusals (void)
{
  g_autofree char *folder = make_data_dir (imported);
  DeskSession *session = open_session (folder);
  g_autoptr(GString) trouble = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  g_signal_connect (session, "trouble", G_CALLBACK (on_trouble), trouble);
  g_assert_null (call (session, "no.such", NULL, &error));
  g_assert_error (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_UNKNOWN);
  g_assert_cmpstr (trouble->str, ==, "");

  desk_session_do (session, "run.pause", NULL);
  wait_for (trouble->len > 0);
  g_assert_cmpstr (trouble->str, ==, "“Pause” Was Not Done: No run is going on\n");

  g_string_truncate (trouble, 0);
  desk_session_start_demo (session, "minute", "no-such-strategy", 60.);
  g_assert_nonnull (strstr (trouble->str, "no-such-strategy"));
  g_string_truncate (trouble, 0);
  desk_session_start_demo (session, "no-such-tape", "ema-crossover", 60.);
  wait_for (trouble->len > 0);
  g_assert_nonnull (strstr (trouble->str, "no-such-tape"));
  g_assert_cmpint (desk_session_get_clock (session)->book, ==, 0);
  end_session (session);
  remove_folder (folder);
}

/* A run that is cut off is there again, paused, and a new one takes its place when asked for. */
static void
test_recovered (void)
{
  g_autofree char *folder = make_data_dir (imported);
  DeskSession *session = open_session (folder);
  const DeskClock *clock = desk_session_get_clock (session);
  gint64 book;
  guint64 step;

  desk_session_start_demo (session, "minute", "ema-crossover", 6000.);
  wait_for (clock->step > 20 && clock->time > clock->first);
  book = clock->book;
  desk_session_close (session);
  step = clock->step;
  desk_session_open (session);
  assert_ready (session);
  g_assert_true (clock->recovered);
  g_assert_cmpint (clock->state, ==, DESK_RUN_PAUSED);
  g_assert_cmpint (clock->book, ==, book);
  g_assert_cmpuint (clock->step, >=, step);
  wait_for (desk_session_get_equity (session)->n >= clock->step - 390);

  desk_session_start_demo (session, "daily", "breakout", 0.);
  wait_for (clock->book > book);
  g_assert_cmpint (clock->state, ==, DESK_RUN_PAUSED);
  g_assert_false (clock->recovered);
  g_assert_cmpstr (desk_session_get_tape (session)->universe, ==, "daily");
  g_assert_cmpuint (desk_session_get_equity (session)->n, ==, 0);
  end_session (session);
  remove_folder (folder);
}

static void
test_open_close (void)
{
  g_autofree char *folder = make_data_dir (imported);
  DeskSession *session = desk_session_new (folder);

  for (guint i = 0; i < 20; i++)
    {
      desk_session_open (session);
      /* Every other time before it is open */
      if (i % 2 == 0)
        assert_ready (session);
      desk_session_close (session);
      g_assert_cmpint (desk_session_get_state (session), ==, DESK_SESSION_CLOSED);
    }
  desk_session_open (session);
  assert_ready (session);
  end_session (session);

  for (guint i = 0; i < 20; i++)
    {
      session = desk_session_new (folder);
      desk_session_open (session);
      if (i % 2 == 0)
        assert_ready (session);
      g_assert_finalize_object (session);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_folder (folder);
}

/* The session goes while questions are under way. */
static void
test_close_while_asked (void)
{
  g_autofree char *folder = make_data_dir (imported);
  DeskSession *session = open_session (folder);
  GAsyncResult *results[20] = { NULL };

  desk_session_start_demo (session, "minute", "ema-crossover", INFINITY);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    desk_session_call_async (session, "run.status", NULL, NULL, take_answer, &results[i]);
  desk_session_close (session);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(GVariant) answer = NULL;

      wait_for (results[i] != NULL);
      answer = desk_session_call_finish (session, results[i], NULL);
      g_clear_object (&results[i]);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
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
  imported = g_build_filename (top, "a", "b", NULL);
  g_setenv ("DAYTRADER_SHARE_DIR", share, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/session/first-start", test_first_start);
  g_test_add_func ("/desk/session/play", test_play);
  g_test_add_func ("/desk/session/attach", test_attach);
  g_test_add_func ("/desk/session/quit-from-outside", test_quit_from_outside);
  g_test_add_func ("/desk/session/refusals", test_refusals);
  g_test_add_func ("/desk/session/recovered", test_recovered);
  g_test_add_func ("/desk/session/open-close", test_open_close);
  g_test_add_func ("/desk/session/close-while-asked", test_close_while_asked);
  status = g_test_run ();
  remove_folder (top);
  g_free (imported);
  g_free (top);

  return status;
}
