/* desk-palette.h - Ctrl+K: everything by its name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-session.h"
#include "desk-settings.h"

G_BEGIN_DECLS

/* Opens the palette over @parent: actions of the table, pages, symbols, settings, strategies,
 * fuzzy search, grouped by category, recent first. Choosing activates the window's action. */
void desk_palette_present (GtkWindow    *parent,
                           GActionGroup *actions,
                           DeskSession  *session,
                           DeskSettings *settings);

G_END_DECLS
