/* dt-double.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-base"

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dt-json.h"

/* Whole numbers up to here, and powers of ten up to 1e22, are doubles without rounding. */
#define EXACT_LIMIT 1e15

/* Most of our numbers are prices and ratios of a few decimals: m / 10^k with both exact, which is
 * correctly rounded and so what a reader of the digits gets. */
static gboolean
short_decimal (double  magnitude,
               gint64 *digits,
               int    *places)
{
  static const double powers[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };

  for (guint k = 0; k < G_N_ELEMENTS (powers); k++)
    {
      double scaled = magnitude * powers[k];

      if (scaled >= EXACT_LIMIT)
        return FALSE;
      *digits = llrint (scaled);
      if (*digits / powers[k] == magnitude)
        {
          *places = k;
          return TRUE;
        }
    }

  return FALSE;
}

static char *
write_short (char   *cursor,
             gint64  digits,
             int     places)
{
  char text[24];
  char *end = text + sizeof text, *first = end;

  for (int i = 0; digits > 0 || i <= places; i++, digits /= 10)
    {
      if (i == places && places > 0)
        *--first = '.';
      *--first = (char) ('0' + digits % 10);
    }
  memcpy (cursor, first, end - first);

  return cursor + (end - first);
}

/* At a power of two the doubles below lie twice as close as those above, so the shortest text that
 * reads back may be the second nearest: one more in the last digit. */
static gboolean
next_decimal_reads_back (char   *text,
                         double  magnitude)
{
  char *exponent = strchr (text, 'e');
  char held[DT_DOUBLE_BUF_SIZE];
  char *digit = exponent - 1;

  g_strlcpy (held, text, sizeof held);
  while (digit >= text && (*digit == '9' || *digit == '.'))
    {
      if (*digit == '9')
        *digit = '0';
      digit--;
    }
  if (digit >= text)
    {
      (*digit)++;
      if (g_ascii_strtod (text, NULL) == magnitude)
        return TRUE;
    }
  strcpy (text, held);

  return FALSE;
}

/* d.dddde±xx with the fewest digits. */
static int
shortest_digits (double magnitude,
                 char   text[DT_DOUBLE_BUF_SIZE])
{
  int binary;
  gboolean power_of_two = frexp (magnitude, &binary) == 0.5;
  char format[8];

  /* Any 15 digits survive a double, except below the normal range */
  for (int n = magnitude < 2.3e-308 ? 1 : 15; n <= 17; n++)
    {
      g_snprintf (format, sizeof format, "%%.%de", n - 1);
      g_ascii_formatd (text, DT_DOUBLE_BUF_SIZE, format, magnitude);
      if (g_ascii_strtod (text, NULL) == magnitude
          || (power_of_two && next_decimal_reads_back (text, magnitude)))
        break;
    }

  return atoi (strchr (text, 'e') + 1);
}

/* Takes the point out of d.dddd and the zeros off its end. */
static int
bare_digits (char *text)
{
  int n = 0;

  for (char *c = text; *c != 'e'; c++)
    if (*c != '.')
      text[n++] = *c;
  while (n > 1 && text[n - 1] == '0')
    n--;
  text[n] = '\0';

  return n;
}

static char *
write_plain (char       *cursor,
             const char *digits,
             int         n_digits,
             int         exponent)
{
  if (exponent < 0)
    {
      *cursor++ = '0';
      *cursor++ = '.';
      for (int i = -1; i > exponent; i--)
        *cursor++ = '0';
    }
  for (int i = 0; i < MAX (n_digits, exponent + 1); i++)
    {
      if (i == exponent + 1 && exponent >= 0)
        *cursor++ = '.';
      *cursor++ = i < n_digits ? digits[i] : '0';
    }

  return cursor;
}

static void
write_long (char   *cursor,
            double  magnitude)
{
  char digits[DT_DOUBLE_BUF_SIZE];
  int exponent = shortest_digits (magnitude, digits);
  int n_digits = bare_digits (digits);

  if (exponent >= -4 && exponent < 16)
    {
      *write_plain (cursor, digits, n_digits, exponent) = '\0';
      return;
    }

  g_snprintf (cursor, DT_DOUBLE_BUF_SIZE - 1, "%c%s%se%c%02d", digits[0],
              n_digits > 1 ? "." : "", digits + 1, exponent < 0 ? '-' : '+', ABS (exponent));
}

/**
 * dt_double_to_string:
 * @value: any double
 *
 * Returns: @buf with the fewest decimal digits that read back to @value in every locale; an
 *   exponent below 1e-4 and from 1e16 on; "nan", "inf" and "-inf"
 */
char *
dt_double_to_string (double value,
                     char   buf[DT_DOUBLE_BUF_SIZE])
{
  char *cursor = buf;
  double magnitude = fabs (value);
  gint64 digits;
  int places;

  if (isnan (value))
    return strcpy (buf, "nan");
  if (signbit (value))
    *cursor++ = '-';

  if (isinf (value))
    strcpy (cursor, "inf");
  else if ((magnitude == 0 || magnitude >= 1e-4) && short_decimal (magnitude, &digits, &places))
    *write_short (cursor, digits, places) = '\0';
  else
    write_long (cursor, magnitude);

  return buf;
}
