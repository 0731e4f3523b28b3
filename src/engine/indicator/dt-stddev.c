/* dt-stddev.c - standard deviation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

typedef struct
{
  DtWindowMoments moments;
  double          tails[];
} Stddev;

static gsize
stddev_state_size (const double *parameters)
{
  return sizeof (Stddev) + 2 * (gsize) parameters[0] * sizeof (double);
}

static void
stddev_init (gpointer      state,
             const double *parameters)
{
  Stddev *self = state;

  dt_window_moments_init (&self->moments, parameters[0]);
}

static inline G_ALWAYS_INLINE double
stddev_push (DtWindowMoments *moments,
             double          *tails,
             double           value)
{
  if (G_UNLIKELY (!dt_is_present (value)))
    return NAN;

  dt_window_moments_push (moments, tails, value);
  return dt_window_moments_get_deviation (moments);
}

static void
stddev_step (gpointer      state,
             const double *inputs,
             double       *outputs)
{
  Stddev *self = state;

  outputs[0] = stddev_push (&self->moments, self->tails, inputs[0]);
}

static void
stddev_run (gpointer             state,
            const double *const *inputs,
            gsize                n,
            double *const       *outputs)
{
  Stddev *self = state;
  DtWindowMoments moments = self->moments;

  for (gsize i = 0; i < n; i++)
    dt_put (outputs[0], i, stddev_push (&moments, self->tails, inputs[0][i]));

  self->moments = moments;
}

static guint
stddev_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_stddev = {
  .id = "stddev",
  .title = "Standard Deviation",
  .category = "volatility",
  .summary = "How far the last values lie from their mean, as a root mean square.",
  .source = "Pearson, 1894",
  .convention = "Of the population: divided by the period, not by one less. The newest value is "
                "included; missing until there are as many values as the period.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (20) },
  .n_outputs = 1,
  .outputs = { { "stddev", DT_DRAW_LINE } },
  .state_size = stddev_state_size,
  .init = stddev_init,
  .step = stddev_step,
  .run = stddev_run,
  .warmup = stddev_warmup,
};
