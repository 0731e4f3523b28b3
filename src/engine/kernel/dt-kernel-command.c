/* dt-kernel-command.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-command.h"
#include "dt-error.h"

#include "dt-kernel-private.h"
#include "dt-run-spec.h"

/* The user's commands that change a run, and its end. */

#define refuse(error, ...) \
  dt_refuse (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_REFUSED, __VA_ARGS__)

static gboolean
find_instrument (DtKernel           *kernel,
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
        return refuse (error, "%s has no price yet in this run", symbol);
      }

  return refuse (error, "%s is not in this run", symbol);
}

static gboolean
look_up_price (GVariant    *arguments,
               const char  *name,
               DtMoney      tick,
               DtMoney     *price,
               GError     **error)
{
  double value;

  *price = DT_MONEY_NONE;
  if (!g_variant_lookup (arguments, name, "d", &value))
    return TRUE;
  if (!dt_money_from_double (value, price) || *price <= 0)
    return refuse (error, "%g is no possible %s price", value, name);

  *price = dt_money_round_to_tick (*price, tick);
  return TRUE;
}

/* Buying against a short or selling against a long reduces: that is an exit and meets no guard. */
static gboolean
reduce (DtKernel           *kernel,
        DtInstrumentIndex   instrument,
        DtQuantity          quantity,
        GError            **error)
{
  const DtPosition *position = &kernel->book->positions[instrument];
  const char *symbol = kernel->config.instruments[instrument]->symbol;
  char held[DT_DECIMAL_BUF_SIZE];

  if (ABS (quantity) > ABS (position->quantity))
    return refuse (error, "%s: only %s are held; close the position first", symbol,
                   dt_quantity_to_string (position->quantity, held));
  if (!dt_kernel_close_position (kernel, instrument, DT_ROLE_CLOSE, 0, ABS (quantity)))
    return refuse (error, "%s is being closed already", symbol);

  return TRUE;
}

static gboolean
open_by_hand (DtKernel           *kernel,
              DtInstrumentIndex   instrument,
              DtOrder            *order,
              GError            **error)
{
  const DtInstrumentState *state = &kernel->instruments[instrument];
  const DtPosition *position = &kernel->book->positions[instrument];
  const char *symbol = kernel->config.instruments[instrument]->symbol, *refused_by = NULL;
  DtSignal signal = {
    .time = kernel->time,
    .instrument = instrument,
    .strategy = DT_STRATEGY_USER,
    .kind = order->quantity > 0 ? DT_SIGNAL_ENTER_LONG : DT_SIGNAL_ENTER_SHORT,
    .price = state->series->close[state->bar],
    .rank = NAN,
  };

  if (position->quantity != 0)
    return refuse (error, "%s is held already%s", symbol,
                   position->strategy == DT_STRATEGY_USER ? "" : " and owned by a strategy");
  if (state->entry != 0)
    return refuse (error, "An entry in %s is working already", symbol);

  signal.id = order->signal = dt_book_add_signal (kernel->book, &signal)->id;
  if (!dt_kernel_enter (kernel, &signal, order, &refused_by))
    {
      dt_book_get_signal (kernel->book, signal.id)->refused_by = refused_by;
      return refuse (error, "The entry in %s is refused by %s", symbol, refused_by);
    }

  return TRUE;
}

static gboolean
trade_by_hand (DtKernel  *kernel,
               GVariant  *arguments,
               int        side,
               GError   **error)
{
  DtOrder order = {
    .strategy = DT_STRATEGY_USER,
    .role = DT_ROLE_ENTRY,
    .tif = DT_TIF_GTC,
  };
  double units = 0.;
  DtMoney tick;

  if (!find_instrument (kernel, arguments, &order.instrument, error))
    return FALSE;

  g_variant_lookup (arguments, "quantity", "d", &units);
  if (!dt_quantity_from_double (units, &order.quantity) || order.quantity <= 0
      || order.quantity % kernel->config.instruments[order.instrument]->lot != 0)
    return refuse (error, "%g is no possible quantity: whole lots from one up", units);

  tick = kernel->config.instruments[order.instrument]->tick;
  order.quantity *= side;
  if (!look_up_price (arguments, "limit", tick, &order.limit, error)
      || !look_up_price (arguments, "stop", tick, &order.stop, error))
    return FALSE;

  order.type = order.limit != DT_MONEY_NONE
               ? (order.stop != DT_MONEY_NONE ? DT_ORDER_STOP_LIMIT : DT_ORDER_LIMIT)
               : (order.stop != DT_MONEY_NONE ? DT_ORDER_STOP : DT_ORDER_MARKET);
  if (order.type == DT_ORDER_MARKET
      && kernel->book->positions[order.instrument].quantity * side < 0)
    return reduce (kernel, order.instrument, order.quantity, error);

  return open_by_hand (kernel, order.instrument, &order, error);
}

static gboolean
cancel_by_hand (DtKernel  *kernel,
                GVariant  *arguments,
                GError   **error)
{
  guint64 id = 0;

  g_variant_lookup (arguments, "order", "t", &id);
  if (id == 0 || id > kernel->book->orders->len)
    return refuse (error, "There is no order %" G_GUINT64_FORMAT, id);
  if (!dt_order_is_live (dt_book_get_order (kernel->book, id)))
    return refuse (error, "Order %" G_GUINT64_FORMAT " has ended already", id);

  dt_kernel_cancel (kernel, id);
  return TRUE;
}

static gboolean
move_stop_by_hand (DtKernel  *kernel,
                   GVariant  *arguments,
                   GError   **error)
{
  const DtPosition *position;
  const DtInstrumentState *state;
  DtInstrumentIndex instrument;
  DtMoney price, last;

  if (!find_instrument (kernel, arguments, &instrument, error)
      || !look_up_price (arguments, "price", kernel->config.instruments[instrument]->tick, &price,
                         error))
    return FALSE;

  position = &kernel->book->positions[instrument];
  state = &kernel->instruments[instrument];
  if (position->quantity == 0 || position->stop_order == 0)
    return refuse (error, "%s has no stop to move",
                   kernel->config.instruments[instrument]->symbol);
  if (price == DT_MONEY_NONE
      || !dt_money_from_double (state->series->close[state->bar], &last)
      || (position->quantity > 0 ? price >= last : price <= last))
    return refuse (error, "That stop is on the wrong side of the last price; close the position "
                          "instead");

  return dt_kernel_move_stop (kernel, instrument, price, "moved by hand");
}

static gboolean
close_by_hand (DtKernel  *kernel,
               GVariant  *arguments,
               GError   **error)
{
  DtInstrumentIndex instrument;
  double fraction = 1.;
  DtQuantity held, part = 0;

  if (!find_instrument (kernel, arguments, &instrument, error))
    return FALSE;

  g_variant_lookup (arguments, "fraction", "d", &fraction);
  held = ABS (kernel->book->positions[instrument].quantity);
  if (!(fraction > 0. && fraction <= 1.))
    return refuse (error, "%g is no possible part: above 0, up to 1", fraction);
  if (fraction < 1.)
    {
      DtQuantity lot = kernel->config.instruments[instrument]->lot;

      part = dt_quantity_floor_to_lot (llrint ((double) held * fraction), lot);
      if (part == 0)
        return refuse (error, "That part of the position is less than one lot");
    }
  if (!dt_kernel_close_position (kernel, instrument, DT_ROLE_CLOSE, 0, part))
    return refuse (error, "%s is not held, or is being closed already",
                   kernel->config.instruments[instrument]->symbol);

  return TRUE;
}

/* Everything off and flat, and no entry until re-armed. */
static gboolean
emergency_stop (DtKernel *kernel)
{
  kernel->breaker = TRUE;
  for (DtInstrumentIndex i = 0; i < kernel->config.n_instruments; i++)
    {
      dt_kernel_cancel (kernel, kernel->instruments[i].entry);
      dt_kernel_close_position (kernel, i, DT_ROLE_FLATTEN, 0, 0);
    }

  return TRUE;
}

static gboolean
rearm (DtKernel  *kernel,
       GError   **error)
{
  if (!kernel->breaker)
    return refuse (error, "The emergency stop has not been pressed");

  kernel->breaker = FALSE;
  /* What was lost before does not trip the drawdown guard again */
  kernel->peak = dt_money_to_double (kernel->equity);
  return TRUE;
}

static gboolean
dispatch (DtKernel    *kernel,
          const char  *name,
          GVariant    *arguments,
          GError     **error)
{
  if (g_str_equal (name, "order.buy"))
    return trade_by_hand (kernel, arguments, 1, error);
  if (g_str_equal (name, "order.sell"))
    return trade_by_hand (kernel, arguments, -1, error);
  if (g_str_equal (name, "order.cancel"))
    return cancel_by_hand (kernel, arguments, error);
  if (g_str_equal (name, "order.move-stop"))
    return move_stop_by_hand (kernel, arguments, error);
  if (g_str_equal (name, "position.close"))
    return close_by_hand (kernel, arguments, error);
  if (g_str_equal (name, "engine.emergency-stop"))
    return emergency_stop (kernel);
  if (g_str_equal (name, "engine.rearm"))
    return rearm (kernel, error);

  g_set_error (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_UNKNOWN,
               "The engine knows no command \"%s\"", name);
  return FALSE;
}

gboolean
dt_kernel_command (DtKernel    *kernel,
                   const char  *name,
                   GVariant    *arguments,
                   GError     **error)
{
  g_autofree char *text = g_variant_print (arguments, TRUE);
  DtJournalCommand command = { kernel->step, kernel->time, (char *) name, text };
  g_autoptr(GError) refusal = NULL;

  kernel->deciding = TRUE;
  dispatch (kernel, name, arguments, &refusal);
  if (g_error_matches (refusal, DT_COMMAND_ERROR, DT_COMMAND_ERROR_UNKNOWN))
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }

  kernel->n_commands++;
  dt_book_add_activity (kernel->book, kernel->time, DT_ACTIVITY_COMMAND, DT_INSTRUMENT_INDEX_NONE,
                        0, 0, "%s %s%s%s", name, text, refusal != NULL ? ": refused: " : "",
                        refusal != NULL ? refusal->message : "");
  if (!dt_kernel_commit (kernel, &command, error))
    return FALSE;

  if (refusal != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }

  return TRUE;
}

static gboolean
price_at_end (DtKernel          *kernel,
              DtInstrumentIndex  instrument,
              DtFillWhy          why,
              DtQuantity         quantity,
              DtFill            *fill)
{
  const DtInstrumentState *state = &kernel->instruments[instrument];
  const double *column = why == DT_FILL_AT_OPEN ? state->series->open : state->series->close;

  return dt_money_from_double (column[state->bar], &fill->reference)
         && dt_slippage_apply (&kernel->config.slippage, fill->reference, quantity,
                               kernel->config.instruments[instrument]->tick, &fill->price)
         && dt_commission_get (&kernel->config.commission, ABS (quantity), fill->price, TRUE,
                               &fill->fee);
}

static void
close_at_end (DtKernel          *kernel,
              DtInstrumentIndex  instrument,
              DtFillWhy          why)
{
  const DtInstrumentState *state = &kernel->instruments[instrument];
  DtPosition *position = &kernel->book->positions[instrument];
  DtFill fill = {
    .instrument = instrument,
    .quantity = -position->quantity,
    .time = kernel->time,
    .bar_time = state->series->time[state->bar],
    .why = why,
  };
  DtOrder order = {
    .instrument = instrument,
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
  DtOrder *row;

  if (!price_at_end (kernel, instrument, why, fill.quantity, &fill))
    {
      dt_kernel_fail (kernel, g_error_new (DT_TRADE_ERROR, DT_TRADE_ERROR_OVERFLOW,
                                           "%s cannot be closed at the end: its price is no money",
                                           kernel->config.instruments[instrument]->symbol));
      return;
    }

  row = dt_book_add_order (kernel->book, &order);
  dt_order_advance (row, DT_ORDER_WORKING, kernel->time);
  fill.order = row->id;
  dt_kernel_take_fill (kernel, &fill);
}

/* Nothing is decided any more: what the rules kept is more than the rest of the run together, and
 * the next run of a backtest finds it in the caches. */
static void
release_rules (DtKernel *kernel)
{
  for (guint i = 0; i < kernel->config.n_instruments * kernel->config.n_strategies; i++)
    if (kernel->strategies[i].rules != NULL)
      {
        dt_kernel_catch_up (kernel, i);
        kernel->n_missing += dt_rule_instance_get_missing (kernel->strategies[i].rules);
        dt_strategy_clear (&kernel->strategies[i]);
      }
}

gboolean
dt_kernel_finish (DtKernel  *kernel,
                  int        close,
                  GError   **error)
{
  DtJournalCommand command = {
    kernel->step, kernel->time, (char *) DT_COMMAND_FINISH, (char *) "@a{sv} {}",
  };

  /* What is done from here on takes effect at once */
  kernel->deciding = FALSE;
  release_rules (kernel);

  for (DtInstrumentIndex i = 0; i < kernel->config.n_instruments && close >= 0; i++)
    if (kernel->book->positions[i].quantity != 0)
      close_at_end (kernel, i, close);

  for (guint64 id = 1; id <= kernel->book->orders->len; id++)
    {
      DtOrder *order = dt_book_get_order (kernel->book, id);

      if (dt_order_is_live (order))
        {
          kernel->config.broker->klass->cancel (kernel->config.broker, id);
          dt_kernel_end_order (kernel, order, DT_ORDER_EXPIRED, "the run ended");
        }
    }

  dt_kernel_update_equity (kernel);
  if (!dt_kernel_commit (kernel, &command, error))
    return FALSE;
  if (kernel->failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&kernel->failure));
      return FALSE;
    }

  return TRUE;
}
