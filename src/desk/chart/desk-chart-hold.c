/* desk-chart-hold.c - what the pointer takes hold of: edges of panes, levels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-chart"

#include "config.h"

#include <math.h>

#include "desk-chart-private.h"

/* Pixels from a level at which it is taken hold of. */
#define REACH 5.

/* Prices are worth a cent, those below a dollar a hundredth of one. */
static double
round_price (double price)
{
  double parts = fabs (price) < 1 ? 1e4 : 100.;

  return round (price * parts) / parts;
}

static const DeskLevel *
find_level (DeskChart *self,
            double     x,
            double     y)
{
  const DeskLevel *found = NULL;
  double nearest = REACH;

  if (!self->fitted || x < 0 || y < 0 || y >= self->plot.height)
    return NULL;

  for (guint i = 0; i < self->levels->len; i++)
    {
      const DeskLevel *level = &g_array_index (self->levels, DeskLevel, i);
      double far = fabs (desk_scale_to_pixel (&self->plot.scale, level->price) - y);

      if (!level->movable || far > nearest)
        continue;
      nearest = far;
      found = level;
    }

  return found;
}

static gboolean
grab (GtkWidget *widget,
      double     x,
      double     y)
{
  DeskChart *self = DESK_CHART (widget);
  int edge = self->tool < 0 ? desk_chart_find_edge (self, y) : -1;
  const DeskLevel *level = edge < 0 && self->tool < 0 ? find_level (self, x, y) : NULL;

  if (edge >= 0)
    desk_chart_grab_edge (self, edge);
  if (level == NULL)
    return edge >= 0 || desk_chart_tool_press (self, x, y);

  self->held = *level;
  self->held_price = level->price;
  return TRUE;
}

static void
drag (GtkWidget *widget,
      double     x,
      double     y)
{
  DeskChart *self = DESK_CHART (widget);

  if (self->edge >= 0)
    desk_chart_drag_edge (self, y);
  else if (!isnan (self->held_price))
    {
      y = CLAMP (y, 0, self->plot.height - 1);
      self->held_price = round_price (desk_scale_to_value (&self->plot.scale, y));
      gtk_widget_queue_draw (widget);
    }
  else
    desk_chart_tool_drag (self, x, y);
}

void
desk_chart_let_go (DeskChart *self)
{
  self->edge = -1;
  self->held_price = NAN;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
release (GtkWidget *widget,
         gboolean   was_moved)
{
  DeskChart *self = DESK_CHART (widget);
  gboolean resized = self->edge >= 0;

  if (desk_chart_tool_release (self, was_moved))
    return;
  if (was_moved && resized)
    desk_chart_emit_resized (self);
  else if (was_moved && !isnan (self->held_price) && self->held_price != self->held.price)
    desk_chart_emit_moved (self);
  desk_chart_let_go (self);
}

static const char *
pointer_at (GtkWidget *widget,
            double     x,
            double     y)
{
  DeskChart *self = DESK_CHART (widget);

  if (self->tool >= 0)
    return "crosshair";

  return desk_chart_find_edge (self, y) >= 0 ? "row-resize"
         : find_level (self, x, y) != NULL ? "ns-resize"
         : desk_chart_is_on_drawing (self, x, y) ? "pointer" : NULL;
}

const DeskPlotHooks desk_chart_hooks = {
  desk_chart_moved, desk_chart_pointed, desk_chart_menu, desk_chart_restyled,
  grab, drag, release, pointer_at,
};
