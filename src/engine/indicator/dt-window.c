/* dt-window.c - the tails of a complete block
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-vector.h"

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
      double deviation = tails[k] - reference;

      sum += deviation;
      squares += deviation * deviation;
      tails[k] = sum;
      tails[period + k] = squares;
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

/* The means of three of four values in a row, the first of which is the @phase-th of its block:
 * sum_run_blocks() does the same where what is zero there is left out. */
static inline G_ALWAYS_INLINE void
mean_three (const double *values,
            double        weight,
            guint         phase,
            double       *means)
{
  DtQuad now = DT_QUAD_AT (values), one = DT_QUAD_AT (values - 1), two = DT_QUAD_AT (values - 2);
  DtQuad reference, a, b;

  /* Of the first of a block the reference is the value before it, of the second the one before
   * that, the last is its own; it is measured from the two others. */
  switch (phase)
    {
    case 0:
      reference = __builtin_shufflevector (one, two, 0, 5, 2, 3);
      reference = __builtin_shufflevector (reference, now, 0, 1, 6, 3);
      a = __builtin_shufflevector (one, two, 4, 1, 2, 7);
      b = __builtin_shufflevector (now, two, 0, 1, 6, 3);
      break;
    case 1:
      reference = __builtin_shufflevector (one, two, 4, 1, 2, 7);
      reference = __builtin_shufflevector (reference, now, 0, 5, 2, 3);
      a = __builtin_shufflevector (one, two, 0, 1, 6, 3);
      b = __builtin_shufflevector (now, two, 0, 5, 2, 3);
      break;
    default:
      reference = __builtin_shufflevector (one, two, 0, 1, 6, 3);
      reference = __builtin_shufflevector (reference, now, 4, 1, 2, 7);
      a = __builtin_shufflevector (one, two, 0, 5, 2, 3);
      b = __builtin_shufflevector (now, two, 4, 1, 2, 7);
      break;
    }

  DT_QUAD_AT (means) = reference + ((a - reference) + (b - reference)) * weight;
}

/* Blocks of three behind one of the same values; returns how many values they were. */
DT_WIDE static gsize
run_threes (DtWindowSum  *self,
            double       *tails,
            const double *values,
            gsize         n,
            double       *means)
{
  double weight = self->weight;
  gsize i = 0;

  for (; n - i >= 12; i += 12)
    {
      mean_three (values + i, weight, 0, means + i);
      mean_three (values + i + 4, weight, 1, means + i + 4);
      mean_three (values + i + 8, weight, 2, means + i + 8);
    }
  if (i == 0)
    return 0;

  memcpy (tails, values + i - 3, 3 * sizeof *tails);
  self->reference = values[i - 1];
  self->deviation = dt_window_sum_turn (tails, 3, self->reference);
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
  gsize first = 0;

  switch (self->period)
    {
    case 2:
      return sum_run_blocks (self, tails, values, n, means, 2);
    case 3:
      if (n >= 15 && dt_vector_get () >= DT_VECTOR_WIDE)
        {
          first = sum_run_blocks (self, tails, values, 3, means, 3);
          first += run_threes (self, tails, values + 3, n - 3, means + 3);
        }
      return first + sum_run_blocks (self, tails, values + first, n - first, means + first, 3);
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
