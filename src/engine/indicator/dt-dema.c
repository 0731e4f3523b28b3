/* dt-dema.c - double exponential moving average
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

typedef struct
{
  DtSmoother averages[2];    /* of the values, and of the first average */
} Dema;

DT_DEFINE_STATE_SIZE (dema, Dema)

static void
dema_init (gpointer      state,
           const double *parameters)
{
  Dema *self = state;

  for (guint k = 0; k < 2; k++)
    {
      dt_smoother_init_ema (&self->averages[k], parameters[0], 0);
      dt_smoother_set_seed (&self->averages[k], parameters[1]);
    }
}

static inline void
dema_push (Dema         *self,
           const double *in,
           double       *out)
{
  double once = dt_smoother_push (&self->averages[0], in[0]);

  if (!isnan (once))
    out[0] = 2. * once - dt_smoother_push (&self->averages[1], once);
}

DT_DEFINE_KERNELS (dema, Dema, 1, 1)

static guint
dema_warmup (const double *parameters)
{
  return 2 * dt_smoother_delay (parameters[0], parameters[1]);
}

const DtIndicator dt_indicator_dema = {
  .id = "dema",
  .title = "Double Exponential Moving Average",
  .category = "trend",
  .summary = "An exponential average with most of its lag taken off.",
  .source = "Mulloy, Smoothing Data with Faster Moving Averages, Stocks & Commodities, 1994",
  .convention = "2 ema - ema (ema); the second average begins with the first one’s first value.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (20), DT_SEED_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "dema", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  DT_KERNELS (dema),
};
