/* dt-total.h - the sum of the last n values that are never below zero
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-indicator-private.h"

G_BEGIN_DECLS

/* In blocks as in dt-window.h, but without a reference that is taken off: the sum of zeros is zero
 * to the bit and no sum is below, which shares of it need. The tails lie beside it, as many as the
 * period. Plain data, no resources: copied by assignment. */
typedef struct
{
  guint32  period;
  guint32  at;        /* values in this block */
  guint32  full;      /* a whole block has passed */
  guint32  unused;
  double   head;
  double   total;     /* missing until full */
} DtTotal;

static inline void
dt_total_init (DtTotal *self,
               guint    period)
{
  *self = (DtTotal) { .period = period, .total = NAN };
}

static inline double
dt_total_push (DtTotal *self,
               double  *tails,
               double   value)
{
  guint at = self->at;

  tails[at++] = value;
  if (at == self->period)
    {
      double sum = 0.;

      for (guint k = at; k-- > 0; )
        tails[k] = sum += tails[k];
      self->head = 0.;
      self->at = 0;
      self->full = TRUE;
      return self->total = sum;
    }

  self->head += value;
  self->at = at;
  return self->total = self->full ? tails[at] + self->head : NAN;
}

G_END_DECLS
