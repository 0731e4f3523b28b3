/* dt-rsi.c - relative strength index
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother-quad.h"

typedef struct
{
  DtSmoother gains;
  DtSmoother losses;
  double     prior;      /* missing before the first value */
} Rsi;

static gsize
rsi_state_size (const double *parameters)
{
  return sizeof (Rsi);
}

static void
rsi_init (gpointer      state,
          const double *parameters)
{
  Rsi *self = state;

  dt_smoother_init_wilder (&self->gains, parameters[0], 0);
  dt_smoother_init_wilder (&self->losses, parameters[0], 0);
  dt_smoother_set_seed (&self->gains, parameters[1]);
  dt_smoother_set_seed (&self->losses, parameters[1]);
  self->prior = NAN;
}

/* Wilder's 100 - 100 / (1 + gain / loss), which has no value without losses, in the form that has
 * one; without gains too nothing speaks for either side. */
static inline double
rsi_index (double gain,
           double loss)
{
  double both = gain + loss;

  return both == 0. ? 50. : 100. * gain / both;
}

static inline void
rsi_push (Rsi          *self,
          const double *in,
          double       *out)
{
  double change = in[0] - self->prior, gain, loss;

  self->prior = in[0];
  if (G_UNLIKELY (isnan (change)))
    return;

  gain = dt_smoother_push (&self->gains, MAX (change, 0.));
  loss = dt_smoother_push (&self->losses, MAX (-change, 0.));
  out[0] = rsi_index (gain, loss);
}

static inline gboolean
rsi_is_ready (const Rsi *self)
{
  return dt_smoother_at_block (&self->gains);
}

/* The same for four values at once. */
static inline G_ALWAYS_INLINE void
rsi_index_quad (const DtQuad *gain,
                const DtQuad *loss,
                DtQuad       *index)
{
  const DtQuad even = { 50., 50., 50., 50. };
  DtQuad both = *gain + *loss, share = 100. * *gain / both;
  DtQuadBits still = both == 0.;

  dt_quad_select (&still, &even, &share, index);
}

/* How far values rose and fell since those before them. */
DT_WIDE static inline G_ALWAYS_INLINE void
rsi_move_quad (const DtQuad *values,
               const DtQuad *before,
               DtQuad       *gains,
               DtQuad       *losses)
{
  const DtQuad none = { 0. };
  DtQuad change = *values - *before, fall = -change;

  dt_quad_max (&change, &none, gains);
  dt_quad_max (&fall, &none, losses);
}

/* Returns how many it took, of at most a chunk. */
DT_WIDE static gsize
rsi_run_quads (Rsi          *self,
               const double *values,
               gsize         n,
               double       *out)
{
  DtSmootherQuadWeights weights;
  DtSmootherQuad gain, loss;
  DtSmootherGroup groups[DT_SMOOTHER_GROUPS][2];
  DtQuad last = { self->prior, self->prior, self->prior, self->prior };
  gsize n_groups = n / DT_SMOOTHER_GROUP;

  dt_smoother_quad_load_weights (&weights, &self->gains);
  dt_smoother_quad_load (&gain, &self->gains);
  dt_smoother_quad_load (&loss, &self->losses);

  for (gsize i = 0; i <= n_groups; i++)
    {
      DtQuad rows[4], gains[4], losses[4], before;

      if (i > 0)
        {
          dt_smoother_quad_link (&gain, &weights, &groups[i - 1][0]);
          dt_smoother_quad_link (&loss, &weights, &groups[i - 1][1]);
        }
      if (i == n_groups)
        break;

      dt_quad_load_rows (values + DT_SMOOTHER_GROUP * i, rows);
      dt_quad_shift (&last, &rows[3], &before);
      last = rows[3];
      rsi_move_quad (&rows[0], &before, &gains[0], &losses[0]);
      rsi_move_quad (&rows[1], &rows[0], &gains[1], &losses[1]);
      rsi_move_quad (&rows[2], &rows[1], &gains[2], &losses[2]);
      rsi_move_quad (&rows[3], &rows[2], &gains[3], &losses[3]);
      dt_smoother_quad_take (&gain, &weights, gains, &groups[i][0]);
      dt_smoother_quad_take (&loss, &weights, losses, &groups[i][1]);
    }

  for (gsize i = 0; i < n_groups; i++)
    {
      DtQuad rows[4], gains[4], losses[4];

      dt_smoother_quad_give (&weights, &groups[i][0], gains);
      dt_smoother_quad_give (&weights, &groups[i][1], losses);
      rsi_index_quad (&gains[0], &losses[0], &rows[0]);
      rsi_index_quad (&gains[1], &losses[1], &rows[1]);
      rsi_index_quad (&gains[2], &losses[2], &rows[2]);
      rsi_index_quad (&gains[3], &losses[3], &rows[3]);
      dt_quad_store_rows (rows, out + DT_SMOOTHER_GROUP * i);
    }

  dt_smoother_quad_store (&gain, &self->gains);
  dt_smoother_quad_store (&loss, &self->losses);
  self->prior = last[3];

  return DT_SMOOTHER_GROUP * n_groups;
}

static inline void
rsi_run_columns (Rsi                 *self,
                 const double *const *in,
                 gsize                n,
                 double *const       *out)
{
  gsize i = dt_vector_get () < DT_VECTOR_WIDE ? 0 : rsi_run_quads (self, in[0], n, out[0]);

  for (; i < n; i += 4)
    {
      double gains[4], losses[4];

      for (guint k = 0; k < 4; k++)
        {
          double change = in[0][i + k] - self->prior;

          gains[k] = MAX (change, 0.);
          losses[k] = MAX (-change, 0.);
          self->prior = in[0][i + k];
        }

      dt_smoother_push4 (&self->gains, gains, gains);
      dt_smoother_push4 (&self->losses, losses, losses);
      for (guint k = 0; k < 4; k++)
        out[0][i + k] = rsi_index (gains[k], losses[k]);
    }
}

DT_DEFINE_COLUMN_KERNELS (rsi, Rsi, 1, 1)

static guint
rsi_warmup (const double *parameters)
{
  return 1 + dt_smoother_delay (parameters[0], parameters[1]);
}

const DtIndicator dt_indicator_rsi = {
  .id = "rsi",
  .title = "Relative Strength Index",
  .category = "momentum",
  .summary = "Share of the rises in all movement, 0 to 100.",
  .source = "Wilder, New Concepts in Technical Trading Systems, 1978",
  .convention = "Wilder’s averages of rises and falls, weight 1 / period, seeded by the simple "
                "mean; 50 where nothing moved.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (14), DT_SEED_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "rsi", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 } },
  .n_levels = 2,
  .levels = { 30, 70 },
  .state_size = rsi_state_size,
  .init = rsi_init,
  .step = rsi_step,
  .run = rsi_run,
  .warmup = rsi_warmup,
};
