/* dt-csv-source.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-csv"

#include "config.h"

#include <string.h>

#include "dt-csv-gunzip.h"
#include "dt-csv-import.h"
#include "dt-csv-source.h"

#define BLOCK_SIZE (1024 * 1024)

/* Read to find out whether the file is packed. */
#define BEGIN_SIZE (256 * 1024)

/* Whatever the size of the file, this is all the text that is held: one block, and the beginning
 * of a line that it cut. */
struct _DtCsvSource
{
  char         *name;
  GInputStream *stream;      /* (nullable): bytes in memory */
  goffset       size;
  goffset       taken;

  DtCsvGunzip  *gunzip;      /* (nullable): of a packed file */

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

/* GIO's own sentence would name the file a second time. */
static const char *
say_why (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return "there is none of that name";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    return "it is a folder";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return "its permissions forbid it";

  return error->message;
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
                     path, say_why (local_error));
      return NULL;
    }

  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);
  source->size = info != NULL ? g_file_info_get_size (info) : 0;
  source->stream = G_INPUT_STREAM (g_steal_pointer (&stream));

  if ((n_read = read_stream (source, source->text, BEGIN_SIZE, cancellable, error)) < 0)
    return NULL;
  source->length = n_read;
  source->at_end = n_read == 0;
  if (dt_csv_gunzip_knows (source->text, source->length))
    {
      source->gunzip = dt_csv_gunzip_new (path, source->stream, source->text, source->length,
                                          cancellable);
      source->length = 0;
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

  dt_csv_gunzip_free (source->gunzip);
  g_clear_object (&source->stream);
  g_free (source->text);
  g_free (source->name);
  g_free (source);
}

static gboolean
read_more (DtCsvSource   *source,
           gsize          limit,
           GCancellable  *cancellable,
           GError       **error)
{
  char *end = source->text + source->length;
  gsize n_bytes = limit - source->length;
  gssize n_read = source->gunzip != NULL
                  ? dt_csv_gunzip_read (source->gunzip, end, n_bytes, &source->taken, error)
                  : read_stream (source, end, n_bytes, cancellable, error);

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
    if (!read_more (source, limit, cancellable, error)
        || g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;

  source->served = source->at_end ? source->length : whole_lines (source);
  if (source->length - source->served >= DT_CSV_MAX_LINE)
    return fail (source, DT_CSV_ERROR_NOT_A_TABLE,
                 "is no price table: a line is longer than a megabyte", error);

  *text = source->text;
  *length = source->served;

  return TRUE;
}

gboolean
dt_csv_source_is_over (DtCsvSource *source)
{
  return source->at_end && source->served == source->length;
}

void
dt_csv_source_get_place (DtCsvSource *source,
                         goffset     *taken,
                         goffset     *size)
{
  *taken = source->taken;
  *size = source->size;
}
