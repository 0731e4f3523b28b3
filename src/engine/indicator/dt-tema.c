/* dt-tema.c - triple exponential moving average
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

typedef struct
{
  DtSmoother averages[3];    /* each of the one before */
} Tema;

DT_DEFINE_STATE_SIZE (tema, Tema)

static void
tema_init (gpointer      state,
           const double *parameters)
{
  Tema *self = state;

  for (guint k = 0; k < 3; k++)
    {
      dt_smoother_init_ema (&self->averages[k], parameters[0], 0);
      dt_smoother_set_seed (&self->averages[k], parameters[1]);
    }
}

static inline void
tema_push (Tema         *self,
           const double *in,
           double       *out)
{
  double once, twice;

  once = dt_smoother_push (&self->averages[0], in[0]);
  if (isnan (once))
    return;
  twice = dt_smoother_push (&self->averages[1], once);
  if (isnan (twice))
    return;

  out[0] = 3. * (once - twice) + dt_smoother_push (&self->averages[2], twice);
}

DT_DEFINE_KERNELS (tema, Tema, 1, 1)

static guint
tema_warmup (const double *parameters)
{
  return 3 * dt_smoother_delay (parameters[0], parameters[1]);
}

const DtIndicator dt_indicator_tema = {
  .id = "tema",
  .title = "Triple Exponential Moving Average",
  .category = "trend",
  .summary = "An exponential average with nearly all of its lag taken off.",
  .source = "Mulloy, Smoothing Data with Faster Moving Averages, Stocks & Commodities, 1994",
  .convention = "3 ema - 3 ema (ema) + ema (ema (ema)); each begins with the first value of the "
                "one before.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (20), DT_SEED_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "tema", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  DT_KERNELS (tema),
};
