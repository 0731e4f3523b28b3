/* test-tear-sheet.c - the published statistics of the reference run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-report-text.h"
#include "dt-tear-sheet.h"
#include "published-statistics.h"
#include "reference-run.h"

static void
test_reference (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(DtTearSheet) sheet = dt_tear_sheet_new (&run->record, 1);
  g_autoptr(JsonNode) node = dt_tear_sheet_to_json (sheet);
  JsonObject *object = json_node_get_object (node);
  JsonObject *row;

  assert_published (object);

  /* Long and short take turns; the only symbol and the only strategy have all of it */
  g_assert_cmpuint (sheet->long_trade_count + sheet->short_trade_count, ==, 66);
  g_assert_cmpuint (sheet->long_trade_count, ==, 33);
  row = json_array_get_object_element (json_object_get_array_member (object, "symbols"), 0);
  g_assert_cmpstr (json_object_get_string_member (row, "symbol"), ==, "GOOG");
  g_assert_cmpstr (json_object_get_string_member (row, "profit_total"), ==, "41422.99");
  g_assert_cmpint (json_object_get_int_member (row, "trade_count"), ==, 66);
  row = json_array_get_object_element (json_object_get_array_member (object, "strategies"), 0);
  g_assert_cmpstr (json_object_get_string_member (row, "strategy"), ==, "sma-crossover");
}

/* Every name is there, in every run; numbers are numbers, text or null; no bars give no figures. */
static void
test_empty (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(DtTearSheet) sheet = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;
  gsize n;
  const DtStatistic *statistics = dt_tear_sheet_get_statistics (&n);

  run->record.n_points = 0;
  dt_rows_set_size (run->book->trades, 0);
  sheet = dt_tear_sheet_new (&run->record, 1);
  node = dt_tear_sheet_to_json (sheet);
  text = dt_report_text (sheet, NULL, &run->record, 1, TRUE);
  g_assert_true (g_utf8_validate (text, -1, NULL));

  for (gsize i = 0; i < n; i++)
    {
      JsonNode *value = json_object_get_member (json_node_get_object (node), statistics[i].name);

      g_assert_nonnull (value);
      if (statistics[i].unit != DT_STATISTIC_MONEY && statistics[i].unit != DT_STATISTIC_COUNT)
        g_assert_true (JSON_NODE_HOLDS_NULL (value));
    }
}

/* A flat account: no volatility, no drawdown, no trade; what divides by them is undefined. */
static void
test_flat (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(DtTearSheet) sheet = NULL;

  for (int i = 0; i < REFERENCE_BARS; i++)
    {
      run->equity[i] = REFERENCE_CASH;
      run->n_positions[i] = 0;
    }
  dt_rows_set_size (run->book->trades, 0);
  sheet = dt_tear_sheet_new (&run->record, 1);

  g_assert_cmpfloat (sheet->return_total, ==, 0.);
  g_assert_cmpfloat (sheet->return_annual, ==, 0.);
  g_assert_cmpfloat (sheet->volatility_annual, ==, 0.);
  g_assert_cmpfloat (sheet->max_drawdown, ==, 0.);
  g_assert_cmpfloat (sheet->exposure, ==, 0.);
  g_assert_cmpfloat (sheet->beta, ==, 0.);
  g_assert_true (isnan (sheet->sharpe) && isnan (sheet->calmar) && isnan (sheet->win_rate));
  g_assert_true (isnan (sheet->average_drawdown) && isnan (sheet->max_trade_days));
  g_assert_cmpint (sheet->average_profit, ==, DT_MONEY_NONE);
}

/* Two accounts with the same history: money doubles, ratios stay, rows have an account each. */
static void
test_accounts (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(ReferenceRun) other = reference_run_new ();
  g_autoptr(DtTearSheet) sheet = NULL;
  DtRunRecord records[2];

  other->symbols[0] = "HOOG";
  records[0] = run->record;
  records[1] = other->record;
  sheet = dt_tear_sheet_new (records, 2);

  g_assert_cmpint (sheet->equity_final, ==, reference_money (2. * 51422.99));
  g_assert_cmpint (sheet->equity_initial, ==, DT_DOLLARS (20000));
  g_assert_cmpuint (sheet->trade_count, ==, 132);
  g_assert_cmpuint (sheet->max_positions, ==, 2);
  g_assert_cmpfloat_with_epsilon (sheet->sharpe, .7983515642116698, 1e-9);
  g_assert_cmpfloat_with_epsilon (sheet->return_buy_and_hold, 5.220601851851852, 1e-9);
  g_assert_cmpfloat_with_epsilon (sheet->max_drawdown, -.4798012705007589, 1e-9);
  g_assert_cmpuint (sheet->n_symbols, ==, 2);
  g_assert_cmpuint (sheet->n_strategies, ==, 1);
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (sheet->symbols[i].has_account);
      g_assert_cmpint (sheet->symbols[i].equity_final, ==, reference_money (51422.99));
      g_assert_cmpfloat_with_epsilon (sheet->symbols[i].sharpe, .7983515642116698, 1e-9);
    }
}

/* An account that began later and ended earlier counts with its deposit before and its end
 * after. */
static void
test_accounts_of_other_spans (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(ReferenceRun) other = reference_run_new ();
  g_autoptr(DtTearSheet) sheet = NULL;
  DtRunRecord records[2] = { run->record, other->record };
  const gsize first = 1000, last = 1500;

  other->symbols[0] = "HOOG";
  records[1].time += first;
  records[1].known += first;
  records[1].equity += first;
  records[1].n_positions += first;
  records[1].benchmark += first;
  records[1].n_points = last - first;
  dt_rows_set_size (other->book->trades, 0);
  sheet = dt_tear_sheet_new (records, 2);

  g_assert_cmpint (sheet->equity_final, ==,
                   reference_money (51422.99 + other->equity[last - 1]));
  /* In the other order too */
  g_clear_pointer (&sheet, dt_tear_sheet_free);
  records[0] = records[1];
  records[1] = run->record;
  sheet = dt_tear_sheet_new (records, 2);
  g_assert_cmpint (sheet->equity_final, ==,
                   reference_money (51422.99 + other->equity[last - 1]));
  g_assert_cmpint (sheet->period_start, ==, run->time[0]);
}

/* Bars of an hour: the session's last equity makes its return, spans are in minutes. Three sessions
 * of two bars, equity by hand. */
static void
test_intraday (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(DtTearSheet) sheet = NULL;
  static const double equity[] = { 10000, 10100, 10050, 9999, 10200, 10403.04 };
  DtDate monday = dt_date_new (2019, 2, 11);
  DtRoundTrip *trip;
  /* Sessions end at 10100, 9999, 10403.04: +1 %, -1 %, +4.0408... % */
  double r[3] = { .01, 9999. / 10100. - 1., 10403.04 / 9999. - 1. };
  double mean = (r[0] + r[1] + r[2]) / 3.;
  double variance = (pow (r[0] - mean, 2) + pow (r[1] - mean, 2) + pow (r[2] - mean, 2)) / 2.;

  for (int i = 0; i < 6; i++)
    {
      run->time[i] = dt_time_from_new_york (monday + i / 2, (10 + i % 2) * DT_HOUR);
      run->known[i] = run->time[i] + DT_HOUR;
      run->equity[i] = equity[i];
    }
  run->record.timeframe = DT_TIMEFRAME_HOUR;
  run->record.n_points = 6;
  run->record.first_decision = 0;
  dt_rows_set_size (run->book->trades, 1);
  trip = &dt_rows_index (run->book->trades, DtRoundTrip, 0);
  trip->entry_time = run->time[0];
  trip->exit_time = run->time[1] + 30 * DT_SECOND;

  sheet = dt_tear_sheet_new (&run->record, 1);
  g_assert_cmpfloat_with_epsilon (sheet->sharpe, mean / sqrt (variance) * sqrt (252.), 1e-10);
  g_assert_cmpfloat_with_epsilon (sheet->return_annual, pow (1.040304, 84.) - 1., 1e-9);
  /* 1 hour and half a minute is 61 minutes; from the peak at 11:00 of the first day to
   * 10:00 of the third are 47 hours */
  g_assert_cmpfloat_with_epsilon (sheet->max_trade_days, 61. / 1440., 1e-15);
  g_assert_cmpfloat_with_epsilon (sheet->max_drawdown_days, 47. / 24., 1e-15);
}

/* The very first bar lost money: the deposit is a peak. */
static void
test_first_loss (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(DtTearSheet) sheet = NULL;

  for (int i = 0; i < REFERENCE_BARS; i++)
    run->equity[i] = 9000. + i;
  sheet = dt_tear_sheet_new (&run->record, 1);
  g_assert_cmpfloat_with_epsilon (sheet->max_drawdown, -.1, 1e-15);
}

/* docs/cli.md has the row of every statistic, word for word. */
static void
test_documented (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "docs", "cli.md",
                                            NULL);
  g_autofree char *table = dt_tear_sheet_describe ();
  g_autofree char *doc = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &doc, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (doc, table));
}

/* At most 80 columns, all sections, the same with and without UTF-8 but for the drawing. */
static void
test_report (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(DtTearSheet) sheet = NULL;

  dt_book_add_activity (run->book, 0, DT_ACTIVITY_DATA, 0, 0, 0, "%s",
                        "GOOG has no bars after 2013-03-01; what a rule asks of it later is "
                        "missing, and the position, if there is one, is marked at that close.");
  sheet = dt_tear_sheet_new (&run->record, 1);
  dt_tear_sheet_add_hashes (sheet, &run->record, 1);
  for (int utf8 = 0; utf8 < 2; utf8++)
    {
      g_autofree char *text = dt_report_text (sheet, NULL, &run->record, 1, utf8);
      g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

      g_assert_true (utf8 ? g_utf8_validate (text, -1, NULL) : g_str_is_ascii (text));
      for (char **line = lines; *line != NULL; line++)
        {
          g_assert_cmpint (g_utf8_strlen (*line, -1), <=, 80);
          g_assert_false (g_str_has_suffix (*line, " "));
        }
      /* The reference run has a benchmark: itself */
      for (int i = 0; i < DT_N_SECTIONS; i++)
        g_assert_nonnull (strstr (text, dt_statistic_section_to_string (i)));
      g_assert_nonnull (strstr (text, "51,422.99"));
      g_assert_nonnull (strstr (text, "414.23 %"));
      g_assert_nonnull (strstr (text, "-47.98 %"));
      g_assert_nonnull (strstr (text, "GOOG has no bars after 2013-03-01"));
      g_test_message ("%s", text);
    }
}

/* Of many symbols the report has the best and the worst. */
static void
test_report_of_many (void)
{
  enum { N = 30 };
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(DtTearSheet) sheet = NULL;
  g_autofree char *text = NULL;
  const char *symbols[N + 1] = { NULL };
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < N; i++)
    {
      DtRoundTrip *trip = &dt_rows_index (run->book->trades, DtRoundTrip, i);

      symbols[i] = g_strdup_printf ("SYM%02d", i);
      g_ptr_array_add (names, (char *) symbols[i]);
      trip->instrument = i;
      trip->profit = DT_DOLLARS (i * 7 % N);
    }
  dt_rows_set_size (run->book->trades, N);
  run->record.symbols = run->record.traded = symbols;
  sheet = dt_tear_sheet_new (&run->record, 1);
  text = dt_report_text (sheet, NULL, &run->record, 1, FALSE);

  /* 7 x 17 = 119 is 29 modulo 30, the best; 0 the worst; 7 x 15 = 105 is 15, in the middle */
  g_assert_nonnull (strstr (text, "\nSYM17                          1         29.00"));
  g_assert_nonnull (strstr (text, "\nSYM00                          1          0.00"));
  g_assert_null (strstr (text, "SYM15"));
  g_assert_nonnull (strstr (text, "... 10 between them"));
  g_assert_cmpuint (sheet->n_symbols, ==, N);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/backtest/tear-sheet/reference", test_reference);
  g_test_add_func ("/backtest/tear-sheet/empty", test_empty);
  g_test_add_func ("/backtest/tear-sheet/flat", test_flat);
  g_test_add_func ("/backtest/tear-sheet/accounts", test_accounts);
  g_test_add_func ("/backtest/tear-sheet/accounts-of-other-spans", test_accounts_of_other_spans);
  g_test_add_func ("/backtest/tear-sheet/intraday", test_intraday);
  g_test_add_func ("/backtest/tear-sheet/first-loss", test_first_loss);
  g_test_add_func ("/backtest/tear-sheet/documented", test_documented);
  g_test_add_func ("/backtest/tear-sheet/report", test_report);
  g_test_add_func ("/backtest/tear-sheet/report-of-many", test_report_of_many);

  return g_test_run ();
}
