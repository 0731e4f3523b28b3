/* dt-simulated-latency.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-broker"

#include "config.h"

#include "dt-simulated-private.h"

/* What is on its way between the one who decides and the market. All of it takes the same time, so
 * what was sent first arrives first. */

void
dt_simulated_depart (DtSimulated *self,
                     DtJourney   *journey)
{
  *journey = (DtJourney) { .time = self->public.now + self->config.latency.nanoseconds };
}

/* Whether it is there when the bar begins. */
static gboolean
has_arrived (DtSimulated       *self,
             DtJourney         *journey,
             const DtMatchBars *bars,
             DtInstrumentIndex  instrument)
{
  const gsize *bar = bars->coarse_bar != NULL ? bars->coarse_bar : bars->bar;

  if (self->config.latency.bars == 0)
    return journey->time <= bars->series[instrument]->time[bars->bar[instrument]];

  if (!journey->counted)
    {
      journey->bar = bar[instrument] + self->config.latency.bars;
      journey->counted = TRUE;
    }
  return bar[instrument] >= journey->bar;
}

void
dt_simulated_send (DtSimulated     *self,
                   const DtResting *resting,
                   const DtRequest *request)
{
  DtRequest sent = *request;

  sent.order = resting->order.id;
  sent.instrument = resting->order.instrument;
  dt_simulated_depart (self, &sent.journey);
  if (self->requests == NULL)
    self->requests = g_array_new (FALSE, FALSE, sizeof (DtRequest));
  g_array_append_val (self->requests, sent);
  self->public.n_requests++;
}

static void
receive (DtSimulated     *self,
         const DtRequest *request)
{
  DtResting *resting = dt_simulated_find (self, request->order);

  /* It filled, or ended, before this came */
  if (resting == NULL)
    return;

  if (request->cancels)
    dt_simulated_end (self, resting, DT_ORDER_CANCELLED, "cancelled as it was asked for");
  else
    dt_simulated_change (self, resting, request->limit, request->stop, request->quantity);
}

static void
receive_requests (DtSimulated       *self,
                  const DtMatchBars *bars)
{
  guint n = 0;

  for (guint i = 0; self->requests != NULL && i < self->requests->len; i++)
    {
      DtRequest request = g_array_index (self->requests, DtRequest, i);

      if (bars->series[request.instrument] == NULL
          || !has_arrived (self, &request.journey, bars, request.instrument))
        g_array_index (self->requests, DtRequest, n++) = request;
      else
        receive (self, &request);
    }

  if (self->requests != NULL)
    g_array_set_size (self->requests, n);
  self->public.n_requests = n;
}

static void
receive_orders (DtSimulated       *self,
                DtRestingList     *list,
                const DtMatchBars *bars)
{
  for (DtResting *i = list->first; i != NULL; i = i->next)
    {
      if (!i->away || i->ended || bars->series[i->order.instrument] == NULL
          || !has_arrived (self, &i->journey, bars, i->order.instrument))
        continue;
      i->away = FALSE;
      dt_simulated_set_range (self, i);
    }
}

/* The instant's bars begin. */
void
dt_simulated_arrive (DtSimulated       *self,
                     const DtMatchBars *bars)
{
  self->matching = TRUE;
  receive_orders (self, &self->exits, bars);
  receive_orders (self, &self->entries, bars);
  receive_requests (self, bars);
  self->matching = FALSE;
  dt_simulated_sweep (self);
}
