/* dt-kernel.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-calendar.h"

#include "dt-kernel-private.h"

/* Bars that a line of the cache is fetched ahead: a line holds so many. */
#define AHEAD 8

/* A strategy reads lane @lane as its stream @stream. */
static void
subscribe (DtKernel *kernel,
           guint     lane,
           guint     strategy,
           guint     stream)
{
  DtLaneState *state = &kernel->lanes[lane];

  state->subscribers = g_renew (DtSubscriber, state->subscribers, state->n_subscribers + 1);
  state->subscribers[state->n_subscribers++] = (DtSubscriber) { strategy, stream };
}

static void
subscribe_streams (DtKernel          *kernel,
                   guint              strategy,
                   DtStrategyFile    *file,
                   DtInstrumentIndex  instrument)
{
  guint n_streams;
  const DtRuleStream *streams = dt_rule_program_get_streams (file->program, &n_streams);

  for (guint i = 1; i < n_streams; i++)
    {
      DtTimeframe timeframe = streams[i].timeframe != DT_TIMEFRAME_NONE
                              ? streams[i].timeframe : kernel->config.timeframe;

      for (guint j = 0; j < kernel->config.n_lanes; j++)
        {
          const DtLane *lane = &kernel->config.lanes[j];
          const char *symbol = kernel->config.instruments[lane->instrument]->symbol;
          gboolean ours = streams[i].symbol != NULL ? g_str_equal (streams[i].symbol, symbol)
                                                    : lane->instrument == instrument;

          if (ours && lane->series->timeframe == timeframe)
            {
              subscribe (kernel, j, strategy, i);
              break;
            }
        }
    }
}

static void
add_instances (DtKernel     *kernel,
               const DtLane *lane)
{
  for (guint s = 0; s < kernel->config.n_strategies; s++)
    {
      DtStrategyFile *file = kernel->config.strategies[s];
      guint place = s * kernel->config.n_instruments + lane->instrument;

      dt_strategy_init (&kernel->strategies[place], file, lane->series);
      subscribe_streams (kernel, place, file, lane->instrument);
    }
}

static void
add_tracker (DtKernel         *kernel,
             DtSessionTracker *tracker)
{
  dt_session_tracker_init (tracker);
  for (guint s = 0; s < kernel->config.n_strategies; s++)
    {
      guint n_ranges;
      const double *ranges
        = dt_rule_program_get_ranges (kernel->config.strategies[s]->program, &n_ranges);

      for (guint i = 0; i < n_ranges; i++)
        dt_session_tracker_add_range (tracker, ranges[i]);
    }
}

static void
find_needs (DtKernel *kernel)
{
  const DtRiskProfile *risk = kernel->config.risk;
  gboolean flattens = risk->flat_minutes_before_close > 0;

  kernel->limits = dt_risk_find_limits (risk);
  for (guint s = 0; s < kernel->config.n_strategies; s++)
    {
      kernel->reads |= dt_rule_program_get_reads (kernel->config.strategies[s]->program);
      flattens = flattens || kernel->config.strategies[s]->flat_before_close > 0;
    }

  kernel->flattens = flattens && dt_timeframe_is_intraday (kernel->config.timeframe);
  kernel->tracks_sessions = (kernel->reads & DT_RULE_READS_SESSION) != 0 || kernel->flattens;
  kernel->watches_day = (kernel->reads & DT_RULE_READS_ACCOUNT) != 0
                        || kernel->config.terms.margin == DT_MARGIN_PDT
                        || risk->max_daily_loss > 0.
                        || risk->max_losses_in_a_row > 0
                        || dt_risk_profile_has_breaker (risk)
                        || dt_risk_profile_reads_returns (risk)
                        || dt_timeframe_is_intraday (kernel->config.timeframe);
}

/**
 * dt_kernel_new:
 * @config: copied; takes its broker, also on failure
 * @start: time of the deposit
 *
 * Returns: (transfer full): a kernel before its first instant, or %NULL with #DtTradeError when the
 *   cash is no possible deposit
 */
DtKernel *
dt_kernel_new (const DtKernelConfig  *config,
               DtTime                 start,
               GError               **error)
{
  g_autoptr(DtKernel) kernel = g_new0 (DtKernel, 1);
  guint n = config->n_instruments;

  kernel->config = *config;
  if (config->sink != NULL)
    g_object_ref (config->sink);
  kernel->book = dt_book_new (n, config->cash, start, error);
  if (kernel->book == NULL)
    return NULL;
  kernel->book->defers = config->sink == NULL && !config->journalled;

  kernel->instruments = g_new0 (DtInstrumentState, n);
  kernel->lanes = g_new0 (DtLaneState, config->n_lanes);
  kernel->strategies = g_new0 (DtStrategy, n * config->n_strategies);
  kernel->ahead = g_new0 (DtAhead, n * config->n_strategies);
  kernel->bar_series = g_new0 (const DtBarSeries *, n);
  kernel->bar_index = g_new0 (gsize, n);
  kernel->present = g_new (DtInstrumentIndex, n);
  kernel->bars = (DtMatchBars) { start, kernel->bar_series, kernel->bar_index };
  kernel->wanted = dt_rows_new (sizeof (DtWanted), 0);
  kernel->outbox = dt_rows_new (sizeof (DtSend), 0);
  kernel->entering = dt_rows_new (sizeof (DtInstrumentIndex), 0);
  kernel->touched_orders = g_array_new (FALSE, FALSE, sizeof (guint64));
  kernel->touched_trades = g_array_new (FALSE, FALSE, sizeof (guint64));
  kernel->time = start;
  kernel->equity = config->cash;
  kernel->peak = kernel->day_start = dt_money_to_double (config->cash);
  kernel->session_end = kernel->session_counted = G_MININT64;
  dt_kernel_order_init (kernel);
  dt_kernel_collect_actions (kernel);
  dt_kernel_begin_nights (kernel);
  find_needs (kernel);
  dt_kernel_risk_init (kernel);
  for (guint i = 0; i < n; i++)
    {
      DtInstrumentState *state = &kernel->instruments[i];

      state->sector = g_quark_from_string (config->instruments[i]->sector);
      state->banned = dt_risk_profile_bans (config->risk, config->instruments[i]->symbol);
    }
  for (guint i = 0; i < config->n_lanes; i++)
    if (config->lanes[i].role == DT_LANE_BASE)
      {
        DtInstrumentState *state = &kernel->instruments[config->lanes[i].instrument];

        state->series = config->lanes[i].series;
        state->finer = config->lanes[i].finer;
        if (state->finer != NULL && kernel->finer_series == NULL)
          {
            kernel->finer_series = g_new0 (const DtBarSeries *, n);
            kernel->finer_index = g_new0 (gsize, n);
          }
        if (kernel->tracks_sessions)
          add_tracker (kernel, &state->tracker);
        add_instances (kernel, &config->lanes[i]);
      }
  if (config->selector != NULL)
    dt_kernel_select_init (kernel);
  dt_kernel_find_plain (kernel);

  return g_steal_pointer (&kernel);
}

void
dt_kernel_free (DtKernel *kernel)
{
  if (kernel == NULL)
    return;

  if (kernel->strategies != NULL)
    for (guint i = 0; i < kernel->config.n_instruments * kernel->config.n_strategies; i++)
      dt_strategy_clear (&kernel->strategies[i]);
  if (kernel->lanes != NULL)
    for (guint i = 0; i < kernel->config.n_lanes; i++)
      g_free (kernel->lanes[i].subscribers);

  dt_kernel_select_clear (kernel);
  dt_broker_free (kernel->config.broker);
  g_clear_object (&kernel->config.sink);
  g_clear_pointer (&kernel->book, dt_book_free);
  g_clear_error (&kernel->failure);
  g_clear_pointer (&kernel->wanted, dt_rows_free);
  g_clear_pointer (&kernel->outbox, dt_rows_free);
  g_clear_pointer (&kernel->entering, dt_rows_free);
  g_clear_pointer (&kernel->touched_orders, g_array_unref);
  g_clear_pointer (&kernel->touched_trades, g_array_unref);
  g_clear_pointer (&kernel->actions, g_array_unref);
  dt_kernel_risk_clear (kernel);
  g_free (kernel->finer_series);
  g_free (kernel->finer_index);
  g_free (kernel->instruments);
  g_free (kernel->lanes);
  g_free (kernel->strategies);
  g_free (kernel->ahead);
  g_free (kernel->bar_series);
  g_free (kernel->bar_index);
  g_free (kernel->present);
  g_free (kernel);
}

static inline G_ALWAYS_INLINE void
see_bar (DtKernel          *kernel,
         DtInstrumentIndex  instrument,
         const DtBarSeries *series,
         gsize              bar)
{
  kernel->bar_series[instrument] = series;
  kernel->bar_index[instrument] = bar;
  kernel->present[kernel->n_present++] = instrument;
  kernel->instruments[instrument].bar = bar;
  kernel->instruments[instrument].seen = TRUE;
}

static inline G_ALWAYS_INLINE void
begin (DtKernel *kernel,
       DtTime    time)
{
  kernel->time = kernel->bars.time = time;
  kernel->step++;
  kernel->deciding = FALSE;
  kernel->n_present = 0;
  kernel->n_exposed = 0;
}

/* Begins the step of a bar of a plain run's only lane, known at @time. */
void
dt_kernel_begin_plain (DtKernel *kernel,
                       DtTime    time,
                       gsize     bar)
{
  begin (kernel, time);
  see_bar (kernel, 0, kernel->config.lanes[0].series, bar);
  kernel->n_bars++;
}

/* Phases of a step. @plain, a constant where they are called, says what DtKernel.plain does: the
 * compiler takes the loops and everything that such a run does not have out of that way. */

static inline G_ALWAYS_INLINE void
gather (DtKernel        *kernel,
        const DtInstant *instant,
        gboolean         plain)
{
  if (plain)
    {
      dt_kernel_begin_plain (kernel, instant->time, instant->events[0].bar);
      return;
    }

  begin (kernel, instant->time);
  for (guint i = 0; i < instant->n_events; i++)
    {
      const DtEvent *event = &instant->events[i];
      const DtLane *lane;

      if (event->kind != DT_EVENT_BAR)
        continue;
      lane = &kernel->config.lanes[event->lane];
      if (lane->role != DT_LANE_BASE)
        continue;

      see_bar (kernel, lane->instrument, lane->series, event->bar);
    }

  kernel->n_bars += kernel->n_present;
}

/* A new session: the day's profit starts at zero, yesterday's day orders are over. */
void
dt_kernel_begin_day (DtKernel *kernel)
{
  DtSession session;

  if (kernel->time <= kernel->session_end)
    return;

  if (kernel->config.simulated && dt_simulated_broker_has_orders (kernel->config.broker))
    dt_simulated_broker_expire_day (kernel->config.broker, kernel->session_end);
  kernel->day_start = dt_money_to_double (kernel->equity);
  dt_kernel_begin_risk_day (kernel);
  if (kernel->config.terms.margin == DT_MARGIN_PDT)
    kernel->has_day_means = dt_margin_get_day_means (kernel->book, kernel->equity,
                                                     &kernel->day_means);
  if (dt_calendar_get_session (dt_time_get_new_york_date (kernel->time - 1, NULL), &session))
    kernel->session_end = session.close;
  else
    kernel->session_end = kernel->time;
}

/* Of many instruments each has its prices elsewhere, and the processor does not see that they go
 * on. */
static inline void
prefetch_bar (const DtBarSeries *series,
              gsize              bar)
{
  if (bar >= series->n_bars)
    return;

  __builtin_prefetch (&series->high[bar]);
  __builtin_prefetch (&series->low[bar]);
  __builtin_prefetch (&series->close[bar]);
}

static inline G_ALWAYS_INLINE void
mark (DtKernel *kernel,
      gboolean  plain)
{
  const DtBook *book = kernel->book;

  kernel->n_exposed += book->n_open;
  for (guint i = 0; i < book->n_open; i++)
    {
      DtInstrumentIndex instrument = book->open[i];
      const DtBarSeries *series = kernel->bar_series[instrument];
      gsize bar = kernel->bar_index[instrument];

      if (series == NULL)
        continue;
      dt_book_mark (kernel->book, instrument, series->high[bar], series->low[bar],
                    series->close[bar]);
      if (!plain)
        prefetch_bar (series, bar + AHEAD);
    }
}

static inline G_ALWAYS_INLINE void
push_context (DtKernel        *kernel,
              const DtInstant *instant,
              gboolean         plain)
{
  for (guint i = 0; i < (plain ? 1 : instant->n_events); i++)
    {
      const DtEvent *event = &instant->events[i];
      const DtLaneState *lane;
      DtBar bar;

      if (event->kind != DT_EVENT_BAR)
        continue;
      lane = &kernel->lanes[event->lane];
      if (lane->n_subscribers == 0)
        continue;

      bar = dt_bar_series_get (kernel->config.lanes[event->lane].series, event->bar);
      for (guint j = 0; j < lane->n_subscribers; j++)
        dt_rule_instance_push (kernel->strategies[lane->subscribers[j].strategy].rules,
                               lane->subscribers[j].stream, &bar);
    }
}

/* The record of what strategy instance @place says of the bar of this step by rule @output, but for
 * rank and what becomes of it. */
DtSignal *
dt_kernel_begin_signal (DtKernel          *kernel,
                        guint              place,
                        DtInstrumentIndex  instrument,
                        DtSignalKind       kind,
                        guint              output)
{
  const DtInstrumentState *state = &kernel->instruments[instrument];
  DtSignal *signal = dt_book_begin_signal (kernel->book);

  signal->time = kernel->time;
  signal->instrument = instrument;
  signal->strategy = dt_kernel_get_owner (kernel, place);
  signal->kind = kind;
  signal->price = state->series->close[state->bar];
  dt_strategy_fill_inputs (&kernel->strategies[place], output, signal);

  return signal;
}

static void
want_exit (DtKernel          *kernel,
           guint              place,
           DtInstrumentIndex  instrument,
           const DtDecision  *decision)
{
  DtSignal *signal;

  if (dt_kernel_is_closing (kernel, instrument))
    return;

  signal = dt_kernel_begin_signal (kernel, place, instrument, DT_SIGNAL_EXIT, decision->output);
  signal->rank = NAN;
  signal->taken = TRUE;
  signal->asked = signal->granted = -kernel->book->positions[instrument].quantity;
  dt_kernel_close_by (kernel, instrument, DT_ROLE_EXIT, signal->id, 0,
                      kernel->strategies[place].file->exit_moment == DT_MOMENT_CLOSE
                      ? DT_TIF_CLS : DT_TIF_GTC);
}

static inline G_ALWAYS_INLINE void
decide_one (DtKernel          *kernel,
            guint              place,
            DtInstrumentIndex  instrument,
            gboolean           plain)
{
  DtStrategy *strategy = &kernel->strategies[place];
  const DtPosition *position = &kernel->book->positions[instrument];
  gboolean ours = position->quantity != 0
                  && position->strategy == dt_kernel_get_owner (kernel, place);
  DtDecision decision = { .rank = NAN };

  if (kernel->ahead[place].quiet)
    {
      if (ours)
        dt_kernel_hold (kernel, place, instrument);
      return;
    }

  if (ours)
    dt_kernel_trail (kernel, instrument,
                     dt_strategy_get_trail (strategy, position->quantity > 0),
                     dt_kernel_get_trail_step (strategy->file->trail_step_atr,
                                               dt_strategy_get_atr (strategy)));
  if (!dt_strategy_decide (strategy, ours ? position->quantity : 0, &decision))
    return;

  if (decision.enter != 0)
    {
      DtWanted wanted = { place, instrument, decision };

      if (plain)
        dt_kernel_take_candidate (kernel, &wanted);
      else
        dt_rows_add (kernel->wanted, DtWanted, wanted);
    }
  else
    want_exit (kernel, place, instrument, &decision);
}

static inline G_ALWAYS_INLINE void
step_rules (DtKernel          *kernel,
            guint              place,
            DtInstrumentIndex  instrument,
            DtRuleContext     *context)
{
  const DtInstrumentState *state = &kernel->instruments[instrument];
  DtBar bar;

  if (dt_kernel_pass (kernel, place, instrument))
    return;

  bar = dt_bar_series_get (state->series, state->bar);
  if ((kernel->reads & DT_RULE_READS_POSITION) != 0)
    dt_kernel_get_position (kernel, instrument, (DtRulePosition *) context->position);
  context->session = &state->tracker;
  dt_strategy_step (&kernel->strategies[place], &bar, state->bar, context);
}

/* Ranks one operand of a strategy over the instruments that have a value: 0 the lowest, 1 the
 * highest, ties share their mean place, a single one is 0.5. */
static void
rank_operand (DtKernel *kernel,
              guint     strategy,
              guint     rank)
{
  g_autofree double *values = g_new (double, kernel->n_present);
  guint n_values = 0;

  for (guint i = 0; i < kernel->n_present; i++)
    {
      values[i] = dt_rule_instance_get_rank_operand (
        dt_kernel_get_strategy (kernel, strategy, kernel->present[i])->rules, rank);
      n_values += !isnan (values[i]);
    }

  for (guint i = 0; i < kernel->n_present; i++)
    {
      double below = 0., equal = -1., place = NAN;

      for (guint j = 0; j < kernel->n_present; j++)
        {
          below += values[j] < values[i];
          equal += values[j] == values[i];
        }
      if (!isnan (values[i]))
        place = n_values > 1 ? (below + equal / 2.) / (n_values - 1) : .5;
      dt_rule_instance_set_rank (
        dt_kernel_get_strategy (kernel, strategy, kernel->present[i])->rules, rank, place);
    }
}

static void
finish_ranks (DtKernel      *kernel,
              guint          strategy,
              DtRuleContext *context)
{
  DtRuleInstance *first = dt_kernel_get_strategy (kernel, strategy, kernel->present[0])->rules;
  guint n_ranks = dt_rule_instance_get_n_ranks (first);

  for (guint rank = 0; rank < n_ranks; rank++)
    rank_operand (kernel, strategy, rank);

  for (guint i = 0; i < kernel->n_present && n_ranks > 0; i++)
    {
      DtInstrumentIndex instrument = kernel->present[i];

      dt_kernel_get_position (kernel, instrument, (DtRulePosition *) context->position);
      context->session = &kernel->instruments[instrument].tracker;
      dt_rule_instance_finish_step (dt_kernel_get_strategy (kernel, strategy, instrument)->rules,
                                    context);
    }
}

static inline G_ALWAYS_INLINE void
update_rules (DtKernel *kernel,
              gboolean  plain)
{
  DtRulePosition position;
  DtRuleAccount account;
  DtRuleContext context = { .position = &position, .account = &account };

  if (!plain && kernel->tracks_sessions)
    for (guint i = 0; i < kernel->n_present; i++)
      {
        DtInstrumentState *state = &kernel->instruments[kernel->present[i]];
        DtBar bar = dt_bar_series_get (state->series, state->bar);

        dt_session_tracker_push (&state->tracker, &bar, kernel->config.timeframe);
      }

  if ((kernel->reads & DT_RULE_READS_ACCOUNT) != 0)
    dt_kernel_get_account (kernel, &account);

  for (guint s = 0; s < (plain ? 1 : kernel->config.n_strategies); s++)
    {
      if (plain)
        step_rules (kernel, 0, 0, &context);
      else
        for (guint i = 0; i < kernel->n_present; i++)
          step_rules (kernel, s * kernel->config.n_instruments + kernel->present[i],
                      kernel->present[i], &context);
      if ((kernel->reads & DT_RULE_READS_RANK) != 0 && kernel->n_present > 0)
        finish_ranks (kernel, s, &context);
    }
}

static inline G_ALWAYS_INLINE void
decide (DtKernel        *kernel,
        const DtInstant *instant,
        gboolean         plain)
{
  gboolean decides = kernel->config.decide_from == DT_TIME_NONE
                     || kernel->time > kernel->config.decide_from;

  if (!plain && kernel->selector != NULL)
    dt_kernel_select (kernel, instant, decides);
  if (!decides)
    return;

  if (!plain && kernel->flattens)
    dt_kernel_flatten_before_close (kernel);
  if (!plain && kernel->config.terms.margin != DT_MARGIN_NONE)
    dt_kernel_keep_margin (kernel);
  if (plain)
    decide_one (kernel, 0, 0, TRUE);
  else
    for (guint i = 0; i < kernel->n_present; i++)
      for (guint s = 0; s < kernel->config.n_strategies; s++)
        decide_one (kernel, s * kernel->config.n_instruments + kernel->present[i],
                    kernel->present[i], FALSE);
  if (!plain && kernel->wanted->len > 0)
    dt_kernel_take_candidates (kernel);
}

/* What a step of a plain run does after the market's part of it, but for what is sent. */
void
dt_kernel_finish_plain (DtKernel *kernel)
{
  mark (kernel, TRUE);
  dt_kernel_update_equity (kernel);
  kernel->deciding = TRUE;
  update_rules (kernel, TRUE);
  decide (kernel, NULL, TRUE);
  kernel->bar_series[0] = NULL;
}

static gboolean
take_failure (DtKernel  *kernel,
              GError   **error)
{
  if (kernel->failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&kernel->failure));
  return FALSE;
}

static inline G_ALWAYS_INLINE gboolean
step (DtKernel         *kernel,
      const DtInstant  *instant,
      gboolean          plain,
      GError          **error)
{
  gboolean takes_returns = !plain && kernel->returns != NULL
                           && instant->time > kernel->session_end;
  gboolean intraday = dt_timeframe_is_intraday (kernel->config.timeframe);

  g_return_val_if_fail (instant->time >= kernel->time, FALSE);

  gather (kernel, instant, plain);
  if (kernel->watches_day)
    dt_kernel_begin_day (kernel);
  if (G_UNLIKELY (takes_returns && intraday))
    dt_kernel_take_returns (kernel);
  if (G_UNLIKELY (!plain && kernel->time > kernel->next_night))
    dt_kernel_charge_nights (kernel);
  if (G_UNLIKELY (kernel->time > kernel->next_action))
    dt_kernel_apply_actions (kernel);
  /* A bar of a day belongs to the units after the actions, the close before a shorter one to those
   * before */
  if (G_UNLIKELY (takes_returns && !intraday))
    dt_kernel_take_returns (kernel);
  dt_kernel_match (kernel);
  mark (kernel, plain);
  dt_kernel_update_equity (kernel);

  kernel->deciding = TRUE;
  if (G_UNLIKELY (kernel->watches_breaker || kernel->breaker))
    dt_kernel_watch_breaker (kernel);
  push_context (kernel, instant, plain);
  update_rules (kernel, plain);
  decide (kernel, instant, plain);

  for (guint i = 0; i < (plain ? 1 : kernel->n_present); i++)
    kernel->bar_series[plain ? 0 : kernel->present[i]] = NULL;

  /* In memory nothing is to be written, and mostly nothing waits for it */
  if (((!plain && (kernel->config.sink != NULL || kernel->config.journalled))
       || kernel->outbox->len > 0)
      && !dt_kernel_commit (kernel, NULL, error))
    return FALSE;

  return take_failure (kernel, error);
}

gboolean
dt_kernel_step (DtKernel         *kernel,
                const DtInstant  *instant,
                GError          **error)
{
  if (G_UNLIKELY (kernel->failure != NULL))
    return take_failure (kernel, error);
  if (kernel->plain && kernel->config.sink == NULL && instant->n_events == 1
      && instant->events[0].kind == DT_EVENT_BAR)
    return step (kernel, instant, TRUE, error);

  return step (kernel, instant, FALSE, error);
}

void
dt_kernel_log_notes (DtKernel  *kernel,
                     GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    dt_book_add_activity (kernel->book, kernel->time, DT_ACTIVITY_DATA, DT_INSTRUMENT_INDEX_NONE,
                          0, 0, "%s", (const char *) g_ptr_array_index (notes, i));
  dt_kernel_note_outlook (kernel);
}

void
dt_kernel_set_emergency (DtKernel           *kernel,
                         DtEmergencyJournal *journal,
                         gint64              book)
{
  kernel->emergency = journal;
  kernel->emergency_book = book;
}

void
dt_kernel_set_step_all (DtKernel *kernel,
                        gboolean  step_all)
{
  kernel->step_all = step_all;
  dt_kernel_find_plain (kernel);
}

void
dt_kernel_set_streaming (DtKernel *kernel)
{
  g_return_if_fail (kernel->step == 0);

  for (guint i = 0; i < kernel->config.n_instruments * kernel->config.n_strategies; i++)
    kernel->strategies[i].series = NULL;
}

void
dt_kernel_set_sink (DtKernel      *kernel,
                    DtJournalSink *sink)
{
  g_set_object (&kernel->config.sink, sink);
  /* What changes is written as it is */
  dt_book_settle (kernel->book);
  kernel->book->defers = FALSE;
}

/* Whoever looks finds it settled. */
const DtBook *
dt_kernel_get_book (const DtKernel *kernel)
{
  dt_book_settle (kernel->book);
  return kernel->book;
}

DtMoney
dt_kernel_get_equity (const DtKernel *kernel)
{
  return kernel->equity;
}

guint64
dt_kernel_get_step (const DtKernel *kernel)
{
  return kernel->step;
}

DtTime
dt_kernel_get_time (const DtKernel *kernel)
{
  return kernel->time;
}

guint
dt_kernel_get_n_exposed (const DtKernel *kernel)
{
  return kernel->n_exposed;
}

gboolean
dt_kernel_get_breaker (const DtKernel *kernel)
{
  return kernel->breaker;
}

guint
dt_kernel_get_n_commands (const DtKernel *kernel)
{
  return kernel->n_commands;
}

guint
dt_kernel_get_n_ambiguous (const DtKernel *kernel)
{
  return kernel->n_ambiguous;
}

guint64
dt_kernel_get_n_bars (const DtKernel *kernel)
{
  return kernel->n_bars;
}

guint64
dt_kernel_get_missing (const DtKernel *kernel)
{
  guint64 missing = kernel->n_missing;

  for (guint i = 0; i < kernel->config.n_instruments * kernel->config.n_strategies; i++)
    if (kernel->strategies[i].rules != NULL)
      missing += dt_rule_instance_get_missing (kernel->strategies[i].rules);

  return missing;
}
