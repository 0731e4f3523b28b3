/* desk-rule-tagger.h - colours for strategy files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/* What a piece of a strategy file is. */
typedef enum
{
  DESK_RULE_COMMENT,
  DESK_RULE_SECTION,
  DESK_RULE_KEY,
  DESK_RULE_NUMBER,
  DESK_RULE_OPERATOR,
  DESK_RULE_FUNCTION,     /* of the language, and indicators */
  DESK_RULE_TERM,         /* series, session, position, account */
  DESK_RULE_PARAMETER,    /* named in [parameters] */
  DESK_RULE_SYMBOL,       /* of another instrument, and timeframes */
  DESK_RULE_N_PIECES,
} DeskRulePiece;

typedef struct
{
  gsize         start;    /* bytes into the line */
  gsize         end;
  DeskRulePiece piece;
} DeskRuleSpan;

/* The spans of one line, in order; names are looked up in the tables of the language and of
 * indicators. @is_rule: the line is in a section that holds rules, else values are plain words.
 * @parameters: (nullable): set of names. (transfer full): array of DeskRuleSpan */
GArray *desk_rule_split_line   (const char      *line,
                                gboolean         is_rule,
                                GHashTable      *parameters);

/* Colours @buffer from now on, line by line as it changes, in the colours of its style scheme. */
void    desk_rule_tagger_attach (GtkSourceBuffer *buffer);

G_END_DECLS
