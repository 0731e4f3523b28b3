/* dt-rule-graph-private.h - the meaning of rules: one graph, equal parts once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-indicator.h"

#include "dt-rule-program.h"

G_BEGIN_DECLS

#define DT_RULE_MAX_NODES   4096
#define DT_RULE_MAX_STREAMS 64
#define DT_RULE_MAX_RANKS   16
#define DT_RULE_MAX_WINDOW  100000
/* State of all indicators and windows of a program, bytes an instance. */
#define DT_RULE_MAX_STATE   (8 * 1024 * 1024)

#define DT_RULE_NO_NODE     G_MAXUINT32
#define DT_RULE_NO_STREAM   -1

/* What a node does. a > b is b < a, a crosses below b is b crosses above a: less to keep right. */
typedef enum
{
  DT_OP_CONSTANT,
  /* read from the bar */
  DT_OP_SERIES,          /* offset in DtBar */
  DT_OP_SESSION_START,
  /* read from the context */
  DT_OP_SESSION,         /* offset in DtSessionTerms */
  DT_OP_FIRST_BAR,
  DT_OP_RANGE_HIGH,      /* number: minutes */
  DT_OP_RANGE_LOW,
  DT_OP_POSITION,        /* offset in DtRulePosition */
  DT_OP_ACCOUNT,         /* offset in DtRuleAccount */
  DT_OP_RANK,
  /* number to number */
  DT_OP_NEGATE,
  DT_OP_ABS,
  DT_OP_SQRT,
  DT_OP_LOG,
  DT_OP_EXP,
  DT_OP_FLOOR,
  DT_OP_CEIL,
  DT_OP_ROUND,
  DT_OP_SIGN,
  DT_OP_ADD,
  DT_OP_SUBTRACT,
  DT_OP_MULTIPLY,
  DT_OP_DIVIDE,
  DT_OP_REMAINDER,
  DT_OP_POW,
  DT_OP_MIN,
  DT_OP_MAX,
  DT_OP_IF,
  /* to truth; the first four are comparisons, which count missing values */
  DT_OP_LESS,
  DT_OP_LESS_EQUAL,
  DT_OP_EQUAL,
  DT_OP_NOT_EQUAL,
  DT_OP_PRESENT,
  DT_OP_NOT,
  DT_OP_AND,
  DT_OP_OR,
  /* with a memory */
  DT_OP_CROSS,           /* a was below b, is above; a comparison too */
  DT_OP_LAG,             /* number: bars */
  DT_OP_COUNT,           /* number: window */
  DT_OP_BARS_SINCE,
  DT_OP_INDICATOR,
  DT_OP_OUTPUT,          /* offset: which output of the indicator it hangs on */
} DtRuleOp;

/* When a node can be evaluated. Of other streams than the base everything is DT_PHASE_BARS. */
typedef enum
{
  DT_PHASE_CONSTANT,
  DT_PHASE_BARS,         /* from the bars of its stream alone */
  DT_PHASE_LIVE,         /* needs other streams or the context */
  DT_PHASE_RANK,         /* needs ranks over the universe */
} DtRulePhase;

typedef enum
{
  DT_NODE_CONTEXT  = 1 << 0,   /* hangs on the context */
  DT_NODE_POSITION = 1 << 1,   /* on the position */
} DtNodeFlags;

/* Compared as bytes: no padding, unused fields zero. */
typedef struct
{
  guint8             op;
  guint8             type;
  guint8             phase;
  guint8             flags;
  gint32             stream;      /* DT_RULE_NO_STREAM for constants */
  guint32            n_inputs;
  guint32            offset;
  guint32            inputs[DT_INDICATOR_MAX_INPUTS];
  guint32            warmup;      /* bars of the base stream before it can be present */
  guint32            origin;      /* 0, or 1 + which of the origins its numbers have */
  double             number;
  const DtIndicator *indicator;
  double             parameters[DT_INDICATOR_MAX_PARAMETERS];
} DtRuleNode;

/* Where the numbers of a node come from while the parameters are left open. Nodes of other origins
 * are others, though their numbers are the same as yet. */
typedef struct
{
  guint8             op;          /* DT_OP_CONSTANT: a parameter; DT_OP_INDICATOR; of what folds */
  guint8             n_inputs;
  guint16            parameter;
  guint32            inputs[DT_INDICATOR_MAX_PARAMETERS];  /* constants; of an indicator by
                                   * parameter, DT_RULE_NO_NODE for what is not a node's */
} DtRuleOrigin;

/* What has to be so whatever the parameters are. */
typedef struct
{
  guint32            node;        /* a constant */
  gboolean           is_divisor;  /* it is not 0; else it is what it is in this graph */
} DtRulePin;

typedef struct
{
  GArray       *nodes;       /* of DtRuleNode, operands before their users */
  GHashTable   *ids;         /* node bytes to id, looked up only */
  GArray       *streams;     /* of DtRuleStream */
  GStringChunk *strings;
  GArray       *ranges;      /* of double */
  guint         reads;
  guint         n_ranks;
  gsize         state_size;
  GArray       *origins;     /* (nullable): of DtRuleOrigin; only while parameters are left open */
  GArray       *pins;        /* (nullable): of DtRulePin, likewise */
} DtRuleGraph;

void          dt_rule_graph_init          (DtRuleGraph        *graph);
void          dt_rule_graph_clear         (DtRuleGraph        *graph);
/* From now on it knows what hangs on parameters. */
void          dt_rule_graph_open          (DtRuleGraph        *graph);

/* Each gives the id of a node that is like that, a new one or one that was there. They never fail;
 * dt_rule_graph_is_full() says afterwards whether the graph outgrew its limits. */
guint32       dt_rule_graph_constant      (DtRuleGraph        *graph,
                                           double              value,
                                           DtRuleType          type);
guint32       dt_rule_graph_parameter     (DtRuleGraph        *graph,
                                           guint               parameter,
                                           double              value);
guint32       dt_rule_graph_read          (DtRuleGraph        *graph,
                                           DtRuleOp            op,
                                           guint               stream,
                                           gsize               offset,
                                           double              number);
guint32       dt_rule_graph_apply         (DtRuleGraph        *graph,
                                           DtRuleOp            op,
                                           const guint32      *inputs,
                                           guint               n_inputs,
                                           double              number);
guint32       dt_rule_graph_indicator     (DtRuleGraph        *graph,
                                           const DtIndicator  *indicator,
                                           const double       *parameters,
                                           const guint32      *sources,
                                           const guint32      *inputs,
                                           guint               output);
/* The node's number was used up: a program is only good for others of which @is_divisor says that
 * they can do the same. */
void          dt_rule_graph_pin           (DtRuleGraph        *graph,
                                           guint32             node,
                                           gboolean            is_divisor);
gint          dt_rule_graph_stream        (DtRuleGraph        *graph,
                                           const char         *symbol,
                                           DtTimeframe         timeframe);
const char   *dt_rule_graph_is_full       (const DtRuleGraph  *graph);

gsize         dt_rule_node_state_size     (const DtRuleNode   *node,
                                           const double       *parameters);
guint         dt_rule_node_extra_warmup   (const DtRuleNode   *node);
double        dt_rule_fold                (DtRuleOp            op,
                                           guint               n_inputs,
                                           const double       *values);

static inline const DtRuleNode *
dt_rule_graph_get (const DtRuleGraph *graph,
                   guint32            id)
{
  return &g_array_index (graph->nodes, DtRuleNode, id);
}

static inline guint32
dt_rule_graph_apply1 (DtRuleGraph *graph,
                      DtRuleOp     op,
                      guint32      a)
{
  return dt_rule_graph_apply (graph, op, &a, 1, 0.);
}

static inline guint32
dt_rule_graph_apply2 (DtRuleGraph *graph,
                      DtRuleOp     op,
                      guint32      a,
                      guint32      b)
{
  return dt_rule_graph_apply (graph, op, (guint32[]) { a, b }, 2, 0.);
}

static inline gboolean
dt_rule_op_is_comparison (DtRuleOp op)
{
  return (op >= DT_OP_LESS && op <= DT_OP_NOT_EQUAL) || op == DT_OP_CROSS;
}

static inline gboolean
dt_rule_op_is_commutative (DtRuleOp op)
{
  return op == DT_OP_ADD || op == DT_OP_MULTIPLY || op == DT_OP_AND || op == DT_OP_OR
         || op == DT_OP_EQUAL || op == DT_OP_NOT_EQUAL;
}

static inline gboolean
dt_rule_op_has_memory (DtRuleOp op)
{
  return op >= DT_OP_CROSS || op == DT_OP_SESSION_START;
}

G_END_DECLS
