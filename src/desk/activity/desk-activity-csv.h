/* desk-activity-csv.h - the activity log as a file for spreadsheets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-note.h"
#include "desk-session.h"

G_BEGIN_DECLS

/* RFC 4180: fields with a comma, a quote or a line break are quoted, quotes in them doubled, lines
 * end in CR LF. */
void     desk_csv_append_field         (GString             *line,
                                        const char          *field);
void     desk_activity_csv_append_head (GString             *text);
void     desk_activity_csv_append_note (GString             *text,
                                        DeskNote            *note);

/* Writes the notes of the book that pass @kinds and @text (see desk_activity_log_filter()) to
 * @file, oldest first, replacing what was there when all is written. */
void     desk_activity_csv_write_async  (DeskSession         *session,
                                         const char *const   *kinds,
                                         const char          *text,
                                         GFile               *file,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
/* Returns: how many notes there are in the file, −1 with @error */
gint64   desk_activity_csv_write_finish (GAsyncResult        *result,
                                         GError             **error);

G_END_DECLS
