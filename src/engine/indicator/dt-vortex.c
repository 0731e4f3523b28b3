/* dt-vortex.c - vortex indicator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-total.h"

typedef struct
{
  double  high;         /* of the prior bar; missing before the first */
  double  low;
  double  close;
  DtTotal plus;
  DtTotal minus;
  DtTotal range;
  double  tails[];      /* of the three */
} Vortex;

static gsize
vortex_state_size (const double *parameters)
{
  return sizeof (Vortex) + 3 * (gsize) parameters[0] * sizeof (double);
}

static void
vortex_init (gpointer      state,
             const double *parameters)
{
  Vortex *self = state;

  self->high = self->low = self->close = NAN;
  dt_total_init (&self->plus, parameters[0]);
  dt_total_init (&self->minus, parameters[0]);
  dt_total_init (&self->range, parameters[0]);
}

static inline void
vortex_push (Vortex       *self,
             const double *in,
             double       *out)
{
  double high = self->high, low = self->low, close = self->close;
  guint period = self->range.period;

  self->high = in[0];
  self->low = in[1];
  self->close = in[2];
  if (isnan (close))
    return;

  dt_total_push (&self->plus, self->tails, fabs (in[0] - low));
  dt_total_push (&self->minus, self->tails + period, fabs (in[1] - high));
  dt_total_push (&self->range, self->tails + 2 * period, dt_true_range (in[0], in[1], close));
  if (!self->range.full)
    return;

  out[0] = dt_ratio (self->plus.total, self->range.total, 1.);
  out[1] = dt_ratio (self->minus.total, self->range.total, 1.);
}

DT_DEFINE_KERNELS (vortex, Vortex, 3, 2)

static guint
vortex_warmup (const double *parameters)
{
  return parameters[0];
}

const DtIndicator dt_indicator_vortex = {
  .id = "vortex",
  .title = "Vortex Indicator",
  .category = "trend",
  .summary = "How far highs are from the lows before and lows from the highs before, as shares of "
             "the true ranges.",
  .source = "Botes and Siepman, The Vortex Indicator, Stocks & Commodities, 2010",
  .convention = "Sums over the last bars; 1 where nothing moved.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (14) },
  .n_outputs = 2,
  .outputs = { { "plus", DT_DRAW_LINE }, { "minus", DT_DRAW_LINE } },
  .n_levels = 1,
  .levels = { 1 },
  DT_KERNELS (vortex),
};
