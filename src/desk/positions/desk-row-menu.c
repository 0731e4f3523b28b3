/* desk-row-menu.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-positions"

#include "config.h"

#include "desk-compat.h"
#include "desk-table.h"

#include "desk-row-menu.h"

#define BUTTON_COLUMN_WIDTH 44

/* Lives as long as its view. */
typedef struct
{
  GtkColumnView   *view;
  GPtrArray       *items;       /* GtkListItem with a button, borrowed */
  GtkWidget       *popover;     /* (nullable): the last one that was asked for */
  DeskRowMenuFunc  make_menu;
  DeskRowNameFunc  dup_name;
} RowMenu;

static void
drop_popover (RowMenu *self)
{
  g_clear_pointer (&self->popover, desk_compat_drop_popover);
}

static void
row_menu_free (gpointer data)
{
  RowMenu *self = data;

  g_ptr_array_unref (self->items);
  g_free (self);
}

static GtkWidget *
get_row_widget (GtkListItem *item)
{
  /* The button stands in a cell, the cell in a row */
  GtkWidget *cell = gtk_widget_get_parent (gtk_list_item_get_child (item));

  return cell != NULL ? gtk_widget_get_parent (cell) : NULL;
}

static GtkListItem *
find_item_at (RowMenu *self,
              double   y)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      GtkListItem *item = g_ptr_array_index (self->items, i);
      GtkWidget *row = get_row_widget (item);
      graphene_rect_t bounds;

      if (row != NULL && gtk_widget_get_mapped (row) && gtk_list_item_get_item (item) != NULL
          && gtk_widget_compute_bounds (row, GTK_WIDGET (self->view), &bounds)
          && y >= bounds.origin.y && y < bounds.origin.y + bounds.size.height)
        return item;
    }

  return NULL;
}

static GtkListItem *
find_selected_item (RowMenu *self)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_column_view_get_model (self->view));
  guint selected = gtk_single_selection_get_selected (selection);

  for (guint i = 0; i < self->items->len; i++)
    {
      GtkListItem *item = g_ptr_array_index (self->items, i);

      if (gtk_list_item_get_item (item) != NULL && gtk_list_item_get_position (item) == selected)
        return item;
    }

  return NULL;
}

static void
pop_up (RowMenu            *self,
        GtkListItem        *item,
        const GdkRectangle *place)
{
  g_autoptr(GMenu) menu = self->make_menu (gtk_list_item_get_item (item));

  drop_popover (self);
  self->popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), place);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self->view));
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
pressed (GtkGestureClick *gesture,
         int              n_press,
         double           x,
         double           y,
         RowMenu         *self)
{
  GtkListItem *item = find_item_at (self, y);

  if (item == NULL)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_single_selection_set_selected (
    GTK_SINGLE_SELECTION (gtk_column_view_get_model (self->view)),
    gtk_list_item_get_position (item));
  pop_up (self, item, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

static gboolean
menu_key (GtkWidget *view,
          GVariant  *arguments,
          gpointer   data)
{
  RowMenu *self = data;
  GtkListItem *item = find_selected_item (self);
  graphene_rect_t bounds;

  if (item == NULL || !gtk_widget_compute_bounds (get_row_widget (item), view, &bounds))
    return FALSE;

  pop_up (self, item, &(GdkRectangle) { (int) bounds.origin.x + 12, (int) bounds.origin.y,
                                        1, (int) bounds.size.height });
  return TRUE;
}

/* The column of buttons */

static void
make_popup (GtkMenuButton *button,
            gpointer       data)
{
  GtkListItem *item = data;
  RowMenu *self = g_object_get_data (G_OBJECT (button), "row-menu");
  g_autoptr(GMenu) menu = NULL;

  if (gtk_list_item_get_item (item) == NULL)
    return;

  menu = self->make_menu (gtk_list_item_get_item (item));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
set_up (GtkSignalListItemFactory *factory,
        GtkListItem              *item,
        RowMenu                  *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_popup, item, NULL);
  gtk_widget_set_tooltip_text (button, "What can be done with it");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "row-menu");
  g_object_set_data (G_OBJECT (button), "row-menu", self);
  gtk_list_item_set_child (item, button);
  g_ptr_array_add (self->items, item);
}

static void
bind (GtkSignalListItemFactory *factory,
      GtkListItem              *item,
      RowMenu                  *self)
{
  g_autofree char *name = self->dup_name (gtk_list_item_get_item (item));
  g_autofree char *label = g_strdup_printf ("Menu of %s", name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_list_item_get_child (item)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
tear_down (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           RowMenu                  *self)
{
  g_ptr_array_remove_fast (self->items, item);
}

static void
add_column (RowMenu *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (set_up), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), self);
  g_signal_connect (factory, "teardown", G_CALLBACK (tear_down), self);
  column = gtk_column_view_column_new (NULL, factory);
  gtk_column_view_column_set_fixed_width (column, BUTTON_COLUMN_WIDTH);
  desk_table_add_column (self->view, column, "menu", DESK_ROOM_NARROW);
}

static void
add_keys (RowMenu *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger =
    gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Menu, 0),
                                 gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK));

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (trigger, gtk_callback_action_new (menu_key, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), controller);
}

void
desk_row_menu_add (GtkColumnView   *view,
                   DeskRowMenuFunc  make_menu,
                   DeskRowNameFunc  dup_name)
{
  GtkGesture *gesture = gtk_gesture_click_new ();
  RowMenu *self = g_new0 (RowMenu, 1);

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  *self = (RowMenu) { view, g_ptr_array_new (), NULL, make_menu, dup_name };
  g_object_set_data_full (G_OBJECT (view), "desk-row-menu", self, row_menu_free);
  g_signal_connect_swapped (view, "destroy", G_CALLBACK (drop_popover), self);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (gesture));
  add_keys (self);
  add_column (self);
}
