/* dt-run.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-rows.h"
#include "dt-vector.h"

#include "dt-run.h"

static gboolean
has_parameter (const DtStrategyFile *file,
               const char           *name)
{
  for (guint i = 0; i < file->n_parameters; i++)
    if (g_str_equal (file->parameters[i].name, name))
      return TRUE;

  return FALSE;
}

/* Whether the file, or with the last one nobody, has a parameter of that name. */
static gboolean
takes_setting (const DtRunPlan      *plan,
               const DtStrategyFile *file,
               gboolean              is_last,
               const char           *name)
{
  if (has_parameter (file, name) || !is_last)
    return has_parameter (file, name);

  for (guint i = 0; i < plan->n_strategies; i++)
    if (has_parameter (plan->strategies[i], name))
      return FALSE;

  return TRUE;
}

/* Under so many settings; what the plan is like has been read before. */
static DtStrategyFile *
parse_text (const DtRunPlan           *plan,
            guint                      i,
            const DtParameterSetting  *settings,
            guint                      n_settings,
            GError                   **error)
{
  const DtRunSpec *spec = plan->spec;

  if (plan->like != NULL)
    return dt_strategy_file_parse_like (plan->like->strategies[i], spec->strategy_paths[i],
                                        settings, n_settings, error);

  return dt_strategy_file_parse (spec->strategy_texts[i], spec->strategy_paths[i], settings,
                                 n_settings, error);
}

/* A setting is for every strategy that has a parameter of that name; one that no strategy of the
 * run has is refused once, for the last of them. */
static DtStrategyFile *
parse_strategy (const DtRunPlan  *plan,
                guint             i,
                gboolean          is_last,
                GError          **error)
{
  const DtRunSpec *spec = plan->spec;
  g_autofree DtParameterSetting *ours = g_new (DtParameterSetting, spec->n_settings + 1);
  g_autoptr(DtStrategyFile) plain = NULL;
  guint n_ours = 0;

  /* Alone it takes all there are, and refuses what it does not have */
  if (spec->strategy_texts[1] == NULL)
    return parse_text (plan, i, spec->settings, spec->n_settings, error);

  plain = parse_text (plan, i, NULL, 0, error);
  if (plain == NULL || spec->n_settings == 0)
    return g_steal_pointer (&plain);

  for (guint k = 0; k < spec->n_settings; k++)
    if (takes_setting (plan, plain, is_last, spec->settings[k].name))
      ours[n_ours++] = spec->settings[k];

  return parse_text (plan, i, ours, n_ours, error);
}

static gboolean
parse_strategies (DtRunPlan  *plan,
                  GError    **error)
{
  guint n = g_strv_length (plan->spec->strategy_texts);

  plan->strategies = g_new0 (DtStrategyFile *, n);
  for (; plan->n_strategies < n; plan->n_strategies++)
    {
      DtStrategyFile *file = parse_strategy (plan, plan->n_strategies,
                                             plan->n_strategies + 1 == n, error);

      if (file == NULL)
        return FALSE;

      plan->strategies[plan->n_strategies] = file;
      plan->warmup = MAX (plan->warmup, dt_rule_program_get_warmup (file->program));
      if (plan->timeframe == DT_TIMEFRAME_NONE)
        plan->timeframe = file->timeframe;
    }

  return TRUE;
}

/* By the name of the file, as selectors know it. */
static gboolean
parse_records (DtRunPlan  *plan,
               GError    **error)
{
  const DtRunSpec *spec = plan->spec;

  if (spec->record_text == NULL)
    return TRUE;

  plan->records = g_new0 (DtTradeRecord, plan->n_strategies);
  for (guint i = 0; i < plan->n_strategies; i++)
    {
      g_autofree char *name = dt_selector_dup_name (spec->strategy_paths[i]);

      if (!dt_trade_records_parse (spec->record_text, name, &plan->records[i], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_terms (DtRunPlan  *plan,
             GError    **error)
{
  const DtRunSpec *spec = plan->spec;
  DtAccountTexts texts = { spec->volume_share, spec->borrow, spec->interest, spec->margin,
                           spec->latency, spec->intrabar };

  return dt_account_terms_parse (&texts, &plan->terms, error);
}

/* What plays a run here is the simulated broker. A mode that trades with an account elsewhere is
 * locked as long as there is no such account: everything is worked out, and nothing is sent. */
static gboolean
parse_mode (DtRunPlan  *plan,
            GError    **error)
{
  const char *mode = plan->spec->mode != NULL ? plan->spec->mode : "replay";

  plan->locked = g_str_equal (mode, "paper") || g_str_equal (mode, "live");
  if (plan->locked || g_str_equal (mode, "replay"))
    return TRUE;

  g_set_error (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC,
               "“%s” is no mode of a run: replay, paper or live", mode);
  return FALSE;
}

static gboolean
parse_selector (DtRunPlan  *plan,
                GError    **error)
{
  const DtRunSpec *spec = plan->spec;

  if (spec->selector_text == NULL)
    return TRUE;
  if (spec->independent)
    {
      g_set_error_literal (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC,
                           "A selector looks at the whole universe, which independent accounts do "
                           "not see; leave out --independent or --selector");
      return FALSE;
    }

  plan->selector = dt_selector_file_parse (spec->selector_text, "the run's selector", error);
  if (plan->selector != NULL)
    plan->selected = dt_selector_file_bind (plan->selector, spec->strategy_paths, error);

  return plan->selected != NULL;
}

static DtRunPlan *
begin_plan (DtRunSpec *spec)
{
  DtRunPlan *plan = g_new0 (DtRunPlan, 1);

  g_atomic_ref_count_init (&plan->ref_count);
  plan->spec = spec;
  plan->timeframe = spec->timeframe;

  return plan;
}

/**
 * dt_run_plan_new:
 * @spec: copied
 *
 * Returns: (transfer full): the plan, or %NULL with the error of whatever text means nothing
 */
DtRunPlan *
dt_run_plan_new (const DtRunSpec  *spec,
                 GError          **error)
{
  g_autoptr(DtRunPlan) plan = begin_plan (dt_run_spec_copy (spec));

  if (spec->cash <= 0)
    {
      g_set_error_literal (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC,
                           "An account needs cash above zero");
      return NULL;
    }

  if (spec->risk_text != NULL)
    plan->risk = dt_risk_profile_parse (spec->risk_text, "the run's risk profile", error);
  else
    plan->risk = dt_risk_profile_load ("none", error);

  if (plan->risk == NULL
      || !parse_mode (plan, error)
      || !parse_strategies (plan, error)
      || !parse_records (plan, error)
      || !parse_selector (plan, error)
      || !dt_commission_parse (spec->commission ? spec->commission : "none",
                               &plan->commission, error)
      || !parse_terms (plan, error)
      || !dt_slippage_parse (spec->slippage ? spec->slippage : "none", &plan->slippage, error))
    return NULL;

  return g_steal_pointer (&plan);
}

void
dt_run_plan_open (DtRunPlan *plan)
{
  for (guint i = 0; i < plan->n_strategies; i++)
    dt_strategy_file_open (plan->strategies[i]);
}

DtRunPlan *
dt_run_plan_new_like (DtRunPlan  *like,
                      DtRunSpec  *spec,
                      GError    **error)
{
  g_autoptr(DtRunPlan) plan = begin_plan (spec);

  plan->like = dt_run_plan_ref (like);
  plan->risk = like->risk;
  plan->locked = like->locked;
  plan->records = like->records;
  plan->commission = like->commission;
  plan->slippage = like->slippage;
  plan->terms = like->terms;
  plan->selector = like->selector;
  plan->selected = like->selected;

  return parse_strategies (plan, error) ? g_steal_pointer (&plan) : NULL;
}

DtRunPlan *
dt_run_plan_ref (DtRunPlan *plan)
{
  g_atomic_ref_count_inc (&plan->ref_count);

  return plan;
}

void
dt_run_plan_unref (DtRunPlan *plan)
{
  if (plan == NULL || !g_atomic_ref_count_dec (&plan->ref_count))
    return;

  for (guint i = 0; i < plan->n_strategies; i++)
    dt_strategy_file_unref (plan->strategies[i]);
  g_free (plan->strategies);
  if (plan->like == NULL)
    {
      g_clear_pointer (&plan->selector, dt_selector_file_free);
      g_clear_pointer (&plan->risk, dt_risk_profile_free);
      g_free (plan->selected);
      g_free (plan->records);
    }
  g_clear_pointer (&plan->like, dt_run_plan_unref);
  g_clear_pointer (&plan->spec, dt_run_spec_free);
  g_free (plan);
}

static DtTime
start_time (const DtRun *run)
{
  DtTime start = G_MAXINT64;

  for (guint i = 0; i < run->n_lanes; i++)
    if (run->lanes[i].series->n_bars > 0)
      start = MIN (start, run->lanes[i].series->time[0]);

  return start == G_MAXINT64 ? 0 : start;
}

static gboolean
make_kernel (DtRun    *run,
             gboolean  journalled,
             GError  **error)
{
  const DtRunPlan *plan = run->plan;
  DtSimulatedBrokerConfig broker = {
    .commission = plan->commission,
    .slippage = plan->slippage,
    .policy = plan->spec->policy,
    .ticks = run->ticks,
    .lots = run->lots,
    .volume_share = plan->terms.volume_share,
    .latency = plan->terms.latency,
    .n_instruments = run->n_instruments,
  };
  DtKernelConfig config = {
    .instruments = run->instruments,
    .n_instruments = run->n_instruments,
    .lanes = run->lanes,
    .n_lanes = run->n_lanes,
    .strategies = plan->strategies,
    .n_strategies = plan->n_strategies,
    .timeframe = run->timeframe,
    .decide_from = run->from,
    .cash = plan->spec->cash,
    .selector = plan->selector,
    .selected = plan->selected,
    .risk = plan->risk,
    .records = plan->records,
    .commission = plan->commission,
    .slippage = plan->slippage,
    .terms = plan->terms,
    .broker = dt_simulated_broker_new (&broker),
    .simulated = TRUE,
    .locked = plan->locked,
    .journalled = journalled,
  };

  run->kernel = dt_kernel_new (&config, start_time (run), error);

  return run->kernel != NULL;
}

/**
 * dt_run_new:
 * @instruments: by index, sorted by symbol
 * @lanes: sorted by instrument, then timeframe
 * @timeframe: of the base lanes
 * @from: where playing starts; earlier bars warm the rules up. DT_TIME_NONE: with the first
 * @journalled: the book will go to a database, activity and all; see dt_kernel_set_sink()
 *
 * A run on the simulated broker, its book in memory. Instruments and lanes outlive it.
 */
DtRun *
dt_run_new (DtRunPlan                 *plan,
            const DtInstrument *const *instruments,
            guint                      n_instruments,
            const DtLane              *lanes,
            guint                      n_lanes,
            DtTimeframe                timeframe,
            DtTime                     from,
            gboolean                   journalled,
            GError                   **error)
{
  g_autoptr(DtRun) run = g_new0 (DtRun, 1);

  run->plan = dt_run_plan_ref (plan);
  run->instruments = instruments;
  run->n_instruments = n_instruments;
  run->lanes = lanes;
  run->n_lanes = n_lanes;
  run->owns_times = n_lanes > 1;
  run->timeframe = timeframe;
  run->from = from;
  run->ticks = g_new (DtMoney, n_instruments);
  run->lots = g_new (DtQuantity, n_instruments);
  run->points.equity_rows = dt_rows_new (sizeof (double), 0);
  run->points.position_rows = dt_rows_new (sizeof (guint32), 0);
  for (guint i = 0; i < n_instruments; i++)
    {
      run->ticks[i] = instruments[i]->tick;
      run->lots[i] = instruments[i]->lot;
    }

  if (!make_kernel (run, journalled, error))
    return NULL;

  return g_steal_pointer (&run);
}

void
dt_run_free (DtRun *run)
{
  if (run == NULL)
    return;

  g_clear_pointer (&run->kernel, dt_kernel_free);
  g_clear_pointer (&run->plan, dt_run_plan_unref);
  g_free (run->ticks);
  g_free (run->lots);
  g_free (run->points.owned_time);
  g_free (run->points.owned_known);
  dt_rows_free (run->points.equity_rows);
  dt_rows_free (run->points.position_rows);
  g_free (run);
}

void
dt_run_set_poisoned (DtRun *run)
{
  g_return_if_fail (run->points.n_allocated == 0);

  run->owns_times = TRUE;
  dt_kernel_set_streaming (run->kernel);
}

static gpointer
reserve_column (DtRows *column,
                gsize   n_points,
                gsize   n_reserved)
{
  if (n_reserved > G_MAXUINT)
    g_error ("More than %u points do not fit into one run", G_MAXUINT);

  column->len = n_points;
  dt_rows_grow (column, n_reserved);

  return column->data;
}

/* Makes room for so many points in all. */
void
dt_run_reserve (DtRun *run,
                gsize  n_points)
{
  DtRunPoints *points = &run->points;

  if (n_points <= points->n_allocated)
    return;

  points->n_allocated = n_points;
  points->equity = reserve_column (points->equity_rows, points->n, n_points);
  points->n_positions = reserve_column (points->position_rows, points->n, n_points);
  if (!run->owns_times)
    return;

  points->time = points->owned_time = g_renew (DtTime, points->owned_time, n_points);
  points->known = points->owned_known = g_renew (DtTime, points->owned_known, n_points);
}

/* The first point of a run of one series is at this bar; those that follow are at the next. */
static void
borrow_times (DtRun *run,
              gsize  bar)
{
  const DtBarSeries *series = run->lanes[0].series;

  run->points.time = series->time + bar;
  run->points.known = series->known + bar;
}

static void
add_point (DtRun         *run,
           const DtEvent *event,
           DtTime         known)
{
  DtRunPoints *points = &run->points;
  gsize i = points->n;

  if (i == points->n_allocated)
    dt_run_reserve (run, MAX (1024, i * 2));

  if (run->owns_times)
    {
      points->owned_time[i] = run->lanes[event->lane].series->time[event->bar];
      points->owned_known[i] = known;
    }
  else if (i == 0)
    borrow_times (run, event->bar);
  points->equity[i] = dt_money_to_double (dt_kernel_get_equity (run->kernel));
  points->n_positions[i] = dt_kernel_get_n_exposed (run->kernel);
  points->n++;
}

/* The first of the instant's base bars, %NULL when it has none. */
static const DtEvent *
find_base_bar (const DtRun     *run,
               const DtInstant *instant)
{
  for (guint i = 0; i < instant->n_events; i++)
    {
      const DtEvent *event = &instant->events[i];

      if (event->kind == DT_EVENT_BAR && run->lanes[event->lane].role == DT_LANE_BASE)
        return event;
    }

  return NULL;
}

gboolean
dt_run_step (DtRun           *run,
             const DtInstant *instant,
             GError         **error)
{
  const DtEvent *base;

  if (!dt_kernel_step (run->kernel, instant, error))
    return FALSE;

  base = run->from == DT_TIME_NONE || instant->time > run->from
         ? find_base_bar (run, instant) : NULL;
  if (base != NULL)
    add_point (run, base, instant->time);

  return TRUE;
}

/* Room for them is there. */
static inline gsize
skip (DtRun *run,
      gsize  bar,
      gsize  n_max)
{
  DtRunPoints *points = &run->points;
  gsize at = points->n, n;

  n = dt_kernel_skip (run->kernel, bar, n_max, points->equity + at, points->n_positions + at);
  if (n == 0)
    return 0;

  if (at == 0)
    borrow_times (run, bar);
  points->n += n;

  return n;
}

gsize
dt_run_skip (DtRun *run,
             gsize  bar)
{
  const DtBarSeries *series = run->lanes[0].series;

  if (run->from != DT_TIME_NONE && series->known[bar] <= run->from)
    return 0;

  dt_run_reserve (run, run->points.n + series->n_bars - bar);
  return skip (run, bar, series->n_bars - bar);
}

gboolean
dt_run_play (DtRun   *run,
             gsize    bar,
             gsize    n_bars,
             GError **error)
{
  const DtBarSeries *series = run->lanes[0].series;
  DtEvent event = { .kind = DT_EVENT_BAR, .instrument = run->lanes[0].instrument };
  DtInstant instant = { .events = &event, .n_events = 1 };
  gsize end = bar + n_bars;

  g_return_val_if_fail (run->n_lanes == 1 && end <= series->n_bars, FALSE);

  dt_run_reserve (run, run->points.n + series->n_bars - bar);
  for (; bar < end; bar++)
    {
      gboolean counts = run->from == DT_TIME_NONE || series->known[bar] > run->from;

      if (counts)
        bar += skip (run, bar, end - bar);
      if (bar == end)
        break;

      event.bar = bar;
      event.last = bar + 1 == series->n_bars;
      instant.time = series->known[bar];
      if (!dt_kernel_step (run->kernel, &instant, error))
        return FALSE;
      if (counts)
        add_point (run, &event, instant.time);
    }

  return TRUE;
}

/* Bars that warmed the rules up before playing started are not waited for again. */
static gsize
find_first_decision (const DtRun *run)
{
  gsize before = 0;

  for (guint i = 0; i < run->n_lanes; i++)
    if (run->lanes[i].role == DT_LANE_BASE)
      before = MAX (before, dt_bar_series_find (run->lanes[i].series, run->points.time[0]));

  return before >= run->plan->warmup
         ? 0 : MIN (run->plan->warmup - before, run->points.n - 1);
}

/**
 * dt_run_finish:
 *
 * Ends the run as its spec says; the last point becomes what the account is worth then.
 */
gboolean
dt_run_finish (DtRun   *run,
               GError **error)
{
  static const int how[] = {
    [DT_FINISH_KEEP] = -1,
    [DT_FINISH_CLOSE] = DT_FILL_AT_CLOSE,
    [DT_FINISH_OPEN] = DT_FILL_AT_OPEN,
  };

  if (!dt_kernel_finish (run->kernel, how[run->plan->spec->finish], error))
    return FALSE;

  run->finished = TRUE;
  if (run->points.n > 0)
    {
      run->points.equity[run->points.n - 1]
        = dt_money_to_double (dt_kernel_get_equity (run->kernel));
      run->first_decision = find_first_decision (run);
    }

  return TRUE;
}

void
dt_run_get_bounds (const DtRun *run,
                   double      *worst,
                   double      *best)
{
  const DtBook *book = dt_kernel_get_book (run->kernel);

  *worst = *best = dt_money_to_double (dt_kernel_get_equity (run->kernel));
  if (dt_kernel_get_n_ambiguous (run->kernel) == 0)
    return;

  for (guint i = 0; i < book->fills->len; i++)
    {
      const DtFill *fill = &dt_rows_index (book->fills, DtFill, i);
      double gain;

      if ((fill->flags & DT_FILL_AMBIGUOUS) == 0 || fill->alternative == DT_MONEY_NONE)
        continue;

      gain = dt_quantity_to_double (fill->quantity)
             * dt_money_to_double (fill->price - fill->alternative);
      *worst += MIN (gain, 0.);
      *best += MAX (gain, 0.);
    }
}
