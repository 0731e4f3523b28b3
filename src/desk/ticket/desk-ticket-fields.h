/* desk-ticket-fields.h - rows of a form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Each adds a row to @rows and answers the field in it, whose "changed" or "notify::selected" says
 * that something else is in it. Enter in a number does what the window's default widget does. */
GtkSpinButton *desk_ticket_add_number  (GtkListBox    *rows,
                                        const char    *title,
                                        double         most,
                                        double         step,
                                        guint          digits,
                                        double         value);
/* @choices (transfer full) */
GtkDropDown   *desk_ticket_add_choice  (GtkListBox    *rows,
                                        const char    *title,
                                        GtkStringList *choices);
/* As typed, whether confirmed or not; 0 for what is no number above it. */
double         desk_ticket_get_number  (GtkSpinButton *number);
void           desk_ticket_show_field  (gpointer       field,
                                        gboolean       shown);

G_END_DECLS
