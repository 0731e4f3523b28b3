/* desk-positions-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-positions"

#include "config.h"

#include "desk-action-table.h"
#include "desk-fold.h"
#include "desk-format.h"
#include "desk-order.h"
#include "desk-position.h"
#include "desk-table.h"

#include "desk-position-columns.h"
#include "desk-positions-page.h"
#include "desk-row-menu.h"

struct _DeskPositionsPage
{
  DeskPage       parent_instance;

  DeskSession   *session;          /* not owned */
  GSignalGroup  *signals;          /* of the session; without a target while unmapped */
  GSignalGroup  *order_signals;    /* of the list of orders, likewise */
  DeskTrails    *trails;

  /* Template */
  DeskFold      *medium_fold;
  DeskFold      *fold;
  GtkPaned      *paned;
  GtkColumnView *positions;
  GtkColumnView *orders;
  GtkStack      *positions_stack;
  GtkStack      *orders_stack;
  AdwStatusPage *no_positions;
  AdwStatusPage *no_orders;
  GtkBox        *positions_head;
  GtkBox        *orders_head;
  GtkLabel      *positions_count;
  GtkLabel      *orders_count;
  GtkLabel      *totals;
  GtkButton     *close_all;
  GtkButton     *stop;
  AdwButtonContent *stop_content;
  GtkButton     *buy;
  GtkButton     *sell;
};

G_DEFINE_FINAL_TYPE (DeskPositionsPage, desk_positions_page, DESK_TYPE_PAGE)

static void
set_label (GtkLabel *label,
           char     *text)
{
  gtk_label_set_text (label, text);
  g_free (text);
}

static char *
format_totals (DeskPositionsPage *self,
               GListModel        *positions)
{
  const DeskAccount *account = desk_session_get_account (self->session);
  g_autofree char *long_value = desk_format_money (account->long_value);
  g_autofree char *short_value = desk_format_money (account->short_value);
  g_autofree char *risk = desk_format_money (account->open_risk);
  g_autofree char *open = NULL;
  DtMoney profit = 0;

  for (guint i = 0; i < g_list_model_get_n_items (positions); i++)
    {
      g_autoptr(DeskPosition) row = g_list_model_get_item (positions, i);

      if (!dt_money_add (profit, desk_position_get_state (row)->profit, &profit))
        return g_strdup ("");
    }
  open = desk_format_profit (profit);

  return g_strdup_printf ("Open P/L %s  ·  long %s  ·  short %s  ·  at risk %s", open, long_value,
                          short_value, risk);
}

static void
show_positions (DeskPositionsPage *self)
{
  GListModel *positions = desk_session_get_positions (self->session);
  guint n = g_list_model_get_n_items (positions);

  gtk_stack_set_visible_child_name (self->positions_stack, n > 0 ? "some" : "none");
  gtk_widget_set_sensitive (GTK_WIDGET (self->close_all), n > 0);
  set_label (self->positions_count, g_strdup_printf ("%u", n));
  set_label (self->totals, n > 0 ? format_totals (self, positions) : g_strdup (""));
  desk_trails_prune (self->trails);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->totals), gtk_label_get_text (self->totals));
}

static void
show_orders (DeskPositionsPage *self)
{
  GListModel *orders = desk_session_get_orders (self->session);
  guint n = g_list_model_get_n_items (orders);

  gtk_stack_set_visible_child_name (self->orders_stack, n > 0 ? "some" : "none");
  set_label (self->orders_count, g_strdup_printf ("%u", n));
}

static void
show_palette (DeskPositionsPage *self)
{
  const char *palette = desk_settings_get_string (desk_page_get_settings (DESK_PAGE (self)),
                                                  "style.palette");

  desk_trails_set_palette (self->trails, g_str_equal (palette, "blue-orange")
                                         ? DESK_PALETTE_BLUE_ORANGE : DESK_PALETTE_CLASSIC);
}

/* A narrow page has room for the title alone. */
static void
show_count (GtkLabel *count,
            gboolean  shown)
{
  gtk_widget_set_visible (GTK_WIDGET (count), shown);
  gtk_widget_set_hexpand (gtk_widget_get_prev_sibling (GTK_WIDGET (count)), !shown);
}

static void
fold_changed (DeskPositionsPage *self)
{
  gboolean narrow = desk_fold_get_narrow (self->fold);
  DeskRoom room = narrow ? DESK_ROOM_NARROW :
                  desk_fold_get_narrow (self->medium_fold) ? DESK_ROOM_MEDIUM : DESK_ROOM_WIDE;

  desk_table_set_room (self->positions, room);
  desk_table_set_room (self->orders, room);
  adw_button_content_set_label (self->stop_content, narrow ? "Stop…" : "Emergency Stop…");
  show_count (self->positions_count, !narrow);
  show_count (self->orders_count, !narrow);
}

/* Rows and what can be done with them */

static GVariant *
make_symbol_arguments (const char *symbol)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "symbol", "s", symbol);

  return g_variant_dict_end (&dict);
}

/* An action with a number filled in. */
static void
add_item (GMenu      *menu,
          const char *label,
          const char *action,
          const char *symbol,
          const char *name,
          double      value)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);
  GVariantDict arguments;

  g_variant_dict_init (&arguments, NULL);
  g_variant_dict_insert (&arguments, "symbol", "s", symbol);
  g_variant_dict_insert (&arguments, name, "d", value);
  g_menu_item_set_action_and_target_value (item, action, g_variant_dict_end (&arguments));
  g_menu_append_item (menu, item);
}

static GMenu *
make_position_menu (gpointer row)
{
  static const char *const ids[] = {
    "symbol.show", "", "position.close", "order.move-stop", "order.move-target", NULL,
  };
  static const char *const more[] = { "order.buy", "order.sell", NULL };
  const DeskPositionState *state = desk_position_get_state (row);
  GMenu *menu = desk_action_make_menu (ids, make_symbol_arguments (state->symbol));
  g_autoptr(GMenu) parts = g_menu_new ();
  g_autoptr(GMenu) trade = desk_action_make_menu (more, make_symbol_arguments (state->symbol));

  add_item (parts, "Close Half…", "win.position.close", state->symbol, "fraction", 0.5);
  add_item (parts, "Stop to Break-Even…", "win.order.move-stop", state->symbol, "price",
            dt_money_to_double (state->average));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (parts));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (trade));

  return menu;
}

static GMenu *
make_order_menu (gpointer row)
{
  static const char *const show_ids[] = { "symbol.show", NULL };
  static const char *const cancel_ids[] = { "order.cancel", NULL };
  const DeskOrderState *state = desk_order_get_state (row);
  g_autoptr(GMenu) show = desk_action_make_menu (show_ids, make_symbol_arguments (state->symbol));
  g_autoptr(GMenu) cancel = NULL;
  GMenu *menu = g_menu_new ();
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "order", "t", state->id);
  cancel = desk_action_make_menu (cancel_ids, g_variant_dict_end (&dict));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (show));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (cancel));

  return menu;
}

static char *
dup_position_name (gpointer row)
{
  return g_strdup (desk_position_get_state (row)->symbol);
}

static char *
dup_order_name (gpointer row)
{
  const DeskOrderState *state = desk_order_get_state (row);

  return g_strdup_printf ("order %" G_GUINT64_FORMAT ", %s %s", state->id, state->side,
                          state->symbol);
}

static void
show_symbol (DeskPositionsPage *self,
             const char        *symbol)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.symbol.show",
                                      make_symbol_arguments (symbol));
}

static void
position_activated (DeskPositionsPage *self,
                    guint              position)
{
  GListModel *model = G_LIST_MODEL (gtk_column_view_get_model (self->positions));
  g_autoptr(DeskPosition) row = g_list_model_get_item (model, position);

  if (row != NULL)
    show_symbol (self, desk_position_get_state (row)->symbol);
}

static void
order_activated (DeskPositionsPage *self,
                 guint              position)
{
  GListModel *model = G_LIST_MODEL (gtk_column_view_get_model (self->orders));
  g_autoptr(DeskOrder) row = g_list_model_get_item (model, position);

  if (row != NULL)
    show_symbol (self, desk_order_get_state (row)->symbol);
}

static void
set_model (GtkColumnView *view,
           GListModel    *rows)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (view);
  GtkSortListModel *sorted =
    gtk_sort_list_model_new (g_object_ref (rows), sorter != NULL ? g_object_ref (sorter) : NULL);
  g_autoptr(GtkSingleSelection) selection = gtk_single_selection_new (G_LIST_MODEL (sorted));

  gtk_column_view_set_model (view, GTK_SELECTION_MODEL (selection));
}

/* The action comes with the engine's command; without it the button has nothing to do. */
static void
set_up_close_all (DeskPositionsPage *self)
{
  const DeskAction *action = desk_action_find ("position.close-all");
  g_autofree char *name = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->close_all), action != NULL);
  if (action == NULL)
    return;

  name = desk_action_dup_detailed_name (action);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->close_all), name);
}

/* Life */

static void
desk_positions_page_seen (DeskPage *page)
{
  DeskPositionsPage *self = DESK_POSITIONS_PAGE (page);

  g_signal_group_set_target (self->signals, self->session);
  g_signal_group_set_target (self->order_signals, desk_session_get_orders (self->session));
  show_positions (self);
  show_orders (self);
}

static GtkWidget *
desk_positions_page_get_start (DeskPage *page)
{
  DeskPositionsPage *self = DESK_POSITIONS_PAGE (page);

  return g_list_model_get_n_items (desk_session_get_positions (self->session)) > 0
         ? GTK_WIDGET (self->positions) : GTK_WIDGET (self->buy);
}

static void
desk_positions_page_unseen (DeskPage *page)
{
  DeskPositionsPage *self = DESK_POSITIONS_PAGE (page);

  g_signal_group_set_target (self->signals, NULL);
  g_signal_group_set_target (self->order_signals, NULL);
}

static void
desk_positions_page_constructed (GObject *object)
{
  DeskPositionsPage *self = DESK_POSITIONS_PAGE (object);

  G_OBJECT_CLASS (desk_positions_page_parent_class)->constructed (object);

  self->session = desk_page_get_session (DESK_PAGE (self));
  self->signals = g_signal_group_new (DESK_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "account-changed", G_CALLBACK (show_positions),
                                  self);
  self->order_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->order_signals, "items-changed", G_CALLBACK (show_orders),
                                  self);
  self->trails = desk_trails_new (self->session);
  desk_position_columns_add (self->positions, self->trails);
  desk_row_menu_add (self->positions, make_position_menu, dup_position_name);
  gtk_box_append (self->positions_head, desk_table_button_new (self->positions, "positions"));
  set_model (self->positions, desk_session_get_positions (self->session));
  set_model (self->orders, desk_session_get_orders (self->session));
  show_palette (self);
  g_signal_connect_object (desk_page_get_settings (DESK_PAGE (self)), "changed::style.palette",
                           G_CALLBACK (show_palette), self, G_CONNECT_SWAPPED);
  set_up_close_all (self);
  desk_table_remember (self->positions, desk_page_get_settings (DESK_PAGE (self)),
                       "table.positions");
  desk_table_remember (self->orders, desk_page_get_settings (DESK_PAGE (self)), "table.orders");
  fold_changed (self);
}

static void
desk_positions_page_dispose (GObject *object)
{
  DeskPositionsPage *self = DESK_POSITIONS_PAGE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->order_signals);
  g_clear_object (&self->trails);

  G_OBJECT_CLASS (desk_positions_page_parent_class)->dispose (object);
}

#define BIND(child) \
  gtk_widget_class_bind_template_child (widget_class, DeskPositionsPage, child)

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (DESK_TYPE_FOLD);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/daytraderai/DayTrader/positions/desk-positions-page.ui");
  BIND (medium_fold);
  BIND (fold);
  BIND (paned);
  BIND (positions);
  BIND (orders);
  BIND (positions_stack);
  BIND (orders_stack);
  BIND (no_positions);
  BIND (no_orders);
  BIND (positions_head);
  BIND (orders_head);
  BIND (positions_count);
  BIND (orders_count);
  BIND (totals);
  BIND (close_all);
  BIND (stop);
  BIND (stop_content);
  BIND (buy);
  BIND (sell);
  gtk_widget_class_bind_template_callback (widget_class, fold_changed);
  gtk_widget_class_bind_template_callback (widget_class, position_activated);
  gtk_widget_class_bind_template_callback (widget_class, order_activated);
}

static void
desk_positions_page_class_init (DeskPositionsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  DeskPageClass *page_class = DESK_PAGE_CLASS (klass);

  object_class->constructed = desk_positions_page_constructed;
  object_class->dispose = desk_positions_page_dispose;
  page_class->seen = desk_positions_page_seen;
  page_class->unseen = desk_positions_page_unseen;
  page_class->get_start = desk_positions_page_get_start;

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
desk_positions_page_init (DeskPositionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  adw_status_page_set_description (self->no_positions, "A position opens when a strategy's signal "
                                   "passes the risk guards, or when you buy or sell by hand.");
  adw_status_page_set_description (self->no_orders, "Stops and targets rest here as soon as a "
                                   "position is open; limit orders until they are filled.");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->stop), "Cancel entries, close every position and "
                               "refuse entries until re-armed");
  desk_order_columns_add (self->orders);
  desk_row_menu_add (self->orders, make_order_menu, dup_order_name);
  gtk_box_append (self->orders_head, desk_table_button_new (self->orders, "orders"));
}
