/* test-run-preset.c - a preset is a spec like any other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-run-preset.h"

static void
test_members (void)
{
  g_autofree char *path = dt_strategy_find ("ema-crossover");
  g_autofree char *text = NULL, *json = NULL, *again = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRunSpec) spec = NULL, parsed = NULL;

  g_assert_nonnull (path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  spec = dt_run_preset_new ("minute", path, "default", DT_DOLLARS (100000), &error);
  g_assert_no_error (error);

  g_assert_cmpstr (spec->universe, ==, "minute");
  g_assert_cmpstr (spec->strategy_texts[0], ==, text);
  g_assert_null (spec->strategy_texts[1]);
  g_assert_cmpstr (spec->strategy_paths[0], ==, path);
  g_assert_cmpint (spec->cash, ==, G_GINT64_CONSTANT (100000000000));
  g_assert_null (spec->symbols);
  g_assert_null (spec->csv);
  g_assert_true (spec->from == DT_TIME_NONE && spec->to == DT_TIME_NONE);

  json = dt_run_spec_to_json (spec);
  parsed = dt_run_spec_from_json (json, &error);
  g_assert_no_error (error);
  again = dt_run_spec_to_json (parsed);
  g_assert_cmpstr (json, ==, again);
}

/* The demo account: at most 10 positions, 1 % of risk a trade, flat before the close. */
static void
test_demo_account (void)
{
  g_autofree char *path = dt_strategy_find ("ema-crossover");
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRunSpec) spec = NULL;
  g_autoptr(DtRiskProfile) risk = NULL;
  g_autoptr(DtStrategyFile) file = NULL;

  spec = dt_run_preset_new ("minute", path, "default", DT_DOLLARS (100000), &error);
  g_assert_no_error (error);
  risk = dt_risk_profile_parse (spec->risk_text, "spec", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (risk->max_positions, ==, 10);
  g_assert_cmpuint (risk->flat_minutes_before_close, >, 0);

  file = dt_strategy_file_parse (spec->strategy_texts[0], path, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (file->size.kind, ==, DT_SIZE_RISK);
  g_assert_cmpfloat (file->size.value, ==, .01);
}

static void
test_refusals (void)
{
  g_autofree char *path = dt_strategy_find ("ema-crossover");
  g_autoptr(GError) error = NULL;

  g_assert_null (dt_strategy_find ("no-such-strategy"));
  g_assert_null (dt_run_preset_new ("minute", "/nowhere/x.strategy", "none", DT_DOLLARS (1),
                                    &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_null (dt_run_preset_new ("minute", path, "none", 0, &error));
  g_assert_error (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC);
  g_clear_error (&error);
  g_assert_null (dt_run_preset_new ("minute", path, "/nowhere/risk", DT_DOLLARS (1), &error));
  g_assert_nonnull (error);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *share = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data", NULL);

  g_setenv ("DAYTRADER_SHARE_DIR", share, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/preset/members", test_members);
  g_test_add_func ("/host/preset/demo-account", test_demo_account);
  g_test_add_func ("/host/preset/refusals", test_refusals);

  return g_test_run ();
}
