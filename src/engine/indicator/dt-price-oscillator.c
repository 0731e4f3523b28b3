/* dt-price-oscillator.c - distance of two averages, plain and in percent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-two-averages.h"

typedef struct
{
  DtTwoAverages averages;
  DtSmoother    signal;
  double        tails[];
} Oscillator;

static gsize
apo_state_size (const double *parameters)
{
  return sizeof (Oscillator) +
         ((gsize) parameters[0] + (gsize) parameters[1]) * sizeof (double);
}

static void
apo_init (gpointer      state,
          const double *parameters)
{
  Oscillator *self = state;

  dt_two_averages_init (&self->averages, parameters[0], parameters[1], parameters[2],
                        parameters[3]);
}

static inline void
apo_push (Oscillator   *self,
          const double *in,
          double       *out)
{
  double averages[2];

  dt_two_averages_push (&self->averages, self->tails, in[0], averages);
  out[0] = averages[0] - averages[1];
}

DT_DEFINE_KERNELS (apo, Oscillator, 1, 1)

static guint
apo_warmup (const double *parameters)
{
  return dt_two_averages_delay (parameters[0], parameters[1], parameters[2], parameters[3]);
}

static void
ppo_init (gpointer      state,
          const double *parameters)
{
  Oscillator *self = state;
  guint seed = parameters[4];

  dt_two_averages_init (&self->averages, parameters[0], parameters[1], parameters[3], seed);
  dt_smoother_init_ema (&self->signal, parameters[2], 0);
  dt_smoother_set_seed (&self->signal, seed == DT_SEED_TALIB ? DT_SEED_MEAN : seed);
}

static inline void
ppo_push (Oscillator   *self,
          const double *in,
          double       *out)
{
  double averages[2];

  dt_two_averages_push (&self->averages, self->tails, in[0], averages);
  if (isnan (averages[0]) || isnan (averages[1]))
    return;

  out[0] = dt_ratio (100. * (averages[0] - averages[1]), averages[1], 0.);
  out[1] = dt_smoother_push (&self->signal, out[0]);
  out[2] = out[0] - out[1];
}

DT_DEFINE_KERNELS (ppo, Oscillator, 1, 3)

static guint
ppo_warmup (const double *parameters)
{
  return dt_two_averages_delay (parameters[0], parameters[1], parameters[3], parameters[4]) +
         dt_smoother_delay (parameters[2], parameters[4]);
}

#define PPO_PARAMETERS             \
  DT_COUNT_PARAMETER ("fast", 12), \
  DT_COUNT_PARAMETER ("slow", 26), \
  DT_COUNT_PARAMETER ("signal", 9), \
  DT_AVERAGE_PARAMETER (DT_AVERAGE_EXPONENTIAL), \
  DT_SEED_TALIB_PARAMETER

#define SEED_CONVENTION                                                                  \
  "With seed = talib the faster average begins so late that both give their first value " \
  "together."

const DtIndicator dt_indicator_apo = {
  .id = "apo",
  .title = "Absolute Price Oscillator",
  .category = "momentum",
  .summary = "The distance of a fast from a slow average.",
  .source = "In general use",
  .convention = "The line of macd, of exponential or simple averages. " SEED_CONVENTION,
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 4,
  .parameters = {
    DT_COUNT_PARAMETER ("fast", 12),
    DT_COUNT_PARAMETER ("slow", 26),
    DT_AVERAGE_PARAMETER (DT_AVERAGE_EXPONENTIAL),
    DT_SEED_TALIB_PARAMETER,
  },
  .n_outputs = 1,
  .outputs = { { "apo", DT_DRAW_LINE, DT_UNIT_PRICE } },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (apo),
};

const DtIndicator dt_indicator_ppo = {
  .id = "ppo",
  .title = "Percentage Price Oscillator",
  .category = "momentum",
  .summary = "The distance of a fast from a slow average in percent of the slow one, and an "
             "exponential average of it.",
  .source = "Appel, Technical Analysis: Power Tools for Active Investors, 2005",
  .convention = "100 (fast - slow) / slow. " SEED_CONVENTION,
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 5,
  .parameters = { PPO_PARAMETERS },
  .n_outputs = 3,
  .outputs = {
    { "ppo", DT_DRAW_LINE },
    { "signal", DT_DRAW_LINE },
    { "histogram", DT_DRAW_HISTOGRAM },
  },
  .state_size = apo_state_size,
  .init = ppo_init,
  .step = ppo_step,
  .run = ppo_run,
  .warmup = ppo_warmup,
};

const DtIndicator dt_indicator_pvo = {
  .id = "pvo",
  .title = "Percentage Volume Oscillator",
  .category = "volume",
  .summary = "The distance of a fast from a slow average of the volume in percent of the slow "
             "one, and an exponential average of it.",
  .source = "In general use",
  .convention = "100 (fast - slow) / slow, 0 without volume. " SEED_CONVENTION,
  .n_inputs = 1,
  .inputs = { DT_INPUT_VOLUME },
  .n_parameters = 5,
  .parameters = { PPO_PARAMETERS },
  .n_outputs = 3,
  .outputs = {
    { "pvo", DT_DRAW_LINE },
    { "signal", DT_DRAW_LINE },
    { "histogram", DT_DRAW_HISTOGRAM },
  },
  .state_size = apo_state_size,
  .init = ppo_init,
  .step = ppo_step,
  .run = ppo_run,
  .warmup = ppo_warmup,
};
