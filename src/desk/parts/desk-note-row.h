/* desk-note-row.h - an entry of the activity log on screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-note.h"

G_BEGIN_DECLS

/* What a kind of note is called, and the icon that it has; a kind that is not known has a plain
 * one. */
const char *desk_note_kind_get_title (const char  *kind);
const char *desk_note_kind_get_icon  (const char  *kind);
/* All kinds in the order in which they are offered, NULL-terminated. */
const char *const *desk_note_kind_list (void);

/**
 * DeskNoteRow:
 *
 * Icon and name of the kind, symbol, what happened and when. Shows another note in place. It draws
 * itself, and nothing while it is out of sight of what scrolls it: a long list is quick by that.
 *
 * Thread: main.
 */
#define DESK_TYPE_NOTE_ROW (desk_note_row_get_type ())
G_DECLARE_FINAL_TYPE (DeskNoteRow, desk_note_row, DESK, NOTE_ROW, GtkWidget)

/* @n_lines: of text, before it ends in an ellipsis */
GtkWidget *desk_note_row_new      (guint        n_lines);
/* @note (nullable) */
void       desk_note_row_set_note (DeskNoteRow *self,
                                   DeskNote    *note);
DeskNote  *desk_note_row_get_note (DeskNoteRow *self);

G_END_DECLS
