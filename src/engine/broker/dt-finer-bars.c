/* dt-finer-bars.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-broker"

#include "config.h"

#include "dt-finer-bars.h"

/**
 * dt_finer_bars_find:
 * @bar: of @coarse
 * @first: (out): the first of @finer inside it
 * @end: (out): the one after the last
 *
 * The finer bars are taken for the bar only when they give exactly its open, high, low and close:
 * then they say the same, and in which order. Other sources, other adjustments and bars that are
 * missing are found out by that.
 */
gboolean
dt_finer_bars_find (const DtBarSeries *finer,
                    const DtBarSeries *coarse,
                    gsize              bar,
                    gsize             *first,
                    gsize             *end)
{
  double high = -INFINITY, low = INFINITY;
  gsize i = dt_bar_series_find (finer, coarse->time[bar]);

  *first = i;
  for (; i < finer->n_bars && finer->known[i] <= coarse->known[bar]; i++)
    {
      high = MAX (high, finer->high[i]);
      low = MIN (low, finer->low[i]);
    }
  *end = i;

  return i > *first
         && finer->open[*first] == coarse->open[bar]
         && finer->close[i - 1] == coarse->close[bar]
         && high == coarse->high[bar]
         && low == coarse->low[bar];
}
