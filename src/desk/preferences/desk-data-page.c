/* desk-data-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-preferences"

#include "config.h"

#include "desk-format.h"

#include "desk-data-page.h"

static GtkWidget *
add_row (AdwPreferencesGroup *group,
         const char          *title,
         const char          *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (group, row);

  return row;
}

static GtkWidget *
add_button (GtkWidget  *row,
            const char *icon,
            const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return button;
}

static void
copy_path (GtkWidget   *button,
           DeskSession *session)
{
  GtkRoot *root = gtk_widget_get_root (button);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (button),
                          desk_session_get_data_dir (session));
  if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root),
                                      adw_toast_new ("The path was copied"));
}

static void
open_folder (GtkWidget   *button,
             DeskSession *session)
{
  g_autofree char *uri = g_filename_to_uri (desk_session_get_data_dir (session), NULL, NULL);
  GtkRoot *root = gtk_widget_get_root (button);

  if (uri != NULL)
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}

static GtkWidget *
make_folder_group (DeskSession *session)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *row, *button;

  adw_preferences_group_set_title (group, "Data Folder");
  adw_preferences_group_set_description (group, "Books, orders and prices, all on this computer.");
  row = add_row (group, "Path", desk_session_get_data_dir (session));
  button = add_button (row, "edit-copy-symbolic", "Copy the path");
  g_signal_connect_object (button, "clicked", G_CALLBACK (copy_path), session, 0);
  button = add_button (row, "folder-open-symbolic", "Open the folder");
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_folder), session, 0);
  add_row (group, "Engine", desk_session_is_own (session)
           ? "Runs in this program" : "Runs in another program that owns the folder");

  return GTK_WIDGET (group);
}

static char *
format_period (const DeskClock *clock)
{
  g_autofree char *first = desk_format_time (clock->first, DESK_TIME_DATE);
  g_autofree char *last = desk_format_time (clock->last, DESK_TIME_DATE);

  return g_strdup_printf ("%s to %s", first, last);
}

static GtkWidget *
make_market_group (DeskSession *session)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  const DeskTape *tape = desk_session_get_tape (session);
  g_autofree char *instruments =
    g_strdup_printf ("%u", g_list_model_get_n_items (desk_session_get_quotes (session)));
  g_autofree char *period = format_period (desk_session_get_clock (session));

  adw_preferences_group_set_title (group, "Market");
  adw_preferences_group_set_description (group, "What the present run plays. Prices of your own "
                                         "come in with “daytrader-cli import csv”.");
  if (tape->universe == NULL || *tape->universe == '\0')
    {
      add_row (group, "No run", "Start a replay to see its market here.");
      return GTK_WIDGET (group);
    }

  add_row (group, "Tape", tape->universe);
  add_row (group, "Bars", tape->timeframe != NULL ? tape->timeframe : "–");
  add_row (group, "Instruments", instruments);
  add_row (group, "Period", period);

  return GTK_WIDGET (group);
}

AdwPreferencesPage *
desk_data_page_new (DeskSession *session)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  adw_preferences_page_set_title (page, "Data");
  adw_preferences_page_set_name (page, "data");
  adw_preferences_page_set_icon_name (page, "drive-multidisk-symbolic");
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (make_folder_group (session)));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (make_market_group (session)));

  return page;
}
