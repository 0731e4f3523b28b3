/* desk-chart-forming.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartcell"

#include "config.h"

#include "dt-aggregator.h"

#include "desk-chart-forming.h"
#include "desk-chart-text.h"

struct _DeskForming
{
  DtBarSeries *source;
  DtBarSeries *whole;
  DtBarSeries *shown;     /* a copy of ours, in which one bar may be as it is now */
  gsize        grows;     /* that bar, or as many as there are bars */
};

static DtBarSeries *
copy_series (const DtBarSeries *series)
{
  DtBarSeries *copy = dt_bar_series_new (series->symbol, series->timeframe, series->n_bars + 1);

  dt_series_identity_copy (&series->identity, &copy->identity);
  for (gsize i = 0; i < series->n_bars; i++)
    {
      DtBar bar = dt_bar_series_get (series, i);

      dt_bar_series_append (copy, &bar, series->known[i]);
    }

  return copy;
}

DeskForming *
desk_forming_new (DtBarSeries *source,
                  DtBarSeries *whole)
{
  DeskForming *forming = g_new0 (DeskForming, 1);

  forming->source = dt_bar_series_ref (source);
  forming->whole = dt_bar_series_ref (whole);
  forming->shown = copy_series (whole);
  forming->grows = whole->n_bars;
  return forming;
}

void
desk_forming_free (DeskForming *forming)
{
  if (forming == NULL)
    return;

  dt_bar_series_unref (forming->source);
  dt_bar_series_unref (forming->whole);
  dt_bar_series_unref (forming->shown);
  g_free (forming);
}

DtBarSeries *
desk_forming_get_series (DeskForming *forming)
{
  return forming->shown;
}

static void
write_bar (DtBarSeries *series,
           gsize        i,
           const DtBar *bar,
           DtTime       known)
{
  series->time[i] = bar->time;
  series->known[i] = known;
  series->open[i] = bar->open;
  series->high[i] = bar->high;
  series->low[i] = bar->low;
  series->close[i] = bar->close;
  series->volume[i] = bar->volume;
}

/* Ours has one bar more than the whole while the last period of the data runs. */
static void
restore (DeskForming *forming)
{
  gsize i = forming->grows;

  if (i < forming->whole->n_bars)
    {
      DtBar bar = dt_bar_series_get (forming->whole, i);

      write_bar (forming->shown, i, &bar, forming->whole->known[i]);
    }
  forming->shown->n_bars = forming->whole->n_bars;
  forming->grows = forming->whole->n_bars;
}

/* What the short bars from the first of the running period on have made so far. */
static gboolean
aggregate (DeskForming *forming,
           gsize        n_complete,
           gsize        n_known,
           DtAggregate *current)
{
  const DtBarSeries *source = forming->source;
  DtAggregate completed[DT_AGGREGATOR_MAX_COMPLETED];
  DtAggregator aggregator;
  gsize i = 0;

  if (!dt_aggregator_init (&aggregator, source->timeframe, forming->whole->timeframe))
    return FALSE;
  if (n_complete > 0)
    i = dt_bar_series_find (source, forming->whole->known[n_complete - 1]);

  for (; i < n_known; i++)
    {
      DtBar bar = dt_bar_series_get (source, i);

      dt_aggregator_push (&aggregator, &bar, completed);
    }

  *current = aggregator.current;
  return aggregator.running;
}

gsize
desk_forming_update (DeskForming *forming,
                     DtTime       time,
                     gboolean    *last_grows)
{
  gsize n_complete = desk_chart_count_known (forming->whole, time);
  gsize n_known = desk_chart_count_known (forming->source, time);
  DtAggregate current;

  restore (forming);
  *last_grows = aggregate (forming, n_complete, n_known, &current);
  if (!*last_grows)
    return n_complete;

  if (n_complete == forming->shown->n_bars)
    dt_bar_series_append (forming->shown, &current.bar, current.known);
  else
    write_bar (forming->shown, n_complete, &current.bar, current.known);
  forming->grows = n_complete;
  return n_complete + 1;
}
