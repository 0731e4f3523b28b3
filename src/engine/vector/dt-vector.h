/* dt-vector.h - how many numbers the processor computes with at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#if defined (__x86_64__)
#include <immintrin.h>
#endif

#include <glib.h>

G_BEGIN_DECLS

/**
 * DtVectorWay:
 * @DT_VECTOR_PLAIN: what every processor has that the program is made for
 * @DT_VECTOR_WIDE: four doubles in a register: AVX2
 * @DT_VECTOR_DEEP: and twice as many registers: AVX-512
 *
 * Processors differ in how many numbers they take at once, never in what comes out: each way does
 * the same operations in the same order for each number, and nothing is contracted. So results are
 * the same to the bit whichever is taken; tests show it by limiting the choice.
 *
 * Thread: any.
 */
typedef enum
{
  DT_VECTOR_PLAIN,
  DT_VECTOR_WIDE,
  DT_VECTOR_DEEP,
} DtVectorWay;

/* What there is, but no more than the limit. */
DtVectorWay dt_vector_get   (void);
/* For tests, which show that each way gives the same; before other threads compute. */
void        dt_vector_limit (DtVectorWay most);

#if defined (__x86_64__)
#define DT_WIDE __attribute__ ((target ("avx2")))
#define DT_DEEP __attribute__ ((target ("avx512vl")))
#else
#define DT_WIDE
#define DT_DEEP
#endif

/* Four doubles at once, each exactly as it would be alone; where there are registers for two, the
 * compiler takes two of those. Functions get them by their address: how they are passed on hangs on
 * the processor. */
typedef double DtQuad __attribute__ ((vector_size (32)));
typedef gint64 DtQuadBits __attribute__ ((vector_size (32)));
typedef double DtLooseQuad __attribute__ ((vector_size (32), aligned (8), may_alias));

/* To read and to write. */
#define DT_QUAD_AT(values) (*(DtLooseQuad *) (gpointer) (values))

/* Sets bit i of @words where value i is above zero, of n values; other bits stay as they are. */
void        dt_vector_mark  (const double *values,
                             gsize         n,
                             guint64      *words);

/* Rows become columns. */
static inline G_ALWAYS_INLINE void
dt_quad_turn (DtQuad *rows)
{
  DtQuad a = __builtin_shufflevector (rows[0], rows[1], 0, 4, 2, 6);
  DtQuad b = __builtin_shufflevector (rows[0], rows[1], 1, 5, 3, 7);
  DtQuad c = __builtin_shufflevector (rows[2], rows[3], 0, 4, 2, 6);
  DtQuad d = __builtin_shufflevector (rows[2], rows[3], 1, 5, 3, 7);

  rows[0] = __builtin_shufflevector (a, c, 0, 1, 4, 5);
  rows[1] = __builtin_shufflevector (b, d, 0, 1, 4, 5);
  rows[2] = __builtin_shufflevector (a, c, 2, 3, 6, 7);
  rows[3] = __builtin_shufflevector (b, d, 2, 3, 6, 7);
}

/* MAX (a, b) of each, @b where they are equal; for what is %DT_WIDE. */
DT_WIDE static inline G_ALWAYS_INLINE void
dt_quad_max (const DtQuad *a,
             const DtQuad *b,
             DtQuad       *most)
{
#if defined (__x86_64__)
  *most = (DtQuad) _mm256_max_pd ((__m256d) *a, (__m256d) *b);
#else
  for (guint k = 0; k < 4; k++)
    (*most)[k] = MAX ((*a)[k], (*b)[k]);
#endif
}

/* MIN (a, b) of each, @b where they are equal. */
DT_WIDE static inline G_ALWAYS_INLINE void
dt_quad_min (const DtQuad *a,
             const DtQuad *b,
             DtQuad       *least)
{
#if defined (__x86_64__)
  *least = (DtQuad) _mm256_min_pd ((__m256d) *a, (__m256d) *b);
#else
  for (guint k = 0; k < 4; k++)
    (*least)[k] = MIN ((*a)[k], (*b)[k]);
#endif
}

DT_WIDE static inline G_ALWAYS_INLINE void
dt_quad_sqrt (const DtQuad *quad,
              DtQuad       *root)
{
#if defined (__x86_64__)
  *root = (DtQuad) _mm256_sqrt_pd ((__m256d) *quad);
#else
  for (guint k = 0; k < 4; k++)
    (*root)[k] = __builtin_sqrt ((*quad)[k]);
#endif
}

/* @a where @mask is set, else @b. */
static inline G_ALWAYS_INLINE void
dt_quad_select (const DtQuadBits *mask,
                const DtQuad     *a,
                const DtQuad     *b,
                DtQuad           *chosen)
{
  *chosen = (DtQuad) ((*mask & (DtQuadBits) *a) | (~*mask & (DtQuadBits) *b));
}

/* Defines the function NAME by NAME_inline, which is always inlined, once for any processor and
 * once for wide ones; its last parameter, a gboolean, says for which. @parameters in parentheses,
 * then their names. */
#define DT_DEFINE_WIDE(scope, name, parameters, ...) \
  DT_WIDE static void name##_wide parameters { name##_inline (__VA_ARGS__, TRUE); } \
  static void name##_plain parameters { name##_inline (__VA_ARGS__, FALSE); } \
  scope void \
  name parameters \
  { \
    if (dt_vector_get () >= DT_VECTOR_WIDE) \
      name##_wide (__VA_ARGS__); \
    else \
      name##_plain (__VA_ARGS__); \
  }

/* Four each, with what every processor has. */
typedef guint32 DtFour __attribute__ ((vector_size (16)));
typedef guint32 DtLooseFour __attribute__ ((vector_size (16), aligned (4), may_alias));

static inline void
dt_vector_fill (double *values,
                gsize   n,
                double  value)
{
  const DtQuad four = { value, value, value, value };
  gsize i = 0;

  for (; n - i >= 4; i += 4)
    DT_QUAD_AT (values + i) = four;
  for (; i < n; i++)
    values[i] = value;
}

static inline void
dt_vector_fill_counts (guint32 *counts,
                       gsize    n,
                       guint32  count)
{
  const DtFour four = { count, count, count, count };
  gsize i = 0;

  for (; n - i >= 4; i += 4)
    *(DtLooseFour *) (gpointer) (counts + i) = four;
  for (; i < n; i++)
    counts[i] = count;
}

G_END_DECLS
