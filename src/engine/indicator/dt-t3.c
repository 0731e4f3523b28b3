/* dt-t3.c - Tillson's T3 moving average
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

typedef struct
{
  DtSmoother averages[6];    /* each of the one before */
  double     weights[4];     /* of the third .. sixth */
} T3;

DT_DEFINE_STATE_SIZE (t3, T3)

static void
t3_init (gpointer      state,
         const double *parameters)
{
  T3 *self = state;
  double v = parameters[1];

  for (guint k = 0; k < 6; k++)
    {
      dt_smoother_init_ema (&self->averages[k], parameters[0], 0);
      dt_smoother_set_seed (&self->averages[k], parameters[2]);
    }

  self->weights[0] = (1. + v) * (1. + v) * (1. + v);
  self->weights[1] = -3. * v * (1. + v) * (1. + v);
  self->weights[2] = 3. * v * v * (1. + v);
  self->weights[3] = -v * v * v;
}

static inline void
t3_push (T3           *self,
         const double *in,
         double       *out)
{
  const double *w = self->weights;
  double averages[6], value = in[0];

  for (guint k = 0; k < 6; k++)
    {
      value = averages[k] = dt_smoother_push (&self->averages[k], value);
      if (isnan (value))
        return;
    }

  /* The weights add up to one; taken from the last average, equal values stay as they are. */
  out[0] = value + (w[0] * (averages[2] - value) + w[1] * (averages[3] - value) +
                    w[2] * (averages[4] - value));
}

DT_DEFINE_KERNELS (t3, T3, 1, 1)

static guint
t3_warmup (const double *parameters)
{
  return 6 * dt_smoother_delay (parameters[0], parameters[2]);
}

const DtIndicator dt_indicator_t3 = {
  .id = "t3",
  .title = "T3 Moving Average",
  .category = "trend",
  .summary = "A smooth average with little lag: six exponential averages in a row.",
  .source = "Tillson, Better Moving Averages, Stocks & Commodities, 1998",
  .convention = "Three generalised double averages in a row with that volume factor; each "
                "exponential average begins with the first value of the one before.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 3,
  .parameters = {
    DT_PERIOD_PARAMETER (5),
    { "factor", 0.7, 0, 1, FALSE },
    DT_SEED_PARAMETER,
  },
  .n_outputs = 1,
  .outputs = { { "t3", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  DT_KERNELS (t3),
};
