/* dt-rule-open.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-rule"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-rule-program-private.h"

/* A program whose parameters are left open is compiled like any other, with the values at hand, but
 * knows of each number which parameters it comes from. Under other values the same steps remain:
 * numbers are worked out anew, and what hangs on them (warm-up, memory) with them. Where the steps
 * themselves would be others, the answer is no, and the rules are to be compiled. */

/* Looking for twins takes the square of it. */
#define MOST_NODES 512

/* Two nodes that are one under values which make their numbers the same. */
typedef struct
{
  guint32  a;
  guint32  b;
  gboolean swapped;      /* the operands of one of them, whose order means nothing */
} Twins;

struct _DtRuleOpen
{
  guint32  *owners;      /* by slot: the node */
  gboolean *reached;     /* by node */
  guint32  *rows;        /* by node: of an open indicator, the row of its arguments */
  guint     n_rows;
  GArray   *twins;       /* of Twins */
};

typedef struct
{
  const DtRuleProgram *program;
  double              *numbers;    /* by node */
  double              *arguments;  /* rows of open indicators, DT_INDICATOR_MAX_PARAMETERS each */
  guint32             *warmups;    /* by node */
} Binding;

static const DtRuleNode *
get_node (const DtRuleProgram *program,
          guint32              id)
{
  return dt_rule_graph_get (&program->graph, id);
}

/* Twins */

static gboolean
may_be_same (const DtRuleProgram *program,
             guint32              a,
             guint32              b)
{
  const DtRuleNode *x = get_node (program, a), *y = get_node (program, b);

  return a == b || (x->op == DT_OP_CONSTANT && y->op == DT_OP_CONSTANT && x->type == y->type
                    && (x->origin != 0 || y->origin != 0));
}

static gboolean
inputs_may_be_same (const DtRuleProgram *program,
                    const DtRuleNode    *a,
                    const DtRuleNode    *b,
                    gboolean             swapped)
{
  for (guint i = 0; i < a->n_inputs; i++)
    if (!may_be_same (program, a->inputs[i], b->inputs[swapped ? 1 - i : i]))
      return FALSE;

  return TRUE;
}

static void
add_twins (DtRuleProgram *program,
           guint32        i,
           guint32        j)
{
  const DtRuleNode *a = get_node (program, i), *b = get_node (program, j);

  if (a->op != b->op || a->type != b->type || a->stream != b->stream || a->offset != b->offset
      || a->n_inputs != b->n_inputs || a->indicator != b->indicator || a->op == DT_OP_CONSTANT
      || (a->op != DT_OP_INDICATOR && a->number != b->number))
    return;

  for (gboolean swapped = FALSE; swapped <= dt_rule_op_is_commutative (a->op); swapped++)
    if (inputs_may_be_same (program, a, b, swapped))
      {
        Twins twins = { i, j, swapped };

        g_array_append_val (program->open->twins, twins);
      }
}

/**
 * dt_rule_open_new:
 * @program: compiled and laid out
 * @reached: by node: it has a slot
 * @slots: by node
 *
 * Makes the program one that can be bound, unless it is too large.
 */
void
dt_rule_open_new (DtRuleProgram  *program,
                  const gboolean *reached,
                  const guint32  *slots)
{
  guint n_nodes = program->graph.nodes->len;
  DtRuleOpen *open;

  if (n_nodes > MOST_NODES)
    return;

  open = program->open = g_new0 (DtRuleOpen, 1);
  open->owners = g_new0 (guint32, program->n_slots);
  open->reached = g_memdup2 (reached, n_nodes * sizeof *reached);
  open->rows = g_new0 (guint32, n_nodes);
  open->twins = g_array_new (FALSE, FALSE, sizeof (Twins));
  for (guint32 id = 0; id < n_nodes; id++)
    {
      const DtRuleNode *node = get_node (program, id);

      if (reached[id] && node->op != DT_OP_OUTPUT)
        open->owners[slots[id]] = id;
      if (node->op == DT_OP_INDICATOR && node->origin != 0)
        open->rows[id] = open->n_rows++;
      for (guint32 other = 0; other < id; other++)
        add_twins (program, other, id);
    }
}

void
dt_rule_open_free (DtRuleOpen *open)
{
  if (open == NULL)
    return;

  g_free (open->owners);
  g_free (open->reached);
  g_free (open->rows);
  g_array_unref (open->twins);
  g_free (open);
}

/* Numbers under other values */

static const double *
get_arguments (const Binding *binding,
               guint32        id)
{
  const DtRuleNode *node = get_node (binding->program, id);

  if (node->op != DT_OP_INDICATOR || node->origin == 0)
    return node->parameters;

  return binding->arguments + binding->program->open->rows[id] * DT_INDICATOR_MAX_PARAMETERS;
}

static double
work_constant_out (const Binding         *binding,
                   const DtRuleOrigin    *origin,
                   const DtRuleParameter *parameters)
{
  double values[3] = { 0. }, value;

  if (origin->op == DT_OP_CONSTANT)
    return parameters[origin->parameter].value;

  for (guint i = 0; i < origin->n_inputs; i++)
    values[i] = binding->numbers[origin->inputs[i]];
  value = dt_rule_fold (origin->op, origin->n_inputs, values);

  return isnan (value) ? NAN : value;
}

/* %FALSE when the indicator does not take them. */
static gboolean
work_arguments_out (const Binding      *binding,
                    guint32             id,
                    const DtRuleOrigin *origin)
{
  const DtRuleNode *node = get_node (binding->program, id);
  double *arguments = (double *) get_arguments (binding, id);
  double complete[DT_INDICATOR_MAX_PARAMETERS];

  memcpy (arguments, node->parameters, sizeof node->parameters);
  for (guint i = 0; i < origin->n_inputs; i++)
    if (origin->inputs[i] != DT_RULE_NO_NODE)
      {
        arguments[i] = binding->numbers[origin->inputs[i]];
        if (isnan (arguments[i]))
          return FALSE;
      }

  return dt_indicator_check (node->indicator, arguments, node->indicator->n_parameters, complete,
                             NULL);
}

static gboolean
work_out (const Binding         *binding,
          const DtRuleParameter *parameters)
{
  const GArray *origins = binding->program->graph.origins;

  for (guint32 id = 0; id < binding->program->graph.nodes->len; id++)
    {
      const DtRuleNode *node = get_node (binding->program, id);
      const DtRuleOrigin *origin;

      binding->numbers[id] = node->number;
      if (node->origin == 0)
        continue;

      origin = &g_array_index (origins, DtRuleOrigin, node->origin - 1);
      if (node->op == DT_OP_CONSTANT)
        binding->numbers[id] = work_constant_out (binding, origin, parameters);
      else if (!work_arguments_out (binding, id, origin))
        return FALSE;
    }

  return TRUE;
}

static gboolean
are_equal (double a,
           double b)
{
  return memcmp (&a, &b, sizeof a) == 0;
}

static gboolean
keeps_pins (const Binding *binding)
{
  const GArray *pins = binding->program->graph.pins;

  for (guint i = 0; i < pins->len; i++)
    {
      const DtRulePin *pin = &g_array_index (pins, DtRulePin, i);
      double number = binding->numbers[pin->node];

      if (pin->is_divisor ? number == 0.
                          : !are_equal (number, get_node (binding->program, pin->node)->number))
        return FALSE;
    }

  return TRUE;
}

static gboolean
are_one (const Binding *binding,
         const Twins   *twins)
{
  const DtRuleNode *a = get_node (binding->program, twins->a);
  const DtRuleNode *b = get_node (binding->program, twins->b);

  for (guint i = 0; i < a->n_inputs; i++)
    {
      guint32 x = a->inputs[i], y = b->inputs[twins->swapped ? 1 - i : i];

      if (x != y && !are_equal (binding->numbers[x], binding->numbers[y]))
        return FALSE;
    }

  return a->op != DT_OP_INDICATOR
         || memcmp (get_arguments (binding, twins->a), get_arguments (binding, twins->b),
                    a->indicator->n_parameters * sizeof (double)) == 0;
}

/* Equal parts would be computed once, and counted once. */
static gboolean
has_twins (const Binding *binding)
{
  const GArray *twins = binding->program->open->twins;

  for (guint i = 0; i < twins->len; i++)
    if (are_one (binding, &g_array_index (twins, Twins, i)))
      return TRUE;

  return FALSE;
}

/* As the graph adds it up while it grows. */
static guint
find_warmup (const Binding *binding)
{
  guint most = 0;

  for (guint32 id = 0; id < binding->program->graph.nodes->len; id++)
    {
      const DtRuleNode *node = get_node (binding->program, id);
      guint32 warmup = 0;

      for (guint i = 0; i < node->n_inputs; i++)
        if (get_node (binding->program, node->inputs[i])->stream == node->stream)
          warmup = MAX (warmup, binding->warmups[node->inputs[i]]);
      if (node->stream == 0 && node->op == DT_OP_INDICATOR)
        warmup += node->indicator->warmup (get_arguments (binding, id));
      else if (node->stream == 0)
        warmup += dt_rule_node_extra_warmup (node);

      binding->warmups[id] = warmup;
      if (binding->program->open->reached[id] && node->stream == 0)
        most = MAX (most, warmup);
    }

  return most;
}

static gboolean
fits (const Binding *binding)
{
  gsize size = 0;

  for (guint32 id = 0; id < binding->program->graph.nodes->len; id++)
    size += dt_rule_node_state_size (get_node (binding->program, id), get_arguments (binding, id));

  return size <= DT_RULE_MAX_STATE;
}

/* The program of them */

static void
bind_steps (const Binding *binding,
            DtRuleProgram *bound)
{
  const guint32 *owners = binding->program->open->owners;

  bound->state_size = 0;
  for (guint i = 0; i < bound->n_steps; i++)
    {
      DtRuleStep *step = &bound->steps[i];
      guint32 id = owners[step->out];

      step->parameters = get_arguments (binding, id);
      step->state = bound->state_size;
      bound->state_size += dt_rule_node_state_size (get_node (binding->program, id),
                                                    step->parameters);
    }
}

static void
bind_constants (const Binding *binding,
                DtRuleProgram *bound)
{
  const DtRuleProgram *program = binding->program;
  guint n_own = 0;
  double *own;

  for (guint i = 0; i < bound->n_constants; i++)
    {
      bound->constant_values[i]
        = binding->numbers[program->open->owners[program->constants[i]]];
      bound->constant_columns[i] = program->constant_columns[i];
      n_own += !are_equal (bound->constant_values[i], program->constant_values[i]);
    }
  if (n_own == 0)
    return;

  own = bound->own_columns = g_new (double, n_own * DT_RULE_BLOCK);
  for (guint i = 0; i < bound->n_constants; i++)
    if (!are_equal (bound->constant_values[i], program->constant_values[i]))
      {
        bound->constant_columns[i] = own;
        for (guint k = 0; k < DT_RULE_BLOCK; k++)
          *own++ = bound->constant_values[i];
      }
}

/* One piece of memory with all that is not the open program's. */
static DtRuleProgram *
new_bound (DtRuleProgram *program)
{
  gsize steps = (sizeof (DtRuleProgram) + 7) & ~(gsize) 7;
  gsize arguments = steps + program->n_steps * sizeof (DtRuleStep);
  gsize values = arguments
                 + program->open->n_rows * DT_INDICATOR_MAX_PARAMETERS * sizeof (double);
  gsize columns = values + program->n_constants * sizeof (double);
  guint8 *memory = g_malloc (columns + program->n_constants * sizeof (double *));
  DtRuleProgram *bound = (gpointer) memory;

  *bound = *program;
  g_atomic_ref_count_init (&bound->ref_count);
  bound->like = dt_rule_program_ref (program);
  bound->open = NULL;
  bound->bound = TRUE;
  bound->own_columns = NULL;
  bound->share = NULL;
  bound->steps = (gpointer) (memory + steps);
  bound->arguments = (gpointer) (memory + arguments);
  bound->constant_values = (gpointer) (memory + values);
  bound->constant_columns = (gpointer) (memory + columns);
  memcpy (bound->steps, program->steps, program->n_steps * sizeof (DtRuleStep));

  return bound;
}

/**
 * dt_rule_program_bind:
 * @program: compiled with its parameters left open
 * @parameters: the same parameters in the same order, of other values
 *
 * Returns: (nullable): the program that dt_rule_program_new() gives, to the bit in all that it
 *   says; %NULL when it is to be asked, because it would have other steps or an error
 */
DtRuleProgram *
dt_rule_program_bind (DtRuleProgram         *program,
                      const DtRuleParameter *parameters)
{
  guint n_nodes = program->graph.nodes->len;
  g_autoptr(DtRuleProgram) bound = NULL;
  Binding binding = { program };

  if (program->open == NULL)
    return NULL;

  bound = new_bound (program);
  binding.arguments = bound->arguments;
  binding.numbers = g_newa (double, n_nodes);
  binding.warmups = g_newa (guint32, n_nodes);
  if (!work_out (&binding, parameters) || !keeps_pins (&binding) || has_twins (&binding)
      || !fits (&binding))
    return NULL;

  bind_steps (&binding, bound);
  bind_constants (&binding, bound);
  bound->warmup = find_warmup (&binding);

  return g_steal_pointer (&bound);
}
