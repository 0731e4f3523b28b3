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
