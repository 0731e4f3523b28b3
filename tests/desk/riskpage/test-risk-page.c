/* test-risk-page.c - what the positions can lose, as it is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-fold.h"
#include "desk-format.h"
#include "desk-position.h"
#include "desk-risk-page.h"
#include "desk-risk-table.h"

#include "../overview/page-steps.h"

static Desk desk;

static void
test_empty (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_RISK_PAGE, 1000, 700);

  g_assert_true (says (page, "Nothing Is Held"));
  check_names (page);
  close_page (page);
}

static void
test_play (void)
{
  desk_play (&desk);
  g_assert_cmpuint (desk_session_get_account (desk.session)->n_positions, >, 0);
}

/* Exposure is the sum of the positions' values by equity, both as the session has them; a sector
 * and a position that is alone in it have the same value; market falls are in proportion. */
static void
test_figures (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_RISK_PAGE, 1400, 1200);
  GListModel *positions = desk_session_get_positions (desk.session);
  const DeskAccount *account = desk_session_get_account (desk.session);
  g_autofree char *exposure = NULL;
  double gross = 0.;

  wait_for (says (page, "Positions by Their Risk"));
  for (guint i = 0; i < g_list_model_get_n_items (positions); i++)
    {
      g_autoptr(DeskPosition) row = g_list_model_get_item (positions, i);
      const DeskPositionState *state = desk_position_get_state (row);
      double value = dt_quantity_to_double (state->quantity) * state->last;
      g_autofree char *weight
        = desk_format_signed_percent (value / dt_money_to_double (account->equity));

      gross += fabs (value);
      wait_for (says (page, state->symbol));
      g_assert_true (says (page, weight));
    }
  exposure = desk_format_percent (gross / dt_money_to_double (account->equity));
  g_assert_true (says (page, exposure));
  g_assert_true (says (page, "Market −10 %"));
  g_assert_true (says (page, "As in 2008"));
  g_assert_true (says (page, "Volatility × 2"));
  check_names (page);
  close_page (page);
}

/* The row of a position asks for its chart, the others for nothing. */
static void
on_symbol (GSimpleAction  *action,
           GVariant       *arguments,
           char          **symbol)
{
  g_variant_lookup (arguments, "symbol", "s", symbol);
}

static void
test_symbol (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_RISK_PAGE, 1400, 1200);
  GtkWidget *table = find_type (page, DESK_TYPE_RISK_TABLE);
  GtkWidget *view = find_type (table, GTK_TYPE_COLUMN_VIEW);
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) action = g_simple_action_new ("symbol.show", G_VARIANT_TYPE_VARDICT);
  g_autoptr(DeskPosition) first
    = g_list_model_get_item (desk_session_get_positions (desk.session), 0);
  g_autofree char *symbol = NULL;

  g_signal_connect (action, "activate", G_CALLBACK (on_symbol), &symbol);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (page, "win", G_ACTION_GROUP (group));
  wait_for (says (page, desk_position_get_state (first)->symbol));
  g_signal_emit_by_name (view, "activate", 0);
  g_assert_nonnull (symbol);
  g_assert_nonnull (desk_session_find_position (desk.session, symbol));
  close_page (page);
}

/* Rows stand in the order that was chosen, which is remembered; by their value a loss of 10 % comes
 * before one of 5 %, whose text comes first. */
static void
test_sorted (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_RISK_PAGE, 1400, 1200);
  GtkColumnView *view;
  g_autoptr(GtkColumnViewColumn) profit = NULL;
  double before = -INFINITY;
  GListModel *rows;

  wait_for (says (page, "Market −10 %"));
  view = GTK_COLUMN_VIEW (find_type (gtk_widget_get_next_sibling (
                                       find_type (page, DESK_TYPE_RISK_TABLE)),
                                     GTK_TYPE_COLUMN_VIEW));
  profit = g_list_model_get_item (gtk_column_view_get_columns (view), 1);
  gtk_column_view_sort_by_column (view, profit, GTK_SORT_ASCENDING);
  wait_for (strstr (desk_settings_get_string (desk.settings, "table.risk-stress"), "profit<")
            != NULL);
  rows = G_LIST_MODEL (gtk_column_view_get_model (view));
  g_assert_cmpuint (g_list_model_get_n_items (rows), >, 4);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(GObject) row = g_list_model_get_item (rows, i);
      g_autoptr(GString) text = g_string_new (NULL);
      double value;

      desk_column_append_text (profit, row, text);
      g_string_replace (text, "−", "-", 0);
      g_string_replace (text, "$", "", 0);
      g_string_replace (text, ",", "", 0);
      value = g_ascii_strtod (text->str, NULL);
      g_assert_cmpfloat (value, >=, before);
      before = value;
    }
  close_page (page);
}

/* What was closed goes from the page while it is looked at. */
static void
test_follows (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_RISK_PAGE, 1000, 900);

  wait_for (says (page, "Positions by Their Risk"));
  g_variant_unref (call (desk.session, "engine.emergency-stop", NULL, NULL));
  while (g_list_model_get_n_items (desk_session_get_positions (desk.session)) > 0)
    step (&desk, 1);
  wait_for (says (page, "Nothing Is Held"));
  close_page (page);
}

static void
check_width (GtkWidget *widget,
             gpointer   unused)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum > 400)
    g_error ("A %s (style %s) asks for %d pixels", G_OBJECT_TYPE_NAME (widget),
             gtk_widget_get_css_name (widget), minimum);
}

static void
test_narrow (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_RISK_PAGE, 400, 800);
  g_autoptr(DeskPosition) first
    = g_list_model_get_item (desk_session_get_positions (desk.session), 0);

  wait_for (desk_fold_get_narrow (DESK_FOLD (find_type (page, DESK_TYPE_FOLD))));
  wait_for (says (page, desk_position_get_state (first)->symbol));
  walk (page, check_width, NULL);
  close_page (page);
}

static void
test_leaks (void)
{
  check_leaks (&desk, DESK_TYPE_RISK_PAGE);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  desk_begin (&desk);

  g_test_add_func ("/risk-page/empty", test_empty);
  g_test_add_func ("/risk-page/play", test_play);
  g_test_add_func ("/risk-page/figures", test_figures);
  g_test_add_func ("/risk-page/symbol", test_symbol);
  g_test_add_func ("/risk-page/sorted", test_sorted);
  g_test_add_func ("/risk-page/narrow", test_narrow);
  g_test_add_func ("/risk-page/leaks", test_leaks);
  g_test_add_func ("/risk-page/follows", test_follows);

  status = g_test_run ();
  desk_end (&desk);

  return status;
}
