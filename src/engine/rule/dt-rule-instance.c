/* dt-rule-instance.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-rule"

#include "config.h"

#include <string.h>

#include "dt-rule-ops-private.h"
#include "dt-rule-program-private.h"

/* What the steps of one call read beside slots. */
typedef struct
{
  const DtBar         *bar;
  const DtRuleContext *context;
  gboolean             flat;
  guint64             *missing;
} Reading;

static void
fill_missing (double *values,
              gsize   n)
{
  for (gsize i = 0; i < n; i++)
    values[i] = NAN;
}

static void
init_state (const DtRuleStep *step,
            gpointer          state)
{
  switch (step->op)
    {
    case DT_OP_CROSS:
      fill_missing (state, 2);
      break;
    case DT_OP_BARS_SINCE:
      fill_missing (state, 1);
      break;
    case DT_OP_SESSION_START:
      *(DtTime *) state = DT_TIME_NONE;
      break;
    case DT_OP_LAG:
      /* A condition is never missing: before the first bar it was false. */
      if (step->type == DT_RULE_NUMBER)
        fill_missing (((DtLagState *) state)->ring, step->number);
      break;
    case DT_OP_INDICATOR:
      step->indicator->init (state, step->parameters);
      break;
    default:
      break;
    }
}

static void
init_states (DtRuleInstance *instance)
{
  const DtRuleProgram *program = instance->program;

  for (guint i = 0; i < program->n_steps; i++)
    init_state (&program->steps[i], instance->state + program->steps[i].state);
}

DtRuleInstance *
dt_rule_instance_new (DtRuleProgram *program)
{
  gsize n_slots = program->n_slots;
  gsize head = (sizeof (DtRuleInstance) + 7) & ~(gsize) 7;
  guint8 *memory = g_malloc0 (head + program->state_size + 2 * n_slots * sizeof (double)
                              + n_slots * sizeof (double *));
  DtRuleInstance *instance = (gpointer) memory;

  instance->program = dt_rule_program_ref (program);
  instance->state = memory + head;
  instance->slots = (gpointer) (instance->state + program->state_size);
  instance->scratch = instance->slots + n_slots;
  instance->columns = (gpointer) (instance->scratch + n_slots);

  fill_missing (instance->slots, n_slots);
  for (guint i = 0; i < program->n_constants; i++)
    {
      instance->slots[program->constants[i]] = program->constant_values[i];
      instance->columns[program->constants[i]] = program->constant_columns[i];
    }
  for (guint i = 0; i < program->n_falses; i++)
    instance->slots[program->falses[i]] = 0.;
  init_states (instance);

  return instance;
}

void
dt_rule_instance_free (DtRuleInstance *instance)
{
  if (instance == NULL)
    return;

  dt_rule_program_unref (instance->program);
  g_free (instance->memory);
  g_free (instance->row_missing);
  g_free (instance);
}

static inline double
read_field (gconstpointer base,
            gsize         offset)
{
  return *(const double *) (gconstpointer) ((const guint8 *) base + offset);
}

static double
read_session (const DtRuleStep    *step,
              const DtRuleContext *context)
{
  const DtSessionTracker *session = context != NULL ? context->session : NULL;
  double high, low;

  if (step->op == DT_OP_FIRST_BAR)
    return session != NULL && session->terms.first_bar ? 1. : 0.;
  if (session == NULL)
    return NAN;
  if (step->op == DT_OP_SESSION)
    return dt_op_finite (read_field (&session->terms, step->offset));

  dt_session_tracker_get_range (session, step->number, &high, &low);

  return dt_op_finite (step->op == DT_OP_RANGE_HIGH ? high : low);
}

static inline gboolean
is_flat (const DtRuleContext *context)
{
  return context == NULL || context->position == NULL || context->position->quantity == 0.;
}

/* Without a position its terms are missing, but for the quantity. */
static double
read_position (const DtRuleStep *step,
               const Reading    *reading)
{
  if (reading->flat)
    return step->offset == G_STRUCT_OFFSET (DtRulePosition, quantity) ? 0. : NAN;

  return dt_op_finite (read_field (reading->context->position, step->offset));
}

static double
read_account (const DtRuleStep *step,
              const Reading    *reading)
{
  if (reading->context == NULL || reading->context->account == NULL)
    return NAN;

  return dt_op_finite (read_field (reading->context->account, step->offset));
}

static void
step_indicator (const DtRuleStep *step,
                gpointer          state,
                double           *slots)
{
  double inputs[DT_INDICATOR_MAX_INPUTS];

  for (guint i = 0; i < step->n_inputs; i++)
    inputs[i] = slots[step->inputs[i]];

  step->indicator->step (state, inputs, slots + step->out);
}

/* Nothing is counted about a position that is not there: those rules are not asked. */
static inline void
count_missing (const DtRuleStep *step,
               const Reading    *reading,
               gboolean          missing)
{
  *reading->missing += missing && !(reading->flat && (step->flags & DT_NODE_POSITION) != 0);
}

/* A case each, so that the operation is a constant where it is inlined. */
#define UNARY(name)                              \
  case name:                                     \
    slots[step->out] = dt_op_unary (name, a);    \
    break

#define BINARY(name)                             \
  case name:                                     \
    slots[step->out] = dt_op_binary (name, a, b); \
    break

#define COMPARISON(name)                         \
  case name:                                     \
    count_missing (step, reading, dt_op_either_missing (a, b)); \
    slots[step->out] = dt_op_binary (name, a, b); \
    break

/* Operations that call others or read more than slots. */
static G_NO_INLINE void
run_far (const DtRuleStep *step,
         guint8           *arena,
         double           *slots,
         const Reading    *reading)
{
  gpointer state = arena + step->state;
  double a = slots[step->inputs[0]], b = slots[step->inputs[1]];
  gboolean missing;

  switch ((DtRuleOp) step->op)
    {
    case DT_OP_SESSION_START:
      slots[step->out] = dt_op_session_start (state, reading->bar->time);
      break;
    case DT_OP_SESSION:
    case DT_OP_FIRST_BAR:
    case DT_OP_RANGE_HIGH:
    case DT_OP_RANGE_LOW:
      slots[step->out] = read_session (step, reading->context);
      break;
    case DT_OP_POSITION:
      slots[step->out] = read_position (step, reading);
      break;
    case DT_OP_ACCOUNT:
      slots[step->out] = read_account (step, reading);
      break;

    UNARY (DT_OP_LOG);
    UNARY (DT_OP_EXP);
    UNARY (DT_OP_FLOOR);
    UNARY (DT_OP_CEIL);
    UNARY (DT_OP_ROUND);

    BINARY (DT_OP_REMAINDER);
    BINARY (DT_OP_POW);

    case DT_OP_CROSS:
      slots[step->out] = dt_op_cross (state, a, b, &missing);
      count_missing (step, reading, missing);
      break;
    case DT_OP_LAG:
      slots[step->out] = dt_op_lag (state, step->number, a);
      break;
    case DT_OP_COUNT:
      slots[step->out] = dt_op_count (state, step->number, a);
      break;
    case DT_OP_BARS_SINCE:
      slots[step->out] = dt_op_bars_since (state, a);
      break;
    case DT_OP_INDICATOR:
      step_indicator (step, state, slots);
      break;

    case DT_OP_RANK:       /* set by the caller */
    case DT_OP_CONSTANT:
    case DT_OP_OUTPUT:
    default:
      break;
    }
}

/* The arithmetic of slots is apart, as a function that calls none need not save what it uses. */
static void
run_step (const DtRuleStep *step,
          guint8           *arena,
          double           *slots,
          const Reading    *reading)
{
  double a = slots[step->inputs[0]], b = slots[step->inputs[1]];

  switch ((DtRuleOp) step->op)
    {
    case DT_OP_SERIES:
      slots[step->out] = read_field (reading->bar, step->offset);
      break;

    UNARY (DT_OP_NEGATE);
    UNARY (DT_OP_ABS);
    UNARY (DT_OP_SQRT);
    UNARY (DT_OP_SIGN);
    UNARY (DT_OP_PRESENT);
    UNARY (DT_OP_NOT);

    COMPARISON (DT_OP_LESS);
    COMPARISON (DT_OP_LESS_EQUAL);
    COMPARISON (DT_OP_EQUAL);
    COMPARISON (DT_OP_NOT_EQUAL);

    BINARY (DT_OP_ADD);
    BINARY (DT_OP_SUBTRACT);
    BINARY (DT_OP_MULTIPLY);
    BINARY (DT_OP_DIVIDE);
    BINARY (DT_OP_MIN);
    BINARY (DT_OP_MAX);
    BINARY (DT_OP_AND);
    BINARY (DT_OP_OR);
    case DT_OP_IF:
      slots[step->out] = dt_op_if (a, b, slots[step->inputs[2]]);
      break;

    default:
      run_far (step, arena, slots, reading);
      break;
    }
}

static void
run_span (DtRuleInstance *instance,
          DtRuleSpan      span,
          const Reading  *reading)
{
  const DtRuleStep *step = instance->program->steps + span.first;

  for (guint i = 0; i < span.n; i++)
    run_step (step + i, instance->state, instance->slots, reading);
}

void
dt_rule_instance_push (DtRuleInstance *instance,
                       guint           stream,
                       const DtBar    *bar)
{
  Reading reading = { bar, NULL, TRUE, &instance->missing };

  g_return_if_fail (stream > 0 && stream < instance->program->graph.streams->len);

  run_span (instance, instance->program->pushes[stream], &reading);
}

/* Goes to the next row, when there is one. */
static gboolean
step_in_block (DtRuleInstance *instance)
{
  if (instance->at + 1 == instance->n_block)
    {
      dt_rule_block_leave (instance);
      if (instance->n_left == 0)
        return FALSE;
      dt_rule_block_fill (instance);
    }

  instance->at++;
  if (instance->at < instance->n_row_missing)
    instance->missing += instance->row_missing[instance->at];

  return TRUE;
}

static void
read_exports (DtRuleInstance *instance)
{
  const DtRuleProgram *program = instance->program;

  for (guint i = 0; i < program->n_exports; i++)
    {
      guint32 slot = program->exports[i];

      instance->slots[slot] = instance->columns[slot][instance->at];
    }
}

void
dt_rule_instance_step (DtRuleInstance      *instance,
                       const DtBar         *bar,
                       const DtRuleContext *context)
{
  const DtRuleProgram *program = instance->program;
  Reading reading = { bar, context, is_flat (context), &instance->missing };

  if (instance->n_block > 0 && step_in_block (instance))
    read_exports (instance);
  else
    {
      /* What was shared has left no state behind */
      g_assert (instance->share == NULL);
      instance->stepped = TRUE;
      run_span (instance, program->pushes[0], &reading);
    }

  if (program->live.n > 0)
    run_span (instance, program->live, &reading);
  for (guint i = 0; i < program->n_ranks; i++)
    instance->slots[program->ranks[program->n_ranks + i]] = NAN;
}

double
dt_rule_instance_get (const DtRuleInstance *instance,
                      guint                 output)
{
  return dt_rule_instance_read (instance, instance->program->outputs[output].slot);
}

static G_NO_INLINE double
evaluate_again (DtRuleInstance      *instance,
                const DtRuleOutput  *asked,
                const DtRuleContext *context)
{
  const DtRuleProgram *program = instance->program;
  guint64 missing = 0;
  Reading reading = { NULL, context, is_flat (context), &missing };

  /* Bars that were left out did not write theirs */
  if (instance->n_block > 0)
    read_exports (instance);
  memcpy (instance->scratch, instance->slots, program->n_slots * sizeof (double));
  for (guint i = 0; i < asked->n_again; i++)
    run_step (&program->steps[asked->again[i]], instance->state, instance->scratch, &reading);

  return instance->scratch[asked->slot];
}

double
dt_rule_instance_peek (DtRuleInstance      *instance,
                       guint                output,
                       const DtRuleContext *context)
{
  const DtRuleOutput *asked = &instance->program->outputs[output];

  return asked->n_again == 0 ? dt_rule_instance_read (instance, asked->slot)
                             : evaluate_again (instance, asked, context);
}

double
dt_rule_instance_get_input (const DtRuleInstance *instance,
                            guint                 output,
                            guint                 input)
{
  return dt_rule_instance_read (instance, instance->program->outputs[output].input_slots[input]);
}

guint
dt_rule_instance_get_inputs (const DtRuleInstance *instance,
                             guint                 output,
                             guint                 n_most,
                             double               *values)
{
  const DtRuleOutput *asked = &instance->program->outputs[output];
  guint n = MIN (asked->n_inputs, n_most);

  for (guint i = 0; i < n; i++)
    values[i] = dt_rule_instance_read (instance, asked->input_slots[i]);

  return n;
}

guint64
dt_rule_instance_get_missing (const DtRuleInstance *instance)
{
  return instance->missing;
}

guint
dt_rule_instance_get_n_ranks (const DtRuleInstance *instance)
{
  return instance->program->n_ranks;
}

double
dt_rule_instance_get_rank_operand (const DtRuleInstance *instance,
                                   guint                 rank)
{
  return dt_rule_instance_read (instance, instance->program->ranks[rank]);
}

void
dt_rule_instance_set_rank (DtRuleInstance *instance,
                           guint           rank,
                           double          value)
{
  instance->slots[instance->program->ranks[instance->program->n_ranks + rank]] = value;
}

void
dt_rule_instance_finish_step (DtRuleInstance      *instance,
                              const DtRuleContext *context)
{
  Reading reading = { NULL, context, is_flat (context), &instance->missing };

  run_span (instance, instance->program->rank, &reading);
}
