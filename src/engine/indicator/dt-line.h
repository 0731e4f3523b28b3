/* dt-line.h - the straight line through the last n values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-indicator-private.h"

G_BEGIN_DECLS

/* Least squares over the places 0 (oldest) .. n - 1 in constant time, in blocks as in dt-window.h:
 * each tail keeps the sum of its deviations, of deviations times place, and of squares. Plain
 * data, no resources: copied by assignment. */
typedef struct
{
  guint32  period;
  guint32  at;            /* values in this block */
  gboolean full;          /* a whole block has passed */
  double   reference;     /* the last value of the block before */
  double   head;          /* sum of this block's deviations */
  double   head_placed;   /* the same, each times its place in the block */
  double   head_squares;
  double   sum;           /* of the window's deviations */
  double   placed;
  double   squares;
} DtLine;

typedef struct
{
  double mean;
  double slope;           /* a bar */
  double r_squared;       /* share of the variance that the line explains; 0 without any */
  double deviation;       /* root of the mean squared distance from the line */
} DtLineFit;

/* Doubles beside it. */
static inline gsize
dt_line_length (double period)
{
  return 3 * (gsize) period;
}

static inline void
dt_line_init (DtLine *self,
              guint   period)
{
  *self = (DtLine) { .period = period };
}

/* Returns: %TRUE when there are as many values as the period */
gboolean dt_line_push (DtLine       *self,
                       double       *tails,
                       double        value);
void     dt_line_fit  (const DtLine *self,
                       DtLineFit    *fit);

G_END_DECLS
