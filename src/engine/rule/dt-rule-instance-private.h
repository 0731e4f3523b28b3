/* dt-rule-instance-private.h - the running state, shared by stepping and blocks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-rule-instance.h"
#include "dt-rule-program-private.h"

G_BEGIN_DECLS

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
  gboolean            any_row_missing;
};

/* Evaluates the next bars of the series into the columns. */
void dt_rule_block_fill  (DtRuleInstance *instance);
/* Keeps the last row and goes back to stepping bar by bar. */
void dt_rule_block_leave (DtRuleInstance *instance);

static inline double
dt_rule_instance_read (const DtRuleInstance *instance,
                       guint32               slot)
{
  if (instance->n_block > 0 && instance->at != G_MAXSIZE && instance->columns[slot] != NULL)
    return instance->columns[slot][instance->at];

  return instance->slots[slot];
}

G_END_DECLS
