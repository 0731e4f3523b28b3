/* dt-donchian.c - Donchian channel
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
} Windows;

typedef struct
{
  Windows windows;
  double  tails[];            /* of the highs, then of the lows */
} Donchian;

static gsize
donchian_state_size (const double *parameters)
{
  return sizeof (Donchian) + 2 * (gsize) parameters[0] * sizeof (double);
}

static void
donchian_init (gpointer      state,
               const double *parameters)
{
  Donchian *self = state;

  dt_window_highest_init (&self->windows.highs, parameters[0]);
  dt_window_highest_init (&self->windows.lows, parameters[0]);
}

/* Writes middle, upper and lower of the bars before this one. */
static inline G_ALWAYS_INLINE void
donchian_push (Windows *windows,
               double  *tails,
               double   high,
               double   low,
               double  *channel)
{
  channel[0] = channel[1] = channel[2] = NAN;
  if (G_UNLIKELY (!(dt_is_present (high) && dt_is_present (low))))
    return;

  channel[1] = windows->highs.highest;
  channel[2] = -windows->lows.highest;
  channel[0] = (channel[1] + channel[2]) / 2.;

  dt_window_highest_push (&windows->highs, tails, high);
  dt_window_highest_push (&windows->lows, tails + windows->lows.period, -low);
}

static void
donchian_step (gpointer      state,
               const double *inputs,
               double       *outputs)
{
  Donchian *self = state;

  donchian_push (&self->windows, self->tails, inputs[0], inputs[1], outputs);
}

static void
donchian_run (gpointer             state,
              const double *const *inputs,
              gsize                n,
              double *const       *outputs)
{
  Donchian *self = state;
  Windows windows = self->windows;

  for (gsize i = 0; i < n; i++)
    {
      double channel[3];

      donchian_push (&windows, self->tails, inputs[0][i], inputs[1][i], channel);
      for (guint k = 0; k < 3; k++)
        dt_put (outputs[k], i, channel[k]);
    }

  self->windows = windows;
}

static guint
donchian_warmup (const double *parameters)
{
  return parameters[0];
}

const DtIndicator dt_indicator_donchian = {
  .id = "donchian",
  .title = "Donchian Channel",
  .category = "trend",
  .summary = "The highest high and the lowest low of the bars before, and their middle.",
  .source = "Donchian, Trend Following Methods in Commodity Price Analysis, 1957",
  .convention = "The current bar is excluded, so that a price can be above or below the channel; "
                "many libraries include it.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (20) },
  .n_outputs = 3,
  .outputs = {
    { "middle", DT_DRAW_OVERLAY_LINE },
    { "upper", DT_DRAW_OVERLAY_BAND },
    { "lower", DT_DRAW_OVERLAY_LINE },
  },
  .state_size = donchian_state_size,
  .init = donchian_init,
  .step = donchian_step,
  .run = donchian_run,
  .warmup = donchian_warmup,
};
