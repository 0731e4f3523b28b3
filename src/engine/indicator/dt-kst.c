/* dt-kst.c - Know Sure Thing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"
#include "dt-window.h"

typedef struct
{
  DtPast      ring;
  guint32     lags[4];
  DtWindowSum smooth[4];
  DtWindowSum signal;
  double      values[];     /* of the ring, then the tails */
} Kst;

static double
kst_longest (const double *parameters)
{
  return MAX (MAX (parameters[0], parameters[1]), MAX (parameters[2], parameters[3])) + 1.;
}

static gsize
kst_state_size (const double *parameters)
{
  gsize n = dt_past_length (kst_longest (parameters)) + (gsize) parameters[8];

  for (guint k = 0; k < 4; k++)
    n += (gsize) parameters[4 + k];

  return sizeof (Kst) + n * sizeof (double);
}

static void
kst_init (gpointer      state,
          const double *parameters)
{
  Kst *self = state;

  dt_past_init (&self->ring, kst_longest (parameters));
  for (guint k = 0; k < 4; k++)
    {
      self->lags[k] = parameters[k];
      dt_window_sum_init (&self->smooth[k], parameters[4 + k]);
    }
  dt_window_sum_init (&self->signal, parameters[8]);
}

static inline void
kst_push (Kst          *self,
          const double *in,
          double       *out)
{
  const double *window = dt_past_push (&self->ring, self->values, in[0]);
  double *tails = self->values + dt_past_length (self->ring.n), sum = 0.;

  if (window == NULL)
    return;

  for (guint k = 0; k < 4; k++)
    {
      double prior = window[self->ring.n - 1 - self->lags[k]];

      dt_window_sum_push (&self->smooth[k], tails,
                          dt_ratio (100. * (in[0] - prior), prior, 0.));
      sum += (k + 1.) * dt_window_sum_get_mean (&self->smooth[k]);
      tails += self->smooth[k].period;
    }
  if (isnan (sum))
    return;

  out[0] = sum;
  dt_window_sum_push (&self->signal, tails, sum);
  out[1] = dt_window_sum_get_mean (&self->signal);
}

DT_DEFINE_KERNELS (kst, Kst, 1, 2)

static guint
kst_warmup (const double *parameters)
{
  double longest = MAX (MAX (parameters[4], parameters[5]), MAX (parameters[6], parameters[7]));

  return kst_longest (parameters) - 1. + longest - 1. + parameters[8] - 1.;
}

const DtIndicator dt_indicator_kst = {
  .id = "kst",
  .title = "Know Sure Thing",
  .category = "momentum",
  .summary = "Smoothed changes over four periods, the longest weighing most.",
  .source = "Pring, Summed Rate of Change, Stocks & Commodities, 1992",
  .convention = "Weights 1, 2, 3 and 4; simple means; all begin together, when there is a value "
                "long enough ago for the longest; a change from zero counts as none.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 9,
  .parameters = {
    DT_COUNT_PARAMETER ("roc1", 10),
    DT_COUNT_PARAMETER ("roc2", 15),
    DT_COUNT_PARAMETER ("roc3", 20),
    DT_COUNT_PARAMETER ("roc4", 30),
    DT_COUNT_PARAMETER ("smooth1", 10),
    DT_COUNT_PARAMETER ("smooth2", 10),
    DT_COUNT_PARAMETER ("smooth3", 10),
    DT_COUNT_PARAMETER ("smooth4", 15),
    DT_COUNT_PARAMETER ("signal", 9),
  },
  .n_outputs = 2,
  .outputs = { { "kst", DT_DRAW_LINE }, { "signal", DT_DRAW_LINE } },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (kst),
};
