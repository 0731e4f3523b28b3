/* test-profile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "dt-risk.h"

static void
assert_equal (const DtRiskProfile *a,
              const DtRiskProfile *b)
{
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpuint (a->max_positions, ==, b->max_positions);
  g_assert_cmpfloat (a->max_position_fraction, ==, b->max_position_fraction);
  g_assert_cmpfloat (a->max_sector_fraction, ==, b->max_sector_fraction);
  g_assert_cmpfloat (a->max_gross_exposure, ==, b->max_gross_exposure);
  g_assert_cmpfloat (a->max_daily_loss, ==, b->max_daily_loss);
  g_assert_cmpfloat (a->max_drawdown, ==, b->max_drawdown);
  g_assert_cmpfloat (a->max_participation, ==, b->max_participation);
  g_assert_cmpint (a->min_price, ==, b->min_price);
  g_assert_cmpint (a->max_order_notional, ==, b->max_order_notional);
  g_assert_cmpuint (a->flat_minutes_before_close, ==, b->flat_minutes_before_close);
}

static void
test_built_in (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRiskProfile) none = dt_risk_profile_load ("none", &error);
  g_autoptr(DtRiskProfile) normal = dt_risk_profile_load ("default", &error);
  DtRiskProfile off = { .name = (char *) "none" };

  g_assert_no_error (error);
  assert_equal (none, &off);
  g_assert_cmpstr (normal->name, ==, "default");
  g_assert_cmpuint (normal->max_positions, ==, 10);
  g_assert_cmpfloat (normal->max_position_fraction, ==, .25);
  g_assert_cmpfloat (normal->max_sector_fraction, ==, .4);
  g_assert_cmpfloat (normal->max_gross_exposure, ==, .8);
  g_assert_cmpfloat (normal->max_daily_loss, ==, .03);
  g_assert_cmpfloat (normal->max_drawdown, ==, .15);
  g_assert_cmpint (normal->min_price, ==, DT_DOLLARS (1));
}

static void
test_round_trip (void)
{
  static const char *const names[] = { "none", "default" };
  g_autoptr(DtRiskProfile) odd = NULL;
  g_autoptr(DtRiskProfile) again = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(DtRiskProfile) profile = dt_risk_profile_load (names[i], &error);
      g_autofree char *written = dt_risk_profile_to_text (profile);
      g_autoptr(DtRiskProfile) read = dt_risk_profile_parse (written, "other", &error);

      g_assert_no_error (error);
      assert_equal (profile, read);
    }

  odd = dt_risk_profile_parse ("[risk]\nname=a; b\\nc = ü\nmax-positions=3\n"
                               "max-daily-loss=0.1\nmin-price=0.000001\n"
                               "max-participation=0.30000000000000004\n", "odd.risk", NULL);
  g_assert_nonnull (odd);
  text = dt_risk_profile_to_text (odd);
  again = dt_risk_profile_parse (text, "x", NULL);
  assert_equal (odd, again);
  g_assert_cmpfloat (again->max_participation, ==, .1 + .2);
}

static void
test_file (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtRiskProfile) profile = NULL;
  g_autofree char *folder = g_dir_make_tmp ("dt-risk-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "small.risk", NULL);

  g_assert_null (dt_risk_profile_load (path, &error));
  g_assert_error (error, DT_RISK_ERROR, DT_RISK_ERROR_PROFILE);
  g_assert_nonnull (g_strstr_len (error->message, -1, "small.risk"));
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "# mine\n[risk]\nmax-positions=2\n", -1, NULL));
  profile = dt_risk_profile_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (profile->name, ==, "small.risk");
  g_assert_cmpuint (profile->max_positions, ==, 2);
  g_assert_cmpfloat (profile->max_drawdown, ==, 0.);
  g_unlink (path);
  g_rmdir (folder);
}

/* What is shipped to be copied is the built-in profile. */
static void
test_shipped (void)
{
  const char *root = g_getenv ("DT_TEST_SOURCE_ROOT");
  g_autofree char *path = NULL, *shipped_text = NULL, *built_in_text = NULL;
  g_autoptr(DtRiskProfile) shipped = NULL;
  g_autoptr(DtRiskProfile) built_in = dt_risk_profile_load ("default", NULL);
  g_autoptr(GError) error = NULL;

  if (root == NULL)
    {
      g_test_skip ("DT_TEST_SOURCE_ROOT is not set");
      return;
    }
  path = g_build_filename (root, "data", "risk", "day-trader.risk", NULL);
  shipped = dt_risk_profile_load (path, &error);
  g_assert_no_error (error);
  shipped_text = dt_risk_profile_to_text (shipped);
  built_in_text = dt_risk_profile_to_text (built_in);
  g_assert_cmpstr (shipped_text, ==, built_in_text);
}

static void
test_banned (void)
{
  g_autoptr(DtRiskProfile) profile
    = dt_risk_profile_parse ("[risk]\nbanned=AAPL; BRK.B TSLA;;\n", "x", NULL);

  g_assert_cmpstr (profile->banned, ==, "AAPL;BRK.B;TSLA");
  g_assert_true (dt_risk_profile_bans (profile, "AAPL"));
  g_assert_true (dt_risk_profile_bans (profile, "BRK.B"));
  g_assert_true (dt_risk_profile_bans (profile, "TSLA"));
  g_assert_false (dt_risk_profile_bans (profile, "AAP"));
  g_assert_false (dt_risk_profile_bans (profile, "TSLAX"));
  g_assert_false (dt_risk_profile_bans (profile, ""));
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "", "max-positions=1\n", "[risks]\n", "[risk]\n[more]\n", "[risk]\nmax-position=1\n",
    "[risk]\nmax-positions=-1\n", "[risk]\nmax-positions=1.5\n", "[risk]\nmax-positions=\n",
    "[risk]\nmax-positions=1e9\n", "[risk]\nmax-drawdown=1.5\n", "[risk]\nmax-drawdown=15%\n",
    "[risk]\nmax-drawdown=nan\n", "[risk]\nmax-drawdown=inf\n", "[risk]\nmin-price=1e3\n",
    "[risk]\nmin-price=0.0000001\n", "[risk]\nmin-price=-1\n", "[risk]\nname=\n",
    "[risk]\nrequire-stop=2\n", "[risk]\nbanned=A$\n", "[risk]\nmax-correlation=1.01\n",
    "[risk]\nkelly-fraction=2\n",
    "[risk]\nmax-gross-exposure=0,8\n", "\xff\xfe[risk]\n", "[risk]\nmax-drawdown=0.1 0.2\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (dt_risk_profile_parse (texts[i], "my.risk", &error));
      g_assert_error (error, DT_RISK_ERROR, DT_RISK_ERROR_PROFILE);
      g_assert_true (g_str_has_prefix (error->message, "my.risk"));
    }
}

static void
test_message (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (dt_risk_profile_parse ("[risk]\nmax-drawdown=15\n", "my.risk", &error));
  g_assert_cmpstr (error->message, ==,
                   "my.risk: max-drawdown is “15”, but must be a fraction from 0 (off) to 1");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/risk/profile/built-in", test_built_in);
  g_test_add_func ("/risk/profile/round-trip", test_round_trip);
  g_test_add_func ("/risk/profile/file", test_file);
  g_test_add_func ("/risk/profile/shipped", test_shipped);
  g_test_add_func ("/risk/profile/banned", test_banned);
  g_test_add_func ("/risk/profile/refused", test_refused);
  g_test_add_func ("/risk/profile/message", test_message);

  return g_test_run ();
}
