/* dt-awesome.c - awesome and accelerator oscillator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

typedef struct
{
  DtWindowSum fast;
  DtWindowSum slow;
  DtWindowSum smooth;      /* of their distance */
  double      tails[];     /* of the three */
} Awesome;

static gsize
awesome_state_size (const double *parameters)
{
  return sizeof (Awesome) + ((gsize) parameters[0] + (gsize) parameters[1]) * sizeof (double);
}

static void
awesome_init (gpointer      state,
              const double *parameters)
{
  Awesome *self = state;

  dt_window_sum_init (&self->fast, parameters[0]);
  dt_window_sum_init (&self->slow, parameters[1]);
}

static inline double
awesome_distance (Awesome      *self,
                  const double *in)
{
  double middle = (in[0] + in[1]) / 2.;

  dt_window_sum_push (&self->fast, self->tails, middle);
  dt_window_sum_push (&self->slow, self->tails + self->fast.period, middle);
  return dt_window_sum_get_mean (&self->fast) - dt_window_sum_get_mean (&self->slow);
}

static inline void
awesome_push (Awesome      *self,
              const double *in,
              double       *out)
{
  out[0] = awesome_distance (self, in);
}

DT_DEFINE_KERNELS (awesome, Awesome, 2, 1)

static guint
awesome_warmup (const double *parameters)
{
  return MAX (parameters[0], parameters[1]) - 1.;
}

static gsize
accelerator_state_size (const double *parameters)
{
  return awesome_state_size (parameters) + (gsize) parameters[2] * sizeof (double);
}

static void
accelerator_init (gpointer      state,
                  const double *parameters)
{
  Awesome *self = state;

  awesome_init (state, parameters);
  dt_window_sum_init (&self->smooth, parameters[2]);
}

static inline void
accelerator_push (Awesome      *self,
                  const double *in,
                  double       *out)
{
  double distance = awesome_distance (self, in);

  if (isnan (distance))
    return;

  dt_window_sum_push (&self->smooth, self->tails + self->fast.period + self->slow.period, distance);
  out[0] = distance - dt_window_sum_get_mean (&self->smooth);
}

DT_DEFINE_KERNELS (accelerator, Awesome, 2, 1)

static guint
accelerator_warmup (const double *parameters)
{
  return awesome_warmup (parameters) + parameters[2] - 1;
}

const DtIndicator dt_indicator_awesome = {
  .id = "awesome",
  .title = "Awesome Oscillator",
  .category = "momentum",
  .summary = "The distance of a fast from a slow mean of the bars’ middles.",
  .source = "Williams, New Trading Dimensions, 1998",
  .convention = "Simple means of (high + low) / 2.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW },
  .n_parameters = 2,
  .parameters = { DT_COUNT_PARAMETER ("fast", 5), DT_COUNT_PARAMETER ("slow", 34) },
  .n_outputs = 1,
  .outputs = { { "awesome", DT_DRAW_HISTOGRAM, DT_UNIT_PRICE } },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (awesome),
};

const DtIndicator dt_indicator_accelerator = {
  .id = "accelerator",
  .title = "Accelerator Oscillator",
  .category = "momentum",
  .summary = "The awesome oscillator less its own mean.",
  .source = "Williams, New Trading Dimensions, 1998",
  .convention = "Simple mean, newest value included.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW },
  .n_parameters = 3,
  .parameters = {
    DT_COUNT_PARAMETER ("fast", 5),
    DT_COUNT_PARAMETER ("slow", 34),
    DT_COUNT_PARAMETER ("smooth", 5),
  },
  .n_outputs = 1,
  .outputs = { { "accelerator", DT_DRAW_HISTOGRAM, DT_UNIT_PRICE } },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (accelerator),
};
