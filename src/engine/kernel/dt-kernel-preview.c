/* dt-kernel-preview.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include <string.h>

#include "dt-kernel-private.h"

/* A plan of the user's, put into words and figures. */

/* The account when everything of the plan is filled at the prices expected. */
typedef struct
{
  DtMoney cash;
  DtMoney gross;
} After;

/* "171.2" -> "171.20" */
char *
dt_kernel_write_price (DtMoney price,
                       char    buf[DT_KERNEL_PRICE_SIZE])
{
  const char *dot;

  dt_money_to_string (price, buf);
  dot = strchr (buf, '.');
  if (dot == NULL)
    strcat (buf, ".00");
  else if (dot[2] == '\0')
    strcat (buf, "0");

  return buf;
}

static void add_effect (DtPreview  *preview,
                        const char *format,
                        ...) G_GNUC_PRINTF (2, 3);

static void
add_effect (DtPreview  *preview,
            const char *format,
            ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (preview->effects, g_strdup_vprintf (format, args));
  va_end (args);
}

static const char *
symbol_of (const DtKernel    *kernel,
           DtInstrumentIndex  instrument)
{
  return kernel->config.instruments[instrument]->symbol;
}

static DtMoney
last_price (const DtKernel    *kernel,
            DtInstrumentIndex  instrument)
{
  const DtInstrumentState *state = &kernel->instruments[instrument];
  DtMoney price;

  return dt_money_from_double (state->series->close[state->bar], &price) ? price : DT_MONEY_NONE;
}

static DtMoney
value_of (DtMoney    price,
          DtQuantity quantity)
{
  DtMoney value;

  return price != DT_MONEY_NONE && dt_money_times (price, ABS (quantity), &value) ? value : 0;
}

/* An order of so many units at such a price goes out. */
static void
count_order (const DtKernel    *kernel,
             DtPreview         *preview,
             After             *after,
             DtInstrumentIndex  instrument,
             DtQuantity         quantity,
             DtMoney            price)
{
  const DtPosition *position = &kernel->book->positions[instrument];
  DtMoney notional = value_of (price, quantity), fee = 0;

  if (!dt_commission_get (&kernel->config.commission, ABS (quantity), price, TRUE, &fee))
    fee = 0;

  preview->quantity = quantity;
  preview->price = price;
  preview->notional += notional;
  preview->fees += fee;
  preview->position_after = position->quantity + quantity;
  after->cash += (quantity > 0 ? -notional : notional) - fee;
  after->gross += value_of (price, preview->position_after)
                  - dt_kernel_get_value (kernel, instrument);
}

static void
tell_overrides (DtPreview *preview,
                guint32    overridden)
{
  guint n_guards;
  const DtGuard *guards = dt_guard_list (&n_guards);

  for (guint i = 0; i < n_guards; i++)
    if ((overridden & 1u << i) != 0)
      add_effect (preview, "Goes beyond the limit %s, which you override", guards[i].title);
}

/* What protects the entry once it is filled. */
static void
tell_bracket (DtPreview       *preview,
              const DtHandAct *act)
{
  char stop[DT_KERNEL_PRICE_SIZE], target[DT_KERNEL_PRICE_SIZE];

  if (act->stop != DT_MONEY_NONE)
    dt_kernel_write_price (act->stop, stop);
  if (act->target != DT_MONEY_NONE)
    dt_kernel_write_price (act->target, target);

  if (act->stop != DT_MONEY_NONE && act->target != DT_MONEY_NONE)
    add_effect (preview, "Once filled, a stop rests at %s and a target at %s; one cancels the "
                "other", stop, target);
  else if (act->stop != DT_MONEY_NONE)
    add_effect (preview, "Once filled, a stop rests at %s", stop);
  else if (act->target != DT_MONEY_NONE)
    add_effect (preview, "Once filled, a target rests at %s; there is no stop", target);
}

static void
tell_enter (DtKernel         *kernel,
            const DtHandAct  *act,
            DtPreview        *preview,
            After            *after)
{
  const char *symbol = symbol_of (kernel, act->instrument);
  const char *verb = act->entry.quantity > 0 ? "Buys" : "Sells short";
  char units[DT_DECIMAL_BUF_SIZE], asked[DT_DECIMAL_BUF_SIZE];
  char limit[DT_KERNEL_PRICE_SIZE], stop[DT_KERNEL_PRICE_SIZE];

  count_order (kernel, preview, after, act->instrument, act->verdict.granted,
               act->candidate.price);
  dt_quantity_to_string (ABS (act->verdict.granted), units);
  dt_kernel_write_price (act->entry.limit != DT_MONEY_NONE ? act->entry.limit
                                                           : act->candidate.price, limit);
  dt_kernel_write_price (act->entry.stop != DT_MONEY_NONE ? act->entry.stop
                                                          : act->candidate.price, stop);

  switch (act->entry.type)
    {
    case DT_ORDER_LIMIT:
      add_effect (preview, "%s %s %s at %s or better", verb, units, symbol, limit);
      break;
    case DT_ORDER_STOP:
      add_effect (preview, "%s %s %s once it trades at %s", verb, units, symbol, stop);
      break;
    case DT_ORDER_STOP_LIMIT:
      add_effect (preview, "%s %s %s at %s or better once it trades at %s", verb, units, symbol,
                  limit, stop);
      break;
    case DT_ORDER_MARKET:
    default:
      add_effect (preview, "%s %s %s at the market, last price %s", verb, units, symbol, limit);
      break;
    }
  if (act->verdict.granted != act->candidate.quantity)
    {
      g_autofree char *why = dt_guard_explain (&act->verdict, &act->candidate);

      add_effect (preview, "Of the %s asked for, the limit %s lets %s pass: %s",
                  dt_quantity_to_string (ABS (act->candidate.quantity), asked),
                  dt_guard_get_title (act->verdict.guard), units, why);
    }
  tell_overrides (preview, act->verdict.overridden);
  tell_bracket (preview, act);
}

static void
tell_protective (DtKernel          *kernel,
                 DtPreview         *preview,
                 DtInstrumentIndex  instrument,
                 guint64            id,
                 const char        *name,
                 DtQuantity         left)
{
  const DtOrder *order;
  char price[DT_KERNEL_PRICE_SIZE], units[DT_DECIMAL_BUF_SIZE];

  if (id == 0)
    return;

  order = dt_book_get_order (kernel->book, id);
  dt_kernel_write_price (order->stop != DT_MONEY_NONE ? order->stop : order->limit, price);
  if (left == 0)
    add_effect (preview, "Cancels the %s of %s at %s", name, symbol_of (kernel, instrument), price);
  else
    add_effect (preview, "The %s of %s at %s is then for %s", name, symbol_of (kernel, instrument),
                price, dt_quantity_to_string (ABS (left), units));
}

static void
tell_close (DtKernel         *kernel,
            const DtHandAct  *act,
            DtPreview        *preview,
            After            *after)
{
  const DtPosition *position = &kernel->book->positions[act->instrument];
  DtQuantity quantity = position->quantity > 0 ? -act->quantity : act->quantity;
  DtQuantity left = position->quantity + quantity;
  char units[DT_DECIMAL_BUF_SIZE], price[DT_KERNEL_PRICE_SIZE];

  count_order (kernel, preview, after, act->instrument, quantity,
               last_price (kernel, act->instrument));
  add_effect (preview, "%s %s %s at the %s, last price %s",
              quantity > 0 ? "Buys back" : "Sells",
              dt_quantity_to_string (act->quantity, units), symbol_of (kernel, act->instrument),
              act->tif == DT_TIF_CLS ? "close" : "market",
              dt_kernel_write_price (preview->price, price));
  tell_protective (kernel, preview, act->instrument, position->stop_order, "stop", left);
  tell_protective (kernel, preview, act->instrument, position->target_order, "target", left);
}

static void
tell_cancel (DtKernel        *kernel,
             const DtHandAct *act,
             DtPreview       *preview)
{
  const DtPosition *position = &kernel->book->positions[act->instrument];
  const DtOrder *order = dt_book_get_order (kernel->book, act->order);
  const char *symbol = symbol_of (kernel, act->instrument);
  const char *name = order->role == DT_ROLE_TRAIL ? "stop" : dt_order_role_to_string (order->role);
  DtMoney at = order->stop != DT_MONEY_NONE ? order->stop : order->limit;
  char price[DT_KERNEL_PRICE_SIZE];

  if (at == DT_MONEY_NONE)
    add_effect (preview, "Cancels the %s of %s at the market", name, symbol);
  else
    add_effect (preview, "Cancels the %s of %s at %s", name, symbol,
                dt_kernel_write_price (at, price));
  if (order->id == position->stop_order)
    add_effect (preview, "%s then has no stop", symbol);
}

static void
tell_move (DtKernel        *kernel,
           const DtHandAct *act,
           DtPreview       *preview)
{
  const DtPosition *position = &kernel->book->positions[act->instrument];
  const DtOrder *order = dt_book_get_order (kernel->book, position->stop_order);
  char from[DT_KERNEL_PRICE_SIZE], to[DT_KERNEL_PRICE_SIZE];

  preview->price = act->stop;
  add_effect (preview, "Moves the stop of %s from %s to %s", symbol_of (kernel, act->instrument),
              dt_kernel_write_price (order->stop, from), dt_kernel_write_price (act->stop, to));
}

static void
tell_add_stop (DtKernel        *kernel,
               const DtHandAct *act,
               DtPreview       *preview)
{
  char stop[DT_KERNEL_PRICE_SIZE];

  preview->price = act->stop;
  add_effect (preview, "Gives %s a stop at %s", symbol_of (kernel, act->instrument),
              dt_kernel_write_price (act->stop, stop));
}

static void
tell_target (DtKernel        *kernel,
             const DtHandAct *act,
             DtPreview       *preview)
{
  const DtPosition *position = &kernel->book->positions[act->instrument];
  const char *symbol = symbol_of (kernel, act->instrument);
  char from[DT_KERNEL_PRICE_SIZE], to[DT_KERNEL_PRICE_SIZE];

  preview->price = act->target;
  dt_kernel_write_price (act->target, to);
  if (act->kind == DT_HAND_ADD_TARGET)
    add_effect (preview, "Gives %s a target at %s", symbol, to);
  else
    add_effect (preview, "Moves the target of %s from %s to %s", symbol,
                dt_kernel_write_price (dt_book_get_order (kernel->book,
                                                          position->target_order)->limit, from),
                to);
}

static void
tell_act (DtKernel         *kernel,
          const DtHandAct  *act,
          DtPreview        *preview,
          After            *after)
{
  switch (act->kind)
    {
    case DT_HAND_ENTER:
      tell_enter (kernel, act, preview, after);
      break;
    case DT_HAND_CLOSE:
      tell_close (kernel, act, preview, after);
      break;
    case DT_HAND_CANCEL:
      tell_cancel (kernel, act, preview);
      break;
    case DT_HAND_ADD_STOP:
      tell_add_stop (kernel, act, preview);
      break;
    case DT_HAND_MOVE_TARGET:
    case DT_HAND_ADD_TARGET:
      tell_target (kernel, act, preview);
      break;
    case DT_HAND_MOVE_STOP:
    default:
      tell_move (kernel, act, preview);
      break;
    }
}

/* Of what is held after the one act, from the price expected to the stop that there is then. */
static DtMoney
loss_at_stop (DtKernel        *kernel,
              const DtHandAct *act,
              DtQuantity       held)
{
  const DtPosition *position = &kernel->book->positions[act->instrument];
  DtMoney stop, last = last_price (kernel, act->instrument);

  if (act->kind == DT_HAND_ENTER && act->stop != DT_MONEY_NONE)
    return value_of (ABS (act->candidate.price - act->stop), held);
  if (act->kind == DT_HAND_ADD_STOP && last != DT_MONEY_NONE)
    return value_of (ABS (last - act->stop), held);
  if (held == 0 || position->stop_order == 0 || last == DT_MONEY_NONE
      || (act->kind == DT_HAND_CANCEL && act->order == position->stop_order))
    return DT_MONEY_NONE;

  stop = act->kind == DT_HAND_MOVE_STOP
         ? act->stop : dt_book_get_order (kernel->book, position->stop_order)->stop;
  return value_of (ABS (last - stop), held);
}

/* One act is about one instrument; several, or none, are not. */
static void
finish_figures (DtKernel         *kernel,
                const DtHandPlan *plan,
                DtPreview        *preview,
                const After      *after)
{
  double equity = dt_money_to_double (kernel->equity - preview->fees);

  preview->cash_after = after->cash;
  preview->exposure_after = equity > 0. ? dt_money_to_double (after->gross) / equity : NAN;
  if (plan->acts->len == 1 && !plan->stops_entries)
    {
      const DtHandAct *act = &g_array_index (plan->acts, DtHandAct, 0);

      preview->instrument = act->instrument;
      if (act->kind == DT_HAND_CANCEL || act->kind >= DT_HAND_MOVE_STOP)
        preview->position_after = kernel->book->positions[act->instrument].quantity;
      preview->loss_at_stop = loss_at_stop (kernel, act, preview->position_after);
      return;
    }

  preview->quantity = preview->position_after = 0;
  preview->price = DT_MONEY_NONE;
}

static void
describe (DtKernel         *kernel,
          const DtHandPlan *plan,
          DtPreview        *preview)
{
  After after = {
    kernel->book->cash, dt_kernel_get_gross (kernel, DT_INSTRUMENT_INDEX_NONE),
  };

  for (guint i = 0; i < plan->acts->len; i++)
    tell_act (kernel, &g_array_index (plan->acts, DtHandAct, i), preview, &after);
  if (plan->stops_entries)
    add_effect (preview, "Opens nothing new until re-armed");
  else if (plan->acts->len == 0)
    add_effect (preview, "Nothing is held and no entry is working");
  finish_figures (kernel, plan, preview, &after);
}

/* The first act that the guards refuse: then nothing of the plan is done. */
static const DtHandAct *
find_refused (const DtHandPlan *plan)
{
  for (guint i = 0; i < plan->acts->len; i++)
    {
      const DtHandAct *act = &g_array_index (plan->acts, DtHandAct, i);

      if (act->kind == DT_HAND_ENTER && act->verdict.granted == 0)
        return act;
    }

  return NULL;
}

void
dt_kernel_preview (DtKernel    *kernel,
                   const char  *name,
                   GVariant    *arguments,
                   DtPreview   *preview)
{
  g_auto(DtHandPlan) plan = { NULL };
  g_autoptr(GError) refusal = NULL;
  const DtHandAct *refused;

  *preview = (DtPreview) {
    .instrument = DT_INSTRUMENT_INDEX_NONE,
    .price = DT_MONEY_NONE,
    .loss_at_stop = DT_MONEY_NONE,
    .cash_after = kernel->book->cash,
    .effects = g_ptr_array_new_with_free_func (g_free),
  };
  if (!dt_hand_plan_make (&plan, kernel, name, arguments, &refusal))
    {
      preview->refused_by = plan.refused_by;
      preview->reason = g_strdup (refusal->message);
    }
  else if ((refused = find_refused (&plan)) != NULL)
    {
      preview->refused_by = refused->verdict.guard;
      preview->instrument = refused->instrument;
      preview->overridable = dt_guard_is_overridable (refused->verdict.guard);
      preview->reason = dt_kernel_explain_refusal (kernel, &refused->candidate,
                                                   &refused->verdict);
    }
  else
    {
      preview->allowed = TRUE;
      describe (kernel, &plan, preview);
    }
}

void
dt_preview_clear (DtPreview *preview)
{
  g_clear_pointer (&preview->reason, g_free);
  g_clear_pointer (&preview->effects, g_ptr_array_unref);
}
