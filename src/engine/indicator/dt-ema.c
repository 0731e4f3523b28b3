/* dt-ema.c - exponential moving average
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

static gsize
ema_state_size (const double *parameters)
{
  return sizeof (DtSmoother);
}

static void
ema_init (gpointer      state,
          const double *parameters)
{
  dt_smoother_init_ema (state, parameters[0], 0);
  dt_smoother_set_seed (state, parameters[1]);
}

static void
ema_step (gpointer      state,
          const double *inputs,
          double       *outputs)
{
  outputs[0] = dt_is_present (inputs[0]) ? dt_smoother_push (state, inputs[0]) : NAN;
}

static void
ema_run (gpointer             state,
         const double *const *inputs,
         gsize                n,
         double *const       *outputs)
{
  double nowhere[DT_INDICATOR_CHUNK];

  for (gsize i = 0, m; i < n; i += m)
    {
      const double *values = inputs[0] + i;
      double *averages = dt_output_at (outputs[0], i, nowhere);

      m = MIN (n - i, DT_INDICATOR_CHUNK);
      if (dt_are_present (values, m))
        dt_smoother_run (state, values, m, averages);
      else
        dt_step_bars (ema_step, state, &values, 1, m, &averages, 1);
    }
}

static guint
ema_warmup (const double *parameters)
{
  return dt_smoother_delay (parameters[0], parameters[1]);
}

const DtIndicator dt_indicator_ema = {
  .id = "ema",
  .title = "Exponential Moving Average",
  .category = "trend",
  .summary = "An average in which a value's weight falls by the same fraction with each bar.",
  .source = "Brown, Statistical Forecasting for Inventory Control, 1959",
  .convention = "Weight of the newest value 2 / (period + 1); seeded by the simple mean of the "
                "first values, as many as the period.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (20), DT_SEED_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "ema", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  .state_size = ema_state_size,
  .init = ema_init,
  .step = ema_step,
  .run = ema_run,
  .warmup = ema_warmup,
};
