/* dt-book-rows.c - book.db: writing a batch
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-store"

#include "config.h"

#include <string.h>

#include "dt-book-rows.h"

static gboolean
put_signal (DtSqlite        *sqlite,
            gint64           book_id,
            const DtSignal  *signal,
            GError         **error)
{
  guint64 inputs[DT_SIGNAL_MAX_INPUTS];
  DtStatement *statement;

  for (guint i = 0; i < signal->n_inputs; i++)
    {
      memcpy (&inputs[i], &signal->inputs[i], sizeof inputs[i]);
      inputs[i] = GUINT64_TO_LE (inputs[i]);
    }

  statement = dt_sqlite_prepare (sqlite,
                                 "INSERT INTO signals (book, id, time, instrument, strategy, kind,"
                                 " price, rank, output, inputs, taken, refused_by, asked, granted)"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  dt_statement_put_int (statement, book_id);
  dt_statement_put_int (statement, signal->id);
  dt_statement_put_int (statement, signal->time);
  dt_statement_put_int (statement, signal->instrument);
  dt_statement_put_int (statement, signal->strategy);
  dt_statement_put_int (statement, signal->kind);
  dt_statement_put_double (statement, signal->price);
  dt_statement_put_double (statement, signal->rank);
  dt_statement_put_int (statement, signal->output);
  dt_statement_put_blob (statement, inputs, signal->n_inputs * sizeof *inputs);
  dt_statement_put_int (statement, signal->taken != FALSE);
  dt_statement_put_text (statement, signal->refused_by);
  dt_statement_put_int (statement, signal->asked);
  dt_statement_put_int (statement, signal->granted);

  return dt_statement_run (statement, error);
}

/* New or changed. */
static gboolean
put_order (DtSqlite       *sqlite,
           gint64          book_id,
           const DtOrder  *order,
           GError        **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite,
                                 "INSERT OR REPLACE INTO orders (book, id, signal, exit_group,"
                                 " instrument, strategy, type, tif, role, status, sized_at_fill,"
                                 " size_kind, size_value, size_at, risk, quantity, filled,"
                                 " limit_price, stop_price, n_replaced, bars_left, submitted,"
                                 " updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                 " ?, ?, ?, ?, ?, ?, ?, ?)");
  dt_statement_put_int (statement, book_id);
  dt_statement_put_int (statement, order->id);
  dt_statement_put_int (statement, order->signal);
  dt_statement_put_int (statement, order->group);
  dt_statement_put_int (statement, order->instrument);
  dt_statement_put_int (statement, order->strategy);
  dt_statement_put_int (statement, order->type);
  dt_statement_put_int (statement, order->tif);
  dt_statement_put_int (statement, order->role);
  dt_statement_put_int (statement, order->status);
  dt_statement_put_int (statement, order->sized_at_fill != FALSE);
  dt_statement_put_int (statement, order->size.kind);
  dt_statement_put_double (statement, order->size.value);
  dt_statement_put_int (statement, order->size.at);
  dt_statement_put_int (statement, order->risk);
  dt_statement_put_int (statement, order->quantity);
  dt_statement_put_int (statement, order->filled);
  dt_statement_put_int (statement, order->limit);
  dt_statement_put_int (statement, order->stop);
  dt_statement_put_int (statement, order->n_replaced);
  dt_statement_put_int (statement, order->bars_left);
  dt_statement_put_int (statement, order->submitted);
  dt_statement_put_int (statement, order->updated);

  return dt_statement_run (statement, error);
}

static gboolean
put_fill (DtSqlite      *sqlite,
          gint64         book_id,
          const DtFill  *fill,
          GError       **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite,
                                 "INSERT INTO fills (book, id, order_id, instrument, quantity,"
                                 " price, reference, fee, time, bar_time, why, flags, alternative)"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  dt_statement_put_int (statement, book_id);
  dt_statement_put_int (statement, fill->id);
  dt_statement_put_int (statement, fill->order);
  dt_statement_put_int (statement, fill->instrument);
  dt_statement_put_int (statement, fill->quantity);
  dt_statement_put_int (statement, fill->price);
  dt_statement_put_int (statement, fill->reference);
  dt_statement_put_int (statement, fill->fee);
  dt_statement_put_int (statement, fill->time);
  dt_statement_put_int (statement, fill->bar_time);
  dt_statement_put_int (statement, fill->why);
  dt_statement_put_int (statement, fill->flags);
  dt_statement_put_int (statement, fill->alternative);

  return dt_statement_run (statement, error);
}

static gboolean
put_entry (DtSqlite             *sqlite,
           gint64                book_id,
           const DtLedgerEntry  *entry,
           GError              **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite,
                                 "INSERT INTO ledger (book, id, time, kind, instrument, quantity,"
                                 " price, cash, fill) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  dt_statement_put_int (statement, book_id);
  dt_statement_put_int (statement, entry->id);
  dt_statement_put_int (statement, entry->time);
  dt_statement_put_int (statement, entry->kind);
  dt_statement_put_int (statement, entry->instrument);
  dt_statement_put_int (statement, entry->quantity);
  dt_statement_put_int (statement, entry->price);
  dt_statement_put_int (statement, entry->cash);
  dt_statement_put_int (statement, entry->fill);

  return dt_statement_run (statement, error);
}

/* New or changed. */
static gboolean
put_trade (DtSqlite           *sqlite,
           gint64              book_id,
           const DtRoundTrip  *trade,
           GError            **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite,
                                 "INSERT OR REPLACE INTO trades (book, id, instrument, strategy,"
                                 " signal, open, quantity, entry_time, exit_time, entry_value,"
                                 " entry_units, exit_value, exit_units, fees, profit, mae, mfe,"
                                 " bars, exit_role, ambiguous, initial_stop) VALUES (?, ?, ?, ?, ?,"
                                 " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  dt_statement_put_int (statement, book_id);
  dt_statement_put_int (statement, trade->id);
  dt_statement_put_int (statement, trade->instrument);
  dt_statement_put_int (statement, trade->strategy);
  dt_statement_put_int (statement, trade->signal);
  dt_statement_put_int (statement, trade->open != FALSE);
  dt_statement_put_int (statement, trade->quantity);
  dt_statement_put_int (statement, trade->entry_time);
  dt_statement_put_int (statement, trade->exit_time);
  dt_statement_put_int (statement, trade->entry_value);
  dt_statement_put_int (statement, trade->entry_units);
  dt_statement_put_int (statement, trade->exit_value);
  dt_statement_put_int (statement, trade->exit_units);
  dt_statement_put_int (statement, trade->fees);
  dt_statement_put_int (statement, trade->profit);
  dt_statement_put_double (statement, trade->mae);
  dt_statement_put_double (statement, trade->mfe);
  dt_statement_put_int (statement, trade->bars);
  dt_statement_put_int (statement, trade->exit_role);
  dt_statement_put_int (statement, trade->ambiguous != FALSE);
  dt_statement_put_int (statement, trade->initial_stop);

  return dt_statement_run (statement, error);
}

static gboolean
put_activity (DtSqlite          *sqlite,
              gint64             book_id,
              const DtActivity  *activity,
              GError           **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite,
                                 "INSERT INTO activity (book, id, time, kind, instrument, order_id,"
                                 " signal, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  dt_statement_put_int (statement, book_id);
  dt_statement_put_int (statement, activity->id);
  dt_statement_put_int (statement, activity->time);
  dt_statement_put_int (statement, activity->kind);
  dt_statement_put_int (statement, activity->instrument);
  dt_statement_put_int (statement, activity->order);
  dt_statement_put_int (statement, activity->signal);
  dt_statement_put_text (statement, activity->text != NULL ? activity->text : "");

  return dt_statement_run (statement, error);
}

static gboolean
put_command (DtSqlite                *sqlite,
             gint64                   book_id,
             guint                    place,
             const DtJournalCommand  *command,
             GError                 **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite,
                                 "INSERT INTO commands (book, place, step, time, name, arguments)"
                                 " VALUES (?, ?, ?, ?, ?, ?)");
  dt_statement_put_int (statement, book_id);
  dt_statement_put_int (statement, place);
  dt_statement_put_int (statement, command->step);
  dt_statement_put_int (statement, command->time);
  dt_statement_put_text (statement, command->name);
  dt_statement_put_text (statement, command->arguments != NULL ? command->arguments : "");

  return dt_statement_run (statement, error);
}

/* A command's batch belongs to the step before it: the point moves. */
static gboolean
put_equity (DtSqlite              *sqlite,
            gint64                 book_id,
            const DtJournalBatch  *batch,
            GError               **error)
{
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite,
                                 "INSERT OR REPLACE INTO equity (book, step, time, equity)"
                                 " VALUES (?, ?, ?, ?)");
  dt_statement_put_int (statement, book_id);
  dt_statement_put_int (statement, batch->step);
  dt_statement_put_int (statement, batch->time);
  dt_statement_put_int (statement, batch->equity);

  return dt_statement_run (statement, error);
}

static gboolean
put_progress (DtSqlite              *sqlite,
              gint64                 book_id,
              const DtBook          *book,
              const DtJournalBatch  *batch,
              GError               **error)
{
  g_autoptr(GByteArray) marks = dt_book_marks_pack (book);
  DtStatement *statement;

  statement = dt_sqlite_prepare (sqlite,
                                 "UPDATE progress SET step = ?, time = ?, next_group = ?,"
                                 " equity = ?, marks = ? WHERE book = ?");
  dt_statement_put_int (statement, batch->step);
  dt_statement_put_int (statement, batch->time);
  dt_statement_put_int (statement, book->next_group);
  dt_statement_put_int (statement, batch->equity);
  dt_statement_put_blob (statement, marks->data, marks->len);
  dt_statement_put_int (statement, book_id);

  return dt_statement_run (statement, error);
}

#define PUT_NEW(array, first, Type, put)                                                          \
  G_STMT_START {                                                                                  \
    for (guint i = batch->first; i < book->array->len; i++)                                       \
      if (!put (sqlite, book_id, &g_array_index (book->array, Type, i), error))                   \
        return FALSE;                                                                             \
  } G_STMT_END

/* Older rows only: new ones were written just now. */
#define PUT_TOUCHED(touched, array, first, Type, put)                                             \
  G_STMT_START {                                                                                  \
    for (guint i = 0; i < batch->n_##touched; i++)                                                \
      if (batch->touched[i] - 1 < batch->first                                                    \
          && !put (sqlite, book_id,                                                               \
                   &g_array_index (book->array, Type, batch->touched[i] - 1), error))             \
        return FALSE;                                                                             \
  } G_STMT_END

gboolean
dt_book_rows_put (DtSqlite              *sqlite,
                  gint64                 book_id,
                  const DtBook          *book,
                  const DtJournalBatch  *batch,
                  guint                  n_commands,
                  GError               **error)
{
  if (batch->command != NULL
      && !put_command (sqlite, book_id, n_commands, batch->command, error))
    return FALSE;

  PUT_NEW (signals, first_signal, DtSignal, put_signal);
  PUT_NEW (orders, first_order, DtOrder, put_order);
  PUT_TOUCHED (touched_orders, orders, first_order, DtOrder, put_order);
  PUT_NEW (fills, first_fill, DtFill, put_fill);
  PUT_NEW (ledger, first_entry, DtLedgerEntry, put_entry);
  PUT_NEW (trades, first_trade, DtRoundTrip, put_trade);
  PUT_TOUCHED (touched_trades, trades, first_trade, DtRoundTrip, put_trade);
  PUT_NEW (activity, first_activity, DtActivity, put_activity);

  return put_equity (sqlite, book_id, batch, error)
         && put_progress (sqlite, book_id, book, batch, error);
}
