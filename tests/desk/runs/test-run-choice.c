/* test-run-choice.c - settings become the spec of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-risk-profile.h"
#include "dt-run-preset.h"

#include "desk-run-choice.h"

#include "../base/session-steps.h"

static DeskSession *session;
static DeskSettings *settings;
static char *folder;

static DtRunSpec *
make (const char *const *paths,
      const char        *selector)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *json = desk_run_make_spec (session, settings, NULL, paths, selector, &error);
  DtRunSpec *spec;

  g_assert_no_error (error);
  spec = dt_run_spec_from_json (json, &error);
  g_assert_no_error (error);

  return spec;
}

static void
set_number (const char *id,
            double      value)
{
  desk_settings_set (settings, id, g_variant_new_double (value));
}

/* While nobody has changed anything it is what "replay run --risk default" plays. */
static void
test_default (void)
{
  g_autoptr(DtRunSpec) spec = make (NULL, NULL);
  g_autofree char *path = dt_strategy_find ("ema-crossover");
  g_autoptr(DtRunSpec) preset = dt_run_preset_new ("minute", path, "default",
                                                   DT_DOLLARS (100000), NULL);
  g_autofree char *ours = dt_run_spec_to_json (spec);
  g_autofree char *theirs = dt_run_spec_to_json (preset);

  g_assert_cmpstr (ours, ==, theirs);
}

static void
test_limits (void)
{
  g_autoptr(DtRunSpec) spec = NULL;
  g_autoptr(DtRiskProfile) profile = NULL;
  g_autoptr(GError) error = NULL;

  set_number ("risk.max-sector-fraction", 25.);
  set_number ("risk.max-correlation", .5);
  set_number ("risk.min-entry-part", 0.);
  set_number ("risk.max-drawdown", 10.);
  desk_settings_set (settings, "risk.max-positions", g_variant_new_int32 (3));
  desk_settings_set (settings, "risk.kelly-sizing", g_variant_new_boolean (TRUE));
  desk_settings_set (settings, "risk.streak-sizing", g_variant_new_boolean (TRUE));
  spec = make (NULL, NULL);
  profile = dt_risk_profile_parse (spec->risk_text, "test", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (profile->name, ==, "preferences");
  g_assert_cmpfloat (profile->max_sector_fraction, ==, .25);
  g_assert_cmpfloat (profile->max_correlation, ==, .5);
  g_assert_cmpfloat (profile->min_entry_part, ==, 0.);
  g_assert_cmpfloat (profile->max_drawdown, ==, .1);
  g_assert_cmpfloat (profile->breaker_drawdown, ==, .1);
  g_assert_cmpuint (profile->max_positions, ==, 3);
  g_assert_cmpfloat (profile->kelly_fraction, ==, .5);
  g_assert_true (profile->streak_sizing);
  /* What no setting is about */
  g_assert_cmpfloat (profile->price_collar, ==, .1);

  for (guint i = 0, n; i < (desk_setting_list (&n), n); i++)
    desk_settings_reset (settings, desk_setting_list (&n)[i].id);
}

static const char *
find_title (GPtrArray  *choices,
            const char *id)
{
  for (guint i = 0; i < choices->len; i++)
    {
      const DeskChoice *choice = g_ptr_array_index (choices, i);

      if (g_str_equal (choice->id, id))
        return choice->title;
    }

  return NULL;
}

/* A selector brings what it names; one of the user's own goes before one of the same name. */
static void
test_selector (void)
{
  static const char own_text[] =
    "[selector]\nname = Mine\nmarket = universe\n[calm]\nbreakout = 0.5\n";
  g_autoptr(GPtrArray) shipped = desk_run_list_selectors (folder);
  g_autofree char *own = g_build_filename (folder, "selectors", NULL);
  g_autofree char *file = g_build_filename (own, "by-regime.selector", NULL);
  g_autofree char *twice = NULL;
  g_autoptr(GPtrArray) mixed = NULL;
  g_autoptr(DtRunSpec) spec = make (NULL, "by-regime");
  g_autoptr(DtRunSpec) mine = NULL, none = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (find_title (shipped, "by-regime"), ==, "By regime");
  g_assert_cmpstr (((DeskChoice *) shipped->pdata[0])->id, ==, "");
  g_assert_cmpuint (g_strv_length (spec->strategy_paths), ==, 3);
  g_assert_nonnull (spec->selector_text);

  g_mkdir_with_parents (own, 0700);
  g_file_set_contents (file, own_text, -1, &error);
  g_assert_no_error (error);
  mixed = desk_run_list_selectors (folder);
  g_assert_cmpuint (mixed->len, ==, shipped->len);
  g_assert_cmpstr (find_title (mixed, "by-regime"), ==, "Mine");
  desk_settings_set (settings, "replay.selector", g_variant_new_string ("by-regime"));
  mine = make (NULL, NULL);
  g_assert_cmpstr (mine->selector_text, ==, own_text);
  g_assert_cmpuint (g_strv_length (mine->strategy_paths), ==, 1);
  none = make (NULL, "");
  g_assert_null (none->selector_text);
  desk_settings_reset (settings, "replay.selector");

  twice = desk_run_make_spec (session, settings, NULL, NULL, "../by-regime", &error);
  g_assert_null (twice);
  g_assert_error (error, DT_RUN_ERROR, DT_RUN_ERROR_SPEC);
}

static void
test_titles (void)
{
  g_autoptr(GPtrArray) strategies = desk_run_list_strategies (folder);
  g_autoptr(GPtrArray) universes = desk_run_list_universes ();

  g_assert_cmpstr (find_title (strategies, "ema-crossover"), ==, "EMA crossover");
  g_assert_cmpstr (find_title (strategies, "mean-reversion"), ==, "Mean reversion");
  g_assert_nonnull (strstr (find_title (universes, "minute"), "23 stocks and funds"));
}

/* What is not there is told, and nothing starts. */
static void
count_trouble (DeskSession *self,
               const char  *title,
               const char  *text,
               guint       *n)
{
  g_assert_nonnull (strstr (text, "no-such"));
  (*n)++;
}

static void
test_trouble (void)
{
  guint n = 0;

  g_signal_connect (session, "trouble", G_CALLBACK (count_trouble), &n);
  desk_run_start (session, settings, NULL, "no-such-strategy", 0.);
  desk_settings_set (settings, "replay.selector", g_variant_new_string ("no-such-selector"));
  desk_run_start (session, settings, NULL, NULL, 0.);
  g_assert_cmpuint (n, ==, 2);
  desk_settings_reset (settings, "replay.selector");
  g_signal_handlers_disconnect_by_data (session, &n);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *share = g_build_filename (g_getenv ("DT_TEST_SOURCE_ROOT"), "data", NULL);
  g_autofree char *ini = NULL;
  int status;

  g_setenv ("DAYTRADER_SHARE_DIR", share, TRUE);
  g_test_init (&argc, &argv, NULL);
  folder = make_folder ();
  ini = g_build_filename (folder, "settings.ini", NULL);
  session = desk_session_new (folder);
  settings = desk_settings_new (ini);

  g_test_add_func ("/run-choice/default", test_default);
  g_test_add_func ("/run-choice/limits", test_limits);
  g_test_add_func ("/run-choice/selector", test_selector);
  g_test_add_func ("/run-choice/titles", test_titles);
  g_test_add_func ("/run-choice/trouble", test_trouble);
  status = g_test_run ();

  g_object_unref (settings);
  g_object_unref (session);
  remove_folder (folder);
  g_free (folder);

  return status;
}
