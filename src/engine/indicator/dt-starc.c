/* dt-starc.c - Stoller's average range channel
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"
#include "dt-window.h"

typedef struct
{
  DtWindowSum average;
  DtSmoother  range;
  double      multiple;
  double      prior;       /* close; missing before the first bar */
  double      tails[];
} Starc;

static gsize
starc_state_size (const double *parameters)
{
  return sizeof (Starc) + (gsize) parameters[0] * sizeof (double);
}

static void
starc_init (gpointer      state,
            const double *parameters)
{
  Starc *self = state;

  dt_window_sum_init (&self->average, parameters[0]);
  dt_smoother_init_wilder (&self->range, parameters[2], 0);
  dt_smoother_set_seed (&self->range, parameters[3]);
  self->multiple = parameters[1];
  self->prior = NAN;
}

static inline void
starc_push (Starc        *self,
            const double *in,
            double       *out)
{
  double prior = self->prior, distance;

  self->prior = in[2];
  dt_window_sum_push (&self->average, self->tails, in[2]);
  out[0] = dt_window_sum_get_mean (&self->average);
  if (isnan (prior))
    return;

  distance = self->multiple *
             dt_smoother_push (&self->range, dt_true_range (in[0], in[1], prior));
  out[1] = out[0] + distance;
  out[2] = out[0] - distance;
}

DT_DEFINE_KERNELS (starc, Starc, 3, 3)

static guint
starc_warmup (const double *parameters)
{
  return MAX (parameters[0] - 1., 1. + dt_smoother_delay (parameters[2], parameters[3]));
}

const DtIndicator dt_indicator_starc = {
  .id = "starc",
  .title = "STARC Bands",
  .category = "volatility",
  .summary = "A band around a short mean, some true ranges wide to either side.",
  .source = "Stoller, Stoller Average Range Channel, 1991",
  .convention = "Simple mean of the close; Wilder’s average of true ranges.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 4,
  .parameters = {
    DT_PERIOD_PARAMETER (5),
    { "multiple", 2, 0, 100, FALSE },
    DT_COUNT_PARAMETER ("atr", 10),
    DT_SEED_PARAMETER,
  },
  .n_outputs = 3,
  .outputs = {
    { "middle", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "upper", DT_DRAW_OVERLAY_BAND, DT_UNIT_PRICE },
    { "lower", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
  },
  DT_KERNELS (starc),
};
