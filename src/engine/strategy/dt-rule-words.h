/* dt-rule-words.h - what can be written in a rule, for those who are writing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DT_RULE_WORD_OPERATOR,
  DT_RULE_WORD_SERIES,      /* of the bar */
  DT_RULE_WORD_CONSTANT,
  DT_RULE_WORD_FUNCTION,
  DT_RULE_WORD_SESSION,
  DT_RULE_WORD_POSITION,
  DT_RULE_WORD_ACCOUNT,
  DT_RULE_WORD_SECTION,     /* of a strategy file, without its brackets */
  DT_RULE_WORD_KEY,         /* of one of its sections */
} DtRuleWordKind;

/* @name is as it is written, words apart by one blank; @form shows the arguments of a function and
 * the values of a key; @section is the one that a key belongs to, else %NULL. Indicators have a
 * table of their own, dt_indicator_list(). */
typedef struct
{
  const char     *name;
  DtRuleWordKind  kind;
  const char     *form;
  const char     *summary;
  const char     *section;
} DtRuleWord;

/* All words, by kind, in the order in which docs/rule-language.md has them. */
const DtRuleWord *dt_rule_word_list (guint      *n_words);
/* A word of rules, not a section or key. (nullable) */
const DtRuleWord *dt_rule_word_find (const char *name);
const char       *dt_rule_word_kind_to_string (DtRuleWordKind kind);

G_END_DECLS
