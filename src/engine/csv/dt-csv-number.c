/* dt-csv-number.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-csv"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-csv-number.h"

/* Every one of them is a double without rounding. */
const double dt_csv_number_powers[23] = {
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

/* Longer than any number that a person or program writes for a price. */
#define MAX_LENGTH 400

/* "$12.50" from some exchanges' downloads; the sign may stand before or after the dollar. */
static void
skip_dollar (const char **text,
             const char  *end,
             GString     *plain)
{
  if (*text < end && **text == '$')
    (*text)++;
  if (*text < end && (**text == '-' || **text == '+'))
    g_string_append_c (plain, *(*text)++);
  if (*text < end && **text == '$')
    (*text)++;
}

/* Whether commas stand where thousands are: one to three digits, then groups of three. */
static gboolean
is_grouped (const char *text,
            const char *end)
{
  gsize group = 0;
  gboolean first = TRUE;

  for (; text < end && (g_ascii_isdigit (*text) || *text == ','); text++)
    if (*text == ',')
      {
        if (first ? group == 0 || group > 3 : group != 3)
          return FALSE;
        first = FALSE;
        group = 0;
      }
    else
      group++;

  return first || group == 3;
}

/* The powers of ten that a suffix stands for; -1 when it is none. */
static int
suffix_power (char suffix)
{
  switch (g_ascii_toupper (suffix))
    {
    case 'K':
      return 3;
    case 'M':
      return 6;
    case 'B':
      return 9;
    default:
      return -1;
    }
}

/* Digits with one point at most, and an exponent; returns FALSE on any other character. */
static gboolean
copy_digits (const char *text,
             const char *end,
             char        point,
             GString    *plain)
{
  gboolean seen_point = FALSE, seen_digit = FALSE;

  for (; text < end && (*text | 0x20) != 'e'; text++)
    if (g_ascii_isdigit (*text))
      {
        g_string_append_c (plain, *text);
        seen_digit = TRUE;
      }
    else if (*text == point && !seen_point)
      {
        g_string_append_c (plain, '.');
        seen_point = TRUE;
      }
    else if (*text != ',' || point == ',' || seen_point)
      return FALSE;

  if (!seen_digit || text == end)
    return seen_digit;

  g_string_append_c (plain, 'e');
  if (++text < end && (*text == '-' || *text == '+'))
    g_string_append_c (plain, *text++);
  if (text == end)
    return FALSE;
  for (; text < end; text++)
    {
      if (!g_ascii_isdigit (*text))
        return FALSE;
      g_string_append_c (plain, *text);
    }

  return TRUE;
}

/**
 * dt_csv_number_parse_slow:
 *
 * Takes what the fast twin does not: signs, dollars, thousands commas, exponents, decimal commas,
 * suffixes, any length up to 400 bytes. Words ("nan", "inf", "0x1p3") are no numbers.
 */
gboolean
dt_csv_number_parse_slow (const char       *text,
                          gsize             length,
                          DtCsvNumberFlags  flags,
                          double           *value)
{
  g_autoptr(GString) plain = NULL;
  char point = flags & DT_CSV_NUMBER_DECIMAL_COMMA ? ',' : '.';
  const char *end = text + length;
  int power = -1;

  if (length == 0 || length > MAX_LENGTH)
    return FALSE;

  plain = g_string_sized_new (length + 8);
  skip_dollar (&text, end, plain);
  if (text < end && (flags & DT_CSV_NUMBER_SUFFIX) && (power = suffix_power (end[-1])) >= 0)
    end--;
  if ((point == '.' && !is_grouped (text, end)) || !copy_digits (text, end, point, plain))
    return FALSE;
  if (power >= 0)
    {
      if (strchr (plain->str, 'e') != NULL)
        return FALSE;
      g_string_append_printf (plain, "e%d", power);
    }

  *value = g_ascii_strtod (plain->str, NULL);
  return isfinite (*value);
}
