/* dt-stochastic-rsi.c - stochastic oscillator of the RSI
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"
#include "dt-window.h"

typedef struct
{
  DtSmoother      gains;
  DtSmoother      losses;
  double          prior;     /* missing before the first value */
  DtWindowHighest highs;
  DtWindowHighest lows;      /* with the sign turned */
  DtWindowSum     smooth;
  DtWindowSum     signal;
  double          tails[];   /* of the four */
} StochasticRsi;

static gsize
stochastic_rsi_state_size (const double *parameters)
{
  return sizeof (StochasticRsi) +
         (2 * (gsize) parameters[1] + (gsize) parameters[2] + (gsize) parameters[3]) *
           sizeof (double);
}

static void
stochastic_rsi_init (gpointer      state,
                     const double *parameters)
{
  StochasticRsi *self = state;

  dt_smoother_init_wilder (&self->gains, parameters[0], 0);
  dt_smoother_init_wilder (&self->losses, parameters[0], 0);
  dt_smoother_set_seed (&self->gains, parameters[4]);
  dt_smoother_set_seed (&self->losses, parameters[4]);
  self->prior = NAN;
  dt_window_highest_init (&self->highs, parameters[1]);
  dt_window_highest_init (&self->lows, parameters[1]);
  dt_window_sum_init (&self->smooth, parameters[2]);
  dt_window_sum_init (&self->signal, parameters[3]);
}

static inline double
stochastic_rsi_index (StochasticRsi *self,
                      double         value)
{
  double change = value - self->prior, gain, loss;

  self->prior = value;
  if (isnan (change))
    return NAN;

  gain = dt_smoother_push (&self->gains, MAX (change, 0.));
  loss = dt_smoother_push (&self->losses, MAX (-change, 0.));
  return isnan (gain) ? NAN : dt_ratio (100. * gain, gain + loss, 50.);
}

static inline void
stochastic_rsi_push (StochasticRsi *self,
                     const double  *in,
                     double        *out)
{
  double index = stochastic_rsi_index (self, in[0]), lowest;
  double *tails = self->tails + 2 * self->highs.period;

  if (isnan (index))
    return;

  dt_window_highest_push (&self->highs, self->tails, index);
  dt_window_highest_push (&self->lows, self->tails + self->highs.period, -index);
  if (!self->highs.full)
    return;

  lowest = -self->lows.highest;
  dt_window_sum_push (&self->smooth, tails,
                      dt_ratio (100. * (index - lowest), self->highs.highest - lowest, 50.));
  if (!self->smooth.full)
    return;

  out[0] = dt_window_sum_get_mean (&self->smooth);
  dt_window_sum_push (&self->signal, tails + self->smooth.period, out[0]);
  out[1] = dt_window_sum_get_mean (&self->signal);
}

DT_DEFINE_KERNELS (stochastic_rsi, StochasticRsi, 1, 2)

static guint
stochastic_rsi_warmup (const double *parameters)
{
  return 1 + dt_smoother_delay (parameters[0], parameters[4]) + parameters[1] + parameters[2] +
         parameters[3] - 3;
}

const DtIndicator dt_indicator_stochastic_rsi = {
  .id = "stochastic_rsi",
  .title = "Stochastic RSI",
  .category = "momentum",
  .summary = "Where the RSI stands in its own range of the last bars, 0 to 100.",
  .source = "Chande and Kroll, The New Technical Trader, 1994",
  .convention = "k is the simple mean of the raw values over smooth bars, d that of k over signal "
                "bars; TA-Lib does not smooth k (smooth = 1). 50 where there is no range (TA-Lib: "
                "0).",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 5,
  .parameters = {
    DT_COUNT_PARAMETER ("rsi", 14),
    DT_PERIOD_PARAMETER (14),
    DT_COUNT_PARAMETER ("smooth", 3),
    DT_COUNT_PARAMETER ("signal", 3),
    DT_SEED_PARAMETER,
  },
  .n_outputs = 2,
  .outputs = {
    { "k", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 },
    { "d", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 },
  },
  .n_levels = 2,
  .levels = { 20, 80 },
  DT_KERNELS (stochastic_rsi),
};
