/* dt-stochastic-fast.c - fast stochastic oscillator and Williams %R
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

typedef struct
{
  DtWindowHighest highs;
  DtWindowHighest lows;      /* with the sign turned */
  DtWindowSum     signal;
  double          tails[];   /* of the three */
} Fast;

static gsize
stochastic_fast_state_size (const double *parameters)
{
  return sizeof (Fast) +
         (2 * (gsize) parameters[0] + (gsize) parameters[1]) * sizeof (double);
}

static void
stochastic_fast_init (gpointer      state,
                      const double *parameters)
{
  Fast *self = state;

  dt_window_highest_init (&self->highs, parameters[0]);
  dt_window_highest_init (&self->lows, parameters[0]);
  dt_window_sum_init (&self->signal, parameters[1]);
}

/* Where the close stands, 0 to 100; the middle where there is no range. */
static inline double
fast_place (Fast         *self,
            const double *in)
{
  double lowest;

  dt_window_highest_push (&self->highs, self->tails, in[0]);
  dt_window_highest_push (&self->lows, self->tails + self->highs.period, -in[1]);
  if (!self->highs.full)
    return NAN;

  lowest = -self->lows.highest;
  return dt_ratio (100. * (in[2] - lowest), self->highs.highest - lowest, 50.);
}

static inline void
stochastic_fast_push (Fast         *self,
                      const double *in,
                      double       *out)
{
  out[0] = fast_place (self, in);
  if (isnan (out[0]))
    return;

  dt_window_sum_push (&self->signal, self->tails + 2 * self->highs.period, out[0]);
  out[1] = dt_window_sum_get_mean (&self->signal);
}

DT_DEFINE_KERNELS (stochastic_fast, Fast, 3, 2)

static guint
stochastic_fast_warmup (const double *parameters)
{
  return parameters[0] + parameters[1] - 2;
}

static gsize
williams_r_state_size (const double *parameters)
{
  return sizeof (Fast) + 2 * (gsize) parameters[0] * sizeof (double);
}

static void
williams_r_init (gpointer      state,
                 const double *parameters)
{
  Fast *self = state;

  dt_window_highest_init (&self->highs, parameters[0]);
  dt_window_highest_init (&self->lows, parameters[0]);
}

static inline void
williams_r_push (Fast         *self,
                 const double *in,
                 double       *out)
{
  out[0] = fast_place (self, in) - 100.;
}

DT_DEFINE_KERNELS (williams_r, Fast, 3, 1)

static guint
williams_r_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_stochastic_fast = {
  .id = "stochastic_fast",
  .title = "Fast Stochastic Oscillator",
  .category = "momentum",
  .summary = "Where the close stands in the range of the last bars, 0 to 100, and the mean of it.",
  .source = "Lane, Lane’s Stochastics, 1984",
  .convention = "The current bar is included; 50 where there is no range (TA-Lib: 0).",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (14), DT_COUNT_PARAMETER ("signal", 3) },
  .n_outputs = 2,
  .outputs = {
    { "k", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 },
    { "d", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 },
  },
  .n_levels = 2,
  .levels = { 20, 80 },
  DT_KERNELS (stochastic_fast),
};

const DtIndicator dt_indicator_williams_r = {
  .id = "williams_r",
  .title = "Williams %R",
  .category = "momentum",
  .summary = "How far the close is below the highest high, in percent of the range: -100 to 0.",
  .source = "Williams, How I Made One Million Dollars Last Year Trading Commodities, 1973",
  .convention = "The current bar is included; -50 where there is no range (TA-Lib: 0).",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (14) },
  .n_outputs = 1,
  .outputs = { { "williams_r", DT_DRAW_LINE, DT_UNIT_NUMBER, -100, 0 } },
  .n_levels = 2,
  .levels = { -80, -20 },
  DT_KERNELS (williams_r),
};
