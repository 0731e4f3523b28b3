/* dt-highest.c - the highest and the lowest of the last values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

typedef struct
{
  DtWindowHighest window;
  double          tails[];
} Highest;

static gsize
highest_state_size (const double *parameters)
{
  return sizeof (Highest) + (gsize) parameters[0] * sizeof (double);
}

static void
highest_init (gpointer      state,
              const double *parameters)
{
  Highest *self = state;

  dt_window_highest_init (&self->window, parameters[0]);
}

static inline G_ALWAYS_INLINE double
highest_push (DtWindowHighest *window,
              double          *tails,
              double           value)
{
  if (G_UNLIKELY (!dt_is_present (value)))
    return NAN;

  dt_window_highest_push (window, tails, value);
  return window->highest;
}

static void
highest_step (gpointer      state,
              const double *inputs,
              double       *outputs)
{
  Highest *self = state;

  outputs[0] = highest_push (&self->window, self->tails, inputs[0]);
}

static void
highest_run (gpointer             state,
             const double *const *inputs,
             gsize                n,
             double *const       *outputs)
{
  Highest *self = state;
  DtWindowHighest window = self->window;

  for (gsize i = 0; i < n; i++)
    dt_put (outputs[0], i, highest_push (&window, self->tails, inputs[0][i]));

  self->window = window;
}

static inline G_ALWAYS_INLINE double
lowest_push (DtWindowHighest *window,
             double          *tails,
             double           value)
{
  if (G_UNLIKELY (!dt_is_present (value)))
    return NAN;

  dt_window_highest_push (window, tails, -value);
  return -window->highest;
}

static void
lowest_step (gpointer      state,
             const double *inputs,
             double       *outputs)
{
  Highest *self = state;

  outputs[0] = lowest_push (&self->window, self->tails, inputs[0]);
}

static void
lowest_run (gpointer             state,
            const double *const *inputs,
            gsize                n,
            double *const       *outputs)
{
  Highest *self = state;
  DtWindowHighest window = self->window;

  for (gsize i = 0; i < n; i++)
    dt_put (outputs[0], i, lowest_push (&window, self->tails, inputs[0][i]));

  self->window = window;
}

static guint
highest_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_highest = {
  .id = "highest",
  .title = "Highest Value",
  .category = "trend",
  .summary = "The highest of the last values.",
  .source = "In general use",
  .convention = "The newest value is included; missing until there are as many values as the "
                "period.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (20) },
  .n_outputs = 1,
  .outputs = { { "highest", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  .state_size = highest_state_size,
  .init = highest_init,
  .step = highest_step,
  .run = highest_run,
  .warmup = highest_warmup,
};

const DtIndicator dt_indicator_lowest = {
  .id = "lowest",
  .title = "Lowest Value",
  .category = "trend",
  .summary = "The lowest of the last values.",
  .source = "In general use",
  .convention = "The newest value is included; missing until there are as many values as the "
                "period.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (20) },
  .n_outputs = 1,
  .outputs = { { "lowest", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  .state_size = highest_state_size,
  .init = highest_init,
  .step = lowest_step,
  .run = lowest_run,
  .warmup = highest_warmup,
};
