/* dt-trix.c - rate of change of a triple exponential average
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

typedef struct
{
  DtSmoother averages[3];    /* each of the one before */
  DtSmoother signal;
  double     prior;          /* missing before the first triple average */
} Trix;

DT_DEFINE_STATE_SIZE (trix, Trix)

static void
trix_init (gpointer      state,
           const double *parameters)
{
  Trix *self = state;

  for (guint k = 0; k < 3; k++)
    {
      dt_smoother_init_ema (&self->averages[k], parameters[0], 0);
      dt_smoother_set_seed (&self->averages[k], parameters[2]);
    }
  dt_smoother_init_ema (&self->signal, parameters[1], 0);
  dt_smoother_set_seed (&self->signal, parameters[2]);
  self->prior = NAN;
}

static inline void
trix_push (Trix         *self,
           const double *in,
           double       *out)
{
  double value = in[0], prior = self->prior;

  for (guint k = 0; k < 3; k++)
    {
      value = dt_smoother_push (&self->averages[k], value);
      if (isnan (value))
        return;
    }

  self->prior = value;
  if (isnan (prior))
    return;

  out[0] = dt_ratio (100. * (value - prior), prior, 0.);
  out[1] = dt_smoother_push (&self->signal, out[0]);
}

DT_DEFINE_KERNELS (trix, Trix, 1, 2)

static guint
trix_warmup (const double *parameters)
{
  return 1 + 3 * dt_smoother_delay (parameters[0], parameters[2]) +
         dt_smoother_delay (parameters[1], parameters[2]);
}

const DtIndicator dt_indicator_trix = {
  .id = "trix",
  .title = "Triple Exponential Oscillator",
  .category = "momentum",
  .summary = "By how many percent a triple exponential average moves with each bar.",
  .source = "Hutson, Good Trix, Stocks & Commodities, 1983",
  .convention = "The average of the average of the average; the signal is an exponential average "
                "too.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 3,
  .parameters = { DT_PERIOD_PARAMETER (15), DT_COUNT_PARAMETER ("signal", 9), DT_SEED_PARAMETER },
  .n_outputs = 2,
  .outputs = { { "trix", DT_DRAW_LINE }, { "signal", DT_DRAW_LINE } },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (trix),
};
