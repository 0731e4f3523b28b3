/* dt-rolling-sum.h - sums over the last n values that never drift
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-indicator-private.h"

G_BEGIN_DECLS

/**
 * DtRollingSum:
 *
 * The sum of the last n values, without ever subtracting one that left: values come in blocks of n;
 * the window is a tail of the block before and a head of this one. When a block is complete, its
 * tails are summed once from behind, in the place of its values (van Herk's and Gil and Werman's
 * way for running extremes, 1992 and 1993). So each sum is made of the window's values alone and
 * the work is two additions a value.
 *
 * Sums are of deviations from a value inside the window, the last of the block before: a mean of
 * equal values is that value to the bit.
 *
 * @tails: n doubles that lie beside the struct in the indicator's state. Plain data, no resources.
 */
typedef struct
{
  guint32 period;
  guint32 at;          /* values in this block */
  gboolean full;       /* a whole block has passed */
  double  reference;
  double  head;        /* sum of this block's deviations */
  double  deviation;   /* sum of the window's deviations; missing until full */
} DtRollingSum;

static inline void
dt_rolling_sum_init (DtRollingSum *self,
                     guint         period)
{
  *self = (DtRollingSum) { .period = period, .deviation = NAN };
}

/* Turns a block's values into the sums of its tails. */
double dt_rolling_sum_turn (double *tails,
                            guint   period,
                            double  reference);

/* Takes a value that is present. */
static inline void
dt_rolling_sum_push (DtRollingSum *self,
                     double       *tails,
                     double        value)
{
  guint at = self->at;

  if (G_UNLIKELY (!self->full && at == 0))
    self->reference = value;

  tails[at++] = value;
  if (G_UNLIKELY (at == self->period))
    {
      self->reference = value;
      self->deviation = dt_rolling_sum_turn (tails, at, value);
      self->head = 0.;
      self->at = 0;
      self->full = TRUE;
      return;
    }

  self->head += value - self->reference;
  self->deviation = self->full ? tails[at] + self->head : NAN;
  self->at = at;
}

static inline double
dt_rolling_sum_mean (const DtRollingSum *self)
{
  return self->reference + self->deviation / self->period;
}

static inline double
dt_rolling_sum_sum (const DtRollingSum *self)
{
  return self->reference * self->period + self->deviation;
}

G_END_DECLS
