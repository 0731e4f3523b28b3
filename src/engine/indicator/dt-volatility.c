/* dt-volatility.c - historical volatility
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

typedef struct
{
  double          prior;     /* missing before the first value */
  double          scale;     /* to percent a year */
  DtWindowMoments moments;   /* of the logarithmic changes */
  double          tails[];
} Volatility;

static gsize
volatility_state_size (const double *parameters)
{
  return sizeof (Volatility) + 2 * (gsize) parameters[0] * sizeof (double);
}

static void
volatility_init (gpointer      state,
                 const double *parameters)
{
  Volatility *self = state;

  self->prior = NAN;
  self->scale = 100. * sqrt (parameters[1]) * dt_deviation_factor (parameters[0], parameters[2]);
  dt_window_moments_init (&self->moments, parameters[0]);
}

static inline void
volatility_push (Volatility   *self,
                 const double *in,
                 double       *out)
{
  double prior = self->prior, change = log (dt_ratio (in[0], prior, 1.));

  self->prior = in[0];
  if (isnan (prior))
    return;

  dt_window_moments_push (&self->moments, self->tails, dt_is_present (change) ? change : 0.);
  out[0] = self->scale * dt_window_moments_get_deviation (&self->moments);
}

DT_DEFINE_KERNELS (volatility, Volatility, 1, 1)

static guint
volatility_warmup (const double *parameters)
{
  return parameters[0];
}

const DtIndicator dt_indicator_volatility = {
  .id = "volatility",
  .title = "Historical Volatility",
  .category = "volatility",
  .summary = "The standard deviation of the logarithmic changes, in percent a year.",
  .source = "Hull, Options, Futures, and Other Derivatives, 1989",
  .convention = "Times the root of the bars in a year; of a sample unless of = population; "
                "changes from or to zero or below count as none.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 3,
  .parameters = {
    DT_PERIOD_PARAMETER (20),
    { "year", 252, 1, 1e6, FALSE },
    { "of", DT_DEVIATION_SAMPLE, 0, 1, TRUE, dt_deviation_choices },
  },
  .n_outputs = 1,
  .outputs = { { "volatility", DT_DRAW_LINE } },
  DT_KERNELS (volatility),
};
