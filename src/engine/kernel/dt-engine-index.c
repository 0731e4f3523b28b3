/* dt-engine-index.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-engine-private.h"

void
dt_engine_index_init (DtEngineIndex *index,
                      guint          n_instruments)
{
  *index = (DtEngineIndex) {
    .live = g_array_new (FALSE, FALSE, sizeof (guint64)),
    .closed = g_array_new (FALSE, FALSE, sizeof (guint64)),
    .held = g_new0 (DtQuantity, n_instruments),
    .trade = g_new0 (guint64, n_instruments),
  };
}

void
dt_engine_index_clear (DtEngineIndex *index)
{
  g_clear_pointer (&index->live, g_array_unref);
  g_clear_pointer (&index->closed, g_array_unref);
  g_clear_pointer (&index->held, g_free);
  g_clear_pointer (&index->trade, g_free);
}

static void
follow_orders (DtEngineIndex *index,
               const DtBook  *book)
{
  guint n = 0;

  for (guint i = 0; i < index->live->len; i++)
    {
      guint64 id = g_array_index (index->live, guint64, i);

      if (dt_order_is_live (&g_array_index (book->orders, DtOrder, id - 1)))
        g_array_index (index->live, guint64, n++) = id;
    }
  g_array_set_size (index->live, n);

  for (; index->n_orders < book->orders->len; index->n_orders++)
    {
      const DtOrder *order = &g_array_index (book->orders, DtOrder, index->n_orders);

      if (dt_order_is_live (order))
        g_array_append_val (index->live, order->id);
    }
}

/* Round trips get their numbers as fills open them, so fills alone tell which one closes when. */
static void
follow_fill (DtEngineIndex *index,
             const DtFill  *fill)
{
  DtQuantity before = index->held[fill->instrument];
  DtQuantity after = before + fill->quantity;
  gboolean flips = before != 0 && after != 0 && (before > 0) != (after > 0);

  if (before != 0 && (after == 0 || flips))
    g_array_append_val (index->closed, index->trade[fill->instrument]);
  if (after != 0 && (before == 0 || flips))
    index->trade[fill->instrument] = ++index->n_trades;

  index->held[fill->instrument] = after;
  index->fees += fill->fee;
}

void
dt_engine_index_follow (DtEngineIndex *index,
                        const DtBook  *book)
{
  follow_orders (index, book);
  for (; index->n_fills < book->fills->len; index->n_fills++)
    follow_fill (index, &g_array_index (book->fills, DtFill, index->n_fills));
}
