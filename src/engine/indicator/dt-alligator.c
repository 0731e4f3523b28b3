/* dt-alligator.c - Williams' alligator and its gator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"
#include "dt-smoother.h"

typedef struct
{
  DtSmoother averages[3];    /* jaw, teeth, lips */
  DtPast     rings[3];
  double     values[];
} Alligator;

static gsize
alligator_state_size (const double *parameters)
{
  gsize n = 0;

  for (guint k = 0; k < 3; k++)
    n += dt_past_length (parameters[2 * k + 1] + 1.);

  return sizeof (Alligator) + n * sizeof (double);
}

static void
alligator_init (gpointer      state,
                const double *parameters)
{
  Alligator *self = state;

  for (guint k = 0; k < 3; k++)
    {
      dt_smoother_init_wilder (&self->averages[k], parameters[2 * k], 0);
      dt_smoother_set_seed (&self->averages[k], parameters[6]);
      dt_past_init (&self->rings[k], parameters[2 * k + 1] + 1.);
    }
}

static inline void
alligator_push (Alligator    *self,
                const double *in,
                double       *out)
{
  double *values = self->values;

  for (guint k = 0; k < 3; k++)
    {
      double average = dt_smoother_push (&self->averages[k], in[0]);
      const double *window = isnan (average) ? NULL
                                             : dt_past_push (&self->rings[k], values, average);

      if (window != NULL)
        out[k] = window[0];
      values += dt_past_length (self->rings[k].n);
    }
}

DT_DEFINE_KERNELS (alligator, Alligator, 1, 3)

static inline void
gator_push (Alligator    *self,
            const double *in,
            double       *out)
{
  double lines[3] = { NAN, NAN, NAN };

  alligator_push (self, in, lines);
  out[0] = fabs (lines[0] - lines[1]);
  out[1] = -fabs (lines[1] - lines[2]);
}

DT_DEFINE_KERNELS (gator, Alligator, 1, 2)

static guint
alligator_warmup (const double *parameters)
{
  guint longest = 0;

  for (guint k = 0; k < 3; k++)
    {
      guint n = dt_smoother_delay (parameters[2 * k], parameters[6]) + parameters[2 * k + 1];

      longest = MAX (longest, n);
    }

  return longest;
}

#define ALLIGATOR_PARAMETERS                                \
  DT_COUNT_PARAMETER ("jaw", 13),                           \
  { "jaw_shift", 8, 0, DT_INDICATOR_MAX_PERIOD, TRUE },     \
  DT_COUNT_PARAMETER ("teeth", 8),                          \
  { "teeth_shift", 5, 0, DT_INDICATOR_MAX_PERIOD, TRUE },   \
  DT_COUNT_PARAMETER ("lips", 5),                           \
  { "lips_shift", 3, 0, DT_INDICATOR_MAX_PERIOD, TRUE },    \
  DT_SEED_PARAMETER

const DtIndicator dt_indicator_alligator = {
  .id = "alligator",
  .title = "Alligator",
  .category = "trend",
  .summary = "Three smoothed averages, drawn some bars late: while they are entwined it sleeps, "
             "while they are apart there is a trend.",
  .source = "Williams, Trading Chaos, 1995",
  .convention = "Each value is the average of so many bars ago. Williams takes the middle of the "
                "bar: source = hl2.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 7,
  .parameters = { ALLIGATOR_PARAMETERS },
  .n_outputs = 3,
  .outputs = {
    { "jaw", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "teeth", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "lips", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
  },
  DT_KERNELS (alligator),
};

const DtIndicator dt_indicator_gator = {
  .id = "gator",
  .title = "Gator Oscillator",
  .category = "trend",
  .summary = "How far the alligator’s mouth is open: from jaw to teeth above, from teeth to lips "
             "below zero.",
  .source = "Williams, Trading Chaos, 1995",
  .convention = "Distances between the lines of alligator, with its parameters.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 7,
  .parameters = { ALLIGATOR_PARAMETERS },
  .n_outputs = 2,
  .outputs = {
    { "upper", DT_DRAW_HISTOGRAM, DT_UNIT_PRICE },
    { "lower", DT_DRAW_HISTOGRAM, DT_UNIT_PRICE },
  },
  .state_size = alligator_state_size,
  .init = alligator_init,
  .step = gator_step,
  .run = gator_run,
  .warmup = alligator_warmup,
};
