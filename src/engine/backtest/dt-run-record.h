/* dt-run-record.h - all that a finished run left behind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-book.h"
#include "dt-run.h"

G_BEGIN_DECLS

/**
 * DtRunRecord:
 *
 * The input of the tear sheet and of the files of a run: made by the backtest driver and, from a
 * stored book, by Replay. Arrays have @n_points values, one an instant at which an instrument of
 * the run had a bar of the base timeframe, oldest first.
 */
typedef struct
{
  const DtRunSpec     *spec;
  const DtBook        *book;          /* %NULL when only its trades were kept */
  const char *const   *symbols;       /* by instrument index */
  const char *const   *traded;        /* symbols with base bars, %NULL-terminated */
  const char *const   *strategies;    /* names, by strategy number */
  DtTimeframe          timeframe;

  gsize                n_points;
  const DtTime        *time;          /* start of the bars of that instant */
  const DtTime        *known;
  const double        *equity;        /* USD, after the instant */
  const guint32       *n_positions;   /* open during that bar: at its end or closed in it */

  /* For buy and hold, alpha and beta: closes at the same instants, NaN where it has none; the
   * traded instrument itself when the run has only one and no --benchmark. (nullable) */
  const double        *benchmark;
  double              *owned_benchmark; /* (nullable): the same when it is not borrowed */
  const char          *benchmark_symbol;
  gsize                first_decision; /* first point at which the rules could speak */

  const DtLane        *lanes;         /* (nullable): the series of the run, borrowed */
  guint                n_lanes;
  guint64              n_bars;        /* bar events of the base timeframe */
  guint64              n_missing;     /* comparisons with a missing value */
  DtRows              *owned_trades;  /* (nullable): of DtRoundTrip, completed, without a book */
  double              *owned_equity;  /* (nullable): when it outlives its run */
  DtTime              *owned_times[2]; /* (nullable): likewise, when no series has them */
  double               equity_worst;  /* final equity when every ambiguous exit went against us */
  double               equity_best;
} DtRunRecord;

void dt_run_record_init  (DtRunRecord *record,
                          const DtRun *run);
/* What a brief tear sheet needs of a record, which goes into @kept, so that the run can be freed;
 * spec, names and series live longer. */
void dt_run_record_keep  (DtRunRecord *kept,
                          DtRunRecord *record,
                          const DtRun *run);
void dt_run_record_clear (DtRunRecord *record);

G_END_DECLS
