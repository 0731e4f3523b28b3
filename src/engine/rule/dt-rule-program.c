/* dt-rule-program.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-rule"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-rule-check-private.h"
#include "dt-rule-names-private.h"
#include "dt-rule-program-private.h"

static void
clear_input (gpointer data)
{
  g_free (((DtRuleInput *) data)->text);
}

/* Lays the graph out */

typedef struct
{
  DtRuleProgram *program;
  gboolean      *reached;     /* by node */
  gboolean      *eager;       /* by node: is evaluated on every bar */
  guint32       *slots;       /* by node */
  guint32        next_step;
} Layout;

static const DtRuleNode *
get_node (Layout  *layout,
          guint32  id)
{
  return dt_rule_graph_get (&layout->program->graph, id);
}

/* Operands stand before their users, so one sweep from the end finds all that is needed. */
static void
reach (Layout *layout)
{
  for (guint32 id = layout->program->graph.nodes->len; id-- > 0;)
    if (layout->reached[id])
      for (guint i = 0; i < get_node (layout, id)->n_inputs; i++)
        layout->reached[get_node (layout, id)->inputs[i]] = TRUE;
}

/* Whether nothing but who asks for the value would notice that it was not worked out. */
static gboolean
can_wait (const DtRuleNode *node)
{
  return node->phase == DT_PHASE_BARS && node->stream == 0 && node->op >= DT_OP_NEGATE
         && !dt_rule_op_has_memory (node->op) && !dt_rule_op_is_comparison (node->op);
}

/* What @eager does not hold yet and something on every bar needs. */
static void
reach_eager (Layout *layout)
{
  for (guint32 id = layout->program->graph.nodes->len; id-- > 0;)
    {
      const DtRuleNode *node = get_node (layout, id);

      layout->eager[id] |= layout->reached[id] && !can_wait (node);
      for (guint i = 0; i < node->n_inputs && layout->eager[id]; i++)
        layout->eager[node->inputs[i]] = TRUE;
    }
}

/* When it is evaluated: what can wait takes its turn with what is live. */
static DtRulePhase
get_phase (Layout  *layout,
           guint32  id)
{
  const DtRuleNode *node = get_node (layout, id);

  return can_wait (node) && !layout->eager[id] ? DT_PHASE_LIVE : node->phase;
}

static void
assign_slots (Layout *layout)
{
  DtRuleProgram *program = layout->program;

  for (guint32 id = 0; id < program->graph.nodes->len; id++)
    {
      const DtRuleNode *node = get_node (layout, id);

      if (!layout->reached[id])
        continue;
      if (node->op == DT_OP_OUTPUT)
        {
          layout->slots[id] = layout->slots[node->inputs[0]] + node->offset;
          continue;
        }

      layout->slots[id] = program->n_slots;
      program->n_slots += node->op == DT_OP_INDICATOR ? node->indicator->n_outputs : 1;
      program->n_constants += node->op == DT_OP_CONSTANT;
    }
}

static void
add_step (Layout  *layout,
          guint32  id)
{
  DtRuleProgram *program = layout->program;
  const DtRuleNode *node = get_node (layout, id);
  DtRuleStep *step = &program->steps[layout->next_step++];

  step->op = node->op;
  step->type = node->type;
  step->flags = node->flags;
  step->n_inputs = node->n_inputs;
  step->out = layout->slots[id];
  step->offset = node->offset;
  step->number = node->number;
  step->state = program->state_size;
  step->indicator = node->indicator;
  step->parameters = node->parameters;
  for (guint i = 0; i < node->n_inputs; i++)
    step->inputs[i] = layout->slots[node->inputs[i]];

  program->state_size += dt_rule_node_state_size (node, node->parameters);
}

/* All steps of one stream and phase, in the graph's order. */
static DtRuleSpan
add_steps (Layout      *layout,
           gint         stream,
           DtRulePhase  phase)
{
  DtRuleSpan span = { layout->next_step, 0 };

  for (guint32 id = 0; id < layout->program->graph.nodes->len; id++)
    {
      const DtRuleNode *node = get_node (layout, id);

      if (layout->reached[id] && node->stream == stream && get_phase (layout, id) == phase
          && node->op != DT_OP_OUTPUT)
        add_step (layout, id);
    }
  span.n = layout->next_step - span.first;

  return span;
}

/* The column of a constant that the other program (nullable) has as well, to the bit. */
static const double *
find_column (const DtRuleProgram *like,
             double               value)
{
  for (guint i = 0; like != NULL && i < like->n_constants; i++)
    if (memcmp (&like->constant_values[i], &value, sizeof value) == 0)
      return like->constant_columns[i];

  return NULL;
}

static void
lay_constants (Layout *layout)
{
  DtRuleProgram *program = layout->program;
  gsize n_own = 0;
  double *own;
  guint k = 0;

  program->constants = g_new (guint32, program->n_constants);
  program->constant_values = g_new (double, program->n_constants);
  program->constant_columns = g_new (const double *, program->n_constants);

  for (guint32 id = 0; id < program->graph.nodes->len; id++)
    if (layout->reached[id] && get_node (layout, id)->op == DT_OP_CONSTANT)
      {
        program->constants[k] = layout->slots[id];
        program->constant_values[k] = get_node (layout, id)->number;
        program->constant_columns[k] = find_column (program->like, program->constant_values[k]);
        n_own += program->constant_columns[k++] == NULL;
      }

  own = program->own_columns = g_new (double, n_own * DT_RULE_BLOCK);
  for (k = 0; k < program->n_constants; k++)
    if (program->constant_columns[k] == NULL)
      {
        program->constant_columns[k] = own;
        for (guint i = 0; i < DT_RULE_BLOCK; i++)
          *own++ = program->constant_values[k];
      }
}

static void
lay_steps (Layout *layout)
{
  DtRuleProgram *program = layout->program;
  guint n_streams = program->graph.streams->len;

  program->steps = g_new0 (DtRuleStep, program->graph.nodes->len);
  program->pushes = g_new (DtRuleSpan, n_streams);
  for (guint i = 0; i < n_streams; i++)
    program->pushes[i] = add_steps (layout, i, DT_PHASE_BARS);
  program->live = add_steps (layout, 0, DT_PHASE_LIVE);
  program->rank = add_steps (layout, 0, DT_PHASE_RANK);
  program->n_steps = layout->next_step;
}

static guint
n_step_outputs (const DtRuleStep *step)
{
  return step->op == DT_OP_INDICATOR ? step->indicator->n_outputs : 1;
}

static gboolean
is_whole (const DtRuleProgram *program,
          const DtRuleStep    *step)
{
  for (guint i = 0; i < step->n_inputs; i++)
    if (!program->whole[step->inputs[i]])
      return FALSE;

  return step->op == DT_OP_SERIES || step->op == DT_OP_INDICATOR;
}

/* Marks what blocks evaluate and what they must hand to live steps. */
static void
lay_blocks (Layout *layout)
{
  DtRuleProgram *program = layout->program;
  guint live_end = program->rank.first + program->rank.n;
  g_autofree gboolean *exported = g_new0 (gboolean, program->n_slots);

  program->in_block = g_new0 (gboolean, program->n_slots);
  program->whole = g_new0 (gboolean, program->n_slots);
  program->exports = g_new (guint32, program->n_slots);
  for (guint i = 0; i < program->pushes[0].n; i++)
    {
      const DtRuleStep *step = &program->steps[program->pushes[0].first + i];

      for (guint j = 0; j < n_step_outputs (step); j++)
        {
          program->in_block[step->out + j] = TRUE;
          program->whole[step->out + j] = is_whole (program, step);
        }
      for (guint j = 0; step->op != DT_OP_SERIES && j < n_step_outputs (step); j++)
        program->n_columns += program->wanted[step->out + j];
    }

  program->can_skip = TRUE;
  for (guint i = program->live.first; i < live_end; i++)
    {
      const DtRuleStep *step = &program->steps[i];

      program->can_skip &= !dt_rule_op_has_memory (step->op)
                           && !dt_rule_op_is_comparison (step->op);
      for (guint j = 0; j < step->n_inputs; j++)
        if (program->in_block[step->inputs[j]] && !exported[step->inputs[j]])
          {
            exported[step->inputs[j]] = TRUE;
            program->exports[program->n_exports++] = step->inputs[j];
          }
    }
}

static void
lay_wanted (Layout *layout)
{
  DtRuleProgram *program = layout->program;

  program->wanted = g_new0 (gboolean, program->n_slots);
  program->falses = g_new (guint32, program->n_slots);
  for (guint32 id = 0; id < program->graph.nodes->len; id++)
    {
      const DtRuleNode *node = get_node (layout, id);

      if (!layout->reached[id] || node->op == DT_OP_INDICATOR)
        continue;
      program->wanted[layout->slots[id]] = TRUE;
      if (node->type == DT_RULE_BOOLEAN && node->op != DT_OP_CONSTANT)
        program->falses[program->n_falses++] = layout->slots[id];
    }
}

static void
lay_ranks (Layout *layout)
{
  DtRuleProgram *program = layout->program;
  guint n = 0;

  for (guint i = 0; i < program->rank.n; i++)
    n += program->steps[program->rank.first + i].op == DT_OP_RANK;

  program->n_ranks = n;
  program->ranks = g_new (guint32, 2 * n);
  n = 0;
  for (guint i = 0; i < program->rank.n; i++)
    {
      const DtRuleStep *step = &program->steps[program->rank.first + i];

      if (step->op == DT_OP_RANK)
        {
          program->ranks[n] = step->inputs[0];
          program->ranks[program->n_ranks + n] = step->out;
          n++;
        }
    }
}

/* What output hangs on the context through, without what has a memory. */
static void
lay_again (Layout       *layout,
           DtRuleOutput *output)
{
  DtRuleProgram *program = layout->program;
  guint end = program->rank.first + program->rank.n;
  g_autofree gboolean *needed = g_new0 (gboolean, program->n_slots);

  needed[output->slot] = TRUE;
  for (guint i = end; i-- > program->live.first;)
    if (needed[program->steps[i].out])
      for (guint j = 0; j < program->steps[i].n_inputs; j++)
        needed[program->steps[i].inputs[j]] = TRUE;

  output->again = g_new (guint32, end - program->live.first);
  for (guint i = program->live.first; i < end; i++)
    {
      const DtRuleStep *step = &program->steps[i];

      if (needed[step->out] && (step->flags & DT_NODE_CONTEXT) != 0
          && !dt_rule_op_has_memory (step->op) && step->op != DT_OP_RANK)
        output->again[output->n_again++] = i;
    }
}

typedef struct
{
  guint32   node;
  gboolean  on_demand;
  GArray   *inputs;   /* of DtRuleInput */
} Compiled;

static void
lay_output (Layout         *layout,
            const Compiled *compiled,
            DtRuleOutput   *output)
{
  GArray *inputs = compiled->inputs;

  output->slot = layout->slots[compiled->node];
  output->n_inputs = inputs->len;
  output->input_texts = g_new0 (char *, inputs->len + 1);
  output->input_slots = g_new (guint32, inputs->len);
  for (guint i = 0; i < inputs->len; i++)
    {
      DtRuleInput *input = &g_array_index (inputs, DtRuleInput, i);

      output->input_texts[i] = g_steal_pointer (&input->text);
      output->input_slots[i] = layout->slots[input->node];
    }

  lay_again (layout, output);
}

static void
reach_outputs (Layout         *layout,
               const Compiled *compiled)
{
  for (guint i = 0; i < layout->program->n_outputs; i++)
    {
      layout->reached[compiled[i].node] = TRUE;
      layout->eager[compiled[i].node] |= !compiled[i].on_demand;
      for (guint j = 0; j < compiled[i].inputs->len; j++)
        {
          guint32 node = g_array_index (compiled[i].inputs, DtRuleInput, j).node;

          layout->reached[node] = layout->eager[node] = TRUE;
        }
    }

  reach (layout);
  reach_eager (layout);
}

static void
lay_out (DtRuleProgram  *program,
         const Compiled *compiled)
{
  guint n_nodes = program->graph.nodes->len;
  g_autofree gboolean *reached = g_new0 (gboolean, n_nodes);
  g_autofree gboolean *eager = g_new0 (gboolean, n_nodes);
  g_autofree guint32 *slots = g_new0 (guint32, n_nodes);
  Layout layout = { program, reached, eager, slots, 0 };

  reach_outputs (&layout, compiled);
  assign_slots (&layout);
  lay_constants (&layout);
  lay_steps (&layout);
  lay_wanted (&layout);
  lay_blocks (&layout);
  lay_ranks (&layout);
  for (guint i = 0; i < program->n_outputs; i++)
    lay_output (&layout, &compiled[i], &program->outputs[i]);

  for (guint32 id = 0; id < n_nodes; id++)
    if (reached[id] && get_node (&layout, id)->stream == 0)
      program->warmup = MAX (program->warmup, get_node (&layout, id)->warmup);
  if (program->graph.origins != NULL)
    dt_rule_open_new (program, reached, slots);
}

/* Reads the sources */

/* What most outputs of a strategy are needs no parser. */
static guint32
compile_word (DtRuleCheck        *check,
              const DtRuleSource *source)
{
  if (source->type == DT_RULE_NUMBER && g_str_equal (source->text, "missing"))
    return dt_rule_graph_constant (check->graph, NAN, DT_RULE_NUMBER);
  if (source->type == DT_RULE_BOOLEAN && g_str_equal (source->text, "false"))
    return dt_rule_graph_constant (check->graph, 0., DT_RULE_BOOLEAN);

  return DT_RULE_NO_NODE;
}

/* The tree of source k, new or of the program that this one is like. */
static const DtRuleTree *
get_tree (DtRuleProgram       *program,
          guint                k,
          const DtRuleSource  *source,
          GError             **error)
{
  const DtRuleProgram *like = program->like;
  DtRuleText *text = &program->texts[k];

  if (like != NULL && k < like->n_outputs && like->texts[k].tree != NULL
      && g_str_equal (like->texts[k].text, source->text))
    return like->texts[k].tree;

  text->text = g_strdup (source->text);
  text->tree = dt_rule_parse (&text->forest, source, error);

  return text->tree;
}

static gboolean
compile (DtRuleProgram       *program,
         guint                k,
         DtRuleCheck         *check,
         const DtRuleSource  *source,
         Compiled            *compiled)
{
  const DtRuleTree *tree;
  const char *full;

  check->source = source;
  check->inputs = compiled->inputs;
  check->inside = 0;
  compiled->on_demand = source->on_demand;
  compiled->node = compile_word (check, source);
  if (compiled->node != DT_RULE_NO_NODE)
    return TRUE;

  tree = get_tree (program, k, source, check->error);
  if (tree != NULL)
    compiled->node = dt_rule_check_as (check, tree, 0, source->type,
                                       source->name != NULL ? source->name : "The rule");

  full = dt_rule_graph_is_full (check->graph);
  if (compiled->node != DT_RULE_NO_NODE && full != NULL)
    compiled->node = dt_rule_check_fail (check, 0, DT_RULE_ERROR_TOO_COMPLEX,
                                         "The rules need %s", full);

  return compiled->node != DT_RULE_NO_NODE;
}

static gboolean
check_parameters (const DtRuleParameter  *parameters,
                  guint                   n_parameters,
                  GError                **error)
{
  for (guint i = 0; i < n_parameters; i++)
    if (!dt_rule_name_is_free (parameters[i].name) || !isfinite (parameters[i].value))
      {
        g_set_error (error, DT_RULE_ERROR, DT_RULE_ERROR_ARGUMENT,
                     "The parameter \"%s\" needs a finite value and a name of small letters, "
                     "digits and _ that the rule language does not use itself",
                     parameters[i].name);
        return FALSE;
      }

  return TRUE;
}

static gboolean
compile_all (DtRuleProgram          *program,
             const DtRuleSource     *sources,
             const DtRuleParameter  *parameters,
             guint                   n_parameters,
             GError                **error)
{
  g_autofree Compiled *compiled = g_new0 (Compiled, program->n_outputs + 1);
  DtRuleCheck check = { .graph = &program->graph, .parameters = parameters,
                        .n_parameters = n_parameters, .uses = program->uses };
  gboolean done = TRUE;
  guint n = 0;

  check.error = error;
  while (done && n < program->n_outputs)
    {
      compiled[n].inputs = g_array_new (FALSE, FALSE, sizeof (DtRuleInput));
      g_array_set_clear_func (compiled[n].inputs, clear_input);
      program->outputs[n].text = dt_rule_squeeze (sources[n].text, strlen (sources[n].text));
      done = compile (program, n, &check, &sources[n], &compiled[n]);
      n++;
    }

  if (done)
    lay_out (program, compiled);
  while (n > 0)
    g_array_unref (compiled[--n].inputs);

  return done;
}

static DtRuleProgram *
new_program (DtRuleProgram          *like,
             gboolean                open,
             const DtRuleSource     *sources,
             guint                   n_sources,
             const DtRuleParameter  *parameters,
             guint                   n_parameters,
             GError                **error)
{
  g_autoptr(DtRuleProgram) program = NULL;

  g_return_val_if_fail (sources != NULL || n_sources == 0, NULL);

  if (!check_parameters (parameters, n_parameters, error))
    return NULL;

  program = g_new0 (DtRuleProgram, 1);
  g_atomic_ref_count_init (&program->ref_count);
  dt_rule_graph_init (&program->graph);
  if (open)
    dt_rule_graph_open (&program->graph);
  program->like = like != NULL ? dt_rule_program_ref (like) : NULL;
  program->texts = g_new0 (DtRuleText, n_sources);
  program->n_outputs = n_sources;
  program->outputs = g_new0 (DtRuleOutput, n_sources);
  program->n_parameters = n_parameters;
  program->uses = g_new0 (gboolean, n_parameters);
  if (!compile_all (program, sources, parameters, n_parameters, error))
    return NULL;

  return g_steal_pointer (&program);
}

DtRuleProgram *
dt_rule_program_new_like (DtRuleProgram          *like,
                          const DtRuleSource     *sources,
                          guint                   n_sources,
                          const DtRuleParameter  *parameters,
                          guint                   n_parameters,
                          GError                **error)
{
  return new_program (like, FALSE, sources, n_sources, parameters, n_parameters, error);
}

DtRuleProgram *
dt_rule_program_new_open (DtRuleProgram          *like,
                          const DtRuleSource     *sources,
                          guint                   n_sources,
                          const DtRuleParameter  *parameters,
                          guint                   n_parameters,
                          GError                **error)
{
  return new_program (like, TRUE, sources, n_sources, parameters, n_parameters, error);
}

/**
 * dt_rule_program_new:
 * @sources: (array length=n_sources): the expressions; output k is expression k
 * @parameters: (array length=n_parameters) (nullable): names that stand for constants
 *
 * Reads, checks and compiles. Time and memory are bounded for every input.
 *
 * Returns: (nullable): %NULL with the first error, in the order of the sources
 */
DtRuleProgram *
dt_rule_program_new (const DtRuleSource     *sources,
                     guint                   n_sources,
                     const DtRuleParameter  *parameters,
                     guint                   n_parameters,
                     GError                **error)
{
  return new_program (NULL, FALSE, sources, n_sources, parameters, n_parameters, error);
}

DtRuleProgram *
dt_rule_program_ref (DtRuleProgram *program)
{
  g_atomic_ref_count_inc (&program->ref_count);

  return program;
}

static void
clear_output (DtRuleOutput *output)
{
  g_free (output->text);
  g_strfreev (output->input_texts);
  g_free (output->input_slots);
  g_free (output->again);
}

static void
clear_text (DtRuleText *text)
{
  if (text->text == NULL)
    return;

  dt_rule_forest_clear (&text->forest);
  g_free (text->text);
}

void
dt_rule_program_unref (DtRuleProgram *program)
{
  if (program == NULL || !g_atomic_ref_count_dec (&program->ref_count))
    return;

  if (program->bound)
    {
      dt_rule_program_unref (program->like);
      g_free (program->own_columns);
      g_free (program);
      return;
    }

  for (guint i = 0; i < program->n_outputs; i++)
    {
      clear_output (&program->outputs[i]);
      clear_text (&program->texts[i]);
    }
  g_free (program->outputs);
  g_free (program->texts);
  dt_rule_program_unref (program->like);
  g_free (program->uses);
  g_free (program->steps);
  g_free (program->pushes);
  g_free (program->constants);
  g_free (program->constant_values);
  g_free (program->constant_columns);
  g_free (program->own_columns);
  g_free (program->falses);
  g_free (program->in_block);
  g_free (program->wanted);
  g_free (program->whole);
  g_free (program->exports);
  g_free (program->ranks);
  dt_rule_open_free (program->open);
  dt_rule_graph_clear (&program->graph);
  g_free (program);
}

void
dt_rule_program_set_share (DtRuleProgram *program,
                           DtRuleShare   *share)
{
  program->share = share;
}

guint
dt_rule_program_get_n_outputs (const DtRuleProgram *program)
{
  return program->n_outputs;
}

const DtRuleStream *
dt_rule_program_get_streams (const DtRuleProgram *program,
                             guint               *n_streams)
{
  *n_streams = program->graph.streams->len;

  return (const DtRuleStream *) (gpointer) program->graph.streams->data;
}

DtRuleReads
dt_rule_program_get_reads (const DtRuleProgram *program)
{
  return program->graph.reads;
}

const double *
dt_rule_program_get_ranges (const DtRuleProgram *program,
                            guint               *n_ranges)
{
  *n_ranges = program->graph.ranges->len;

  return (const double *) (gpointer) program->graph.ranges->data;
}

guint
dt_rule_program_get_warmup (const DtRuleProgram *program)
{
  return program->warmup;
}

guint
dt_rule_program_get_n_inputs (const DtRuleProgram *program,
                              guint                output)
{
  g_return_val_if_fail (output < program->n_outputs, 0);

  return program->outputs[output].n_inputs;
}

const char *
dt_rule_program_get_input (const DtRuleProgram *program,
                           guint                output,
                           guint                input)
{
  g_return_val_if_fail (output < program->n_outputs, NULL);
  g_return_val_if_fail (input < program->outputs[output].n_inputs, NULL);

  return program->outputs[output].input_texts[input];
}

const char *
dt_rule_program_get_text (const DtRuleProgram *program,
                          guint                output)
{
  g_return_val_if_fail (output < program->n_outputs, NULL);

  return program->outputs[output].text;
}

gboolean
dt_rule_program_get_constant (const DtRuleProgram *program,
                              guint                output,
                              double              *value)
{
  g_return_val_if_fail (output < program->n_outputs, FALSE);

  for (guint i = 0; i < program->n_constants; i++)
    if (program->constants[i] == program->outputs[output].slot)
      {
        *value = program->constant_values[i];
        return TRUE;
      }

  return FALSE;
}

gboolean
dt_rule_program_uses_parameter (const DtRuleProgram *program,
                                guint                parameter)
{
  return parameter < program->n_parameters && program->uses[parameter];
}

gboolean
dt_rule_program_remembers_ranks (const DtRuleProgram *program)
{
  for (guint i = 0; i < program->rank.n; i++)
    if (dt_rule_op_has_memory (program->steps[program->rank.first + i].op))
      return TRUE;

  return FALSE;
}
