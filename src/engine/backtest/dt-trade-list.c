/* dt-trade-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include <string.h>

#include "dt-row-order.h"

#include "dt-trade-list.h"

const char *
dt_run_record_get_strategy (const DtRunRecord *record,
                            guint32            strategy)
{
  return strategy == DT_STRATEGY_USER ? "user" : record->strategies[strategy];
}

/* Of trades that have entry time and symbol in common. */
static int
compare_exits (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const DtTradeItem *x = a, *y = b;

  if (x->trip->exit_time != y->trip->exit_time)
    return x->trip->exit_time < y->trip->exit_time ? -1 : 1;

  return x->strategy == y->strategy ? 0 : strcmp (x->strategy, y->strategy);
}

static const DtRows *
get_trades (const DtRunRecord *record)
{
  return record->owned_trades != NULL ? record->owned_trades : record->book->trades;
}

/* The completed trades of all accounts as they come, and where each goes by entry time and symbol;
 * list and keys have room for all of them. */
static void
gather (const DtRunRecord *records,
        gsize              n_records,
        GArray            *list,
        DtRowKey          *keys)
{
  g_auto(DtNameOrder) symbols = { 0 };
  DtTradeItem *items = (DtTradeItem *) (gpointer) list->data;
  guint n = 0;

  dt_name_order_init (&symbols);
  for (gsize i = 0; i < n_records; i++)
    {
      const DtRunRecord *record = &records[i];
      const DtRows *trades = get_trades (record);

      dt_name_order_begin (&symbols);
      for (guint j = 0; j < trades->len; j++)
        {
          const DtRoundTrip *trip = &dt_rows_index (trades, DtRoundTrip, j);
          const char *symbol = record->symbols[trip->instrument];

          if (trip->open)
            continue;
          items[n] = (DtTradeItem) { trip, record, symbol,
                                     dt_run_record_get_strategy (record, trip->strategy) };
          keys[n] = (DtRowKey) { trip->entry_time,
                                 dt_name_order_add (&symbols, trip->instrument, symbol), n };
          n++;
        }
    }

  g_array_set_size (list, n);
  dt_name_order_rank (&symbols);
  for (guint i = 0; i < n; i++)
    keys[i].rank = symbols.ranks[keys[i].rank];
}

/* Stable, so that what is equal in all keeps the order of the book. */
static void
sort_ties (GArray         *list,
           const DtRowKey *keys)
{
  for (guint i = 0, end; i < list->len; i = end)
    {
      for (end = i + 1; end < list->len && keys[end].time == keys[i].time
                        && keys[end].rank == keys[i].rank; end++)
        ;
      if (end - i > 1)
        g_qsort_with_data (&g_array_index (list, DtTradeItem, i), end - i, sizeof (DtTradeItem),
                           compare_exits, NULL);
    }
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
  GArray *list = g_array_new (FALSE, FALSE, sizeof (DtTradeItem));
  g_autofree DtRowKey *keys = NULL;
  gsize n = 0;

  for (gsize i = 0; i < n_records; i++)
    n += get_trades (&records[i])->len;
  g_array_set_size (list, n);
  keys = g_new (DtRowKey, MAX (n, 1));
  gather (records, n_records, list, keys);

  if (dt_row_keys_sort (keys, list->len))
    {
      g_autoptr(GArray) gathered = list;

      list = g_array_sized_new (FALSE, FALSE, sizeof (DtTradeItem), gathered->len);
      g_array_set_size (list, gathered->len);
      for (guint i = 0; i < list->len; i++)
        g_array_index (list, DtTradeItem, i) = g_array_index (gathered, DtTradeItem, keys[i].row);
    }
  sort_ties (list, keys);

  return list;
}
