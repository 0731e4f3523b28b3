/* dt-coppock.c - Coppock curve
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"
#include "dt-weighted.h"

typedef struct
{
  DtPast     ring;
  guint32    lags[2];
  DtWeighted smooth;
  double     values[];     /* of the ring, then the tails */
} Coppock;

static gsize
coppock_state_size (const double *parameters)
{
  double longest = MAX (parameters[0], parameters[1]) + 1.;

  return sizeof (Coppock) +
         (dt_past_length (longest) + (gsize) parameters[2]) * sizeof (double);
}

static void
coppock_init (gpointer      state,
              const double *parameters)
{
  Coppock *self = state;

  self->lags[0] = parameters[0];
  self->lags[1] = parameters[1];
  dt_past_init (&self->ring, MAX (self->lags[0], self->lags[1]) + 1);
  dt_weighted_init (&self->smooth, parameters[2]);
}

static inline void
coppock_push (Coppock      *self,
              const double *in,
              double       *out)
{
  const double *window = dt_past_push (&self->ring, self->values, in[0]);
  double sum = 0.;

  if (window == NULL)
    return;

  for (guint k = 0; k < 2; k++)
    {
      double prior = window[self->ring.n - 1 - self->lags[k]];

      sum += dt_ratio (100. * (in[0] - prior), prior, 0.);
    }
  out[0] = dt_weighted_push (&self->smooth, self->values + dt_past_length (self->ring.n), sum);
}

DT_DEFINE_KERNELS (coppock, Coppock, 1, 1)

static guint
coppock_warmup (const double *parameters)
{
  return MAX (parameters[0], parameters[1]) + parameters[2] - 1.;
}

const DtIndicator dt_indicator_coppock = {
  .id = "coppock",
  .title = "Coppock Curve",
  .category = "momentum",
  .summary = "A weighted mean of the changes over two periods; made for months, to find the "
             "bottoms of markets.",
  .source = "Coppock, Practical Relative Strength Charting, Barron’s, 1962",
  .convention = "wma of roc (long) + roc (short); a change from zero counts as none.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 3,
  .parameters = {
    DT_COUNT_PARAMETER ("long", 14),
    DT_COUNT_PARAMETER ("short", 11),
    DT_COUNT_PARAMETER ("smooth", 10),
  },
  .n_outputs = 1,
  .outputs = { { "coppock", DT_DRAW_LINE } },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (coppock),
};
