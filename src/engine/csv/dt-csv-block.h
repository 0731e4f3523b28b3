/* dt-csv-block.h - a megabyte of a file's text on its way from thread to thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <string.h>

#include <glib.h>

G_BEGIN_DECLS

/* What a block holds at most, before it gets the line that the block before it cut. */
#define DT_CSV_BLOCK_SIZE ((gsize) 1024 * 1024)

/* Most lines that are cut fit in front of the text. */
#define DT_CSV_BLOCK_FRONT 4096

/**
 * DtCsvBlock:
 *
 * A block is filled by one thread and parsed by another; it is handed on and comes back empty, so
 * that the text is never copied but for lines that a block's end cuts.
 *
 * Thread: whose it is at the time.
 */
typedef struct
{
  char  *memory;
  char  *text;               /* in it */
  gsize  length;
} DtCsvBlock;

static inline void
dt_csv_block_empty (DtCsvBlock *block)
{
  block->text = block->memory + DT_CSV_BLOCK_FRONT;
  block->length = 0;
}

static inline DtCsvBlock *
dt_csv_block_new (void)
{
  DtCsvBlock *block = g_new (DtCsvBlock, 1);

  block->memory = g_malloc (DT_CSV_BLOCK_FRONT + DT_CSV_BLOCK_SIZE);
  dt_csv_block_empty (block);

  return block;
}

static inline void
dt_csv_block_free (DtCsvBlock *block)
{
  if (block == NULL)
    return;

  g_free (block->memory);
  g_free (block);
}

static inline void
dt_csv_block_put_before (DtCsvBlock *block,
                         const char *text,
                         gsize       n_bytes)
{
  if (n_bytes > (gsize) (block->text - block->memory))
    {
      char *memory = g_malloc (DT_CSV_BLOCK_FRONT + n_bytes + DT_CSV_BLOCK_SIZE);

      memcpy (memory + DT_CSV_BLOCK_FRONT + n_bytes, block->text, block->length);
      g_free (block->memory);
      block->memory = memory;
      block->text = memory + DT_CSV_BLOCK_FRONT + n_bytes;
    }

  block->text -= n_bytes;
  if (n_bytes > 0)
    memcpy (block->text, text, n_bytes);
  block->length += n_bytes;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtCsvBlock, dt_csv_block_free)

G_END_DECLS
