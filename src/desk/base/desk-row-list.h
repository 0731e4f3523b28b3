/* desk-row-list.h - list models that change no more than what changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "desk-note.h"

G_BEGIN_DECLS

/**
 * DeskRowList:
 *
 * Rows that stay the same objects while the list around them changes.
 *
 * Thread: main.
 */
#define DESK_TYPE_ROW_LIST (desk_row_list_get_type ())
G_DECLARE_FINAL_TYPE (DeskRowList, desk_row_list, DESK, ROW_LIST, GObject)

DeskRowList *desk_row_list_new        (GType         row_type);
/* (transfer none): not %NULL, unlike g_list_model_get_item() */
gpointer     desk_row_list_get        (DeskRowList  *self,
                                       guint         position);
/* Makes the list hold exactly @rows, in that order: rows that are gone are taken out, new ones put
 * in, the others are not touched. @rows: of GObject, each once; references are taken. */
void         desk_row_list_set        (DeskRowList  *self,
                                       GPtrArray    *rows);

/**
 * DeskNoteList:
 *
 * The activity, newest first, as much of it as a person scrolls through. Notes are numbered by
 * rising ids; they can come in any order and more than once.
 *
 * Thread: main.
 */
#define DESK_TYPE_NOTE_LIST (desk_note_list_get_type ())
G_DECLARE_FINAL_TYPE (DeskNoteList, desk_note_list, DESK, NOTE_LIST, GObject)

DeskNoteList *desk_note_list_new      (guint         limit);
/* Notes of ids that are here, or older than a full list's oldest, are left out. @notes: of DeskNote
 * by rising id. */
void          desk_note_list_add      (DeskNoteList *self,
                                       GPtrArray    *notes);
void          desk_note_list_clear    (DeskNoteList *self);
/* Id of the newest, 0 without any. */
guint64       desk_note_list_get_last (DeskNoteList *self);

G_END_DECLS
