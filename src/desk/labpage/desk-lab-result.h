/* desk-lab-result.h - a finished backtest and all that is shown of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-backtest.h"
#include "dt-review.h"

#include "desk-lab-job.h"

G_BEGIN_DECLS

/**
 * DeskLabResult:
 *
 * Worked out in the lab's thread, immutable afterwards.
 *
 * Thread: any; shared by reference.
 */
typedef struct
{
  gatomicrefcount  ref_count;
  DtBacktest      *backtest;
  DtTearSheet     *sheet;         /* with hashes and notes */
  DtReview        *review;
  char            *title;         /* name of the strategy, or how many */
  char            *subtitle;      /* data and dates */

  /* The equity of all accounts, oldest first */
  gsize            n_points;
  DtTime          *time;
  double          *equity;        /* USD */
  double          *drawdown;      /* percent of the peak, 0 or less */
} DeskLabResult;

/* What dt_backtest_run() takes from a data directory. */
typedef struct
{
  DtRunSpec *spec;
  char      *data_dir;
} DeskLabInput;

DeskLabInput  *desk_lab_input_new    (const DtRunSpec *spec,
                                      const char      *data_dir);
void           desk_lab_input_free   (gpointer         input);

/* A DeskLabWork: runs what a DeskLabInput says. */
gpointer       desk_lab_run          (DeskLabJob      *job,
                                      gpointer         input,
                                      GCancellable    *cancellable,
                                      GError         **error);
DeskLabResult *desk_lab_result_ref   (DeskLabResult   *result);
void           desk_lab_result_unref (DeskLabResult   *result);
/* (transfer full): of DeskTrip, in the order of the trade list. In the main thread. */
GListStore    *desk_lab_result_list_trips (const DeskLabResult *result);
/* Mean of the trades that began with a stop, whose number is put into @n; NaN without any. */
double         desk_lab_result_get_mean_r (const DeskLabResult *result,
                                      guint           *n);
/* The bars that a symbol was traded on: (transfer none) (nullable) */
DtBarSeries   *desk_lab_result_find_series (const DeskLabResult *result,
                                      const char      *symbol);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskLabResult, desk_lab_result_unref)

G_END_DECLS
