/* desk-cell-view.c - what the user chose to see on a chart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chartcell"

#include "config.h"

#include "desk-chart-cell-private.h"
#include "desk-indicator-list.h"

#define ZOOM_STEP 1.25
/* Of the bars in sight. */
#define PAN_STEP  0.25

const char *
desk_chart_cell_get_setting (DeskChartCell *self,
                             const char    *id)
{
  char key[DESK_CELL_KEY_SIZE];

  return desk_settings_get_string (self->settings, desk_cell_key (self->number, id, key));
}

void
desk_chart_cell_set_setting (DeskChartCell *self,
                             const char    *id,
                             const char    *value)
{
  char key[DESK_CELL_KEY_SIZE];

  desk_settings_set (self->settings, desk_cell_key (self->number, id, key),
                     g_variant_new_string (value));
}

static DeskChartStyle
find_style (DeskChartCell *self)
{
  static const char *const names[] = {
    [DESK_CHART_CANDLES] = "candles",
    [DESK_CHART_BARS] = "bars",
    [DESK_CHART_LINE] = "line",
    [DESK_CHART_AREA] = "area",
    [DESK_CHART_HEIKIN_ASHI] = "heikin-ashi",
  };
  const char *wanted = desk_settings_get_string (self->settings, "chart.style");
  guint style = 0;

  while (style + 1 < G_N_ELEMENTS (names) && g_strcmp0 (wanted, names[style]) != 0)
    style++;

  return style;
}

/* The same for all charts. */
static void
show_view (DeskChartCell *self)
{
  DeskSettings *settings = self->settings;
  DeskChart *chart = get_chart (self);
  gboolean orange = g_str_equal (desk_settings_get_string (settings, "style.palette"),
                                 "blue-orange");

  desk_chart_set_style (chart, find_style (self));
  desk_chart_set_scale (chart, desk_settings_get_boolean (settings, "chart.log")
                        ? DESK_SCALE_LOGARITHMIC : DESK_SCALE_LINEAR);
  desk_chart_show_percent (chart, desk_settings_get_boolean (settings, "chart.percent"));
  desk_chart_show_sessions (chart, desk_settings_get_boolean (settings, "chart.sessions"));
  desk_chart_show_volume (chart, desk_settings_get_boolean (settings, "chart.volume"));
  desk_chart_set_palette (chart, orange ? DESK_PALETTE_BLUE_ORANGE : DESK_PALETTE_CLASSIC);
}

/* What is no indicator is left out; preferences say so where it is typed. */
void
desk_chart_cell_show_overlays (DeskChartCell *self)
{
  const char *text = desk_chart_cell_get_setting (self, "chart.overlays");
  const char *heights = desk_chart_cell_get_setting (self, "chart.heights");
  g_autoptr(GPtrArray) list = NULL;

  if (g_strcmp0 (text, self->overlays) == 0 && g_strcmp0 (heights, self->heights) == 0)
    return;

  g_free (self->overlays);
  self->overlays = g_strdup (text);
  g_free (self->heights);
  self->heights = g_strdup (heights);

  list = desk_indicator_list_load (self->settings, self->number);
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
desk_chart_cell_show_settings (DeskChartCell *self)
{
  g_return_if_fail (DESK_IS_CHART_CELL (self));

  show_view (self);
  desk_chart_cell_show_overlays (self);
  desk_chart_cell_choose_bars (self);
  desk_chart_cell_show_compares (self);
  desk_chart_cell_show_legend (self);
}

void
desk_chart_cell_keep_heights (DeskChartCell *self)
{
  g_autoptr(GPtrArray) list = desk_indicator_list_load (self->settings, self->number);

  for (guint i = 0; i < list->len; i++)
    ((DeskIndicatorItem *) list->pdata[i])->share =
      desk_chart_get_pane_share (get_chart (self), i);

  desk_indicator_list_save (self->settings, self->number, list);
}

/* At the end of the list there is nothing to do. */
static void
step_timeframe (DeskChartCell *self,
                int            steps)
{
  g_autofree char *choice = desk_chart_source_dup_next (self->source, steps);

  if (choice == NULL)
    return;

  desk_chart_cell_set_setting (self, "chart.timeframe", choice);
  desk_chart_cell_show_settings (self);
}

static void
pan (DeskChartCell *self,
     double         part)
{
  double first, last;

  desk_chart_get_range (get_chart (self), &first, &last);
  desk_chart_pan (get_chart (self), part * (last - first));
}

gboolean
desk_chart_cell_do (DeskChartCell *self,
                    const char    *action_id)
{
  g_return_val_if_fail (DESK_IS_CHART_CELL (self), FALSE);
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
  else if (g_str_equal (action_id, "chart.longer"))
    step_timeframe (self, 1);
  else if (g_str_equal (action_id, "chart.shorter"))
    step_timeframe (self, -1);
  else
    return desk_chart_cell_draw (self, action_id) || desk_chart_cell_share (self, action_id)
           || desk_chart_cell_compare (self, action_id);

  return TRUE;
}
