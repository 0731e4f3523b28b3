/* dt-account-terms.h - what a broker grants and what it charges beside commissions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-margin.h"
#include "dt-timeframe.h"

#include "dt-costs.h"

G_BEGIN_DECLS

/* How much later than it was decided a request works at the market. One of both, or none. */
typedef struct
{
  guint  bars;             /* of the run's timeframe */
  gint64 nanoseconds;
} DtLatency;

/* All zero: none of it. */
typedef struct
{
  gint64      volume_share;   /* of a bar's volume that orders fill at most, parts per million */
  gint64      borrow;         /* on shares sold short, a year, parts per million */
  gint64      interest;       /* on borrowed cash, a year, parts per million */
  DtMargin    margin;
  DtLatency   latency;
  DtTimeframe intrabar;       /* of the bars that decide inside a bar */
  gboolean    intrabar_auto;  /* the finest there is */
} DtAccountTerms;

/* The texts of a run's spec; %NULL and "none" are none of it. "10%", "2%", "6%", "regt",
 * "bars=1" or "ms=250", "1m" or "auto". Errors are %DT_BROKER_ERROR_SPEC. */
typedef struct
{
  const char *volume_share;
  const char *borrow;
  const char *interest;
  const char *margin;
  const char *latency;
  const char *intrabar;
} DtAccountTexts;

gboolean    dt_account_terms_parse (const DtAccountTexts  *texts,
                                    DtAccountTerms        *terms,
                                    GError               **error);

static inline gboolean
dt_latency_is_set (const DtLatency *latency)
{
  return latency->bars > 0 || latency->nanoseconds > 0;
}

G_END_DECLS
