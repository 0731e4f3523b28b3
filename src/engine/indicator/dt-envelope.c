/* dt-envelope.c - bands at a distance in percent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

typedef struct
{
  DtWindowSum window;
  double      share;        /* a fraction */
  double      tails[];
} Envelope;

static gsize
envelope_state_size (const double *parameters)
{
  return sizeof (Envelope) + (gsize) parameters[0] * sizeof (double);
}

static void
envelope_init (gpointer      state,
               const double *parameters)
{
  Envelope *self = state;

  dt_window_sum_init (&self->window, parameters[0]);
  self->share = parameters[1] / 100.;
}

static inline void
envelope_push (Envelope     *self,
               const double *in,
               double       *out)
{
  double mean;

  dt_window_sum_push (&self->window, self->tails, in[0]);
  mean = dt_window_sum_get_mean (&self->window);
  out[0] = mean;
  out[1] = mean + mean * self->share;
  out[2] = mean - mean * self->share;
}

DT_DEFINE_KERNELS (envelope, Envelope, 1, 3)

static guint
envelope_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_envelope = {
  .id = "envelope",
  .title = "Moving Average Envelope",
  .category = "trend",
  .summary = "A band around the mean, some percent of it wide to either side.",
  .source = "In general use",
  .convention = "Around the simple mean, newest value included.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (20), { "percent", 2.5, 0, 100, FALSE } },
  .n_outputs = 3,
  .outputs = {
    { "middle", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "upper", DT_DRAW_OVERLAY_BAND, DT_UNIT_PRICE },
    { "lower", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
  },
  DT_KERNELS (envelope),
};
