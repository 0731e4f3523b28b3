/* dt-rule-names-private.h - the words of the rule language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-rule-graph-private.h"

G_BEGIN_DECLS

typedef enum
{
  DT_NAME_SERIES,       /* a column of the bar: offset in DtBar */
  DT_NAME_MIX,          /* hl2 and the like */
  DT_NAME_CONSTANT,     /* true, false, missing */
  DT_NAME_SESSION,      /* offset in DtSessionTerms */
  DT_NAME_FIRST_BAR,
  DT_NAME_POSITION,     /* offset in DtRulePosition */
  DT_NAME_SIDE,         /* is long, is short, is flat */
  DT_NAME_ACCOUNT,      /* offset in DtRuleAccount */
  DT_NAME_UNARY,        /* number to number, op */
  DT_NAME_FOLD,         /* min and max: two or more numbers, op */
  DT_NAME_POW,
  DT_NAME_IF,
  DT_NAME_PRESENCE,     /* missing (x), present (x) */
  DT_NAME_COUNT,
  DT_NAME_BARS_SINCE,
  DT_NAME_RANGE,        /* opening range high or low, op */
  DT_NAME_RANK,
} DtNameKind;

/* Words are apart by one space; @value is an offset, an op or a small number by kind. */
typedef struct
{
  const char *name;
  DtNameKind  kind;
  gsize       value;
} DtRuleName;

const DtRuleName *dt_rule_name_list        (guint                  *n_names);
const DtRuleName *dt_rule_name_find        (const char             *name);
gboolean          dt_rule_name_is_function (const DtRuleName       *name);
const char       *dt_rule_name_suggest     (const char             *name,
                                            const DtRuleParameter  *parameters,
                                            guint                   n_parameters);

/* The nearest of some words, near enough to be meant, or %NULL. */
const char       *dt_rule_nearest          (const char             *word,
                                            const char *const      *words,
                                            guint                   n_words);

/* Whether a parameter may have this name: a word that the language does not use. */
gboolean          dt_rule_name_is_free     (const char             *name);

G_END_DECLS
