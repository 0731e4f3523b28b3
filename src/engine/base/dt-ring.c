/* dt-ring.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-base"

#include "config.h"

#include <stdatomic.h>
#include <string.h>

#include "dt-ring.h"

#define CACHE_LINE 64

/* Counts rise for ever and wrap; their difference is the fill. Each side keeps what it saw last of
 * the other's count, so that the shared lines travel only when the ring looks full or empty. */
struct _DtRing
{
  gsize  element_size;
  guint  mask;
  char  *elements;

  /* Writer */
  _Atomic guint written __attribute__ ((aligned (CACHE_LINE)));
  guint         seen_read;

  /* Reader */
  _Atomic guint read __attribute__ ((aligned (CACHE_LINE)));
  guint         seen_written;
};

/**
 * dt_ring_new:
 * @element_size: bytes
 * @capacity: elements, 1 .. 2^30, rounded up to a power of two
 */
DtRing *
dt_ring_new (gsize element_size,
             guint capacity)
{
  DtRing *ring;
  guint rounded = 1;

  g_return_val_if_fail (element_size > 0, NULL);
  g_return_val_if_fail (capacity > 0 && capacity <= 1u << 30, NULL);

  while (rounded < capacity)
    rounded *= 2;

  ring = g_aligned_alloc0 (1, sizeof *ring, CACHE_LINE);
  ring->element_size = element_size;
  ring->mask = rounded - 1;
  ring->elements = g_malloc_n (rounded, element_size);

  return ring;
}

void
dt_ring_free (DtRing *ring)
{
  if (ring == NULL)
    return;

  g_free (ring->elements);
  g_aligned_free (ring);
}

static inline char *
element_at (DtRing *ring,
            guint   count)
{
  return ring->elements + (count & ring->mask) * ring->element_size;
}

/* Returns: %FALSE when the ring is full */
gboolean
dt_ring_push (DtRing        *ring,
              gconstpointer  element)
{
  guint written = atomic_load_explicit (&ring->written, memory_order_relaxed);

  if (written - ring->seen_read > ring->mask)
    {
      ring->seen_read = atomic_load_explicit (&ring->read, memory_order_acquire);
      if (written - ring->seen_read > ring->mask)
        return FALSE;
    }

  memcpy (element_at (ring, written), element, ring->element_size);
  atomic_store_explicit (&ring->written, written + 1, memory_order_release);

  return TRUE;
}

/* Returns: %FALSE when the ring is empty */
gboolean
dt_ring_pop (DtRing   *ring,
             gpointer  element)
{
  guint read = atomic_load_explicit (&ring->read, memory_order_relaxed);

  if (read == ring->seen_written)
    {
      ring->seen_written = atomic_load_explicit (&ring->written, memory_order_acquire);
      if (read == ring->seen_written)
        return FALSE;
    }

  memcpy (element, element_at (ring, read), ring->element_size);
  atomic_store_explicit (&ring->read, read + 1, memory_order_release);

  return TRUE;
}

guint
dt_ring_get_fill (DtRing *ring)
{
  guint read = atomic_load_explicit (&ring->read, memory_order_acquire);

  return atomic_load_explicit (&ring->written, memory_order_acquire) - read;
}
