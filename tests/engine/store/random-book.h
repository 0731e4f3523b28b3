/* random-book.h - a book that trades at random, the same for the same seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include "dt-journal.h"

#define N_RANDOM_SYMBOLS 5

static const char *const random_symbols[] = { "A", "B", "C", "D", "E", NULL };

typedef struct
{
  GRand            *rand;
  DtBook           *book;
  double            price[N_RANDOM_SYMBOLS];
  guint64           resting[N_RANDOM_SYMBOLS];   /* order that fills with the next step */
  guint64           step;
  GArray           *touched_orders;
  GArray           *touched_trades;
  DtJournalCommand  command;
  DtJournalBatch    batch;
} RandomRun;

static void
random_run_init (RandomRun *run,
                 guint32    seed)
{
  *run = (RandomRun) { 0 };
  run->rand = g_rand_new_with_seed (seed);
  run->book = dt_book_new (N_RANDOM_SYMBOLS, DT_DOLLARS (100000), 0, NULL);
  run->touched_orders = g_array_new (FALSE, FALSE, sizeof (guint64));
  run->touched_trades = g_array_new (FALSE, FALSE, sizeof (guint64));
  for (guint i = 0; i < N_RANDOM_SYMBOLS; i++)
    run->price[i] = 50. + i;
}

static void
random_run_clear (RandomRun *run)
{
  g_rand_free (run->rand);
  dt_book_free (run->book);
  g_array_unref (run->touched_orders);
  g_array_unref (run->touched_trades);
}

static void
random_run_touch_trades (RandomRun *run)
{
  for (guint64 id = 1; id <= run->book->trades->len; id++)
    {
      DtRoundTrip *trade = &dt_rows_index (run->book->trades, DtRoundTrip, id - 1);

      if (!trade->open && trade->exit_time != (DtTime) run->step * DT_MINUTE)
        continue;

      /* As the kernel does when it protects a position */
      if (id % 3 != 0)
        trade->initial_stop = (DtMoney) id * DT_MONEY_SCALE;
      g_array_append_val (run->touched_trades, id);
    }
}

static void
random_run_fill (RandomRun *run,
                 guint      instrument)
{
  guint64 id = run->resting[instrument];
  DtOrder *order = dt_book_get_order (run->book, id);
  g_autoptr(GError) error = NULL;
  DtMoney price = 0;
  DtFill fill = { .order = id, .instrument = instrument, .why = DT_FILL_AT_OPEN,
                  .time = run->step * DT_MINUTE, .bar_time = run->step * DT_MINUTE,
                  .alternative = DT_MONEY_NONE };

  g_assert_true (dt_money_from_double (run->price[instrument], &price));
  fill.price = fill.reference = price;
  fill.fee = g_rand_int_range (run->rand, 0, 5000000);
  fill.quantity = order->quantity - order->filled;
  if (g_rand_int_range (run->rand, 0, 4) == 0 && ABS (fill.quantity) > DT_UNITS (1))
    fill.quantity = fill.quantity / 2 / DT_QUANTITY_SCALE * DT_QUANTITY_SCALE;

  dt_book_apply_fill (run->book, &fill, &error);
  g_assert_no_error (error);
  g_array_append_val (run->touched_orders, id);
  if (!dt_order_is_live (dt_book_get_order (run->book, id)))
    run->resting[instrument] = 0;
}

static void
random_run_decide (RandomRun *run,
                   guint      instrument)
{
  gint32 shares = g_rand_int_range (run->rand, 1, 100);
  DtSignal signal = { .time = run->step * DT_MINUTE, .instrument = instrument, .strategy = 0,
                      .price = run->price[instrument], .rank = shares % 2 ? NAN : shares,
                      .n_inputs = shares % 9, .taken = shares % 5 != 0,
                      .refused_by = shares % 5 == 0 ? "max-positions" : NULL };
  DtOrder order = { .instrument = instrument, .limit = DT_MONEY_NONE, .stop = DT_MONEY_NONE,
                    .submitted = signal.time, .updated = signal.time,
                    .role = shares % 3 == 0 ? DT_ROLE_EXIT : DT_ROLE_ENTRY };
  DtOrder *added;

  for (guint i = 0; i < signal.n_inputs; i++)
    signal.inputs[i] = i == 3 ? NAN : shares / 7. + i;
  signal.kind = shares % 2 ? DT_SIGNAL_ENTER_SHORT : DT_SIGNAL_ENTER_LONG;
  signal.asked = signal.granted = DT_UNITS (shares);
  order.signal = dt_book_add_signal (run->book, &signal)->id;
  if (!signal.taken)
    return;

  order.quantity = DT_UNITS (signal.kind == DT_SIGNAL_ENTER_SHORT ? -shares : shares);
  /* Often it closes what is there, sometimes it turns it round */
  if (shares % 3 != 0 && run->book->positions[instrument].quantity != 0)
    order.quantity = -run->book->positions[instrument].quantity * (shares % 3);
  added = dt_book_add_order (run->book, &order);
  dt_order_advance (added, DT_ORDER_WORKING, signal.time);
  run->resting[instrument] = added->id;
  dt_book_add_activity (run->book, signal.time, DT_ACTIVITY_ORDER, instrument, added->id,
                        order.signal, "Order of %d shares at ¤%d", shares, shares);
}

static int
random_run_compare (gconstpointer a,
                    gconstpointer b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return (x > y) - (x < y);
}

/* Sets run->batch to what the step added. Every seventh step is a command's. */
static void
random_run_step (RandomRun *run)
{
  DtBook *book = run->book;
  gboolean first = run->step == 0;

  run->step++;
  run->batch = (DtJournalBatch) { run->step, run->step * DT_MINUTE, NULL, book->signals->len,
                                  book->orders->len, book->fills->len,
                                  first ? 0 : book->ledger->len, book->trades->len,
                                  book->activity->len };
  g_array_set_size (run->touched_orders, 0);
  g_array_set_size (run->touched_trades, 0);

  for (guint i = 0; i < N_RANDOM_SYMBOLS; i++)
    {
      double before = run->price[i];

      run->price[i] *= 1. + g_rand_double_range (run->rand, -.01, .01);
      if (run->resting[i] != 0)
        random_run_fill (run, i);
      dt_book_mark (book, i, MAX (before, run->price[i]), MIN (before, run->price[i]),
                    run->price[i]);
      if (run->resting[i] == 0 && g_rand_int_range (run->rand, 0, 6) == 0)
        random_run_decide (run, i);
    }

  if (run->step % 7 == 0)
    {
      run->command = (DtJournalCommand) { run->step, run->step * DT_MINUTE,
                                          (char *) "position.close", (char *) "{'symbol': <'A'>}" };
      run->batch.command = &run->command;
    }

  g_array_sort (run->touched_orders, random_run_compare);
  random_run_touch_trades (run);
  run->batch.touched_orders = (const guint64 *) run->touched_orders->data;
  run->batch.n_touched_orders = run->touched_orders->len;
  run->batch.touched_trades = (const guint64 *) run->touched_trades->data;
  run->batch.n_touched_trades = run->touched_trades->len;
  g_assert_true (dt_book_get_equity (book, &run->batch.equity));
}

#define SAME(field) g_assert_true (a->field == b->field)
#define SAME_DOUBLE(field) g_assert_cmpmem (&a->field, 8, &b->field, 8)

#define EACH(array, Type)                                                                         \
  g_assert_cmpuint (x->array->len, ==, y->array->len);                                            \
  for (guint i = 0; i < x->array->len; i++)                                                       \
    for (const Type *a = &g_array_index (x->array, Type, i),                                      \
                    *b = &g_array_index (y->array, Type, i);                                      \
         a != NULL; a = NULL)

static void
assert_same_records (const DtBook *x,
                     const DtBook *y)
{
  EACH (signals, DtSignal)
    {
      SAME (id); SAME (time); SAME (instrument); SAME (strategy); SAME (kind);
      SAME_DOUBLE (price); SAME (output); SAME (n_inputs); SAME (taken); SAME (asked);
      SAME (granted);
      g_assert_cmpstr (a->refused_by, ==, b->refused_by);
      g_assert_true (a->rank == b->rank || (isnan (a->rank) && isnan (b->rank)));
      g_assert_cmpmem (a->inputs, a->n_inputs * 8, b->inputs, b->n_inputs * 8);
    }
  EACH (orders, DtOrder)
    {
      SAME (id); SAME (signal); SAME (group); SAME (instrument); SAME (strategy); SAME (type);
      SAME (tif); SAME (role); SAME (status); SAME (sized_at_fill); SAME (size.kind);
      SAME_DOUBLE (size.value); SAME (size.at); SAME (risk); SAME (quantity); SAME (filled);
      SAME (limit); SAME (stop); SAME (n_replaced); SAME (bars_left); SAME (submitted);
      SAME (updated);
    }
  EACH (fills, DtFill)
    {
      SAME (id); SAME (order); SAME (instrument); SAME (quantity); SAME (price);
      SAME (reference); SAME (fee); SAME (time); SAME (bar_time); SAME (why); SAME (flags);
      SAME (alternative);
    }
  EACH (ledger, DtLedgerEntry)
    {
      SAME (id); SAME (time); SAME (kind); SAME (instrument); SAME (quantity); SAME (price);
      SAME (cash); SAME (fill);
    }
  EACH (trades, DtRoundTrip)
    {
      SAME (id); SAME (instrument); SAME (strategy); SAME (signal); SAME (open); SAME (quantity);
      SAME (entry_time); SAME (exit_time); SAME (entry_value); SAME (entry_units);
      SAME (exit_value); SAME (exit_units); SAME (fees); SAME (profit); SAME_DOUBLE (mae);
      SAME_DOUBLE (mfe); SAME (bars); SAME (exit_role); SAME (ambiguous);
      SAME (initial_stop);
    }
  EACH (activity, DtActivity)
    {
      SAME (id); SAME (time); SAME (kind); SAME (instrument); SAME (order); SAME (signal);
      g_assert_cmpstr (a->text, ==, b->text);
    }
}

static void
assert_same_book (const DtBook *x,
                  const DtBook *y)
{
  assert_same_records (x, y);
  g_assert_cmpint (x->cash, ==, y->cash);
  g_assert_cmpuint (x->next_group, ==, y->next_group);
  g_assert_cmpuint (x->n_open, ==, y->n_open);
  for (guint i = 0; i < x->n_instruments; i++)
    {
      const DtPosition *a = &x->positions[i], *b = &y->positions[i];

      SAME (quantity);
      if (a->quantity == 0)
        continue;
      SAME (cost); SAME_DOUBLE (last); SAME_DOUBLE (high); SAME_DOUBLE (low); SAME (strategy);
      SAME (bars); SAME (n_marks); SAME (trade);
      g_assert_cmpuint (a->lots->len, ==, b->lots->len);
    }
}
