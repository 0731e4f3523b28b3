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

/* Gets a finished account of one of the plans; the record may be kept with dt_run_record_keep(). */
typedef void (*DtBacktestTakeFunc) (guint        plan,
                                    guint        account,
                                    DtRunRecord *record,
                                    const DtRun *run,
                                    gpointer     data);

/* How many accounts a run of the spec over the tape has; 0 when it is one account of several
 * instruments, which dt_backtest_run_many() does not play. */
guint       dt_backtest_count_accounts (const DtRunSpec  *spec,
                                   const DtTapeSet       *tape);
/* Runs that differ in settings only, account by account and not run by run: the bars stay at hand,
 * what the rules compute of them is computed once, and of an account only what @take keeps is there
 * when the next one is played. All in the calling thread. */
gboolean    dt_backtest_run_many  (DtRunPlan *const      *plans,
                                   guint                  n_plans,
                                   DtTapeSet             *tape,
                                   DtBacktestTakeFunc     take,
                                   gpointer               data,
                                   GCancellable          *cancellable,
                                   GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtBacktest, dt_backtest_free)

G_END_DECLS
