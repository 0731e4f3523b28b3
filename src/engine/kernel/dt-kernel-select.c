/* dt-kernel-select.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-kernel-private.h"

/* What a strategy may do now, beside the account's guards: hold over night, and open something in
 * the market as it is. */

/* The selector */

/* Prices of something that one can hold. */
static gboolean
is_traded (const DtKernel    *kernel,
           DtInstrumentIndex  instrument)
{
  DtInstrumentKind kind = kernel->config.instruments[instrument]->kind;

  return kernel->instruments[instrument].series != NULL
         && (kind == DT_INSTRUMENT_STOCK || kind == DT_INSTRUMENT_ETF);
}

/* Finds the lanes that the regime is measured on: of the file's timeframe, the market's, and those
 * of what the run trades. */
void
dt_kernel_select_init (DtKernel *kernel)
{
  const DtSelectorFile *file = kernel->config.selector;

  kernel->announced = DT_N_REGIMES;
  kernel->selector = g_new (DtSelector, 1);
  dt_selector_init (kernel->selector, file,
                    dt_regime_measured_new (&file->rules, kernel->config.n_instruments,
                                            file->market == NULL));

  for (guint i = 0; i < kernel->config.n_lanes; i++)
    {
      const DtLane *lane = &kernel->config.lanes[i];

      if (lane->series->timeframe != file->timeframe)
        continue;
      kernel->lanes[i].is_member = is_traded (kernel, lane->instrument);
      kernel->lanes[i].is_market
        = g_strcmp0 (kernel->config.instruments[lane->instrument]->symbol, file->market) == 0;
    }
}

void
dt_kernel_select_clear (DtKernel *kernel)
{
  if (kernel->selector != NULL)
    dt_selector_clear (kernel->selector);
  g_clear_pointer (&kernel->selector, g_free);
}

/* Gives the source what became known; %FALSE when that is nothing. */
static gboolean
push_bars (DtKernel        *kernel,
           const DtInstant *instant)
{
  DtRegimeSource *source = kernel->selector->source;
  gboolean any = FALSE;

  for (guint i = 0; i < instant->n_events; i++)
    {
      const DtEvent *event = &instant->events[i];
      const DtLaneState *state;
      DtBar bar;

      if (event->kind != DT_EVENT_BAR)
        continue;
      state = &kernel->lanes[event->lane];
      if (!state->is_market && !state->is_member)
        continue;

      bar = dt_bar_series_get (kernel->config.lanes[event->lane].series, event->bar);
      if (state->is_market)
        source->klass->push_market (source, &bar, instant->time);
      if (state->is_member)
        source->klass->push_member (source, kernel->config.lanes[event->lane].instrument, &bar,
                                    instant->time);
      any = TRUE;
    }

  return any;
}

/* Orders that would open something for a strategy that is not at work any more are taken back. */
static void
cancel_entries (DtKernel *kernel)
{
  g_autofree DtInstrumentIndex *entering = g_memdup2 (kernel->entering->data,
                                                      kernel->entering->len * sizeof *entering);
  guint n = kernel->entering->len;

  for (guint i = 0; i < n; i++)
    {
      guint64 entry = kernel->instruments[entering[i]].entry;
      guint32 strategy = entry != 0 ? dt_book_get_order (kernel->book, entry)->strategy
                                    : DT_STRATEGY_USER;

      if (strategy != DT_STRATEGY_USER && !(dt_kernel_get_weight (kernel, strategy) > 0.))
        dt_kernel_cancel (kernel, entry);
    }
}

static gboolean
waits_in (const DtSelectorFile *file,
          guint                 strategy,
          DtRegime              regime)
{
  return regime != DT_N_REGIMES && !(file->weights[regime][strategy] > 0.);
}

/* Whose entries are refused from now on, and whose are not any more: told with the switch and not
 * with each entry. */
static void
announce_waiting (DtKernel *kernel,
                  DtRegime  before)
{
  const DtSelectorFile *file = kernel->selector->file;
  DtRegime now = kernel->selector->regime;

  for (guint i = 0; i < file->strategies->len; i++)
    if (waits_in (file, i, now) != waits_in (file, i, before))
      dt_book_add_activity (kernel->book, kernel->time, DT_ACTIVITY_REGIME,
                            DT_INSTRUMENT_INDEX_NONE, 0, 0, "%s %s",
                            (const char *) g_ptr_array_index (file->strategies, i),
                            waits_in (file, i, now)
                            ? "waits: its entries are refused until the selector says otherwise"
                            : "may open positions again");
}

static void
announce (DtKernel *kernel)
{
  const DtSelector *selector = kernel->selector;
  g_autofree char *inputs = dt_regime_reading_dup_text (&selector->reading);
  g_autofree char *chosen = dt_selector_dup_chosen (selector->file, selector->regime);
  gboolean first = kernel->announced == DT_N_REGIMES;

  dt_book_add_activity (kernel->book, kernel->time, DT_ACTIVITY_REGIME, DT_INSTRUMENT_INDEX_NONE,
                        0, 0, "The market is %s%s%s (%s); at work: %s",
                        dt_regime_to_string (selector->regime), first ? "" : ", was ",
                        first ? "" : dt_regime_to_string (kernel->announced), inputs, chosen);
  announce_waiting (kernel, kernel->announced);
  kernel->announced = selector->regime;
}

/**
 * dt_kernel_select:
 * @decides: strategies decide in this step; before, the regime is only followed
 *
 * The regime after this instant's bars, and with it which strategies may open something. A switch
 * is told; what is held stays with its strategy.
 */
void
dt_kernel_select (DtKernel        *kernel,
                  const DtInstant *instant,
                  gboolean         decides)
{
  if (push_bars (kernel, instant))
    dt_selector_step (kernel->selector, instant->time);

  if (!decides || kernel->announced == kernel->selector->regime)
    return;

  announce (kernel);
  cancel_entries (kernel);
}

const DtSelector *
dt_kernel_get_selector (const DtKernel *kernel)
{
  return kernel->selector;
}

double
dt_kernel_get_weight (const DtKernel *kernel,
                      guint           strategy)
{
  const DtSelector *selector = kernel->selector;

  return selector == NULL
         ? 1. : selector->file->weights[selector->regime][kernel->config.selected[strategy]];
}

/* The end of the session */

/**
 * dt_kernel_get_minutes_left:
 *
 * What is left of the instrument's session for an order decided on its last bar, minutes. It
 * fills at the open of the next bar: when that is the session's last, nothing is left, however
 * long the bar is. NaN on daily bars, and where nobody follows sessions.
 */
double
dt_kernel_get_minutes_left (const DtKernel    *kernel,
                            DtInstrumentIndex  instrument)
{
  double minutes = kernel->instruments[instrument].tracker.terms.minutes_to_close;

  if (!kernel->tracks_sessions || !dt_timeframe_is_intraday (kernel->config.timeframe))
    return NAN;

  return minutes * 60. <= kernel->config.timeframe ? MIN (minutes, 0.) : minutes;
}

static gboolean
is_flat_time (const DtKernel    *kernel,
              DtInstrumentIndex  instrument,
              guint              minutes)
{
  return minutes > 0 && dt_kernel_get_minutes_left (kernel, instrument) <= minutes;
}

/* From how many minutes before the close on the owner of an order or a position has none. */
static guint
get_flat_minutes (const DtKernel *kernel,
                  guint           strategy)
{
  guint minutes = kernel->config.risk->flat_minutes_before_close;

  return strategy < kernel->config.n_strategies
         ? MAX (minutes, kernel->config.strategies[strategy]->flat_before_close) : minutes;
}

/* From so many minutes before the close on everything goes that is not to be held over night: by
 * the risk profile all, by a strategy's own word what is its. */
void
dt_kernel_flatten_before_close (DtKernel *kernel)
{
  for (guint i = 0; i < kernel->n_present; i++)
    {
      DtInstrumentIndex instrument = kernel->present[i];
      const DtPosition *position = &kernel->book->positions[instrument];
      guint64 entry = kernel->instruments[instrument].entry;

      if (entry != 0
          && is_flat_time (kernel, instrument,
                           get_flat_minutes (kernel, dt_book_get_order (kernel->book,
                                                                        entry)->strategy)))
        dt_kernel_cancel (kernel, entry);
      if (position->quantity != 0
          && is_flat_time (kernel, instrument, get_flat_minutes (kernel, position->strategy)))
        dt_kernel_close_position (kernel, instrument, DT_ROLE_FLATTEN, 0, 0);
    }
}

/* Why the strategy may open nothing in the instrument now; %NULL: it may. Exits are not asked. */
const char *
dt_kernel_check_strategy (const DtKernel    *kernel,
                          guint              strategy,
                          DtInstrumentIndex  instrument)
{
  if (!(dt_kernel_get_weight (kernel, strategy) > 0.))
    return "selector";

  return is_flat_time (kernel, instrument,
                       kernel->config.strategies[strategy]->flat_before_close)
         ? "flat-before-close" : NULL;
}
