/* desk-toast.h - what happened, in a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef void (*DeskUndoFunc) (gpointer data);

/* Told by the overlay around @from; without one nobody hears it. @text is no markup. */
void     desk_toast       (GtkWidget      *from,
                           const char     *text);
/* What can be taken back: by the toast's button, and by desk_toast_undo() as long as nothing else
 * was done since. @data is freed by @destroy (nullable) when it no longer can. */
void     desk_toast_done  (GtkWidget      *from,
                           const char     *text,
                           DeskUndoFunc    undo,
                           gpointer        data,
                           GDestroyNotify  destroy);
/* Takes back the last thing that was done below the overlay of @from; %FALSE when there is none. */
gboolean desk_toast_undo  (GtkWidget      *from);

/* Ctrl+Z on @page, when nothing in it that has an undo of its own has the keyboard. */
void     desk_toast_add_key (GtkWidget    *page);

G_END_DECLS
