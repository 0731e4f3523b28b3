/* dt-rule-tree-private.h - what was written, before it means anything
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-rule-lexer-private.h"

G_BEGIN_DECLS

/* Deepest nesting of one expression: recursion over a tree is bounded by it. */
#define DT_RULE_MAX_DEPTH     256
#define DT_RULE_MAX_ARGUMENTS 16

typedef enum
{
  DT_TREE_NUMBER,
  DT_TREE_NAME,
  DT_TREE_CALL,       /* children are the arguments, labels their names */
  DT_TREE_NOT,
  DT_TREE_NEGATE,
  DT_TREE_BINARY,     /* token says which */
  DT_TREE_BETWEEN,    /* value, low, high */
  DT_TREE_LAG,        /* value, bars */
  DT_TREE_OUTPUT,     /* call; name says which */
  DT_TREE_STREAM,     /* value; of symbol, timeframe, or both */
} DtTreeKind;

typedef struct _DtRuleTree DtRuleTree;

/* @start to @end is the whole text of it, @at the character that an error of its own points at.
 * Names are canonical: words in lower case, apart by spaces where the language has such a name. */
struct _DtRuleTree
{
  DtTreeKind    kind;
  DtTokenKind   token;
  guint32       start;
  guint32       end;
  guint32       at;
  guint         depth;
  double        number;
  const char   *name;
  const char   *symbol;      /* (nullable) */
  DtTimeframe   timeframe;
  guint         n_children;
  DtRuleTree  **children;
  const char  **labels;      /* of arguments; NULL where positional */
};

/* The trees of one text; they live as long as this. */
typedef struct
{
  DtTokenList  tokens;
  GPtrArray   *trees;
} DtRuleForest;

DtRuleTree *dt_rule_parse        (DtRuleForest        *forest,
                                  const DtRuleSource  *source,
                                  GError             **error);
void        dt_rule_forest_clear (DtRuleForest        *forest);

G_END_DECLS
