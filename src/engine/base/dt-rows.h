/* dt-rows.h - rows of one kind, one after the other in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DtRows:
 *
 * A growing array of plain rows, as GArray is one, but a row is appended by writing it in place: a
 * step of the kernel appends many, and a call and a copy for each was a good part of what it cost.
 *
 * Pointers to rows hold until the next row is appended. No thread of its own.
 */
typedef struct
{
  guint8 *data;
  guint   len;
  guint   capacity;
  gsize   row_size;    /* bytes */
  gsize   mapped;      /* bytes of @data that are a mapping of their own; 0 when allocated */
} DtRows;

DtRows *dt_rows_new      (gsize   row_size,
                          guint   n_reserved);
void    dt_rows_free     (DtRows *rows);
void    dt_rows_grow     (DtRows *rows,
                          guint   n_least);
/* More rows are zero. */
void    dt_rows_set_size (DtRows *rows,
                          guint   len);
/* n rows from i on go, those behind move up. */
void    dt_rows_remove   (DtRows *rows,
                          guint   i,
                          guint   n);

/* A large page, of nearly all systems that have them, bytes. */
#define DT_LARGE_PAGE ((gsize) 1 << 21)

/* What is given back is kept for the next one that asks, up to so many bytes in all: the system
 * clears a page before it hands it out, and that costs more than what is written into it. */
#define DT_PAGES_MOST_SPARE ((gsize) 96 << 20)

/**
 * dt_pages_new:
 * @n_bytes: (inout): at least how many; how many there are, whole large pages
 * @grows: whether it will want more before long: it gets the most that is at hand then, else what
 *   fits it best
 *
 * Memory with anything in it, in large pages where the system has them. Ends the process when there
 * is none. Any thread.
 */
gpointer dt_pages_new   (gsize    *n_bytes,
                         gboolean  grows);
/* More of it; it may move, and no byte of it is copied for that. */
gpointer dt_pages_grow  (gpointer  pages,
                         gsize     n_bytes,
                         gsize    *n_least);
void     dt_pages_free  (gpointer  pages,
                         gsize     n_bytes);
/* How many bytes are kept. */
gsize    dt_pages_spare (void);

/* g_realloc() for what may become large: from some MB on the memory is asked for in the system's
 * large pages, where it has them, as touching small ones for the first time costs more than what
 * is written into them. Freed with g_free(). */
gpointer dt_memory_grow  (gpointer memory,
                          gsize    n_used,
                          gsize    n_bytes);

/* Makes the first @n_bytes that the process allocates come in large pages, where the system has
 * them and is asked for them: a program that computes once and ends spends much of its time on
 * touching small ones. To be called once, first thing. */
void     dt_memory_use_large_pages (gsize n_bytes);

/* Room for one row more, which the caller fills in. */
static inline gpointer
dt_rows_append (DtRows *rows)
{
  if (G_UNLIKELY (rows->len == rows->capacity))
    dt_rows_grow (rows, rows->len + 1);

  return rows->data + rows->row_size * rows->len++;
}

#define dt_rows_index(rows, Type, i) (((Type *) (gpointer) (rows)->data)[i])

#define dt_rows_add(rows, Type, value) (*(Type *) dt_rows_append (rows) = (value))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRows, dt_rows_free)

G_END_DECLS
