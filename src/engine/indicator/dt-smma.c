/* dt-smma.c - smoothed moving average
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

DT_DEFINE_STATE_SIZE (smma, DtSmoother)

static void
smma_init (gpointer      state,
           const double *parameters)
{
  dt_smoother_init_wilder (state, parameters[0], 0);
  dt_smoother_set_seed (state, parameters[1]);
}

static inline void
smma_push (DtSmoother   *self,
           const double *in,
           double       *out)
{
  out[0] = dt_smoother_push (self, in[0]);
}

DT_DEFINE_KERNELS (smma, DtSmoother, 1, 1)

static guint
smma_warmup (const double *parameters)
{
  return dt_smoother_delay (parameters[0], parameters[1]);
}

const DtIndicator dt_indicator_smma = {
  .id = "smma",
  .title = "Smoothed Moving Average",
  .category = "trend",
  .summary = "Wilder’s average: an exponential one with weight 1 / period.",
  .source = "Wilder, New Concepts in Technical Trading Systems, 1978",
  .convention = "Also known as RMA and as modified moving average; the same as an ema of twice "
                "the period less one, but for the seed.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (20), DT_SEED_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "smma", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  DT_KERNELS (smma),
};
