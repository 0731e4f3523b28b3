/* ledger-check.h - what a ledger adds up to, by a fold that knows nothing of the engine's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "scenario.h"

G_BEGIN_DECLS

typedef struct
{
  DtQuantity quantity;
  DtMoney    price;
} CheckLot;

typedef struct
{
  const DtBook    *book;
  const DtTapeSet *tape;
  const DtRunSpec *spec;                     /* (nullable) */
  GArray          *lots[SCENARIO_SYMBOLS];   /* of CheckLot, first in first */
  DtQuantity       held[SCENARIO_SYMBOLS];
  DtQuantity      *filled;                   /* by fill */
  DtMoney         *fees;
  DtMoney          cash;
  DtMoney          deposit;
  DtMoney          interest;
} Check;

/* price x quantity in 1e-6 USD, to the nearest, halves to even: in one product of 128 bits */
static DtMoney
check_product (DtMoney    price,
               DtQuantity quantity)
{
  __int128 product = (__int128) price * quantity;
  __int128 whole = product / DT_QUANTITY_SCALE, rest = product % DT_QUANTITY_SCALE;
  int sign = product < 0 ? -1 : 1;

  rest *= 2 * sign;
  if (rest > DT_QUANTITY_SCALE || (rest == DT_QUANTITY_SCALE && whole % 2 != 0))
    whole += sign;

  return (DtMoney) whole;
}

static void
check_take_fill (Check               *check,
                 const DtLedgerEntry *entry)
{
  GArray *lots = check->lots[entry->instrument];
  DtQuantity left = entry->quantity;

  g_assert_cmpint (entry->cash, ==, check_product (entry->price, -entry->quantity));
  check->held[entry->instrument] += entry->quantity;
  check->filled[entry->fill - 1] += entry->quantity;

  while (left != 0 && lots->len > 0
         && (g_array_index (lots, CheckLot, 0).quantity > 0) != (left > 0))
    {
      CheckLot *lot = &g_array_index (lots, CheckLot, 0);

      if (ABS (left) < ABS (lot->quantity))
        {
          lot->quantity += left;
          return;
        }
      left += lot->quantity;
      g_array_remove_index (lots, 0);
      /* What goes through flat is two entries */
      g_assert_true (left == 0 || lots->len > 0);
    }

  if (left != 0)
    {
      CheckLot lot = { left, entry->price };

      g_array_append_val (lots, lot);
    }
}

/* Only who is short pays for shares, and only what was asked for is charged. */
static void
check_carry (Check               *check,
             const DtLedgerEntry *entry)
{
  g_assert_cmpint (entry->cash, <, 0);
  g_assert_true (entry->quantity == 0 && entry->price == 0 && entry->fill == 0);
  if (entry->kind == DT_LEDGER_BORROW)
    {
      g_assert_true (check->spec == NULL || check->spec->borrow != NULL);
      g_assert_cmpint (check->held[entry->instrument], <, 0);
      return;
    }
  g_assert_true (check->spec == NULL || check->spec->interest != NULL);
  g_assert_cmpuint (entry->instrument, ==, DT_INSTRUMENT_INDEX_NONE);
  check->interest -= entry->cash;
}

static void
check_fold (Check *check)
{
  for (guint i = 0; i < check->book->ledger->len; i++)
    {
      const DtLedgerEntry *entry = &dt_rows_index (check->book->ledger, DtLedgerEntry, i);

      g_assert_cmpuint (entry->id, ==, i + 1);
      check->cash += entry->cash;
      switch (entry->kind)
        {
        case DT_LEDGER_DEPOSIT:
          check->deposit += entry->cash;
          break;
        case DT_LEDGER_FILL:
          check_take_fill (check, entry);
          break;
        case DT_LEDGER_FEE:
          check->fees[entry->fill - 1] -= entry->cash;
          break;
        case DT_LEDGER_BORROW:
        case DT_LEDGER_INTEREST:
          check_carry (check, entry);
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

static void
check_positions (const Check *check)
{
  guint n_open = 0;

  g_assert_cmpint (check->cash, ==, check->book->cash);
  for (guint i = 0; i < check->book->n_instruments; i++)
    {
      const DtPosition *position = &check->book->positions[i];
      guint n_lots = position->lots != NULL ? position->lots->len : 0;

      n_open += position->quantity != 0;
      g_assert_cmpint (position->quantity, ==, check->held[i]);
      g_assert_cmpuint (n_lots, ==, check->lots[i]->len);
      for (guint j = 0; j < n_lots; j++)
        {
          const DtLot *lot = &dt_rows_index (position->lots, DtLot, j);

          g_assert_cmpint (lot->quantity, ==, g_array_index (check->lots[i], CheckLot, j).quantity);
          g_assert_cmpint (lot->price, ==, g_array_index (check->lots[i], CheckLot, j).price);
        }
    }
  g_assert_cmpuint (n_open, ==, check->book->n_open);
}

/* Of the bar that filled it. What gaps through a stop may slip out of the range, nothing else. */
static void
check_range (const Check  *check,
             const DtFill *fill)
{
  const DtLane *lane = &check->tape->lanes[fill->instrument];
  const DtBarSeries *series = lane->series;
  gsize bar = dt_bar_series_find (series, fill->bar_time);
  DtMoney low = 0, high = 0;

  g_assert_cmpuint (bar, <, series->n_bars);
  g_assert_cmpint (series->time[bar], ==, fill->bar_time);
  /* Before the bar is over only a finer one inside it fills, when that is */
  if (lane->finer != NULL && fill->time < series->known[bar])
    {
      gsize first = dt_bar_series_find (lane->finer, fill->bar_time);

      for (bar = first; lane->finer->known[bar] < fill->time; bar++)
        ;
      series = lane->finer;
      g_assert_cmpint (series->known[bar], ==, fill->time);
    }
  g_assert_cmpint (series->known[bar], <=, fill->time);
  g_assert_true (dt_money_from_double (series->low[bar], &low));
  g_assert_true (dt_money_from_double (series->high[bar], &high));
  g_assert_cmpint (fill->reference, >=, low);
  g_assert_cmpint (fill->reference, <=, high);
  if (fill->why != DT_FILL_STOP_GAP)
    {
      g_assert_cmpint (fill->price, >=, low);
      g_assert_cmpint (fill->price, <=, high);
    }
  /* Slippage never helps */
  g_assert_true (fill->quantity > 0 ? fill->price >= fill->reference
                                    : fill->price <= fill->reference);
}

/* All fills of an instrument in a bar, but for those at the end of the run, are no more than the
 * share of its volume that the run has. */
static void
check_share (const Check *check)
{
  gint64 share = 0;
  g_autofree DtQuantity *used = NULL;

  if (check->spec == NULL || check->spec->volume_share == NULL)
    return;

  share = llrint (g_ascii_strtod (check->spec->volume_share, NULL) * 10000.);
  for (guint instrument = 0; instrument < check->book->n_instruments; instrument++)
    {
      const DtBarSeries *series = check->tape->lanes[instrument].series;

      g_free (used);
      used = g_new0 (DtQuantity, series->n_bars);
      for (guint i = 0; i < check->book->fills->len; i++)
        {
          const DtFill *fill = &dt_rows_index (check->book->fills, DtFill, i);
          const DtOrder *order = &dt_rows_index (check->book->orders, DtOrder, fill->order - 1);

          if (fill->instrument == instrument
              && !(order->role == DT_ROLE_FLATTEN && order->submitted == fill->time))
            used[dt_bar_series_find (series, fill->bar_time)] += ABS (fill->quantity);
        }
      for (gsize i = 0; i < series->n_bars; i++)
        if (series->volume[i] > 0.)
          g_assert_cmpfloat (dt_quantity_to_double (used[i]), <=,
                             series->volume[i] * (double) share / 1e6 + 1e-8);
    }
}

static void
check_fills (const Check *check)
{
  gboolean in_parts = check->spec != NULL && check->spec->volume_share != NULL;
  gboolean moves_late = check->spec != NULL && check->spec->latency != NULL;
  g_autofree DtQuantity *by_order = g_new0 (DtQuantity, check->book->orders->len + 1);
  g_autofree guint64 *by_group = g_new0 (guint64, check->book->next_group + 1);

  for (guint i = 0; i < check->book->fills->len; i++)
    {
      const DtFill *fill = &dt_rows_index (check->book->fills, DtFill, i);
      const DtOrder *order = &dt_rows_index (check->book->orders, DtOrder, fill->order - 1);

      g_assert_cmpint (check->filled[i], ==, fill->quantity);
      g_assert_cmpint (check->fees[i], ==, fill->fee);
      g_assert_cmpint (fill->fee, >=, 0);
      g_assert_true ((fill->quantity > 0) == (order->quantity > 0));
      g_assert_cmpint (fill->time, >=, order->submitted);
      g_assert_cmpint (order->instrument, ==, fill->instrument);
      check_range (check, fill);
      /* A limit is kept to; one that was moved after a part of it had filled was another then, and
       * one whose move is still on its way is another at the broker */
      if ((order->type == DT_ORDER_LIMIT || order->type == DT_ORDER_STOP_LIMIT)
          && !((in_parts || moves_late) && order->n_replaced > 0))
        g_assert_true (fill->quantity > 0 ? fill->price <= order->limit
                                          : fill->price >= order->limit
                                            || fill->why == DT_FILL_AT_ONCE);
      /* Of an exit group one order fills */
      if (order->group != 0 && !in_parts)
        {
          g_assert_true (by_group[order->group] == 0 || by_group[order->group] == order->id);
          by_group[order->group] = order->id;
        }
      by_order[order->id - 1] += fill->quantity;
    }

  for (guint i = 0; i < check->book->orders->len; i++)
    {
      const DtOrder *order = &dt_rows_index (check->book->orders, DtOrder, i);

      g_assert_cmpint (order->filled, ==, by_order[i]);
      g_assert_true (order->filled == 0 || order->status == DT_ORDER_FILLED
                     || dt_order_is_live (order) || in_parts);
      g_assert_true (order->status != DT_ORDER_FILLED || order->filled != 0);
    }
}

/* What protects a position closes it and nothing else; what is flat has nothing to protect. */
static void
check_protection (const Check *check)
{
  for (guint i = 0; i < check->book->n_instruments; i++)
    {
      const DtPosition *position = &check->book->positions[i];
      guint64 orders[] = { position->stop_order, position->target_order };

      for (guint k = 0; k < G_N_ELEMENTS (orders); k++)
        {
          const DtOrder *order;

          if (orders[k] == 0)
            continue;
          order = &dt_rows_index (check->book->orders, DtOrder, orders[k] - 1);
          g_assert_cmpuint (order->instrument, ==, i);
          g_assert_true (dt_order_is_live (order));
          g_assert_true (position->quantity != 0
                         && (position->quantity > 0) == (order->quantity < 0));
        }
    }
}

/* Exits never open anything, and leave nothing on the other side. */
static void
check_exits (const Check *check)
{
  DtQuantity held[SCENARIO_SYMBOLS] = { 0 };

  for (guint i = 0; i < check->book->fills->len; i++)
    {
      const DtFill *fill = &dt_rows_index (check->book->fills, DtFill, i);
      const DtOrder *order = &dt_rows_index (check->book->orders, DtOrder, fill->order - 1);
      DtQuantity before = held[fill->instrument];

      held[fill->instrument] += fill->quantity;
      if (order->role == DT_ROLE_ENTRY)
        continue;
      g_assert_true (before != 0 && (before > 0) != (fill->quantity > 0));
      g_assert_cmpint (ABS (fill->quantity), <=, ABS (before));
    }
}

/* All that was ever made or lost, fees off, is in cash: nothing comes from nowhere. */
static void
check_trades (const Check *check)
{
  DtMoney profit = 0, fees = 0, all_fees = 0;
  gboolean flat = TRUE;

  for (guint i = 0; i < check->book->trades->len; i++)
    {
      const DtRoundTrip *trade = &dt_rows_index (check->book->trades, DtRoundTrip, i);

      profit += trade->profit;
      fees += trade->fees;
      g_assert_true (trade->mae <= 0. && trade->mfe >= 0.);
      flat = flat && !trade->open;
    }
  for (guint i = 0; i < check->book->fills->len; i++)
    all_fees += dt_rows_index (check->book->fills, DtFill, i).fee;

  g_assert_cmpint (fees, ==, all_fees);
  g_assert_true (flat == (check->book->n_open == 0));
  if (flat)
    g_assert_cmpint (check->deposit + profit - check->interest, ==, check->cash);
}

/* Instruments of the book are those of the tape's lanes. */
G_GNUC_UNUSED static void
check_book (const DtBook    *book,
            const DtTapeSet *tape,
            const DtRunSpec *spec)
{
  g_autoptr(GError) error = NULL;
  Check check = { .book = book, .tape = tape, .spec = spec };

  check.filled = g_new0 (DtQuantity, book->fills->len + 1);
  check.fees = g_new0 (DtMoney, book->fills->len + 1);
  for (guint i = 0; i < SCENARIO_SYMBOLS; i++)
    check.lots[i] = g_array_new (FALSE, FALSE, sizeof (CheckLot));

  check_fold (&check);
  check_positions (&check);
  check_fills (&check);
  check_share (&check);
  check_protection (&check);
  check_exits (&check);
  check_trades (&check);
  dt_book_verify (book, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < SCENARIO_SYMBOLS; i++)
    g_array_unref (check.lots[i]);
  g_free (check.filled);
  g_free (check.fees);
}

G_END_DECLS
