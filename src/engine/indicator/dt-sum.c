/* dt-sum.c - rolling sum
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
} Sum;

static gsize
sum_state_size (const double *parameters)
{
  return sizeof (Sum) + (gsize) parameters[0] * sizeof (double);
}

static void
sum_init (gpointer      state,
          const double *parameters)
{
  Sum *self = state;

  dt_window_sum_init (&self->sum, parameters[0]);
}

static inline G_ALWAYS_INLINE double
sum_push (DtWindowSum *sum,
          double      *tails,
          double       value)
{
  if (G_UNLIKELY (!dt_is_present (value)))
    return NAN;

  dt_window_sum_push (sum, tails, value);
  return dt_window_sum_get_sum (sum);
}

static void
sum_step (gpointer      state,
          const double *inputs,
          double       *outputs)
{
  Sum *self = state;

  outputs[0] = sum_push (&self->sum, self->tails, inputs[0]);
}

static void
sum_run (gpointer             state,
         const double *const *inputs,
         gsize                n,
         double *const       *outputs)
{
  Sum *self = state;
  DtWindowSum sum = self->sum;

  for (gsize i = 0; i < n; i++)
    dt_put (outputs[0], i, sum_push (&sum, self->tails, inputs[0][i]));

  self->sum = sum;
}

static guint
sum_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_sum = {
  .id = "sum",
  .title = "Rolling Sum",
  .category = "trend",
  .summary = "The sum of the last values.",
  .source = "Arithmetic",
  .convention = "The newest value is included; missing until there are as many values as the "
                "period.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (20) },
  .n_outputs = 1,
  .outputs = { { "sum", DT_DRAW_LINE, DT_UNIT_PRICE } },
  .state_size = sum_state_size,
  .init = sum_init,
  .step = sum_step,
  .run = sum_run,
  .warmup = sum_warmup,
};
