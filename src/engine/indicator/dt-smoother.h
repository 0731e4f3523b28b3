/* dt-smoother.h - exponential averages, four values at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-indicator-private.h"

G_BEGIN_DECLS

/**
 * DtSmoother:
 *
 * An exponential average with weight a for the newest value, seeded by the simple mean of the first
 * n values. The textbook's y += a (x - y) makes every value wait for the one before; here the four
 * values of a block are all computed from the average before the block, the anchor:
 *
 *   y_j = y_0 + sum over i <= j of a (1 - a)^(j - i) (x_i - y_0)
 *
 * which is the same number, and lets a processor work on the four at once. One value at a time
 * does the same operations in the same order, so that both ways agree to the bit. As with the
 * textbook's form, an average of equal values stays where it is.
 *
 * Plain data, no resources: copied by assignment.
 */
typedef struct
{
  double  weights[4];    /* a (1 - a)^k */
  double  anchor;        /* the average before the block; while seeding, the first value */
  double  deviations[3]; /* of the block's values from the anchor, newest first, else 0 */
  double  seed_sum;      /* of deviations from the first value */
  guint32 period;
  guint32 n_to_seed;     /* values that the seed still waits for */
  guint32 n_in_seed;     /* values that the seed is made of */
  guint32 seed_of;       /* what the sum is divided by: n_in_seed, or one more for TA-Lib's; 0 where
                          * the average is updated from its first value on, unseen */
  guint32 phase;         /* where in its block the next value stands, 0 .. 3 */
} DtSmoother;

/* @first_phase lines the blocks up with those of another smoother that started so many values
 * earlier. */
static inline void
dt_smoother_init (DtSmoother *self,
                  guint       period,
                  double      weight,
                  guint       first_phase)
{
  *self = (DtSmoother) {
    .period = period, .n_to_seed = period, .n_in_seed = period, .seed_of = period,
    .phase = first_phase & 3,
  };

  self->weights[0] = weight;
  for (guint k = 1; k < 4; k++)
    self->weights[k] = self->weights[k - 1] * (1. - weight);
}

static inline void
dt_smoother_init_ema (DtSmoother *self,
                      guint       period,
                      guint       first_phase)
{
  dt_smoother_init (self, period, 2. / (period + 1.), first_phase);
}

/* Right after init: how the average begins. %DT_SEED_TALIB is a sum of one value less than the
 * period, divided by the period: the first value of TA-Lib's directional movement. */
static inline void
dt_smoother_set_seed (DtSmoother *self,
                      guint       seed)
{
  self->n_in_seed = seed == DT_SEED_FIRST   ? 1
                    : seed == DT_SEED_TALIB ? self->period - 1
                                            : self->period;
  self->n_to_seed = self->n_in_seed;
  self->seed_of = seed == DT_SEED_FIRST       ? 1
                  : seed == DT_SEED_METASTOCK ? 0
                                              : self->period;
}

/* How many values pass before the first average. */
static inline guint
dt_smoother_delay (guint period,
                   guint seed)
{
  return seed == DT_SEED_FIRST ? 0 : period - 1;
}

/* Wilder's average of n values: weight 1 / n. */
static inline void
dt_smoother_init_wilder (DtSmoother *self,
                         guint       period,
                         guint       first_phase)
{
  dt_smoother_init (self, period, 1. / period, first_phase);
}

static inline double
dt_smoother_seed (DtSmoother *self,
                  double      value)
{
  if (self->n_to_seed == self->n_in_seed)
    self->anchor = value;

  self->seed_sum += value - self->anchor;
  self->phase = (self->phase + 1) & 3;
  if (self->seed_of == 0)
    {
      self->anchor += self->weights[0] * (value - self->anchor);
      return --self->n_to_seed > 0 ? NAN : self->anchor;
    }

  if (--self->n_to_seed > 0)
    return NAN;

  if (G_UNLIKELY (self->n_in_seed != self->seed_of))
    self->seed_sum -= self->anchor;

  return self->anchor += self->seed_sum / self->seed_of;
}

/* Takes a value that is present; returns the average, missing until seeded. */
static inline double
dt_smoother_push (DtSmoother *self,
                  double      value)
{
  const double *w = self->weights;
  double *d = self->deviations;
  double deviation, average;

  if (G_UNLIKELY (self->n_to_seed > 0))
    return dt_smoother_seed (self, value);
  /* The last digits of the value itself must not be lost to the anchor's. */
  if (G_UNLIKELY (self->period == 1))
    return value;

  deviation = value - self->anchor;
  average = self->anchor + ((w[0] * deviation + w[1] * d[0]) + (w[2] * d[1] + w[3] * d[2]));

  d[2] = d[1];
  d[1] = d[0];
  d[0] = deviation;

  self->phase = (self->phase + 1) & 3;
  if (self->phase == 0)
    {
      self->anchor = average;
      d[0] = d[1] = d[2] = 0.;
    }

  return average;
}

/* Whether the next values may be given to dt_smoother_push4(). */
static inline gboolean
dt_smoother_at_block (const DtSmoother *self)
{
  return self->n_to_seed == 0 && self->phase == 0 && self->period > 1;
}

/* Four times dt_smoother_push() at the start of a block. The terms that are zero there are left
 * out: adding them changes no bit. */
static inline void
dt_smoother_push4 (DtSmoother   *self,
                   const double *values,
                   double       *averages)
{
  const double *w = self->weights;
  double y = self->anchor;
  double d0 = values[0] - y, d1 = values[1] - y, d2 = values[2] - y, d3 = values[3] - y;

  averages[0] = y + w[0] * d0;
  averages[1] = y + (w[0] * d1 + w[1] * d0);
  averages[2] = y + ((w[0] * d2 + w[1] * d1) + w[2] * d0);
  averages[3] = y + ((w[0] * d3 + w[1] * d2) + (w[2] * d1 + w[3] * d0));

  self->anchor = averages[3];
}

/* Several smoothers of the same weights and blocks, in twos and in place: the values of bars 0 and
 * 1, and of bars 2 and 3. @w: each weight twice */
static inline void
dt_smoother_push_pairs (const DtPair *w,
                        double       *anchor,
                        DtPair       *values)
{
  DtPair y = { *anchor, *anchor };
  DtPair early = values[0] - y, late = values[1] - y;
  DtPair before = { 0., early[0] }, between = { early[1], late[0] };

  values[0] = y + (w[0] * early + w[1] * before);
  values[1] = y + ((w[0] * late + w[1] * between) + (w[2] * early + w[3] * before));

  *anchor = values[1][1];
}

/* Two smoothers that are at a block together. */
typedef struct
{
  DtPair weights[4];
  DtPair anchor;
} DtSmootherPair;

static inline DtSmootherPair
dt_smoother_pair_load (const DtSmoother *a,
                       const DtSmoother *b)
{
  DtSmootherPair pair = { .anchor = { a->anchor, b->anchor } };

  for (guint k = 0; k < 4; k++)
    pair.weights[k] = (DtPair) { a->weights[k], b->weights[k] };

  return pair;
}

static inline void
dt_smoother_pair_store (const DtSmootherPair *pair,
                        DtSmoother           *a,
                        DtSmoother           *b)
{
  a->anchor = pair->anchor[0];
  b->anchor = pair->anchor[1];
}

/* dt_smoother_push4() for both; @averages may be @values. */
static inline void
dt_smoother_pair_push4 (DtSmootherPair *self,
                        const DtPair   *values,
                        DtPair         *averages)
{
  const DtPair *w = self->weights;
  DtPair y = self->anchor;
  DtPair d0 = values[0] - y, d1 = values[1] - y, d2 = values[2] - y, d3 = values[3] - y;

  averages[0] = y + w[0] * d0;
  averages[1] = y + (w[0] * d1 + w[1] * d0);
  averages[2] = y + ((w[0] * d2 + w[1] * d1) + w[2] * d0);
  averages[3] = y + ((w[0] * d3 + w[1] * d2) + (w[2] * d1 + w[3] * d0));

  self->anchor = averages[3];
}

G_END_DECLS
