/* dt-mom.c - momentum
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-indicator-private.h"

typedef struct
{
  guint32 period;
  guint32 at;          /* place of the oldest value, where the next one goes */
  guint32 n_missing;   /* values until there is an oldest one */
} Window;

typedef struct
{
  Window window;
  double values[];
} Mom;

static gsize
mom_state_size (const double *parameters)
{
  return sizeof (Mom) + (gsize) parameters[0] * sizeof (double);
}

static void
mom_init (gpointer      state,
          const double *parameters)
{
  Mom *self = state;
  guint period = parameters[0];

  self->window = (Window) { .period = period, .n_missing = period };
}

static inline double
mom_push (Window *window,
          double *values,
          double  value)
{
  double prior;

  if (G_UNLIKELY (!dt_is_present (value)))
    return NAN;

  prior = values[window->at];
  values[window->at] = value;
  if (++window->at == window->period)
    window->at = 0;

  if (G_UNLIKELY (window->n_missing > 0))
    {
      window->n_missing--;
      return NAN;
    }

  return value - prior;
}

static void
mom_step (gpointer      state,
          const double *inputs,
          double       *outputs)
{
  Mom *self = state;

  outputs[0] = mom_push (&self->window, self->values, inputs[0]);
}

static void
mom_run (gpointer             state,
         const double *const *inputs,
         gsize                n,
         double *const       *outputs)
{
  Mom *self = state;
  Window window = self->window;

  for (gsize i = 0; i < n; i++)
    dt_put (outputs[0], i, mom_push (&window, self->values, inputs[0][i]));

  self->window = window;
}

static guint
mom_warmup (const double *parameters)
{
  return parameters[0];
}

const DtIndicator dt_indicator_mom = {
  .id = "mom",
  .title = "Momentum",
  .category = "momentum",
  .summary = "How far the value is from the one some bars ago.",
  .source = "In general use",
  .convention = "value - prior, in units of the value.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (10) },
  .n_outputs = 1,
  .outputs = { { "mom", DT_DRAW_LINE, DT_UNIT_PRICE } },
  .state_size = mom_state_size,
  .init = mom_init,
  .step = mom_step,
  .run = mom_run,
  .warmup = mom_warmup,
};
