/* dt-strategy.h - a rule file at work on one instrument
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-book.h"
#include "dt-rule-instance.h"

G_BEGIN_DECLS

/* What the rules want after a bar. Prices in USD, NaN where the file has none or one is missing. */
typedef struct
{
  gboolean exit;          /* close what is held */
  int      enter;         /* +1 long, -1 short, 0 nothing; with @exit it is a reversal */
  guint    output;        /* the rule that spoke, of the program */
  double   rank;
  double   limit;
  double   trigger;
} DtDecision;

/* Protective prices of a position, USD; NaN for none. */
typedef struct
{
  double stop;
  double target;
  double trail;           /* distance behind the best price since entry */
} DtExitPrices;

/**
 * DtStrategy:
 *
 * The running state of one strategy on one instrument: its rules. It decides; it sends nothing and
 * knows no account.
 *
 * Thread: the kernel's.
 */
typedef struct
{
  DtStrategyFile  *file;
  DtRuleInstance  *rules;
  const DtBarSeries *series;       /* (nullable): base bars, when all are at hand */
  gboolean         prepared;
} DtStrategy;

#define DT_STRATEGY_AHEAD_WORDS (DT_RULE_MAX_AHEAD / 64)

/* What the rules will say on the next bars: numbers have one value a bar, NULL where the file has
 * no such rule, and of conditions it is enough to know where they hold. */
typedef struct
{
  gsize         n;
  const double *trail_long;
  const double *trail_short;
  const double *atr;
  guint64       said[3][DT_STRATEGY_AHEAD_WORDS]; /* a bit a bar: whether the rules say something to
                                                   * an account that is short, flat, long */
} DtStrategyAhead;

void       dt_strategy_init          (DtStrategy            *strategy,
                                      DtStrategyFile        *file,
                                      const DtBarSeries     *series);
void       dt_strategy_clear         (DtStrategy            *strategy);
void       dt_strategy_step          (DtStrategy            *strategy,
                                      const DtBar           *bar,
                                      gsize                  i,
                                      const DtRuleContext   *context);
gboolean   dt_strategy_look_ahead    (const DtStrategy      *strategy,
                                      DtStrategyAhead       *ahead);
void       dt_strategy_skip          (DtStrategy            *strategy,
                                      gsize                  n);
gboolean   dt_strategy_decide        (DtStrategy            *strategy,
                                      DtQuantity             held,
                                      DtDecision            *decision);
void       dt_strategy_get_exits     (DtStrategy            *strategy,
                                      gboolean               is_long,
                                      const DtRuleContext   *context,
                                      DtExitPrices          *prices);
double     dt_strategy_get_atr       (const DtStrategy      *strategy);
double     dt_strategy_get_trail     (const DtStrategy      *strategy,
                                      gboolean               is_long);
gboolean   dt_strategy_needs_stop    (const DtStrategyFile  *file,
                                      gboolean               is_long);
void       dt_strategy_fill_inputs   (const DtStrategy      *strategy,
                                      guint                  output,
                                      DtSignal              *signal);

G_END_DECLS
