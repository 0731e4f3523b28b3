/* dt-hilbert.c - the dominant cycle of a series
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-hilbert.h"

const char *const dt_hilbert_choices[] = { "talib", "first", NULL };

void
dt_hilbert_init (DtHilbert *self,
                 guint      n_to_skip)
{
  *self = (DtHilbert) { .n_to_skip = n_to_skip };
}

static void
shift_in (double *values,
          guint   n,
          double  value)
{
  memmove (values + 1, values, (n - 1) * sizeof *values);
  values[0] = value;
}

static double
transform (const double *values,
           double        gain)
{
  return (.0962 * (values[0] - values[6]) + .5769 * (values[2] - values[4])) * gain;
}

/* A half more or a third less than the last one at most, 6 to 50 bars. */
static double
bound_period (double period,
              double last)
{
  period = MIN (period, 1.5 * last);
  period = MAX (period, .67 * last);

  return CLAMP (period, 6., (double) DT_HILBERT_MAX_PERIOD);
}

static void
discriminate (DtHilbert *self)
{
  double gain = .075 * self->period + .54, i2, q2, period = self->period;

  shift_in (self->detrender, 7, transform (self->smooth, gain));
  shift_in (self->quadrature, 7, transform (self->detrender, gain));
  shift_in (self->in_phase, 7, self->detrender[3]);

  i2 = self->in_phase[0] - transform (self->quadrature, gain);
  q2 = self->quadrature[0] + transform (self->in_phase, gain);
  i2 = .2 * i2 + .8 * self->i2;
  q2 = .2 * q2 + .8 * self->q2;
  self->re = .2 * (i2 * self->i2 + q2 * self->q2) + .8 * self->re;
  self->im = .2 * (i2 * self->q2 - q2 * self->i2) + .8 * self->im;
  self->i2 = i2;
  self->q2 = q2;

  if (self->im != 0. && self->re != 0.)
    period = 2. * G_PI / atan (self->im / self->re);
  self->period = .2 * bound_period (period, self->period) + .8 * self->period;
  self->smooth_period = .33 * self->period + .67 * self->smooth_period;
}

gboolean
dt_hilbert_push (DtHilbert *self,
                 double     value)
{
  const double *v = self->values;

  shift_in (self->values, 4, value);
  if (self->n_bars < 4)
    self->n_bars++;
  if (self->n_to_skip > 0)
    {
      self->n_to_skip--;
      return FALSE;
    }

  shift_in (self->smooth, 7, (4. * v[0] + 3. * v[1] + 2. * v[2] + v[3]) / 10.);
  discriminate (self);
  return TRUE;
}
