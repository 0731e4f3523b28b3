/* desk-alert-bell.h - what fired is told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "desk-session.h"
#include "desk-settings.h"

G_BEGIN_DECLS

/**
 * DeskAlertBell:
 *
 * Tells of each alert that fires while the program runs, window or not: by a notification of the
 * desktop, one for each alert whose newest words it has, and by the bell; both can be switched off.
 * It also tells the engine which symbols are watched.
 *
 * Thread: main. Signals: "rang" (text), for those who can show it.
 */
#define DESK_TYPE_ALERT_BELL (desk_alert_bell_get_type ())
G_DECLARE_FINAL_TYPE (DeskAlertBell, desk_alert_bell, DESK, ALERT_BELL, GObject)

/* @application: outlives it */
DeskAlertBell *desk_alert_bell_new (GApplication  *application,
                                    DeskSession   *session,
                                    DeskSettings  *settings);

G_END_DECLS
