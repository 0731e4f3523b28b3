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
rearm (DtKernel  *kernel,
       GError   **error)
{
  DtAccountView view;

  dt_kernel_view_account (kernel, &view);
  if (view.entries != DT_ENTRIES_EMERGENCY && view.entries != DT_ENTRIES_DRAWDOWN
      && view.entries != DT_ENTRIES_BREAKER)
    return refuse (error, "There is nothing to re-arm: neither was the emergency stop pressed nor "
                   "has the circuit breaker tripped");

  dt_kernel_rearm (kernel);
  return TRUE;
}

static gboolean
dispatch (DtKernel    *kernel,
          const char  *name,
          GVariant    *arguments,
          GError     **error)
{
  g_auto(DtHandPlan) plan = { NULL };

  if (g_str_equal (name, "engine.rearm"))
    return rearm (kernel, error);

  return dt_hand_plan_make (&plan, kernel, name, arguments, error)
         && dt_hand_plan_perform (&plan, kernel, error);
}

/* "Buy: symbol AAPL, quantity 117, protect 168.5" */
static char *
describe (const char *name,
          GVariant   *arguments)
{
  const DtCommand *command = dt_command_find (name);
  g_autoptr(GString) text = g_string_new (command != NULL ? command->title : name);

  for (guint i = 0, n = 0; command != NULL && i < command->n_arguments; i++)
    {
      const char *argument = command->arguments[i].name;
      g_autoptr(GVariant) value = g_variant_lookup_value (arguments, argument, NULL);
      g_autofree char *printed = value != NULL ? g_variant_print (value, FALSE) : NULL;
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      const char *word = printed;

      if (value == NULL)
        continue;
      if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        word = g_variant_get_string (value, NULL);
      else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
        word = g_ascii_formatd (number, sizeof number, "%.10g", g_variant_get_double (value));
      g_string_append_printf (text, "%s%s %s", n++ > 0 ? ", " : ": ", argument, word);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
dt_kernel_command (DtKernel    *kernel,
                   const char  *name,
                   GVariant    *arguments,
                   GError     **error)
{
  g_autofree char *text = g_variant_print (arguments, TRUE);
  DtJournalCommand command = { kernel->step, kernel->time, (char *) name, text };
  g_autofree char *words = describe (name, arguments);
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
                        0, 0, "%s%s%s", words, refusal != NULL ? ": refused: " : "",
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
  DtMoney low, high;

  if (!dt_money_from_double (column[state->bar], &fill->reference)
      || !dt_money_from_double (state->series->low[state->bar], &low)
      || !dt_money_from_double (state->series->high[state->bar], &high)
      || !dt_slippage_apply (&kernel->config.slippage, fill->reference, quantity,
                             kernel->config.instruments[instrument]->tick, &fill->price))
    return FALSE;

  /* As for any other market order, slippage ends with the bar's range */
  fill->price = CLAMP (fill->price, low, high);
  return dt_commission_get (&kernel->config.commission, ABS (quantity), fill->price, TRUE,
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

/* What a broker of ours holds is all that is live, and nearly always among the last orders of many
 * more. */
static guint64
find_first_live (const DtKernel *kernel)
{
  guint64 id = kernel->book->orders->len + 1;
  guint n_left;

  if (!kernel->config.simulated)
    return 1;

  n_left = ((const DtSimulatedBroker *) kernel->config.broker)->n_orders;
  while (id > 1 && n_left > 0)
    n_left -= dt_order_is_live (dt_book_get_order (kernel->book, --id)) != FALSE;

  return id;
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
  dt_kernel_apply_last_delistings (kernel);

  for (DtInstrumentIndex i = 0; i < kernel->config.n_instruments && close >= 0; i++)
    if (kernel->book->positions[i].quantity != 0)
      close_at_end (kernel, i, close);

  for (guint64 id = find_first_live (kernel); id <= kernel->book->orders->len; id++)
    {
      DtOrder *order = dt_book_get_order (kernel->book, id);

      if (dt_order_is_live (order))
        {
          dt_kernel_send_cancel (kernel, id);
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
