/* desk-row-menu.h - what can be done with a row of a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full): the menu of a row */
typedef GMenu *(*DeskRowMenuFunc) (gpointer row);
/* (transfer full): what the row is called, for a screen reader */
typedef char  *(*DeskRowNameFunc) (gpointer row);

/* Gives @view a last column of menu buttons, and opens the same menu for a right click, the Menu
 * key and Shift+F10. The model of @view is a GtkSingleSelection. */
void desk_row_menu_add (GtkColumnView   *view,
                        DeskRowMenuFunc  make_menu,
                        DeskRowNameFunc  dup_name);

G_END_DECLS
