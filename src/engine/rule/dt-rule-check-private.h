/* dt-rule-check-private.h - from what was written to what it means
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-rule-graph-private.h"
#include "dt-rule-tree-private.h"

G_BEGIN_DECLS

/* A call or series of a rule, as written and as compiled. */
typedef struct
{
  char    *text;
  guint32  node;
} DtRuleInput;

typedef struct
{
  DtRuleGraph            *graph;
  const DtRuleParameter  *parameters;
  guint                   n_parameters;
  gboolean               *uses;        /* by parameter: it was named */
  const DtRuleSource     *source;
  GArray                 *inputs;      /* of DtRuleInput: of the source at hand */
  guint                   inside;      /* in how many inputs the check is: they do not nest */
  GError                **error;
} DtRuleCheck;

guint32  dt_rule_check       (DtRuleCheck       *check,
                              const DtRuleTree  *tree,
                              guint              stream);

/* The same with a type that it must have; @what names it in the error. */
guint32  dt_rule_check_as    (DtRuleCheck       *check,
                              const DtRuleTree  *tree,
                              guint              stream,
                              DtRuleType         type,
                              const char        *what);
gboolean dt_rule_check_whole (DtRuleCheck       *check,
                              const DtRuleTree  *tree,
                              guint              stream,
                              double             minimum,
                              double             maximum,
                              const char        *what,
                              double            *number);

/* Text in one line, without comments. */
char    *dt_rule_squeeze     (const char        *text,
                              gsize              length);

guint32  dt_rule_check_call  (DtRuleCheck       *check,
                              const DtRuleTree  *call,
                              guint              stream,
                              const char        *output,
                              guint32            output_at);
gboolean dt_rule_check_base  (DtRuleCheck       *check,
                              const DtRuleTree  *tree,
                              guint              stream);

guint32  dt_rule_check_fail  (DtRuleCheck       *check,
                              guint32            at,
                              DtRuleError        code,
                              const char        *format,
                              ...) G_GNUC_PRINTF (4, 5);
guint32  dt_rule_check_fail_unknown (DtRuleCheck       *check,
                                     const DtRuleTree  *tree);

G_END_DECLS
