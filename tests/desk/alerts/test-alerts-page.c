/* test-alerts-page.c - alerts that are made, fire, are switched, removed and brought back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "desk-alert-bell.h"
#include "desk-alert-dialog.h"
#include "desk-alert-model.h"
#include "desk-alert-row.h"
#include "desk-alerts-page.h"

#include "../overview/page-steps.h"

static Desk desk;

static GtkListBoxRow *
row_at (GtkWidget *page,
        int        i)
{
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (find_type (page, GTK_TYPE_LIST_BOX)), i);
}

static guint
count_rows (GtkWidget *page)
{
  guint n = 0;

  while (row_at (page, (int) n) != NULL)
    n++;

  return n;
}

static const DtAlert *
alert_at (GtkWidget *page,
          int        i)
{
  return desk_alert_get_state (desk_alert_row_get_alert (DESK_ALERT_ROW (row_at (page, i))))
    ->alert;
}

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr(GList) tops = gtk_window_list_toplevels ();

  for (GList *l = tops; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      return l->data;

  return NULL;
}

typedef struct
{
  const char *title;
  GtkWidget  *found;
} Titled;

static void
match_title (GtkWidget *widget,
             gpointer   data)
{
  Titled *wanted = data;

  if (ADW_IS_PREFERENCES_ROW (widget)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)),
                    wanted->title) == 0)
    wanted->found = widget;
}

static GtkWidget *
find_field (const char *title)
{
  Titled wanted = { title, NULL };

  walk (GTK_WIDGET (find_dialog ()), match_title, &wanted);
  g_assert_nonnull (wanted.found);

  return wanted.found;
}

static void
type (const char *title,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_field (title)), text);
}

static void
choose (const char *title,
        guint       i)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_field (title)), i);
}

static gboolean
can_save (void)
{
  return adw_message_dialog_get_response_enabled (find_dialog (), "save");
}

static void
count_done (const char *said,
            gpointer    data)
{
  g_assert_cmpstr (said, ==, "Alert added");
  (*(guint *) data)++;
}

static void
open_dialog (GtkWidget  *page,
             const char *symbol,
             double      level,
             guint      *n_done)
{
  g_autoptr(DtAlert) alert = dt_alert_new ();

  g_strfreev (alert->symbols);
  alert->symbols = g_strsplit (symbol, ",", -1);
  alert->level = level;
  desk_alert_dialog_present (GTK_WINDOW (gtk_widget_get_root (page)), desk.session, alert,
                             count_done, n_done, NULL);
  wait_for (find_dialog () != NULL);
}

typedef struct
{
  const char *tip;
  GtkWidget  *found;
} Tip;

static void
match_button (GtkWidget *widget,
              gpointer   data)
{
  Tip *tip = data;

  if (GTK_IS_BUTTON (widget)
      && (g_strcmp0 (gtk_widget_get_tooltip_text (widget), tip->tip) == 0
          || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), tip->tip) == 0))
    tip->found = widget;
}

static GtkWidget *
find_button (GtkWidget  *page,
             const char *tip)
{
  Tip wanted = { tip, NULL };

  walk (page, match_button, &wanted);

  return wanted.found;
}

static void
save (void)
{
  g_assert_true (can_save ());
  g_signal_emit_by_name (find_button (GTK_WIDGET (find_dialog ()), "_Add"), "clicked");
  wait_for (find_dialog () == NULL);
}

static void
count_rings (DeskAlertBell *bell,
             const char    *text,
             GString       *said)
{
  g_string_append_printf (said, "%s\n", text);
}

/* SPY opened below 273 dollars on Tuesday 12 February 2019 and closed at 274.10: it crosses once on
 * its way, and once is enough. */
static void
test_fires (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_ALERTS_PAGE, 1000, 700);
  g_autoptr(DeskAlertBell) bell = desk_alert_bell_new (NULL, desk.session, desk.settings);
  g_autoptr(GString) said = g_string_new (NULL);
  guint n_done = 0;

  g_signal_connect (bell, "rang", G_CALLBACK (count_rings), said);
  g_assert_true (says (page, "No Alerts"));
  check_names (page);
  open_dialog (page, "SPY", 273., &n_done);
  check_names (GTK_WIDGET (find_dialog ()));
  type ("Note", "Half of it");
  save ();
  wait_for (count_rows (page) == 1 && n_done == 1);
  g_assert_true (says (page, "SPY crosses above 273.00"));
  g_assert_true (says (page, "Half of it"));
  wait_for (says (page, "Once · waits"));
  g_assert_cmpuint (said->len, ==, 0);
  check_names (page);

  step (&desk, 380);
  wait_for (alert_at (page, 0)->n_fired == 1);
  g_assert_false (alert_at (page, 0)->enabled);
  wait_for (said->len > 0);
  g_assert_true (g_str_has_prefix (said->str, "SPY crosses above 273.00, last 273."));
  g_assert_true (g_str_has_suffix (said->str, ". Half of it\n"));
  gtk_stack_set_visible_child_name (GTK_STACK (find_type (page, GTK_TYPE_STACK)), "history");
  said->str[said->len - 1] = '\0';
  wait_for (says (page, said->str));
  check_names (page);
  close_page (page);
}

/* On again, it looks anew; the engine says the same. */
static void
test_switch (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_ALERTS_PAGE, 400, 700);
  GtkSwitch *control;

  wait_for (count_rows (page) == 1);
  control = GTK_SWITCH (find_type (GTK_WIDGET (row_at (page, 0)), GTK_TYPE_SWITCH));
  g_assert_false (gtk_switch_get_active (control));
  gtk_switch_set_active (control, TRUE);
  wait_for (alert_at (page, 0)->enabled);
  g_assert_true (gtk_switch_get_active (control));
  gtk_switch_set_active (control, FALSE);
  wait_for (!alert_at (page, 0)->enabled);
  close_page (page);
}

static void
test_remove (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_ALERTS_PAGE, 1000, 700);

  wait_for (count_rows (page) == 1);
  g_signal_emit_by_name (find_button (page, "Remove This Alert, Which Can Be Undone"), "clicked");
  wait_for (count_rows (page) == 0);
  wait_for (find_button (page, "Undo") != NULL);
  g_signal_emit_by_name (find_button (page, "Undo"), "clicked");
  wait_for (count_rows (page) == 1);
  g_assert_cmpstr (alert_at (page, 0)->note, ==, "Half of it");
  g_assert_cmpfloat (alert_at (page, 0)->level, ==, 273.);
  g_assert_true (alert_at (page, 0)->enabled);
  close_page (page);
}

/* What is wrong is said while it is written; nothing is wrong with what is still empty. */
static void
test_dialog (void)
{
  GtkWidget *page = show_page (&desk, DESK_TYPE_ALERTS_PAGE, 1000, 700);
  guint n_done = 0;

  wait_for (count_rows (page) == 1);
  open_dialog (page, "", NAN, &n_done);
  g_assert_false (can_save ());
  type ("Symbols, apart by commas", "aapl spy");
  type ("Price in USD", "0");
  g_assert_false (can_save ());
  g_assert_true (says (GTK_WIDGET (find_dialog ()), "A price is above 0, not 0"));
  type ("Price in USD", "1x");
  g_assert_false (can_save ());
  type ("Price in USD", "170.5");
  g_assert_true (can_save ());

  choose ("When", 6);
  g_assert_false (can_save ());
  type ("Rule, as in a strategy", "close > closs");
  g_assert_true (says (GTK_WIDGET (find_dialog ()),
                       "Column 9: \"closs\" is unknown, did you mean \"close\"?"));
  type ("Rule, as in a strategy", "rsi(14) < 30");
  choose ("Of", 2);
  save ();
  wait_for (count_rows (page) == 2 && n_done == 1);
  g_assert_cmpint (alert_at (page, 1)->kind, ==, DT_ALERT_RULE);
  g_assert_cmpint (alert_at (page, 1)->scope, ==, DT_ALERT_UNIVERSE);
  g_assert_cmpstr (alert_at (page, 1)->rule, ==, "rsi(14) < 30");

  open_dialog (page, "AAPL", NAN, &n_done);
  choose ("When", 4);
  type ("Per cent", "2.5 %");
  save ();
  wait_for (count_rows (page) == 3);
  g_assert_cmpint (alert_at (page, 2)->direction, ==, DT_ALERT_BELOW);
  g_assert_cmpfloat_with_epsilon (alert_at (page, 2)->level, .025, 1e-12);
  close_page (page);
}

/* The engine hears what is watched. */
static void
test_watchlist (void)
{
  g_autoptr(DeskAlertBell) bell = desk_alert_bell_new (NULL, desk.session, desk.settings);
  g_autoptr(DeskAlertModel) model = desk_alert_model_new (desk.session);
  g_autofree char *known = NULL;

  desk_settings_set (desk.settings, "quotes.pinned", g_variant_new_string ("AAPL;SPY"));
  wait_for ((g_free (known), known = desk_alert_model_dup_watchlist (model),
             g_str_equal (known, "AAPL,SPY")));
  desk_settings_reset (desk.settings, "quotes.pinned");
  wait_for ((g_free (known), known = desk_alert_model_dup_watchlist (model),
             g_str_equal (known, "")));
}

static void
test_leaks (void)
{
  check_leaks (&desk, DESK_TYPE_ALERTS_PAGE);
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
  desk_session_start_demo (desk.session, "minute", "ema-crossover", 0.);
  wait_for (desk_session_get_clock (desk.session)->book != 0
            && desk_session_get_clock (desk.session)->state == DESK_RUN_PAUSED);
  step (&desk, 5);
  g_test_add_func ("/desk/alerts/fires", test_fires);
  g_test_add_func ("/desk/alerts/switch", test_switch);
  g_test_add_func ("/desk/alerts/remove", test_remove);
  g_test_add_func ("/desk/alerts/dialog", test_dialog);
  g_test_add_func ("/desk/alerts/watchlist", test_watchlist);
  g_test_add_func ("/desk/alerts/leaks", test_leaks);
  status = g_test_run ();
  desk_end (&desk);

  return status;
}
