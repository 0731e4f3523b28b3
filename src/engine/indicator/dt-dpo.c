/* dt-dpo.c - detrended price oscillator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"
#include "dt-window.h"

typedef struct
{
  DtWindowSum mean;
  DtPast      ring;        /* back to the middle of the window */
  double      values[];    /* tails, then the ring's */
} Dpo;

static inline guint
dpo_shift (const double *parameters)
{
  return (guint) parameters[0] / 2 + 1;
}

static gsize
dpo_state_size (const double *parameters)
{
  return sizeof (Dpo) +
         ((gsize) parameters[0] + dt_past_length (dpo_shift (parameters) + 1.)) * sizeof (double);
}

static void
dpo_init (gpointer      state,
          const double *parameters)
{
  Dpo *self = state;

  dt_window_sum_init (&self->mean, parameters[0]);
  dt_past_init (&self->ring, dpo_shift (parameters) + 1);
}

static inline void
dpo_push (Dpo          *self,
          const double *in,
          double       *out)
{
  const double *window = dt_past_push (&self->ring, self->values + self->mean.period, in[0]);

  dt_window_sum_push (&self->mean, self->values, in[0]);
  if (window != NULL)
    out[0] = window[0] - dt_window_sum_get_mean (&self->mean);
}

DT_DEFINE_KERNELS (dpo, Dpo, 1, 1)

static guint
dpo_warmup (const double *parameters)
{
  return MAX (parameters[0] - 1., dpo_shift (parameters));
}

const DtIndicator dt_indicator_dpo = {
  .id = "dpo",
  .title = "Detrended Price Oscillator",
  .category = "momentum",
  .summary = "How far the price was from a mean that stands around it: cycles without the trend.",
  .source = "Achelis, Technical Analysis from A to Z, 1995",
  .convention = "The value of period / 2 + 1 bars ago less today’s mean: nothing is drawn back to "
                "a bar that could not know it. Charts that centre it show the same numbers so "
                "many bars earlier.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (20) },
  .n_outputs = 1,
  .outputs = { { "dpo", DT_DRAW_LINE, DT_UNIT_PRICE } },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (dpo),
};
