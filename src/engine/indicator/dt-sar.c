/* dt-sar.c - parabolic stop and reverse
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-indicator-private.h"

typedef struct
{
  /* Of the side that is held: long, short */
  double   initial[2];
  double   step[2];
  double   maximum[2];
  double   offset;        /* share by which the stop is set back on a reversal */
  guint64  n_bars;        /* up to 2 */
  gboolean is_short;
  double   stop;
  double   extreme;       /* the highest high while long, the lowest low while short */
  double   acceleration;
  double   high;          /* of the prior bar */
  double   low;
} Sar;

DT_DEFINE_STATE_SIZE (sar, Sar)

static void
sar_init (gpointer      state,
          const double *parameters)
{
  Sar *self = state;

  *self = (Sar) {
    .initial = { parameters[0], parameters[0] },
    .step = { parameters[0], parameters[0] },
    .maximum = { parameters[1], parameters[1] },
  };
}

static void
sarext_init (gpointer      state,
             const double *parameters)
{
  Sar *self = state;

  *self = (Sar) {
    .offset = parameters[0] / 100.,
    .initial = { parameters[1], parameters[4] },
    .step = { parameters[2], parameters[5] },
    .maximum = { parameters[3], parameters[6] },
  };
}

/* The second bar says which side comes first, and begins at the prior bar's other end. */
static inline void
sar_begin (Sar    *self,
           double  high,
           double  low)
{
  double fall = self->low - low, rise = high - self->high;

  self->is_short = fall > 0. && fall > rise;
  self->acceleration = MIN (self->initial[self->is_short], self->maximum[self->is_short]);
  self->extreme = self->is_short ? low : high;
  self->stop = self->is_short ? self->high : self->low;
  /* As if the prior bar were this one too. */
  self->high = high;
  self->low = low;
}

static inline void
sar_reverse (Sar    *self,
             double  high,
             double  low)
{
  self->is_short = !self->is_short;
  self->stop = self->extreme;
  if (self->is_short)
    {
      self->stop = MAX (self->stop, MAX (self->high, high));
      self->stop += self->stop * self->offset;
    }
  else
    {
      self->stop = MIN (self->stop, MIN (self->low, low));
      self->stop -= self->stop * self->offset;
    }
  self->extreme = self->is_short ? low : high;
  self->acceleration = MIN (self->initial[self->is_short], self->maximum[self->is_short]);
}

static inline void
sar_extend (Sar    *self,
            double  high,
            double  low)
{
  gboolean further = self->is_short ? low < self->extreme : high > self->extreme;

  if (further)
    {
      self->extreme = self->is_short ? low : high;
      self->acceleration = MIN (self->acceleration + self->step[self->is_short],
                                self->maximum[self->is_short]);
    }
}

/* Where the stop stands on the next bar: never inside the last two. */
static inline void
sar_follow (Sar    *self,
            double  high,
            double  low)
{
  self->stop += self->acceleration * (self->extreme - self->stop);
  if (self->is_short)
    self->stop = MAX (self->stop, MAX (self->high, high));
  else
    self->stop = MIN (self->stop, MIN (self->low, low));
  self->high = high;
  self->low = low;
}

static inline void
sar_push (Sar          *self,
          const double *in,
          double       *out)
{
  double high = in[0], low = in[1];

  if (self->n_bars == 0)
    {
      self->high = high;
      self->low = low;
      self->n_bars = 1;
      return;
    }
  if (self->n_bars == 1)
    {
      sar_begin (self, high, low);
      self->n_bars = 2;
    }

  if (self->is_short ? high >= self->stop : low <= self->stop)
    {
      sar_reverse (self, high, low);
      out[0] = self->stop;
    }
  else
    {
      out[0] = self->stop;
      sar_extend (self, high, low);
    }
  out[1] = self->is_short ? -1. : 1.;
  sar_follow (self, high, low);
}

DT_DEFINE_KERNELS (sar, Sar, 2, 2)

static guint
sar_warmup (const double *parameters)
{
  return 1;
}

const DtIndicator dt_indicator_sar = {
  .id = "sar",
  .title = "Parabolic Stop and Reverse",
  .category = "trend",
  .summary = "A stop that follows the price ever faster; where it is hit, the side changes.",
  .source = "Wilder, New Concepts in Technical Trading Systems, 1978",
  .convention = "Begins on the second bar with the side of the larger move beyond the first, long "
                "where there is none, its stop at the first bar’s other end, as TA-Lib does. The "
                "second output is 1 while long and -1 while short.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW },
  .n_parameters = 2,
  .parameters = { { "step", 0.02, 0, 1, FALSE }, { "maximum", 0.2, 0, 1, FALSE } },
  .n_outputs = 2,
  .outputs = {
    { "sar", DT_DRAW_OVERLAY_DOTS, DT_UNIT_PRICE },
    { "direction", DT_DRAW_LINE, DT_UNIT_NUMBER, -1, 1 },
  },
  DT_KERNELS (sar),
};

const DtIndicator dt_indicator_sarext = {
  .id = "sarext",
  .title = "Parabolic Stop and Reverse, Extended",
  .category = "trend",
  .summary = "A parabolic stop with accelerations of its own for either side.",
  .source = "Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib, 2007",
  .convention = "As sar; on a reversal the stop is set back by offset percent. TA-Lib gives the "
                "stops of shorts as negative numbers, here the second output has the sign.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW },
  .n_parameters = 7,
  .parameters = {
    { "offset", 0, 0, 100, FALSE },
    { "long_initial", 0.02, 0, 1, FALSE },
    { "long_step", 0.02, 0, 1, FALSE },
    { "long_maximum", 0.2, 0, 1, FALSE },
    { "short_initial", 0.02, 0, 1, FALSE },
    { "short_step", 0.02, 0, 1, FALSE },
    { "short_maximum", 0.2, 0, 1, FALSE },
  },
  .n_outputs = 2,
  .outputs = {
    { "sar", DT_DRAW_OVERLAY_DOTS, DT_UNIT_PRICE },
    { "direction", DT_DRAW_LINE, DT_UNIT_NUMBER, -1, 1 },
  },
  .state_size = sar_state_size,
  .init = sarext_init,
  .step = sar_step,
  .run = sar_run,
  .warmup = sar_warmup,
};
