/* desk-window.h - the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-session.h"
#include "desk-settings.h"

G_BEGIN_DECLS

/**
 * DeskWindow:
 *
 * Sidebar, header with clock and transport, and the pages, which meet only here. Installs an action
 * "win.ID" for every row of the action table: controls go to the engine at once, what trades asks
 * first. While the session is not ready a page says what goes on, or what is wrong and what to do.
 *
 * Thread: main.
 */
#define DESK_TYPE_WINDOW (desk_window_get_type ())
G_DECLARE_FINAL_TYPE (DeskWindow, desk_window, DESK, WINDOW, AdwApplicationWindow)

DeskWindow *desk_window_new       (GtkApplication *application,
                                   DeskSession    *session,
                                   DeskSettings   *settings);
/* What the demo account trades when there is no run, in place of the settings: @universe may be
 * %NULL and @speed 0. */
void        desk_window_set_start (DeskWindow     *self,
                                   const char     *universe,
                                   double          speed);
void        desk_window_show_page (DeskWindow     *self,
                                   const char     *page);
void        desk_window_toast     (DeskWindow     *self,
                                   const char     *text);

G_END_DECLS
