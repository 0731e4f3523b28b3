/* test-positions-page.c - what is held, what is working, and what can be done with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "desk-format.h"
#include "desk-order.h"
#include "desk-position.h"
#include "desk-positions-page.h"
#include "desk-quote.h"
#include "desk-sparkline.h"
#include "desk-trails.h"

#include "../overview/page-steps.h"

static Desk desk;

static void
test_empty (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_POSITIONS_PAGE, 1000, 700);

  g_assert_true (says (page, "No Open Positions"));
  g_assert_true (says (page, "No Working Orders"));
  check_names (page);
  close_page (page);
}

static void
test_play (void)
{
  desk_play (&desk);
  g_assert_cmpuint (desk_session_get_account (desk.session)->n_positions, >, 0);
}

static void
test_cells (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_POSITIONS_PAGE, 1600, 900);
  GListModel *positions = desk_session_get_positions (desk.session);

  for (guint i = 0; i < g_list_model_get_n_items (positions); i++)
    {
      g_autoptr(DeskPosition) row = g_list_model_get_item (positions, i);
      const DeskPositionState *state = desk_position_get_state (row);
      g_autofree char *average = desk_format_price (dt_money_to_double (state->average));
      g_autofree char *value = desk_format_money (state->value);
      g_autofree char *profit = desk_format_profit (state->profit);
      g_autofree char *quantity = desk_format_quantity (state->quantity);

      wait_for (says (page, state->symbol));
      g_assert_true (says (page, average));
      g_assert_true (says (page, value));
      g_assert_true (says (page, profit));
      g_assert_true (says (page, quantity));
    }
  check_names (page);
  close_page (page);
}

/* Cells show what became of the same rows. */
static void
test_cells_follow (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_POSITIONS_PAGE, 1600, 900);
  GListModel *positions = desk_session_get_positions (desk.session);

  for (guint i = 0; i < 10; i++)
    {
      step (&desk, 1);
      for (guint k = 0; k < g_list_model_get_n_items (positions); k++)
        {
          g_autoptr(DeskPosition) row = g_list_model_get_item (positions, k);
          g_autofree char *profit = desk_format_profit (desk_position_get_state (row)->profit);

          wait_for (says (page, profit));
        }
    }
  close_page (page);
}

typedef struct
{
  guint n_buttons;
  guint n_items;
} Menus;

static void
open_menu (GtkWidget *widget,
           gpointer   data)
{
  Menus *menus = data;
  GMenuModel *menu;

  /* The buttons of the rows, not those of the tables */
  if (!GTK_IS_MENU_BUTTON (widget) || !gtk_widget_get_mapped (widget)
      || !gtk_widget_has_css_class (widget, "row-menu"))
    return;

  gtk_menu_button_popup (GTK_MENU_BUTTON (widget));
  menu = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (widget));
  g_assert_nonnull (menu);
  menus->n_items += check_menu (menu);
  menus->n_buttons++;
  gtk_menu_button_popdown (GTK_MENU_BUTTON (widget));
}

static void
test_menus (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_POSITIONS_PAGE, 1600, 900);
  guint n_positions = g_list_model_get_n_items (desk_session_get_positions (desk.session));
  guint n_orders = g_list_model_get_n_items (desk_session_get_orders (desk.session));
  Menus menus = { 0 };

  walk (page, open_menu, &menus);
  g_assert_cmpuint (menus.n_buttons, >, 0);
  g_assert_cmpuint (menus.n_buttons, <=, n_positions + n_orders);
  /* Show, cancel; for a position also close, move stop, buy, sell */
  g_assert_cmpuint (menus.n_items, >=, menus.n_buttons * 2);
  close_page (page);
}

static GtkEventController *
find_right_click (GtkWidget *view)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (view);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller)
          && gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller))
             == GDK_BUTTON_SECONDARY)
        return controller;
    }

  return NULL;
}

/* Also with the menu open the page goes without a word. */
static void
test_context_menu (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_POSITIONS_PAGE, 1600, 900);
  GtkWidget *view = find_type (page, GTK_TYPE_COLUMN_VIEW);
  GtkWidget *button = find_type (view, GTK_TYPE_MENU_BUTTON);
  double x, y;

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_translate_coordinates (button, view, 1., 1., &x, &y));
  g_signal_emit_by_name (find_right_click (view), "pressed", 1, 30., y);
  g_assert_nonnull (find_type (view, GTK_TYPE_POPOVER_MENU));
  wait_for (gtk_widget_get_mapped (find_type (view, GTK_TYPE_POPOVER_MENU)));
  close_page (page);
}

static guint
count_visible_columns (GtkWidget *page)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (find_type (page, GTK_TYPE_COLUMN_VIEW));
  GListModel *columns = gtk_column_view_get_columns (view);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      n += gtk_column_view_column_get_visible (column);
    }

  return n;
}

static void
test_narrow (void)
{
  GtkWidget *wide = show_page (&desk, DESK_TYPE_POSITIONS_PAGE, 1600, 700);
  GtkWidget *narrow = show_page (&desk, DESK_TYPE_POSITIONS_PAGE, 360, 700);

  wait_for (count_visible_columns (narrow) == 4);
  g_assert_cmpuint (count_visible_columns (wide), ==, 15);
  close_page (wide);
  close_page (narrow);
}

/* From the price of the entry to that of now, at most a point a minute: some have
 * no trade. */
static void
test_trails (void)
{
  g_autoptr(DeskTrails) trails = desk_trails_new (desk.session);
  GListModel *positions = desk_session_get_positions (desk.session);
  gsize n;

  for (guint i = 0; i < g_list_model_get_n_items (positions); i++)
    {
      g_autoptr(DeskPosition) row = g_list_model_get_item (positions, i);
      const DeskPositionState *state = desk_position_get_state (row);
      DeskQuote *quote = desk_session_find_quote (desk.session, state->symbol);
      gint64 minutes = (desk_quote_get_state (quote)->time - state->opened) / DT_MINUTE;
      const double *points;

      /* Of the same session: the entry's bar and those after it, behind the price of the entry */
      g_assert_cmpint (minutes, <, 390);
      wait_for (desk_trails_follow (trails, row, &n) != NULL && n > 1);
      points = desk_trails_follow (trails, row, &n);
      g_assert_cmpint (n, <=, minutes + 2);
      g_assert_cmpfloat (points[0], ==, dt_money_to_double (state->average));
      g_assert_cmpfloat (points[n - 1], ==, state->last);
    }

  /* It goes on with the position, and never has more points than it may */
  for (guint i = 0; i < 20; i++)
    {
      step (&desk, 5);
      for (guint k = 0; k < g_list_model_get_n_items (positions); k++)
        {
          g_autoptr(DeskPosition) row = g_list_model_get_item (positions, k);
          const double *points = desk_trails_follow (trails, row, &n);

          g_assert_cmpuint (n, <=, DESK_TRAIL_POINTS);
          g_assert_true (n == 1 || points[n - 1] == desk_position_get_state (row)->last
                         || n < 3);
        }
    }
  desk_trails_prune (trails);
}

static void
on_action (GSimpleAction *action,
           GVariant      *arguments,
           gpointer       data)
{
  GString *said = data;
  g_autofree char *text = g_variant_print (arguments, FALSE);

  g_string_append_printf (said, "%s %s;", g_action_get_name (G_ACTION (action)), text);
}

/* The buttons of a row ask for what they say, with the row's symbol. */
static void
test_row_actions (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_POSITIONS_PAGE, 1600, 700);
  GtkWidget *view = find_type (page, GTK_TYPE_COLUMN_VIEW);
  GListModel *rows = G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)));
  g_autoptr(DeskPosition) first = g_list_model_get_item (rows, 0);
  const DeskPositionState *state = desk_position_get_state (first);
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GString) said = g_string_new (NULL);
  g_autofree char *wanted = NULL;
  const char *const names[] = { "position.close", "order.move-stop" };
  GtkWidget *button = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GSimpleAction) action = g_simple_action_new (names[i], G_VARIANT_TYPE_VARDICT);

      g_signal_connect (action, "activate", G_CALLBACK (on_action), said);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (view, "win", G_ACTION_GROUP (group));
  wait_for (says (page, state->symbol));
  for (GtkWidget *found = find_type (view, DESK_TYPE_SPARKLINE); found != NULL && button == NULL;
       found = NULL)
    {
      GtkWidget *cell = gtk_widget_get_parent (found);

      for (; cell != NULL && button == NULL; cell = gtk_widget_get_next_sibling (cell))
        {
          GtkWidget *candidate = find_type (cell, GTK_TYPE_BUTTON);

          if (candidate != NULL && gtk_widget_has_css_class (candidate, "row-action"))
            button = candidate;
        }
    }
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  button = gtk_widget_get_next_sibling (button);
  g_signal_emit_by_name (button, "clicked");
  wanted = g_strdup_printf ("position.close {'symbol': <'%s'>};"
                            "position.close {'symbol': <'%s'>, 'fraction': <0.5>};",
                            state->symbol, state->symbol);
  g_assert_true (g_str_equal (said->str, wanted)
                 || strstr (said->str, "'fraction': <0.5>, 'symbol'") != NULL);
  close_page (page);
}

static void
test_sorting (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_POSITIONS_PAGE, 1600, 700);
  GtkColumnView *view = GTK_COLUMN_VIEW (find_type (page, GTK_TYPE_COLUMN_VIEW));
  GListModel *columns = gtk_column_view_get_columns (view);
  GListModel *rows = G_LIST_MODEL (gtk_column_view_get_model (view));
  g_autoptr(GtkColumnViewColumn) symbol = g_list_model_get_item (columns, 0);

  for (guint order = 0; order < 2; order++)
    {
      gtk_column_view_sort_by_column (view, symbol, order == 0 ? GTK_SORT_ASCENDING
                                                               : GTK_SORT_DESCENDING);
      for (guint i = 1; i < g_list_model_get_n_items (rows); i++)
        {
          g_autoptr(DeskPosition) a = g_list_model_get_item (rows, i - 1);
          g_autoptr(DeskPosition) b = g_list_model_get_item (rows, i);
          int compared = strcmp (desk_position_get_state (a)->symbol,
                                 desk_position_get_state (b)->symbol);

          g_assert_true (order == 0 ? compared < 0 : compared > 0);
        }
    }
  close_page (page);
}

static void
test_leaks (void)
{
  check_leaks (&desk, DESK_TYPE_POSITIONS_PAGE);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  desk_begin (&desk);

  g_test_add_func ("/positions/empty", test_empty);
  g_test_add_func ("/positions/play", test_play);
  g_test_add_func ("/positions/cells", test_cells);
  g_test_add_func ("/positions/cells-follow", test_cells_follow);
  g_test_add_func ("/positions/menus", test_menus);
  g_test_add_func ("/positions/context-menu", test_context_menu);
  g_test_add_func ("/positions/narrow", test_narrow);
  g_test_add_func ("/positions/trails", test_trails);
  g_test_add_func ("/positions/row-actions", test_row_actions);
  g_test_add_func ("/positions/sorting", test_sorting);
  g_test_add_func ("/positions/leaks", test_leaks);

  status = g_test_run ();
  desk_end (&desk);

  return status;
}
