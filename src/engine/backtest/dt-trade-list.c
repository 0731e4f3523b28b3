/* dt-trade-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include <string.h>

#include "dt-trade-list.h"

const char *
dt_run_record_get_strategy (const DtRunRecord *record,
                            guint32            strategy)
{
  return strategy == DT_STRATEGY_USER ? "user" : record->strategies[strategy];
}

static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const DtTradeItem *x = a, *y = b;
  int order;

  if (x->entry_time != y->entry_time)
    return x->entry_time < y->entry_time ? -1 : 1;
  if (x->symbol != y->symbol && (order = strcmp (x->symbol, y->symbol)) != 0)
    return order;
  if (x->trip->exit_time != y->trip->exit_time)
    return x->trip->exit_time < y->trip->exit_time ? -1 : 1;

  return x->strategy == y->strategy ? 0 : strcmp (x->strategy, y->strategy);
}

static const DtRows *
get_trades (const DtRunRecord *record)
{
  return record->owned_trades != NULL ? record->owned_trades : record->book->trades;
}

/**
 * dt_trade_list_new:
 * @records: one for each account of the run
 *
 * Returns: (transfer full): array of #DtTradeItem; borrows from @records
 */
GArray *
dt_trade_list_new (const DtRunRecord *records,
                   gsize              n_records)
{
  gsize n = 0;
  GArray *list;

  for (gsize i = 0; i < n_records; i++)
    n += get_trades (&records[i])->len;

  list = g_array_sized_new (FALSE, FALSE, sizeof (DtTradeItem), n);
  for (gsize i = 0; i < n_records; i++)
    for (guint j = 0; j < get_trades (&records[i])->len; j++)
      {
        const DtRoundTrip *trip = &dt_rows_index (get_trades (&records[i]), DtRoundTrip, j);
        DtTradeItem item = { trip->entry_time, trip, &records[i] };

        if (trip->open)
          continue;
        item.symbol = records[i].symbols[trip->instrument];
        item.strategy = dt_run_record_get_strategy (&records[i], trip->strategy);
        g_array_append_val (list, item);
      }

  /* Stable, so ties keep the order of the book */
  g_qsort_with_data (list->data, list->len, sizeof (DtTradeItem), compare_items, NULL);
  return list;
}
