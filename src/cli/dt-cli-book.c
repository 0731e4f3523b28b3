/* dt-cli-book.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-cli"

#include "config.h"

#include <math.h>

#include "dt-cli-book.h"

static const char *const mode_names[] = { "backtest", "replay", "paper", "live" };
static const char *const state_names[] = { "running", "finished", "stopped" };

/* Members */

void
dt_cli_set_money (JsonObject *object,
                  const char *member,
                  DtMoney     money)
{
  char buf[DT_DECIMAL_BUF_SIZE];

  if (money == DT_MONEY_NONE)
    json_object_set_null_member (object, member);
  else
    json_object_set_string_member (object, member, dt_money_to_string (money, buf));
}

void
dt_cli_set_quantity (JsonObject *object,
                     const char *member,
                     DtQuantity  quantity)
{
  char buf[DT_DECIMAL_BUF_SIZE];

  json_object_set_string_member (object, member, dt_quantity_to_string (quantity, buf));
}

void
dt_cli_set_time (JsonObject *object,
                 const char *member,
                 DtTime      time)
{
  char buf[DT_TIME_BUF_SIZE];

  if (time == DT_TIME_NONE)
    json_object_set_null_member (object, member);
  else
    json_object_set_string_member (object, member, dt_time_to_string (time, buf));
}

void
dt_cli_set_id (JsonObject *object,
               const char *member,
               guint64     id)
{
  if (id == 0)
    json_object_set_null_member (object, member);
  else
    json_object_set_int_member (object, member, id);
}

void
dt_cli_set_double (JsonObject *object,
                   const char *member,
                   double      value)
{
  if (isfinite (value))
    json_object_set_double_member (object, member, value);
  else
    json_object_set_null_member (object, member);
}

static void
set_symbol (JsonObject        *object,
            const char *const *symbols,
            DtInstrumentIndex  instrument)
{
  if (instrument == DT_INSTRUMENT_INDEX_NONE)
    json_object_set_null_member (object, "symbol");
  else
    json_object_set_string_member (object, "symbol", symbols[instrument]);
}

static void
set_strategy (JsonObject *object,
              guint32     strategy)
{
  if (strategy == DT_STRATEGY_USER)
    json_object_set_null_member (object, "strategy");
  else
    json_object_set_int_member (object, "strategy", strategy);
}

/* Rows */

typedef void (*RowFunc) (JsonObject        *row,
                         const DtBook      *book,
                         guint              i,
                         const char *const *symbols);

static void
make_position (JsonObject        *row,
               const DtBook      *book,
               guint              i,
               const char *const *symbols)
{
  const DtPosition *position = &book->positions[book->open[i]];
  DtMoney last, value = DT_MONEY_NONE, profit = DT_MONEY_NONE;

  if (!dt_money_from_double (position->last, &last)
      || !dt_money_times (last, position->quantity, &value)
      || !dt_money_add (value, -position->cost, &profit))
    last = value = profit = DT_MONEY_NONE;

  set_symbol (row, symbols, book->open[i]);
  dt_cli_set_quantity (row, "quantity", position->quantity);
  dt_cli_set_money (row, "average_price", dt_position_average (position));
  dt_cli_set_money (row, "last", last);
  dt_cli_set_money (row, "value", value);
  dt_cli_set_money (row, "unrealized_profit", profit);
  dt_cli_set_double (row, "high_since_entry", position->high);
  dt_cli_set_double (row, "low_since_entry", position->low);
  json_object_set_int_member (row, "bars", position->bars);
  set_strategy (row, position->strategy);
  dt_cli_set_id (row, "trade", position->trade);
  dt_cli_set_money (row, "stop", position->stop_order != 0
                    ? dt_rows_index (book->orders, DtOrder, position->stop_order - 1).stop
                    : DT_MONEY_NONE);
  dt_cli_set_money (row, "target", position->target_order != 0
                    ? dt_rows_index (book->orders, DtOrder, position->target_order - 1).limit
                    : DT_MONEY_NONE);
}

static DtMoney
average (DtMoney    value,
         DtQuantity units)
{
  DtMoney price;

  return units > 0 && dt_money_fraction (value, DT_QUANTITY_SCALE, units, &price)
         ? price : DT_MONEY_NONE;
}

static void
make_trade (JsonObject        *row,
            const DtBook      *book,
            guint              i,
            const char *const *symbols)
{
  const DtRoundTrip *trade = &dt_rows_index (book->trades, DtRoundTrip, i);

  json_object_set_int_member (row, "id", trade->id);
  set_symbol (row, symbols, trade->instrument);
  set_strategy (row, trade->strategy);
  dt_cli_set_id (row, "signal", trade->signal);
  json_object_set_boolean_member (row, "open", trade->open);
  dt_cli_set_quantity (row, "quantity", trade->quantity);
  dt_cli_set_time (row, "entry_time", trade->entry_time);
  dt_cli_set_time (row, "exit_time", trade->exit_time);
  dt_cli_set_money (row, "entry_price", average (trade->entry_value, trade->entry_units));
  dt_cli_set_money (row, "exit_price", average (trade->exit_value, trade->exit_units));
  dt_cli_set_money (row, "fees", trade->fees);
  dt_cli_set_money (row, "profit", trade->profit);
  dt_cli_set_double (row, "mae", trade->mae);
  dt_cli_set_double (row, "mfe", trade->mfe);
  json_object_set_int_member (row, "bars", trade->bars);
  if (trade->open)
    json_object_set_null_member (row, "exit_role");
  else
    json_object_set_string_member (row, "exit_role", dt_order_role_to_string (trade->exit_role));
  json_object_set_boolean_member (row, "ambiguous", trade->ambiguous);
}

static void
make_order (JsonObject        *row,
            const DtBook      *book,
            guint              i,
            const char *const *symbols)
{
  const DtOrder *order = &dt_rows_index (book->orders, DtOrder, i);

  json_object_set_int_member (row, "id", order->id);
  dt_cli_set_id (row, "signal", order->signal);
  dt_cli_set_id (row, "group", order->group);
  set_symbol (row, symbols, order->instrument);
  set_strategy (row, order->strategy);
  json_object_set_string_member (row, "type", dt_order_type_to_string (order->type));
  json_object_set_string_member (row, "tif", dt_tif_to_string (order->tif));
  json_object_set_string_member (row, "role", dt_order_role_to_string (order->role));
  json_object_set_string_member (row, "status", dt_order_status_to_string (order->status));
  dt_cli_set_quantity (row, "quantity", order->quantity);
  dt_cli_set_quantity (row, "filled", order->filled);
  dt_cli_set_money (row, "limit", order->limit);
  dt_cli_set_money (row, "stop", order->stop);
  json_object_set_int_member (row, "replaced", order->n_replaced);
  dt_cli_set_time (row, "submitted", order->submitted);
  dt_cli_set_time (row, "updated", order->updated);
}

static void
make_fill (JsonObject        *row,
           const DtBook      *book,
           guint              i,
           const char *const *symbols)
{
  const DtFill *fill = &dt_rows_index (book->fills, DtFill, i);
  const DtOrder *order = &dt_rows_index (book->orders, DtOrder, fill->order - 1);
  g_autofree char *why = dt_fill_explain (fill, order);

  json_object_set_int_member (row, "id", fill->id);
  dt_cli_set_id (row, "order", fill->order);
  set_symbol (row, symbols, fill->instrument);
  dt_cli_set_quantity (row, "quantity", fill->quantity);
  dt_cli_set_money (row, "price", fill->price);
  dt_cli_set_money (row, "reference", fill->reference);
  dt_cli_set_money (row, "fee", fill->fee);
  dt_cli_set_time (row, "time", fill->time);
  dt_cli_set_time (row, "bar_time", fill->bar_time);
  json_object_set_string_member (row, "why", dt_fill_why_to_string (fill->why));
  json_object_set_boolean_member (row, "ambiguous", (fill->flags & DT_FILL_AMBIGUOUS) != 0);
  json_object_set_boolean_member (row, "cut", (fill->flags & DT_FILL_CUT) != 0);
  json_object_set_boolean_member (row, "finer", (fill->flags & DT_FILL_FINER) != 0);
  json_object_set_string_member (row, "explanation", why);
}

static void
make_entry (JsonObject        *row,
            const DtBook      *book,
            guint              i,
            const char *const *symbols)
{
  const DtLedgerEntry *entry = &dt_rows_index (book->ledger, DtLedgerEntry, i);

  json_object_set_int_member (row, "id", entry->id);
  dt_cli_set_time (row, "time", entry->time);
  json_object_set_string_member (row, "kind", dt_ledger_kind_to_string (entry->kind));
  set_symbol (row, symbols, entry->instrument);
  dt_cli_set_quantity (row, "quantity", entry->quantity);
  dt_cli_set_money (row, "price", entry->price);
  dt_cli_set_money (row, "cash", entry->cash);
  dt_cli_set_id (row, "fill", entry->fill);
}

static void
make_signal (JsonObject        *row,
             const DtBook      *book,
             guint              i,
             const char *const *symbols)
{
  const DtSignal *signal = &dt_rows_index (book->signals, DtSignal, i);

  json_object_set_int_member (row, "id", signal->id);
  dt_cli_set_time (row, "time", signal->time);
  set_symbol (row, symbols, signal->instrument);
  set_strategy (row, signal->strategy);
  json_object_set_string_member (row, "kind", dt_signal_kind_to_string (signal->kind));
  dt_cli_set_double (row, "price", signal->price);
  dt_cli_set_double (row, "rank", signal->rank);
  dt_cli_set_quantity (row, "asked", signal->asked);
  dt_cli_set_quantity (row, "granted", signal->granted);
  json_object_set_boolean_member (row, "taken", signal->taken);
  if (signal->refused_by != NULL)
    json_object_set_string_member (row, "refused_by", signal->refused_by);
  else
    json_object_set_null_member (row, "refused_by");
}

/* Columns of the tables; a title that begins with '>' is aligned right. */
static const struct
{
  const char *name;
  RowFunc     make;
  const char *members[12];
  const char *titles[12];
} kinds[DT_CLI_BOOK_N_KINDS] = {
  { "positions", make_position,
    { "symbol", "quantity", "average_price", "last", "value", "unrealized_profit", "stop",
      "target", "bars" },
    { "Symbol", ">Quantity", ">Average", ">Last", ">Value", ">Profit", ">Stop", ">Target",
      ">Bars" } },
  { "trades", make_trade,
    { "id", "symbol", "quantity", "entry_time", "exit_time", "entry_price", "exit_price", "fees",
      "profit", "bars", "exit_role" },
    { ">Id", "Symbol", ">Quantity", "Entry", "Exit", ">In at", ">Out at", ">Fees", ">Profit",
      ">Bars", "Out by" } },
  { "orders", make_order,
    { "id", "symbol", "role", "type", "tif", "quantity", "filled", "limit", "stop", "status",
      "submitted" },
    { ">Id", "Symbol", "Role", "Type", "TIF", ">Quantity", ">Filled", ">Limit", ">Stop", "Status",
      "Submitted" } },
  { "fills", make_fill,
    { "id", "order", "symbol", "quantity", "price", "fee", "bar_time", "explanation" },
    { ">Id", ">Order", "Symbol", ">Quantity", ">Price", ">Fee", "Bar", "Why" } },
  { "ledger", make_entry,
    { "id", "time", "kind", "symbol", "quantity", "price", "cash", "fill" },
    { ">Id", "Time", "Kind", "Symbol", ">Quantity", ">Price", ">Cash", ">Fill" } },
  { "signals", make_signal,
    { "id", "time", "symbol", "kind", "price", "rank", "asked", "granted", "refused_by" },
    { ">Id", "Time", "Symbol", "Kind", ">Price", ">Rank", ">Asked", ">Granted", "Refused by" } },
};

static guint
count_rows (DtCliBookKind kind,
            const DtBook *book)
{
  switch (kind)
    {
    case DT_CLI_BOOK_POSITIONS:
      return book->n_open;

    case DT_CLI_BOOK_TRADES:
      return book->trades->len;

    case DT_CLI_BOOK_ORDERS:
      return book->orders->len;

    case DT_CLI_BOOK_FILLS:
      return book->fills->len;

    case DT_CLI_BOOK_LEDGER:
      return book->ledger->len;

    case DT_CLI_BOOK_SIGNALS:
      return book->signals->len;

    case DT_CLI_BOOK_N_KINDS:
    default:
      g_assert_not_reached ();
    }
}

const char *
dt_cli_book_kind_to_string (DtCliBookKind kind)
{
  return kinds[kind].name;
}

JsonArray *
dt_cli_book_make_rows (DtCliBookKind      kind,
                       const DtBook      *book,
                       const char *const *symbols)
{
  guint n_rows = count_rows (kind, book);
  JsonArray *rows = json_array_sized_new (n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      JsonObject *row = json_object_new ();

      kinds[kind].make (row, book, i, symbols);
      json_array_add_object_element (rows, row);
    }

  return rows;
}

char *
dt_cli_dup_cell (JsonObject *row,
                 const char *member)
{
  JsonNode *node = json_object_get_member (row, member);
  char buf[DT_DOUBLE_BUF_SIZE];

  if (node == NULL || json_node_is_null (node))
    return g_strdup ("");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "yes" : "no");
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));

  return g_strdup (dt_double_to_string (json_node_get_double (node), buf));
}

void
dt_cli_book_print_rows (DtCliBookKind  kind,
                        JsonArray     *rows)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  guint n_columns = g_strv_length ((char **) kinds[kind].members);
  const char *header[G_N_ELEMENTS (kinds->titles) + 1] = { NULL };
  gboolean numeric[G_N_ELEMENTS (kinds->titles)];

  for (guint c = 0; c < n_columns; c++)
    {
      numeric[c] = kinds[kind].titles[c][0] == '>';
      header[c] = kinds[kind].titles[c] + (numeric[c] ? 1 : 0);
    }

  for (guint r = 0; r < json_array_get_length (rows); r++)
    {
      char **row = g_new0 (char *, n_columns + 1);

      for (guint c = 0; c < n_columns; c++)
        row[c] = dt_cli_dup_cell (json_array_get_object_element (rows, r),
                                  kinds[kind].members[c]);
      g_ptr_array_add (cells, row);
    }

  dt_cli_print_table (header, numeric, cells);
}

/* Books */

JsonObject *
dt_cli_book_make_info (const DtBookInfo *info)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", info->id);
  json_object_set_string_member (object, "mode", mode_names[info->mode]);
  json_object_set_string_member (object, "state", state_names[info->state]);
  json_object_set_string_member (object, "account", info->account);
  dt_cli_set_id (object, "parent", info->parent);
  dt_cli_set_time (object, "started", info->started);
  json_object_set_int_member (object, "step", info->step);
  dt_cli_set_time (object, "market_time", info->market_time);
  json_object_set_string_member (object, "tape_hash", info->tape_hash);

  return object;
}

gint64
dt_cli_book_find (DtBookStore  *store,
                  const char   *text,
                  GError      **error)
{
  g_autoptr(GPtrArray) list = NULL;
  gint64 id = 0;

  if (text != NULL)
    {
      if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
        return id;

      g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND,
                   "“%s” is not the number of a book: “book list” shows them", text);
      return 0;
    }

  list = dt_book_store_list (store, error);
  if (list == NULL)
    return 0;
  if (list->len > 0)
    return ((DtBookInfo *) list->pdata[0])->id;

  g_set_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND,
               "There is no book yet: “backtest run” and “replay run” make one");
  return 0;
}
