/* dt-natr.c - average true range in percent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

typedef struct
{
  double     prior;        /* close; missing before the first bar */
  DtSmoother range;
} Natr;

DT_DEFINE_STATE_SIZE (natr, Natr)

static void
natr_init (gpointer      state,
           const double *parameters)
{
  Natr *self = state;

  self->prior = NAN;
  dt_smoother_init_wilder (&self->range, parameters[0], 0);
  dt_smoother_set_seed (&self->range, parameters[1]);
}

static inline void
natr_push (Natr         *self,
           const double *in,
           double       *out)
{
  double prior = self->prior, range;

  self->prior = in[2];
  if (isnan (prior))
    return;

  range = dt_smoother_push (&self->range, dt_true_range (in[0], in[1], prior));
  if (!isnan (range))
    out[0] = dt_ratio (100. * range, in[2], 0.);
}

DT_DEFINE_KERNELS (natr, Natr, 3, 1)

static guint
natr_warmup (const double *parameters)
{
  return 1 + dt_smoother_delay (parameters[0], parameters[1]);
}

const DtIndicator dt_indicator_natr = {
  .id = "natr",
  .title = "Normalized Average True Range",
  .category = "volatility",
  .summary = "The average true range in percent of the close.",
  .source = "Forman, Cross-Market Evaluations with Normalized Average True Range, 2006",
  .convention = "Wilder’s average as in atr.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (14), DT_SEED_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "natr", DT_DRAW_LINE } },
  DT_KERNELS (natr),
};
