/* desk-axis.c - ticks of values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "desk-draw"

#include "config.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "desk-axis.h"

#define MAX_DECIMALS 10
/* Doubles have no whole numbers beyond, and labels no room. */
#define MAX_PLAIN    1e13

static const double steps[] = { 1., 2., 2.5, 5. };

/* 10^power, the same double that a literal would be. */
static double
power_of_ten (int power)
{
  return power >= 0 ? pow (10., power) : 1. / pow (10., -power);
}

static int
decimals_of_step (double magnitude,
                  int    power)
{
  return CLAMP (-power + (magnitude == 2.5 ? 1 : 0), 0, MAX_DECIMALS);
}

/* The plain C locale has no separator, which nobody wants to read; elsewhere printf() knows. */
static void
group_thousands (char digits[DESK_AXIS_LABEL_SIZE])
{
  const struct lconv *locale = localeconv ();
  gsize length = strlen (digits);
  gsize whole = strcspn (digits, ".");

  if (*locale->thousands_sep != '\0' || strcmp (locale->decimal_point, ".") != 0)
    return;

  for (gsize at = whole; at > 3 && length + 1 < DESK_AXIS_LABEL_SIZE; length++)
    {
      at -= 3;
      memmove (digits + at + 1, digits + at, length - at + 1);
      digits[at] = ',';
    }
}

/**
 * desk_axis_format_value:
 * @value: a number
 * @decimals: how many decimals, at most 10
 * @label: (out): the text, with the separators of the locale and a true minus
 *
 * Returns: @label
 */
char *
desk_axis_format_value (double value,
                        int    decimals,
                        char   label[DESK_AXIS_LABEL_SIZE])
{
  char digits[DESK_AXIS_LABEL_SIZE];
  double magnitude = fabs (value);

  if (isnan (value))
    return strcpy (label, "–");

  decimals = CLAMP (decimals, 0, MAX_DECIMALS);
  if (magnitude >= MAX_PLAIN)
    g_snprintf (digits, sizeof digits, "%.6g", magnitude);
  else
    {
      g_snprintf (digits, sizeof digits, "%'.*f", decimals, magnitude);
      group_thousands (digits);
    }

  /* What rounds to 0 has no sign */
  g_snprintf (label, DESK_AXIS_LABEL_SIZE, "%s%s",
              value < 0 && strpbrk (digits, "123456789") != NULL ? "−" : "", digits);
  return label;
}

/**
 * desk_axis_decimals:
 * @scale: a scale of prices
 *
 * Returns: how many decimals tell pixels of @scale apart, at least 2 for what costs less than
 *   a million, and no more for what costs at least 10: shares trade in cents
 */
int
desk_axis_decimals (const DeskScale *scale)
{
  double length = fabs (scale->high - scale->low) / MAX (1., fabs (scale->end - scale->start));
  int decimals = length > 0 ? (int) ceil (-log10 (length) - .3) : 2;
  int least = fabs (scale->high) < 1e6 ? 2 : 0;

  return CLAMP (decimals, least, fabs (scale->high) < 10 ? 8 : 2);
}

static guint
add_tick (const DeskScale *scale,
          double           value,
          int              decimals,
          DeskTick        *ticks,
          guint            n)
{
  if (n == DESK_AXIS_MAX_TICKS)
    return n;

  ticks[n].position = desk_scale_to_pixel (scale, value);
  desk_axis_format_value (value, decimals, ticks[n].label);
  ticks[n].strong = ticks[n].day = FALSE;
  return n + 1;
}

/* Multiples of one step: the smallest that leaves @spacing between neighbours where they are
 * closest, which is at the high end when the scale is logarithmic. */
static guint
linear_ticks (const DeskScale *scale,
              double           spacing,
              DeskTick        *ticks)
{
  double length = scale->high - scale->low;
  int power = (int) floor (log10 (length * spacing / fabs (scale->end - scale->start))) - 1;
  guint k = 0, n = 0;
  double step, first, last;

  for (;; k++)
    {
      double top;

      power += k / G_N_ELEMENTS (steps);
      k %= G_N_ELEMENTS (steps);
      step = steps[k] * power_of_ten (power);
      if (step > length * 2)
        return 0;
      top = MAX (scale->high - step, scale->low);
      if (fabs (desk_scale_to_pixel (scale, top + step) - desk_scale_to_pixel (scale, top))
          >= spacing)
        break;
    }

  first = ceil (scale->low / step - 1e-9);
  last = floor (scale->high / step + 1e-9);
  for (double i = first; i <= last && n < DESK_AXIS_MAX_TICKS; i++)
    n = add_tick (scale, i * step, decimals_of_step (steps[k], power), ticks, n);

  return n;
}

/* Powers of ten, times 1, 2 and 5 when there is room: for prices that rose a hundredfold. */
static guint
decade_ticks (const DeskScale *scale,
              double           spacing,
              DeskTick        *ticks)
{
  double decade = fabs (scale->end - scale->start) / log10 (scale->high / scale->low);
  gboolean parts = decade * log10 (2.) >= spacing;
  int stride = MAX (1, (int) ceil (spacing / decade));
  int power = (int) floor (log10 (scale->low));
  guint n = 0;

  /* Strides are counted from 1 so that ticks stay where they are when the view moves */
  power -= ((power % stride) + stride) % stride;
  for (; power_of_ten (power) <= scale->high; power += stride)
    for (guint k = 0; k < G_N_ELEMENTS (steps); k++)
      {
        double value = steps[k] * power_of_ten (power);

        if (steps[k] == 2.5 || (k > 0 && !parts)
            || value < scale->low * (1 - 1e-9) || value > scale->high * (1 + 1e-9))
          continue;
        n = add_tick (scale, value, decimals_of_step (steps[k], power), ticks, n);
      }

  return n;
}

/**
 * desk_axis_value_ticks:
 * @scale: a scale whose ends differ
 * @spacing: least pixels between ticks
 * @ticks: (out): room for %DESK_AXIS_MAX_TICKS, filled from the low end on
 *
 * Returns: how many are filled
 */
guint
desk_axis_value_ticks (const DeskScale *scale,
                       double           spacing,
                       DeskTick        *ticks)
{
  DeskTick decades[DESK_AXIS_MAX_TICKS];
  double length = fabs (scale->end - scale->start);
  guint n, n_decades;

  g_return_val_if_fail (scale != NULL && ticks != NULL, 0);

  if (!(scale->high > scale->low) || !(length >= 1) || !isfinite (scale->high - scale->low))
    return 0;

  spacing = MAX (spacing, length / (DESK_AXIS_MAX_TICKS - 2));
  n = linear_ticks (scale, spacing, ticks);
  if (scale->kind == DESK_SCALE_LINEAR || !(scale->low > 0))
    return n;

  n_decades = decade_ticks (scale, spacing, decades);
  if (n_decades <= n)
    return n;

  memcpy (ticks, decades, n_decades * sizeof *ticks);
  return n_decades;
}
