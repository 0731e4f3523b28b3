/* dt-drawdown.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-measure"

#include "config.h"

#include <math.h>

#include "dt-drawdown.h"

/* The deepest so far, of a peak and the lowest value until the next one too. */
static double
deeper (double worst,
        double peak,
        double trough)
{
  double depth;

  if (peak == -INFINITY)
    return worst;

  /* Below zero nothing is deeper than the peak */
  depth = peak < 0. ? 0. : trough / peak - 1.;

  return depth < worst ? depth : worst;
}

/**
 * dt_drawdown_max:
 * @equity: values, oldest first; missing ones are passed over
 *
 * Returns: the worst depth, 0 when equity never fell; NaN of no points
 */
double
dt_drawdown_max (const double *equity,
                 gsize         n_points)
{
  double peak = -INFINITY, trough = INFINITY, worst = INFINITY;

  /* A missing value is neither above the peak nor below anything. Of one peak, what lies lowest is
   * deepest, after rounding too, so that it alone is divided. */
  for (gsize i = 0; i < n_points; i++)
    if (equity[i] > peak)
      {
        worst = deeper (worst, peak, trough);
        peak = trough = equity[i];
      }
    else if (equity[i] < trough)
      trough = equity[i];
  worst = deeper (worst, peak, trough);

  return isinf (worst) ? NAN : worst;
}

/**
 * dt_drawdown_max_of_returns:
 *
 * The value before the first return is a peak too, as in empyrical.
 *
 * Returns: the worst depth; NaN of no returns
 */
double
dt_drawdown_max_of_returns (const double *returns,
                            gsize         n_returns)
{
  double value = 1., peak = 1., worst = 0.;

  if (n_returns == 0)
    return NAN;

  for (gsize i = 0; i < n_returns; i++)
    {
      if (!isnan (returns[i]))
        value *= 1. + returns[i];
      peak = fmax (peak, value);
      worst = fmin (worst, value / peak - 1.);
    }

  return worst;
}

/* The depth at each point; @depths may be @equity. */
void
dt_drawdown_series (const double *equity,
                    gsize         n_points,
                    double       *depths)
{
  double peak = -INFINITY;

  for (gsize i = 0; i < n_points; i++)
    {
      peak = fmax (peak, equity[i]);
      depths[i] = equity[i] / peak - 1.;
    }
}

/**
 * dt_drawdown_next_spell:
 * @equity: values, oldest first, none missing
 * @cursor: (inout): 0 to begin with; where to go on
 * @spell: (out): the next spell
 *
 * The spells of backtesting.py: a fall that is first seen at the very last point is too young to be
 * one.
 *
 * Returns: %FALSE when there is no other
 */
gboolean
dt_drawdown_next_spell (const double    *equity,
                        gsize            n_points,
                        gsize           *cursor,
                        DtDrawdownSpell *spell)
{
  gsize peak = *cursor, trough, end;

  while (peak + 1 < n_points && equity[peak + 1] >= equity[peak])
    peak++;
  if (peak + 2 >= n_points)
    {
      *cursor = n_points;
      return FALSE;
    }

  trough = peak + 1;
  for (end = peak + 1; end + 1 < n_points && equity[end] < equity[peak]; end++)
    if (equity[end] < equity[trough])
      trough = end;
  if (equity[end] < equity[trough])
    trough = end;

  *spell = (DtDrawdownSpell) { peak, trough, end, equity[trough] / equity[peak] - 1.,
                               equity[end] >= equity[peak] };
  *cursor = end;
  return TRUE;
}
