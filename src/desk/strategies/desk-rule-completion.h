/* desk-rule-completion.h - names completed while a strategy file is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/**
 * DeskRuleCompletion:
 *
 * Offers what desk_rule_proposals_list() lists. Thread: main.
 */
#define DESK_TYPE_RULE_COMPLETION (desk_rule_completion_get_type ())
G_DECLARE_FINAL_TYPE (DeskRuleCompletion, desk_rule_completion, DESK, RULE_COMPLETION, GObject)

GtkSourceCompletionProvider *desk_rule_completion_new (void);

G_END_DECLS
