/* dt-bollinger.c - Bollinger bands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

typedef struct
{
  DtWindowMoments moments;
  double          width;     /* standard deviations from the middle to a band */
  double          tails[];
} Bollinger;

static gsize
bollinger_state_size (const double *parameters)
{
  return sizeof (Bollinger) + 2 * (gsize) parameters[0] * sizeof (double);
}

static void
bollinger_init (gpointer      state,
                const double *parameters)
{
  Bollinger *self = state;

  dt_window_moments_init (&self->moments, parameters[0]);
  self->width = parameters[1] * dt_deviation_factor (parameters[0], parameters[2]);
}

static inline void
bollinger_push (Bollinger    *self,
                const double *in,
                double       *out)
{
  double distance;

  dt_window_moments_push (&self->moments, self->tails, in[0]);
  distance = self->width * dt_window_moments_get_deviation (&self->moments);

  out[0] = dt_window_moments_get_mean (&self->moments);
  out[1] = out[0] + distance;
  out[2] = out[0] - distance;
}

DT_DEFINE_STEP (bollinger, Bollinger, 1, 3)

static void
bollinger_run (gpointer             state,
               const double *const *inputs,
               gsize                n,
               double *const       *outputs)
{
  Bollinger *self = state;
  double nowhere[3][DT_INDICATOR_CHUNK];

  for (gsize i = 0, m, n_before = 0; i < n; i += m)
    {
      const double *values = inputs[0] + i;
      double *lines[3];
      gboolean present;

      m = MIN (n - i, DT_INDICATOR_CHUNK);
      for (guint k = 0; k < 3; k++)
        lines[k] = dt_output_at (outputs[k], i, nowhere[k]);

      present = dt_are_present (values, m);
      if (present && self->moments.full)
        dt_window_bands_run (&self->moments, self->tails, values, n_before, m,
                             &(DtWindowBands) { self->width, lines[0], lines[1], lines[2] });
      else
        dt_step_bars (bollinger_step, state, &values, 1, m, lines, 3);
      n_before = present ? n_before + m : 0;
    }
}

static guint
bollinger_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_bollinger = {
  .id = "bollinger",
  .title = "Bollinger Bands",
  .category = "volatility",
  .summary = "A band around the mean, as wide as the values scatter.",
  .source = "Bollinger, Bollinger on Bollinger Bands, 2001",
  .convention = "Simple mean and standard deviation of the population (divided by the period) or "
                "of a sample (by one less), newest value included.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 3,
  .parameters = {
    DT_PERIOD_PARAMETER (20),
    { "deviations", 2, 0, 100, FALSE },
    DT_DEVIATION_PARAMETER,
  },
  .n_outputs = 3,
  .outputs = {
    { "middle", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "upper", DT_DRAW_OVERLAY_BAND, DT_UNIT_PRICE },
    { "lower", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
  },
  .state_size = bollinger_state_size,
  .init = bollinger_init,
  .step = bollinger_step,
  .run = bollinger_run,
  .warmup = bollinger_warmup,
};
