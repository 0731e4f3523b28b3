/* dt-random.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-base"

#include "config.h"

#include <math.h>

#include "dt-random.h"

static inline guint64
rotate_left (guint64 x,
             int     k)
{
  return (x << k) | (x >> (64 - k));
}

/**
 * dt_random_split_mix:
 * @state: (inout): any number; advanced
 *
 * One number of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, with the constants of Vigna's
 * public domain version).
 */
guint64
dt_random_split_mix (guint64 *state)
{
  guint64 z = *state += DT_RANDOM_SPLIT_MIX_STEP;

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

void
dt_random_init (DtRandom *random,
                guint64   seed)
{
  for (guint i = 0; i < G_N_ELEMENTS (random->state); i++)
    random->state[i] = dt_random_split_mix (&seed);
}

/* 64 random bits. */
guint64
dt_random_next (DtRandom *random)
{
  guint64 *s = random->state;
  guint64 result = rotate_left (s[1] * 5, 7) * 9;
  guint64 shifted = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = rotate_left (s[3], 45);

  return result;
}

/**
 * dt_random_below:
 * @bound: at least 1
 *
 * Returns: a number in 0 .. @bound - 1, each equally likely (Daniel Lemire, "Fast Random Integer
 *   Generation in an Interval", 2019)
 */
guint64
dt_random_below (DtRandom *random,
                 guint64   bound)
{
  unsigned __int128 product;
  guint64 threshold;

  g_return_val_if_fail (bound > 0, 0);

  product = (unsigned __int128) dt_random_next (random) * bound;
  if ((guint64) product >= bound)
    return product >> 64;

  threshold = -bound % bound;
  while ((guint64) product < threshold)
    product = (unsigned __int128) dt_random_next (random) * bound;

  return product >> 64;
}

/* In [0, 1), a multiple of 2^-53. */
double
dt_random_uniform (DtRandom *random)
{
  return (dt_random_next (random) >> 11) * 0x1p-53;
}

/* Mean 0, deviation 1 (George Marsaglia's polar method); the second number of each pair is let go
 * so that the state is all there is. */
double
dt_random_normal (DtRandom *random)
{
  double x, y, square;

  do
    {
      x = 2 * dt_random_uniform (random) - 1;
      y = 2 * dt_random_uniform (random) - 1;
      square = x * x + y * y;
    }
  while (square >= 1 || square == 0);

  return x * sqrt (-2 * log (square) / square);
}
