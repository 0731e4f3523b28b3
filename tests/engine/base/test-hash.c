/* test-hash.c - SHA-256 by our own hand against GLib's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-hash.h"
#include "dt-sha256.h"

#define MAX_BYTES 20000

static guint8 *
random_bytes (GRand *rand,
              gsize  n_bytes)
{
  guint8 *bytes = g_malloc (n_bytes);

  for (gsize i = 0; i < n_bytes; i++)
    bytes[i] = g_rand_int (rand) >> 13;
  return bytes;
}

static void
assert_same (const guint8 *bytes,
             gsize         n_bytes,
             gsize         piece)
{
  g_autofree char *expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, n_bytes);
  g_autoptr(DtHash) hash = dt_hash_new ();
  g_autofree char *digest = NULL;

  for (gsize i = 0; i < n_bytes; i += piece)
    dt_hash_add (hash, bytes + i, MIN (piece, n_bytes - i));
  digest = dt_hash_finish (hash);
  g_assert_cmpstr (digest, ==, expected);
}

/* Every length around the ends of blocks and of the buffer, in pieces of every kind. */
static void
test_lengths (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (180);
  g_autofree guint8 *bytes = random_bytes (rand, MAX_BYTES);

  for (gsize n = 0; n <= 200; n++)
    assert_same (bytes, n, 1 + n % 7);
  for (gsize n = 4096 - 70; n <= 4096 + 70; n++)
    assert_same (bytes, n, 1000);
  for (int i = 0; i < 200; i++)
    assert_same (bytes, g_rand_int_range (rand, 0, MAX_BYTES), g_rand_int_range (rand, 1, 9000));
}

/* The processor's instructions and the plain definition agree on any state. */
static void
test_plain (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (4);

  for (int i = 0; i < 500; i++)
    {
      gsize n = g_rand_int_range (rand, 0, 9);
      g_autofree guint8 *blocks = random_bytes (rand, n * DT_SHA256_BLOCK + 1);
      DtSha256 fast, plain;

      for (guint j = 0; j < 8; j++)
        fast.state[j] = g_rand_int (rand);
      plain = fast;
      dt_sha256_compress (&fast, blocks, n);
      dt_sha256_compress_plain (&plain, blocks, n);
      g_assert_cmpmem (&fast, sizeof fast, &plain, sizeof plain);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/hash/lengths", test_lengths);
  g_test_add_func ("/base/hash/plain", test_plain);

  return g_test_run ();
}
