/* dt-rolling-sum.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-rolling-sum.h"

double
dt_rolling_sum_turn (double *tails,
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
