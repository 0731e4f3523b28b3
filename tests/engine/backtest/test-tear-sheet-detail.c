/* test-tear-sheet-detail.c - statistics and tables of a small account, by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-tear-sheet.h"
#include "reference-run.h"

#define assert_near(got, expected, tolerance) \
  g_assert_cmpfloat_with_epsilon (got, expected, tolerance)

/* Equity at eight closes, and the benchmark at them. */
static const double equity[] = { 10000, 11000, 9900, 10395, 10395, 8316, 12474, 11226.6 };
static const double market[] = { 100, 110, 110, 99, 99, 99, 108.9, 98.01 };
static const int days[][3] = {
  { 2018, 12, 28 }, { 2018, 12, 31 }, { 2019, 1, 2 }, { 2019, 1, 31 },
  { 2019, 2, 1 }, { 2019, 2, 28 }, { 2020, 3, 2 }, { 2020, 3, 3 },
};
/* +10 %, -10 %, +5 %, 0, -20 %, +50 %, -10 % */
static const double returns[] = { .1, -.1, .05, 0., -.2, .5, -.1 };

static void
set_curve (ReferenceRun *run,
           double       *benchmark)
{
  for (guint i = 0; i < G_N_ELEMENTS (equity); i++)
    {
      DtDate date = dt_date_new (days[i][0], days[i][1], days[i][2]);

      run->time[i] = dt_time_from_new_york (date, 0);
      run->known[i] = dt_time_from_new_york (date, 16 * DT_HOUR);
      run->equity[i] = equity[i];
      run->n_positions[i] = i % 2;
      benchmark[i] = market[i];
    }
  run->record.n_points = G_N_ELEMENTS (equity);
  run->record.benchmark = benchmark;
  run->record.first_decision = 0;
}

static void
add_trade (ReferenceRun *run,
           int           entry,
           int           exit,
           double        profit,
           double        mae,
           double        mfe,
           DtOrderRole   role)
{
  DtRoundTrip trip = {
    .id = run->book->trades->len + 1,
    .quantity = profit > 0. ? DT_UNITS (10) : DT_UNITS (-10),
    .entry_time = run->time[entry],
    .exit_time = run->time[exit],
    .entry_value = DT_DOLLARS (1000),
    .entry_units = DT_UNITS (10),
    .profit = reference_money (profit),
    .mae = mae,
    .mfe = mfe,
    .bars = exit - entry,
    .exit_role = role,
  };

  dt_rows_add (run->book->trades, DtRoundTrip, trip);
}

static DtTearSheet *
make_sheet (ReferenceRun *run,
            double       *benchmark)
{
  set_curve (run, benchmark);
  dt_rows_set_size (run->book->trades, 0);
  /* Exits in the order second, first, third, fourth */
  add_trade (run, 0, 3, 50., -.02, .08, DT_ROLE_TARGET);
  add_trade (run, 1, 2, -20., -.03, .01, DT_ROLE_STOP);
  add_trade (run, 4, 4, -10., -.01, 0., DT_ROLE_STOP);
  add_trade (run, 5, 7, 30., -.04, .03, DT_ROLE_EXIT);

  return dt_tear_sheet_new (&run->record, 1);
}

static void
test_sessions (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  double benchmark[8];
  g_autoptr(DtTearSheet) sheet = make_sheet (run, benchmark);
  double mean = 0., squares = 0., growth = 0.;

  for (guint i = 0; i < 7; i++)
    {
      mean += returns[i] / 7.;
      growth += log1p (returns[i]) / 7.;
    }
  for (guint i = 0; i < 7; i++)
    squares += pow (returns[i] - mean, 2.) / 6.;

  g_assert_cmpuint (sheet->session_count, ==, 7);
  assert_near (sheet->duration_days, 431., 1e-12);     /* 3 + 365 + 62 + 1 */
  assert_near (sheet->best_session, .5, 1e-12);
  assert_near (sheet->worst_session, -.2, 1e-12);
  assert_near (sheet->session_win_rate, 3. / 6., 1e-12);
  assert_near (sheet->average_up_session, .65 / 3., 1e-12);
  assert_near (sheet->average_down_session, -.4 / 3., 1e-12);
  assert_near (sheet->profit_factor_sessions, .65 / .4, 1e-12);
  assert_near (sheet->gain_to_pain, .25 / .4, 1e-12);
  assert_near (sheet->expected_return_session, expm1 (growth), 1e-12);
  assert_near (sheet->risk_return_ratio, mean / sqrt (squares), 1e-12);
  assert_near (sheet->variance_annual, squares * 252., 1e-9);
  assert_near (sheet->sharpe_compounded, (pow (1. + mean, 252.) - 1.) / sqrt (squares * 252.),
               1e-6);
  assert_near (sheet->sortino_adjusted * sqrt (2.), sheet->sortino, 1e-12);
  g_assert_cmpuint (sheet->longest_up_sessions, ==, 1);
  g_assert_cmpuint (sheet->longest_down_sessions, ==, 1);

  /* Below the peak: 9900, 10395 twice, 8316 and 11226.6 of eight */
  assert_near (sheet->time_under_water, 5. / 8., 1e-12);
  assert_near (sheet->average_positions, 4. / 8., 1e-12);
}

/* December +10 %; January 0.9 x 1.05 - 1 = -5.5 %; February -20 %; March 2020 1.5 x 0.9 - 1 = 35 %;
 * 2019 0.945 x 0.8 - 1 = -24.4 %. */
static void
test_calendar (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  double benchmark[8];
  g_autoptr(DtTearSheet) sheet = make_sheet (run, benchmark);

  g_assert_cmpuint (sheet->n_years, ==, 3);
  g_assert_cmpint (sheet->years[0].year, ==, 2018);
  assert_near (sheet->years[0].months[11], .1, 1e-12);
  g_assert_true (isnan (sheet->years[0].months[10]));
  assert_near (sheet->years[1].months[0], -.055, 1e-12);
  assert_near (sheet->years[1].months[1], -.2, 1e-12);
  assert_near (sheet->years[1].return_total, -.244, 1e-12);
  /* From 1 to 0.9, 0.945, 0.945, 0.756 */
  assert_near (sheet->years[1].max_drawdown, -.244, 1e-12);
  assert_near (sheet->years[1].benchmark, -.1, 1e-12);
  assert_near (sheet->years[2].months[2], .35, 1e-12);
  assert_near (sheet->years[2].benchmark, -.01, 1e-12);

  assert_near (sheet->best_month, .35, 1e-12);
  assert_near (sheet->worst_month, -.2, 1e-12);
  assert_near (sheet->month_win_rate, .5, 1e-12);
  assert_near (sheet->year_win_rate, 2. / 3., 1e-15);
  assert_near (sheet->worst_year, -.244, 1e-12);
  assert_near (sheet->average_up_month, .225, 1e-12);
  assert_near (sheet->gain_to_pain_months, (.45 - .255) / .255, 1e-12);
}

/* From 11,000 to 8,316, back on 2 March 2020; the fall of the last bar is too young. */
static void
test_drawdowns (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  double benchmark[8];
  g_autoptr(DtTearSheet) sheet = make_sheet (run, benchmark);

  g_assert_cmpuint (sheet->n_drawdowns, ==, 1);
  g_assert_cmpint (sheet->drawdowns[0].peak, ==, run->time[1]);
  g_assert_cmpint (sheet->drawdowns[0].trough, ==, run->time[5]);
  g_assert_cmpint (sheet->drawdowns[0].end, ==, run->time[6]);
  assert_near (sheet->drawdowns[0].depth, 8316. / 11000. - 1., 1e-15);
  assert_near (sheet->drawdowns[0].days, 427., 1e-12);
  assert_near (sheet->drawdowns[0].days_to_trough, 59., 1e-12);
}

/* Market: +10 %, 0, -10 %, 0, 0, +10 %, -10 %; the account beats it when it is above. */
static void
test_benchmark (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  double benchmark[8];
  g_autoptr(DtTearSheet) sheet = make_sheet (run, benchmark);
  static const double b[] = { .1, 0., -.1, 0., 0., .1, -.1 };
  double mean = .25 / 7., sxy = 0., sxx = 0., syy = 0., active = 0.;

  for (guint i = 0; i < 7; i++)
    {
      sxy += (returns[i] - mean) * b[i];
      sxx += b[i] * b[i];
      syy += pow (returns[i] - mean, 2.);
      active += pow (returns[i] - b[i] - mean, 2.) / 6.;
    }
  assert_near (sheet->beta, sxy / sxx, 1e-9);
  assert_near (sheet->correlation, sxy / sqrt (sxx * syy), 1e-9);
  assert_near (sheet->r_squared, sxy * sxy / (sxx * syy), 1e-9);
  assert_near (sheet->tracking_error, sqrt (active * 252.), 1e-9);
  assert_near (sheet->excess_sharpe, mean / sqrt (active), 1e-9);
  /* Equal on the first day, worse on the second, better on the third, equal, worse, better, and
   * the seventh equal but for rounding, which may go either way */
  g_assert_cmpfloat (sheet->batting_average, >=, 2. / 7. - 1e-12);
  g_assert_cmpfloat (sheet->batting_average, <=, 5. / 7. + 1e-12);
  assert_near (sheet->benchmark_max_drawdown, .9801 / 1.1 - 1., 1e-9);
  assert_near (sheet->treynor, (pow (1. + mean, 252.) - 1.) / sheet->beta, 1e-6);
}

/* Profits 50, -20, -10, 30; in the order of exits -20, 50, -10, 30: falls of 20 and of 10. */
static void
test_trades (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  double benchmark[8];
  g_autoptr(DtTearSheet) sheet = make_sheet (run, benchmark);

  g_assert_cmpuint (sheet->win_count, ==, 2);
  g_assert_cmpuint (sheet->loss_count, ==, 2);
  assert_near (sheet->loss_rate, .5, 1e-12);
  assert_near (sheet->win_loss_ratio, 1., 1e-12);
  assert_near (sheet->payoff_ratio, 40. / 15., 1e-12);
  assert_near (sheet->average_win_return, .04, 1e-12);
  assert_near (sheet->average_loss_return, -.015, 1e-12);
  assert_near (sheet->expectancy_payoff, .5 * .04 / .015 - .5, 1e-12);
  g_assert_cmpint (sheet->gross_profit, ==, DT_DOLLARS (80));
  g_assert_cmpint (sheet->gross_loss, ==, DT_DOLLARS (-30));
  g_assert_cmpint (sheet->largest_win, ==, DT_DOLLARS (50));
  g_assert_cmpint (sheet->largest_loss, ==, DT_DOLLARS (-20));
  g_assert_cmpint (sheet->profit_without_best, ==, 0);
  g_assert_cmpint (sheet->max_closed_trade_drawdown, ==, DT_DOLLARS (-20));
  assert_near (sheet->profit_to_closed_drawdown, 2.5, 1e-12);
  /* Given back: 50 - 80, -20 - 10, -10 - 0; 30 - 30 nothing */
  g_assert_cmpint (sheet->max_give_back, ==, DT_DOLLARS (-30));
  g_assert_cmpint (sheet->average_give_back, ==, reference_money (-17.5));
  assert_near (sheet->edge_ratio, .12 / .1, 1e-12);
  assert_near (sheet->worst_mae, -.04, 1e-12);
  assert_near (sheet->best_mfe, .08, 1e-12);
  g_assert_cmpuint (sheet->same_bar_trade_count, ==, 1);

  /* 28 December to 31 January 34 days, 31 December to 2 January 2, none, 28 February 2019 to
   * 3 March 2020 369 */
  assert_near (sheet->median_trade_days, 18., 1e-12);
  assert_near (sheet->average_win_days, 202., 1e-12);   /* 403 / 2, rounded up */
  assert_near (sheet->median_win_days, 202., 1e-12);
  assert_near (sheet->average_loss_days, 1., 1e-12);
  assert_near (sheet->trades_per_year, 4. / (431. / 365.25), 1e-12);
}

static void
test_rows (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  double benchmark[8];
  g_autoptr(DtTearSheet) sheet = make_sheet (run, benchmark);

  g_assert_cmpuint (sheet->n_exit_reasons, ==, 3);
  g_assert_cmpstr (sheet->exit_reasons[0].name, ==, "exit");
  g_assert_cmpstr (sheet->exit_reasons[1].name, ==, "stop");
  g_assert_cmpuint (sheet->exit_reasons[1].trade_count, ==, 2);
  g_assert_cmpint (sheet->exit_reasons[1].profit_total, ==, DT_DOLLARS (-30));
  g_assert_cmpint (sheet->exit_reasons[1].average_profit, ==, DT_DOLLARS (-15));
  assert_near (sheet->exit_reasons[1].average_mae, -.02, 1e-15);
  assert_near (sheet->exit_reasons[1].average_mfe, .005, 1e-15);
  assert_near (sheet->exit_reasons[1].average_bars, .5, 1e-12);
  g_assert_cmpstr (sheet->exit_reasons[2].name, ==, "target");

  g_assert_cmpuint (sheet->n_sides, ==, 2);
  g_assert_cmpstr (sheet->sides[0].name, ==, "long");
  g_assert_cmpint (sheet->sides[0].profit_total, ==, DT_DOLLARS (80));
  g_assert_cmpstr (sheet->sides[1].name, ==, "short");
  g_assert_cmpuint (sheet->sides[1].trade_count, ==, 2);
}

/* 30,000 trades of 30 days are more nanoseconds than 63 bits hold. */
static void
test_many_long_trades (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  double benchmark[8];
  g_autoptr(DtTearSheet) sheet = NULL;

  set_curve (run, benchmark);
  dt_rows_set_size (run->book->trades, 0);
  for (int i = 0; i < 30000; i++)
    add_trade (run, 4, 5, 1., 0., 0., DT_ROLE_EXIT);
  sheet = dt_tear_sheet_new (&run->record, 1);
  /* 1 to 28 February */
  assert_near (sheet->average_trade_days, 27., 1e-12);
  assert_near (sheet->average_win_days, 27., 1e-12);
  assert_near (sheet->median_trade_days, 27., 1e-12);
}

/* What is quick is the same in a brief sheet; the rest is undefined, and so it is in JSON. */
static void
test_brief (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(DtTearSheet) sheet = dt_tear_sheet_new (&run->record, 1);
  char hash[DT_RUN_HASH_SIZE];
  g_autoptr(DtTearSheet) brief = dt_tear_sheet_new_brief (&run->record, 1, hash);
  g_autoptr(JsonNode) node = dt_tear_sheet_to_json (brief);
  g_autofree char *text = json_to_string (node, FALSE);
  DtRunHashes hashes;

  dt_run_files_hash (&run->record, 1, &hashes);
  g_assert_cmpstr (hash, ==, hashes.trade_list);
  g_assert_cmpfloat (brief->sharpe_annualized, ==, sheet->sharpe_annualized);
  g_assert_cmpfloat (brief->sortino_annualized, ==, sheet->sortino_annualized);
  g_assert_cmpfloat (brief->kurtosis, ==, sheet->kurtosis);
  g_assert_cmpfloat (brief->max_drawdown, ==, sheet->max_drawdown);
  g_assert_cmpfloat (brief->profit_factor, ==, sheet->profit_factor);
  g_assert_cmpfloat (brief->sharpe, ==, sheet->sharpe);
  g_assert_cmpfloat (brief->skewness, ==, sheet->skewness);
  g_assert_cmpint (brief->equity_final, ==, sheet->equity_final);
  g_assert_cmpuint (brief->trade_count, ==, sheet->trade_count);
  g_assert_true (isnan (brief->ulcer_index));
  g_assert_cmpuint (brief->n_symbols, ==, 0);
  g_assert_null (strstr (text, "nan"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/backtest/tear-sheet-detail/sessions", test_sessions);
  g_test_add_func ("/backtest/tear-sheet-detail/calendar", test_calendar);
  g_test_add_func ("/backtest/tear-sheet-detail/drawdowns", test_drawdowns);
  g_test_add_func ("/backtest/tear-sheet-detail/benchmark", test_benchmark);
  g_test_add_func ("/backtest/tear-sheet-detail/trades", test_trades);
  g_test_add_func ("/backtest/tear-sheet-detail/rows", test_rows);
  g_test_add_func ("/backtest/tear-sheet-detail/many-long-trades", test_many_long_trades);
  g_test_add_func ("/backtest/tear-sheet-detail/brief", test_brief);

  return g_test_run ();
}
