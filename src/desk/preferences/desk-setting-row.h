/* desk-setting-row.h - a row of the table of settings in preferences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-settings.h"

G_BEGIN_DECLS

/* Says what is wrong with a text (transfer full), or NULL when it will do. */
typedef char *(*DeskSettingCheck) (const char *text);

/* A switch, a list of choices, a number or a text for @row, which must have a title; what is chosen
 * applies at once, what is typed when it is confirmed. Follows the setting when it changes
 * elsewhere, and has a button that puts the default back.
 *
 * @choices (nullable): NULL-terminated, where the table has none; @titles (nullable): what people
 * call them, as many; @check (nullable): of texts; @trouble (nullable) is called with what the
 * check said. */
GtkWidget *desk_setting_row_new (DeskSettings          *settings,
                                 const DeskSettingRow  *row,
                                 const char *const     *choices,
                                 const char *const     *titles,
                                 DeskSettingCheck       check,
                                 void                 (*trouble) (const char *what,
                                                                  gpointer    data),
                                 gpointer               data);

G_END_DECLS
