/* dt-worker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-base"

#include "config.h"

#include "dt-worker.h"

struct _DtWorker
{
  GObject       parent_instance;

  /* Immutable after construction */
  GMainContext *context;
  GMainLoop    *loop;
  GThread      *thread;

  /* Any thread, under the lock */
  GMutex        lock;
  gboolean      stopped;
};

typedef struct
{
  GTask           *task;
  GTaskThreadFunc  func;
} Job;

G_DEFINE_FINAL_TYPE (DtWorker, dt_worker, G_TYPE_OBJECT)

/* Only dt_worker_new() and the beginning of its thread share this. */
typedef struct
{
  GMainLoop *loop;
  GMutex     lock;
  GCond      cond;
  gboolean   begun;
} Start;

/* The thread holds the loop, never the worker, so that dropping the last reference ends it. */
static gpointer
worker_thread (gpointer data)
{
  Start *start = data;
  g_autoptr(GMainLoop) loop = g_main_loop_ref (start->loop);
  GMainContext *context = g_main_loop_get_context (loop);

  g_main_context_push_thread_default (context);
  g_mutex_lock (&start->lock);
  start->begun = TRUE;
  g_cond_signal (&start->cond);
  g_mutex_unlock (&start->lock);

  g_main_loop_run (loop);
  g_main_context_pop_thread_default (context);

  return NULL;
}

static gboolean
quit_loop (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

/* Sources of one priority are served in the order they were attached. */
static void
attach (DtWorker       *self,
        GSourceFunc     func,
        gpointer        data,
        GDestroyNotify  destroy)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, self->context);
}

static void
dt_worker_finalize (GObject *object)
{
  DtWorker *self = (DtWorker *)object;

  dt_worker_stop (self);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (dt_worker_parent_class)->finalize (object);
}

static void
dt_worker_class_init (DtWorkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dt_worker_finalize;
}

static void
dt_worker_init (DtWorker *self)
{
  g_mutex_init (&self->lock);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
}

/* @name: at most 15 bytes are shown by the system's tools. Returns when the thread has its context,
 * so that nobody else can take it first. */
DtWorker *
dt_worker_new (const char *name)
{
  DtWorker *self = g_object_new (DT_TYPE_WORKER, NULL);
  Start start = { .loop = self->loop };

  g_mutex_init (&start.lock);
  g_cond_init (&start.cond);
  self->thread = g_thread_new (name, worker_thread, &start);

  g_mutex_lock (&start.lock);
  while (!start.begun)
    g_cond_wait (&start.cond, &start.lock);
  g_mutex_unlock (&start.lock);
  g_mutex_clear (&start.lock);
  g_cond_clear (&start.cond);

  return self;
}

/* Returns: (transfer none): sources attached here run on the worker */
GMainContext *
dt_worker_get_context (DtWorker *self)
{
  g_return_val_if_fail (DT_IS_WORKER (self), NULL);

  return self->context;
}

/* Whether the caller runs on the worker's thread. */
gboolean
dt_worker_is_current (DtWorker *self)
{
  g_return_val_if_fail (DT_IS_WORKER (self), FALSE);

  return g_thread_self () == self->thread;
}

static gboolean
run_job (gpointer data)
{
  Job *job = data;

  if (!g_task_return_error_if_cancelled (job->task))
    job->func (job->task, g_task_get_source_object (job->task),
               g_task_get_task_data (job->task), g_task_get_cancellable (job->task));

  return G_SOURCE_REMOVE;
}

static void
free_job (gpointer data)
{
  Job *job = data;

  g_object_unref (job->task);
  g_free (job);
}

/**
 * dt_worker_run_task:
 * @func: called on the worker; it or something it starts returns the task
 *
 * The task completes in its own context. One that is cancelled before its turn returns
 * %G_IO_ERROR_CANCELLED; after dt_worker_stop() all return %G_IO_ERROR_CLOSED.
 */
void
dt_worker_run_task (DtWorker        *self,
                    GTask           *task,
                    GTaskThreadFunc  func)
{
  g_return_if_fail (DT_IS_WORKER (self));
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  g_mutex_lock (&self->lock);
  if (self->stopped)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED,
                               "The worker that should do this was stopped before");
    }
  else
    {
      Job *job = g_new (Job, 1);

      job->task = g_object_ref (task);
      job->func = func;
      attach (self, run_job, job, free_job);
    }
  g_mutex_unlock (&self->lock);
}

/**
 * dt_worker_invoke:
 * @func: called on the worker, again for as long as it returns %G_SOURCE_CONTINUE
 * @destroy: (nullable): called afterwards, or at once when the worker was stopped
 *
 * Like g_main_context_invoke_full() but always in turn, even when called on the worker.
 */
void
dt_worker_invoke (DtWorker       *self,
                  GSourceFunc     func,
                  gpointer        data,
                  GDestroyNotify  destroy)
{
  gboolean stopped;

  g_return_if_fail (DT_IS_WORKER (self));
  g_return_if_fail (func != NULL);

  g_mutex_lock (&self->lock);
  stopped = self->stopped;
  if (!stopped)
    attach (self, func, data, destroy);
  g_mutex_unlock (&self->lock);

  if (stopped && destroy != NULL)
    destroy (data);
}

/**
 * dt_worker_stop:
 *
 * Serves the tasks given so far, ends the thread and waits for it; on the worker itself, it cannot
 * wait and returns at once. A second call does nothing.
 */
void
dt_worker_stop (DtWorker *self)
{
  gboolean stopped;

  g_mutex_lock (&self->lock);
  stopped = self->stopped;
  self->stopped = TRUE;
  if (!stopped)
    attach (self, quit_loop, g_main_loop_ref (self->loop), (GDestroyNotify) g_main_loop_unref);
  g_mutex_unlock (&self->lock);

  if (stopped)
    return;

  if (g_thread_self () == self->thread)
    g_thread_unref (self->thread);
  else
    g_thread_join (self->thread);
}
