/* dt-book-compare.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-trade"

#include "config.h"

#include "dt-book.h"

/* Whether stepping a run again gave what its journal holds. */

/* An order that was about to be sent when the process ended may have been written before that. */
static DtOrderStatus
settled (DtOrderStatus status)
{
  return status == DT_ORDER_PENDING ? DT_ORDER_WORKING : status;
}

static gboolean
same_order (const DtOrder *a,
            const DtOrder *b)
{
  return a->id == b->id && a->signal == b->signal && a->group == b->group
         && a->instrument == b->instrument && a->strategy == b->strategy
         && a->type == b->type && a->tif == b->tif && a->role == b->role
         && settled (a->status) == settled (b->status)
         && a->quantity == b->quantity && a->filled == b->filled
         && a->limit == b->limit && a->stop == b->stop && a->n_replaced == b->n_replaced
         && a->submitted == b->submitted;
}

static gboolean
same_fill (const DtFill *a,
           const DtFill *b)
{
  return a->id == b->id && a->order == b->order && a->instrument == b->instrument
         && a->quantity == b->quantity && a->price == b->price && a->reference == b->reference
         && a->fee == b->fee && a->time == b->time && a->bar_time == b->bar_time
         && a->why == b->why && a->flags == b->flags;
}

static gboolean
same_entry (const DtLedgerEntry *a,
            const DtLedgerEntry *b)
{
  return a->id == b->id && a->time == b->time && a->kind == b->kind
         && a->instrument == b->instrument && a->quantity == b->quantity
         && a->price == b->price && a->cash == b->cash && a->fill == b->fill;
}

static gboolean
same_signal (const DtSignal *a,
             const DtSignal *b)
{
  return a->id == b->id && a->time == b->time && a->instrument == b->instrument
         && a->strategy == b->strategy && a->kind == b->kind && a->taken == b->taken
         && a->asked == b->asked && a->granted == b->granted;
}

static gboolean
same_trade (const DtRoundTrip *a,
            const DtRoundTrip *b)
{
  return a->id == b->id && a->instrument == b->instrument && a->strategy == b->strategy
         && a->open == b->open && a->entry_time == b->entry_time
         && a->entry_value == b->entry_value && a->entry_units == b->entry_units
         && (a->open || (a->exit_value == b->exit_value && a->profit == b->profit
                         && a->exit_time == b->exit_time));
}

static const char *
differ (const char *what,
        guint64     id,
        guint64    *row)
{
  *row = id;
  return what;
}

#define COMPARE(array, Type, same, what)                                                        \
  G_STMT_START {                                                                                \
    if (stored->array->len != stepped->array->len)                                              \
      return differ (what, MIN (stored->array->len, stepped->array->len) + 1, row);             \
    for (guint i = 0; i < stored->array->len; i++)                                              \
      if (!same (&g_array_index (stored->array, Type, i),                                       \
                 &g_array_index (stepped->array, Type, i)))                                     \
        return differ (what, i + 1, row);                                                       \
  } G_STMT_END

/**
 * dt_book_compare:
 * @stored: what the journal holds
 * @stepped: what the same inputs gave again
 * @row: (out): id of the first row that differs
 *
 * Returns: (nullable): what differs first: "order", "ledger entry" ...; %NULL when nothing does
 */
const char *
dt_book_compare (const DtBook *stored,
                 const DtBook *stepped,
                 guint64      *row)
{
  COMPARE (signals, DtSignal, same_signal, "signal");
  COMPARE (orders, DtOrder, same_order, "order");
  COMPARE (fills, DtFill, same_fill, "fill");
  COMPARE (ledger, DtLedgerEntry, same_entry, "ledger entry");
  COMPARE (trades, DtRoundTrip, same_trade, "trade");

  if (stored->cash != stepped->cash)
    return differ ("cash after ledger entry", stored->ledger->len, row);

  return NULL;
}
