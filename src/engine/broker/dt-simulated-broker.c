/* dt-simulated-broker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-broker"

#include "config.h"

#include "dt-simulated-private.h"

/* Orders in, orders out; what bars do to them is in dt-simulated-match.c. The broker keeps its own
 * copies: what it does not get told through submit and replace it does not know. */

#define FIRST_BUCKETS 8

static inline DtResting **
get_bucket (DtSimulated *self,
            guint64      id)
{
  return &self->table[id & (self->n_buckets - 1)];
}

/* Where the order is, or would be, in the table. */
static inline DtResting **
find_place (DtSimulated *self,
            guint64      id)
{
  DtResting **place = get_bucket (self, id);

  while (*place != NULL && (*place)->order.id != id)
    place = &(*place)->bucket;

  return place;
}

static G_NO_INLINE void
grow_table (DtSimulated *self)
{
  g_autofree DtResting **old = self->table;
  guint n_old = self->n_buckets;

  self->n_buckets *= 2;
  self->table = g_new0 (DtResting *, self->n_buckets);
  for (guint i = 0; i < n_old; i++)
    for (DtResting *resting = old[i], *next; resting != NULL; resting = next)
      {
        DtResting **place = find_place (self, resting->order.id);

        next = resting->bucket;
        resting->bucket = NULL;
        *place = resting;
      }
}

static inline DtRestingList *
get_list (DtSimulated   *self,
          const DtOrder *order)
{
  return order->role == DT_ROLE_ENTRY ? &self->entries : &self->exits;
}

static inline void
link_last (DtRestingList *list,
           DtResting     *resting)
{
  resting->previous = list->last;
  if (list->last != NULL)
    list->last->next = resting;
  else
    list->first = resting;
  list->last = resting;
}

static inline void
unlink_resting (DtRestingList *list,
                DtResting     *resting)
{
  if (resting->previous != NULL)
    resting->previous->next = resting->next;
  else
    list->first = resting->next;
  if (resting->next != NULL)
    resting->next->previous = resting->previous;
  else
    list->last = resting->previous;
}

/* Both bounds are exact: a bar is looked at closely only when something happens in it. */
static inline DtTouchRange
get_range (const DtResting *resting)
{
  const DtOrder *order = &resting->order;
  gboolean by_stop = order->type >= DT_ORDER_STOP && !resting->triggered;
  DtMoney price = by_stop ? order->stop : order->limit;

  /* Every bar counts for what fills or ends with the next bar, or counts bars */
  if (order->type == DT_ORDER_MARKET || order->tif >= DT_TIF_IOC
      || (order->bars_left | resting->away) != 0
      || (resting->triggered && order->type == DT_ORDER_STOP))
    return (DtTouchRange) { -INFINITY, -INFINITY };
  if (by_stop == (order->quantity > 0))
    return (DtTouchRange) { -INFINITY, dt_price_not_below (price) };

  return (DtTouchRange) { dt_price_not_above (price), INFINITY };
}

/* The instrument's range is where none of its orders does anything. */
static G_NO_INLINE void
fit_range (DtSimulated       *self,
           DtInstrumentIndex  instrument)
{
  DtTouchRange range = { -INFINITY, INFINITY };

  for (const DtResting *i = self->slots[instrument].first; i != NULL; i = i->sibling)
    {
      range.below = MAX (range.below, i->range.below);
      range.above = MIN (range.above, i->range.above);
    }

  self->ranges[instrument] = range;
}

/* Nearly always the order is its instrument's only one. */
static inline void
set_range (DtSimulated   *self,
           DtRestingSlot *slot,
           DtResting     *resting)
{
  resting->range = get_range (resting);
  if (slot->first == resting && resting->sibling == NULL)
    self->ranges[resting->order.instrument] = resting->range;
  else
    fit_range (self, resting->order.instrument);
}

void
dt_simulated_set_range (DtSimulated *self,
                        DtResting   *resting)
{
  set_range (self, &self->slots[resting->order.instrument], resting);
}

/* Takes an order out of everything but its list, which a running match may be walking along. */
void
dt_simulated_detach (DtSimulated *self,
                     DtResting   *resting)
{
  DtInstrumentIndex instrument = resting->order.instrument;
  DtResting **first = &self->slots[instrument].first, **place = first;

  while (*place != resting)
    place = &(*place)->sibling;
  *place = resting->sibling;
  if (*first == NULL)
    self->ranges[instrument] = (DtTouchRange) { -INFINITY, INFINITY };
  else
    fit_range (self, instrument);

  for (place = get_bucket (self, resting->order.id); *place != resting; place = &(*place)->bucket)
    ;
  *place = resting->bucket;

  resting->ended = TRUE;
  resting->bucket = self->ended;
  self->ended = resting;
  self->public.n_orders--;
}

/* Takes what ended out of its lists too. */
void
dt_simulated_sweep (DtSimulated *self)
{
  for (DtResting *i = self->ended, *next; i != NULL; i = next)
    {
      next = i->bucket;
      unlink_resting (get_list (self, &i->order), i);
      i->next = self->spare;
      self->spare = i;
    }

  self->ended = NULL;
}

void
dt_simulated_end (DtSimulated   *self,
                  DtResting     *resting,
                  DtOrderStatus  status,
                  const char    *why)
{
  const DtBroker *broker = &self->public.parent;

  dt_simulated_detach (self, resting);
  broker->callbacks->end (broker->kernel, resting->order.id, status, why);
}

static G_NO_INLINE gboolean
refuse (GError        **error,
        const DtOrder  *order,
        const char     *why)
{
  g_set_error (error, DT_BROKER_ERROR, DT_BROKER_ERROR_ORDER,
               "Order %" G_GUINT64_FORMAT " (%s, %s) is refused: %s", order->id,
               dt_order_type_to_string (order->type), dt_tif_to_string (order->tif), why);
  return FALSE;
}

/* Why no broker would take the order; %NULL when nothing is wrong with it. */
static inline const char *
find_fault (const DtSimulated *self,
            const DtOrder     *order)
{
  gboolean has_limit = order->type == DT_ORDER_LIMIT || order->type == DT_ORDER_STOP_LIMIT;
  gboolean has_stop = order->type == DT_ORDER_STOP || order->type == DT_ORDER_STOP_LIMIT;

  if (order->instrument >= self->config.n_instruments)
    return "there is no such instrument";
  if (order->quantity == 0 || order->quantity == G_MININT64)
    return "its quantity is none";
  if (has_limit && order->limit <= 0)
    return "its limit is not a positive price";
  if (has_stop && order->stop <= 0)
    return "its stop is not a positive price";
  if ((order->tif == DT_TIF_OPG || order->tif == DT_TIF_CLS) && has_stop)
    return "an auction takes orders at the market and limits, no stops";
  if (order->tif == DT_TIF_IOC && has_stop)
    return "a stop rests, it cannot be filled at once or cancelled";

  return NULL;
}

static inline DtResting *
take_resting (DtSimulated   *self,
              const DtOrder *order)
{
  DtResting *resting = self->spare;

  if (G_LIKELY (resting != NULL))
    self->spare = resting->next;
  else
    resting = g_new (DtResting, 1);

  resting->order = *order;
  resting->since = self->time;
  resting->ended = resting->triggered = FALSE;
  resting->away = self->public.travels;
  if (G_UNLIKELY (resting->away))
    dt_simulated_depart (self, &resting->journey);
  resting->next = resting->sibling = resting->bucket = NULL;
  return resting;
}

static gboolean
dt_simulated_submit (DtBroker       *broker,
                     const DtOrder  *order,
                     GError        **error)
{
  DtSimulated *self = (DtSimulated *) broker;
  DtResting **place = find_place (self, order->id);
  DtRestingSlot *slot;
  DtResting *resting;
  const char *fault;

  if (order->id == 0 || *place != NULL)
    return refuse (error, order, "its number is none, or one that is working already");
  fault = find_fault (self, order);
  if (fault != NULL)
    return refuse (error, order, fault);

  resting = take_resting (self, order);
  *place = resting;
  if (++self->public.n_orders > self->n_buckets)
    grow_table (self);

  if (order->role != DT_ROLE_ENTRY)
    self->n_new_exits++;
  slot = &self->slots[order->instrument];
  for (place = &slot->first; *place != NULL; place = &(*place)->sibling)
    ;
  *place = resting;
  link_last (get_list (self, order), resting);
  set_range (self, slot, resting);

  return TRUE;
}

static gboolean
dt_simulated_cancel (DtBroker *broker,
                     guint64   order)
{
  DtSimulated *self = (DtSimulated *) broker;
  DtResting *resting = *find_place (self, order);

  if (resting == NULL)
    return FALSE;
  if (self->public.travels)
    {
      dt_simulated_send (self, resting, &(DtRequest) { .cancels = TRUE });
      return TRUE;
    }

  dt_simulated_detach (self, resting);
  if (!self->matching)
    dt_simulated_sweep (self);

  return TRUE;
}

DtResting *
dt_simulated_find (DtSimulated *self,
                   guint64      order)
{
  return *find_place (self, order);
}

/* @limit, @stop and @quantity as a replace has them, and checked. */
gboolean
dt_simulated_change (DtSimulated *self,
                     DtResting   *resting,
                     DtMoney      limit,
                     DtMoney      stop,
                     DtQuantity   quantity)
{
  if (limit != DT_MONEY_NONE)
    resting->order.limit = limit;
  if (stop != DT_MONEY_NONE)
    resting->order.stop = stop;
  if (quantity != 0)
    resting->order.quantity = quantity;

  dt_simulated_set_range (self, resting);

  return TRUE;
}

static gboolean
dt_simulated_replace (DtBroker   *broker,
                      guint64     order,
                      DtMoney     limit,
                      DtMoney     stop,
                      DtQuantity  quantity)
{
  DtSimulated *self = (DtSimulated *) broker;
  DtResting *resting = *find_place (self, order);

  if (resting == NULL
      || (limit != DT_MONEY_NONE && limit <= 0)
      || (stop != DT_MONEY_NONE && stop <= 0)
      || (quantity != 0 && (quantity > 0) != (resting->order.quantity > 0)))
    return FALSE;
  if (!self->public.travels)
    return dt_simulated_change (self, resting, limit, stop, quantity);

  dt_simulated_send (self, resting,
                     &(DtRequest) { .limit = limit, .stop = stop, .quantity = quantity });
  return TRUE;
}

static void
free_all (DtResting *first)
{
  for (DtResting *next; first != NULL; first = next)
    {
      next = first->next;
      g_free (first);
    }
}

static void
dt_simulated_free (DtBroker *broker)
{
  DtSimulated *self = (DtSimulated *) broker;

  free_all (self->exits.first);
  free_all (self->entries.first);
  free_all (self->spare);
  g_clear_pointer (&self->requests, g_array_unref);
  g_free (self->table);
  g_free (self->slots);
  g_free (self->ranges);
  g_free (self);
}

static const DtBrokerClass simulated_class = {
  dt_simulated_submit,
  dt_simulated_cancel,
  dt_simulated_replace,
  dt_simulated_match,
  dt_simulated_free,
};

DtBroker *
dt_simulated_broker_new (const DtSimulatedBrokerConfig *config)
{
  DtSimulated *self = g_new0 (DtSimulated, 1);

  self->config = *config;
  self->has_latency = dt_latency_is_set (&config->latency);
  self->slips = !dt_slippage_is_none (&config->slippage);
  self->charges = !dt_commission_is_none (&config->commission);
  self->slots = g_new0 (DtRestingSlot, config->n_instruments);
  self->ranges = g_new (DtTouchRange, config->n_instruments);
  self->n_buckets = FIRST_BUCKETS;
  self->table = g_new0 (DtResting *, self->n_buckets);
  self->time = DT_TIME_NONE;
  for (guint i = 0; i < config->n_instruments; i++)
    {
      self->slots[i].filled = self->slots[i].used_at = DT_TIME_NONE;
      self->ranges[i] = (DtTouchRange) { -INFINITY, INFINITY };
    }

  self->public.parent.klass = &simulated_class;
  self->public.ranges = self->ranges;

  return &self->public.parent;
}

/* An exit that no close filled is not over. */
void
dt_simulated_go_on (DtSimulated *self,
                    DtResting   *resting)
{
  resting->order.tif = DT_TIF_GTC;
  dt_simulated_set_range (self, resting);
}

static void
expire_list (DtSimulated   *self,
             DtRestingList *list,
             DtTime         time)
{
  for (DtResting *i = list->first; i != NULL; i = i->next)
    {
      if (i->ended || i->order.submitted >= time
          || (i->order.tif != DT_TIF_DAY && i->order.tif != DT_TIF_CLS))
        continue;
      if (i->order.tif == DT_TIF_CLS && i->order.role != DT_ROLE_ENTRY)
        dt_simulated_go_on (self, i);
      else
        dt_simulated_end (self, i, DT_ORDER_EXPIRED, "the session ended");
    }
}

void
dt_simulated_broker_expire_day (DtBroker *broker,
                                DtTime    time)
{
  DtSimulated *self = (DtSimulated *) broker;

  g_return_if_fail (!self->matching);

  self->matching = TRUE;
  expire_list (self, &self->exits, time);
  expire_list (self, &self->entries, time);
  self->matching = FALSE;
  dt_simulated_sweep (self);
}
