/* desk-palette-index.h - all that the palette can find
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "desk-session.h"
#include "desk-settings.h"

#include "desk-palette-item.h"

G_BEGIN_DECLS

#define DESK_PALETTE_MAX_RECENT 6

/* Rows of the palette as of now: (element-type DeskPaletteItem). @actions: (nullable): says which
 * of the actions can be activated. */
GPtrArray *desk_palette_index_new    (DeskSession   *session,
                                      DeskSettings  *settings,
                                      GActionGroup  *actions);
/* What fits @query, best first in groups, headings between them; with an empty query everything
 * but most symbols, what was chosen lately first. @recent: keys.
 * (transfer full) (element-type DeskPaletteItem) */
GPtrArray *desk_palette_index_search (GPtrArray     *index,
                                      const char    *query,
                                      char         **recent);
/* @recent with @key at its beginning, without the oldest. */
char     **desk_palette_push_recent  (char         **recent,
                                      const char    *key);

G_END_DECLS
