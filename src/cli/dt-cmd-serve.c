/* dt-cmd-serve.c - daytrader-cli serve
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include "dt-engine-host.h"
#include "dt-owner-lock.h"

#include "dt-cli.h"

static gboolean
on_cancelled (GCancellable *cancellable,
              gpointer      user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

typedef struct
{
  GMainLoop   *loop;
  DtEngineHost *engine;
} Watch;

/* engine.quit ends it from within. */
static gboolean
look_after_engine (gpointer data)
{
  Watch *watch = data;

  if (dt_engine_host_is_running (watch->engine))
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (watch->loop);
  return G_SOURCE_REMOVE;
}

static void
say_state (DtCli        *cli,
           DtEnginePort *port)
{
  g_autoptr(GVariant) status = dt_engine_port_execute (port, "run.status",
                                                       g_variant_new ("a{sv}", NULL), NULL, NULL);
  gboolean recovered = FALSE, cut_off = FALSE;
  const char *message = NULL;
  gint64 book = 0;

  if (status == NULL || cli->quiet)
    return;

  g_variant_lookup (status, "recovered", "b", &recovered);
  g_variant_lookup (status, "cut_off", "b", &cut_off);
  g_variant_lookup (status, "message", "&s", &message);
  g_variant_lookup (status, "book", "x", &book);
  if (recovered)
    g_printerr ("Run %" G_GINT64_FORMAT "%s is taken up again; it is paused.\n", book,
                cut_off ? " was cut off and" : "");
  else if (message != NULL)
    g_printerr ("%s\n", message);
}

static void
set_owned (GError     **error,
           const char  *data_dir)
{
  DtOwner owner;

  if (dt_owner_lock_peek (data_dir, &owner) && owner.pid != 0)
    g_set_error (error, DT_OWNER_ERROR, DT_OWNER_ERROR_OWNED,
                 "An engine runs on %s already: process %" G_GINT64_FORMAT, data_dir, owner.pid);
  else
    g_set_error (error, DT_OWNER_ERROR, DT_OWNER_ERROR_OWNED,
                 "An engine runs on %s already", data_dir);
}

static int
run_serve (DtCli  *cli,
           char  **arguments,
           guint   n_arguments)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GSource) source = g_cancellable_source_new (cli->cancellable);
  g_autoptr(DtEngineHost) engine = NULL;
  g_autoptr(GError) error = NULL;
  Watch watch = { loop };
  guint timeout;

  if (n_arguments > 0)
    return dt_cli_usage (cli, "serve takes no arguments, but got “%s”", arguments[0]);

  engine = dt_engine_host_open (cli->data_dir, &error);
  if (engine == NULL)
    return dt_cli_fail (cli, error);
  if (!dt_engine_host_is_own (engine))
    {
      set_owned (&error, cli->data_dir);
      return dt_cli_fail (cli, error);
    }

  say_state (cli, dt_engine_host_get_port (engine));
  if (!cli->quiet)
    g_printerr ("The engine of %s is running; Ctrl+C ends it.\n", cli->data_dir);

  g_source_set_callback (source, G_SOURCE_FUNC (on_cancelled), loop, NULL);
  g_source_attach (source, NULL);
  watch.engine = engine;
  timeout = g_timeout_add (200, look_after_engine, &watch);
  g_main_loop_run (loop);
  if (dt_engine_host_is_running (engine))
    g_source_remove (timeout);

  return DT_EXIT_OK;
}

const DtCliCommand dt_cmd_serve = {
  .name = "serve",
  .summary = "Run the engine of the data directory for others to attach to",
  .description = "Takes up a run that was cut off, paused, and listens on the socket of the data "
                 "directory until it is ended with Ctrl+C or SIGTERM.",
  .run = run_serve,
};
