/* desk-application.h - the program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskApplication:
 *
 * Options of the command line, the session, settings, style and the window. Goes on without a
 * window when the user left the run in the background.
 *
 * Thread: main.
 */
#define DESK_TYPE_APPLICATION (desk_application_get_type ())
G_DECLARE_FINAL_TYPE (DeskApplication, desk_application, DESK, APPLICATION, AdwApplication)

DeskApplication *desk_application_new (void);

G_END_DECLS
