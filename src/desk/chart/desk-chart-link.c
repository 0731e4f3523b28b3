/* desk-chart-link.c - charts side by side that point to the same moment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>

#include "desk-chart-private.h"

/* The last known bar that began before @until, the end of another chart's bar: so a day is the last
 * minute of its session, and a minute is the day that it lies in. −1 for none. */
static gint64
find_before (DeskChart *self,
             DtTime     until)
{
  gint64 bar;

  if (self->n_known == 0 || until == DT_TIME_NONE)
    return -1;

  bar = (gint64) dt_bar_series_find (self->series, until) - 1;
  return MIN (bar, (gint64) self->n_known - 1);
}

DtTime
desk_chart_get_cursor_end (DeskChart *self)
{
  g_return_val_if_fail (DESK_IS_CHART (self), DT_TIME_NONE);

  return self->plot.cursor >= 0 ? self->series->known[self->plot.cursor] : DT_TIME_NONE;
}

DtTime
desk_chart_get_range_end (DeskChart *self)
{
  gint64 bar;

  g_return_val_if_fail (DESK_IS_CHART (self), DT_TIME_NONE);

  bar = (gint64) floor (self->plot.view.right);
  return bar >= 0 && bar < (gint64) self->n_known - 1 ? self->series->known[bar] : DT_TIME_NONE;
}

void
desk_chart_link_cursor (DeskChart *self,
                        DtTime     until)
{
  gint64 bar;

  g_return_if_fail (DESK_IS_CHART (self));

  bar = find_before (self, until);
  if (bar == self->plot.linked)
    return;

  self->plot.linked = bar;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  desk_chart_emit_pointed (self);
}

void
desk_chart_link_range (DeskChart *self,
                       DtTime     until)
{
  DeskViewport *view = &self->plot.view;
  double left = view->left, right = view->right;

  g_return_if_fail (DESK_IS_CHART (self));

  if (until == DT_TIME_NONE)
    desk_viewport_show_latest (view);
  else
    {
      gint64 bar = MAX (find_before (self, until), 0);

      desk_viewport_set_edges (view, bar + .5 - (right - left), bar + .5);
    }
  if (view->left != left || view->right != right)
    desk_plot_view_moved (&self->plot);
}
