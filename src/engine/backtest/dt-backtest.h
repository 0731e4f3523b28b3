/* dt-backtest.h - a run over history, as fast as the machine allows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-poison.h"
#include "dt-tape-loader.h"

#include "dt-run-record.h"

G_BEGIN_DECLS

/**
 * DtBacktest:
 *
 * The finished runs of a backtest: one, or one a symbol when the spec says independent.
 *
 * Thread: any, one at a time.
 */
typedef struct
{
  DtRunPlan    *plan;
  DtTapeSet    *tape;
  GPtrArray    *runs;        /* of DtRun */
  GPtrArray    *slices;      /* lanes and instruments of independent runs */
  DtRunRecord  *records;     /* one a run */
  guint         n_records;
  DtPoison     *poison;      /* (nullable) */
  GPtrArray    *poisoned;    /* of DtPoisonedTape: the lanes of each run */
} DtBacktest;

/* @tape: (transfer full). Runs in the calling thread; independent accounts in those of the pool as
 * well, which changes nothing. @progress is called in the caller's. */
DtBacktest *dt_backtest_run       (DtRunPlan             *plan,
                                   DtTapeSet             *tape,
                                   GFileProgressCallback  progress,
                                   gpointer               user_data,
                                   GCancellable          *cancellable,
                                   GError               **error);
/* The same run, to the last bit, while no bar can be read before it is known: what looks ahead ends
 * the process. See #DtPoison; nobody else may read the tape's series meanwhile. */
DtBacktest *dt_backtest_run_poisoned (DtRunPlan          *plan,
                                   DtTapeSet             *tape,
                                   GFileProgressCallback  progress,
                                   gpointer               user_data,
                                   GCancellable          *cancellable,
                                   GError               **error);
void        dt_backtest_free      (DtBacktest            *backtest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtBacktest, dt_backtest_free)

G_END_DECLS
