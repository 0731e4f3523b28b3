/* dt-tax-report.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-tax"

#include "config.h"

#include "dt-tax-report.h"

/* Units of one fill that share their basis. */
typedef struct
{
  guint64    fill;
  DtTime     time;
  DtDate     date;
  DtDate     held_from;
  int        sign;          /* 1 long, -1 short */
  DtQuantity units;         /* that are open, above 0; 0: all are closed */
  DtMoney    value;         /* of a long: cost with the fee; of a short: proceeds less the fee */
  DtMoney    added;
  gboolean   replaces;      /* a loss was put on these units */
} Piece;

/* By instrument: all that is ever opened, in its order; what is not opened yet is there too. */
typedef struct
{
  GPtrArray *pieces;
  DtQuantity held;          /* signed */
} Side;

typedef struct
{
  const DtBook *book;
  Side         *sides;
  DtTaxReport  *report;
  GError      **error;
} Fold;

static gboolean
fail (Fold *fold)
{
  g_set_error (fold->error, DT_TRADE_ERROR, DT_TRADE_ERROR_OVERFLOW,
               "The tax lots could not be made: an amount does not fit");
  return FALSE;
}

static const DtFill *
get_fill (const DtBook *book,
          guint64       id)
{
  return id > 0 && id <= book->fills->len ? &dt_rows_index (book->fills, DtFill, id - 1) : NULL;
}

/* @part of @whole units have this much of @money; what is rounded stays with the rest. */
static gboolean
take_part (DtMoney    *money,
           DtQuantity  part,
           DtQuantity  whole,
           DtMoney    *taken)
{
  if (part == whole)
    *taken = *money;
  else if (!dt_money_fraction (*money, part, whole, taken))
    return FALSE;

  *money -= *taken;
  return TRUE;
}

/* Cuts @units off the front of @pieces[i]; the rest stands behind them. */
static gboolean
cut (GPtrArray  *pieces,
     guint       i,
     DtQuantity  units)
{
  Piece *rest = pieces->pdata[i], *front;

  if (units == rest->units)
    return TRUE;

  front = g_memdup2 (rest, sizeof *rest);
  if (!take_part (&rest->value, units, rest->units, &front->value)
      || !take_part (&rest->added, units, rest->units, &front->added))
    {
      g_free (front);
      return FALSE;
    }
  front->units = units;
  rest->units -= units;
  g_ptr_array_insert (pieces, (int) i, front);

  return TRUE;
}

/* What a fill opens, besides what it closes: 0 for none. */
static DtQuantity
find_opening (DtQuantity held,
              DtQuantity quantity)
{
  if (held == 0 || (held > 0) == (quantity > 0))
    return ABS (quantity);

  return MAX (0, ABS (quantity) - ABS (held));
}

static gboolean
value_of (const DtFill *fill,
          DtQuantity    units,
          DtMoney      *value)
{
  DtMoney fee;

  return dt_money_times (fill->price, units, value)
         && dt_money_fraction (fill->fee, units, ABS (fill->quantity), &fee)
         && dt_money_add (*value, fill->quantity > 0 ? fee : -fee, value);
}

/* First pass: everything that is opened, so that a loss sees what is bought after it. A fill that
 * closes a position and opens another has an entry in the ledger for each. */
static gboolean
open_pieces (Fold         *fold,
             const DtFill *fill,
             DtQuantity    quantity)
{
  Side *side = &fold->sides[fill->instrument];
  DtQuantity units = find_opening (side->held, quantity);
  Piece *piece;

  side->held += quantity;
  if (units == 0)
    return TRUE;

  piece = g_new0 (Piece, 1);
  piece->fill = fill->id;
  piece->time = fill->bar_time;
  piece->date = piece->held_from = dt_time_get_new_york_date (fill->bar_time, NULL);
  piece->sign = fill->quantity > 0 ? 1 : -1;
  piece->units = units;
  g_ptr_array_add (side->pieces, piece);

  return value_of (fill, units, &piece->value) || fail (fold);
}

/* More than a year: from the day after the purchase (Publication 550, "Holding Period"). */
static gboolean
is_long_term (DtDate held_from,
              DtDate closed)
{
  int year, month, day, closed_year, closed_month, closed_day;

  dt_date_get_ymd (held_from, &year, &month, &day);
  dt_date_get_ymd (closed, &closed_year, &closed_month, &closed_day);
  if (closed_year != year + 1)
    return closed_year > year + 1;

  return closed_month > month || (closed_month == month && closed_day > day);
}

static gboolean
close_piece (Fold         *fold,
             const DtFill *fill,
             Piece        *piece)
{
  DtTaxLot lot = {
    .instrument = fill->instrument,
    .quantity = piece->sign * piece->units,
    .opened_fill = piece->fill,
    .closed_fill = fill->id,
    .opened = piece->time,
    .closed = fill->bar_time,
    .added = piece->added,
    .held_from = piece->held_from,
  };
  DtDate closed = dt_time_get_new_york_date (fill->bar_time, NULL);
  DtMoney value;

  if (!value_of (fill, piece->units, &value))
    return fail (fold);

  lot.proceeds = piece->sign > 0 ? value : piece->value;
  lot.cost = piece->sign > 0 ? piece->value : value;
  lot.gain = lot.proceeds - lot.cost - lot.added;
  /* Shorts are short-term but for what Publication 550 says of property held besides */
  lot.long_term = piece->sign > 0 && is_long_term (piece->held_from, closed);
  g_array_append_val (fold->report->lots, lot);
  piece->units = 0;

  return TRUE;
}

/* Wash sales */

static gboolean
can_replace (const Piece    *piece,
             const DtTaxLot *lot,
             DtDate          closed)
{
  return !piece->replaces && piece->units > 0 && (piece->sign > 0) == (lot->quantity > 0)
         && piece->fill != lot->opened_fill && piece->date >= closed - DT_WASH_DAYS
         && piece->date <= closed + DT_WASH_DAYS;
}

/* @before units of the lot are replaced already: what is rounded meets the next part. */
static gboolean
replace (Fold       *fold,
         guint       i,
         guint       k,
         DtQuantity  before,
         DtQuantity  units,
         DtDate      closed)
{
  DtTaxLot *lot = &g_array_index (fold->report->lots, DtTaxLot, i);
  GPtrArray *pieces = fold->sides[lot->instrument].pieces;
  DtWashSale wash = { .lot = i, .quantity = units };
  DtMoney sum;
  Piece *piece;

  if (!cut (pieces, k, units)
      || !dt_money_fraction (-lot->gain, before + units, ABS (lot->quantity), &sum))
    return fail (fold);

  piece = pieces->pdata[k];
  wash.disallowed = sum - lot->disallowed;
  wash.replacement_fill = piece->fill;
  wash.replacement = piece->time;
  piece->replaces = TRUE;
  piece->added += wash.disallowed;
  piece->held_from -= closed - lot->held_from;
  lot->disallowed += wash.disallowed;
  g_array_append_val (fold->report->washes, wash);

  return TRUE;
}

static gboolean
wash_lot (Fold *fold,
          guint i)
{
  const DtTaxLot *lot = &g_array_index (fold->report->lots, DtTaxLot, i);
  GPtrArray *pieces = fold->sides[lot->instrument].pieces;
  DtDate closed = dt_time_get_new_york_date (lot->closed, NULL);
  DtQuantity left = ABS (lot->quantity);

  if (lot->gain >= 0)
    return TRUE;

  for (guint k = 0; k < pieces->len && left > 0; k++)
    {
      const Piece *piece = pieces->pdata[k];
      DtQuantity units = MIN (left, piece->units);

      if (piece->date > closed + DT_WASH_DAYS)
        break;
      if (!can_replace (piece, lot, closed))
        continue;
      if (!replace (fold, i, k, ABS (lot->quantity) - left, units, closed))
        return FALSE;
      left -= units;
    }

  return TRUE;
}

/* Second pass */

static gboolean
take_fill (Fold         *fold,
           const DtFill *fill,
           DtQuantity    quantity)
{
  Side *side = &fold->sides[fill->instrument];
  DtQuantity closing = ABS (quantity) - find_opening (side->held, quantity);
  guint first = fold->report->lots->len;

  side->held += quantity;
  for (guint k = 0; k < side->pieces->len && closing > 0; k++)
    {
      Piece *piece = side->pieces->pdata[k];
      DtQuantity units = MIN (closing, piece->units);

      if (piece->fill >= fill->id)
        break;
      if (units == 0)
        continue;
      if (!cut (side->pieces, k, units))
        return fail (fold);
      if (!close_piece (fold, fill, side->pieces->pdata[k]))
        return FALSE;
      closing -= units;
    }

  for (guint i = first; i < fold->report->lots->len; i++)
    if (!wash_lot (fold, i))
      return FALSE;

  return TRUE;
}

/* New units for old ones; what is rounded is with the last. */
static void
take_split (Fold                *fold,
            const DtLedgerEntry *entry)
{
  Side *side = &fold->sides[entry->instrument];
  DtQuantity before = ABS (side->held), after = ABS (side->held + entry->quantity), sum = 0;
  Piece *last = NULL;

  side->held += entry->quantity;
  if (before == 0)
    return;

  for (guint k = 0; k < side->pieces->len; k++)
    {
      Piece *piece = side->pieces->pdata[k];
      DtMoney units = 0;

      if (piece->units == 0 || piece->time > entry->time)
        continue;
      if (dt_money_fraction (piece->units, after, before, &units))
        piece->units = units;
      sum += piece->units;
      last = piece;
    }
  if (last != NULL)
    last->units += after - sum;
}

static void
list_open (Fold *fold)
{
  for (guint i = 0; i < fold->book->n_instruments; i++)
    for (guint k = 0; k < fold->sides[i].pieces->len; k++)
      {
        const Piece *piece = fold->sides[i].pieces->pdata[k];
        DtTaxLot lot = {
          .instrument = i,
          .quantity = piece->sign * piece->units,
          .opened_fill = piece->fill,
          .opened = piece->time,
          .closed = DT_TIME_NONE,
          .proceeds = piece->sign < 0 ? piece->value : 0,
          .cost = piece->sign > 0 ? piece->value : 0,
          .added = piece->added,
          .held_from = piece->held_from,
        };

        if (piece->units > 0)
          g_array_append_val (fold->report->lots, lot);
      }
}

static gboolean
run (Fold *fold)
{
  const DtRows *ledger = fold->book->ledger;

  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < fold->book->n_instruments; i++)
        fold->sides[i].held = 0;
      for (guint i = 0; i < ledger->len; i++)
        {
          const DtLedgerEntry *entry = &dt_rows_index (ledger, DtLedgerEntry, i);
          const DtFill *fill = entry->kind == DT_LEDGER_FILL ? get_fill (fold->book, entry->fill)
                                                             : NULL;

          if (fill != NULL && !(pass == 0 ? open_pieces (fold, fill, entry->quantity)
                                          : take_fill (fold, fill, entry->quantity)))
            return FALSE;
          if (entry->kind == DT_LEDGER_SPLIT && pass == 0)
            fold->sides[entry->instrument].held += entry->quantity;
          else if (entry->kind == DT_LEDGER_SPLIT)
            take_split (fold, entry);
        }
    }
  list_open (fold);

  return TRUE;
}

/**
 * dt_tax_report_new:
 * @book: a book whose ledger is whole
 * @error: %DT_TRADE_ERROR_OVERFLOW
 *
 * Returns: (transfer full) (nullable)
 */
DtTaxReport *
dt_tax_report_new (const DtBook  *book,
                   GError       **error)
{
  DtTaxReport *report = g_new (DtTaxReport, 1);
  g_autofree Side *sides = NULL;
  Fold fold;
  gboolean done;

  g_return_val_if_fail (book != NULL, NULL);

  report->lots = g_array_new (FALSE, FALSE, sizeof (DtTaxLot));
  report->washes = g_array_new (FALSE, FALSE, sizeof (DtWashSale));
  sides = g_new0 (Side, MAX (1, book->n_instruments));
  for (guint i = 0; i < book->n_instruments; i++)
    sides[i].pieces = g_ptr_array_new_with_free_func (g_free);
  fold = (Fold) { book, sides, report, error };
  done = run (&fold);
  for (guint i = 0; i < book->n_instruments; i++)
    g_ptr_array_unref (sides[i].pieces);
  if (done)
    return report;

  dt_tax_report_free (report);
  return NULL;
}

void
dt_tax_report_free (DtTaxReport *report)
{
  if (report == NULL)
    return;

  g_array_unref (report->lots);
  g_array_unref (report->washes);
  g_free (report);
}
