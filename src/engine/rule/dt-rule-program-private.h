/* dt-rule-program-private.h - a program as instances run it, and these
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-rule-graph-private.h"
#include "dt-rule-instance.h"
#include "dt-rule-tree-private.h"

G_BEGIN_DECLS

/* Longest block of bars that is evaluated in one sweep. */
#define DT_RULE_BLOCK DT_RULE_MAX_AHEAD

/* One operation: reads slots, writes slot @out (an indicator writes its n_outputs slots from
 * there). Memory begins @state bytes into the instance's arena. */
typedef struct
{
  guint8             op;
  guint8             type;
  guint8             flags;          /* of DtNodeFlags */
  guint8             n_inputs;
  guint32            out;
  guint32            inputs[DT_INDICATOR_MAX_INPUTS];
  guint32            offset;
  double             number;
  gsize              state;
  const DtIndicator *indicator;
  const double      *parameters;
} DtRuleStep;

typedef struct
{
  guint32 first;
  guint32 n;
} DtRuleSpan;

typedef struct
{
  char        *text;
  guint32      slot;
  guint        n_inputs;
  char       **input_texts;
  guint32     *input_slots;
  /* Steps to repeat when the output is asked in another context, in order. */
  guint32     *again;
  guint        n_again;
} DtRuleOutput;

/* What was written, taken apart; the same whatever the parameters are. */
typedef struct
{
  char             *text;
  DtRuleForest      forest;
  const DtRuleTree *tree;        /* (nullable): of a word that needs no parser */
} DtRuleText;

/* What a program knows of its parameters when these were left open. */
typedef struct _DtRuleOpen DtRuleOpen;

struct _DtRuleProgram
{
  gatomicrefcount  ref_count;
  DtRuleOpen      *open;           /* (nullable) */
  gboolean         bound;          /* to values: most is of @like, which was left open */
  double          *arguments;      /* of indicators, when it is bound */
  DtRuleProgram   *like;           /* (nullable): whose texts it goes by where they are the same */
  DtRuleText      *texts;          /* by output; zero where they are those of @like */
  DtRuleGraph      graph;          /* nodes hold the parameters that steps point at */

  DtRuleStep      *steps;
  guint            n_steps;
  DtRuleSpan      *pushes;         /* by stream; of the base stream what reads its bars alone */
  DtRuleSpan       live;
  DtRuleSpan       rank;

  guint            n_slots;
  gsize            state_size;
  guint32         *constants;      /* slots and values of constants */
  double          *constant_values;
  guint            n_constants;
  const double   **constant_columns; /* DT_RULE_BLOCK values of each: our own, or those of @like */
  double          *own_columns;
  guint32         *falses;         /* slots of conditions: false before anything was seen */
  guint            n_falses;
  gboolean        *in_block;       /* by slot: the block evaluates it */
  gboolean        *wanted;         /* by slot: something reads it */
  gboolean        *whole;          /* by slot: indicators of the bars, and of each other */
  guint            n_columns;      /* slots that a block needs memory for */
  guint32         *exports;        /* slots of blocks that live steps read */
  guint            n_exports;
  guint32         *ranks;          /* slots of the rank operands, then of the ranks */
  guint            n_ranks;
  gboolean         can_skip;       /* nothing live has a memory or counts */

  DtRuleOutput    *outputs;
  guint            n_outputs;
  guint            warmup;
  gboolean        *uses;           /* by parameter: a rule names it */
  guint            n_parameters;
  DtRuleShare     *share;          /* (nullable): of instances to come */
};

/* As dt_rule_program_new_like(); the program can be bound, unless it is very large. */
DtRuleProgram *dt_rule_program_new_open (DtRuleProgram          *like,
                                         const DtRuleSource     *sources,
                                         guint                   n_sources,
                                         const DtRuleParameter  *parameters,
                                         guint                   n_parameters,
                                         GError                **error);
DtRuleProgram *dt_rule_program_bind     (DtRuleProgram          *program,
                                         const DtRuleParameter  *parameters);
void           dt_rule_open_new         (DtRuleProgram          *program,
                                         const gboolean         *reached,
                                         const guint32          *slots);
void           dt_rule_open_free        (DtRuleOpen             *open);

struct _DtRuleInstance
{
  DtRuleProgram      *program;
  double             *slots;        /* values at the last step, by slot */
  double             *scratch;      /* of peeks */
  guint8             *state;        /* arena of memories */
  guint64             missing;

  /* The block: columns of what reads the base bars alone. */
  const double      **columns;      /* by slot; NULL for what is not in blocks */
  double             *memory;
  gsize               capacity;     /* bars that the memory holds */
  const DtBarSeries  *series;       /* of prepared steps still to come, (nullable) */
  gsize               next;         /* first bar of them behind the block */
  gsize               n_left;       /* how many are behind the block */
  gsize               n_block;      /* 0 when the last step was not out of a block */
  gsize               at;           /* row of the last step; G_MAXSIZE before the first */
  guint32            *row_missing;  /* comparisons with a missing value, by row */
  gsize               n_row_missing; /* rows from there on have none */
  DtRuleShare        *share;        /* (nullable): has whole columns for the prepared steps */
  gsize               first;        /* bar that their columns begin with */
  gboolean            stepped;      /* states are not new any more */
};

/* Evaluates the next bars of the series into the columns. */
void dt_rule_block_fill  (DtRuleInstance *instance);
/* Keeps the last row and goes back to stepping bar by bar. */
void dt_rule_block_leave (DtRuleInstance *instance);

static inline double
dt_rule_instance_read (const DtRuleInstance *instance,
                       guint32               slot)
{
  /* Not so before the block's first row, nor without a block */
  if (instance->at < instance->n_block && instance->columns[slot] != NULL)
    return instance->columns[slot][instance->at];

  return instance->slots[slot];
}

G_END_DECLS
