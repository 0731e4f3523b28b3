/* dt-stops.c - stops that trail by true ranges
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
  double     first;        /* close */
  double     close;        /* of the prior bar; missing before the first */
  double     prior_range;
  gboolean   is_up;
  gboolean   begun;
  double     upper;
  double     lower;
  double     extreme;      /* highest close while up, lowest while down */
  guint64    n_to_begin;   /* bars until the first side is chosen */
} Stop;

DT_DEFINE_STATE_SIZE (stop, Stop)

static void
stop_init (gpointer      state,
           const double *parameters)
{
  Stop *self = state;
  guint seed = parameters[2];

  *self = (Stop) {
    .multiple = parameters[1], .close = NAN, .first = NAN, .prior_range = NAN,
    .n_to_begin = dt_smoother_delay (parameters[0], seed) + 1,
  };
  dt_smoother_init_wilder (&self->range, parameters[0], 0);
  dt_smoother_set_seed (&self->range, seed);
}

/* Missing on bars before the average has a value. */
static inline double
stop_average (Stop         *self,
              const double *in)
{
  double prior = self->close;

  self->close = in[2];
  return isnan (prior) ? NAN
                       : dt_smoother_push (&self->range, dt_true_range (in[0], in[1], prior));
}

static inline void
atr_stop_push (Stop         *self,
               const double *in,
               double       *out)
{
  double prior = self->close, range = stop_average (self, in);
  double upper = in[2] + self->multiple * range, lower = in[2] - self->multiple * range;

  if (isnan (range))
    return;

  if (!self->begun)
    self->is_up = in[2] >= prior;
  if (!self->begun || upper < self->upper || prior > self->upper)
    self->upper = upper;
  if (!self->begun || lower > self->lower || prior < self->lower)
    self->lower = lower;
  self->begun = TRUE;

  self->is_up = in[2] > (self->is_up ? self->lower : self->upper);
  out[0] = self->is_up ? self->lower : self->upper;
  out[1] = self->is_up ? 1. : -1.;
}

DT_DEFINE_KERNELS (atr_stop, Stop, 3, 2)

static guint
atr_stop_warmup (const double *parameters)
{
  return 1 + dt_smoother_delay (parameters[0], parameters[2]);
}

static inline double
stop_reach (const Stop *self,
            double      close)
{
  return self->is_up ? MAX (self->extreme, close) : MIN (self->extreme, close);
}

static inline void
volatility_stop_push (Stop         *self,
                      const double *in,
                      double       *out)
{
  double close = in[2], range = self->prior_range, prior = self->close, stop;

  if (isnan (self->first))
    self->first = self->upper = self->lower = close;
  self->upper = MAX (self->upper, close);
  self->lower = MIN (self->lower, close);
  self->prior_range = stop_average (self, in);
  if (isnan (range))
    return;

  if (!self->begun)
    {
      self->begun = TRUE;
      self->is_up = prior > self->first;
      self->extreme = self->is_up ? self->upper : self->lower;
    }

  stop = self->is_up ? self->extreme - self->multiple * range
                     : self->extreme + self->multiple * range;
  out[0] = stop;
  out[1] = self->is_up ? 1. : -1.;
  out[2] = self->is_up ? close < stop : close > stop;
  if (out[2] != 0.)
    {
      self->is_up = !self->is_up;
      self->extreme = close;
    }
  else
    self->extreme = stop_reach (self, close);
}

DT_DEFINE_KERNELS (volatility_stop, Stop, 3, 3)

static guint
volatility_stop_warmup (const double *parameters)
{
  return 2 + dt_smoother_delay (parameters[0], parameters[2]);
}

const DtIndicator dt_indicator_atr_stop = {
  .id = "atr_stop",
  .title = "ATR Trailing Stop",
  .category = "volatility",
  .summary = "A stop some true ranges away from the close, that only closes in until the close "
             "reaches it; then the side changes.",
  .source = "Wilder, New Concepts in Technical Trading Systems, 1978; this form: Stock Indicators "
            "for .NET",
  .convention = "Like supertrend, but around the close; begins with the side of the last change, "
                "and a close at the stop is a hit.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 3,
  .parameters = {
    DT_PERIOD_PARAMETER (21),
    { "multiple", 3, 0, 100, FALSE },
    DT_SEED_PARAMETER,
  },
  .n_outputs = 2,
  .outputs = {
    { "stop", DT_DRAW_OVERLAY_STEPS, DT_UNIT_PRICE },
    { "direction", DT_DRAW_LINE, DT_UNIT_NUMBER, -1, 1 },
  },
  .state_size = stop_state_size,
  .init = stop_init,
  .step = atr_stop_step,
  .run = atr_stop_run,
  .warmup = atr_stop_warmup,
};

const DtIndicator dt_indicator_volatility_stop = {
  .id = "volatility_stop",
  .title = "Volatility Stop",
  .category = "volatility",
  .summary = "A stop some true ranges away from the best close since the side was taken; where a "
             "close is beyond it the side changes.",
  .source = "Wilder, New Concepts in Technical Trading Systems, 1978",
  .convention = "The stop of a bar is made of the bars before it. The first side is a guess, that "
                "of the close before against the very first: trust it after the first hit. hit is "
                "1 where the close was beyond.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 3,
  .parameters = {
    DT_PERIOD_PARAMETER (7),
    { "multiple", 3, 0, 100, FALSE },
    DT_SEED_PARAMETER,
  },
  .n_outputs = 3,
  .outputs = {
    { "stop", DT_DRAW_OVERLAY_DOTS, DT_UNIT_PRICE },
    { "direction", DT_DRAW_LINE, DT_UNIT_NUMBER, -1, 1 },
    { "hit", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 1 },
  },
  .state_size = stop_state_size,
  .init = stop_init,
  .step = volatility_stop_step,
  .run = volatility_stop_run,
  .warmup = volatility_stop_warmup,
};
