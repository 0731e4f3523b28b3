/* dt-rule-graph.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-rule"

#include "config.h"

#include <string.h>

#include "dt-rule-ops-private.h"

/* Fowler, Noll, Vo (1991): FNV-1a, 64 bits, eight bytes at a time: a node has hundreds, and a sweep
 * compiles its rules for each cell. The upper half is the better mixed. */
static guint
hash_node (gconstpointer key)
{
  const guint8 *bytes = key;
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037), word;

  G_STATIC_ASSERT (sizeof (DtRuleNode) % sizeof word == 0);

  for (gsize i = 0; i < sizeof (DtRuleNode); i += sizeof word)
    {
      memcpy (&word, bytes + i, sizeof word);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (1099511628211);
      hash ^= hash >> 32;
    }

  return (guint) hash;
}

static gboolean
equal_nodes (gconstpointer a,
             gconstpointer b)
{
  return memcmp (a, b, sizeof (DtRuleNode)) == 0;
}

void
dt_rule_graph_init (DtRuleGraph *graph)
{
  DtRuleStream base = { NULL, DT_TIMEFRAME_NONE };

  memset (graph, 0, sizeof *graph);
  graph->nodes = g_array_new (FALSE, TRUE, sizeof (DtRuleNode));
  graph->ids = g_hash_table_new_full (hash_node, equal_nodes, g_free, NULL);
  graph->streams = g_array_new (FALSE, FALSE, sizeof (DtRuleStream));
  graph->strings = g_string_chunk_new (64);
  graph->ranges = g_array_new (FALSE, FALSE, sizeof (double));
  g_array_append_val (graph->streams, base);
}

void
dt_rule_graph_clear (DtRuleGraph *graph)
{
  g_clear_pointer (&graph->nodes, g_array_unref);
  g_clear_pointer (&graph->ids, g_hash_table_unref);
  g_clear_pointer (&graph->streams, g_array_unref);
  g_clear_pointer (&graph->strings, g_string_chunk_free);
  g_clear_pointer (&graph->ranges, g_array_unref);
  g_clear_pointer (&graph->origins, g_array_unref);
  g_clear_pointer (&graph->pins, g_array_unref);
}

void
dt_rule_graph_open (DtRuleGraph *graph)
{
  graph->origins = g_array_new (FALSE, FALSE, sizeof (DtRuleOrigin));
  graph->pins = g_array_new (FALSE, FALSE, sizeof (DtRulePin));
}

static gsize
round_up (gsize size)
{
  return (size + 7) & ~(gsize) 7;
}

/* Bytes of memory of a node, a multiple of 8; an indicator's with these parameters. */
gsize
dt_rule_node_state_size (const DtRuleNode *node,
                         const double     *parameters)
{
  /* A constant's number may be missing, which is no size */
  switch (node->op)
    {
    case DT_OP_CROSS:
      return sizeof (DtCrossState);
    case DT_OP_LAG:
      return sizeof (DtLagState) + (gsize) node->number * sizeof (double);
    case DT_OP_COUNT:
      return round_up (sizeof (DtCountState) + (gsize) node->number);
    case DT_OP_BARS_SINCE:
      return sizeof (double);
    case DT_OP_SESSION_START:
      return sizeof (DtTime);
    case DT_OP_INDICATOR:
      return round_up (node->indicator->state_size (parameters));
    default:
      return 0;
    }
}

static guint32
intern (DtRuleGraph *graph,
        DtRuleNode  *node)
{
  gpointer id;

  if (g_hash_table_lookup_extended (graph->ids, node, NULL, &id))
    return GPOINTER_TO_UINT (id);

  g_array_append_vals (graph->nodes, node, 1);
  graph->state_size += dt_rule_node_state_size (node, node->parameters);
  g_hash_table_insert (graph->ids, g_memdup2 (node, sizeof *node),
                       GUINT_TO_POINTER (graph->nodes->len - 1));

  return graph->nodes->len - 1;
}

const char *
dt_rule_graph_is_full (const DtRuleGraph *graph)
{
  if (graph->nodes->len > DT_RULE_MAX_NODES)
    return "more than 4096 different parts";
  if (graph->state_size > DT_RULE_MAX_STATE)
    return "more than 8 MiB of memory for each instrument";

  return NULL;
}

static guint32
add_constant (DtRuleGraph *graph,
              double       value,
              DtRuleType   type,
              guint32      origin)
{
  DtRuleNode node;

  memset (&node, 0, sizeof node);
  node.op = DT_OP_CONSTANT;
  node.type = type;
  node.stream = DT_RULE_NO_STREAM;
  node.origin = origin;
  node.number = value != value ? NAN : value;

  return intern (graph, &node);
}

guint32
dt_rule_graph_constant (DtRuleGraph *graph,
                        double       value,
                        DtRuleType   type)
{
  return add_constant (graph, value, type, 0);
}

/* As nodes name it. */
static guint32
find_origin (DtRuleGraph        *graph,
             const DtRuleOrigin *origin)
{
  for (guint i = 0; i < graph->origins->len; i++)
    if (memcmp (&g_array_index (graph->origins, DtRuleOrigin, i), origin, sizeof *origin) == 0)
      return i + 1;

  g_array_append_vals (graph->origins, origin, 1);
  return graph->origins->len;
}

/* Of something that is worked out of these nodes; 0 when none of them is open. */
static guint32
join_origins (DtRuleGraph   *graph,
              DtRuleOp       op,
              const guint32 *inputs,
              guint          n_inputs)
{
  DtRuleOrigin origin;
  gboolean open = FALSE;

  for (guint i = 0; i < n_inputs && graph->origins != NULL && inputs != NULL; i++)
    open |= inputs[i] != DT_RULE_NO_NODE && dt_rule_graph_get (graph, inputs[i])->origin != 0;
  if (!open)
    return 0;

  memset (&origin, 0, sizeof origin);
  origin.op = op;
  origin.n_inputs = n_inputs;
  memcpy (origin.inputs, inputs, n_inputs * sizeof *inputs);

  return find_origin (graph, &origin);
}

guint32
dt_rule_graph_parameter (DtRuleGraph *graph,
                         guint        parameter,
                         double       value)
{
  DtRuleOrigin origin;

  if (graph->origins == NULL)
    return dt_rule_graph_constant (graph, value, DT_RULE_NUMBER);

  memset (&origin, 0, sizeof origin);
  origin.op = DT_OP_CONSTANT;
  origin.parameter = parameter;

  return add_constant (graph, value, DT_RULE_NUMBER, find_origin (graph, &origin));
}

void
dt_rule_graph_pin (DtRuleGraph *graph,
                   guint32      node,
                   gboolean     is_divisor)
{
  DtRulePin pin = { node, is_divisor };

  if (dt_rule_graph_get (graph, node)->origin != 0)
    g_array_append_val (graph->pins, pin);
}

static gboolean
reads_context (DtRuleOp op)
{
  return op >= DT_OP_SESSION && op <= DT_OP_ACCOUNT;
}

/* A node without operands. */
guint32
dt_rule_graph_read (DtRuleGraph *graph,
                    DtRuleOp     op,
                    guint        stream,
                    gsize        offset,
                    double       number)
{
  DtRuleNode node;

  memset (&node, 0, sizeof node);
  node.op = op;
  node.type = op == DT_OP_FIRST_BAR ? DT_RULE_BOOLEAN : DT_RULE_NUMBER;
  node.stream = stream;
  node.offset = offset;
  node.number = number;
  node.phase = reads_context (op) ? DT_PHASE_LIVE : DT_PHASE_BARS;
  if (reads_context (op))
    node.flags = op == DT_OP_POSITION ? DT_NODE_CONTEXT | DT_NODE_POSITION : DT_NODE_CONTEXT;

  return intern (graph, &node);
}

/* A node lives in the stream that its operands share, else in the base stream. */
static void
join_inputs (DtRuleGraph *graph,
             DtRuleNode  *node)
{
  node->stream = DT_RULE_NO_STREAM;
  for (guint i = 0; i < node->n_inputs; i++)
    {
      const DtRuleNode *input = dt_rule_graph_get (graph, node->inputs[i]);

      if (node->stream == DT_RULE_NO_STREAM)
        node->stream = input->stream;
      else if (input->stream != DT_RULE_NO_STREAM && input->stream != node->stream)
        node->stream = 0;
    }

  for (guint i = 0; i < node->n_inputs; i++)
    {
      const DtRuleNode *input = dt_rule_graph_get (graph, node->inputs[i]);
      guint phase = input->phase;

      if (input->stream > 0 && node->stream == 0)
        phase = DT_PHASE_LIVE;

      node->phase = MAX (node->phase, phase);
      node->flags |= input->flags;
      if (input->stream == node->stream)
        node->warmup = MAX (node->warmup, input->warmup);
    }
}

double
dt_rule_fold (DtRuleOp      op,
              guint         n_inputs,
              const double *values)
{
  return op == DT_OP_IF ? dt_op_if (values[0], values[1], values[2])
         : n_inputs == 1 ? dt_op_unary (op, values[0]) : dt_op_binary (op, values[0], values[1]);
}

static guint32
fold (DtRuleGraph   *graph,
      DtRuleOp       op,
      DtRuleType     type,
      const guint32 *inputs,
      guint          n_inputs)
{
  double values[3] = { 0. };

  for (guint i = 0; i < n_inputs; i++)
    values[i] = dt_rule_graph_get (graph, inputs[i])->number;

  return add_constant (graph, dt_rule_fold (op, n_inputs, values), type,
                       join_origins (graph, op, inputs, n_inputs));
}

/* Bars more than its operands; not an indicator's. */
guint
dt_rule_node_extra_warmup (const DtRuleNode *node)
{
  switch (node->op)
    {
    case DT_OP_CROSS:
      return 1;
    case DT_OP_LAG:
      return node->number;
    case DT_OP_COUNT:
      return node->number - 1.;
    default:
      return 0;
    }
}

static DtRuleType
result_type (DtRuleGraph   *graph,
             DtRuleOp       op,
             const guint32 *inputs)
{
  if (op == DT_OP_IF)
    return dt_rule_graph_get (graph, inputs[1])->type;
  if (op == DT_OP_LAG)
    return dt_rule_graph_get (graph, inputs[0])->type;

  return op >= DT_OP_LESS && op <= DT_OP_CROSS ? DT_RULE_BOOLEAN : DT_RULE_NUMBER;
}

/* A node of @op over operands of the right types; constant when they all are and @op has no
 * memory. */
guint32
dt_rule_graph_apply (DtRuleGraph   *graph,
                     DtRuleOp       op,
                     const guint32 *inputs,
                     guint          n_inputs,
                     double         number)
{
  DtRuleNode node;

  memset (&node, 0, sizeof node);
  node.op = op;
  node.n_inputs = n_inputs;
  node.number = number;
  node.type = result_type (graph, op, inputs);
  memcpy (node.inputs, inputs, n_inputs * sizeof *inputs);
  if (dt_rule_op_is_commutative (op) && inputs[0] > inputs[1])
    {
      node.inputs[0] = inputs[1];
      node.inputs[1] = inputs[0];
    }

  join_inputs (graph, &node);
  if (node.phase == DT_PHASE_CONSTANT && !dt_rule_op_has_memory (op) && op != DT_OP_RANK)
    return fold (graph, op, node.type, inputs, n_inputs);

  /* A memory over constants, and a rank, need a clock: the base stream's. */
  if (node.phase == DT_PHASE_CONSTANT)
    {
      node.stream = 0;
      node.phase = DT_PHASE_BARS;
    }
  if (op == DT_OP_RANK)
    {
      node.stream = 0;
      node.phase = DT_PHASE_RANK;
    }
  if (node.stream == 0)
    node.warmup += dt_rule_node_extra_warmup (&node);

  return intern (graph, &node);
}

/* @sources: (nullable): the nodes that its parameters come from, %DT_RULE_NO_NODE for the others */
guint32
dt_rule_graph_indicator (DtRuleGraph       *graph,
                         const DtIndicator *indicator,
                         const double      *parameters,
                         const guint32     *sources,
                         const guint32     *inputs,
                         guint              output)
{
  DtRuleNode node;

  memset (&node, 0, sizeof node);
  node.op = DT_OP_INDICATOR;
  node.indicator = indicator;
  node.n_inputs = indicator->n_inputs;
  memcpy (node.inputs, inputs, node.n_inputs * sizeof *inputs);
  memcpy (node.parameters, parameters, indicator->n_parameters * sizeof *parameters);
  node.origin = join_origins (graph, DT_OP_INDICATOR, sources, indicator->n_parameters);
  join_inputs (graph, &node);
  if (node.phase == DT_PHASE_CONSTANT)
    {
      node.stream = 0;
      node.phase = DT_PHASE_BARS;
    }
  if (node.stream == 0)
    node.warmup += indicator->warmup (parameters);

  node.inputs[0] = intern (graph, &node);
  memset (node.inputs + 1, 0, sizeof node.inputs - sizeof node.inputs[0]);
  memset (node.parameters, 0, sizeof node.parameters);
  node.op = DT_OP_OUTPUT;
  node.n_inputs = 1;
  node.origin = 0;
  node.indicator = NULL;
  node.offset = output;

  return intern (graph, &node);
}

static gboolean
is_stream (const DtRuleStream *stream,
           const char         *symbol,
           DtTimeframe         timeframe)
{
  return stream->timeframe == timeframe && g_strcmp0 (stream->symbol, symbol) == 0;
}

/* The number of a stream, or -1 when there are too many. */
gint
dt_rule_graph_stream (DtRuleGraph *graph,
                      const char  *symbol,
                      DtTimeframe  timeframe)
{
  DtRuleStream stream = { NULL, timeframe };

  for (guint i = 0; i < graph->streams->len; i++)
    if (is_stream (&g_array_index (graph->streams, DtRuleStream, i), symbol, timeframe))
      return i;

  if (graph->streams->len == DT_RULE_MAX_STREAMS)
    return -1;

  stream.symbol = symbol != NULL ? g_string_chunk_insert_const (graph->strings, symbol) : NULL;
  g_array_append_val (graph->streams, stream);

  return graph->streams->len - 1;
}
