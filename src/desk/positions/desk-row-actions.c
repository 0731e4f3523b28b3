/* desk-row-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-positions"

#include "config.h"

#include "desk-position.h"
#include "desk-table.h"

#include "desk-position-columns.h"

#define COLUMN_WIDTH 124

/* What is done most with a position, one press away: each asks first, as everywhere. */
typedef struct
{
  const char      *action;
  const char      *icon;
  const char      *what;         /* "Close " AAPL "…" */
  const char      *rest;
  const char      *key_name;
  guint            key;
  GdkModifierType  modifiers;
  double           fraction;     /* argument; 0: none */
  gboolean         at_entry;     /* argument: the price of the entry */
} RowAction;

static const RowAction actions[] = {
  { "win.position.close", "window-close-symbolic", "Close ", "…", "Delete", GDK_KEY_Delete, 0, 0.,
    FALSE },
  { "win.position.close", "object-flip-vertical-symbolic", "Close half of ", "…",
    "Shift+Delete", GDK_KEY_Delete, GDK_SHIFT_MASK, .5, FALSE },
  { "win.order.move-stop", "changes-prevent-symbolic", "Stop of ", " to break-even…",
    "B", GDK_KEY_b, 0, 0., TRUE },
  { "win.order.move-stop", "go-jump-symbolic", "Move the stop of ", "…", "M", GDK_KEY_m, 0,
    0., FALSE },
};

#define N_ACTIONS G_N_ELEMENTS (actions)

static GVariant *
make_arguments (const RowAction         *action,
                const DeskPositionState *state)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbol", "s", state->symbol);
  if (action->fraction > 0.)
    g_variant_dict_insert (&dict, "fraction", "d", action->fraction);
  if (action->at_entry)
    g_variant_dict_insert (&dict, "price", "d", dt_money_to_double (state->average));

  return g_variant_dict_end (&dict);
}

/* By mouse */

static void
clicked (GtkButton   *button,
         GtkListItem *item)
{
  const RowAction *action = g_object_get_data (G_OBJECT (button), "row-action");
  DeskPosition *position = gtk_list_item_get_item (item);

  if (position != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (button), action->action,
                                        make_arguments (action,
                                                        desk_position_get_state (position)));
}

static void
set_up (GtkSignalListItemFactory *factory,
        GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  for (guint i = 0; i < N_ACTIONS; i++)
    {
      GtkWidget *button = gtk_button_new_from_icon_name (actions[i].icon);

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "row-action");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_object_set_data (G_OBJECT (button), "row-action", (gpointer) &actions[i]);
      g_signal_connect (button, "clicked", G_CALLBACK (clicked), item);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_list_item_set_child (item, box);
}

static void
bind (GtkSignalListItemFactory *factory,
      GtkListItem              *item)
{
  DeskPosition *position = gtk_list_item_get_item (item);
  GtkWidget *button = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  for (guint i = 0; button != NULL; button = gtk_widget_get_next_sibling (button), i++)
    {
      g_autofree char *label =
        g_strconcat (actions[i].what, desk_position_get_state (position)->symbol,
                     actions[i].rest, NULL);
      g_autofree char *tooltip = g_strdup_printf ("%s (%s)", label, actions[i].key_name);

      gtk_widget_set_tooltip_text (button, tooltip);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      label, -1);
    }
}

/* By keyboard, on the row that is selected */

static gboolean
key_pressed (GtkWidget *view,
             GVariant  *arguments,
             gpointer   data)
{
  const RowAction *action = data;
  GtkSelectionModel *model = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
  DeskPosition *position =
    GTK_IS_SINGLE_SELECTION (model)
    ? gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model)) : NULL;

  if (position == NULL)
    return FALSE;

  gtk_widget_activate_action_variant (view, action->action,
                                      make_arguments (action,
                                                      desk_position_get_state (position)));
  return TRUE;
}

static void
add_keys (GtkColumnView *view)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < N_ACTIONS; i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (actions[i].key, actions[i].modifiers),
                        gtk_callback_action_new (key_pressed, (gpointer) &actions[i], NULL)));
  gtk_widget_add_controller (GTK_WIDGET (view), controller);
}

void
desk_row_actions_add (GtkColumnView *view)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = NULL;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  g_signal_connect (factory, "setup", G_CALLBACK (set_up), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  column = gtk_column_view_column_new ("Actions", factory);
  gtk_column_view_column_set_fixed_width (column, COLUMN_WIDTH);
  desk_table_add_column (view, column, "actions", DESK_ROOM_MEDIUM);
  add_keys (view);
}
