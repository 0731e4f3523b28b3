/* dt-smoother.c - an exponential average of many values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother-quad.h"

/* Returns how many it took, of at most a chunk. */
DT_WIDE static gsize
run_quads (DtSmoother   *self,
           const double *values,
           gsize         n,
           double       *averages)
{
  DtSmootherQuadWeights weights;
  DtSmootherQuad quad;
  DtSmootherGroup groups[DT_SMOOTHER_GROUPS];
  gsize n_groups = n / DT_SMOOTHER_GROUP;

  dt_smoother_quad_load_weights (&weights, self);
  dt_smoother_quad_load (&quad, self);

  for (gsize i = 0; i < n_groups + 2; i++)
    {
      DtQuad rows[4];

      if (i < n_groups)
        {
          dt_quad_load_rows (values + DT_SMOOTHER_GROUP * i, rows);
          dt_smoother_quad_take (&quad, &weights, rows, &groups[i]);
        }
      if (i > 0 && i <= n_groups)
        dt_smoother_quad_link (&quad, &weights, &groups[i - 1]);
      if (i > 1)
        {
          dt_smoother_quad_give (&weights, &groups[i - 2], rows);
          dt_quad_store_rows (rows, averages + DT_SMOOTHER_GROUP * (i - 2));
        }
    }

  dt_smoother_quad_store (&quad, self);
  return DT_SMOOTHER_GROUP * n_groups;
}

/**
 * dt_smoother_run:
 * @self: a smoother
 * @values: (array length=n): values that are present
 * @n: how many
 * @averages: (out) (array length=n): the averages, missing until seeded; may be @values
 *
 * Does what as many dt_smoother_push() do, to the bit.
 */
void
dt_smoother_run (DtSmoother   *self,
                 const double *values,
                 gsize         n,
                 double       *averages)
{
  gsize i = 0;

  for (; i < n && !dt_smoother_at_block (self); i++)
    averages[i] = dt_smoother_push (self, values[i]);

  for (gsize m = 1; dt_vector_get () >= DT_VECTOR_WIDE && m > 0; i += m)
    m = run_quads (self, values + i, MIN (n - i, DT_INDICATOR_CHUNK), averages + i);
  for (; n - i >= 4; i += 4)
    dt_smoother_push4 (self, values + i, averages + i);

  for (; i < n; i++)
    averages[i] = dt_smoother_push (self, values[i]);
}
