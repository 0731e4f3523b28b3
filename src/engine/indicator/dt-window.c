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

/* Whole blocks of a period that the compiler knows: the tails stay in registers. Returns how many
 * values it took. */
static inline G_ALWAYS_INLINE gsize
sum_run_blocks (DtWindowSum  *self,
                double       *tails,
                const double *values,
                gsize         n,
                double       *means,
                guint         period)
{
  double reference = self->reference, weight = self->weight, deviation = self->deviation;
  double own[8];
  gsize i = 0;

  memcpy (own, tails, period * sizeof *own);
  for (; n - i >= period; i += period)
    {
      const double *value = values + i;
      double head = 0., sum = 0.;

      for (guint k = 0; k + 1 < period; k++)
        {
          head += value[k] - reference;
          means[i + k] = reference + (own[k + 1] + head) * weight;
        }

      reference = value[period - 1];
      for (guint k = period; k-- > 0; )
        own[k] = sum += value[k] - reference;
      deviation = sum;
      means[i + period - 1] = reference + deviation * weight;
    }

  memcpy (tails, own, period * sizeof *own);
  self->reference = reference;
  self->deviation = deviation;
  return i;
}

/* Short windows are all turning: for the usual ones it is written out. */
static gsize
sum_run_short (DtWindowSum  *self,
               double       *tails,
               const double *values,
               gsize         n,
               double       *means)
{
  switch (self->period)
    {
    case 2:
      return sum_run_blocks (self, tails, values, n, means, 2);
    case 3:
      return sum_run_blocks (self, tails, values, n, means, 3);
    case 4:
      return sum_run_blocks (self, tails, values, n, means, 4);
    case 5:
      return sum_run_blocks (self, tails, values, n, means, 5);
    default:
      return 0;
    }
}

void
dt_window_sum_run (DtWindowSum  *self,
                   double       *tails,
                   const double *values,
                   gsize         n,
                   double       *means)
{
  gsize first = 0;

  for (; first < n && self->at != 0 && self->period <= 5; first++)
    {
      dt_window_sum_push (self, tails, values[first]);
      means[first] = dt_window_sum_get_mean (self);
    }
  if (self->at == 0)
    first += sum_run_short (self, tails, values + first, n - first, means + first);

  for (gsize i = first; i < n; )
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

/* From a window's sums to mean and variance. */
static inline void
put_moments (DtPair  window,
             double  reference,
             double  weight,
             double *mean,
             double *variance)
{
  double shift = window[0] * weight;

  *mean = reference + shift;
  *variance = (window[1] - window[0] * shift) * weight;
}

static inline DtPair
square_too (double deviation)
{
  return (DtPair) { deviation, deviation * deviation };
}

/* Whole blocks from a block's begin on, as long as the next one is there too. The tails of a block
 * and the heads of the next wait for nothing of each other and are summed side by side. Returns how
 * many values it took. */
static gsize
moments_run_blocks (DtWindowMoments *self,
                    double          *tails,
                    const double    *values,
                    gsize            n,
                    double          *means,
                    double          *variances)
{
  double heads[2 * DT_INDICATOR_CHUNK], weight = self->weight, reference = self->reference;
  guint period = self->period;
  DtPair head = { 0., 0. };
  gsize i = 0;

  if (n < period || period > DT_INDICATOR_CHUNK || period < 2)
    return 0;

  for (guint k = 0; k + 1 < period; k++)
    {
      head += square_too (values[k] - reference);
      dt_pair_store (heads + 2 * k, head);
    }

  for (; n - i >= period; i += period)
    {
      const double *value = values + i, *next = value + period;
      gboolean more = n - i >= 2 * (gsize) period;
      DtPair tail = { 0., 0. };

      for (guint k = 0; k + 1 < period; k++)
        put_moments (dt_pair_load (tails + 2 * k + 2) + dt_pair_load (heads + 2 * k), reference,
                     weight, &means[i + k], &variances[i + k]);

      reference = value[period - 1];
      head = (DtPair) { 0., 0. };
      for (guint k = period; k-- > 0; )
        {
          guint ahead = period - 1 - k;

          tail += square_too (value[k] - reference);
          dt_pair_store (tails + 2 * k, tail);
          if (more && k > 0)
            {
              head += square_too (next[ahead] - reference);
              dt_pair_store (heads + 2 * ahead, head);
            }
        }
      put_moments (tail, reference, weight, &means[i + period - 1], &variances[i + period - 1]);
    }

  self->reference = reference;
  self->deviation = tails[0];
  self->squares = tails[1];
  return i;
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
      if (self->at == 0)
        {
          gsize taken = moments_run_blocks (self, tails, values + i, n - i, means + i,
                                            deviations + i);

          take_roots (deviations + i, taken);
          i += taken;
          if (i == n)
            break;
        }

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

void
dt_window_range_turn (double *tails,
                      guint   period,
                      double *range)
{
  DtPair both = { -INFINITY, -INFINITY };

  for (guint k = period; k-- > 0; )
    {
      both = dt_pair_max (dt_pair_load (tails + 2 * k), both);
      dt_pair_store (tails + 2 * k, both);
    }
  dt_pair_store (range, both);
}

void
dt_window_range_run (DtWindowRange *self,
                     double        *tails,
                     const double  *high,
                     const double  *low,
                     gsize          n,
                     double        *ranges)
{
  for (gsize i = 0; i < n; )
    {
      gsize m = MIN (n - i, self->period - 1 - self->at);
      double *tail = tails + 2 * (gsize) self->at;
      DtPair head = dt_pair_load (self->head);

      for (gsize k = 0; k < m; k++)
        {
          DtPair bar = { high[i + k], -low[i + k] };

          head = dt_pair_max (head, bar);
          dt_pair_store (tail + 2 * k, bar);
          dt_pair_store (ranges + 2 * (i + k), dt_pair_max (dt_pair_load (tail + 2 * k + 2), head));
        }

      dt_pair_store (self->head, head);
      self->at += m;
      i += m;
      if (m > 0)
        memcpy (self->range, ranges + 2 * (i - 1), sizeof self->range);
      if (i < n)
        {
          dt_window_range_push (self, tails, high[i], low[i]);
          memcpy (ranges + 2 * i, self->range, sizeof self->range);
          i++;
        }
    }
}
