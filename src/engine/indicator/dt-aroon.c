/* dt-aroon.c - Aroon, and bars since the extremes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-extreme.h"

typedef struct
{
  DtExtreme highs;
  DtExtreme lows;       /* with the sign turned */
  double    values[];   /* of both */
} Aroon;

static gsize
aroon_state_size (const double *parameters)
{
  return sizeof (Aroon) + 2 * dt_past_length (parameters[0] + 1.) * sizeof (double);
}

static void
aroon_init (gpointer      state,
            const double *parameters)
{
  Aroon *self = state;

  dt_extreme_init (&self->highs, parameters[0] + 1.);
  dt_extreme_init (&self->lows, parameters[0] + 1.);
}

static inline void
aroon_push (Aroon        *self,
            const double *in,
            double       *out)
{
  double period = self->highs.ring.n - 1.;
  gboolean full = dt_extreme_push (&self->highs, self->values, in[0]);

  dt_extreme_push (&self->lows, self->values + dt_past_length (self->highs.ring.n), -in[1]);
  if (!full)
    return;

  out[0] = 100. * (period - self->highs.age) / period;
  out[1] = 100. * (period - self->lows.age) / period;
  out[2] = out[0] - out[1];
}

DT_DEFINE_KERNELS (aroon, Aroon, 2, 3)

static guint
aroon_warmup (const double *parameters)
{
  return parameters[0];
}

typedef struct
{
  DtExtreme extreme;
  double    values[];
} Since;

static gsize
since_state_size (const double *parameters)
{
  return sizeof (Since) + dt_past_length (parameters[0]) * sizeof (double);
}

static void
since_init (gpointer      state,
            const double *parameters)
{
  Since *self = state;

  dt_extreme_init (&self->extreme, parameters[0]);
}

static inline void
highest_bars_push (Since        *self,
                   const double *in,
                   double       *out)
{
  if (dt_extreme_push (&self->extreme, self->values, in[0]))
    out[0] = self->extreme.age;
}

DT_DEFINE_KERNELS (highest_bars, Since, 1, 1)

static inline void
lowest_bars_push (Since        *self,
                  const double *in,
                  double       *out)
{
  if (dt_extreme_push (&self->extreme, self->values, -in[0]))
    out[0] = self->extreme.age;
}

DT_DEFINE_KERNELS (lowest_bars, Since, 1, 1)

static guint
since_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_aroon = {
  .id = "aroon",
  .title = "Aroon",
  .category = "trend",
  .summary = "How new the highest high and the lowest low are: 100 on the bar itself, 0 a period "
             "later.",
  .source = "Chande, A Time Price Oscillator, Stocks & Commodities, 1995",
  .convention = "Looks at period + 1 bars; of equal extremes the newest counts.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (25) },
  .n_outputs = 3,
  .outputs = {
    { "up", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 },
    { "down", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 },
    { "oscillator", DT_DRAW_LINE, DT_UNIT_NUMBER, -100, 100 },
  },
  DT_KERNELS (aroon),
};

const DtIndicator dt_indicator_highest_bars = {
  .id = "highest_bars",
  .title = "Bars since the Highest",
  .category = "trend",
  .summary = "How many bars ago the highest of the last values was.",
  .source = "In general use",
  .convention = "0 where it is the newest; of equal ones the newest counts. TA-Lib’s MAXINDEX is "
                "the bar’s number less this.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (20) },
  .n_outputs = 1,
  .outputs = { { "highest_bars", DT_DRAW_LINE } },
  .state_size = since_state_size,
  .init = since_init,
  .step = highest_bars_step,
  .run = highest_bars_run,
  .warmup = since_warmup,
};

const DtIndicator dt_indicator_lowest_bars = {
  .id = "lowest_bars",
  .title = "Bars since the Lowest",
  .category = "trend",
  .summary = "How many bars ago the lowest of the last values was.",
  .source = "In general use",
  .convention = "0 where it is the newest; of equal ones the newest counts. TA-Lib’s MININDEX is "
                "the bar’s number less this.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (20) },
  .n_outputs = 1,
  .outputs = { { "lowest_bars", DT_DRAW_LINE } },
  .state_size = since_state_size,
  .init = since_init,
  .step = lowest_bars_step,
  .run = lowest_bars_run,
  .warmup = since_warmup,
};
