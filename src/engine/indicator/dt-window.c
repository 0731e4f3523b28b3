/* dt-window.c - the tails of a complete block
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

double
dt_window_sum_turn (double *tails,
                     guint   period,
                     double  reference)
{
  double sum = 0.;

  for (guint k = period; k-- > 0; )
    {
      sum += tails[k] - reference;
      tails[k] = sum;
    }

  return sum;
}

void
dt_window_moments_turn (double *tails,
                         guint   period,
                         double  reference)
{
  double sum = 0., squares = 0.;

  for (guint k = period; k-- > 0; )
    {
      double deviation = tails[2 * k] - reference;

      sum += deviation;
      squares += deviation * deviation;
      tails[2 * k] = sum;
      tails[2 * k + 1] = squares;
    }
}

double
dt_window_highest_turn (double *tails,
                         guint   period)
{
  double highest = -INFINITY;

  for (guint k = period; k-- > 0; )
    tails[k] = highest = MAX (highest, tails[k]);

  return highest;
}
