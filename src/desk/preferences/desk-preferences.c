/* desk-preferences.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-preferences"

#include "config.h"

#include <string.h>

#include "dt-share.h"

#include "desk-chart.h"

#include "desk-data-page.h"
#include "desk-preferences.h"
#include "desk-setting-row.h"

static const struct
{
  const char *id;
  const char *title;
} groups[] = {
  { "replay", "Replay" },
  { "style", "Appearance" },
  { "chart", "Chart" },
  { "background", "Background" },
};

static const char *
get_group_title (const char *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_equal (groups[i].id, group))
      return groups[i].title;

  return group;
}

static int
compare_texts (const void *a,
               const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Names of the strategies that come with the program, sorted; empty where there are none. */
static char **
list_strategies (void)
{
  g_autofree char *known = dt_share_find ("strategies/ema-crossover.strategy");
  g_autofree char *folder = known != NULL ? g_path_get_dirname (known) : NULL;
  g_autoptr(GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".strategy"))
      g_ptr_array_add (names, g_strndup (name, strlen (name) - strlen (".strategy")));
  g_ptr_array_sort (names, compare_texts);
  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_steal (names, NULL);
}

/* The chart knows best what it can draw. */
static char *
check_overlays (const char *text)
{
  g_autoptr(GtkWidget) chart = g_object_ref_sink (desk_chart_new ());
  g_auto(GStrv) calls = g_strsplit (text, ";", -1);

  for (guint i = 0; calls[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;

      if (*g_strstrip (calls[i]) != '\0'
          && !desk_chart_add_indicator (DESK_CHART (chart), calls[i], &error))
        return g_strdup (error->message);
    }

  return NULL;
}

static void
tell (const char *what,
      gpointer    window)
{
  g_autofree char *escaped = g_markup_escape_text (what, -1);

  adw_preferences_window_add_toast (window, adw_toast_new (escaped));
}

static GtkWidget *
make_row (AdwPreferencesWindow *window,
          DeskSettings         *settings,
          const DeskSettingRow *row)
{
  static const char *const universes[] = { "minute", "minute-etf", "daily", NULL };
  g_auto(GStrv) strategies = NULL;
  const char *const *choices = NULL;
  DeskSettingCheck check = NULL;

  if (g_str_equal (row->id, "replay.strategy"))
    {
      strategies = list_strategies ();
      choices = (const char *const *) strategies;
    }
  else if (g_str_equal (row->id, "replay.universe"))
    choices = universes;
  else if (g_str_equal (row->id, "chart.overlays"))
    check = check_overlays;

  return desk_setting_row_new (settings, row, choices, check, tell, window);
}

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page,
           const char         *id)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, get_group_title (id));
  adw_preferences_page_add (page, group);

  return group;
}

/* Rows of a group stand together in the table. */
static AdwPreferencesPage *
make_settings_page (AdwPreferencesWindow *window,
                    DeskSettings         *settings)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *group = NULL;
  g_autofree char *group_id = NULL;
  guint n;
  const DeskSettingRow *rows = desk_setting_list (&n);

  adw_preferences_page_set_title (page, "General");
  adw_preferences_page_set_name (page, "general");
  adw_preferences_page_set_icon_name (page, "emblem-system-symbolic");
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strndup (rows[i].id, strcspn (rows[i].id, "."));

      if (rows[i].title == NULL)
        continue;
      if (g_strcmp0 (id, group_id) != 0)
        {
          group = add_group (page, id);
          g_free (group_id);
          group_id = g_steal_pointer (&id);
        }
      adw_preferences_group_add (group, make_row (window, settings, &rows[i]));
    }

  return page;
}

/* Returns: (transfer none): a window, not shown yet, which GTK owns */
GtkWindow *
desk_preferences_new (GtkWindow    *parent,
                      DeskSession  *session,
                      DeskSettings *settings)
{
  AdwPreferencesWindow *window;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (DESK_IS_SETTINGS (settings), NULL);

  window = g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "title", "Preferences", "modal", TRUE,
                         "transient-for", parent, "default-width", 640, "default-height", 720,
                         NULL);
  adw_preferences_window_add (window, make_settings_page (window, settings));
  adw_preferences_window_add (window, desk_data_page_new (session));

  return GTK_WINDOW (window);
}
