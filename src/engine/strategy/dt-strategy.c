/* dt-strategy.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-strategy"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-vector.h"

#include "dt-strategy.h"

/**
 * dt_strategy_init:
 * @series: (nullable): all base bars of the instrument when they are at hand, so that rules which
 *   read nothing else are evaluated in blocks
 *
 * The file and the series outlive the strategy.
 */
void
dt_strategy_init (DtStrategy        *strategy,
                  DtStrategyFile    *file,
                  const DtBarSeries *series)
{
  *strategy = (DtStrategy) { .file = file, .series = series };
  strategy->rules = dt_rule_instance_new (file->program);
}

void
dt_strategy_clear (DtStrategy *strategy)
{
  g_clear_pointer (&strategy->rules, dt_rule_instance_free);
}

/**
 * dt_strategy_step:
 * @i: the bar's place in its series
 *
 * A bar of the base timeframe completed; bars must come one after the other.
 */
void
dt_strategy_step (DtStrategy          *strategy,
                  const DtBar         *bar,
                  gsize                i,
                  const DtRuleContext *context)
{
  if (strategy->series != NULL && !strategy->prepared)
    {
      dt_rule_instance_prepare (strategy->rules, strategy->series, i, strategy->series->n_bars - i);
      strategy->prepared = TRUE;
    }

  dt_rule_instance_step (strategy->rules, bar, context);
}

/* Narrows @ahead to the bars for which output k is known; %FALSE when it reads more than bars. */
static gboolean
look (const DtStrategy  *strategy,
      guint              output,
      DtStrategyAhead   *ahead,
      const double     **column)
{
  gsize n;

  *column = NULL;
  if (!strategy->file->has[output])
    return TRUE;

  *column = dt_rule_instance_get_column (strategy->rules, output, &n);
  ahead->n = MIN (ahead->n, n);
  return *column != NULL;
}

/* An account that holds something listens to entries of the other side and exits of its own, a flat
 * one to entries. */
static void
mark (DtStrategyAhead *ahead,
      const double    *enter,
      const double    *exit,
      int              side)
{
  guint64 *held = ahead->said[1 + side], *flat = ahead->said[1], *against = ahead->said[1 - side];
  guint64 words[DT_STRATEGY_AHEAD_WORDS] = { 0 };

  if (exit != NULL)
    dt_vector_mark (exit, ahead->n, held);
  if (enter == NULL)
    return;

  dt_vector_mark (enter, ahead->n, words);
  for (guint i = 0; i < DT_STRATEGY_AHEAD_WORDS; i++)
    {
      flat[i] |= words[i];
      against[i] |= words[i];
    }
}

/**
 * dt_strategy_look_ahead:
 * @ahead: (out): from the next bar on
 *
 * What the rules will say while nothing but bars comes in. It is for passing over bars on which
 * they say nothing: a caller must not decide anything earlier than the bar that it is about.
 *
 * Returns: %FALSE when some rule needs to be stepped bar by bar
 */
gboolean
dt_strategy_look_ahead (const DtStrategy *strategy,
                        DtStrategyAhead  *ahead)
{
  const double *enter_long, *enter_short, *exit_long, *exit_short;

  ahead->n = G_MAXSIZE;
  if (!strategy->prepared
      || !dt_rule_instance_can_skip (strategy->rules)
      || !look (strategy, DT_OUTPUT_LONG (DT_OUTPUT_ENTRY), ahead, &enter_long)
      || !look (strategy, DT_OUTPUT_SHORT (DT_OUTPUT_ENTRY), ahead, &enter_short)
      || !look (strategy, DT_OUTPUT_LONG (DT_OUTPUT_EXIT), ahead, &exit_long)
      || !look (strategy, DT_OUTPUT_SHORT (DT_OUTPUT_EXIT), ahead, &exit_short)
      || !look (strategy, DT_OUTPUT_LONG (DT_OUTPUT_TRAIL), ahead, &ahead->trail_long)
      || !look (strategy, DT_OUTPUT_SHORT (DT_OUTPUT_TRAIL), ahead, &ahead->trail_short)
      || !look (strategy, DT_OUTPUT_ATR, ahead, &ahead->atr)
      || ahead->n == G_MAXSIZE)
    return FALSE;

  memset (ahead->said, 0, sizeof ahead->said);
  mark (ahead, enter_long, exit_long, 1);
  mark (ahead, enter_short, exit_short, -1);
  return TRUE;
}

/* The next n bars are over; at most the n of dt_strategy_look_ahead(). */
void
dt_strategy_skip (DtStrategy *strategy,
                  gsize       n)
{
  dt_rule_instance_skip (strategy->rules, n);
}

static gboolean
speaks (const DtStrategy *strategy,
        guint             output)
{
  return strategy->file->has[output] && dt_rule_instance_get (strategy->rules, output) > 0.;
}

/* What the file does not have is not asked for. */
static inline double
get_number (const DtStrategy *strategy,
            guint             output)
{
  return strategy->file->has[output] ? dt_rule_instance_get (strategy->rules, output) : NAN;
}

/**
 * dt_strategy_decide:
 * @held: signed quantity of the strategy's position
 * @decision: (out)
 *
 * An entry against the position is a reversal: it closes and opens. Entries for both sides at once
 * cancel each other out. A held side is never added to.
 *
 * Returns: %FALSE when nothing is wanted
 */
gboolean
dt_strategy_decide (DtStrategy *strategy,
                    DtQuantity  held,
                    DtDecision *decision)
{
  gboolean enter_long = speaks (strategy, DT_OUTPUT_LONG (DT_OUTPUT_ENTRY));
  gboolean enter_short = speaks (strategy, DT_OUTPUT_SHORT (DT_OUTPUT_ENTRY));
  guint side;

  decision->enter = enter_long && held <= 0 ? 1 : 0;
  if (enter_short)
    decision->enter = enter_long || held < 0 ? 0 : -1;

  decision->exit = held != 0 && decision->enter != 0;
  decision->output = decision->enter >= 0 ? DT_OUTPUT_LONG (DT_OUTPUT_ENTRY)
                                          : DT_OUTPUT_SHORT (DT_OUTPUT_ENTRY);

  if (held != 0 && decision->enter == 0)
    {
      decision->output = held > 0 ? DT_OUTPUT_LONG (DT_OUTPUT_EXIT)
                                  : DT_OUTPUT_SHORT (DT_OUTPUT_EXIT);
      decision->exit = speaks (strategy, decision->output);
    }

  if (decision->enter == 0)
    return decision->exit;

  side = decision->enter > 0 ? 0 : DT_OUTPUT_SIDES;
  decision->rank = get_number (strategy, DT_OUTPUT_RANK);
  decision->limit = get_number (strategy, side + DT_OUTPUT_LIMIT);
  decision->trigger = get_number (strategy, side + DT_OUTPUT_TRIGGER);

  return TRUE;
}

/**
 * dt_strategy_get_exits:
 * @context: with the position as it is, or as it would be after a fill
 *
 * The protective prices on the last bar. Changes no state.
 */
void
dt_strategy_get_exits (DtStrategy          *strategy,
                       gboolean             is_long,
                       const DtRuleContext *context,
                       DtExitPrices        *prices)
{
  guint side = is_long ? 0 : DT_OUTPUT_SIDES;
  const gboolean *has = strategy->file->has + side;

  prices->stop = prices->target = prices->trail = NAN;
  if (has[DT_OUTPUT_STOP])
    prices->stop = dt_rule_instance_peek (strategy->rules, side + DT_OUTPUT_STOP, context);
  if (has[DT_OUTPUT_TARGET])
    prices->target = dt_rule_instance_peek (strategy->rules, side + DT_OUTPUT_TARGET, context);
  if (has[DT_OUTPUT_TRAIL])
    prices->trail = dt_rule_instance_peek (strategy->rules, side + DT_OUTPUT_TRAIL, context);
}

/* By what a trailing stop's steps are measured, at the last step, USD; NaN without. */
double
dt_strategy_get_atr (const DtStrategy *strategy)
{
  return dt_rule_instance_get (strategy->rules, DT_OUTPUT_ATR);
}

/* The trailing distance at the last step, USD; NaN without. */
double
dt_strategy_get_trail (const DtStrategy *strategy,
                       gboolean          is_long)
{
  guint output = is_long ? DT_OUTPUT_LONG (DT_OUTPUT_TRAIL) : DT_OUTPUT_SHORT (DT_OUTPUT_TRAIL);

  return get_number (strategy, output);
}

/* Whether a position on this side must not be without a protective stop. */
gboolean
dt_strategy_needs_stop (const DtStrategyFile *file,
                        gboolean              is_long)
{
  const gboolean *has = file->has + (is_long ? 0 : DT_OUTPUT_SIDES);

  return has[DT_OUTPUT_STOP] || has[DT_OUTPUT_TRAIL];
}

void
dt_strategy_fill_inputs (const DtStrategy *strategy,
                         guint             output,
                         DtSignal         *signal)
{
  signal->output = output;
  signal->n_inputs = dt_rule_instance_get_inputs (strategy->rules, output, DT_SIGNAL_MAX_INPUTS,
                                                  signal->inputs);
}
