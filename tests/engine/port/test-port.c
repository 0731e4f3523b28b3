/* test-port.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "dt-local-port.h"
#include "dt-owner-lock.h"
#include "dt-socket-path.h"
#include "dt-socket-port.h"
#include "dt-socket-server.h"

#include "fake-backend.h"

static char *self_path;

typedef struct
{
  char           *dir;
  FakeBackend    *fake;
  DtSocketServer *server;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("dt-port-XXXXXX", NULL);
  fixture->fake = fake_backend_new ();
  fixture->server = dt_socket_server_new (&fixture->fake->backend, fixture->dir, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = dt_socket_path_build (fixture->dir);
  g_autofree char *lock = g_build_filename (fixture->dir, "owner.lock", NULL);

  g_clear_pointer (&fixture->server, dt_socket_server_free);
  g_clear_pointer (&fixture->fake, fake_backend_free);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_unlink (lock);
  g_assert_cmpint (g_rmdir (fixture->dir), ==, 0);
  g_free (fixture->dir);
}

static DtEnginePort *
attach (const char *dir)
{
  g_autoptr(GError) error = NULL;
  DtEnginePort *port = dt_socket_port_new (dir, &error);

  g_assert_no_error (error);
  return port;
}

static GVariant *
arguments_of (const char *text)
{
  return g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL);
}

/* An answer, or an error, as text. */
static char *
run (DtEnginePort *port,
     const char   *command,
     const char   *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) arguments = arguments_of (text);
  g_autoptr(GVariant) answer = dt_engine_port_execute (port, command, arguments, NULL, &error);

  if (answer == NULL)
    return g_strdup_printf ("%s %d %s", g_quark_to_string (error->domain), error->code,
                            error->message);

  g_assert_true (g_variant_is_of_type (answer, G_VARIANT_TYPE_VARDICT));
  return g_variant_print (answer, TRUE);
}

static void
run_ok (DtEnginePort *port,
        const char   *command)
{
  g_autofree char *text = run (port, command, "{}");

  g_assert_cmpstr (text, ==, "@a{sv} {}");
}

/* A part of the newest snapshot; its version, 0 for none. */
static guint64
peek (DtEnginePort  *port,
      const char    *part,
      GVariant     **value)
{
  g_autoptr(GVariant) snapshot = dt_engine_port_dup_snapshot (port);
  g_autoptr(GVariant) pair = NULL;
  guint64 version = 0;

  if (snapshot != NULL)
    {
      g_assert_true (g_variant_is_of_type (snapshot, G_VARIANT_TYPE ("a{s(tv)}")));
      pair = g_variant_lookup_value (snapshot, part, NULL);
      g_variant_get (pair, "(tv)", &version, value);
    }

  return version;
}

static void
wait_for_version (DtEnginePort *port,
                  const char   *part,
                  guint64       version)
{
  while (peek (port, part, NULL) < version)
    g_main_context_iteration (NULL, TRUE);
}

/* The same commands through both doors give the same answers, errors and snapshots. */
static void
test_same_answers (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct
  {
    const char *command;
    const char *arguments;
    const char *answer;
  } cases[] = {
    { "run.status", "{}", "@a{sv} {}" },
    { "order.buy", "{'symbol': <'SPY'>, 'quantity': <10.0>}",
      "{'symbol': <'SPY'>, 'quantity': <10.0>}" },
    { "run.step", "{'count': <uint32 3>}", "{'count': <uint32 3>}" },
    { "run.speed", "{'speed': <2.0>}",
      "dt-command-error-quark 2 No “run” is going on" },
    { "run.fly", "{}", "dt-command-error-quark 0 There is no command \"run.fly\"" },
    { "order.buy", "{'symbol': <'SPY'>}",
      "dt-command-error-quark 1 order.buy needs the argument \"quantity\": Units, above 0" },
  };
  g_autoptr(DtEnginePort) local = dt_local_port_new (&fixture->fake->backend);
  g_autoptr(DtEnginePort) remote = attach (fixture->dir);
  DtEnginePort *ports[] = { local, remote };
  g_autoptr(GVariant) a = NULL;
  g_autoptr(GVariant) b = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint k = 0; k < G_N_ELEMENTS (ports); k++)
      {
        g_autofree char *answer = run (ports[k], cases[i].command, cases[i].arguments);

        g_assert_cmpstr (answer, ==, cases[i].answer);
      }
  /* What failed its check never came to the engine */
  g_assert_cmpuint (fixture->fake->n_executed, ==, 8);

  for (guint k = 0; k < G_N_ELEMENTS (ports); k++)
    {
      wait_for_version (ports[k], "clock", 2);
      wait_for_version (ports[k], "orders", 2);
    }
  a = dt_engine_port_dup_snapshot (ports[0]);
  b = dt_engine_port_dup_snapshot (ports[1]);
  g_assert_true (g_variant_equal (a, b));
}

/* A part that did not change is the very same value, over the socket too. */
static void
test_parts (Fixture       *fixture,
            gconstpointer  data)
{
  for (guint k = 0; k < 2; k++)
    {
      g_autoptr(DtEnginePort) port = k == 0 ? dt_local_port_new (&fixture->fake->backend)
                                            : attach (fixture->dir);
      g_autoptr(GVariant) before = NULL;
      g_autoptr(GVariant) after = NULL;
      g_autoptr(GVariant) clock = NULL;
      g_autofree char *answer = NULL;
      guint64 version;

      answer = run (port, "order.buy", "{'symbol': <'SPY'>, 'quantity': <10.0>}");
      wait_for_version (port, "orders", k + 1);
      peek (port, "orders", &before);
      version = peek (port, "clock", NULL);

      run_ok (port, "run.step");
      wait_for_version (port, "clock", version + 1);
      g_assert_cmpuint (peek (port, "clock", &clock), ==, version + 1);
      g_assert_cmpuint (peek (port, "orders", &after), ==, k + 1);
      g_assert_true (before == after);
    }
}

static void
count_signal (DtEnginePort *port,
              guint        *n)
{
  (*n)++;
}

/* Two hundred changes as fast as they go: a frame shows the newest, none comes early. */
static void
test_frame_rate (Fixture       *fixture,
                 gconstpointer  data)
{
  for (guint k = 0; k < 2; k++)
    {
      g_autoptr(DtEnginePort) port = k == 0 ? dt_local_port_new (&fixture->fake->backend)
                                            : attach (fixture->dir);
      gint64 began = g_get_monotonic_time ();
      guint n_changed = 0;
      gint64 frames;

      g_signal_connect (port, "changed", G_CALLBACK (count_signal), &n_changed);
      for (guint i = 0; i < 200; i++)
        run_ok (port, "run.step");
      wait_for_version (port, "clock", 200 * (k + 1));

      frames = (g_get_monotonic_time () - began) / 16000;
      g_assert_cmpuint (n_changed, >=, 1);
      g_assert_cmpint (n_changed, <=, frames + 2);
    }
}

static void
test_two_clients (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(DtEnginePort) one = attach (fixture->dir);
  DtEnginePort *two = attach (fixture->dir);

  g_assert_cmpuint (dt_socket_server_get_n_clients (fixture->server), ==, 2);
  run_ok (one, "run.step");
  wait_for_version (one, "clock", 1);
  wait_for_version (two, "clock", 1);
  run_ok (two, "run.step");
  wait_for_version (one, "clock", 2);

  g_object_unref (two);
  while (dt_socket_server_get_n_clients (fixture->server) > 1)
    g_usleep (1000);
  run_ok (one, "run.step");
  wait_for_version (one, "clock", 3);
}

static void
test_too_many (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GPtrArray) ports = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 16; i++)
    g_ptr_array_add (ports, attach (fixture->dir));
  g_assert_null (dt_socket_port_new (fixture->dir, &error));
  g_assert_nonnull (error);
  run_ok (g_ptr_array_index (ports, 15), "run.step");
}

typedef struct
{
  guint  n_done;
  GError *error;
} Outcome;

static void
on_outcome (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Outcome *outcome = data;
  g_autoptr(GVariant) answer = NULL;

  outcome->n_done++;
  g_clear_error (&outcome->error);
  answer = dt_engine_port_execute_finish (DT_ENGINE_PORT (source), result, &outcome->error);
  g_assert_true ((answer == NULL) == (outcome->error != NULL));
}

static void
run_later (DtEnginePort *port,
           const char   *command,
           GCancellable *cancellable,
           Outcome      *outcome)
{
  g_autoptr(GVariant) arguments = arguments_of ("{}");

  dt_engine_port_execute_async (port, command, arguments, cancellable, on_outcome, outcome);
}

/* The server goes while requests wait: each of them fails, and so does what comes later. */
static void
test_cut (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr(DtEnginePort) port = attach (fixture->dir);
  g_autofree char *later = NULL;
  Outcome outcome = { 0 };
  guint n_closed = 0;

  g_signal_connect (port, "closed", G_CALLBACK (count_signal), &n_closed);
  g_clear_pointer (&fixture->server, dt_socket_server_free);
  for (guint i = 0; i < 3; i++)
    run_later (port, "run.step", NULL, &outcome);
  while (outcome.n_done < 3)
    g_main_context_iteration (NULL, TRUE);

  g_assert_error (outcome.error, DT_PORT_ERROR, DT_PORT_ERROR_CLOSED);
  g_assert_cmpuint (n_closed, ==, 1);
  g_assert_true (dt_socket_port_is_closed (DT_SOCKET_PORT (port)));
  g_assert_cmpuint (fixture->fake->n_executed, ==, 0);
  later = run (port, "run.step", "{}");
  g_assert_cmpstr (later, ==, "dt-port-error-quark 1 The engine has gone away");
  g_clear_error (&outcome.error);
}

/* A caller that has lost patience hears at once; the answer that comes later belongs to nobody,
 * and the next one to the next. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  for (guint k = 0; k < 2; k++)
    {
      g_autoptr(DtEnginePort) port = k == 0 ? dt_local_port_new (&fixture->fake->backend)
                                            : attach (fixture->dir);
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      Outcome outcome = { 0 };

      run_later (port, "run.pause", NULL, &outcome);
      run_later (port, "run.step", cancellable, &outcome);
      g_cancellable_cancel (cancellable);
      while (outcome.n_done < 1)
        g_main_context_iteration (NULL, TRUE);
      if (k == 1)
        g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      run_ok (port, "run.step");
      g_assert_cmpuint (outcome.n_done, ==, 2);
      g_clear_error (&outcome.error);
    }
}

static void
test_absent (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&fixture->server, dt_socket_server_free);
  g_assert_null (dt_socket_port_new (fixture->dir, &error));
  g_assert_error (error, DT_PORT_ERROR, DT_PORT_ERROR_ABSENT);
  g_assert_nonnull (strstr (error->message, fixture->dir));
}

static void
test_mode (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = dt_socket_path_build (fixture->dir);
  struct stat info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_true (S_ISSOCK (info.st_mode));
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

/* A path of 200 bytes does not fit a socket's address. */
static void
test_long_path (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *name = g_strnfill (200, 'x');
  g_autofree char *dir = g_build_filename (fixture->dir, name, NULL);
  g_autoptr(GError) error = NULL;
  DtSocketServer *server;

  g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
  server = dt_socket_server_new (&fixture->fake->backend, dir, &error);
  g_assert_no_error (error);
  {
    g_autoptr(DtEnginePort) port = attach (dir);

    run_ok (port, "run.step");
  }
  dt_socket_server_free (server);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

/* The engine has ended its thread: the server can still be put away. */
static void
test_engine_first (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(DtEnginePort) port = attach (fixture->dir);
  guint n_closed = 0;

  g_signal_connect (port, "closed", G_CALLBACK (count_signal), &n_closed);
  dt_worker_stop (fixture->fake->worker);
  g_clear_pointer (&fixture->server, dt_socket_server_free);
  while (n_closed == 0)
    g_main_context_iteration (NULL, TRUE);
}

/* The owner is killed in the middle of a command; its client hears of it, and the next owner takes
 * both lock and socket. */
static void
test_owner_killed (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) child = NULL;
  g_autoptr(DtEnginePort) port = NULL;
  g_autoptr(DtOwnerLock) lock = NULL;
  Outcome outcome = { 0 };
  char byte;

  g_clear_pointer (&fixture->server, dt_socket_server_free);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self_path, "--serve",
                            fixture->dir, NULL);
  g_assert_no_error (error);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (child), &byte, 1, NULL,
                                        NULL), ==, 1);
  port = attach (fixture->dir);
  run_ok (port, "run.step");
  run_later (port, "run.pause", NULL, &outcome);
  g_main_context_iteration (NULL, FALSE);
  g_subprocess_send_signal (child, SIGKILL);
  while (outcome.n_done == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (outcome.error, DT_PORT_ERROR, DT_PORT_ERROR_CLOSED);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));

  lock = dt_owner_lock_acquire (fixture->dir, NULL);
  g_assert_nonnull (lock);
  g_assert_true (dt_owner_lock_was_stale (lock));
  fixture->server = dt_socket_server_new (&fixture->fake->backend, fixture->dir, NULL);
  g_assert_nonnull (fixture->server);
  g_clear_object (&port);
  port = attach (fixture->dir);
  run_ok (port, "run.step");
  g_clear_error (&outcome.error);
}

/* The other process of test_owner_killed(). */
static int
serve (const char *dir)
{
  DtOwnerLock *lock = dt_owner_lock_acquire (dir, NULL);
  FakeBackend *fake = fake_backend_new ();

  if (lock == NULL || dt_socket_server_new (&fake->backend, dir, NULL) == NULL)
    return 1;

  putchar ('!');
  fflush (stdout);
  for (;;)
    pause ();
}

#define ADD(name, func) g_test_add ("/port/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--serve"))
    return serve (argv[2]);

  self_path = argv[0];
  g_test_init (&argc, &argv, NULL);

  ADD ("same-answers", test_same_answers);
  ADD ("parts", test_parts);
  ADD ("frame-rate", test_frame_rate);
  ADD ("two-clients", test_two_clients);
  ADD ("too-many", test_too_many);
  ADD ("cut", test_cut);
  ADD ("cancel", test_cancel);
  ADD ("absent", test_absent);
  ADD ("mode", test_mode);
  ADD ("long-path", test_long_path);
  ADD ("engine-first", test_engine_first);
  ADD ("owner-killed", test_owner_killed);

  return g_test_run ();
}
