/* dt-rule-block.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-rule"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-vector.h"

#include "dt-rule-ops-private.h"
#include "dt-rule-program-private.h"

/* What is always inlined here is compiled once for each way of dt-vector.h: evaluate() chooses. */

/* One operation over the rows of a block. The operations are those of the step, so what comes out
 * is the same bit for bit. */
typedef struct
{
  const double *restrict a;
  const double *restrict b;
  const double *restrict c;
  double       *restrict out;
  gsize                  n;
} Rows;

#define FOR_ROWS(expression)              \
  for (gsize i = 0; i < rows->n; i++)     \
    rows->out[i] = (expression);          \
  break

static inline G_ALWAYS_INLINE void
run_unary (DtRuleOp    op,
           const Rows *rows)
{
  const double *restrict a = rows->a;

  switch (op)
    {
    case DT_OP_NEGATE:
      FOR_ROWS (dt_op_unary (DT_OP_NEGATE, a[i]));
    case DT_OP_ABS:
      FOR_ROWS (dt_op_unary (DT_OP_ABS, a[i]));
    case DT_OP_NOT:
      FOR_ROWS (dt_op_unary (DT_OP_NOT, a[i]));
    case DT_OP_PRESENT:
      FOR_ROWS (dt_op_unary (DT_OP_PRESENT, a[i]));
    default:
      FOR_ROWS (dt_op_unary (op, a[i]));
    }
}

static inline G_ALWAYS_INLINE void
run_binary (DtRuleOp    op,
            const Rows *rows)
{
  const double *restrict a = rows->a;
  const double *restrict b = rows->b;

  switch (op)
    {
    case DT_OP_ADD:
      FOR_ROWS (dt_op_binary (DT_OP_ADD, a[i], b[i]));
    case DT_OP_SUBTRACT:
      FOR_ROWS (dt_op_binary (DT_OP_SUBTRACT, a[i], b[i]));
    case DT_OP_MULTIPLY:
      FOR_ROWS (dt_op_binary (DT_OP_MULTIPLY, a[i], b[i]));
    case DT_OP_DIVIDE:
      FOR_ROWS (dt_op_binary (DT_OP_DIVIDE, a[i], b[i]));
    case DT_OP_LESS:
      FOR_ROWS (dt_op_binary (DT_OP_LESS, a[i], b[i]));
    case DT_OP_LESS_EQUAL:
      FOR_ROWS (dt_op_binary (DT_OP_LESS_EQUAL, a[i], b[i]));
    case DT_OP_AND:
      FOR_ROWS (dt_op_binary (DT_OP_AND, a[i], b[i]));
    case DT_OP_OR:
      FOR_ROWS (dt_op_binary (DT_OP_OR, a[i], b[i]));
    default:
      FOR_ROWS (dt_op_binary (op, a[i], b[i]));
    }
}

/* The memory is for the first row; every other has the one before it. */
static inline G_ALWAYS_INLINE void
run_cross (DtCrossState *state,
           const Rows   *rows)
{
  const double *restrict a = rows->a;
  const double *restrict b = rows->b;
  gboolean missing;

  rows->out[0] = dt_op_cross (state, a[0], b[0], &missing);
  for (gsize i = 1; i < rows->n; i++)
    rows->out[i] = dt_op_crosses (a[i - 1], b[i - 1], a[i], b[i]);

  *state = (DtCrossState) { a[rows->n - 1], b[rows->n - 1] };
}

/* A block as long as the lag moves values whole: out of the ring, then out of the block itself. */
static void
run_lag (DtLagState *state,
         gsize       bars,
         const Rows *rows)
{
  gsize n_tail = bars - state->at;

  if (rows->n < bars)
    {
      for (gsize i = 0; i < rows->n; i++)
        rows->out[i] = dt_op_lag (state, bars, rows->a[i]);
      return;
    }

  memcpy (rows->out, state->ring + state->at, n_tail * sizeof (double));
  memcpy (rows->out + n_tail, state->ring, state->at * sizeof (double));
  memcpy (rows->out + bars, rows->a, (rows->n - bars) * sizeof (double));
  memcpy (state->ring, rows->a + rows->n - bars, bars * sizeof (double));
  state->at = 0;
}

static inline G_ALWAYS_INLINE void
run_memory (const DtRuleStep *step,
            gpointer          state,
            const Rows       *rows)
{
  gsize window = step->number;

  switch ((DtRuleOp) step->op)
    {
    case DT_OP_LAG:
      run_lag (state, window, rows);
      break;
    case DT_OP_COUNT:
      FOR_ROWS (dt_op_count (state, window, rows->a[i]));
    case DT_OP_BARS_SINCE:
      FOR_ROWS (dt_op_bars_since (state, rows->a[i]));
    default:
      g_assert_not_reached ();
    }
}

/* Comparisons */

/* Rows that are looked at together for missing values: most blocks have them at the start. */
#define MISSING_ROWS 64

/* A missing value makes its sum missing, and all sums that follow. Values so large that a sum is
 * too may say yes for nothing: then the rows are looked at one by one. */
static inline G_ALWAYS_INLINE gboolean
any_missing (const double *restrict a,
             const double *restrict b,
             gsize                  n)
{
  double sums[4] = { 0. };
  gsize i = 0;

  for (; n - i >= G_N_ELEMENTS (sums); i += G_N_ELEMENTS (sums))
    for (guint k = 0; k < G_N_ELEMENTS (sums); k++)
      sums[k] += a[i + k] + b[i + k];
  for (; i < n; i++)
    sums[0] += a[i] + b[i];

  return isnan ((sums[0] + sums[1]) + (sums[2] + sums[3]));
}

/* The counts of the block's rows, of which those up to @n are to be looked at. */
static guint32 *
get_row_missing (DtRuleInstance *instance,
                 gsize           n)
{
  if (instance->row_missing == NULL)
    instance->row_missing = g_new0 (guint32, DT_RULE_BLOCK);
  instance->n_row_missing = MAX (instance->n_row_missing, n);

  return instance->row_missing;
}

static inline G_ALWAYS_INLINE void
count_comparison (DtRuleInstance *instance,
                  const Rows     *rows)
{
  for (gsize first = 0, n; first < rows->n; first += n)
    {
      guint32 *counts;

      n = MIN (rows->n - first, MISSING_ROWS);
      if (!any_missing (rows->a + first, rows->b + first, n))
        continue;

      counts = get_row_missing (instance, first + n);
      for (gsize i = first; i < first + n; i++)
        counts[i] += dt_op_either_missing (rows->a[i], rows->b[i]);
    }
}

/* The cross of a row looks at the row before as well; of the first, at its memory. */
static inline G_ALWAYS_INLINE void
count_cross (DtRuleInstance     *instance,
             const DtCrossState *before,
             const Rows         *rows)
{
  gboolean last = dt_op_either_missing (before->a, before->b);

  for (gsize first = 0, n; first < rows->n; first += n)
    {
      guint32 *counts;

      n = MIN (rows->n - first, MISSING_ROWS);
      if (!last && !any_missing (rows->a + first, rows->b + first, n))
        continue;

      counts = get_row_missing (instance, first + n);
      for (gsize i = first; i < first + n; i++)
        {
          gboolean now = dt_op_either_missing (rows->a[i], rows->b[i]);

          counts[i] += now || last;
          last = now;
        }
    }
}

/* What instances share */

#define MOST_SHARED 256

/* An indicator over the bars of the share. */
typedef struct
{
  const DtIndicator *indicator;
  double             parameters[DT_INDICATOR_MAX_PARAMETERS];
  const double      *inputs[DT_INDICATOR_MAX_INPUTS];
  double            *outputs[DT_INDICATOR_MAX_OUTPUTS];  /* NULL where not wanted */
  double            *memory;
  gsize              capacity;     /* numbers that fit */
} Shared;

struct _DtRuleShare
{
  const DtBarSeries *series;       /* (nullable) */
  gsize              first;        /* bar that columns begin with */
  gsize              n;            /* bars of a column */
  gsize              n_left;       /* bytes that may still be kept */
  GArray            *shared;       /* of Shared: those from @n_shared on are memory to use again */
  guint              n_shared;
  double            *state;
  gsize              state_size;
};

static void
clear_shared (gpointer data)
{
  g_free (((Shared *) data)->memory);
}

DtRuleShare *
dt_rule_share_new (gsize n_most)
{
  DtRuleShare *share = g_new0 (DtRuleShare, 1);

  share->n_left = n_most;
  share->shared = g_array_new (FALSE, TRUE, sizeof (Shared));
  g_array_set_clear_func (share->shared, clear_shared);

  return share;
}

void
dt_rule_share_free (DtRuleShare *share)
{
  if (share == NULL)
    return;

  g_array_unref (share->shared);
  g_free (share->state);
  g_free (share);
}

/* Goes over to these bars, unless they are those it has. */
static void
share_bars (DtRuleShare       *share,
            const DtBarSeries *series,
            gsize              first)
{
  if (share->series == series && share->first == first && share->n == series->n_bars - first)
    return;

  share->series = series;
  share->first = first;
  share->n = series->n_bars - first;
  share->n_shared = 0;
}

/* Memory for so many columns; %FALSE when there is no room. */
static gboolean
reserve_shared (DtRuleShare *share,
                Shared      *shared,
                guint        n_columns)
{
  gsize n = share->n * n_columns, n_more = n > shared->capacity ? n - shared->capacity : 0;

  if (n_more > share->n_left / sizeof (double))
    return FALSE;
  if (n_more == 0)
    return TRUE;

  share->n_left -= n_more * sizeof (double);
  g_free (shared->memory);
  shared->memory = g_new (double, n);
  shared->capacity = n;

  return TRUE;
}

static gpointer
make_state (DtRuleShare      *share,
            const DtRuleStep *step)
{
  gsize size = step->indicator->state_size (step->parameters);

  if (size > share->state_size)
    {
      g_free (share->state);
      share->state = g_malloc (size);
      share->state_size = size;
    }
  memset (share->state, 0, size);
  step->indicator->init (share->state, step->parameters);

  return share->state;
}

/* @wanted: by output */
static Shared *
add_shared (DtRuleShare         *share,
            const DtRuleStep    *step,
            const gboolean      *wanted,
            const double *const *inputs)
{
  const DtIndicator *indicator = step->indicator;
  guint n_wanted = 0, k = 0;
  Shared *shared;

  if (share->n_shared == MOST_SHARED)
    return NULL;
  if (share->n_shared == share->shared->len)
    g_array_set_size (share->shared, share->n_shared + 1);
  for (guint i = 0; i < indicator->n_outputs; i++)
    n_wanted += wanted[i] != FALSE;

  shared = &g_array_index (share->shared, Shared, share->n_shared);
  if (!reserve_shared (share, shared, n_wanted))
    return NULL;

  shared->indicator = indicator;
  memcpy (shared->parameters, step->parameters, indicator->n_parameters * sizeof (double));
  memcpy (shared->inputs, inputs, indicator->n_inputs * sizeof *inputs);
  for (guint i = 0; i < indicator->n_outputs; i++)
    shared->outputs[i] = wanted[i] ? shared->memory + share->n * k++ : NULL;
  indicator->run (make_state (share, step), inputs, share->n, shared->outputs);
  share->n_shared++;

  return shared;
}

static gboolean
is_shared (const Shared        *shared,
           const DtRuleStep    *step,
           const gboolean      *wanted,
           const double *const *inputs)
{
  const DtIndicator *indicator = step->indicator;

  if (shared->indicator != indicator
      || memcmp (shared->parameters, step->parameters,
                 indicator->n_parameters * sizeof (double)) != 0
      || memcmp (shared->inputs, inputs, indicator->n_inputs * sizeof *inputs) != 0)
    return FALSE;

  for (guint i = 0; i < indicator->n_outputs; i++)
    if (wanted[i] && shared->outputs[i] == NULL)
      return FALSE;

  return TRUE;
}

/* Whether the last block had a column that was not its own. */
static gboolean
was_shared (const DtRuleInstance *instance,
            const DtRuleStep     *step)
{
  const double *own = instance->memory;
  gsize n_own = instance->program->n_columns * instance->capacity;

  for (guint i = 0; i < step->indicator->n_outputs; i++)
    if (instance->next > instance->first && instance->program->wanted[step->out + i])
      return instance->columns[step->out + i] < own
             || instance->columns[step->out + i] >= own + n_own;

  return FALSE;
}

/* Lets the block's columns of an indicator be those that instances share; %FALSE when it is to be
 * computed for this one alone. */
static gboolean
share_indicator (DtRuleInstance   *instance,
                 const DtRuleStep *step)
{
  DtRuleShare *share = instance->share;
  const gboolean *wanted = instance->program->wanted + step->out;
  gsize at = instance->next - instance->first;
  const double *inputs[DT_INDICATOR_MAX_INPUTS];
  Shared *shared = NULL;

  if (!instance->program->whole[step->out])
    return FALSE;

  share_bars (share, instance->series, instance->first);
  for (guint i = 0; i < step->n_inputs; i++)
    inputs[i] = instance->columns[step->inputs[i]] - at;
  for (guint i = 0; i < share->n_shared && shared == NULL; i++)
    if (is_shared (&g_array_index (share->shared, Shared, i), step, wanted, inputs))
      shared = &g_array_index (share->shared, Shared, i);
  if (shared == NULL)
    shared = add_shared (share, step, wanted, inputs);
  if (shared == NULL)
    return FALSE;

  for (guint i = 0; i < step->indicator->n_outputs; i++)
    if (wanted[i])
      instance->columns[step->out + i] = shared->outputs[i] + at;

  return TRUE;
}

/* Steps */

static void
run_indicator (DtRuleInstance   *instance,
               const DtRuleStep *step,
               gpointer          state)
{
  const double *inputs[DT_INDICATOR_MAX_INPUTS];
  double *outputs[DT_INDICATOR_MAX_OUTPUTS];

  for (guint i = 0; i < step->n_inputs; i++)
    inputs[i] = instance->columns[step->inputs[i]];
  for (guint i = 0; i < step->indicator->n_outputs; i++)
    outputs[i] = (double *) instance->columns[step->out + i];

  step->indicator->run (state, inputs, instance->n_block, outputs);
}

static const double *
get_series_column (const DtBarSeries *series,
                   gsize              offset)
{
  switch (offset)
    {
    case G_STRUCT_OFFSET (DtBar, open):
      return series->open;
    case G_STRUCT_OFFSET (DtBar, high):
      return series->high;
    case G_STRUCT_OFFSET (DtBar, low):
      return series->low;
    case G_STRUCT_OFFSET (DtBar, close):
      return series->close;
    case G_STRUCT_OFFSET (DtBar, volume):
      return series->volume;
    default:
      g_assert_not_reached ();
    }
}

static inline G_ALWAYS_INLINE void
run_rows (DtRuleInstance   *instance,
          const DtRuleStep *step,
          const Rows       *rows)
{
  gpointer state = instance->state + step->state;

  switch ((DtRuleOp) step->op)
    {
    case DT_OP_SERIES:
      instance->columns[step->out] = get_series_column (instance->series, step->offset)
                                     + instance->next;
      break;
    case DT_OP_SESSION_START:
      for (gsize i = 0; i < rows->n; i++)
        rows->out[i] = dt_op_session_start (state, instance->series->time[instance->next + i]);
      break;
    case DT_OP_INDICATOR:
      if (instance->share != NULL && share_indicator (instance, step))
        break;
      /* Its state would not be that of the bars before */
      g_assert (instance->share == NULL || !was_shared (instance, step));
      run_indicator (instance, step, state);
      break;
    case DT_OP_IF:
      for (gsize i = 0; i < rows->n; i++)
        rows->out[i] = dt_op_if (rows->a[i], rows->b[i], rows->c[i]);
      break;
    case DT_OP_LESS:
    case DT_OP_LESS_EQUAL:
    case DT_OP_EQUAL:
    case DT_OP_NOT_EQUAL:
      count_comparison (instance, rows);
      run_binary (step->op, rows);
      break;
    case DT_OP_CROSS:
      count_cross (instance, state, rows);
      run_cross (state, rows);
      break;
    default:
      if (dt_rule_op_has_memory (step->op))
        run_memory (step, state, rows);
      else if (step->n_inputs == 1)
        run_unary (step->op, rows);
      else
        run_binary (step->op, rows);
      break;
    }
}

/* Columns hold the longest block yet asked for. */
static void
reserve (DtRuleInstance *instance,
         gsize           n)
{
  const DtRuleProgram *program = instance->program;
  gsize k = 0;

  if (n <= instance->capacity)
    return;

  g_free (instance->memory);
  instance->memory = g_new (double, program->n_columns * n);
  instance->capacity = n;

  for (guint i = 0; i < program->pushes[0].n; i++)
    {
      const DtRuleStep *step = &program->steps[program->pushes[0].first + i];
      guint n_outputs = step->op == DT_OP_INDICATOR ? step->indicator->n_outputs : 1;

      for (guint j = 0; step->op != DT_OP_SERIES && j < n_outputs; j++)
        if (program->wanted[step->out + j])
          instance->columns[step->out + j] = instance->memory + n * k++;
    }
}

static inline G_ALWAYS_INLINE void
evaluate_inline (DtRuleInstance *instance,
                 gboolean        wide)
{
  const DtRuleProgram *program = instance->program;

  for (guint i = 0; i < program->pushes[0].n; i++)
    {
      const DtRuleStep *step = &program->steps[program->pushes[0].first + i];
      const double **columns = instance->columns;
      Rows rows = { columns[step->inputs[0]], columns[step->inputs[1]], columns[step->inputs[2]],
                    (double *) columns[step->out], instance->n_block };

      run_rows (instance, step, &rows);
    }
}

DT_DEFINE_WIDE (static, evaluate, (DtRuleInstance *instance), instance)

void
dt_rule_block_fill (DtRuleInstance *instance)
{
  if (instance->n_row_missing > 0)
    memset (instance->row_missing, 0, instance->n_row_missing * sizeof (guint32));
  instance->n_row_missing = 0;
  instance->n_block = MIN (instance->n_left, DT_RULE_BLOCK);
  instance->at = G_MAXSIZE;
  reserve (instance, instance->n_block);

  evaluate (instance);

  instance->next += instance->n_block;
  instance->n_left -= instance->n_block;
}

void
dt_rule_block_leave (DtRuleInstance *instance)
{
  const DtRuleProgram *program = instance->program;

  for (guint32 slot = 0; slot < program->n_slots && instance->at != G_MAXSIZE; slot++)
    if (program->in_block[slot] && program->wanted[slot])
      instance->slots[slot] = instance->columns[slot][instance->at];

  instance->n_block = 0;
}

void
dt_rule_instance_prepare (DtRuleInstance    *instance,
                          const DtBarSeries *series,
                          gsize              i,
                          gsize              n)
{
  g_return_if_fail (i <= series->n_bars && n <= series->n_bars - i);
  g_return_if_fail (dt_rule_instance_get_n_prepared (instance) == 0);
  g_return_if_fail (instance->share == NULL);

  if (instance->n_block > 0)
    dt_rule_block_leave (instance);

  instance->share = instance->stepped || i + n != series->n_bars ? NULL : instance->program->share;
  instance->stepped = TRUE;
  instance->series = series;
  instance->first = i;
  instance->next = i;
  instance->n_left = n;
  if (n > 0)
    dt_rule_block_fill (instance);
}

gsize
dt_rule_instance_get_n_prepared (const DtRuleInstance *instance)
{
  return instance->n_block == 0 ? 0 : instance->n_block - (instance->at + 1) + instance->n_left;
}

const double *
dt_rule_instance_get_column (const DtRuleInstance *instance,
                             guint                 output,
                             gsize                *n)
{
  const DtRuleOutput *asked = &instance->program->outputs[output];
  const double *column = instance->columns[asked->slot];

  *n = 0;
  if (instance->n_block == 0 || column == NULL)
    return NULL;

  *n = instance->n_block - (instance->at + 1);

  return column + instance->at + 1;
}

gboolean
dt_rule_instance_can_skip (const DtRuleInstance *instance)
{
  return instance->program->can_skip;
}

void
dt_rule_instance_skip (DtRuleInstance *instance,
                       gsize           n)
{
  g_return_if_fail (instance->program->can_skip);
  g_return_if_fail (instance->n_block > 0 && n <= instance->n_block - (instance->at + 1));

  for (gsize i = instance->at + 1; i <= instance->at + n && i < instance->n_row_missing; i++)
    instance->missing += instance->row_missing[i];
  instance->at += n;
}
