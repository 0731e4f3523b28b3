/* dt-walk-forward.h - settings chosen on the past, judged on what came after
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-sweep.h"

G_BEGIN_DECLS

typedef struct
{
  guint            n_train;     /* sessions in which the settings are chosen; the least when
                                 * anchored */
  guint            n_test;      /* sessions after them in which they are judged */
  gboolean         anchored;    /* all training begins with the first session, and grows */
  DtSweepStatistic objective;
} DtWalkForwardRequest;

typedef struct
{
  DtDate   train_first;
  DtDate   train_last;
  DtDate   test_first;
  DtDate   test_last;
  guint    n_train;
  guint    n_test;
  gboolean chosen;        /* %FALSE: no cell had the objective; nothing is traded then */
  guint64  cell;
  double  *values;        /* of the axes; NaN when nothing was chosen */
  double   in_sample[DT_SWEEP_N_STATISTICS];
  double   out_of_sample[DT_SWEEP_N_STATISTICS];
} DtWalkForwardWindow;

/**
 * DtWalkForward:
 *
 * The tape in windows that step by the test's length, the last test as short as what is left. Each
 * run begins flat with the spec's cash and knows all bars before it as warm-up; what it holds at
 * the end of its window is valued there as the spec's finish says. Tests follow one another
 * without a gap, so their equity lines are stitched into one: each begins where the last ended.
 */
typedef struct
{
  DtWalkForwardRequest  request;
  GPtrArray            *axes;             /* of DtSweepAxis */
  DtWalkForwardWindow  *windows;
  guint                 n_windows;

  /* Out of sample, all windows together */
  gsize                 n_sessions;
  DtDate               *dates;
  double               *equity;           /* USD, at the end of each session */
  double                equity_initial;   /* USD */
  double                return_total;
  double                return_annual;    /* geometric, by sessions */
  double                sharpe;
  double                max_drawdown;
  double                trade_count;
  /* Annual return out of sample by the mean annual return in sample; NaN unless that is above zero
   * (Pardo, "The Evaluation and Optimization of Trading Strategies", 2008). */
  double                efficiency;
} DtWalkForward;

/* @tape: what the spec's data are, whole. @n_random and @seed as in dt_sweep_new(): the same cells
 * in every window. Uses the pool; @progress is called in the caller's thread. */
DtWalkForward *dt_walk_forward_run   (const DtRunSpec             *spec,
                                      GPtrArray                   *axes,
                                      guint64                      n_random,
                                      const DtWalkForwardRequest  *request,
                                      DtTapeSet                   *tape,
                                      GFileProgressCallback        progress,
                                      gpointer                     user_data,
                                      GCancellable                *cancellable,
                                      GError                     **error);
void           dt_walk_forward_free  (DtWalkForward               *study);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtWalkForward, dt_walk_forward_free)

G_END_DECLS
