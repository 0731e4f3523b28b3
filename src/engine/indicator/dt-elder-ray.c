/* dt-elder-ray.c - Elder's bull and bear power
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

DT_DEFINE_STATE_SIZE (elder_ray, DtSmoother)

static void
elder_ray_init (gpointer      state,
                const double *parameters)
{
  dt_smoother_init_ema (state, parameters[0], 0);
  dt_smoother_set_seed (state, parameters[1]);
}

static inline void
elder_ray_push (DtSmoother   *self,
                const double *in,
                double       *out)
{
  double average = dt_smoother_push (self, in[2]);

  out[0] = in[0] - average;
  out[1] = in[1] - average;
}

DT_DEFINE_KERNELS (elder_ray, DtSmoother, 3, 2)

static guint
elder_ray_warmup (const double *parameters)
{
  return dt_smoother_delay (parameters[0], parameters[1]);
}

const DtIndicator dt_indicator_elder_ray = {
  .id = "elder_ray",
  .title = "Elder Ray",
  .category = "momentum",
  .summary = "How far the high and the low are from an exponential average of the close.",
  .source = "Elder, Trading for a Living, 1993",
  .convention = "Bull power is of the high, bear power of the low.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (13), DT_SEED_PARAMETER },
  .n_outputs = 2,
  .outputs = {
    { "bull", DT_DRAW_HISTOGRAM, DT_UNIT_PRICE },
    { "bear", DT_DRAW_HISTOGRAM, DT_UNIT_PRICE },
  },
  DT_KERNELS (elder_ray),
};
