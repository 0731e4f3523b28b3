/* test-overview-page.c - the account at a glance
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "desk-format.h"
#include "desk-line-chart.h"
#include "desk-overview-page.h"
#include "desk-position.h"

#include "page-steps.h"

static Desk desk;

static void
test_empty (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_OVERVIEW_PAGE, 1000, 700);

  g_assert_true (says (page, "Nothing Is Trading Yet"));
  check_names (page);
  close_page (page);
}

static void
test_figures (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_OVERVIEW_PAGE, 1400, 900);
  const DeskAccount *account = desk_session_get_account (desk.session);
  g_autofree char *equity = desk_format_money (account->equity);
  g_autofree char *cash = desk_format_money (account->cash);
  g_autofree char *day = desk_format_profit (account->equity - account->day_start);
  g_autofree char *total = desk_format_profit (account->equity - account->deposit);

  g_assert_true (says (page, equity));
  g_assert_true (says (page, cash));
  g_assert_true (says (page, day));
  g_assert_true (says (page, total));
  g_assert_nonnull (find_type (page, DESK_TYPE_LINE_CHART));
  check_names (page);
  close_page (page);
}

static void
test_positions (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_OVERVIEW_PAGE, 1400, 900);
  GListModel *positions = desk_session_get_positions (desk.session);
  g_autoptr(DeskPosition) first = g_list_model_get_item (positions, 0);
  const DeskPositionState *state = desk_position_get_state (first);
  g_autofree char *quantity = desk_format_quantity (state->quantity);

  wait_for (says (page, state->symbol));
  g_assert_true (says (page, quantity));
  close_page (page);
}

/* Figures are those of now, also after the page was out of sight. */
static void
test_follows (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_OVERVIEW_PAGE, 1400, 900);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (page));
  const DeskAccount *account = desk_session_get_account (desk.session);
  g_autofree char *before = desk_format_money (account->equity);
  g_autofree char *after = NULL;

  gtk_widget_set_visible (window, FALSE);
  wait_for (!gtk_widget_get_mapped (page));
  do
    {
      step (&desk, 5);
      g_free (after);
      after = desk_format_money (account->equity);
    }
  while (g_str_equal (before, after));
  g_assert_false (says (page, after));
  gtk_widget_set_visible (window, TRUE);
  wait_for (gtk_widget_get_mapped (page));
  g_assert_true (says (page, after));
  close_page (page);
}

static void
test_leaks (void)
{
  check_leaks (&desk, DESK_TYPE_OVERVIEW_PAGE);
}

static void
test_play (void)
{
  desk_play (&desk);
  g_assert_cmpuint (desk_session_get_account (desk.session)->n_positions, >, 0);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  desk_begin (&desk);

  g_test_add_func ("/overview/empty", test_empty);
  g_test_add_func ("/overview/play", test_play);
  g_test_add_func ("/overview/figures", test_figures);
  g_test_add_func ("/overview/positions", test_positions);
  g_test_add_func ("/overview/follows", test_follows);
  g_test_add_func ("/overview/leaks", test_leaks);

  status = g_test_run ();
  desk_end (&desk);

  return status;
}
