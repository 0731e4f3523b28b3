/* dt-csv-source.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-csv"

#include "config.h"

#include <string.h>
#include <zlib.h>

#include "dt-csv-import.h"
#include "dt-csv-source.h"

#define BLOCK_SIZE    (1024 * 1024)
#define PACKED_SIZE   (256 * 1024)
#define GZIP_WINDOW   (15 + 16)

/* Whatever the size of the file, this is all the text that is held: one block, and the beginning
 * of a line that it cut. */
struct _DtCsvSource
{
  char         *name;
  GInputStream *stream;      /* (nullable): bytes in memory */
  goffset       size;
  goffset       taken;

  gboolean      packed;
  gboolean      in_member;   /* inside a gzip member */
  z_stream      inflater;
  guchar       *packed_text;

  char         *text;        /* BLOCK_SIZE and a longest line */
  gsize         length;      /* bytes in it */
  gsize         served;      /* of them handed out */
  gboolean      at_end;
};

static gboolean
fail (DtCsvSource  *source,
      DtCsvError   code,
      const char   *what,
      GError      **error)
{
  g_set_error (error, DT_CSV_ERROR, code, "The file %s %s", source->name, what);
  return FALSE;
}

static DtCsvSource *
source_new (const char *name)
{
  DtCsvSource *source = g_new0 (DtCsvSource, 1);

  source->name = g_strdup (name);
  source->text = g_malloc (BLOCK_SIZE + DT_CSV_MAX_LINE + 1);

  return source;
}

static gboolean
start_inflating (DtCsvSource *source)
{
  const guchar *magic = (const guchar *) source->text;

  if (source->length < 2 || magic[0] != 0x1f || magic[1] != 0x8b)
    return TRUE;

  source->packed = source->in_member = TRUE;
  source->packed_text = g_malloc (PACKED_SIZE);
  memcpy (source->packed_text, source->text, source->length);
  source->inflater.next_in = source->packed_text;
  source->inflater.avail_in = source->length;
  source->length = 0;

  return inflateInit2 (&source->inflater, GZIP_WINDOW) == Z_OK;
}

static gssize
read_stream (DtCsvSource   *source,
             gpointer       buffer,
             gsize          n_bytes,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(GError) local_error = NULL;
  gssize n_read = g_input_stream_read (source->stream, buffer, n_bytes, cancellable, &local_error);

  if (n_read >= 0)
    source->taken += n_read;
  else if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_READ, "The file %s cannot be read: %s",
                 source->name, local_error->message);

  return n_read;
}

DtCsvSource *
dt_csv_source_new_file (const char    *path,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr(DtCsvSource) source = source_new (path);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInfo) info = NULL;
  g_autoptr(GFileInputStream) stream = NULL;
  g_autoptr(GError) local_error = NULL;
  gssize n_read;

  if (!(stream = g_file_read (file, cancellable, &local_error)))
    {
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_READ, "The file %s cannot be opened: %s",
                     path, local_error->message);
      return NULL;
    }

  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);
  source->size = info != NULL ? g_file_info_get_size (info) : 0;
  source->stream = G_INPUT_STREAM (g_steal_pointer (&stream));

  if ((n_read = read_stream (source, source->text, PACKED_SIZE, cancellable, error)) < 0)
    return NULL;
  source->length = n_read;
  source->at_end = n_read == 0;
  if (!start_inflating (source))
    {
      fail (source, DT_CSV_ERROR_READ, "cannot be decompressed", error);
      return NULL;
    }

  return g_steal_pointer (&source);
}

DtCsvSource *
dt_csv_source_new_bytes (const char *data,
                         gsize       length,
                         const char *name)
{
  DtCsvSource *source = source_new (name);

  source->stream = g_memory_input_stream_new_from_data (data, length, NULL);
  source->size = length;

  return source;
}

void
dt_csv_source_free (DtCsvSource *source)
{
  if (source == NULL)
    return;

  if (source->packed)
    inflateEnd (&source->inflater);
  g_clear_object (&source->stream);
  g_free (source->packed_text);
  g_free (source->text);
  g_free (source->name);
  g_free (source);
}

/* More packed bytes; at the end of the file the member must be complete. */
static gboolean
refill_packed (DtCsvSource   *source,
               GCancellable  *cancellable,
               GError       **error)
{
  gssize n_read;

  if (source->inflater.avail_in > 0)
    return TRUE;
  if ((n_read = read_stream (source, source->packed_text, PACKED_SIZE, cancellable, error)) < 0)
    return FALSE;
  if (n_read == 0 && source->in_member)
    return fail (source, DT_CSV_ERROR_READ, "ends in the middle of its compressed data", error);

  source->at_end = n_read == 0;
  source->inflater.next_in = source->packed_text;
  source->inflater.avail_in = n_read;

  return TRUE;
}

/* A gzip file is one or more members, one after the other. Zeros that pad a tape end it. */
static gboolean
inflate_some (DtCsvSource   *source,
              gsize          limit,
              GCancellable  *cancellable,
              GError       **error)
{
  int code;

  if (!refill_packed (source, cancellable, error))
    return FALSE;
  if (source->at_end)
    return TRUE;
  if (!source->in_member)
    {
      if (source->inflater.next_in[0] == 0)
        return source->at_end = TRUE;
      inflateReset (&source->inflater);
      source->in_member = TRUE;
    }

  source->inflater.next_out = (Bytef *) source->text + source->length;
  source->inflater.avail_out = limit - source->length;
  code = inflate (&source->inflater, Z_NO_FLUSH);
  source->length = limit - source->inflater.avail_out;
  if (code == Z_STREAM_END)
    source->in_member = FALSE;
  else if (code != Z_OK && code != Z_BUF_ERROR)
    return fail (source, DT_CSV_ERROR_READ, "holds damaged compressed data", error);

  return TRUE;
}

static gboolean
read_plain (DtCsvSource   *source,
            gsize          limit,
            GCancellable  *cancellable,
            GError       **error)
{
  gssize n_read = read_stream (source, source->text + source->length, limit - source->length,
                               cancellable, error);

  if (n_read < 0)
    return FALSE;
  source->length += n_read;
  source->at_end = n_read == 0;

  return TRUE;
}

/* Bytes up to and with the last newline. */
static gsize
whole_lines (const DtCsvSource *source)
{
  const char *newline = memrchr (source->text, '\n', source->length);

  return newline != NULL ? (gsize) (newline - source->text) + 1 : 0;
}

gboolean
dt_csv_source_next (DtCsvSource   *source,
                    const char   **text,
                    gsize         *length,
                    GCancellable  *cancellable,
                    GError       **error)
{
  gsize rest = source->length - source->served;
  gsize limit;

  memmove (source->text, source->text + source->served, rest);
  source->length = rest;
  source->served = 0;
  limit = rest + BLOCK_SIZE;

  while (!source->at_end && source->length < limit)
    {
      gboolean filled = source->packed ? inflate_some (source, limit, cancellable, error)
                                       : read_plain (source, limit, cancellable, error);

      if (!filled || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }

  source->served = source->at_end ? source->length : whole_lines (source);
  if (source->length - source->served >= DT_CSV_MAX_LINE)
    return fail (source, DT_CSV_ERROR_NOT_A_TABLE,
                 "is no price table: a line is longer than a megabyte", error);

  *text = source->text;
  *length = source->served;

  return TRUE;
}

void
dt_csv_source_get_place (DtCsvSource *source,
                         goffset     *taken,
                         goffset     *size)
{
  *taken = source->taken;
  *size = source->size;
}
