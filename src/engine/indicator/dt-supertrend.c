/* dt-supertrend.c - SuperTrend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

typedef struct
{
  DtSmoother range;
  double     multiple;
  double     close;       /* of the prior bar; missing before the first */
  double     upper;       /* missing before the first */
  double     lower;
  gboolean   is_up;
} Supertrend;

DT_DEFINE_STATE_SIZE (supertrend, Supertrend)

static void
supertrend_init (gpointer      state,
                 const double *parameters)
{
  Supertrend *self = state;

  dt_smoother_init_wilder (&self->range, parameters[0], 0);
  dt_smoother_set_seed (&self->range, parameters[2]);
  self->multiple = parameters[1];
  self->close = self->upper = self->lower = NAN;
  self->is_up = TRUE;
}

/* Bands only close in on the price, until a close is beyond them. */
static inline void
supertrend_move (Supertrend *self,
                 double      middle,
                 double      distance,
                 double      prior_close)
{
  double upper = middle + distance, lower = middle - distance;

  if (isnan (self->upper) || upper < self->upper || prior_close > self->upper)
    self->upper = upper;
  if (isnan (self->lower) || lower > self->lower || prior_close < self->lower)
    self->lower = lower;
}

static inline void
supertrend_push (Supertrend   *self,
                 const double *in,
                 double       *out)
{
  double high = in[0], low = in[1], close = in[2], prior = self->close, range;
  gboolean begins = isnan (self->upper);

  self->close = close;
  if (isnan (prior))
    return;
  range = dt_smoother_push (&self->range, dt_true_range (high, low, prior));
  if (isnan (range))
    return;

  supertrend_move (self, (high + low) / 2., self->multiple * range, prior);
  if (begins)
    self->is_up = close >= (high + low) / 2.;
  else
    self->is_up = self->is_up ? close >= self->lower : close > self->upper;

  out[0] = self->is_up ? self->lower : self->upper;
  out[1] = self->is_up ? 1. : -1.;
  out[2] = self->upper;
  out[3] = self->lower;
}

DT_DEFINE_KERNELS (supertrend, Supertrend, 3, 4)

static guint
supertrend_warmup (const double *parameters)
{
  return 1 + dt_smoother_delay (parameters[0], parameters[2]);
}

const DtIndicator dt_indicator_supertrend = {
  .id = "supertrend",
  .title = "SuperTrend",
  .category = "trend",
  .summary = "A stop some true ranges away from the middle of the bar, that only closes in until "
             "the close is beyond it; then the side changes.",
  .source = "Seban, Tout le monde mérite d’être riche, 2008",
  .convention = "Wilder’s average of true ranges; the first bar with one is up where its close is "
                "in the upper half. direction is 1 or -1, upper and lower are both bands.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 3,
  .parameters = {
    DT_PERIOD_PARAMETER (10),
    { "multiple", 3, 0, 100, FALSE },
    DT_SEED_PARAMETER,
  },
  .n_outputs = 4,
  .outputs = {
    { "supertrend", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "direction", DT_DRAW_LINE, DT_UNIT_NUMBER, -1, 1 },
    { "upper", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "lower", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
  },
  DT_KERNELS (supertrend),
};
