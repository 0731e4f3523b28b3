/* dt-kernel-action.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-calendar.h"

#include "dt-kernel-private.h"

/* Corporate actions of raw base lanes. They take effect at midnight New York of their date, so
 * they are the first thing in the first step after it (law 2): before orders fill in a bar that is
 * traded without what was handed out. When none is pending a step asks one number. */

#define NEVER G_MAXINT64

typedef struct
{
  DtTime                   time;
  DtInstrumentIndex        instrument;
  const DtCorporateAction *action;
} Pending;

static int
compare_pending (gconstpointer a,
                 gconstpointer b)
{
  const Pending *x = a, *y = b;

  if (x->time != y->time)
    return x->time < y->time ? -1 : 1;
  if (x->action->kind != y->action->kind)
    return x->action->kind < y->action->kind ? -1 : 1;
  if (x->instrument != y->instrument)
    return x->instrument < y->instrument ? -1 : 1;

  /* Of one list, which is in order */
  return (x->action > y->action) - (x->action < y->action);
}

static void
find_next (DtKernel *kernel)
{
  kernel->next_action = kernel->n_actions_done < kernel->actions->len
                        ? g_array_index (kernel->actions, Pending, kernel->n_actions_done).time
                        : NEVER;
}

static void
collect_lane (DtKernel     *kernel,
              const DtLane *lane)
{
  const DtBarSeries *series = lane->series;

  if (lane->role != DT_LANE_BASE || series->identity.adjustment != DT_ADJUSTMENT_RAW
      || series->timeframe > DT_TIMEFRAME_DAY || series->n_bars == 0)
    return;

  for (guint i = 0; i < dt_action_list_count (lane->actions); i++)
    {
      const DtCorporateAction *action = dt_action_list_get (lane->actions, i);
      Pending pending = { dt_corporate_action_get_time (action), lane->instrument, action };

      if (pending.time > series->time[0])
        g_array_append_val (kernel->actions, pending);
    }
}

void
dt_kernel_collect_actions (DtKernel *kernel)
{
  kernel->actions = g_array_new (FALSE, FALSE, sizeof (Pending));
  for (guint i = 0; i < kernel->config.n_lanes; i++)
    collect_lane (kernel, &kernel->config.lanes[i]);
  g_array_sort (kernel->actions, compare_pending);
  find_next (kernel);
}

/* Orders */

static gboolean
scale (gint64  value,
       gint64  numerator,
       gint64  denominator,
       gint64 *scaled)
{
  *scaled = value;
  return value == DT_MONEY_NONE || dt_money_fraction (value, numerator, denominator, scaled);
}

/* How many units of an order are left to fill, after a split of @held units to what is held now: of
 * an exit never more than that. */
static DtQuantity
scale_quantity (const DtKernel          *kernel,
                const DtOrder           *order,
                const DtCorporateAction *action,
                DtQuantity               held)
{
  DtQuantity now = kernel->book->positions[order->instrument].quantity;
  DtQuantity lot = kernel->config.instruments[order->instrument]->lot;
  DtQuantity left = order->quantity - order->filled, scaled;

  if (order->role != DT_ROLE_ENTRY && ABS (left) >= ABS (held))
    return -now;
  if (!scale (left, action->units_new, action->units_old, &scaled))
    return 0;
  if (lot > 0 && left % lot == 0)
    scaled = dt_quantity_floor_to_lot (scaled, lot);
  if (order->role != DT_ROLE_ENTRY && ABS (scaled) > ABS (now))
    return -now;

  return scaled;
}

/* The broker gets what the book has; an order that makes no sense any more is taken off. */
static void
put_order (DtKernel   *kernel,
           DtOrder    *order,
           DtMoney     limit,
           DtMoney     stop,
           DtQuantity  quantity)
{
  if ((limit != DT_MONEY_NONE && limit <= 0) || (stop != DT_MONEY_NONE && stop <= 0)
      || quantity == order->filled)
    {
      dt_kernel_cancel (kernel, order->id);
      return;
    }

  order->limit = limit;
  order->stop = stop;
  order->quantity = quantity;
  order->n_replaced++;
  order->updated = kernel->time;
  dt_kernel_touch_order (kernel, order->id);
  if (order->role == DT_ROLE_TRAIL)
    kernel->instruments[order->instrument].trailing = dt_money_to_double (stop);
  dt_kernel_send_replace (kernel, order->id, limit, stop, quantity);
}

static void
split_order (DtKernel                *kernel,
             DtOrder                 *order,
             const DtCorporateAction *action,
             DtQuantity               held)
{
  DtMoney tick = kernel->config.instruments[order->instrument]->tick, limit, stop;
  DtQuantity quantity = order->quantity;

  if (!scale (order->limit, action->units_old, action->units_new, &limit)
      || !scale (order->stop, action->units_old, action->units_new, &stop)
      || !scale (order->risk, action->units_old, action->units_new, &order->risk))
    {
      dt_kernel_cancel (kernel, order->id);
      return;
    }

  if (!order->sized_at_fill)
    quantity = order->filled + scale_quantity (kernel, order, action, held);
  else if (order->size.kind == DT_SIZE_SHARES)
    order->size.value *= (double) action->units_new / (double) action->units_old;
  put_order (kernel, order, dt_money_round_to_tick (limit, tick),
             dt_money_round_to_tick (stop, tick), quantity);
}

static void
lower_order (DtKernel *kernel,
             DtOrder  *order,
             DtMoney   cash)
{
  DtMoney tick = kernel->config.instruments[order->instrument]->tick;
  DtMoney limit = order->limit, stop = order->stop;

  if (limit != DT_MONEY_NONE)
    limit = dt_money_round_to_tick (limit - cash, tick);
  if (stop != DT_MONEY_NONE)
    stop = dt_money_round_to_tick (stop - cash, tick);
  put_order (kernel, order, limit, stop, order->quantity);
}

/* What is to protect an entry that still works follows it. */
static void
change_bracket (DtKernel      *kernel,
                const Pending *pending)
{
  DtBracket *bracket = &kernel->instruments[pending->instrument].bracket;
  DtMoney tick = kernel->config.instruments[pending->instrument]->tick;
  DtMoney *prices[] = { &bracket->stop, &bracket->target };
  const DtCorporateAction *action = pending->action;

  if (bracket->entry == 0 || !dt_order_is_live (dt_book_get_order (kernel->book, bracket->entry)))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (prices); i++)
    {
      if (*prices[i] == DT_MONEY_NONE)
        continue;
      if (action->kind == DT_ACTION_SPIN_OFF)
        *prices[i] -= action->cash;
      else if (!scale (*prices[i], action->units_old, action->units_new, prices[i]))
        *prices[i] = DT_MONEY_NONE;
      if (*prices[i] != DT_MONEY_NONE)
        *prices[i] = dt_money_round_to_tick (*prices[i], tick);
    }
}

/* Live orders of an instrument: a split or a spin-off is rare enough to look through all. */
static void
change_orders (DtKernel      *kernel,
               const Pending *pending,
               DtQuantity     held)
{
  for (guint64 id = 1; id <= kernel->book->orders->len; id++)
    {
      DtOrder *order = dt_book_get_order (kernel->book, id);

      if (order->instrument != pending->instrument || !dt_order_is_live (order))
        continue;
      if (pending->action->kind == DT_ACTION_SPLIT)
        split_order (kernel, order, pending->action, held);
      else if (pending->action->kind == DT_ACTION_SPIN_OFF)
        lower_order (kernel, order, pending->action->cash);
      else
        dt_kernel_cancel (kernel, id);
    }
  if (pending->action->kind == DT_ACTION_SPLIT || pending->action->kind == DT_ACTION_SPIN_OFF)
    change_bracket (kernel, pending);
}

/* Sessions: what was before a split is read in units of today. */
static void
scale_session (DtSessionTracker *tracker,
               double            factor)
{
  DtSessionTerms *terms = &tracker->terms;

  terms->prior_close *= factor;
  terms->prior_high *= factor;
  terms->prior_low *= factor;
  terms->session_open *= factor;
  terms->session_high *= factor;
  terms->session_low *= factor;
  terms->session_vwap *= factor;
  terms->session_volume /= factor;
  tracker->last_close *= factor;
}

/* Actions */

static void
tell (DtKernel      *kernel,
      const Pending *pending,
      DtQuantity     held)
{
  const DtPosition *position = &kernel->book->positions[pending->instrument];
  char before[DT_DECIMAL_BUF_SIZE], now[DT_DECIMAL_BUF_SIZE];
  g_autofree char *value = dt_corporate_action_dup_value (pending->action);

  if (!kernel->config.journalled || held == 0)
    return;

  dt_book_add_activity (kernel->book, pending->time, DT_ACTIVITY_DATA, pending->instrument, 0, 0,
                        "%s%s%s: %s held before, %s now",
                        dt_action_kind_to_string (pending->action->kind),
                        *value != '\0' ? " " : "", value, dt_quantity_to_string (held, before),
                        dt_quantity_to_string (position->quantity, now));
}

/* Returns of sessions compare closes in the same units. */
static void
scale_close (DtKernel          *kernel,
             DtInstrumentIndex  instrument,
             double             factor)
{
  if (kernel->session_close != NULL)
    kernel->session_close[instrument] *= factor;
}

static void
apply_split (DtKernel      *kernel,
             const Pending *pending)
{
  const DtCorporateAction *action = pending->action;
  DtQuantity held = kernel->book->positions[pending->instrument].quantity;
  GError *error = NULL;

  if (!dt_book_apply_split (kernel->book, pending->instrument, action->units_new,
                            action->units_old,
                            kernel->config.instruments[pending->instrument]->lot, pending->time,
                            &error))
    {
      dt_kernel_fail (kernel, error);
      return;
    }

  if (held != 0 && kernel->book->positions[pending->instrument].quantity == 0)
    dt_kernel_note_closed (kernel, pending->instrument);
  change_orders (kernel, pending, held);
  scale_close (kernel, pending->instrument,
               (double) action->units_old / (double) action->units_new);
  if (kernel->tracks_sessions)
    scale_session (&kernel->instruments[pending->instrument].tracker,
                   (double) action->units_old / (double) action->units_new);
}

static void
apply_cash (DtKernel      *kernel,
            const Pending *pending)
{
  gboolean spins_off = pending->action->kind == DT_ACTION_SPIN_OFF;
  GError *error = NULL;

  if (!dt_book_apply_cash (kernel->book, pending->instrument, pending->action->cash, spins_off,
                           pending->time, &error))
    dt_kernel_fail (kernel, error);
  else if (spins_off)
    change_orders (kernel, pending, 0);
}

/* What is held is paid for: with what the action says, else with the last close. No commission is
 * due on that. */
static void
apply_delisting (DtKernel      *kernel,
                 const Pending *pending)
{
  const DtInstrumentState *state = &kernel->instruments[pending->instrument];
  DtPosition *position = &kernel->book->positions[pending->instrument];
  DtOrder order = {
    .instrument = pending->instrument,
    .strategy = position->strategy,
    .type = DT_ORDER_MARKET,
    .tif = DT_TIF_GTC,
    .role = DT_ROLE_FLATTEN,
    .quantity = -position->quantity,
    .limit = DT_MONEY_NONE,
    .stop = DT_MONEY_NONE,
    .submitted = kernel->time,
    .updated = kernel->time,
  };
  DtFill fill = {
    .instrument = pending->instrument,
    .quantity = -position->quantity,
    .price = pending->action->cash,
    .time = kernel->time,
    .bar_time = state->series->time[state->bar],
    .why = DT_FILL_DELISTED,
    .alternative = DT_MONEY_NONE,
  };
  DtOrder *row;

  change_orders (kernel, pending, 0);
  if (position->quantity == 0)
    return;
  if (fill.price == DT_MONEY_NONE && !dt_money_from_double (position->last, &fill.price))
    return;

  fill.reference = fill.price;
  row = dt_book_add_order (kernel->book, &order);
  dt_order_advance (row, DT_ORDER_WORKING, kernel->time);
  fill.order = row->id;
  dt_kernel_take_fill (kernel, &fill);
}

static void
apply (DtKernel      *kernel,
       const Pending *pending)
{
  const DtPosition *position = &kernel->book->positions[pending->instrument];
  DtQuantity held = position->quantity;

  if (position->trade != 0)
    dt_kernel_touch_trade (kernel, position->trade);

  switch (pending->action->kind)
    {
    case DT_ACTION_SPLIT:
      apply_split (kernel, pending);
      break;
    case DT_ACTION_DIVIDEND:
    case DT_ACTION_SPIN_OFF:
      apply_cash (kernel, pending);
      break;
    case DT_ACTION_SYMBOL_CHANGE:
      if (held != 0)
        dt_book_note_symbol (kernel->book, pending->instrument, pending->time);
      break;
    case DT_ACTION_DELISTING:
    default:
      apply_delisting (kernel, pending);
      break;
    }
  tell (kernel, pending, held);
}

/* Nights. Rates are a year's in parts per million, a year has 360 days (actual/360). */

#define RATE_SCALE (360 * G_GINT64_CONSTANT (1000000))

static void
set_night (DtKernel *kernel,
           DtDate    day)
{
  kernel->last_night = day;
  kernel->next_night = dt_time_from_new_york (day + 1, 0);
}

void
dt_kernel_begin_nights (DtKernel *kernel)
{
  const DtAccountTerms *terms = &kernel->config.terms;

  if (terms->borrow > 0 || terms->interest > 0)
    set_night (kernel, dt_time_get_new_york_date (kernel->time, NULL));
  else
    kernel->next_night = NEVER;
  kernel->has_terms = kernel->next_night != NEVER || terms->margin != DT_MARGIN_NONE
                      || dt_kernel_has_latency (kernel);
}

static void
charge (DtKernel          *kernel,
        DtLedgerKind       kind,
        DtInstrumentIndex  instrument,
        DtMoney            value,
        gint64             rate,
        int                nights)
{
  GError *error = NULL;
  DtMoney night = 0, owed = 0;

  if (!dt_money_fraction (value, rate, RATE_SCALE, &night)
      || __builtin_mul_overflow (night, nights, &owed))
    dt_kernel_fail (kernel, g_error_new (DT_TRADE_ERROR, DT_TRADE_ERROR_OVERFLOW,
                                         "What is owed for %d nights does not fit into money",
                                         nights));
  else if (owed > 0 && !dt_book_apply_carry (kernel->book, kind, instrument, owed, kernel->time,
                                             &error))
    dt_kernel_fail (kernel, error);
  else if (owed > 0 && instrument != DT_INSTRUMENT_INDEX_NONE)
    dt_kernel_touch_trade (kernel, kernel->book->positions[instrument].trade);
}

/* What is owed for the nights since the last step: by the marks and the cash with which they began.
 * The proceeds of short sales are security for the shares and pay for nothing. */
void
dt_kernel_charge_nights (DtKernel *kernel)
{
  const DtBook *book = kernel->book;
  DtDate today = dt_time_get_new_york_date (kernel->time - 1, NULL);
  int nights = today - kernel->last_night;
  DtMoney own = book->cash;

  for (guint i = 0; i < book->n_open; i++)
    if (book->positions[book->open[i]].quantity < 0)
      {
        DtMoney value = dt_kernel_get_value (kernel, book->open[i]);

        own -= value;
        charge (kernel, DT_LEDGER_BORROW, book->open[i], value, kernel->config.terms.borrow,
                nights);
      }
  if (own < 0)
    charge (kernel, DT_LEDGER_INTEREST, DT_INSTRUMENT_INDEX_NONE, -own,
            kernel->config.terms.interest, nights);

  set_night (kernel, today);
}

/* All that took effect before the time of this step. */
void
dt_kernel_apply_actions (DtKernel *kernel)
{
  while (kernel->next_action < kernel->time)
    {
      Pending pending = g_array_index (kernel->actions, Pending, kernel->n_actions_done++);

      apply (kernel, &pending);
      find_next (kernel);
    }
}

/* The data of a stock that was struck off end the day before: there is no step any more. */
void
dt_kernel_apply_last_delistings (DtKernel *kernel)
{
  DtDate today = dt_time_get_new_york_date (kernel->time, NULL);
  DtDate next = dt_calendar_next_session (today);

  for (guint i = kernel->n_actions_done; i < kernel->actions->len; i++)
    {
      Pending pending = g_array_index (kernel->actions, Pending, i);

      if (pending.action->kind == DT_ACTION_DELISTING && next != DT_DATE_NONE
          && pending.action->date <= next)
        apply (kernel, &pending);
    }
}

/* How many of the n bars from @bar on are over before the next action. */
gsize
dt_kernel_count_before_action (const DtKernel    *kernel,
                               const DtBarSeries *series,
                               gsize              bar,
                               gsize              n_max)
{
  gsize low = 0, high = n_max;

  if (kernel->next_action == NEVER)
    return n_max;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (series->known[bar + middle] <= kernel->next_action)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}
