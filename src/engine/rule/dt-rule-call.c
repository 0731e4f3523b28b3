/* dt-rule-call.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-rule"

#include "config.h"

#include <math.h>

#include "dt-rule-check-private.h"
#include "dt-rule-names-private.h"

/* Functions */

static gboolean
check_count (DtRuleCheck      *check,
             const DtRuleTree *call,
             guint             least,
             guint             most)
{
  for (guint i = 0; i < call->n_children; i++)
    if (call->labels[i] != NULL)
      {
        dt_rule_check_fail (check, call->children[i]->start, DT_RULE_ERROR_ARGUMENT,
                            "The arguments of \"%s\" have no names", call->name);
        return FALSE;
      }

  if (call->n_children >= least && call->n_children <= most)
    return TRUE;

  if (least == most)
    dt_rule_check_fail (check, call->at, DT_RULE_ERROR_ARGUMENT,
                        "\"%s\" takes %u argument%s, not %u", call->name, least,
                        least == 1 ? "" : "s", call->n_children);
  else
    dt_rule_check_fail (check, call->at, DT_RULE_ERROR_ARGUMENT,
                        "\"%s\" takes %u to %u arguments, not %u", call->name, least, most,
                        call->n_children);

  return FALSE;
}

static guint32
check_argument (DtRuleCheck      *check,
                const DtRuleTree *call,
                guint             i,
                guint             stream,
                DtRuleType        type)
{
  g_autofree char *what = g_strdup_printf ("Argument %u of \"%s\"", i + 1, call->name);

  return dt_rule_check_as (check, call->children[i], stream, type, what);
}

static guint32
check_unary (DtRuleCheck      *check,
             const DtRuleTree *call,
             DtRuleOp          op,
             guint             stream)
{
  guint32 value;

  if (!check_count (check, call, 1, 1))
    return DT_RULE_NO_NODE;
  value = check_argument (check, call, 0, stream, DT_RULE_NUMBER);

  return value == DT_RULE_NO_NODE ? value : dt_rule_graph_apply1 (check->graph, op, value);
}

static guint32
check_fold (DtRuleCheck      *check,
            const DtRuleTree *call,
            DtRuleOp          op,
            guint             least,
            guint             most,
            guint             stream)
{
  guint32 result = DT_RULE_NO_NODE;

  if (!check_count (check, call, least, most))
    return DT_RULE_NO_NODE;

  for (guint i = 0; i < call->n_children; i++)
    {
      guint32 value = check_argument (check, call, i, stream, DT_RULE_NUMBER);

      if (value == DT_RULE_NO_NODE)
        return value;
      result = i == 0 ? value : dt_rule_graph_apply2 (check->graph, op, result, value);
    }

  return result;
}

static guint32
check_if (DtRuleCheck      *check,
          const DtRuleTree *call,
          guint             stream)
{
  guint32 values[3];

  if (!check_count (check, call, 3, 3))
    return DT_RULE_NO_NODE;

  values[0] = check_argument (check, call, 0, stream, DT_RULE_BOOLEAN);
  if (values[0] == DT_RULE_NO_NODE)
    return DT_RULE_NO_NODE;
  values[1] = dt_rule_check (check, call->children[1], stream);
  if (values[1] == DT_RULE_NO_NODE)
    return DT_RULE_NO_NODE;
  values[2] = check_argument (check, call, 2, stream,
                              dt_rule_graph_get (check->graph, values[1])->type);
  if (values[2] == DT_RULE_NO_NODE)
    return DT_RULE_NO_NODE;

  return dt_rule_graph_apply (check->graph, DT_OP_IF, values, 3, 0.);
}

static guint32
check_presence (DtRuleCheck      *check,
                const DtRuleTree *call,
                gboolean          present,
                guint             stream)
{
  guint32 value = check_unary (check, call, DT_OP_PRESENT, stream);

  if (value == DT_RULE_NO_NODE || present)
    return value;

  return dt_rule_graph_apply1 (check->graph, DT_OP_NOT, value);
}

static gboolean
check_window (DtRuleCheck      *check,
              const DtRuleTree *call,
              guint             i,
              guint             stream,
              double           *window)
{
  g_autofree char *what = g_strdup_printf ("The window of \"%s\"", call->name);

  return dt_rule_check_whole (check, call->children[i], stream, 1., DT_RULE_MAX_WINDOW, what,
                              window);
}

static guint32
check_true_count (DtRuleCheck      *check,
                  const DtRuleTree *call,
                  guint             stream)
{
  guint32 condition;
  double window;

  if (!check_count (check, call, 2, 2))
    return DT_RULE_NO_NODE;

  condition = check_argument (check, call, 0, stream, DT_RULE_BOOLEAN);
  if (condition == DT_RULE_NO_NODE || !check_window (check, call, 1, stream, &window))
    return DT_RULE_NO_NODE;

  return dt_rule_graph_apply (check->graph, DT_OP_COUNT, &condition, 1, window);
}

static guint32
check_bars_since (DtRuleCheck      *check,
                  const DtRuleTree *call,
                  guint             stream)
{
  guint32 condition;

  if (!check_count (check, call, 1, 1))
    return DT_RULE_NO_NODE;
  condition = check_argument (check, call, 0, stream, DT_RULE_BOOLEAN);

  return condition == DT_RULE_NO_NODE
           ? condition : dt_rule_graph_apply1 (check->graph, DT_OP_BARS_SINCE, condition);
}

static gboolean
add_range (DtRuleCheck      *check,
           const DtRuleTree *call,
           double            minutes)
{
  GArray *ranges = check->graph->ranges;

  for (guint i = 0; i < ranges->len; i++)
    if (g_array_index (ranges, double, i) == minutes)
      return TRUE;

  if (ranges->len == DT_SESSION_TRACKER_MAX_RANGES)
    {
      dt_rule_check_fail (check, call->at, DT_RULE_ERROR_TOO_COMPLEX,
                          "The rules ask for more than %d lengths of opening range",
                          DT_SESSION_TRACKER_MAX_RANGES);
      return FALSE;
    }

  g_array_append_val (ranges, minutes);

  return TRUE;
}

static guint32
check_range (DtRuleCheck      *check,
             const DtRuleTree *call,
             DtRuleOp          op,
             guint             stream)
{
  double minutes;

  if (!dt_rule_check_base (check, call, stream) || !check_count (check, call, 1, 1)
      || !dt_rule_check_whole (check, call->children[0], stream, 1., 1440.,
                               "The length of the opening range in minutes", &minutes)
      || !add_range (check, call, minutes))
    return DT_RULE_NO_NODE;

  check->graph->reads |= DT_RULE_READS_SESSION;

  return dt_rule_graph_read (check->graph, op, 0, 0, minutes);
}

static guint32
check_rank (DtRuleCheck      *check,
            const DtRuleTree *call,
            guint             stream)
{
  DtRuleGraph *graph = check->graph;
  guint32 value, rank;
  guint n_nodes;

  if (!dt_rule_check_base (check, call, stream) || !check_count (check, call, 1, 1))
    return DT_RULE_NO_NODE;
  value = check_argument (check, call, 0, stream, DT_RULE_NUMBER);
  if (value == DT_RULE_NO_NODE)
    return value;
  if (dt_rule_graph_get (graph, value)->phase == DT_PHASE_RANK)
    return dt_rule_check_fail (check, call->children[0]->start, DT_RULE_ERROR_TYPE,
                               "A rank cannot be ranked again");

  n_nodes = graph->nodes->len;
  rank = dt_rule_graph_apply1 (graph, DT_OP_RANK, value);
  graph->reads |= DT_RULE_READS_RANK;
  graph->n_ranks += graph->nodes->len > n_nodes;
  if (graph->n_ranks > DT_RULE_MAX_RANKS)
    return dt_rule_check_fail (check, call->at, DT_RULE_ERROR_TOO_COMPLEX,
                               "The rules have more than %d ranks", DT_RULE_MAX_RANKS);

  return rank;
}

static guint32
check_function (DtRuleCheck      *check,
                const DtRuleTree *call,
                const DtRuleName *name,
                guint             stream)
{
  switch (name->kind)
    {
    case DT_NAME_UNARY:
      return check_unary (check, call, name->value, stream);
    case DT_NAME_FOLD:
      return check_fold (check, call, name->value, 2, DT_RULE_MAX_ARGUMENTS, stream);
    case DT_NAME_POW:
      return check_fold (check, call, DT_OP_POW, 2, 2, stream);
    case DT_NAME_IF:
      return check_if (check, call, stream);
    case DT_NAME_PRESENCE:
      return check_presence (check, call, name->value, stream);
    case DT_NAME_COUNT:
      return check_true_count (check, call, stream);
    case DT_NAME_BARS_SINCE:
      return check_bars_since (check, call, stream);
    case DT_NAME_RANGE:
      return check_range (check, call, name->value, stream);
    case DT_NAME_RANK:
      return check_rank (check, call, stream);
    default:
      return dt_rule_check_fail (check, call->at, DT_RULE_ERROR_ARGUMENT,
                                 "\"%s\" takes no arguments", call->name);
    }
}

/* Indicators */

typedef struct
{
  const DtIndicator *indicator;
  double             parameters[DT_INDICATOR_MAX_PARAMETERS];
  gboolean           given[DT_INDICATOR_MAX_PARAMETERS];
  guint32            nodes[DT_INDICATOR_MAX_PARAMETERS];  /* DT_RULE_NO_NODE where not given */
  guint32            source;     /* node, DT_RULE_NO_NODE for the close */
  guint32            other;      /* node, DT_RULE_NO_NODE until it is given */
  guint              next;       /* positional parameter */
} Call;

static gboolean
takes_source (const DtIndicator *indicator)
{
  return dt_indicator_reads (indicator, DT_INPUT_SOURCE);
}

static gboolean
set_source (DtRuleCheck      *check,
            const DtRuleTree *tree,
            const DtRuleTree *value,
            guint32           node,
            Call             *call)
{
  if (!takes_source (call->indicator))
    dt_rule_check_fail (check, value->start, DT_RULE_ERROR_ARGUMENT,
                        "\"%s\" is of the whole bar; it takes no source", tree->name);
  else if (call->source != DT_RULE_NO_NODE)
    dt_rule_check_fail (check, value->start, DT_RULE_ERROR_ARGUMENT,
                        "\"%s\" has two sources", tree->name);
  else if (dt_rule_graph_get (check->graph, node)->op == DT_OP_CONSTANT)
    dt_rule_check_fail (check, value->start, DT_RULE_ERROR_TYPE,
                        "The source of \"%s\" must be a series, not a constant", tree->name);
  else
    {
      call->source = node;
      return TRUE;
    }

  return FALSE;
}

/* The second series: only by name. */
static gboolean
set_other (DtRuleCheck      *check,
           const DtRuleTree *tree,
           const DtRuleTree *value,
           guint32           node,
           Call             *call)
{
  if (call->other != DT_RULE_NO_NODE)
    dt_rule_check_fail (check, value->start, DT_RULE_ERROR_ARGUMENT,
                        "\"other\" of \"%s\" is given twice", tree->name);
  else if (dt_rule_graph_get (check->graph, node)->op == DT_OP_CONSTANT)
    dt_rule_check_fail (check, value->start, DT_RULE_ERROR_TYPE,
                        "\"other\" of \"%s\" must be a series, not a constant", tree->name);
  else
    {
      call->other = node;
      return TRUE;
    }

  return FALSE;
}

static gboolean
set_parameter (DtRuleCheck      *check,
               const DtRuleTree *tree,
               const DtRuleTree *value,
               guint32           node,
               guint             k,
               Call             *call)
{
  const DtIndicatorParameter *parameter = &call->indicator->parameters[k];
  const DtRuleNode *constant = dt_rule_graph_get (check->graph, node);
  double number = constant->number;

  if (call->given[k])
    dt_rule_check_fail (check, value->start, DT_RULE_ERROR_ARGUMENT,
                        "\"%s\" of \"%s\" is given twice", parameter->name, tree->name);
  else if (constant->op != DT_OP_CONSTANT)
    dt_rule_check_fail (check, value->start, DT_RULE_ERROR_ARGUMENT,
                        "\"%s\" of \"%s\" must be a constant: a number or a parameter",
                        parameter->name, tree->name);
  else if (!(number >= parameter->minimum && number <= parameter->maximum)
           || (parameter->whole && number != floor (number)))
    dt_rule_check_fail (check, value->start, DT_RULE_ERROR_ARGUMENT,
                        "\"%s\" of \"%s\" must be a %snumber from %.10g to %.10g, not %.10g",
                        parameter->name, tree->name, parameter->whole ? "whole " : "",
                        parameter->minimum, parameter->maximum, number);
  else
    {
      call->parameters[k] = number;
      call->nodes[k] = node;
      call->given[k] = TRUE;
      return TRUE;
    }

  return FALSE;
}

static gboolean
set_named (DtRuleCheck      *check,
           const DtRuleTree *tree,
           guint             i,
           guint32           node,
           Call             *call)
{
  const DtIndicator *indicator = call->indicator;
  const char *names[DT_INDICATOR_MAX_PARAMETERS + 1] = { "source" };
  const DtRuleTree *value = tree->children[i];
  const char *meant;

  if (g_str_equal (tree->labels[i], "source"))
    return set_source (check, tree, value, node, call);
  if (g_str_equal (tree->labels[i], "other") && dt_indicator_reads (indicator, DT_INPUT_OTHER))
    return set_other (check, tree, value, node, call);

  for (guint k = 0; k < indicator->n_parameters; k++)
    {
      names[k + 1] = indicator->parameters[k].name;
      if (g_str_equal (tree->labels[i], names[k + 1]))
        return set_parameter (check, tree, value, node, k, call);
    }

  meant = dt_rule_nearest (tree->labels[i], names, indicator->n_parameters + 1);
  dt_rule_check_fail (check, value->start, DT_RULE_ERROR_UNKNOWN_NAME,
                      "\"%s\" has no parameter \"%s\"%s%s%s", tree->name, tree->labels[i],
                      meant != NULL ? ", did you mean \"" : "", meant != NULL ? meant : "",
                      meant != NULL ? "\"?" : "");

  return FALSE;
}

static gboolean
find_choice_parameter (const DtIndicator *indicator,
                       const char        *label,
                       guint             *k)
{
  for (*k = 0; label != NULL && *k < indicator->n_parameters; (*k)++)
    if (indicator->parameters[*k].choices != NULL
        && g_str_equal (indicator->parameters[*k].name, label))
      return TRUE;

  return FALSE;
}

/* Those that take a word come last and only by name. */
static guint
count_positional (const DtIndicator *indicator)
{
  guint n = 0;

  while (n < indicator->n_parameters && indicator->parameters[n].choices == NULL)
    n++;

  return n;
}

/* Arguments that may stand for the source or a number: not words, not the second series. */
static guint
count_numbers (const DtIndicator *indicator,
               const DtRuleTree  *tree)
{
  guint n = 0, k;

  for (guint i = 0; i < tree->n_children; i++)
    n += !find_choice_parameter (indicator, tree->labels[i], &k)
         && g_strcmp0 (tree->labels[i], "other") != 0;

  return n;
}

/* The first argument is a source when it is no constant, or one more than there are parameters. */
static gboolean
set_positional (DtRuleCheck      *check,
                const DtRuleTree *tree,
                guint             i,
                guint32           node,
                Call             *call)
{
  const DtIndicator *indicator = call->indicator;
  const DtRuleTree *value = tree->children[i];
  gboolean constant = dt_rule_graph_get (check->graph, node)->op == DT_OP_CONSTANT;
  guint n_positional = count_positional (indicator);

  if (i == 0 && takes_source (indicator)
      && (!constant || count_numbers (indicator, tree) > n_positional))
    return set_source (check, tree, value, node, call);

  if (call->next < n_positional)
    return set_parameter (check, tree, value, node, call->next++, call);

  dt_rule_check_fail (check, value->start, DT_RULE_ERROR_ARGUMENT,
                      "\"%s\" takes %sat most %u parameter%s", tree->name,
                      takes_source (indicator) ? "a source and " : "", n_positional,
                      n_positional == 1 ? "" : "s");

  return FALSE;
}

/* A word for a parameter that has words: seed = first. */
static gboolean
set_choice (DtRuleCheck      *check,
            const DtRuleTree *tree,
            guint             i,
            guint             k,
            Call             *call)
{
  const DtIndicatorParameter *parameter = &call->indicator->parameters[k];
  const DtRuleTree *value = tree->children[i];
  g_autofree char *choices = NULL;

  if (call->given[k])
    {
      dt_rule_check_fail (check, value->start, DT_RULE_ERROR_ARGUMENT,
                          "\"%s\" of \"%s\" is given twice", parameter->name, tree->name);
      return FALSE;
    }

  call->given[k] = TRUE;
  if (value->kind == DT_TREE_NAME
      && dt_indicator_find_choice (parameter, value->name, &call->parameters[k]))
    return TRUE;

  choices = g_strjoinv (", ", (char **) parameter->choices);
  dt_rule_check_fail (check, value->start, DT_RULE_ERROR_ARGUMENT,
                      "\"%s\" of \"%s\" must be one of %s", parameter->name, tree->name,
                      choices);
  return FALSE;
}

static gboolean
set_argument (DtRuleCheck      *check,
              const DtRuleTree *tree,
              guint             i,
              guint             stream,
              Call             *call)
{
  guint32 node;
  guint k;

  if (find_choice_parameter (call->indicator, tree->labels[i], &k))
    return set_choice (check, tree, i, k, call);

  node = check_argument (check, tree, i, stream, DT_RULE_NUMBER);
  if (node == DT_RULE_NO_NODE)
    return FALSE;
  if (tree->labels[i] != NULL)
    return set_named (check, tree, i, node, call);
  if (i > 0 && tree->labels[i - 1] != NULL)
    {
      dt_rule_check_fail (check, tree->children[i]->start, DT_RULE_ERROR_ARGUMENT,
                          "Arguments without a name come before those with one");
      return FALSE;
    }

  return set_positional (check, tree, i, node, call);
}

static gboolean
find_output (DtRuleCheck       *check,
             const DtIndicator *indicator,
             const char        *output,
             guint32            at,
             guint             *k)
{
  const char *names[DT_INDICATOR_MAX_OUTPUTS];
  const char *meant;

  *k = 0;
  if (output == NULL)
    return TRUE;

  for (guint i = 0; i < indicator->n_outputs; i++)
    {
      names[i] = indicator->outputs[i].name;
      if (g_str_equal (names[i], output))
        {
          *k = i;
          return TRUE;
        }
    }

  meant = dt_rule_nearest (output, names, indicator->n_outputs);
  dt_rule_check_fail (check, at, DT_RULE_ERROR_UNKNOWN_NAME,
                      "\"%s\" has no output \"%s\"%s%s%s", indicator->id, output,
                      meant != NULL ? ", did you mean \"" : "", meant != NULL ? meant : "",
                      meant != NULL ? "\"?" : "");

  return FALSE;
}

static guint32
read_input (DtRuleCheck      *check,
            DtIndicatorInput  input,
            guint             stream,
            const Call       *call)
{
  static const gsize columns[] = {
    [DT_INPUT_SOURCE] = G_STRUCT_OFFSET (DtBar, close),
    [DT_INPUT_OPEN] = G_STRUCT_OFFSET (DtBar, open),
    [DT_INPUT_HIGH] = G_STRUCT_OFFSET (DtBar, high),
    [DT_INPUT_LOW] = G_STRUCT_OFFSET (DtBar, low),
    [DT_INPUT_CLOSE] = G_STRUCT_OFFSET (DtBar, close),
    [DT_INPUT_VOLUME] = G_STRUCT_OFFSET (DtBar, volume),
  };

  if (input == DT_INPUT_SESSION_START)
    return dt_rule_graph_read (check->graph, DT_OP_SESSION_START, stream, 0, 0.);
  if (input == DT_INPUT_SOURCE && call->source != DT_RULE_NO_NODE)
    return call->source;
  if (input == DT_INPUT_OTHER)
    return call->other;

  return dt_rule_graph_read (check->graph, DT_OP_SERIES, stream, columns[input], 0.);
}

static guint32
check_indicator (DtRuleCheck       *check,
                 const DtRuleTree  *tree,
                 const DtIndicator *indicator,
                 guint              stream,
                 const char        *output,
                 guint32            output_at)
{
  Call call = { .indicator = indicator, .source = DT_RULE_NO_NODE,
                .other = DT_RULE_NO_NODE };
  double complete[DT_INDICATOR_MAX_PARAMETERS] = { 0. };
  guint32 inputs[DT_INDICATOR_MAX_INPUTS];
  g_autoptr(GError) error = NULL;
  guint k;

  for (guint i = 0; i < indicator->n_parameters; i++)
    {
      call.parameters[i] = indicator->parameters[i].fallback;
      call.nodes[i] = DT_RULE_NO_NODE;
    }

  for (guint i = 0; i < tree->n_children; i++)
    if (!set_argument (check, tree, i, stream, &call))
      return DT_RULE_NO_NODE;

  if (call.other == DT_RULE_NO_NODE && dt_indicator_reads (indicator, DT_INPUT_OTHER))
    return dt_rule_check_fail (check, tree->at, DT_RULE_ERROR_ARGUMENT,
                               "\"%s\" needs a second series, as in %s(other = SPY:close)",
                               tree->name, tree->name);
  if (!find_output (check, indicator, output, output_at, &k))
    return DT_RULE_NO_NODE;
  if (!dt_indicator_check (indicator, call.parameters, indicator->n_parameters, complete, &error))
    return dt_rule_check_fail (check, tree->at, DT_RULE_ERROR_ARGUMENT, "%s", error->message);

  for (guint i = 0; i < indicator->n_inputs; i++)
    inputs[i] = read_input (check, indicator->inputs[i], stream, &call);

  return dt_rule_graph_indicator (check->graph, indicator, complete, call.nodes, inputs, k);
}

/**
 * dt_rule_check_call:
 * @call: a call, or the bare name of an indicator
 * @output: (nullable): which of its outputs, written at @output_at
 *
 * Returns: the node, or %DT_RULE_NO_NODE with an error
 */
guint32
dt_rule_check_call (DtRuleCheck      *check,
                    const DtRuleTree *call,
                    guint             stream,
                    const char       *output,
                    guint32           output_at)
{
  const DtRuleName *name = dt_rule_name_find (call->name);
  const DtIndicator *indicator = name == NULL ? dt_indicator_find (call->name) : NULL;

  if (name != NULL)
    return check_function (check, call, name, stream);
  if (indicator != NULL)
    return check_indicator (check, call, indicator, stream, output, output_at);

  for (guint i = 0; i < check->n_parameters; i++)
    if (g_str_equal (check->parameters[i].name, call->name))
      return dt_rule_check_fail (check, call->at, DT_RULE_ERROR_ARGUMENT,
                                 "The parameter \"%s\" takes no arguments", call->name);

  return dt_rule_check_fail_unknown (check, call);
}
