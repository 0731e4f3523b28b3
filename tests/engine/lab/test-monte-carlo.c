/* test-monte-carlo.c - orders and blocks of returns, against odds that are known
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-monte-carlo.h"
#include "dt-pool.h"
#include "dt-ratios.h"
#include "dt-tear-sheet.h"

#include "lab-fixture.h"

static DtMonteCarlo *
study (const double *returns,
       gsize         n,
       DtMonteCarloRequest request)
{
  DtReturnLine line = { .n = n, .returns = (double *) returns, .start = 100., .days = 365.25,
                        .periods_per_year = 252. };
  g_autoptr(GError) error = NULL;
  DtMonteCarlo *study = dt_monte_carlo_run (&line, &request, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return study;
}

static void
fill_random (double *returns,
             gsize   n)
{
  DtRandom random;

  dt_random_init (&random, 42);
  for (gsize i = 0; i < n; i++)
    returns[i] = 0.02 * dt_random_normal (&random);
}

/* Lose, win, lose 10 %: 90, 99, 89.1. The win is first, second or last, each as likely:
 *   win first   110 99 89.1    drawdown 89.1 / 110 - 1 = -0.19    two losses in a row
 *   win second  90 99 89.1     89.1 / 100 - 1 = -0.109            one
 *   win last    90 81 89.1     81 / 100 - 1 = -0.19               two
 * A third of 6,000 runs is 2,000 with a deviation of sqrt (6000 x 1/3 x 2/3) = 36.5, 0.006 of all;
 * five of them are 0.03. The line itself is the middle one: no run is above it. Every run loses. */
static void
test_shuffle (void)
{
  static const double returns[] = { -0.1, 0.1, -0.1 };
  static const double two_streaks[] = { 0.1, -0.1, -0.1 };
  DtMonteCarloRequest request = { .kind = DT_MONTE_CARLO_SHUFFLE, .n_runs = 6000, .seed = 1 };
  g_autoptr(DtMonteCarlo) middle = study (returns, 3, request);
  g_autoptr(DtMonteCarlo) first = study (two_streaks, 3, request);
  const DtMonteCarloRow *drawdown = &middle->rows[DT_MONTE_CARLO_MAX_DRAWDOWN];
  const DtMonteCarloRow *streak = &middle->rows[DT_MONTE_CARLO_LOSING_STREAK];

  g_assert_cmpfloat_with_epsilon (drawdown->observed, -0.109, 1e-12);
  g_assert_cmpfloat (drawdown->rank, ==, 1.);
  g_assert_cmpfloat_with_epsilon (drawdown->percentiles[0], -0.19, 1e-12);
  g_assert_cmpfloat_with_epsilon (drawdown->percentiles[2], -0.19, 1e-12);
  g_assert_cmpfloat_with_epsilon (drawdown->percentiles[3], -0.109, 1e-12);
  g_assert_cmpfloat_with_epsilon (drawdown->percentiles[4], -0.109, 1e-12);
  g_assert_cmpfloat (streak->observed, ==, 1.);
  g_assert_cmpfloat_with_epsilon (streak->rank, 1. / 3., 0.03);
  g_assert_cmpfloat (streak->percentiles[0], ==, 1.);
  g_assert_cmpfloat (streak->percentiles[4], ==, 2.);
  g_assert_cmpfloat (middle->probability_of_loss, ==, 1.);

  /* -0.19 and worse: two thirds */
  g_assert_cmpfloat_with_epsilon (first->rows[DT_MONTE_CARLO_MAX_DRAWDOWN].rank, 2. / 3., 0.03);
}

/* A product does not know the order of its factors. */
static void
test_end_stays (void)
{
  double returns[300], last = 100.;
  DtMonteCarloRequest request = { .kind = DT_MONTE_CARLO_SHUFFLE, .n_runs = 500, .seed = 5 };
  g_autoptr(DtMonteCarlo) shuffled = NULL;
  const DtMonteCarloRow *row;

  fill_random (returns, 300);
  for (guint i = 0; i < 300; i++)
    last *= 1. + returns[i];
  shuffled = study (returns, 300, request);
  row = &shuffled->rows[DT_MONTE_CARLO_EQUITY_FINAL];

  g_assert_cmpfloat_with_epsilon (row->observed, last, 1e-10 * last);
  for (guint p = 0; p < DT_MONTE_CARLO_N_PERCENTILES; p++)
    {
      g_assert_cmpfloat_with_epsilon (row->percentiles[p], last, 1e-10 * last);
      /* 365.25 days: growth a year is growth */
      g_assert_cmpfloat_with_epsilon (shuffled->rows[DT_MONTE_CARLO_CAGR].percentiles[p],
                                      last / 100. - 1., 1e-10);
      g_assert_cmpfloat (shuffled->fan[p][0], ==, 100.);
      g_assert_cmpfloat_with_epsilon (shuffled->fan[p][shuffled->n_fan - 1], last, 1e-10 * last);
    }
  g_assert_cmpfloat (row->rank, ==, 1.);
  g_assert_cmpfloat (shuffled->probability_of_loss, ==, last < 100. ? 1. : 0.);
  g_assert_cmpfloat (shuffled->rows[DT_MONTE_CARLO_MAX_DRAWDOWN].percentiles[0], <,
                     shuffled->rows[DT_MONTE_CARLO_MAX_DRAWDOWN].percentiles[4]);
}

/* Two draws of +10 % or -10 %, blocks of one: 121 a quarter of the time, 99 half, 81 a quarter. The
 * share of losses is 0.75, deviation sqrt (0.75 x 0.25 / 6000) = 0.0056; five of them 0.028. */
static void
test_blocks_of_one (void)
{
  static const double returns[] = { 0.1, -0.1 };

  for (guint blocks = DT_MONTE_CARLO_STATIONARY; blocks <= DT_MONTE_CARLO_FIXED; blocks++)
    {
      DtMonteCarloRequest request = { DT_MONTE_CARLO_BOOTSTRAP, blocks, 1, 6000, 3 };
      g_autoptr(DtMonteCarlo) drawn = study (returns, 2, request);
      const DtMonteCarloRow *row = &drawn->rows[DT_MONTE_CARLO_EQUITY_FINAL];

      g_assert_cmpfloat_with_epsilon (drawn->probability_of_loss, 0.75, 0.028);
      g_assert_cmpfloat_with_epsilon (row->percentiles[0], 81., 1e-9);
      g_assert_cmpfloat_with_epsilon (row->percentiles[2], 99., 1e-9);
      g_assert_cmpfloat_with_epsilon (row->percentiles[4], 121., 1e-9);
      /* 81 and 99: three quarters are at or below the line's own end */
      g_assert_cmpfloat_with_epsilon (row->rank, 0.75, 0.028);
    }
}

/* A fixed block as long as the line can only be the line. */
static void
test_one_block (void)
{
  double returns[40];
  DtMonteCarloRequest request = { DT_MONTE_CARLO_BOOTSTRAP, DT_MONTE_CARLO_FIXED, 40, 50, 9 };
  g_autoptr(DtMonteCarlo) drawn = NULL;

  fill_random (returns, 40);
  drawn = study (returns, 40, request);
  for (guint s = 0; s < DT_MONTE_CARLO_N_STATISTICS; s++)
    for (guint p = 0; p < DT_MONTE_CARLO_N_PERCENTILES; p++)
      g_assert_cmpfloat (drawn->rows[s].percentiles[p], ==, drawn->rows[s].observed);
  g_assert_cmpfloat_with_epsilon (drawn->rows[DT_MONTE_CARLO_SHARPE].observed,
                                  dt_ratios_sharpe (returns, 40, 0., 252.), 1e-12);
}

/* Up, down, up, down ...: inside a block no two losses stand side by side, at a seam at most two.
 * Coins would lose longer: a hundred of them practically always have three in a row. */
static void
test_blocks_keep_neighbours (void)
{
  DtMonteCarloRequest blocks = { DT_MONTE_CARLO_BOOTSTRAP, DT_MONTE_CARLO_FIXED, 10, 2000, 4 };
  DtMonteCarloRequest coins = { DT_MONTE_CARLO_BOOTSTRAP, DT_MONTE_CARLO_FIXED, 1, 2000, 4 };
  DtMonteCarloRequest circle = { DT_MONTE_CARLO_BOOTSTRAP, DT_MONTE_CARLO_STATIONARY, 1000, 2000,
                                 4 };
  double returns[1000];
  g_autoptr(DtMonteCarlo) kept = NULL, torn = NULL, round = NULL;

  for (guint i = 0; i < 1000; i++)
    returns[i] = i % 2 == 0 ? 0.01 : -0.01;
  kept = study (returns, 100, blocks);
  torn = study (returns, 100, coins);
  g_assert_cmpfloat (kept->rows[DT_MONTE_CARLO_LOSING_STREAK].percentiles[4], ==, 2.);
  g_assert_cmpfloat (torn->rows[DT_MONTE_CARLO_LOSING_STREAK].percentiles[0], >=, 3.);

  /* The circle: 0.999^999 = 0.37 of the runs have no seam, and more than half none that joins two
   * losses; the median run loses once in a row, over the circle's own seam too */
  round = study (returns, 1000, circle);
  g_assert_cmpfloat (round->rows[DT_MONTE_CARLO_LOSING_STREAK].percentiles[2], ==, 1.);
}

/* On a circle of ups and downs a new block begins with probability 1 / b, at every second place
 * repeating the sign before it: q = 1 / (2 b) a step. That no two losses ever stand side by side is
 * a chain of two states: to an up from an up with q, from a down with 1 - q; to a down from an up
 * with 1 - q, from a down never. The share of 6,000 runs has a deviation of at most 0.0065. */
static void
test_stationary_lengths (void)
{
  static const gsize lengths[] = { 2, 5, 10, 40 };
  double returns[40];

  for (guint i = 0; i < 40; i++)
    returns[i] = i % 2 == 0 ? 0.01 : -0.01;
  for (guint k = 0; k < G_N_ELEMENTS (lengths); k++)
    {
      DtMonteCarloRequest request = { DT_MONTE_CARLO_BOOTSTRAP, DT_MONTE_CARLO_STATIONARY,
                                      lengths[k], 6000, 12 };
      g_autoptr(DtMonteCarlo) drawn = study (returns, 40, request);
      double q = 0.5 / lengths[k], up = 0.5, down = 0.5;

      for (guint i = 1; i < 40; i++)
        {
          double next = q * up + (1. - q) * down;

          down = (1. - q) * up;
          up = next;
        }
      /* Five deviations */
      g_assert_cmpfloat_with_epsilon (drawn->rows[DT_MONTE_CARLO_LOSING_STREAK].rank, up + down,
                                      0.0325);
    }
}

/* Cube root of 1,000; and the fan begins at the start, ends at the end, and rises in order. */
static void
test_fan (void)
{
  double returns[1000];
  DtMonteCarloRequest request = { .kind = DT_MONTE_CARLO_BOOTSTRAP, .n_runs = 200, .seed = 8 };
  g_autoptr(DtMonteCarlo) drawn = NULL;

  fill_random (returns, 1000);
  drawn = study (returns, 1000, request);
  g_assert_cmpuint (drawn->request.block, ==, 10);
  g_assert_cmpuint (drawn->n_fan, ==, DT_MONTE_CARLO_MAX_FAN);
  g_assert_cmpuint (drawn->fan_points[0], ==, 0);
  g_assert_cmpuint (drawn->fan_points[1], ==, 5);
  g_assert_cmpuint (drawn->fan_points[drawn->n_fan - 1], ==, 1000);
  for (gsize i = 0; i < drawn->n_fan; i++)
    for (guint p = 1; p < DT_MONTE_CARLO_N_PERCENTILES; p++)
      g_assert_cmpfloat (drawn->fan[p - 1][i], <=, drawn->fan[p][i]);
  for (guint p = 0; p < DT_MONTE_CARLO_N_PERCENTILES; p++)
    g_assert_cmpfloat (drawn->fan[p][drawn->n_fan - 1], ==,
                       drawn->rows[DT_MONTE_CARLO_EQUITY_FINAL].percentiles[p]);
}

static void
test_seed (void)
{
  double returns[100];
  DtMonteCarloRequest request = { .kind = DT_MONTE_CARLO_BOOTSTRAP, .n_runs = 100, .seed = 8 };
  DtMonteCarloRequest other = { .kind = DT_MONTE_CARLO_BOOTSTRAP, .n_runs = 100, .seed = 9 };
  g_autoptr(DtMonteCarlo) a = NULL, b = NULL, c = NULL;

  fill_random (returns, 100);
  a = study (returns, 100, request);
  b = study (returns, 100, request);
  c = study (returns, 100, other);
  g_assert_cmpmem (a->rows, sizeof a->rows, b->rows, sizeof b->rows);
  g_assert_cmpfloat (a->rows[0].percentiles[2], !=, c->rows[0].percentiles[2]);
}

/* However many threads there are: the same bytes. */
static void
test_threads (void)
{
  double returns[300];
  DtMonteCarloRequest requests[] = {
    { .kind = DT_MONTE_CARLO_BOOTSTRAP, .n_runs = 1000, .seed = 8 },
    { .kind = DT_MONTE_CARLO_BOOTSTRAP, .blocks = DT_MONTE_CARLO_FIXED, .n_runs = 333, .seed = 3 },
    { .kind = DT_MONTE_CARLO_SHUFFLE, .n_runs = 65, .seed = 2 },
  };

  fill_random (returns, 300);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr(DtMonteCarlo) one = NULL;

      dt_pool_set_n_threads (1);
      one = study (returns, 300, requests[i]);
      for (guint n_threads = 2; n_threads <= 5; n_threads++)
        {
          g_autoptr(DtMonteCarlo) many = NULL;

          dt_pool_set_n_threads (n_threads);
          many = study (returns, 300, requests[i]);
          g_assert_cmpmem (one->rows, sizeof one->rows, many->rows, sizeof many->rows);
          g_assert_cmpfloat (one->probability_of_loss, ==, many->probability_of_loss);
          for (guint p = 0; p < DT_MONTE_CARLO_N_PERCENTILES; p++)
            g_assert_cmpmem (one->fan[p], one->n_fan * sizeof (double),
                             many->fan[p], many->n_fan * sizeof (double));
        }
    }
  dt_pool_set_n_threads (0);
}

/* Both lines compound to what the book says; Sharpe of the sessions is the tear sheet's. */
static void
test_lines (void)
{
  g_autoptr(DtTapeSet) tape = make_tape ();
  g_autoptr(DtRunSpec) spec = make_spec ();
  g_autoptr(DtBacktest) backtest = run_backtest (spec, tape);
  g_autoptr(DtTearSheet) sheet = dt_tear_sheet_new (backtest->records, 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(DtReturnLine) sessions = dt_return_line_new_of_sessions (backtest->records, 1, &error);
  g_autoptr(DtReturnLine) trades = dt_return_line_new_of_trades (backtest->records, 1, &error);
  const DtBook *book = backtest->records[0].book;
  double session_end = 100000., trade_end = 100000., profit = 0.;

  g_assert_no_error (error);
  for (gsize i = 0; i < sessions->n; i++)
    session_end *= 1. + sessions->returns[i];
  for (gsize i = 0; i < trades->n; i++)
    trade_end *= 1. + trades->returns[i];
  for (guint i = 0; i < book->trades->len; i++)
    if (!dt_rows_index (book->trades, DtRoundTrip, i).open)
      profit += dt_money_to_double (dt_rows_index (book->trades, DtRoundTrip, i).profit);

  g_assert_cmpuint (sessions->n, ==, N_BARS - 1);
  g_assert_cmpfloat_with_epsilon (session_end, dt_money_to_double (sheet->equity_final), 1e-5);
  g_assert_cmpfloat_with_epsilon (dt_ratios_sharpe (sessions->returns, sessions->n, 0., 252.),
                                  sheet->sharpe, 1e-12);
  g_assert_cmpuint (trades->n, ==, sheet->trade_count);
  g_assert_cmpuint (trades->n, >, 10);
  g_assert_cmpfloat_with_epsilon (trade_end, 100000. + profit, 1e-5);
}

static void
on_progress (goffset  done,
             goffset  total,
             gpointer user_data)
{
  g_assert_cmpint (done, <=, total);
  g_assert_false (dt_pool_is_current ());
  *(goffset *) user_data = total - done;
}

static void
test_refusals (void)
{
  static const double returns[] = { 0.1, -0.1 };
  DtReturnLine line = { .n = 2, .returns = (double *) returns, .start = 100. };
  DtMonteCarloRequest bad[] = {
    { .kind = DT_MONTE_CARLO_SHUFFLE },
    { .kind = DT_MONTE_CARLO_SHUFFLE, .n_runs = DT_MONTE_CARLO_MAX_RUNS + 1 },
    { .kind = DT_MONTE_CARLO_BOOTSTRAP, .n_runs = 10, .block = 3 },
  };
  DtMonteCarloRequest good = { .kind = DT_MONTE_CARLO_SHUFFLE, .n_runs = 1000 };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(DtMonteCarlo) done = NULL;
  goffset n_left = -1;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (dt_monte_carlo_run (&line, &bad[i], NULL, NULL, NULL, &error));
      g_assert_error (error, DT_LAB_ERROR, DT_LAB_ERROR_REQUEST);
      g_clear_error (&error);
    }

  done = dt_monte_carlo_run (&line, &good, on_progress, &n_left, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_left, ==, 0);
  g_cancellable_cancel (cancellable);
  g_assert_null (dt_monte_carlo_run (&line, &good, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lab/monte-carlo/shuffle", test_shuffle);
  g_test_add_func ("/lab/monte-carlo/end-stays", test_end_stays);
  g_test_add_func ("/lab/monte-carlo/blocks-of-one", test_blocks_of_one);
  g_test_add_func ("/lab/monte-carlo/one-block", test_one_block);
  g_test_add_func ("/lab/monte-carlo/blocks-keep-neighbours", test_blocks_keep_neighbours);
  g_test_add_func ("/lab/monte-carlo/stationary-lengths", test_stationary_lengths);
  g_test_add_func ("/lab/monte-carlo/fan", test_fan);
  g_test_add_func ("/lab/monte-carlo/seed", test_seed);
  g_test_add_func ("/lab/monte-carlo/threads", test_threads);
  g_test_add_func ("/lab/monte-carlo/lines", test_lines);
  g_test_add_func ("/lab/monte-carlo/refusals", test_refusals);

  return g_test_run ();
}
