/* dt-choppiness.c - choppiness index
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-total.h"
#include "dt-window.h"

typedef struct
{
  double          prior;     /* close; missing before the first bar */
  double          scale;     /* logarithm of the period */
  DtTotal         ranges;
  DtWindowHighest highs;     /* true highs */
  DtWindowHighest lows;      /* true lows, with the sign turned */
  double          tails[];   /* of the three */
} Choppiness;

static gsize
choppiness_state_size (const double *parameters)
{
  return sizeof (Choppiness) + 3 * (gsize) parameters[0] * sizeof (double);
}

static void
choppiness_init (gpointer      state,
                 const double *parameters)
{
  Choppiness *self = state;

  self->prior = NAN;
  self->scale = log (parameters[0]);
  dt_total_init (&self->ranges, parameters[0]);
  dt_window_highest_init (&self->highs, parameters[0]);
  dt_window_highest_init (&self->lows, parameters[0]);
}

static inline void
choppiness_push (Choppiness   *self,
                 const double *in,
                 double       *out)
{
  double prior = self->prior, high = MAX (in[0], prior), low = MIN (in[1], prior), whole;
  guint period = self->ranges.period;

  self->prior = in[2];
  if (isnan (prior))
    return;

  dt_total_push (&self->ranges, self->tails, high - low);
  dt_window_highest_push (&self->highs, self->tails + period, high);
  dt_window_highest_push (&self->lows, self->tails + 2 * period, -low);
  if (!self->ranges.full)
    return;

  whole = self->highs.highest + self->lows.highest;
  out[0] = 100. * log (CLAMP (dt_ratio (self->ranges.total, whole, period), 1., period)) /
           self->scale;
}

DT_DEFINE_KERNELS (choppiness, Choppiness, 3, 1)

static guint
choppiness_warmup (const double *parameters)
{
  return parameters[0];
}

const DtIndicator dt_indicator_choppiness = {
  .id = "choppiness",
  .title = "Choppiness Index",
  .category = "volatility",
  .summary = "Whether the price goes somewhere, near 0, or back and forth, near 100.",
  .source = "Dreiss, Australian commodity trader, 1991",
  .convention = "Logarithm of the true ranges’ sum over the range of true highs and lows, in "
                "percent of the period’s logarithm; 100 where nothing moved.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 1,
  .parameters = { { "period", 14, 2, DT_INDICATOR_MAX_PERIOD, TRUE } },
  .n_outputs = 1,
  .outputs = { { "choppiness", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 } },
  .n_levels = 2,
  .levels = { 38.2, 61.8 },
  DT_KERNELS (choppiness),
};
