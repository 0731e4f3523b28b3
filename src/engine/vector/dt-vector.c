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
