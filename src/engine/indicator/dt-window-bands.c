/* dt-window-bands.c - means of windows and bands around them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-vector.h"

#include "dt-window.h"

/* A band on either side of the @i-th mean. */
static inline void
put_bands (const DtWindowBands *bands,
           gsize                i,
           double               mean,
           double               deviation)
{
  double distance = bands->width * deviation;

  bands->middle[i] = mean;
  bands->upper[i] = mean + distance;
  bands->lower[i] = mean - distance;
}

/* A block's rest, but for its last value. */
static void
bands_run_rest (DtWindowMoments     *self,
                double              *tails,
                const double        *values,
                gsize                first,
                gsize                n,
                const DtWindowBands *bands)
{
  double head = self->head, head_squares = self->head_squares, reference = self->reference;
  double weight = self->weight, sum = self->deviation, squares = self->squares;
  const double *tail = tails + self->at + 1;

  for (gsize i = 0; i < n; i++)
    {
      double deviation = values[first + i] - reference, shift, variance;

      head += deviation;
      head_squares += deviation * deviation;
      sum = tail[i] + head;
      squares = tail[self->period + i] + head_squares;
      shift = sum * weight;
      variance = (squares - sum * shift) * weight;
      put_bands (bands, first + i, reference + shift, sqrt (MAX (variance, 0.)));
    }

  memcpy (tails + self->at, values + first, n * sizeof *tails);
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

/* Of the first @n of four bars, from the @i-th value on. */
static inline G_ALWAYS_INLINE void
store_bands (const DtWindowBands *bands,
             gsize                i,
             gsize                n,
             const DtQuad        *mean,
             const DtQuad        *deviation)
{
  DtQuad distance = bands->width * *deviation, upper = *mean + distance, lower = *mean - distance;

  if (G_LIKELY (n >= 4))
    {
      DT_QUAD_AT (bands->middle + i) = *mean;
      DT_QUAD_AT (bands->upper + i) = upper;
      DT_QUAD_AT (bands->lower + i) = lower;
      return;
    }

  memcpy (bands->middle + i, mean, n * sizeof (double));
  memcpy (bands->upper + i, &upper, n * sizeof (double));
  memcpy (bands->lower + i, &lower, n * sizeof (double));
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
DT_WIDE static inline G_ALWAYS_INLINE void
add_head (Sums         *sums,
          const DtQuad *tail,
          double        weight,
          DtQuad       *value,
          DtQuad       *spread)
{
  const DtQuad none = { 0. };
  DtQuad window, shift, variance;

  add_bar (sums, value);
  window = tail[0] + sums->sum;
  shift = window * weight;
  *value = sums->reference + shift;
  variance = ((tail[1] + sums->squares) - window * shift) * weight;
  dt_quad_max (&variance, &none, &variance);
  dt_quad_sqrt (&variance, spread);
}

/* Bands from the last value before four whole blocks to the last but one in them. There are a block
 * and three values before, and three values behind. */
DT_WIDE static void
bands_run_four (const double        *values,
                gsize                period,
                double               weight,
                const DtWindowBands *bands,
                gsize                i)
{
  const double *last = values + i - 1;
  const DtQuad none = { 0. };
  Sums sums = { { last[0], last[period], last[2 * period], last[3 * period] }, none, none };
  DtQuad tails[MAX_SIDE_BY_SIDE + 8][2], rows[4], spread[4];

  for (gssize k = (gssize) period - 4; k > -4; k -= 4)
    {
      load_blocks (last + 1 - period + k, period, rows);
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

      dt_quad_turn (rows);
      dt_quad_turn (spread);
      store_bands (bands, i - 1 + k, period - k, &rows[0], &spread[0]);
      store_bands (bands, i - 1 + k + period, period - k, &rows[1], &spread[1]);
      store_bands (bands, i - 1 + k + 2 * period, period - k, &rows[2], &spread[2]);
      store_bands (bands, i - 1 + k + 3 * period, period - k, &rows[3], &spread[3]);
    }
}

/* As many blocks as there are fours of, from the @i-th value on, where one begins; returns how many
 * values they were. */
static gsize
bands_run_blocks (DtWindowMoments     *self,
                  double              *tails,
                  const double        *values,
                  gsize                n_before,
                  gsize                i,
                  gsize                n,
                  const DtWindowBands *bands)
{
  gsize period = self->period, first = i;

  if (period > MAX_SIDE_BY_SIDE || i < 1 || n_before + i < period + 3 ||
      dt_vector_get () < DT_VECTOR_WIDE)
    return 0;

  for (; n - i >= 4 * period + 3; i += 4 * period)
    bands_run_four (values, period, self->weight, bands, i);
  if (i == first)
    return 0;

  memcpy (tails, values + i - period, period * sizeof *tails);
  self->reference = values[i - 1];
  dt_window_moments_turn (tails, period, self->reference);
  self->deviation = tails[0];
  self->squares = tails[period];
  put_bands (bands, i - 1, dt_window_moments_get_mean (self),
             dt_window_moments_get_deviation (self));
  return i - first;
}

/* See dt-window.h; a block's rest at a time, or four whole blocks. */
void
dt_window_bands_run (DtWindowMoments     *self,
                     double              *tails,
                     const double        *values,
                     gsize                n_before,
                     gsize                n,
                     const DtWindowBands *bands)
{
  for (gsize i = 0, m; i < n; i++)
    {
      if (self->at == 0)
        i += bands_run_blocks (self, tails, values, n_before, i, n, bands);

      m = MIN (n - i, self->period - 1 - self->at);
      bands_run_rest (self, tails, values, i, m, bands);
      i += m;
      if (i == n)
        break;

      dt_window_moments_push (self, tails, values[i]);
      put_bands (bands, i, dt_window_moments_get_mean (self),
                 dt_window_moments_get_deviation (self));
    }
}
