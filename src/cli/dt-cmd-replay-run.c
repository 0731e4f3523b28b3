/* dt-cmd-replay-run.c - daytrader-cli replay run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <math.h>

#include "dt-engine-host.h"
#include "dt-error.h"
#include "dt-replay-feed.h"

#include "dt-cli-result.h"
#include "dt-cli-run.h"

/* Milliseconds between two looks at how far the run is. */
#define POLL_INTERVAL 20

static char *speed_text;
static gboolean resume, discard, print_spec;

static const GOptionEntry entries[] = {
  DT_CLI_RUN_ENTRIES,
  DT_CLI_RUN_RECORD_ENTRY,
  { "speed", 0, 0, G_OPTION_ARG_STRING, &speed_text,
    "Market seconds per second: 1 is real time, max (default)", "X" },
  { "resume", 0, 0, G_OPTION_ARG_NONE, &resume,
    "Go on with the run that was cut off", NULL },
  { "discard", 0, 0, G_OPTION_ARG_NONE, &discard,
    "Give up the run that was cut off; its records stay", NULL },
  { "print-spec", 0, 0, G_OPTION_ARG_NONE, &print_spec,
    "Print the run's settings as JSON and stop", NULL },
  { NULL }
};

typedef struct
{
  char    *state;
  char    *message;
  char    *spec;
  char    *result;
  gint64   book;
  guint64  step;
  guint64  total;
  gboolean recovered;
} Status;

static void
status_clear (Status *status)
{
  g_free (status->state);
  g_free (status->message);
  g_free (status->spec);
  g_free (status->result);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Status, status_clear)

#define refuse(error, ...) dt_refuse (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC, __VA_ARGS__)

static void
read_status (GVariant *answer,
             Status   *status)
{
  g_variant_lookup (answer, "state", "s", &status->state);
  g_variant_lookup (answer, "message", "s", &status->message);
  g_variant_lookup (answer, "spec", "s", &status->spec);
  g_variant_lookup (answer, "result", "s", &status->result);
  g_variant_lookup (answer, "book", "x", &status->book);
  g_variant_lookup (answer, "step", "t", &status->step);
  g_variant_lookup (answer, "total", "t", &status->total);
  g_variant_lookup (answer, "recovered", "b", &status->recovered);
}

static gboolean
ask_status (DtEnginePort  *port,
            Status        *status,
            GError       **error)
{
  g_autoptr(GVariant) answer = dt_engine_port_execute (port, "run.status",
                                                       g_variant_new ("a{sv}", NULL), NULL, error);

  if (answer == NULL)
    return FALSE;

  status_clear (status);
  *status = (Status) { 0 };
  read_status (answer, status);
  return TRUE;
}

static gboolean
send (DtEnginePort  *port,
      const char    *command,
      GVariantDict  *dict,
      GError       **error)
{
  GVariant *arguments = dict != NULL ? g_variant_dict_end (dict) : g_variant_new ("a{sv}", NULL);
  g_autoptr(GVariant) answer = dt_engine_port_execute (port, command, arguments, NULL, error);

  return answer != NULL;
}

static gboolean
read_speed (double  *speed,
            GError **error)
{
  char *end;

  *speed = DT_REPLAY_SPEED_MAX;
  if (speed_text == NULL || g_str_equal (speed_text, "max"))
    return TRUE;

  *speed = g_ascii_strtod (speed_text, &end);
  if (end == speed_text || *end != '\0' || !(*speed > 0.) || !isfinite (*speed))
    return refuse (error, "--speed %s: a number above 0, or max", speed_text);

  return TRUE;
}

static gboolean
start (DtEnginePort  *port,
       const char    *spec,
       GError       **error)
{
  GVariantDict dict;
  double speed;

  if (!read_speed (&speed, error))
    return FALSE;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "spec", "s", spec);
  g_variant_dict_insert (&dict, "speed", "d", speed);
  return send (port, "run.start", &dict, error);
}

static gboolean
go_on (DtEnginePort  *port,
       GError       **error)
{
  GVariantDict dict;
  double speed;

  if (!read_speed (&speed, error))
    return FALSE;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "speed", "d", speed);
  return send (port, "run.speed", &dict, error);
}

/* Starts, or takes up what was cut off; a different run that waits for its end is never touched
 * without being told to. */
static gboolean
begin (DtCli         *cli,
       DtEnginePort  *port,
       const char    *spec,
       GError       **error)
{
  g_auto(Status) status = { 0 };
  gboolean waiting;

  if (!ask_status (port, &status, error))
    return FALSE;

  waiting = g_str_equal (status.state, "paused") || g_str_equal (status.state, "failed");
  if (waiting && discard)
    return send (port, "run.stop", NULL, error) && start (port, spec, error);
  if (g_str_equal (status.state, "failed"))
    return refuse (error, "%s. Give it up with --discard", status.message);
  if (waiting && (resume || g_strcmp0 (spec, status.spec) == 0))
    {
      if (!cli->quiet)
        g_printerr ("Run %" G_GINT64_FORMAT " was cut off after %" G_GUINT64_FORMAT " of %"
                    G_GUINT64_FORMAT " steps; it goes on from there.\n",
                    status.book, status.step, status.total);
      return go_on (port, error);
    }
  if (waiting)
    return refuse (error, "Run %" G_GINT64_FORMAT " was cut off and waits: go on with --resume, or "
                   "give it up with --discard", status.book);
  if (resume && status.recovered && g_str_equal (status.state, "finished"))
    return TRUE;
  if (resume)
    return refuse (error, "There is no run to resume in %s", cli->data_dir);

  return start (port, spec, error);
}

static gboolean
wake_up (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
wait_a_little (void)
{
  gboolean woken = FALSE;

  g_timeout_add (POLL_INTERVAL, wake_up, &woken);
  while (!woken)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
wait_for_end (DtCli         *cli,
              DtEnginePort  *port,
              Status        *status,
              GError       **error)
{
  for (;;)
    {
      if (!ask_status (port, status, error))
        return FALSE;
      if (g_str_equal (status->state, "finished"))
        return TRUE;
      if (g_str_equal (status->state, "failed"))
        return refuse (error, "%s", status->message);

      if (status->total > 0)
        dt_cli_progress ("Playing", (double) status->step / status->total);
      if (g_cancellable_is_cancelled (cli->cancellable))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                       "Interrupted after %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " steps; "
                       "go on with --resume", status->step, status->total);
          return FALSE;
        }
      wait_a_little ();
    }
}

/* The engine writes them: it has the whole run, whichever process it lives in. */
static gboolean
write_files (DtEnginePort  *port,
             GError       **error)
{
  const DtCliRunOptions *options = &dt_cli_run_options;
  GVariantDict dict;

  if (options->trades == NULL && options->equity == NULL)
    return TRUE;

  g_variant_dict_init (&dict, NULL);
  if (options->trades != NULL)
    {
      g_autofree char *path = g_canonicalize_filename (options->trades, NULL);

      g_variant_dict_insert (&dict, "trades", "s", path);
    }
  if (options->equity != NULL)
    {
      g_autofree char *path = g_canonicalize_filename (options->equity, NULL);

      g_variant_dict_insert (&dict, "equity", "s", path);
    }

  return send (port, "run.write", &dict, error);
}

static int
play (DtCli      *cli,
      const char *spec,
      GError    **error)
{
  g_autoptr(DtEngineHost) engine = dt_engine_host_open (cli->data_dir, error);
  g_auto(Status) status = { 0 };
  DtEnginePort *port;

  if (engine == NULL)
    return DT_EXIT_FAILED;

  port = dt_engine_host_get_port (engine);
  if (!begin (cli, port, spec, error) || !wait_for_end (cli, port, &status, error))
    return DT_EXIT_FAILED;

  dt_cli_progress_end ();
  return write_files (port, error) && dt_cli_print_stored_result (cli, status.result, error)
         ? DT_EXIT_OK : DT_EXIT_FAILED;
}

static int
run_replay_run (DtCli  *cli,
                char  **arguments,
                guint   n_arguments)
{
  g_autoptr(DtRunSpec) spec = NULL;
  g_autofree char *json = NULL;
  g_autoptr(GError) error = NULL;
  int code;

  if (!resume)
    {
      spec = dt_cli_run_make_spec (arguments, n_arguments, &error);
      if (spec == NULL || !dt_cli_run_read_records (cli, spec, &error))
        return dt_cli_fail (cli, error);
      json = dt_run_spec_to_json (spec);
    }
  if (print_spec && json != NULL)
    {
      g_print ("%s\n", json);
      return DT_EXIT_OK;
    }

  code = play (cli, json, &error);
  return error != NULL ? dt_cli_fail (cli, error) : code;
}

const DtCliCommand dt_cmd_replay_run = {
  .name = "replay run",
  .arguments = "--strategy FILE (--csv FILE… | --symbols A,B | --universe NAME)",
  .summary = "Play stored history through the engine, journalled in book.db",
  .description = "Takes the options of “backtest run” and gives the same trades. The run survives "
                 "being killed: the same command, or --resume, goes on where its journal ends. "
                 "When an engine runs on the data directory already, it plays the run.",
  .entries = entries,
  .run = run_replay_run,
};
