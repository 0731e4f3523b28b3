/* dt-csv-quick.h - rows that are as nearly all rows are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-csv-parser.h"

G_BEGIN_DECLS

/**
 * DtCsvQuick:
 *
 * Most rows of a table are short, have a date, plain numbers and the symbol of the row before. They
 * are found and read here with a few instructions for many bytes at a time. Whatever is not like
 * that, or not a good row, is left to dt_csv_parser_take_lines(), which alone knows what to say of
 * it; so what is taken here is what it would have taken.
 *
 * Thread: that of its parser.
 */

/* (nullable): %NULL when no row of the parser's columns can be of that kind */
DtCsvQuick *dt_csv_quick_new   (const DtCsvParser *parser);
void        dt_csv_quick_free  (DtCsvQuick        *quick);
/* Takes rows from @text on and returns where the first one begins that it leaves. Does nothing when
 * the parser has no DtCsvQuick. */
const char *dt_csv_quick_take  (DtCsvParser       *parser,
                                const char        *text,
                                const char        *end);

/* Bytes in a word: which of them are equal to one of the word @wanted has its highest bit set, and
 * no other bit is. */
static inline guint64
dt_csv_quick_equal (guint64 word,
                    guint64 wanted)
{
  const guint64 low = G_GUINT64_CONSTANT (0x7f7f7f7f7f7f7f7f);
  guint64 difference = word ^ wanted;

  return ~(((difference & low) + low) | difference | low);
}

/**
 * dt_csv_quick_number:
 * @text: eight bytes can be read
 * @length: of the number
 *
 * As dt_csv_number_parse() of up to eight digits and a point, eight at once: the point is taken out,
 * then neighbours are added up, ones and tens, hundreds and thousands, and so on.
 *
 * Returns: %FALSE when it is anything else
 */
static inline gboolean
dt_csv_quick_number (const char *text,
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
  point = dt_csv_quick_equal (digits, ones * ('.' ^ '0'));
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
