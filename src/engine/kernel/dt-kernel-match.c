/* dt-kernel-match.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-finer-bars.h"

#include "dt-kernel-private.h"

/* Whether any resting order can do something in the bars at hand. */
static gboolean
may_match (const DtKernel *kernel)
{
  const DtBroker *broker = kernel->config.broker;
  const DtTouchRange *ranges = ((const DtSimulatedBroker *) broker)->ranges;

  if (!dt_simulated_broker_has_orders (broker))
    return FALSE;

  for (guint i = 0; i < kernel->n_present; i++)
    {
      const DtTouchRange *range = &ranges[kernel->present[i]];
      const DtBarSeries *series = kernel->bar_series[kernel->present[i]];
      gsize bar = kernel->bar_index[kernel->present[i]];

      /* Most instruments have no order: their prices need not come into the cache */
      if (range->below == -INFINITY && range->above == INFINITY)
        continue;
      if (dt_simulated_broker_may_act (broker, kernel->present[i], series->high[bar],
                                       series->low[bar]))
        return TRUE;
    }

  return FALSE;
}

static void
match_bars (DtKernel          *kernel,
            const DtMatchBars *bars)
{
  DtBroker *broker = kernel->config.broker;

  broker->klass->match (broker, DT_MATCH_ALL, bars);
}

/* Which of the bars are made of finer ones that orders can meet; these are taken out of @bars. The
 * time at which the first finer bar is over, G_MAXINT64 when there is none. */
static DtTime
begin_finer (DtKernel           *kernel,
             const DtBarSeries **coarse)
{
  DtTime next = G_MAXINT64;

  for (guint i = 0; i < kernel->n_present; i++)
    {
      DtInstrumentIndex instrument = kernel->present[i];
      DtInstrumentState *state = &kernel->instruments[instrument];

      state->finer_bar = state->finer_end = 0;
      if (state->finer == NULL
          || !dt_finer_bars_find (state->finer, state->series, state->bar, &state->finer_bar,
                                  &state->finer_end))
        {
          state->finer_end = state->finer_bar;
          continue;
        }
      coarse[instrument] = state->series;
      kernel->bar_series[instrument] = NULL;
      next = MIN (next, state->finer->known[state->finer_bar]);
    }

  return next;
}

/* Shows the broker the finer bars that are over at @time; when the next ones are. */
static DtTime
show_finer (DtKernel *kernel,
            DtTime    time)
{
  DtTime next = G_MAXINT64;

  for (guint i = 0; i < kernel->n_present; i++)
    {
      DtInstrumentIndex instrument = kernel->present[i];
      DtInstrumentState *state = &kernel->instruments[instrument];

      kernel->finer_series[instrument] = NULL;
      if (state->finer_bar < state->finer_end && state->finer->known[state->finer_bar] == time)
        {
          kernel->finer_series[instrument] = state->finer;
          kernel->finer_index[instrument] = state->finer_bar++;
        }
      if (state->finer_bar < state->finer_end)
        next = MIN (next, state->finer->known[state->finer_bar]);
    }

  return next;
}

/* Orders meet the finer bars one after the other, and then what has none. Time is that of the finer
 * bar: what a fill brings to life is there from the next one on. */
static void
match_finer (DtKernel *kernel)
{
  g_autofree const DtBarSeries **coarse = g_new0 (const DtBarSeries *,
                                                  kernel->config.n_instruments);
  DtBroker *broker = kernel->config.broker;
  DtTime now = kernel->time;
  DtTime next = begin_finer (kernel, coarse);
  DtMatchBars bars = { now, kernel->finer_series, kernel->finer_index, coarse, kernel->bar_index };
  gboolean any = next != G_MAXINT64;

  while (next != G_MAXINT64)
    {
      kernel->time = bars.time = next;
      next = show_finer (kernel, next);
      if (dt_simulated_broker_has_orders (broker))
        match_bars (kernel, &bars);
    }
  kernel->time = bars.time = now;
  if (any)
    broker->klass->match (broker, DT_MATCH_BAR_OVER, &bars);

  match_bars (kernel, &kernel->bars);
  for (guint i = 0; i < kernel->n_present; i++)
    {
      DtInstrumentIndex instrument = kernel->present[i];

      kernel->finer_series[instrument] = NULL;
      kernel->bar_series[instrument] = kernel->instruments[instrument].series;
    }
}

/* The market's part of a step: resting orders meet the bars of this instant. */
void
dt_kernel_match (DtKernel *kernel)
{
  if (!kernel->config.simulated
      || (!may_match (kernel) && !dt_simulated_broker_has_requests (kernel->config.broker)))
    return;

  if (kernel->finer_series != NULL)
    match_finer (kernel);
  else
    match_bars (kernel, &kernel->bars);
}
