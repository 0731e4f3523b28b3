/* desk-preferences.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-preferences"

#include "config.h"

#include <string.h>

#include "desk-chart.h"
#include "desk-fold.h"
#include "desk-run-choice.h"

#include "desk-data-page.h"
#include "desk-preferences.h"
#include "desk-setting-row.h"

/* At the usual size of texts. */
#define WIDTH  640
#define HEIGHT 720
/* Rows grow no wider than in a window so much wider. */
#define MOST   1.4

static const struct
{
  const char *id;
  const char *title;
} groups[] = {
  { "replay", "Replay" },
  { "risk", "Limits of New Runs" },
  { "style", "Appearance" },
  { "chart", "Chart" },
  { "alerts", "Alerts" },
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

static GPtrArray *
list_choices (DeskSession *session,
              const char  *id)
{
  if (g_str_equal (id, "replay.universe"))
    return desk_run_list_universes ();
  if (g_str_equal (id, "replay.strategy"))
    return desk_run_list_strategies (desk_session_get_data_dir (session));
  if (g_str_equal (id, "replay.selector"))
    return desk_run_list_selectors (desk_session_get_data_dir (session));

  return NULL;
}

static GtkWidget *
make_row (AdwPreferencesWindow *window,
          DeskSession          *session,
          DeskSettings         *settings,
          const DeskSettingRow *row)
{
  g_autoptr(GPtrArray) choices = list_choices (session, row->id);
  guint n = choices != NULL ? choices->len : 0;
  g_autofree const char **ids = g_new0 (const char *, n + 1);
  g_autofree const char **titles = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const DeskChoice *choice = g_ptr_array_index (choices, i);

      ids[i] = choice->id;
      titles[i] = choice->title;
    }

  return desk_setting_row_new (settings, row, n > 0 ? ids : NULL, n > 0 ? titles : NULL,
                               g_str_equal (row->id, "chart.overlays") ? check_overlays : NULL,
                               tell, window);
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

/* A group of libadwaita 1.2 keeps its rows alive for ever: they go before it does. */
static void
let_go (GtkWidget *window,
        GtkWidget *row)
{
  GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

  if (group != NULL)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
}

/* Limits have a page of their own. */
static gboolean
is_on_page (const DeskSettingRow *row,
            gboolean              of_risk)
{
  return row->title != NULL && g_str_has_prefix (row->id, "risk.") == of_risk;
}

static AdwPreferencesPage *
make_page (const char *name,
           const char *title,
           const char *icon)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  adw_preferences_page_set_title (page, title);
  adw_preferences_page_set_name (page, name);
  adw_preferences_page_set_icon_name (page, icon);

  return page;
}

/* Rows of a group stand together in the table. */
static void
add_settings (AdwPreferencesPage   *page,
              AdwPreferencesWindow *window,
              DeskSession          *session,
              DeskSettings         *settings,
              gboolean              of_risk)
{
  AdwPreferencesGroup *group = NULL;
  g_autofree char *group_id = NULL;
  GtkWidget *row;
  guint n;
  const DeskSettingRow *rows = desk_setting_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strndup (rows[i].id, strcspn (rows[i].id, "."));

      if (!is_on_page (&rows[i], of_risk))
        continue;
      if (g_strcmp0 (id, group_id) != 0)
        {
          group = add_group (page, id);
          g_free (group_id);
          group_id = g_steal_pointer (&id);
        }
      row = make_row (window, session, settings, &rows[i]);
      adw_preferences_group_add (group, row);
      g_signal_connect_object (window, "unrealize", G_CALLBACK (let_go), row, 0);
    }
  if (of_risk)
    adw_preferences_group_set_description (group, "What a strategy may open. A run keeps the "
                                           "limits that it was started with; exits meet none.");
}

/* Returns: (transfer none): a window, not shown yet, which GTK owns */
GtkWindow *
desk_preferences_new (GtkWindow    *parent,
                      DeskSession  *session,
                      DeskSettings *settings)
{
  AdwPreferencesWindow *window;
  AdwPreferencesPage *page;
  double scale;

  g_return_val_if_fail (DESK_IS_SESSION (session), NULL);
  g_return_val_if_fail (DESK_IS_SETTINGS (settings), NULL);

  window = g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "title", "Preferences", "modal", TRUE,
                         "transient-for", parent, NULL);
  /* What is chosen has room beside what it is about, with large texts too */
  scale = MIN (desk_fold_get_text_scale (GTK_WIDGET (window)), MOST);
  gtk_window_set_default_size (GTK_WINDOW (window), (int) (WIDTH * scale), HEIGHT);
  page = make_page ("general", "General", "emblem-system-symbolic");
  add_settings (page, window, session, settings, FALSE);
  adw_preferences_window_add (window, page);
  page = make_page ("risk", "Risk", "security-high-symbolic");
  add_settings (page, window, session, settings, TRUE);
  adw_preferences_window_add (window, page);
  adw_preferences_window_add (window, desk_data_page_new (session));

  return GTK_WINDOW (window);
}
