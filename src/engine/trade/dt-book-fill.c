/* dt-book-fill.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-trade"

#include "config.h"

#include "dt-book-private.h"

/* A fill either opens or closes, or it does both: what goes through flat to the other side closes
 * all and opens the rest. What a part makes of position and round trip is worked out first, and
 * only when all sums fit is anything written. */

typedef struct
{
  DtQuantity  quantity;      /* of the part, signed */
  DtMoney     fee;
  DtMoney     cash;          /* signed, before the fee */
  DtMoney     book_cash;     /* the account's after it */
  DtQuantity  held;          /* position after it */
  DtMoney     cost;
  guint       n_lots_gone;
  DtQuantity  lot_left;      /* of the first lot that stays, 0: as it was */
  DtMoney     value;         /* the round trip's entry or exit value after it */
  DtQuantity  units;
  DtMoney     fees;
  DtMoney     profit;
} Part;

/* What a position has of a round trip before it begins. */
static const DtRoundTrip no_trade;

static gboolean
overflow (GError       **error,
          const DtFill  *fill)
{
  char quantity[DT_DECIMAL_BUF_SIZE], price[DT_DECIMAL_BUF_SIZE];

  g_set_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_OVERFLOW,
               "A fill of %s units at %s USD does not fit into the account's money",
               dt_quantity_to_string (fill->quantity, quantity),
               dt_money_to_string (fill->price, price));
  return FALSE;
}

static gboolean
check_fill (DtBook        *book,
            const DtFill  *fill,
            GError       **error)
{
  const DtOrder *order = NULL;
  char quantity[DT_DECIMAL_BUF_SIZE], price[DT_DECIMAL_BUF_SIZE];

  if (fill->order > 0 && fill->order <= book->orders->len)
    order = dt_book_get_order (book, fill->order);

  if (order == NULL)
    g_set_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_STATE,
                 "A fill names order %" G_GUINT64_FORMAT ", which the book does not have",
                 fill->order);
  else if (!dt_order_is_live (order))
    g_set_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_STATE,
                 "Order %" G_GUINT64_FORMAT " is %s and cannot fill any more", order->id,
                 dt_order_status_to_string (order->status));
  else if (fill->instrument != order->instrument)
    g_set_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_STATE,
                 "A fill of instrument %u names order %" G_GUINT64_FORMAT " of instrument %u",
                 fill->instrument, order->id, order->instrument);
  else if (fill->quantity == 0 || (fill->quantity > 0) != (order->quantity > 0)
           || fill->quantity <= -G_MAXINT64)
    g_set_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_STATE,
                 "A fill of %s units does not suit order %" G_GUINT64_FORMAT,
                 dt_quantity_to_string (fill->quantity, quantity), order->id);
  else if (fill->price < 0 || fill->fee == DT_MONEY_NONE)
    g_set_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_STATE,
                 "A fill of order %" G_GUINT64_FORMAT " has the impossible price %s", order->id,
                 fill->price == DT_MONEY_NONE ? "none" : dt_money_to_string (fill->price, price));
  else
    return TRUE;

  return FALSE;
}

static gboolean
check_filled (const DtOrder  *order,
              const DtFill   *fill,
              DtQuantity     *filled,
              GError        **error)
{
  char buf[DT_DECIMAL_BUF_SIZE], asked[DT_DECIMAL_BUF_SIZE];

  if (__builtin_add_overflow (order->filled, fill->quantity, filled))
    return overflow (error, fill);
  if (order->sized_at_fill || ABS (*filled) <= ABS (order->quantity))
    return TRUE;

  g_set_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_STATE,
               "Order %" G_GUINT64_FORMAT " over %s units cannot have %s filled", order->id,
               dt_quantity_to_string (order->quantity, asked),
               dt_quantity_to_string (*filled, buf));
  return FALSE;
}

/* Bars from entry to this fill: fills come before their bar is marked, but for what is filled at
 * the end of the run, or by an order that was not there before the bar was over. */
static guint32
bars_held (const DtPosition *position,
           const DtFill     *fill,
           const DtOrder    *order)
{
  gboolean marked = (fill->why == DT_FILL_AT_CLOSE && order->tif != DT_TIF_CLS)
                    || (order->type == DT_ORDER_MARKET && order->submitted == fill->time);

  return position->n_marks - (marked && position->n_marks > 0 ? 1 : 0);
}

static inline gboolean
plan_cash (Part         *part,
           const DtFill *fill,
           DtQuantity    quantity,
           DtMoney       fee,
           DtMoney       cash)
{
  part->quantity = quantity;
  part->fee = fee;
  return dt_money_times (fill->price, -quantity, &part->cash)
         && dt_money_add (cash, part->cash, &part->book_cash)
         && !__builtin_sub_overflow (part->book_cash, fee, &part->book_cash);
}

/* @gain: what came in and what the lots cost more now; at the end of the round trip the sum of all
 * cash */
static inline G_ALWAYS_INLINE gboolean
plan_trade (Part              *part,
            const DtRoundTrip *trade,
            DtMoney            value,
            DtQuantity         units,
            DtMoney            gain)
{
  return dt_money_add (value, ABS (part->cash), &part->value)
         && !__builtin_add_overflow (units, ABS (part->quantity), &part->units)
         && dt_money_add (trade->fees, part->fee, &part->fees)
         && !__builtin_sub_overflow (gain, part->fee, &gain)
         && dt_money_add (trade->profit, gain, &part->profit);
}

/* Needs the part's cash. What comes in is what the lots cost more: nothing is gained. */
static inline gboolean
plan_open (Part              *part,
           const DtRoundTrip *trade,
           DtQuantity         held,
           DtMoney            cost)
{
  return !__builtin_add_overflow (held, part->quantity, &part->held)
         && dt_money_add (cost, -part->cash, &part->cost)
         && plan_trade (part, trade, trade->entry_value, trade->entry_units, 0);
}

/* First in, first out: which lots go, what is left of the first that stays, and the cost of all
 * that stays. */
static gboolean
plan_lots (Part             *part,
           const DtPosition *position)
{
  DtQuantity left = ABS (part->quantity);

  for (guint i = 0; i < position->lots->len && left > 0; i++)
    {
      const DtLot *lot = &dt_rows_index (position->lots, DtLot, i);
      DtQuantity size = ABS (lot->quantity);
      DtMoney before, after;

      if (!dt_money_times (lot->price, lot->quantity, &before))
        return FALSE;

      if (size <= left)
        {
          after = 0;
          left -= size;
          part->n_lots_gone++;
        }
      else
        {
          part->lot_left = lot->quantity > 0 ? size - left : left - size;
          left = 0;
          if (!dt_money_times (lot->price, part->lot_left, &after))
            return FALSE;
        }
      if (!dt_money_add (part->cost, after - before, &part->cost))
        return FALSE;
    }

  return left == 0;
}

/* Needs the part's cash. */
static inline gboolean
plan_close (Part              *part,
            const DtRoundTrip *trade,
            const DtPosition  *position)
{
  DtMoney gain;

  part->held = position->quantity + part->quantity;
  part->cost = 0;
  /* No lot is looked at where all go */
  if (part->held != 0)
    {
      part->cost = position->cost;
      part->n_lots_gone = 0;
      part->lot_left = 0;
      if (!plan_lots (part, position))
        return FALSE;
    }

  return !__builtin_sub_overflow (part->cost, position->cost, &gain)
         && dt_money_add (gain, part->cash, &gain)
         && plan_trade (part, trade, trade->exit_value, trade->exit_units, gain);
}

/* USD a unit */
static inline double
average_entry (const DtRoundTrip *trade)
{
  return (double) trade->entry_value / (double) trade->entry_units
         * ((double) DT_QUANTITY_SCALE / DT_MONEY_SCALE);
}

/* MAE and MFE from the extremes since entry against the average of all opening fills. */
static void
update_excursion (DtRoundTrip *trade,
                  DtPosition  *position)
{
  double entry = average_entry (trade), up, down;

  position->rescaled = position->unsettled = FALSE;
  if (!(entry > 0.))
    return;

  up = position->high / entry - 1.;
  down = position->high == position->low ? up : position->low / entry - 1.;
  trade->mae = trade->quantity > 0 ? MIN (down, 0.) : MIN (-up, 0.);
  trade->mfe = trade->quantity > 0 ? MAX (up, 0.) : MAX (-down, 0.);
}

/* Extremes or entry moved: nobody looks at each of them while a long run plays. */
static inline void
note_excursion (DtBook      *book,
                DtPosition  *position,
                DtRoundTrip *trade)
{
  if (book->defers)
    position->unsettled = TRUE;
  else
    update_excursion (trade, position);
}

void
dt_book_settle_position (DtBook     *book,
                         DtPosition *position)
{
  if (position->unsettled)
    update_excursion (dt_book_get_trade (book, position->trade), position);
}

void
dt_book_settle (DtBook *book)
{
  for (guint i = 0; i < book->n_open; i++)
    dt_book_settle_position (book, &book->positions[book->open[i]]);
}

/* Keeps the list of open positions dense and rising. */
void
dt_book_set_open (DtBook            *book,
                  DtInstrumentIndex  instrument,
                  gboolean           open)
{
  guint i = book->n_open;

  if (open)
    {
      for (; i > 0 && book->open[i - 1] > instrument; i--)
        book->open[i] = book->open[i - 1];
      book->open[i] = instrument;
      book->n_open++;
      return;
    }

  for (i = 0; book->open[i] != instrument; i++)
    ;
  for (book->n_open--; i < book->n_open; i++)
    book->open[i] = book->open[i + 1];
}

static inline void
append_entry (DtBook       *book,
              const DtFill *fill,
              DtLedgerKind  kind,
              DtQuantity    quantity,
              DtMoney       cash)
{
  DtLedgerEntry *entry = dt_rows_append (book->ledger);

  *entry = (DtLedgerEntry) {
    book->ledger->len, fill->time, kind, fill->instrument, quantity,
    kind == DT_LEDGER_FILL ? fill->price : 0, cash, fill->id,
  };
}

static inline G_ALWAYS_INLINE void
append_entries (DtBook       *book,
                const DtFill *fill,
                const Part   *part)
{
  append_entry (book, fill, DT_LEDGER_FILL, part->quantity, part->cash);
  if (part->fee != 0)
    append_entry (book, fill, DT_LEDGER_FEE, 0, -part->fee);
}

static DtRoundTrip *
begin_trade (DtBook        *book,
             const DtOrder *order,
             const DtFill  *fill)
{
  DtRoundTrip *trade = dt_rows_append (book->trades);

  *trade = (DtRoundTrip) {
    .id = book->trades->len,
    .instrument = fill->instrument,
    .strategy = order->strategy,
    .signal = order->signal,
    .open = TRUE,
    .entry_time = fill->bar_time,
    .exit_time = DT_TIME_NONE,
  };

  return trade;
}

static void
begin_position (DtPosition    *position,
                const DtOrder *order,
                const DtFill  *fill,
                double         price)
{
  position->at_close = fill->why == DT_FILL_AT_CLOSE && order->tif == DT_TIF_CLS;
  position->last = position->high = position->low = price;
  position->bars = position->n_marks = 0;
  position->strategy = order->strategy;
  if (position->lots == NULL)
    position->lots = dt_rows_new (sizeof (DtLot), 0);
}

static inline void
write_sums (DtBook       *book,
            DtPosition   *position,
            DtRoundTrip  *trade,
            const Part   *part,
            const DtFill *fill)
{
  append_entries (book, fill, part);
  book->cash = part->book_cash;
  position->quantity = part->held;
  position->cost = part->cost;
  trade->ambiguous |= (fill->flags & DT_FILL_AMBIGUOUS) != 0;
  trade->fees = part->fees;
  trade->profit = part->profit;
}

static inline G_ALWAYS_INLINE void
write_open (DtBook        *book,
            const Part    *part,
            const DtOrder *order,
            const DtFill  *fill)
{
  DtPosition *position = &book->positions[fill->instrument];
  double price = dt_money_to_double (fill->price);
  DtRoundTrip *trade;

  if (position->quantity == 0)
    {
      trade = begin_trade (book, order, fill);
      begin_position (position, order, fill, price);
      position->trade = trade->id;
      dt_book_set_open (book, fill->instrument, TRUE);
    }
  else
    trade = dt_book_get_trade (book, position->trade);

  write_sums (book, position, trade, part, fill);
  trade->entry_value = part->value;
  trade->entry_units = part->units;
  if (ABS (part->held) > ABS (trade->quantity))
    trade->quantity = part->held;
  dt_rows_add (position->lots, DtLot,
               ((DtLot) { part->quantity, fill->price, fill->time, fill->id, order->signal,
                          order->strategy }));

  position->high = MAX (position->high, price);
  position->low = MIN (position->low, price);
  note_excursion (book, position, trade);
}

/* Nothing is held any more. */
static void
end_trade (DtBook       *book,
           DtPosition   *position,
           DtRoundTrip  *trade,
           const DtFill *fill)
{
  trade->open = FALSE;
  trade->exit_time = fill->bar_time;
  position->lots->len = 0;
  position->trade = 0;
  dt_book_set_open (book, fill->instrument, FALSE);
}

static inline G_ALWAYS_INLINE void
write_close (DtBook        *book,
             const Part    *part,
             const DtOrder *order,
             const DtFill  *fill)
{
  DtPosition *position = &book->positions[fill->instrument];
  DtRoundTrip *trade = dt_book_get_trade (book, position->trade);
  double price = dt_money_to_double (fill->price);

  write_sums (book, position, trade, part, fill);
  trade->exit_value = part->value;
  trade->exit_units = part->units;
  trade->bars = bars_held (position, fill, order);
  /* An order that goes on to the other side closes as the first half of a reversal */
  trade->exit_role = order->role == DT_ROLE_ENTRY ? DT_ROLE_EXIT : order->role;

  /* What closes inside the extremes changes neither them nor the average entry */
  if (position->unsettled || position->rescaled || price > position->high || price < position->low)
    {
      position->high = MAX (position->high, price);
      position->low = MIN (position->low, price);
      update_excursion (trade, position);
    }

  if (part->held == 0)
    {
      end_trade (book, position, trade, fill);
      return;
    }
  dt_rows_remove (position->lots, 0, part->n_lots_gone);
  if (part->lot_left != 0)
    dt_rows_index (position->lots, DtLot, 0).quantity = part->lot_left;
}

static inline G_ALWAYS_INLINE const DtFill *
append_fill (DtBook       *book,
             const DtFill *fill)
{
  DtFill *row = dt_rows_append (book->fills);

  *row = *fill;
  row->id = book->fills->len;

  return row;
}

static void
write_order (DtOrder      *order,
             const DtFill *fill,
             DtQuantity    filled)
{
  order->filled = filled;
  if (order->sized_at_fill)
    order->quantity = filled;

  dt_order_advance (order,
                    filled == order->quantity || (fill->flags & DT_FILL_CUT) != 0
                    ? DT_ORDER_FILLED : DT_ORDER_WORKING,
                    fill->time);
}

static gboolean
apply_open (DtBook           *book,
            const DtPosition *position,
            const DtOrder    *order,
            const DtFill     *fill)
{
  const DtRoundTrip *trade = &no_trade;
  Part part;

  if (position->quantity != 0)
    trade = dt_book_get_trade (book, position->trade);
  if (!plan_cash (&part, fill, fill->quantity, fill->fee, book->cash)
      || !plan_open (&part, trade, position->quantity, position->cost))
    return FALSE;

  write_open (book, &part, order, append_fill (book, fill));
  return TRUE;
}

static gboolean
apply_close (DtBook           *book,
             const DtPosition *position,
             const DtOrder    *order,
             const DtFill     *fill)
{
  Part part;

  if (!plan_cash (&part, fill, fill->quantity, fill->fee, book->cash)
      || !plan_close (&part, dt_book_get_trade (book, position->trade), position))
    return FALSE;

  write_close (book, &part, order, append_fill (book, fill));
  return TRUE;
}

/* Through flat to the other side. */
static G_NO_INLINE gboolean
apply_flip (DtBook           *book,
            const DtPosition *position,
            const DtOrder    *order,
            const DtFill     *fill)
{
  DtQuantity held = position->quantity;
  const DtFill *row;
  Part close, open;
  DtMoney fee;

  if (!dt_money_fraction (fill->fee, ABS (held), ABS (fill->quantity), &fee)
      || !plan_cash (&close, fill, -held, fee, book->cash)
      || !plan_close (&close, dt_book_get_trade (book, position->trade), position)
      || !plan_cash (&open, fill, fill->quantity + held, fill->fee - fee, close.book_cash)
      || !plan_open (&open, &no_trade, 0, 0))
    return FALSE;

  row = append_fill (book, fill);
  write_close (book, &close, order, row);
  write_open (book, &open, order, row);
  return TRUE;
}

/**
 * dt_book_apply_fill:
 * @fill: copied; its id is given here
 * @error: %DT_TRADE_ERROR_STATE when the order cannot have that fill, %DT_TRADE_ERROR_OVERFLOW when
 *   a sum does not fit
 *
 * A flip is written as two ledger entries and two round trips: what closes first, with its part of
 * the fee by quantity (half to even), then what opens with the rest.
 *
 * Returns: %FALSE when nothing was changed
 */
gboolean
dt_book_apply_fill (DtBook        *book,
                    const DtFill  *fill,
                    GError       **error)
{
  const DtPosition *position;
  DtQuantity filled;
  DtOrder *order;
  gboolean done;

  if (!check_fill (book, fill, error))
    return FALSE;

  order = dt_book_get_order (book, fill->order);
  if (!check_filled (order, fill, &filled, error))
    return FALSE;

  position = &book->positions[fill->instrument];
  if (position->quantity == 0 || (position->quantity > 0) == (fill->quantity > 0))
    done = apply_open (book, position, order, fill);
  else if (ABS (fill->quantity) <= ABS (position->quantity))
    done = apply_close (book, position, order, fill);
  else
    done = apply_flip (book, position, order, fill);
  if (!done)
    return overflow (error, fill);

  write_order (order, fill, filled);
  return TRUE;
}

/**
 * dt_book_mark_bars:
 * @n_bars: how many, 1 or more
 * @high: USD, the highest price of them
 * @close: of the last
 *
 * Call it after the bars' fills. The bar of the entry counts with its whole range:
 * where inside it the entry lay is not known.
 */
void
dt_book_mark_bars (DtBook            *book,
                   DtInstrumentIndex  instrument,
                   guint              n_bars,
                   double             high,
                   double             low,
                   double             close)
{
  DtPosition *position = &book->positions[instrument];

  position->last = close;
  if (position->quantity == 0)
    return;

  position->n_marks += n_bars;
  position->bars = position->n_marks - 1;
  /* What it opened at was the bar's last price */
  if (G_UNLIKELY (position->at_close))
    {
      position->at_close = FALSE;
      return;
    }
  if (high > position->high || low < position->low)
    {
      position->high = MAX (position->high, high);
      position->low = MIN (position->low, low);
      note_excursion (book, position,
                      &dt_rows_index (book->trades, DtRoundTrip, position->trade - 1));
    }
}
