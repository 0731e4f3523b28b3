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

/* Spare pages are so many pieces at most. */
#define MOST_SPARE 32

/* What glibc's heap takes at most; more is mapped apart, and given back when it is freed. */
#define LARGEST_IN_HEAP (1 << 25)

/* So many do not get in each other's way at the lock of one heap. */
#define FEW_THREADS 4

/* Many runs one after the other, as those of a sweep, fill the same amount of memory. What is kept
 * between them is the system's to take when it is short of memory: it is told so, and finds these
 * pages without our doing. */

typedef struct
{
  gpointer data;
  gsize    n_bytes;
} Pages;

static GMutex spare_lock;
static Pages spare[MOST_SPARE];
static guint n_spare;
static gsize n_spare_bytes;

static gsize
round_up (gsize n_bytes)
{
  if (n_bytes > G_MAXSIZE - DT_LARGE_PAGE)
    g_error ("There is no memory for %" G_GSIZE_FORMAT " bytes", n_bytes);

  return (n_bytes + DT_LARGE_PAGE - 1) / DT_LARGE_PAGE * DT_LARGE_PAGE;
}

/* Addresses that begin with a large page; nothing is behind them until they are touched. */
static gpointer
map_aligned (gsize n)
{
  guint8 *all = mmap (NULL, n + DT_LARGE_PAGE, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  gsize before;

  if (all == MAP_FAILED)
    g_error ("There is no memory for %" G_GSIZE_FORMAT " bytes", n);

  before = -(gsize) all & (DT_LARGE_PAGE - 1);
  if (before > 0)
    munmap (all, before);
  munmap (all + before + n, DT_LARGE_PAGE - before);

  return all + before;
}

/* Of those that are large enough the largest, or the smallest; MOST_SPARE when none is. */
static guint
find_spare (gsize    n_least,
            gboolean largest)
{
  guint found = MOST_SPARE;

  for (guint i = 0; i < n_spare; i++)
    if (spare[i].n_bytes >= n_least
        && (found == MOST_SPARE
            || (largest ? spare[i].n_bytes > spare[found].n_bytes
                        : spare[i].n_bytes < spare[found].n_bytes)))
      found = i;

  return found;
}

static gpointer
take_spare (gsize    *n_bytes,
            gboolean  largest)
{
  G_GNUC_UNUSED g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&spare_lock);
  guint found = find_spare (*n_bytes, largest);
  gpointer data;

  if (found == MOST_SPARE)
    return NULL;

  data = spare[found].data;
  *n_bytes = spare[found].n_bytes;
  n_spare_bytes -= *n_bytes;
  spare[found] = spare[--n_spare];

  return data;
}

static gboolean
keep (gpointer pages,
      gsize    n_bytes)
{
  G_GNUC_UNUSED g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&spare_lock);

  if (n_spare == MOST_SPARE || n_bytes > DT_PAGES_MOST_SPARE - n_spare_bytes)
    return FALSE;

  spare[n_spare++] = (Pages) { pages, n_bytes };
  n_spare_bytes += n_bytes;

  return TRUE;
}

gpointer
dt_pages_new (gsize    *n_bytes,
              gboolean  grows)
{
  gpointer pages;

  *n_bytes = round_up (*n_bytes);
  pages = take_spare (n_bytes, grows);
  if (pages != NULL)
    return pages;

  pages = map_aligned (*n_bytes);
  madvise (pages, *n_bytes, MADV_HUGEPAGE);

  return pages;
}

gpointer
dt_pages_grow (gpointer  pages,
               gsize     n_bytes,
               gsize    *n_least)
{
  gpointer grown;

  *n_least = round_up (*n_least);
  grown = map_aligned (*n_least);
  if (mremap (pages, n_bytes, *n_least, MREMAP_MAYMOVE | MREMAP_FIXED, grown) == MAP_FAILED)
    g_error ("There is no memory for %" G_GSIZE_FORMAT " bytes", *n_least);
  madvise (grown, *n_least, MADV_HUGEPAGE);

  return grown;
}

void
dt_pages_free (gpointer pages,
               gsize    n_bytes)
{
  if (pages == NULL)
    return;

  madvise (pages, n_bytes, MADV_FREE);
  if (!keep (pages, n_bytes))
    munmap (pages, n_bytes);
}

gsize
dt_pages_spare (void)
{
  G_GNUC_UNUSED g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&spare_lock);

  return n_spare_bytes;
}

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

/* Many rows are in pages of their own, not allocated: growing moves these, it does not copy, and
 * what one run was through with is the next one's. */
static void
free_data (DtRows *rows)
{
  if (rows->mapped > 0)
    dt_pages_free (rows->data, rows->mapped);
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

/* @grows: whether it is one row too many, not that many are reserved */
static void
grow_mapped (DtRows   *rows,
             gsize     n_bytes,
             gboolean  grows)
{
  gpointer grown;

  if (rows->mapped > 0)
    {
      rows->data = dt_pages_grow (rows->data, rows->mapped, &n_bytes);
      rows->mapped = n_bytes;
      return;
    }

  grown = dt_pages_new (&n_bytes, grows);
  if (rows->len > 0)
    memcpy (grown, rows->data, rows->row_size * rows->len);
  g_free (rows->data);
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
  gsize n_whole = (n_bytes + DT_LARGE_PAGE - 1) / DT_LARGE_PAGE * DT_LARGE_PAGE;
  gpointer grown;

  /* Half a page is not worth a whole one */
  if (n_bytes < 2 * DT_LARGE_PAGE || n_whole < n_bytes
      || posix_memalign (&grown, DT_LARGE_PAGE, n_whole) != 0)
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
  g_free (g_malloc (DT_LARGE_PAGE));

  end = sbrk (0);
  begin = end - n_bytes / DT_LARGE_PAGE * DT_LARGE_PAGE;
  begin += -(gsize) begin & (DT_LARGE_PAGE - 1);
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
  if (n_bytes >= DT_LARGE_PAGE / 4)
    {
      grow_mapped (rows, n_bytes, capacity > n_least);
      n_bytes = rows->mapped;
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
