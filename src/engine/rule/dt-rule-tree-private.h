/* dt-rule-tree-private.h - what was written, before it means anything: tokens and trees
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-rule-program.h"

G_BEGIN_DECLS

/* Longest text of one expression, bytes. */
#define DT_RULE_MAX_TEXT 16384

typedef enum
{
  DT_TOKEN_END,
  DT_TOKEN_NUMBER,
  DT_TOKEN_NAME,
  DT_TOKEN_SYMBOL,      /* of another instrument, its colon included */
  DT_TOKEN_TIMEFRAME,   /* its @ included */
  DT_TOKEN_AND,
  DT_TOKEN_OR,
  DT_TOKEN_NOT,
  DT_TOKEN_BETWEEN,
  DT_TOKEN_CROSSES_ABOVE,
  DT_TOKEN_CROSSES_BELOW,
  DT_TOKEN_LESS,
  DT_TOKEN_LESS_EQUAL,
  DT_TOKEN_GREATER,
  DT_TOKEN_GREATER_EQUAL,
  DT_TOKEN_EQUAL,
  DT_TOKEN_NOT_EQUAL,
  DT_TOKEN_PLUS,
  DT_TOKEN_MINUS,
  DT_TOKEN_TIMES,
  DT_TOKEN_OVER,
  DT_TOKEN_REMAINDER,
  DT_TOKEN_ASSIGN,
  DT_TOKEN_OPEN,
  DT_TOKEN_CLOSE,
  DT_TOKEN_OPEN_BRACKET,
  DT_TOKEN_CLOSE_BRACKET,
  DT_TOKEN_COMMA,
  DT_TOKEN_DOT,
} DtTokenKind;

/* @text is owned by the list's strings: the name in lower case, or the symbol. */
typedef struct
{
  DtTokenKind  kind;
  guint32      start;
  guint32      end;
  double       number;
  DtTimeframe  timeframe;
  const char  *text;
} DtToken;

typedef struct
{
  GArray       *tokens;    /* of DtToken, the last one DT_TOKEN_END */
  GStringChunk *strings;
} DtTokenList;

gboolean dt_token_list_read   (DtTokenList         *list,
                               const DtRuleSource  *source,
                               GError             **error);
void     dt_token_list_clear  (DtTokenList         *list);

/* Bytes of the decimal number that @text starts with, 0 for none. The first of two dots ends it. */
gsize    dt_rule_number_span  (const char          *text);

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
