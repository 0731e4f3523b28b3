/* dt-simulated-match.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-broker"

#include "config.h"

#include "dt-simulated-private.h"

/* One instrument's bar in a match. */
typedef struct
{
  DtSimulated       *self;
  DtInstrumentIndex  instrument;
  DtTime             time;
  DtTime             bar_time;
  DtMoneyBar         bar;
  DtBarWindow        window;
  gboolean           fresh;      /* only orders of this instant, else only older ones */
} Meeting;

static gboolean
has_traded (DtSimulated       *self,
            DtInstrumentIndex  instrument,
            const DtBarSeries *series,
            gsize              bar)
{
  DtRestingSlot *slot = &self->slots[instrument];

  if (!(series->volume[bar] <= 0.) || self->config.fill_without_volume)
    return TRUE;

  for (; slot->n_scanned < bar && !slot->has_volume; slot->n_scanned++)
    slot->has_volume = series->volume[slot->n_scanned] > 0.;

  return !slot->has_volume;
}

static gboolean
meet (DtSimulated       *self,
      const DtMatchBars *bars,
      DtInstrumentIndex  instrument,
      gboolean           fresh,
      Meeting           *meeting)
{
  const DtBarSeries *series = bars->series[instrument];
  const DtRestingSlot *slot = &self->slots[instrument];
  gsize bar = bars->bar[instrument];

  if (!has_traded (self, instrument, series, bar)
      || !dt_money_bar_from_series (series, bar, &meeting->bar))
    return FALSE;

  meeting->self = self;
  meeting->instrument = instrument;
  meeting->time = bars->time;
  meeting->bar_time = series->time[bar];
  meeting->fresh = fresh;
  if (fresh && slot->filled == bars->time)
    meeting->window = slot->window;
  else
    dt_bar_window_init (&meeting->window, &meeting->bar);

  return TRUE;
}

static inline gboolean
is_hit (const DtResting   *resting,
        const DtMatchBars *bars)
{
  const DtBarSeries *series = bars->series[resting->order.instrument];
  gsize bar;

  if (series == NULL)
    return FALSE;

  bar = bars->bar[resting->order.instrument];
  return series->low[bar] <= resting->below || series->high[bar] >= resting->above;
}

static void
find_outcome (const Meeting   *meeting,
              const DtResting *resting,
              DtBarOutcome    *outcome)
{
  dt_bar_outcome_find (&meeting->bar, &meeting->window, &resting->order, resting->triggered,
                       meeting->self->config.policy, outcome);
}

/* Market orders and stops slip; inside the bar never beyond its range. */
static gboolean
slip (const Meeting      *meeting,
      const DtResting    *resting,
      const DtBarOutcome *outcome,
      DtMoney            *price)
{
  const DtSimulatedBrokerConfig *config = &meeting->self->config;

  *price = outcome->price;
  if (!outcome->adverse)
    return TRUE;
  if (!dt_slippage_apply (&config->slippage, outcome->price, resting->order.quantity,
                          config->ticks[meeting->instrument], price))
    return FALSE;
  if (outcome->why != DT_FILL_STOP_GAP)
    *price = CLAMP (*price, meeting->bar.low, meeting->bar.high);

  return TRUE;
}

/* The quantity that fills; 0 with @why it is none. */
static DtQuantity
get_quantity (const Meeting   *meeting,
              const DtResting *resting,
              DtMoney          price,
              DtFillFlags     *flags,
              const char     **why)
{
  const DtBroker *broker = &meeting->self->public.parent;
  const DtOrder *order = &resting->order;
  DtQuantity quantity;

  if (order->role != DT_ROLE_ENTRY && !order->sized_at_fill)
    return order->quantity;

  quantity = broker->callbacks->size (broker->kernel, order, price);
  if (quantity == 0 || (quantity > 0) != (order->quantity > 0))
    {
      *why = "at its price the account could not pay for one lot";
      return 0;
    }
  if (order->sized_at_fill || ABS (quantity) >= ABS (order->quantity))
    return order->sized_at_fill ? quantity : order->quantity;

  *flags |= DT_FILL_CUT;
  return quantity;
}

/* The other outcome of an ambiguous exit, seen from the account: the better one when the worse was
 * chosen, and the other way round. */
static void
bracket (DtFill  *fill,
         DtMoney  other,
         gboolean want_better)
{
  gboolean higher_is_better = fill->quantity < 0;

  fill->flags |= DT_FILL_AMBIGUOUS;
  if (fill->alternative == DT_MONEY_NONE
      || (want_better == higher_is_better ? other > fill->alternative : other < fill->alternative))
    fill->alternative = other;
}

static void
note_ambiguity (const Meeting      *meeting,
                const DtResting    *resting,
                const DtBarOutcome *outcome,
                DtFill             *fill)
{
  const DtOrder *order = &resting->order;

  if (outcome->touch == DT_TOUCH_AT_START)
    return;

  if (order->role == DT_ROLE_ENTRY)
    {
      if (outcome->touch == DT_TOUCH_MAYBE)
        fill->flags |= DT_FILL_AMBIGUOUS;
      return;
    }

  if (outcome->touch == DT_TOUCH_MAYBE)
    bracket (fill, meeting->bar.close, outcome->adverse);

  for (const DtResting *i = meeting->self->slots[meeting->instrument].first;
       i != NULL && order->group != 0; i = i->sibling)
    {
      DtBarOutcome rival;
      DtMoney price;

      if (i == resting || i->order.group != order->group
          || meeting->fresh != (i->since == meeting->time))
        continue;
      find_outcome (meeting, i, &rival);
      if (rival.touch != DT_TOUCH_NONE && rival.adverse != outcome->adverse
          && slip (meeting, i, &rival, &price))
        bracket (fill, price, outcome->adverse);
    }
}

/* Where in the bar later protective orders of the instrument begin to work: after the fill of an
 * entry, and of several of these after the one inside the bar. */
static void
note_window (const Meeting      *meeting,
             gboolean            is_entry,
             const DtBarOutcome *outcome)
{
  DtRestingSlot *slot = &meeting->self->slots[meeting->instrument];

  if (slot->filled == meeting->time && slot->filled_entry
      && (!is_entry || (outcome->after.whole && !slot->window.whole)))
    return;

  slot->filled = meeting->time;
  slot->filled_entry = is_entry;
  slot->window = outcome->after;
}

/* Takes the rest of a filled order's group off; they are chained by their sibling pointers. */
static DtResting *
detach_group (DtSimulated     *self,
              const DtResting *filled)
{
  DtResting *gone = NULL, **last = &gone;

  if (filled->order.group == 0)
    return NULL;

  for (DtResting *i = self->slots[filled->order.instrument].first, *next; i != NULL; i = next)
    {
      next = i->sibling;
      if (i->order.group != filled->order.group)
        continue;
      dt_simulated_detach (self, i);
      i->sibling = NULL;
      *last = i;
      last = &i->sibling;
    }

  return gone;
}

static void
fill_resting (const Meeting      *meeting,
              DtResting          *resting,
              const DtBarOutcome *outcome)
{
  DtSimulated *self = meeting->self;
  const DtBroker *broker = &self->public.parent;
  const char *why_not = "its price or its commission does not fit into money";
  DtResting *group;
  DtFill fill = {
    .order = resting->order.id,
    .instrument = meeting->instrument,
    .reference = outcome->price,
    .time = meeting->time,
    .bar_time = meeting->bar_time,
    .why = outcome->why,
    .alternative = DT_MONEY_NONE,
  };

  if (slip (meeting, resting, outcome, &fill.price))
    fill.quantity = get_quantity (meeting, resting, fill.price, &fill.flags, &why_not);
  if (fill.quantity == 0
      || !dt_commission_get (&self->config.commission, fill.quantity, fill.price, TRUE, &fill.fee))
    {
      dt_simulated_end (self, resting, DT_ORDER_REJECTED, why_not);
      return;
    }

  note_ambiguity (meeting, resting, outcome, &fill);
  note_window (meeting, resting->order.role == DT_ROLE_ENTRY, outcome);
  dt_simulated_detach (self, resting);
  group = detach_group (self, resting);

  broker->callbacks->fill (broker->kernel, &fill);
  for (; group != NULL; group = group->sibling)
    broker->callbacks->end (broker->kernel, group->order.id, DT_ORDER_CANCELLED,
                            "the other order of its group filled");
}

/* Whether @a fills before @b: at the window's start, then as the policy has it, then the nearer
 * price; earlier submission is the caller's. */
static gboolean
comes_before (const DtBarOutcome *a,
              const DtBarOutcome *b,
              DtIntrabarPolicy    policy)
{
  gboolean a_at_start = a->touch == DT_TOUCH_AT_START;
  gboolean b_at_start = b->touch == DT_TOUCH_AT_START;

  if (a_at_start || b_at_start)
    return a_at_start && !b_at_start;
  if (policy == DT_POLICY_PATH && a->leg != b->leg)
    return a->leg < b->leg;
  if (policy != DT_POLICY_PATH && a->adverse != b->adverse)
    return a->adverse == (policy == DT_POLICY_PESSIMISTIC);

  return a->distance < b->distance;
}

/* Whether the order takes part in this meeting at all. A market order of this very instant waits
 * for the next bar, whatever brought it to life. */
static gboolean
is_eligible (const Meeting   *meeting,
             const DtResting *resting)
{
  return (resting->since == meeting->time) == meeting->fresh
         && !(meeting->fresh && resting->order.type == DT_ORDER_MARKET);
}

/* The exit that fills next of those that the policy fills in this bar. */
static DtResting *
find_next_exit (const Meeting *meeting,
                DtBarOutcome  *outcome)
{
  DtResting *next = NULL;

  for (DtResting *i = meeting->self->slots[meeting->instrument].first; i != NULL; i = i->sibling)
    {
      DtBarOutcome found;

      if (i->order.role == DT_ROLE_ENTRY || !is_eligible (meeting, i))
        continue;
      find_outcome (meeting, i, &found);
      if (i->order.tif == DT_TIF_IOC && found.touch != DT_TOUCH_AT_START)
        continue;
      if (found.takes && (next == NULL || comes_before (&found, outcome,
                                                        meeting->self->config.policy)))
        {
          next = i;
          *outcome = found;
        }
    }

  return next;
}

/* After a bar that did not fill it: a triggered stop-limit stays a limit, time may be over. */
static void
pass_bar (DtSimulated   *self,
          DtResting     *resting,
          const Meeting *meeting)
{
  DtBarOutcome outcome;

  if (resting->order.tif == DT_TIF_IOC)
    {
      dt_simulated_end (self, resting, DT_ORDER_EXPIRED,
                        "the bar's open did not fill it at once");
      return;
    }
  if (resting->order.bars_left > 0 && --resting->order.bars_left == 0)
    {
      dt_simulated_end (self, resting, DT_ORDER_EXPIRED, "its bars are over");
      return;
    }
  if (meeting == NULL || resting->order.type != DT_ORDER_STOP_LIMIT || resting->triggered)
    return;

  find_outcome (meeting, resting, &outcome);
  if (outcome.triggered)
    {
      resting->triggered = TRUE;
      dt_simulated_set_range (resting);
      dt_simulated_fit_range (self, resting->order.instrument);
    }
}

/* All exits of the instrument, in the order in which the bar reaches them. */
static void
meet_exits (DtSimulated       *self,
            DtResting         *hit,
            const DtMatchBars *bars,
            gboolean           fresh)
{
  Meeting meeting;
  DtBarOutcome outcome;
  DtResting *next;
  gboolean met = meet (self, bars, hit->order.instrument, fresh, &meeting);

  while (met && (next = find_next_exit (&meeting, &outcome)) != NULL)
    {
      fill_resting (&meeting, next, &outcome);
      /* What that fill brought to life begins where it filled */
      if (fresh)
        meeting.window = self->slots[hit->order.instrument].window;
    }

  if (!hit->ended)
    pass_bar (self, hit, met ? &meeting : NULL);
}

static void
meet_entry (DtSimulated       *self,
            DtResting         *hit,
            const DtMatchBars *bars)
{
  Meeting meeting;
  DtBarOutcome outcome;
  gboolean met = meet (self, bars, hit->order.instrument, FALSE, &meeting);

  if (met)
    {
      find_outcome (&meeting, hit, &outcome);
      if (outcome.takes && (hit->order.tif != DT_TIF_IOC || outcome.touch == DT_TOUCH_AT_START))
        {
          fill_resting (&meeting, hit, &outcome);
          return;
        }
    }

  pass_bar (self, hit, met ? &meeting : NULL);
}

static DtResting *
find_first_new (DtSimulated *self,
                DtTime       time)
{
  DtResting *first = NULL;

  for (DtResting *i = self->exits.last; i != NULL && i->since == time; i = i->previous)
    first = i;

  return first;
}

void
dt_simulated_match (DtBroker          *broker,
                    DtMatchStage       stage,
                    const DtMatchBars *bars)
{
  DtSimulated *self = (DtSimulated *) broker;
  gboolean fresh = stage == DT_MATCH_NEW_EXITS;
  DtResting *resting = stage == DT_MATCH_ENTRIES ? self->entries.first : self->exits.first;

  if (self->time != bars->time)
    {
      self->time = bars->time;
      self->n_new_exits = 0;
    }
  if (fresh)
    resting = self->n_new_exits > 0 ? find_first_new (self, bars->time) : NULL;
  if (resting == NULL)
    return;

  self->matching = TRUE;
  for (; resting != NULL; resting = resting->next)
    {
      if (!is_hit (resting, bars) || resting->ended || (resting->since == bars->time) != fresh)
        continue;
      if (stage == DT_MATCH_ENTRIES)
        meet_entry (self, resting, bars);
      else
        meet_exits (self, resting, bars, fresh);
    }
  self->matching = FALSE;

  if (self->n_ended > 0)
    dt_simulated_sweep (self);
}
