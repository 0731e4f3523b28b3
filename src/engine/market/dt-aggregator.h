/* dt-aggregator.h - longer bars from shorter ones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"
#include "dt-calendar.h"

G_BEGIN_DECLS

/* A completed bar and when it was known. */
typedef struct
{
  DtBar  bar;
  DtTime known;
} DtAggregate;

/* Most bars that one push completes: the one that was running, and one that the bar fills alone. */
#define DT_AGGREGATOR_MAX_COMPLETED 2

/**
 * DtAggregator:
 *
 * Builds bars of a longer timeframe from one instrument's bars: minutes counted from the
 * session's open, the last one cut at its close; days; ISO weeks, which start on Monday midnight
 * New York. Only completed bars come out; a period without bars gives none.
 *
 * Thread: any, one at a time. Plain data, no resources: copied by assignment.
 */
typedef struct
{
  DtTimeframe from;
  DtTimeframe to;
  gboolean    running;   /* current has at least one bar */
  DtTime      until;     /* exclusive: bars that begin earlier belong to current */
  DtAggregate current;
} DtAggregator;

gboolean     dt_aggregator_init     (DtAggregator      *aggregator,
                                     DtTimeframe        from,
                                     DtTimeframe        to);
guint        dt_aggregator_push     (DtAggregator      *aggregator,
                                     const DtBar       *bar,
                                     DtAggregate        completed[DT_AGGREGATOR_MAX_COMPLETED]);
gboolean     dt_aggregator_advance  (DtAggregator      *aggregator,
                                     DtTime             now,
                                     DtAggregate       *completed);
/* The same over a whole series; its identity goes with it. */
DtBarSeries *dt_aggregate_series    (const DtBarSeries *series,
                                     DtTimeframe        to);

G_END_DECLS
