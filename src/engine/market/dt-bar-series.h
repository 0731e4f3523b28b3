/* dt-bar-series.h - bars as columns, and what they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-instrument.h"
#include "dt-timeframe.h"

G_BEGIN_DECLS

typedef enum
{
  DT_ADJUSTMENT_RAW,           /* as traded */
  DT_ADJUSTMENT_SPLIT,         /* for splits up to the as-of date */
  DT_ADJUSTMENT_TOTAL_RETURN,  /* for splits and dividends up to the as-of date */
} DtAdjustment;

/* Which end of its period the source stamped a bar with; stored stamps are always the start. */
typedef enum
{
  DT_STAMP_START,
  DT_STAMP_END,
} DtStamp;

typedef enum
{
  DT_SESSION_REGULAR,
  DT_SESSION_EXTENDED,
} DtSessionKind;

/* What a series is. Two series of one instrument and timeframe with different identities are
 * different series, never merged and never compared without saying so. */
typedef struct
{
  DtAdjustment   adjustment;
  DtDate         as_of;     /* of the adjustment; DT_DATE_NONE for raw */
  DtStamp        stamp;     /* in the source */
  DtSessionKind  session;
  char          *zone;      /* of the source's stamps, IANA name */
  char          *source;    /* short name of where it came from: "sp500-daily" */
} DtSeriesIdentity;

/* One bar. Prices in USD (or the instrument's own unit), volume in units, stamp = start of the
 * period; a daily bar starts at midnight New York of its session. */
typedef struct
{
  DtTime time;
  double open;
  double high;
  double low;
  double close;
  double volume;
} DtBar;

/**
 * DtBarSeries:
 *
 * Bars of one instrument and timeframe, oldest first, stamps strictly rising. Columns are arrays
 * of @n_bars values. @known is when each bar is complete (law 2): start plus timeframe, cut at the
 * session's close; the close itself for a daily bar. The loader fills it from the calendar, and
 * it rises strictly too.
 *
 * Thread: any. Immutable once filled; shared by reference.
 */
typedef struct
{
  gatomicrefcount   ref_count;
  DtTimeframe       timeframe;
  char             *symbol;
  DtSeriesIdentity  identity;

  gsize             n_bars;
  gsize             n_allocated;
  DtTime           *time;
  DtTime           *known;
  double           *open;
  double           *high;
  double           *low;
  double           *close;
  double           *volume;
} DtBarSeries;

DtBarSeries *dt_bar_series_new      (const char        *symbol,
                                     DtTimeframe        timeframe,
                                     gsize              n_reserved);
DtBarSeries *dt_bar_series_ref      (DtBarSeries       *series);
void         dt_bar_series_unref    (DtBarSeries       *series);
void         dt_bar_series_append   (DtBarSeries       *series,
                                     const DtBar       *bar,
                                     DtTime             known);
void         dt_bar_series_reserve  (DtBarSeries       *series,
                                     gsize              n_bars);
gsize        dt_bar_series_find     (const DtBarSeries *series,
                                     DtTime             time);

static inline DtBar
dt_bar_series_get (const DtBarSeries *series,
                   gsize              i)
{
  return (DtBar) { series->time[i], series->open[i], series->high[i], series->low[i],
                   series->close[i], series->volume[i] };
}

void         dt_series_identity_copy   (const DtSeriesIdentity *from,
                                        DtSeriesIdentity       *to);
void         dt_series_identity_clear  (DtSeriesIdentity       *identity);

const char  *dt_adjustment_to_string   (DtAdjustment            adjustment);
gboolean     dt_adjustment_parse       (const char             *text,
                                        DtAdjustment           *adjustment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtBarSeries, dt_bar_series_unref)

G_END_DECLS
