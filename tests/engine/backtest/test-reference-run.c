/* test-reference-run.c - the published run, by strategy file and the whole engine
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-backtest.h"
#include "dt-run-tape.h"
#include "dt-tear-sheet.h"
#include "published-statistics.h"

static char *
source_path (const char *dir,
             const char *name)
{
  return g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), dir, name, NULL);
}

static DtRunSpec *
reference_spec (void)
{
  g_autoptr(DtRunSpec) spec = dt_run_spec_new ();
  g_autoptr(DtRiskProfile) risk = dt_risk_profile_load ("none", NULL);
  g_autoptr(GError) error = NULL;

  spec->strategy_texts = g_new0 (char *, 2);
  spec->strategy_paths = g_new0 (char *, 2);
  spec->strategy_paths[0] = source_path ("data/strategies", "sma-10-30.strategy");
  g_file_get_contents (spec->strategy_paths[0], &spec->strategy_texts[0], NULL, &error);
  g_assert_no_error (error);
  spec->csv = g_new0 (char *, 2);
  spec->csv[0] = source_path ("tests/data/engine_reference", "GOOG_2004_2013.csv.gz");
  spec->risk_text = dt_risk_profile_to_text (risk);
  spec->cash = DT_DOLLARS (10000);
  spec->finish = DT_FINISH_OPEN;

  return g_steal_pointer (&spec);
}

static DtBacktest *
run_reference (void)
{
  g_autoptr(DtRunSpec) spec = reference_spec ();
  g_autoptr(DtRunPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  DtTapeSet *tape;
  DtBacktest *backtest;

  plan = dt_run_plan_new (spec, &error);
  g_assert_no_error (error);
  tape = dt_run_plan_load_tape (plan, NULL, NULL, &error);
  g_assert_no_error (error);
  backtest = dt_backtest_run (plan, tape, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return backtest;
}

static void
test_statistics (void)
{
  g_autoptr(DtBacktest) backtest = run_reference ();
  g_autoptr(DtTearSheet) sheet = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (backtest->n_records, ==, 1);
  dt_book_verify (backtest->records[0].book, &error);
  g_assert_no_error (error);

  sheet = dt_tear_sheet_new (backtest->records, backtest->n_records);
  node = dt_tear_sheet_to_json (sheet);
  assert_published (json_node_get_object (node));
  g_assert_cmpuint (sheet->bar_count, ==, 2148);
  g_assert_cmpuint (sheet->ambiguous_exit_count, ==, 0);
  g_assert_cmpuint (sheet->open_trade_count, ==, 0);
}

/* The same run twice: the same bytes. */
static void
test_hashes (void)
{
  g_autoptr(DtBacktest) one = run_reference ();
  g_autoptr(DtBacktest) two = run_reference ();
  DtRunHashes first, second;

  dt_run_files_hash (one->records, one->n_records, &first);
  dt_run_files_hash (two->records, two->n_records, &second);
  g_assert_cmpstr (first.trade_list, ==, second.trade_list);
  g_assert_cmpstr (first.order_list, ==, second.order_list);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/backtest/reference-run/statistics", test_statistics);
  g_test_add_func ("/backtest/reference-run/hashes", test_hashes);

  return g_test_run ();
}
