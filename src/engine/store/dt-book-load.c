/* dt-book-load.c - book.db: reading a book back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-store"

#include "config.h"

#include <string.h>

#include "dt-book-rows.h"

#define MAX_AMOUNT (G_MAXINT64 / 4)

/* Everything here is from outside (law 15): every number is checked before it becomes an index. */

static DtInstrumentIndex
take_instrument (DtStatement  *statement,
                 const DtBook *book)
{
  gint64 value = dt_statement_take_range (statement, 0, G_MAXUINT32);

  if (value != DT_INSTRUMENT_INDEX_NONE && value >= book->n_instruments)
    dt_statement_refuse (statement, "instrument %" G_GINT64_FORMAT " is not one of the book's %u",
                         value, book->n_instruments);

  return value;
}

/* Money and quantities far below what 64 bits hold: sums of stored rows cannot overflow unseen. */
static gint64
take_amount (DtStatement *statement)
{
  return dt_statement_take_range (statement, -MAX_AMOUNT, MAX_AMOUNT);
}

static guint64
take_id (DtStatement  *statement,
         const DtRows *rows)
{
  guint64 id = dt_statement_take_range (statement, 1, G_MAXINT64);

  if (id != rows->len + 1)
    dt_statement_refuse (statement, "number %u is missing, %" G_GUINT64_FORMAT " is there",
                         rows->len + 1, id);

  return id;
}

/* 0 for none */
static guint64
take_reference (DtStatement  *statement,
                const DtRows *rows)
{
  return dt_statement_take_range (statement, 0, rows->len);
}

static void
take_inputs (DtStatement *statement,
             DtSignal    *signal)
{
  gsize size;
  const guint8 *data = dt_statement_take_blob (statement, &size);

  if (size > sizeof signal->inputs || size % sizeof *signal->inputs != 0)
    {
      dt_statement_refuse (statement, "%" G_GSIZE_FORMAT " bytes are no inputs of a signal", size);
      return;
    }

  signal->n_inputs = size / sizeof *signal->inputs;
  for (guint i = 0; i < signal->n_inputs; i++)
    {
      guint64 word;

      memcpy (&word, data + i * sizeof word, sizeof word);
      word = GUINT64_FROM_LE (word);
      memcpy (&signal->inputs[i], &word, sizeof word);
    }
}

static gboolean
load_signals (DtSqlite  *sqlite,
              gint64     book_id,
              DtBook    *book,
              GError   **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite,
                                 "SELECT id, time, instrument, strategy, kind, price, rank, output,"
                                 " inputs, taken, refused_by, asked, granted FROM signals "
                                 "WHERE book = ? ORDER BY id");
  dt_statement_put_int (statement, book_id);
  while (dt_statement_next (statement))
    {
      DtSignal signal = { 0 };

      signal.id = take_id (statement, book->signals);
      signal.time = dt_statement_take_int (statement);
      signal.instrument = take_instrument (statement, book);
      signal.strategy = dt_statement_take_range (statement, 0, G_MAXUINT32);
      signal.kind = dt_statement_take_range (statement, 0, DT_SIGNAL_EXIT);
      signal.price = dt_statement_take_double (statement);
      signal.rank = dt_statement_take_double (statement);
      signal.output = dt_statement_take_range (statement, 0, G_MAXUINT32);
      take_inputs (statement, &signal);
      signal.taken = dt_statement_take_range (statement, 0, 1);
      signal.refused_by = g_intern_string (dt_statement_take_nullable (statement));
      signal.asked = dt_statement_take_int (statement);
      signal.granted = dt_statement_take_int (statement);
      dt_rows_add (book->signals, DtSignal, signal);
    }

  return dt_statement_end (statement, error);
}

static DtOrder
take_order (DtStatement  *statement,
            const DtBook *book)
{
  DtOrder order = { 0 };

  order.id = take_id (statement, book->orders);
  order.signal = take_reference (statement, book->signals);
  order.group = dt_statement_take_range (statement, 0, G_MAXINT64);
  order.instrument = take_instrument (statement, book);
  order.strategy = dt_statement_take_range (statement, 0, G_MAXUINT32);
  order.type = dt_statement_take_range (statement, 0, DT_ORDER_STOP_LIMIT);
  order.tif = dt_statement_take_range (statement, 0, DT_TIF_CLS);
  order.role = dt_statement_take_range (statement, 0, DT_ROLE_FLATTEN);
  order.status = dt_statement_take_range (statement, 0, DT_ORDER_REJECTED);
  order.sized_at_fill = dt_statement_take_range (statement, 0, 1);
  order.size.kind = dt_statement_take_range (statement, 0, DT_SIZE_RISK);
  order.size.value = dt_statement_take_double (statement);
  order.size.at = dt_statement_take_range (statement, 0, DT_SIZE_AT_FILL);
  order.risk = dt_statement_take_int (statement);
  order.quantity = take_amount (statement);
  order.filled = take_amount (statement);
  order.limit = dt_statement_take_int (statement);
  order.stop = dt_statement_take_int (statement);
  order.n_replaced = dt_statement_take_range (statement, 0, G_MAXUINT32);
  order.bars_left = dt_statement_take_range (statement, 0, G_MAXUINT32);
  order.submitted = dt_statement_take_int (statement);
  order.updated = dt_statement_take_int (statement);
  if (order.instrument == DT_INSTRUMENT_INDEX_NONE)
    dt_statement_refuse (statement, "an order without an instrument");

  return order;
}

static gboolean
load_orders (DtSqlite  *sqlite,
             gint64     book_id,
             DtBook    *book,
             GError   **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite,
                                 "SELECT id, signal, exit_group, instrument, strategy, type, tif,"
                                 " role, status, sized_at_fill, size_kind, size_value, size_at,"
                                 " risk, quantity, filled, limit_price, stop_price, n_replaced,"
                                 " bars_left, submitted, updated FROM orders "
                                 "WHERE book = ? ORDER BY id");
  dt_statement_put_int (statement, book_id);
  while (dt_statement_next (statement))
    {
      DtOrder order = take_order (statement, book);

      dt_rows_add (book->orders, DtOrder, order);
    }

  return dt_statement_end (statement, error);
}

static gboolean
load_fills (DtSqlite  *sqlite,
            gint64     book_id,
            DtBook    *book,
            GError   **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite,
                                 "SELECT id, order_id, instrument, quantity, price, reference, fee,"
                                 " time, bar_time, why, flags, alternative FROM fills "
                                 "WHERE book = ? ORDER BY id");
  dt_statement_put_int (statement, book_id);
  while (dt_statement_next (statement))
    {
      DtFill fill = { 0 };

      fill.id = take_id (statement, book->fills);
      fill.order = take_reference (statement, book->orders);
      fill.instrument = take_instrument (statement, book);
      fill.quantity = take_amount (statement);
      fill.price = take_amount (statement);
      fill.reference = dt_statement_take_int (statement);
      fill.fee = take_amount (statement);
      fill.time = dt_statement_take_int (statement);
      fill.bar_time = dt_statement_take_int (statement);
      fill.why = dt_statement_take_range (statement, 0, DT_FILL_DELISTED);
      fill.flags = dt_statement_take_range (statement, 0, DT_FILL_FINER * 2 - 1);
      fill.alternative = dt_statement_take_int (statement);
      if (fill.order == 0 || fill.instrument == DT_INSTRUMENT_INDEX_NONE)
        dt_statement_refuse (statement, "a fill without an order or instrument");
      dt_rows_add (book->fills, DtFill, fill);
    }

  return dt_statement_end (statement, error);
}

static gboolean
load_ledger (DtSqlite  *sqlite,
             gint64     book_id,
             DtBook    *book,
             GError   **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite,
                                 "SELECT id, time, kind, instrument, quantity, price, cash, fill"
                                 " FROM ledger WHERE book = ? ORDER BY id");
  dt_statement_put_int (statement, book_id);
  while (dt_statement_next (statement))
    {
      DtLedgerEntry entry = { 0 };

      entry.id = take_id (statement, book->ledger);
      entry.time = dt_statement_take_int (statement);
      entry.kind = dt_statement_take_range (statement, 0, DT_LEDGER_TRANSFER);
      entry.instrument = take_instrument (statement, book);
      entry.quantity = take_amount (statement);
      entry.price = take_amount (statement);
      entry.cash = take_amount (statement);
      entry.fill = take_reference (statement, book->fills);
      dt_rows_add (book->ledger, DtLedgerEntry, entry);
    }

  return dt_statement_end (statement, error);
}

static DtRoundTrip
take_trade (DtStatement  *statement,
            const DtBook *book)
{
  DtRoundTrip trade = { 0 };

  trade.id = take_id (statement, book->trades);
  trade.instrument = take_instrument (statement, book);
  trade.strategy = dt_statement_take_range (statement, 0, G_MAXUINT32);
  trade.signal = take_reference (statement, book->signals);
  trade.open = dt_statement_take_range (statement, 0, 1);
  trade.quantity = take_amount (statement);
  trade.entry_time = dt_statement_take_int (statement);
  trade.exit_time = dt_statement_take_int (statement);
  trade.entry_value = take_amount (statement);
  trade.entry_units = take_amount (statement);
  trade.exit_value = take_amount (statement);
  trade.exit_units = take_amount (statement);
  trade.fees = take_amount (statement);
  trade.profit = take_amount (statement);
  trade.mae = dt_statement_take_double (statement);
  trade.mfe = dt_statement_take_double (statement);
  trade.bars = dt_statement_take_range (statement, 0, G_MAXUINT32);
  trade.exit_role = dt_statement_take_range (statement, 0, DT_ROLE_FLATTEN);
  trade.ambiguous = dt_statement_take_range (statement, 0, 1);
  trade.initial_stop = take_amount (statement);
  if (trade.instrument == DT_INSTRUMENT_INDEX_NONE)
    dt_statement_refuse (statement, "a round trip without an instrument");

  return trade;
}

static gboolean
load_trades (DtSqlite  *sqlite,
             gint64     book_id,
             DtBook    *book,
             GError   **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite,
                                 "SELECT id, instrument, strategy, signal, open, quantity,"
                                 " entry_time, exit_time, entry_value, entry_units, exit_value,"
                                 " exit_units, fees, profit, mae, mfe, bars, exit_role, ambiguous,"
                                 " initial_stop FROM trades WHERE book = ? ORDER BY id");
  dt_statement_put_int (statement, book_id);
  while (dt_statement_next (statement))
    {
      DtRoundTrip trade = take_trade (statement, book);

      dt_rows_add (book->trades, DtRoundTrip, trade);
    }

  return dt_statement_end (statement, error);
}

static gboolean
load_activity (DtSqlite  *sqlite,
               gint64     book_id,
               DtBook    *book,
               GError   **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite,
                                 "SELECT id, time, kind, instrument, order_id, signal, text"
                                 " FROM activity WHERE book = ? ORDER BY id");
  dt_statement_put_int (statement, book_id);
  while (dt_statement_next (statement))
    {
      DtActivity activity = { 0 };

      activity.id = take_id (statement, book->activity);
      activity.time = dt_statement_take_int (statement);
      activity.kind = dt_statement_take_range (statement, 0, DT_ACTIVITY_REGIME);
      activity.instrument = take_instrument (statement, book);
      activity.order = take_reference (statement, book->orders);
      activity.signal = take_reference (statement, book->signals);
      activity.text = g_strdup (dt_statement_take_text (statement));
      dt_rows_add (book->activity, DtActivity, activity);
    }

  return dt_statement_end (statement, error);
}

gboolean
dt_book_rows_load (DtSqlite  *sqlite,
                   gint64     book_id,
                   DtBook    *book,
                   GError   **error)
{
  return load_signals (sqlite, book_id, book, error)
         && load_orders (sqlite, book_id, book, error)
         && load_fills (sqlite, book_id, book, error)
         && load_ledger (sqlite, book_id, book, error)
         && load_trades (sqlite, book_id, book, error)
         && load_activity (sqlite, book_id, book, error);
}

/* Protective orders are found again by what they are for. */
static void
attach_orders (DtBook *book)
{
  for (guint i = 0; i < book->orders->len; i++)
    {
      const DtOrder *order = &dt_rows_index (book->orders, DtOrder, i);
      DtPosition *position = &book->positions[order->instrument];

      if (!dt_order_is_live (order) || position->quantity == 0)
        continue;

      if (order->role == DT_ROLE_STOP || order->role == DT_ROLE_TRAIL)
        position->stop_order = order->id;
      else if (order->role == DT_ROLE_TARGET)
        position->target_order = order->id;
      else
        continue;
      position->group = order->group;
    }
}

gboolean
dt_book_marks_load (DtSqlite  *sqlite,
                    gint64     book_id,
                    DtBook    *book,
                    GError   **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite,
                                 "SELECT next_group, marks FROM progress WHERE book = ?");
  dt_statement_put_int (statement, book_id);
  if (dt_statement_next (statement))
    {
      gsize size;
      const guint8 *data;

      book->next_group = dt_statement_take_range (statement, 1, G_MAXINT64);
      data = dt_statement_take_blob (statement, &size);
      if (!dt_book_marks_unpack (book, data, size))
        dt_statement_refuse (statement, "the marks do not fit the %u open positions",
                             book->n_open);
    }
  if (!dt_statement_end (statement, error))
    return FALSE;

  attach_orders (book);
  return TRUE;
}
