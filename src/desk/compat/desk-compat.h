/* desk-compat.h - the only place that knows which version of GTK it runs on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Scrolls @view so that row @position is seen. */
void desk_compat_scroll_to  (GtkColumnView  *view,
                             guint           position);
/* The button over a column whose title is @title, which no two columns share; (nullable) */
GtkWidget *desk_compat_find_title (GtkColumnView *view,
                                   const char    *title);
/* The column that @view is sorted by; (nullable) (transfer none) */
GtkColumnViewColumn *desk_compat_get_sort (GtkColumnView *view,
                                           GtkSortType   *order);
/* Has a screen reader say @text now; silent where the platform cannot. */
void desk_compat_announce   (GtkWidget      *widget,
                             const char     *text);
/* Takes a popover from its parent, open or not. GTK 4.8 never lets go of one that is unparented
 * while it is open and has the keyboard. */
void desk_compat_drop_popover (GtkWidget    *popover);

G_END_DECLS
