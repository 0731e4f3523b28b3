/* dt-roc-bands.c - rate of change with bands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"
#include "dt-smoother.h"
#include "dt-total.h"

typedef struct
{
  DtPast     ring;
  DtSmoother average;
  DtTotal    squares;
  double     values[];     /* of the ring, then the tails */
} RocBands;

static gsize
roc_bands_state_size (const double *parameters)
{
  return sizeof (RocBands) +
         (dt_past_length (parameters[0] + 1.) + (gsize) parameters[2]) * sizeof (double);
}

static void
roc_bands_init (gpointer      state,
                const double *parameters)
{
  RocBands *self = state;

  dt_past_init (&self->ring, parameters[0] + 1.);
  dt_smoother_init_ema (&self->average, parameters[1], 0);
  dt_smoother_set_seed (&self->average, parameters[3]);
  dt_total_init (&self->squares, parameters[2]);
}

static inline void
roc_bands_push (RocBands     *self,
                const double *in,
                double       *out)
{
  const double *window = dt_past_push (&self->ring, self->values, in[0]);
  double square;

  if (window == NULL)
    return;

  out[0] = dt_ratio (100. * (in[0] - window[0]), window[0], 0.);
  out[1] = dt_smoother_push (&self->average, out[0]);
  square = out[0] * out[0];
  dt_total_push (&self->squares, self->values + dt_past_length (self->ring.n),
                 dt_is_present (square) ? square : 0.);
  out[2] = sqrt (self->squares.total / self->squares.period);
  out[3] = -out[2];
}

DT_DEFINE_KERNELS (roc_bands, RocBands, 1, 4)

static guint
roc_bands_warmup (const double *parameters)
{
  return parameters[0] +
         MAX (dt_smoother_delay (parameters[1], parameters[3]), parameters[2] - 1.);
}

const DtIndicator dt_indicator_roc_bands = {
  .id = "roc_bands",
  .title = "Rate of Change with Bands",
  .category = "momentum",
  .summary = "The rate of change, an average of it, and how far it usually is from zero.",
  .source = "Vitali Apirine’s bands as in Stock Indicators for .NET",
  .convention = "The bands are the root of the mean of the squared rates; a change from zero "
                "counts as none.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 4,
  .parameters = {
    DT_PERIOD_PARAMETER (12),
    DT_COUNT_PARAMETER ("smooth", 3),
    DT_COUNT_PARAMETER ("deviation", 12),
    DT_SEED_PARAMETER,
  },
  .n_outputs = 4,
  .outputs = {
    { "roc", DT_DRAW_LINE },
    { "average", DT_DRAW_LINE },
    { "upper", DT_DRAW_LINE },
    { "lower", DT_DRAW_LINE },
  },
  DT_KERNELS (roc_bands),
};
