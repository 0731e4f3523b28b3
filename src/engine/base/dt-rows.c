/* dt-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-base"

#include "config.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "dt-rows.h"

#define LEAST_ROWS 16

/* A large page, of nearly all systems that have them. */
#define LARGE_PAGE ((gsize) 1 << 21)

/* What glibc's heap takes at most; more is mapped apart, and given back when it is freed. */
#define LARGEST_IN_HEAP (1 << 25)

/* So many do not get in each other's way at the lock of one heap. */
#define FEW_THREADS 4

/**
 * dt_rows_new:
 * @row_size: bytes, above 0
 * @n_reserved: rows that fit before memory must grow
 */
DtRows *
dt_rows_new (gsize row_size,
             guint n_reserved)
{
  DtRows *rows = g_new0 (DtRows, 1);

  g_assert (row_size > 0);
  rows->row_size = row_size;
  if (n_reserved > 0)
    {
      rows->data = g_malloc_n (n_reserved, row_size);
      rows->capacity = n_reserved;
    }

  return rows;
}

/* Many rows are mapped, not allocated: growing moves their pages, it does not copy them, and they
 * are large ones where the system has them. */
static void
free_data (DtRows *rows)
{
  if (rows->mapped > 0)
    munmap (rows->data, rows->mapped);
  else
    g_free (rows->data);
}

void
dt_rows_free (DtRows *rows)
{
  if (rows == NULL)
    return;

  free_data (rows);
  g_free (rows);
}

/* Addresses that begin with a large page; nothing is behind them until they are touched. */
static gpointer
map_aligned (gsize n)
{
  guint8 *all = mmap (NULL, n + LARGE_PAGE, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  gsize before;

  if (all == MAP_FAILED)
    g_error ("There is no memory for %" G_GSIZE_FORMAT " bytes", n);

  before = -(gsize) all & (LARGE_PAGE - 1);
  if (before > 0)
    munmap (all, before);
  munmap (all + before + n, LARGE_PAGE - before);

  return all + before;
}

static void
grow_mapped (DtRows *rows,
             gsize   n_bytes)
{
  guint8 *grown = map_aligned (n_bytes);

  if (rows->mapped == 0)
    {
      if (rows->len > 0)
        memcpy (grown, rows->data, rows->row_size * rows->len);
      g_free (rows->data);
    }
  else if (mremap (rows->data, rows->mapped, n_bytes, MREMAP_MAYMOVE | MREMAP_FIXED, grown)
           == MAP_FAILED)
    g_error ("There is no memory for %" G_GSIZE_FORMAT " bytes", n_bytes);

  madvise (grown, n_bytes, MADV_HUGEPAGE);
  rows->data = grown;
  rows->mapped = n_bytes;
}

/**
 * dt_memory_grow:
 * @memory: (nullable): what g_malloc() or this gave; gone afterwards
 * @n_used: bytes of it that are kept, not above @n_bytes
 */
gpointer
dt_memory_grow (gpointer memory,
                gsize    n_used,
                gsize    n_bytes)
{
  gsize n_whole = (n_bytes + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
  gpointer grown;

  /* Half a page is not worth a whole one */
  if (n_bytes < 2 * LARGE_PAGE || n_whole < n_bytes
      || posix_memalign (&grown, LARGE_PAGE, n_whole) != 0)
    return g_realloc (memory, n_bytes);

  madvise (grown, n_whole, MADV_HUGEPAGE);
  if (n_used > 0)
    memcpy (grown, memory, n_used);
  g_free (memory);

  return grown;
}

void
dt_memory_use_large_pages (gsize n_bytes)
{
#if defined __GLIBC__ && !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
  guint8 *end, *begin;

  /* The heap grows by so much at a time, and keeps what is freed; only addresses until touched */
  mallopt (M_TOP_PAD, MIN (n_bytes, G_MAXINT));
  mallopt (M_TRIM_THRESHOLD, MIN (2 * n_bytes, G_MAXINT));
  mallopt (M_MMAP_THRESHOLD, LARGEST_IN_HEAP);
  /* Few threads do without heaps of their own, which would be of small pages */
  if (g_get_num_processors () <= FEW_THREADS)
    mallopt (M_ARENA_MAX, 1);
  g_free (g_malloc (LARGE_PAGE));

  end = sbrk (0);
  begin = end - n_bytes / LARGE_PAGE * LARGE_PAGE;
  begin += -(gsize) begin & (LARGE_PAGE - 1);
  if (begin < end)
    madvise (begin, end - begin, MADV_HUGEPAGE);
#endif
}

/* Makes room for @n_least rows in all, and for as many again as there are. */
void
dt_rows_grow (DtRows *rows,
              guint   n_least)
{
  guint64 capacity = MAX ((guint64) rows->capacity * 2, LEAST_ROWS);
  gsize n_bytes;

  capacity = MAX (capacity, n_least);
  if (n_least <= rows->capacity)
    return;
  if (capacity > G_MAXUINT)
    g_error ("More than %u rows do not fit into one array", G_MAXUINT);

  if (capacity > G_MAXSIZE / rows->row_size)
    g_error ("More than %u rows do not fit into memory", rows->capacity);

  n_bytes = rows->row_size * capacity;
  if (n_bytes >= LARGE_PAGE / 4)
    {
      n_bytes = (n_bytes + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
      grow_mapped (rows, n_bytes);
    }
  else
    rows->data = g_realloc (rows->data, n_bytes);
  rows->capacity = MIN (n_bytes / rows->row_size, G_MAXUINT);
}

void
dt_rows_set_size (DtRows *rows,
                  guint   len)
{
  dt_rows_grow (rows, len);
  if (len > rows->len)
    memset (rows->data + rows->row_size * rows->len, 0, rows->row_size * (len - rows->len));
  rows->len = len;
}

void
dt_rows_remove (DtRows *rows,
                guint   i,
                guint   n)
{
  guint8 *gone = rows->data + rows->row_size * i;

  g_return_if_fail (i <= rows->len && n <= rows->len - i);

  if (i + n < rows->len)
    memmove (gone, gone + rows->row_size * n, rows->row_size * (rows->len - i - n));
  rows->len -= n;
}
