/* dt-kernel-context.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-kernel-private.h"

/* What rules, guards and people may know of the account, read off the book. */

/* Fractions of money are exact to a billionth, as the guards take them. */
#define FRACTION_SCALE G_GINT64_CONSTANT (1000000000)

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

/* Margin */

/* Whether the account may use four times its excess now: within the day, and when that began with
 * the least equity. */
static gboolean
may_day_trade (const DtKernel *kernel)
{
  DtMoney start;

  return kernel->config.terms.margin == DT_MARGIN_PDT && kernel->has_day_means
         && dt_timeframe_is_intraday (kernel->config.timeframe)
         && dt_money_from_double (kernel->day_start, &start)
         && start >= DT_PATTERN_MIN_EQUITY;
}

DtMoney
dt_kernel_limit_by_margin (const DtKernel *kernel,
                           DtMoney         equity,
                           DtMoney         means)
{
  DtMoney most;

  switch (kernel->config.terms.margin)
    {
    case DT_MARGIN_CASH:
      most = equity;
      break;
    case DT_MARGIN_REGT:
      most = dt_margin_get_initial_means (equity);
      break;
    case DT_MARGIN_PDT:
      most = may_day_trade (kernel) ? kernel->day_means : dt_margin_get_initial_means (equity);
      break;
    case DT_MARGIN_NONE:
    default:
      return means;
    }

  return kernel->config.risk->max_gross_exposure > 0. ? MIN (means, most) : most;
}

/* Whether the account may open nothing now, or nothing on this side; @verdict says why. */
static gboolean
refuse_by_margin (DtKernel          *kernel,
                  const DtCandidate *candidate,
                  DtVerdict         *verdict)
{
  DtMoney start, required;

  if (kernel->config.terms.margin == DT_MARGIN_CASH && candidate->quantity < 0)
    {
      *verdict = (DtVerdict) { .guard = "cash-account" };
      return TRUE;
    }
  if (kernel->margin_call && dt_margin_sum_maintenance (kernel->book, &required))
    {
      *verdict = (DtVerdict) { .guard = "margin-call",
                               .measured = dt_money_to_double (kernel->equity),
                               .limit = dt_money_to_double (required) };
      return TRUE;
    }
  if (kernel->config.terms.margin == DT_MARGIN_PDT
      && dt_day_trades_is_pattern (kernel->day_trades, kernel->book)
      && dt_money_from_double (kernel->day_start, &start) && start < DT_PATTERN_MIN_EQUITY)
    {
      *verdict = (DtVerdict) { .guard = "pattern-day-trader", .measured = kernel->day_start,
                               .limit = dt_money_to_double (DT_PATTERN_MIN_EQUITY) };
      return TRUE;
    }

  return FALSE;
}

/* The last word on an entry that the guards let pass: what the broker of a margin account says. */
void
dt_kernel_check_margin (DtKernel          *kernel,
                        const DtRiskView  *view,
                        const DtCandidate *candidate,
                        DtVerdict         *verdict)
{
  DtMoney means = dt_kernel_limit_means (kernel, view->equity, G_MAXINT64 / 2);
  DtMoney asked;
  DtQuantity most;

  if (refuse_by_margin (kernel, candidate, verdict))
    return;

  most = dt_money_affords (MAX (means - view->gross - view->reserved, 0), candidate->price,
                           candidate->lot);
  if (most >= ABS (verdict->granted))
    return;
  if (dt_money_times (candidate->price, ABS (verdict->granted), &asked)
      && dt_money_add (asked, view->gross + view->reserved, &asked))
    verdict->measured = dt_money_to_double (asked);
  verdict->limit = dt_money_to_double (means);
  verdict->granted = verdict->granted > 0 ? most : -most;
  verdict->guard = "margin";
}

/* The position that has been held longest and is not on its way out; of several the first. */
static DtInstrumentIndex
find_oldest (const DtKernel *kernel)
{
  const DtBook *book = kernel->book;
  DtInstrumentIndex oldest = DT_INSTRUMENT_INDEX_NONE;

  for (guint i = 0; i < book->n_open; i++)
    if ((!dt_kernel_is_closing (kernel, book->open[i])
         || dt_kernel_waits_for_close (kernel, book->open[i]))
        && (oldest == DT_INSTRUMENT_INDEX_NONE
            || kernel->instruments[book->open[i]].entered < kernel->instruments[oldest].entered))
      oldest = book->open[i];

  return oldest;
}

/* What is being closed at the next open already needs no margin any more. */
static void
leave_out_closing (const DtKernel *kernel,
                   DtMoney        *required)
{
  const DtBook *book = kernel->book;
  DtMoney part;

  for (guint i = 0; i < book->n_open; i++)
    if (dt_kernel_is_closing (kernel, book->open[i])
        && !dt_kernel_waits_for_close (kernel, book->open[i])
        && dt_margin_get_maintenance (&book->positions[book->open[i]], &part))
      *required -= part;
}

static void
tell_margin_call (DtKernel *kernel,
                  DtMoney   required)
{
  char equity[DT_DECIMAL_BUF_SIZE], least[DT_DECIMAL_BUF_SIZE];

  if (kernel->config.journalled)
    dt_book_add_activity (kernel->book, kernel->time, DT_ACTIVITY_REJECTION,
                          DT_INSTRUMENT_INDEX_NONE, 0, 0,
                          "Margin call: equity of %s is below the maintenance margin of %s; the "
                          "oldest positions are closed at the next open",
                          dt_money_to_string (kernel->equity, equity),
                          dt_money_to_string (required, least));
}

/* Below the maintenance margin no entry is taken, and positions are closed, the oldest first, until
 * what is left is covered. */
void
dt_kernel_keep_margin (DtKernel *kernel)
{
  DtInstrumentIndex oldest;
  DtMoney required, part;
  gboolean called = kernel->margin_call;

  if (!dt_margin_sum_maintenance (kernel->book, &required))
    return;
  kernel->margin_call = kernel->equity < required;
  if (!kernel->margin_call)
    return;

  if (!called)
    tell_margin_call (kernel, required);
  dt_kernel_cancel_entries (kernel);
  leave_out_closing (kernel, &required);
  while (kernel->equity < required
         && (oldest = find_oldest (kernel)) != DT_INSTRUMENT_INDEX_NONE)
    {
      if (!dt_margin_get_maintenance (&kernel->book->positions[oldest], &part))
        break;
      dt_kernel_close_position (kernel, oldest, DT_ROLE_FLATTEN, 0, 0);
      required -= part;
    }
}

static DtEntriesState
entries_state (const DtKernel *kernel)
{
  const DtRiskProfile *risk = kernel->config.risk;

  if (kernel->breaker)
    return DT_ENTRIES_EMERGENCY;
  if (kernel->journal_failed)
    return DT_ENTRIES_JOURNAL;
  if (kernel->circuit.trip != DT_TRIP_NONE)
    return DT_ENTRIES_BREAKER;
  if (risk->max_drawdown > 0. && dt_kernel_get_drawdown (kernel) <= -risk->max_drawdown)
    return DT_ENTRIES_DRAWDOWN;
  if (risk->max_daily_loss > 0. && dt_kernel_get_day_profit (kernel) <= -risk->max_daily_loss)
    return DT_ENTRIES_DAILY_LOSS;

  return DT_ENTRIES_ALLOWED;
}

static DtMoney
buying_power (const DtKernel *kernel,
              DtMoney         gross)
{
  double leverage = kernel->config.risk->max_gross_exposure;
  DtMoney means;

  if (!dt_money_fraction (kernel->equity,
                          llrint ((leverage > 0. ? leverage : 1.) * FRACTION_SCALE),
                          FRACTION_SCALE, &means))
    return 0;
  means = dt_kernel_limit_means (kernel, kernel->equity, means);

  return MAX (means - gross - kernel->reserved, 0);
}

static DtMoney
open_risk (const DtKernel   *kernel,
           const DtPosition *position)
{
  DtMoney last, risk;

  if (position->stop_order == 0
      || !dt_money_from_double (position->last, &last)
      || !dt_money_times (ABS (last - dt_book_get_order (kernel->book, position->stop_order)->stop),
                          ABS (position->quantity), &risk))
    return 0;

  return risk;
}

/* What the session may still lose before nothing new is opened. */
static DtMoney
loss_left (const DtKernel *kernel)
{
  double limit = kernel->config.risk->max_daily_loss;
  double left = kernel->day_start * (limit - 1.) + dt_money_to_double (kernel->equity);
  DtMoney money;

  if (limit <= 0. || kernel->day_start <= 0. || !dt_money_from_double (MAX (left, 0.), &money))
    return DT_MONEY_NONE;

  return money;
}

/**
 * dt_kernel_view_account:
 *
 * Realised profit is what cash and the cost of what is held have gained on the deposit: every fill
 * moves all three by the same amount, and a fee takes it off.
 */
void
dt_kernel_view_account (const DtKernel *kernel,
                        DtAccountView  *view)
{
  const DtBook *book = kernel->book;

  *view = (DtAccountView) {
    .realised = book->cash - kernel->config.cash,
    .entries = entries_state (kernel),
    .circuit = kernel->circuit,
    .loss_left = loss_left (kernel),
    .max_day_trades = kernel->config.risk->max_day_trades,
  };
  if (kernel->day_trades != NULL)
    view->day_trades = dt_day_trades_count (kernel->day_trades, book,
                                            dt_time_get_new_york_date (kernel->time, NULL));

  for (guint i = 0; i < book->n_open; i++)
    {
      const DtPosition *position = &book->positions[book->open[i]];
      DtMoney *side = position->quantity > 0 ? &view->long_value : &view->short_value;

      *side += dt_kernel_get_value (kernel, book->open[i]);
      view->realised += position->cost;
      view->open_risk += open_risk (kernel, position);
    }

  view->buying_power = buying_power (kernel, view->long_value + view->short_value);
}

gboolean
dt_kernel_get_last_bar (const DtKernel     *kernel,
                        DtInstrumentIndex   instrument,
                        const DtBarSeries **series,
                        gsize              *bar)
{
  const DtInstrumentState *state = &kernel->instruments[instrument];

  *series = state->series;
  *bar = state->bar;

  return state->series != NULL && state->seen;
}
