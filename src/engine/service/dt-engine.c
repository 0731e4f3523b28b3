/* dt-engine.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-service"

#include "config.h"

#include "dt-engine-private.h"

static GVariant *
backend_execute (DtEngineBackend  *backend,
                 const char       *command,
                 GVariant         *arguments,
                 GError          **error)
{
  return dt_engine_execute ((DtEngine *) backend, command, arguments, error);
}

static GVariant *
backend_dup_snapshot (DtEngineBackend *backend)
{
  return dt_engine_dup_snapshot ((DtEngine *) backend);
}

static gboolean
open_all (DtEngine  *engine,
          GError   **error)
{
  engine->lock = dt_owner_lock_acquire (engine->data_dir, error);
  if (engine->lock == NULL)
    return FALSE;

  engine->market = dt_market_store_open (engine->data_dir, DT_STORE_READ_WRITE, error);
  if (engine->market == NULL)
    return FALSE;

  engine->books = dt_book_store_open (engine->data_dir, DT_STORE_READ_WRITE, error);

  if (engine->books == NULL)
    return FALSE;

  engine->emergency = dt_emergency_journal_open (engine->data_dir, error);

  return engine->emergency != NULL && dt_engine_alerts_open (engine, error)
         && dt_engine_recover (engine, error);
}

static void
close_all (DtEngine *engine)
{
  dt_engine_drop_run (engine);
  if (engine->alerts != NULL)
    dt_engine_alerts_close (engine);
  dt_engine_drop_parts (engine);
  g_clear_pointer (&engine->emergency, dt_emergency_journal_free);
  g_clear_object (&engine->books);
  g_clear_object (&engine->market);
  g_clear_pointer (&engine->lock, dt_owner_lock_release);
}

static void
announce (DtEngine *engine,
          GError   *error)
{
  g_mutex_lock (&engine->mutex);
  engine->start_error = error;
  engine->ready = TRUE;
  g_cond_signal (&engine->cond);
  g_mutex_unlock (&engine->mutex);
}

static gpointer
engine_main (gpointer data)
{
  DtEngine *engine = data;
  GError *error = NULL;

  g_main_context_push_thread_default (engine->backend.context);
  if (open_all (engine, &error))
    {
      announce (engine, NULL);
      g_main_loop_run (engine->loop);
    }
  else
    announce (engine, error);

  close_all (engine);
  g_mutex_lock (&engine->mutex);
  engine->ended = TRUE;
  g_mutex_unlock (&engine->mutex);
  g_main_context_pop_thread_default (engine->backend.context);

  return NULL;
}

static void
engine_finalize (DtEngine *engine)
{
  g_clear_pointer (&engine->loop, g_main_loop_unref);
  g_clear_pointer (&engine->backend.context, g_main_context_unref);
  g_clear_error (&engine->start_error);
  g_mutex_clear (&engine->mutex);
  g_cond_clear (&engine->cond);
  g_free (engine->data_dir);
  g_free (engine);
}

/**
 * dt_engine_new:
 * @data_dir: exists and is owned by nobody else
 * @result_class: what becomes of finished runs
 *
 * Starts the engine's thread, takes the data directory and takes up a run that was cut off.
 *
 * Returns: (transfer full): the engine, or %NULL when the directory is owned by another process or
 *   its databases cannot be used
 */
DtEngine *
dt_engine_new (const char              *data_dir,
               const DtRunResultClass  *result_class,
               GError                 **error)
{
  DtEngine *engine = g_new0 (DtEngine, 1);

  engine->backend.context = g_main_context_new ();
  engine->backend.execute = backend_execute;
  engine->backend.dup_snapshot = backend_dup_snapshot;
  engine->scratch = g_byte_array_new ();
  engine->data_dir = g_strdup (data_dir);
  engine->result_class = result_class;
  engine->loop = g_main_loop_new (engine->backend.context, FALSE);
  g_mutex_init (&engine->mutex);
  g_cond_init (&engine->cond);
  engine->thread = g_thread_new ("dt-engine", engine_main, engine);

  g_mutex_lock (&engine->mutex);
  while (!engine->ready)
    g_cond_wait (&engine->cond, &engine->mutex);
  g_mutex_unlock (&engine->mutex);

  if (engine->start_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&engine->start_error));
      g_thread_join (engine->thread);
      engine_finalize (engine);
      return NULL;
    }

  return engine;
}

static gboolean
quit_loop (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

/* Stops at the next instant's end; a run that is going on is taken up by the next engine. */
void
dt_engine_free (DtEngine *engine)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  if (engine == NULL)
    return;

  g_source_set_callback (source, quit_loop, engine->loop, NULL);
  g_source_attach (source, engine->backend.context);
  g_thread_join (engine->thread);
  engine_finalize (engine);
}

gboolean
dt_engine_is_running (DtEngine *engine)
{
  gboolean ended;

  g_mutex_lock (&engine->mutex);
  ended = engine->ended;
  g_mutex_unlock (&engine->mutex);

  return !ended;
}

DtEngineBackend *
dt_engine_get_backend (DtEngine *engine)
{
  return &engine->backend;
}
