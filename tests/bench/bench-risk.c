/* bench-risk.c - what guards, sizes and correlation cost an order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <time.h>

#include "dt-correlation-rows.h"
#include "dt-random.h"
#include "dt-risk.h"
#include "dt-size-factor.h"

#define N_ORDERS 1000000
#define N_SERIES 505
#define N_HELD   10
#define WINDOW   60
#define N_ROUNDS 7

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

/* Every limit on, none of them met: the chain is asked to its end. */
static const DtRiskProfile all = {
  .max_positions = 10, .max_position_fraction = .25, .max_sector_fraction = .4,
  .max_gross_exposure = .8, .min_entry_part = .5, .max_daily_loss = .03, .max_drawdown = .15,
  .max_participation = .1,
  .max_risk_per_trade = .01, .max_correlation = .7, .price_collar = .1, .min_sentiment = .3,
  .min_price = DT_DOLLARS (1), .max_order_notional = DT_DOLLARS (1000000),
  .max_order_shares = 100000, .max_data_age = 3, .max_losses_in_a_row = 5, .max_day_trades = 3,
  .duplicate_seconds = 60, .earnings_days = 2, .news_hours = 4, .flat_minutes_before_close = 5,
  .require_session = TRUE, .require_tradable = TRUE, .require_stop = TRUE,
  .kelly_fraction = .5, .streak_sizing = TRUE, .target_volatility = .2,
};

static const DtRiskView view = {
  .equity = DT_DOLLARS (100000), .cash = DT_DOLLARS (100000), .minutes_to_close = 120.,
  .correlation = .2, .earnings_days = 20., .sentiment = .5, .bad_news_hours = 100.,
};

/* Others leave less than half of an entry: it is cut, asked about as if they were not there, and
 * refused. */
static const DtRiskView crowded = {
  .equity = DT_DOLLARS (100000), .cash = DT_DOLLARS (100000), .minutes_to_close = 120.,
  .correlation = .2, .earnings_days = 20., .sentiment = .5, .bad_news_hours = 100.,
  .gross = DT_DOLLARS (68000), .sector = DT_DOLLARS (10000),
};

static const DtSize size = { DT_SIZE_RISK, .005, DT_SIZE_AT_SIGNAL };

static DtQuantity
take_order (const DtRiskProfile *profile,
            const DtRiskView    *account,
            const DtTradeRecord *record,
            DtMoney              price,
            double               volatility)
{
  DtCandidate candidate = {
    .price = price, .volume = 1e6, .lot = DT_UNITS (1), .risk = DT_DOLLARS (2), .last = price,
    .limit = DT_MONEY_NONE, .stop = DT_MONEY_NONE,
  };
  DtSizeFactors factors;

  candidate.quantity = dt_size_get_quantity (&size, view.equity, view.cash, price, candidate.risk,
                                             candidate.lot);
  dt_size_factors_get (profile, record, .1, volatility, NAN, &factors);
  candidate.quantity = dt_size_factors_apply (&factors, candidate.quantity, candidate.lot);

  return dt_risk_check_entry (profile, account, &candidate).granted;
}

static void
bench_orders (const char          *name,
              const DtRiskProfile *profile,
              const DtRiskView    *account)
{
  DtTradeRecord record = { .n_wins = 30, .n_losses = 20, .gains = .6, .losses = .4, .streak = 5 };
  double best = INFINITY;
  DtQuantity sum = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      double start = now();

      for (guint i = 0; i < N_ORDERS; i++)
        sum += take_order (profile, account, &record, DT_DOLLARS (50) + i % 1000, .16)
               / DT_UNITS (1);
      best = MIN (best, now() - start);
    }
  g_print ("%-42s %8.1f ns an order  (%" G_GINT64_FORMAT ")\n", name, best / N_ORDERS * 1e9, sum);
}

static void
push_random (DtCorrelationRows *rows,
             DtRandom          *random)
{
  double row[N_SERIES];

  for (guint i = 0; i < N_SERIES; i++)
    row[i] = .01 * dt_random_normal (random);
  dt_correlation_rows_push (rows, row);
}

/* The highest r of a candidate with what is held, as the kernel asks for it. */
static double
ask_held (DtCorrelationRows *rows,
          guint              candidate)
{
  double highest = -1.;

  for (guint i = 0; i < N_HELD; i++)
    highest = MAX (highest, dt_correlation_rows_get (rows, candidate, i * 50));

  return highest;
}

static void
bench_correlation (void)
{
  g_autoptr(DtCorrelationRows) rows = dt_correlation_rows_new (N_SERIES, WINDOW);
  double first = INFINITY, row = INFINITY, pairs = INFINITY, push = INFINITY, sum = 0.;
  DtRandom random;

  dt_random_init (&random, 1);
  for (guint i = 0; i < WINDOW; i++)
    push_random (rows, &random);

  for (guint round = 0; round < 200; round++)
    {
      double start = now();

      push_random (rows, &random);
      push = MIN (push, now() - start);
      start = now();
      sum += dt_correlation_rows_refresh (rows, 3)[round];
      first = MIN (first, now() - start);
      start = now();
      for (guint i = 4; i < 104; i++)
        sum += dt_correlation_rows_refresh (rows, i)[round];
      row = MIN (row, (now() - start) / 100.);
      start = now();
      for (guint i = 104; i < 504; i++)
        sum += ask_held (rows, i);
      pairs = MIN (pairs, (now() - start) / 400.);
    }

  g_print ("%-42s %8.2f us\n", "a session's returns of 505 symbols taken in", push * 1e6);
  g_print ("%-42s %8.2f us\n", "first row against 505 symbols", first * 1e6);
  g_print ("%-42s %8.2f us\n", "each further row of the session", row * 1e6);
  g_print ("%-42s %8.1f ns an order  (%g)\n", "highest r with 10 holdings", pairs * 1e9, sum);
}

int
main (void)
{
  static const DtRiskProfile none = { 0 };

  bench_orders ("guards and size, everything off", &none, &view);
  bench_orders ("guards and size, every limit and factor on", &all, &view);
  bench_orders ("the same, cut by what others hold", &all, &crowded);
  bench_correlation ();

  return 0;
}
