/* desk-scope.h - which instruments are looked at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "desk-quote.h"
#include "desk-session.h"
#include "desk-settings.h"

G_BEGIN_DECLS

/**
 * DeskScope:
 *
 * All instruments of the tape, those that are held, those that are pinned, or one sector: a choice
 * that is remembered, and the drop-down that shows it. A sector that is not on the tape is all.
 *
 * Thread: main. Signals: "changed".
 */
#define DESK_TYPE_SCOPE (desk_scope_get_type ())
G_DECLARE_FINAL_TYPE (DeskScope, desk_scope, DESK, SCOPE, GObject)

DeskScope  *desk_scope_new          (DeskSession          *session,
                                     DeskSettings         *settings,
                                     GtkDropDown          *drop_down);
/* Takes what is pinned and which sectors there are as they are now. */
void        desk_scope_follow       (DeskScope            *self);
gboolean    desk_scope_includes     (DeskScope            *self,
                                     const DeskQuoteState *quote);
/* "all", "held", "pinned", or "sector:" and its name */
const char *desk_scope_get          (DeskScope            *self);
void        desk_scope_set          (DeskScope            *self,
                                     const char           *id);
/* What an empty choice waits for. */
const char *desk_scope_get_nothing  (DeskScope            *self,
                                     const char          **description);
void        desk_scope_stop         (DeskScope            *self);

G_END_DECLS
