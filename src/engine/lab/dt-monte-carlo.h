/* dt-monte-carlo.h - what else the same returns could have made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-return-line.h"

G_BEGIN_DECLS

typedef enum
{
  /* The returns in another order, each once: the end stays, the way there does not. For trades. */
  DT_MONTE_CARLO_SHUFFLE,
  /* Blocks of the returns, put together to a line of the same length. For sessions. */
  DT_MONTE_CARLO_BOOTSTRAP,
} DtMonteCarloKind;

typedef enum
{
  /* Lengths are geometric with mean @block, the line is a circle (Politis & Romano, "The Stationary
   * Bootstrap", JASA 89, 1994). */
  DT_MONTE_CARLO_STATIONARY,
  /* All as long as @block, from anywhere where a whole one fits; the last is cut (Künsch, "The
   * Jackknife and the Bootstrap for General Stationary Observations", Ann. Statist. 17, 1989). */
  DT_MONTE_CARLO_FIXED,
} DtMonteCarloBlocks;

typedef struct
{
  DtMonteCarloKind   kind;
  DtMonteCarloBlocks blocks;
  gsize              block;    /* returns; 0: the cube root of their number, rounded */
  guint              n_runs;
  guint64            seed;
} DtMonteCarloRequest;

#define DT_MONTE_CARLO_MAX_RUNS 100000

/* NaN where undefined; drawdowns are negative. */
typedef enum
{
  DT_MONTE_CARLO_EQUITY_FINAL,    /* USD */
  DT_MONTE_CARLO_CAGR,
  DT_MONTE_CARLO_SHARPE,          /* of sessions */
  DT_MONTE_CARLO_MAX_DRAWDOWN,    /* at the points of the line: of trades at their exits */
  DT_MONTE_CARLO_LOSING_STREAK,   /* returns below zero in a row */
  DT_MONTE_CARLO_N_STATISTICS,
} DtMonteCarloStatistic;

#define DT_MONTE_CARLO_N_PERCENTILES 5
/* 0.05, 0.25, 0.5, 0.75, 0.95 */
extern const double dt_monte_carlo_percentiles[DT_MONTE_CARLO_N_PERCENTILES];

/* Points of the fan at most. */
#define DT_MONTE_CARLO_MAX_FAN 201

typedef struct
{
  double observed;       /* of the line itself */
  double rank;           /* share of the runs at or below it */
  double percentiles[DT_MONTE_CARLO_N_PERCENTILES];
} DtMonteCarloRow;

/**
 * DtMonteCarlo:
 *
 * Percentiles are linear between neighbours, as in dt_statistics_sorted_percentile(). The fan has
 * at each of some points, evenly spread from the start to the end of the line, the percentiles of
 * the equity of all runs there: it is the same point of time in each, not one run.
 */
typedef struct
{
  DtMonteCarloRequest  request;              /* with the block that was taken */
  gsize                n_returns;
  double               start;                /* USD */
  DtMonteCarloRow      rows[DT_MONTE_CARLO_N_STATISTICS];
  double               probability_of_loss;  /* share of the runs that end below the start */
  gsize                n_fan;
  gsize               *fan_points;           /* returns passed by then: 0 .. n_returns */
  double              *fan[DT_MONTE_CARLO_N_PERCENTILES];  /* USD, n_fan values */
} DtMonteCarlo;

/* Pure and deterministic: line, request and seed say it all, however many threads of the pool work
 * on it. @progress gets parts done and in all, in the caller's thread. */
DtMonteCarlo *dt_monte_carlo_run    (const DtReturnLine         *line,
                                     const DtMonteCarloRequest  *request,
                                     GFileProgressCallback       progress,
                                     gpointer                    user_data,
                                     GCancellable               *cancellable,
                                     GError                    **error);
void          dt_monte_carlo_free   (DtMonteCarlo               *study);
const char   *dt_monte_carlo_statistic_to_string
                                    (DtMonteCarloStatistic       statistic);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtMonteCarlo, dt_monte_carlo_free)

G_END_DECLS
