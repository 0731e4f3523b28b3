/* dt-correlation-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-risk"

#include "config.h"

#include <math.h>

#include "dt-correlation-rows.h"

/* Four sums side by side, in a fixed order: the same bits whatever the processor adds at once. */
#define LANES 4
typedef double Lanes __attribute__ ((vector_size (LANES * sizeof (double)),
                                     aligned (sizeof (double))));

struct _DtCorrelationRows
{
  guint    n_series;
  guint    window;
  guint    pitch;         /* window, rounded up to whole lanes */
  guint    n;             /* observations that are there */
  guint    at;            /* the place of the next one */
  guint64  stamp;         /* observations so far: what was worked out at another is old */

  double  *values;        /* of each series @pitch, a ring, zeros behind */
  double  *scores;        /* the same as deviations of length 1; NaN first when there are none */
  double  *deviations;    /* of each series: of the sample */
  guint64 *scored;        /* the stamp of each series' scores */
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
  self->pitch = (window + LANES - 1) / LANES * LANES;
  self->values = g_new0 (double, (gsize) n_series * self->pitch);
  self->scores = g_new0 (double, (gsize) n_series * self->pitch);
  self->deviations = g_new0 (double, n_series);
  self->scored = g_new0 (guint64, n_series);
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
  g_free (self->scores);
  g_free (self->deviations);
  g_free (self->scored);
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
  Lanes sums = { 0. };

  for (guint k = 0; k < n; k += LANES)
    sums += *(const Lanes *) (x + k);

  return add_up (&sums);
}

static inline double
dot (const double *x,
     const double *y,
     guint         n)
{
  Lanes sums = { 0. };

  for (guint k = 0; k < n; k += LANES)
    sums += *(const Lanes *) (x + k) * *(const Lanes *) (y + k);

  return add_up (&sums);
}

/* Deviations of length 1, so that r is their product; %FALSE when there is no r with anything. */
static gboolean
score (DtCorrelationRows *self,
       guint              i)
{
  const double *values = self->values + (gsize) i * self->pitch;
  double *scores = self->scores + (gsize) i * self->pitch;
  double mean, spread, largest;

  if (self->scored[i] == self->stamp)
    return !isnan (scores[0]);

  self->scored[i] = self->stamp;
  self->deviations[i] = scores[0] = NAN;
  if (self->n < self->window)
    return FALSE;

  mean = sum (values, self->pitch) / self->window;
  for (guint k = 0; k < self->window; k++)
    scores[k] = values[k] - mean;
  spread = dot (scores, scores, self->pitch);
  largest = dot (values, values, self->pitch);
  /* Below what rounding leaves of a constant it is one; a missing value makes all of it missing */
  if (!(spread > largest * 1e-26) || !isfinite (spread))
    {
      self->deviations[i] = isfinite (spread) ? 0. : NAN;
      scores[0] = NAN;
      return FALSE;
    }

  self->deviations[i] = sqrt (spread / (self->window - 1));
  spread = 1. / sqrt (spread);
  for (guint k = 0; k < self->window; k++)
    scores[k] *= spread;

  return TRUE;
}

static inline double
correlate (DtCorrelationRows *self,
           guint              i,
           guint              j)
{
  double r;

  if (!score (self, j))
    return NAN;

  r = dot (self->scores + (gsize) i * self->pitch, self->scores + (gsize) j * self->pitch,
           self->pitch);
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

  return score (self, i) ? correlate (self, i, j) : NAN;
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

  has = score (self, i);
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

  score (self, i);
  return self->n < self->window ? NAN : self->deviations[i];
}
