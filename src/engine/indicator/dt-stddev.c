/* dt-stddev.c - standard deviation and variance
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

typedef struct
{
  DtWindowMoments moments;
  double          factor;    /* 1, or what makes it a sample's */
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
  self->factor = dt_deviation_factor (parameters[0], parameters[1]);
}

static inline void
stddev_push (Stddev       *self,
             const double *in,
             double       *out)
{
  dt_window_moments_push (&self->moments, self->tails, in[0]);
  out[0] = dt_window_moments_get_deviation (&self->moments) * self->factor;
}

DT_DEFINE_KERNELS (stddev, Stddev, 1, 1)

static inline void
variance_push (Stddev       *self,
               const double *in,
               double       *out)
{
  double deviation;

  dt_window_moments_push (&self->moments, self->tails, in[0]);
  deviation = dt_window_moments_get_deviation (&self->moments) * self->factor;
  out[0] = deviation * deviation;
}

DT_DEFINE_KERNELS (variance, Stddev, 1, 1)

static inline void
zscore_push (Stddev       *self,
             const double *in,
             double       *out)
{
  double deviation;

  dt_window_moments_push (&self->moments, self->tails, in[0]);
  deviation = dt_window_moments_get_deviation (&self->moments) * self->factor;
  if (self->moments.full)
    out[0] = dt_ratio (in[0] - dt_window_moments_get_mean (&self->moments), deviation, 0.);
}

DT_DEFINE_KERNELS (zscore, Stddev, 1, 1)

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
  .source = "Pearson, Contributions to the Mathematical Theory of Evolution, 1894",
  .convention = "Of the population, divided by the period, or of a sample, by one less. The "
                "newest value is included; missing until there are as many values as the period.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (20), DT_DEVIATION_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "stddev", DT_DRAW_LINE, DT_UNIT_PRICE } },
  DT_KERNELS (stddev),
};

const DtIndicator dt_indicator_variance = {
  .id = "variance",
  .title = "Variance",
  .category = "statistics",
  .summary = "The mean squared distance of the last values from their mean.",
  .source = "Fisher, The Correlation between Relatives, 1918",
  .convention = "The square of stddev, of population or sample as there.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (20), DT_DEVIATION_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "variance", DT_DRAW_LINE, DT_UNIT_PRICE_SQUARED } },
  .state_size = stddev_state_size,
  .init = stddev_init,
  .step = variance_step,
  .run = variance_run,
  .warmup = stddev_warmup,
};

const DtIndicator dt_indicator_zscore = {
  .id = "zscore",
  .title = "Standard Score",
  .category = "statistics",
  .summary = "How many standard deviations the value is from the mean of the last ones.",
  .source = "In general use",
  .convention = "Mean and deviation include the newest value; 0 where all values are equal.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (20), DT_DEVIATION_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "zscore", DT_DRAW_LINE } },
  .n_levels = 3,
  .levels = { -2, 0, 2 },
  .state_size = stddev_state_size,
  .init = stddev_init,
  .step = zscore_step,
  .run = zscore_run,
  .warmup = stddev_warmup,
};
