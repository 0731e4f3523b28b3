/* dt-book-fold.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-trade"

#include "config.h"

#include "dt-book-private.h"

/* The account once more, from its ledger and fills alone, by another road than dt-book-fill.c: lots
 * are read off as the opening entries minus what all closing entries together have used up, and a
 * round trip's profit is the sum of its cash plus the cost of what it still holds. */

typedef struct
{
  DtRows      *openings;     /* of DtLot: every opening of the running round trip */
  DtQuantity   closed;       /* unsigned, of the running round trip */
  DtQuantity   quantity;
  DtMoney      cash;         /* of the running round trip, fees off */
  guint64      trade;        /* of the last entry; stays when flat */
  guint64      fee_of;       /* fill whose fee comes next */
} Holding;

typedef struct
{
  const DtBook *book;
  Holding      *holdings;
  DtRows       *trades;      /* of DtRoundTrip */
  DtMoney       cash;
  DtQuantity   *filled;      /* by fill, from the ledger */
  DtMoney      *fees;        /* by fill, from the ledger */
} Fold;

static gboolean G_GNUC_PRINTF (2, 3)
differ (GError     **error,
        const char  *format,
        ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, DT_TRADE_ERROR, DT_TRADE_ERROR_INCONSISTENT, text);

  return FALSE;
}

/* Rows may come from a damaged file: no sum is taken on trust. */
static gboolean
add (gint64 *sum,
     gint64  value)
{
  return !__builtin_add_overflow (*sum, value, sum);
}

static gboolean
too_large (const DtLedgerEntry  *entry,
           GError              **error)
{
  return differ (error, "Ledger entry %" G_GUINT64_FORMAT " makes a sum that does not fit",
                 entry->id);
}

static void
fold_init (Fold         *fold,
           const DtBook *book)
{
  *fold = (Fold) { .book = book };
  fold->holdings = g_new0 (Holding, book->n_instruments);
  fold->trades = dt_rows_new (sizeof (DtRoundTrip), 0);
  fold->filled = g_new0 (DtQuantity, book->fills->len);
  fold->fees = g_new0 (DtMoney, book->fills->len);
}

static void
fold_clear (Fold *fold)
{
  for (guint i = 0; i < fold->book->n_instruments; i++)
    g_clear_pointer (&fold->holdings[i].openings, dt_rows_free);
  g_free (fold->holdings);
  g_free (fold->filled);
  g_free (fold->fees);
  dt_rows_free (fold->trades);
}

/* Cost of what the openings hold after @closed units went, first in, first out; the lots themselves
 * when asked for. */
static gboolean
count_lots (const Holding *holding,
            DtRows        *lots,
            DtMoney       *cost)
{
  DtQuantity gone = holding->closed;

  *cost = 0;
  for (guint i = 0; holding->openings != NULL && i < holding->openings->len; i++)
    {
      DtLot lot = dt_rows_index (holding->openings, DtLot, i);
      DtQuantity used = MIN (gone, ABS (lot.quantity));
      DtMoney value;

      gone -= used;
      lot.quantity -= lot.quantity > 0 ? used : -used;
      if (lot.quantity == 0)
        continue;
      if (!dt_money_times (lot.price, lot.quantity, &value)
          || !dt_money_add (*cost, value, cost))
        return FALSE;
      if (lots != NULL)
        dt_rows_add (lots, DtLot, lot);
    }

  return TRUE;
}

static DtRoundTrip *
begin_trip (Fold          *fold,
            Holding       *holding,
            const DtFill  *fill,
            const DtOrder *order)
{
  DtRoundTrip trip = {
    .id = fold->trades->len + 1,
    .instrument = fill->instrument,
    .strategy = order->strategy,
    .signal = order->signal,
    .open = TRUE,
    .entry_time = fill->bar_time,
    .exit_time = DT_TIME_NONE,
  };

  if (holding->openings == NULL)
    holding->openings = dt_rows_new (sizeof (DtLot), 0);
  dt_rows_set_size (holding->openings, 0);
  holding->closed = 0;
  holding->cash = 0;
  dt_rows_add (fold->trades, DtRoundTrip, trip);
  holding->trade = trip.id;

  return &dt_rows_index (fold->trades, DtRoundTrip, fold->trades->len - 1);
}

static gboolean
fold_trade (Fold                *fold,
            Holding             *holding,
            const DtLedgerEntry *entry,
            const DtFill        *fill,
            GError             **error)
{
  const DtOrder *order = &dt_rows_index (fold->book->orders, DtOrder, fill->order - 1);
  gboolean opens = holding->quantity == 0 || (holding->quantity > 0) == (entry->quantity > 0);
  DtQuantity units;
  DtMoney value;
  DtRoundTrip *trip;

  if (entry->quantity == 0 || entry->quantity == G_MININT64)
    return differ (error, "Ledger entry %" G_GUINT64_FORMAT " has no quantity", entry->id);

  units = ABS (entry->quantity);
  if (!opens && units > ABS (holding->quantity))
    return differ (error, "Ledger entry %" G_GUINT64_FORMAT " closes more than is held", entry->id);
  if (entry->cash == G_MININT64
      || !dt_money_times (entry->price, entry->quantity, &value) || value != -entry->cash)
    return differ (error, "Ledger entry %" G_GUINT64_FORMAT " has another amount than price times "
                   "quantity", entry->id);

  trip = holding->quantity == 0 ? begin_trip (fold, holding, fill, order)
                                : &dt_rows_index (fold->trades, DtRoundTrip, holding->trade - 1);
  trip->ambiguous |= (fill->flags & DT_FILL_AMBIGUOUS) != 0;
  holding->fee_of = entry->fill;
  if (!add (&holding->cash, entry->cash) || !add (&holding->quantity, entry->quantity)
      || !add (opens ? &trip->entry_value : &trip->exit_value, ABS (value))
      || !add (opens ? &trip->entry_units : &trip->exit_units, units))
    return too_large (entry, error);

  if (opens)
    {
      DtLot lot = { entry->quantity, entry->price, fill->time, fill->id, order->signal,
                    order->strategy };

      dt_rows_add (holding->openings, DtLot, lot);
      trip->quantity = ABS (holding->quantity) > ABS (trip->quantity) ? holding->quantity
                                                                      : trip->quantity;
      return TRUE;
    }

  holding->closed += units;
  trip->exit_role = order->role == DT_ROLE_ENTRY ? DT_ROLE_EXIT : order->role;
  trip->open = holding->quantity != 0;
  trip->exit_time = trip->open ? DT_TIME_NONE : fill->bar_time;

  return TRUE;
}

static gboolean
fold_fill_entry (Fold                *fold,
                 const DtLedgerEntry *entry,
                 GError             **error)
{
  const DtBook *book = fold->book;
  const DtFill *fill = NULL;
  Holding *holding;

  if (entry->fill > 0 && entry->fill <= book->fills->len)
    fill = &dt_rows_index (book->fills, DtFill, entry->fill - 1);
  if (fill == NULL || entry->instrument >= book->n_instruments
      || fill->instrument != entry->instrument || fill->order == 0
      || fill->order > book->orders->len)
    return differ (error, "Ledger entry %" G_GUINT64_FORMAT " names fill %" G_GUINT64_FORMAT
                   ", which it cannot come from", entry->id, entry->fill);

  holding = &fold->holdings[entry->instrument];
  if (entry->kind == DT_LEDGER_FILL)
    {
      if (entry->price != fill->price)
        return differ (error, "Ledger entry %" G_GUINT64_FORMAT " has another price than its fill",
                       entry->id);
      if (!add (&fold->filled[entry->fill - 1], entry->quantity))
        return too_large (entry, error);
      return fold_trade (fold, holding, entry, fill, error);
    }

  if (holding->fee_of != entry->fill || holding->trade == 0)
    return differ (error, "Ledger entry %" G_GUINT64_FORMAT " is a fee that follows no fill",
                   entry->id);
  if (entry->cash == G_MININT64
      || !add (&fold->fees[entry->fill - 1], -entry->cash)
      || !add (&dt_rows_index (fold->trades, DtRoundTrip, holding->trade - 1).fees, -entry->cash)
      || !add (&holding->cash, entry->cash))
    return too_large (entry, error);

  return TRUE;
}

/* The running round trip in other units: its lots as they are now are what it began with. */
static gboolean
fold_scale (Fold                *fold,
            Holding             *holding,
            const DtLedgerEntry *entry,
            GError             **error)
{
  DtQuantity from = holding->quantity, to = from;
  g_autoptr(DtRows) lots = dt_rows_new (sizeof (DtLot), 0);
  DtMoney cost;

  if (!add (&to, entry->quantity) || to == 0 || (to > 0) != (from > 0)
      || !count_lots (holding, lots, &cost) || !dt_lots_scale (lots, from, to)
      || !dt_round_trip_scale (&dt_rows_index (fold->trades, DtRoundTrip, holding->trade - 1),
                               from, to))
    return too_large (entry, error);

  dt_rows_free (holding->openings);
  holding->openings = g_steal_pointer (&lots);
  holding->closed = 0;
  holding->quantity = to;

  return TRUE;
}

static gboolean
fold_rest (Fold                *fold,
           Holding             *holding,
           const DtLedgerEntry *entry,
           GError             **error)
{
  DtRoundTrip *trip = &dt_rows_index (fold->trades, DtRoundTrip, holding->trade - 1);
  DtQuantity units = ABS (entry->quantity);
  DtMoney value;

  if ((entry->quantity > 0) == (holding->quantity > 0) || units > ABS (holding->quantity)
      || !dt_money_times (entry->price, entry->quantity, &value) || value != -entry->cash)
    return differ (error, "Ledger entry %" G_GUINT64_FORMAT " pays for units that are not there",
                   entry->id);
  if (!add (&holding->cash, entry->cash) || !add (&holding->quantity, entry->quantity)
      || !add (&holding->closed, units) || !add (&trip->exit_value, ABS (value))
      || !add (&trip->exit_units, units))
    return too_large (entry, error);

  if (holding->quantity == 0)
    {
      trip->open = FALSE;
      trip->exit_time = entry->time;
      trip->exit_role = DT_ROLE_FLATTEN;
    }

  return TRUE;
}

/* Splits, dividends and borrow fees: no fill, but a position that they happen to. */
static gboolean
fold_action (Fold                *fold,
             const DtLedgerEntry *entry,
             GError             **error)
{
  Holding *holding;
  DtMoney cash;

  if (entry->instrument >= fold->book->n_instruments || entry->fill != 0
      || entry->quantity == G_MININT64 || entry->cash == G_MININT64
      || fold->holdings[entry->instrument].quantity == 0)
    return differ (error, "Ledger entry %" G_GUINT64_FORMAT " (%s) happens to no position",
                   entry->id, dt_ledger_kind_to_string (entry->kind));

  holding = &fold->holdings[entry->instrument];
  if (entry->kind == DT_LEDGER_BORROW)
    {
      if (entry->quantity != 0 || entry->price != 0 || entry->cash > 0 || holding->quantity > 0)
        return differ (error, "Ledger entry %" G_GUINT64_FORMAT " is no fee for shares sold short",
                       entry->id);
      return add (&holding->cash, entry->cash) || too_large (entry, error);
    }
  if (entry->kind == DT_LEDGER_SPLIT)
    return entry->price == 0 && entry->cash == 0 ? fold_scale (fold, holding, entry, error)
                                                 : fold_rest (fold, holding, entry, error);

  if (entry->quantity != 0 || !dt_money_times (entry->price, holding->quantity, &cash)
      || cash != entry->cash)
    return differ (error, "Ledger entry %" G_GUINT64_FORMAT " pays another amount than price times "
                   "what is held", entry->id);

  return add (&holding->cash, entry->cash) || too_large (entry, error);
}

static gboolean
fold_entry (Fold                *fold,
            const DtLedgerEntry *entry,
            GError             **error)
{
  if (entry->kind == DT_LEDGER_SPLIT || entry->kind == DT_LEDGER_DIVIDEND
      || entry->kind == DT_LEDGER_BORROW)
    return fold_action (fold, entry, error);
  if (entry->kind == DT_LEDGER_FILL || entry->kind == DT_LEDGER_FEE)
    return fold_fill_entry (fold, entry, error);

  return differ (error, "Ledger entry %" G_GUINT64_FORMAT " (%s) changes a quantity without a fill",
                 entry->id, dt_ledger_kind_to_string (entry->kind));
}

/* The round trip of the last entry, its profit up to date. */
static gboolean
settle_trip (Fold              *fold,
             DtInstrumentIndex  instrument,
             GError           **error)
{
  Holding *holding = &fold->holdings[instrument];
  DtMoney cost;

  if (!count_lots (holding, NULL, &cost) || !add (&cost, holding->cash))
    return differ (error, "The lots of instrument %u do not fit into money", instrument);

  dt_rows_index (fold->trades, DtRoundTrip, holding->trade - 1).profit = cost;
  return TRUE;
}

static gboolean
fold_run (Fold    *fold,
          GError **error)
{
  for (guint i = 0; i < fold->book->ledger->len; i++)
    {
      const DtLedgerEntry *entry = &dt_rows_index (fold->book->ledger, DtLedgerEntry, i);

      if (entry->id != i + 1)
        return differ (error, "Ledger entry %u has the number %" G_GUINT64_FORMAT, i + 1,
                       entry->id);
      if (!dt_money_add (fold->cash, entry->cash, &fold->cash))
        return differ (error, "The cash of the ledger does not fit into money at entry %u", i + 1);
      if (entry->fill == 0 && entry->quantity == 0 && entry->kind != DT_LEDGER_DIVIDEND
          && entry->kind != DT_LEDGER_BORROW)
        continue;
      if (!fold_entry (fold, entry, error))
        return FALSE;

      /* Profit is wanted when the trip ends, and its fee is the entry after its last fill */
      if (fold->holdings[entry->instrument].quantity == 0
          && !settle_trip (fold, entry->instrument, error))
        return FALSE;
    }

  for (guint i = 0; i < fold->book->n_instruments; i++)
    if (fold->holdings[i].quantity != 0 && !settle_trip (fold, i, error))
      return FALSE;

  return TRUE;
}

static gboolean
compare_money (const char  *what,
               guint64      number,
               gint64       held,
               gint64       folded,
               GError     **error)
{
  char a[DT_DECIMAL_BUF_SIZE], b[DT_DECIMAL_BUF_SIZE];

  if (held == folded)
    return TRUE;

  return differ (error, "The %s of %" G_GUINT64_FORMAT " is %s in the book and %s in the fold "
                 "over its ledger (as money)", what, number, dt_money_to_string (held, a),
                 dt_money_to_string (folded, b));
}

static gboolean
compare_lots (const DtPosition  *position,
              guint              instrument,
              const DtRows      *lots,
              GError           **error)
{
  guint n_lots = position->lots != NULL ? position->lots->len : 0;

  if (n_lots != lots->len)
    return differ (error, "Instrument %u has %u lots in the book and %u in the fold over its "
                   "ledger", instrument, n_lots, lots->len);

  for (guint i = 0; i < n_lots; i++)
    {
      const DtLot *a = &dt_rows_index (position->lots, DtLot, i);
      const DtLot *b = &dt_rows_index (lots, DtLot, i);

      if (a->quantity != b->quantity || a->price != b->price || a->opened != b->opened
          || a->fill != b->fill || a->signal != b->signal || a->strategy != b->strategy)
        return differ (error, "Lot %u of instrument %u differs from the fold over its ledger", i,
                       instrument);
    }

  return TRUE;
}

static gboolean
compare_position (const Fold  *fold,
                  guint        i,
                  GError     **error)
{
  const DtPosition *position = &fold->book->positions[i];
  const Holding *holding = &fold->holdings[i];
  g_autoptr(DtRows) lots = dt_rows_new (sizeof (DtLot), 0);
  guint64 trade = holding->quantity != 0 ? holding->trade : 0;
  DtMoney cost;

  return count_lots (holding, lots, &cost)
         && compare_money ("position", i, position->quantity / 1000, holding->quantity / 1000,
                           error)
         && compare_money ("position, in 1e-9 units,", i, position->quantity % 1000,
                           holding->quantity % 1000, error)
         && compare_money ("cost of instrument", i, position->cost, cost, error)
         && compare_money ("running round trip", i, position->trade, trade, error)
         && compare_lots (position, i, lots, error);
}

static gboolean
compare_trip (const DtRoundTrip  *a,
              const DtRoundTrip  *b,
              GError            **error)
{
  if (!compare_money ("profit of round trip", b->id, a->profit, b->profit, error)
      || !compare_money ("fees of round trip", b->id, a->fees, b->fees, error)
      || !compare_money ("entry value of round trip", b->id, a->entry_value, b->entry_value, error)
      || !compare_money ("exit value of round trip", b->id, a->exit_value, b->exit_value, error))
    return FALSE;

  if (a->id != b->id || a->instrument != b->instrument || a->strategy != b->strategy
      || a->signal != b->signal || !a->open != !b->open || a->quantity != b->quantity
      || a->entry_time != b->entry_time || a->exit_time != b->exit_time
      || a->entry_units != b->entry_units || a->exit_units != b->exit_units
      || !a->ambiguous != !b->ambiguous || (b->exit_units != 0 && a->exit_role != b->exit_role))
    return differ (error, "Round trip %" G_GUINT64_FORMAT " differs from the fold over the ledger",
                   b->id);

  return TRUE;
}

static gboolean
compare_trips (const Fold  *fold,
               GError     **error)
{
  const DtRows *held = fold->book->trades;

  if (held->len != fold->trades->len)
    return differ (error, "The book has %u round trips and the fold over its ledger %u", held->len,
                   fold->trades->len);

  for (guint i = 0; i < held->len; i++)
    if (!compare_trip (&dt_rows_index (held, DtRoundTrip, i),
                       &dt_rows_index (fold->trades, DtRoundTrip, i), error))
      return FALSE;

  return TRUE;
}

/* Every fill is in the ledger whole, and every order has the sum of its fills. */
static gboolean
compare_fills (const Fold  *fold,
               GError     **error)
{
  const DtBook *book = fold->book;
  g_autofree DtQuantity *filled = g_new0 (DtQuantity, book->orders->len);

  for (guint i = 0; i < book->fills->len; i++)
    {
      const DtFill *fill = &dt_rows_index (book->fills, DtFill, i);

      if (fill->id != i + 1 || fill->quantity != fold->filled[i] || fill->fee != fold->fees[i]
          || fill->order == 0 || fill->order > book->orders->len
          || !add (&filled[fill->order - 1], fill->quantity))
        return differ (error, "Fill %u is not what its ledger entries add up to", i + 1);
    }

  for (guint i = 0; i < book->orders->len; i++)
    {
      const DtOrder *order = &dt_rows_index (book->orders, DtOrder, i);

      if (order->id != i + 1 || order->filled != filled[i])
        return differ (error, "Order %u does not have filled what its fills add up to", i + 1);
    }

  return TRUE;
}

static gboolean
compare_open (const DtBook  *book,
              GError       **error)
{
  guint n_open = 0;

  for (guint i = 0; i < book->n_instruments; i++)
    if (book->positions[i].quantity != 0
        && (n_open >= book->n_open || book->open[n_open++] != i))
      return differ (error, "Instrument %u is held but not listed as open", i);

  return n_open == book->n_open
         || differ (error, "The book counts %u open positions, not %u", book->n_open, n_open);
}

gboolean
dt_book_verify (const DtBook  *book,
                GError       **error)
{
  gboolean same;
  Fold fold;

  fold_init (&fold, book);
  same = fold_run (&fold, error)
         && compare_money ("cash of book", 1, book->cash, fold.cash, error)
         && compare_fills (&fold, error)
         && compare_trips (&fold, error)
         && compare_open (book, error);
  for (guint i = 0; i < book->n_instruments && same; i++)
    same = compare_position (&fold, i, error);
  fold_clear (&fold);

  return same;
}

static gboolean
rebuild_position (const Fold  *fold,
                  DtBook      *book,
                  guint        i,
                  GError     **error)
{
  DtPosition *position = &book->positions[i];
  const Holding *holding = &fold->holdings[i];
  const DtRoundTrip *trip;
  const DtLot *last;

  g_clear_pointer (&position->lots, dt_rows_free);
  *position = (DtPosition) { 0 };
  if (holding->quantity == 0)
    return TRUE;

  position->quantity = holding->quantity;
  position->trade = holding->trade;
  position->lots = dt_rows_new (sizeof (DtLot), 0);
  if (!count_lots (holding, position->lots, &position->cost) || position->lots->len == 0)
    return differ (error, "The lots of instrument %u do not add up", i);

  trip = &dt_rows_index (fold->trades, DtRoundTrip, holding->trade - 1);
  last = &dt_rows_index (position->lots, DtLot, position->lots->len - 1);
  position->strategy = trip->strategy;
  position->last = position->high = position->low = dt_money_to_double (last->price);
  dt_book_set_open (book, i, TRUE);

  return TRUE;
}

gboolean
dt_book_rebuild (DtBook  *book,
                 GError **error)
{
  gboolean done;
  Fold fold;

  fold_init (&fold, book);
  done = fold_run (&fold, error);
  book->n_open = 0;
  for (guint i = 0; i < book->n_instruments && done; i++)
    done = rebuild_position (&fold, book, i, error);
  if (done)
    book->cash = fold.cash;
  fold_clear (&fold);

  return done;
}
