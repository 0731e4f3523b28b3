/* desk-window-detach.c - pages in windows of their own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-shell"

#include "config.h"

#include <string.h>

#include "desk-detached.h"

#include "desk-window-private.h"

/* Those that can be taken out of the main window. */
static const char *const detachable[] = { "chart", "quotes" };

static const char *
get_title (const char *name)
{
  g_autofree char *id = g_strconcat ("page.", name, NULL);

  return desk_action_find (id)->command->title;
}

static void
remember (DeskWindow *self,
          const char *name,
          gboolean    detached)
{
  g_autofree char *key = g_strconcat ("detached.", name, NULL);

  desk_settings_set (self->settings, key, g_variant_new_boolean (detached));
}

static DeskDetached *
find_detached (DeskWindow *self,
               const char *name)
{
  for (guint i = 0; i < self->detached->len; i++)
    if (g_strcmp0 (desk_detached_get_name (self->detached->pdata[i]), name) == 0)
      return self->detached->pdata[i];

  return NULL;
}

gboolean
desk_window_is_detached (DeskWindow *self,
                         const char *name)
{
  return find_detached (self, name) != NULL;
}

GtkWidget *
desk_window_get_page (DeskWindow *self,
                      const char *name)
{
  DeskDetached *detached = find_detached (self, name);

  if (detached != NULL)
    return GTK_WIDGET (desk_detached_get_page (detached));

  return gtk_stack_get_child_by_name (self->pages, name);
}

void
desk_window_present_detached (DeskWindow *self,
                              const char *name)
{
  DeskDetached *detached = find_detached (self, name);

  if (detached == NULL)
    return;

  gtk_window_present (GTK_WINDOW (detached));
  desk_page_take_focus (desk_detached_get_page (detached));
}

/* Which of our windows the user was in last: what opens, opens over it. */

GtkWindow *
desk_window_get_front (DeskWindow *self)
{
  for (guint i = 0; i < self->detached->len; i++)
    if (self->detached->pdata[i] == self->front)
      return GTK_WINDOW (self->detached->pdata[i]);

  return GTK_WINDOW (self);
}

static void
on_active (DeskWindow *self,
           GParamSpec *pspec,
           GtkWindow  *window)
{
  if (gtk_window_is_active (window))
    self->front = window;
}

void
desk_window_watch_front (DeskWindow *self,
                         GtkWindow  *window)
{
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (on_active), self,
                           G_CONNECT_SWAPPED);
}

/* What stands in the place of a page that is out */

static void
show_clicked (GtkButton  *button,
              DeskWindow *self)
{
  desk_window_present_detached (self, g_object_get_data (G_OBJECT (button), "page"));
}

static void
back_clicked (GtkButton  *button,
              DeskWindow *self)
{
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (button), "page"));

  desk_window_attach (self, name);
  desk_window_focus_page (self);
}

static GtkWidget *
make_button (DeskWindow *self,
             const char *name,
             const char *label,
             GCallback   callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  g_object_set_data_full (G_OBJECT (button), "page", g_strdup (name), g_free);
  g_signal_connect_object (button, "clicked", callback, self, 0);

  return button;
}

static GtkWidget *
make_placeholder (DeskWindow *self,
                  const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *show = make_button (self, name, "Show Window", G_CALLBACK (show_clicked));
  g_autofree char *title = g_strdup_printf ("%s Has a Window of Its Own", get_title (name));

  gtk_widget_add_css_class (show, "suggested-action");
  gtk_box_append (GTK_BOX (box), show);
  gtk_box_append (GTK_BOX (box), make_button (self, name, "Return to This Window",
                                              G_CALLBACK (back_clicked)));
  return g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "window-restore-symbolic",
                       "title", title, "child", box, NULL);
}

/* Menus make way while a page moves from one window to another: GTK 4.8 breaks those that have keys
 * to show when they lose the window that they have them from. */

typedef struct
{
  GtkMenuButton *button;
  GMenuModel    *model;
} Menu;

static void
menu_clear (gpointer data)
{
  Menu *menu = data;

  g_object_unref (menu->button);
  g_object_unref (menu->model);
}

static void
collect_menus (GtkWidget *widget,
               GArray    *menus)
{
  GMenuModel *model = GTK_IS_MENU_BUTTON (widget)
                      ? gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (widget)) : NULL;

  if (model != NULL)
    {
      Menu menu = { g_object_ref (GTK_MENU_BUTTON (widget)), g_object_ref (model) };

      g_array_append_val (menus, menu);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_menus (child, menus);
}

static GArray *
take_menus (GtkWidget *page)
{
  GArray *menus = g_array_new (FALSE, FALSE, sizeof (Menu));

  g_array_set_clear_func (menus, menu_clear);
  collect_menus (page, menus);
  for (guint i = 0; i < menus->len; i++)
    gtk_menu_button_set_menu_model (g_array_index (menus, Menu, i).button, NULL);

  return menus;
}

static void
give_menus (GArray *menus)
{
  for (guint i = 0; i < menus->len; i++)
    gtk_menu_button_set_menu_model (g_array_index (menus, Menu, i).button,
                                    g_array_index (menus, Menu, i).model);
}

/* Another child takes the place of the one named so, on screen where that was. */
static void
put (DeskWindow *self,
     const char *name,
     GtkWidget  *child)
{
  gboolean shown = g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), name) == 0;

  gtk_stack_remove (self->pages, gtk_stack_get_child_by_name (self->pages, name));
  gtk_widget_set_visible (child, shown);
  gtk_stack_add_named (self->pages, child, name);
  if (shown)
    gtk_stack_set_visible_child (self->pages, child);
}

/* Out and in */

static gboolean
on_close_request (DeskWindow   *self,
                  DeskDetached *detached)
{
  g_autofree char *name = g_strdup (desk_detached_get_name (detached));

  desk_window_attach (self, name);
  return GDK_EVENT_STOP;
}

static void
take_out (DeskWindow *self,
          const char *name)
{
  g_autoptr(GtkWidget) page = NULL;
  g_autoptr(GArray) menus = NULL;
  DeskDetached *detached;

  desk_window_ensure_page (self, name);
  page = g_object_ref (gtk_stack_get_child_by_name (self->pages, name));
  menus = take_menus (page);
  put (self, name, make_placeholder (self, name));
  gtk_widget_set_visible (page, TRUE);
  detached = desk_detached_new (gtk_window_get_application (GTK_WINDOW (self)), DESK_PAGE (page),
                                name, get_title (name), G_ACTION_GROUP (self->actions));
  give_menus (menus);
  g_ptr_array_add (self->detached, detached);
  desk_window_watch_front (self, GTK_WINDOW (detached));
  g_signal_connect_object (detached, "close-request", G_CALLBACK (on_close_request), self,
                           G_CONNECT_SWAPPED);
  desk_window_update_actions (self);
}

void
desk_window_detach (DeskWindow *self,
                    const char *name)
{
  if (find_detached (self, name) == NULL)
    {
      take_out (self, name);
      remember (self, name, TRUE);
    }
  desk_window_present_detached (self, name);
}

void
desk_window_attach (DeskWindow *self,
                    const char *name)
{
  DeskDetached *detached = find_detached (self, name);
  g_autoptr(DeskPage) page = NULL;
  g_autoptr(GArray) menus = NULL;

  if (detached == NULL)
    return;

  remember (self, name, FALSE);
  desk_detached_remember_size (detached);
  menus = take_menus (GTK_WIDGET (desk_detached_get_page (detached)));
  page = desk_detached_give_back (detached);
  g_ptr_array_remove (self->detached, detached);
  gtk_window_destroy (GTK_WINDOW (detached));
  put (self, name, GTK_WIDGET (page));
  give_menus (menus);
  desk_window_update_actions (self);
}

/* Those that were out when the program ended, without taking the keyboard from the main window. */
void
desk_window_restore_detached (DeskWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (detachable); i++)
    {
      g_autofree char *key = g_strconcat ("detached.", detachable[i], NULL);

      if (!desk_settings_get_boolean (self->settings, key)
          || find_detached (self, detachable[i]) != NULL)
        continue;
      take_out (self, detachable[i]);
      gtk_widget_set_visible (GTK_WIDGET (find_detached (self, detachable[i])), TRUE);
    }
}

void
desk_window_show_detached (DeskWindow *self,
                           gboolean    show)
{
  for (guint i = 0; i < self->detached->len; i++)
    gtk_widget_set_visible (GTK_WIDGET (self->detached->pdata[i]), show);
}

/* They stay remembered as they are. */
void
desk_window_drop_detached (DeskWindow *self)
{
  while (self->detached->len > 0)
    gtk_window_destroy (GTK_WINDOW (g_ptr_array_steal_index (self->detached, 0)));
}
