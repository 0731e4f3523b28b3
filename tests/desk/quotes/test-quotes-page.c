/* test-quotes-page.c - all instruments, those that are pinned, and the one that is looked at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "desk-format.h"
#include "desk-quote.h"
#include "desk-quotes-page.h"
#include "desk-toast.h"

#include "../overview/page-steps.h"

static Desk desk;

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  if (GTK_IS_TOGGLE_BUTTON (root)
      && g_strcmp0 (gtk_widget_get_tooltip_text (root), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkSelectionModel *
model_of (GtkWidget *page)
{
  return gtk_column_view_get_model (GTK_COLUMN_VIEW (find_type (page, GTK_TYPE_COLUMN_VIEW)));
}

static guint
count_rows (GtkWidget *page)
{
  return g_list_model_get_n_items (G_LIST_MODEL (model_of (page)));
}

static const char *
symbol_at (GtkWidget *page,
           guint      i)
{
  g_autoptr(DeskQuote) quote = g_list_model_get_item (G_LIST_MODEL (model_of (page)), i);

  return desk_quote_get_state (quote)->symbol;
}

static void
test_rows (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_QUOTES_PAGE, 1200, 700);
  guint n = g_list_model_get_n_items (desk_session_get_quotes (desk.session));

  g_assert_cmpuint (count_rows (page), ==, n);
  g_assert_cmpuint (n, >, 20);
  wait_for (says (page, symbol_at (page, 0)));
  check_names (page);
  close_page (page);
}

static void
search_for (GtkWidget  *page,
            const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_type (page, GTK_TYPE_SEARCH_ENTRY)), text);
}

static void
test_session (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_QUOTES_PAGE, 1500, 700);
  DeskQuote *quote = desk_session_find_quote (desk.session, "AAPL");
  const DeskQuoteState *state = desk_quote_get_state (quote);
  g_autofree char *gap = NULL;

  g_assert_cmpfloat (state->low, <=, state->last);
  g_assert_cmpfloat (state->last, <=, state->high);
  g_assert_cmpfloat (state->low, <=, state->open);
  g_assert_cmpfloat (state->open, <=, state->high);
  gap = desk_format_signed_percent (state->open / state->prior_close - 1.);
  search_for (page, "aapl");
  wait_for (count_rows (page) == 1);
  wait_for (says (page, gap));
  g_assert_true (says (page, "Day Range"));
  close_page (page);
}

/* By symbol, company and sector, whatever the case. */
static void
test_search (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_QUOTES_PAGE, 1200, 700);

  search_for (page, "aapl");
  wait_for (count_rows (page) == 1);
  g_assert_cmpstr (symbol_at (page, 0), ==, "AAPL");
  search_for (page, "apple");
  wait_for (count_rows (page) == 1);
  search_for (page, "qqzzxx");
  wait_for (count_rows (page) == 0);
  wait_for (says (page, "Nothing Found"));
  close_page (page);
}

/* What is pinned is still there the next time, alone when asked for, and gone when unpinned. */
static void
test_pins (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_QUOTES_PAGE, 1200, 700);
  GtkWidget *pin;

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (page, "Only What Is Pinned")),
                                TRUE);
  wait_for (says (page, "Nothing Is Pinned"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (page, "Only What Is Pinned")),
                                FALSE);
  wait_for ((pin = find_button (page, "Pin AAPL")) != NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (pin), TRUE);
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "quotes.pinned"), ==, "AAPL");
  close_page (page);

  page = show_page (&desk, DESK_TYPE_QUOTES_PAGE, 400, 700);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (page, "Only What Is Pinned")),
                                TRUE);
  wait_for (count_rows (page) == 1);
  wait_for ((pin = find_button (page, "Unpin AAPL")) != NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (pin), FALSE);
  wait_for (count_rows (page) == 0);
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "quotes.pinned"), ==, "");
  close_page (page);
}

/* What was unpinned is pinned again, by the toast's button or by Ctrl+Z. */
static void
test_undo (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_QUOTES_PAGE, 1200, 700);
  AdwWindow *window = ADW_WINDOW (gtk_widget_get_root (page));
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *pin;

  g_object_ref (page);
  adw_window_set_content (window, NULL);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  adw_window_set_content (window, overlay);
  g_object_unref (page);
  wait_for ((pin = find_button (page, "Pin AAPL")) != NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (pin), TRUE);
  g_assert_false (desk_toast_undo (page));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (pin), FALSE);
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "quotes.pinned"), ==, "");
  g_assert_true (desk_toast_undo (page));
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "quotes.pinned"), ==, "AAPL");
  g_assert_nonnull (find_button (page, "Unpin AAPL"));
  g_assert_false (desk_toast_undo (page));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (page, "Unpin AAPL")), FALSE);
  close_page (page);
}

/* What is selected is the session's symbol, and the other way round. */
static void
test_selection (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_QUOTES_PAGE, 1200, 700);
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (model_of (page));

  g_assert_cmpstr (symbol_at (page, gtk_single_selection_get_selected (selection)), ==,
                   desk_session_get_symbol (desk.session));
  gtk_single_selection_set_selected (selection, 7);
  g_assert_cmpstr (desk_session_get_symbol (desk.session), ==, symbol_at (page, 7));
  close_page (page);
}

static void
test_leaks (void)
{
  check_leaks (&desk, DESK_TYPE_QUOTES_PAGE);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *share = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data", NULL);
  int status;

  g_setenv ("DAYTRADER_SHARE_DIR", share, TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  desk_begin (&desk);
  desk_play (&desk);
  g_test_add_func ("/desk/quotes/rows", test_rows);
  g_test_add_func ("/desk/quotes/session", test_session);
  g_test_add_func ("/desk/quotes/search", test_search);
  g_test_add_func ("/desk/quotes/pins", test_pins);
  g_test_add_func ("/desk/quotes/undo", test_undo);
  g_test_add_func ("/desk/quotes/selection", test_selection);
  g_test_add_func ("/desk/quotes/leaks", test_leaks);
  status = g_test_run ();
  desk_end (&desk);

  return status;
}
