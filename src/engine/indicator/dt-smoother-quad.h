/* dt-smoother-quad.h - four blocks of an exponential average side by side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-vector.h"

#include "dt-smoother.h"

G_BEGIN_DECLS

/* A lane a block: what the blocks' own values do is worked out for four of them at once, only the
 * offsets wait for each other. It does what dt_smoother_push() does with so many values, to the
 * bit: what is left out here are sums with zero.
 *
 * It comes in three parts, each ahead of the next by a group: a processor cannot look far enough to
 * find by itself what does not wait.
 *
 * Taken from a smoother that is at a block, given back to it. */
typedef struct
{
  DtQuad reference;      /* of the last four blocks */
  DtQuad inner;
  double offset;         /* of the last */
} DtSmootherQuad;

/* Of all smoothers of one period. */
typedef struct
{
  DtQuad weight;
  DtQuad powers[4];
} DtSmootherQuadWeights;

/* What the parts leave each other of a group of four blocks. */
typedef struct
{
  DtQuad reference;
  DtQuad inners[3];
  double offsets[4];     /* before they are linked, what they change by */
} DtSmootherGroup;

/* Values of a group. */
#define DT_SMOOTHER_GROUP 16

/* Groups in a chunk. */
#define DT_SMOOTHER_GROUPS (DT_INDICATOR_CHUNK / DT_SMOOTHER_GROUP)

static inline G_ALWAYS_INLINE void
dt_smoother_quad_load_weights (DtSmootherQuadWeights *self,
                               const DtSmoother      *smoother)
{
  const DtQuad none = { 0. };

  self->weight = none + smoother->weight;
  self->powers[0] = none + smoother->powers[0];
  self->powers[1] = none + smoother->powers[1];
  self->powers[2] = none + smoother->powers[2];
  self->powers[3] = none + smoother->powers[3];
}

static inline G_ALWAYS_INLINE void
dt_smoother_quad_load (DtSmootherQuad   *self,
                       const DtSmoother *smoother)
{
  const DtQuad none = { 0. };

  self->reference = none + smoother->reference;
  self->inner = none + smoother->inner;
  self->offset = smoother->offset;
}

static inline G_ALWAYS_INLINE void
dt_smoother_quad_store (const DtSmootherQuad *self,
                        DtSmoother           *smoother)
{
  smoother->reference = self->reference[3];
  smoother->inner = self->inner[3];
  smoother->offset = self->offset;
}

/* Each lane gets what was in the one before, the first the last of @last. */
static inline G_ALWAYS_INLINE void
dt_quad_shift (const DtQuad *last,
               const DtQuad *quad,
               DtQuad       *shifted)
{
  *shifted = __builtin_shufflevector (*last, *quad, 3, 4, 5, 6);
}

/* The first part. @rows: of four blocks their first values, their second, ... */
static inline G_ALWAYS_INLINE void
dt_smoother_quad_take (DtSmootherQuad              *self,
                       const DtSmootherQuadWeights *weights,
                       const DtQuad                *rows,
                       DtSmootherGroup             *group)
{
  DtQuad r = rows[0], k = weights->weight, a = weights->powers[0], before_r, before_t;
  DtQuad t1 = k * (rows[1] - r), t2 = a * t1 + k * (rows[2] - r), t3 = a * t2 + k * (rows[3] - r);

  dt_quad_shift (&self->reference, &r, &before_r);
  dt_quad_shift (&self->inner, &t3, &before_t);
  self->reference = r;
  self->inner = t3;

  group->reference = r;
  group->inners[0] = t1;
  group->inners[1] = t2;
  group->inners[2] = t3;
  DT_QUAD_AT (group->offsets) = before_t + (before_r - r);
}

/* The second: the only one that waits, but for the last value. */
static inline G_ALWAYS_INLINE void
dt_smoother_quad_link (DtSmootherQuad              *self,
                       const DtSmootherQuadWeights *weights,
                       DtSmootherGroup             *group)
{
  double power = weights->powers[3][0];
  double first = power * self->offset + group->offsets[0];
  double second = power * first + group->offsets[1];
  double third = power * second + group->offsets[2];

  self->offset = power * third + group->offsets[3];
  DT_QUAD_AT (group->offsets) = (DtQuad) { first, second, third, self->offset };
}

/* The third: writes the averages. */
static inline G_ALWAYS_INLINE void
dt_smoother_quad_give (const DtSmootherQuadWeights *weights,
                       const DtSmootherGroup       *group,
                       DtQuad                      *rows)
{
  const DtQuad *powers = weights->powers;
  DtQuad r = group->reference, e = DT_QUAD_AT (group->offsets);

  rows[0] = r + powers[0] * e;
  rows[1] = r + (powers[1] * e + group->inners[0]);
  rows[2] = r + (powers[2] * e + group->inners[1]);
  rows[3] = r + (powers[3] * e + group->inners[2]);
}

/* Sixteen values in a row: a block a row becomes a lane a block. What is done with each row is
 * written out, here and where these are used: compilers take rows out of memory only where no loop
 * counts them. */
static inline G_ALWAYS_INLINE void
dt_quad_load_rows (const double *values,
                   DtQuad       *rows)
{
  rows[0] = DT_QUAD_AT (values);
  rows[1] = DT_QUAD_AT (values + 4);
  rows[2] = DT_QUAD_AT (values + 8);
  rows[3] = DT_QUAD_AT (values + 12);
  dt_quad_turn (rows);
}

static inline G_ALWAYS_INLINE void
dt_quad_store_rows (DtQuad *rows,
                    double *values)
{
  dt_quad_turn (rows);
  DT_QUAD_AT (values) = rows[0];
  DT_QUAD_AT (values + 4) = rows[1];
  DT_QUAD_AT (values + 8) = rows[2];
  DT_QUAD_AT (values + 12) = rows[3];
}

G_END_DECLS
