/* dt-bar-series.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-market"

#include "config.h"

#include "dt-rows.h"

#include "dt-bar-series.h"

static const char *const adjustment_names[] = { "raw", "split", "total-return" };

DtBarSeries *
dt_bar_series_new (const char  *symbol,
                   DtTimeframe  timeframe,
                   gsize        n_reserved)
{
  DtBarSeries *series = g_new0 (DtBarSeries, 1);

  g_atomic_ref_count_init (&series->ref_count);
  series->symbol = g_strdup (symbol);
  series->timeframe = timeframe;
  series->identity.as_of = DT_DATE_NONE;
  dt_bar_series_reserve (series, n_reserved);

  return series;
}

DtBarSeries *
dt_bar_series_ref (DtBarSeries *series)
{
  g_atomic_ref_count_inc (&series->ref_count);

  return series;
}

void
dt_bar_series_unref (DtBarSeries *series)
{
  if (series == NULL || !g_atomic_ref_count_dec (&series->ref_count))
    return;

  dt_series_identity_clear (&series->identity);
  g_free (series->symbol);
  g_free (series->time);
  g_free (series->known);
  g_free (series->open);
  g_free (series->high);
  g_free (series->low);
  g_free (series->close);
  g_free (series->volume);
  g_free (series);
}

/* All columns have values of eight bytes. */
static void
grow_column (gpointer *column,
             gsize     n_before,
             gsize     n_bars)
{
  G_STATIC_ASSERT (sizeof (DtTime) == sizeof (double));

  *column = dt_memory_grow (*column, n_before * sizeof (double), n_bars * sizeof (double));
}

/* Makes room for n_bars in all; never shrinks. */
void
dt_bar_series_reserve (DtBarSeries *series,
                       gsize        n_bars)
{
  gsize n_before;

  if (n_bars <= series->n_allocated)
    return;

  n_before = series->n_allocated;
  series->n_allocated = n_bars;
  grow_column ((gpointer *) &series->time, n_before, n_bars);
  grow_column ((gpointer *) &series->known, n_before, n_bars);
  grow_column ((gpointer *) &series->open, n_before, n_bars);
  grow_column ((gpointer *) &series->high, n_before, n_bars);
  grow_column ((gpointer *) &series->low, n_before, n_bars);
  grow_column ((gpointer *) &series->close, n_before, n_bars);
  grow_column ((gpointer *) &series->volume, n_before, n_bars);
}

void
dt_bar_series_append (DtBarSeries *series,
                      const DtBar *bar,
                      DtTime       known)
{
  gsize i = series->n_bars;

  g_return_if_fail (i == 0 || bar->time > series->time[i - 1]);

  if (i == series->n_allocated)
    dt_bar_series_reserve (series, MAX (256, i * 2));

  series->time[i] = bar->time;
  series->known[i] = known;
  series->open[i] = bar->open;
  series->high[i] = bar->high;
  series->low[i] = bar->low;
  series->close[i] = bar->close;
  series->volume[i] = bar->volume;
  series->n_bars++;
}

/* The first bar that starts at @time or later; n_bars when there is none. */
gsize
dt_bar_series_find (const DtBarSeries *series,
                    DtTime             time)
{
  gsize low = 0, high = series->n_bars;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (series->time[middle] < time)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

void
dt_series_identity_copy (const DtSeriesIdentity *from,
                         DtSeriesIdentity       *to)
{
  *to = *from;
  to->zone = g_strdup (from->zone);
  to->source = g_strdup (from->source);
}

void
dt_series_identity_clear (DtSeriesIdentity *identity)
{
  g_clear_pointer (&identity->zone, g_free);
  g_clear_pointer (&identity->source, g_free);
}

const char *
dt_adjustment_to_string (DtAdjustment adjustment)
{
  g_return_val_if_fail (adjustment < G_N_ELEMENTS (adjustment_names), NULL);

  return adjustment_names[adjustment];
}

gboolean
dt_adjustment_parse (const char   *text,
                     DtAdjustment *adjustment)
{
  for (guint i = 0; i < G_N_ELEMENTS (adjustment_names); i++)
    if (g_str_equal (text, adjustment_names[i]))
      {
        *adjustment = i;
        return TRUE;
      }

  return FALSE;
}
