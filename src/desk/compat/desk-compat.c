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

/* In a title stand a label and, where the column sorts, an indicator. */
static GtkWidget *
find_in_title (GtkWidget *button,
               gboolean   label)
{
  GtkWidget *box = gtk_widget_get_first_child (button);
  GtkWidget *child = box != NULL ? gtk_widget_get_first_child (box) : NULL;

  while (child != NULL && GTK_IS_LABEL (child) != label)
    child = gtk_widget_get_next_sibling (child);

  return child;
}

GtkWidget *
desk_compat_find_title (GtkColumnView *view,
                        const char    *title)
{
  GtkWidget *header;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);
  g_return_val_if_fail (title != NULL, NULL);

  header = gtk_widget_get_first_child (GTK_WIDGET (view));
  for (GtkWidget *button = gtk_widget_get_first_child (header); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    {
      GtkWidget *label = find_in_title (button, TRUE);

      if (label != NULL && g_str_equal (gtk_label_get_label (GTK_LABEL (label)), title))
        return button;
    }

  return NULL;
}

#if !GTK_CHECK_VERSION (4, 10, 0)
/* What it is sorted by is told by nothing but the arrow beside the title. */
static gboolean
find_arrow (GtkColumnView       *view,
            GtkColumnViewColumn *column,
            GtkSortType         *order)
{
  const char *title = gtk_column_view_column_get_title (column);
  GtkWidget *button = title != NULL ? desk_compat_find_title (view, title) : NULL;
  GtkWidget *arrow = button != NULL ? find_in_title (button, FALSE) : NULL;

  if (arrow == NULL)
    return FALSE;

  *order = gtk_widget_has_css_class (arrow, "descending") ? GTK_SORT_DESCENDING
                                                          : GTK_SORT_ASCENDING;
  return *order == GTK_SORT_DESCENDING || gtk_widget_has_css_class (arrow, "ascending");
}
#endif

GtkColumnViewColumn *
desk_compat_get_sort (GtkColumnView *view,
                      GtkSortType   *order)
{
  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);
  g_return_val_if_fail (order != NULL, NULL);

#if GTK_CHECK_VERSION (4, 10, 0)
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (view));

  *order = gtk_column_view_sorter_get_primary_sort_order (sorter);
  return gtk_column_view_sorter_get_primary_sort_column (sorter);
#else
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (find_arrow (view, column, order))
        return column;
    }

  return NULL;
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
