/* test-review.c - findings where there is something to find, and only there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-report-text.h"
#include "dt-review.h"
#include "dt-review-fills.h"

#include "../backtest/reference-run.h"

static DtCheckResult *
find_result (const DtReview *review,
             const char     *id)
{
  for (guint i = 0; i < review->results->len; i++)
    {
      DtCheckResult *result = &g_array_index (review->results, DtCheckResult, i);

      if (g_str_equal (result->check->id, id))
        return result;
    }

  g_error ("no check %s", id);
}

static void
assert_result (const DtReview *review,
               const char     *id,
               DtCheckOutcome  outcome,
               double          value)
{
  const DtCheckResult *result = find_result (review, id);

  g_test_message ("%s: %.12g", id, result->value);
  g_assert_cmpint (result->outcome, ==, outcome);
  if (!isnan (value))
    g_assert_cmpfloat_with_epsilon (result->value, value, 1e-9);
}

static DtReview *
review_run (ReferenceRun *run)
{
  g_autoptr(DtTearSheet) sheet = dt_tear_sheet_new (&run->record, 1);

  return dt_review_new_of_run (sheet, NULL, &run->record, 1);
}

/* Trades of an account of 10,000 USD with the profits given, one a bar, each of 1,000 USD. */
static void
set_profits (ReferenceRun *run,
             const double *profits,
             guint         n)
{
  double equity = REFERENCE_CASH;

  dt_rows_set_size (run->book->trades, 0);
  for (guint i = 0; i < n; i++)
    {
      DtRoundTrip trip = {
        .id = i + 1,
        .quantity = DT_UNITS (10),
        .entry_time = run->time[i],
        .exit_time = run->time[i + 1],
        .entry_value = DT_DOLLARS (1000),
        .entry_units = DT_UNITS (10),
        .profit = reference_money (profits[i]),
        .bars = 1,
        .exit_role = DT_ROLE_EXIT,
      };

      dt_rows_add (run->book->trades, DtRoundTrip, trip);
      equity += profits[i];
      run->equity[i + 1] = equity;
      run->n_positions[i] = 1;
    }
  run->equity[0] = REFERENCE_CASH;
  run->record.n_points = n + 1;
}

/* The published run: 66 trades, costs none, 48 % drawdown, one symbol with itself as benchmark. */
static void
test_reference (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(DtReview) review = review_run (run);

  assert_result (review, "few_trades", DT_CHECK_PASSED, 66.);
  assert_result (review, "no_costs", DT_CHECK_SKIPPED, NAN);
  assert_result (review, "deep_drawdown", DT_CHECK_FOUND, -.4798012705007589);
  assert_result (review, "behind_benchmark", DT_CHECK_FOUND, 4.142299 - 5.220601851851852);
  assert_result (review, "one_symbol", DT_CHECK_SKIPPED, NAN);
  assert_result (review, "survivorship", DT_CHECK_SKIPPED, NAN);
  assert_result (review, "rule_warnings", DT_CHECK_SKIPPED, NAN);
}

/* 20 times +10, 9 times -5, and once +1,000: 1,155 in all. The best 5 % of 30 trades are two, with
 * 1,010: 145 is left, an eighth. */
static void
test_best_trades (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(DtReview) review = NULL;
  double profits[30];

  for (int i = 0; i < 30; i++)
    profits[i] = i < 20 ? 10. : i < 29 ? -5. : 1000.;
  set_profits (run, profits, 30);
  review = review_run (run);

  assert_result (review, "best_trades", DT_CHECK_FOUND, 145. / 1155.);
  assert_result (review, "few_trades", DT_CHECK_PASSED, 30.);
  assert_result (review, "short_period", DT_CHECK_FOUND, NAN);
  assert_result (review, "same_bar_trades", DT_CHECK_PASSED, 0.);
}

/* +1 and -1 in turns never fall below 1 from the peak; hardly any other order is as kind. The same
 * profits sorted, losses last, fall by all of them: no order is worse. */
static void
test_lucky_order (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  double profits[100];

  for (int turn = 0; turn < 2; turn++)
    {
      g_autoptr(DtReview) review = NULL, again = NULL;

      for (int i = 0; i < 100; i++)
        profits[i] = turn == 0 ? (i % 2 == 0 ? 1. : -1.) : (i < 50 ? 1. : -1.);
      set_profits (run, profits, 100);
      review = review_run (run);
      again = review_run (run);

      if (turn == 0)
        {
          assert_result (review, "lucky_order", DT_CHECK_FOUND, NAN);
          g_assert_cmpfloat (find_result (review, "lucky_order")->value, >, .99);
        }
      else
        assert_result (review, "lucky_order", DT_CHECK_PASSED, 0.);
      g_assert_cmpfloat (find_result (review, "lucky_order")->value, ==,
                         find_result (again, "lucky_order")->value);
    }
}

/* Two fills of 100 shares at 100, 1 cent of slippage each and 1 USD of fee: costs 4, turnover
 * 20,000, costs 0.02 % of it. Profit 5: (5 + 4) / 20,000 = 0.045 % eat it, twice the costs leave
 * a fifth. */
static void
test_costs (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(DtReview) review = NULL;
  g_autoptr(DtTearSheet) sheet = NULL;
  double profits[1] = { 5. };

  set_profits (run, profits, 1);
  for (int i = 0; i < 2; i++)
    {
      int side = i == 0 ? 1 : -1;
      DtOrder order = { .id = i + 1, .type = DT_ORDER_MARKET, .submitted = run->known[0] };
      DtFill fill = {
        .id = i + 1, .order = i + 1, .quantity = side * DT_UNITS (100),
        .price = DT_DOLLARS (100), .reference = DT_DOLLARS (100) - side * DT_MONEY_SCALE / 100,
        .fee = DT_DOLLARS (1), .bar_time = run->time[i + 1],
      };

      dt_rows_add (run->book->orders, DtOrder, order);
      dt_rows_add (run->book->fills, DtFill, fill);
    }

  review = review_run (run);
  assert_result (review, "no_costs", DT_CHECK_PASSED, .0002);
  assert_result (review, "thin_margin", DT_CHECK_FOUND, .00045);
  assert_result (review, "double_costs", DT_CHECK_FOUND, .2);
  sheet = dt_tear_sheet_new (&run->record, 1);
  g_assert_cmpint (sheet->equity_double_costs, ==, DT_DOLLARS (10001));
  g_assert_cmpint (sheet->costs_total, ==, DT_DOLLARS (4));
}

/* Ten daily bars, a hole of ten days before the sixth; the seventh does not move, the eighth has
 * little volume. A market order given after each bar fills in the next. */
static void
test_fills (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("GOOG", DT_TIMEFRAME_DAY, 10);
  DtLane lane = { series, 0, DT_LANE_BASE };
  DtDate monday = dt_date_new (2019, 2, 11);
  DtFillReview counts;

  for (int i = 0; i < 10; i++)
    {
      DtBar bar = {
        .time = dt_time_from_new_york (monday + i + (i >= 5 ? 10 : 0), 0),
        .open = 100., .high = i == 6 ? 100. : 101., .low = 100., .close = 100.,
        .volume = i == 7 ? 1999. : 2000.,
      };

      dt_bar_series_append (series, &bar, bar.time + 16 * DT_HOUR);
    }
  for (int i = 1; i < 10; i++)
    {
      DtOrder order = {
        .id = i, .type = DT_ORDER_MARKET, .submitted = series->time[i - 1] + 16 * DT_HOUR,
      };
      DtFill fill = { .id = i, .order = i, .quantity = DT_UNITS (100),
                      .bar_time = series->time[i], .why = DT_FILL_AT_OPEN };

      dt_rows_add (run->book->orders, DtOrder, order);
      dt_rows_add (run->book->fills, DtFill, fill);
    }
  run->record.lanes = &lane;
  run->record.n_lanes = 1;

  dt_review_fills (&run->record, 1, &counts);
  g_assert_cmpuint (counts.n_fills, ==, 9);
  g_assert_cmpuint (counts.n_stale, ==, 1);
  g_assert_cmpuint (counts.n_still, ==, 1);
  /* 100 of 2,000 is not more than 5 %, of 1,999 it is */
  g_assert_cmpuint (counts.n_large, ==, 1);
  g_assert_cmpuint (counts.n_with_volume, ==, 9);
  g_assert_cmpuint (counts.n_series, ==, 1);
  g_assert_cmpuint (counts.n_ended, ==, 0);
}

/* Twenty series over two years, all to the end: today's list. One that stopped early: not. */
static void
test_survivorship (void)
{
  enum { N = 20 };
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_bar_series_unref);
  DtLane lanes[N];

  for (int i = 0; i < N; i++)
    {
      DtBarSeries *series = dt_bar_series_new ("S", DT_TIMEFRAME_DAY, 2);

      for (int j = 0; j < 2; j++)
        {
          DtBar bar = { .time = run->time[j * 1000], .open = 1., .high = 1., .low = 1.,
                        .close = 1. };

          dt_bar_series_append (series, &bar, bar.time + 16 * DT_HOUR);
        }
      g_ptr_array_add (all, series);
      lanes[i] = (DtLane) { series, 0, DT_LANE_BASE };
    }
  run->record.lanes = lanes;
  run->record.n_lanes = N;

  for (int dead = 0; dead < 2; dead++)
    {
      g_autoptr(DtReview) review = NULL;

      if (dead)
        ((DtBarSeries *) lanes[3].series)->n_bars = 1;
      review = review_run (run);
      assert_result (review, "survivorship", dead ? DT_CHECK_PASSED : DT_CHECK_FOUND, dead);
    }
}

/* Each question has an answer, each finding its words; no number is not a number. */
static void
test_json (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(DtReview) review = review_run (run);
  g_autoptr(JsonNode) node = dt_review_to_json (review);
  g_autofree char *text = json_to_string (node, FALSE);
  JsonObject *object = json_node_get_object (node);
  JsonArray *findings = json_object_get_array_member (object, "findings");

  g_assert_cmpuint (json_array_get_length (findings), ==,
                    dt_review_count (review, DT_CHECK_FOUND));
  g_assert_cmpuint (json_array_get_length (findings)
                    + json_array_get_length (json_object_get_array_member (object, "passed"))
                    + json_array_get_length (json_object_get_array_member (object, "skipped")),
                    ==, review->results->len);
  g_assert_null (strstr (text, "nan"));
  for (guint i = 0; i < json_array_get_length (findings); i++)
    {
      JsonObject *finding = json_array_get_object_element (findings, i);

      g_assert_true (json_object_has_member (finding, "threshold"));
      g_assert_true (g_str_has_suffix (json_object_get_string_member (finding, "why"), "."));
      g_assert_true (g_str_has_suffix (json_object_get_string_member (finding, "advice"), "."));
    }
}

/* A run without a bar is asked as well, and nothing that needs one is answered. */
static void
test_empty (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(DtReview) review = NULL;

  run->record.n_points = 0;
  dt_rows_set_size (run->book->trades, 0);
  review = review_run (run);
  assert_result (review, "few_trades", DT_CHECK_FOUND, 0.);
  assert_result (review, "lucky_order", DT_CHECK_SKIPPED, NAN);
  assert_result (review, "fading", DT_CHECK_SKIPPED, NAN);
}

/* In the report every finding has its name and its advice, in 80 columns. */
static void
test_text (void)
{
  g_autoptr(ReferenceRun) run = reference_run_new ();
  g_autoptr(DtTearSheet) sheet = dt_tear_sheet_new (&run->record, 1);
  g_autoptr(DtReview) review = dt_review_new_of_run (sheet, NULL, &run->record, 1);
  g_autoptr(GPtrArray) findings = dt_review_list_findings (review);
  g_autofree char *text = dt_report_text (sheet, review, &run->record, 1, TRUE);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (findings->len, >, 0);
  for (guint i = 0; i < findings->len; i++)
    {
      const DtCheckResult *result = g_ptr_array_index (findings, i);

      g_assert_nonnull (strstr (text, result->check->id));
    }
  for (char **line = lines; *line != NULL; line++)
    g_assert_cmpint (g_utf8_strlen (*line, -1), <=, 80);
}

/* docs/review.md has every question, word for word, and nothing before or after the table that
 * looks like one: pasted twice it would still be in there. */
static void
test_documented (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "docs", "review.md",
                                            NULL);
  g_autofree char *table = dt_review_describe ();
  g_autofree char *doc = NULL;
  g_autoptr(GError) error = NULL;
  const char *place;

  g_file_get_contents (path, &doc, NULL, &error);
  g_assert_no_error (error);
  place = strstr (doc, table);
  if (place == NULL)
    g_error ("docs/review.md lacks:\n%s", table);
  g_assert_true (place - doc > 2 && g_str_has_prefix (place - 2, "\n\n"));
  g_assert_cmpint (place[strlen (table)], !=, '|');
  g_assert_null (strstr (place + 1, table));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/report/review/reference", test_reference);
  g_test_add_func ("/report/review/best-trades", test_best_trades);
  g_test_add_func ("/report/review/lucky-order", test_lucky_order);
  g_test_add_func ("/report/review/costs", test_costs);
  g_test_add_func ("/report/review/fills", test_fills);
  g_test_add_func ("/report/review/survivorship", test_survivorship);
  g_test_add_func ("/report/review/json", test_json);
  g_test_add_func ("/report/review/empty", test_empty);
  g_test_add_func ("/report/review/text", test_text);
  g_test_add_func ("/report/review/documented", test_documented);

  return g_test_run ();
}
