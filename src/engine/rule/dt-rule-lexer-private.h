/* dt-rule-lexer-private.h - characters to tokens
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

G_END_DECLS
