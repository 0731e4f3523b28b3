/* desk-chart-panes.c - how the height is shared, and who changes that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>

#include "desk-chart-private.h"

/* Pixels that prices keep, however many panes there are. */
#define LEAST_PRICES 96
/* Of the height, likewise. */
#define MOST_PANES   .75
/* A pane lower than this is not drawn. */
#define LEAST_DRAWN  16
/* Pixels from the line above a pane at which it is taken hold of. */
#define REACH        4.

static DeskSubplot *
get_pane (DeskChart *self,
          guint      i)
{
  return self->panes->pdata[i];
}

static double
sum_shares (DeskChart *self)
{
  double sum = 0.;

  for (guint i = 0; i < self->panes->len; i++)
    sum += get_pane (self, i)->share;

  return sum;
}

/* Returns the height of all panes. */
int
desk_chart_arrange_panes (DeskChart *self,
                          int        height)
{
  int total = height - desk_plot_measure_times (&self->plot), below = 0, top;
  double most = CLAMP (total - LEAST_PRICES, 0, total * MOST_PANES);
  double sum = sum_shares (self) * total;
  double factor = sum > most ? most / sum : 1.;

  for (guint i = 0; i < self->panes->len; i++)
    {
      DeskSubplot *pane = get_pane (self, i);

      pane->height = (int) floor (pane->share * total * factor);
      below += pane->height;
    }

  top = total - below;
  for (guint i = 0; i < self->panes->len; i++)
    {
      get_pane (self, i)->top = top;
      top += get_pane (self, i)->height;
    }

  return below;
}

gboolean
desk_chart_shows_pane (const DeskSubplot *pane)
{
  return pane->height >= LEAST_DRAWN;
}

DeskSubplot *
desk_chart_find_pane (DeskChart *self,
                      double     y)
{
  for (guint i = 0; i < self->panes->len; i++)
    if (y >= get_pane (self, i)->top && y < get_pane (self, i)->top + get_pane (self, i)->height)
      return get_pane (self, i);

  return NULL;
}

/* The pane whose upper edge is at @y, or −1. */
int
desk_chart_find_edge (DeskChart *self,
                      double     y)
{
  for (guint i = 0; i < self->panes->len; i++)
    if (fabs (y - get_pane (self, i)->top) <= REACH)
      return (int) i;

  return -1;
}

/* From here on shares are what is seen, and add up. */
void
desk_chart_grab_edge (DeskChart *self,
                      int        edge)
{
  int total = self->plot.height + self->plot.below;

  for (guint i = 0; i < self->panes->len; i++)
    get_pane (self, i)->share = (double) get_pane (self, i)->height / MAX (total, 1);
  self->edge = edge;
}

/* What one side wins the other loses. */
void
desk_chart_drag_edge (DeskChart *self,
                      double     y)
{
  DeskSubplot *pane = get_pane (self, self->edge);
  DeskSubplot *above = self->edge > 0 ? get_pane (self, self->edge - 1) : NULL;
  double total = MAX (self->plot.height + self->plot.below, 1);
  double wins = (pane->top - y) / total;
  double most = above != NULL ? above->share - DESK_SUBPLOT_MIN_SHARE
                              : MIN (MOST_PANES, 1 - LEAST_PRICES / total) - sum_shares (self);

  wins = MAX (MIN (wins, most), DESK_SUBPLOT_MIN_SHARE - pane->share);
  pane->share += wins;
  if (above != NULL)
    above->share -= wins;
  desk_chart_redraw (self);
}

static DeskSubplot *
find_pane_of (DeskChart *self,
              guint      indicator)
{
  for (guint i = 0; i < self->panes->len; i++)
    if (get_pane (self, i)->overlay == self->overlays->pdata[indicator])
      return get_pane (self, i);

  return NULL;
}

/**
 * desk_chart_set_pane_share:
 * @self: a chart
 * @indicator: number of an indicator, in the order they were added
 * @share: part of the height that its pane has; out of range, or without a pane, nothing changes
 */
void
desk_chart_set_pane_share (DeskChart *self,
                           guint      indicator,
                           double     share)
{
  DeskSubplot *pane;

  g_return_if_fail (DESK_IS_CHART (self));
  g_return_if_fail (indicator < self->overlays->len);

  pane = find_pane_of (self, indicator);
  if (pane != NULL && share >= DESK_SUBPLOT_MIN_SHARE && share <= DESK_SUBPLOT_MAX_SHARE)
    pane->share = share;
  desk_chart_redraw (self);
}

double
desk_chart_get_pane_share (DeskChart *self,
                           guint      indicator)
{
  DeskSubplot *pane;

  g_return_val_if_fail (DESK_IS_CHART (self), 0.);

  /* What follows the indicators in the legend has none either */
  pane = indicator < self->overlays->len ? find_pane_of (self, indicator) : NULL;
  return pane != NULL ? pane->share : 0.;
}

/* Of the indicators, in the order they were added; −1 for prices and outside. */
int
desk_chart_get_indicator_at (DeskChart *self,
                             double     y)
{
  DeskSubplot *pane;

  g_return_val_if_fail (DESK_IS_CHART (self), -1);

  pane = desk_chart_find_pane (self, y);
  for (guint i = 0; pane != NULL && i < self->overlays->len; i++)
    if (self->overlays->pdata[i] == pane->overlay)
      return (int) i;

  return -1;
}
