/* desk-scale.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-draw"

#include "config.h"

#include <math.h>

#include "desk-scale.h"

/* How far below its high end a logarithmic scale goes when its low end is not above 0. */
#define DEEPEST_RATIO 1e-6
/* What a range without a length is widened by, as a fraction of its value. */
#define FLAT_FRACTION .01
/* No price is further from 1, either way; products of such numbers are still numbers. */
#define MOST 1e140

static double
to_fraction (const DeskScale *scale,
             double           value)
{
  if (scale->kind == DESK_SCALE_LINEAR)
    return (value - scale->low) / (scale->high - scale->low);

  return value > 0 ? log (value / scale->low) / log (scale->high / scale->low) : 0.;
}

/**
 * desk_scale_to_pixel:
 * @scale: a scale whose ends differ
 * @value: a value
 *
 * Values beyond the ends lie beyond the pixels of the ends; on a logarithmic scale what is not
 * above 0 lies at the low end.
 *
 * Returns: the pixel, with fractions; NaN for NaN
 */
double
desk_scale_to_pixel (const DeskScale *scale,
                     double           value)
{
  if (isnan (value))
    return NAN;

  return scale->start + to_fraction (scale, value) * (scale->end - scale->start);
}

/**
 * desk_scale_to_value:
 * @scale: a scale whose ends differ
 * @pixel: a pixel, with fractions
 *
 * Returns: the value that desk_scale_to_pixel() puts there
 */
double
desk_scale_to_value (const DeskScale *scale,
                     double           pixel)
{
  double fraction = (pixel - scale->start) / (scale->end - scale->start);

  if (scale->kind == DESK_SCALE_LINEAR)
    return scale->low + fraction * (scale->high - scale->low);

  return scale->low * pow (scale->high / scale->low, fraction);
}

static void
fit_linear (DeskScale *scale,
            double     low,
            double     high,
            double     margin)
{
  double room = (high - low) * margin;

  /* Also a length that rounding has left next to nothing of */
  if (high - low <= fabs (high) * 1e-12)
    room = fabs (high) > 1. / MOST ? fabs (high) * FLAT_FRACTION : 1.;

  scale->low = low - room;
  scale->high = high + room;
}

static void
fit_logarithmic (DeskScale *scale,
                 double     low,
                 double     high,
                 double     margin)
{
  double room;

  if (!(high > 1. / MOST))
    high = 1.;
  if (!(low > 1. / MOST))
    low = high * DEEPEST_RATIO;

  room = high > low * (1 + 1e-12) ? pow (high / low, margin) : 1 + FLAT_FRACTION;
  scale->low = low / room;
  scale->high = high * room;
}

/**
 * desk_scale_fit:
 * @scale: a scale whose kind and pixels are set
 * @low: the lowest value to show
 * @high: the highest, at least @low
 * @margin: room on either side, a fraction of the length
 *
 * Without finite values the scale goes from 0 to 1, or from 0.1 to 1 when it is logarithmic.
 */
void
desk_scale_fit (DeskScale *scale,
                double     low,
                double     high,
                double     margin)
{
  g_return_if_fail (scale != NULL);
  g_return_if_fail (margin >= 0);

  if (!isfinite (low) || !isfinite (high) || low > high)
    {
      scale->low = scale->kind == DESK_SCALE_LINEAR ? 0. : .1;
      scale->high = 1.;
    }
  else if (scale->kind == DESK_SCALE_LINEAR)
    fit_linear (scale, CLAMP (low, -MOST, MOST), CLAMP (high, -MOST, MOST), margin);
  else
    fit_logarithmic (scale, MIN (low, MOST), MIN (high, MOST), margin);
}
