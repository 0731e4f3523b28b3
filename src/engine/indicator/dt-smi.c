/* dt-smi.c - stochastic momentum index
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"
#include "dt-window.h"

typedef struct
{
  DtWindowHighest highs;
  DtWindowHighest lows;       /* with the sign turned */
  DtSmoother      places[2];  /* of the distance from the middle, the second of the first */
  DtSmoother      ranges[2];
  DtSmoother      signal;
  double          tails[];    /* of the two windows */
} Smi;

static gsize
smi_state_size (const double *parameters)
{
  return sizeof (Smi) + 2 * (gsize) parameters[0] * sizeof (double);
}

static void
smi_init (gpointer      state,
          const double *parameters)
{
  Smi *self = state;

  dt_window_highest_init (&self->highs, parameters[0]);
  dt_window_highest_init (&self->lows, parameters[0]);
  for (guint k = 0; k < 2; k++)
    {
      dt_smoother_init_ema (&self->places[k], parameters[1 + k], 0);
      dt_smoother_init_ema (&self->ranges[k], parameters[1 + k], 0);
      dt_smoother_set_seed (&self->places[k], parameters[4]);
      dt_smoother_set_seed (&self->ranges[k], parameters[4]);
    }
  dt_smoother_init_ema (&self->signal, parameters[3], 0);
  dt_smoother_set_seed (&self->signal, parameters[4]);
}

static inline void
smi_push (Smi          *self,
          const double *in,
          double       *out)
{
  double highest, lowest, place, range;

  dt_window_highest_push (&self->highs, self->tails, in[0]);
  dt_window_highest_push (&self->lows, self->tails + self->highs.period, -in[1]);
  highest = self->highs.highest;
  lowest = -self->lows.highest;

  place = in[2] - (highest + lowest) / 2.;
  range = highest - lowest;
  for (guint k = 0; k < 2; k++)
    {
      if (isnan (place))
        return;
      place = dt_smoother_push (&self->places[k], place);
      range = dt_smoother_push (&self->ranges[k], range);
    }
  if (isnan (place))
    return;

  out[0] = dt_ratio (100. * place, range / 2., 0.);
  out[1] = dt_smoother_push (&self->signal, out[0]);
}

DT_DEFINE_KERNELS (smi, Smi, 3, 2)

static guint
smi_warmup (const double *parameters)
{
  guint n = parameters[0] - 1;

  for (guint k = 1; k < 4; k++)
    n += dt_smoother_delay (parameters[k], parameters[4]);

  return n;
}

const DtIndicator dt_indicator_smi = {
  .id = "smi",
  .title = "Stochastic Momentum Index",
  .category = "momentum",
  .summary = "How far the close is from the middle of the range of the last bars, smoothed twice, "
             "-100 to 100.",
  .source = "Blau, Stochastic Momentum, Stocks & Commodities, 1993",
  .convention = "Exponential averages of the distance and of the range; 0 without a range.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 5,
  .parameters = {
    DT_PERIOD_PARAMETER (13),
    DT_COUNT_PARAMETER ("first", 25),
    DT_COUNT_PARAMETER ("second", 2),
    DT_COUNT_PARAMETER ("signal", 3),
    DT_SEED_PARAMETER,
  },
  .n_outputs = 2,
  .outputs = {
    { "smi", DT_DRAW_LINE, DT_UNIT_NUMBER, -100, 100 },
    { "signal", DT_DRAW_LINE, DT_UNIT_NUMBER, -100, 100 },
  },
  .n_levels = 2,
  .levels = { -40, 40 },
  DT_KERNELS (smi),
};
