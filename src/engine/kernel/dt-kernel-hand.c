/* dt-kernel-hand.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-command.h"
#include "dt-error.h"

#include "dt-kernel-private.h"

/* What the user does by hand: each command becomes a plan first, which changes nothing and can be
 * looked at, and then the plan is performed. */

#define refuse(plan, by, error, ...) \
  ((plan)->refused_by = (by), \
   dt_refuse (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_REFUSED, __VA_ARGS__))

static DtHandAct *
add_act (DtHandPlan        *plan,
         DtHandKind         kind,
         DtInstrumentIndex  instrument)
{
  DtHandAct act = { .kind = kind, .instrument = instrument };

  g_array_append_val (plan->acts, act);
  return &g_array_index (plan->acts, DtHandAct, plan->acts->len - 1);
}

static gboolean
find_instrument (DtHandPlan         *plan,
                 DtKernel           *kernel,
                 GVariant           *arguments,
                 DtInstrumentIndex  *instrument,
                 GError            **error)
{
  const char *symbol = "";

  g_variant_lookup (arguments, "symbol", "&s", &symbol);
  for (DtInstrumentIndex i = 0; i < kernel->config.n_instruments; i++)
    if (g_str_equal (kernel->config.instruments[i]->symbol, symbol))
      {
        *instrument = i;
        if (kernel->instruments[i].series != NULL && kernel->instruments[i].seen)
          return TRUE;
        return refuse (plan, "symbol", error, "%s has no price yet in this run", symbol);
      }

  return refuse (plan, "symbol", error, "%s is not in this run", symbol);
}

static gboolean
look_up_price (DtHandPlan  *plan,
               GVariant    *arguments,
               const char  *name,
               DtMoney      tick,
               DtMoney     *price,
               GError     **error)
{
  double value;

  *price = DT_MONEY_NONE;
  if (!g_variant_lookup (arguments, name, "d", &value))
    return TRUE;
  if (dt_money_from_double (value, price))
    *price = dt_money_round_to_tick (*price, tick);
  if (*price == DT_MONEY_NONE || *price <= 0)
    return refuse (plan, "price", error, "%g is no possible %s price", value, name);

  return TRUE;
}

/* What the user sets aside for this order: only limits that may be. */
static gboolean
look_up_overrides (DtHandPlan  *plan,
                   GVariant    *arguments,
                   guint32     *overrides,
                   GError     **error)
{
  const char *names = "";
  g_autofree char *wrong = NULL;

  g_variant_lookup (arguments, "override", "&s", &names);
  if (!dt_guard_parse_overrides (names, overrides, &wrong))
    return refuse (plan, "override", error,
                   "The limit \"%s\" cannot be overridden: only correlation and sector can", wrong);

  return TRUE;
}

/* "day" … "cls"; @tif stays what it is when nothing is said. */
static gboolean
look_up_tif (DtHandPlan     *plan,
             GVariant       *arguments,
             DtTimeInForce  *tif,
             GError        **error)
{
  const char *text;

  if (!g_variant_lookup (arguments, "tif", "&s", &text))
    return TRUE;

  for (DtTimeInForce i = DT_TIF_DAY; i <= DT_TIF_CLS; i++)
    if (g_str_equal (text, dt_tif_to_string (i)))
      {
        *tif = i;
        return TRUE;
      }

  return refuse (plan, "tif", error, "An order lasts day, gtc, ioc, opg or cls, not \"%s\"", text);
}

static void
add_close (DtHandPlan        *plan,
           DtInstrumentIndex  instrument,
           DtOrderRole        role,
           DtQuantity         quantity,
           DtTimeInForce      tif)
{
  DtHandAct *act = add_act (plan, DT_HAND_CLOSE, instrument);

  act->role = role;
  act->tif = tif == DT_TIF_CLS ? DT_TIF_CLS : DT_TIF_GTC;
  act->quantity = quantity;
}

static void
add_cancel (DtHandPlan    *plan,
            const DtOrder *order)
{
  add_act (plan, DT_HAND_CANCEL, order->instrument)->order = order->id;
}

/* Buying against a short or selling against a long reduces: that is an exit and meets no guard. */
static gboolean
plan_reduce (DtHandPlan         *plan,
             DtKernel           *kernel,
             DtInstrumentIndex   instrument,
             DtQuantity          quantity,
             DtTimeInForce       tif,
             GError            **error)
{
  const DtPosition *position = &kernel->book->positions[instrument];
  const char *symbol = kernel->config.instruments[instrument]->symbol;
  char held[DT_DECIMAL_BUF_SIZE];

  if (ABS (quantity) > ABS (position->quantity))
    return refuse (plan, "quantity", error, "%s: only %s are held; close the position first",
                   symbol, dt_quantity_to_string (position->quantity, held));
  if (!dt_kernel_may_close (kernel, instrument))
    return refuse (plan, "closing", error, "%s is being closed already", symbol);

  add_close (plan, instrument, DT_ROLE_CLOSE, ABS (quantity), tif);
  return TRUE;
}

/* Stop and target lie on either side of what the entry is expected to cost. */
static gboolean
look_up_bracket (DtHandPlan  *plan,
                 DtKernel    *kernel,
                 GVariant    *arguments,
                 DtOrder     *order,
                 DtBracket   *bracket,
                 GError     **error)
{
  const DtInstrumentState *state = &kernel->instruments[order->instrument];
  DtMoney tick = kernel->config.instruments[order->instrument]->tick;
  int side = order->quantity > 0 ? 1 : -1;
  DtMoney price = order->limit != DT_MONEY_NONE ? order->limit : order->stop;

  if (!look_up_price (plan, arguments, "protect", tick, &bracket->stop, error)
      || !look_up_price (plan, arguments, "target", tick, &bracket->target, error))
    return FALSE;
  if (price == DT_MONEY_NONE && !dt_money_from_double (state->series->close[state->bar], &price))
    return TRUE;
  if (bracket->stop != DT_MONEY_NONE && (price - bracket->stop) * side <= 0)
    return refuse (plan, "protect", error, "A protective stop lies %s the price of the entry",
                   side > 0 ? "below" : "above");
  if (bracket->target != DT_MONEY_NONE && (bracket->target - price) * side <= 0)
    return refuse (plan, "target", error, "A target lies %s the price of the entry",
                   side > 0 ? "above" : "below");

  order->risk = bracket->stop != DT_MONEY_NONE ? ABS (price - bracket->stop) : 0;
  return TRUE;
}

static gboolean
plan_open (DtHandPlan       *plan,
           DtKernel         *kernel,
           const DtOrder    *order,
           const DtBracket  *bracket,
           guint32           overrides,
           GError          **error)
{
  const DtInstrumentState *state = &kernel->instruments[order->instrument];
  const DtPosition *position = &kernel->book->positions[order->instrument];
  const char *symbol = kernel->config.instruments[order->instrument]->symbol;
  DtHandAct *act;

  if (position->quantity != 0)
    return refuse (plan, "owner", error, "%s is held already%s", symbol,
                   position->strategy == DT_STRATEGY_USER ? "" : " and owned by a strategy");
  if (state->entry != 0)
    return refuse (plan, "working-entry", error, "An entry in %s is working already", symbol);

  act = add_act (plan, DT_HAND_ENTER, order->instrument);
  act->entry = *order;
  act->stop = bracket->stop;
  act->target = bracket->target;
  act->overrides = overrides;
  dt_kernel_judge_entry (kernel, order, state->series->close[state->bar], overrides, FALSE,
                         &act->candidate, &act->verdict);
  return TRUE;
}

/* What reduces a position leaves it the stop and the target that it has. */
static gboolean
refuse_bracket (DtHandPlan  *plan,
                GVariant    *arguments,
                GError     **error)
{
  double value;

  if (!g_variant_lookup (arguments, "protect", "d", &value)
      && !g_variant_lookup (arguments, "target", "d", &value))
    return TRUE;

  return refuse (plan, "protect", error,
                 "This reduces a position: a stop or target is for what is opened");
}

static gboolean
plan_trade (DtHandPlan  *plan,
            DtKernel    *kernel,
            GVariant    *arguments,
            int          side,
            GError     **error)
{
  DtOrder order = {
    .strategy = DT_STRATEGY_USER,
    .role = DT_ROLE_ENTRY,
  };
  DtTimeInForce tif = DT_TIF_GTC;
  double units = 0.;
  guint32 overrides;
  DtBracket bracket;
  DtMoney tick;

  if (!find_instrument (plan, kernel, arguments, &order.instrument, error)
      || !look_up_overrides (plan, arguments, &overrides, error))
    return FALSE;

  g_variant_lookup (arguments, "quantity", "d", &units);
  if (!dt_quantity_from_double (units, &order.quantity) || order.quantity <= 0
      || order.quantity % kernel->config.instruments[order.instrument]->lot != 0)
    return refuse (plan, "quantity", error,
                   "%g is no possible quantity: whole lots from one up", units);

  tick = kernel->config.instruments[order.instrument]->tick;
  order.quantity *= side;
  if (!look_up_tif (plan, arguments, &tif, error)
      || !look_up_price (plan, arguments, "limit", tick, &order.limit, error)
      || !look_up_price (plan, arguments, "stop", tick, &order.stop, error))
    return FALSE;

  order.tif = tif;
  order.type = order.limit != DT_MONEY_NONE
               ? (order.stop != DT_MONEY_NONE ? DT_ORDER_STOP_LIMIT : DT_ORDER_LIMIT)
               : (order.stop != DT_MONEY_NONE ? DT_ORDER_STOP : DT_ORDER_MARKET);
  if (order.type == DT_ORDER_MARKET
      && kernel->book->positions[order.instrument].quantity * side < 0)
    return refuse_bracket (plan, arguments, error)
           && plan_reduce (plan, kernel, order.instrument, order.quantity, order.tif, error);

  if (order.stop != DT_MONEY_NONE && order.tif >= DT_TIF_IOC)
    return refuse (plan, "tif", error, "A stop waits for its price: it lasts day or gtc");
  /* A day is over with the bar where bars are no shorter */
  if (order.tif == DT_TIF_DAY && !dt_timeframe_is_intraday (kernel->config.timeframe))
    order.bars_left = 1;

  return look_up_bracket (plan, kernel, arguments, &order, &bracket, error)
         && plan_open (plan, kernel, &order, &bracket, overrides, error);
}

static gboolean
plan_buy (DtHandPlan  *plan,
          DtKernel    *kernel,
          GVariant    *arguments,
          GError     **error)
{
  return plan_trade (plan, kernel, arguments, 1, error);
}

static gboolean
plan_sell (DtHandPlan  *plan,
           DtKernel    *kernel,
           GVariant    *arguments,
           GError     **error)
{
  return plan_trade (plan, kernel, arguments, -1, error);
}

static gboolean
plan_cancel (DtHandPlan  *plan,
             DtKernel    *kernel,
             GVariant    *arguments,
             GError     **error)
{
  const DtOrder *order;
  guint64 id = 0;

  g_variant_lookup (arguments, "order", "t", &id);
  if (id == 0 || id > kernel->book->orders->len)
    return refuse (plan, "order", error, "There is no order %" G_GUINT64_FORMAT, id);

  order = dt_book_get_order (kernel->book, id);
  if (!dt_order_is_live (order))
    return refuse (plan, "order", error, "Order %" G_GUINT64_FORMAT " has ended already", id);

  add_cancel (plan, order);
  return TRUE;
}

/* The new price of a protective order of what is held: a stop on the side where it loses, a target
 * where it wins. On the other side it would fill at once, which closing says plainly. */
static gboolean
look_up_protective (DtHandPlan         *plan,
                    DtKernel           *kernel,
                    GVariant           *arguments,
                    const char         *what,
                    int                 above,
                    DtInstrumentIndex  *instrument,
                    DtMoney            *price,
                    GError            **error)
{
  const DtPosition *position;
  const DtInstrumentState *state;
  DtMoney last;

  if (!find_instrument (plan, kernel, arguments, instrument, error)
      || !look_up_price (plan, arguments, "price", kernel->config.instruments[*instrument]->tick,
                         price, error))
    return FALSE;

  position = &kernel->book->positions[*instrument];
  state = &kernel->instruments[*instrument];
  if (position->quantity == 0)
    return refuse (plan, what, error, "%s is not held, so it has no %s",
                   kernel->config.instruments[*instrument]->symbol, what);
  if (*price == DT_MONEY_NONE
      || !dt_money_from_double (state->series->close[state->bar], &last)
      || ((position->quantity > 0) == (above > 0) ? *price <= last : *price >= last))
    return refuse (plan, what, error,
                   "That %s is on the wrong side of the last price; close the position instead",
                   what);

  return TRUE;
}

static gboolean
plan_move_stop (DtHandPlan  *plan,
                DtKernel    *kernel,
                GVariant    *arguments,
                GError     **error)
{
  DtInstrumentIndex instrument;
  DtMoney price;

  if (!look_up_protective (plan, kernel, arguments, "stop", -1, &instrument, &price, error))
    return FALSE;

  add_act (plan, kernel->book->positions[instrument].stop_order != 0
           ? DT_HAND_MOVE_STOP : DT_HAND_ADD_STOP, instrument)->stop = price;
  return TRUE;
}

static gboolean
plan_move_target (DtHandPlan  *plan,
                  DtKernel    *kernel,
                  GVariant    *arguments,
                  GError     **error)
{
  DtInstrumentIndex instrument;
  DtMoney price;

  if (!look_up_protective (plan, kernel, arguments, "target", 1, &instrument, &price, error))
    return FALSE;

  add_act (plan, kernel->book->positions[instrument].target_order != 0
           ? DT_HAND_MOVE_TARGET : DT_HAND_ADD_TARGET, instrument)->target = price;
  return TRUE;
}

static gboolean
plan_close (DtHandPlan  *plan,
            DtKernel    *kernel,
            GVariant    *arguments,
            GError     **error)
{
  DtInstrumentIndex instrument;
  DtTimeInForce tif = DT_TIF_GTC;
  double fraction = 1.;
  DtQuantity part;

  if (!find_instrument (plan, kernel, arguments, &instrument, error)
      || !look_up_tif (plan, arguments, &tif, error))
    return FALSE;

  g_variant_lookup (arguments, "fraction", "d", &fraction);
  part = ABS (kernel->book->positions[instrument].quantity);
  if (!(fraction > 0. && fraction <= 1.))
    return refuse (plan, "quantity", error, "%g is no possible part: above 0, up to 1", fraction);
  if (fraction < 1.)
    {
      part = dt_quantity_floor_to_lot (llrint ((double) part * fraction),
                                       kernel->config.instruments[instrument]->lot);
      if (part == 0)
        return refuse (plan, "quantity", error,
                       "That part of the position is less than one lot");
    }
  if (!dt_kernel_may_close (kernel, instrument))
    return refuse (plan, "closing", error, "%s is not held, or is being closed already",
                   kernel->config.instruments[instrument]->symbol);

  add_close (plan, instrument, DT_ROLE_CLOSE, part, tif);
  return TRUE;
}

/* Entries off and the position flat; an order that only closes a part of it makes way. */
static void
plan_flat (DtHandPlan        *plan,
           DtKernel          *kernel,
           DtInstrumentIndex  instrument,
           DtOrderRole        role)
{
  const DtInstrumentState *state = &kernel->instruments[instrument];
  DtQuantity held = ABS (kernel->book->positions[instrument].quantity);
  const DtOrder *exit = NULL;

  if (state->entry != 0)
    add_cancel (plan, dt_book_get_order (kernel->book, state->entry));
  if (state->exit != 0)
    exit = dt_book_get_order (kernel->book, state->exit);
  if (held == 0 || (exit != NULL && exit->tif != DT_TIF_CLS
                    && ABS (exit->quantity - exit->filled) >= held))
    return;

  if (exit != NULL)
    add_cancel (plan, exit);
  add_close (plan, instrument, role, held, DT_TIF_GTC);
}

static gboolean
plan_close_all (DtHandPlan  *plan,
                DtKernel    *kernel,
                GVariant    *arguments,
                GError     **error)
{
  for (DtInstrumentIndex i = 0; i < kernel->config.n_instruments; i++)
    plan_flat (plan, kernel, i, DT_ROLE_CLOSE);

  return TRUE;
}

/* Everything off and flat, and no entry until re-armed. */
static gboolean
plan_emergency_stop (DtHandPlan  *plan,
                     DtKernel    *kernel,
                     GVariant    *arguments,
                     GError     **error)
{
  plan->stops_entries = TRUE;
  for (DtInstrumentIndex i = 0; i < kernel->config.n_instruments; i++)
    plan_flat (plan, kernel, i, DT_ROLE_FLATTEN);

  return TRUE;
}

static const struct
{
  const char *command;
  gboolean  (*make) (DtHandPlan  *plan,
                     DtKernel    *kernel,
                     GVariant    *arguments,
                     GError     **error);
} makers[] = {
  { "engine.emergency-stop", plan_emergency_stop },
  { "order.buy", plan_buy },
  { "order.cancel", plan_cancel },
  { "order.move-stop", plan_move_stop },
  { "order.move-target", plan_move_target },
  { "order.sell", plan_sell },
  { "position.close", plan_close },
  { "position.close-all", plan_close_all },
};

gboolean
dt_kernel_trades (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    if (g_str_equal (makers[i].command, name))
      return TRUE;

  return FALSE;
}

/**
 * dt_hand_plan_make:
 * @plan: (out): cleared by the caller, also on failure
 * @arguments: has passed dt_command_check()
 *
 * An entry that the guards refuse is a plan too: it leaves a signal that was not taken.
 *
 * Returns: %FALSE with %DT_COMMAND_ERROR_REFUSED, and the plan's @refused_by, or
 *   %DT_COMMAND_ERROR_UNKNOWN
 */
gboolean
dt_hand_plan_make (DtHandPlan  *plan,
                   DtKernel    *kernel,
                   const char  *command,
                   GVariant    *arguments,
                   GError     **error)
{
  *plan = (DtHandPlan) { .acts = g_array_new (FALSE, TRUE, sizeof (DtHandAct)) };
  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    if (g_str_equal (makers[i].command, command))
      return makers[i].make (plan, kernel, arguments, error);

  return dt_refuse (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_UNKNOWN,
                    "The engine knows no command \"%s\"", command);
}

static gboolean
enter (DtKernel         *kernel,
       const DtHandAct  *act,
       GError          **error)
{
  DtInstrumentState *state = &kernel->instruments[act->instrument];
  g_autofree char *why = NULL;
  DtOrder order = act->entry;
  DtCandidate candidate;
  DtVerdict verdict;
  DtSignal *signal = dt_book_add_signal (kernel->book, &(DtSignal) {
    .time = kernel->time,
    .instrument = act->instrument,
    .strategy = DT_STRATEGY_USER,
    .kind = order.quantity > 0 ? DT_SIGNAL_ENTER_LONG : DT_SIGNAL_ENTER_SHORT,
    .price = state->series->close[state->bar],
    .rank = NAN,
  });

  order.signal = signal->id;
  if (dt_kernel_enter (kernel, signal, &order, act->overrides, &candidate, &verdict))
    {
      state->bracket = (DtBracket) { state->entry, act->stop, act->target };
      return TRUE;
    }

  signal->refused_by = verdict.guard;
  why = dt_kernel_explain_refusal (kernel, &candidate, &verdict);
  return dt_refuse (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_REFUSED, "%s", why);
}

gboolean
dt_hand_plan_perform (const DtHandPlan  *plan,
                      DtKernel          *kernel,
                      GError           **error)
{
  if (plan->stops_entries)
    kernel->breaker = TRUE;

  for (guint i = 0; i < plan->acts->len; i++)
    {
      const DtHandAct *act = &g_array_index (plan->acts, DtHandAct, i);

      switch (act->kind)
        {
        case DT_HAND_ENTER:
          if (!enter (kernel, act, error))
            return FALSE;
          break;
        case DT_HAND_CLOSE:
          dt_kernel_close_by (kernel, act->instrument, act->role, 0, act->quantity, act->tif);
          break;
        case DT_HAND_CANCEL:
          dt_kernel_cancel (kernel, act->order);
          break;
        case DT_HAND_ADD_STOP:
          dt_kernel_add_stop (kernel, act->instrument, act->stop);
          break;
        case DT_HAND_ADD_TARGET:
          dt_kernel_add_target (kernel, act->instrument, act->target);
          break;
        case DT_HAND_MOVE_TARGET:
          dt_kernel_move_target (kernel, act->instrument, act->target, "moved by hand");
          break;
        case DT_HAND_MOVE_STOP:
        default:
          dt_kernel_move_stop (kernel, act->instrument, act->stop, "moved by hand");
          break;
        }
    }

  return TRUE;
}

void
dt_hand_plan_clear (DtHandPlan *plan)
{
  g_clear_pointer (&plan->acts, g_array_unref);
}
