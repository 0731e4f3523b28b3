/* test-random-runs.c - what must hold whatever happens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-book.h"
#include "dt-broker.h"

#define N_RUNS        24000
#define N_INSTRUMENTS 3
#define N_BARS        14

/* A small kernel without rules: it enters, protects and closes at random. All that is random comes
 * from the seed, so a run can be repeated. */
typedef struct
{
  GRand            *rand;
  DtBook           *book;
  DtBroker         *broker;
  DtIntrabarPolicy  policy;
  DtBarSeries      *series[N_INSTRUMENTS];
  gboolean          whole_units;
  gboolean          hinted;        /* skips matches that the broker says are needless */
  DtTime            time;
  DtMoney           mark[N_INSTRUMENTS];
  guint64           working[N_INSTRUMENTS];  /* the last entry or closing order */
  DtMoney           expected;      /* equity, counted apart from the book */
  double            best;          /* change of the equity by the other outcomes */
  double            worst;
  guint             n_rounded;     /* fills whose amounts may be rounded */
} Run;

static const DtMoney ticks[N_INSTRUMENTS] = { 10000, 10000, 10000 };

static DtQuantity
random_quantity (Run *run)
{
  if (run->whole_units)
    return DT_UNITS (g_rand_int_range (run->rand, 1, 500));

  return g_rand_int_range (run->rand, 1, G_MAXINT32) * (gint64) g_rand_int_range (run->rand, 1, 99);
}

/* Near the last price. */
static DtMoney
random_price (Run               *run,
              DtInstrumentIndex  instrument)
{
  return run->mark[instrument] * g_rand_int_range (run->rand, 950, 1051) / 1000 / 10000 * 10000
         + 10000;
}

static guint64
add_order (Run     *run,
           DtOrder  order)
{
  g_autoptr(GError) error = NULL;
  DtOrder *row = dt_book_add_order (run->book, &order);

  row->submitted = run->time;
  g_assert_true (dt_order_advance (row, DT_ORDER_WORKING, run->time));
  run->broker->klass->submit (run->broker, row, &error);
  g_assert_no_error (error);

  return row->id;
}

static void
cancel (Run     *run,
        guint64 *id)
{
  if (*id != 0 && dt_order_is_live (dt_book_get_order (run->book, *id)))
    {
      run->broker->klass->cancel (run->broker, *id);
      dt_order_advance (dt_book_get_order (run->book, *id), DT_ORDER_CANCELLED, run->time);
    }
  *id = 0;
}

static void
protect (Run               *run,
         DtInstrumentIndex  instrument)
{
  DtPosition *position = &run->book->positions[instrument];
  DtOrder order = {
    .instrument = instrument,
    .group = run->book->next_group++,
    .tif = DT_TIF_GTC,
    .quantity = -position->quantity,
    .limit = DT_MONEY_NONE,
    .stop = DT_MONEY_NONE,
  };

  if (g_rand_boolean (run->rand))
    {
      order.type = DT_ORDER_STOP;
      order.role = DT_ROLE_STOP;
      order.stop = random_price (run, instrument);
      position->stop_order = add_order (run, order);
    }
  if (g_rand_boolean (run->rand))
    {
      order.type = DT_ORDER_LIMIT;
      order.role = DT_ROLE_TARGET;
      order.limit = random_price (run, instrument);
      order.stop = DT_MONEY_NONE;
      position->target_order = add_order (run, order);
    }
}

static DtQuantity
on_size (gpointer       data,
         const DtOrder *order,
         DtMoney        price)
{
  Run *run = data;
  int chance = g_rand_int_range (run->rand, 0, 10);

  if (chance == 0)
    return 0;

  if (chance == 1)
    return dt_quantity_floor_to_lot (order->quantity / 2, run->whole_units ? DT_UNITS (1) : 1);

  return order->quantity;
}

static void
check_price (const Run     *run,
             const DtFill  *fill,
             const DtOrder *order)
{
  const DtBarSeries *series = run->series[fill->instrument];
  gsize bar = series->n_bars - 1;
  gboolean buys = fill->quantity > 0;
  DtMoney low = 0, high = 0;

  g_assert_cmpint (fill->bar_time, ==, series->time[bar]);
  g_assert_true (dt_money_from_double (series->low[bar], &low));
  g_assert_true (dt_money_from_double (series->high[bar], &high));

  g_assert_cmpint (fill->reference, >=, low);
  g_assert_cmpint (fill->reference, <=, high);
  if (fill->why != DT_FILL_STOP_GAP)
    {
      g_assert_cmpint (fill->price, >=, low);
      g_assert_cmpint (fill->price, <=, high);
    }
  if (buys)
    g_assert_cmpint (fill->price, >=, fill->reference);
  else
    g_assert_cmpint (fill->price, <=, fill->reference);

  if (order->limit != DT_MONEY_NONE)
    g_assert_true (buys ? fill->price <= order->limit : fill->price >= order->limit);
  if (order->type == DT_ORDER_STOP)
    g_assert_true (buys ? fill->reference >= order->stop : fill->reference <= order->stop);
  g_assert_true (order->submitted < run->time
                 || (order->role != DT_ROLE_ENTRY && order->type != DT_ORDER_MARKET));
}

/* The other outcome is no worse for the pessimist, and no better for the optimist. */
static void
check_bracket (Run          *run,
               const DtFill *fill)
{
  double gain;

  if ((fill->flags & DT_FILL_AMBIGUOUS) == 0 || fill->alternative == DT_MONEY_NONE)
    return;

  gain = -dt_money_to_double (fill->alternative - fill->price)
         * dt_quantity_to_double (fill->quantity);
  if (run->policy == DT_POLICY_PESSIMISTIC)
    g_assert_cmpfloat (gain, >=, 0.);
  if (run->policy == DT_POLICY_OPTIMISTIC)
    g_assert_cmpfloat (gain, <=, 0.);
  run->best += MAX (gain, 0.);
  run->worst += MIN (gain, 0.);
}

static void
on_fill (gpointer  data,
         DtFill   *fill)
{
  Run *run = data;
  DtPosition *position = &run->book->positions[fill->instrument];
  DtOrder *order = dt_book_get_order (run->book, fill->order);
  DtQuantity before = position->quantity;
  g_autoptr(GError) error = NULL;
  DtMoney moved = 0;

  check_price (run, fill, order);
  check_bracket (run, fill);

  /* Worth of what changed hands at the last mark, less what it cost */
  g_assert_true (dt_money_times (run->mark[fill->instrument] - fill->price, fill->quantity,
                                 &moved));
  run->expected += moved - fill->fee;
  run->n_rounded += 2;

  dt_book_apply_fill (run->book, fill, &error);
  g_assert_no_error (error);
  if (order->role != DT_ROLE_ENTRY)
    g_assert_true (position->quantity == 0 || (position->quantity > 0) == (before > 0));

  if (position->quantity == 0 || (before != 0 && (before > 0) != (position->quantity > 0)))
    {
      cancel (run, &position->stop_order);
      cancel (run, &position->target_order);
    }
  if (position->quantity != 0 && (before == 0 || (before > 0) != (position->quantity > 0)))
    protect (run, fill->instrument);
}

static void
on_end (gpointer       data,
        guint64        id,
        DtOrderStatus  status,
        const char    *why)
{
  Run *run = data;

  g_assert_nonnull (why);
  if (dt_order_is_live (dt_book_get_order (run->book, id)))
    dt_order_advance (dt_book_get_order (run->book, id), status, run->time);
}

static const DtBrokerCallbacks callbacks = { on_size, on_fill, on_end };

/* A bar around the last price; now and then a gap, no range, no volume, more places than money. */
static void
add_bar (Run               *run,
         DtInstrumentIndex  instrument)
{
  DtBarSeries *series = run->series[instrument];
  double last = dt_money_to_double (run->mark[instrument]);
  double width = g_rand_int_range (run->rand, 0, 4) == 0 ? .1 : .03;
  double a = last * (1. + width * (g_rand_double (run->rand) - .5));
  double b = a * (1. + width * (g_rand_double (run->rand) - .5));
  double up = 1. + g_rand_double (run->rand) * width / 2.;
  double down = 1. - g_rand_double (run->rand) * width / 2.;
  DtBar bar = { run->time - DT_HOUR, a, MAX (a, b) * up, MIN (a, b) * down, b,
                g_rand_int_range (run->rand, 0, 12) };

  if (g_rand_boolean (run->rand))
    bar = (DtBar) { bar.time, rint (a * 100.) / 100., ceil (bar.high * 100.) / 100.,
                    floor (bar.low * 100.) / 100., rint (b * 100.) / 100., bar.volume };

  dt_bar_series_append (series, &bar, run->time);
}

static void
match (Run             *run,
       const gboolean   present[N_INSTRUMENTS])
{
  const DtBarSeries *series[N_INSTRUMENTS];
  gsize bar[N_INSTRUMENTS];
  DtMatchBars bars = { run->time, series, bar };
  gboolean needed = !run->hinted;

  for (guint i = 0; i < N_INSTRUMENTS; i++)
    {
      series[i] = present[i] ? run->series[i] : NULL;
      bar[i] = run->series[i]->n_bars - 1;
      if (present[i] && dt_simulated_broker_may_act (run->broker, i, series[i]->high[bar[i]],
                                                     series[i]->low[bar[i]]))
        needed = TRUE;
    }

  for (DtMatchStage stage = DT_MATCH_EXITS; stage <= DT_MATCH_NEW_EXITS && needed; stage++)
    run->broker->klass->match (run->broker, stage, &bars);
}

/* After its fills the bar moves the marks: what is held gains or loses the difference. */
static void
mark (Run            *run,
      const gboolean  present[N_INSTRUMENTS])
{
  DtMoney equity = 0;

  for (guint i = 0; i < N_INSTRUMENTS; i++)
    {
      const DtBarSeries *series = run->series[i];
      gsize bar = series->n_bars - 1;
      DtMoney close = 0, moved = 0;

      if (!present[i])
        continue;
      dt_book_mark (run->book, i, series->high[bar], series->low[bar], series->close[bar]);
      g_assert_true (dt_money_from_double (series->close[bar], &close));
      g_assert_true (dt_money_times (close - run->mark[i], run->book->positions[i].quantity,
                                     &moved));
      run->expected += moved;
      run->n_rounded += 1;
      run->mark[i] = close;
    }

  g_assert_true (dt_book_get_equity (run->book, &equity));
  g_assert_cmpint (ABS (equity - run->expected), <=, run->whole_units ? 0 : run->n_rounded);
}

static void
act (Run               *run,
     DtInstrumentIndex  instrument)
{
  DtPosition *position = &run->book->positions[instrument];
  DtOrder order = {
    .instrument = instrument,
    .tif = g_rand_int_range (run->rand, 0, 5) == 0 ? DT_TIF_DAY : DT_TIF_GTC,
    .role = DT_ROLE_ENTRY,
    .limit = DT_MONEY_NONE,
    .stop = DT_MONEY_NONE,
    .bars_left = g_rand_int_range (run->rand, 0, 3),
  };

  /* One at a time, so that no exit can be for more than is held */
  if (run->working[instrument] != 0
      && dt_order_is_live (dt_book_get_order (run->book, run->working[instrument])))
    return;

  if (position->quantity != 0 && g_rand_int_range (run->rand, 0, 3) == 0)
    {
      cancel (run, &position->stop_order);
      cancel (run, &position->target_order);
      order.role = DT_ROLE_EXIT;
      order.bars_left = 0;
      order.quantity = -position->quantity;
      run->working[instrument] = add_order (run, order);
      return;
    }
  if (position->stop_order != 0 && g_rand_boolean (run->rand))
    {
      DtMoney stop = random_price (run, instrument);

      dt_book_get_order (run->book, position->stop_order)->stop = stop;
      g_assert_true (run->broker->klass->replace (run->broker, position->stop_order, DT_MONEY_NONE,
                                                  stop, 0));
      return;
    }
  if (position->quantity != 0)
    return;

  order.type = g_rand_int_range (run->rand, DT_ORDER_MARKET, DT_ORDER_STOP_LIMIT + 1);
  order.quantity = random_quantity (run) * (g_rand_boolean (run->rand) ? 1 : -1);
  if (order.type == DT_ORDER_LIMIT || order.type == DT_ORDER_STOP_LIMIT)
    order.limit = random_price (run, instrument);
  if (order.type == DT_ORDER_STOP || order.type == DT_ORDER_STOP_LIMIT)
    order.stop = random_price (run, instrument);
  run->working[instrument] = add_order (run, order);
}

static void
check_end (Run *run)
{
  g_autoptr(GError) error = NULL;
  DtMoney profit = 0, cost = 0, equity = 0;

  dt_book_verify (run->book, &error);
  g_assert_no_error (error);

  /* What all round trips earned is what the account has more than it began with */
  for (guint i = 0; i < run->book->trades->len; i++)
    {
      const DtRoundTrip *trip = &dt_rows_index (run->book->trades, DtRoundTrip, i);

      profit += trip->profit;
      g_assert_cmpfloat (trip->mae, <=, 0.);
      g_assert_cmpfloat (trip->mfe, >=, 0.);
    }
  for (guint i = 0; i < N_INSTRUMENTS; i++)
    cost += run->book->positions[i].cost;
  g_assert_cmpint (run->book->cash + cost, ==, DT_DOLLARS (1000000) + profit);

  g_assert_true (dt_book_get_equity (run->book, &equity));
  g_assert_cmpfloat (dt_money_to_double (equity) + run->best, >=, dt_money_to_double (equity));
  g_assert_cmpfloat (dt_money_to_double (equity) + run->worst, <=, dt_money_to_double (equity));
}

static void
run_init (Run      *run,
          guint32   seed,
          gboolean  hinted)
{
  DtSimulatedBrokerConfig config = { .ticks = ticks, .n_instruments = N_INSTRUMENTS };

  *run = (Run) { .rand = g_rand_new_with_seed (seed), .hinted = hinted };
  run->whole_units = g_rand_boolean (run->rand);
  run->policy = config.policy = g_rand_int_range (run->rand, 0, 3);
  if (g_rand_boolean (run->rand))
    config.commission = (DtCommission) { 5000, 1000000, 500, 1000000, 20000000, 10000 };
  if (g_rand_boolean (run->rand))
    config.slippage = (DtSlippage) { g_rand_int_range (run->rand, 0, 2000),
                                     g_rand_int_range (run->rand, 0, 4) };

  run->book = dt_book_new (N_INSTRUMENTS, DT_DOLLARS (1000000), 0, NULL);
  run->expected = DT_DOLLARS (1000000);
  run->broker = dt_simulated_broker_new (&config);
  run->broker->callbacks = &callbacks;
  run->broker->kernel = run;
  for (guint i = 0; i < N_INSTRUMENTS; i++)
    {
      run->series[i] = dt_bar_series_new ("TEST", DT_TIMEFRAME_DAY, N_BARS);
      run->mark[i] = (DtMoney) g_rand_int_range (run->rand, 100, 30000) * 10000;
    }
}

static void
run_clear (Run *run)
{
  for (guint i = 0; i < N_INSTRUMENTS; i++)
    dt_bar_series_unref (run->series[i]);
  dt_broker_free (run->broker);
  dt_book_free (run->book);
  g_rand_free (run->rand);
}

static void
run_all (Run *run)
{
  for (guint step = 0; step < N_BARS; step++)
    {
      gboolean present[N_INSTRUMENTS];

      run->time += DT_DAY;
      for (guint i = 0; i < N_INSTRUMENTS; i++)
        {
          present[i] = step == 0 || g_rand_int_range (run->rand, 0, 5) > 0;
          if (present[i])
            add_bar (run, i);
        }
      match (run, present);
      mark (run, present);
      if (g_rand_boolean (run->rand))
        dt_simulated_broker_expire_day (run->broker, run->time);
      for (guint i = 0; i < N_INSTRUMENTS; i++)
        if (g_rand_boolean (run->rand))
          act (run, i);
    }

  check_end (run);
}

static void
compare_runs (const Run *a,
              const Run *b)
{
  g_assert_cmpuint (a->book->fills->len, ==, b->book->fills->len);
  g_assert_cmpint (a->book->cash, ==, b->book->cash);

  for (guint i = 0; i < a->book->fills->len; i++)
    {
      const DtFill *x = &dt_rows_index (a->book->fills, DtFill, i);
      const DtFill *y = &dt_rows_index (b->book->fills, DtFill, i);

      g_assert_true (x->order == y->order && x->price == y->price && x->quantity == y->quantity
                     && x->time == y->time && x->fee == y->fee && x->why == y->why
                     && x->flags == y->flags && x->alternative == y->alternative);
    }
}

static void
test_runs (void)
{
  guint n_fills = 0, n_trips = 0, n_ambiguous = 0;

  for (guint32 seed = 1; seed <= N_RUNS; seed++)
    {
      Run run, again;

      run_init (&run, seed, FALSE);
      run_all (&run);
      n_fills += run.book->fills->len;
      n_trips += run.book->trades->len;
      n_ambiguous += run.best != 0. || run.worst != 0.;

      /* Leaving out the matches that the broker calls needless changes nothing */
      run_init (&again, seed, TRUE);
      run_all (&again);
      compare_runs (&run, &again);

      run_clear (&run);
      run_clear (&again);
    }

  g_test_message ("%u runs, %u fills, %u round trips, %u runs with ambiguous exits", N_RUNS,
                  n_fills, n_trips, n_ambiguous);
  g_assert_cmpuint (n_ambiguous, >, 100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broker/random/runs", test_runs);

  return g_test_run ();
}
