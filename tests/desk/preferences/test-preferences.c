/* test-preferences.c - settings are rows, and rows are settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "desk-preferences.h"
#include "desk-setting-row.h"

#include "../overview/page-steps.h"

static Desk desk;

static GtkWindow *
show_preferences (void)
{
  GtkWindow *window = desk_preferences_new (NULL, desk.session, desk.settings);

  gtk_window_present (window);
  wait_for (gtk_widget_get_mapped (GTK_WIDGET (window)));

  return window;
}

typedef struct
{
  const char *title;
  GtkWidget  *row;
} RowSearch;

static void
search_row (GtkWidget *widget,
            gpointer   data)
{
  RowSearch *wanted = data;

  if (ADW_IS_PREFERENCES_ROW (widget)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)),
                    wanted->title) == 0)
    wanted->row = widget;
}

static GtkWidget *
find_row (GtkWindow  *window,
          const char *id)
{
  RowSearch wanted = { desk_setting_find (id)->title, NULL };

  walk (GTK_WIDGET (window), search_row, &wanted);

  return wanted.row;
}

static void
test_rows (void)
{
  GtkWindow *window = show_preferences ();
  guint n;
  const DeskSettingRow *rows = desk_setting_list (&n);

  for (guint i = 0; i < n; i++)
    if (rows[i].title != NULL)
      g_assert_nonnull (find_row (window, rows[i].id));
  check_names (GTK_WIDGET (window));
  gtk_window_destroy (window);
}

static void
test_switch (void)
{
  GtkWindow *window = show_preferences ();
  GtkWidget *control = find_type (find_row (window, "chart.volume"), GTK_TYPE_SWITCH);

  g_assert_true (gtk_switch_get_active (GTK_SWITCH (control)));
  gtk_switch_set_active (GTK_SWITCH (control), FALSE);
  g_assert_false (desk_settings_get_boolean (desk.settings, "chart.volume"));
  desk_settings_reset (desk.settings, "chart.volume");
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (control)));
  gtk_window_destroy (window);
}

static void
test_choice (void)
{
  GtkWindow *window = show_preferences ();
  GtkWidget *row = find_row (window, "chart.style");

  /* "candles;bars;line" */
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "chart.style"), ==, "line");
  desk_settings_reset (desk.settings, "chart.style");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 0);
  gtk_window_destroy (window);
}

static const char *
title_at (GtkWidget *row,
          guint      i)
{
  GListModel *model = adw_combo_row_get_model (ADW_COMBO_ROW (row));
  g_autoptr(GtkStringObject) item = g_list_model_get_item (model, i);

  return item != NULL ? gtk_string_object_get_string (item) : NULL;
}

/* Files and tapes are called by their names; a correlation can be set by hundredths. */
static void
test_titles (void)
{
  GtkWindow *window = show_preferences ();
  GtkWidget *strategy = find_row (window, "replay.strategy");
  GtkWidget *universe = find_row (window, "replay.universe");
  GtkWidget *selector = find_row (window, "replay.selector");
  GtkWidget *correlation = find_type (find_row (window, "risk.max-correlation"),
                                      GTK_TYPE_SPIN_BUTTON);
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (strategy));

  g_assert_cmpstr (title_at (strategy, chosen), ==, "EMA crossover");
  g_assert_cmpstr (title_at (universe, 0), ==, "Minutes of 23 stocks and funds, February 2019");
  g_assert_cmpstr (title_at (selector, 1), ==, "By regime");
  adw_combo_row_set_selected (ADW_COMBO_ROW (selector), 1);
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "replay.selector"), ==, "by-regime");
  desk_settings_reset (desk.settings, "replay.selector");
  g_assert_cmpuint (gtk_spin_button_get_digits (GTK_SPIN_BUTTON (correlation)), ==, 2);
  gtk_spin_button_spin (GTK_SPIN_BUTTON (correlation), GTK_SPIN_STEP_BACKWARD, 0.);
  g_assert_cmpfloat_with_epsilon (desk_settings_get_double (desk.settings, "risk.max-correlation"),
                                  .65, 1e-9);
  desk_settings_reset (desk.settings, "risk.max-correlation");
  gtk_window_destroy (window);
}

static void
test_number (void)
{
  GtkWindow *window = show_preferences ();
  GtkWidget *control = find_type (find_row (window, "replay.speed"), GTK_TYPE_SPIN_BUTTON);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (control), 600.);
  g_assert_cmpfloat (desk_settings_get_double (desk.settings, "replay.speed"), ==, 600.);
  desk_settings_reset (desk.settings, "replay.speed");
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (control)), ==, 60.);
  gtk_window_destroy (window);
}

static void
test_overlays (void)
{
  GtkWindow *window = show_preferences ();
  GtkWidget *row = find_row (window, "chart.overlays");

  gtk_editable_set_text (GTK_EDITABLE (row), "no-such(3)");
  g_signal_emit_by_name (row, "apply");
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "chart.overlays"), ==,
                   "ema(9);ema(21)");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  gtk_editable_set_text (GTK_EDITABLE (row), "sma(50)");
  g_signal_emit_by_name (row, "apply");
  g_assert_cmpstr (desk_settings_get_string (desk.settings, "chart.overlays"), ==, "sma(50)");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  desk_settings_reset (desk.settings, "chart.overlays");
  gtk_window_destroy (window);
}

/* That nothing holds the settings any more shows at the end of the program. */
static void
test_leaks (void)
{
  for (guint i = 0; i < 50; i++)
    {
      GtkWindow *window = show_preferences ();
      GtkWidget *number = find_row (window, "risk.max-correlation");
      GtkWidget *toggle = find_row (window, "risk.kelly-sizing");

      g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
      g_object_add_weak_pointer (G_OBJECT (number), (gpointer *) &number);
      g_object_add_weak_pointer (G_OBJECT (toggle), (gpointer *) &toggle);
      gtk_window_destroy (window);
      wait_for (window == NULL);
      wait_for (number == NULL && toggle == NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  desk_begin (&desk);

  g_test_add_func ("/preferences/rows", test_rows);
  g_test_add_func ("/preferences/switch", test_switch);
  g_test_add_func ("/preferences/choice", test_choice);
  g_test_add_func ("/preferences/titles", test_titles);
  g_test_add_func ("/preferences/number", test_number);
  g_test_add_func ("/preferences/overlays", test_overlays);
  g_test_add_func ("/preferences/leaks", test_leaks);

  status = g_test_run ();
  desk_end (&desk);

  return status;
}
