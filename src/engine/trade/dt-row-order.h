/* dt-row-order.h - rows of many accounts by time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-time.h"

G_BEGIN_DECLS

/* Lists of a run have rows of all accounts, by time first. Times of one account rise nearly always,
 * and names are few: so rows go by two whole numbers, and no text is compared for each of them. */

/**
 * DtRowKey:
 * @rank: by which rows of one time go
 * @row: its place before, by which those go that have both in common
 */
typedef struct
{
  DtTime  time;
  guint32 rank;
  guint32 row;
} DtRowKey;

/* @keys: of the rows 0, 1, ... in that order. Returns whether any of them moved. */
gboolean dt_row_keys_sort (DtRowKey *keys,
                           guint     n_keys);

/**
 * DtNameOrder:
 *
 * The names that rows have, each borrowed, and their order. An account knows them by number.
 */
typedef struct
{
  GPtrArray *names;
  GArray    *places;   /* by number, of the account under way: place in @names + 1 */
  guint32   *ranks;    /* by place; equal names have the same */
  guint      n_ranks;
} DtNameOrder;

void     dt_name_order_init  (DtNameOrder *self);
void     dt_name_order_clear (DtNameOrder *self);
/* From here on numbers are another account's. */
void     dt_name_order_begin (DtNameOrder *self);
/* Returns the name's place. */
guint    dt_name_order_add   (DtNameOrder *self,
                              guint        number,
                              const char  *name);
/* Ranks by place, when all have been added. */
void     dt_name_order_rank  (DtNameOrder *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtNameOrder, dt_name_order_clear)

G_END_DECLS
