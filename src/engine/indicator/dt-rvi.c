/* dt-rvi.c - relative vigor index
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"
#include "dt-total.h"
#include "dt-window.h"

typedef struct
{
  DtPast      bodies;        /* the last four */
  DtPast      ranges;
  DtPast      indices;
  DtWindowSum vigor;
  DtTotal     range;
  double      last[3][8];    /* of the rings */
  double      tails[];       /* of both sums */
} Rvi;

static gsize
rvi_state_size (const double *parameters)
{
  return sizeof (Rvi) + 2 * (gsize) parameters[0] * sizeof (double);
}

static void
rvi_init (gpointer      state,
          const double *parameters)
{
  Rvi *self = state;

  dt_past_init (&self->bodies, 4);
  dt_past_init (&self->ranges, 4);
  dt_past_init (&self->indices, 4);
  dt_window_sum_init (&self->vigor, parameters[0]);
  dt_total_init (&self->range, parameters[0]);
}

/* Weights 1, 2, 2, 1. */
static inline double
rvi_symmetric (const double *window)
{
  return ((window[0] + window[3]) + 2. * (window[1] + window[2])) / 6.;
}

static inline void
rvi_push (Rvi          *self,
          const double *in,
          double       *out)
{
  const double *bodies = dt_past_push (&self->bodies, self->last[0], in[3] - in[0]);
  const double *ranges = dt_past_push (&self->ranges, self->last[1], in[1] - in[2]);
  const double *indices;

  if (bodies == NULL || ranges == NULL)
    return;

  dt_window_sum_push (&self->vigor, self->tails, rvi_symmetric (bodies));
  dt_total_push (&self->range, self->tails + self->vigor.period, MAX (rvi_symmetric (ranges), 0.));
  if (!self->range.full)
    return;

  out[0] = dt_ratio (dt_window_sum_get_sum (&self->vigor), self->range.total, 0.);
  indices = dt_past_push (&self->indices, self->last[2], out[0]);
  if (indices != NULL)
    out[1] = rvi_symmetric (indices);
}

DT_DEFINE_KERNELS (rvi, Rvi, 4, 2)

static guint
rvi_warmup (const double *parameters)
{
  return parameters[0] + 5;
}

const DtIndicator dt_indicator_rvi = {
  .id = "rvi",
  .title = "Relative Vigor Index",
  .category = "momentum",
  .summary = "How much of the bars’ ranges lies between open and close, falls negative.",
  .source = "Ehlers, Relative Vigor Index, Stocks & Commodities, 2002",
  .convention = "Bodies and ranges are smoothed over four bars with weights 1, 2, 2, 1, then "
                "summed; the signal is smoothed so too. 0 without a range.",
  .n_inputs = 4,
  .inputs = { DT_INPUT_OPEN, DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (10) },
  .n_outputs = 2,
  .outputs = { { "rvi", DT_DRAW_LINE }, { "signal", DT_DRAW_LINE } },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (rvi),
};
