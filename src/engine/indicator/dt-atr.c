/* dt-atr.c - average true range
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

typedef struct
{
  DtSmoother smoother;
  double     close;      /* missing before the first bar */
} Atr;

static gsize
atr_state_size (const double *parameters)
{
  return sizeof (Atr);
}

static void
atr_init (gpointer      state,
          const double *parameters)
{
  Atr *self = state;

  dt_smoother_init_wilder (&self->smoother, parameters[0], 0);
  dt_smoother_set_seed (&self->smoother, parameters[1]);
  self->close = NAN;
}

static inline double
atr_push (Atr    *self,
          double  high,
          double  low,
          double  close)
{
  double prior = self->close;

  if (!(dt_is_present (high) && dt_is_present (low) && dt_is_present (close)))
    return NAN;

  self->close = close;
  if (G_UNLIKELY (isnan (prior)))
    return NAN;

  return dt_smoother_push (&self->smoother, dt_true_range (high, low, prior));
}

static void
atr_step (gpointer      state,
          const double *inputs,
          double       *outputs)
{
  outputs[0] = atr_push (state, inputs[0], inputs[1], inputs[2]);
}

static inline gboolean
atr_is_ready (const Atr *self)
{
  return dt_smoother_at_block (&self->smoother);
}

static inline void
atr_run_columns (Atr                 *self,
                 const double *const *in,
                 gsize                n,
                 double *const       *out)
{
  double ranges[DT_INDICATOR_CHUNK];

  dt_true_ranges (in[0], in[1], in[2], self->close, n, ranges);
  dt_smoother_run (&self->smoother, ranges, n, out[0]);
  self->close = in[2][n - 1];
}

DT_DEFINE_COLUMN_RUN (atr, Atr, 3, 1)

static guint
atr_warmup (const double *parameters)
{
  return 1 + dt_smoother_delay (parameters[0], parameters[1]);
}

const DtIndicator dt_indicator_atr = {
  .id = "atr",
  .title = "Average True Range",
  .category = "volatility",
  .summary = "How far the price moves in a bar, gaps included, on average.",
  .source = "Wilder, New Concepts in Technical Trading Systems, 1978",
  .convention = "Wilder’s average, weight 1 / period, seeded by the simple mean of the first true "
                "ranges; the first bar has no prior close and no true range.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (14), DT_SEED_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "atr", DT_DRAW_LINE, DT_UNIT_PRICE } },
  .state_size = atr_state_size,
  .init = atr_init,
  .step = atr_step,
  .run = atr_run,
  .warmup = atr_warmup,
};
