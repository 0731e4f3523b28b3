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

/* Mean and variance from the sums of a window. */
static inline void
put_moments (const DtWindowMoments *self,
             double                *mean,
             double                *variance)
{
  double shift = self->deviation * self->weight;

  *mean = self->reference + shift;
  *variance = (self->squares - self->deviation * shift) * self->weight;
}

/* A block's rest, but for its last value. */
static void
moments_run_rest (DtWindowMoments *self,
                  double          *tails,
                  const double    *values,
                  gsize            n,
                  double          *means,
                  double          *variances)
{
  double head = self->head, head_squares = self->head_squares, reference = self->reference;
  double weight = self->weight, sum = self->deviation, squares = self->squares;
  const double *tail = tails + self->at + 1;

  for (gsize i = 0; i < n; i++)
    {
      double deviation = values[i] - reference, shift;

      head += deviation;
      head_squares += deviation * deviation;
      sum = tail[i] + head;
      squares = tail[self->period + i] + head_squares;
      shift = sum * weight;
      means[i] = reference + shift;
      variances[i] = (squares - sum * shift) * weight;
    }

  memcpy (tails + self->at, values, n * sizeof *tails);
  self->head = head;
  self->head_squares = head_squares;
  self->deviation = sum;
  self->squares = squares;
  self->at += n;
}

/* Blocks wait for nothing of each other, and four of this length are in a chunk. */
#define MAX_SIDE_BY_SIDE (DT_INDICATOR_CHUNK / 8)

/* The same four bars of four blocks, a row a bar, a lane a block. */
static inline G_ALWAYS_INLINE void
load_blocks (const double *values,
             gsize         period,
             DtQuad       *rows)
{
  rows[0] = DT_QUAD_AT (values);
  rows[1] = DT_QUAD_AT (values + period);
  rows[2] = DT_QUAD_AT (values + 2 * period);
  rows[3] = DT_QUAD_AT (values + 3 * period);
  dt_quad_turn (rows);
}

/* Of the four bars the first @n. */
static inline G_ALWAYS_INLINE void
store_blocks (DtQuad *rows,
              gsize   period,
              gsize   n,
              double *values)
{
  dt_quad_turn (rows);
  if (G_UNLIKELY (n < 4))
    {
      for (guint k = 0; k < 4; k++)
        memcpy (values + k * period, &rows[k], n * sizeof *values);
      return;
    }

  DT_QUAD_AT (values) = rows[0];
  DT_QUAD_AT (values + period) = rows[1];
  DT_QUAD_AT (values + 2 * period) = rows[2];
  DT_QUAD_AT (values + 3 * period) = rows[3];
}

/* What the sums are made of, and they. */
typedef struct
{
  DtQuad reference;
  DtQuad sum;
  DtQuad squares;
} Sums;

static inline G_ALWAYS_INLINE void
add_bar (Sums         *sums,
         const DtQuad *value)
{
  DtQuad deviation = *value - sums->reference;

  sums->sum += deviation;
  sums->squares += deviation * deviation;
}

static inline G_ALWAYS_INLINE void
add_tail (Sums         *sums,
          const DtQuad *value,
          DtQuad       *tail)
{
  add_bar (sums, value);
  tail[0] = sums->sum;
  tail[1] = sums->squares;
}

/* @value becomes the mean. */
static inline G_ALWAYS_INLINE void
add_head (Sums         *sums,
          const DtQuad *tail,
          double        weight,
          DtQuad       *value,
          DtQuad       *variance)
{
  DtQuad window, shift;

  add_bar (sums, value);
  window = tail[0] + sums->sum;
  shift = window * weight;
  *value = sums->reference + shift;
  *variance = ((tail[1] + sums->squares) - window * shift) * weight;
}

/* Means and variances from the last value before four whole blocks to the last but one in them.
 * There are a block and three values before, and three values behind. */
DT_WIDE static void
moments_run_four (const double *values,
                  gsize         period,
                  double        weight,
                  double       *means,
                  double       *variances)
{
  const double *last = values - 1;
  const DtQuad none = { 0. };
  Sums sums = { { last[0], last[period], last[2 * period], last[3 * period] }, none, none };
  DtQuad tails[MAX_SIDE_BY_SIDE + 8][2], rows[4], spread[4];

  for (gssize k = (gssize) period - 4; k > -4; k -= 4)
    {
      load_blocks (values - period + k, period, rows);
      add_tail (&sums, &rows[3], tails[k + 6]);
      add_tail (&sums, &rows[2], tails[k + 5]);
      add_tail (&sums, &rows[1], tails[k + 4]);
      add_tail (&sums, &rows[0], tails[k + 3]);
    }

  /* What is behind the last bar of a block is not stored. */
  for (gsize k = period + 3; k < period + 6; k++)
    tails[k][0] = tails[k][1] = none;
  sums.sum = sums.squares = none;
  for (gsize k = 0; k < period; k += 4)
    {
      load_blocks (last + k, period, rows);
      add_head (&sums, tails[k + 3], weight, &rows[0], &spread[0]);
      add_head (&sums, tails[k + 4], weight, &rows[1], &spread[1]);
      add_head (&sums, tails[k + 5], weight, &rows[2], &spread[2]);
      add_head (&sums, tails[k + 6], weight, &rows[3], &spread[3]);
      store_blocks (rows, period, period - k, means - 1 + k);
      store_blocks (spread, period, period - k, variances - 1 + k);
    }
}

/* As many blocks as there are fours of, from the @i-th value on, where one begins; returns how many
 * values they were. */
static gsize
moments_run_blocks (DtWindowMoments *self,
                    double          *tails,
                    const double    *values,
                    gsize            i,
                    gsize            n,
                    double          *means,
                    double          *variances)
{
  gsize period = self->period, first = i;

  if (period > MAX_SIDE_BY_SIDE || i < period + 3 || dt_vector_get () < DT_VECTOR_WIDE)
    return 0;

  for (; n - i >= 4 * period + 3; i += 4 * period)
    moments_run_four (values + i, period, self->weight, means + i, variances + i);
  if (i == first)
    return 0;

  memcpy (tails, values + i - period, period * sizeof *tails);
  self->reference = values[i - 1];
  dt_window_moments_turn (tails, period, self->reference);
  self->deviation = tails[0];
  self->squares = tails[period];
  put_moments (self, &means[i - 1], &variances[i - 1]);
  return i - first;
}

void
dt_window_moments_run (DtWindowMoments *self,
                       double          *tails,
                       const double    *values,
                       gsize            n,
                       double          *means,
                       double          *variances)
{
  for (gsize i = 0, m; i < n; i++)
    {
      if (self->at == 0)
        i += moments_run_blocks (self, tails, values, i, n, means, variances);

      m = MIN (n - i, self->period - 1 - self->at);
      moments_run_rest (self, tails, values + i, m, means + i, variances + i);
      i += m;
      if (i == n)
        break;

      dt_window_moments_push (self, tails, values[i]);
      put_moments (self, &means[i], &variances[i]);
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
