/* dt-chandelier.c - Chandelier exit
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
  DtWindowHighest lows;      /* with the sign turned */
  DtSmoother      range;
  double          multiple;
  double          prior;     /* close; missing before the first bar */
  double          tails[];   /* of the highs, then of the lows */
} Chandelier;

static gsize
chandelier_state_size (const double *parameters)
{
  return sizeof (Chandelier) + 2 * (gsize) parameters[0] * sizeof (double);
}

static void
chandelier_init (gpointer      state,
                 const double *parameters)
{
  Chandelier *self = state;

  dt_window_highest_init (&self->highs, parameters[0]);
  dt_window_highest_init (&self->lows, parameters[0]);
  dt_smoother_init_wilder (&self->range, parameters[0], 0);
  dt_smoother_set_seed (&self->range, parameters[2]);
  self->multiple = parameters[1];
  self->prior = NAN;
}

static inline void
chandelier_push (Chandelier   *self,
                 const double *in,
                 double       *out)
{
  double prior = self->prior, distance;

  self->prior = in[2];
  dt_window_highest_push (&self->highs, self->tails, in[0]);
  dt_window_highest_push (&self->lows, self->tails + self->highs.period, -in[1]);
  if (isnan (prior))
    return;

  distance = self->multiple *
             dt_smoother_push (&self->range, dt_true_range (in[0], in[1], prior));
  out[0] = self->highs.highest - distance;
  out[1] = -self->lows.highest + distance;
}

DT_DEFINE_KERNELS (chandelier, Chandelier, 3, 2)

static guint
chandelier_warmup (const double *parameters)
{
  return MAX (parameters[0] - 1., 1. + dt_smoother_delay (parameters[0], parameters[2]));
}

const DtIndicator dt_indicator_chandelier = {
  .id = "chandelier",
  .title = "Chandelier Exit",
  .category = "volatility",
  .summary = "Stops that hang some true ranges from the highest high, and stand as far above the "
             "lowest low.",
  .source = "Le Beau and Lucas, Technical Traders Guide, 1992",
  .convention = "Extremes include the current bar; Wilder’s average of true ranges.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 3,
  .parameters = {
    DT_PERIOD_PARAMETER (22),
    { "multiple", 3, 0, 100, FALSE },
    DT_SEED_PARAMETER,
  },
  .n_outputs = 2,
  .outputs = {
    { "long", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "short", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
  },
  DT_KERNELS (chandelier),
};
