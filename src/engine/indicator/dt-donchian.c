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
  gboolean        includes;  /* the current bar */
  double          tails[];   /* of the highs, then of the lows */
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

  dt_window_highest_init (&self->highs, parameters[0]);
  dt_window_highest_init (&self->lows, parameters[0]);
  self->includes = parameters[1];
}

static inline void
donchian_push (Donchian     *self,
               const double *in,
               double       *out)
{
  double upper = self->highs.highest, lower = -self->lows.highest;

  dt_window_highest_push (&self->highs, self->tails, in[0]);
  dt_window_highest_push (&self->lows, self->tails + self->lows.period, -in[1]);
  if (self->includes)
    {
      upper = self->highs.highest;
      lower = -self->lows.highest;
    }

  out[0] = (upper + lower) / 2.;
  out[1] = upper;
  out[2] = lower;
}

DT_DEFINE_KERNELS (donchian, Donchian, 2, 3)

static guint
donchian_warmup (const double *parameters)
{
  return parameters[1] == 0. ? parameters[0] : parameters[0] - 1.;
}

static const char *const current_choices[] = { "excluded", "included", NULL };

const DtIndicator dt_indicator_donchian = {
  .id = "donchian",
  .title = "Donchian Channel",
  .category = "trend",
  .summary = "The highest high and the lowest low of the bars before, and their middle.",
  .source = "Donchian, Trend Following Methods in Commodity Price Analysis, 1957",
  .convention = "The current bar is excluded, so that a price can be above or below the channel; "
                "many libraries include it (current = included).",
  .n_inputs = 2,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW },
  .n_parameters = 2,
  .parameters = {
    DT_PERIOD_PARAMETER (20),
    { "current", 0, 0, 1, TRUE, current_choices },
  },
  .n_outputs = 3,
  .outputs = {
    { "middle", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "upper", DT_DRAW_OVERLAY_BAND, DT_UNIT_PRICE },
    { "lower", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
  },
  DT_KERNELS (donchian),
};
