/* desk-lab-job.h - long work of the lab
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-worker.h"

G_BEGIN_DECLS

typedef struct _DeskLabJob DeskLabJob;

/* The work itself, in the lab's thread: what it returns is freed with the job's @free. It reports
 * with desk_lab_job_report(), which is a GFileProgressCallback over the job. */
typedef gpointer (*DeskLabWork) (DeskLabJob    *job,
                                 gpointer       input,
                                 GCancellable  *cancellable,
                                 GError       **error);
/* Back in the main thread: @result (transfer full) or @error, which is %G_IO_ERROR_CANCELLED after
 * desk_lab_job_cancel(). */
typedef void     (*DeskLabDone) (gpointer       result,
                                 const GError  *error,
                                 gpointer       data);

/**
 * DeskLabJob:
 *
 * One piece of work of the lab's thread ("desk-lab", a DtWorker), with how far it is. Cells of
 * sweeps run on the pool meanwhile.
 *
 * Thread: main, but for reporting. The one who started it holds a reference until it is done.
 */
DeskLabJob *desk_lab_job_start        (DtWorker       *worker,
                                       DeskLabWork     work,
                                       gpointer        input,
                                       GDestroyNotify  free_input,
                                       GDestroyNotify  free_result,
                                       DeskLabDone     done,
                                       gpointer        data,
                                       GDestroyNotify  free_data);
DeskLabJob *desk_lab_job_ref          (DeskLabJob     *job);
void        desk_lab_job_unref        (DeskLabJob     *job);
/* @done is called soon, with the error that says so. */
void        desk_lab_job_cancel       (DeskLabJob     *job);
void        desk_lab_job_report       (goffset         done,
                                       goffset         total,
                                       gpointer        job);
/* 0 .. 1 */
double      desk_lab_job_get_fraction (DeskLabJob     *job);
/* "12 s left", "less than a second left", "" while nobody knows. (transfer full) */
char       *desk_lab_job_dup_left     (DeskLabJob     *job);
/* The same from figures: seconds gone and part done. */
char       *desk_lab_describe_left    (double          seconds,
                                       double          fraction);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskLabJob, desk_lab_job_unref)

G_END_DECLS
