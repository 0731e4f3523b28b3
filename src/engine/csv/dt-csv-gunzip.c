/* dt-csv-gunzip.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-csv"

#include "config.h"

#include <string.h>

#include "dt-csv-gunzip.h"
#include "dt-csv-import.h"
#include "dt-csv-inflate.h"

#define PACKED_SIZE (256 * 1024)

/* Enough to go on with while the reader parses a part itself. */
#define N_BLOCKS    4

struct _DtCsvGunzip
{
  char         *name;
  GThread      *thread;
  GCancellable *stop;
  GCancellable *cancellable;   /* (nullable): of the reader */
  gulong        handler;

  /* The thread's own */
  GInputStream *stream;
  DtCsvInflate *inflate;
  guchar       *packed;
  gboolean      in_member;     /* inside a gzip member */
  gboolean      at_end;
  guint         next;          /* block to fill */

  /* The reader's own */
  guint         first;         /* block to read */

  /* Both threads', under the lock. A block is the reader's while it counts as full, else the
   * thread's. */
  GMutex        lock;
  GCond         changed;
  DtCsvBlock   *blocks[N_BLOCKS];
  guint         n_full;
  gboolean      ended;         /* nothing comes after the full ones */
  goffset       taken;         /* bytes of the stream */
  GError       *error;
};

static gboolean
fail (DtCsvGunzip  *self,
      const char   *what,
      GError      **error)
{
  g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_READ, "The file %s %s", self->name, what);
  return FALSE;
}

/* The thread */

/* More packed bytes; at the end of the file the member must be complete. */
static gboolean
refill (DtCsvGunzip  *self,
        GError      **error)
{
  g_autoptr(GError) local_error = NULL;
  const guint8 *left;
  gssize n_read;

  if (dt_csv_inflate_get_left (self->inflate, &left) > 0)
    return TRUE;

  n_read = g_input_stream_read (self->stream, self->packed, PACKED_SIZE, self->stop, &local_error);
  if (n_read < 0)
    {
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error (error, DT_CSV_ERROR, DT_CSV_ERROR_READ, "The file %s cannot be read: %s",
                     self->name, local_error->message);
      return FALSE;
    }
  if (n_read == 0 && self->in_member)
    return fail (self, "ends in the middle of its compressed data", error);

  g_mutex_lock (&self->lock);
  self->taken += n_read;
  g_mutex_unlock (&self->lock);
  self->at_end = n_read == 0;
  dt_csv_inflate_give (self->inflate, self->packed, n_read);

  return TRUE;
}

/* A gzip file is one or more members, one after the other. Zeros that pad a tape end it. */
static gboolean
inflate_some (DtCsvGunzip  *self,
              DtCsvBlock   *block,
              GError      **error)
{
  DtCsvInflateState state;
  const guint8 *left;
  gsize n_read;

  if (!refill (self, error))
    return FALSE;
  if (self->at_end)
    return TRUE;
  if (!self->in_member)
    {
      if (dt_csv_inflate_get_left (self->inflate, &left) > 0 && *left == 0)
        return self->at_end = TRUE;
      dt_csv_inflate_begin (self->inflate);
      self->in_member = TRUE;
    }

  state = dt_csv_inflate_read (self->inflate, block->text + block->length,
                               DT_CSV_BLOCK_SIZE - block->length, &n_read);
  block->length += n_read;
  if (state == DT_CSV_INFLATE_END)
    self->in_member = FALSE;
  else if (state == DT_CSV_INFLATE_DAMAGED)
    return fail (self, "holds damaged compressed data", error);

  return TRUE;
}

static DtCsvBlock *
wait_for_room (DtCsvGunzip *self)
{
  DtCsvBlock *block = NULL;

  g_mutex_lock (&self->lock);
  while (self->n_full == N_BLOCKS && !g_cancellable_is_cancelled (self->stop))
    g_cond_wait (&self->changed, &self->lock);
  if (!g_cancellable_is_cancelled (self->stop))
    block = self->blocks[self->next];
  g_mutex_unlock (&self->lock);

  return block;
}

/* A block that is not full is the last one: what an error cut off is not read. */
static void
hand_over (DtCsvGunzip      *self,
           const DtCsvBlock *block,
           GError           *error)
{
  g_mutex_lock (&self->lock);
  if (block != NULL && error == NULL && block->length > 0)
    {
      self->n_full++;
      self->next = (self->next + 1) % N_BLOCKS;
    }
  self->error = error;
  self->ended = block == NULL || error != NULL || self->at_end;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
}

static gpointer
unpack (gpointer data)
{
  DtCsvGunzip *self = data;
  GError *error = NULL;
  DtCsvBlock *block;

  do
    {
      if ((block = wait_for_room (self)) != NULL)
        while (error == NULL && !self->at_end && block->length < DT_CSV_BLOCK_SIZE)
          inflate_some (self, block, &error);
      hand_over (self, block, error);
    }
  while (block != NULL && error == NULL && !self->at_end);

  return NULL;
}

/* The reader */

/* Whether these are a gzip file's first bytes. */
gboolean
dt_csv_gunzip_knows (gconstpointer bytes,
                     gsize         n_bytes)
{
  const guchar *magic = bytes;

  return n_bytes >= 2 && magic[0] == 0x1f && magic[1] == 0x8b;
}

static void
on_cancelled (GCancellable *cancellable,
              DtCsvGunzip  *self)
{
  g_cancellable_cancel (self->stop);
  g_mutex_lock (&self->lock);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/**
 * dt_csv_gunzip_new:
 * @name: of the file, for errors
 * @stream: the rest of the file; read by no one else from here on
 * @begin: the bytes that were read of it already, at most 256 KiB
 */
DtCsvGunzip *
dt_csv_gunzip_new (const char    *name,
                   GInputStream  *stream,
                   gconstpointer  begin,
                   gsize          n_begin,
                   GCancellable  *cancellable)
{
  DtCsvGunzip *self = g_new0 (DtCsvGunzip, 1);

  g_assert (n_begin <= PACKED_SIZE);

  self->name = g_strdup (name);
  self->stream = g_object_ref (stream);
  self->stop = g_cancellable_new ();
  self->packed = g_malloc (PACKED_SIZE);
  memcpy (self->packed, begin, n_begin);
  self->inflate = dt_csv_inflate_new ();
  dt_csv_inflate_give (self->inflate, self->packed, n_begin);
  self->taken = n_begin;
  self->in_member = TRUE;

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  for (guint i = 0; i < N_BLOCKS; i++)
    self->blocks[i] = dt_csv_block_new ();

  self->thread = g_thread_new ("csv-gunzip", unpack, self);
  if (cancellable != NULL)
    {
      self->cancellable = g_object_ref (cancellable);
      self->handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self, NULL);
    }

  return self;
}

void
dt_csv_gunzip_free (DtCsvGunzip *self)
{
  if (self == NULL)
    return;

  g_cancellable_disconnect (self->cancellable, self->handler);
  on_cancelled (NULL, self);
  g_thread_join (self->thread);

  dt_csv_inflate_free (self->inflate);
  for (guint i = 0; i < N_BLOCKS; i++)
    dt_csv_block_free (self->blocks[i]);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_clear_error (&self->error);
  g_clear_object (&self->cancellable);
  g_object_unref (self->stop);
  g_object_unref (self->stream);
  g_free (self->packed);
  g_free (self->name);
  g_free (self);
}

/* Takes the first full block and leaves an empty one in its place. Called with the lock held. */
static void
swap (DtCsvGunzip  *self,
      DtCsvBlock  **block)
{
  DtCsvBlock *empty = *block;

  *block = self->blocks[self->first];
  self->blocks[self->first] = empty;
  self->first = (self->first + 1) % N_BLOCKS;
  self->n_full--;
  g_cond_signal (&self->changed);
}

/**
 * dt_csv_gunzip_next:
 * @block: (inout): an empty one; the next one of the text, the last one when it is not full, and
 *   still empty when there is none
 * @taken: (out): bytes of the packed file so far, with those that were read before
 *
 * Returns: %FALSE with an error that names the file
 */
gboolean
dt_csv_gunzip_next (DtCsvGunzip  *self,
                    DtCsvBlock  **block,
                    goffset      *taken,
                    GError      **error)
{
  gboolean found;

  g_mutex_lock (&self->lock);
  while (self->n_full == 0 && !self->ended)
    g_cond_wait (&self->changed, &self->lock);
  found = self->n_full > 0;
  if (found)
    swap (self, block);
  *taken = self->taken;
  g_mutex_unlock (&self->lock);

  if (found)
    return TRUE;
  if (self->error == NULL)
    return !g_cancellable_set_error_if_cancelled (self->stop, error);

  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}
