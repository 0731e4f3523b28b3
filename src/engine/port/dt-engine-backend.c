/* dt-engine-backend.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-port"

#include "config.h"

#include "dt-command.h"
#include "dt-engine-backend.h"

/* A frame of a display, and how often to look while nothing happens. */
#define FRAME_USEC (16 * 1000)
#define QUIET_USEC (100 * 1000)
/* Looks without a change after which it is quiet. */
#define QUIET_AFTER 60
/* How long to wait for the engine's thread before looking whether it still iterates. */
#define PATIENCE_USEC (20 * 1000)

GVariant *
dt_engine_backend_execute (DtEngineBackend  *backend,
                           const char       *command,
                           GVariant         *arguments,
                           GError          **error)
{
  const DtCommand *row = dt_command_find (command);

  if (row == NULL)
    {
      g_set_error (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_UNKNOWN,
                   "There is no command \"%s\"", command);
      return NULL;
    }

  return dt_command_check (row, arguments, error)
         ? backend->execute (backend, command, arguments, error) : NULL;
}

typedef struct
{
  GMutex   lock;
  GCond    done_cond;
  gboolean done;
  GFunc    func;
  gpointer data;
  DtEngineBackend *backend;
} Call;

static gboolean
serve_call (gpointer data)
{
  Call *call = data;

  call->func (call->backend, call->data);
  g_mutex_lock (&call->lock);
  call->done = TRUE;
  g_cond_signal (&call->done_cond);
  g_mutex_unlock (&call->lock);

  return G_SOURCE_REMOVE;
}

/* The engine may end its loop between our looks, so a wait that takes long tries again to be the
 * one that iterates: then the source is ours to dispatch. */
static void
wait_for_call (Call *call)
{
  GMainContext *context = call->backend->context;

  g_mutex_lock (&call->lock);
  while (!call->done)
    {
      if (g_cond_wait_until (&call->done_cond, &call->lock,
                             g_get_monotonic_time () + PATIENCE_USEC))
        continue;
      g_mutex_unlock (&call->lock);
      if (g_main_context_acquire (context))
        {
          while (!call->done && g_main_context_iteration (context, FALSE))
            ;
          g_main_context_release (context);
        }
      g_mutex_lock (&call->lock);
    }
  g_mutex_unlock (&call->lock);
}

void
dt_engine_backend_call (DtEngineBackend *backend,
                        GFunc            func,
                        gpointer         data)
{
  Call call = { .func = func, .data = data, .backend = backend };
  g_autoptr(GSource) source = NULL;

  if (g_main_context_acquire (backend->context))
    {
      func (backend, data);
      g_main_context_release (backend->context);
      return;
    }

  g_mutex_init (&call.lock);
  g_cond_init (&call.done_cond);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, serve_call, &call, NULL);
  g_source_attach (source, backend->context);
  wait_for_call (&call);
  g_mutex_clear (&call.lock);
  g_cond_clear (&call.done_cond);
}

void
dt_snapshot_get_part (GVariant    *snapshot,
                      gsize        i,
                      const char **name,
                      guint64     *version,
                      GVariant   **value)
{
  g_autoptr(GVariant) entry = g_variant_get_child_value (snapshot, i);
  g_autoptr(GVariant) key = g_variant_get_child_value (entry, 0);
  g_autoptr(GVariant) pair = g_variant_get_child_value (entry, 1);

  *name = g_variant_get_string (key, NULL);
  g_variant_get (pair, "(tv)", version, value);
}

typedef struct
{
  GSource          source;
  DtEngineBackend *backend;
  GVariant        *last;
  guint            n_quiet;
} Watch;

/* Same parts in the same order with the same versions? */
static gboolean
same_versions (GVariant *a,
               GVariant *b)
{
  gsize n = g_variant_n_children (a);

  if (n != g_variant_n_children (b))
    return FALSE;

  for (gsize i = 0; i < n; i++)
    {
      const char *name_a, *name_b;
      guint64 version_a, version_b;

      dt_snapshot_get_part (a, i, &name_a, &version_a, NULL);
      dt_snapshot_get_part (b, i, &name_b, &version_b, NULL);
      if (version_a != version_b || !g_str_equal (name_a, name_b))
        return FALSE;
    }

  return TRUE;
}

static gboolean
watch_dispatch (GSource     *source,
                GSourceFunc  callback,
                gpointer     data)
{
  Watch *watch = (Watch *) source;
  g_autoptr(GVariant) snapshot = watch->backend->dup_snapshot (watch->backend);

  if (watch->last != NULL && same_versions (watch->last, snapshot))
    {
      watch->n_quiet++;
    }
  else
    {
      watch->n_quiet = 0;
      g_clear_pointer (&watch->last, g_variant_unref);
      watch->last = g_variant_ref (snapshot);
      ((DtSnapshotFunc) (GCallback) callback) (snapshot, data);
    }

  g_source_set_ready_time (source, g_source_get_time (source)
                                   + (watch->n_quiet < QUIET_AFTER ? FRAME_USEC : QUIET_USEC));
  return G_SOURCE_CONTINUE;
}

static void
watch_finalize (GSource *source)
{
  g_clear_pointer (&((Watch *) source)->last, g_variant_unref);
}

GSource *
dt_engine_backend_watch (DtEngineBackend *backend,
                         DtSnapshotFunc   func,
                         gpointer         data,
                         GDestroyNotify   destroy)
{
  static GSourceFuncs funcs = { NULL, NULL, watch_dispatch, watch_finalize, NULL, NULL };
  GSource *source = g_source_new (&funcs, sizeof (Watch));
  Watch *watch = (Watch *) source;

  watch->backend = backend;
  g_source_set_static_name (source, "snapshot");
  g_source_set_callback (source, (GSourceFunc) (GCallback) func, data, destroy);
  g_source_set_ready_time (source, 0);
  g_source_attach (source, backend->context);

  return source;
}
