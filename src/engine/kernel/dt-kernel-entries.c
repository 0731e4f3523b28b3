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

static DtTimeInForce
entry_tif (const DtStrategyFile *file,
           DtOrderType           type)
{
  if (file->entry_moment != DT_MOMENT_ANY)
    return file->entry_moment == DT_MOMENT_OPEN ? DT_TIF_OPG : DT_TIF_CLS;
  if (file->entry_immediate)
    return DT_TIF_IOC;

  return file->entry_good_till_cancelled || type == DT_ORDER_MARKET ? DT_TIF_GTC : DT_TIF_DAY;
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
  order->tif = entry_tif (file, order->type);
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

/* A level, a rate, or something that was to be settled before. */
static gboolean
is_untradable (const DtKernel    *kernel,
               DtInstrumentIndex  instrument)
{
  const DtInstrument *row = kernel->config.instruments[instrument];

  return row->kind == DT_INSTRUMENT_INDEX || row->kind == DT_INSTRUMENT_RATE
         || (row->expiry != DT_DATE_NONE
             && row->expiry < dt_time_get_new_york_date (kernel->time, NULL));
}

/* Whether the same entry was given less than so many seconds ago, filled since or not. */
static gboolean
is_repeated (const DtKernel *kernel,
             const DtOrder  *order)
{
  DtTime since = kernel->time - kernel->config.risk->duplicate_seconds * DT_SECOND;

  for (guint i = kernel->book->orders->len; i > 0; i--)
    {
      const DtOrder *other = &dt_rows_index (kernel->book->orders, DtOrder, i - 1);

      if (other->submitted <= since)
        break;
      if (other->instrument == order->instrument && other->role == DT_ROLE_ENTRY
          && other->strategy == order->strategy && other->type == order->type
          && (other->quantity > 0) == (order->quantity > 0)
          && (order->strategy != DT_STRATEGY_USER || other->quantity == order->quantity)
          && other->limit == order->limit && other->stop == order->stop)
        return TRUE;
    }

  return FALSE;
}

static void
view_outlook (const DtKernel    *kernel,
              DtInstrumentIndex  instrument,
              DtRiskView        *view)
{
  DtOutlook outlook = { NAN, NAN, NAN, NAN };

  if (kernel->outlook != NULL)
    kernel->outlook (kernel->outlook_data, instrument, kernel->time, &outlook);
  view->earnings_days = outlook.earnings_days;
  view->sentiment = outlook.sentiment;
  view->bad_news_hours = outlook.bad_news_hours;
}

/* What is only worked out for a limit that asks for it. */
static G_NO_INLINE void
view_limits (DtKernel      *kernel,
             const DtOrder *order,
             DtRiskView    *view)
{
  const DtRiskProfile *risk = kernel->config.risk;
  const DtInstrumentState *state = &kernel->instruments[order->instrument];

  view->n_positions = count_positions (kernel, order->instrument);
  view->day_profit_fraction = dt_kernel_get_day_profit (kernel);
  view->drawdown = dt_kernel_get_drawdown (kernel);
  view->minutes_to_close = dt_kernel_get_minutes_left (kernel, order->instrument);
  view->losses_in_a_row = kernel->n_losses;
  if (risk->max_sector_fraction > 0.)
    view->sector = sector_value (kernel, order->instrument);
  if (risk->max_correlation > 0.)
    dt_kernel_view_correlation (kernel, order->instrument, order->quantity > 0 ? 1 : -1, view);
  if (risk->require_tradable)
    view->untradable = is_untradable (kernel, order->instrument);
  if (risk->require_session)
    view->no_session = !dt_guard_has_session (kernel->time, order->tif);
  if (risk->max_data_age > 0 && state->series->known[state->bar] < kernel->time)
    view->data_age = dt_guard_get_data_age (state->series->known[state->bar], kernel->time,
                                            kernel->config.timeframe, risk->max_data_age);
  if (kernel->day_trades != NULL)
    view->day_trades = dt_day_trades_count (kernel->day_trades, kernel->book,
                                            dt_time_get_new_york_date (kernel->time, NULL));
  if (risk->earnings_days > 0 || risk->news_hours > 0 || risk->min_sentiment > 0.)
    view_outlook (kernel, order->instrument, view);
}

static void
fill_view (DtKernel      *kernel,
           const DtOrder *order,
           DtRiskView    *view)
{
  DtInstrumentIndex instrument = order->instrument;
  const DtInstrumentState *state = &kernel->instruments[instrument];

  *view = (DtRiskView) {
    .equity = kernel->equity,
    .cash = kernel->book->cash,
    .reserved = kernel->reserved,
    .gross = dt_kernel_get_gross (kernel, instrument),
    .correlation = NAN,
    .correlated = DT_INSTRUMENT_INDEX_NONE,
    .emergency = kernel->breaker,
    .journal_failed = kernel->journal_failed,
    .breaker = kernel->circuit.trip != DT_TRIP_NONE,
    .banned = state->banned,
    .locked = kernel->config.locked,
    .held = kernel->book->positions[instrument].quantity,
  };
  if (kernel->config.risk->duplicate_seconds > 0)
    view->duplicate = is_repeated (kernel, order);
  if (kernel->limits != 0)
    view_limits (kernel, order, view);
}

/* What an entry may spend: equity at the allowed leverage, less what is held and spoken for. */
static DtMoney
buying_power (const DtKernel   *kernel,
              const DtRiskView *view)
{
  double leverage = kernel->config.risk->max_gross_exposure;
  DtMoney means = leverage > 1. ? (DtMoney) ((double) view->equity * leverage) : view->equity;

  means = dt_kernel_limit_means (kernel, view->equity, means);
  return MAX (means - view->gross - view->reserved, 0);
}

/**
 * dt_kernel_judge_entry:
 * @order: as dt_kernel_enter() takes it
 * @close: last price, USD
 * @overrides: guards that the user overrides
 * @logged: whether what changes the size is told in the activity
 *
 * What size and guards say to an entry now. Changes nothing else.
 */
void
dt_kernel_judge_entry (DtKernel      *kernel,
                       const DtOrder *order,
                       double         close,
                       guint32        overrides,
                       gboolean       logged,
                       DtCandidate   *candidate,
                       DtVerdict     *verdict)
{
  const DtInstrument *instrument = kernel->config.instruments[order->instrument];
  const DtInstrumentState *state = &kernel->instruments[order->instrument];
  DtMoney price = expected_price (order, close);
  DtMoney power;
  DtQuantity asked;
  gboolean has_edge;
  DtRiskView view;

  fill_view (kernel, order, &view);
  power = buying_power (kernel, &view);
  asked = order->strategy == DT_STRATEGY_USER
          ? ABS (order->quantity)
          : dt_size_get_quantity (&order->size, view.equity, power, price, order->risk,
                                  instrument->lot);
  if (G_UNLIKELY (kernel->records != NULL && asked > 0))
    asked = dt_kernel_scale_size (kernel, order, price, asked,
                                  dt_money_affords (power, price, instrument->lot), logged);
  has_edge = asked >= 0;
  asked = MAX (asked, 0);
  *candidate = (DtCandidate) {
    .instrument = order->instrument,
    .quantity = order->quantity > 0 ? asked : -asked,
    .price = price,
    .volume = state->series->volume[state->bar],
    .lot = instrument->lot,
    .closes = kernel->book->positions[order->instrument].quantity != 0,
    .risk = order->risk,
    .limit = order->limit,
    .stop = order->stop,
    .overrides = overrides,
    .by_hand = order->strategy == DT_STRATEGY_USER,
  };
  if (!dt_money_from_double (close, &candidate->last))
    candidate->last = 0;
  *verdict = asked == 0 ? (DtVerdict) { .guard = has_edge ? "size" : "kelly" }
                        : dt_risk_check_entry_by (kernel->config.risk, kernel->limits, &view,
                                                  candidate);
  if (kernel->config.terms.margin != DT_MARGIN_NONE && verdict->granted != 0)
    dt_kernel_check_margin (kernel, &view, candidate, verdict);
}

/* Returns: (transfer full): a sentence with the guard, what it measured and what would pass */
char *
dt_kernel_explain_refusal (const DtKernel    *kernel,
                           const DtCandidate *candidate,
                           const DtVerdict   *verdict)
{
  g_autofree char *why = dt_guard_explain (verdict, candidate);

  return g_strdup_printf ("The entry in %s is refused by %s: %s",
                          kernel->config.instruments[candidate->instrument]->symbol,
                          dt_guard_get_title (verdict->guard), why);
}

static void
log_cut (DtKernel          *kernel,
         const DtSignal    *signal,
         const DtCandidate *candidate,
         const DtVerdict   *verdict)
{
  g_autofree char *why = dt_guard_explain (verdict, candidate);
  char asked[DT_DECIMAL_BUF_SIZE], granted[DT_DECIMAL_BUF_SIZE];

  dt_book_add_activity (kernel->book, kernel->time, DT_ACTIVITY_RISK, candidate->instrument, 0,
                        signal->id, "Entry cut from %s to %s by %s: %s",
                        dt_quantity_to_string (ABS (candidate->quantity), asked),
                        dt_quantity_to_string (ABS (verdict->granted), granted),
                        dt_guard_get_title (verdict->guard), why);
}

static void
log_overrides (DtKernel          *kernel,
               const DtSignal    *signal,
               const DtCandidate *candidate,
               const DtVerdict   *verdict)
{
  guint n_guards;
  const DtGuard *guards = dt_guard_list (&n_guards);

  for (guint i = 0; i < n_guards; i++)
    if ((verdict->overridden & 1u << i) != 0)
      dt_book_add_activity (kernel->book, kernel->time, DT_ACTIVITY_RISK, candidate->instrument, 0,
                            signal->id, "The user overrides the limit %s (%s) for this entry",
                            guards[i].title, guards[i].key);
}

/**
 * dt_kernel_enter:
 * @signal: of the book, which notes what was granted
 * @order: (inout): filled in but for quantities that its size decides; quantity holds the sign, or
 *   the quantity of an order by hand; as it was sent when it goes out
 * @overrides: guards that the user overrides
 * @candidate: (out): what the guards were asked
 * @verdict: (out): what they said; it names the guard when the order does not go out
 *
 * Sizes and guards one entry and puts it on its way.
 */
gboolean
dt_kernel_enter (DtKernel       *kernel,
                 DtSignal       *signal,
                 DtOrder        *order,
                 guint32         overrides,
                 DtCandidate    *candidate,
                 DtVerdict      *verdict)
{
  DtInstrumentState *state = &kernel->instruments[order->instrument];

  dt_kernel_judge_entry (kernel, order, signal->price, overrides, TRUE, candidate, verdict);
  signal->asked = candidate->quantity;
  signal->granted = verdict->granted;
  if (verdict->granted == 0)
    return FALSE;

  order->quantity = verdict->granted;
  /* A guard's cut holds at the fill as well, and so does a size that is not the file's alone */
  if (verdict->granted != candidate->quantity || kernel->records != NULL)
    order->sized_at_fill = FALSE;
  signal->taken = TRUE;
  signal->refused_by = verdict->guard;
  if (kernel->config.journalled && verdict->guard != NULL)
    log_cut (kernel, signal, candidate, verdict);
  if (kernel->config.journalled && verdict->overridden != 0)
    log_overrides (kernel, signal, candidate, verdict);
  dt_money_times (candidate->price, ABS (order->quantity), &state->entry_reserved);
  kernel->reserved += state->entry_reserved;
  state->entry = dt_kernel_add_order (kernel, order)->id;
  dt_rows_add (kernel->entering, DtInstrumentIndex, order->instrument);

  return TRUE;
}

/**
 * dt_kernel_check_exit:
 * @quantity: signed, of an order that reduces
 * @duplicate: whether the position is being closed by another order already
 *
 * Asks the guards for all orders, which are all that an exit meets (law 4).
 */
gboolean
dt_kernel_check_exit (const DtKernel    *kernel,
                      DtInstrumentIndex  instrument,
                      DtQuantity         quantity,
                      gboolean           duplicate)
{
  const DtRiskView view = {
    .locked = kernel->config.locked,
    .duplicate = duplicate,
    .held = kernel->book->positions[instrument].quantity,
  };
  const DtCandidate candidate = { .instrument = instrument, .quantity = quantity, .lot = 1 };
  DtVerdict verdict = dt_risk_check_exit (kernel->config.risk, &view, &candidate);

  return verdict.granted != 0 && verdict.granted == quantity;
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

/* What refuses it before size and guards are asked, %NULL nothing; else the order is whole but for
 * its quantity. */
static const char *
prepare_order (DtKernel       *kernel,
               const DtWanted *wanted,
               const DtSignal *signal,
               DtOrder        *order)
{
  const DtStrategyFile *file = kernel->strategies[wanted->strategy].file;
  const char *refused_by = check_owner (kernel, wanted, signal->strategy);
  DtMoney price;

  *order = (DtOrder) {
    .signal = signal->id,
    .instrument = wanted->instrument,
    .strategy = signal->strategy,
    .role = DT_ROLE_ENTRY,
    .size = file->size,
    .sized_at_fill = file->size.at == DT_SIZE_AT_FILL,
    .quantity = wanted->decision.enter,
  };
  /* Of a strategy that the regime gives a part, the part of its size */
  if (kernel->selector != NULL)
    order->size.value *= dt_kernel_get_weight (kernel, signal->strategy);
  if (refused_by == NULL)
    refused_by = dt_kernel_check_strategy (kernel, signal->strategy, wanted->instrument);
  if (refused_by != NULL)
    return refused_by;

  if (!shape_order (kernel, wanted, order))
    return "missing-price";
  price = expected_price (order, signal->price);
  if (price == DT_MONEY_NONE)
    return "missing-price";

  order->risk = expected_risk (kernel, wanted, price);
  if (order->risk == 0 && dt_strategy_needs_stop (file, wanted->decision.enter > 0))
    return "missing-stop";

  return NULL;
}

/* Returns: (nullable): what refuses it; @why, when the activity is to tell */
static const char *
try_candidate (DtKernel        *kernel,
               const DtWanted  *wanted,
               DtSignal        *signal,
               char           **why)
{
  DtOrder order;
  DtCandidate candidate;
  DtVerdict verdict;
  const char *refused_by = prepare_order (kernel, wanted, signal, &order);

  if (refused_by != NULL)
    {
      candidate = (DtCandidate) { .instrument = wanted->instrument };
      verdict = (DtVerdict) { .guard = refused_by, .measured = NAN, .limit = NAN };
    }
  else if (dt_kernel_enter (kernel, signal, &order, 0, &candidate, &verdict))
    return NULL;

  if (kernel->config.journalled)
    *why = dt_guard_explain (&verdict, &candidate);

  return verdict.guard;
}

void
dt_kernel_take_candidate (DtKernel       *kernel,
                          const DtWanted *wanted)
{
  const DtStrategy *strategy = &kernel->strategies[wanted->strategy];
  DtSignal *signal = dt_kernel_begin_signal (kernel, wanted->strategy, wanted->instrument,
                                             wanted->decision.enter > 0 ? DT_SIGNAL_ENTER_LONG
                                                                        : DT_SIGNAL_ENTER_SHORT,
                                             wanted->decision.output);
  g_autofree char *why = NULL;
  const char *refused_by;

  signal->rank = wanted->decision.rank;
  /* The closing half of a reversal stands whatever becomes of the other, and comes no later */
  if (wanted->decision.exit)
    dt_kernel_close_by (kernel, wanted->instrument, DT_ROLE_EXIT, signal->id, 0,
                        strategy->file->entry_moment == DT_MOMENT_CLOSE ? DT_TIF_CLS : DT_TIF_GTC);

  refused_by = try_candidate (kernel, wanted, signal, &why);
  if (refused_by != NULL)
    {
      signal->refused_by = refused_by;
      /* That the strategy waits was told when it began to */
      if (kernel->config.journalled && !g_str_equal (refused_by, "selector"))
        dt_book_add_activity (kernel->book, kernel->time, DT_ACTIVITY_REJECTION,
                              wanted->instrument, 0, signal->id,
                              "Entry of \"%s\" refused by %s%s%s", strategy->file->name,
                              dt_guard_get_title (refused_by), why != NULL ? ": " : "",
                              why != NULL ? why : "");
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
    dt_kernel_take_candidate (kernel, &wanted[i]);

  kernel->wanted->len = 0;
}
