/* dt-review-fills.h - fills held against the bars they came from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-run-record.h"

G_BEGIN_DECLS

/* Counts over all accounts. */
typedef struct
{
  guint64 n_fills;
  guint64 n_stale;        /* of market orders, long after these were given */
  guint64 n_still;        /* in a bar whose price did not move */
  guint64 n_large;        /* more than DT_LARGE_FILL of the bar's volume */
  guint64 n_with_volume;  /* in a bar that has a volume */
  gboolean has_bars;
  guint   n_series;       /* that are traded */
  guint   n_ended;        /* of these, long before the last of them */
} DtFillReview;

/* A market order is given at a bar's close and filled in the next bar. Where that is further away
 * than a long weekend, or this many bars of the same session, the price was another market's. */
#define DT_STALE_DAYS 5
#define DT_STALE_BARS 15
/* Part of a bar's volume. */
#define DT_LARGE_FILL .05
/* Days before the last bar of all series that a series must end to count as ended. */
#define DT_ENDED_DAYS 10

void dt_review_fills (const DtRunRecord *records,
                      gsize              n_records,
                      DtFillReview      *review);

G_END_DECLS
