/* desk-preferences.h - the preferences window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-session.h"
#include "desk-settings.h"

G_BEGIN_DECLS

/* Made from the table of settings: a row for each that has a title, applied at once. */
GtkWindow *desk_preferences_new (GtkWindow    *parent,
                                 DeskSession  *session,
                                 DeskSettings *settings);

G_END_DECLS
