/* desk-lab-job.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-labpage"

#include "config.h"

#include <math.h>

#include "desk-lab-job.h"

/* Before so much is done, what is left is a guess. */
#define LEAST_FRACTION .02
#define LEAST_SECONDS  .5

struct _DeskLabJob
{
  gatomicrefcount  ref_count;

  /* Immutable */
  GCancellable    *cancellable;
  gint64           started;       /* monotonic, µs */
  DeskLabWork      work;

  /* The worker's */
  gpointer         input;
  GDestroyNotify   free_input;
  GDestroyNotify   free_result;

  /* Both */
  int              permyriad;     /* atomic: done, in 1/10000 */

  /* main's */
  DeskLabDone      done;
  gpointer         data;
  GDestroyNotify   free_data;
};

DeskLabJob *
desk_lab_job_ref (DeskLabJob *job)
{
  g_atomic_ref_count_inc (&job->ref_count);

  return job;
}

/* Input and data are gone by then: each in its own thread. */
void
desk_lab_job_unref (DeskLabJob *job)
{
  if (!g_atomic_ref_count_dec (&job->ref_count))
    return;

  g_object_unref (job->cancellable);
  g_free (job);
}

static void
run_in_worker (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  DeskLabJob *job = data;
  GError *error = NULL;
  gpointer result = NULL;

  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    result = job->work (job, job->input, cancellable, &error);
  if (job->free_input != NULL)
    job->free_input (job->input);
  job->input = NULL;
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, job->free_result);
}

static void
finished (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  DeskLabJob *job = data;
  g_autoptr(GError) error = NULL;
  gpointer value = g_task_propagate_pointer (G_TASK (result), &error);

  g_atomic_int_set (&job->permyriad, 10000);
  job->done (value, error, job->data);
  if (job->free_data != NULL)
    job->free_data (job->data);
  desk_lab_job_unref (job);
}

DeskLabJob *
desk_lab_job_start (DtWorker       *worker,
                    DeskLabWork     work,
                    gpointer        input,
                    GDestroyNotify  free_input,
                    GDestroyNotify  free_result,
                    DeskLabDone     done,
                    gpointer        data,
                    GDestroyNotify  free_data)
{
  DeskLabJob *job = g_new0 (DeskLabJob, 1);
  g_autoptr(GTask) task = NULL;

  g_atomic_ref_count_init (&job->ref_count);
  job->cancellable = g_cancellable_new ();
  job->started = g_get_monotonic_time ();
  job->work = work;
  job->input = input;
  job->free_input = free_input;
  job->free_result = free_result;
  job->done = done;
  job->data = data;
  job->free_data = free_data;
  task = g_task_new (NULL, job->cancellable, finished, desk_lab_job_ref (job));
  g_task_set_task_data (task, job, NULL);
  g_task_set_check_cancellable (task, TRUE);
  dt_worker_run_task (worker, task, run_in_worker);

  return job;
}

void
desk_lab_job_cancel (DeskLabJob *job)
{
  g_cancellable_cancel (job->cancellable);
}

void
desk_lab_job_report (goffset  done,
                     goffset  total,
                     gpointer data)
{
  DeskLabJob *job = data;

  if (total > 0)
    g_atomic_int_set (&job->permyriad, (int) ((double) done / (double) total * 10000.));
}

double
desk_lab_job_get_fraction (DeskLabJob *job)
{
  return CLAMP (g_atomic_int_get (&job->permyriad) / 10000., 0., 1.);
}

char *
desk_lab_describe_left (double seconds,
                        double fraction)
{
  double left;

  if (fraction < LEAST_FRACTION || seconds < LEAST_SECONDS)
    return g_strdup ("");

  left = seconds * (1. - fraction) / fraction;
  if (left < 1.)
    return g_strdup ("less than a second left");
  if (left < 90.)
    return g_strdup_printf ("%.0f s left", ceil (left));

  return g_strdup_printf ("%.0f min left", ceil (left / 60.));
}

char *
desk_lab_job_dup_left (DeskLabJob *job)
{
  return desk_lab_describe_left ((double) (g_get_monotonic_time () - job->started) / 1e6,
                                 desk_lab_job_get_fraction (job));
}
