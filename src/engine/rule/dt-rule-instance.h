/* dt-rule-instance.h - a program that follows one instrument
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-rule-program.h"

G_BEGIN_DECLS

/* The strategy's position in the instrument; all zero or NaN when flat. Prices in USD. */
typedef struct
{
  double quantity;           /* signed units */
  double entry_price;        /* average */
  double bars_since_entry;   /* 0 on the bar of the entry */
  double minutes_since_entry;
  double highest_since_entry;
  double lowest_since_entry;
  double stop_price;
  double target_price;
  double profit;             /* unrealised, USD */
  double profit_fraction;    /* of the entry value */
} DtRulePosition;

typedef struct
{
  double equity;             /* USD */
  double cash;               /* USD */
  double day_profit;         /* USD since the session's start */
  double drawdown;           /* fraction of the peak, negative */
  double exposure;           /* gross position value / equity */
  double n_positions;
} DtRuleAccount;

/* All that an evaluation may read beyond bars. Groups that the program never reads may be NULL. */
typedef struct
{
  const DtSessionTracker *session;
  const DtRulePosition   *position;
  const DtRuleAccount    *account;
} DtRuleContext;

/**
 * DtRuleInstance:
 *
 * The running state of a #DtRuleProgram on one instrument. Bars of other streams are pushed as
 * they complete; then each bar of stream 0 is one step. Evaluation is total: a missing value is
 * NaN, a comparison with a missing value is false and counted.
 *
 * Thread: the one that runs the kernel it belongs to.
 */
typedef struct _DtRuleInstance DtRuleInstance;

/**
 * DtRuleShare:
 *
 * What instances of many programs have computed of the same bars: indicators of a series, for all
 * of its bars, as long as nobody goes over another series. For those who play the same bars under
 * many settings.
 *
 * Thread: one at a time, that of the instances.
 */
typedef struct _DtRuleShare DtRuleShare;

/* @n_most: bytes that are kept; what does not fit is not shared */
DtRuleShare    *dt_rule_share_new            (gsize                 n_most);
void            dt_rule_share_free           (DtRuleShare          *share);
/* Of instances to come, which then take no step that was not prepared. The series that they go over
 * live as long as the share; the program is the caller's alone. */
void            dt_rule_program_set_share    (DtRuleProgram        *program,
                                              DtRuleShare          *share);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRuleShare, dt_rule_share_free)

DtRuleInstance *dt_rule_instance_new         (DtRuleProgram        *program);
void            dt_rule_instance_free        (DtRuleInstance       *instance);

/* A bar of stream 1.. completed: its nodes advance, their values stay readable until the next. */
void            dt_rule_instance_push        (DtRuleInstance       *instance,
                                              guint                 stream,
                                              const DtBar          *bar);
/* A bar of stream 0 completed: every node is evaluated once. */
void            dt_rule_instance_step        (DtRuleInstance       *instance,
                                              const DtBar          *bar,
                                              const DtRuleContext  *context);

/* Look-ahead free speed-up for runs whose bars are all at hand: evaluates the nodes of stream 0
 * that read nothing but its bars for n bars from i in one sweep. The following n calls of
 * dt_rule_instance_step() must be for exactly these bars and then give, bit for bit, what they
 * would have given without. The series is borrowed until then. */
void            dt_rule_instance_prepare     (DtRuleInstance       *instance,
                                              const DtBarSeries    *series,
                                              gsize                 i,
                                              gsize                 n);

#define DT_RULE_MAX_AHEAD 1024

/* How many prepared steps are still to come. */
gsize           dt_rule_instance_get_n_prepared (const DtRuleInstance *instance);
/* The values that output k will have at the next n steps, which are those left of the block at
 * hand, DT_RULE_MAX_AHEAD at the most; NULL when it hangs on more than the base bars, or is on
 * demand. So a driver finds the next bar at which a rule speaks without stepping. */
const double   *dt_rule_instance_get_column     (const DtRuleInstance *instance,
                                                 guint                 output,
                                                 gsize                *n);
/* Leaves out the next n steps of the block at hand (at most the n of get_column()): like taking
 * them, but outputs that hang on more than the base bars, and those on demand, stay as they were
 * until the next step.
 * Only when can_skip() says that nothing would be lost: no memory over live values, no comparison
 * of live values to count, which holds for as long as the program lives. */
gboolean        dt_rule_instance_can_skip       (const DtRuleInstance *instance);
void            dt_rule_instance_skip           (DtRuleInstance       *instance,
                                                 gsize                 n);

/* The value of output k at the last step: NaN is missing; booleans are 0 or 1, never missing. */
double          dt_rule_instance_get         (const DtRuleInstance *instance,
                                              guint                 output);
/* The same, re-evaluated in another context (a fill's position) on the last step's bar, changing
 * no state. */
double          dt_rule_instance_peek        (DtRuleInstance       *instance,
                                              guint                 output,
                                              const DtRuleContext  *context);
/* Values of the inputs that dt_rule_program_get_input() names. */
double          dt_rule_instance_get_input   (const DtRuleInstance *instance,
                                              guint                 output,
                                              guint                 input);
/* The first of them, n_most at most; how many. */
guint           dt_rule_instance_get_inputs  (const DtRuleInstance *instance,
                                              guint                 output,
                                              guint                 n_most,
                                              double               *values);
/* Comparisons that met a missing value since the start, warm-up included. */
guint64         dt_rule_instance_get_missing (const DtRuleInstance *instance);

/* Cross-section rank, for programs that read it: after all instances have stepped, each rank
 * operand is read, ranked over the universe by the caller (0 the lowest .. 1 the highest), given
 * back, and what hangs on it is evaluated. */
guint           dt_rule_instance_get_n_ranks   (const DtRuleInstance *instance);
double          dt_rule_instance_get_rank_operand (const DtRuleInstance *instance,
                                              guint                 rank);
void            dt_rule_instance_set_rank    (DtRuleInstance       *instance,
                                              guint                 rank,
                                              double                value);
void            dt_rule_instance_finish_step (DtRuleInstance       *instance,
                                              const DtRuleContext  *context);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRuleInstance, dt_rule_instance_free)

G_END_DECLS
