/* dt-weighted.h - the weighted mean of the last n values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-window.h"

G_BEGIN_DECLS

/* The window as in dt-window.h, a tail of the block before and a head of this one. With weights 1
 * (oldest) .. n (newest), the tail's sums are complete once its block is; the head's grow by a
 * value and, as all its weights fall by one a step until the block is complete, are kept as the sum
 * of the values and the sum of the values times their place. */
typedef struct
{
  guint32  period;
  guint32  at;             /* values in this block */
  gboolean full;           /* a whole block has passed */
  double   weight;         /* 1 / (1 + 2 + .. + period) */
  double   reference;      /* as in #DtWindowSum */
  double   head;           /* sum of this block's deviations */
  double   head_placed;    /* the same, each times its place from 1 */
} DtWeighted;

/* Turns a block's values into the weighted sums of its tails, weights 1 .. length; returns the
 * whole block's. */
double dt_weighted_turn (double *tails,
                         guint   period,
                         double  reference);

static inline void
dt_weighted_init (DtWeighted *self,
                  double      n)
{
  *self = (DtWeighted) { .period = n, .weight = 2. / (n * (n + 1.)) };
}

/* Takes a value that is present; returns the mean, missing until there are n values.
 * @tails: as many as the period */
static inline G_ALWAYS_INLINE double
dt_weighted_push (DtWeighted *window,
                  double     *tails,
                  double      value)
{
  guint at = window->at;
  double deviation, sum;

  if (G_UNLIKELY (at == 0 && !window->full))
    window->reference = value;

  tails[at++] = value;
  if (G_UNLIKELY (at == window->period))
    {
      window->at = 0;
      window->full = TRUE;
      window->head = window->head_placed = 0.;
      window->reference = value;
      return value + dt_weighted_turn (tails, at, value) * window->weight;
    }

  window->at = at;
  deviation = value - window->reference;
  window->head += deviation;
  window->head_placed += deviation * at;
  if (G_UNLIKELY (!window->full))
    return NAN;

  sum = tails[at] + window->head_placed + (window->period - at) * window->head;
  return window->reference + sum * window->weight;
}

G_END_DECLS
