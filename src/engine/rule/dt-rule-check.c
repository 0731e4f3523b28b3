/* dt-rule-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-rule"

#include "config.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "dt-rule-check-private.h"
#include "dt-rule-instance.h"
#include "dt-rule-names-private.h"

static const char *const type_names[] = { "a number", "a condition" };

guint32
dt_rule_check_fail (DtRuleCheck *check,
                    guint32      at,
                    DtRuleError  code,
                    const char  *format,
                    ...)
{
  va_list args;

  va_start (args, format);
  dt_rule_error_set_va (check->error, check->source, at, code, format, args);
  va_end (args);

  return DT_RULE_NO_NODE;
}

guint32
dt_rule_check_fail_unknown (DtRuleCheck      *check,
                            const DtRuleTree *tree)
{
  const char *meant = dt_rule_name_suggest (tree->name, check->parameters, check->n_parameters);

  if (meant != NULL)
    return dt_rule_check_fail (check, tree->at, DT_RULE_ERROR_UNKNOWN_NAME,
                               "\"%s\" is unknown, did you mean \"%s\"?", tree->name, meant);

  return dt_rule_check_fail (check, tree->at, DT_RULE_ERROR_UNKNOWN_NAME,
                             "\"%s\" is unknown", tree->name);
}

guint32
dt_rule_check_as (DtRuleCheck      *check,
                  const DtRuleTree *tree,
                  guint             stream,
                  DtRuleType        type,
                  const char       *what)
{
  guint32 id = dt_rule_check (check, tree, stream);

  if (id == DT_RULE_NO_NODE || dt_rule_graph_get (check->graph, id)->type == type)
    return id;

  return dt_rule_check_fail (check, tree->start, DT_RULE_ERROR_TYPE,
                             "%s must be %s, not %s", what, type_names[type],
                             type_names[!type]);
}

/**
 * dt_rule_check_whole:
 * @number: (out): the constant whole number that @tree stands for
 *
 * Returns: %FALSE with an error when it is not one from @minimum to @maximum
 */
gboolean
dt_rule_check_whole (DtRuleCheck      *check,
                     const DtRuleTree *tree,
                     guint             stream,
                     double            minimum,
                     double            maximum,
                     const char       *what,
                     double           *number)
{
  guint32 id = dt_rule_check_as (check, tree, stream, DT_RULE_NUMBER, what);
  const DtRuleNode *node;

  if (id == DT_RULE_NO_NODE)
    return FALSE;

  node = dt_rule_graph_get (check->graph, id);
  *number = node->number;
  if (node->op != DT_OP_CONSTANT)
    dt_rule_check_fail (check, tree->start, DT_RULE_ERROR_ARGUMENT,
                        "%s must be a constant: a number or a parameter", what);
  else if (!(*number >= minimum && *number <= maximum && *number == floor (*number)))
    dt_rule_check_fail (check, tree->start, DT_RULE_ERROR_ARGUMENT,
                        "%s must be a whole number from %.10g to %.10g, not %.10g", what, minimum,
                        maximum, *number);
  else
    {
      dt_rule_graph_pin (check->graph, id, FALSE);
      return TRUE;
    }

  return FALSE;
}

/* The context is the instrument's own: it cannot be asked of other symbols and timeframes. */
gboolean
dt_rule_check_base (DtRuleCheck      *check,
                    const DtRuleTree *tree,
                    guint             stream)
{
  if (stream == 0)
    return TRUE;

  dt_rule_check_fail (check, tree->at, DT_RULE_ERROR_TYPE,
                      "\"%s\" belongs to the traded instrument; it has no value of another symbol "
                      "or timeframe", tree->name);

  return FALSE;
}

static guint32
check_mix (DtRuleCheck *check,
           guint        stream,
           gsize        n_prices)
{
  DtRuleGraph *graph = check->graph;
  guint32 sum = dt_rule_graph_read (graph, DT_OP_SERIES, stream, G_STRUCT_OFFSET (DtBar, high), 0.);

  sum = dt_rule_graph_apply2 (graph, DT_OP_ADD, sum,
                              dt_rule_graph_read (graph, DT_OP_SERIES, stream,
                                                  G_STRUCT_OFFSET (DtBar, low), 0.));
  if (n_prices >= 3)
    sum = dt_rule_graph_apply2 (graph, DT_OP_ADD, sum,
                                dt_rule_graph_read (graph, DT_OP_SERIES, stream,
                                                    G_STRUCT_OFFSET (DtBar, close), 0.));
  if (n_prices >= 4)
    sum = dt_rule_graph_apply2 (graph, DT_OP_ADD, sum,
                                dt_rule_graph_read (graph, DT_OP_SERIES, stream,
                                                    G_STRUCT_OFFSET (DtBar, open), 0.));

  return dt_rule_graph_apply2 (graph, DT_OP_DIVIDE, sum,
                               dt_rule_graph_constant (graph, n_prices, DT_RULE_NUMBER));
}

static guint32
check_side (DtRuleCheck *check,
            gsize        side)
{
  DtRuleGraph *graph = check->graph;
  guint32 zero = dt_rule_graph_constant (graph, 0., DT_RULE_NUMBER);
  guint32 held = dt_rule_graph_read (graph, DT_OP_POSITION, 0,
                                     G_STRUCT_OFFSET (DtRulePosition, quantity), 0.);

  graph->reads |= DT_RULE_READS_POSITION;
  if (side == 1)
    return dt_rule_graph_apply2 (graph, DT_OP_LESS, zero, held);
  if (side == 2)
    return dt_rule_graph_apply2 (graph, DT_OP_LESS, held, zero);

  return dt_rule_graph_apply2 (graph, DT_OP_EQUAL, held, zero);
}

static guint32
check_context (DtRuleCheck      *check,
               const DtRuleTree *tree,
               const DtRuleName *name,
               guint             stream)
{
  static const struct
  {
    DtRuleOp    op;
    DtRuleReads reads;
  } groups[] = {
    [DT_NAME_SESSION] = { DT_OP_SESSION, DT_RULE_READS_SESSION },
    [DT_NAME_FIRST_BAR] = { DT_OP_FIRST_BAR, DT_RULE_READS_SESSION },
    [DT_NAME_POSITION] = { DT_OP_POSITION, DT_RULE_READS_POSITION },
    [DT_NAME_ACCOUNT] = { DT_OP_ACCOUNT, DT_RULE_READS_ACCOUNT },
  };

  if (!dt_rule_check_base (check, tree, stream))
    return DT_RULE_NO_NODE;

  if (name->kind == DT_NAME_SIDE)
    return check_side (check, name->value);

  check->graph->reads |= groups[name->kind].reads;

  return dt_rule_graph_read (check->graph, groups[name->kind].op, 0, name->value, 0.);
}

static const DtRuleParameter *
find_parameter (DtRuleCheck *check,
                const char  *name)
{
  for (guint i = 0; i < check->n_parameters; i++)
    if (g_str_equal (check->parameters[i].name, name))
      {
        check->uses[i] = TRUE;
        return &check->parameters[i];
      }

  return NULL;
}

static guint32
check_word (DtRuleCheck      *check,
            const DtRuleTree *tree,
            const DtRuleName *name,
            guint             stream)
{
  DtRuleGraph *graph = check->graph;

  switch (name->kind)
    {
    case DT_NAME_SERIES:
      return dt_rule_graph_read (graph, DT_OP_SERIES, stream, name->value, 0.);
    case DT_NAME_MIX:
      return check_mix (check, stream, name->value);
    case DT_NAME_CONSTANT:
      return dt_rule_graph_constant (graph, name->value, DT_RULE_BOOLEAN);
    case DT_NAME_PRESENCE:
      if (name->value == 0)
        return dt_rule_graph_constant (graph, NAN, DT_RULE_NUMBER);
      break;
    case DT_NAME_SESSION:
    case DT_NAME_FIRST_BAR:
    case DT_NAME_POSITION:
    case DT_NAME_SIDE:
    case DT_NAME_ACCOUNT:
      return check_context (check, tree, name, stream);
    default:
      break;
    }

  return dt_rule_check_fail (check, tree->at, DT_RULE_ERROR_ARGUMENT,
                             "\"%s\" needs arguments: write %s (...)", tree->name, tree->name);
}

static guint32
check_name (DtRuleCheck      *check,
            const DtRuleTree *tree,
            guint             stream)
{
  const DtRuleParameter *parameter = find_parameter (check, tree->name);
  const DtRuleName *name = dt_rule_name_find (tree->name);

  if (parameter != NULL)
    return dt_rule_graph_parameter (check->graph, parameter - check->parameters,
                                    parameter->value);
  if (name != NULL)
    return check_word (check, tree, name, stream);
  if (dt_indicator_find (tree->name) != NULL)
    return dt_rule_check_call (check, tree, stream, NULL, 0);

  return dt_rule_check_fail_unknown (check, tree);
}

static guint32
check_not (DtRuleCheck      *check,
           const DtRuleTree *tree,
           guint             stream)
{
  guint32 value = dt_rule_check_as (check, tree->children[0], stream, DT_RULE_BOOLEAN,
                                    "What \"not\" turns round");

  return value == DT_RULE_NO_NODE ? value
                                  : dt_rule_graph_apply1 (check->graph, DT_OP_NOT, value);
}

static guint32
check_negate (DtRuleCheck      *check,
              const DtRuleTree *tree,
              guint             stream)
{
  guint32 value = dt_rule_check_as (check, tree->children[0], stream, DT_RULE_NUMBER,
                                    "What has a minus sign");

  return value == DT_RULE_NO_NODE ? value
                                  : dt_rule_graph_apply1 (check->graph, DT_OP_NEGATE, value);
}

static const struct
{
  DtTokenKind  token;
  const char  *name;
  DtRuleOp     op;
  gboolean     swapped;
  DtRuleType   operands;
} binaries[] = {
  { DT_TOKEN_AND, "and", DT_OP_AND, FALSE, DT_RULE_BOOLEAN },
  { DT_TOKEN_OR, "or", DT_OP_OR, FALSE, DT_RULE_BOOLEAN },
  { DT_TOKEN_PLUS, "+", DT_OP_ADD, FALSE, DT_RULE_NUMBER },
  { DT_TOKEN_MINUS, "-", DT_OP_SUBTRACT, FALSE, DT_RULE_NUMBER },
  { DT_TOKEN_TIMES, "*", DT_OP_MULTIPLY, FALSE, DT_RULE_NUMBER },
  { DT_TOKEN_OVER, "/", DT_OP_DIVIDE, FALSE, DT_RULE_NUMBER },
  { DT_TOKEN_REMAINDER, "%", DT_OP_REMAINDER, FALSE, DT_RULE_NUMBER },
  { DT_TOKEN_LESS, "<", DT_OP_LESS, FALSE, DT_RULE_NUMBER },
  { DT_TOKEN_LESS_EQUAL, "<=", DT_OP_LESS_EQUAL, FALSE, DT_RULE_NUMBER },
  { DT_TOKEN_GREATER, ">", DT_OP_LESS, TRUE, DT_RULE_NUMBER },
  { DT_TOKEN_GREATER_EQUAL, ">=", DT_OP_LESS_EQUAL, TRUE, DT_RULE_NUMBER },
  { DT_TOKEN_EQUAL, "==", DT_OP_EQUAL, FALSE, DT_RULE_NUMBER },
  { DT_TOKEN_NOT_EQUAL, "!=", DT_OP_NOT_EQUAL, FALSE, DT_RULE_NUMBER },
  { DT_TOKEN_CROSSES_ABOVE, "crosses above", DT_OP_CROSS, FALSE, DT_RULE_NUMBER },
  { DT_TOKEN_CROSSES_BELOW, "crosses below", DT_OP_CROSS, TRUE, DT_RULE_NUMBER },
};

static gboolean
is_zero (DtRuleCheck *check,
         guint32      id)
{
  const DtRuleNode *node = dt_rule_graph_get (check->graph, id);

  return node->op == DT_OP_CONSTANT && node->number == 0.;
}

/* Both operands, of the types that the operator takes. */
static gboolean
check_operands (DtRuleCheck      *check,
                const DtRuleTree *tree,
                guint             stream,
                guint             k,
                guint32           operands[2])
{
  DtRuleType type = binaries[k].operands;

  operands[0] = dt_rule_check (check, tree->children[0], stream);
  if (operands[0] == DT_RULE_NO_NODE)
    return FALSE;

  /* Conditions can be compared for being the same. */
  if (tree->token == DT_TOKEN_EQUAL || tree->token == DT_TOKEN_NOT_EQUAL)
    type = dt_rule_graph_get (check->graph, operands[0])->type;
  else if (dt_rule_graph_get (check->graph, operands[0])->type != type)
    {
      dt_rule_check_fail (check, tree->children[0]->start, DT_RULE_ERROR_TYPE,
                          "The left side of \"%s\" must be %s, not %s", binaries[k].name,
                          type_names[type], type_names[!type]);
      return FALSE;
    }

  operands[1] = dt_rule_check (check, tree->children[1], stream);
  if (operands[1] == DT_RULE_NO_NODE)
    return FALSE;
  if (dt_rule_graph_get (check->graph, operands[1])->type == type)
    return TRUE;

  dt_rule_check_fail (check, tree->children[1]->start, DT_RULE_ERROR_TYPE,
                      "The right side of \"%s\" must be %s, not %s", binaries[k].name,
                      type_names[type], type_names[!type]);
  return FALSE;
}

static guint32
check_binary (DtRuleCheck      *check,
              const DtRuleTree *tree,
              guint             stream)
{
  guint32 operands[2];
  guint k = 0;

  while (binaries[k].token != tree->token)
    k++;

  if (!check_operands (check, tree, stream, k, operands))
    return DT_RULE_NO_NODE;

  if (binaries[k].op == DT_OP_DIVIDE || binaries[k].op == DT_OP_REMAINDER)
    {
      if (is_zero (check, operands[1]))
        return dt_rule_check_fail (check, tree->at, DT_RULE_ERROR_DIVISION,
                                   "The right side of \"%s\" is always zero", binaries[k].name);
      dt_rule_graph_pin (check->graph, operands[1], TRUE);
    }

  return dt_rule_graph_apply2 (check->graph, binaries[k].op, operands[binaries[k].swapped],
                               operands[!binaries[k].swapped]);
}

static guint32
check_between (DtRuleCheck      *check,
               const DtRuleTree *tree,
               guint             stream)
{
  static const char *const what[] = { "The left side of \"between\"",
                                      "The lower bound of \"between\"",
                                      "The upper bound of \"between\"" };
  DtRuleGraph *graph = check->graph;
  guint32 values[3];

  for (guint i = 0; i < 3; i++)
    {
      values[i] = dt_rule_check_as (check, tree->children[i], stream, DT_RULE_NUMBER, what[i]);
      if (values[i] == DT_RULE_NO_NODE)
        return DT_RULE_NO_NODE;
    }

  return dt_rule_graph_apply2 (graph, DT_OP_AND,
                               dt_rule_graph_apply2 (graph, DT_OP_LESS_EQUAL, values[1],
                                                     values[0]),
                               dt_rule_graph_apply2 (graph, DT_OP_LESS_EQUAL, values[0],
                                                     values[2]));
}

static guint32
check_lag (DtRuleCheck      *check,
           const DtRuleTree *tree,
           guint             stream)
{
  guint32 value = dt_rule_check (check, tree->children[0], stream);
  double bars;

  if (value == DT_RULE_NO_NODE
      || !dt_rule_check_whole (check, tree->children[1], stream, 0., DT_RULE_MAX_WINDOW,
                               "The number of bars to look back", &bars))
    return DT_RULE_NO_NODE;

  return bars == 0. ? value : dt_rule_graph_apply (check->graph, DT_OP_LAG, &value, 1, bars);
}

static guint32
check_output (DtRuleCheck      *check,
              const DtRuleTree *tree,
              guint             stream)
{
  const DtRuleTree *call = tree->children[0];

  if ((call->kind != DT_TREE_CALL && call->kind != DT_TREE_NAME)
      || dt_indicator_find (call->name) == NULL)
    return dt_rule_check_fail (check, tree->at, DT_RULE_ERROR_TYPE,
                               "Only an indicator has outputs, as in macd (12, 26, 9).signal");

  return dt_rule_check_call (check, call, stream, tree->name, tree->at);
}

static guint32
check_stream (DtRuleCheck      *check,
              const DtRuleTree *tree,
              guint             stream)
{
  const DtRuleStream *outer = &g_array_index (check->graph->streams, DtRuleStream, stream);
  const char *symbol = tree->symbol != NULL ? tree->symbol : outer->symbol;
  DtTimeframe timeframe = tree->timeframe != DT_TIMEFRAME_NONE ? tree->timeframe
                                                               : outer->timeframe;
  gint inner = dt_rule_graph_stream (check->graph, symbol, timeframe);

  if (inner < 0)
    return dt_rule_check_fail (check, tree->at, DT_RULE_ERROR_TOO_COMPLEX,
                               "The rules read more than %d other series",
                               DT_RULE_MAX_STREAMS - 1);

  return dt_rule_check (check, tree->children[0], inner);
}

static guint32
check_kind (DtRuleCheck      *check,
            const DtRuleTree *tree,
            guint             stream)
{
  switch (tree->kind)
    {
    case DT_TREE_NUMBER:
      return dt_rule_graph_constant (check->graph, tree->number, DT_RULE_NUMBER);
    case DT_TREE_NAME:
      return check_name (check, tree, stream);
    case DT_TREE_CALL:
      return dt_rule_check_call (check, tree, stream, NULL, 0);
    case DT_TREE_NOT:
      return check_not (check, tree, stream);
    case DT_TREE_NEGATE:
      return check_negate (check, tree, stream);
    case DT_TREE_BINARY:
      return check_binary (check, tree, stream);
    case DT_TREE_BETWEEN:
      return check_between (check, tree, stream);
    case DT_TREE_LAG:
      return check_lag (check, tree, stream);
    case DT_TREE_OUTPUT:
      return check_output (check, tree, stream);
    case DT_TREE_STREAM:
      return check_stream (check, tree, stream);
    default:
      g_assert_not_reached ();
    }
}

/* What a signal records: whatever brings a value in, but not the functions of values. */
static gboolean
is_input (const DtRuleTree *tree)
{
  const DtRuleName *name;

  switch (tree->kind)
    {
    case DT_TREE_NAME:
    case DT_TREE_LAG:
    case DT_TREE_OUTPUT:
    case DT_TREE_STREAM:
      return TRUE;
    case DT_TREE_CALL:
      name = dt_rule_name_find (tree->name);
      return name == NULL || name->kind >= DT_NAME_COUNT;
    default:
      return FALSE;
    }
}

char *
dt_rule_squeeze (const char *text,
                 gsize       length)
{
  GString *line = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      gboolean space = g_ascii_isspace (text[i]);

      if (text[i] == '#')
        i += strcspn (text + i, "\n") - 1;
      else if (!space)
        g_string_append_c (line, text[i]);
      else if (line->len > 0 && line->str[line->len - 1] != ' ')
        g_string_append_c (line, ' ');
    }

  if (line->len > 0 && line->str[line->len - 1] == ' ')
    g_string_truncate (line, line->len - 1);

  return g_string_free (line, FALSE);
}

static void
add_input (DtRuleCheck      *check,
           const DtRuleTree *tree,
           guint32           node)
{
  DtRuleInput input = { NULL, node };

  if (dt_rule_graph_get (check->graph, node)->op == DT_OP_CONSTANT)
    return;
  for (guint i = 0; i < check->inputs->len; i++)
    if (g_array_index (check->inputs, DtRuleInput, i).node == node)
      return;

  input.text = dt_rule_squeeze (check->source->text + tree->start, tree->end - tree->start);
  g_array_append_val (check->inputs, input);
}

/**
 * dt_rule_check:
 * @stream: whose bars a plain series means here
 *
 * Adds the meaning of @tree to the graph. Recursion is as deep as the tree, which the parser
 * bounds.
 *
 * Returns: the node, or %DT_RULE_NO_NODE with an error
 */
guint32
dt_rule_check (DtRuleCheck      *check,
               const DtRuleTree *tree,
               guint             stream)
{
  gboolean input = check->inside == 0 && is_input (tree);
  const char *full = dt_rule_graph_is_full (check->graph);
  guint32 node;

  if (full != NULL)
    return dt_rule_check_fail (check, tree->start, DT_RULE_ERROR_TOO_COMPLEX,
                               "The rules need %s", full);

  check->inside += input;
  node = check_kind (check, tree, stream);
  check->inside -= input;

  if (input && node != DT_RULE_NO_NODE)
    add_input (check, tree, node);

  return node;
}
