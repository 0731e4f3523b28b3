/* dt-midpoint.c - middle of the extremes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

typedef struct
{
  DtWindowHighest highs;
  DtWindowHighest lows;      /* with the sign turned */
  double          tails[];   /* of both */
} Midpoint;

static gsize
midpoint_state_size (const double *parameters)
{
  return sizeof (Midpoint) + 2 * (gsize) parameters[0] * sizeof (double);
}

static void
midpoint_init (gpointer      state,
               const double *parameters)
{
  Midpoint *self = state;

  dt_window_highest_init (&self->highs, parameters[0]);
  dt_window_highest_init (&self->lows, parameters[0]);
}

static inline void
midpoint_push (Midpoint     *self,
               const double *in,
               double       *out)
{
  dt_window_highest_push (&self->highs, self->tails, in[0]);
  dt_window_highest_push (&self->lows, self->tails + self->highs.period, -in[0]);
  out[0] = (self->highs.highest - self->lows.highest) / 2.;
}

DT_DEFINE_KERNELS (midpoint, Midpoint, 1, 1)

static inline void
midprice_push (Midpoint     *self,
               const double *in,
               double       *out)
{
  dt_window_highest_push (&self->highs, self->tails, in[0]);
  dt_window_highest_push (&self->lows, self->tails + self->highs.period, -in[1]);
  out[0] = (self->highs.highest - self->lows.highest) / 2.;
}

DT_DEFINE_KERNELS (midprice, Midpoint, 2, 1)

static guint
midpoint_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_midpoint = {
  .id = "midpoint",
  .title = "Midpoint",
  .category = "trend",
  .summary = "The middle between the highest and the lowest of the last values.",
  .source = "In general use",
  .convention = "The newest value is included.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (14) },
  .n_outputs = 1,
  .outputs = { { "midpoint", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  DT_KERNELS (midpoint),
};

const DtIndicator dt_indicator_midprice = {
  .id = "midprice",
  .title = "Midprice",
  .category = "trend",
  .summary = "The middle between the highest high and the lowest low of the last bars.",
  .source = "In general use",
  .convention = "The newest bar is included; the lines of Ichimoku are of this kind.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (14) },
  .n_outputs = 1,
  .outputs = { { "midprice", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  .state_size = midpoint_state_size,
  .init = midpoint_init,
  .step = midprice_step,
  .run = midprice_run,
  .warmup = midpoint_warmup,
};
