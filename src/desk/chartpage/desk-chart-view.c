/* desk-chart-view.c - what the user chose to see, and the actions that change it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartpage"

#include "config.h"

#include "desk-action-table.h"
#include "desk-chart-text.h"
#include "desk-indicator-list.h"

#include "desk-chart-page-private.h"
#include "desk-indicators.h"

static void
set_state (DeskChartPage *self,
           const char    *name,
           GVariant      *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
}

void
desk_chart_page_show_states (DeskChartPage *self)
{
  static const struct
  {
    const char *action;
    const char *setting;
  } flags[] = {
    { "volume", "chart.volume" }, { "log", "chart.log" }, { "percent", "chart.percent" },
    { "sessions", "chart.sessions" }, { "link", "chart.linked" },
  };
  char key[DESK_CELL_KEY_SIZE];
  const char *frame =
    desk_settings_get_string (self->settings, desk_cell_key (self->active, "chart.timeframe", key));

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    set_state (self, flags[i].action,
               g_variant_new_boolean (desk_settings_get_boolean (self->settings,
                                                                 flags[i].setting)));
  set_state (self, "style",
             g_variant_new_string (desk_settings_get_string (self->settings, "chart.style")));
  set_state (self, "cells",
             g_variant_new_string (desk_settings_get_string (self->settings, "chart.cells")));
  set_state (self, "timeframe", g_variant_new_string (frame));
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
}

static void
toggle (DeskChartPage *self,
        const char    *id)
{
  desk_settings_set (self->settings, id,
                     g_variant_new_boolean (!desk_settings_get_boolean (self->settings, id)));
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
choose_timeframe (GSimpleAction *action,
                  GVariant      *value,
                  gpointer       data)
{
  DeskChartPage *self = data;
  char key[DESK_CELL_KEY_SIZE];

  desk_settings_set (self->settings, desk_cell_key (self->active, "chart.timeframe", key), value);
  desk_chart_cell_show_settings (get_cell (self));
}

static void
choose_cells (GSimpleAction *action,
              GVariant      *value,
              gpointer       data)
{
  const char *number = g_variant_get_string (value, NULL);

  desk_chart_page_do (data, g_str_equal (number, "4") ? "chart.four"
                            : g_str_equal (number, "2") ? "chart.two" : "chart.one");
}

static void
toggle_link (GSimpleAction *action,
             GVariant      *value,
             gpointer       data)
{
  desk_chart_page_do (data, "chart.link");
}

gboolean
desk_chart_page_do (DeskChartPage *self,
                    const char    *action_id)
{
  g_return_val_if_fail (DESK_IS_CHART_PAGE (self), FALSE);
  g_return_val_if_fail (action_id != NULL, FALSE);

  if (g_str_equal (action_id, "chart.volume"))
    toggle (self, "chart.volume");
  else if (g_str_equal (action_id, "chart.log-scale"))
    toggle (self, "chart.log");
  else if (g_str_equal (action_id, "chart.percent-scale"))
    toggle (self, "chart.percent");
  else if (g_str_equal (action_id, "chart.sessions"))
    toggle (self, "chart.sessions");
  else if (g_str_equal (action_id, "chart.indicators"))
    present_indicators (self, -1);
  else
    return desk_chart_page_lay_out (self, action_id)
           || desk_chart_cell_do (get_cell (self), action_id);

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

  gtk_window_present (GTK_WINDOW (desk_indicators_new (parent, self->settings, self->active,
                                                       edit)));
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
  g_autoptr(GPtrArray) list = desk_indicator_list_load (self->settings, self->active);
  int i = g_variant_get_int32 (value);

  if (i >= 0 && (guint) i < list->len)
    g_ptr_array_remove_index (list, (guint) i);
  desk_indicator_list_save (self->settings, self->active, list);
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
  { "cells", choose_cells, "s", "'1'", NULL },
  { "link", toggle_link, NULL, "true", NULL },
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
  g_autoptr(GPtrArray) list = desk_indicator_list_load (self->settings, self->active);
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

  return desk_chart_make_menu (self->session, desk_chart_cell_get_symbol (get_cell (self)), price);
}
