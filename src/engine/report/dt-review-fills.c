/* dt-review-fills.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-report"

#include "config.h"

#include <math.h>

#include "dt-review-fills.h"

/* Where the fills of one instrument have got to in its bars. */
typedef struct
{
  const DtBarSeries *series;
  gsize              bar;
} Cursor;

static Cursor *
make_cursors (const DtRunRecord *record,
              gsize             *n_cursors)
{
  Cursor *cursors;
  gsize n = 0;

  for (guint i = 0; i < record->n_lanes; i++)
    n = MAX (n, (gsize) record->lanes[i].instrument + 1);
  cursors = g_new0 (Cursor, MAX (n, 1));
  for (guint i = 0; i < record->n_lanes; i++)
    if (record->lanes[i].role == DT_LANE_BASE)
      cursors[record->lanes[i].instrument].series = record->lanes[i].series;

  *n_cursors = n;
  return cursors;
}

/* Fills of an instrument come in the order of its bars; a fill in a finer bar belongs to none. */
static gboolean
find_bar (Cursor *cursor,
          DtTime  time)
{
  const DtBarSeries *series = cursor->series;

  if (series == NULL)
    return FALSE;
  while (cursor->bar < series->n_bars && series->time[cursor->bar] < time)
    cursor->bar++;

  return cursor->bar < series->n_bars && series->time[cursor->bar] == time;
}

static gboolean
is_stale (const DtRunRecord *record,
          const DtOrder     *order,
          const DtFill      *fill)
{
  gint64 length = (gint64) record->timeframe * DT_SECOND;

  if (order->type != DT_ORDER_MARKET || fill->why != DT_FILL_AT_OPEN || order->submitted <= 0)
    return FALSE;
  if (fill->bar_time - order->submitted > MAX (DT_STALE_DAYS * DT_DAY, 2 * length))
    return TRUE;

  return dt_timeframe_is_intraday (record->timeframe)
         && fill->bar_time - order->submitted > DT_STALE_BARS * length
         && dt_time_get_new_york_date (fill->bar_time, NULL)
            == dt_time_get_new_york_date (order->submitted, NULL);
}

static void
review_fill (const DtRunRecord *record,
             const DtFill      *fill,
             Cursor            *cursors,
             gsize              n_cursors,
             DtFillReview      *review)
{
  const DtOrder *order = dt_book_get_order ((DtBook *) record->book, fill->order);
  Cursor *cursor = fill->instrument < n_cursors ? &cursors[fill->instrument] : NULL;
  double quantity = fabs (dt_quantity_to_double (fill->quantity));

  review->n_fills++;
  review->n_stale += is_stale (record, order, fill);
  if (cursor == NULL || !find_bar (cursor, fill->bar_time))
    return;

  review->n_still += cursor->series->high[cursor->bar] <= cursor->series->low[cursor->bar];
  if (cursor->series->volume[cursor->bar] > 0.)
    {
      review->n_with_volume++;
      review->n_large += quantity > DT_LARGE_FILL * cursor->series->volume[cursor->bar];
    }
}

static void
count_ended (const DtRunRecord *records,
             gsize              n_records,
             DtFillReview      *review)
{
  DtTime last = DT_TIME_NONE;

  for (int pass = 0; pass < 2; pass++)
    for (gsize i = 0; i < n_records; i++)
      for (guint j = 0; j < records[i].n_lanes; j++)
        {
          const DtLane *lane = &records[i].lanes[j];
          DtTime end;

          if (lane->role != DT_LANE_BASE || lane->series->n_bars == 0)
            continue;
          end = lane->series->time[lane->series->n_bars - 1];
          if (pass == 0)
            {
              last = MAX (last, end);
              review->n_series++;
            }
          else
            review->n_ended += end < last - DT_ENDED_DAYS * DT_DAY;
        }
}

/**
 * dt_review_fills:
 * @review: (out): the counts; all 0 but fills and stale ones where a record has no series
 */
void
dt_review_fills (const DtRunRecord *records,
                 gsize              n_records,
                 DtFillReview      *review)
{
  *review = (DtFillReview) { 0 };

  for (gsize i = 0; i < n_records; i++)
    {
      gsize n_cursors;
      g_autofree Cursor *cursors = make_cursors (&records[i], &n_cursors);
      const DtRows *fills = records[i].book->fills;

      review->has_bars |= records[i].n_lanes > 0;
      for (guint j = 0; j < fills->len; j++)
        review_fill (&records[i], &dt_rows_index (fills, DtFill, j), cursors, n_cursors, review);
    }

  count_ended (records, n_records, review);
}
