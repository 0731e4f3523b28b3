/* dt-csv-inflate.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-csv"

#include "config.h"

#ifdef HAVE_ISAL
#include <isa-l/igzip_lib.h>
#else
#include <zlib.h>
#endif

#include "dt-csv-inflate.h"

#ifdef HAVE_ISAL

struct _DtCsvInflate
{
  struct inflate_state state;
};

DtCsvInflate *
dt_csv_inflate_new (void)
{
  DtCsvInflate *inflate = g_new (DtCsvInflate, 1);

  isal_inflate_init (&inflate->state);
  inflate->state.crc_flag = ISAL_GZIP;
  inflate->state.next_in = NULL;
  inflate->state.avail_in = 0;

  return inflate;
}

void
dt_csv_inflate_free (DtCsvInflate *inflate)
{
  g_free (inflate);
}

void
dt_csv_inflate_begin (DtCsvInflate *inflate)
{
  isal_inflate_reset (&inflate->state);
}

void
dt_csv_inflate_give (DtCsvInflate *inflate,
                     const guint8 *packed,
                     gsize         n_bytes)
{
  inflate->state.next_in = (guint8 *) packed;
  inflate->state.avail_in = n_bytes;
}

gsize
dt_csv_inflate_get_left (DtCsvInflate  *inflate,
                         const guint8 **packed)
{
  *packed = inflate->state.next_in;

  return inflate->state.avail_in;
}

DtCsvInflateState
dt_csv_inflate_read (DtCsvInflate *inflate,
                     char         *text,
                     gsize         n_room,
                     gsize        *n_read)
{
  int code;

  inflate->state.next_out = (guint8 *) text;
  inflate->state.avail_out = n_room;
  code = isal_inflate (&inflate->state);
  *n_read = n_room - inflate->state.avail_out;

  if (code != ISAL_DECOMP_OK && code != ISAL_END_INPUT && code != ISAL_OUT_OVERFLOW)
    return DT_CSV_INFLATE_DAMAGED;

  return inflate->state.block_state == ISAL_BLOCK_FINISH ? DT_CSV_INFLATE_END
                                                         : DT_CSV_INFLATE_MORE;
}

#else

#define GZIP_WINDOW (15 + 16)

struct _DtCsvInflate
{
  z_stream stream;
};

DtCsvInflate *
dt_csv_inflate_new (void)
{
  DtCsvInflate *inflate = g_new0 (DtCsvInflate, 1);

  if (inflateInit2 (&inflate->stream, GZIP_WINDOW) != Z_OK)
    g_error ("zlib has no memory");

  return inflate;
}

void
dt_csv_inflate_free (DtCsvInflate *inflate)
{
  if (inflate != NULL)
    inflateEnd (&inflate->stream);
  g_free (inflate);
}

void
dt_csv_inflate_begin (DtCsvInflate *inflate)
{
  inflateReset (&inflate->stream);
}

void
dt_csv_inflate_give (DtCsvInflate *inflate,
                     const guint8 *packed,
                     gsize         n_bytes)
{
  inflate->stream.next_in = (Bytef *) packed;
  inflate->stream.avail_in = n_bytes;
}

gsize
dt_csv_inflate_get_left (DtCsvInflate  *inflate,
                         const guint8 **packed)
{
  *packed = inflate->stream.next_in;

  return inflate->stream.avail_in;
}

DtCsvInflateState
dt_csv_inflate_read (DtCsvInflate *inflate,
                     char         *text,
                     gsize         n_room,
                     gsize        *n_read)
{
  int code;

  inflate->stream.next_out = (Bytef *) text;
  inflate->stream.avail_out = n_room;
  code = inflate (&inflate->stream, Z_NO_FLUSH);
  *n_read = n_room - inflate->stream.avail_out;

  if (code == Z_STREAM_END)
    return DT_CSV_INFLATE_END;

  return code == Z_OK || code == Z_BUF_ERROR ? DT_CSV_INFLATE_MORE : DT_CSV_INFLATE_DAMAGED;
}

#endif
