/* dt-random.h - seeded random numbers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DtRandom:
 *
 * xoshiro256** (David Blackman and Sebastiano Vigna, "Scrambled Linear Pseudorandom Number
 * Generators", 2021), its state filled by SplitMix64 as they advise. The same seed gives the same
 * numbers on every machine, which #GRand does not promise between versions of GLib.
 *
 * Thread: any, one at a time. Plain data: copied by assignment.
 */
typedef struct
{
  guint64 state[4];
} DtRandom;

/* What a call of dt_random_split_mix() adds to its state: n times this is n calls ahead. */
#define DT_RANDOM_SPLIT_MIX_STEP G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

guint64 dt_random_split_mix (guint64  *state);
void    dt_random_init      (DtRandom *random,
                             guint64   seed);
guint64 dt_random_next      (DtRandom *random);
guint64 dt_random_below     (DtRandom *random,
                             guint64   bound);
double  dt_random_uniform   (DtRandom *random);
double  dt_random_normal    (DtRandom *random);

G_END_DECLS
