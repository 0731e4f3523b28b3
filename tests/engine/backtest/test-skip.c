/* test-skip.c - passing over quiet bars gives what stepping through them gives
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-calendar.h"
#include "dt-lane-reader.h"
#include "dt-run-files.h"

#define N_BARS  600
#define N_SEEDS 60

static const char *const strategies[] = {
  /* trailing stop, both sides */
  "[strategy]\nname = a\n"
  "[long]\nentry = ema(5) crosses above ema(12)\ntrail = 2 * atr(14)\n"
  "[short]\nentry = ema(5) crosses below ema(12)\ntrail = 1.5 * atr(14)\n"
  "[size]\nsize = risk 1%\n",
  /* always in the market, sized at the fill */
  "[strategy]\nname = b\n"
  "[long]\nentry = sma(4) crosses above sma(9)\n"
  "[short]\nentry = sma(4) crosses below sma(9)\n"
  "[size]\nsize = all-in at=fill\n",
  /* stop and target from the fill, exit rule */
  "[strategy]\nname = c\n"
  "[long]\nentry = rsi(7) < 35\nexit = rsi(7) > 60\n"
  "stop = entry price * 0.97\ntarget = entry price * 1.04\n"
  "[size]\nsize = fraction 0.5\n",
  /* resting entries */
  "[strategy]\nname = d\n"
  "[long]\nentry = close > sma(10)\nlimit = close * 0.99\nstop = close * 0.95\n"
  "[orders]\nentry = limit\nbars = 3\n"
  "[size]\nsize = shares 50\n",
  /* what reads the position cannot be seen ahead */
  "[strategy]\nname = e\n"
  "[long]\nentry = close crosses above sma(8)\n"
  "exit = bars since entry > 5 or close < entry price * 0.98\n"
  "[size]\nsize = notional 4000\n",
  /* two orders at the market at once, a stop that stands still, ahead of the trailing one at first
   * or not, and near enough to be hit in the bar of the entry */
  "[strategy]\nname = f\n"
  "[long]\nentry = ema(3) crosses above ema(6)\nexit = rsi(5) > 75\nstop = close * 0.98\n"
  "trail = 2 * atr(7)\n"
  "[short]\nentry = ema(3) crosses below ema(6)\nexit = rsi(5) < 25\nstop = close * 1.01\n"
  "[size]\nsize = risk 1% at=fill\n",
};

static DtBarSeries *
random_series (guint32 seed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  DtBarSeries *series = dt_bar_series_new ("AAA", DT_TIMEFRAME_DAY, N_BARS);
  DtDate date = dt_date_new (2014, 1, 2);
  double last = 50.;

  for (guint i = 0; i < N_BARS; i++, date = dt_calendar_next_session (date))
    {
      double open = last * (1. + g_rand_double_range (rand, -.02, .02));
      double close = open * (1. + g_rand_double_range (rand, -.03, .03));
      DtBar bar = { dt_time_from_new_york (date, 0), open, MAX (open, close), MIN (open, close),
                    close, g_rand_int_range (rand, 0, 12) == 0 ? 0. : 1e5 };

      bar.high *= 1. + g_rand_double_range (rand, 0., .02);
      bar.low *= 1. - g_rand_double_range (rand, 0., .02);
      dt_bar_series_append (series, &bar, dt_calendar_bar_known (bar.time, DT_TIMEFRAME_DAY));
      last = close;
    }

  return series;
}

/* Under which circumstances. */
typedef struct
{
  const char *name;
  const char *risk;
  gint64      cash;           /* USD */
  DtQuantity  lot;            /* 0: whole units */
} Setting;

static const Setting settings[] = {
  { "none", "none", 100000 },
  { "default", "default", 100000 },
  /* values that are whole numbers too large for a double, or come close to that */
  { "large", "none", G_GINT64_CONSTANT (2000000000) },
  { "larger", "none", G_GINT64_CONSTANT (8000000000) },
  { "parts", "none", 100000, DT_QUANTITY_SCALE / 1000 },
};

static DtInstrument *
instrument_of (const Setting *setting)
{
  DtInstrument *instrument = dt_instrument_new ("AAA", DT_INSTRUMENT_STOCK);

  if (setting->lot != 0)
    instrument->lot = setting->lot;

  return instrument;
}

static DtRunPlan *
plan_of (const char    *strategy,
         const Setting *setting)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();
  g_autoptr(DtRiskProfile) profile = dt_risk_profile_load (setting->risk, NULL);
  g_autoptr(GError) error = NULL;
  DtRunPlan *plan;

  spec->strategy_texts = g_strdupv ((char *[]) { (char *) strategy, NULL });
  spec->strategy_paths = g_strdupv ((char *[]) { (char *) "test", NULL });
  spec->risk_text = dt_risk_profile_to_text (profile);
  spec->commission = g_strdup ("per-share=0.005,min=1");
  spec->slippage = g_strdup ("bps=2");
  spec->finish = DT_FINISH_CLOSE;
  spec->cash = DT_DOLLARS (setting->cash);
  plan = dt_run_plan_new (spec, &error);
  g_assert_no_error (error);

  return plan;
}

static DtRun *
play (DtRunPlan                 *plan,
      const DtInstrument *const *instruments,
      const DtLane              *lane,
      gboolean                   skip,
      gsize                     *n_skipped)
{
  g_autoptr(GError) error = NULL;
  DtRun *run = dt_run_new (plan, instruments, 1, lane, 1, DT_TIMEFRAME_DAY, DT_TIME_NONE, FALSE,
                           &error);
  DtEvent event = { .kind = DT_EVENT_BAR };

  g_assert_no_error (error);
  dt_kernel_set_step_all (run->kernel, !skip);
  for (gsize bar = 0; bar < lane->series->n_bars; bar++)
    {
      DtInstant instant = { lane->series->known[bar], &event, 1 };
      gsize n = skip ? dt_run_skip (run, bar) : 0;

      *n_skipped += n;
      bar += n;
      if (bar == lane->series->n_bars)
        break;
      instant.time = lane->series->known[bar];
      event.bar = bar;
      dt_run_step (run, &instant, &error);
      g_assert_no_error (error);
    }
  dt_run_finish (run, &error);
  g_assert_no_error (error);

  return run;
}

/* Whoever looks between two slices finds what steps would have left there, and no order that is
 * still to be sent. */
static void
assert_same_so_far (const DtBook *book,
                    const DtBook *stepped)
{
  guint64 row;

  g_assert_cmpstr (dt_book_compare (book, stepped, &row), ==, NULL);
  for (guint i = 0; i < book->orders->len; i++)
    {
      const DtOrder *order = &dt_rows_index (book->orders, DtOrder, i);

      g_assert_cmpint (order->status, !=, DT_ORDER_PENDING);
      g_assert_cmpint (order->updated, ==, dt_rows_index (stepped->orders, DtOrder, i).updated);
    }
}

static void
step_bars (DtRun        *run,
           const DtLane *lane,
           gsize         first,
           gsize         n)
{
  g_autoptr(GError) error = NULL;

  for (gsize bar = first; bar < first + n; bar++)
    {
      DtEvent event = { .kind = DT_EVENT_BAR, .bar = bar };
      DtInstant instant = { lane->series->known[bar], &event, 1 };

      dt_run_step (run, &instant, &error);
      g_assert_no_error (error);
    }
}

/* In slices of any length, as a backtest plays it between two looks at its progress. */
static DtRun *
play_slices (DtRunPlan                 *plan,
             const DtInstrument *const *instruments,
             const DtLane              *lane,
             guint32                    seed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr(GError) error = NULL;
  DtRun *run = dt_run_new (plan, instruments, 1, lane, 1, DT_TIMEFRAME_DAY, DT_TIME_NONE, FALSE,
                           &error);
  g_autoptr(DtRun) stepped = NULL;
  gsize n;

  g_assert_no_error (error);
  stepped = dt_run_new (plan, instruments, 1, lane, 1, DT_TIMEFRAME_DAY, DT_TIME_NONE, FALSE,
                        &error);
  g_assert_no_error (error);
  dt_kernel_set_step_all (stepped->kernel, TRUE);
  for (gsize bar = 0; bar < lane->series->n_bars; bar += n)
    {
      n = g_rand_int_range (rand, 1, 30);
      n = MIN (n, lane->series->n_bars - bar);
      dt_run_play (run, bar, n, &error);
      g_assert_no_error (error);
      step_bars (stepped, lane, bar, n);
      assert_same_so_far (dt_kernel_get_book (run->kernel),
                          dt_kernel_get_book (stepped->kernel));
    }
  dt_run_finish (run, &error);
  g_assert_no_error (error);

  return run;
}

static void
compare (DtRun *a,
         DtRun *b)
{
  DtRunRecord x, y;
  DtRunHashes left, right;
  guint64 row;

  g_assert_cmpstr (dt_book_compare (dt_kernel_get_book (a->kernel), dt_kernel_get_book (b->kernel),
                                    &row), ==, NULL);
  dt_run_record_init (&x, a);
  dt_run_record_init (&y, b);
  dt_run_files_hash (&x, 1, &left);
  dt_run_files_hash (&y, 1, &right);
  g_assert_cmpstr (left.order_list, ==, right.order_list);
  g_assert_cmpstr (left.trade_list, ==, right.trade_list);
  g_assert_cmpuint (x.n_points, ==, y.n_points);
  g_assert_cmpmem (x.equity, x.n_points * sizeof (double), y.equity,
                   y.n_points * sizeof (double));
  g_assert_cmpmem (x.n_positions, x.n_points * sizeof (guint32), y.n_positions,
                   y.n_points * sizeof (guint32));
  g_assert_cmpmem (x.time, x.n_points * sizeof (DtTime), y.time, y.n_points * sizeof (DtTime));
  g_assert_cmpuint (x.n_bars, ==, y.n_bars);
  g_assert_cmpuint (x.n_missing, ==, y.n_missing);
  g_assert_cmpuint (dt_kernel_get_step (a->kernel), ==, dt_kernel_get_step (b->kernel));
  dt_run_record_clear (&x);
  dt_run_record_clear (&y);
}

static void
test_same (gconstpointer data)
{
  g_autoptr(DtInstrument) instrument = instrument_of (data);
  const DtInstrument *instruments[] = { instrument };
  gsize n_skipped = 0, n_none = 0;

  for (guint i = 0; i < G_N_ELEMENTS (strategies); i++)
    {
      g_autoptr(DtRunPlan) plan = plan_of (strategies[i], data);
      guint64 n_trades = 0;

      for (guint32 seed = 1; seed <= N_SEEDS; seed++)
        {
          g_autoptr(DtBarSeries) series = random_series (seed);
          DtLane lane = { series, 0, DT_LANE_BASE };
          g_autoptr(DtRun) stepped = play (plan, instruments, &lane, FALSE, &n_none);
          g_autoptr(DtRun) skipped = play (plan, instruments, &lane, TRUE, &n_skipped);

          g_autoptr(DtRun) sliced = play_slices (plan, instruments, &lane, seed);

          compare (stepped, skipped);
          compare (stepped, sliced);
          n_trades += dt_kernel_get_book (stepped->kernel)->trades->len;
        }
      g_test_message ("strategy %u: %" G_GUINT64_FORMAT " trades", i, n_trades);
      g_assert_cmpuint (n_trades, >, N_SEEDS);
    }

  g_assert_cmpuint (n_none, ==, 0);
  /* It would prove little if nothing had been passed over */
  g_assert_cmpuint (n_skipped, >, N_BARS * N_SEEDS);
}

/* What a user does between two slices is the same as between two steps. */
static DtRun *
play_by_hand (DtRunPlan                 *plan,
              const DtInstrument *const *instruments,
              const DtLane              *lane,
              gsize                      until,
              gboolean                   step_all,
              guint                     *n_closed)
{
  g_autoptr(GVariant) dict = g_variant_parse (G_VARIANT_TYPE_VARDICT, "{'symbol': <'AAA'>}", NULL,
                                              NULL, NULL);
  g_autoptr(GError) error = NULL;
  DtRun *run = dt_run_new (plan, instruments, 1, lane, 1, DT_TIMEFRAME_DAY, DT_TIME_NONE, FALSE,
                           &error);

  g_assert_no_error (error);
  dt_kernel_set_step_all (run->kernel, step_all);
  dt_run_play (run, 0, until, &error);
  g_assert_no_error (error);
  /* Refused where nothing is held, or it is being closed already */
  *n_closed += dt_kernel_command (run->kernel, "position.close", dict, NULL);
  dt_run_play (run, until, lane->series->n_bars - until, &error);
  g_assert_no_error (error);
  dt_run_finish (run, &error);
  g_assert_no_error (error);

  return run;
}

static void
test_by_hand (void)
{
  g_autoptr(DtInstrument) instrument = instrument_of (settings);
  const DtInstrument *instruments[] = { instrument };
  guint n_closed[2] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (strategies); i++)
    {
      g_autoptr(DtRunPlan) plan = plan_of (strategies[i], settings);

      for (guint32 seed = 1; seed <= N_SEEDS; seed++)
        {
          g_autoptr(DtBarSeries) series = random_series (seed);
          DtLane lane = { series, 0, DT_LANE_BASE };
          gsize until = N_BARS / 3 + seed;
          g_autoptr(DtRun) stepped = play_by_hand (plan, instruments, &lane, until, TRUE,
                                                   &n_closed[0]);
          g_autoptr(DtRun) passed = play_by_hand (plan, instruments, &lane, until, FALSE,
                                                  &n_closed[1]);

          compare (stepped, passed);
        }
    }

  g_assert_cmpuint (n_closed[0], ==, n_closed[1]);
  g_assert_cmpuint (n_closed[0], >, N_SEEDS);
}

/* Eight instruments on one account: bars are passed over inside the steps. */
static DtRun *
play_market (DtRunPlan                 *plan,
             const DtInstrument *const *instruments,
             const DtLane              *lanes,
             guint                      n,
             gboolean                   step_all)
{
  g_autoptr(DtLaneReader) reader = dt_lane_reader_new (lanes, n);
  g_autoptr(GError) error = NULL;
  DtRun *run = dt_run_new (plan, instruments, n, lanes, n, DT_TIMEFRAME_DAY, DT_TIME_NONE, FALSE,
                           &error);
  DtInstant instant;

  g_assert_no_error (error);
  dt_kernel_set_step_all (run->kernel, step_all);
  while (dt_lane_reader_next (reader, &instant))
    {
      dt_run_step (run, &instant, &error);
      g_assert_no_error (error);
    }
  dt_run_finish (run, &error);
  g_assert_no_error (error);

  return run;
}

#define N_MARKET 8

static void
test_market (gconstpointer data)
{
  DtInstrument *instruments[N_MARKET];
  DtLane lanes[N_MARKET];

  for (guint i = 0; i < N_MARKET; i++)
    {
      g_autofree char *symbol = g_strdup_printf ("S%u", i);

      instruments[i] = dt_instrument_new (symbol, DT_INSTRUMENT_STOCK);
      lanes[i] = (DtLane) { random_series (1000 + i), i, DT_LANE_BASE };
    }

  for (guint i = 0; i < G_N_ELEMENTS (strategies); i++)
    {
      g_autoptr(DtRunPlan) plan = plan_of (strategies[i], data);
      const DtInstrument *const *borrowed = (const DtInstrument *const *) instruments;
      g_autoptr(DtRun) stepped = play_market (plan, borrowed, lanes, N_MARKET, TRUE);
      g_autoptr(DtRun) passed = play_market (plan, borrowed, lanes, N_MARKET, FALSE);

      compare (stepped, passed);
      g_assert_cmpuint (dt_kernel_get_book (stepped->kernel)->trades->len, >, 20);
    }

  for (guint i = 0; i < N_MARKET; i++)
    {
      dt_instrument_free (instruments[i]);
      dt_bar_series_unref (lanes[i].series);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *one = g_strdup_printf ("/backtest/skip/%s", settings[i].name);
      g_autofree char *market = g_strdup_printf ("/backtest/skip/market/%s", settings[i].name);

      g_test_add_data_func (one, &settings[i], test_same);
      g_test_add_data_func (market, &settings[i], test_market);
    }

  g_test_add_func ("/backtest/skip/by-hand", test_by_hand);

  return g_test_run ();
}
