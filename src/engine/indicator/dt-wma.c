/* dt-wma.c - weighted moving average
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

/* The window as in dt-window.h, a tail of the block before and a head of this one. With weights 1
 * (oldest) .. n (newest), the tail's sums are complete once its block is; the head's grow by a
 * value and, as all its weights fall by one a step until the block is complete, are kept as the sum
 * of the values and the sum of the values times their place. */
typedef struct
{
  guint32  period;
  guint32  at;             /* values in this block */
  gboolean full;           /* a whole block has passed */
  double   weight;         /* 1 / (1 + 2 + .. + period) */
  double   reference;      /* as in #DtWindowSum */
  double   head;           /* sum of this block's deviations */
  double   head_placed;    /* the same, each times its place from 1 */
} Window;

typedef struct
{
  Window window;
  double tails[];
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
  double n = parameters[0];

  self->window = (Window) { .period = n, .weight = 2. / (n * (n + 1.)) };
}

/* Turns a block's values into the weighted sums of its tails, weights 1 .. length; returns the
 * whole block's. */
static double
wma_turn (double *tails,
          guint   period,
          double  reference)
{
  double sum = 0., placed = 0., whole = 0.;

  for (guint k = 0; k < period; k++)
    whole += (k + 1.) * (tails[k] - reference);

  /* A tail that is longer by one value has every weight of the shorter one raised by one. */
  for (guint k = period; k-- > 0; )
    {
      sum += tails[k] - reference;
      tails[k] = placed += sum;
    }

  return whole;
}

static inline G_ALWAYS_INLINE double
wma_push (Window *window,
          double *tails,
          double  value)
{
  guint at = window->at;
  double deviation, sum;

  if (G_UNLIKELY (!dt_is_present (value)))
    return NAN;

  if (G_UNLIKELY (at == 0 && !window->full))
    window->reference = value;

  tails[at++] = value;
  if (G_UNLIKELY (at == window->period))
    {
      window->at = 0;
      window->full = TRUE;
      window->head = window->head_placed = 0.;
      window->reference = value;
      return value + wma_turn (tails, at, value) * window->weight;
    }

  window->at = at;
  deviation = value - window->reference;
  window->head += deviation;
  window->head_placed += deviation * at;
  if (G_UNLIKELY (!window->full))
    return NAN;

  sum = tails[at] + window->head_placed + (window->period - at) * window->head;
  return window->reference + sum * window->weight;
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
  Window window = self->window;

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
  .outputs = { { "wma", DT_DRAW_OVERLAY_LINE } },
  .state_size = wma_state_size,
  .init = wma_init,
  .step = wma_step,
  .run = wma_run,
  .warmup = wma_warmup,
};
