/* scenario.h - a market, a strategy and an account, all drawn from one seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-aggregator.h"
#include "dt-backtest.h"
#include "dt-calendar.h"
#include "dt-lane-reader.h"
#include "dt-random.h"
#include "dt-run-files.h"

G_BEGIN_DECLS

#define SCENARIO_SYMBOLS 3
#define SCENARIO_BARS    90

typedef struct
{
  guint64    seed;
  gboolean   plain;         /* one symbol, entries at the market, stops alone, no terms */
  DtRandom   random;
  DtTapeSet *tape;
  DtRunSpec *spec;
  DtRunPlan *plan;
} Scenario;

/* Which of @n, @chance of 100 */

G_GNUC_UNUSED static guint
scenario_pick (Scenario *scenario,
               guint     n)
{
  return dt_random_below (&scenario->random, n);
}

G_GNUC_UNUSED static gboolean
scenario_chance (Scenario *scenario,
                 guint     chance)
{
  return scenario_pick (scenario, 100) < chance;
}

#define SCENARIO_ONE_OF(scenario, texts) ((texts)[scenario_pick (scenario, G_N_ELEMENTS (texts))])

/* Bars. Gaps, days that are missing, bars without volume and without range, prices from cents to
 * thousands, quoted in cents, in finer decimals, or as doubles that are no decimals at all. */

typedef struct
{
  double price;
  double volatility;
  double grain;       /* 0: none */
} ScenarioWalk;

static double
scenario_round (const ScenarioWalk *walk,
                double              price)
{
  double rounded = walk->grain > 0. ? round (price / walk->grain) * walk->grain : price;

  return MAX (rounded, MAX (walk->grain, .01));
}

static DtBar
scenario_next_bar (Scenario     *scenario,
                   ScenarioWalk *walk)
{
  DtRandom *random = &scenario->random;
  double gap = scenario_chance (scenario, 10) ? 8. * walk->volatility : .5 * walk->volatility;
  double open = walk->price * exp (gap * dt_random_normal (random));
  double close = open * exp (walk->volatility * dt_random_normal (random));
  double reach = scenario_chance (scenario, 10) ? 0. : walk->volatility;
  DtBar bar = {
    .open = scenario_round (walk, open),
    .close = scenario_round (walk, close),
    .volume = scenario_chance (scenario, 4) ? 0. : floor (1e5 * exp (dt_random_normal (random))),
  };

  bar.high = MAX (open, close) * exp (reach * dt_random_uniform (random));
  bar.high = MAX (MAX (bar.open, bar.close), scenario_round (walk, bar.high));
  bar.low = MIN (open, close) * exp (-reach * dt_random_uniform (random));
  bar.low = MIN (MIN (bar.open, bar.close), scenario_round (walk, bar.low));
  walk->price = CLAMP (bar.close, .05, 20000.);

  return bar;
}

static DtBarSeries *
scenario_make_series (Scenario    *scenario,
                      const char  *symbol,
                      DtTimeframe  timeframe)
{
  static const double grains[] = { .01, .01, .01, .0001, 0. };
  ScenarioWalk walk = {
    exp (6. * dt_random_uniform (&scenario->random)),
    .002 + .03 * dt_random_uniform (&scenario->random),
    SCENARIO_ONE_OF (scenario, grains),
  };
  DtBarSeries *series = dt_bar_series_new (symbol, timeframe, SCENARIO_BARS);
  gboolean intraday = dt_timeframe_is_intraday (timeframe);
  guint n_slots = intraday ? 390 * 60 / timeframe : 1;
  guint n = 30 + scenario_pick (scenario, SCENARIO_BARS - 30);
  DtDate date = dt_date_new (2014, 1, 2);

  for (guint late = scenario_chance (scenario, 20) ? 7 : 0; late > 0; late--)
    date = dt_calendar_next_session (date);

  for (guint i = 0; series->n_bars < n; i++)
    {
      DtBar bar = scenario_next_bar (scenario, &walk);

      if (i > 0 && i % n_slots == 0)
        date = dt_calendar_next_session (date);
      if (scenario_chance (scenario, 3))
        continue;
      bar.time = dt_time_from_new_york (date, intraday ? 570 * DT_MINUTE
                                                         + (i % n_slots) * timeframe * DT_SECOND
                                                       : 0);
      dt_bar_series_append (series, &bar, dt_calendar_bar_known (bar.time, timeframe));
    }

  return series;
}

/* Days out of bars of two hours, which are what they are made of. Of some days the high was seen
 * elsewhere: these are not. */
static void
scenario_add_finer (Scenario *scenario,
                    DtLane   *lane)
{
  DtBarSeries *series;

  lane->finer = lane->series;
  series = lane->series = dt_aggregate_series (lane->finer, DT_TIMEFRAME_DAY);
  for (gsize i = 0; i < series->n_bars; i++)
    if (scenario_chance (scenario, 10))
      series->high[i] *= 1.001;
}

static DtTapeSet *
scenario_make_tape (Scenario *scenario)
{
  static const char *const symbols[SCENARIO_SYMBOLS] = { "AAA", "BBB", "CCC" };
  static const DtTimeframe timeframes[] = { DT_TIMEFRAME_DAY, DT_TIMEFRAME_DAY, DT_TIMEFRAME_DAY,
                                            1800, 900 };
  DtTapeSet *tape = g_new0 (DtTapeSet, 1);
  gboolean finer;

  g_atomic_ref_count_init (&tape->ref_count);
  tape->timeframe = SCENARIO_ONE_OF (scenario, timeframes);
  finer = !scenario->plain && tape->timeframe == DT_TIMEFRAME_DAY && scenario_chance (scenario, 25);
  tape->n_lanes = tape->n_instruments
    = scenario->plain ? 1 : 1 + scenario_pick (scenario, SCENARIO_SYMBOLS);
  tape->lanes = g_new0 (DtLane, tape->n_lanes);
  tape->instruments = g_new0 (DtInstrument *, tape->n_lanes);
  for (guint i = 0; i < tape->n_lanes; i++)
    {
      tape->instruments[i] = dt_instrument_new (symbols[i], DT_INSTRUMENT_STOCK);
      tape->lanes[i] = (DtLane) { scenario_make_series (scenario, symbols[i],
                                                        finer ? 2 * DT_TIMEFRAME_HOUR
                                                              : tape->timeframe), i,
                                  DT_LANE_BASE };
      if (finer)
        scenario_add_finer (scenario, &tape->lanes[i]);
    }
  tape->from = tape->to = DT_TIME_NONE;
  if (scenario_chance (scenario, 10))
    tape->from = tape->lanes[0].series->known[MIN (10, tape->lanes[0].series->n_bars - 1)];
  tape->notes = g_ptr_array_new_with_free_func (g_free);
  tape->hash = g_strdup ("scenario");

  return tape;
}

/* Rules. Each side may enter in any way and leave in several at once. Those of a plain scenario go
 * by bars alone, so that they can be looked at ahead. */

static void
scenario_add_side (Scenario *scenario,
                   GString  *text,
                   gboolean  is_long)
{
  static const char *const ups[] = {
    "sma(3) crosses above sma(8)", "close > highest(high, 5)[1]", "rsi(5) < 40", "close > open",
    "close crosses above ema(6)", "is flat and close > sma(4)", "rank(roc(3)) > 0.6",
    "bars since(close < open) > 1", "account drawdown > -0.05 and close > close[1]",
  };
  static const char *const downs[] = {
    "sma(3) crosses below sma(8)", "close < lowest(low, 5)[1]", "rsi(5) > 60", "close < open",
    "close crosses below ema(6)", "is flat and close < sma(4)", "rank(roc(3)) < 0.4",
  };
  static const char *const exits[] = {
    "bars since entry >= 4", "close crosses below sma(5)", "profit percent > 0.02", "rsi(4) > 70",
  };
  static const char *const plain_ups[] = {
    "sma(3) crosses above sma(8)", "rsi(5) < 40", "close > open", "close crosses above ema(6)",
  };
  static const char *const plain_downs[] = {
    "sma(3) crosses below sma(8)", "rsi(5) > 60", "close < open", "close crosses below ema(6)",
  };
  static const char *const plain_exits[] = { "close crosses below sma(5)", "rsi(4) > 70" };
  const char *less = is_long ? "-" : "+", *more = is_long ? "+" : "-";

  g_string_append_printf (text, "[%s]\nentry = ", is_long ? "long" : "short");
  if (scenario->plain)
    g_string_append_printf (text, "%s\n", is_long ? SCENARIO_ONE_OF (scenario, plain_ups)
                                                  : SCENARIO_ONE_OF (scenario, plain_downs));
  else
    g_string_append_printf (text, "%s\n", is_long ? SCENARIO_ONE_OF (scenario, ups)
                                                  : SCENARIO_ONE_OF (scenario, downs));
  if (scenario_chance (scenario, 60))
    g_string_append_printf (text, "exit = %s\n",
                            scenario->plain ? SCENARIO_ONE_OF (scenario, plain_exits)
                                            : SCENARIO_ONE_OF (scenario, exits));
  switch (scenario_pick (scenario, 6))
    {
    case 0:
      g_string_append_printf (text, "stop = entry price * (1 %s 0.0%u)\n", less,
                              1 + scenario_pick (scenario, 5));
      break;
    case 1:
      g_string_append_printf (text, "trail = %u * atr(5)\n", 1 + scenario_pick (scenario, 3));
      break;
    case 2:
      g_string_append_printf (text, "stop = %s %s 2 * atr(5)\n",
                              scenario_chance (scenario, 50) ? "close" : "entry price", less);
      break;
    case 3:
      g_string_append_printf (text, "trail = %u%%\n", 1 + scenario_pick (scenario, 6));
      break;
    case 4:
      g_string_append_printf (text, "stop = entry price * (1 %s 0.0%u)\ntrail = close * 0.0%u\n",
                              less, 1 + scenario_pick (scenario, 5),
                              1 + scenario_pick (scenario, 5));
      break;
    default:
      break;
    }
  if (!scenario->plain && scenario_chance (scenario, 50))
    g_string_append_printf (text, "target = entry price * (1 %s 0.0%u)\n", more,
                            1 + scenario_pick (scenario, 6));
}

static char *
scenario_make_strategy (Scenario *scenario)
{
  static const char *const entries[] = {
    "market", "market", "limit close * 0.995", "stop high", "stop low",
    "stop-limit high, high * 1.01", "limit close", "market on open", "market on close",
    "limit close * 1.002 on close", "limit close on open",
  };
  static const char *const sizes[] = {
    "all-in", "fraction 0.3", "shares 37", "notional 5000", "all-in at=fill",
    "fraction 0.9 at=fill",
  };
  static const char *const ranks[] = { "roc(3)", "-close", "volume" };
  GString *text = g_string_new ("[strategy]\nname = s\n");
  guint sides = scenario_pick (scenario, 4);
  const char *entry = scenario->plain ? "market" : SCENARIO_ONE_OF (scenario, entries);
  gboolean waits = strstr (entry, " on ") == NULL;

  if (sides != 2)
    scenario_add_side (scenario, text, TRUE);
  if (sides >= 2)
    scenario_add_side (scenario, text, FALSE);
  g_string_append_printf (text, "[orders]\nentry = %s\n", entry);
  if (!scenario->plain && scenario_chance (scenario, 20))
    g_string_append (text, "exit = market on close\n");
  if (!scenario->plain && waits && strstr (entry, "stop") == NULL && scenario_chance (scenario, 20))
    g_string_append (text, "tif = ioc\n");
  else if (waits && scenario_chance (scenario, 40))
    g_string_append_printf (text, "bars = %u\n", 1 + scenario_pick (scenario, 4));
  if (scenario_chance (scenario, 30))
    g_string_append_printf (text, "trail-step = 0.%u\n", scenario_pick (scenario, 10));
  g_string_append_printf (text, "[size]\nsize = %s\n", SCENARIO_ONE_OF (scenario, sizes));
  if (!scenario->plain && scenario_chance (scenario, 40))
    g_string_append_printf (text, "rank = %s\n", SCENARIO_ONE_OF (scenario, ranks));

  return g_string_free (text, FALSE);
}

/* One of the texts, mostly none. */
static char *
scenario_maybe (Scenario          *scenario,
                guint              chance,
                const char *const *texts,
                guint              n_texts)
{
  return scenario_chance (scenario, chance) ? g_strdup (texts[scenario_pick (scenario, n_texts)])
                                            : NULL;
}

#define SCENARIO_MAYBE(scenario, chance, texts) \
  scenario_maybe (scenario, chance, texts, G_N_ELEMENTS (texts))

static void
scenario_set_terms (Scenario  *scenario,
                    DtRunSpec *spec)
{
  static const char *const shares[] = { "0.001%", "0.01%", "0.1%", "5%" };
  static const char *const borrows[] = { "2%", "35.5%" };
  static const char *const interests[] = { "6%", "0.0001%" };
  static const char *const margins[] = { "cash", "regt", "regt", "pdt" };
  static const char *const latencies[] = { "bars=1", "bars=3", "ms=250", "ms=3600000" };

  spec->volume_share = SCENARIO_MAYBE (scenario, 25, shares);
  spec->borrow = SCENARIO_MAYBE (scenario, 20, borrows);
  spec->interest = SCENARIO_MAYBE (scenario, 20, interests);
  spec->margin = SCENARIO_MAYBE (scenario, 25, margins);
  spec->latency = SCENARIO_MAYBE (scenario, 15, latencies);
}

static DtRunSpec *
scenario_make_spec (Scenario *scenario)
{
  static const char *const commissions[] = {
    "none", "none", "per-share=0.005,min=1", "percent=0.1", "per-order=1.5",
    "per-share=0.0033,max-percent=1",
  };
  static const char *const slippages[] = { "none", "bps=3", "ticks=1", "bps=2,ticks=1", "bps=50" };
  static const gint64 cash[] = { 100000, 10000, 500, 12345 };
  DtRunSpec *spec = dt_run_spec_new ();
  gboolean guarded = !scenario->plain && scenario_chance (scenario, 30);
  g_autoptr(DtRiskProfile) risk = dt_risk_profile_load (guarded ? "default" : "none", NULL);

  spec->strategy_texts = g_new0 (char *, 2);
  spec->strategy_texts[0] = scenario_make_strategy (scenario);
  spec->strategy_paths = g_new0 (char *, 2);
  spec->strategy_paths[0] = g_strdup ("s.strategy");
  spec->cash = DT_DOLLARS (SCENARIO_ONE_OF (scenario, cash));
  g_free (spec->commission);
  spec->commission = g_strdup (SCENARIO_ONE_OF (scenario, commissions));
  g_free (spec->slippage);
  spec->slippage = g_strdup (SCENARIO_ONE_OF (scenario, slippages));
  g_free (spec->risk_text);
  spec->risk_text = dt_risk_profile_to_text (risk);
  spec->policy = scenario_pick (scenario, 3);
  spec->finish = scenario_pick (scenario, 3);
  spec->seed = scenario->seed;
  if (!scenario->plain)
    scenario_set_terms (scenario, spec);

  return spec;
}

static void
scenario_begin (Scenario *scenario,
                guint64   seed,
                gboolean  plain)
{
  g_autoptr(GError) error = NULL;

  scenario->seed = seed;
  scenario->plain = plain;
  dt_random_init (&scenario->random, seed);
  scenario->tape = scenario_make_tape (scenario);
  scenario->spec = scenario_make_spec (scenario);
  scenario->plan = dt_run_plan_new (scenario->spec, &error);
  g_assert_no_error (error);
}

G_GNUC_UNUSED static void
scenario_init (Scenario *scenario,
               guint64   seed)
{
  scenario_begin (scenario, seed, FALSE);
}

G_GNUC_UNUSED static void
scenario_init_plain (Scenario *scenario,
                     guint64   seed)
{
  static const DtMoney ticks[] = { DT_CENT, DT_CENT, DT_CENT / 100, 5 * DT_CENT, 7, 1 };

  scenario_begin (scenario, seed, TRUE);
  scenario->tape->instruments[0]->tick = ticks[scenario_pick (scenario, G_N_ELEMENTS (ticks))];
}

G_GNUC_UNUSED static void
scenario_clear (Scenario *scenario)
{
  g_clear_pointer (&scenario->plan, dt_run_plan_unref);
  g_clear_pointer (&scenario->spec, dt_run_spec_free);
  g_clear_pointer (&scenario->tape, dt_tape_set_unref);
}

typedef DtBacktest *(*ScenarioRunFunc) (DtRunPlan              *plan,
                                        DtTapeSet              *tape,
                                        GFileProgressCallback   progress,
                                        gpointer                user_data,
                                        GCancellable           *cancellable,
                                        GError                **error);

static DtBarSeries *
scenario_copy_series (const DtBarSeries *series,
                      gsize              n)
{
  DtBarSeries *copy = dt_bar_series_new (series->symbol, series->timeframe, n);

  for (gsize i = 0; i < n; i++)
    {
      DtBar bar = dt_bar_series_get (series, i);

      dt_bar_series_append (copy, &bar, series->known[i]);
    }

  return copy;
}

static DtTapeSet *
scenario_copy_tape (const DtTapeSet *tape)
{
  DtTapeSet *copy = g_memdup2 (tape, sizeof *tape);

  g_atomic_ref_count_init (&copy->ref_count);
  copy->lanes = g_memdup2 (tape->lanes, tape->n_lanes * sizeof *tape->lanes);
  copy->instruments = g_new (DtInstrument *, tape->n_instruments);
  for (guint i = 0; i < tape->n_lanes; i++)
    {
      DtLane *lane = &copy->lanes[i];

      lane->series = scenario_copy_series (lane->series, lane->series->n_bars);
      if (lane->finer != NULL)
        lane->finer = scenario_copy_series (lane->finer, lane->finer->n_bars);
    }
  for (guint i = 0; i < tape->n_instruments; i++)
    copy->instruments[i] = dt_instrument_copy (tape->instruments[i]);
  copy->notes = g_ptr_array_ref (tape->notes);
  copy->hash = g_strdup (tape->hash);

  return copy;
}

G_GNUC_UNUSED static DtBacktest *
scenario_run (ScenarioRunFunc  run,
              DtRunPlan       *plan,
              DtTapeSet       *tape)
{
  g_autoptr(GError) error = NULL;
  /* The columns of a poisoned tape move, and a record may borrow them: each run has its own */
  DtBacktest *backtest = run (plan, scenario_copy_tape (tape), NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return backtest;
}

/* The same trades, orders, fills and equity, to the last bit */
G_GNUC_UNUSED static void
scenario_assert_same (const DtRunRecord *a,
                      const DtRunRecord *b,
                      gsize              n)
{
  DtRunHashes left, right;

  dt_run_files_hash (a, n, &left);
  dt_run_files_hash (b, n, &right);
  g_assert_cmpstr (left.trade_list, ==, right.trade_list);
  g_assert_cmpstr (left.order_list, ==, right.order_list);
  for (gsize i = 0; i < n; i++)
    {
      gsize size = a[i].n_points * sizeof (double);

      g_assert_cmpuint (a[i].n_points, ==, b[i].n_points);
      g_assert_true (size == 0 || memcmp (a[i].equity, b[i].equity, size) == 0);
      g_assert_true (size == 0 || memcmp (a[i].time, b[i].time, size) == 0);
      g_assert_true (size == 0 || memcmp (a[i].n_positions, b[i].n_positions,
                                          a[i].n_points * sizeof (guint32)) == 0);
    }
}

G_END_DECLS
