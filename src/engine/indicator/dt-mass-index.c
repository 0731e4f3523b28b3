/* dt-mass-index.c - mass index
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"
#include "dt-total.h"

typedef struct
{
  DtSmoother once;
  DtSmoother twice;
  DtTotal    sum;
  double     tails[];
} MassIndex;

static gsize
mass_index_state_size (const double *parameters)
{
  return sizeof (MassIndex) + (gsize) parameters[1] * sizeof (double);
}

static void
mass_index_init (gpointer      state,
                 const double *parameters)
{
  MassIndex *self = state;

  dt_smoother_init_ema (&self->once, parameters[0], 0);
  dt_smoother_init_ema (&self->twice, parameters[0], 0);
  dt_smoother_set_seed (&self->once, parameters[2]);
  dt_smoother_set_seed (&self->twice, parameters[2]);
  dt_total_init (&self->sum, parameters[1]);
}

static inline void
mass_index_push (MassIndex    *self,
                 const double *in,
                 double       *out)
{
  double once = dt_smoother_push (&self->once, in[0] - in[1]), twice;

  if (isnan (once))
    return;
  twice = dt_smoother_push (&self->twice, once);
  if (!isnan (twice))
    out[0] = dt_total_push (&self->sum, self->tails, dt_ratio (once, twice, 1.));
}

DT_DEFINE_KERNELS (mass_index, MassIndex, 2, 1)

static guint
mass_index_warmup (const double *parameters)
{
  return 2 * dt_smoother_delay (parameters[0], parameters[2]) + parameters[1] - 1;
}

const DtIndicator dt_indicator_mass_index = {
  .id = "mass_index",
  .title = "Mass Index",
  .category = "volatility",
  .summary = "How the bars’ ranges swell: above 27 and back below 26.5 announces a turn.",
  .source = "Dorsey, The Mass Index, Stocks & Commodities, 1992",
  .convention = "Sum of the range’s exponential average over the average of that average; 1 a bar "
                "without a range.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW },
  .n_parameters = 3,
  .parameters = { DT_PERIOD_PARAMETER (9), DT_COUNT_PARAMETER ("sum", 25), DT_SEED_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "mass_index", DT_DRAW_LINE } },
  .n_levels = 2,
  .levels = { 26.5, 27 },
  DT_KERNELS (mass_index),
};
