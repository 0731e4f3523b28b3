/* dt-ulcer.c - ulcer index
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"

typedef struct
{
  DtPast ring;
  double values[];
} Ulcer;

static gsize
ulcer_state_size (const double *parameters)
{
  return sizeof (Ulcer) + dt_past_length (parameters[0]) * sizeof (double);
}

static void
ulcer_init (gpointer      state,
            const double *parameters)
{
  Ulcer *self = state;

  dt_past_init (&self->ring, parameters[0]);
}

static inline void
ulcer_push (Ulcer        *self,
            const double *in,
            double       *out)
{
  const double *window = dt_past_push (&self->ring, self->values, in[0]);
  double highest, sum = 0.;

  if (window == NULL)
    return;

  highest = window[0];
  for (guint k = 0; k < self->ring.n; k++)
    {
      double drop;

      highest = MAX (highest, window[k]);
      drop = dt_ratio (100. * (window[k] - highest), highest, 0.);
      sum += drop * drop;
    }
  out[0] = sqrt (sum / self->ring.n);
}

DT_DEFINE_KERNELS (ulcer, Ulcer, 1, 1)

static guint
ulcer_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_ulcer = {
  .id = "ulcer",
  .title = "Ulcer Index",
  .category = "volatility",
  .summary = "How deep and how long the price was below its highs, in percent.",
  .source = "Martin and McCann, The Investor’s Guide to Fidelity Funds, 1989",
  .convention = "Root of the mean squared drawdown; highs are those since the beginning of the "
                "window.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_SEARCH_PARAMETER (14, 1) },
  .n_outputs = 1,
  .outputs = { { "ulcer", DT_DRAW_LINE } },
  DT_KERNELS (ulcer),
};
