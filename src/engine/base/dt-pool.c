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
