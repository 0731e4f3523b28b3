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

static inline gboolean
bollinger_is_ready (const Bollinger *self)
{
  return self->moments.full;
}

static inline void
bollinger_run_columns (Bollinger           *self,
                       const double *const *in,
                       gsize                n,
                       double *const       *out)
{
  double variances[DT_INDICATOR_CHUNK];

  dt_window_moments_run (&self->moments, self->tails, in[0], n, out[0], variances);
  for (gsize i = 0; i < n; i += 2)
    {
      DtPair variance = dt_pair_max (dt_pair_load (variances + i), (DtPair) { 0., 0. });
      DtPair middle = dt_pair_load (out[0] + i), distance = self->width * dt_pair_sqrt (variance);

      dt_pair_store (out[1] + i, middle + distance);
      dt_pair_store (out[2] + i, middle - distance);
    }
}

DT_DEFINE_COLUMN_KERNELS (bollinger, Bollinger, 1, 3)

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
