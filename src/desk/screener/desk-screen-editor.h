/* desk-screen-editor.h - the criteria of a screen, line by line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dt-screen-file.h"

G_BEGIN_DECLS

/**
 * DeskScreenEditor:
 *
 * A line for each criterion: its name and its rule, checked with each key by the engine's own
 * check. What is wrong is underlined where it is and said below its line.
 *
 * Thread: main. Signals: "changed", after each change by the user and its check.
 */
#define DESK_TYPE_SCREEN_EDITOR (desk_screen_editor_get_type ())
G_DECLARE_FINAL_TYPE (DeskScreenEditor, desk_screen_editor, DESK, SCREEN_EDITOR, AdwBin)

void          desk_screen_editor_set_file (DeskScreenEditor *self,
                                           DtScreenFile     *file);
/* The lines as text of a screen with that name. (transfer full) */
char         *desk_screen_editor_dup_text (DeskScreenEditor *self,
                                           const char       *name);
/* (nullable): the screen that the lines make; %NULL while something in them is wrong */
DtScreenFile *desk_screen_editor_get_file (DeskScreenEditor *self);
/* A new line, with the keyboard in it. */
void          desk_screen_editor_add      (DeskScreenEditor *self);
void          desk_screen_editor_focus    (DeskScreenEditor *self);

G_END_DECLS
