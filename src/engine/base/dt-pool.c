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

/* Microseconds between two calls of the progress function of dt_pool_each(). */
#define REPORT_INTERVAL (100 * 1000)

/* What the threads of one dt_pool_each() share. A job that finds it over only lets it go. */
typedef struct
{
  gatomicrefcount  ref_count;
  gsize            n;
  DtPoolEachFunc   func;
  gpointer         data;
  GCancellable    *cancellable;
  gsize            next;        /* atomic */
  gsize            n_done;      /* atomic */
  gint             stop;        /* atomic: a call failed */

  GMutex           lock;        /* of what follows */
  GCond            idle;
  guint            n_helping;
  gboolean         over;        /* too late to begin */
  GError          *error;
} Work;

typedef struct
{
  GTask           *task;
  GTaskThreadFunc  func;
  Work            *work;        /* (nullable): instead of a task */
} Job;

static void help (Work *work);

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
  if (job->work != NULL)
    help (job->work);
  else if (!g_task_return_error_if_cancelled (job->task))
    job->func (job->task, g_task_get_source_object (job->task),
               g_task_get_task_data (job->task), g_task_get_cancellable (job->task));

  g_clear_object (&job->task);
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

  job = g_new0 (Job, 1);
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

static Work *
work_ref (Work *work)
{
  g_atomic_ref_count_inc (&work->ref_count);
  return work;
}

static void
work_unref (Work *work)
{
  if (!g_atomic_ref_count_dec (&work->ref_count))
    return;

  g_cond_clear (&work->idle);
  g_mutex_clear (&work->lock);
  g_free (work);
}

/* The first error stays, and ends the work of all. */
static void
fail (Work   *work,
      GError *error)
{
  g_atomic_int_set (&work->stop, TRUE);
  g_mutex_lock (&work->lock);
  if (work->error == NULL)
    work->error = g_steal_pointer (&error);
  g_mutex_unlock (&work->lock);
  g_clear_error (&error);
}

/* Makes the next call; FALSE when there is none, or one failed. */
static gboolean
make_call (Work *work)
{
  GError *error = NULL;
  gsize i;

  if (g_atomic_int_get (&work->stop))
    return FALSE;
  i = (gsize) g_atomic_pointer_add (&work->next, 1);
  if (i >= work->n)
    return FALSE;

  if (g_cancellable_set_error_if_cancelled (work->cancellable, &error)
      || !work->func (i, work->data, &error))
    {
      fail (work, error);
      return FALSE;
    }
  g_atomic_pointer_add (&work->n_done, 1);

  return TRUE;
}

/* A thread of the pool, if its turn comes before the work is over. */
static void
help (Work *work)
{
  gboolean over;

  g_mutex_lock (&work->lock);
  over = work->over;
  work->n_helping += !over;
  g_mutex_unlock (&work->lock);

  if (!over)
    {
      while (make_call (work))
        continue;

      g_mutex_lock (&work->lock);
      work->n_helping--;
      g_cond_signal (&work->idle);
      g_mutex_unlock (&work->lock);
    }
  work_unref (work);
}

static void
ask_for_help (Work  *work,
              guint  n_helpers)
{
  g_mutex_lock (&pool.lock);
  for (guint i = 0; i < n_helpers; i++)
    {
      Job *job = g_new0 (Job, 1);

      job->work = work_ref (work);
      g_queue_push_tail (&pool.jobs, job);
      start_threads (1);
      g_cond_signal (&pool.wake);
    }
  g_mutex_unlock (&pool.lock);
}

static void
wait_for_helpers (Work *work)
{
  g_mutex_lock (&work->lock);
  work->over = TRUE;
  while (work->n_helping > 0)
    g_cond_wait (&work->idle, &work->lock);
  g_mutex_unlock (&work->lock);
}

/**
 * dt_pool_each:
 * @n: calls
 * @func: (scope call): gets every number from 0 below @n once, in any order, from any thread
 * @progress: (nullable) (scope call): calls done and in all, in the caller's thread
 *
 * Makes the calls in this thread and, as far as they are free, in those of the pool. It never waits
 * for a thread that has other work, so that calls may call it in turn.
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
  guint n_threads = (guint) MIN (dt_pool_get_n_threads (), n);
  gint64 reported = g_get_monotonic_time ();
  gboolean done;
  Work *work;

  g_return_val_if_fail (func != NULL, FALSE);

  work = g_new (Work, 1);
  *work = (Work) { .n = n, .func = func, .data = data, .cancellable = cancellable };
  g_atomic_ref_count_init (&work->ref_count);
  g_mutex_init (&work->lock);
  g_cond_init (&work->idle);
  if (n_threads > 1)
    ask_for_help (work, n_threads - 1);

  while (make_call (work))
    if (progress != NULL && g_get_monotonic_time () - reported >= REPORT_INTERVAL)
      {
        reported = g_get_monotonic_time ();
        progress ((goffset) g_atomic_pointer_get (&work->n_done), n, user_data);
      }
  wait_for_helpers (work);

  done = work->error == NULL;
  if (!done)
    g_propagate_error (error, work->error);
  else if (progress != NULL)
    progress (n, n, user_data);
  work_unref (work);

  return done;
}
