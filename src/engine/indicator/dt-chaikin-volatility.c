/* dt-chaikin-volatility.c - change of the average range
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"
#include "dt-smoother.h"

typedef struct
{
  DtSmoother range;
  DtPast     ring;
  double     values[];
} ChaikinVolatility;

static gsize
chaikin_volatility_state_size (const double *parameters)
{
  return sizeof (ChaikinVolatility) + dt_past_length (parameters[1] + 1.) * sizeof (double);
}

static void
chaikin_volatility_init (gpointer      state,
                         const double *parameters)
{
  ChaikinVolatility *self = state;

  dt_smoother_init_ema (&self->range, parameters[0], 0);
  dt_smoother_set_seed (&self->range, parameters[2]);
  dt_past_init (&self->ring, parameters[1] + 1.);
}

static inline void
chaikin_volatility_push (ChaikinVolatility *self,
                         const double      *in,
                         double            *out)
{
  double range = dt_smoother_push (&self->range, in[0] - in[1]);
  const double *window;

  if (isnan (range))
    return;
  window = dt_past_push (&self->ring, self->values, range);
  if (window != NULL)
    out[0] = dt_ratio (100. * (range - window[0]), window[0], 0.);
}

DT_DEFINE_KERNELS (chaikin_volatility, ChaikinVolatility, 2, 1)

static guint
chaikin_volatility_warmup (const double *parameters)
{
  return dt_smoother_delay (parameters[0], parameters[2]) + parameters[1];
}

const DtIndicator dt_indicator_chaikin_volatility = {
  .id = "chaikin_volatility",
  .title = "Chaikin Volatility",
  .category = "volatility",
  .summary = "By how many percent the average range of the bars changed.",
  .source = "Chaikin; Achelis, Technical Analysis from A to Z, 1995",
  .convention = "Exponential average of high - low; a change from zero counts as none.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW },
  .n_parameters = 3,
  .parameters = { DT_PERIOD_PARAMETER (10), DT_COUNT_PARAMETER ("change", 10), DT_SEED_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "chaikin_volatility", DT_DRAW_LINE } },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (chaikin_volatility),
};
