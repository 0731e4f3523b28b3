/* dt-run.h - a spec, its lanes and the kernel that plays them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-kernel.h"
#include "dt-run-spec.h"

G_BEGIN_DECLS

/**
 * DtRunPlan:
 *
 * A #DtRunSpec with its texts parsed and its strategies compiled: what the data are chosen by and
 * kernels are made from. One plan serves many runs of it.
 *
 * Thread: any. Immutable after construction; shared by reference.
 */
typedef struct _DtRunPlan
{
  gatomicrefcount   ref_count;
  DtRunSpec        *spec;
  DtStrategyFile  **strategies;
  guint             n_strategies;
  DtSelectorFile   *selector;    /* (nullable) */
  guint            *selected;    /* with it: place of each strategy in it */
  DtRiskProfile    *risk;
  DtTradeRecord    *records;     /* (nullable): of earlier books, by strategy */
  gboolean          locked;      /* of a mode that may not trade */
  DtCommission      commission;
  DtSlippage        slippage;
  DtAccountTerms    terms;
  struct _DtRunPlan *like;       /* (nullable): whose profile and selector it borrows */
  DtTimeframe       timeframe;   /* of spec or strategies; DT_TIMEFRAME_NONE: what the data have */
  guint             warmup;      /* bars before the rules can speak */
} DtRunPlan;

DtRunPlan    *dt_run_plan_new        (const DtRunSpec    *spec,
                                      GError            **error);
/* Makes dt_run_plan_new_like() of this plan quick, before any thread asks for many. */
void          dt_run_plan_open       (DtRunPlan          *plan);
/* The plan of a spec (transfer full) that differs from that of @like in settings only: what these
 * do not touch is not read again. */
DtRunPlan    *dt_run_plan_new_like   (DtRunPlan          *like,
                                      DtRunSpec          *spec,
                                      GError            **error);
DtRunPlan    *dt_run_plan_ref        (DtRunPlan          *plan);
void          dt_run_plan_unref      (DtRunPlan          *plan);

/* One point an instant with a base bar, from the spec's first instant on. A run of one series has a
 * point for each of its bars and borrows its times. */
typedef struct
{
  gsize         n;
  gsize         n_allocated;
  const DtTime *time;          /* start of that instant's bars */
  const DtTime *known;
  double       *equity;        /* USD */
  guint32      *n_positions;   /* open at some time during those bars */
  DtTime       *owned_time;    /* (nullable): what is not borrowed */
  DtTime       *owned_known;
  DtRows       *equity_rows;   /* what @equity and @n_positions are the first of */
  DtRows       *position_rows;
} DtRunPoints;

/**
 * DtRun:
 *
 * A kernel over some lanes, and the equity line it draws. Backtest driver and Replay step the same
 * object, which is why they cannot differ.
 *
 * Thread: one at a time.
 */
typedef struct
{
  DtRunPlan                  *plan;
  const DtInstrument *const  *instruments;
  guint                       n_instruments;
  const DtLane               *lanes;
  guint                       n_lanes;
  DtTimeframe                 timeframe;
  DtTime                      from;           /* no decision and no point up to here */
  DtMoney                    *ticks;
  DtQuantity                 *lots;
  DtKernel                   *kernel;
  DtRunPoints                 points;
  gsize                       first_decision; /* first point at which the rules could speak */
  gboolean                    finished;
  gboolean                    owns_times;     /* of the points: many lanes, or moving columns */
} DtRun;

DtRun        *dt_run_new             (DtRunPlan                 *plan,
                                      const DtInstrument *const *instruments,
                                      guint                      n_instruments,
                                      const DtLane              *lanes,
                                      guint                      n_lanes,
                                      DtTimeframe                timeframe,
                                      DtTime                     from,
                                      gboolean                   journalled,
                                      GError                   **error);
void          dt_run_free            (DtRun                     *run);
void          dt_run_reserve         (DtRun                     *run,
                                      gsize                      n_points);
/* Before the first step: the lanes are of a #DtPoisonedTape, so that no bar can be read before its
 * instant and no column be borrowed. */
void          dt_run_set_poisoned    (DtRun                     *run);
gboolean      dt_run_step            (DtRun                     *run,
                                      const DtInstant           *instant,
                                      GError                   **error);
/* Passes over bars of a run's only lane from @bar on; see dt_kernel_skip(). Returns how many. */
gsize         dt_run_skip            (DtRun                     *run,
                                      gsize                      bar);
/* So many bars of a run's only lane from @bar on: passed where they can be, else stepped. */
gboolean      dt_run_play            (DtRun                     *run,
                                      gsize                      bar,
                                      gsize                      n_bars,
                                      GError                   **error);
gboolean      dt_run_finish          (DtRun                     *run,
                                      GError                   **error);
/* Final equity, USD, had every ambiguous exit gone the other way where that is worse, or better.
 * First-order: sizes of later trades are taken as they were. */
void          dt_run_get_bounds      (const DtRun               *run,
                                      double                    *worst,
                                      double                    *best);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRunPlan, dt_run_plan_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRun, dt_run_free)

G_END_DECLS
