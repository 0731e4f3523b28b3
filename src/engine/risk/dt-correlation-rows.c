/* dt-correlation-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-risk"

#include "config.h"

#include <math.h>

#include "dt-correlation-rows.h"

/* Eight sums side by side, in a fixed order: the same bits whatever the processor adds at once. */
#define LANES 4
#define PAIR  (2 * LANES)
typedef double Lanes __attribute__ ((vector_size (LANES * sizeof (double)),
                                     aligned (sizeof (double))));

struct _DtCorrelationRows
{
  guint    n_series;
  guint    window;
  guint    pitch;         /* window, rounded up to whole pairs of lanes */
  guint    n;             /* observations that are there */
  guint    at;            /* the place of the next one */
  guint64  stamp;         /* observations so far: what was worked out at another is old */

  double  *values;        /* of each series @pitch, a ring, zeros behind */
  double  *offsets;       /* the same, from the mean */
  double  *scales;        /* of each series: 1 by the length of its offsets; NaN when it has no r */
  double  *spreads;       /* of each series: sum of squares about the mean */
  guint64 *centred;       /* the stamp of each series' offsets */
  double  *rows;          /* n_series x n_series */
  guint64 *refreshed;     /* the stamp of each row */
};

/**
 * dt_correlation_rows_new:
 * @window: observations that count, at least 2
 */
DtCorrelationRows *
dt_correlation_rows_new (guint n_series,
                         guint window)
{
  DtCorrelationRows *self;

  g_return_val_if_fail (window >= 2, NULL);

  self = g_new0 (DtCorrelationRows, 1);
  self->n_series = n_series;
  self->window = window;
  self->pitch = (window + PAIR - 1) / PAIR * PAIR;
  self->values = g_new0 (double, (gsize) n_series * self->pitch);
  self->offsets = g_new0 (double, (gsize) n_series * self->pitch);
  self->scales = g_new0 (double, n_series);
  self->spreads = g_new0 (double, n_series);
  self->centred = g_new0 (guint64, n_series);
  self->rows = g_new0 (double, (gsize) n_series * n_series);
  self->refreshed = g_new0 (guint64, n_series);

  return self;
}

void
dt_correlation_rows_free (DtCorrelationRows *self)
{
  if (self == NULL)
    return;

  g_free (self->values);
  g_free (self->offsets);
  g_free (self->scales);
  g_free (self->spreads);
  g_free (self->centred);
  g_free (self->rows);
  g_free (self->refreshed);
  g_free (self);
}

/**
 * dt_correlation_rows_push:
 * @row: the next observation of every series; when the window is full, the oldest one goes
 */
void
dt_correlation_rows_push (DtCorrelationRows *self,
                          const double      *row)
{
  for (guint i = 0; i < self->n_series; i++)
    self->values[(gsize) i * self->pitch + self->at] = row[i];

  self->at = (self->at + 1) % self->window;
  self->n = MIN (self->n + 1, self->window);
  self->stamp++;
}

guint
dt_correlation_rows_get_n (const DtCorrelationRows *self)
{
  return self->n;
}

static inline double
add_up (const Lanes *sums)
{
  return ((*sums)[0] + (*sums)[1]) + ((*sums)[2] + (*sums)[3]);
}

static inline double
sum (const double *x,
     guint         n)
{
  Lanes even = { 0. }, odd = { 0. };

  for (guint k = 0; k < n; k += PAIR)
    {
      even += *(const Lanes *) (x + k);
      odd += *(const Lanes *) (x + k + LANES);
    }
  even += odd;

  return add_up (&even);
}

static inline double
dot (const double *x,
     const double *y,
     guint         n)
{
  Lanes even = { 0. }, odd = { 0. };

  for (guint k = 0; k < n; k += PAIR)
    {
      even += *(const Lanes *) (x + k) * *(const Lanes *) (y + k);
      odd += *(const Lanes *) (x + k + LANES) * *(const Lanes *) (y + k + LANES);
    }
  even += odd;

  return add_up (&even);
}

/* Offsets from the mean; behind the window there are none. */
static inline void
take_off (double       *offsets,
          const double *values,
          double        mean,
          guint         window,
          guint         pitch)
{
  const Lanes means = { mean, mean, mean, mean };

  for (guint k = 0; k < pitch; k += LANES)
    *(Lanes *) (offsets + k) = *(const Lanes *) (values + k) - means;
  for (guint k = window; k < pitch; k++)
    offsets[k] = 0.;
}

/* %FALSE when the series has no r with anything. */
static gboolean
centre (DtCorrelationRows *self,
        guint              i)
{
  const double *values = self->values + (gsize) i * self->pitch;
  double *offsets = self->offsets + (gsize) i * self->pitch;
  double mean, spread;

  if (self->centred[i] == self->stamp)
    return !isnan (self->scales[i]);

  self->centred[i] = self->stamp;
  self->spreads[i] = self->scales[i] = NAN;
  if (self->n < self->window)
    return FALSE;

  mean = sum (values, self->pitch) / self->window;
  take_off (offsets, values, mean, self->window, self->pitch);
  spread = dot (offsets, offsets, self->pitch);
  /* A missing value makes all of it missing */
  if (!isfinite (spread))
    return FALSE;

  /* What rounding leaves of a constant is one */
  if (spread <= mean * mean * self->window * 1e-26)
    spread = 0.;
  self->spreads[i] = spread;
  if (spread > 0.)
    self->scales[i] = 1. / sqrt (spread);

  return spread > 0.;
}

static inline double
correlate (DtCorrelationRows *self,
           guint              i,
           guint              j)
{
  double r;

  if (!centre (self, j))
    return NAN;

  r = dot (self->offsets + (gsize) i * self->pitch, self->offsets + (gsize) j * self->pitch,
           self->pitch) * (self->scales[i] * self->scales[j]);
  return i == j ? 1. : CLAMP (r, -1., 1.);
}

/**
 * dt_correlation_rows_get:
 *
 * Returns: Pearson's r of the two series, -1 to 1, or NaN
 */
double
dt_correlation_rows_get (DtCorrelationRows *self,
                         guint              i,
                         guint              j)
{
  g_return_val_if_fail (i < self->n_series && j < self->n_series, NAN);

  if (self->stamp > 0 && self->refreshed[i] == self->stamp)
    return self->rows[(gsize) i * self->n_series + j];
  if (self->stamp > 0 && self->refreshed[j] == self->stamp)
    return self->rows[(gsize) j * self->n_series + i];

  return centre (self, i) ? correlate (self, i, j) : NAN;
}

/**
 * dt_correlation_rows_refresh:
 *
 * Returns: (transfer none): r of the series with every one, itself included, until the next
 *   observation
 */
const double *
dt_correlation_rows_refresh (DtCorrelationRows *self,
                             guint              i)
{
  double *row;
  gboolean has;

  g_return_val_if_fail (i < self->n_series, NULL);

  row = self->rows + (gsize) i * self->n_series;
  if (self->stamp > 0 && self->refreshed[i] == self->stamp)
    return row;

  has = centre (self, i);
  for (guint j = 0; j < self->n_series; j++)
    row[j] = has ? correlate (self, i, j) : NAN;
  self->refreshed[i] = self->stamp;

  return row;
}

/**
 * dt_correlation_rows_get_deviation:
 *
 * Returns: the sample's standard deviation over the window; NaN before it is full, or with a
 *   missing observation in it
 */
double
dt_correlation_rows_get_deviation (DtCorrelationRows *self,
                                   guint              i)
{
  g_return_val_if_fail (i < self->n_series, NAN);

  centre (self, i);
  return self->n < self->window ? NAN : sqrt (self->spreads[i] / (self->window - 1));
}
