/* dt-kernel-orders.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-kernel-private.h"

/* Orders out, fills in, exit groups and their stops. */

void
dt_kernel_fail (DtKernel *kernel,
                GError   *error)
{
  if (kernel->failure == NULL)
    kernel->failure = error;
  else
    g_error_free (error);
}

static void
touch (DtKernel *kernel,
       GArray   *list,
       guint64   id,
       guint     first_new)
{
  /* Rows of this batch are written anyway */
  if (kernel->config.sink != NULL && id <= first_new)
    g_array_append_val (list, id);
}

void
dt_kernel_touch_order (DtKernel *kernel,
                       guint64   order)
{
  touch (kernel, kernel->touched_orders, order, kernel->marks.orders);
}

void
dt_kernel_touch_trade (DtKernel *kernel,
                       guint64   trade)
{
  touch (kernel, kernel->touched_trades, trade, kernel->marks.trades);
}

static void
queue (DtKernel   *kernel,
       DtSendKind  kind,
       guint64     order)
{
  DtSend send = { kind, order };

  dt_rows_add (kernel->outbox, DtSend, send);
}

/* Puts an order into the book and on its way: at once when the market's part of the step is still
 * running (an exit group protects from the fill on), else after the batch is durable. */
DtOrder *
dt_kernel_add_order (DtKernel      *kernel,
                     const DtOrder *order)
{
  DtOrder *row = dt_book_add_order (kernel->book, order);
  GError *error = NULL;

  row->submitted = row->updated = kernel->time;
  if (kernel->deciding)
    {
      queue (kernel, DT_SEND_SUBMIT, row->id);
      return row;
    }

  dt_order_advance (row, DT_ORDER_WORKING, kernel->time);
  if (!dt_kernel_send_order (kernel, row, &error))
    dt_kernel_fail (kernel, error);

  return row;
}

static void
forget_order (DtKernel *kernel,
              DtOrder  *order)
{
  DtInstrumentState *state = &kernel->instruments[order->instrument];
  DtPosition *position = &kernel->book->positions[order->instrument];

  if (state->entry == order->id)
    {
      for (guint i = 0; i < kernel->entering->len; i++)
        if (dt_rows_index (kernel->entering, DtInstrumentIndex, i) == order->instrument)
          {
            dt_rows_remove (kernel->entering, i, 1);
            break;
          }
      kernel->reserved -= state->entry_reserved;
      state->entry_reserved = 0;
      state->entry = 0;
    }
  if (state->exit == order->id)
    state->exit = 0;
  if (position->stop_order == order->id)
    {
      position->stop_order = 0;
      state->trailing = 0.;
    }
  if (position->target_order == order->id)
    position->target_order = 0;
}

/* @why is for the activity log of a journalled run; %NULL says nothing there. */
void
dt_kernel_end_order (DtKernel      *kernel,
                     DtOrder       *order,
                     DtOrderStatus  status,
                     const char    *why)
{
  dt_order_advance (order, status, kernel->time);
  dt_kernel_touch_order (kernel, order->id);
  forget_order (kernel, order);
  kernel->n_errors += status == DT_ORDER_REJECTED;

  if (kernel->config.journalled && why != NULL)
    dt_book_add_activity (kernel->book, kernel->time, DT_ACTIVITY_ORDER, order->instrument,
                          order->id, order->signal, "Order %" G_GUINT64_FORMAT " (%s) %s: %s",
                          order->id, dt_order_role_to_string (order->role),
                          dt_order_status_to_string (status), why);
}

/* Ends a live order; nothing happens to one that has ended. */
void
dt_kernel_cancel (DtKernel *kernel,
                  guint64   id)
{
  DtOrder *order;

  if (id == 0)
    return;

  order = dt_book_get_order (kernel->book, id);
  if (!dt_order_is_live (order) || order->leaving)
    return;

  /* What arrives late ends the order when the broker says so: until then it may fill */
  if (kernel->deciding && dt_kernel_has_latency (kernel))
    {
      order->leaving = TRUE;
      queue (kernel, DT_SEND_CANCEL, id);
      return;
    }

  if (kernel->deciding)
    queue (kernel, DT_SEND_CANCEL, id);
  else
    dt_kernel_send_cancel (kernel, id);
  dt_kernel_end_order (kernel, order, DT_ORDER_CANCELLED, NULL);
}

/* Every entry that works; those whose cancel takes its time stay in the list until it is there. */
void
dt_kernel_cancel_entries (DtKernel *kernel)
{
  for (guint i = kernel->entering->len; i > 0; i--)
    {
      DtInstrumentIndex instrument = dt_rows_index (kernel->entering, DtInstrumentIndex, i - 1);

      dt_kernel_cancel (kernel, kernel->instruments[instrument].entry);
    }
}

/* Takes the protective orders of a position off; whatever closes it comes right after. */
void
dt_kernel_cancel_exits (DtKernel          *kernel,
                        DtInstrumentIndex  instrument)
{
  DtPosition *position = &kernel->book->positions[instrument];

  dt_kernel_cancel (kernel, position->stop_order);
  dt_kernel_cancel (kernel, position->target_order);
  position->group = 0;
}

/* What is left of an entry once its position is on the way out. */
static void
drop_rest_of_entry (DtKernel          *kernel,
                    DtInstrumentIndex  instrument)
{
  guint64 entry = kernel->instruments[instrument].entry;

  if (entry != 0 && dt_book_get_order (kernel->book, entry)->filled != 0)
    dt_kernel_cancel (kernel, entry);
}

/**
 * dt_kernel_close_by:
 * @signal: 0 for none
 * @quantity: unsigned, how much; 0 is all
 * @tif: %DT_TIF_CLS to close at the close of the session, else %DT_TIF_GTC
 *
 * A market order that closes or reduces. Never blocked: only a position that is not there, or one
 * that is being closed already, gives %FALSE. An order that closes a part makes way for one that
 * closes all, and one that waits for the close for one that does not; until the close stop and
 * target stay where they are.
 */
gboolean
dt_kernel_close_by (DtKernel          *kernel,
                    DtInstrumentIndex  instrument,
                    DtOrderRole        role,
                    guint64            signal,
                    DtQuantity         quantity,
                    DtTimeInForce      tif)
{
  DtPosition *position = &kernel->book->positions[instrument];
  DtInstrumentState *state = &kernel->instruments[instrument];
  DtQuantity held = ABS (position->quantity);
  DtOrder order = {
    .signal = signal,
    .instrument = instrument,
    .strategy = position->strategy,
    .type = DT_ORDER_MARKET,
    .tif = tif,
    .role = role,
    .limit = DT_MONEY_NONE,
    .stop = DT_MONEY_NONE,
  };
  gboolean waits = held != 0 && tif != DT_TIF_CLS && dt_kernel_waits_for_close (kernel, instrument);

  if (quantity <= 0 || quantity >= held)
    quantity = held;
  order.quantity = position->quantity > 0 ? -quantity : quantity;
  if (!dt_kernel_check_exit (kernel, instrument, order.quantity,
                             !waits && (dt_kernel_is_closing (kernel, instrument)
                                        || (quantity < held && state->exit != 0))))
    return FALSE;

  if (waits)
    dt_kernel_cancel (kernel, state->exit);
  if (quantity == held)
    {
      dt_kernel_cancel (kernel, state->exit);
      if (tif != DT_TIF_CLS)
        dt_kernel_cancel_exits (kernel, instrument);
      drop_rest_of_entry (kernel, instrument);
    }
  state->exit = dt_kernel_add_order (kernel, &order)->id;

  return TRUE;
}

gboolean
dt_kernel_close_position (DtKernel          *kernel,
                          DtInstrumentIndex  instrument,
                          DtOrderRole        role,
                          guint64            signal,
                          DtQuantity         quantity)
{
  return dt_kernel_close_by (kernel, instrument, role, signal, quantity, DT_TIF_GTC);
}

/* Sends a protective order at its new price, the other one being %DT_MONEY_NONE. */
static void
send_moved (DtKernel *kernel,
            DtOrder  *order,
            DtMoney   limit,
            DtMoney   stop)
{
  order->n_replaced++;
  order->updated = kernel->time;
  dt_kernel_touch_order (kernel, order->id);
  /* Without a journal to wait for it leaves at once */
  if (kernel->config.sink == NULL && !dt_kernel_has_latency (kernel))
    dt_kernel_send_replace (kernel, order->id, limit, stop, 0);
  else
    queue (kernel, DT_SEND_REPLACE, order->id);
}

/* Moves the live protective stop, whichever way: the caller knows what is allowed. */
gboolean
dt_kernel_move_stop (DtKernel          *kernel,
                     DtInstrumentIndex  instrument,
                     DtMoney            stop,
                     const char        *why)
{
  DtPosition *position = &kernel->book->positions[instrument];
  DtOrder *order;
  DtMoney before;

  if (position->stop_order == 0)
    return FALSE;

  order = dt_book_get_order (kernel->book, position->stop_order);
  if (order->leaving)
    return FALSE;

  before = order->stop;
  order->stop = stop;
  if (order->role == DT_ROLE_TRAIL)
    kernel->instruments[instrument].trailing = dt_money_to_double (stop);
  send_moved (kernel, order, DT_MONEY_NONE, stop);

  if (kernel->config.journalled)
    {
      char from[DT_KERNEL_PRICE_SIZE], to[DT_KERNEL_PRICE_SIZE];

      dt_book_add_activity (kernel->book, kernel->time, DT_ACTIVITY_STOP_MOVE, instrument,
                            order->id, order->signal, "Stop moved from %s to %s: %s",
                            dt_kernel_write_price (before, from), dt_kernel_write_price (stop, to),
                            why);
    }

  return TRUE;
}

/* Moves the live target, which stays in its group with the stop. */
gboolean
dt_kernel_move_target (DtKernel          *kernel,
                       DtInstrumentIndex  instrument,
                       DtMoney            target,
                       const char        *why)
{
  DtPosition *position = &kernel->book->positions[instrument];
  char from[DT_KERNEL_PRICE_SIZE], to[DT_KERNEL_PRICE_SIZE];
  DtOrder *order;

  if (position->target_order == 0)
    return FALSE;

  order = dt_book_get_order (kernel->book, position->target_order);
  if (order->leaving)
    return FALSE;

  dt_kernel_write_price (order->limit, from);
  order->limit = target;
  send_moved (kernel, order, target, DT_MONEY_NONE);
  if (kernel->config.journalled)
    dt_book_add_activity (kernel->book, kernel->time, DT_ACTIVITY_ORDER, instrument, order->id,
                          order->signal, "Target moved from %s to %s: %s", from,
                          dt_kernel_write_price (target, to), why);
  return TRUE;
}

/**
 * dt_kernel_trail:
 * @distance: behind the best price since entry, USD; nothing moves unless it is above zero
 * @least: smallest move that is worth a request, USD; a tick at least
 *
 * Law 5: a trailing stop follows the best price, never back.
 */
void
dt_kernel_trail (DtKernel          *kernel,
                 DtInstrumentIndex  instrument,
                 double             distance,
                 double             least)
{
  const DtPosition *position = &kernel->book->positions[instrument];
  gboolean is_long = position->quantity > 0;
  DtMoney stop;

  if (dt_kernel_find_trail (kernel->instruments[instrument].trailing, is_long,
                            is_long ? position->high : position->low, distance, least,
                            kernel->config.instruments[instrument]->tick, &stop))
    dt_kernel_move_stop (kernel, instrument, stop, "it trails the best price since entry");
}

static void
add_protective (DtKernel          *kernel,
                DtInstrumentIndex  instrument,
                DtOrderRole        role,
                double             price)
{
  DtPosition *position = &kernel->book->positions[instrument];
  DtRoundTrip *trade = dt_book_get_trade (kernel->book, position->trade);
  DtMoney money;
  DtOrder order = {
    .signal = trade->signal,
    .group = position->group,
    .instrument = instrument,
    .strategy = position->strategy,
    .type = role == DT_ROLE_TARGET ? DT_ORDER_LIMIT : DT_ORDER_STOP,
    .tif = DT_TIF_GTC,
    .role = role,
    .quantity = -position->quantity,
    .limit = DT_MONEY_NONE,
    .stop = DT_MONEY_NONE,
  };

  /* A price that is none, or none any more on the grid of ticks, protects from nothing */
  if (!dt_money_from_double (price, &money))
    return;
  money = dt_money_round_to_tick (money, kernel->config.instruments[instrument]->tick);
  if (money <= 0)
    return;

  if (role == DT_ROLE_TARGET)
    {
      order.limit = money;
      position->target_order = dt_kernel_add_order (kernel, &order)->id;
    }
  else
    {
      order.stop = money;
      trade->initial_stop = money;
      position->stop_order = dt_kernel_add_order (kernel, &order)->id;
      if (role == DT_ROLE_TRAIL)
        kernel->instruments[instrument].trailing = dt_money_to_double (money);
    }
}

/* As the user asked for it with the entry. */
static void
protect_by_hand (DtKernel     *kernel,
                 const DtFill *fill)
{
  const DtBracket *bracket = &kernel->instruments[fill->instrument].bracket;

  if (bracket->entry != fill->order)
    return;

  kernel->book->positions[fill->instrument].group = kernel->book->next_group++;
  if (bracket->stop != DT_MONEY_NONE)
    add_protective (kernel, fill->instrument, DT_ROLE_STOP, dt_money_to_double (bracket->stop));
  if (bracket->target != DT_MONEY_NONE)
    add_protective (kernel, fill->instrument, DT_ROLE_TARGET, dt_money_to_double (bracket->target));
}

/* For a position that has none. */
static void
add_by_hand (DtKernel          *kernel,
             DtInstrumentIndex  instrument,
             DtOrderRole        role,
             DtMoney            price)
{
  DtPosition *position = &kernel->book->positions[instrument];

  if (position->group == 0)
    position->group = kernel->book->next_group++;
  add_protective (kernel, instrument, role, dt_money_to_double (price));
}

void
dt_kernel_add_stop (DtKernel          *kernel,
                    DtInstrumentIndex  instrument,
                    DtMoney            stop)
{
  const DtPosition *position = &kernel->book->positions[instrument];

  g_return_if_fail (position->quantity != 0 && position->stop_order == 0);

  add_by_hand (kernel, instrument, DT_ROLE_STOP, stop);
}

void
dt_kernel_add_target (DtKernel          *kernel,
                      DtInstrumentIndex  instrument,
                      DtMoney            target)
{
  const DtPosition *position = &kernel->book->positions[instrument];

  g_return_if_fail (position->quantity != 0 && position->target_order == 0);

  add_by_hand (kernel, instrument, DT_ROLE_TARGET, target);
}

/* The exit group of a fresh position, priced by the rules with the fill as entry. */
static void
protect (DtKernel     *kernel,
         const DtFill *fill)
{
  DtPosition *position = &kernel->book->positions[fill->instrument];
  gboolean is_long = position->quantity > 0;
  double entry = dt_money_to_double (fill->price);
  DtStrategy *strategy;
  DtRulePosition view;
  DtRuleAccount account;
  DtRuleContext context = {
    .session = &kernel->instruments[fill->instrument].tracker,
    .position = &view,
    .account = &account,
  };
  DtExitPrices prices;
  double trail;

  if (position->strategy == DT_STRATEGY_USER)
    {
      protect_by_hand (kernel, fill);
      return;
    }

  strategy = dt_kernel_get_strategy (kernel, position->strategy, fill->instrument);
  dt_kernel_catch_up (kernel, strategy - kernel->strategies);
  view.quantity = dt_quantity_to_double (position->quantity);
  if ((kernel->reads & DT_RULE_READS_POSITION) != 0)
    {
      dt_kernel_get_position (kernel, fill->instrument, &view);
      view.highest_since_entry = view.lowest_since_entry = entry;
    }
  if ((kernel->reads & DT_RULE_READS_ACCOUNT) != 0)
    dt_kernel_get_account (kernel, &account);
  dt_strategy_get_exits (strategy, is_long, &context, &prices);

  position->group = kernel->book->next_group++;
  trail = is_long ? entry - prices.trail : entry + prices.trail;
  /* Of both the nearer one is where it begins to trail from */
  if (trail > 0. && !isnan (prices.stop))
    trail = is_long ? MAX (trail, prices.stop) : MIN (trail, prices.stop);
  if (trail > 0.)
    add_protective (kernel, fill->instrument, DT_ROLE_TRAIL, trail);
  else if (!isnan (prices.stop))
    add_protective (kernel, fill->instrument, DT_ROLE_STOP, prices.stop);
  if (!isnan (prices.target))
    add_protective (kernel, fill->instrument, DT_ROLE_TARGET, prices.target);
}

/* @left: signed, still to fill from now on */
static void
resize_order (DtKernel   *kernel,
              guint64     id,
              DtQuantity  left)
{
  DtQuantity quantity;
  DtOrder *order;

  if (id == 0)
    return;

  order = dt_book_get_order (kernel->book, id);
  quantity = order->filled + left;
  if (!dt_order_is_live (order) || order->quantity == quantity)
    return;

  order->quantity = quantity;
  order->n_replaced++;
  order->updated = kernel->time;
  dt_kernel_touch_order (kernel, id);
  dt_kernel_send_replace (kernel, id, DT_MONEY_NONE, DT_MONEY_NONE, quantity);
}

/* A position grew by another part of its entry: so does what protects it. */
static void
note_grown (DtKernel          *kernel,
            DtInstrumentIndex  instrument)
{
  const DtPosition *position = &kernel->book->positions[instrument];

  resize_order (kernel, position->stop_order, -position->quantity);
  resize_order (kernel, position->target_order, -position->quantity);
}

/* What a part of an entry took is not spoken for any more. */
static void
release_part (DtKernel      *kernel,
              const DtOrder *order,
              const DtFill  *fill)
{
  DtInstrumentState *state = &kernel->instruments[order->instrument];
  DtQuantity left = order->quantity - order->filled;
  DtMoney reserved;

  if (state->entry != order->id
      || !dt_money_fraction (state->entry_reserved, ABS (left), ABS (left + fill->quantity),
                             &reserved))
    return;

  kernel->reserved -= state->entry_reserved - reserved;
  state->entry_reserved = reserved;
}

/* Part of a position went: what protects it, or closes another part, must not sell more than is
 * left. */
static void
note_reduced (DtKernel          *kernel,
              DtInstrumentIndex  instrument)
{
  const DtPosition *position = &kernel->book->positions[instrument];
  guint64 exit = kernel->instruments[instrument].exit;

  if (exit != 0 && dt_kernel_is_closing (kernel, instrument))
    resize_order (kernel, exit, -position->quantity);
  resize_order (kernel, position->stop_order, -position->quantity);
  resize_order (kernel, position->target_order, -position->quantity);
}

/* A position is gone: so is what protected it. */
void
dt_kernel_note_closed (DtKernel          *kernel,
                       DtInstrumentIndex  instrument)
{
  DtPosition *position = &kernel->book->positions[instrument];
  DtInstrumentState *state = &kernel->instruments[instrument];

  dt_kernel_cancel_exits (kernel, instrument);
  /* The stop or the target came before a market order that was to close a part */
  dt_kernel_cancel (kernel, state->exit);
  /* Where the cancel of one of them is still under way it is nothing of the next position's */
  position->stop_order = position->target_order = state->exit = 0;
  state->trailing = 0.;
  state->closed_step = kernel->step;
  kernel->n_exposed++;
}

static void
note_opened (DtKernel     *kernel,
             const DtFill *fill)
{
  DtInstrumentState *state = &kernel->instruments[fill->instrument];

  state->entered = kernel->time;
  if (state->closed_step == kernel->step)
    kernel->n_exposed--;
  protect (kernel, fill);
}

/**
 * dt_kernel_take_fill:
 *
 * Books a fill and does what follows from it at once: a position that is gone loses its exit group,
 * a fresh one gets it.
 */
void
dt_kernel_take_fill (DtKernel *kernel,
                     DtFill   *fill)
{
  DtPosition *position = &kernel->book->positions[fill->instrument];
  DtQuantity before = position->quantity;
  guint64 trade = position->trade;
  GError *error = NULL;
  DtOrder *order;

  if (!dt_book_apply_fill (kernel->book, fill, &error))
    {
      dt_kernel_fail (kernel, error);
      return;
    }

  kernel->n_ambiguous += (fill->flags & DT_FILL_AMBIGUOUS) != 0;
  order = dt_book_get_order (kernel->book, fill->order);
  dt_kernel_touch_order (kernel, order->id);
  if (!dt_order_is_live (order))
    forget_order (kernel, order);
  else if (order->role == DT_ROLE_ENTRY)
    release_part (kernel, order, fill);
  if (order->role != DT_ROLE_ENTRY && kernel->instruments[fill->instrument].entry != 0)
    drop_rest_of_entry (kernel, fill->instrument);
  if (trade != 0)
    {
      dt_kernel_touch_trade (kernel, trade);
      dt_kernel_note_trade (kernel, dt_book_get_trade (kernel->book, trade));
    }

  if (before != 0 && position->quantity == 0)
    dt_kernel_note_closed (kernel, fill->instrument);
  else if (before == 0 && position->quantity != 0)
    note_opened (kernel, fill);
  else if ((before > 0) != (position->quantity > 0))
    {
      /* An entry whose closing half had made way for a smaller one: through flat at once */
      dt_kernel_note_closed (kernel, fill->instrument);
      note_opened (kernel, fill);
    }
  else if (ABS (position->quantity) < ABS (before))
    note_reduced (kernel, fill->instrument);
  else
    note_grown (kernel, fill->instrument);
}

static void
on_fill (gpointer  data,
         DtFill   *fill)
{
  dt_kernel_take_fill (data, fill);
}

static void
on_end (gpointer       data,
        guint64        id,
        DtOrderStatus  status,
        const char    *why)
{
  DtKernel *kernel = data;
  DtOrder *order = dt_book_get_order (kernel->book, id);

  if (dt_order_is_live (order))
    dt_kernel_end_order (kernel, order, status, why);
}

/* An exit that came late closes what is still there of the position that it was sent for. */
static DtQuantity
size_exit (const DtKernel *kernel,
           const DtOrder  *order)
{
  DtQuantity held = kernel->book->positions[order->instrument].quantity;
  DtQuantity left = order->quantity - order->filled;

  if (held == 0 || (held > 0) == (left > 0)
      || order->submitted < kernel->instruments[order->instrument].entered)
    return 0;

  return ABS (left) < ABS (held) ? left : -held;
}

/* The first fill of an order that fills in parts says how large it is. */
static void
fix_size (DtKernel      *kernel,
          const DtOrder *order,
          DtQuantity     quantity)
{
  DtOrder *row = dt_book_get_order (kernel->book, order->id);

  row->quantity = quantity;
  row->sized_at_fill = FALSE;
}

static DtQuantity
on_size (gpointer       data,
         const DtOrder *order,
         DtMoney        price)
{
  DtKernel *kernel = data;
  const DtInstrument *instrument = kernel->config.instruments[order->instrument];
  const DtInstrumentState *state = &kernel->instruments[order->instrument];
  DtMoney equity = kernel->equity, means;
  DtQuantity quantity = ABS (order->quantity - order->filled), affordable;
  double leverage = kernel->config.risk->max_gross_exposure;
  const DtCommission *commission = &kernel->config.commission;
  DtCommission later;

  if (order->role != DT_ROLE_ENTRY)
    return size_exit (kernel, order);
  if (!dt_book_get_equity (kernel->book, &equity))
    return 0;
  /* What is due once an order was paid with its first part */
  if (order->filled != 0)
    {
      later = *commission;
      later.per_order = later.minimum = 0;
      commission = &later;
    }

  means = leverage > 1. ? (DtMoney) ((double) equity * leverage) : equity;
  means = dt_kernel_limit_means (kernel, equity, means);
  means -= dt_kernel_get_gross (kernel, DT_INSTRUMENT_INDEX_NONE);
  /* Entries that are under way for bars do not keep each other out */
  if (!dt_kernel_has_latency (kernel))
    means -= kernel->reserved - (state->entry == order->id ? state->entry_reserved : 0);

  if (order->sized_at_fill)
    quantity = dt_size_get_quantity (&order->size, equity, MAX (means, 0), price, order->risk,
                                     instrument->lot);
  affordable = dt_commission_get_affordable (commission, MAX (means, 0), price, instrument->lot);
  quantity = MIN (quantity, affordable);
  quantity = order->quantity > 0 ? quantity : -quantity;
  if (order->sized_at_fill && kernel->config.terms.volume_share != 0 && quantity != 0)
    fix_size (kernel, order, quantity);

  return quantity;
}

void
dt_kernel_order_init (DtKernel *kernel)
{
  kernel->callbacks = (DtBrokerCallbacks) { on_size, on_fill, on_end };
  kernel->config.broker->callbacks = &kernel->callbacks;
  kernel->config.broker->kernel = kernel;
}
