/* dt-kernel-context.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-kernel-private.h"

/* What rules and guards may know of the account, read off the book. */

static double
order_price (DtBook  *book,
             guint64  order,
             gboolean is_stop)
{
  const DtOrder *row;

  if (order == 0)
    return NAN;

  row = dt_book_get_order (book, order);
  return dt_money_to_double (is_stop ? row->stop : row->limit);
}

static void
fill_flat (DtRulePosition *position)
{
  *position = (DtRulePosition) {
    .entry_price = NAN,
    .bars_since_entry = NAN,
    .minutes_since_entry = NAN,
    .highest_since_entry = NAN,
    .lowest_since_entry = NAN,
    .stop_price = NAN,
    .target_price = NAN,
  };
}

void
dt_kernel_get_position (DtKernel          *kernel,
                        DtInstrumentIndex  instrument,
                        DtRulePosition    *position)
{
  const DtPosition *held = &kernel->book->positions[instrument];
  const DtInstrumentState *state = &kernel->instruments[instrument];
  double entry;

  fill_flat (position);
  if (held->quantity == 0)
    return;

  entry = dt_money_to_double (dt_position_average (held));
  position->quantity = dt_quantity_to_double (held->quantity);
  position->entry_price = entry;
  position->bars_since_entry = held->bars;
  position->minutes_since_entry = (double) (kernel->time - state->entered) / DT_MINUTE;
  position->highest_since_entry = held->high;
  position->lowest_since_entry = held->low;
  position->stop_price = order_price (kernel->book, held->stop_order, TRUE);
  position->target_price = order_price (kernel->book, held->target_order, FALSE);
  position->profit = position->quantity * (held->last - entry);
  position->profit_fraction = (held->quantity > 0 ? 1. : -1.) * (held->last / entry - 1.);
}

/* Value of one position at its mark, unsigned. */
DtMoney
dt_kernel_get_value (const DtKernel    *kernel,
                     DtInstrumentIndex  instrument)
{
  const DtPosition *position = &kernel->book->positions[instrument];
  DtMoney mark, value;

  if (position->quantity == 0
      || !dt_money_from_double (position->last, &mark)
      || !dt_money_times (mark, ABS (position->quantity), &value))
    return 0;

  return value;
}

/* Value of all positions, both signs counted up, at their marks; one instrument left out. */
DtMoney
dt_kernel_get_gross (const DtKernel    *kernel,
                     DtInstrumentIndex  without)
{
  const DtBook *book = kernel->book;
  DtMoney gross = 0;

  for (guint i = 0; i < book->n_open; i++)
    if (book->open[i] != without)
      gross += dt_kernel_get_value (kernel, book->open[i]);

  return gross;
}

/* Fraction, 0 or below. */
double
dt_kernel_get_drawdown (const DtKernel *kernel)
{
  double equity = dt_money_to_double (kernel->equity);

  return kernel->peak > 0. ? MIN (equity / kernel->peak - 1., 0.) : 0.;
}

/* Of the session, as a fraction. */
double
dt_kernel_get_day_profit (const DtKernel *kernel)
{
  return kernel->day_start > 0.
         ? dt_money_to_double (kernel->equity) / kernel->day_start - 1. : 0.;
}

void
dt_kernel_get_account (DtKernel      *kernel,
                       DtRuleAccount *account)
{
  double equity = dt_money_to_double (kernel->equity);
  double gross = dt_money_to_double (dt_kernel_get_gross (kernel, DT_INSTRUMENT_INDEX_NONE));

  *account = (DtRuleAccount) {
    .equity = equity,
    .cash = dt_money_to_double (kernel->book->cash),
    .day_profit = equity - kernel->day_start,
    .drawdown = dt_kernel_get_drawdown (kernel),
    .exposure = equity > 0. ? gross / equity : NAN,
    .n_positions = kernel->book->n_open,
  };
}

void
dt_kernel_update_equity (DtKernel *kernel)
{
  double equity;

  if (!dt_book_get_equity (kernel->book, &kernel->equity))
    {
      dt_kernel_fail (kernel, g_error_new_literal (DT_TRADE_ERROR, DT_TRADE_ERROR_OVERFLOW,
                                                   "The account's value does not fit into money"));
      return;
    }

  equity = dt_money_to_double (kernel->equity);
  kernel->peak = MAX (kernel->peak, equity);
}
