/* desk-rule-editor.h - writing a strategy file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dt-strategy-file.h"

G_BEGIN_DECLS

/**
 * DeskRuleEditor:
 *
 * Text with the colours of the rule language, names completed while they are written, and the
 * engine's own check a moment after each change: what is wrong is underlined where it is, and said
 * in the line below, which goes there when it is clicked. The check runs on the pool.
 *
 * Thread: main. Properties: "modified" (since the text was set or saved). Signals: "checked", after
 * the check of the text that is there.
 */
#define DESK_TYPE_RULE_EDITOR (desk_rule_editor_get_type ())
G_DECLARE_FINAL_TYPE (DeskRuleEditor, desk_rule_editor, DESK, RULE_EDITOR, AdwBin)

/* Begins anew: what was there before cannot be brought back by undo. */
void            desk_rule_editor_set_text    (DeskRuleEditor *self,
                                              const char     *text);
char           *desk_rule_editor_dup_text    (DeskRuleEditor *self);
/* A text that cannot be changed can be read, searched and copied. */
void            desk_rule_editor_set_editable (DeskRuleEditor *self,
                                              gboolean        editable);
gboolean        desk_rule_editor_get_modified (DeskRuleEditor *self);
/* The text is that of the file now. */
void            desk_rule_editor_set_saved   (DeskRuleEditor *self);
/* Whether the last check was of the text as it is. */
gboolean        desk_rule_editor_is_checked  (DeskRuleEditor *self);
/* (nullable): what the last check made of it */
DtStrategyFile *desk_rule_editor_get_file    (DeskRuleEditor *self);
/* (nullable): why it made nothing of it */
const GError   *desk_rule_editor_get_problem (DeskRuleEditor *self);
/* Puts the cursor where the problem is. */
void            desk_rule_editor_show_problem (DeskRuleEditor *self);
void            desk_rule_editor_focus       (DeskRuleEditor *self);

G_END_DECLS
