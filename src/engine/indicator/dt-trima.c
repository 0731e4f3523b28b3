/* dt-trima.c - triangular moving average
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

typedef struct
{
  DtWindowSum inner;
  DtWindowSum outer;        /* of the inner means */
  double      tails[];      /* of both */
} Trima;

static gsize
trima_state_size (const double *parameters)
{
  return sizeof (Trima) + ((gsize) parameters[0] + 1) * sizeof (double);
}

static void
trima_init (gpointer      state,
            const double *parameters)
{
  Trima *self = state;
  guint period = parameters[0], inner = (period + 1) / 2;

  dt_window_sum_init (&self->inner, inner);
  dt_window_sum_init (&self->outer, period + 1 - inner);
}

static inline void
trima_push (Trima        *self,
            const double *in,
            double       *out)
{
  dt_window_sum_push (&self->inner, self->tails, in[0]);
  if (!self->inner.full)
    return;

  dt_window_sum_push (&self->outer, self->tails + self->inner.period,
                      dt_window_sum_get_mean (&self->inner));
  if (self->outer.full)
    out[0] = dt_window_sum_get_mean (&self->outer);
}

DT_DEFINE_KERNELS (trima, Trima, 1, 1)

static guint
trima_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_trima = {
  .id = "trima",
  .title = "Triangular Moving Average",
  .category = "trend",
  .summary = "A mean in which the values in the middle of the window weigh most.",
  .source = "Kaufman, Trading Systems and Methods, 1998",
  .convention = "The mean of the mean: windows of (period + 1) / 2 each where the period is odd, "
                "else of half and of half and one more.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (20) },
  .n_outputs = 1,
  .outputs = { { "trima", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  DT_KERNELS (trima),
};
