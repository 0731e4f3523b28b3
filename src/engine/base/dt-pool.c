/* dt-pool.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-base"

#include "config.h"

#include <sys/resource.h>
#include <unistd.h>

#include "dt-pool.h"

/* How far background threads stand back, on the scale of nice(1). */
#define BACKGROUND_NICE 10

/* Milliseconds between two calls of the progress function of dt_pool_each(). */
#define REPORT_INTERVAL 100

typedef struct
{
  GTask           *task;
  GTaskThreadFunc  func;
} Job;

/* All fields belong to the lock. Threads are of a generation: a change of settings starts the
 * next one and the old threads leave after their job. A thread may not give itself
 * back the priority it gave up, so it is never reused for the other kind of work. */
static struct
{
  GMutex   lock;
  GCond    wake;
  GQueue   jobs;
  guint    wanted;      /* 0: by cores */
  gboolean background;
  guint    generation;
  guint    n_threads;   /* of this generation */
  guint    n_idle;
} pool = { .jobs = G_QUEUE_INIT };

static GPrivate is_pool_thread;

static void
run_job (Job *job)
{
  if (!g_task_return_error_if_cancelled (job->task))
    job->func (job->task, g_task_get_source_object (job->task),
               g_task_get_task_data (job->task), g_task_get_cancellable (job->task));

  g_object_unref (job->task);
  g_free (job);
}

static gpointer
pool_thread (gpointer data)
{
  guint generation = GPOINTER_TO_UINT (data) >> 1;

  g_private_set (&is_pool_thread, GINT_TO_POINTER (TRUE));
  if ((GPOINTER_TO_UINT (data) & 1) != 0)
    setpriority (PRIO_PROCESS, gettid (), BACKGROUND_NICE);

  g_mutex_lock (&pool.lock);
  while (generation == pool.generation)
    {
      Job *job = g_queue_pop_head (&pool.jobs);

      if (job == NULL)
        {
          pool.n_idle++;
          g_cond_wait (&pool.wake, &pool.lock);
          if (generation == pool.generation)
            pool.n_idle--;
          continue;
        }
      g_mutex_unlock (&pool.lock);
      run_job (job);
      g_mutex_lock (&pool.lock);
    }
  g_mutex_unlock (&pool.lock);

  return NULL;
}

/* Call with the lock held. */
static guint
count_wanted (void)
{
  guint cores = g_get_num_processors ();

  if (pool.wanted > 0)
    return pool.wanted;

  return pool.background ? MAX (1, cores - 1) : cores;
}

/* Call with the lock held: at most n more, and no more than there is work for. */
static void
start_threads (guint n)
{
  guint n_wanted = count_wanted ();

  for (; n > 0 && pool.n_threads < n_wanted && pool.n_idle < pool.jobs.length; n--)
    {
      guint tag = (pool.generation << 1) | (pool.background ? 1 : 0);

      g_thread_unref (g_thread_new ("dt-pool", pool_thread, GUINT_TO_POINTER (tag)));
      pool.n_threads++;
    }
}

void
dt_pool_run_task (GTask           *task,
                  GTaskThreadFunc  func)
{
  Job *job;

  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  job = g_new (Job, 1);
  job->task = g_object_ref (task);
  job->func = func;

  g_mutex_lock (&pool.lock);
  g_queue_push_tail (&pool.jobs, job);
  start_threads (1);
  g_cond_signal (&pool.wake);
  g_mutex_unlock (&pool.lock);
}

/* Call with the lock held. */
static void
next_generation (void)
{
  pool.generation = (pool.generation + 1) & (G_MAXUINT >> 1);
  pool.n_threads = 0;
  pool.n_idle = 0;
  start_threads (pool.jobs.length);
  g_cond_broadcast (&pool.wake);
}

void
dt_pool_set_n_threads (guint n_threads)
{
  g_mutex_lock (&pool.lock);
  if (pool.wanted != n_threads)
    {
      pool.wanted = n_threads;
      next_generation ();
    }
  g_mutex_unlock (&pool.lock);
}

guint
dt_pool_get_n_threads (void)
{
  guint n_threads;

  g_mutex_lock (&pool.lock);
  n_threads = count_wanted ();
  g_mutex_unlock (&pool.lock);

  return n_threads;
}

void
dt_pool_set_background (gboolean background)
{
  background = !!background;

  g_mutex_lock (&pool.lock);
  if (pool.background != background)
    {
      pool.background = background;
      next_generation ();
    }
  g_mutex_unlock (&pool.lock);
}

gboolean
dt_pool_is_current (void)
{
  return g_private_get (&is_pool_thread) != NULL;
}

/* Many calls that do not hang on each other */

/* What the threads share. */
typedef struct
{
  gsize           n;
  DtPoolEachFunc  func;
  gpointer        data;
  GCancellable   *cancellable;
  gsize           next;         /* atomic */
  gsize           n_done;       /* atomic */
  gint            stop;         /* atomic: a call failed */
} Work;

/* The caller's alone. */
typedef struct
{
  guint    n_left;              /* threads */
  GError  *error;
} Outcome;

static void
work_on (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;

  while (!g_atomic_int_get (&work->stop))
    {
      gsize i = (gsize) g_atomic_pointer_add (&work->next, 1);

      if (i >= work->n)
        break;
      if (g_cancellable_set_error_if_cancelled (work->cancellable, &error)
          || !work->func (i, work->data, &error))
        {
          g_atomic_int_set (&work->stop, TRUE);
          break;
        }
      g_atomic_pointer_add (&work->n_done, 1);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_thread_done (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  Outcome *outcome = data;
  g_autoptr(GError) error = NULL;

  outcome->n_left--;
  if (!g_task_propagate_boolean (G_TASK (result), &error) && outcome->error == NULL)
    outcome->error = g_steal_pointer (&error);
}

static gboolean
wake_up (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
call_in_turn (Work                   *work,
              GFileProgressCallback   progress,
              gpointer                user_data,
              GError                **error)
{
  for (gsize i = 0; i < work->n; i++)
    {
      if (g_cancellable_set_error_if_cancelled (work->cancellable, error)
          || !work->func (i, work->data, error))
        return FALSE;
      if (progress != NULL)
        progress (i + 1, work->n, user_data);
    }

  return TRUE;
}

/* The caller's thread iterates a context of its own meanwhile, to report. */
static gboolean
call_in_parallel (Work                   *work,
                  guint                   n_threads,
                  GFileProgressCallback   progress,
                  gpointer                user_data,
                  GError                **error)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(GSource) clock = g_timeout_source_new (REPORT_INTERVAL);
  Outcome outcome = { .n_left = n_threads };

  g_main_context_push_thread_default (context);
  g_source_set_callback (clock, wake_up, NULL, NULL);
  if (progress != NULL)
    g_source_attach (clock, context);
  for (guint i = 0; i < n_threads; i++)
    {
      g_autoptr(GTask) task = g_task_new (NULL, NULL, on_thread_done, &outcome);

      g_task_set_task_data (task, work, NULL);
      dt_pool_run_task (task, work_on);
    }

  while (outcome.n_left > 0)
    {
      g_main_context_iteration (context, TRUE);
      if (progress != NULL)
        progress ((goffset) g_atomic_pointer_get (&work->n_done), work->n, user_data);
    }
  g_source_destroy (clock);
  g_main_context_pop_thread_default (context);

  if (outcome.error != NULL)
    g_propagate_error (error, outcome.error);
  return outcome.error == NULL;
}

/**
 * dt_pool_each:
 * @n: calls
 * @func: (scope call): gets every number from 0 below @n once, in any order, from any thread
 * @progress: (nullable) (scope call): calls done and in all, in the caller's thread
 *
 * Blocks until all calls are done, on all threads of the pool. A thread of the pool makes them by
 * itself instead, one after the other: waiting for others of the pool it might wait for ever.
 *
 * Returns: %FALSE with the error of a call that failed, or of the cancellable; some calls were made
 *   then, and others not
 */
gboolean
dt_pool_each (gsize                   n,
              DtPoolEachFunc          func,
              gpointer                data,
              GFileProgressCallback   progress,
              gpointer                user_data,
              GCancellable           *cancellable,
              GError                **error)
{
  Work work = { .n = n, .func = func, .data = data, .cancellable = cancellable };
  guint n_threads = (guint) MIN (dt_pool_get_n_threads (), n);

  g_return_val_if_fail (func != NULL, FALSE);

  if (n_threads <= 1 || dt_pool_is_current ())
    return call_in_turn (&work, progress, user_data, error);

  return call_in_parallel (&work, n_threads, progress, user_data, error);
}
