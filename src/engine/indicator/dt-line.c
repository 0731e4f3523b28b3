/* dt-line.c - the straight line through the last n values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-line.h"

/* Turns a block's values, in the sums' places, into the sums of its tails. */
static void
turn (double *tails,
      guint   period,
      double  reference)
{
  double sum = 0., placed = 0., squares = 0.;

  for (guint k = period; k-- > 0; )
    {
      double deviation = tails[3 * k] - reference;

      /* The values behind move up by a place. */
      placed += sum;
      sum += deviation;
      squares += deviation * deviation;
      tails[3 * k] = sum;
      tails[3 * k + 1] = placed;
      tails[3 * k + 2] = squares;
    }
}

gboolean
dt_line_push (DtLine *self,
              double *tails,
              double  value)
{
  guint at = self->at;
  double deviation;

  if (at == 0 && !self->full)
    self->reference = value;

  tails[3 * at] = value;
  if (at + 1 == self->period)
    {
      turn (tails, self->period, value);
      self->reference = value;
      self->sum = tails[0];
      self->placed = tails[1];
      self->squares = tails[2];
      self->head = self->head_placed = self->head_squares = 0.;
      self->at = 0;
      self->full = TRUE;
      return TRUE;
    }

  deviation = value - self->reference;
  self->head += deviation;
  self->head_placed += deviation * at;
  self->head_squares += deviation * deviation;
  self->at = ++at;
  if (!self->full)
    return FALSE;

  self->sum = tails[3 * at] + self->head;
  self->placed = tails[3 * at + 1] + (self->head_placed + (self->period - at) * self->head);
  self->squares = tails[3 * at + 2] + self->head_squares;
  return TRUE;
}

/* From the sums; Draper and Smith, Applied Regression Analysis, 1966. */
void
dt_line_fit (const DtLine *self,
             DtLineFit    *fit)
{
  double n = self->period;
  double places = n * (n * n - 1.) / 12.;
  double both = self->placed - (n - 1.) / 2. * self->sum;
  double own = self->squares - self->sum * self->sum / n;
  double explained;

  fit->mean = self->reference + self->sum / n;
  fit->slope = places > 0. ? both / places : 0.;
  explained = fit->slope * both;
  /* What is left of equal values is rounding. */
  if (own <= 1e-13 * self->squares)
    own = explained = 0.;
  fit->r_squared = CLAMP (dt_ratio (explained, own, 0.), 0., 1.);
  fit->deviation = sqrt (MAX (own - explained, 0.) / n);
}
