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

/* Read to find out whether the file is packed. */
#define BEGIN_SIZE (256 * 1024)

/* Whatever the size of the file, this is all the text that is held: one block, the blocks that were
 * taken, and the beginning of a line that was cut. */
struct _DtCsvSource
{
  char         *name;
  GInputStream *stream;      /* (nullable): bytes in memory */
  goffset       size;
  goffset       taken;

  DtCsvGunzip  *gunzip;      /* (nullable): of a packed file */

  DtCsvBlock   *block;       /* (nullable): handed out, or with the first bytes of the file */
  GPtrArray    *spare;       /* of DtCsvBlock */
  GByteArray   *rest;        /* what is left of the block after its last newline */
  gboolean      begun;       /* the first block was handed out */
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
  source->block = dt_csv_block_new ();
  source->spare = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_csv_block_free);
  source->rest = g_byte_array_new ();

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

  n_read = read_stream (source, source->block->text, BEGIN_SIZE, cancellable, error);
  if (n_read < 0)
    return NULL;
  source->at_end = n_read == 0;
  if (dt_csv_gunzip_knows (source->block->text, n_read))
    source->gunzip = dt_csv_gunzip_new (path, source->stream, source->block->text, n_read,
                                        cancellable);
  else
    source->block->length = n_read;

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
  dt_csv_block_free (source->block);
  g_ptr_array_unref (source->spare);
  g_byte_array_unref (source->rest);
  g_free (source->name);
  g_free (source);
}

/* The block in hand, which nobody needs any more, or another one when it was taken. The first one
 * has the bytes in it that were looked at. */
static DtCsvBlock *
next_block (DtCsvSource *source)
{
  if (source->block == NULL && source->spare->len > 0)
    source->block = g_ptr_array_steal_index_fast (source->spare, source->spare->len - 1);
  else if (source->block == NULL)
    source->block = dt_csv_block_new ();

  return source->block;
}

static gboolean
fill_block (DtCsvSource   *source,
            DtCsvBlock    *block,
            GCancellable  *cancellable,
            GError       **error)
{
  while (!source->at_end && block->length < DT_CSV_BLOCK_SIZE)
    {
      gssize n_read = read_stream (source, block->text + block->length,
                                   DT_CSV_BLOCK_SIZE - block->length, cancellable, error);

      if (n_read < 0 || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      block->length += n_read;
      source->at_end = n_read == 0;
    }

  return TRUE;
}

static gboolean
unpack_block (DtCsvSource   *source,
              GCancellable  *cancellable,
              GError       **error)
{
  if (source->at_end)
    return TRUE;
  if (!dt_csv_gunzip_next (source->gunzip, &source->block, &source->taken, error)
      || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  source->at_end = source->block->length < DT_CSV_BLOCK_SIZE;
  return TRUE;
}

/* Bytes up to and with the last newline. */
static gsize
whole_lines (const DtCsvBlock *block)
{
  const char *newline = memrchr (block->text, '\n', block->length);

  return newline != NULL ? (gsize) (newline - block->text) + 1 : 0;
}

/* Hands the whole lines out and keeps the rest. */
static gboolean
serve (DtCsvSource  *source,
       GError      **error)
{
  DtCsvBlock *block = source->block;
  gsize served;

  dt_csv_block_put_before (block, (const char *) source->rest->data, source->rest->len);
  served = source->at_end ? block->length : whole_lines (block);
  if (block->length - served >= DT_CSV_MAX_LINE)
    return fail (source, DT_CSV_ERROR_NOT_A_TABLE,
                 "is no price table: a line is longer than a megabyte", error);

  g_byte_array_set_size (source->rest, 0);
  if (served < block->length)
    g_byte_array_append (source->rest, (const guint8 *) block->text + served,
                         block->length - served);
  block->length = served;

  return TRUE;
}

gboolean
dt_csv_source_next (DtCsvSource   *source,
                    const char   **text,
                    gsize         *length,
                    GCancellable  *cancellable,
                    GError       **error)
{
  DtCsvBlock *block = next_block (source);

  if (source->begun)
    dt_csv_block_empty (block);
  source->begun = TRUE;

  if (!(source->gunzip != NULL ? unpack_block (source, cancellable, error)
                               : fill_block (source, block, cancellable, error))
      || !serve (source, error))
    return FALSE;

  *text = source->block->text;
  *length = source->block->length;

  return TRUE;
}

DtCsvBlock *
dt_csv_source_take_block (DtCsvSource *source)
{
  return g_steal_pointer (&source->block);
}

void
dt_csv_source_give_block (DtCsvSource *source,
                          DtCsvBlock  *block)
{
  g_ptr_array_add (source->spare, block);
}

gboolean
dt_csv_source_is_over (DtCsvSource *source)
{
  return source->at_end && source->rest->len == 0;
}

void
dt_csv_source_get_place (DtCsvSource *source,
                         goffset     *taken,
                         goffset     *size)
{
  *taken = source->taken;
  *size = source->size;
}
