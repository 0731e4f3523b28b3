/* desk-compat.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-compat"

#include "config.h"

#include "desk-compat.h"

#if !GTK_CHECK_VERSION (4, 12, 0)
/* The rows of a column view are an inner widget, and only that one has the action. */
static GtkWidget *
find_rows (GtkColumnView *view)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view));

  while (child != NULL && !GTK_IS_LIST_BASE (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}
#endif

void
desk_compat_scroll_to (GtkColumnView *view,
                       guint          position)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

#if GTK_CHECK_VERSION (4, 12, 0)
  gtk_column_view_scroll_to (view, position, NULL, GTK_LIST_SCROLL_NONE, NULL);
#else
  GtkWidget *rows = find_rows (view);

  if (rows != NULL)
    gtk_widget_activate_action (rows, "list.scroll-to-item", "u", position);
#endif
}

void
desk_compat_announce (GtkWidget  *widget,
                      const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

#if GTK_CHECK_VERSION (4, 14, 0)
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
#endif
}

void
desk_compat_drop_popover (GtkWidget *popover)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (GTK_IS_POPOVER (popover));

  root = gtk_widget_get_root (popover);
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus != NULL && (focus == popover || gtk_widget_is_ancestor (focus, popover)))
    gtk_root_set_focus (root, NULL);
  gtk_widget_set_visible (popover, FALSE);
  gtk_widget_unparent (popover);
}
