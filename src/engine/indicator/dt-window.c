/* dt-window.c - the tails of a complete block
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-weighted.h"

double
dt_window_sum_turn (double *tails,
                     guint   period,
                     double  reference)
{
  double sum = 0.;

  for (guint k = period; k-- > 0; )
    {
      sum += tails[k] - reference;
      tails[k] = sum;
    }

  return sum;
}

void
dt_window_moments_turn (double *tails,
                         guint   period,
                         double  reference)
{
  double sum = 0., squares = 0.;

  for (guint k = period; k-- > 0; )
    {
      double deviation = tails[2 * k] - reference;

      sum += deviation;
      squares += deviation * deviation;
      tails[2 * k] = sum;
      tails[2 * k + 1] = squares;
    }
}

double
dt_window_highest_turn (double *tails,
                         guint   period)
{
  double highest = -INFINITY;

  for (guint k = period; k-- > 0; )
    {
      highest = MAX (tails[k], highest);
      tails[k] = highest;
    }

  return highest;
}

double
dt_weighted_turn (double *tails,
                  guint   period,
                  double  reference)
{
  double sum = 0., placed = 0., whole = 0.;

  for (guint k = 0; k < period; k++)
    whole += (k + 1.) * (tails[k] - reference);

  /* A tail that is longer by one value has every weight of the shorter one raised by one. */
  for (guint k = period; k-- > 0; )
    {
      sum += tails[k] - reference;
      tails[k] = placed += sum;
    }

  return whole;
}

/* The runs below do what the pushes do, a block's rest at a time: no test for its end with each
 * value, and nothing but the head waits for the value before. */

void
dt_window_sum_run (DtWindowSum  *self,
                   double       *tails,
                   const double *values,
                   gsize         n,
                   double       *means)
{
  for (gsize i = 0; i < n; )
    {
      gsize m = MIN (n - i, self->period - 1 - self->at);
      double head = self->head, reference = self->reference, weight = self->weight;
      double *tail = tails + self->at, deviation = self->deviation;

      for (gsize k = 0; k < m; k++)
        {
          head += values[i + k] - reference;
          tail[k] = values[i + k];
          deviation = tail[k + 1] + head;
          means[i + k] = reference + deviation * weight;
        }

      self->head = head;
      self->deviation = deviation;
      self->at += m;
      i += m;
      if (i < n)
        {
          dt_window_sum_push (self, tails, values[i]);
          means[i++] = dt_window_sum_get_mean (self);
        }
    }
}

/* In twos: a processor takes two roots in the time of one. */
static void
take_roots (double *values,
            gsize   n)
{
  gsize i = 0;

  for (; n - i >= 2; i += 2)
    {
      double a = MAX (values[i], 0.), b = MAX (values[i + 1], 0.);

      values[i] = sqrt (a);
      values[i + 1] = sqrt (b);
    }
  if (i < n)
    values[i] = sqrt (MAX (values[i], 0.));
}

void
dt_window_moments_run (DtWindowMoments *self,
                       double          *tails,
                       const double    *values,
                       gsize            n,
                       double          *means,
                       double          *deviations)
{
  for (gsize i = 0; i < n; )
    {
      gsize m = MIN (n - i, self->period - 1 - self->at);
      double reference = self->reference, weight = self->weight;
      DtPair head = { self->head, self->head_squares };
      DtPair window = { self->deviation, self->squares };
      double *tail = tails + 2 * self->at;

      for (gsize k = 0; k < m; k++)
        {
          double deviation = values[i + k] - reference, mean;

          head += (DtPair) { deviation, deviation * deviation };
          tail[2 * k] = values[i + k];
          window = dt_pair_load (tail + 2 * k + 2) + head;
          mean = window[0] * weight;
          means[i + k] = reference + mean;
          deviations[i + k] = (window[1] - window[0] * mean) * weight;
        }
      take_roots (deviations + i, m);

      self->head = head[0];
      self->head_squares = head[1];
      self->deviation = window[0];
      self->squares = window[1];
      self->at += m;
      i += m;
      if (i < n)
        {
          dt_window_moments_push (self, tails, values[i]);
          means[i] = dt_window_moments_get_mean (self);
          deviations[i++] = dt_window_moments_get_deviation (self);
        }
    }
}

void
dt_window_highest_run (DtWindowHighest *self,
                       double          *tails,
                       const double    *values,
                       gsize            n,
                       double           sign,
                       double          *highest)
{
  for (gsize i = 0; i < n; )
    {
      gsize m = MIN (n - i, self->period - 1 - self->at);
      double head = self->head, *tail = tails + self->at;

      for (gsize k = 0; k < m; k++)
        {
          double value = sign * values[i + k];

          head = MAX (head, value);
          tail[k] = value;
          highest[i + k] = MAX (tail[k + 1], head);
        }

      self->head = head;
      self->at += m;
      i += m;
      if (m > 0)
        self->highest = highest[i - 1];
      if (i < n)
        {
          dt_window_highest_push (self, tails, sign * values[i]);
          highest[i++] = self->highest;
        }
    }
}
