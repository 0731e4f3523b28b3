/* desk-screen-watch.h - symbols onto the watchlist
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-settings.h"

G_BEGIN_DECLS

/* What is watched: the symbols that are pinned among the quotes. (transfer full) */
char **desk_screen_watch_dup (DeskSettings      *settings);
/* Adds them; returns how many were not there before. @before (out) (transfer full): the setting as
 * it was, for undo */
guint  desk_screen_watch_add (DeskSettings      *settings,
                              const char *const *symbols,
                              char             **before);
void   desk_screen_watch_set (DeskSettings      *settings,
                              const char        *text);

G_END_DECLS
