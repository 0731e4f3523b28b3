/* desk-chart-layers.c - the layers that a tick does not touch
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>

#include "dt-pool.h"

#include "desk-stroke.h"

#include "desk-candles.h"
#include "desk-chart-private.h"

#define TOP_GAP       6
/* Wider labels need a wider axis, which shows other bars, which may have other labels. */
#define MAX_FITS      3
#define VOLUME_SHARE  .18
#define VOLUME_GAP    6
/* New ones, that are worth more than one thread. */
#define MANY_BARS     50000
#define CLOSE_WIDTH   2.
#define AREA_TINT     .18
/* Levels no further away than this, in heights of what is in sight, are brought into it. */
#define LEVEL_REACH   .35

/* Each writes columns of its own from those of the series. */
static gboolean
compute_one (gsize     i,
             gpointer  data,
             GError  **error)
{
  DeskChart *self = data;

  desk_overlay_update (self->overlays->pdata[i], self->series, self->n_known,
                       self->n_known - (self->forming ? 1 : 0));
  return TRUE;
}

/* A long series on all threads that are free; what a tick adds is not worth waking them. */
static void
compute_indicators (DeskChart *self)
{
  gboolean many = self->n_known > self->n_computed + MANY_BARS;

  if (many && self->overlays->len > 1)
    dt_pool_each (self->overlays->len, compute_one, self, NULL, NULL, NULL, NULL);
  else
    for (guint i = 0; i < self->overlays->len; i++)
      compute_one (i, self, NULL);
  self->n_computed = self->n_known;
}

void
desk_chart_compute (DeskChart *self)
{
  const DtBarSeries *series = self->series;
  gsize n_closed = self->n_known - (self->forming ? 1 : 0);

  if (series == NULL)
    return;

  desk_pyramid_update (self->prices, series->low, series->high, series->volume, self->n_known);
  desk_pyramid_forget (self->prices, n_closed);
  if (desk_chart_is_line (self))
    {
      desk_pyramid_update (self->closes, series->close, series->close, NULL, self->n_known);
      desk_pyramid_forget (self->closes, n_closed);
    }
  if (self->heikin != NULL)
    desk_overlay_update (self->heikin, series, self->n_known, n_closed);
  compute_indicators (self);
  for (guint i = 0; i < self->compares->len; i++)
    desk_compare_update (self->compares->pdata[i], series, self->n_known, n_closed);
}

gboolean
desk_chart_is_line (DeskChart *self)
{
  return self->style == DESK_CHART_LINE || self->style == DESK_CHART_AREA;
}

DeskColumns
desk_chart_columns (DeskChart *self)
{
  if (self->heikin == NULL)
    return desk_candles_columns (self->series);

  return (DeskColumns) { desk_overlay_get_values (self->heikin, 0),
                         desk_overlay_get_values (self->heikin, 1),
                         desk_overlay_get_values (self->heikin, 2),
                         desk_overlay_get_values (self->heikin, 3), self->series->volume };
}

DeskPyramid *
desk_chart_extremes (DeskChart *self)
{
  if (self->heikin != NULL)
    return desk_overlay_get_pyramid (self->heikin, 0);

  return desk_chart_is_line (self) ? self->closes : self->prices;
}

static void
add_overlay_range (DeskChart *self,
                   gint64     first,
                   gint64     end,
                   double    *low,
                   double    *high)
{
  for (guint i = 0; i < self->overlays->len; i++)
    {
      DeskOverlay *overlay = self->overlays->pdata[i];

      for (guint k = 0; k < desk_overlay_get_n_lines (overlay); k++)
        {
          double lowest, highest;

          if (!desk_overlay_is_on_prices (overlay) || !desk_lines_have_range (overlay, k)
              || !desk_pyramid_range (desk_overlay_get_pyramid (overlay, k), first, end, &lowest,
                                      &highest))
            continue;
          *low = MIN (*low, lowest);
          *high = MAX (*high, highest);
        }
    }
}

static void
add_compare_range (DeskChart *self,
                   gint64     first,
                   gint64     end,
                   double    *low,
                   double    *high)
{
  for (guint i = 0; i < self->compares->len; i++)
    {
      DeskCompare *compare = self->compares->pdata[i];
      double factor = desk_compare_factor (compare, self->series, first, end);
      double lowest, highest;

      if (!desk_compare_range (compare, factor, first, end, &lowest, &highest))
        continue;
      *low = MIN (*low, lowest);
      *high = MAX (*high, highest);
    }
}

static void
add_level_range (DeskChart *self,
                 double    *low,
                 double    *high)
{
  double reach = (*high - *low) * LEVEL_REACH, least = *low - reach, most = *high + reach;

  for (guint i = 0; i < self->levels->len; i++)
    {
      double price = g_array_index (self->levels, DeskLevel, i).price;

      if (!(price >= least && price <= most))
        continue;
      *low = MIN (*low, price);
      *high = MAX (*high, price);
    }
}

static void
fit_panes (DeskChart *self,
           gint64     first,
           gint64     end)
{
  DeskPlot *plot = &self->plot;

  plot->least_axis = 0;
  for (guint i = 0; i < self->panes->len; i++)
    {
      DeskSubplot *pane = self->panes->pdata[i];

      if (desk_chart_shows_pane (pane))
        plot->least_axis = MAX (plot->least_axis, desk_subplot_fit (pane, plot, first, end));
    }
}

/* In sight; 0 when there is none to count percent from. */
static double
first_close (DeskChart *self,
             gint64     first,
             gint64     end)
{
  for (gint64 i = first; i < end; i++)
    if (self->series->close[i] > 0)
      return self->series->close[i];

  return 0;
}

static gboolean
fit (DeskChart *self)
{
  DeskPlot *plot = &self->plot;
  double low = NAN, high = NAN;
  gint64 first, end;

  self->volume_peak = 0.;
  if (desk_plot_get_bars (plot, &first, &end))
    {
      if (desk_pyramid_range (desk_chart_extremes (self), first, end, &low, &high))
        {
          add_overlay_range (self, first, end, &low, &high);
          add_compare_range (self, first, end, &low, &high);
          add_level_range (self, &low, &high);
        }
      self->volume_peak = desk_pyramid_peak (self->prices, first, end);
    }
  fit_panes (self, first, end);
  plot->base = self->percent && first < end ? first_close (self, first, end) : 0;

  self->volume_height = self->volume && self->volume_peak > 0
                        ? floor (plot->height * VOLUME_SHARE) : 0.;
  return desk_plot_fit (plot, low, high, TOP_GAP,
                        plot->height - self->volume_height
                        - (self->volume_height > 0 ? VOLUME_GAP : 0));
}

static void
draw_bars (DeskChart   *self,
           GtkSnapshot *snapshot,
           gint64       first,
           gint64       end)
{
  DeskPlot *plot = &self->plot;
  DeskColumns bars = desk_chart_columns (self), traded = desk_candles_columns (self->series);
  gint64 closed = desk_plot_step (plot) < 1 ? end : MIN (end, (gint64) self->n_known - 1);

  if (self->volume_height > 0)
    desk_candles_draw_volume (plot, snapshot, &traded, self->prices, self->volume_height,
                              self->volume_peak, first, closed);
  if (desk_chart_is_line (self))
    desk_stroke_draw (plot, snapshot,
                      &(DeskLine) { self->series->close, self->closes, plot->colours->line[0],
                                    CLOSE_WIDTH, DESK_LINE_JOINED,
                                    self->style == DESK_CHART_AREA ? AREA_TINT : 0 }, 1);
  else
    desk_candles_draw (plot, snapshot, &bars, desk_chart_extremes (self), self->style, first,
                       closed);
}

static void
draw_overlays (DeskChart   *self,
               GtkSnapshot *snapshot)
{
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (DeskLine));
  guint colour = 1;
  gint64 first, end;

  if (!desk_plot_get_bars (&self->plot, &first, &end))
    return;

  for (guint i = 0; i < self->overlays->len; i++)
    {
      DeskOverlay *overlay = self->overlays->pdata[i];

      if (!desk_overlay_is_on_prices (overlay))
        continue;
      desk_lines_draw_shapes (&self->plot, snapshot, overlay, self->prices, first, end);
      desk_lines_collect (&self->plot, overlay, colour, lines);
      colour += desk_lines_count_colours (overlay);
    }

  desk_stroke_draw (&self->plot, snapshot, (const DeskLine *) lines->data, lines->len);
  for (guint i = 0; i < self->compares->len; i++)
    desk_compare_draw (self->compares->pdata[i], &self->plot, snapshot,
                       desk_compare_factor (self->compares->pdata[i], self->series, first, end),
                       desk_chart_compare_colour (self, i));
}

static void
draw_panes (DeskChart   *self,
            GtkSnapshot *snapshot,
            void       (*draw) (DeskSubplot    *pane,
                                DeskPlot    *plot,
                                GtkSnapshot *snapshot))
{
  for (guint i = 0; i < self->panes->len; i++)
    if (desk_chart_shows_pane (self->panes->pdata[i]))
      draw (self->panes->pdata[i], &self->plot, snapshot);
}

static GskRenderNode *
make_grid (DeskChart *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  self->plot.breaks = desk_chart_find_breaks (self);
  desk_plot_draw_background (&self->plot, snapshot);
  desk_chart_shade_sessions (self, snapshot);
  desk_plot_draw_grid (&self->plot, snapshot);
  draw_panes (self, snapshot, desk_subplot_draw_grid);
  desk_chart_draw_sessions (self, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
push_plot (DeskChart   *self,
           GtkSnapshot *snapshot)
{
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, self->plot.width,
                                                         self->plot.height));
}

static GskRenderNode *
make_bars (DeskChart *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gint64 first, end;

  if (desk_plot_get_bars (&self->plot, &first, &end))
    {
      push_plot (self, snapshot);
      draw_bars (self, snapshot, first, end);
      gtk_snapshot_pop (snapshot);
    }

  return gtk_snapshot_free_to_node (snapshot);
}

static GskRenderNode *
make_lines (DeskChart *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  push_plot (self, snapshot);
  draw_overlays (self, snapshot);
  desk_markers_draw (self->markers, &self->plot, snapshot, self->series, self->n_known);
  gtk_snapshot_pop (snapshot);
  draw_panes (self, snapshot, desk_subplot_draw_lines);

  return gtk_snapshot_free_to_node (snapshot);
}

void
desk_chart_forget_layers (DeskChart *self)
{
  g_clear_pointer (&self->grid_node, gsk_render_node_unref);
  g_clear_pointer (&self->bars_node, gsk_render_node_unref);
  g_clear_pointer (&self->lines_node, gsk_render_node_unref);
}

static void
prepare (DeskChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int height = gtk_widget_get_height (widget);

  if (desk_plot_allocate (&self->plot, gtk_widget_get_width (widget), height,
                          desk_chart_arrange_panes (self, height)))
    self->fitted = FALSE;

  desk_chart_compute (self);
  if (!self->fitted)
    {
      desk_chart_forget_layers (self);
      for (guint i = 0; i < MAX_FITS && fit (self); i++)
        continue;
      self->fitted = TRUE;
    }

  if (self->grid_node == NULL)
    self->grid_node = make_grid (self);
  if (self->bars_node == NULL && self->n_known > 0)
    self->bars_node = make_bars (self);
  if (self->lines_node == NULL && self->n_known > 0)
    self->lines_node = make_lines (self);
}

static void
append_node (GtkSnapshot   *snapshot,
             GskRenderNode *node)
{
  if (node != NULL)
    gtk_snapshot_append_node (snapshot, node);
}

void
desk_chart_draw (DeskChart   *self,
                 GtkSnapshot *snapshot)
{
  prepare (self);

  append_node (snapshot, self->grid_node);
  append_node (snapshot, self->bars_node);
  if (self->n_known > 0)
    desk_chart_draw_last_bar (self, snapshot);
  append_node (snapshot, self->lines_node);

  if (self->n_known == 0)
    desk_plot_draw_message (&self->plot, snapshot, "No bars yet");
  else
    desk_chart_draw_live (self, snapshot);
  if (!self->exporting)
    desk_plot_draw_focus (&self->plot, snapshot);
}
