/* test-session-stranger.c - an engine that says what it likes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-command.h"
#include "dt-owner-lock.h"
#include "dt-random.h"
#include "dt-socket-server.h"
#include "dt-worker.h"

#include "desk-note.h"
#include "desk-order.h"
#include "desk-position.h"
#include "desk-quote.h"

#include "session-steps.h"

/* An engine whose snapshot is whatever the test puts there. Its values are the worker's. */
typedef struct
{
  DtEngineBackend  backend;
  DtWorker        *worker;
  DtOwnerLock     *lock;
  DtSocketServer  *server;
  guint64          version;
  GVariant        *snapshot;
  GVariant        *answer;      /* to everything */
  guint            n_executed;
} Stranger;

static GVariant *
stranger_execute (DtEngineBackend  *backend,
                  const char       *command,
                  GVariant         *arguments,
                  GError          **error)
{
  Stranger *stranger = (Stranger *) backend;

  g_atomic_int_inc (&stranger->n_executed);
  if (stranger->answer != NULL)
    return g_variant_ref (stranger->answer);

  g_set_error (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_UNKNOWN, "There is no command \"%s\"",
               command);
  return NULL;
}

static GVariant *
stranger_dup_snapshot (DtEngineBackend *backend)
{
  return g_variant_ref (((Stranger *) backend)->snapshot);
}

static GVariant *
empty_snapshot (void)
{
  return g_variant_ref_sink (g_variant_new ("a{s(tv)}", NULL));
}

static Stranger *
stranger_new (const char *folder)
{
  Stranger *stranger = g_new0 (Stranger, 1);
  g_autoptr(GError) error = NULL;

  stranger->lock = dt_owner_lock_acquire (folder, &error);
  g_assert_no_error (error);
  stranger->snapshot = empty_snapshot ();
  stranger->worker = dt_worker_new ("stranger");
  stranger->backend.context = dt_worker_get_context (stranger->worker);
  stranger->backend.execute = stranger_execute;
  stranger->backend.dup_snapshot = stranger_dup_snapshot;
  stranger->server = dt_socket_server_new (&stranger->backend, folder, &error);
  g_assert_no_error (error);

  return stranger;
}

static void
stranger_free (Stranger *stranger)
{
  dt_socket_server_free (stranger->server);
  dt_worker_stop (stranger->worker);
  g_object_unref (stranger->worker);
  g_variant_unref (stranger->snapshot);
  g_clear_pointer (&stranger->answer, g_variant_unref);
  dt_owner_lock_release (stranger->lock);
  g_free (stranger);
}

typedef struct
{
  GVariant *snapshot;
  GVariant *answer;
} Says;

static void
put_words (gpointer backend,
           gpointer data)
{
  Stranger *stranger = backend;
  Says *says = data;

  if (says->snapshot != NULL)
    {
      g_variant_unref (stranger->snapshot);
      stranger->snapshot = says->snapshot;
    }
  if (says->answer != NULL)
    {
      g_clear_pointer (&stranger->answer, g_variant_unref);
      stranger->answer = says->answer;
    }
}

/* Takes both; %NULL leaves what was said before. */
static void
say (Stranger *stranger,
     GVariant *snapshot,
     GVariant *answer)
{
  Says says = {
    snapshot != NULL ? g_variant_ref_sink (snapshot) : NULL,
    answer != NULL ? g_variant_ref_sink (answer) : NULL,
  };

  dt_engine_backend_call (&stranger->backend, put_words, &says);
}

static const char *const part_names[] = {
  "clock", "tape", "account", "positions", "orders", "quotes", "activity", "weather",
};

/* A snapshot of the parts, all new; NULL leaves a part out. */
static GVariant *
make_snapshot (Stranger *stranger,
               GVariant *parts[G_N_ELEMENTS (part_names)])
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{s(tv)}"));
  stranger->version++;
  for (guint i = 0; i < G_N_ELEMENTS (part_names); i++)
    if (parts[i] != NULL)
      g_variant_builder_add (&builder, "{s(tv)}", part_names[i], stranger->version, parts[i]);

  return g_variant_builder_end (&builder);
}

static GVariant *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  GVariant *value = g_variant_parse (NULL, text, NULL, NULL, &error);

  g_assert_no_error (error);
  return value;
}

static GVariant *
good_part (guint i)
{
  static const char *const texts[] = {
    "{'state': <'playing'>, 'book': <int64 3>, 'speed': <1.7976931348623157e308>,"
    " 'step': <uint64 7>, 'total': <uint64 9>, 'time': <int64 5>, 'mode': <'replay'>}",
    "{'universe': <'minute'>, 'timeframe': <'1m'>, 'strategies': <['a', 'b']>,"
    " 'instruments': <[('MSFT', 'Microsoft', 'Tech', int64 2), ('AAPL', 'Apple', 'Tech', 1)]>}",
    "{'equity': <int64 100000000>, 'positions': <uint32 1>, 'breaker': <true>,"
    " 'breaker_reason': <'Because'>}",
    "[('MSFT', int64 1000000000, int64 50000000, 51.0, int64 49000000, true, 'user',"
    " int64 60000000, int64 1, int64 49000000)]",
    "[(uint64 4, 'MSFT', 'stop', 'stop', 'sell', int64 -1000000000, int64 0, int64 0,"
    " int64 49000000, int64 1, 'gtc', 'user')]",
    "[(51.0, 50.0, 1e6, 50.0, 51.0, 49.0, 1e6, int64 5), "
    "(171.0, 170.0, 2e6, 170.0, 172.0, 169.0, 1e6, int64 5)]",
    "[(uint64 8, int64 1, 'order', 'MSFT', 'eight'), (9, 2, 'fill', '', 'nine')]",
    "'sunny'",
  };

  return parse (texts[i]);
}

static void
say_good (Stranger *stranger)
{
  GVariant *parts[G_N_ELEMENTS (part_names)];

  for (guint i = 0; i < G_N_ELEMENTS (part_names); i++)
    parts[i] = good_part (i);
  say (stranger, make_snapshot (stranger, parts), NULL);
}

/* Rows stay the same objects; the history that nobody has is not asked for again and again. */
static void
test_values (void)
{
  g_autofree char *folder = make_folder ();
  Stranger *stranger = stranger_new (folder);
  DeskSession *session = open_session (folder);
  const DeskClock *clock = desk_session_get_clock (session);
  gpointer position, quote;

  g_assert_cmpint (clock->state, ==, DESK_RUN_IDLE);
  say_good (stranger);
  wait_for (clock->book == 3);
  g_assert_cmpint (clock->state, ==, DESK_RUN_PLAYING);
  g_assert_true (isinf (clock->speed));
  g_assert_cmpint (clock->first, ==, DT_TIME_NONE);
  g_assert_true (desk_session_get_account (session)->breaker);
  g_assert_cmpstr (desk_session_get_account (session)->breaker_reason, ==, "Because");
  g_assert_cmpstr (desk_session_get_tape (session)->strategies[1], ==, "b");
  g_assert_cmpstr (desk_session_get_symbol (session), ==, "MSFT");

  position = desk_session_find_position (session, "MSFT");
  g_assert_cmpint (desk_position_get_state (position)->profit, ==, DT_DOLLARS (1));
  quote = g_list_model_get_item (desk_session_get_quotes (session), 0);
  g_assert_cmpstr (desk_quote_get_state (quote)->symbol, ==, "AAPL");
  g_assert_cmpfloat (desk_quote_get_state (quote)->last, ==, 171.);
  g_assert_cmpuint (g_list_model_get_n_items (desk_session_get_orders (session)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (desk_session_get_activity (session)), ==, 2);

  for (guint i = 0; i < 20; i++)
    {
      guint64 before = stranger->version;

      say_good (stranger);
      wait_for (stranger->version == before + 1);
      for (guint k = 0; k < 20; k++)
        {
          g_main_context_iteration (NULL, FALSE);
          g_usleep (1000);
        }
    }
  g_assert_true (desk_session_find_position (session, "MSFT") == position);
  g_assert_true (desk_session_find_quote (session, "AAPL") == quote);
  g_assert_cmpint (g_atomic_int_get (&stranger->n_executed), <=, 2);
  g_object_unref (quote);
  end_session (session);
  stranger_free (stranger);
  remove_folder (folder);
}

static GVariant *
random_value (DtRandom *random)
{
  static const char *const texts[] = {
    "true", "'text'", "int64 -1", "@av []", "@a{sv} {}", "{'state': <5>, 'book': <'x'>}",
    "{'state': <'dancing'>, 'book': <int64 5>, 'speed': <nan>, 'message': <'m'>}",
    "{'universe': <7>, 'instruments': <['a']>, 'strategies': <'b'>}",
    "{'instruments': <[('A', 'a', 'b', int64 1), ('A', 'a', 'b', int64 1)]>}",
    "[('A', 1)]", "[(1.0, 2.0, 3.0, int64 4)]", "@a(dddddddx) []", "@a(txsss) []",
    "[(uint64 9, int64 0, 'k', 's', 't'), (9, 0, 'k', 's', 't'), (2, 0, '', '', '')]",
    "[(uint64 18446744073709551615, int64 0, 'k', 's', 't')]",
    "[('', int64 0, int64 -9223372036854775808, nan, int64 0, false, '', int64 0, int64 0,"
    " int64 0), ('', 0, 0, 0.0, 0, false, '', 0, 0, 0)]",
    "[(uint64 0, '', '', '', '', int64 0, int64 0, int64 0, int64 0, int64 0, '', ''),"
    " (0, '', '', '', '', 0, 0, 0, 0, 0, '', '')]",
  };

  return parse (texts[dt_random_below (random, G_N_ELEMENTS (texts))]);
}

static GVariant *
random_answer (DtRandom *random)
{
  static const char *const texts[] = {
    "@a{sv} {}", "{'time': <5>, 'equity': <6>}", "{'time': <@ax [1, 2]>, 'equity': <[1.0]>}",
    "{'time': <@ax [1, 2]>, 'equity': <[1.0, 2.0]>, 'n': <uint32 4>}", "{'rows': <5>}",
    "{'rows': <[(uint64 3, int64 0, 'k', 's', 't')]>}", "{'time': <@ax []>, 'n': <'many'>}",
  };

  return parse (texts[dt_random_below (random, G_N_ELEMENTS (texts))]);
}

/* Parts of any type in any place: nothing breaks, and what is right again is shown again. */
static void
test_nonsense (void)
{
  g_autofree char *folder = make_folder ();
  Stranger *stranger = stranger_new (folder);
  DeskSession *session = open_session (folder);
  DtRandom random;

  dt_random_init (&random, 3);
  for (guint round = 0; round < 120; round++)
    {
      GVariant *parts[G_N_ELEMENTS (part_names)];
      gint64 until = g_get_monotonic_time () + 20000;

      for (guint i = 0; i < G_N_ELEMENTS (part_names); i++)
        {
          guint what = dt_random_below (&random, 4);

          parts[i] = what == 0 ? NULL : what == 1 ? good_part (i) : random_value (&random);
        }
      say (stranger, make_snapshot (stranger, parts), random_answer (&random));
      while (g_get_monotonic_time () < until)
        if (!g_main_context_iteration (NULL, FALSE))
          g_usleep (500);
      g_assert_cmpint (desk_session_get_state (session), ==, DESK_SESSION_READY);
    }

  say_good (stranger);
  wait_for (desk_session_get_clock (session)->step == 7
            && desk_session_find_position (session, "MSFT") != NULL
            && g_list_model_get_n_items (desk_session_get_quotes (session)) == 2);
  stranger_free (stranger);
  wait_for (desk_session_get_state (session) == DESK_SESSION_LOST);
  end_session (session);
  remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/session-stranger/values", test_values);
  g_test_add_func ("/desk/session-stranger/nonsense", test_nonsense);

  return g_test_run ();
}
