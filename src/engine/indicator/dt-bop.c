/* dt-bop.c - balance of power
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

typedef struct
{
  DtWindowSum smooth;
  double      tails[];
} Bop;

static gsize
bop_state_size (const double *parameters)
{
  return sizeof (Bop) + (gsize) parameters[0] * sizeof (double);
}

static void
bop_init (gpointer      state,
          const double *parameters)
{
  Bop *self = state;

  dt_window_sum_init (&self->smooth, parameters[0]);
}

static inline void
bop_push (Bop          *self,
          const double *in,
          double       *out)
{
  dt_window_sum_push (&self->smooth, self->tails, dt_ratio (in[3] - in[0], in[1] - in[2], 0.));
  out[0] = dt_window_sum_get_mean (&self->smooth);
}

DT_DEFINE_KERNELS (bop, Bop, 4, 1)

static guint
bop_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_bop = {
  .id = "bop",
  .title = "Balance of Power",
  .category = "momentum",
  .summary = "How much of a bar’s range lies between open and close, falls negative, on average.",
  .source = "Livshin, Balance of Market Power, Stocks & Commodities, 2001",
  .convention = "(close - open) / (high - low), 0 without a range, simple mean; TA-Lib takes no "
                "mean (smooth = 1).",
  .n_inputs = 4,
  .inputs = { DT_INPUT_OPEN, DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 1,
  .parameters = { DT_COUNT_PARAMETER ("smooth", 14) },
  .n_outputs = 1,
  .outputs = { { "bop", DT_DRAW_LINE, DT_UNIT_NUMBER, -1, 1 } },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (bop),
};
