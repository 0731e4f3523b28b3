/* dt-book-action.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-trade"

#include "config.h"

#include "dt-book-private.h"

/* What a company does to its shares, in the ledger. A split is one entry with the change of the
 * quantity and neither price nor cash; what it leaves of a lot is a second one with both. */

static gboolean
does_not_fit (GError      **error,
              const char   *what)
{
  g_set_error (error, DT_TRADE_ERROR, DT_TRADE_ERROR_OVERFLOW,
               "A %s makes a sum that does not fit into the account's money", what);
  return FALSE;
}

/* The same part of a count, sign and all, half to even. */
static gboolean
scale_units (gint64  value,
             gint64  to,
             gint64  from,
             gint64 *scaled)
{
  return dt_money_fraction (value, ABS (to), ABS (from), scaled);
}

/**
 * dt_lots_scale:
 * @lots: of DtLot, @from units in all
 * @to: units in all afterwards, same sign
 *
 * Units are cut between lots so that they add up; prices go the other way, half to even.
 *
 * Returns: %FALSE when something does not fit; the lots are no good then
 */
gboolean
dt_lots_scale (DtRows     *lots,
               DtQuantity  from,
               DtQuantity  to)
{
  DtQuantity sum = 0, given = 0;

  for (guint i = 0; i < lots->len; i++)
    {
      DtLot *lot = &dt_rows_index (lots, DtLot, i);
      DtQuantity upto;

      sum += lot->quantity;
      if (!scale_units (sum, to, from, &upto) || !scale_units (lot->price, from, to, &lot->price))
        return FALSE;
      lot->quantity = upto - given;
      given = upto;
      if (lot->quantity == 0)
        dt_rows_remove (lots, i--, 1);
    }

  return given == to;
}

gboolean
dt_lots_get_cost (const DtRows *lots,
                  DtMoney      *cost)
{
  *cost = 0;
  for (guint i = 0; i < lots->len; i++)
    {
      const DtLot *lot = &dt_rows_index (lots, DtLot, i);
      DtMoney value;

      if (!dt_money_times (lot->price, lot->quantity, &value)
          || !dt_money_add (*cost, value, cost))
        return FALSE;
    }

  return TRUE;
}

/* A round trip counts in units of today: its averages compare with today's prices. */
gboolean
dt_round_trip_scale (DtRoundTrip *trade,
                     DtQuantity   from,
                     DtQuantity   to)
{
  return scale_units (trade->entry_units, to, from, &trade->entry_units)
         && scale_units (trade->exit_units, to, from, &trade->exit_units)
         && scale_units (trade->quantity, to, from, &trade->quantity)
         && scale_units (trade->initial_stop, from, to, &trade->initial_stop);
}

static void
append_entry (DtBook            *book,
              DtTime             time,
              DtLedgerKind       kind,
              DtInstrumentIndex  instrument,
              DtQuantity         quantity,
              DtMoney            price,
              DtMoney            cash)
{
  DtLedgerEntry *entry = dt_rows_append (book->ledger);

  *entry = (DtLedgerEntry) {
    book->ledger->len, time, kind, instrument, quantity, price, cash, 0,
  };
}

static DtRows *
copy_lots (const DtRows *lots)
{
  DtRows *copy = dt_rows_new (sizeof (DtLot), lots->len);

  for (guint i = 0; i < lots->len; i++)
    dt_rows_add (copy, DtLot, dt_rows_index (lots, DtLot, i));

  return copy;
}

/* First in, first out. */
static void
take_units (DtRows     *lots,
            DtQuantity  units)
{
  while (units != 0 && lots->len > 0)
    {
      DtLot *first = &dt_rows_index (lots, DtLot, 0);

      if (ABS (first->quantity) > ABS (units))
        {
          first->quantity -= units;
          return;
        }
      units -= first->quantity;
      dt_rows_remove (lots, 0, 1);
    }
}

/* What is left of a lot is sold, or bought back, for cash. */
typedef struct
{
  DtQuantity  scaled;       /* all that the split makes */
  DtQuantity  rest;         /* of it, what is no whole lot */
  DtMoney     price;
  DtMoney     cash;         /* for the rest, signed */
  DtRows     *lots;
  DtMoney     cost;
  DtRoundTrip trade;
  DtMoney     book_cash;
} SplitPlan;

static gboolean
plan_split (const DtBook      *book,
            const DtPosition  *position,
            gint64             units_new,
            gint64             units_old,
            DtQuantity         lot,
            double             price,
            SplitPlan         *plan)
{
  DtMoney change;

  if (!dt_money_fraction (position->quantity, units_new, units_old, &plan->scaled)
      || plan->scaled == 0 || !dt_lots_scale (plan->lots, position->quantity, plan->scaled)
      || !dt_round_trip_scale (&plan->trade, position->quantity, plan->scaled)
      || !dt_money_from_double (price, &plan->price))
    return FALSE;

  /* Without a price there is nothing to pay with, and the rest stays */
  if (lot > 0 && position->quantity % lot == 0 && plan->price > 0)
    plan->rest = plan->scaled - dt_quantity_floor_to_lot (plan->scaled, lot);
  if (plan->rest != 0)
    take_units (plan->lots, plan->rest);
  if (!dt_money_times (plan->price, plan->rest, &plan->cash)
      || !dt_lots_get_cost (plan->lots, &plan->cost)
      || !dt_money_add (book->cash, plan->cash, &plan->book_cash)
      || !dt_money_add (plan->cost - position->cost, plan->cash, &change)
      || !dt_money_add (plan->trade.profit, change, &plan->trade.profit))
    return FALSE;

  plan->trade.exit_value += ABS (plan->cash);
  plan->trade.exit_units += ABS (plan->rest);
  return TRUE;
}

static void
end_trade (DtBook            *book,
           DtInstrumentIndex  instrument,
           DtRoundTrip       *trade,
           DtTime             time)
{
  DtPosition *position = &book->positions[instrument];

  trade->open = FALSE;
  trade->exit_time = time;
  trade->exit_role = DT_ROLE_FLATTEN;
  trade->bars = position->n_marks;
  position->trade = 0;
  dt_book_set_open (book, instrument, FALSE);
}

static void
write_split (DtBook            *book,
             DtInstrumentIndex  instrument,
             SplitPlan         *plan,
             DtTime             time)
{
  DtPosition *position = &book->positions[instrument];

  append_entry (book, time, DT_LEDGER_SPLIT, instrument, plan->scaled - position->quantity, 0, 0);
  if (plan->rest != 0)
    append_entry (book, time, DT_LEDGER_SPLIT, instrument, -plan->rest, plan->price, plan->cash);

  position->quantity = plan->scaled - plan->rest;
  position->cost = plan->cost;
  dt_rows_free (position->lots);
  position->lots = g_steal_pointer (&plan->lots);
  book->cash = plan->book_cash;
  if (position->quantity == 0)
    end_trade (book, instrument, &plan->trade, time);
  *dt_book_get_trade (book, plan->trade.id) = plan->trade;
}

/**
 * dt_book_apply_split:
 * @units_new: so many for @units_old
 * @lot: smallest step of the quantity; a position of whole lots keeps whole lots, the rest becomes
 *   cash. 0: it is kept
 * @time: of the ledger entries
 *
 * Quantity, lots, running round trip, marks and extremes, as if they had always been in the new
 * units. The rest is paid at the last mark in new units. A position smaller than a lot afterwards
 * is gone, and its round trip over.
 *
 * Returns: %FALSE when something does not fit into money; nothing was changed
 */
gboolean
dt_book_apply_split (DtBook             *book,
                     DtInstrumentIndex   instrument,
                     gint64              units_new,
                     gint64              units_old,
                     DtQuantity          lot,
                     DtTime              time,
                     GError            **error)
{
  DtPosition *position = &book->positions[instrument];
  double factor = (double) units_old / (double) units_new;
  g_autoptr(DtRows) lots = NULL;
  SplitPlan plan = { 0 };
  gboolean done;

  if (position->quantity == 0)
    {
      position->last *= factor;
      return TRUE;
    }

  dt_book_settle_position (book, position);
  plan.lots = copy_lots (position->lots);
  plan.trade = *dt_book_get_trade (book, position->trade);
  done = plan_split (book, position, units_new, units_old, lot, position->last * factor, &plan);
  if (done)
    {
      position->last *= factor;
      position->high *= factor;
      position->low *= factor;
      position->rescaled = TRUE;
      write_split (book, instrument, &plan, time);
    }
  lots = plan.lots;

  return done || does_not_fit (error, "split");
}

/**
 * dt_book_apply_cash:
 * @per_unit: 1e-6 USD: a dividend, or the value of what is spun off
 * @moves: the extremes since entry fall by it too: what was distributed is a part of the price
 *
 * Paid to who is long and by who is short; it counts in the profit of the running round trip. The
 * mark falls by it, so that the account is worth the same until the next bar says something else.
 *
 * Returns: %FALSE when something does not fit into money; nothing was changed
 */
gboolean
dt_book_apply_cash (DtBook             *book,
                    DtInstrumentIndex   instrument,
                    DtMoney             per_unit,
                    gboolean            moves,
                    DtTime              time,
                    GError            **error)
{
  DtPosition *position = &book->positions[instrument];
  double fall = dt_money_to_double (per_unit);
  DtMoney cash, profit, sum;
  DtRoundTrip *trade;

  if (position->quantity == 0)
    return TRUE;

  trade = dt_book_get_trade (book, position->trade);
  if (!dt_money_times (per_unit, position->quantity, &cash)
      || !dt_money_add (book->cash, cash, &sum) || !dt_money_add (trade->profit, cash, &profit))
    return does_not_fit (error, "dividend");

  append_entry (book, time, DT_LEDGER_DIVIDEND, instrument, 0, per_unit, cash);
  book->cash = sum;
  trade->profit = profit;
  position->last = MAX (position->last - fall, 0.);
  if (moves)
    {
      dt_book_settle_position (book, position);
      position->high = MAX (position->high - fall, 0.);
      position->low = MAX (position->low - fall, 0.);
      position->rescaled = TRUE;
    }

  return TRUE;
}

/**
 * dt_book_apply_carry:
 * @owed: 1e-6 USD, positive
 *
 * The fee for borrowed shares counts in the profit of the running round trip; interest is the whole
 * account's.
 *
 * Returns: %FALSE when something does not fit into money; nothing was changed
 */
gboolean
dt_book_apply_carry (DtBook             *book,
                     DtLedgerKind        kind,
                     DtInstrumentIndex   instrument,
                     DtMoney             owed,
                     DtTime              time,
                     GError            **error)
{
  DtRoundTrip *trade = NULL;
  DtMoney sum, profit = 0;

  if (instrument != DT_INSTRUMENT_INDEX_NONE)
    trade = dt_book_get_trade (book, book->positions[instrument].trade);
  if (!dt_money_add (book->cash, -owed, &sum)
      || (trade != NULL && !dt_money_add (trade->profit, -owed, &profit)))
    return does_not_fit (error, dt_ledger_kind_to_string (kind));

  append_entry (book, time, kind, instrument, 0, 0, -owed);
  book->cash = sum;
  if (trade != NULL)
    trade->profit = profit;

  return TRUE;
}

/* A position goes on under another name; the ledger says since when. */
void
dt_book_note_symbol (DtBook            *book,
                     DtInstrumentIndex  instrument,
                     DtTime             time)
{
  append_entry (book, time, DT_LEDGER_SYMBOL_CHANGE, instrument, 0, 0, 0);
}
