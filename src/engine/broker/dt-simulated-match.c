/* dt-simulated-match.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-broker"

#include "config.h"

#include "dt-simulated-private.h"

/* Whether a bar without volume fills. */
static G_NO_INLINE gboolean
fills_without_volume (DtSimulated       *self,
                      const DtMatchBars *bars,
                      DtInstrumentIndex  instrument)
{
  const DtBarSeries *series = bars->series[instrument];
  DtRestingSlot *slot = &self->slots[instrument];
  gsize *n_scanned = bars->coarse != NULL ? &slot->n_scanned_fine : &slot->n_scanned;
  gsize bar = bars->bar[instrument];

  if (self->config.fill_without_volume)
    return TRUE;

  for (; *n_scanned < bar && !slot->has_volume; (*n_scanned)++)
    slot->has_volume = series->volume[*n_scanned] > 0.;

  return !slot->has_volume;
}

static inline G_ALWAYS_INLINE gboolean
meet (DtSimulated       *self,
      const DtMatchBars *bars,
      DtInstrumentIndex  instrument,
      gboolean           fresh,
      DtMeeting         *meeting)
{
  const DtBarSeries *series = bars->series[instrument];
  gsize bar = bars->bar[instrument];

  if ((series->volume[bar] <= 0. && !fills_without_volume (self, bars, instrument))
      || !dt_money_bar_from_series (series, bar, &meeting->bar))
    return FALSE;

  meeting->self = self;
  meeting->slot = &self->slots[instrument];
  meeting->bars = bars;
  meeting->bar_time = series->time[bar];
  if (G_UNLIKELY (bars->coarse != NULL))
    meeting->bar_time = bars->coarse[instrument]->time[bars->coarse_bar[instrument]];
  meeting->instrument = instrument;
  meeting->fresh = fresh;
  if (fresh && meeting->slot->filled == bars->time)
    meeting->window = meeting->slot->window;
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
  return series->low[bar] <= resting->range.below || series->high[bar] >= resting->range.above;
}

static inline void
find_patient (const DtMeeting *meeting,
              const DtOrder   *order,
              gboolean         triggered,
              DtBarOutcome    *outcome)
{
  if (order->type == DT_ORDER_MARKET)
    dt_bar_outcome_at_market (&meeting->window, outcome);
  else
    dt_bar_outcome_find (&meeting->bar, &meeting->window, order, triggered,
                         meeting->self->config.policy, outcome);
}

static inline void
find_outcome (const DtMeeting *meeting,
              const DtResting *resting,
              DtBarOutcome    *outcome)
{
  if (G_UNLIKELY (resting->order.tif >= DT_TIF_IOC))
    dt_simulated_find_immediate (meeting, resting, outcome);
  else
    find_patient (meeting, &resting->order, resting->triggered, outcome);
}

/* Market orders and stops slip; inside the bar never beyond its range. */
static inline gboolean
slip (const DtMeeting    *meeting,
      const DtOrder      *order,
      const DtBarOutcome *outcome,
      DtMoney            *price)
{
  const DtSimulatedBrokerConfig *config = &meeting->self->config;

  *price = outcome->price;
  if (!outcome->adverse)
    return TRUE;
  if (meeting->self->slips
      && !dt_slippage_apply (&config->slippage, outcome->price, order->quantity,
                             config->ticks[meeting->instrument], price))
    return FALSE;
  if (outcome->why != DT_FILL_STOP_GAP)
    *price = CLAMP (*price, meeting->bar.low, meeting->bar.high);

  return TRUE;
}

static inline gboolean
shares_volume (const DtMeeting *meeting)
{
  return G_UNLIKELY (meeting->self->config.volume_share != 0);
}

static inline gboolean
has_volume_left (const DtMeeting *meeting)
{
  return !shares_volume (meeting) || dt_simulated_get_lots_left (meeting) > 0;
}

static const char nothing_left[] = "there was nothing left to close";

/* What the account takes of the order at this price, which may be its first; 0 with @why it is
 * nothing. */
static DtQuantity
ask_size (const DtMeeting  *meeting,
          DtOrder          *order,
          DtFill           *fill,
          const char      **why)
{
  const DtBroker *broker = &meeting->self->public.parent;
  DtQuantity left = order->quantity - order->filled;
  DtQuantity quantity = broker->callbacks->size (broker->kernel, order, fill->price);

  if (quantity == 0 || (quantity > 0) != (order->quantity > 0))
    {
      *why = order->role == DT_ROLE_ENTRY ? "at its price the account could not pay for one lot"
                                          : nothing_left;
      return 0;
    }
  if (!order->sized_at_fill)
    {
      if (ABS (quantity) >= ABS (left))
        return left;
      fill->flags |= DT_FILL_CUT;
      return quantity;
    }

  /* Its size is known from its first fill on; without a share that is all of it */
  if (shares_volume (meeting))
    {
      order->quantity = quantity;
      order->sized_at_fill = FALSE;
    }
  return quantity;
}

/* Sets the quantity that fills, 0 with @why it is none. */
static inline void
set_quantity (const DtMeeting  *meeting,
              DtOrder          *order,
              DtFill           *fill,
              const char      **why)
{
  if (order->role == DT_ROLE_ENTRY
      || (order->sized_at_fill | meeting->self->has_latency) != FALSE)
    fill->quantity = ask_size (meeting, order, fill, why);
  else
    fill->quantity = order->quantity - order->filled;

  if (shares_volume (meeting))
    dt_simulated_share_volume (meeting, fill);
}

/* Whether the order takes part in this meeting at all. A market order of this very instant waits
 * for the next bar, whatever brought it to life. */
static inline gboolean
is_eligible (const DtMeeting *meeting,
             const DtResting *resting)
{
  return (resting->since == meeting->bars->time) == meeting->fresh && !resting->away
         && !(meeting->fresh && resting->order.type == DT_ORDER_MARKET);
}

/* The other outcome of an ambiguous exit, seen from the account: the better one when the worse was
 * chosen, and the other way round. */
static void
bracket (DtFill   *fill,
         DtMoney   other,
         gboolean  want_better)
{
  gboolean higher_is_better = fill->quantity < 0;

  fill->flags |= DT_FILL_AMBIGUOUS;
  if (fill->alternative == DT_MONEY_NONE
      || (want_better == higher_is_better ? other > fill->alternative : other < fill->alternative))
    fill->alternative = other;
}

/* Whether the fill could be ambiguous: nothing is that happens as the bar begins, nor what surely
 * happens to the only order. */
static inline gboolean
is_doubtful (const DtMeeting    *meeting,
             const DtBarOutcome *outcome)
{
  return outcome->touch == DT_TOUCH_MAYBE
         || (outcome->touch == DT_TOUCH_SURE && meeting->slot->first->sibling != NULL);
}

/* Of a fill that perhaps came before the order worked. */
static inline void
note_maybe (const DtMeeting    *meeting,
            const DtOrder      *order,
            const DtBarOutcome *outcome,
            DtFill             *fill)
{
  if (order->role == DT_ROLE_ENTRY)
    fill->flags |= DT_FILL_AMBIGUOUS;
  else
    bracket (fill, meeting->bar.close, outcome->adverse);
}

static G_NO_INLINE void
note_ambiguity (const DtMeeting    *meeting,
                const DtResting    *resting,
                const DtBarOutcome *outcome,
                DtFill             *fill)
{
  const DtOrder *order = &resting->order;

  if (outcome->touch == DT_TOUCH_MAYBE)
    note_maybe (meeting, order, outcome, fill);
  if (order->role == DT_ROLE_ENTRY)
    return;

  for (const DtResting *i = meeting->slot->first; i != NULL && order->group != 0; i = i->sibling)
    {
      DtBarOutcome rival;
      DtMoney price;

      if (i == resting || i->order.group != order->group || !is_eligible (meeting, i))
        continue;
      find_outcome (meeting, i, &rival);
      if (rival.touch != DT_TOUCH_NONE && rival.adverse != outcome->adverse
          && slip (meeting, &i->order, &rival, &price))
        bracket (fill, price, outcome->adverse);
    }
}

/* Where in the bar later protective orders of the instrument begin to work: after the fill of an
 * entry, and of several of these after the one inside the bar. */
static inline void
note_window (const DtMeeting    *meeting,
             gboolean            is_entry,
             const DtBarOutcome *outcome)
{
  DtRestingSlot *slot = meeting->slot;

  if (slot->filled == meeting->bars->time && slot->filled_entry
      && (!is_entry || (outcome->after.whole && !slot->window.whole)))
    return;

  slot->filled = meeting->bars->time;
  slot->filled_entry = is_entry;
  slot->window = outcome->after;
}

/* Takes the rest of a filled order's group off; they are chained by their sibling pointers. */
static inline DtResting *
detach_group (const DtMeeting *meeting,
              const DtResting *filled)
{
  DtResting *gone = NULL, **last = &gone;

  if (filled->order.group == 0)
    return NULL;

  for (DtResting *i = meeting->slot->first, *next; i != NULL; i = next)
    {
      next = i->sibling;
      if (i->order.group != filled->order.group)
        continue;
      dt_simulated_detach (meeting->self, i);
      i->sibling = NULL;
      *last = i;
      last = &i->sibling;
    }

  return gone;
}

/* The commission of the fill; %FALSE when it does not fit into money. */
static inline gboolean
charge (const DtMeeting *meeting,
        const DtOrder   *order,
        DtFill          *fill)
{
  return !meeting->self->charges
         || dt_commission_get (&meeting->self->config.commission, fill->quantity, fill->price,
                               order->filled == 0, &fill->fee);
}

/* A fill of nothing yet. */
static inline void
begin_fill (const DtMeeting    *meeting,
            const DtOrder      *order,
            const DtBarOutcome *outcome,
            DtFill             *fill)
{
  static const DtFill empty = { .alternative = DT_MONEY_NONE };

  *fill = empty;
  fill->order = order->id;
  fill->instrument = meeting->instrument;
  fill->reference = outcome->price;
  fill->time = meeting->bars->time;
  fill->bar_time = meeting->bar_time;
  fill->why = outcome->why;
}

static const char does_not_fit[] = "its price or its commission does not fit into money";

/* What the outcome fills of the order, at which price and for what fee; %FALSE with @why_not it is
 * nothing. */
static inline G_ALWAYS_INLINE gboolean
make_fill (const DtMeeting     *meeting,
           DtOrder             *order,
           const DtBarOutcome  *outcome,
           DtFill              *fill,
           const char         **why_not)
{
  *why_not = does_not_fit;
  begin_fill (meeting, order, outcome, fill);
  if (slip (meeting, order, outcome, &fill->price))
    set_quantity (meeting, order, fill, why_not);

  return fill->quantity != 0 && charge (meeting, order, fill);
}

/* How an order ends of which nothing fills. */
static inline DtOrderStatus
get_end (const DtOrder *order,
         const char    *why_not)
{
  return order->filled != 0 || why_not == nothing_left ? DT_ORDER_CANCELLED : DT_ORDER_REJECTED;
}

static inline void
fill_resting (const DtMeeting    *meeting,
              DtResting          *resting,
              const DtBarOutcome *outcome)
{
  DtSimulated *self = meeting->self;
  const DtBroker *broker = &self->public.parent;
  gboolean is_entry = resting->order.role == DT_ROLE_ENTRY;
  DtResting *group = NULL;
  const char *why_not;
  DtFill fill;

  if (!make_fill (meeting, &resting->order, outcome, &fill, &why_not))
    {
      dt_simulated_end (self, resting, get_end (&resting->order, why_not), why_not);
      return;
    }

  if (is_doubtful (meeting, outcome))
    note_ambiguity (meeting, resting, outcome, &fill);
  if (meeting->bars->coarse != NULL && !is_entry)
    fill.flags |= DT_FILL_FINER;
  note_window (meeting, is_entry, outcome);

  /* Without a share of volume every fill is all of its order, or ends it */
  if (!shares_volume (meeting) || dt_simulated_note_share (meeting, resting, &fill))
    {
      dt_simulated_detach (self, resting);
      group = detach_group (meeting, resting);
    }

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
  if (a->at_close || b->at_close)
    return !a->at_close && b->at_close;
  if (policy == DT_POLICY_PATH && a->leg != b->leg)
    return a->leg < b->leg;
  if (policy != DT_POLICY_PATH && a->adverse != b->adverse)
    return a->adverse == (policy == DT_POLICY_PESSIMISTIC);

  return a->distance < b->distance;
}

/* The exit that fills next of those that the policy fills in this bar. */
static inline DtResting *
find_next_exit (const DtMeeting *meeting,
                DtBarOutcome    *outcome)
{
  DtIntrabarPolicy policy = meeting->self->config.policy;
  DtResting *next = NULL;

  for (DtResting *i = meeting->slot->first; i != NULL; i = i->sibling)
    {
      DtBarOutcome another, *found = next == NULL ? outcome : &another;

      if (i->order.role == DT_ROLE_ENTRY || !is_eligible (meeting, i))
        continue;
      find_outcome (meeting, i, found);
      if (!found->takes || (next != NULL && !comes_before (found, outcome, policy)))
        continue;
      if (next != NULL)
        *outcome = another;
      next = i;
    }

  return next;
}

/* After a bar that did not fill all of it: a triggered stop-limit stays a limit, time may be over.
 * @meeting: (nullable): %NULL when nothing was traded in the bar */
static G_NO_INLINE void
pass_bar (DtSimulated       *self,
          DtResting         *resting,
          const DtMeeting   *meeting,
          const DtMatchBars *bars)
{
  DtBarOutcome outcome;

  if (resting->order.tif >= DT_TIF_IOC)
    {
      dt_simulated_pass_immediate (self, resting, bars);
      return;
    }
  if (resting->order.bars_left > 0 && bars->coarse == NULL
      && --resting->order.bars_left == 0)
    {
      dt_simulated_end (self, resting, DT_ORDER_EXPIRED, "its bars are over");
      return;
    }
  if (meeting == NULL || resting->triggered
      || (resting->order.type != DT_ORDER_STOP_LIMIT && resting->order.type != DT_ORDER_STOP))
    return;

  /* A stop that is still here was reached when there was no volume left for it */
  find_outcome (meeting, resting, &outcome);
  if (outcome.triggered || (resting->order.type == DT_ORDER_STOP && outcome.takes))
    {
      resting->triggered = TRUE;
      dt_simulated_set_range (self, resting);
    }
}

/* What fills next in the bar: of the exits the one that it reaches first, and an entry once. */
static inline DtResting *
find_next (const DtMeeting *meeting,
           DtResting       *hit,
           DtBarOutcome    *outcome)
{
  if (!has_volume_left (meeting))
    return NULL;
  if (hit->order.role != DT_ROLE_ENTRY)
    return find_next_exit (meeting, outcome);

  find_outcome (meeting, hit, outcome);
  return outcome->takes ? hit : NULL;
}

/* The order, or with an exit all exits of the instrument, and the bar that it was hit by. */
static void
meet_bar (DtSimulated       *self,
          DtResting         *hit,
          const DtMatchBars *bars,
          gboolean           fresh)
{
  DtMeeting meeting;
  DtBarOutcome outcome;
  DtResting *next;
  gboolean met = meet (self, bars, hit->order.instrument, fresh, &meeting);

  while (met && (next = find_next (&meeting, hit, &outcome)) != NULL)
    {
      fill_resting (&meeting, next, &outcome);
      /* What that fill brought to life begins where it filled */
      if (fresh)
        meeting.window = meeting.slot->window;
      if (next->order.role == DT_ROLE_ENTRY)
        break;
    }

  if (!hit->ended)
    pass_bar (self, hit, met ? &meeting : NULL, bars);
}

DtAlone
dt_simulated_broker_meet_alone (DtBroker           *broker,
                                DtOrder            *order,
                                const DtMatchBars  *bars,
                                DtFill             *fill,
                                const char        **why_not)
{
  DtSimulated *self = (DtSimulated *) broker;
  DtMeeting meeting;
  DtBarOutcome outcome;

  if (!meet (self, bars, order->instrument, FALSE, &meeting))
    return DT_ALONE_WAITS;
  find_patient (&meeting, order, FALSE, &outcome);
  if (!outcome.takes)
    return DT_ALONE_WAITS;
  if (!make_fill (&meeting, order, &outcome, fill, why_not))
    return get_end (order, *why_not) == DT_ORDER_CANCELLED ? DT_ALONE_CANCELLED
                                                           : DT_ALONE_REJECTED;

  if (G_UNLIKELY (outcome.touch == DT_TOUCH_MAYBE))
    note_maybe (&meeting, order, &outcome, fill);
  return DT_ALONE_FILLS;
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

/* Entries that wait for a number of bars have seen one more. */
static void
end_bar (DtSimulated       *self,
         const DtMatchBars *bars)
{
  for (DtResting *i = self->entries.first; i != NULL; i = i->next)
    if (!i->ended && !i->away && i->since < bars->time && i->order.bars_left > 0
        && bars->coarse[i->order.instrument] != NULL && --i->order.bars_left == 0)
      dt_simulated_end (self, i, DT_ORDER_EXPIRED, "its bars are over");
}

/* Whether the bars at hand mean something to the order. */
static inline gboolean
takes_part (const DtResting   *resting,
            const DtMatchBars *bars,
            gboolean           fresh)
{
  return is_hit (resting, bars) && !(resting->ended | resting->away)
         && (resting->since == bars->time) == fresh;
}

static inline void
match_list (DtSimulated       *self,
            DtResting         *first,
            const DtMatchBars *bars,
            gboolean           fresh)
{
  for (DtResting *i = first; i != NULL; i = i->next)
    if (takes_part (i, bars, fresh))
      meet_bar (self, i, bars, fresh);
}

static inline void
match_stage (DtSimulated       *self,
             DtMatchStage       stage,
             const DtMatchBars *bars)
{
  if (stage == DT_MATCH_EXITS)
    match_list (self, self->exits.first, bars, FALSE);
  else if (stage == DT_MATCH_ENTRIES)
    match_list (self, self->entries.first, bars, FALSE);
  else if (self->n_new_exits > 0)
    match_list (self, find_first_new (self, bars->time), bars, TRUE);
}

void
dt_simulated_match (DtBroker          *broker,
                    DtMatchStage       stage,
                    const DtMatchBars *bars)
{
  DtSimulated *self = (DtSimulated *) broker;
  gboolean all = stage == DT_MATCH_ALL;

  if (self->time != bars->time)
    {
      self->time = bars->time;
      self->n_new_exits = 0;
    }
  if (G_UNLIKELY (self->has_latency) && (all || stage == DT_MATCH_EXITS))
    dt_simulated_arrive (self, bars);

  self->matching = TRUE;
  if (G_LIKELY (all))
    {
      match_stage (self, DT_MATCH_EXITS, bars);
      match_stage (self, DT_MATCH_ENTRIES, bars);
      match_stage (self, DT_MATCH_NEW_EXITS, bars);
    }
  else if (stage == DT_MATCH_BAR_OVER)
    end_bar (self, bars);
  else
    match_stage (self, stage, bars);
  self->matching = FALSE;
  dt_simulated_sweep (self);
}
