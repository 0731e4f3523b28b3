/* dt-rule-error-private.h - errors that point at the character
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-rule-program.h"

G_BEGIN_DECLS

void dt_rule_error_set (GError             **error,
                        const DtRuleSource  *source,
                        gsize                offset,
                        DtRuleError          code,
                        const char          *format,
                        ...) G_GNUC_PRINTF (5, 6);
void dt_rule_error_set_va (GError             **error,
                           const DtRuleSource  *source,
                           gsize                offset,
                           DtRuleError          code,
                           const char          *format,
                           va_list              args) G_GNUC_PRINTF (5, 0);

G_END_DECLS
