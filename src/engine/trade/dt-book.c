/* dt-book.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-trade"

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-book.h"

G_DEFINE_QUARK (dt-trade-error-quark, dt_trade_error)

/* Round trips that a book has room for from the start: what one instrument makes in some years. Of
 * five hundred books, all that is reserved and not used is cleared by the system all the same. */
#define RESERVED 64

static const char *const ledger_names[] = {
  "deposit", "fill", "fee", "dividend", "split", "symbol-change", "expiry", "exercise",
  "assignment", "interest", "borrow", "transfer",
};
static const char *const signal_names[] = { "enter-long", "enter-short", "exit" };
static const char *const activity_names[] = {
  "run", "order", "stop-move", "rejection", "command", "data", "setting", "risk",
  "regime",
};

#define NAME(names, value) \
  ((guint) (value) < G_N_ELEMENTS (names) ? (names)[value] : "unknown")

const char *
dt_ledger_kind_to_string (DtLedgerKind kind)
{
  return NAME (ledger_names, kind);
}

const char *
dt_signal_kind_to_string (DtSignalKind kind)
{
  return NAME (signal_names, kind);
}

const char *
dt_activity_kind_to_string (DtActivityKind kind)
{
  return NAME (activity_names, kind);
}

/**
 * dt_book_new:
 * @n_instruments: how many positions the book can have; 0 only for an empty universe
 * @deposit: 1e-6 USD, not negative: the first ledger entry
 * @time: of the deposit
 *
 * Returns: (transfer full): a book, or %NULL and @error is set
 */
DtBook *
dt_book_new (guint     n_instruments,
             DtMoney   deposit,
             DtTime    time,
             GError  **error)
{
  DtLedgerEntry entry = { 1, time, DT_LEDGER_DEPOSIT, DT_INSTRUMENT_INDEX_NONE, 0, 0, deposit, 0 };
  char buf[DT_DECIMAL_BUF_SIZE];
  DtBook *book;

  if (deposit < 0)
    {
      g_set_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_STATE,
                   "An account cannot start with %s USD",
                   deposit == DT_MONEY_NONE ? "no" : dt_money_to_string (deposit, buf));
      return NULL;
    }

  book = g_new0 (DtBook, 1);
  book->n_instruments = n_instruments;
  book->signals = dt_rows_new (sizeof (DtSignal), RESERVED);
  book->orders = dt_rows_new (sizeof (DtOrder), 2 * RESERVED);
  book->fills = dt_rows_new (sizeof (DtFill), 2 * RESERVED);
  book->ledger = dt_rows_new (sizeof (DtLedgerEntry), 2 * RESERVED);
  book->trades = dt_rows_new (sizeof (DtRoundTrip), RESERVED);
  book->activity = dt_rows_new (sizeof (DtActivity), 0);
  book->positions = g_new0 (DtPosition, n_instruments);
  book->open = g_new (DtInstrumentIndex, n_instruments);
  book->next_group = 1;

  dt_rows_add (book->ledger, DtLedgerEntry, entry);
  book->cash = deposit;

  return book;
}

void
dt_book_free (DtBook *book)
{
  if (book == NULL)
    return;

  for (guint i = 0; i < book->activity->len; i++)
    g_free (dt_rows_index (book->activity, DtActivity, i).text);
  for (guint i = 0; i < book->n_instruments; i++)
    g_clear_pointer (&book->positions[i].lots, dt_rows_free);

  dt_rows_free (book->signals);
  dt_rows_free (book->orders);
  dt_rows_free (book->fills);
  dt_rows_free (book->ledger);
  dt_rows_free (book->trades);
  dt_rows_free (book->activity);
  g_free (book->positions);
  g_free (book->open);
  g_free (book);
}

/* Appends a copy that gets the next id. The pointer holds until the next signal is added. */
DtSignal *
dt_book_add_signal (DtBook         *book,
                    const DtSignal *signal)
{
  DtSignal *row = dt_rows_append (book->signals);

  *row = *signal;
  row->id = book->signals->len;

  return row;
}

DtSignal *
dt_book_begin_signal (DtBook *book)
{
  DtSignal *row = dt_rows_append (book->signals);

  /* Inputs that are not there are not read: most of the row need not be touched */
  memset (row, 0, G_STRUCT_OFFSET (DtSignal, inputs));
  row->id = book->signals->len;

  return row;
}

/* Appends a copy that gets the next id, pending and with nothing filled. The pointer holds until
 * the next order is added. */
DtOrder *
dt_book_add_order (DtBook        *book,
                   const DtOrder *order)
{
  DtOrder *row;

  g_return_val_if_fail (order->instrument < book->n_instruments, NULL);

  row = dt_rows_append (book->orders);
  *row = *order;
  row->id = book->orders->len;
  row->status = DT_ORDER_PENDING;
  row->filled = 0;

  return row;
}

void
dt_book_add_activity (DtBook            *book,
                      DtTime             time,
                      DtActivityKind     kind,
                      DtInstrumentIndex  instrument,
                      guint64            order,
                      guint64            signal,
                      const char        *format,
                      ...)
{
  DtActivity row = { book->activity->len + 1, time, kind, instrument, order, signal, NULL };
  va_list args;

  va_start (args, format);
  row.text = g_strdup_vprintf (format, args);
  va_end (args);
  dt_rows_add (book->activity, DtActivity, row);
}

/**
 * dt_position_average:
 *
 * Returns: cost / quantity of the lots held, 1e-6 USD, half to even; 0 when flat
 */
DtMoney
dt_position_average (const DtPosition *position)
{
  DtMoney average = 0;

  if (position->quantity > 0)
    dt_money_fraction (position->cost, DT_QUANTITY_SCALE, position->quantity, &average);
  else if (position->quantity < 0)
    dt_money_fraction (-position->cost, DT_QUANTITY_SCALE, -position->quantity, &average);

  return average;
}

gboolean
dt_book_add_values (const DtBook *book,
                    DtMoney       sum,
                    DtMoney      *with_values)
{
  for (guint i = 0; i < book->n_open; i++)
    {
      const DtPosition *position = &book->positions[book->open[i]];
      DtMoney value;

      if (!dt_position_get_value (position, position->last, &value)
          || !dt_money_add (sum, value, &sum))
        return FALSE;
    }

  *with_values = sum;
  return TRUE;
}

gboolean
dt_book_get_gross (const DtBook *book,
                   DtMoney      *gross)
{
  DtMoney sum = 0;

  for (guint i = 0; i < book->n_open; i++)
    {
      const DtPosition *position = &book->positions[book->open[i]];
      DtMoney value;

      if (!dt_position_get_value (position, position->last, &value)
          || !dt_money_add (sum, ABS (value), &sum))
        return FALSE;
    }

  *gross = sum;
  return TRUE;
}

double
dt_round_trip_get_r (const DtRoundTrip *trade)
{
  DtMoney entry = 0, risk;

  g_return_val_if_fail (trade != NULL, NAN);

  if (trade->initial_stop == 0
      || !dt_money_fraction (trade->entry_value, DT_QUANTITY_SCALE, trade->entry_units, &entry)
      || !dt_money_times (ABS (entry - trade->initial_stop), ABS (trade->quantity), &risk)
      || risk == 0)
    return NAN;

  return (double) trade->profit / (double) risk;
}
