/* desk-pyramid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-draw"

#include "config.h"

#include <math.h>

#include "desk-pyramid.h"

/* Values, or blocks of the level below, in a block. */
#define FAN      16
/* 16 to the 12th is more than memory holds. */
#define N_LEVELS 12

/* What of a block is asked for: single values are only read for that. */
enum
{
  PART_RANGE = 1,
  PART_SUM = 2,
};

typedef struct
{
  double low;
  double high;
  double sum;
  double peak;
} Block;

/* Only whole blocks are kept: the ragged end is read from the level below. */
typedef struct
{
  Block *blocks;
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

static const Block nothing = { INFINITY, -INFINITY, 0., -INFINITY };

/* All comparisons are false for NaN, which so counts as absent. */
static inline void
add_value (Block  *to,
           double  low,
           double  high)
{
  to->low = low < to->low ? low : to->low;
  to->high = high > to->high ? high : to->high;
}

static inline void
add_sum (Block  *to,
         double  value)
{
  to->sum += isnan (value) ? 0. : value;
  to->peak = value > to->peak ? value : to->peak;
}

static inline void
add_block (Block       *to,
           const Block *block)
{
  add_value (to, block->low, block->high);
  to->sum += block->sum;
  to->peak = block->peak > to->peak ? block->peak : to->peak;
}

static void
add_values (const DeskPyramid *pyramid,
            guint              parts,
            gsize              first,
            gsize              end,
            Block             *to)
{
  Block block = *to;

  if (parts & PART_RANGE)
    for (gsize i = first; i < end; i++)
      add_value (&block, pyramid->low[i], pyramid->high[i]);

  if ((parts & PART_SUM) && pyramid->sum != NULL)
    for (gsize i = first; i < end; i++)
      add_sum (&block, pyramid->sum[i]);

  *to = block;
}

static void
reserve (Level *level,
         gsize  n)
{
  if (n <= level->n_allocated)
    return;

  level->n_allocated = MAX (n, level->n_allocated + level->n_allocated / 2);
  level->blocks = g_renew (Block, level->blocks, level->n_allocated);
}

static void
extend_values (DeskPyramid *pyramid)
{
  Level *level = &pyramid->levels[0];
  gsize n = pyramid->n / FAN;

  reserve (level, n);
  for (; level->n < n; level->n++)
    {
      Block block = nothing;

      add_values (pyramid, PART_RANGE | PART_SUM, level->n * FAN, (level->n + 1) * FAN,
                  &block);
      level->blocks[level->n] = block;
    }
}

static void
extend_blocks (Level       *level,
               const Level *below)
{
  gsize n = below->n / FAN;

  reserve (level, n);
  for (; level->n < n; level->n++)
    {
      Block block = nothing;

      for (gsize i = 0; i < FAN; i++)
        add_block (&block, &below->blocks[level->n * FAN + i]);
      level->blocks[level->n] = block;
    }
}

/* Climbs from the values: ragged ends of each level are added, what is whole is left to the level
 * above. */
static Block
query (const DeskPyramid *pyramid,
       guint              parts,
       gsize              first,
       gsize              end)
{
  Block block = nothing;
  gsize from = (first + FAN - 1) / FAN, to = MIN (end, pyramid->n) / FAN;

  if (from >= to)
    {
      add_values (pyramid, parts, first, MIN (end, pyramid->n), &block);
      return block;
    }

  add_values (pyramid, parts, first, from * FAN, &block);
  add_values (pyramid, parts, to * FAN, MIN (end, pyramid->n), &block);

  for (guint k = 0; from < to; k++)
    {
      const Level *level = &pyramid->levels[k];
      gsize above_from = (from + FAN - 1) / FAN, above_to = to / FAN;

      if (above_from >= above_to || k + 1 == N_LEVELS)
        {
          for (gsize i = from; i < to; i++)
            add_block (&block, &level->blocks[i]);
          break;
        }

      for (gsize i = from; i < above_from * FAN; i++)
        add_block (&block, &level->blocks[i]);
      for (gsize i = above_to * FAN; i < to; i++)
        add_block (&block, &level->blocks[i]);
      from = above_from;
      to = above_to;
    }

  return block;
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

void
desk_pyramid_free (DeskPyramid *pyramid)
{
  if (pyramid == NULL)
    return;

  for (guint k = 0; k < N_LEVELS; k++)
    g_free (pyramid->levels[k].blocks);
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

  if (n < pyramid->n || (sum == NULL) != (pyramid->sum == NULL))
    for (guint k = 0; k < N_LEVELS; k++)
      pyramid->levels[k].n = 0;

  pyramid->low = low;
  pyramid->high = high;
  pyramid->sum = sum;
  pyramid->n = n;

  extend_values (pyramid);
  for (guint k = 1; k < N_LEVELS && pyramid->levels[k - 1].n >= FAN; k++)
    extend_blocks (&pyramid->levels[k], &pyramid->levels[k - 1]);
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
  Block block;

  g_return_val_if_fail (pyramid != NULL, FALSE);

  block = first < end ? query (pyramid, PART_RANGE, first, end) : nothing;
  if (block.low > block.high)
    return FALSE;

  *low = block.low;
  *high = block.high;
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

  return first < end ? query (pyramid, PART_SUM, first, end).sum : 0.;
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

  peak = first < end ? query (pyramid, PART_SUM, first, end).peak : -INFINITY;
  return isfinite (peak) ? peak : 0.;
}
