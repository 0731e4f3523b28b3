/* dt-smoother.h - exponential averages, values in blocks of four
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-indicator-private.h"

G_BEGIN_DECLS

/**
 * DtSmoother:
 *
 * An exponential average with weight k for the newest value, seeded by the simple mean of the first
 * n values. The textbook's y += k (x - y) makes every value wait for the one before. Here values
 * come in blocks of four, counted from the start, and within a block everything is measured from
 * its first value r. With a = 1 - k and e the average before the block, as an offset from r,
 *
 *   t_0 = 0, t_j = a t_(j-1) + k (x_j - r)     what the block's own values do
 *   y_j = r + (a^(j+1) e + t_j)                the average after the value j = 0 .. 3
 *   e'  = a^4 e + (t_3 + (r - r'))             the next block's offset, from its first value r'
 *
 * which is the same number, but that only one product and one sum in four values wait for what was
 * before; t needs nothing of other blocks. Powers are made one after the other, a^3 = a^2 a. One
 * value at a time does the same operations in the same order, so that both ways agree to the bit.
 * As with the textbook's form, an average of equal values stays where it is.
 *
 * Plain data, no resources: copied by assignment.
 */
typedef struct
{
  double  weight;        /* k */
  double  powers[4];     /* a, a^2, a^3, a^4 */
  double  reference;     /* r; right after the seed, the average; before it, the first value */
  double  offset;        /* e */
  double  inner;         /* t */
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
    .weight = weight, .powers = { 1. - weight }, .phase = first_phase & 3,
  };

  for (guint k = 1; k < 4; k++)
    self->powers[k] = self->powers[k - 1] * self->powers[0];
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
    self->reference = value;

  self->seed_sum += value - self->reference;
  self->phase = (self->phase + 1) & 3;
  if (self->seed_of == 0)
    {
      self->reference += self->weight * (value - self->reference);
      return --self->n_to_seed > 0 ? NAN : self->reference;
    }

  if (--self->n_to_seed > 0)
    return NAN;

  if (G_UNLIKELY (self->n_in_seed != self->seed_of))
    self->seed_sum -= self->reference;

  return self->reference += self->seed_sum / self->seed_of;
}

/* Takes a value that is present; returns the average, missing until seeded. */
static inline double
dt_smoother_push (DtSmoother *self,
                  double      value)
{
  guint phase = self->phase;

  if (G_UNLIKELY (self->n_to_seed > 0))
    return dt_smoother_seed (self, value);
  /* The last digits of the value itself must not be lost to the reference's. */
  if (G_UNLIKELY (self->period == 1))
    return value;

  self->phase = (phase + 1) & 3;
  if (phase == 0)
    {
      self->offset = self->powers[3] * self->offset + (self->inner + (self->reference - value));
      self->reference = value;
      self->inner = 0.;
      return value + self->powers[0] * self->offset;
    }

  self->inner = self->powers[0] * self->inner + self->weight * (value - self->reference);
  return self->reference + (self->powers[phase] * self->offset + self->inner);
}

/* Whether the next values may be given four at a time. */
static inline gboolean
dt_smoother_at_block (const DtSmoother *self)
{
  return self->n_to_seed == 0 && self->phase == 0 && self->period > 1;
}

/* Four times dt_smoother_push() at the start of a block; @averages may be @values. */
static inline void
dt_smoother_push4 (DtSmoother   *self,
                   const double *values,
                   double       *averages)
{
  const double *powers = self->powers;
  double k = self->weight, a = powers[0], r = values[0];
  double t1 = k * (values[1] - r), t2 = a * t1 + k * (values[2] - r);
  double t3 = a * t2 + k * (values[3] - r);
  double e = powers[3] * self->offset + (self->inner + (self->reference - r));

  averages[0] = r + powers[0] * e;
  averages[1] = r + (powers[1] * e + t1);
  averages[2] = r + (powers[2] * e + t2);
  averages[3] = r + (powers[3] * e + t3);

  self->reference = r;
  self->offset = e;
  self->inner = t3;
}

void dt_smoother_run (DtSmoother   *self,
                      const double *values,
                      gsize         n,
                      double       *averages);

G_END_DECLS
