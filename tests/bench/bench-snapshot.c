/* bench-snapshot.c - what a window costs the engine
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "dt-demo-pack.h"
#include "dt-engine.h"
#include "dt-local-port.h"
#include "dt-run-preset.h"
#include "dt-run-result.h"

/* Usage: bench-snapshot [STRATEGY [ROUNDS]]
 *
 * Plays the tapes of the demo market as fast as possible, journal and all, with nobody looking and
 * with a port that takes every snapshot at 60 a second and reads all of it, in turns. The time is
 * that of the engine's thread alone, so that other programs, and the window's own work, do not
 * count. Prints the median of the rounds. */

#define WINDOW_USEC 10000

static const char *const tapes[] = { "minute", "daily" };

/* Nanoseconds that the engine's thread has run. */
static double
engine_time (void)
{
  g_autoptr(GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *task;

  while (tasks != NULL && (task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *comm = g_build_filename ("/proc/self/task", task, "comm", NULL);
      g_autofree char *stat = g_build_filename ("/proc/self/task", task, "schedstat", NULL);
      g_autofree char *name = NULL;
      g_autofree char *text = NULL;

      if (g_file_get_contents (comm, &name, NULL, NULL) && g_str_equal (name, "dt-engine\n")
          && g_file_get_contents (stat, &text, NULL, NULL))
        return g_ascii_strtod (text, NULL);
    }

  return NAN;
}

typedef struct
{
  const char *command;
  GVariant   *arguments;
  GVariant   *answer;
} Request;

static void
execute (gpointer backend,
         gpointer data)
{
  Request *request = data;
  g_autoptr(GError) error = NULL;

  request->answer = dt_engine_backend_execute (backend, request->command, request->arguments,
                                               &error);
  if (request->answer == NULL)
    g_error ("%s: %s", request->command, error->message);
}

static GVariant *
ask (DtEngine   *engine,
     const char *command,
     GVariant   *arguments)
{
  Request request = { command, g_variant_ref_sink (arguments), NULL };

  dt_engine_backend_call (dt_engine_get_backend (engine), execute, &request);
  g_variant_unref (request.arguments);
  return request.answer;
}

static gboolean
is_over (DtEngine *engine)
{
  g_autoptr(GVariant) status = ask (engine, "run.status", g_variant_new ("a{sv}", NULL));
  const char *state = "";

  g_variant_lookup (status, "state", "&s", &state);
  if (g_str_equal (state, "failed"))
    g_error ("The run failed");

  return g_str_equal (state, "finished");
}

static guint n_snapshots;

/* As a window would, every value of every part. */
static void
on_changed (DtEnginePort *port)
{
  g_autoptr(GVariant) snapshot = dt_engine_port_dup_snapshot (port);

  n_snapshots++;
  for (gsize i = 0; i < g_variant_n_children (snapshot); i++)
    {
      g_autoptr(GVariant) value = NULL;
      const char *name;
      guint64 version;

      dt_snapshot_get_part (snapshot, i, &name, &version, &value);
      for (gsize j = 0; j < g_variant_n_children (value); j++)
        g_variant_unref (g_variant_get_child_value (value, j));
    }
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Seconds of the engine's thread for one run. */
static double
measure (DtEngine   *engine,
         const char *spec,
         gboolean    window)
{
  g_autoptr(DtEnginePort) port = NULL;
  double begin = engine_time ();
  GVariantDict dict;
  guint timer;

  if (window)
    {
      port = dt_local_port_new (dt_engine_get_backend (engine));
      g_signal_connect (port, "changed", G_CALLBACK (on_changed), NULL);
    }
  timer = g_timeout_add (WINDOW_USEC / 1000, on_tick, NULL);
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "spec", "s", spec);
  g_variant_unref (ask (engine, "run.start", g_variant_dict_end (&dict)));
  while (!is_over (engine))
    for (guint i = 0; i < 5; i++)
      g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);

  return (engine_time () - begin) / 1e9;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double *values,
        guint   n)
{
  qsort (values, n, sizeof *values, compare);
  return values[n / 2];
}

static void
measure_tape (DtEngine   *engine,
              const char *tape,
              const char *strategy,
              guint       rounds)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRunSpec) spec = dt_run_preset_new (tape, strategy, "default", DT_DOLLARS (100000),
                                                 &error);
  g_autofree double *alone = g_new (double, rounds);
  g_autofree double *watched = g_new (double, rounds);
  g_autofree char *json = NULL;
  double without, with;

  if (spec == NULL)
    g_error ("%s", error->message);

  json = dt_run_spec_to_json (spec);
  n_snapshots = 0;
  for (guint i = 0; i < rounds; i++)
    {
      alone[i] = measure (engine, json, FALSE);
      watched[i] = measure (engine, json, TRUE);
    }
  without = median (alone, rounds);
  with = median (watched, rounds);
  g_print ("%-8s alone %8.1f ms  watched %8.1f ms  loss %5.1f %%  %5.1f snapshots a run\n", tape,
           without * 1e3, with * 1e3, (with / without - 1.) * 100.,
           (double) n_snapshots / rounds);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *strategy = argc > 1 ? g_strdup (argv[1]) : dt_strategy_find ("ema-crossover");
  guint rounds = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 9;
  g_autoptr(GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("daytrader-bench-XXXXXX", NULL);
  g_autoptr(DtMarketStore) store = dt_market_store_open (dir, DT_STORE_READ_WRITE, NULL);
  DtEngine *engine;

  if (strategy == NULL || rounds == 0
      || !dt_demo_pack_ensure (store, NULL, NULL, NULL, NULL, &error))
    {
      g_print ("%s\n", error != NULL ? error->message : "There is no strategy to play");
      return 77;
    }

  g_clear_object (&store);
  engine = dt_engine_new (dir, &dt_run_result_class, &error);
  if (engine == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < G_N_ELEMENTS (tapes); i++)
    measure_tape (engine, tapes[i], strategy, rounds);

  dt_engine_free (engine);
  remove_folder (dir);
  return 0;
}
