/* dt-wma.c - weighted moving average
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-weighted.h"

typedef struct
{
  DtWeighted window;
  double     tails[];
} Wma;

static gsize
wma_state_size (const double *parameters)
{
  return sizeof (Wma) + (gsize) parameters[0] * sizeof (double);
}

static void
wma_init (gpointer      state,
          const double *parameters)
{
  Wma *self = state;

  dt_weighted_init (&self->window, parameters[0]);
}

static inline G_ALWAYS_INLINE double
wma_push (DtWeighted *window,
          double     *tails,
          double      value)
{
  return dt_is_present (value) ? dt_weighted_push (window, tails, value) : NAN;
}

static void
wma_step (gpointer      state,
          const double *inputs,
          double       *outputs)
{
  Wma *self = state;

  outputs[0] = wma_push (&self->window, self->tails, inputs[0]);
}

static void
wma_run (gpointer             state,
         const double *const *inputs,
         gsize                n,
         double *const       *outputs)
{
  Wma *self = state;
  DtWeighted window = self->window;

  for (gsize i = 0; i < n; i++)
    dt_put (outputs[0], i, wma_push (&window, self->tails, inputs[0][i]));

  self->window = window;
}

static guint
wma_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_wma = {
  .id = "wma",
  .title = "Weighted Moving Average",
  .category = "trend",
  .summary = "The mean of the last values, the newest with the greatest weight.",
  .source = "In general use",
  .convention = "Weights 1, 2, .. period from the oldest to the newest value, divided by their "
                "sum.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (20) },
  .n_outputs = 1,
  .outputs = { { "wma", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  .state_size = wma_state_size,
  .init = wma_init,
  .step = wma_step,
  .run = wma_run,
  .warmup = wma_warmup,
};
