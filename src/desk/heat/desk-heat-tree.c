/* desk-heat-tree.c - what belongs together, beside the rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-heat"

#include "config.h"

#include <math.h>

#include "desk-heat-private.h"

/* Device pixel of a place between the rows. */
static int
get_y (DeskHeat *self,
       double    row)
{
  return self->top + (int) lrint (self->height * row / self->n_y);
}

static int
get_x (DeskHeat *self,
       double    at)
{
  int first = self->left + self->width + DESK_HEAT_TREE_GAP * self->device;

  return first + (int) lrint ((DESK_HEAT_TREE - 1) * self->device * CLAMP (at, 0., 1.));
}

static void
draw_bracket (DeskHeat              *self,
              GtkSnapshot           *snapshot,
              const DeskHeatBracket *bracket)
{
  const GdkRGBA *colour = &self->colours->dim_text;
  int end = get_x (self, bracket->to), thick = self->device;
  int a = get_y (self, bracket->from[0]), b = get_y (self, bracket->from[1]);

  for (guint i = 0; i < 2; i++)
    {
      int begin = get_x (self, bracket->at[i]);

      desk_heat_fill (self, snapshot, colour, begin, i == 0 ? a : b, end - begin, thick);
    }
  desk_heat_fill (self, snapshot, colour, end, MIN (a, b), thick, ABS (b - a) + thick);
}

void
desk_heat_draw_tree (DeskHeat    *self,
                     GtkSnapshot *snapshot)
{
  int right = self->left + self->width + (DESK_HEAT_TREE + DESK_HEAT_TREE_GAP) * self->device;

  /* The allocation had no room for it */
  if (right > gtk_widget_get_width (GTK_WIDGET (self)) * self->device
      || self->height < (int) self->n_y * self->device)
    return;

  for (guint i = 0; i < self->n_brackets; i++)
    draw_bracket (self, snapshot, &self->brackets[i]);
}
