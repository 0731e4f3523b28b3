/* desk-pyramid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-draw"

#include "config.h"

#include <math.h>

#include "desk-pyramid.h"

/* Values, or blocks of the level below, in a block. */
#define FAN      8
/* 8 to the 12th is more than memory holds. */
#define N_LEVELS 12

typedef struct
{
  double low;
  double high;
} Range;

typedef struct
{
  double sum;
  double peak;
} Sum;

/* Only whole blocks are kept: the ragged end is read from the level below. Most columns are not
 * added up and have no sums, which halves the memory that is written and read. */
typedef struct
{
  Range *ranges;
  Sum   *sums;        /* (nullable) */
  gsize  n;
  gsize  n_allocated;
} Level;

struct _DeskPyramid
{
  const double *low;
  const double *high;
  const double *sum;
  gsize         n;
  Level         levels[N_LEVELS];
};

static const Range no_range = { INFINITY, -INFINITY };
static const Sum no_sum = { 0., -INFINITY };

/* All comparisons are false for NaN, which so counts as absent. */
static inline double
least (double a,
       double b)
{
  return a < b ? a : b;
}

static inline double
most (double a,
      double b)
{
  return a > b ? a : b;
}

static inline void
add_range (Range       *to,
           const Range *range)
{
  to->low = least (range->low, to->low);
  to->high = most (range->high, to->high);
}

static inline void
add_sum (Sum       *to,
         const Sum *sum)
{
  to->sum += sum->sum;
  to->peak = most (sum->peak, to->peak);
}

/* Four at once: one after the other each would wait for the one before. What is absent is in none
 * of the four, so that their order means nothing. */
static inline void
add_values (const DeskPyramid *pyramid,
            gsize              first,
            gsize              end,
            Range             *to)
{
  const double *low = pyramid->low, *high = pyramid->high;
  double l[4] = { to->low, to->low, to->low, to->low };
  double h[4] = { to->high, to->high, to->high, to->high };
  gsize i = first;

  for (; i + 4 <= end; i += 4)
    for (guint k = 0; k < 4; k++)
      {
        l[k] = least (low[i + k], l[k]);
        h[k] = most (high[i + k], h[k]);
      }
  for (; i < end; i++)
    {
      l[0] = least (low[i], l[0]);
      h[0] = most (high[i], h[0]);
    }

  to->low = least (least (l[0], l[1]), least (l[2], l[3]));
  to->high = most (most (h[0], h[1]), most (h[2], h[3]));
}

static void
add_addends (const DeskPyramid *pyramid,
             gsize              first,
             gsize              end,
             Sum               *to)
{
  for (gsize i = first; i < end; i++)
    {
      double value = pyramid->sum[i];

      to->sum += isnan (value) ? 0. : value;
      to->peak = most (value, to->peak);
    }
}

static void
reserve (Level    *level,
         gsize     n,
         gboolean  has_sums)
{
  if (n > level->n_allocated)
    {
      /* What is not written is no memory yet */
      level->n_allocated = n + n / 4 + 1;
      level->ranges = g_renew (Range, level->ranges, level->n_allocated);
      if (has_sums)
        level->sums = g_renew (Sum, level->sums, level->n_allocated);
    }
}

/* For so many values that come in several updates: no level is moved on the way. */
void
desk_pyramid_reserve (DeskPyramid *pyramid,
                      gsize        n,
                      gboolean     has_sums)
{
  g_return_if_fail (pyramid != NULL);

  for (guint k = 0; k < N_LEVELS && (n /= FAN) > 0; k++)
    reserve (&pyramid->levels[k], n, has_sums);
}

static void
extend_values (DeskPyramid *pyramid)
{
  Level *level = &pyramid->levels[0];
  gsize n = pyramid->n / FAN;

  reserve (level, n, pyramid->sum != NULL);
  for (gsize i = level->n; i < n; i++)
    {
      Range range = no_range;

      add_values (pyramid, i * FAN, (i + 1) * FAN, &range);
      level->ranges[i] = range;
    }
  for (gsize i = level->n; i < n && pyramid->sum != NULL; i++)
    {
      level->sums[i] = no_sum;
      add_addends (pyramid, i * FAN, (i + 1) * FAN, &level->sums[i]);
    }
  level->n = MAX (level->n, n);
}

static void
extend_blocks (Level       *level,
               const Level *below,
               gboolean     has_sums)
{
  gsize n = below->n / FAN;

  reserve (level, n, has_sums);
  for (; level->n < n; level->n++)
    {
      Range range = no_range;
      Sum sum = no_sum;

      for (gsize i = level->n * FAN; i < (level->n + 1) * FAN; i++)
        add_range (&range, &below->ranges[i]);
      level->ranges[level->n] = range;
      for (gsize i = level->n * FAN; i < (level->n + 1) * FAN && has_sums; i++)
        add_sum (&sum, &below->sums[i]);
      if (has_sums)
        level->sums[level->n] = sum;
    }
}

/* Where a query goes on one level: ragged ends are added, what is whole is left to the level above.
 * %FALSE when there is no level above for it, and all of it is added here. */
static inline gboolean
climb (gsize *from,
       gsize *to,
       gsize *above_from,
       gsize *above_to)
{
  *above_from = (*from + FAN - 1) / FAN;
  *above_to = *to / FAN;

  return *above_from < *above_to;
}

static Range
query_range (const DeskPyramid *pyramid,
             gsize              first,
             gsize              end)
{
  Range range = no_range;
  gsize from, to, above_from, above_to;

  end = MIN (end, pyramid->n);
  if (!climb (&first, &end, &from, &to))
    {
      add_values (pyramid, first, end, &range);
      return range;
    }

  add_values (pyramid, first, from * FAN, &range);
  add_values (pyramid, to * FAN, end, &range);
  for (guint k = 0; from < to; k++)
    {
      const Range *ranges = pyramid->levels[k].ranges;
      gboolean climbs = climb (&from, &to, &above_from, &above_to) && k + 1 < N_LEVELS;
      gsize stop = climbs ? above_from * FAN : to;

      for (gsize i = from; i < stop; i++)
        add_range (&range, &ranges[i]);
      if (!climbs)
        break;
      for (gsize i = above_to * FAN; i < to; i++)
        add_range (&range, &ranges[i]);
      from = above_from;
      to = above_to;
    }

  return range;
}

static Sum
query_sum (const DeskPyramid *pyramid,
           gsize              first,
           gsize              end)
{
  Sum sum = no_sum;
  gsize from, to, above_from, above_to;

  end = MIN (end, pyramid->n);
  if (pyramid->sum == NULL || first >= end)
    return sum;
  if (!climb (&first, &end, &from, &to))
    {
      add_addends (pyramid, first, end, &sum);
      return sum;
    }

  add_addends (pyramid, first, from * FAN, &sum);
  add_addends (pyramid, to * FAN, end, &sum);
  for (guint k = 0; from < to; k++)
    {
      const Sum *sums = pyramid->levels[k].sums;
      gboolean climbs = climb (&from, &to, &above_from, &above_to) && k + 1 < N_LEVELS;
      gsize stop = climbs ? above_from * FAN : to;

      for (gsize i = from; i < stop; i++)
        add_sum (&sum, &sums[i]);
      if (!climbs)
        break;
      for (gsize i = above_to * FAN; i < to; i++)
        add_sum (&sum, &sums[i]);
      from = above_from;
      to = above_to;
    }

  return sum;
}

/**
 * desk_pyramid_new:
 *
 * Returns: (transfer full): a pyramid over nothing
 */
DeskPyramid *
desk_pyramid_new (void)
{
  return g_new0 (DeskPyramid, 1);
}

static void
forget_memory (DeskPyramid *pyramid)
{
  for (guint k = 0; k < N_LEVELS; k++)
    {
      g_free (pyramid->levels[k].ranges);
      g_free (pyramid->levels[k].sums);
      pyramid->levels[k] = (Level) { NULL };
    }
}

void
desk_pyramid_free (DeskPyramid *pyramid)
{
  if (pyramid == NULL)
    return;

  forget_memory (pyramid);
  g_free (pyramid);
}

/**
 * desk_pyramid_update:
 * @pyramid: a pyramid
 * @low: the lower column, which must live until the next update
 * @high: the upper column; may be @low
 * @sum: (nullable): a column to add up
 * @n: how long they are now; less than before starts anew
 *
 * Takes the columns as they are now. Their address may have changed, the values that were there
 * before may not.
 */
void
desk_pyramid_update (DeskPyramid  *pyramid,
                     const double *low,
                     const double *high,
                     const double *sum,
                     gsize         n)
{
  g_return_if_fail (pyramid != NULL);
  g_return_if_fail ((low != NULL && high != NULL) || n == 0);

  if ((sum == NULL) != (pyramid->sum == NULL))
    forget_memory (pyramid);
  if (n < pyramid->n)
    for (guint k = 0; k < N_LEVELS; k++)
      pyramid->levels[k].n = 0;

  pyramid->low = low;
  pyramid->high = high;
  pyramid->sum = sum;
  pyramid->n = n;

  extend_values (pyramid);
  for (guint k = 1; k < N_LEVELS && pyramid->levels[k - 1].n >= FAN; k++)
    extend_blocks (&pyramid->levels[k], &pyramid->levels[k - 1], sum != NULL);
}

/**
 * desk_pyramid_forget:
 * @pyramid: a pyramid
 * @from: the first value that may be another one at the next update
 *
 * For a bar that is not complete yet. Only blocks that hold such values are dropped.
 */
void
desk_pyramid_forget (DeskPyramid *pyramid,
                     gsize        from)
{
  g_return_if_fail (pyramid != NULL);

  for (guint k = 0; k < N_LEVELS; k++)
    {
      from /= FAN;
      pyramid->levels[k].n = MIN (pyramid->levels[k].n, from);
    }
}

/**
 * desk_pyramid_range:
 * @pyramid: a pyramid
 * @first: the first value
 * @end: one past the last; what is beyond the columns is absent
 * @low: (out): the lowest of the lower column
 * @high: (out): the highest of the upper column
 *
 * Returns: %FALSE, and both untouched, when there is no value in the range
 */
gboolean
desk_pyramid_range (DeskPyramid *pyramid,
                    gsize        first,
                    gsize        end,
                    double      *low,
                    double      *high)
{
  Range range;

  g_return_val_if_fail (pyramid != NULL, FALSE);

  if (first >= end)
    return FALSE;

  range = query_range (pyramid, first, end);
  if (range.low > range.high)
    return FALSE;

  *low = range.low;
  *high = range.high;
  return TRUE;
}

/**
 * desk_pyramid_sum:
 *
 * Returns: the values of the sum column in [@first, @end) added up; 0 without values
 */
double
desk_pyramid_sum (DeskPyramid *pyramid,
                  gsize        first,
                  gsize        end)
{
  g_return_val_if_fail (pyramid != NULL, 0.);

  return query_sum (pyramid, first, end).sum;
}

/**
 * desk_pyramid_peak:
 *
 * Returns: the highest value of the sum column in [@first, @end); 0 without values
 */
double
desk_pyramid_peak (DeskPyramid *pyramid,
                   gsize        first,
                   gsize        end)
{
  double peak;

  g_return_val_if_fail (pyramid != NULL, 0.);

  peak = query_sum (pyramid, first, end).peak;
  return isfinite (peak) ? peak : 0.;
}
