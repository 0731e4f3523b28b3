/* desk-chart-view.c - what the user chose to see, and the actions that change it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartpage"

#include "config.h"

#include <math.h>

#include "desk-action-table.h"

#include "desk-chart-page-private.h"
#include "desk-chart-text.h"
#include "desk-indicator-list.h"
#include "desk-indicators.h"

#define ZOOM_STEP 1.25
/* Of the bars in sight. */
#define PAN_STEP  0.25

static gboolean
setting_is (DeskChartPage *self,
            const char    *id,
            const char    *value)
{
  return g_strcmp0 (desk_settings_get_string (self->settings, id), value) == 0;
}

static void
set_state (DeskChartPage *self,
           const char    *name,
           GVariant      *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
}

static DeskChartStyle
find_style (DeskChartPage *self)
{
  static const char *const names[] = {
    [DESK_CHART_CANDLES] = "candles",
    [DESK_CHART_BARS] = "bars",
    [DESK_CHART_LINE] = "line",
    [DESK_CHART_AREA] = "area",
    [DESK_CHART_HEIKIN_ASHI] = "heikin-ashi",
  };
  guint style = 0;

  while (style + 1 < G_N_ELEMENTS (names) && !setting_is (self, "chart.style", names[style]))
    style++;

  return style;
}

static void
show_view (DeskChartPage *self)
{
  gboolean log = desk_settings_get_boolean (self->settings, "chart.log");
  gboolean percent = desk_settings_get_boolean (self->settings, "chart.percent");
  gboolean sessions = desk_settings_get_boolean (self->settings, "chart.sessions");
  gboolean volume = desk_settings_get_boolean (self->settings, "chart.volume");

  desk_chart_set_style (get_chart (self), find_style (self));
  desk_chart_set_scale (get_chart (self), log ? DESK_SCALE_LOGARITHMIC : DESK_SCALE_LINEAR);
  desk_chart_show_percent (get_chart (self), percent);
  desk_chart_show_sessions (get_chart (self), sessions);
  desk_chart_show_volume (get_chart (self), volume);
  desk_chart_set_palette (get_chart (self), setting_is (self, "style.palette", "blue-orange")
                          ? DESK_PALETTE_BLUE_ORANGE : DESK_PALETTE_CLASSIC);
  set_state (self, "style",
             g_variant_new_string (desk_settings_get_string (self->settings, "chart.style")));
  set_state (self, "volume", g_variant_new_boolean (volume));
  set_state (self, "log", g_variant_new_boolean (log));
  set_state (self, "percent", g_variant_new_boolean (percent));
  set_state (self, "sessions", g_variant_new_boolean (sessions));
  set_state (self, "timeframe",
             g_variant_new_string (desk_settings_get_string (self->settings, "chart.timeframe")));
}

/* What is no indicator is left out; preferences say so where it is typed. */
static void
show_overlays (DeskChartPage *self)
{
  const char *text = desk_settings_get_string (self->settings, "chart.overlays");
  const char *heights = desk_settings_get_string (self->settings, "chart.heights");
  g_autoptr(GPtrArray) list = NULL;

  if (g_strcmp0 (text, self->overlays) == 0 && g_strcmp0 (heights, self->heights) == 0)
    return;

  g_free (self->overlays);
  self->overlays = g_strdup (text);
  g_free (self->heights);
  self->heights = g_strdup (heights);

  list = desk_indicator_list_load (self->settings);
  desk_chart_clear_indicators (get_chart (self));
  for (guint i = 0; i < list->len; i++)
    {
      const DeskIndicatorItem *item = list->pdata[i];
      g_autoptr(GError) error = NULL;

      if (!desk_chart_add_indicator (get_chart (self), item->text, &error))
        g_warning ("No indicator \"%s\": %s", item->text, error->message);
      else if (item->share > 0)
        desk_chart_set_pane_share (get_chart (self), i, item->share);
    }
}

void
desk_chart_page_show_settings (DeskChartPage *self)
{
  show_view (self);
  show_overlays (self);
  desk_chart_page_choose_bars (self);
  desk_chart_page_show_compares (self);
  desk_chart_page_show_legend (self);
}

static void present_indicators (DeskChartPage *self,
                                int            edit);

static void
choose_style (GSimpleAction *action,
              GVariant      *value,
              gpointer       data)
{
  DeskChartPage *self = data;

  desk_settings_set (self->settings, "chart.style", value);
  show_view (self);
}

static void
toggle (DeskChartPage *self,
        const char    *id)
{
  desk_settings_set (self->settings, id,
                     g_variant_new_boolean (!desk_settings_get_boolean (self->settings, id)));
  show_view (self);
}

static void
toggle_volume (GSimpleAction *action,
               GVariant      *value,
               gpointer       data)
{
  toggle (data, "chart.volume");
}

static void
toggle_log (GSimpleAction *action,
            GVariant      *value,
            gpointer       data)
{
  toggle (data, "chart.log");
}

static void
toggle_percent (GSimpleAction *action,
                GVariant      *value,
                gpointer       data)
{
  toggle (data, "chart.percent");
}

static void
toggle_sessions (GSimpleAction *action,
                 GVariant      *value,
                 gpointer       data)
{
  toggle (data, "chart.sessions");
}

static void
set_timeframe (DeskChartPage *self,
               const char    *choice)
{
  desk_settings_set (self->settings, "chart.timeframe", g_variant_new_string (choice));
  desk_chart_page_show_settings (self);
}

static void
choose_timeframe (GSimpleAction *action,
                  GVariant      *value,
                  gpointer       data)
{
  set_timeframe (data, g_variant_get_string (value, NULL));
}

/* At the end of the list there is nothing to do. */
static void
step_timeframe (DeskChartPage *self,
                int            steps)
{
  g_autofree char *choice = desk_chart_source_dup_next (self->source, steps);

  if (choice != NULL)
    set_timeframe (self, choice);
}

static void
pan (DeskChartPage *self,
     double         part)
{
  double first, last;

  desk_chart_get_range (get_chart (self), &first, &last);
  desk_chart_pan (get_chart (self), part * (last - first));
}

gboolean
desk_chart_page_do (DeskChartPage *self,
                    const char    *action_id)
{
  g_return_val_if_fail (DESK_IS_CHART_PAGE (self), FALSE);
  g_return_val_if_fail (action_id != NULL, FALSE);

  if (g_str_equal (action_id, "chart.zoom-in"))
    desk_chart_zoom (get_chart (self), ZOOM_STEP);
  else if (g_str_equal (action_id, "chart.zoom-out"))
    desk_chart_zoom (get_chart (self), 1. / ZOOM_STEP);
  else if (g_str_equal (action_id, "chart.pan-left"))
    pan (self, -PAN_STEP);
  else if (g_str_equal (action_id, "chart.pan-right"))
    pan (self, PAN_STEP);
  else if (g_str_equal (action_id, "chart.all"))
    desk_chart_show_all (get_chart (self));
  else if (g_str_equal (action_id, "chart.latest"))
    desk_chart_show_latest (get_chart (self));
  else if (g_str_equal (action_id, "chart.volume"))
    toggle (self, "chart.volume");
  else if (g_str_equal (action_id, "chart.log-scale"))
    toggle (self, "chart.log");
  else if (g_str_equal (action_id, "chart.percent-scale"))
    toggle (self, "chart.percent");
  else if (g_str_equal (action_id, "chart.sessions"))
    toggle (self, "chart.sessions");
  else if (g_str_equal (action_id, "chart.longer"))
    step_timeframe (self, 1);
  else if (g_str_equal (action_id, "chart.shorter"))
    step_timeframe (self, -1);
  else if (g_str_equal (action_id, "chart.indicators"))
    present_indicators (self, -1);
  else
    return desk_chart_page_draw (self, action_id) || desk_chart_page_share (self, action_id)
           || desk_chart_page_compare (self, action_id);

  return TRUE;
}

static void
carry_out (GSimpleAction *action,
           GVariant      *value,
           gpointer       data)
{
  g_autofree char *id = g_strconcat ("chart.", g_action_get_name (G_ACTION (action)), NULL);

  desk_chart_page_do (data, id);
}

/* Indicators */

static void
present_indicators (DeskChartPage *self,
                    int            edit)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWindow *parent = GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;

  gtk_window_present (GTK_WINDOW (desk_indicators_new (parent, self->settings, edit)));
}

void
desk_chart_page_keep_heights (DeskChartPage *self)
{
  g_autoptr(GPtrArray) list = desk_indicator_list_load (self->settings);

  for (guint i = 0; i < list->len; i++)
    ((DeskIndicatorItem *) list->pdata[i])->share =
      desk_chart_get_pane_share (get_chart (self), i);

  desk_indicator_list_save (self->settings, list);
}

static void
edit_indicator (GSimpleAction *action,
                GVariant      *value,
                gpointer       data)
{
  present_indicators (data, g_variant_get_int32 (value));
}

static void
remove_indicator (GSimpleAction *action,
                  GVariant      *value,
                  gpointer       data)
{
  DeskChartPage *self = data;
  g_autoptr(GPtrArray) list = desk_indicator_list_load (self->settings);
  int i = g_variant_get_int32 (value);

  if (i >= 0 && (guint) i < list->len)
    g_ptr_array_remove_index (list, (guint) i);
  desk_indicator_list_save (self->settings, list);
}

static const GActionEntry action_entries[] = {
  { "all", carry_out },
  { "latest", carry_out },
  { "pan-left", carry_out },
  { "pan-right", carry_out },
  { "zoom-in", carry_out },
  { "zoom-out", carry_out },
  { "indicators", carry_out },
  { "edit-indicator", edit_indicator, "i" },
  { "remove-indicator", remove_indicator, "i" },
  { "style", choose_style, "s", "'candles'", NULL },
  { "volume", toggle_volume, NULL, "true", NULL },
  { "log", toggle_log, NULL, "false", NULL },
  { "percent", toggle_percent, NULL, "false", NULL },
  { "sessions", toggle_sessions, NULL, "true", NULL },
  { "timeframe", choose_timeframe, "s", "''", NULL },
};

void
desk_chart_page_add_actions (DeskChartPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "chart", G_ACTION_GROUP (self->actions));
}

static GMenu *
make_pane_menu (DeskChartPage *self,
                int            indicator)
{
  g_autoptr(GPtrArray) list = desk_indicator_list_load (self->settings);
  const DeskIndicatorItem *item = list->pdata[indicator];
  g_autofree char *edit = g_strdup_printf ("chart.edit-indicator(%d)", indicator);
  g_autofree char *removal = g_strdup_printf ("chart.remove-indicator(%d)", indicator);
  g_autofree char *edit_label = g_strdup_printf ("Change %s…", item->text);
  g_autofree char *removal_label = g_strdup_printf ("Remove %s", item->text);
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, edit_label, edit);
  g_menu_append (menu, removal_label, removal);
  g_menu_append (menu, "Indicators…", "win.chart.indicators");

  return menu;
}

/* In a pane its indicator, on a drawing what can be done with it, elsewhere orders at the price. */
GMenu *
desk_chart_page_make_menu (DeskChartPage *self,
                           const char    *symbol,
                           double         x,
                           double         y,
                           double         price)
{
  static const char *const drawing_ids[] = { "chart.edit-note", "chart.delete-drawing", NULL };
  int indicator = desk_chart_get_indicator_at (get_chart (self), y);

  if (indicator >= 0)
    return make_pane_menu (self, indicator);
  if (desk_chart_select_at (get_chart (self), x, y))
    return desk_action_make_menu (drawing_ids, NULL);

  return desk_chart_make_menu (self->session, symbol, price);
}
