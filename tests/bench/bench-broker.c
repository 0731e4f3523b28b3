/* bench-broker.c - what the book and the simulated broker cost a bar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <time.h>

#include "dt-book.h"
#include "dt-broker.h"

#define N_BARS   500000
#define N_BOOKS  5000
#define N_ORDERS 100000
#define N_ROUNDS 7

/* One instrument that is long 100, a stop far below at work, and bars that never reach it. */
typedef struct
{
  DtBook      *book;
  DtBroker    *broker;
  DtBarSeries *series;
  guint64      stop;
} Desk;

static const DtMoney tick = 10000;

static DtQuantity
on_size (gpointer       data,
         const DtOrder *order,
         DtMoney        price)
{
  return order->quantity;
}

static void
on_fill (gpointer  data,
         DtFill   *fill)
{
  dt_book_apply_fill (((Desk *) data)->book, fill, NULL);
}

static void
on_end (gpointer       data,
        guint64        order,
        DtOrderStatus  status,
        const char    *why)
{
}

static const DtBrokerCallbacks callbacks = { on_size, on_fill, on_end };

static void
fill_series (Desk *desk)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  double price = 100.;

  desk->series = dt_bar_series_new ("BENCH", DT_TIMEFRAME_MINUTE, N_BARS);
  for (gsize i = 0; i < N_BARS; i++)
    {
      double next = CLAMP (price + g_rand_double (rand) - .5, 50., 150.);
      DtBar bar = { i * DT_MINUTE, price, MAX (price, next) + .1, MIN (price, next) - .1, next,
                    1000. };

      dt_bar_series_append (desk->series, &bar, (i + 1) * DT_MINUTE);
      price = next;
    }
}

static guint64
submit (Desk        *desk,
        DtOrderType  type,
        DtOrderRole  role,
        gint64       units,
        DtMoney      stop)
{
  DtOrder order = {
    .type = type,
    .tif = DT_TIF_GTC,
    .role = role,
    .quantity = DT_UNITS (units),
    .limit = DT_MONEY_NONE,
    .stop = stop,
  };
  DtOrder *row = dt_book_add_order (desk->book, &order);

  dt_order_advance (row, DT_ORDER_WORKING, 0);
  desk->broker->klass->submit (desk->broker, row, NULL);
  return row->id;
}

static void
match (Desk  *desk,
       gsize  bar)
{
  const DtBarSeries *series = desk->series;
  DtMatchBars bars = { series->known[bar], &series, &bar };

  desk->broker->klass->match (desk->broker, DT_MATCH_EXITS, &bars);
  desk->broker->klass->match (desk->broker, DT_MATCH_ENTRIES, &bars);
  desk->broker->klass->match (desk->broker, DT_MATCH_NEW_EXITS, &bars);
}

/* Processor time, as other work on the machine is not ours. */
static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

/* The best of some rounds. */
static void
measure (const char *what,
         Desk       *desk,
         void      (*run) (Desk *desk),
         gsize       n)
{
  double best = INFINITY;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      double start = now ();

      run (desk);
      best = MIN (best, (now () - start) / n);
    }

  g_print ("%-52s %8.2f ns %10.1f M/s\n", what, best, 1000. / best);
}

static void
run_marks (Desk *desk)
{
  const DtBarSeries *series = desk->series;
  DtMoney sum = 0;

  for (gsize i = 1; i < N_BARS; i++)
    {
      DtMoney equity = 0;

      dt_book_mark (desk->book, 0, series->high[i], series->low[i], series->close[i]);
      dt_book_get_equity (desk->book, &equity);
      sum ^= equity;
    }

  g_assert_cmpint (sum, !=, 1);
}

static void
run_matches (Desk *desk)
{
  for (gsize i = 1; i < N_BARS; i++)
    match (desk, i);
}

static void
run_hints (Desk *desk)
{
  const DtBarSeries *series = desk->series;
  guint n = 0;

  for (gsize i = 1; i < N_BARS; i++)
    n += dt_simulated_broker_may_act (desk->broker, 0, series->high[i], series->low[i]);

  g_assert_cmpuint (n, ==, 0);
}

static void
run_replaces (Desk *desk)
{
  for (gsize i = 1; i < N_BARS; i++)
    desk->broker->klass->replace (desk->broker, desk->stop, DT_MONEY_NONE,
                                  DT_DOLLARS (10) + i % 1000 * 10000, 0);
}

/* In at the open, out at the next, as a strategy that trades with every bar; a new book every
 * thousand, as a backtest of a few years would have it. */
static void
run_round_trips (Desk *desk)
{
  for (gsize i = 1; i <= N_ORDERS; i++)
    {
      if (i % 1000 == 1)
        {
          dt_book_free (desk->book);
          desk->book = dt_book_new (1, DT_DOLLARS (1000000), 0, NULL);
        }
      submit (desk, DT_ORDER_MARKET, i % 2 ? DT_ROLE_ENTRY : DT_ROLE_EXIT, i % 2 ? 100 : -100,
              DT_MONEY_NONE);
      match (desk, i);
    }
}

static void
run_books (Desk *desk)
{
  for (guint i = 0; i < N_BOOKS; i++)
    {
      DtSimulatedBrokerConfig config = { .ticks = &tick, .n_instruments = 1 };
      DtBroker *broker = dt_simulated_broker_new (&config);

      dt_book_free (dt_book_new (1, DT_DOLLARS (10000), 0, NULL));
      dt_broker_free (broker);
    }
}

int
main (void)
{
  DtSimulatedBrokerConfig config = { .ticks = &tick, .n_instruments = 1 };
  Desk desk = { .book = dt_book_new (1, DT_DOLLARS (1000000), 0, NULL) };

  fill_series (&desk);
  desk.broker = dt_simulated_broker_new (&config);
  desk.broker->callbacks = &callbacks;
  desk.broker->kernel = &desk;
  submit (&desk, DT_ORDER_MARKET, DT_ROLE_ENTRY, 100, DT_MONEY_NONE);
  match (&desk, 0);
  desk.stop = submit (&desk, DT_ORDER_STOP, DT_ROLE_STOP, -100, DT_DOLLARS (10));

  measure ("book: mark and equity of one position, a bar", &desk, run_marks, N_BARS);
  measure ("broker: three match stages, a stop at rest, a bar", &desk, run_matches, N_BARS);
  measure ("broker: may_act, a stop at rest, a bar", &desk, run_hints, N_BARS);
  measure ("broker: replace of a stop", &desk, run_replaces, N_BARS);
  desk.broker->klass->cancel (desk.broker, desk.stop);
  measure ("order, match, fill and book, an order", &desk, run_round_trips, N_ORDERS);
  measure ("a book and a broker of one instrument, new and free", &desk, run_books, N_BOOKS);

  dt_broker_free (desk.broker);
  dt_book_free (desk.book);
  dt_bar_series_unref (desk.series);
  return 0;
}
