/* dt-local-port.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-port"

#include "config.h"

#include "dt-local-port.h"

/* What the engine's thread holds of a port: where a newer snapshot goes. It outlives the port for
 * as long as something is on its way. */
typedef struct
{
  gatomicrefcount  ref_count;
  GMainContext    *context;    /* the port's */

  /* Under the lock */
  GMutex           lock;
  GVariant        *newest;
  gboolean         notified;   /* the port was told and has not looked yet */

  /* The port's thread */
  DtLocalPort     *port;       /* NULL when it is gone */
} Link;

struct _DtLocalPort
{
  GObject          parent_instance;

  GThread         *thread;       /* that made it */
  DtEngineBackend *backend;
  GSource         *watch;
  GVariant        *snapshot;
  Link            *link;
};

typedef struct
{
  DtEngineBackend *backend;
  GTask           *task;
  char            *command;
  GVariant        *arguments;
  gboolean         served;
} Request;

static void dt_local_port_iface_init (DtEnginePortInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DtLocalPort, dt_local_port, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DT_TYPE_ENGINE_PORT,
                                                      dt_local_port_iface_init))

static Link *
link_ref (Link *link)
{
  g_atomic_ref_count_inc (&link->ref_count);

  return link;
}

static void
link_unref (gpointer data)
{
  Link *link = data;

  if (!g_atomic_ref_count_dec (&link->ref_count))
    return;

  g_clear_pointer (&link->newest, g_variant_unref);
  g_main_context_unref (link->context);
  g_mutex_clear (&link->lock);
  g_free (link);
}

static gboolean
take_snapshot (gpointer data)
{
  Link *link = data;
  g_autoptr(DtLocalPort) self = NULL;
  g_autoptr(GVariant) newest = NULL;

  g_mutex_lock (&link->lock);
  link->notified = FALSE;
  newest = g_steal_pointer (&link->newest);
  g_mutex_unlock (&link->lock);

  if (link->port == NULL)
    return G_SOURCE_REMOVE;

  self = g_object_ref (link->port);
  g_clear_pointer (&self->snapshot, g_variant_unref);
  self->snapshot = g_steal_pointer (&newest);
  g_signal_emit_by_name (self, "changed");

  return G_SOURCE_REMOVE;
}

/* In the engine's thread. A port that is slow finds the newest one, never a queue. */
static void
on_snapshot (GVariant *snapshot,
             gpointer  data)
{
  Link *link = data;
  gboolean notify;

  g_mutex_lock (&link->lock);
  g_clear_pointer (&link->newest, g_variant_unref);
  link->newest = g_variant_ref (snapshot);
  notify = !link->notified;
  link->notified = TRUE;
  g_mutex_unlock (&link->lock);

  if (notify)
    {
      g_autoptr(GSource) source = g_idle_source_new ();

      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, take_snapshot, link_ref (link), link_unref);
      g_source_attach (source, link->context);
    }
}

static gboolean
serve_request (gpointer data)
{
  Request *request = data;
  g_autoptr(GError) error = NULL;
  GVariant *answer;

  request->served = TRUE;
  if (g_task_return_error_if_cancelled (request->task))
    return G_SOURCE_REMOVE;

  answer = dt_engine_backend_execute (request->backend, request->command, request->arguments,
                                      &error);
  if (answer != NULL)
    g_task_return_pointer (request->task, answer, (GDestroyNotify) g_variant_unref);
  else
    g_task_return_error (request->task, g_steal_pointer (&error));

  return G_SOURCE_REMOVE;
}

static void
free_request (gpointer data)
{
  Request *request = data;

  if (!request->served)
    g_task_return_new_error (request->task, DT_PORT_ERROR, DT_PORT_ERROR_CLOSED,
                             "The engine ended before it could do \"%s\"", request->command);
  g_object_unref (request->task);
  g_variant_unref (request->arguments);
  g_free (request->command);
  g_free (request);
}

static void
dt_local_port_execute_async (DtEnginePort        *port,
                             const char          *command,
                             GVariant            *arguments,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  DtLocalPort *self = DT_LOCAL_PORT (port);
  g_autoptr(GSource) source = g_idle_source_new ();
  Request *request = g_new0 (Request, 1);

  g_assert (g_thread_self () == self->thread);
  request->backend = self->backend;
  request->task = g_task_new (self, cancellable, callback, user_data);
  request->command = g_strdup (command);
  request->arguments = g_variant_ref (arguments);

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, serve_request, request, free_request);
  g_source_attach (source, self->backend->context);
}

static GVariant *
dt_local_port_execute_finish (DtEnginePort  *port,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, port), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static GVariant *
dt_local_port_dup_snapshot (DtEnginePort *port)
{
  DtLocalPort *self = DT_LOCAL_PORT (port);

  g_assert (g_thread_self () == self->thread);

  return self->snapshot != NULL ? g_variant_ref (self->snapshot) : NULL;
}

static void
dt_local_port_iface_init (DtEnginePortInterface *iface)
{
  iface->execute_async = dt_local_port_execute_async;
  iface->execute_finish = dt_local_port_execute_finish;
  iface->dup_snapshot = dt_local_port_dup_snapshot;
}

static void
dt_local_port_dispose (GObject *object)
{
  DtLocalPort *self = (DtLocalPort *)object;

  if (self->watch != NULL)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
  if (self->link != NULL)
    self->link->port = NULL;
  g_clear_pointer (&self->link, link_unref);
  g_clear_pointer (&self->snapshot, g_variant_unref);

  G_OBJECT_CLASS (dt_local_port_parent_class)->dispose (object);
}

static void
dt_local_port_class_init (DtLocalPortClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dt_local_port_dispose;
}

static void
dt_local_port_init (DtLocalPort *self)
{
  self->thread = g_thread_self ();
}

/* Returns: (transfer full): answers and signals come in the caller's thread-default context */
DtEnginePort *
dt_local_port_new (DtEngineBackend *backend)
{
  DtLocalPort *self = g_object_new (DT_TYPE_LOCAL_PORT, NULL);

  self->backend = backend;
  self->link = g_new0 (Link, 1);
  g_atomic_ref_count_init (&self->link->ref_count);
  g_mutex_init (&self->link->lock);
  self->link->context = g_main_context_ref_thread_default ();
  self->link->port = self;
  self->watch = dt_engine_backend_watch (backend, on_snapshot, link_ref (self->link), link_unref);

  return DT_ENGINE_PORT (self);
}
