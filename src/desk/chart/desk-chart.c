/* desk-chart.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>

#include "desk-compat.h"

#include "desk-chart-private.h"

/* Pixels a bar in a fresh view. */
#define USUAL_STEP 8.

G_DEFINE_FINAL_TYPE (DeskChart, desk_chart, GTK_TYPE_WIDGET)

enum
{
  CURSOR_CHANGED,
  RANGE_CHANGED,
  MENU_REQUESTED,
  PANES_RESIZED,
  LEVEL_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
desk_chart_redraw (DeskChart *self)
{
  self->fitted = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Only what lies on the bars. */
static void
redraw_lines (DeskChart *self)
{
  g_clear_pointer (&self->lines_node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
desk_chart_moved (GtkWidget *widget)
{
  desk_chart_redraw (DESK_CHART (widget));
  g_signal_emit (widget, signals[RANGE_CHANGED], 0);
}

static char *
dup_description (DeskChart *self,
                 gint64     bar)
{
  const DtBarSeries *series = self->series;
  g_auto(GStrv) legend = desk_chart_dup_legend (self, bar);
  g_autofree char *overlays = g_strjoinv (", ", legend);
  char time[DESK_AXIS_LABEL_SIZE], open[DESK_AXIS_LABEL_SIZE], high[DESK_AXIS_LABEL_SIZE];
  char low[DESK_AXIS_LABEL_SIZE], close[DESK_AXIS_LABEL_SIZE], volume[DESK_AXIS_LABEL_SIZE];
  int decimals = self->plot.decimals;

  desk_axis_format_time (series->time[bar], self->plot.clock, time);
  desk_axis_format_value (series->open[bar], decimals, open);
  desk_axis_format_value (series->high[bar], decimals, high);
  desk_axis_format_value (series->low[bar], decimals, low);
  desk_axis_format_value (series->close[bar], decimals, close);
  desk_axis_format_value (series->volume[bar], 0, volume);

  return g_strdup_printf ("%s: open %s, high %s, low %s, close %s, volume %s%s%s", time, open,
                          high, low, close, volume, *overlays != '\0' ? ", " : "", overlays);
}

void
desk_chart_pointed (GtkWidget *widget,
                    gboolean   by_key)
{
  DeskChart *self = DESK_CHART (widget);

  gtk_widget_queue_draw (widget);
  if (by_key && self->plot.cursor >= 0)
    {
      g_autofree char *text = dup_description (self, self->plot.cursor);

      gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
      desk_compat_announce (widget, text);
    }

  desk_chart_tool_follow (self);
  g_signal_emit (widget, signals[CURSOR_CHANGED], 0);
}

void
desk_chart_menu (GtkWidget *widget,
                 double     x,
                 double     y)
{
  DeskChart *self = DESK_CHART (widget);

  g_signal_emit (self, signals[MENU_REQUESTED], 0, x, y,
                 y < self->plot.height ? desk_scale_to_value (&self->plot.scale, y) : NAN);
}

/* What is said of the bar is said in the colours of the lines. */
void
desk_chart_restyled (GtkWidget *widget)
{
  desk_chart_redraw (DESK_CHART (widget));
  g_signal_emit (widget, signals[CURSOR_CHANGED], 0);
}

void
desk_chart_emit_pointed (DeskChart *self)
{
  g_signal_emit (self, signals[CURSOR_CHANGED], 0);
}

void
desk_chart_emit_resized (DeskChart *self)
{
  g_signal_emit (self, signals[PANES_RESIZED], 0);
}

/* The level as it was held, for the engine may have moved it since. */
void
desk_chart_emit_moved (DeskChart *self)
{
  DeskLevel level = self->held;

  g_signal_emit (self, signals[LEVEL_MOVED], 0, &level, self->held_price);
}

static gboolean
on_key (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   data)
{
  const char *name;

  g_variant_get (arguments, "(&s)", &name);
  if (g_str_equal (name, "clear") && !isnan (DESK_CHART (widget)->held_price))
    {
      desk_chart_let_go (DESK_CHART (widget));
      return TRUE;
    }

  if (desk_chart_tool_key (DESK_CHART (widget), name))
    return TRUE;

  return desk_plot_key (&DESK_CHART (widget)->plot, name);
}

static gboolean
desk_chart_query_tooltip (GtkWidget  *widget,
                          int         x,
                          int         y,
                          gboolean    keyboard,
                          GtkTooltip *tooltip)
{
  DeskChart *self = DESK_CHART (widget);
  g_autofree char *text = NULL;

  if (keyboard || self->series == NULL || !self->fitted)
    return FALSE;

  text = desk_markers_dup_text (self->markers, &self->plot, self->series, self->n_known, x, y);
  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

static void
desk_chart_snapshot (GtkWidget   *widget,
                     GtkSnapshot *snapshot)
{
  if (gtk_widget_get_width (widget) > 0 && gtk_widget_get_height (widget) > 0)
    desk_chart_draw (DESK_CHART (widget), snapshot);
}

static void
desk_chart_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 400;
}

static void
desk_chart_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  DeskChart *self = DESK_CHART (widget);

  if (desk_plot_allocate (&self->plot, width, height, desk_chart_arrange_panes (self, height)))
    self->fitted = FALSE;
}

static void
desk_chart_unmap (GtkWidget *widget)
{
  desk_plot_stop (&DESK_CHART (widget)->plot);

  GTK_WIDGET_CLASS (desk_chart_parent_class)->unmap (widget);
}

static void
desk_chart_css_changed (GtkWidget         *widget,
                        GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (desk_chart_parent_class)->css_changed (widget, change);
  desk_plot_restyle (&DESK_CHART (widget)->plot);
}

static void
desk_chart_system_setting_changed (GtkWidget        *widget,
                                   GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (desk_chart_parent_class)->system_setting_changed (widget, setting);
  desk_plot_restyle (&DESK_CHART (widget)->plot);
}

static void
desk_chart_dispose (GObject *object)
{
  DeskChart *self = DESK_CHART (object);

  desk_plot_clear (&self->plot);
  desk_chart_forget_layers (self);
  g_clear_pointer (&self->series, dt_bar_series_unref);

  G_OBJECT_CLASS (desk_chart_parent_class)->dispose (object);
}

static void
desk_chart_finalize (GObject *object)
{
  DeskChart *self = DESK_CHART (object);

  desk_pyramid_free (self->prices);
  desk_pyramid_free (self->closes);
  g_clear_pointer (&self->heikin, desk_overlay_free);
  desk_markers_free (self->markers);
  g_ptr_array_unref (self->compares);
  g_ptr_array_unref (self->panes);
  g_ptr_array_unref (self->overlays);
  g_array_unref (self->levels);
  g_array_unref (self->breaks);
  desk_drawings_free (self->drawings);

  G_OBJECT_CLASS (desk_chart_parent_class)->finalize (object);
}

static void
add_signals (GObjectClass *object_class)
{
  GType type = G_OBJECT_CLASS_TYPE (object_class);

  signals[CURSOR_CHANGED] = g_signal_new ("cursor-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[RANGE_CHANGED] = g_signal_new ("range-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
  signals[MENU_REQUESTED] = g_signal_new ("menu-requested", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 3, G_TYPE_DOUBLE, G_TYPE_DOUBLE,
                                          G_TYPE_DOUBLE);
  signals[LEVEL_MOVED] = g_signal_new ("level-moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_DOUBLE);
  desk_chart_add_tool_signals (type);
  signals[PANES_RESIZED] = g_signal_new ("panes-resized", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
}

static void
desk_chart_class_init (DeskChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = desk_chart_dispose;
  object_class->finalize = desk_chart_finalize;
  widget_class->measure = desk_chart_measure;
  widget_class->size_allocate = desk_chart_size_allocate;
  widget_class->snapshot = desk_chart_snapshot;
  widget_class->unmap = desk_chart_unmap;
  widget_class->css_changed = desk_chart_css_changed;
  widget_class->system_setting_changed = desk_chart_system_setting_changed;
  widget_class->query_tooltip = desk_chart_query_tooltip;

  add_signals (object_class);
  desk_plot_bind_keys (widget_class, on_key);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
desk_chart_init (DeskChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->prices = desk_pyramid_new ();
  self->closes = desk_pyramid_new ();
  self->markers = desk_markers_new ();
  self->overlays = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_overlay_free);
  self->compares = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_compare_free);
  self->panes = g_ptr_array_new_with_free_func (g_free);
  self->edge = -1;
  self->held_price = NAN;
  self->drawings = desk_drawings_new ();
  self->tool = self->selected = self->selected_end = -1;
  self->levels = g_array_new (FALSE, FALSE, sizeof (DeskLevel));
  self->breaks = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->volume = TRUE;
  self->sessions = TRUE;

  desk_plot_init (&self->plot, widget, &desk_chart_hooks, USUAL_STEP);
  desk_plot_add_gestures (&self->plot);
  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Price chart", -1);
}

/**
 * desk_chart_new:
 *
 * Returns: (transfer floating): a chart without a series
 */
GtkWidget *
desk_chart_new (void)
{
  return g_object_new (DESK_TYPE_CHART, NULL);
}

static void
forget_bars (DeskChart *self)
{
  desk_plot_stop (&self->plot);
  desk_pyramid_update (self->prices, NULL, NULL, NULL, 0);
  desk_pyramid_update (self->closes, NULL, NULL, NULL, 0);
  for (guint i = 0; i < self->overlays->len; i++)
    desk_overlay_reset (self->overlays->pdata[i]);
  if (self->heikin != NULL)
    desk_overlay_reset (self->heikin);
  for (guint i = 0; i < self->compares->len; i++)
    desk_compare_reset (self->compares->pdata[i]);
  self->plot.by_key = FALSE;
  self->forming = FALSE;
  self->plot.time = NULL;
  self->n_known = self->n_computed = 0;
  self->plot.view.n = 0;
  desk_plot_update_cursor (&self->plot);
}

static void
update_label (DeskChart *self)
{
  g_autofree char *label = NULL;

  if (self->series != NULL && self->series->symbol != NULL)
    label = g_strdup_printf ("Price chart of %s", self->series->symbol);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label != NULL ? label : "Price chart", -1);
}

/**
 * desk_chart_set_series:
 * @self: a chart
 * @series: (nullable): bars; the chart keeps a reference
 * @n_known: how many of them the market's clock has reached
 *
 * Shows the latest bars, at the zoom that the user chose, if any. Overlays and levels stay.
 */
void
desk_chart_set_series (DeskChart   *self,
                       DtBarSeries *series,
                       gsize        n_known)
{
  g_return_if_fail (DESK_IS_CHART (self));

  desk_chart_let_go (self);
  forget_bars (self);
  if (series != NULL)
    dt_bar_series_ref (series);
  g_clear_pointer (&self->series, dt_bar_series_unref);
  self->series = series;
  self->plot.time = series != NULL ? series->time : NULL;
  self->plot.clock = series != NULL && dt_timeframe_is_intraday (series->timeframe);

  self->n_known = series != NULL ? MIN (n_known, series->n_bars) : 0;
  desk_viewport_set_n (&self->plot.view, self->n_known);
  desk_markers_place (self->markers, series);
  desk_plot_update_cursor (&self->plot);
  update_label (self);
  desk_chart_moved (GTK_WIDGET (self));
}

/**
 * desk_chart_set_n_known:
 * @self: a chart
 * @n_known: how many bars the market's clock has reached
 *
 * Fewer than before is a replay that went back. Where the last bars are not in sight nothing but
 * the tag of the last price changes.
 */
void
desk_chart_set_n_known (DeskChart *self,
                        gsize      n_known)
{
  DeskViewport *view = &self->plot.view;
  gboolean beyond, changed;

  g_return_if_fail (DESK_IS_CHART (self));

  n_known = self->series != NULL ? MIN (n_known, self->series->n_bars) : 0;
  if (n_known == self->n_known)
    return;

  beyond = n_known > self->n_known && self->n_known > view->right + 1;
  self->n_known = n_known;
  changed = desk_viewport_set_n (view, n_known);
  desk_plot_update_cursor (&self->plot);

  if (changed)
    desk_chart_moved (GTK_WIDGET (self));
  else if (!beyond)
    desk_chart_redraw (self);
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * desk_chart_set_forming:
 * @self: a chart
 * @forming: whether the last known bar is one that still grows
 *
 * Its values may be others than they were; those of the bars before it may not.
 */
void
desk_chart_set_forming (DeskChart *self,
                        gboolean   forming)
{
  g_return_if_fail (DESK_IS_CHART (self));

  if (!forming && !self->forming)
    return;

  self->forming = !!forming && self->n_known > 0;
  desk_chart_redraw (self);
}

DtBarSeries *
desk_chart_get_series (DeskChart *self)
{
  g_return_val_if_fail (DESK_IS_CHART (self), NULL);

  return self->series;
}

gsize
desk_chart_get_n_known (DeskChart *self)
{
  g_return_val_if_fail (DESK_IS_CHART (self), 0);

  return self->n_known;
}

/**
 * desk_chart_add_indicator:
 * @self: a chart
 * @text: a call of an indicator, "ema(9)"
 * @error: a #GError, or %NULL
 *
 * It lies on the prices or gets a pane below the others, as the table of indicators says.
 *
 * Returns: %FALSE, with @error set, when @text is no call of an indicator
 */
gboolean
desk_chart_add_indicator (DeskChart   *self,
                          const char  *text,
                          GError     **error)
{
  DeskOverlay *overlay;

  g_return_val_if_fail (DESK_IS_CHART (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if ((overlay = desk_overlay_parse (text, error)) == NULL)
    return FALSE;

  g_ptr_array_add (self->overlays, overlay);
  self->n_computed = 0;
  if (!desk_overlay_is_on_prices (overlay))
    g_ptr_array_add (self->panes, desk_subplot_new (overlay));
  desk_chart_redraw (self);
  return TRUE;
}

void
desk_chart_clear_indicators (DeskChart *self)
{
  g_return_if_fail (DESK_IS_CHART (self));

  g_ptr_array_set_size (self->panes, 0);
  g_ptr_array_set_size (self->overlays, 0);
  desk_chart_redraw (self);
}

/**
 * desk_chart_add_compare:
 * @self: a chart
 * @name: what the legend calls it
 * @series: its bars, of any timeframe
 * @n_known: how many of them the market's clock has reached
 */
void
desk_chart_add_compare (DeskChart   *self,
                        const char  *name,
                        DtBarSeries *series,
                        gsize        n_known)
{
  DeskCompare *compare;

  g_return_if_fail (DESK_IS_CHART (self));
  g_return_if_fail (name != NULL && series != NULL);

  compare = desk_compare_new (name, series);
  desk_compare_set_known (compare, n_known);
  g_ptr_array_add (self->compares, compare);
  desk_chart_redraw (self);
}

void
desk_chart_clear_compares (DeskChart *self)
{
  g_return_if_fail (DESK_IS_CHART (self));

  g_ptr_array_set_size (self->compares, 0);
  desk_chart_redraw (self);
}

void
desk_chart_set_compare_known (DeskChart *self,
                              guint      compare,
                              gsize      n_known)
{
  g_return_if_fail (DESK_IS_CHART (self));
  g_return_if_fail (compare < self->compares->len);

  desk_compare_set_known (self->compares->pdata[compare], n_known);
}

/**
 * desk_chart_set_markers:
 * @self: a chart
 * @markers: (array length=n_markers): fills, in any order; copied with their texts
 *
 * Those of times that are not known yet wait for them.
 */
void
desk_chart_set_markers (DeskChart        *self,
                        const DeskMarker *markers,
                        guint             n_markers)
{
  g_return_if_fail (DESK_IS_CHART (self));
  g_return_if_fail (markers != NULL || n_markers == 0);

  desk_markers_set (self->markers, markers, n_markers);
  desk_markers_place (self->markers, self->series);
  redraw_lines (self);
}

static gboolean
same_levels (const GArray    *levels,
             const DeskLevel *wanted,
             guint            n)
{
  if (levels->len != n)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const DeskLevel *level = &g_array_index (levels, DeskLevel, i);

      if (level->price != wanted[i].price || level->kind != wanted[i].kind
          || level->movable != wanted[i].movable || level->order != wanted[i].order
          || !g_str_equal (level->text, wanted[i].text))
        return FALSE;
    }

  return TRUE;
}

/* What is held may be filled, or gone, before it is let go of. */
static gboolean
has_held (DeskChart       *self,
          const DeskLevel *levels,
          guint            n)
{
  for (guint i = 0; i < n; i++)
    if (levels[i].kind == self->held.kind && levels[i].order == self->held.order
        && levels[i].movable)
      return TRUE;

  return FALSE;
}

/**
 * desk_chart_set_levels:
 * @self: a chart
 * @levels: (array length=n_levels): prices, copied
 *
 * Levels near what is in sight are brought into it; further ones show as tags at the edge.
 */
void
desk_chart_set_levels (DeskChart       *self,
                       const DeskLevel *levels,
                       guint            n_levels)
{
  g_return_if_fail (DESK_IS_CHART (self));
  g_return_if_fail (levels != NULL || n_levels == 0);

  if (same_levels (self->levels, levels, n_levels))
    return;

  if (!isnan (self->held_price) && !has_held (self, levels, n_levels))
    desk_chart_let_go (self);
  g_array_set_size (self->levels, 0);
  if (n_levels > 0)
    g_array_append_vals (self->levels, levels, n_levels);
  desk_chart_redraw (self);
}

void
desk_chart_set_style (DeskChart      *self,
                      DeskChartStyle  style)
{
  g_return_if_fail (DESK_IS_CHART (self));

  if (style == self->style)
    return;

  self->style = style;
  g_clear_pointer (&self->heikin, desk_overlay_free);
  if (style == DESK_CHART_HEIKIN_ASHI)
    self->heikin = desk_overlay_parse ("heikin_ashi", NULL);
  desk_chart_redraw (self);
}

void
desk_chart_set_scale (DeskChart     *self,
                      DeskScaleKind  kind)
{
  g_return_if_fail (DESK_IS_CHART (self));

  if (kind == self->plot.scale.kind)
    return;

  self->plot.scale.kind = kind;
  desk_chart_redraw (self);
}

void
desk_chart_show_percent (DeskChart *self,
                         gboolean   show)
{
  g_return_if_fail (DESK_IS_CHART (self));

  if (self->percent == !!show)
    return;

  self->percent = !!show;
  desk_chart_redraw (self);
}

void
desk_chart_show_sessions (DeskChart *self,
                          gboolean   show)
{
  g_return_if_fail (DESK_IS_CHART (self));

  if (self->sessions == !!show)
    return;

  self->sessions = !!show;
  desk_chart_redraw (self);
}

void
desk_chart_set_palette (DeskChart   *self,
                        DeskPalette  palette)
{
  g_return_if_fail (DESK_IS_CHART (self));

  desk_plot_set_palette (&self->plot, palette);
}

void
desk_chart_show_volume (DeskChart *self,
                        gboolean   show)
{
  g_return_if_fail (DESK_IS_CHART (self));

  if (self->volume == !!show)
    return;

  self->volume = !!show;
  desk_chart_redraw (self);
}

void
desk_chart_zoom (DeskChart *self,
                 double     factor)
{
  g_return_if_fail (DESK_IS_CHART (self));

  desk_plot_zoom (&self->plot, factor);
}

void
desk_chart_pan (DeskChart *self,
                double     bars)
{
  g_return_if_fail (DESK_IS_CHART (self));

  desk_viewport_pan (&self->plot.view, bars);
  desk_plot_view_moved (&self->plot);
}

void
desk_chart_show_latest (DeskChart *self)
{
  g_return_if_fail (DESK_IS_CHART (self));

  desk_viewport_show_latest (&self->plot.view);
  desk_plot_view_moved (&self->plot);
}

void
desk_chart_show_all (DeskChart *self)
{
  g_return_if_fail (DESK_IS_CHART (self));

  desk_viewport_show_all (&self->plot.view);
  desk_plot_view_moved (&self->plot);
}

/**
 * desk_chart_show_time:
 * @self: a chart
 * @time: an instant
 *
 * Brings the bar that covers @time to the middle, without a change of zoom.
 */
void
desk_chart_show_time (DeskChart *self,
                      DtTime     time)
{
  DeskViewport *view;
  double half;
  gint64 bar;

  g_return_if_fail (DESK_IS_CHART (self));

  if (self->n_known == 0)
    return;

  view = &self->plot.view;
  half = (view->right - view->left) / 2;
  bar = (gint64) dt_bar_series_find (self->series, time);
  if (bar == (gint64) self->series->n_bars || self->series->time[bar] > time)
    bar--;
  bar = CLAMP (bar, 0, (gint64) self->n_known - 1);
  desk_viewport_set_edges (view, bar - half, bar + half);
  desk_plot_view_moved (&self->plot);
}

void
desk_chart_get_range (DeskChart *self,
                      double    *first,
                      double    *last)
{
  g_return_if_fail (DESK_IS_CHART (self));

  *first = self->plot.view.left + .5;
  *last = self->plot.view.right - .5;
}

void
desk_chart_set_range (DeskChart *self,
                      double     first,
                      double     last)
{
  g_return_if_fail (DESK_IS_CHART (self));

  desk_viewport_set_edges (&self->plot.view, first - .5, last + .5);
  desk_plot_view_moved (&self->plot);
}

gint64
desk_chart_get_cursor (DeskChart *self)
{
  g_return_val_if_fail (DESK_IS_CHART (self), -1);

  return self->plot.cursor >= 0 ? self->plot.cursor : self->plot.linked;
}

const DeskSubplot *
desk_chart_find_pane_of (DeskChart   *self,
                         DeskOverlay *overlay)
{
  for (guint i = 0; i < self->panes->len; i++)
    if (((DeskSubplot *) self->panes->pdata[i])->overlay == overlay)
      return self->panes->pdata[i];

  return NULL;
}

/* Of the values of an indicator, in a pane or on the prices */
int
desk_chart_decimals_of (DeskChart   *self,
                        DeskOverlay *overlay)
{
  const DeskSubplot *pane = desk_chart_find_pane_of (self, overlay);

  return pane != NULL && pane->unit == 1 ? pane->decimals : self->plot.decimals;
}
