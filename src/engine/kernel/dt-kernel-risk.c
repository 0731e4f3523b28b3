/* dt-kernel-risk.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-calendar.h"

#include "dt-kernel-private.h"

/* What a risk profile wants watched: returns of sessions, closed trades, the circuit breaker. With
 * all of that off nothing here runs. */

/* Returns of sessions that correlation and volatility go by. */
#define N_RETURNS 60

#define SESSIONS_A_YEAR 252.

void
dt_kernel_risk_init (DtKernel *kernel)
{
  const DtRiskProfile *risk = kernel->config.risk;
  guint n = kernel->config.n_instruments;

  kernel->watches_breaker = dt_risk_profile_has_breaker (risk);
  kernel->trip_day_start = kernel->day_start;
  if (risk->max_day_trades > 0 || kernel->config.terms.margin == DT_MARGIN_PDT)
    kernel->day_trades = dt_day_trades_new (n);
  if (dt_risk_profile_has_factors (risk))
    kernel->records = kernel->config.records != NULL
                      ? g_memdup2 (kernel->config.records,
                                   kernel->config.n_strategies * sizeof (DtTradeRecord))
                      : g_new0 (DtTradeRecord, kernel->config.n_strategies);
  /* A correlation takes two */
  if (risk->target_volatility > 0. || (risk->max_correlation > 0. && n > 1))
    {
      kernel->returns = dt_correlation_rows_new (n, N_RETURNS);
      kernel->session_close = g_new (double, n);
      kernel->return_row = g_new (double, n);
      for (guint i = 0; i < n; i++)
        kernel->session_close[i] = NAN;
    }
}

void
dt_kernel_risk_clear (DtKernel *kernel)
{
  g_clear_pointer (&kernel->day_trades, dt_day_trades_free);
  g_clear_pointer (&kernel->returns, dt_correlation_rows_free);
  g_clear_pointer (&kernel->records, g_free);
  g_clear_pointer (&kernel->session_close, g_free);
  g_clear_pointer (&kernel->return_row, g_free);
}

/* Earnings and news */

void
dt_kernel_set_outlook (DtKernel      *kernel,
                       DtOutlookFunc  outlook,
                       gpointer       data)
{
  g_return_if_fail (kernel->step == 0);

  kernel->outlook = outlook;
  kernel->outlook_data = data;
}

/* A limit that has nothing to go by is told, not passed over in silence. */
void
dt_kernel_note_outlook (DtKernel *kernel)
{
  const DtRiskProfile *risk = kernel->config.risk;

  if (kernel->outlook == NULL
      && (risk->earnings_days > 0 || risk->news_hours > 0 || risk->min_sentiment > 0.))
    dt_book_add_activity (kernel->book, kernel->time, DT_ACTIVITY_DATA, DT_INSTRUMENT_INDEX_NONE,
                          0, 0, "Nothing tells of earnings and news in this run: the guards "
                          "earnings, news and sentiment let everything pass");
}

/* Returns */

/* The last close of the session that is over: a daily bar of this step is one, an intraday one is
 * the first of the next. */
static double
last_close (const DtKernel    *kernel,
            DtInstrumentIndex  instrument)
{
  const DtInstrumentState *state = &kernel->instruments[instrument];
  gboolean is_new = kernel->bar_series[instrument] != NULL
                    && dt_timeframe_is_intraday (kernel->config.timeframe);

  if (state->series == NULL || !state->seen || (is_new && state->bar == 0))
    return NAN;

  return state->series->close[state->bar - is_new];
}

/**
 * dt_kernel_take_returns:
 *
 * A session is over. What had no bar in it kept its price: a return of 0.
 */
void
dt_kernel_take_returns (DtKernel *kernel)
{
  for (DtInstrumentIndex i = 0; i < kernel->config.n_instruments; i++)
    {
      double close = last_close (kernel, i);

      kernel->return_row[i] = close / kernel->session_close[i] - 1.;
      kernel->session_close[i] = close;
    }
  dt_correlation_rows_push (kernel->returns, kernel->return_row);
}

/* A year, of session returns, as a fraction; NaN before there are enough. */
static double
get_volatility (DtKernel          *kernel,
                DtInstrumentIndex  instrument)
{
  if (kernel->returns == NULL)
    return NAN;

  return dt_correlation_rows_get_deviation (kernel->returns, instrument) * sqrt (SESSIONS_A_YEAR);
}

static void
look_at (DtKernel          *kernel,
         DtInstrumentIndex  instrument,
         DtInstrumentIndex  other,
         int                sides,
         DtRiskView        *view)
{
  double r;

  if (other == instrument)
    return;

  /* What is held the other way round moves against it */
  r = sides * dt_correlation_rows_get (kernel->returns, instrument, other);
  if (!isnan (r) && !(view->correlation >= r))
    {
      view->correlation = r;
      view->correlated = other;
    }
}

/* The highest correlation of an entry on @side, 1 or -1, with what is held or being entered. */
void
dt_kernel_view_correlation (DtKernel          *kernel,
                            DtInstrumentIndex  instrument,
                            int                side,
                            DtRiskView        *view)
{
  const DtBook *book = kernel->book;

  view->correlation = NAN;
  view->correlated = DT_INSTRUMENT_INDEX_NONE;
  if (kernel->returns == NULL || kernel->config.risk->max_correlation <= 0.)
    return;

  for (guint i = 0; i < book->n_open; i++)
    look_at (kernel, instrument, book->open[i],
             book->positions[book->open[i]].quantity > 0 ? side : -side, view);
  for (guint i = 0; i < kernel->entering->len; i++)
    {
      DtInstrumentIndex other = dt_rows_index (kernel->entering, DtInstrumentIndex, i);
      const DtOrder *order = dt_book_get_order (kernel->book, kernel->instruments[other].entry);

      look_at (kernel, instrument, other, order->quantity > 0 ? side : -side, view);
    }
}

/* Closed trades */

/* A trade without profit or loss is no loss, and none that went on. */
void
dt_kernel_note_trade (DtKernel          *kernel,
                      const DtRoundTrip *trade)
{
  if (trade->open)
    return;

  kernel->n_losses = trade->profit < 0 ? kernel->n_losses + 1 : 0;
  kernel->trip_losses = trade->profit < 0 ? kernel->trip_losses + 1 : 0;
  if (kernel->records != NULL && trade->strategy != DT_STRATEGY_USER && trade->entry_value > 0)
    dt_trade_record_add (&kernel->records[trade->strategy],
                         (double) trade->profit / (double) trade->entry_value);
}

/* Sizes */

static void
log_factors (DtKernel            *kernel,
             const DtOrder       *order,
             const DtSizeFactors *factors,
             const DtTradeRecord *record,
             DtQuantity           normal,
             DtQuantity           scaled)
{
  g_autofree char *why = dt_size_factors_explain (factors, record, kernel->config.risk,
                                                  get_volatility (kernel, order->instrument));
  char before[DT_DECIMAL_BUF_SIZE], after[DT_DECIMAL_BUF_SIZE], factor[G_ASCII_DTOSTR_BUF_SIZE];

  dt_book_add_activity (kernel->book, kernel->time, DT_ACTIVITY_RISK, order->instrument, 0,
                        order->signal, "Size %s x %s = %s: %s",
                        dt_quantity_to_string (normal, before),
                        g_ascii_formatd (factor, sizeof factor, "%.4g", factors->factor),
                        dt_quantity_to_string (scaled, after), why);
}

/**
 * dt_kernel_scale_size:
 * @normal: what the strategy file's size makes of it, unsigned
 * @affordable: what buying power affords: more than the normal size never goes beyond it
 * @logged: whether it is to be told; a preview changes nothing
 *
 * Returns: the size by Kelly, streak, volatility and model, unsigned; -1 when there is no edge
 */
DtQuantity
dt_kernel_scale_size (DtKernel      *kernel,
                      const DtOrder *order,
                      DtMoney        price,
                      DtQuantity     normal,
                      DtQuantity     affordable,
                      gboolean       logged)
{
  const DtTradeRecord *record;
  DtOutlook outlook = { NAN, NAN, NAN, NAN };
  DtSizeFactors factors;
  DtMoney value;
  DtQuantity scaled;

  if (kernel->records == NULL || order->strategy == DT_STRATEGY_USER || kernel->equity <= 0
      || !dt_money_times (price, normal, &value))
    return normal;

  if (kernel->outlook != NULL)
    kernel->outlook (kernel->outlook_data, order->instrument, kernel->time,
                            &outlook);
  record = &kernel->records[order->strategy];
  dt_size_factors_get (kernel->config.risk, record, (double) value / (double) kernel->equity,
                       get_volatility (kernel, order->instrument), outlook.size_factor, &factors);
  scaled = dt_size_factors_apply (&factors, normal,
                                  kernel->config.instruments[order->instrument]->lot);
  if (scaled > normal)
    scaled = MIN (scaled, MAX (affordable, normal));
  if (logged && kernel->config.journalled && factors.factor != 1.)
    log_factors (kernel, order, &factors, record, normal, scaled);

  return factors.factor == 0. ? -1 : scaled;
}

/* Circuit breaker */

static double
oldest_data (const DtKernel *kernel)
{
  const DtBook *book = kernel->book;
  double oldest = 0., most = kernel->config.risk->breaker_data_age;

  for (guint i = 0; i < book->n_open && most > 0.; i++)
    {
      const DtInstrumentState *state = &kernel->instruments[book->open[i]];
      DtTime known = state->series->known[state->bar];

      if (known < kernel->time)
        oldest = MAX (oldest, dt_guard_get_data_age (known, kernel->time,
                                                     kernel->config.timeframe, most));
    }

  return oldest;
}

/* Whether an account of that equity would trip it, with its highest value so far. Both USD. */
gboolean
dt_kernel_would_trip (const DtKernel *kernel,
                      double          equity,
                      double          peak,
                      DtCircuit      *circuit)
{
  const DtCircuitView view = {
    .day_loss = kernel->trip_day_start > 0. ? 1. - equity / kernel->trip_day_start : 0.,
    .drawdown = peak > 0. ? 1. - equity / peak : 0.,
    .losses = kernel->trip_losses,
    .errors = kernel->n_errors,
    .data_age = oldest_data (kernel),
  };

  return kernel->circuit.trip == DT_TRIP_NONE
         && dt_circuit_check (kernel->config.risk, &view, circuit);
}

static void
trip (DtKernel        *kernel,
      const DtCircuit *circuit)
{
  g_autofree char *why = dt_circuit_explain (circuit);

  kernel->circuit = *circuit;
  kernel->circuit.time = kernel->time;
  dt_book_add_activity (kernel->book, kernel->time, DT_ACTIVITY_RISK, DT_INSTRUMENT_INDEX_NONE, 0,
                        0, "The circuit breaker has tripped: %s. Nothing new is opened until "
                        "re-armed%s", why, kernel->config.risk->breaker_flattens
                                           ? ", what is held is closed" : "");
  dt_kernel_cancel_entries (kernel);
}

/* After the bars have been marked. What is held when everything is to be flat goes, also what was
 * on its way and filled after all. */
void
dt_kernel_watch_breaker (DtKernel *kernel)
{
  double equity = dt_money_to_double (kernel->equity);
  DtCircuit circuit = { DT_TRIP_NONE };

  if (kernel->watches_breaker && dt_kernel_would_trip (kernel, equity, kernel->peak, &circuit))
    trip (kernel, &circuit);
  if (!kernel->breaker
      && (kernel->circuit.trip == DT_TRIP_NONE || !kernel->config.risk->breaker_flattens))
    return;

  for (guint i = 0; i < kernel->book->n_open; i++)
    dt_kernel_close_position (kernel, kernel->book->open[i], DT_ROLE_FLATTEN, 0, 0);
}

/* A new session: what is counted by session begins anew. */
void
dt_kernel_begin_risk_day (DtKernel *kernel)
{
  kernel->n_losses = 0;
  kernel->n_errors = 0;
  kernel->trip_day_start = kernel->day_start;
}

/* The user looks at it and takes the responsibility: what was lost before trips nothing again. */
void
dt_kernel_rearm (DtKernel *kernel)
{
  kernel->breaker = FALSE;
  kernel->circuit = (DtCircuit) { DT_TRIP_NONE };
  kernel->peak = kernel->trip_day_start = dt_money_to_double (kernel->equity);
  kernel->trip_losses = kernel->n_losses = kernel->n_errors = 0;
}
