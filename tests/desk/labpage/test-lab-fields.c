/* test-lab-fields.c - what is typed becomes the spec of the command line, or is refused
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "desk-lab-fields.h"
#include "desk-lab-job.h"

#include "dt-run-preset.h"

static char *strategy;

static DeskLabFields
make_fields (void)
{
  return (DeskLabFields) { .strategy = strategy, .universe = "daily" };
}

/* Empty fields are what a run does when nothing is said: the spec that dt_run_spec_new() has. */
static void
test_empty (void)
{
  DeskLabFields fields = make_fields ();
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRunSpec) spec = desk_lab_fields_make_spec (&fields, &error);
  g_autoptr(DtRunSpec) usual = dt_run_preset_new ("daily", strategy, "none",
                                                  DT_DOLLARS (100000), NULL);
  g_autofree char *json = NULL, *expected = NULL;

  g_assert_no_error (error);
  json = dt_run_spec_to_json (spec);
  expected = dt_run_spec_to_json (usual);
  g_assert_cmpstr (json, ==, expected);
}

/* 2017-01-03 begins at 05:00 UTC; the day after 2017-12-29, which is not played, at 05:00 too. */
static void
test_values (void)
{
  DtParameterSetting setting = { "fast", 5. };
  DeskLabFields fields = make_fields ();
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRunSpec) spec = NULL;
  char text[DT_TIME_BUF_SIZE];

  fields.settings = &setting;
  fields.n_settings = 1;
  fields.symbols = "msft, AAPL;aapl  ";
  fields.from = "2017-01-03";
  fields.to = "2017-12-29";
  fields.timeframe = "1d";
  fields.cash = "$25,000.50";
  fields.commission = "percent=0.1";
  fields.slippage = "bps=1";
  fields.policy = "optimistic";
  fields.finish = "close";
  fields.risk = "default";
  fields.benchmark = "spy";
  fields.independent = TRUE;
  spec = desk_lab_fields_make_spec (&fields, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (spec->symbols), ==, 2);
  g_assert_cmpstr (spec->symbols[0], ==, "AAPL");
  g_assert_cmpstr (spec->symbols[1], ==, "MSFT");
  g_assert_cmpstr (dt_time_to_string (spec->from, text), ==, "2017-01-03T05:00:00Z");
  g_assert_cmpstr (dt_time_to_string (spec->to, text), ==, "2017-12-30T05:00:00Z");
  g_assert_cmpint (spec->cash, ==, G_GINT64_CONSTANT (25000500000));
  g_assert_cmpstr (spec->settings[0].name, ==, "fast");
  g_assert_cmpfloat (spec->settings[0].value, ==, 5.);
  g_assert_cmpstr (spec->benchmark, ==, "SPY");
  g_assert_cmpint (spec->finish, ==, DT_FINISH_CLOSE);
  g_assert_true (spec->independent);
}

/* What a broker grants and charges goes into the spec as it is written, "none" as nothing. */
static void
test_terms (void)
{
  DeskLabFields fields = make_fields ();
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRunSpec) spec = NULL;

  fields.volume_share = "10%";
  fields.borrow = "2%";
  fields.interest = "6%";
  fields.margin = "regt";
  fields.latency = "ms=250";
  fields.intrabar = "none";
  spec = desk_lab_fields_make_spec (&fields, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (spec->volume_share, ==, "10%");
  g_assert_cmpstr (spec->borrow, ==, "2%");
  g_assert_cmpstr (spec->interest, ==, "6%");
  g_assert_cmpstr (spec->margin, ==, "regt");
  g_assert_cmpstr (spec->latency, ==, "ms=250");
  g_assert_null (spec->intrabar);
}

/* Several strategies share the account in their order, each once. */
static void
test_others (void)
{
  g_autofree char *other = dt_strategy_find ("mean-reversion");
  const char *const others[] = { other, strategy, NULL };
  DeskLabFields fields = make_fields ();
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRunSpec) spec = NULL;

  g_assert_nonnull (other);
  fields.others = others;
  spec = desk_lab_fields_make_spec (&fields, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (spec->strategy_texts), ==, 2);
  g_assert_cmpstr (spec->strategy_paths[0], ==, strategy);
  g_assert_cmpstr (spec->strategy_paths[1], ==, other);
}

static void
assert_refused (const DeskLabFields *fields,
                const char          *word)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (desk_lab_fields_make_spec (fields, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, word));
}

/* Each refusal names the value that is wrong. */
static void
test_refusals (void)
{
  DeskLabFields fields = make_fields ();

  fields.strategy = NULL;
  assert_refused (&fields, "strategy");
  fields = make_fields ();
  fields.universe = "";
  assert_refused (&fields, "data");
  fields = make_fields ();
  fields.from = "3.1.2017";
  assert_refused (&fields, "3.1.2017");
  fields.from = "2018-01-01";
  fields.to = "2017-01-01";
  assert_refused (&fields, "after");
  fields = make_fields ();
  fields.cash = "-5";
  assert_refused (&fields, "-5");
  fields.cash = "much";
  assert_refused (&fields, "much");
  fields = make_fields ();
  fields.timeframe = "1y";
  assert_refused (&fields, "1y");
  fields = make_fields ();
  fields.latency = "soon";
  assert_refused (&fields, "soon");
  fields = make_fields ();
  fields.margin = "half";
  assert_refused (&fields, "half");
}

/* A quarter done in 10 s: 30 s are left. */
static void
test_time_left (void)
{
  static const struct
  {
    double      seconds;
    double      fraction;
    const char *text;
  } cases[] = {
    { 10., .25, "30 s left" },
    { 10., .001, "" },
    { .1, .5, "" },
    { 9., .95, "less than a second left" },
    { 60., .25, "3 min left" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = desk_lab_describe_left (cases[i].seconds, cases[i].fraction);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  strategy = dt_strategy_find ("ema-crossover");
  g_assert_nonnull (strategy);

  g_test_add_func ("/lab/fields/empty", test_empty);
  g_test_add_func ("/lab/fields/values", test_values);
  g_test_add_func ("/lab/fields/terms", test_terms);
  g_test_add_func ("/lab/fields/others", test_others);
  g_test_add_func ("/lab/fields/refusals", test_refusals);
  g_test_add_func ("/lab/fields/time-left", test_time_left);

  status = g_test_run ();
  g_free (strategy);

  return status;
}
