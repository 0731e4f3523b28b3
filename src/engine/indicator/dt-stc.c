/* dt-stc.c - Schaff trend cycle
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"
#include "dt-window.h"

typedef struct
{
  DtSmoother      fast;
  DtSmoother      slow;
  DtWindowHighest highs;     /* of their distance */
  DtWindowHighest lows;      /* with the sign turned */
  DtWindowSum     smooth;
  double          tails[];   /* of the three windows */
} Stc;

static gsize
stc_state_size (const double *parameters)
{
  return sizeof (Stc) + (2 * (gsize) parameters[0] + (gsize) parameters[3]) * sizeof (double);
}

static void
stc_init (gpointer      state,
          const double *parameters)
{
  Stc *self = state;

  dt_window_highest_init (&self->highs, parameters[0]);
  dt_window_highest_init (&self->lows, parameters[0]);
  dt_smoother_init_ema (&self->fast, parameters[1], 0);
  dt_smoother_init_ema (&self->slow, parameters[2], 0);
  dt_window_sum_init (&self->smooth, parameters[3]);
  dt_smoother_set_seed (&self->fast, parameters[4]);
  dt_smoother_set_seed (&self->slow, parameters[4]);
}

static inline void
stc_push (Stc          *self,
          const double *in,
          double       *out)
{
  double fast = dt_smoother_push (&self->fast, in[0]);
  double distance = fast - dt_smoother_push (&self->slow, in[0]), lowest;
  guint period = self->highs.period;

  if (isnan (distance))
    return;

  dt_window_highest_push (&self->highs, self->tails, distance);
  dt_window_highest_push (&self->lows, self->tails + period, -distance);
  if (!self->highs.full)
    return;

  lowest = -self->lows.highest;
  dt_window_sum_push (&self->smooth, self->tails + 2 * period,
                      dt_ratio (100. * (distance - lowest), self->highs.highest - lowest, 50.));
  out[0] = dt_window_sum_get_mean (&self->smooth);
}

DT_DEFINE_KERNELS (stc, Stc, 1, 1)

static guint
stc_warmup (const double *parameters)
{
  return dt_smoother_delay (MAX (parameters[1], parameters[2]), parameters[4]) + parameters[0] +
         parameters[3] - 2;
}

const DtIndicator dt_indicator_stc = {
  .id = "stc",
  .title = "Schaff Trend Cycle",
  .category = "momentum",
  .summary = "Where the MACD stands in its own range of the last bars, 0 to 100.",
  .source = "Schaff, 1999; this form: Stock Indicators for .NET",
  .convention = "One stochastic of the macd, smoothed by a simple mean; Schaff’s own has two in a "
                "row, each smoothed by half of the new value. 50 where there is no range.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 5,
  .parameters = {
    DT_COUNT_PARAMETER ("cycle", 10),
    DT_COUNT_PARAMETER ("fast", 23),
    DT_COUNT_PARAMETER ("slow", 50),
    DT_COUNT_PARAMETER ("smooth", 3),
    DT_SEED_PARAMETER,
  },
  .n_outputs = 1,
  .outputs = { { "stc", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 } },
  .n_levels = 2,
  .levels = { 25, 75 },
  DT_KERNELS (stc),
};
