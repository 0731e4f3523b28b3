/* desk-table-button.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-table"

#include "config.h"

#include "desk-csv.h"

#include "desk-table.h"

#define MAX_HEIGHT 420

/* Lives as long as its button. */
typedef struct
{
  GtkColumnView *view;       /* not owned: it stands on the same page */
  char          *name;
  GtkWidget     *popover;
  GtkWidget     *list;
} Menu;

static void
menu_free (gpointer data)
{
  Menu *menu = data;

  if (menu->view != NULL)
    g_object_remove_weak_pointer (G_OBJECT (menu->view), (gpointer *) &menu->view);
  g_free (menu->name);
  g_free (menu);
}

static void fill (Menu       *menu,
                  const char *focus,
                  int         place);

static void
check_toggled (GtkCheckButton *check,
               Menu           *menu)
{
  desk_table_show_column (menu->view, g_object_get_data (G_OBJECT (check), "column"),
                          gtk_check_button_get_active (check));
}

static void
move_clicked (GtkButton *button,
              Menu      *menu)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "column"));
  int by = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "by"));

  desk_table_move_column (menu->view, id, by);
  fill (menu, id, by);
}

static GtkWidget *
make_move (Menu                 *menu,
           const DeskTableEntry *entry,
           int                   by)
{
  GtkWidget *button = gtk_button_new_from_icon_name (by < 0 ? "go-up-symbolic"
                                                            : "go-down-symbolic");
  g_autofree char *label = g_strdup_printf (by < 0 ? "Move %s to the left"
                                                   : "Move %s to the right", entry->title);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "column", g_strdup (entry->id), g_free);
  g_object_set_data (G_OBJECT (button), "by", GINT_TO_POINTER (by));
  g_signal_connect (button, "clicked", G_CALLBACK (move_clicked), menu);

  return button;
}

static void
add_entry (Menu                 *menu,
           const DeskTableEntry *entry,
           const char           *focus,
           int                   place)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *check = gtk_check_button_new_with_label (entry->title);
  GtkWidget *left = make_move (menu, entry, -1), *right = make_move (menu, entry, 1);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), entry->shown);
  gtk_widget_set_hexpand (check, TRUE);
  g_object_set_data_full (G_OBJECT (check), "column", g_strdup (entry->id), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (check_toggled), menu);
  gtk_box_append (GTK_BOX (row), check);
  gtk_box_append (GTK_BOX (row), left);
  gtk_box_append (GTK_BOX (row), right);
  gtk_box_append (GTK_BOX (menu->list), row);
  if (g_strcmp0 (focus, entry->id) == 0)
    gtk_widget_grab_focus (place < 0 ? left : right);
}

static void
fill (Menu       *menu,
      const char *focus,
      int         place)
{
  g_autoptr(GArray) entries = desk_table_list (menu->view);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (menu->list)) != NULL)
    gtk_box_remove (GTK_BOX (menu->list), child);
  for (guint i = 0; i < entries->len; i++)
    add_entry (menu, &g_array_index (entries, DeskTableEntry, i), focus, place);
}

static void
reset_clicked (Menu *menu)
{
  desk_table_reset (menu->view);
  fill (menu, NULL, 0);
}

static char *
make_csv (gpointer data)
{
  return desk_table_make_csv (data);
}

static void
export_clicked (Menu *menu)
{
  g_autofree char *file_name = g_strconcat (menu->name, ".csv", NULL);

  gtk_popover_popdown (GTK_POPOVER (menu->popover));
  desk_csv_export (GTK_WIDGET (menu->view), "Export Table", file_name, make_csv,
                   g_object_ref (menu->view), g_object_unref);
}

static void
add_button (GtkWidget  *box,
            const char *label,
            GCallback   clicked,
            Menu       *menu)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", clicked, menu);
  gtk_box_append (GTK_BOX (box), button);
}

static void
shown (Menu *menu)
{
  if (menu->view != NULL)
    fill (menu, NULL, 0);
}

static GtkWidget *
make_popover (Menu *menu)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  menu->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_object_set (scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "max-content-height", MAX_HEIGHT, "child", menu->list, NULL);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  add_button (box, "_Reset Columns", G_CALLBACK (reset_clicked), menu);
  add_button (box, "_Export as CSV…", G_CALLBACK (export_clicked), menu);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (shown), menu);

  return popover;
}

GtkWidget *
desk_table_button_new (GtkColumnView *view,
                       const char    *name)
{
  GtkWidget *button = gtk_menu_button_new ();
  Menu *menu = g_new0 (Menu, 1);

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  menu->view = view;
  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &menu->view);
  menu->name = g_strdup (name);
  menu->popover = make_popover (menu);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), menu->popover);
  gtk_widget_set_tooltip_text (button, "Columns and Export");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Columns and Export", -1);
  g_object_set_data_full (G_OBJECT (button), "desk-table-menu", menu, menu_free);

  return button;
}
