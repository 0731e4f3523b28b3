/* dt-ultimate.c - ultimate oscillator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-total.h"

typedef struct
{
  double  prior;         /* close; missing before the first bar */
  DtTotal pressure[3];   /* from the true low to the close */
  DtTotal range[3];      /* true ranges */
  double  tails[];       /* of the six */
} Ultimate;

static gsize
ultimate_state_size (const double *parameters)
{
  gsize n = (gsize) parameters[0] + (gsize) parameters[1] + (gsize) parameters[2];

  return sizeof (Ultimate) + 2 * n * sizeof (double);
}

static void
ultimate_init (gpointer      state,
               const double *parameters)
{
  Ultimate *self = state;

  self->prior = NAN;
  for (guint k = 0; k < 3; k++)
    {
      dt_total_init (&self->pressure[k], parameters[k]);
      dt_total_init (&self->range[k], parameters[k]);
    }
}

static inline void
ultimate_push (Ultimate     *self,
               const double *in,
               double       *out)
{
  double prior = self->prior, *tails = self->tails, sum = 0.;

  self->prior = in[2];
  if (isnan (prior))
    return;

  for (guint k = 0; k < 3; k++)
    {
      guint period = self->range[k].period;
      double pressure = dt_total_push (&self->pressure[k], tails,
                                       MAX (in[2] - MIN (in[1], prior), 0.));
      double range = dt_total_push (&self->range[k], tails + period,
                                    dt_true_range (in[0], in[1], prior));

      tails += 2 * period;
      sum += isnan (range) ? NAN : (4 >> k) * dt_ratio (pressure, range, .5);
    }

  out[0] = 100. * sum / 7.;
}

DT_DEFINE_KERNELS (ultimate, Ultimate, 3, 1)

static guint
ultimate_warmup (const double *parameters)
{
  return MAX (parameters[0], MAX (parameters[1], parameters[2]));
}

const DtIndicator dt_indicator_ultimate = {
  .id = "ultimate",
  .title = "Ultimate Oscillator",
  .category = "momentum",
  .summary = "How much of the true range lies below the closes, over three periods at once, 0 to "
             "100.",
  .source = "Williams, The Ultimate Oscillator, Stocks & Commodities, 1985",
  .convention = "Weights 4, 2 and 1 in the order of the parameters; one half where nothing moved.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 3,
  .parameters = {
    DT_COUNT_PARAMETER ("short", 7),
    DT_COUNT_PARAMETER ("middle", 14),
    DT_COUNT_PARAMETER ("long", 28),
  },
  .n_outputs = 1,
  .outputs = { { "ultimate", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 } },
  .n_levels = 2,
  .levels = { 30, 70 },
  DT_KERNELS (ultimate),
};
