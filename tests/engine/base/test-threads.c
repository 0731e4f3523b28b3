/* test-threads.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-pool.h"
#include "dt-random.h"
#include "dt-ring.h"
#include "dt-worker.h"

#define N_TASKS 500

typedef struct
{
  DtWorker *worker;
  guint     n_served;          /* the worker's */
  guint     n_done;            /* the test's */
} Log;

static void
wait_until (guint *counter,
            guint  n)
{
  while (*counter < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
serve (GTask        *task,
       gpointer      source_object,
       gpointer      task_data,
       GCancellable *cancellable)
{
  Log *log = task_data;

  dt_worker_assert_current (log->worker);
  g_assert_true (g_main_context_get_thread_default () == dt_worker_get_context (log->worker));
  log->n_served++;
  g_task_return_int (task, log->n_served);
}

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Log *log = user_data;

  g_assert_false (dt_worker_is_current (log->worker));
  log->n_done++;
  /* In order: the answers come back as the tasks went out */
  g_assert_cmpint (g_task_propagate_int (G_TASK (result), NULL), ==, log->n_done);
}

static void
test_worker_order (void)
{
  g_autoptr(DtWorker) worker = dt_worker_new ("test");
  Log log = { .worker = worker };

  g_assert_false (dt_worker_is_current (worker));
  for (guint i = 0; i < N_TASKS; i++)
    {
      g_autoptr(GTask) task = g_task_new (NULL, NULL, on_done, &log);

      g_task_set_task_data (task, &log, NULL);
      dt_worker_run_task (worker, task, serve);
    }
  wait_until (&log.n_done, N_TASKS);
  g_assert_cmpuint (log.n_served, ==, N_TASKS);
}

static void
on_error (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  int *code = user_data;

  g_assert_cmpint (g_task_propagate_int (G_TASK (result), &error), ==, -1);
  g_assert_true (error->domain == G_IO_ERROR);
  *code = error->code;
}

static void
wait_for_code (int *code)
{
  while (*code < 0)
    g_main_context_iteration (NULL, TRUE);
}

/* A cancelled task is not served; what was given before a stop is; what comes after is refused. */
static void
test_worker_stop (void)
{
  g_autoptr(DtWorker) worker = dt_worker_new ("test");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Log log = { .worker = worker };
  int cancelled = -1, closed = -1;
  GTask *task;

  g_cancellable_cancel (cancellable);
  task = g_task_new (NULL, cancellable, on_error, &cancelled);
  dt_worker_run_task (worker, task, serve);
  g_object_unref (task);

  for (guint i = 0; i < N_TASKS; i++)
    {
      task = g_task_new (NULL, NULL, on_done, &log);
      g_task_set_task_data (task, &log, NULL);
      dt_worker_run_task (worker, task, serve);
      g_object_unref (task);
    }
  dt_worker_stop (worker);
  g_assert_cmpuint (log.n_served, ==, N_TASKS);

  task = g_task_new (NULL, NULL, on_error, &closed);
  dt_worker_run_task (worker, task, serve);
  g_object_unref (task);

  wait_until (&log.n_done, N_TASKS);
  wait_for_code (&cancelled);
  wait_for_code (&closed);
  g_assert_cmpint (cancelled, ==, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (closed, ==, G_IO_ERROR_CLOSED);
}

/* A worker has its context from the first moment: nobody can take it away. */
static void
test_worker_owns_context (void)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr(DtWorker) worker = dt_worker_new ("test");

      g_assert_false (g_main_context_acquire (dt_worker_get_context (worker)));
    }
}

static gboolean
drop_worker (gpointer data)
{
  g_object_unref (data);

  return G_SOURCE_REMOVE;
}

/* The last reference may be dropped on the worker itself. */
static void
test_worker_drops_itself (void)
{
  for (guint i = 0; i < 20; i++)
    {
      DtWorker *worker = dt_worker_new ("test");

      g_object_ref (worker);
      dt_worker_invoke (worker, drop_worker, worker, NULL);
      g_object_unref (worker);
    }
}

static void
count_in_pool (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  g_assert_true (dt_pool_is_current ());
  g_atomic_int_inc ((int *) task_data);
  g_task_return_int (task, 0);
}

static void
on_counted (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_assert_false (dt_pool_is_current ());
  (*(guint *) user_data)++;
}

static void
run_batch (guint n)
{
  int n_run = 0;
  guint n_done = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GTask) task = g_task_new (NULL, NULL, on_counted, &n_done);

      g_task_set_task_data (task, &n_run, NULL);
      dt_pool_run_task (task, count_in_pool);
    }
  wait_until (&n_done, n);
  g_assert_cmpint (g_atomic_int_get (&n_run), ==, n);
}

static void
test_pool (void)
{
  guint cores = g_get_num_processors ();

  run_batch (300);
  g_assert_cmpuint (dt_pool_get_n_threads (), ==, cores);
  dt_pool_set_background (TRUE);
  g_assert_cmpuint (dt_pool_get_n_threads (), ==, MAX (1, cores - 1));
  run_batch (300);
  dt_pool_set_n_threads (3);
  g_assert_cmpuint (dt_pool_get_n_threads (), ==, 3);
  run_batch (300);
  dt_pool_set_background (FALSE);
  dt_pool_set_n_threads (0);
  run_batch (300);
}

/* A change of the number of threads while jobs wait loses none of them. */
static void
test_pool_resize (void)
{
  int n_run = 0;
  guint n_done = 0;

  for (guint i = 0; i < 400; i++)
    {
      g_autoptr(GTask) task = g_task_new (NULL, NULL, on_counted, &n_done);

      g_task_set_task_data (task, &n_run, NULL);
      dt_pool_run_task (task, count_in_pool);
      if (i % 40 == 0)
        dt_pool_set_n_threads (1 + i / 40 % 4);
    }
  wait_until (&n_done, 400);
  dt_pool_set_n_threads (0);
}

#define N_ELEMENTS_SENT 200000

typedef struct
{
  guint64 number;
  guint64 check;
} Element;

static gpointer
write_ring (gpointer data)
{
  for (guint64 i = 0; i < N_ELEMENTS_SENT; i++)
    {
      guint64 state = i;
      Element element = { i, dt_random_split_mix (&state) };

      while (!dt_ring_push (data, &element))
        g_thread_yield ();
    }

  return NULL;
}

static void
test_ring_threads (void)
{
  g_autoptr(DtRing) ring = dt_ring_new (sizeof (Element), 100);
  GThread *writer = g_thread_new ("writer", write_ring, ring);
  Element element;

  for (guint64 i = 0; i < N_ELEMENTS_SENT; i++)
    {
      guint64 state = i;

      while (!dt_ring_pop (ring, &element))
        g_thread_yield ();
      g_assert_cmpuint (element.number, ==, i);
      g_assert_cmpuint (element.check, ==, dt_random_split_mix (&state));
    }
  g_thread_join (writer);
  g_assert_false (dt_ring_pop (ring, &element));
}

/* 5 elements are rounded up to 8; the ninth finds it full. */
static void
test_ring_full (void)
{
  g_autoptr(DtRing) ring = dt_ring_new (sizeof (int), 5);
  int out;

  for (int round = 0; round < 10; round++)
    {
      for (int i = 0; i < 8; i++)
        g_assert_true (dt_ring_push (ring, &i));
      g_assert_false (dt_ring_push (ring, &round));
      g_assert_cmpuint (dt_ring_get_fill (ring), ==, 8);
      for (int i = 0; i < 8; i++)
        {
          g_assert_true (dt_ring_pop (ring, &out));
          g_assert_cmpint (out, ==, i);
        }
      g_assert_false (dt_ring_pop (ring, &out));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/worker/order", test_worker_order);
  g_test_add_func ("/base/worker/stop", test_worker_stop);
  g_test_add_func ("/base/worker/owns-context", test_worker_owns_context);
  g_test_add_func ("/base/worker/drops-itself", test_worker_drops_itself);
  g_test_add_func ("/base/pool/run", test_pool);
  g_test_add_func ("/base/pool/resize", test_pool_resize);
  g_test_add_func ("/base/ring/threads", test_ring_threads);
  g_test_add_func ("/base/ring/full", test_ring_full);

  return g_test_run ();
}
