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

typedef struct
{
  double middle;
  double upper;
  double lower;
} Bands;

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

static inline G_ALWAYS_INLINE Bands
bollinger_push (DtWindowMoments *moments,
                double          *tails,
                double           width,
                double           value)
{
  double middle, distance;

  if (G_UNLIKELY (!dt_is_present (value)))
    return (Bands) { NAN, NAN, NAN };

  dt_window_moments_push (moments, tails, value);
  middle = dt_window_moments_get_mean (moments);
  distance = width * dt_window_moments_get_deviation (moments);

  return (Bands) { middle, middle + distance, middle - distance };
}

static void
bollinger_step (gpointer      state,
                const double *inputs,
                double       *outputs)
{
  Bollinger *self = state;
  Bands bands = bollinger_push (&self->moments, self->tails, self->width, inputs[0]);

  outputs[0] = bands.middle;
  outputs[1] = bands.upper;
  outputs[2] = bands.lower;
}

/* At most a chunk of values that are present, once the window is full. */
static void
bollinger_run_columns (Bollinger    *self,
                       const double *values,
                       gsize         n,
                       double       *middle,
                       double       *upper,
                       double       *lower)
{
  double deviations[DT_INDICATOR_CHUNK];

  gsize i = 0;

  dt_window_moments_run (&self->moments, self->tails, values, n, middle, deviations);
  for (; n - i >= 2; i += 2)
    {
      DtPair center = dt_pair_load (middle + i);
      DtPair distance = self->width * dt_pair_load (deviations + i);

      dt_pair_store (upper + i, center + distance);
      dt_pair_store (lower + i, center - distance);
    }
  for (; i < n; i++)
    {
      double distance = self->width * deviations[i];

      upper[i] = middle[i] + distance;
      lower[i] = middle[i] - distance;
    }
}

static void
bollinger_run (gpointer             state,
               const double *const *inputs,
               gsize                n,
               double *const       *outputs)
{
  Bollinger *self = state;
  double lines[3][DT_INDICATOR_CHUNK];

  for (gsize i = 0, m; i < n; i += m)
    {
      const double *values = inputs[0] + i;

      m = MIN (n - i, DT_INDICATOR_CHUNK);
      if (self->moments.full && dt_are_present (values, m))
        {
          bollinger_run_columns (self, values, m, dt_output_at (outputs[0], i, lines[0]),
                                 dt_output_at (outputs[1], i, lines[1]),
                                 dt_output_at (outputs[2], i, lines[2]));
          continue;
        }

      for (gsize j = 0; j < m; j++)
        {
          Bands bands = bollinger_push (&self->moments, self->tails, self->width, values[j]);

          lines[0][j] = bands.middle;
          lines[1][j] = bands.upper;
          lines[2][j] = bands.lower;
        }

      for (guint k = 0; k < 3; k++)
        dt_put_all (outputs[k], i, lines[k], m);
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
