/* desk-screen-columns.h - symbols by criteria, as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dt-screen-file.h"

#include "desk-settings.h"

G_BEGIN_DECLS

/* Puts the columns that the screen needs into the view in place of those there, as the user
 * has arranged them; rows are DeskScreenItem. */
void desk_screen_columns_set (GtkColumnView      *view,
                              const DtScreenFile *file,
                              DeskSettings       *settings);

G_END_DECLS
