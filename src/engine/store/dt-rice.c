/* dt-rice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-store"

#include "config.h"

#include <string.h>

#include "dt-rice.h"

/* A block: 6 bits of parameter k, then for each value the ones of value >> k, a zero, and the k
 * low bits. ESCAPE ones stand for a value that follows in 64 bits, k = ALL_ZERO for no values. */
#define BLOCK    64
#define K_BITS   6
#define MAX_K    32
#define ALL_ZERO 63
#define ESCAPE   24

typedef struct
{
  guint8  *cursor;
  guint64  bits;      /* not yet written, lowest first */
  guint    n_bits;    /* < 8 between calls */
} Writer;

/* At most 56 bits at a time. Writes a whole word; the next one begins in its last byte. */
static inline void
write_bits (Writer  *writer,
            guint64  bits,
            guint    n_bits)
{
  guint64 word = writer->bits | bits << writer->n_bits;
  guint n_whole = (writer->n_bits + n_bits) & ~7u;
  guint64 stored = GUINT64_TO_LE (word);

  memcpy (writer->cursor, &stored, sizeof stored);
  writer->cursor += n_whole / 8;
  writer->bits = word >> n_whole;
  writer->n_bits = (writer->n_bits + n_bits) & 7;
}

static inline void
write_value (Writer  *writer,
             guint64  value,
             guint    k)
{
  guint64 quotient = value >> k;

  if (quotient >= ESCAPE)
    {
      write_bits (writer, (1u << ESCAPE) - 1, ESCAPE);
      write_bits (writer, value & G_MAXUINT32, 32);
      write_bits (writer, value >> 32, 32);
      return;
    }

  /* Ones, the zero and the low bits: at most ESCAPE + MAX_K */
  write_bits (writer,
              ((G_GUINT64_CONSTANT (1) << quotient) - 1)
              | (value & ((G_GUINT64_CONSTANT (1) << k) - 1)) << (quotient + 1),
              (guint) quotient + 1 + k);
}

static guint64
count_bits (const guint64 *values,
            guint          n_values,
            guint          k)
{
  guint64 sum = 0;

  for (guint i = 0; i < n_values; i++)
    {
      guint64 quotient = values[i] >> k;

      sum += quotient >= ESCAPE ? ESCAPE + 64 : quotient + 1 + k;
    }

  return sum;
}

/* Sums of so few values below this are whole numbers of a double. */
#define SUMMABLE (G_GUINT64_CONSTANT (1) << 47)

static double
add_up (const guint64 *values,
        guint          n_values,
        guint64        any)
{
  guint64 whole = 0;
  double sum = 0.;

  if (any >= SUMMABLE)
    {
      for (guint i = 0; i < n_values; i++)
        sum += (double) values[i];
      return sum;
    }

  for (guint i = 0; i < n_values; i++)
    whole += values[i];
  return (double) whole;
}

/* The best parameter is next to the logarithm of the mean. */
static guint
choose_k (const guint64 *values,
          guint          n_values)
{
  guint64 any = 0, best_bits = G_MAXUINT64;
  guint guess = 0, best = 0;

  for (guint i = 0; i < n_values; i++)
    any |= values[i];
  if (any == 0)
    return ALL_ZERO;

  for (double mean = add_up (values, n_values, any) / n_values; mean >= 2. && guess < MAX_K;
       mean /= 2.)
    guess++;

  for (guint k = guess > 2 ? guess - 2 : 0; k <= MIN (guess + 1, MAX_K); k++)
    {
      guint64 bits = count_bits (values, n_values, k);

      if (bits < best_bits)
        {
          best_bits = bits;
          best = k;
        }
    }

  return best;
}

void
dt_rice_encode (const guint64 *values,
                gsize          n_values,
                GByteArray    *bytes)
{
  gsize before = bytes->len;
  gsize n_blocks = (n_values + BLOCK - 1) / BLOCK;
  Writer writer = { 0 };

  g_byte_array_set_size (bytes, before + n_values * (ESCAPE + 64) / 8 + n_blocks + 16);
  writer.cursor = bytes->data + before;

  for (gsize i = 0; i < n_values; i += BLOCK)
    {
      guint n_block = MIN (BLOCK, n_values - i);
      guint k = choose_k (values + i, n_block);

      write_bits (&writer, k, K_BITS);
      if (k != ALL_ZERO)
        for (guint j = 0; j < n_block; j++)
          write_value (&writer, values[i + j], k);
    }

  write_bits (&writer, 0, 7);
  g_byte_array_set_size (bytes, writer.cursor - bytes->data);
}

static inline guint64
load (const guint8 *data,
      gsize         bit)
{
  guint64 word;

  memcpy (&word, data + (bit >> 3), sizeof word);

  return GUINT64_FROM_LE (word) >> (bit & 7);
}

gboolean
dt_rice_decode (const guint8 *data,
                gsize         size,
                guint64      *values,
                gsize         n_values)
{
  gsize end = size * 8, bit = 0;

  for (gsize i = 0; i < n_values; i += BLOCK)
    {
      gsize n_block = MIN (BLOCK, n_values - i);
      guint k;
      guint64 mask;

      if (bit + K_BITS > end)
        return FALSE;
      k = load (data, bit) & ((1u << K_BITS) - 1);
      bit += K_BITS;

      if (k == ALL_ZERO)
        {
          memset (values + i, 0, n_block * sizeof *values);
          continue;
        }
      if (k > MAX_K)
        return FALSE;

      mask = (G_GUINT64_CONSTANT (1) << k) - 1;
      for (gsize j = i; j < i + n_block; j++)
        {
          guint64 word;
          guint quotient;

          if (bit >= end)
            return FALSE;

          /* At least 57 bits are there: enough for the ones, the zero and 32 low bits */
          word = load (data, bit);
          quotient = __builtin_ctzll (~word | (G_GUINT64_CONSTANT (1) << ESCAPE));
          if (quotient == ESCAPE)
            {
              values[j] = (load (data, bit + ESCAPE) & G_MAXUINT32)
                          | load (data, bit + ESCAPE + 32) << 32;
              bit += ESCAPE + 64;
            }
          else
            {
              values[j] = ((guint64) quotient << k) | ((word >> (quotient + 1)) & mask);
              bit += quotient + 1 + k;
            }
        }
    }

  return bit <= end;
}
