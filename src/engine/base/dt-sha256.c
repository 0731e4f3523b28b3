/* dt-sha256.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-base"

#include "config.h"

#include <string.h>

#ifdef __x86_64__
#include <cpuid.h>
#include <immintrin.h>
#endif

#include "dt-sha256.h"

/* Every run hashes its trade and order lists: GChecksum's 110 MB/s would be the slowest part of a
 * backtest with many trades. */

/* First 32 bits of the fractional parts of the cube roots of the first 64 primes (4.2.2). */
static const guint32 constants[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

void
dt_sha256_init (DtSha256 *sha)
{
  /* The same of the square roots of the first eight (5.3.3) */
  static const guint32 start[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  };

  memcpy (sha->state, start, sizeof start);
}

static inline guint32
turn (guint32 x,
      guint   n)
{
  return (x >> n) | (x << (32 - n));
}

static inline guint32
load_word (const guint8 *bytes)
{
  guint32 word;

  memcpy (&word, bytes, sizeof word);
  return GUINT32_FROM_BE (word);
}

static void
schedule (const guint8 *block,
          guint32      *w)
{
  for (guint t = 0; t < 16; t++)
    w[t] = load_word (block + 4 * t);

  for (guint t = 16; t < 64; t++)
    {
      guint32 s0 = turn (w[t - 15], 7) ^ turn (w[t - 15], 18) ^ (w[t - 15] >> 3);
      guint32 s1 = turn (w[t - 2], 17) ^ turn (w[t - 2], 19) ^ (w[t - 2] >> 10);

      w[t] = s1 + w[t - 7] + s0 + w[t - 16];
    }
}

static void
compress_block (guint32      *state,
                const guint8 *block)
{
  guint32 w[64], v[8];

  schedule (block, w);
  memcpy (v, state, sizeof v);

  /* Eight rounds move every word back to its place, so unrolled nothing moves at all */
#pragma GCC unroll 8
  for (guint t = 0; t < 64; t++)
    {
      guint32 e = v[4], a = v[0];
      guint32 t1 = v[7] + (turn (e, 6) ^ turn (e, 11) ^ turn (e, 25))
                   + ((e & v[5]) ^ (~e & v[6])) + constants[t] + w[t];
      guint32 t2 = (turn (a, 2) ^ turn (a, 13) ^ turn (a, 22))
                   + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));

      v[7] = v[6];
      v[6] = v[5];
      v[5] = e;
      v[4] = v[3] + t1;
      v[3] = v[2];
      v[2] = v[1];
      v[1] = a;
      v[0] = t1 + t2;
    }

  for (guint i = 0; i < 8; i++)
    state[i] += v[i];
}

void
dt_sha256_compress_plain (DtSha256     *sha,
                          const guint8 *blocks,
                          gsize         n_blocks)
{
  for (; n_blocks > 0; n_blocks--, blocks += DT_SHA256_BLOCK)
    compress_block (sha->state, blocks);
}

#ifdef __x86_64__

static gboolean
has_instructions (void)
{
  static gsize known;   /* 1 no, 2 yes */

  if (g_once_init_enter (&known))
    {
      unsigned int a, b, c, d;
      gboolean has = __get_cpuid_count (7, 0, &a, &b, &c, &d) && (b & (1u << 29)) != 0
                     && __builtin_cpu_supports ("sse4.1");

      g_once_init_leave (&known, has ? 2 : 1);
    }

  return known == 2;
}

/* Four rounds: the instruction does two at a time, on the halves of the words plus constants. */
#define FOUR_ROUNDS(words, t) \
  G_STMT_START { \
    __m128i sum = _mm_add_epi32 (words, _mm_loadu_si128 ((const __m128i *) &constants[t])); \
 \
    cdgh = _mm_sha256rnds2_epu32 (cdgh, abef, sum); \
    abef = _mm_sha256rnds2_epu32 (abef, cdgh, _mm_shuffle_epi32 (sum, 0x0e)); \
  } G_STMT_END

/* The processor keeps a, b, e, f in one register and c, d, g, h in the other. */
__attribute__ ((target ("sha,sse4.1")))
static void
compress_fast (DtSha256     *sha,
               const guint8 *blocks,
               gsize         n_blocks)
{
  const __m128i big_endian = _mm_set_epi64x (0x0c0d0e0f08090a0b, 0x0405060700010203);
  guint32 *s = sha->state;
  __m128i abef = _mm_set_epi32 (s[0], s[1], s[4], s[5]);
  __m128i cdgh = _mm_set_epi32 (s[2], s[3], s[6], s[7]);
  guint32 out[4];

  for (; n_blocks > 0; n_blocks--, blocks += DT_SHA256_BLOCK)
    {
      __m128i w[4], abef_before = abef, cdgh_before = cdgh;

      for (guint i = 0; i < 4; i++)
        {
          w[i] = _mm_shuffle_epi8 (_mm_loadu_si128 ((const __m128i *) blocks + i), big_endian);
          FOUR_ROUNDS (w[i], 4 * i);
        }
#pragma GCC unroll 12
      for (guint i = 4; i < 16; i++)
        {
          __m128i *oldest = &w[i % 4];
          __m128i last = w[(i + 3) % 4], seven_back = _mm_alignr_epi8 (last, w[(i + 2) % 4], 4);

          *oldest = _mm_add_epi32 (_mm_sha256msg1_epu32 (*oldest, w[(i + 1) % 4]), seven_back);
          *oldest = _mm_sha256msg2_epu32 (*oldest, last);
          FOUR_ROUNDS (*oldest, 4 * i);
        }

      abef = _mm_add_epi32 (abef, abef_before);
      cdgh = _mm_add_epi32 (cdgh, cdgh_before);
    }

  _mm_storeu_si128 ((__m128i *) out, abef);
  s[0] = out[3];
  s[1] = out[2];
  s[4] = out[1];
  s[5] = out[0];
  _mm_storeu_si128 ((__m128i *) out, cdgh);
  s[2] = out[3];
  s[3] = out[2];
  s[6] = out[1];
  s[7] = out[0];
}

#endif

void
dt_sha256_compress (DtSha256     *sha,
                    const guint8 *blocks,
                    gsize         n_blocks)
{
#ifdef __x86_64__
  if (has_instructions ())
    {
      compress_fast (sha, blocks, n_blocks);
      return;
    }
#endif

  dt_sha256_compress_plain (sha, blocks, n_blocks);
}
