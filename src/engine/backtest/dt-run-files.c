/* dt-run-files.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-backtest"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "dt-pool.h"
#include "dt-row-order.h"

#include "dt-equity-curve.h"
#include "dt-run-files.h"
#include "dt-text-sink.h"
#include "dt-trade-list.h"

/* The columns are an interface: docs/cli.md. */
#define TRADE_HEADER \
  "symbol,strategy,side,quantity,entry_time,entry_price,exit_time,exit_price,profit,fees,return," \
  "mae,mfe,bars,exit_reason,ambiguous\n"
#define ORDER_HEADER \
  "record,time,symbol,strategy,role,type,tif,quantity,limit,stop,moves,status,price,reference," \
  "fee,why,flags\n"
#define EQUITY_HEADER "time,equity,positions\n"

/* Bytes, and rows of the lists that are under way while one is written */
#define CACHE_LINE    64
#define TRADES_AHEAD  12
#define ORDERS_AHEAD  8

/* By time the rows of many books come from all over memory, and waiting for them was half of what
 * writing them took. */
static inline void
fetch (gconstpointer row,
       gsize         size)
{
  const guint8 *bytes = row;

  for (gsize at = 0; at < size; at += CACHE_LINE)
    __builtin_prefetch (bytes + at);
  /* A row begins anywhere in a line, so it may end in one more */
  __builtin_prefetch (bytes + size - 1);
}

/* Names that need no quotation marks: as it is. */
static void
put_header (DtTextSink *sink,
            const char *header)
{
  dt_text_sink_bytes (sink, header, strlen (header));
}

/* Trades */

static DtMoney
mean_price (DtMoney    value,
            DtQuantity units)
{
  DtMoney price;

  return dt_money_fraction (value, DT_QUANTITY_SCALE, units, &price) ? price : DT_MONEY_NONE;
}

static void
put_trade (DtTextSink        *sink,
           const DtTradeItem *item)
{
  const DtRoundTrip *trip = item->trip;

  dt_text_sink_text (sink, item->symbol, ',');
  dt_text_sink_word (sink, item->strategy, ',');
  dt_text_sink_word (sink, trip->quantity > 0 ? "long" : "short", ',');
  dt_text_sink_quantity (sink, ABS (trip->quantity), ',');
  dt_text_sink_time (sink, trip->entry_time, ',');
  dt_text_sink_money (sink, mean_price (trip->entry_value, ABS (trip->entry_units)), ',');
  dt_text_sink_time (sink, trip->exit_time, ',');
  dt_text_sink_money (sink, mean_price (trip->exit_value, ABS (trip->exit_units)), ',');
  dt_text_sink_money (sink, trip->profit, ',');
  dt_text_sink_money (sink, trip->fees, ',');
  dt_text_sink_fraction (sink, trip->entry_value > 0
                               ? (double) trip->profit / (double) trip->entry_value : NAN, ',');
  dt_text_sink_fraction (sink, trip->mae, ',');
  dt_text_sink_fraction (sink, trip->mfe, ',');
  dt_text_sink_integer (sink, trip->bars, ',');
  dt_text_sink_word (sink, dt_order_role_to_string (trip->exit_role), ',');
  dt_text_sink_integer (sink, trip->ambiguous, '\n');
}

static void
put_trade_list (DtTextSink   *sink,
                const GArray *trades)
{
  put_header (sink, TRADE_HEADER);
  for (guint i = 0; i < trades->len; i++)
    {
      if (i + TRADES_AHEAD < trades->len)
        fetch (g_array_index (trades, DtTradeItem, i + TRADES_AHEAD).trip, sizeof (DtRoundTrip));
      put_trade (sink, &g_array_index (trades, DtTradeItem, i));
    }
}

static void
put_trades (DtTextSink        *sink,
            const DtRunRecord *records,
            gsize              n_records)
{
  g_autoptr(GArray) trades = dt_trade_list_new (records, n_records);

  put_trade_list (sink, trades);
}

/* Orders: each followed by its fills */

typedef struct
{
  const DtOrder *order;
  const DtBook  *book;
  const char    *symbol;
  const char    *strategy;
  const guint   *next;            /* from a fill of the book to the next one of the same order */
  guint          first_fill;      /* fills go by row number + 1, 0 is none */
  guint          strategy_place;
} OrderItem;

/* Orders as they come, and where each goes: by time of submission, symbol and strategy; what is
 * equal in these keeps the order of the book. */
typedef struct
{
  OrderItem   *items;
  DtRowKey    *keys;
  guint       *next;              /* of all books */
  guint        n;
  DtNameOrder  symbols;
  DtNameOrder  strategies;
} OrderList;

static void
order_list_clear (OrderList *self)
{
  g_free (self->items);
  g_free (self->keys);
  g_free (self->next);
  dt_name_order_clear (&self->symbols);
  dt_name_order_clear (&self->strategies);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OrderList, order_list_clear)

static void
order_list_init (OrderList         *self,
                 const DtRunRecord *records,
                 gsize              n_records)
{
  gsize n_orders = 0, n_fills = 0;

  for (gsize i = 0; i < n_records; i++)
    {
      n_orders += records[i].book->orders->len;
      n_fills += records[i].book->fills->len;
    }

  self->items = g_new (OrderItem, MAX (n_orders, 1));
  self->keys = g_new (DtRowKey, MAX (n_orders, 1));
  self->next = g_new0 (guint, MAX (n_fills, 1));
  self->n = 0;
  dt_name_order_init (&self->symbols);
  dt_name_order_init (&self->strategies);
}

/* Each order of a book with the first of its fills. */
static void
chain_fills (const DtBook *book,
             OrderItem    *items,
             guint        *next)
{
  for (guint i = book->fills->len; i-- > 0;)
    {
      guint64 id = dt_rows_index (book->fills, DtFill, i).order;

      if (id == 0 || id > book->orders->len)
        continue;
      next[i] = items[id - 1].first_fill;
      items[id - 1].first_fill = i + 1;
    }
}

static void
add_orders (OrderList         *self,
            const DtRunRecord *record,
            guint             *next)
{
  const DtBook *book = record->book;
  OrderItem *items = self->items + self->n;

  dt_name_order_begin (&self->symbols);
  dt_name_order_begin (&self->strategies);
  for (guint i = 0; i < book->orders->len; i++, self->n++)
    {
      const DtOrder *order = &dt_rows_index (book->orders, DtOrder, i);
      const char *symbol = record->symbols[order->instrument];
      const char *strategy = dt_run_record_get_strategy (record, order->strategy);

      /* The user's number is the largest there is */
      items[i] = (OrderItem) { order, book, symbol, strategy, next, 0,
                               dt_name_order_add (&self->strategies, order->strategy + 1,
                                                  strategy) };
      self->keys[self->n] = (DtRowKey) { order->submitted,
                                         dt_name_order_add (&self->symbols, order->instrument,
                                                            symbol), self->n };
    }

  chain_fills (book, items, next);
}

static void
order_list_sort (OrderList *self)
{
  dt_name_order_rank (&self->symbols);
  dt_name_order_rank (&self->strategies);
  for (guint i = 0; i < self->n; i++)
    self->keys[i].rank = self->symbols.ranks[self->keys[i].rank] * self->strategies.n_ranks
                         + self->strategies.ranks[self->items[i].strategy_place];

  dt_row_keys_sort (self->keys, self->n);
}

static void
put_order (DtTextSink      *sink,
           const OrderItem *item)
{
  const DtOrder *order = item->order;

  dt_text_sink_word (sink, "order", ',');
  dt_text_sink_time (sink, order->submitted, ',');
  dt_text_sink_text (sink, item->symbol, ',');
  dt_text_sink_word (sink, item->strategy, ',');
  dt_text_sink_word (sink, dt_order_role_to_string (order->role), ',');
  dt_text_sink_word (sink, dt_order_type_to_string (order->type), ',');
  dt_text_sink_word (sink, dt_tif_to_string (order->tif), ',');
  dt_text_sink_quantity (sink, order->quantity, ',');
  dt_text_sink_money (sink, order->limit, ',');
  dt_text_sink_money (sink, order->stop, ',');
  dt_text_sink_integer (sink, order->n_replaced, ',');
  dt_text_sink_word (sink, dt_order_status_to_string (order->status), ',');
  dt_text_sink_empty (sink, 4);
  dt_text_sink_text (sink, "", '\n');
}

static const char *
flag_text (DtFillFlags flags)
{
  static const char *const texts[] = {
    "", "ambiguous", "cut", "ambiguous cut",
    "finer", "ambiguous finer", "cut finer", "ambiguous cut finer",
  };

  return texts[flags % G_N_ELEMENTS (texts)];
}

static void
put_fill (DtTextSink      *sink,
          const OrderItem *item,
          const DtFill    *fill)
{
  dt_text_sink_word (sink, "fill", ',');
  dt_text_sink_time (sink, fill->time, ',');
  dt_text_sink_text (sink, item->symbol, ',');
  dt_text_sink_word (sink, item->strategy, ',');
  dt_text_sink_word (sink, dt_order_role_to_string (item->order->role), ',');
  dt_text_sink_empty (sink, 2);
  dt_text_sink_quantity (sink, fill->quantity, ',');
  dt_text_sink_empty (sink, 4);
  dt_text_sink_money (sink, fill->price, ',');
  dt_text_sink_money (sink, fill->reference, ',');
  dt_text_sink_money (sink, fill->fee, ',');
  dt_text_sink_word (sink, dt_fill_why_to_string (fill->why), ',');
  dt_text_sink_word (sink, flag_text (fill->flags), '\n');
}

static inline const OrderItem *
get_item (const OrderList *list,
          guint            i)
{
  return &list->items[list->keys[i].row];
}

/* What is written some orders on. */
static inline void
fetch_ahead (const OrderList *list,
             guint            i)
{
  const OrderItem *item;

  if (i + 2 * ORDERS_AHEAD < list->n)
    fetch (get_item (list, i + 2 * ORDERS_AHEAD), sizeof (OrderItem));
  if (i + ORDERS_AHEAD >= list->n)
    return;

  item = get_item (list, i + ORDERS_AHEAD);
  fetch (item->order, sizeof (DtOrder));
  if (item->first_fill != 0)
    fetch (&dt_rows_index (item->book->fills, DtFill, item->first_fill - 1), sizeof (DtFill));
}

static void
put_orders (DtTextSink        *sink,
            const DtRunRecord *records,
            gsize              n_records)
{
  g_auto(OrderList) list = { 0 };
  guint *next;

  order_list_init (&list, records, n_records);
  next = list.next;
  for (gsize i = 0; i < n_records; next += records[i++].book->fills->len)
    add_orders (&list, &records[i], next);
  order_list_sort (&list);

  put_header (sink, ORDER_HEADER);
  for (guint i = 0; i < list.n; i++)
    {
      const OrderItem *item = get_item (&list, i);

      fetch_ahead (&list, i);
      put_order (sink, item);
      for (guint fill = item->first_fill; fill != 0; fill = item->next[fill - 1])
        put_fill (sink, item, &dt_rows_index (item->book->fills, DtFill, fill - 1));
    }
}

/* Equity */

static void
put_equity (DtTextSink        *sink,
            const DtRunRecord *records,
            gsize              n_records)
{
  g_auto(DtEquityCurve) curve = { 0 };

  dt_equity_curve_init (&curve, records, n_records);
  put_header (sink, EQUITY_HEADER);
  for (gsize i = 0; i < curve.n_points; i++)
    {
      DtMoney equity;

      if (!dt_money_from_double (curve.equity[i], &equity))
        equity = DT_MONEY_NONE;
      dt_text_sink_time (sink, curve.time[i], ',');
      dt_text_sink_money (sink, equity, ',');
      dt_text_sink_integer (sink, curve.n_positions[i], '\n');
    }
}

/* Hashes and files */

typedef void (*PutFunc) (DtTextSink        *sink,
                         const DtRunRecord *records,
                         gsize              n_records);

static void
finish_hash (DtTextSink *sink,
             char       *text)
{
  g_autofree char *digits = NULL;

  dt_text_sink_flush (sink);
  digits = dt_hash_finish (sink->hash);
  g_strlcpy (text, digits, DT_RUN_HASH_SIZE);
}

static void
hash_text (PutFunc            put,
           const DtRunRecord *records,
           gsize              n_records,
           char              *text)
{
  g_autoptr(DtHash) hash = dt_hash_new ();
  g_autofree DtTextSink *sink = g_new (DtTextSink, 1);

  dt_text_sink_init (sink, hash, -1, records->timeframe);
  put (sink, records, n_records);
  finish_hash (sink, text);
}

/* That of the trade list alone; @trades is the list, which the caller has already. */
void
dt_run_files_hash_trades (const GArray *trades,
                          DtTimeframe   timeframe,
                          char          text[DT_RUN_HASH_SIZE])
{
  static GPrivate kept = G_PRIVATE_INIT (g_free);
  g_autoptr(DtHash) hash = dt_hash_new ();
  DtTextSink *sink = g_private_get (&kept);

  /* Those who make many have the same days in all: the thread's sink remembers their texts */
  if (sink == NULL)
    {
      sink = g_new (DtTextSink, 1);
      dt_text_sink_init (sink, hash, -1, timeframe);
      g_private_set (&kept, sink);
    }
  dt_text_sink_reuse (sink, hash, timeframe);
  put_trade_list (sink, trades);
  finish_hash (sink, text);
}

typedef struct
{
  const DtRunRecord *records;
  gsize              n_records;
  DtRunHashes       *hashes;
} Hashing;

static gboolean
hash_list (gsize      i,
           gpointer   data,
           GError   **error)
{
  Hashing *hashing = data;

  if (i == 0)
    hash_text (put_orders, hashing->records, hashing->n_records, hashing->hashes->order_list);
  else
    hash_text (put_trades, hashing->records, hashing->n_records, hashing->hashes->trade_list);

  return TRUE;
}

/**
 * dt_run_files_hash:
 * @hashes: (out): of the trade list and of the order list
 *
 * The hashes are those of the files that dt_run_files_write_trades() and
 * dt_run_files_write_orders() write. One beside the other, on the pool.
 */
void
dt_run_files_hash (const DtRunRecord *records,
                   gsize              n_records,
                   DtRunHashes       *hashes)
{
  Hashing hashing = { records, n_records, hashes };

  g_return_if_fail (n_records > 0);

  dt_pool_each (2, hash_list, &hashing, NULL, NULL, NULL, NULL);
}

static gboolean
fail (const char  *what,
      const char  *path,
      int          code,
      GError     **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               "The %s cannot be written to \"%s\": %s", what, path, g_strerror (code));
  return FALSE;
}

/* A pipe or a device gets the text as it comes, there is nothing to replace. */
static gboolean
is_stream (const char *path)
{
  GStatBuf st;

  return g_stat (path, &st) == 0 && !S_ISREG (st.st_mode) && !S_ISDIR (st.st_mode);
}

static gboolean
write_stream (PutFunc             put,
              const DtRunRecord  *records,
              gsize               n_records,
              const char         *what,
              const char         *path,
              GError            **error)
{
  g_autofree DtTextSink *sink = g_new (DtTextSink, 1);
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);

  if (fd == -1)
    return fail (what, path, errno, error);

  dt_text_sink_init (sink, NULL, fd, records->timeframe);
  put (sink, records, n_records);
  dt_text_sink_flush (sink);
  if (close (fd) != 0 && sink->failure == 0)
    sink->failure = errno;

  return sink->failure == 0 ? TRUE : fail (what, path, sink->failure, error);
}

/* The mode a new file gets: that of the one it replaces, else the usual. */
static mode_t
mode_of (const char *path)
{
  GStatBuf st;
  mode_t mask;

  if (g_stat (path, &st) == 0)
    return st.st_mode & 0777;

  mask = umask (0);
  umask (mask);
  return 0666 & ~mask;
}

/* A link stays a link: what it points to is replaced. */
static char *
resolve (const char *path)
{
  char *real = realpath (path, NULL);
  char *copy = g_strdup (real != NULL ? real : path);

  free (real);
  return copy;
}

static gboolean
write_file (PutFunc             put,
            const DtRunRecord  *records,
            gsize               n_records,
            const char         *what,
            const char         *path,
            GError            **error)
{
  g_autofree DtTextSink *sink = g_new (DtTextSink, 1);
  g_autofree char *target = NULL;
  g_autofree char *temporary = NULL;
  int fd;

  g_return_val_if_fail (n_records > 0, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (is_stream (path))
    return write_stream (put, records, n_records, what, path, error);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return fail (what, path, EISDIR, error);

  target = resolve (path);
  temporary = g_strconcat (target, ".XXXXXX", NULL);
  fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600);
  if (fd == -1)
    return fail (what, path, errno, error);

  dt_text_sink_init (sink, NULL, fd, records->timeframe);
  put (sink, records, n_records);
  dt_text_sink_flush (sink);
  if (sink->failure == 0 && (fchmod (fd, mode_of (target)) != 0 || fsync (fd) != 0))
    sink->failure = errno;
  if (close (fd) != 0 && sink->failure == 0)
    sink->failure = errno;
  if (sink->failure == 0 && g_rename (temporary, target) != 0)
    sink->failure = errno;
  if (sink->failure == 0)
    return TRUE;

  g_unlink (temporary);
  return fail (what, path, sink->failure, error);
}

gboolean
dt_run_files_write_trades (const DtRunRecord  *records,
                           gsize               n_records,
                           const char         *path,
                           GError            **error)
{
  return write_file (put_trades, records, n_records, "trade list", path, error);
}

gboolean
dt_run_files_write_orders (const DtRunRecord  *records,
                           gsize               n_records,
                           const char         *path,
                           GError            **error)
{
  return write_file (put_orders, records, n_records, "order list", path, error);
}

gboolean
dt_run_files_write_equity (const DtRunRecord  *records,
                           gsize               n_records,
                           const char         *path,
                           GError            **error)
{
  return write_file (put_equity, records, n_records, "equity curve", path, error);
}
