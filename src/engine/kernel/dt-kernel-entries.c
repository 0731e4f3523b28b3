/* dt-kernel-entries.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-kernel-private.h"

/* Candidates of one instant: sorted, sized, guarded and sent one after the other, each seeing what
 * the ones before have taken. */

static int
compare_wanted (gconstpointer a,
                gconstpointer b)
{
  const DtWanted *x = a, *y = b;
  double rank_x = isnan (x->decision.rank) ? -INFINITY : x->decision.rank;
  double rank_y = isnan (y->decision.rank) ? -INFINITY : y->decision.rank;

  if (rank_x != rank_y)
    return rank_x > rank_y ? -1 : 1;
  if (x->instrument != y->instrument)
    return x->instrument < y->instrument ? -1 : 1;

  return (x->strategy > y->strategy) - (x->strategy < y->strategy);
}

static DtMoney
rounded_price (double  price,
               DtMoney tick)
{
  DtMoney money;

  if (!dt_money_from_double (price, &money))
    return DT_MONEY_NONE;

  money = dt_money_round_to_tick (money, tick);
  return money > 0 ? money : DT_MONEY_NONE;
}

/* Type, prices and life of the entry order; %FALSE when a price that it needs is missing. */
static gboolean
shape_order (DtKernel       *kernel,
             const DtWanted *wanted,
             DtOrder        *order)
{
  const DtStrategy *strategy = &kernel->strategies[wanted->strategy];
  const DtStrategyFile *file = strategy->file;
  DtMoney tick = kernel->config.instruments[wanted->instrument]->tick;
  gboolean limits = file->entry == DT_ENTRY_LIMIT || file->entry == DT_ENTRY_STOP_LIMIT;
  gboolean stops = file->entry == DT_ENTRY_STOP || file->entry == DT_ENTRY_STOP_LIMIT;

  order->type = limits ? (stops ? DT_ORDER_STOP_LIMIT : DT_ORDER_LIMIT)
                       : (stops ? DT_ORDER_STOP : DT_ORDER_MARKET);
  order->limit = limits ? rounded_price (wanted->decision.limit, tick) : DT_MONEY_NONE;
  order->stop = stops ? rounded_price (wanted->decision.trigger, tick) : DT_MONEY_NONE;
  order->tif = file->entry_good_till_cancelled || order->type == DT_ORDER_MARKET
               ? DT_TIF_GTC : DT_TIF_DAY;
  order->bars_left = order->tif == DT_TIF_DAY ? file->entry_bars : 0;

  return (!limits || order->limit != DT_MONEY_NONE) && (!stops || order->stop != DT_MONEY_NONE);
}

static DtMoney
expected_price (const DtOrder *order,
                double         close)
{
  DtMoney price;

  if (order->limit != DT_MONEY_NONE)
    return order->limit;
  if (order->stop != DT_MONEY_NONE)
    return order->stop;

  return dt_money_from_double (close, &price) && price > 0 ? price : DT_MONEY_NONE;
}

/* Distance from the expected entry to the protective stop; 0 without one. */
static DtMoney
expected_risk (DtKernel       *kernel,
               const DtWanted *wanted,
               DtMoney         price)
{
  DtStrategy *strategy = &kernel->strategies[wanted->strategy];
  double entry = dt_money_to_double (price);
  DtRulePosition view = {
    .quantity = wanted->decision.enter,
    .entry_price = entry,
    .highest_since_entry = entry,
    .lowest_since_entry = entry,
    .stop_price = NAN,
    .target_price = NAN,
  };
  DtRuleAccount account;
  DtRuleContext context = {
    .session = &kernel->instruments[wanted->instrument].tracker,
    .position = &view,
    .account = &account,
  };
  DtExitPrices prices;
  double distance;
  DtMoney risk;

  if ((kernel->reads & DT_RULE_READS_ACCOUNT) != 0)
    dt_kernel_get_account (kernel, &account);
  dt_strategy_get_exits (strategy, wanted->decision.enter > 0, &context, &prices);
  distance = wanted->decision.enter * (entry - prices.stop);
  if (!isnan (prices.trail))
    distance = isnan (distance) ? prices.trail : MIN (distance, prices.trail);

  return dt_money_from_double (distance, &risk) && risk > 0 ? risk : 0;
}

/* Value in the candidate's sector, working entries included; instruments without a sector share
 * none. */
static DtMoney
sector_value (const DtKernel    *kernel,
              DtInstrumentIndex  instrument)
{
  const DtInstrumentState *states = kernel->instruments;
  const DtBook *book = kernel->book;
  GQuark sector = states[instrument].sector;
  DtMoney sum = 0;

  if (sector == 0)
    return 0;

  for (guint i = 0; i < book->n_open; i++)
    if (book->open[i] != instrument && states[book->open[i]].sector == sector)
      sum += dt_kernel_get_value (kernel, book->open[i]);
  for (guint i = 0; i < kernel->entering->len; i++)
    {
      DtInstrumentIndex other = dt_rows_index (kernel->entering, DtInstrumentIndex, i);

      if (other != instrument && states[other].sector == sector)
        sum += states[other].entry_reserved;
    }

  return sum;
}

/* Instruments that are held or are being entered; a reversal is one. */
static guint
count_positions (const DtKernel    *kernel,
                 DtInstrumentIndex  without)
{
  const DtBook *book = kernel->book;
  guint n = book->n_open - (book->positions[without].quantity != 0);

  for (guint i = 0; i < kernel->entering->len; i++)
    {
      DtInstrumentIndex other = dt_rows_index (kernel->entering, DtInstrumentIndex, i);

      n += other != without && book->positions[other].quantity == 0;
    }

  return n;
}

static void
fill_view (DtKernel          *kernel,
           DtInstrumentIndex  instrument,
           DtRiskView        *view)
{
  *view = (DtRiskView) {
    .equity = kernel->equity,
    .cash = kernel->book->cash,
    .reserved = kernel->reserved,
    .gross = dt_kernel_get_gross (kernel, instrument),
    .n_positions = count_positions (kernel, instrument),
    .day_profit_fraction = dt_kernel_get_day_profit (kernel),
    .drawdown = dt_kernel_get_drawdown (kernel),
    .minutes_to_close = dt_kernel_get_minutes_left (kernel, instrument),
    .breaker = kernel->breaker || kernel->journal_failed,
  };
  if (kernel->config.risk->max_sector_fraction > 0.)
    view->sector = sector_value (kernel, instrument);
}

/* What an entry may spend: equity at the allowed leverage, less what is held and spoken for. */
static DtMoney
buying_power (const DtKernel   *kernel,
              const DtRiskView *view)
{
  double leverage = kernel->config.risk->max_gross_exposure;
  DtMoney means = leverage > 1. ? (DtMoney) ((double) view->equity * leverage) : view->equity;

  return MAX (means - view->gross - view->reserved, 0);
}

/**
 * dt_kernel_judge_entry:
 * @order: as dt_kernel_enter() takes it
 * @close: last price, USD
 *
 * What size and guards say to an entry now. Changes nothing.
 */
void
dt_kernel_judge_entry (DtKernel      *kernel,
                       const DtOrder *order,
                       double         close,
                       DtCandidate   *candidate,
                       DtVerdict     *verdict)
{
  const DtInstrument *instrument = kernel->config.instruments[order->instrument];
  const DtInstrumentState *state = &kernel->instruments[order->instrument];
  DtMoney price = expected_price (order, close);
  DtQuantity asked;
  DtRiskView view;

  fill_view (kernel, order->instrument, &view);
  asked = order->strategy == DT_STRATEGY_USER
          ? ABS (order->quantity)
          : dt_size_get_quantity (&order->size, view.equity, buying_power (kernel, &view), price,
                                  order->risk, instrument->lot);
  *candidate = (DtCandidate) {
    .instrument = order->instrument,
    .quantity = order->quantity > 0 ? asked : -asked,
    .price = price,
    .volume = state->series->volume[state->bar],
    .lot = instrument->lot,
    .closes = kernel->book->positions[order->instrument].quantity != 0,
  };
  *verdict = asked == 0 ? (DtVerdict) { 0, "size" }
                        : dt_risk_check_entry (kernel->config.risk, &view, candidate);
}

/**
 * dt_kernel_enter:
 * @order: filled in but for quantities that its size decides; quantity holds the sign, or the
 *   quantity of an order by hand
 * @refused_by: (out): the guard, when it does not go out
 *
 * Sizes and guards one entry and puts it on its way. The signal's row is in the book already.
 */
gboolean
dt_kernel_enter (DtKernel       *kernel,
                 const DtSignal *signal,
                 const DtOrder  *order,
                 const char    **refused_by)
{
  DtInstrumentState *state = &kernel->instruments[order->instrument];
  DtSignal *row = dt_book_get_signal (kernel->book, signal->id);
  DtOrder sized = *order;
  DtCandidate candidate;
  DtVerdict verdict;

  dt_kernel_judge_entry (kernel, order, signal->price, &candidate, &verdict);
  row->asked = candidate.quantity;
  row->granted = verdict.granted;
  if (verdict.granted == 0)
    {
      *refused_by = verdict.guard;
      return FALSE;
    }

  sized.quantity = verdict.granted;
  /* A guard's cut holds at the fill as well */
  if (verdict.granted != candidate.quantity)
    sized.sized_at_fill = FALSE;
  row->taken = TRUE;
  row->refused_by = verdict.guard;
  dt_money_times (candidate.price, ABS (sized.quantity), &state->entry_reserved);
  kernel->reserved += state->entry_reserved;
  state->entry = dt_kernel_add_order (kernel, &sized)->id;
  dt_rows_add (kernel->entering, DtInstrumentIndex, order->instrument);

  return TRUE;
}

static const char *
check_owner (DtKernel       *kernel,
             const DtWanted *wanted,
             guint           strategy)
{
  const DtPosition *position = &kernel->book->positions[wanted->instrument];

  if (position->quantity != 0 && position->strategy != strategy)
    return "owner";
  if (kernel->instruments[wanted->instrument].entry != 0)
    return "working-entry";

  return NULL;
}

static const char *
try_candidate (DtKernel       *kernel,
               const DtWanted *wanted,
               const DtSignal *signal)
{
  const DtStrategyFile *file = kernel->strategies[wanted->strategy].file;
  const char *refused_by = check_owner (kernel, wanted, signal->strategy);
  DtOrder order = {
    .signal = signal->id,
    .instrument = wanted->instrument,
    .strategy = signal->strategy,
    .role = DT_ROLE_ENTRY,
    .size = file->size,
    .sized_at_fill = file->size.at == DT_SIZE_AT_FILL,
    .quantity = wanted->decision.enter,
  };

  if (refused_by == NULL)
    refused_by = dt_kernel_check_strategy (kernel, signal->strategy, wanted->instrument);
  if (refused_by != NULL)
    return refused_by;
  if (!shape_order (kernel, wanted, &order)
      || expected_price (&order, signal->price) == DT_MONEY_NONE)
    return "missing-price";

  order.risk = expected_risk (kernel, wanted, expected_price (&order, signal->price));
  if (order.risk == 0 && dt_strategy_needs_stop (file, wanted->decision.enter > 0))
    return "missing-stop";

  dt_kernel_enter (kernel, signal, &order, &refused_by);
  return refused_by;
}

static void
take_candidate (DtKernel       *kernel,
                const DtWanted *wanted)
{
  const DtStrategy *strategy = &kernel->strategies[wanted->strategy];
  const DtInstrumentState *state = &kernel->instruments[wanted->instrument];
  DtSignal signal = {
    .time = kernel->time,
    .instrument = wanted->instrument,
    .strategy = wanted->strategy / kernel->config.n_instruments,
    .kind = wanted->decision.enter > 0 ? DT_SIGNAL_ENTER_LONG : DT_SIGNAL_ENTER_SHORT,
    .price = state->series->close[state->bar],
    .rank = wanted->decision.rank,
  };
  const char *refused_by;

  dt_strategy_fill_inputs (strategy, wanted->decision.output, &signal);
  signal.id = dt_book_add_signal (kernel->book, &signal)->id;

  /* The closing half of a reversal stands whatever becomes of the other */
  if (wanted->decision.exit)
    dt_kernel_close_position (kernel, wanted->instrument, DT_ROLE_EXIT, signal.id, 0);

  refused_by = try_candidate (kernel, wanted, &signal);
  if (refused_by != NULL)
    {
      dt_book_get_signal (kernel->book, signal.id)->refused_by = refused_by;
      if (kernel->config.journalled)
        dt_book_add_activity (kernel->book, kernel->time, DT_ACTIVITY_REJECTION,
                              wanted->instrument, 0, signal.id,
                              "Entry of \"%s\" refused by %s", strategy->file->name, refused_by);
    }
}

void
dt_kernel_take_candidates (DtKernel *kernel)
{
  DtWanted *wanted = (DtWanted *) kernel->wanted->data;
  guint n = kernel->wanted->len;

  if (n == 0)
    return;

  if (n > 1)
    qsort (wanted, n, sizeof *wanted, compare_wanted);
  for (guint i = 0; i < n; i++)
    take_candidate (kernel, &wanted[i]);

  kernel->wanted->len = 0;
}
