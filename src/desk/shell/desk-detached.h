/* desk-detached.h - a page in a window of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-page.h"

G_BEGIN_DECLS

/**
 * DeskDetached:
 *
 * Holds a page that the user took out of the main window. It has the main window's actions and
 * keys, but no reference on it. The settings remember that the page is out, and the window's size.
 *
 * Thread: main.
 */
#define DESK_TYPE_DETACHED (desk_detached_get_type ())
G_DECLARE_FINAL_TYPE (DeskDetached, desk_detached, DESK, DETACHED, AdwWindow)

/* @name: of the page; @actions: those of the main window, as "win" */
DeskDetached *desk_detached_new           (GtkApplication *application,
                                           DeskPage       *page,
                                           const char     *name,
                                           const char     *title,
                                           GActionGroup   *actions);
const char   *desk_detached_get_name      (DeskDetached   *self);
/* (nullable): until it is given back */
DeskPage     *desk_detached_get_page      (DeskDetached   *self);
/* (transfer full): the window is empty then */
DeskPage     *desk_detached_give_back     (DeskDetached   *self);
void          desk_detached_remember_size (DeskDetached   *self);
/* What tells in it what happened. */
GtkWidget    *desk_detached_get_toasts    (DeskDetached   *self);

G_END_DECLS
