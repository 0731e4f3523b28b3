/* desk-rule-proposal.h - a name that can be written at some place of a strategy file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/**
 * DeskRuleProposal:
 *
 * Immutable. A GtkSourceCompletionProposal. Thread: main.
 */
#define DESK_TYPE_RULE_PROPOSAL (desk_rule_proposal_get_type ())
G_DECLARE_FINAL_TYPE (DeskRuleProposal, desk_rule_proposal, DESK, RULE_PROPOSAL, GObject)

const char *desk_rule_proposal_get_name    (DeskRuleProposal *self);
/* "indicator", "function", "parameter" … */
const char *desk_rule_proposal_get_kind    (DeskRuleProposal *self);
/* "ema(9)": how it is used; "" when just so */
const char *desk_rule_proposal_get_form    (DeskRuleProposal *self);
const char *desk_rule_proposal_get_summary (DeskRuleProposal *self);
/* What is put in for it, and how many characters before its end the cursor stands then. */
const char *desk_rule_proposal_get_insert  (DeskRuleProposal *self,
                                            guint            *back);

/* What can be written at the end of @before, the text of a strategy file up to there, that begins
 * with @word: sections behind a bracket, keys at the start of a line, else the words of rules,
 * indicators, and the parameters that @text names. What begins with the word stands before what
 * has it inside. (transfer full): of DeskRuleProposal */
GListStore *desk_rule_proposals_list       (const char       *text,
                                            const char       *before,
                                            const char       *word);

G_END_DECLS
