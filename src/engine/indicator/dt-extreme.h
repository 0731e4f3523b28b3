/* dt-extreme.h - where among the last n values the highest stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-past.h"

G_BEGIN_DECLS

/* Of equal values the newest counts. The window is searched only when the highest has left it.
 * Pushed with the sign turned it finds the lowest. Plain data beside a ring's values. */
typedef struct
{
  DtPast  ring;
  guint64 age;        /* bars since the highest */
  double  highest;
} DtExtreme;

static inline void
dt_extreme_init (DtExtreme *self,
                 guint      n)
{
  dt_past_init (&self->ring, n);
  self->age = 0;
  self->highest = -INFINITY;
}

/* Returns: %TRUE when there are n values */
static inline gboolean
dt_extreme_push (DtExtreme *self,
                 double    *values,
                 double     value)
{
  const double *window = dt_past_push (&self->ring, values, value);
  guint n = self->ring.n;

  self->age++;
  if (value >= self->highest)
    {
      self->highest = value;
      self->age = 0;
    }
  else if (window != NULL && self->age == n)
    {
      self->highest = window[0];
      for (guint k = 0; k < n; k++)
        if (window[k] >= self->highest)
          {
            self->highest = window[k];
            self->age = n - 1 - k;
          }
    }

  return window != NULL;
}

G_END_DECLS
