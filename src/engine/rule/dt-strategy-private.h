/* dt-strategy-private.h - a strategy file while it is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-rule-lines.h"
#include "dt-strategy-file.h"

G_BEGIN_DECLS

typedef struct
{
  DtStrategyFile            *file;
  DtStrategyFile            *like;       /* (nullable): the same text under other settings */
  DtRuleLines            lines;
  const char                *path;
  const DtParameterSetting  *settings;
  guint                      n_settings;
  gboolean                   open;       /* parameters are left open, for dt_rule_program_bind() */
  DtRuleSource               sources[DT_N_STRATEGY_OUTPUTS];
  char                      *pieces[4];   /* prices of the orders' entry, apart, and the trails */
  GError                   **error;
} DtStrategyParse;

extern const char *const dt_strategy_side_keys[DT_OUTPUT_SIDES];

/* Set the error at a key, at @offset bytes into a value, or of the whole file; always %FALSE. */
gboolean  dt_fail_key             (DtStrategyParse        *parse,
                                   const DtRuleEntry  *entry,
                                   DtRuleError             code,
                                   const char             *format,
                                   ...) G_GNUC_PRINTF (4, 5);
gboolean  dt_fail_value           (DtStrategyParse        *parse,
                                   const DtRuleEntry  *entry,
                                   gsize                   offset,
                                   DtRuleError             code,
                                   const char             *format,
                                   ...) G_GNUC_PRINTF (5, 6);
gboolean  dt_fail_whole           (DtStrategyParse        *parse,
                                   DtRuleError             code,
                                   const char             *format,
                                   ...) G_GNUC_PRINTF (3, 4);

/* [orders] and [size], after the parameters and the sources of the sides. */
gboolean  dt_strategy_read_orders (DtStrategyParse        *parse);
gboolean  dt_strategy_read_size   (DtStrategyParse        *parse);

static inline gboolean
dt_strategy_has_stop (const DtStrategyFile *file,
                      guint                 side)
{
  return file->has[side + DT_OUTPUT_STOP] || file->has[side + DT_OUTPUT_TRAIL];
}

G_END_DECLS
