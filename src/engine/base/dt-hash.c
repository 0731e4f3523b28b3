/* dt-hash.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-base"

#include "config.h"

#include <string.h>

#include "dt-hash.h"

/* Rows of a file come a few dozen bytes at a time; the digest takes them by the page. */
#define BUFFER_SIZE 4096

struct _DtHash
{
  GChecksum *checksum;
  gsize      n_buffered;
  guchar     buffer[BUFFER_SIZE];
};

DtHash *
dt_hash_new (void)
{
  DtHash *hash = g_new (DtHash, 1);

  hash->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  hash->n_buffered = 0;

  return hash;
}

void
dt_hash_free (DtHash *hash)
{
  if (hash == NULL)
    return;

  g_checksum_free (hash->checksum);
  g_free (hash);
}

static void
flush (DtHash *hash)
{
  g_checksum_update (hash->checksum, hash->buffer, hash->n_buffered);
  hash->n_buffered = 0;
}

void
dt_hash_add (DtHash        *hash,
             gconstpointer  bytes,
             gsize          n_bytes)
{
  const guchar *cursor = bytes;

  while (n_bytes > 0)
    {
      gsize n = MIN (n_bytes, BUFFER_SIZE - hash->n_buffered);

      memcpy (hash->buffer + hash->n_buffered, cursor, n);
      hash->n_buffered += n;
      cursor += n;
      n_bytes -= n;
      if (hash->n_buffered == BUFFER_SIZE)
        flush (hash);
    }
}

/* Returns: (transfer full): the digest; nothing can be added afterwards */
char *
dt_hash_finish (DtHash *hash)
{
  flush (hash);

  return g_strdup (g_checksum_get_string (hash->checksum));
}
