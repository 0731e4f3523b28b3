/* desk-short-choice.h - drop-downs that need little room and have a name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The button of @drop_down, whose model is one of strings, cuts what it has no room for, which can
 * be read in its tooltip and in the list. */
void desk_short_choice (GtkDropDown *drop_down);
/* For assistive tools. */
void desk_name_choice  (GtkDropDown *drop_down,
                        const char  *name);

G_END_DECLS
