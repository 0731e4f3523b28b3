/* dt-vector.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-vector"

#include "config.h"

#include "dt-vector.h"

static gint limit = DT_VECTOR_DEEP;

static DtVectorWay
find_way (void)
{
#if defined (__x86_64__)
  if (__builtin_cpu_supports ("avx512vl"))
    return DT_VECTOR_DEEP;
  if (__builtin_cpu_supports ("avx2"))
    return DT_VECTOR_WIDE;
#endif

  return DT_VECTOR_PLAIN;
}

DtVectorWay
dt_vector_get (void)
{
  return MIN (find_way (), (DtVectorWay) g_atomic_int_get (&limit));
}

void
dt_vector_limit (DtVectorWay most)
{
  g_atomic_int_set (&limit, most);
}

/* Bits of a word. */
#define WORD 64

typedef gint64 Bits __attribute__ ((vector_size (32)));

/* The bits of n values, four at a time. */
static inline G_ALWAYS_INLINE guint64
mark_word (const double *values,
           gsize         n)
{
  Bits said = { 0 }, bit = { 1, 2, 4, 8 };
  gsize i = 0;
  guint64 word;

  for (; n - i >= 4; i += 4, bit <<= 4)
    said |= (DT_QUAD_AT (values + i) > 0.) & bit;
  word = (guint64) (said[0] | said[1] | said[2] | said[3]);
  for (; i < n; i++)
    word |= (guint64) (values[i] > 0.) << i;

  return word;
}

static inline G_ALWAYS_INLINE void
dt_vector_mark_inline (const double *values,
                       gsize         n,
                       guint64      *words,
                       gboolean      wide)
{
  for (; n >= WORD; n -= WORD, values += WORD)
    *words++ |= mark_word (values, WORD);
  if (n > 0)
    *words |= mark_word (values, n);
}

DT_DEFINE_WIDE (, dt_vector_mark, (const double *values, gsize n, guint64 *words), values, n, words)
