/* dt-book-marks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-store"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-book-rows.h"

/* One position, least byte first: instrument, bars, marks, zero (32 bits each); last, high, low
 * (doubles). */
#define MARK_SIZE 40

static void
pack_u32 (guint8  **cursor,
          guint32   value)
{
  value = GUINT32_TO_LE (value);
  memcpy (*cursor, &value, sizeof value);
  *cursor += sizeof value;
}

static void
pack_double (guint8 **cursor,
             double   value)
{
  guint64 word;

  memcpy (&word, &value, sizeof word);
  word = GUINT64_TO_LE (word);
  memcpy (*cursor, &word, sizeof word);
  *cursor += sizeof word;
}

static guint32
unpack_u32 (const guint8 **cursor)
{
  guint32 value;

  memcpy (&value, *cursor, sizeof value);
  *cursor += sizeof value;

  return GUINT32_FROM_LE (value);
}

static double
unpack_double (const guint8 **cursor)
{
  guint64 word;
  double value;

  memcpy (&word, *cursor, sizeof word);
  *cursor += sizeof word;
  word = GUINT64_FROM_LE (word);
  memcpy (&value, &word, sizeof value);

  return value;
}

GByteArray *
dt_book_marks_pack (const DtBook *book)
{
  GByteArray *bytes = g_byte_array_sized_new (book->n_open * MARK_SIZE);
  guint8 *cursor;

  g_byte_array_set_size (bytes, book->n_open * MARK_SIZE);
  cursor = bytes->data;
  for (guint i = 0; i < book->n_open; i++)
    {
      const DtPosition *position = &book->positions[book->open[i]];

      pack_u32 (&cursor, book->open[i]);
      pack_u32 (&cursor, position->bars);
      pack_u32 (&cursor, position->n_marks);
      pack_u32 (&cursor, 0);
      pack_double (&cursor, position->last);
      pack_double (&cursor, position->high);
      pack_double (&cursor, position->low);
    }

  return bytes;
}

gboolean
dt_book_marks_unpack (DtBook       *book,
                      const guint8 *data,
                      gsize         size)
{
  if (size != (gsize) book->n_open * MARK_SIZE)
    return FALSE;

  for (guint i = 0; i < book->n_open; i++)
    {
      DtPosition *position = &book->positions[book->open[i]];

      if (unpack_u32 (&data) != book->open[i])
        return FALSE;

      position->bars = unpack_u32 (&data);
      position->n_marks = unpack_u32 (&data);
      unpack_u32 (&data);
      position->last = unpack_double (&data);
      position->high = unpack_double (&data);
      position->low = unpack_double (&data);
      if (!isfinite (position->last) || !isfinite (position->high) || !isfinite (position->low))
        return FALSE;
    }

  return TRUE;
}
