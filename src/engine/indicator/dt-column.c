/* dt-column.c - what is done with whole columns of bars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-vector.h"

#include "dt-indicator-private.h"

static inline G_ALWAYS_INLINE void
add_magnitude (DtQuad       *sum,
               const double *values)
{
  const DtQuadBits size = { G_MAXINT64, G_MAXINT64, G_MAXINT64, G_MAXINT64 };

  *sum += (DtQuad) (size & (DtQuadBits) DT_QUAD_AT (values));
}

/* Four sums: a single one would wait for itself with every value. */
static inline G_ALWAYS_INLINE void
add_magnitudes_inline (const double *values,
                       gsize         n,
                       double       *magnitude,
                       gboolean      wide)
{
  DtQuad sum = { 0. }, second = sum, third = sum, fourth = sum;
  gsize i = 0;

  for (; n - i >= 16; i += 16)
    {
      add_magnitude (&sum, values + i);
      add_magnitude (&second, values + i + 4);
      add_magnitude (&third, values + i + 8);
      add_magnitude (&fourth, values + i + 12);
    }
  for (; i < n; i++)
    sum[0] += fabs (values[i]);

  sum += second + (third + fourth);
  *magnitude = (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

DT_DEFINE_WIDE (static, add_magnitudes,
                (const double *values, gsize n, double *magnitude),
                values, n, magnitude)

/* May say no when all are present, if they are huge: then the slow path is taken. */
gboolean
dt_are_present (const double *values,
                gsize         n)
{
  double magnitude;

  add_magnitudes (values, n, &magnitude);
  return magnitude <= DT_INDICATOR_MAX_VALUE;
}

/* Of bars that stand behind another in the same columns; returns how many were taken. */
DT_WIDE static gsize
true_ranges_wide (const double *high,
                  const double *low,
                  const double *close,
                  gsize         n,
                  double       *ranges)
{
  gsize i = 0;

  for (; n - i >= 4; i += 4)
    {
      DtQuad prior = DT_QUAD_AT (close + i - 1);
      DtQuad top = DT_QUAD_AT (high + i), bottom = DT_QUAD_AT (low + i);

      dt_quad_max (&top, &prior, &top);
      dt_quad_min (&bottom, &prior, &bottom);
      DT_QUAD_AT (ranges + i) = top - bottom;
    }

  return i;
}

/* Of @n bars, one at least; @prior_close: before the first */
void
dt_true_ranges (const double *high,
                const double *low,
                const double *close,
                double        prior_close,
                gsize         n,
                double       *ranges)
{
  gsize i = 1;

  ranges[0] = dt_true_range (high[0], low[0], prior_close);
  if (dt_vector_get () >= DT_VECTOR_WIDE)
    i += true_ranges_wide (high + 1, low + 1, close + 1, n - 1, ranges + 1);
  for (; i < n; i++)
    ranges[i] = dt_true_range (high[i], low[i], close[i - 1]);
}
