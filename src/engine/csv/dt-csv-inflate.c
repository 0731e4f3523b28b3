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
  DtCsvInflate *self = g_new (DtCsvInflate, 1);

  isal_inflate_init (&self->state);
  self->state.crc_flag = ISAL_GZIP;
  self->state.next_in = NULL;
  self->state.avail_in = 0;

  return self;
}

void
dt_csv_inflate_free (DtCsvInflate *self)
{
  g_free (self);
}

void
dt_csv_inflate_begin (DtCsvInflate *self)
{
  isal_inflate_reset (&self->state);
}

void
dt_csv_inflate_give (DtCsvInflate *self,
                     const guint8 *packed,
                     gsize         n_bytes)
{
  self->state.next_in = (guint8 *) packed;
  self->state.avail_in = n_bytes;
}

gsize
dt_csv_inflate_get_left (DtCsvInflate  *self,
                         const guint8 **packed)
{
  *packed = self->state.next_in;

  return self->state.avail_in;
}

DtCsvInflateState
dt_csv_inflate_read (DtCsvInflate *self,
                     char         *text,
                     gsize         n_room,
                     gsize        *n_read)
{
  int code;

  self->state.next_out = (guint8 *) text;
  self->state.avail_out = n_room;
  code = isal_inflate (&self->state);
  *n_read = n_room - self->state.avail_out;

  if (code != ISAL_DECOMP_OK && code != ISAL_END_INPUT && code != ISAL_OUT_OVERFLOW)
    return DT_CSV_INFLATE_DAMAGED;

  return self->state.block_state == ISAL_BLOCK_FINISH ? DT_CSV_INFLATE_END
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
  DtCsvInflate *self = g_new0 (DtCsvInflate, 1);

  if (inflateInit2 (&self->stream, GZIP_WINDOW) != Z_OK)
    g_error ("zlib has no memory");

  return self;
}

void
dt_csv_inflate_free (DtCsvInflate *self)
{
  if (self != NULL)
    inflateEnd (&self->stream);
  g_free (self);
}

void
dt_csv_inflate_begin (DtCsvInflate *self)
{
  inflateReset (&self->stream);
}

void
dt_csv_inflate_give (DtCsvInflate *self,
                     const guint8 *packed,
                     gsize         n_bytes)
{
  self->stream.next_in = (Bytef *) packed;
  self->stream.avail_in = n_bytes;
}

gsize
dt_csv_inflate_get_left (DtCsvInflate  *self,
                         const guint8 **packed)
{
  *packed = self->stream.next_in;

  return self->stream.avail_in;
}

DtCsvInflateState
dt_csv_inflate_read (DtCsvInflate *self,
                     char         *text,
                     gsize         n_room,
                     gsize        *n_read)
{
  int code;

  self->stream.next_out = (Bytef *) text;
  self->stream.avail_out = n_room;
  code = inflate (&self->stream, Z_NO_FLUSH);
  *n_read = n_room - self->stream.avail_out;

  if (code == Z_STREAM_END)
    return DT_CSV_INFLATE_END;

  return code == Z_OK || code == Z_BUF_ERROR ? DT_CSV_INFLATE_MORE : DT_CSV_INFLATE_DAMAGED;
}

#endif
