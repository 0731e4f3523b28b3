/* dt-bar-chunk.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-store"

#include "config.h"

#include <math.h>
#include <string.h>

#include <zlib.h>

#include "dt-bar-chunk.h"
#include "dt-market-store.h"
#include "dt-rice.h"

/* Layout, numbers least byte first:
 *
 *    0  "DTBC"
 *    4  u8 version, u8 flags, u16 zero
 *    8  u32 number of bars
 *   12  u32 CRC-32 of everything else
 *   16  columns: time, open, close, high, low, volume
 *       16 zero bytes, which let a reader of bits load whole words
 *
 * A column: u8 encoding, u8 exponent, u16 zero, u32 size of its bytes, the bytes. Encodings:
 *
 *   RAW      doubles as they are
 *   DEFLATE  the same through zlib, where that saves a tenth
 *   SCALED   all values are exactly k / 10^exponent: Rice codes of the differences of k
 *   TIME     u64 first stamp, u64 unit, Rice codes of differences of differences in units
 *
 * With FLAG_BARS the four prices are SCALED with one exponent, and instead of each column's own
 * difference hold what a bar leaves open: open against the close before, close against the open,
 * and how far high and low reach beyond both. */
#define VERSION     1
#define HEADER_SIZE 16
#define COLUMN_SIZE 8
#define FLAG_BARS   1

#define MAX_EXPONENT 6
#define MAX_EXACT    9007199254740992. /* 2^53 */

enum
{
  ENCODING_RAW,
  ENCODING_DEFLATE,
  ENCODING_SCALED,
  ENCODING_TIME,
};

enum
{
  OPEN,
  CLOSE,
  HIGH,
  LOW,
  VOLUME,
  N_COLUMNS,
};

static const double powers[MAX_EXPONENT + 1] = { 1., 10., 100., 1e3, 1e4, 1e5, 1e6 };

static const char *const column_names[N_COLUMNS] = { "open", "close", "high", "low", "volume" };

static void
get_columns (const DtBarSeries *series,
             gsize              first,
             double            *columns[N_COLUMNS])
{
  columns[OPEN] = series->open + first;
  columns[CLOSE] = series->close + first;
  columns[HIGH] = series->high + first;
  columns[LOW] = series->low + first;
  columns[VOLUME] = series->volume + first;
}

static guint32
checksum (const guint8 *data,
          gsize         size)
{
  guint32 crc = crc32 (0, data, 12);

  return crc32 (crc, data + HEADER_SIZE, size - HEADER_SIZE);
}

static void
store_u32 (guint8  *data,
           guint32  value)
{
  value = GUINT32_TO_LE (value);
  memcpy (data, &value, sizeof value);
}

static guint32
load_u32 (const guint8 *data)
{
  guint32 value;

  memcpy (&value, data, sizeof value);

  return GUINT32_FROM_LE (value);
}

static guint64
load_u64 (const guint8 *data)
{
  guint64 value;

  memcpy (&value, data, sizeof value);

  return GUINT64_FROM_LE (value);
}

void
dt_bar_chunk_reseal (guint8 *data,
                     gsize   size)
{
  if (size >= HEADER_SIZE)
    store_u32 (data + 12, checksum (data, size));
}

/* Encoding */

static void
append_u64 (GByteArray *bytes,
            guint64     value)
{
  value = GUINT64_TO_LE (value);
  g_byte_array_append (bytes, (const guint8 *) &value, sizeof value);
}

static gsize
begin_column (GByteArray *bytes,
              guint8      encoding,
              guint8      exponent)
{
  guint8 head[COLUMN_SIZE] = { encoding, exponent };

  g_byte_array_append (bytes, head, sizeof head);

  return bytes->len;
}

static void
end_column (GByteArray *bytes,
            gsize       begin)
{
  store_u32 (bytes->data + begin - 4, bytes->len - begin);
}

static gboolean
scale (const double *values,
       gsize         n_values,
       guint         exponent,
       gint64       *scaled)
{
  double power = powers[exponent];

  for (gsize i = 0; i < n_values; i++)
    {
      double product = values[i] * power, back;

      if (!(fabs (product) <= MAX_EXACT))
        return FALSE;

      scaled[i] = llrint (product);
      back = (double) scaled[i] / power;
      /* By bits, because -0 equals 0 */
      if (memcmp (&back, &values[i], sizeof back) != 0)
        return FALSE;
    }

  return TRUE;
}

/* The least exponent from @exponent on that gives every value exactly, or -1. */
static int
find_exponent (const double *values,
               gsize         n_values,
               guint         exponent,
               gint64       *scaled)
{
  for (; exponent <= MAX_EXPONENT; exponent++)
    if (scale (values, n_values, exponent, scaled))
      return exponent;

  return -1;
}

static void
encode_raw (const double *values,
            gsize         n_values,
            GByteArray   *bytes)
{
  gsize size = n_values * sizeof *values;
  g_autofree guint64 *words = g_new (guint64, n_values);
  uLongf packed_size = compressBound (size);
  g_autofree guint8 *packed = g_malloc (packed_size);
  gsize begin;

  memcpy (words, values, size);
  for (gsize i = 0; i < n_values; i++)
    words[i] = GUINT64_TO_LE (words[i]);

  if (compress2 (packed, &packed_size, (const guint8 *) words, size, 6) == Z_OK
      && packed_size < size - size / 10)
    {
      begin = begin_column (bytes, ENCODING_DEFLATE, 0);
      g_byte_array_append (bytes, packed, packed_size);
    }
  else
    {
      begin = begin_column (bytes, ENCODING_RAW, 0);
      g_byte_array_append (bytes, (const guint8 *) words, size);
    }
  end_column (bytes, begin);
}

static void
encode_scaled (const guint64 *codes,
               gsize          n_values,
               guint          exponent,
               GByteArray    *bytes)
{
  gsize begin = begin_column (bytes, ENCODING_SCALED, exponent);

  dt_rice_encode (codes, n_values, bytes);
  end_column (bytes, begin);
}

static void
encode_column (const double *values,
               gsize         n_values,
               guint64      *codes,
               GByteArray   *bytes)
{
  gint64 *scaled = (gint64 *) codes;
  int exponent = find_exponent (values, n_values, 0, scaled);

  if (exponent < 0)
    {
      encode_raw (values, n_values, bytes);
      return;
    }

  /* Backwards, so that differences can take the place of the values */
  for (gsize i = n_values - 1; i > 0; i--)
    codes[i] = dt_zigzag (codes[i] - codes[i - 1]);
  codes[0] = dt_zigzag (codes[0]);
  encode_scaled (codes, n_values, exponent, bytes);
}

static guint64
greatest_common_divisor (guint64 a,
                         guint64 b)
{
  while (b != 0)
    {
      guint64 rest = a % b;

      a = b;
      b = rest;
    }

  return a;
}

static void
encode_time (const DtTime *time,
             gsize         n_values,
             guint64      *codes,
             GByteArray   *bytes)
{
  gsize begin = begin_column (bytes, ENCODING_TIME, 0);
  guint64 unit = 0, before = 0;

  for (gsize i = 1; i < n_values; i++)
    {
      guint64 step = (guint64) time[i] - (guint64) time[i - 1];

      if (unit == 0 || step % unit != 0)
        unit = greatest_common_divisor (unit, step);
    }
  unit = MAX (unit, 1);

  codes[0] = 0;
  for (gsize i = 1; i < n_values; i++)
    {
      guint64 step = ((guint64) time[i] - (guint64) time[i - 1]) / unit;

      codes[i] = dt_zigzag (step - before);
      before = step;
    }

  append_u64 (bytes, time[0]);
  append_u64 (bytes, unit);
  dt_rice_encode (codes, n_values, bytes);
  end_column (bytes, begin);
}

/* The four price columns as what a bar leaves open, when they share an exponent. */
static gboolean
encode_bars (double     *columns[N_COLUMNS],
             gsize       n_bars,
             guint64    *codes,
             GByteArray *bytes)
{
  gint64 *scaled[VOLUME];
  guint exponent = 0;
  gint64 before = 0;

  for (guint c = OPEN; c < VOLUME; c++)
    {
      int found;

      scaled[c] = (gint64 *) codes + c * n_bars;
      found = find_exponent (columns[c], n_bars, exponent, scaled[c]);
      if (found < 0)
        return FALSE;
      exponent = found;
    }
  for (guint c = OPEN; c < VOLUME; c++)
    if (!scale (columns[c], n_bars, exponent, scaled[c]))
      return FALSE;

  for (gsize i = 0; i < n_bars; i++)
    {
      gint64 open = scaled[OPEN][i], close = scaled[CLOSE][i];

      scaled[OPEN][i] = dt_zigzag (open - before);
      scaled[CLOSE][i] = dt_zigzag (close - open);
      scaled[HIGH][i] = dt_zigzag (scaled[HIGH][i] - MAX (open, close));
      scaled[LOW][i] = dt_zigzag (MIN (open, close) - scaled[LOW][i]);
      before = close;
    }

  for (guint c = OPEN; c < VOLUME; c++)
    encode_scaled (codes + c * n_bars, n_bars, exponent, bytes);

  return TRUE;
}

/**
 * dt_bar_chunk_encode:
 * @first: place of the first bar in @series
 * @n_bars: 1..%DT_BAR_CHUNK_MAX_BARS
 *
 * The same bars give the same bytes everywhere.
 *
 * Returns: (transfer full)
 */
GByteArray *
dt_bar_chunk_encode (const DtBarSeries *series,
                     gsize              first,
                     gsize              n_bars)
{
  guint8 head[HEADER_SIZE] = { 'D', 'T', 'B', 'C', VERSION };
  GByteArray *bytes;
  g_autofree guint64 *codes = NULL;
  double *columns[N_COLUMNS];

  g_return_val_if_fail (n_bars > 0 && n_bars <= DT_BAR_CHUNK_MAX_BARS, NULL);
  g_return_val_if_fail (first + n_bars <= series->n_bars, NULL);

  bytes = g_byte_array_sized_new (HEADER_SIZE + n_bars * 12);
  codes = g_new (guint64, VOLUME * n_bars);
  get_columns (series, first, columns);

  store_u32 (head + 8, n_bars);
  g_byte_array_append (bytes, head, sizeof head);
  encode_time (series->time + first, n_bars, codes, bytes);

  if (encode_bars (columns, n_bars, codes, bytes))
    bytes->data[5] |= FLAG_BARS;
  else
    for (guint c = OPEN; c < VOLUME; c++)
      encode_column (columns[c], n_bars, codes, bytes);
  encode_column (columns[VOLUME], n_bars, codes, bytes);

  memset (head, 0, sizeof head);
  g_byte_array_append (bytes, head, DT_RICE_MARGIN);
  dt_bar_chunk_reseal (bytes->data, bytes->len);

  return bytes;
}

/* Decoding */

G_GNUC_PRINTF (2, 3)
static gboolean
damaged (GError     **error,
         const char  *format,
         ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_CORRUPT, "The bars are damaged: %s", what);

  return FALSE;
}

gboolean
dt_bar_chunk_check (const guint8  *data,
                    gsize          size,
                    guint         *n_bars,
                    GError       **error)
{
  if (size < HEADER_SIZE + DT_RICE_MARGIN || memcmp (data, "DTBC", 4) != 0)
    return damaged (error, "they do not begin as bars do");
  if (data[4] != VERSION || (data[5] & ~FLAG_BARS) != 0)
    return damaged (error, "their version is %u, not %u", data[4], VERSION);

  *n_bars = load_u32 (data + 8);
  if (*n_bars == 0 || *n_bars > DT_BAR_CHUNK_MAX_BARS)
    return damaged (error, "%u is no number of bars", *n_bars);
  if (load_u32 (data + 12) != checksum (data, size))
    return damaged (error, "their checksum is wrong");

  return TRUE;
}

typedef struct
{
  const guint8 *cursor;
  gsize         left;       /* without the margin */
} Reader;

typedef struct
{
  guint8        encoding;
  guint8        exponent;
  const guint8 *data;
  gsize         size;
} Column;

static gboolean
read_column (Reader      *reader,
             const char  *name,
             Column      *column,
             GError     **error)
{
  if (reader->left < COLUMN_SIZE)
    return damaged (error, "they end before the column %s", name);

  column->encoding = reader->cursor[0];
  column->exponent = reader->cursor[1];
  column->size = load_u32 (reader->cursor + 4);
  reader->cursor += COLUMN_SIZE;
  reader->left -= COLUMN_SIZE;
  if (column->size > reader->left)
    return damaged (error, "they end within the column %s", name);
  if (column->exponent > MAX_EXPONENT)
    return damaged (error, "the column %s has exponent %u", name, column->exponent);

  column->data = reader->cursor;
  reader->cursor += column->size;
  reader->left -= column->size;

  return TRUE;
}

static gboolean
decode_time (const Column  *column,
             DtTime        *time,
             gsize          n_bars,
             guint64       *codes,
             GError       **error)
{
  guint64 unit, step = 0, stamp;

  if (column->encoding != ENCODING_TIME || column->size < 16
      || !dt_rice_decode (column->data + 16, column->size - 16, codes, n_bars))
    return damaged (error, "the column time cannot be read");

  stamp = load_u64 (column->data);
  unit = load_u64 (column->data + 8);
  time[0] = (DtTime) stamp;
  for (gsize i = 1; i < n_bars; i++)
    {
      step += dt_unzigzag (codes[i]);
      stamp += step * unit;
      time[i] = (DtTime) stamp;
      if (time[i] <= time[i - 1])
        return damaged (error, "stamp %" G_GSIZE_FORMAT " does not rise", i);
    }

  return TRUE;
}

static gboolean
decode_raw (const Column  *column,
            const char    *name,
            double        *values,
            gsize          n_bars,
            GError       **error)
{
  gsize size = n_bars * sizeof *values;
  uLongf unpacked = size;

  if (column->encoding == ENCODING_RAW && column->size == size)
    memcpy (values, column->data, size);
  else if (column->encoding != ENCODING_DEFLATE
           || uncompress ((guint8 *) values, &unpacked, column->data, column->size) != Z_OK
           || unpacked != size)
    return damaged (error, "the column %s cannot be read", name);

  for (gsize i = 0; G_BYTE_ORDER != G_LITTLE_ENDIAN && i < n_bars; i++)
    {
      guint64 word = load_u64 ((const guint8 *) &values[i]);

      memcpy (&values[i], &word, sizeof word);
    }

  return TRUE;
}

static gboolean
decode_column (const Column  *column,
               const char    *name,
               double        *values,
               gsize          n_bars,
               guint64       *codes,
               GError       **error)
{
  double power = powers[column->exponent];
  guint64 sum = 0;

  if (column->encoding != ENCODING_SCALED)
    return decode_raw (column, name, values, n_bars, error);

  if (!dt_rice_decode (column->data, column->size, codes, n_bars))
    return damaged (error, "the column %s cannot be read", name);

  for (gsize i = 0; i < n_bars; i++)
    {
      sum += dt_unzigzag (codes[i]);
      values[i] = (double) (gint64) sum / power;
    }

  return TRUE;
}

static gboolean
decode_bars (const Column   parts[VOLUME],
             double        *columns[N_COLUMNS],
             gsize          n_bars,
             guint64       *codes,
             GError       **error)
{
  const guint64 *open_codes = codes, *close_codes = codes + n_bars;
  const guint64 *high_codes = codes + 2 * n_bars, *low_codes = codes + 3 * n_bars;
  double power = powers[parts[OPEN].exponent];
  guint64 close = 0;

  for (guint c = OPEN; c < VOLUME; c++)
    if (parts[c].encoding != ENCODING_SCALED || parts[c].exponent != parts[OPEN].exponent
        || !dt_rice_decode (parts[c].data, parts[c].size, codes + c * n_bars, n_bars))
      return damaged (error, "the column %s cannot be read", column_names[c]);

  for (gsize i = 0; i < n_bars; i++)
    {
      guint64 open = close + dt_unzigzag (open_codes[i]);
      gint64 above, below;

      close = open + dt_unzigzag (close_codes[i]);
      above = MAX ((gint64) open, (gint64) close);
      below = MIN ((gint64) open, (gint64) close);
      columns[OPEN][i] = (double) (gint64) open / power;
      columns[CLOSE][i] = (double) (gint64) close / power;
      columns[HIGH][i] = (double) (gint64) (above + dt_unzigzag (high_codes[i])) / power;
      columns[LOW][i] = (double) (gint64) (below - dt_unzigzag (low_codes[i])) / power;
    }

  return TRUE;
}

static gboolean
decode_all (const guint8  *data,
            gsize          size,
            guint          n_bars,
            DtBarSeries   *series,
            GError       **error)
{
  Reader reader = { data + HEADER_SIZE, size - HEADER_SIZE - DT_RICE_MARGIN };
  DtTime *time = series->time + series->n_bars;
  g_autofree guint64 *codes = g_new (guint64, VOLUME * (gsize) n_bars);
  double *columns[N_COLUMNS];
  Column parts[N_COLUMNS], time_part;

  get_columns (series, series->n_bars, columns);
  if (!read_column (&reader, "time", &time_part, error)
      || !decode_time (&time_part, time, n_bars, codes, error))
    return FALSE;
  if (series->n_bars > 0 && time[0] <= time[-1])
    return damaged (error, "they begin before the ones before them end");

  for (guint c = 0; c < N_COLUMNS; c++)
    if (!read_column (&reader, column_names[c], &parts[c], error))
      return FALSE;

  if (data[5] & FLAG_BARS)
    {
      if (!decode_bars (parts, columns, n_bars, codes, error))
        return FALSE;
    }
  else
    for (guint c = OPEN; c < VOLUME; c++)
      if (!decode_column (&parts[c], column_names[c], columns[c], n_bars, codes, error))
        return FALSE;

  return decode_column (&parts[VOLUME], "volume", columns[VOLUME], n_bars, codes, error);
}

gboolean
dt_bar_chunk_decode (const guint8  *data,
                     gsize          size,
                     DtBarSeries   *series,
                     GError       **error)
{
  guint n_bars;

  if (!dt_bar_chunk_check (data, size, &n_bars, error))
    return FALSE;

  dt_bar_series_reserve (series, series->n_bars + n_bars);
  if (!decode_all (data, size, n_bars, series, error))
    return FALSE;

  series->n_bars += n_bars;
  return TRUE;
}
