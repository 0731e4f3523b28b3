/* dt-vwma.c - volume-weighted moving average
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-total.h"

typedef struct
{
  DtTotal volumes;
  DtTotal rises;        /* of value times volume, where the value is above zero */
  DtTotal falls;        /* the rest */
  double  tails[];      /* of the three */
} Vwma;

static gsize
vwma_state_size (const double *parameters)
{
  return sizeof (Vwma) + 3 * (gsize) parameters[0] * sizeof (double);
}

static void
vwma_init (gpointer      state,
           const double *parameters)
{
  Vwma *self = state;

  dt_total_init (&self->volumes, parameters[0]);
  dt_total_init (&self->rises, parameters[0]);
  dt_total_init (&self->falls, parameters[0]);
}

static inline void
vwma_push (Vwma         *self,
           const double *in,
           double       *out)
{
  guint period = self->volumes.period;
  double volume = dt_total_push (&self->volumes, self->tails, in[1]);
  double rises = dt_total_push (&self->rises, self->tails + period, MAX (in[0], 0.) * in[1]);
  double falls = dt_total_push (&self->falls, self->tails + 2 * period, MAX (-in[0], 0.) * in[1]);

  if (self->volumes.full)
    out[0] = volume > 0. ? dt_ratio (rises - falls, volume, in[0]) : in[0];
}

DT_DEFINE_KERNELS (vwma, Vwma, 2, 1)

static guint
vwma_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_vwma = {
  .id = "vwma",
  .title = "Volume-Weighted Moving Average",
  .category = "volume",
  .summary = "The mean of the last values, each as heavy as the volume of its bar.",
  .source = "In general use",
  .convention = "The newest bar is included; the value itself where nothing was traded.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_SOURCE, DT_INPUT_VOLUME },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (20) },
  .n_outputs = 1,
  .outputs = { { "vwma", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  DT_KERNELS (vwma),
};
