/* dt-pmo.c - price momentum oscillator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

typedef struct
{
  double     prior;        /* missing before the first value */
  DtSmoother once;
  DtSmoother twice;
  DtSmoother signal;
} Pmo;

DT_DEFINE_STATE_SIZE (pmo, Pmo)

static void
pmo_init (gpointer      state,
          const double *parameters)
{
  Pmo *self = state;

  self->prior = NAN;
  dt_smoother_init (&self->once, parameters[0], 2. / parameters[0], 0);
  dt_smoother_init (&self->twice, parameters[1], 2. / parameters[1], 0);
  dt_smoother_init_ema (&self->signal, parameters[2], 0);
  dt_smoother_set_seed (&self->once, parameters[3]);
  dt_smoother_set_seed (&self->twice, parameters[3]);
  dt_smoother_set_seed (&self->signal, parameters[3]);
}

static inline void
pmo_push (Pmo          *self,
          const double *in,
          double       *out)
{
  double prior = self->prior, once;

  self->prior = in[0];
  if (isnan (prior))
    return;
  once = dt_smoother_push (&self->once, dt_ratio (100. * (in[0] - prior), prior, 0.));
  if (isnan (once))
    return;

  out[0] = dt_smoother_push (&self->twice, 10. * once);
  if (!isnan (out[0]))
    out[1] = dt_smoother_push (&self->signal, out[0]);
}

DT_DEFINE_KERNELS (pmo, Pmo, 1, 2)

static guint
pmo_warmup (const double *parameters)
{
  guint n = 1;

  for (guint k = 0; k < 3; k++)
    n += dt_smoother_delay (parameters[k], parameters[3]);

  return n;
}

const DtIndicator dt_indicator_pmo = {
  .id = "pmo",
  .title = "Price Momentum Oscillator",
  .category = "momentum",
  .summary = "The rate of change of one bar, smoothed twice.",
  .source = "Swenlin, DecisionPoint, 1990",
  .convention = "The two averages have weight 2 / period, the signal 2 / (period + 1); ten times "
                "the percentage.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 4,
  .parameters = {
    { "first", 35, 2, DT_INDICATOR_MAX_PERIOD, TRUE },
    { "second", 20, 2, DT_INDICATOR_MAX_PERIOD, TRUE },
    DT_COUNT_PARAMETER ("signal", 10),
    DT_SEED_PARAMETER,
  },
  .n_outputs = 2,
  .outputs = { { "pmo", DT_DRAW_LINE }, { "signal", DT_DRAW_LINE } },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (pmo),
};
