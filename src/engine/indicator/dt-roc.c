/* dt-roc.c - rate of change
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
} Roc;

static gsize
roc_state_size (const double *parameters)
{
  return sizeof (Roc) + (gsize) parameters[0] * sizeof (double);
}

static void
roc_init (gpointer      state,
          const double *parameters)
{
  Roc *self = state;
  guint period = parameters[0];

  self->window = (Window) { .period = period, .n_missing = period };
}

static inline double
roc_change (double value,
            double prior)
{
  double change = 100. * (value - prior) / prior;

  return dt_is_present (change) ? change : NAN;
}

static inline double
roc_push (Window *window,
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

  return roc_change (value, prior);
}

static void
roc_step (gpointer      state,
          const double *inputs,
          double       *outputs)
{
  Roc *self = state;

  outputs[0] = roc_push (&self->window, self->values, inputs[0]);
}

static void
roc_run (gpointer             state,
         const double *const *inputs,
         gsize                n,
         double *const       *outputs)
{
  Roc *self = state;
  Window window = self->window;

  for (gsize i = 0; i < n; i++)
    dt_put (outputs[0], i, roc_push (&window, self->values, inputs[0][i]));

  self->window = window;
}

static guint
roc_warmup (const double *parameters)
{
  return parameters[0];
}

const DtIndicator dt_indicator_roc = {
  .id = "roc",
  .title = "Rate of Change",
  .category = "momentum",
  .summary = "How far the value is from the one some bars ago, in percent of that one.",
  .source = "In general use",
  .convention = "100 (value / prior - 1), in percent; missing where the prior value is zero.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (10) },
  .n_outputs = 1,
  .outputs = { { "roc", DT_DRAW_LINE } },
  .state_size = roc_state_size,
  .init = roc_init,
  .step = roc_step,
  .run = roc_run,
  .warmup = roc_warmup,
};
