/* dt-warm-up.h - how much history do a strategy's indicators need?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-tape-loader.h"

#include "dt-run.h"

G_BEGIN_DECLS

#define DT_WARM_UP_N_LENGTHS 5
/* 1, 1.5, 2, 3 and 5 times the warm-up that the strategy declares. */
extern const double dt_warm_up_multiples[DT_WARM_UP_N_LENGTHS];

/* An indicator call on one instrument. */
typedef struct
{
  guint       strategy;      /* number */
  const char *indicator;     /* as written: "ema(20)"; owned by the study */
  const char *symbol;
  double      value;         /* at the last bar, with all history */
  double      values[DT_WARM_UP_N_LENGTHS];  /* with little of it; NaN: there is no more history
                                              * than that */
  double      drifts[DT_WARM_UP_N_LENGTHS];  /* |little / all - 1|; 0 when both are the same, NaN
                                              * when only the latter is 0 */
} DtWarmUpRow;

/**
 * DtWarmUp:
 *
 * Averages that feed on themselves never quite forget where they began. For each indicator call of
 * the strategies: its value at the last bar when all history was there, and when only so many times
 * the declared warm-up was, bars before that hidden from it, those of other series too.
 */
typedef struct
{
  guint         n_strategies;
  char        **names;         /* of the strategies */
  guint        *warmups;       /* declared by each, bars before its last value can be there */
  GArray       *rows;          /* of DtWarmUpRow: by strategy, indicator as it comes, symbol */
  GPtrArray    *texts;         /* owned strings */
} DtWarmUp;

/* Bars that length @k of a strategy with @warmup is made of, the last one included. */
gsize      dt_warm_up_count_bars (guint                   warmup,
                                  guint                   k);
/* @tape: what the plan's run would play; all its bars count as history, those before its start
 * too. */
DtWarmUp  *dt_warm_up_run        (DtRunPlan              *plan,
                                  DtTapeSet              *tape,
                                  GFileProgressCallback   progress,
                                  gpointer                user_data,
                                  GCancellable           *cancellable,
                                  GError                **error);
void       dt_warm_up_free       (DtWarmUp               *study);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtWarmUp, dt_warm_up_free)

G_END_DECLS
