/* dt-percent-b.c - place in the Bollinger bands, and their width
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
} PercentB;

static gsize
percent_b_state_size (const double *parameters)
{
  return sizeof (PercentB) + 2 * (gsize) parameters[0] * sizeof (double);
}

static void
percent_b_init (gpointer      state,
                const double *parameters)
{
  PercentB *self = state;

  dt_window_moments_init (&self->moments, parameters[0]);
  self->width = parameters[1] * dt_deviation_factor (parameters[0], parameters[2]);
}

static inline void
percent_b_push (PercentB     *self,
                const double *in,
                double       *out)
{
  double middle, distance;

  dt_window_moments_push (&self->moments, self->tails, in[0]);
  if (!self->moments.full)
    return;

  middle = dt_window_moments_get_mean (&self->moments);
  distance = self->width * dt_window_moments_get_deviation (&self->moments);
  out[0] = dt_ratio (in[0] - (middle - distance), 2. * distance, .5);
  out[1] = dt_ratio (2. * distance, middle, 0.);
}

DT_DEFINE_KERNELS (percent_b, PercentB, 1, 2)

static guint
percent_b_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_percent_b = {
  .id = "percent_b",
  .title = "Bollinger %B and Bandwidth",
  .category = "volatility",
  .summary = "Where the value stands between the Bollinger bands, 0 at the lower and 1 at the "
             "upper one, and how far they are apart.",
  .source = "Bollinger, Bollinger on Bollinger Bands, 2001",
  .convention = "As fractions; bandwidth is of the middle. 0.5 where the bands have no width.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 3,
  .parameters = {
    DT_PERIOD_PARAMETER (20),
    { "deviations", 2, 0, 100, FALSE },
    DT_DEVIATION_PARAMETER,
  },
  .n_outputs = 2,
  .outputs = { { "percent_b", DT_DRAW_LINE }, { "bandwidth", DT_DRAW_LINE } },
  .n_levels = 2,
  .levels = { 0, 1 },
  DT_KERNELS (percent_b),
};
