/* dt-sma.c - simple moving averages of prices and of volume
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

typedef struct
{
  DtWindowSum sum;
  double      tails[];
} Sma;

static gsize
sma_state_size (const double *parameters)
{
  return sizeof (Sma) + (gsize) parameters[0] * sizeof (double);
}

static void
sma_init (gpointer      state,
          const double *parameters)
{
  Sma *self = state;

  dt_window_sum_init (&self->sum, parameters[0]);
}

static inline G_ALWAYS_INLINE double
sma_push (DtWindowSum *sum,
          double      *tails,
          double       value)
{
  if (G_UNLIKELY (!dt_is_present (value)))
    return NAN;

  dt_window_sum_push (sum, tails, value);
  return dt_window_sum_get_mean (sum);
}

static void
sma_step (gpointer      state,
          const double *inputs,
          double       *outputs)
{
  Sma *self = state;

  outputs[0] = sma_push (&self->sum, self->tails, inputs[0]);
}

static void
sma_run (gpointer             state,
         const double *const *inputs,
         gsize                n,
         double *const       *outputs)
{
  Sma *self = state;
  DtWindowSum sum = self->sum;

  for (gsize i = 0; i < n; i++)
    dt_put (outputs[0], i, sma_push (&sum, self->tails, inputs[0][i]));

  self->sum = sum;
}

static guint
sma_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_sma = {
  .id = "sma",
  .title = "Simple Moving Average",
  .category = "trend",
  .summary = "The mean of the last values, all with the same weight.",
  .source = "In general use",
  .convention = "The newest value is included; missing until there are as many values as the "
                "period.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (20) },
  .n_outputs = 1,
  .outputs = { { "sma", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  .state_size = sma_state_size,
  .init = sma_init,
  .step = sma_step,
  .run = sma_run,
  .warmup = sma_warmup,
};

const DtIndicator dt_indicator_volume_sma = {
  .id = "volume_sma",
  .title = "Average Volume",
  .category = "volume",
  .summary = "The mean volume of the last bars.",
  .source = "In general use",
  .convention = "The newest bar is included; missing until there are as many bars as the period.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_VOLUME },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (20) },
  .n_outputs = 1,
  .outputs = { { "volume_sma", DT_DRAW_LINE, DT_UNIT_VOLUME } },
  .state_size = sma_state_size,
  .init = sma_init,
  .step = sma_step,
  .run = sma_run,
  .warmup = sma_warmup,
};
