/* desk-note.h - a row of the activity list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dt-time.h"

G_BEGIN_DECLS

/**
 * DeskNote:
 *
 * One entry of the activity log. Immutable.
 *
 * Thread: main.
 */
#define DESK_TYPE_NOTE (desk_note_get_type ())
G_DECLARE_FINAL_TYPE (DeskNote, desk_note, DESK, NOTE, GObject)

DeskNote   *desk_note_new         (guint64      id,
                                   DtTime       time,
                                   const char  *kind,
                                   const char  *symbol,
                                   const char  *text);
guint64     desk_note_get_id      (DeskNote    *self);
DtTime      desk_note_get_time    (DeskNote    *self);
/* "signal", "order", "fill", "stop", …: dt_activity_kind_to_string() */
const char *desk_note_get_kind    (DeskNote    *self);
/* "" when it is about no instrument */
const char *desk_note_get_symbol  (DeskNote    *self);
const char *desk_note_get_text    (DeskNote    *self);

G_END_DECLS
