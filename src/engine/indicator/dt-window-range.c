/* dt-window-range.c - the highest and the lowest of the last n bars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-vector.h"

#include "dt-window.h"

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

/* A block's rest at a time: nothing but the head waits for the bar before. */
static void
run_blocks (DtWindowRange *self,
            double        *tails,
            const double  *high,
            const double  *low,
            gsize          n,
            double        *highest,
            double        *lowest)
{
  for (gsize i = 0; i < n; i++)
    {
      gsize m = MIN (n - i, self->period - 1 - self->at);
      double *tail = tails + 2 * (gsize) self->at;
      DtPair head = dt_pair_load (self->head), range = dt_pair_load (self->range);

      for (gsize end = i + m; i < end; i++, tail += 2)
        {
          DtPair bar = { high[i], -low[i] };

          head = dt_pair_max (head, bar);
          dt_pair_store (tail, bar);
          range = dt_pair_max (dt_pair_load (tail + 2), head);
          highest[i] = range[0];
          lowest[i] = -range[1];
        }

      dt_pair_store (self->head, head);
      dt_pair_store (self->range, range);
      self->at += m;
      if (i == n)
        break;

      dt_window_range_push (self, tails, high[i], low[i]);
      highest[i] = self->range[0];
      lowest[i] = -self->range[1];
    }
}

/* Windows that are put together of shorter ones, each from anywhere in the column: first of four
 * values, then of eight if need be, then of four such ones, which may overlap. The order in which
 * the highest is found does not matter to what it is. */
#define LEAST_WINDOW 4
#define MOST_WINDOW  32

/* Of @a and @b, in the place of @a. */
DT_WIDE static inline G_ALWAYS_INLINE void
take_extreme (gboolean      lowest,
              const double *values,
              DtQuad       *extreme)
{
  DtQuad other = DT_QUAD_AT (values);

  if (lowest)
    dt_quad_min (extreme, &other, extreme);
  else
    dt_quad_max (extreme, &other, extreme);
}

/* Each from the value itself and those @a, @b and @c before. */
DT_WIDE static inline G_ALWAYS_INLINE void
join_windows (gboolean      lowest,
              const double *values,
              gsize         n,
              gsize         a,
              gsize         b,
              gsize         c,
              double       *extremes)
{
  for (gsize i = 0; i < n; i += 4)
    {
      DtQuad extreme = DT_QUAD_AT (values + i);

      take_extreme (lowest, values + i - a, &extreme);
      take_extreme (lowest, values + i - b, &extreme);
      take_extreme (lowest, values + i - c, &extreme);
      DT_QUAD_AT (extremes + i) = extreme;
    }
}

/* @n: a multiple of four; there are a window's values before. */
DT_WIDE static inline G_ALWAYS_INLINE void
find_extremes (gboolean      lowest,
               const double *values,
               gsize         period,
               gsize         n,
               double       *extremes)
{
  double fours[DT_INDICATOR_CHUNK + MOST_WINDOW], eights[DT_INDICATOR_CHUNK + MOST_WINDOW];
  gsize unit = period <= 16 ? 4 : 8, rest = period - unit, before = (rest + 3) & ~(gsize) 3;
  const double *units = fours;

  if (unit == 4)
    join_windows (lowest, values - before, n + before, 1, 2, 3, fours);
  else
    {
      join_windows (lowest, values - before - 4, n + before + 4, 1, 2, 3, fours);
      join_windows (lowest, fours + 4, n + before, 4, 4, 4, eights);
      units = eights;
    }

  join_windows (lowest, units + before, n, MIN (unit, rest), MIN (2 * unit, rest), rest, extremes);
}

DT_WIDE static void
run_windows (const double *high,
             const double *low,
             gsize         period,
             gsize         n,
             double       *highest,
             double       *lowest)
{
  find_extremes (FALSE, high, period, n, highest);
  find_extremes (TRUE, low, period, n, lowest);
}

/**
 * dt_window_range_run:
 * @self: a window that is full
 * @tails: what lies beside it
 * @high: (array length=n): highs that are present
 * @low: (array length=n): lows that are present
 * @n_before: how many bars of the same columns, all present, stand before these; none need to
 * @n: how many, at most a chunk
 * @highest: (out) (array length=n): the highest high of each window
 * @lowest: (out) (array length=n): the lowest low
 *
 * Pushes @n bars. Of a lowest that is zero the sign is not certain.
 */
void
dt_window_range_run (DtWindowRange *self,
                     double        *tails,
                     const double  *high,
                     const double  *low,
                     gsize          n_before,
                     gsize          n,
                     double        *highest,
                     double        *lowest)
{
  gsize period = self->period, whole = n & ~(gsize) 3, at;

  if (period < LEAST_WINDOW || period > MOST_WINDOW || n_before < DT_WINDOW_RANGE_BEFORE ||
      whole < 4 * MOST_WINDOW || dt_vector_get () < DT_VECTOR_WIDE)
    {
      run_blocks (self, tails, high, low, n, highest, lowest);
      return;
    }

  run_windows (high, low, period, whole, highest, lowest);

  /* The state is what the last whole block leaves, and what came after it. */
  at = (self->at + whole) % period;
  self->at = 0;
  self->head[0] = self->head[1] = -INFINITY;
  for (gsize i = whole - at - period; i < whole; i++)
    dt_window_range_push (self, tails, high[i], low[i]);
  run_blocks (self, tails, high + whole, low + whole, n - whole, highest + whole, lowest + whole);
}
