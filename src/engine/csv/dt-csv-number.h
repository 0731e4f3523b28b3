/* dt-csv-number.h - decimal text to the nearest double
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DT_CSV_NUMBER_PLAIN         = 0,
  DT_CSV_NUMBER_DECIMAL_COMMA = 1 << 0,  /* "12,34" */
  DT_CSV_NUMBER_SUFFIX        = 1 << 1,  /* "1.5M", of volumes */
} DtCsvNumberFlags;

gboolean dt_csv_number_parse_slow (const char       *text,
                                   gsize             length,
                                   DtCsvNumberFlags  flags,
                                   double           *value);

extern const double dt_csv_number_powers[23];

/**
 * dt_csv_number_parse:
 * @text: not NUL-terminated
 *
 * The nearest double to a decimal number. Up to 15 digits the count of units and the power of ten
 * are both exact, so one division rounds correctly (Clinger 1990); everything else, and every
 * doubt, goes to the slow twin.
 *
 * Returns: %FALSE when @text is no finite decimal number
 */
static inline gboolean
dt_csv_number_parse (const char       *text,
                     gsize             length,
                     DtCsvNumberFlags  flags,
                     double           *value)
{
  guint64 units = 0;
  gsize point = length, i = 0;

  if (G_UNLIKELY (length == 0 || length > 16))
    return dt_csv_number_parse_slow (text, length, flags, value);

  for (; i < length; i++)
    {
      guint digit = (guchar) text[i] - '0';

      if (digit <= 9)
        units = units * 10 + digit;
      else if (text[i] == '.' && point == length)
        point = i;
      else
        return dt_csv_number_parse_slow (text, length, flags, value);
    }

  /* 1..15 digits: none at all wraps around */
  if (G_UNLIKELY (length - (point < length) - 1 > 14))
    return dt_csv_number_parse_slow (text, length, flags, value);

  *value = (double) units / dt_csv_number_powers[point < length ? length - point - 1 : 0];
  return TRUE;
}

G_END_DECLS
