/* test-pool-each.c - every call once, whoever makes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-pool.h"

#define N_CALLS 5000

typedef struct
{
  gint          n_times[N_CALLS];   /* atomic */
  gint          n_calls;            /* atomic */
  gsize         fails_at;           /* no call where it is N_CALLS */
  gsize         cancels_at;
  GCancellable *cancellable;
  goffset       reported;
} Calls;

static gboolean
count_call (gsize      i,
            gpointer   data,
            GError   **error)
{
  Calls *calls = data;

  g_atomic_int_inc (&calls->n_times[i]);
  g_atomic_int_inc (&calls->n_calls);
  if (i == calls->cancels_at)
    g_cancellable_cancel (calls->cancellable);
  if (i == calls->fails_at)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Call %u failed", (guint) i);
      return FALSE;
    }

  return TRUE;
}

static void
note_progress (goffset  done,
               goffset  all,
               gpointer user_data)
{
  Calls *calls = user_data;

  g_assert_cmpint (done, >=, calls->reported);
  g_assert_cmpint (all, ==, N_CALLS);
  g_assert_false (dt_pool_is_current ());
  calls->reported = done;
}

static Calls *
new_calls (void)
{
  Calls *calls = g_new0 (Calls, 1);

  calls->fails_at = calls->cancels_at = N_CALLS;
  calls->cancellable = g_cancellable_new ();
  return calls;
}

static void
calls_free (Calls *calls)
{
  g_object_unref (calls->cancellable);
  g_free (calls);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Calls, calls_free)

static void
test_all (void)
{
  for (guint n_threads = 1; n_threads <= 7; n_threads += 2)
    {
      g_autoptr(Calls) calls = new_calls ();
      g_autoptr(GError) error = NULL;

      dt_pool_set_n_threads (n_threads);
      g_assert_true (dt_pool_each (N_CALLS, count_call, calls, note_progress, calls,
                                   calls->cancellable, &error));
      g_assert_no_error (error);
      for (guint i = 0; i < N_CALLS; i++)
        g_assert_cmpint (calls->n_times[i], ==, 1);
      g_assert_cmpint (calls->reported, ==, N_CALLS);
      g_assert_true (dt_pool_each (0, count_call, calls, NULL, NULL, NULL, &error));
      g_assert_cmpint (calls->n_calls, ==, N_CALLS);
    }
  dt_pool_set_n_threads (0);
}

static void
test_failure (void)
{
  for (guint n_threads = 1; n_threads <= 4; n_threads++)
    {
      g_autoptr(Calls) calls = new_calls ();
      g_autoptr(GError) error = NULL;

      dt_pool_set_n_threads (n_threads);
      calls->fails_at = 70;
      g_assert_false (dt_pool_each (N_CALLS, count_call, calls, NULL, NULL, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
      g_assert_cmpstr (error->message, ==, "Call 70 failed");
    }
  dt_pool_set_n_threads (0);
}

static void
test_cancel (void)
{
  for (guint n_threads = 1; n_threads <= 4; n_threads++)
    {
      g_autoptr(Calls) calls = new_calls ();
      g_autoptr(GError) error = NULL;

      dt_pool_set_n_threads (n_threads);
      calls->cancels_at = 3;
      g_assert_false (dt_pool_each (N_CALLS, count_call, calls, NULL, NULL, calls->cancellable,
                                    &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  dt_pool_set_n_threads (0);
}

static gboolean
call_many (gsize      i,
           gpointer   data,
           GError   **error)
{
  return dt_pool_each (N_CALLS, count_call, data, NULL, NULL, NULL, error);
}

/* Calls that call in turn: more of them than there are threads. */
static void
test_nested (void)
{
  g_autoptr(Calls) calls = new_calls ();
  g_autoptr(GError) error = NULL;

  dt_pool_set_n_threads (2);
  g_assert_true (dt_pool_each (6, call_many, calls, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (calls->n_calls, ==, 6 * N_CALLS);
  for (guint i = 0; i < N_CALLS; i++)
    g_assert_cmpint (calls->n_times[i], ==, 6);
  dt_pool_set_n_threads (0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/pool-each/all", test_all);
  g_test_add_func ("/base/pool-each/failure", test_failure);
  g_test_add_func ("/base/pool-each/cancel", test_cancel);
  g_test_add_func ("/base/pool-each/nested", test_nested);

  return g_test_run ();
}
