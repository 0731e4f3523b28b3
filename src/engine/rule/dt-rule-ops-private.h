/* dt-rule-ops-private.h - what each operation computes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include "dt-rule-graph-private.h"

G_BEGIN_DECLS

/* The one definition of every operation, used by constant folding, by the step and by blocks.
 * Numbers are finite or missing (NaN), truth is 0 or 1. */

/* An overflow is missing: infinity minus itself is NaN. */
static inline double
dt_op_finite (double x)
{
  return x + (x - x);
}

static inline double
dt_op_sign (double a)
{
  return a > 0. ? 1. : a < 0. ? -1. : dt_op_finite (a);
}

/* Inlined with a constant operation the switch is gone. */
static G_ALWAYS_INLINE inline double
dt_op_unary (DtRuleOp op,
             double   a)
{
  switch (op)
    {
    case DT_OP_NEGATE:
      return 0. - a;
    case DT_OP_ABS:
      return fabs (a);
    case DT_OP_SQRT:
      return sqrt (a);
    case DT_OP_LOG:
      return dt_op_finite (log (a));
    case DT_OP_EXP:
      return dt_op_finite (exp (a));
    case DT_OP_FLOOR:
      return floor (a);
    case DT_OP_CEIL:
      return ceil (a);
    case DT_OP_ROUND:
      return round (a);
    case DT_OP_SIGN:
      return dt_op_sign (a);
    case DT_OP_PRESENT:
      return a == a ? 1. : 0.;
    case DT_OP_NOT:
      return 1. - a;
    default:
      g_assert_not_reached ();
    }
}

static inline double
dt_op_divide (double a,
              double b)
{
  /* Zero over zero is NaN and anything else over zero infinite: both end as missing. */
  return dt_op_finite (a / b);
}

static inline double
dt_op_min (double a,
           double b)
{
  return a != a ? a : b != b ? b : a < b ? a : b;
}

static inline double
dt_op_max (double a,
           double b)
{
  return a != a ? a : b != b ? b : a > b ? a : b;
}

static inline double
dt_op_pow (double a,
           double b)
{
  /* C has pow (1, missing) = pow (missing, 0) = 1. */
  return a != a || b != b ? NAN : dt_op_finite (pow (a, b));
}

static G_ALWAYS_INLINE inline double
dt_op_binary (DtRuleOp op,
              double   a,
              double   b)
{
  switch (op)
    {
    case DT_OP_ADD:
      return dt_op_finite (a + b);
    case DT_OP_SUBTRACT:
      return dt_op_finite (a - b);
    case DT_OP_MULTIPLY:
      return dt_op_finite (a * b);
    case DT_OP_DIVIDE:
      return dt_op_divide (a, b);
    case DT_OP_REMAINDER:
      return dt_op_finite (fmod (a, b));
    case DT_OP_POW:
      return dt_op_pow (a, b);
    case DT_OP_MIN:
      return dt_op_min (a, b);
    case DT_OP_MAX:
      return dt_op_max (a, b);
    case DT_OP_LESS:
      return a < b ? 1. : 0.;
    case DT_OP_LESS_EQUAL:
      return a <= b ? 1. : 0.;
    case DT_OP_EQUAL:
      return a == b ? 1. : 0.;
    case DT_OP_NOT_EQUAL:
      return a < b || a > b ? 1. : 0.;
    case DT_OP_AND:
      return a * b;
    case DT_OP_OR:
      return a > b ? a : b;
    default:
      g_assert_not_reached ();
    }
}

static inline double
dt_op_if (double condition,
          double a,
          double b)
{
  return condition > 0. ? a : b;
}

static inline gboolean
dt_op_either_missing (double a,
                      double b)
{
  return a != a || b != b;
}

/* Memories: plain memory in the instance's arena. */

typedef struct
{
  double a;
  double b;
} DtCrossState;

static inline double
dt_op_crosses (double a_before,
               double b_before,
               double a,
               double b)
{
  return a_before < b_before && a > b ? 1. : 0.;
}

/* Writes whether the comparison met a missing value. */
static inline double
dt_op_cross (DtCrossState *state,
             double        a,
             double        b,
             gboolean     *missing)
{
  double result = dt_op_crosses (state->a, state->b, a, b);

  *missing = dt_op_either_missing (a, b) || dt_op_either_missing (state->a, state->b);
  state->a = a;
  state->b = b;

  return result;
}

typedef struct
{
  gsize  at;
  double ring[];
} DtLagState;

static inline double
dt_op_lag (DtLagState *state,
           gsize       bars,
           double      x)
{
  double result = state->ring[state->at];

  state->ring[state->at] = x;
  state->at = state->at + 1 == bars ? 0 : state->at + 1;

  return result;
}

typedef struct
{
  gsize  n_seen;
  gsize  at;
  gsize  n_true;
  guint8 ring[];
} DtCountState;

static inline double
dt_op_count (DtCountState *state,
             gsize         window,
             double        condition)
{
  guint8 now = condition > 0.;

  state->n_true += now;
  state->n_true -= state->ring[state->at];
  state->ring[state->at] = now;
  state->at = state->at + 1 == window ? 0 : state->at + 1;
  state->n_seen += state->n_seen < window;

  return state->n_seen == window ? (double) state->n_true : NAN;
}

/* @bars is NaN until the condition was true once. */
static inline double
dt_op_bars_since (double *bars,
                  double  condition)
{
  *bars = condition > 0. ? 0. : *bars + 1.;

  return *bars;
}

/* What begins with the first bar of a New York date, on others 0: a session never runs over
 * midnight there. */
static inline double
dt_op_session_start (DtTime *day_end,
                     DtTime  time)
{
  DtDate last, date;

  if (time < *day_end)
    return 0.;

  date = dt_time_get_new_york_date (time, NULL);
  last = *day_end == DT_TIME_NONE ? DT_DATE_NONE : dt_time_get_new_york_date (*day_end - 1, NULL);
  *day_end = dt_time_from_new_york (date + 1, 0);

  return dt_indicator_session_start (last, date);
}

G_END_DECLS
