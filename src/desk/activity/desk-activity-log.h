/* desk-activity-log.h - the activity log as a list that grows at both ends
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-note.h"
#include "desk-session.h"

G_BEGIN_DECLS

/**
 * DeskActivityLog:
 *
 * Notes of the run's book, newest first: new ones from the session while it follows, older ones
 * asked of the engine a page at a time, all through one filter of kinds and text. Another book
 * starts it anew.
 *
 * Thread: main. Properties: "loading". Signals: "changed" after the list changed.
 */
#define DESK_TYPE_ACTIVITY_LOG (desk_activity_log_get_type ())
G_DECLARE_FINAL_TYPE (DeskActivityLog, desk_activity_log, DESK, ACTIVITY_LOG, GObject)

DeskActivityLog *desk_activity_log_new        (DeskSession       *session);
/* (transfer none): of DeskNote, newest first */
GListModel      *desk_activity_log_get_list   (DeskActivityLog   *self);
/* Taking up again catches up with what happened meanwhile. */
void             desk_activity_log_follow     (DeskActivityLog   *self,
                                               gboolean           follow);
/* @kinds: NULL-terminated, empty or %NULL for all; @text: "" for all */
void             desk_activity_log_filter     (DeskActivityLog   *self,
                                               const char *const *kinds,
                                               const char        *text);
gboolean         desk_activity_log_is_filtered (DeskActivityLog  *self);
/* Asks for the page below the last note; nothing happens when one is under way or all is there. */
void             desk_activity_log_load_older (DeskActivityLog   *self);

/* Whether a note passes: its kind is one of @kinds and @text is in its text or symbol, whatever the
 * case. */
gboolean         desk_activity_log_matches    (DeskNote          *note,
                                               const char *const *kinds,
                                               const char        *text);

G_END_DECLS
