/* dt-window.h - sums and extremes of the last n values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-indicator-private.h"

G_BEGIN_DECLS

/* Values come in blocks of n; the window is a tail of the block before and a head of this one.
 * When a block is complete, its tails are summed (or their highest taken) once from behind, in the
 * place of its values; van Herk's and Gil and Werman's way, 1992 and 1993. So nothing is ever
 * subtracted that left the window: sums cannot drift, extremes need no search, and the work is two
 * operations a value.
 *
 * Sums are of deviations from a value inside the window, the last of the block before: the mean of
 * equal values is that value to the bit, and their deviation is zero.
 *
 * The tails lie beside these structs in the indicator's state. All take values that are present.
 * Plain data, no resources: copied by assignment. */

typedef struct
{
  guint32  period;
  guint32  at;          /* values in this block */
  gboolean full;        /* a whole block has passed */
  double   weight;      /* 1 / period */
  double   reference;
  double   head;        /* sum of this block's deviations */
  double   deviation;   /* sum of the window's deviations; missing until full */
} DtWindowSum;

/* Turns a block's values into the sums of its tails; returns the longest one's. */
double dt_window_sum_turn (double *tails,
                            guint   period,
                            double  reference);

static inline void
dt_window_sum_init (DtWindowSum *self,
                     guint         period)
{
  *self = (DtWindowSum) { .period = period, .weight = 1. / period, .deviation = NAN };
}

/* @tails: as many values as the period */
static inline G_ALWAYS_INLINE void
dt_window_sum_push (DtWindowSum *self,
                     double       *tails,
                     double        value)
{
  guint at = self->at;

  if (G_UNLIKELY (at == 0 && !self->full))
    self->reference = value;

  tails[at++] = value;
  if (G_UNLIKELY (at == self->period))
    {
      self->reference = value;
      self->deviation = dt_window_sum_turn (tails, at, value);
      self->head = 0.;
      self->at = 0;
      self->full = TRUE;
      return;
    }

  self->head += value - self->reference;
  self->deviation = self->full ? tails[at] + self->head : NAN;
  self->at = at;
}

/* Pushes @n values that are present into a window that is full; writes the means. */
void dt_window_sum_run (DtWindowSum  *self,
                        double       *tails,
                        const double *values,
                        gsize         n,
                        double       *means);

static inline double
dt_window_sum_get_mean (const DtWindowSum *self)
{
  return self->reference + self->deviation * self->weight;
}

static inline double
dt_window_sum_get_sum (const DtWindowSum *self)
{
  return self->reference * self->period + self->deviation;
}

/* A sum and a sum of squares. With the reference inside the window, the variance is at least a
 * 1 / n of what is subtracted to get it, so few digits cancel. */
typedef struct
{
  guint32  period;
  guint32  at;
  gboolean full;
  double   weight;
  double   reference;
  double   head;
  double   head_squares;
  double   deviation;
  double   squares;     /* sum of the window's squared deviations */
} DtWindowMoments;

/* @tails: first the sums, in whose places the values are, then the sums of squares. */
void dt_window_moments_turn (double *tails,
                              guint   period,
                              double  reference);

static inline void
dt_window_moments_init (DtWindowMoments *self,
                         guint             period)
{
  *self = (DtWindowMoments) { .period = period, .weight = 1. / period, .deviation = NAN };
}

/* @tails: twice as many values as the period */
static inline G_ALWAYS_INLINE void
dt_window_moments_push (DtWindowMoments *self,
                         double           *tails,
                         double            value)
{
  guint at = self->at;
  double deviation;

  if (G_UNLIKELY (at == 0 && !self->full))
    self->reference = value;

  tails[at++] = value;
  if (G_UNLIKELY (at == self->period))
    {
      dt_window_moments_turn (tails, at, value);
      self->reference = value;
      self->deviation = tails[0];
      self->squares = tails[at];
      self->head = self->head_squares = 0.;
      self->at = 0;
      self->full = TRUE;
      return;
    }

  deviation = value - self->reference;
  self->head += deviation;
  self->head_squares += deviation * deviation;
  self->deviation = self->full ? tails[at] + self->head : NAN;
  self->squares = self->full ? tails[self->period + at] + self->head_squares : NAN;
  self->at = at;
}

static inline double
dt_window_moments_get_mean (const DtWindowMoments *self)
{
  return self->reference + self->deviation * self->weight;
}

/* Standard deviation of the population. */
static inline double
dt_window_moments_get_deviation (const DtWindowMoments *self)
{
  double mean = self->deviation * self->weight;
  double variance = (self->squares - self->deviation * mean) * self->weight;

  /* Not MAX (variance, 0.), which would lose a missing value. */
  return sqrt (variance < 0. ? 0. : variance);
}

/* Means and what is so many deviations above and below. */
typedef struct
{
  double  width;
  double *middle;
  double *upper;
  double *lower;
} DtWindowBands;

/* Pushes @n values that are present into a window that is full; writes bands, of the deviation of
 * the population. @n_before: how many of the same column, all present, stand before @values; none
 * need to, but it is faster then. */
void dt_window_bands_run (DtWindowMoments     *self,
                          double              *tails,
                          const double        *values,
                          gsize                n_before,
                          gsize                n,
                          const DtWindowBands *bands);

/* The highest of the last n values; pushed with the sign turned, the lowest. */
typedef struct
{
  guint32  period;
  guint32  at;
  gboolean full;
  double   head;        /* the highest of this block */
  double   highest;     /* of the window; missing until full */
} DtWindowHighest;

double dt_window_highest_turn (double *tails,
                                guint   period);

static inline void
dt_window_highest_init (DtWindowHighest *self,
                         guint             period)
{
  *self = (DtWindowHighest) { .period = period, .head = -INFINITY, .highest = NAN };
}

/* @tails: as many values as the period */
static inline G_ALWAYS_INLINE void
dt_window_highest_push (DtWindowHighest *self,
                         double           *tails,
                         double            value)
{
  guint at = self->at;

  tails[at++] = value;
  if (G_UNLIKELY (at == self->period))
    {
      self->highest = dt_window_highest_turn (tails, at);
      self->head = -INFINITY;
      self->at = 0;
      self->full = TRUE;
      return;
    }

  self->head = MAX (self->head, value);
  self->highest = self->full ? MAX (tails[at], self->head) : NAN;
  self->at = at;
}

/* The highest of the last n highs and the lowest of as many lows, one beside the other. */
typedef struct
{
  guint32  period;
  guint32  at;
  gboolean full;
  double   head[2];     /* of this block: the highest, and the lowest with its sign turned */
  double   range[2];    /* the same of the window; missing until full */
} DtWindowRange;

void dt_window_range_turn (double *tails,
                           guint   period,
                           double *range);

static inline void
dt_window_range_init (DtWindowRange *self,
                      guint          period)
{
  *self = (DtWindowRange) {
    .period = period, .head = { -INFINITY, -INFINITY }, .range = { NAN, NAN },
  };
}

/* @tails: twice as many values as the period */
static inline G_ALWAYS_INLINE void
dt_window_range_push (DtWindowRange *self,
                      double        *tails,
                      double         high,
                      double         low)
{
  guint at = self->at;

  tails[2 * at] = high;
  tails[2 * at + 1] = -low;
  at++;
  if (G_UNLIKELY (at == self->period))
    {
      dt_window_range_turn (tails, at, self->range);
      self->head[0] = self->head[1] = -INFINITY;
      self->at = 0;
      self->full = TRUE;
      return;
    }

  self->head[0] = MAX (self->head[0], high);
  self->head[1] = MAX (self->head[1], -low);
  if (self->full)
    {
      self->range[0] = MAX (tails[2 * at], self->head[0]);
      self->range[1] = MAX (tails[2 * at + 1], self->head[1]);
    }
  self->at = at;
}

/* Bars that a run has to see before it is as fast as it can be. */
#define DT_WINDOW_RANGE_BEFORE 64

void dt_window_range_run (DtWindowRange *self,
                          double        *tails,
                          const double  *high,
                          const double  *low,
                          gsize          n_before,
                          gsize          n,
                          double        *highest,
                          double        *lowest);

G_END_DECLS
