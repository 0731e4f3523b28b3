/* dt-csv-number.h - decimal text to the nearest double
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <string.h>

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

/* Bytes in a word: which of them are equal to one of the word @wanted has its highest bit set, and
 * no other bit is. */
static inline guint64
dt_csv_equal_bytes (guint64 word,
                    guint64 wanted)
{
  const guint64 low = G_GUINT64_CONSTANT (0x7f7f7f7f7f7f7f7f);
  guint64 difference = word ^ wanted;

  return ~(((difference & low) + low) | difference | low);
}

/**
 * dt_csv_number_parse_eight:
 * @text: eight bytes can be read
 * @length: of the number
 *
 * As dt_csv_number_parse(), for up to eight digits with a point, all at once: the point is taken
 * out, then neighbours are added up, ones and tens, hundreds and thousands, and so on.
 *
 * Returns: %FALSE when it is anything else
 */
static inline gboolean
dt_csv_number_parse_eight (const char *text,
                           gsize       length,
                           double     *value)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 word, digits, point, lowest, units;
  guint n_places;

  if (G_UNLIKELY (length - 1 > 7))
    return FALSE;

  /* The last digit is the highest byte, before the first there are zeros */
  memcpy (&word, text, 8);
  digits = (GUINT64_FROM_LE (word) ^ ones * '0') << (8 * (8 - length));
  point = dt_csv_equal_bytes (digits, ones * ('.' ^ '0'));
  lowest = point >> 7;
  n_places = point != 0 ? (guint) __builtin_clzll (point) / 8 : 0;
  if (point != 0)
    digits = (digits & (lowest - 1)) << 8 | (digits & -(lowest << 8));
  if (G_UNLIKELY ((((digits + ones * 0x76) | digits) & ones * 0x80) != 0
                  || (point != 0 && length == 1)))
    return FALSE;

  digits = digits * 10 + (digits >> 8);
  units = ((digits & G_GUINT64_CONSTANT (0x000000ff000000ff))
           * G_GUINT64_CONSTANT (0x000f424000000064)
           + (digits >> 16 & G_GUINT64_CONSTANT (0x000000ff000000ff))
             * G_GUINT64_CONSTANT (0x0000271000000001)) >> 32;
  *value = (double) units / dt_csv_number_powers[n_places];

  return TRUE;
}

G_END_DECLS
