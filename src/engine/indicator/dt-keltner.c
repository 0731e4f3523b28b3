/* dt-keltner.c - Keltner channel
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

typedef struct
{
  DtSmoother average;
  DtSmoother range;
  double     multiple;
  double     prior;       /* close; missing before the first bar */
} Keltner;

DT_DEFINE_STATE_SIZE (keltner, Keltner)

static void
keltner_init (gpointer      state,
              const double *parameters)
{
  Keltner *self = state;

  dt_smoother_init_ema (&self->average, parameters[0], 0);
  dt_smoother_init_wilder (&self->range, parameters[2], 0);
  dt_smoother_set_seed (&self->average, parameters[3]);
  dt_smoother_set_seed (&self->range, parameters[3]);
  self->multiple = parameters[1];
  self->prior = NAN;
}

static inline void
keltner_push (Keltner      *self,
              const double *in,
              double       *out)
{
  double prior = self->prior, distance;

  self->prior = in[2];
  out[0] = dt_smoother_push (&self->average, in[2]);
  if (isnan (prior))
    return;

  distance = self->multiple *
             dt_smoother_push (&self->range, dt_true_range (in[0], in[1], prior));
  out[1] = out[0] + distance;
  out[2] = out[0] - distance;
}

DT_DEFINE_KERNELS (keltner, Keltner, 3, 3)

static guint
keltner_warmup (const double *parameters)
{
  return MAX (dt_smoother_delay (parameters[0], parameters[3]),
              1 + dt_smoother_delay (parameters[2], parameters[3]));
}

const DtIndicator dt_indicator_keltner = {
  .id = "keltner",
  .title = "Keltner Channel",
  .category = "volatility",
  .summary = "A band around an exponential average, some true ranges wide to either side.",
  .source = "Keltner, How to Make Money in Commodities, 1960; this form: Raschke, 1995",
  .convention = "Exponential average of the close; Wilder’s average of true ranges.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 4,
  .parameters = {
    DT_PERIOD_PARAMETER (20),
    { "multiple", 2, 0, 100, FALSE },
    DT_COUNT_PARAMETER ("atr", 10),
    DT_SEED_PARAMETER,
  },
  .n_outputs = 3,
  .outputs = {
    { "middle", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "upper", DT_DRAW_OVERLAY_BAND, DT_UNIT_PRICE },
    { "lower", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
  },
  DT_KERNELS (keltner),
};
