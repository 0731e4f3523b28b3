/* dt-hash.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-base"

#include "config.h"

#include <string.h>

#include "dt-hash.h"
#include "dt-sha256.h"

/* Rows of a file come a few dozen bytes at a time; the digest takes them by the page. */
#define BUFFER_SIZE 4096

struct _DtHash
{
  DtSha256  sha;
  guint64   n_bytes;
  gsize     n_buffered;
  guchar    buffer[BUFFER_SIZE];
};

DtHash *
dt_hash_new (void)
{
  DtHash *hash = g_new (DtHash, 1);

  dt_sha256_init (&hash->sha);
  hash->n_bytes = 0;
  hash->n_buffered = 0;

  return hash;
}

void
dt_hash_free (DtHash *hash)
{
  g_free (hash);
}

void
dt_hash_add (DtHash        *hash,
             gconstpointer  bytes,
             gsize          n_bytes)
{
  const guchar *cursor = bytes;

  hash->n_bytes += n_bytes;
  while (n_bytes > 0)
    {
      gsize n = MIN (n_bytes, BUFFER_SIZE - hash->n_buffered);

      memcpy (hash->buffer + hash->n_buffered, cursor, n);
      hash->n_buffered += n;
      cursor += n;
      n_bytes -= n;
      if (hash->n_buffered == BUFFER_SIZE)
        {
          dt_sha256_compress (&hash->sha, hash->buffer, BUFFER_SIZE / DT_SHA256_BLOCK);
          hash->n_buffered = 0;
        }
    }
}

/* A one bit, zeros, and the length in bits as 64 of them, up to a whole block (5.1.1). */
static void
pad (DtHash *hash)
{
  static const guint8 padding[DT_SHA256_BLOCK] = { 0x80 };
  guint64 n_bits = GUINT64_TO_BE (hash->n_bytes * 8);
  gsize used = (hash->n_bytes + sizeof n_bits) % DT_SHA256_BLOCK;

  dt_hash_add (hash, padding, DT_SHA256_BLOCK - used);
  dt_hash_add (hash, &n_bits, sizeof n_bits);
}

/* Returns: (transfer full): the digest; nothing can be added afterwards */
char *
dt_hash_finish (DtHash *hash)
{
  char *digits = g_malloc (2 * sizeof hash->sha.state + 1);

  pad (hash);
  dt_sha256_compress (&hash->sha, hash->buffer, hash->n_buffered / DT_SHA256_BLOCK);
  for (guint i = 0; i < G_N_ELEMENTS (hash->sha.state); i++)
    g_snprintf (digits + 8 * i, 9, "%08x", hash->sha.state[i]);

  return digits;
}
