/* test-alert-list.c - alerts that are added, changed, stored and read again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "dt-alert-list.h"

static DtAlert *
make_price (const char *symbol,
            double      level)
{
  DtAlert *alert = dt_alert_new ();

  g_strfreev (alert->symbols);
  alert->symbols = g_strsplit (symbol, ",", -1);
  alert->level = level;

  return alert;
}

static void
test_check (void)
{
  static const struct
  {
    DtAlertKind  kind;
    double       level;
    const char  *rule;
    const char  *part;       /* of the error, NULL for none */
  } cases[] = {
    { DT_ALERT_PRICE, 175., NULL, NULL },
    { DT_ALERT_PRICE, 0., NULL, "above 0, not 0" },
    { DT_ALERT_PRICE, -1., NULL, "above 0, not -1" },
    { DT_ALERT_PRICE, NAN, NULL, "above 0" },
    { DT_ALERT_CHANGE, .03, NULL, NULL },
    { DT_ALERT_CHANGE, 30., NULL, "like 0.03 for 3 %" },
    { DT_ALERT_RULE, NAN, "ema(9) crosses above ema(21)", NULL },
    { DT_ALERT_RULE, NAN, "is long and profit > 100", NULL },
    { DT_ALERT_RULE, NAN, NULL, "needs the rule" },
    { DT_ALERT_RULE, NAN, "close", "must be a condition" },
    { DT_ALERT_RULE, NAN, "close > closs", "did you mean \"close\"" },
    { DT_ALERT_RULE, NAN, "rank(close) > 0.9", "knows no rank" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(DtAlert) alert = make_price ("AAPL", cases[i].level);
      g_autoptr(GError) error = NULL;

      alert->kind = cases[i].kind;
      alert->rule = g_strdup (cases[i].rule);
      g_assert_cmpint (dt_alert_check (alert, &error), ==, cases[i].part == NULL);
      if (error != NULL)
        g_test_message ("%s", error->message);
      if (cases[i].part != NULL)
        g_assert_nonnull (strstr (error->message, cases[i].part));
    }
}

static void
test_symbols (void)
{
  g_autoptr(DtAlert) alert = make_price ("", 1.);
  g_autoptr(GError) error = NULL;

  g_assert_false (dt_alert_check (alert, &error));
  g_assert_error (error, DT_ALERT_ERROR, DT_ALERT_ERROR_VALUE);
  g_clear_error (&error);
  alert->scope = DT_ALERT_UNIVERSE;
  g_assert_true (dt_alert_check (alert, NULL));
  g_strfreev (alert->symbols);
  alert->symbols = g_strsplit ("AAPL", ",", -1);
  g_assert_false (dt_alert_check (alert, &error));
  g_assert_nonnull (strstr (error->message, "no symbols of its own"));
}

static void
test_words (void)
{
  g_autoptr(DtAlert) alert = make_price ("AAPL,MSFT", 175.);
  g_autofree char *price = dt_alert_describe (alert);
  g_autofree char *change = NULL, *rule = NULL;

  g_assert_cmpstr (price, ==, "AAPL, MSFT crosses above 175.00");
  alert->kind = DT_ALERT_CHANGE;
  alert->direction = DT_ALERT_EITHER;
  alert->level = .025;
  change = dt_alert_describe (alert);
  g_assert_cmpstr (change, ==, "AAPL, MSFT up or down by 2.5 %");
  alert->kind = DT_ALERT_RULE;
  alert->scope = DT_ALERT_WATCHLIST;
  alert->rule = g_strdup ("rsi(14) < 30");
  rule = dt_alert_describe (alert);
  g_assert_cmpstr (rule, ==, "Watchlist: rsi(14) < 30");
}

/* Once and for each symbol; each time with a pause of 15 minutes; and nothing of before it was
 * armed. */
static void
test_may_fire (void)
{
  g_autofree char *folder = g_dir_make_tmp ("dt-alerts-XXXXXX", NULL);
  g_autoptr(DtAlertList) list = dt_alert_list_load (folder, NULL);
  g_autoptr(DtAlert) wanted = make_price ("A,B", 10.);
  const DtTime noon = 12 * DT_HOUR;
  DtAlert *alert;

  g_assert_cmpuint (dt_alert_list_add (list, wanted, 7, noon, NULL), ==, 1);
  alert = dt_alert_list_find (list, 1, NULL);
  g_assert_false (dt_alert_may_fire (alert, "A", 7, noon));
  g_assert_true (dt_alert_may_fire (alert, "A", 7, noon + 1));
  g_assert_true (dt_alert_may_fire (alert, "A", 8, noon - 1));

  dt_alert_list_fire (list, alert, "A", 7, noon + DT_MINUTE, 10.5);
  g_assert_false (dt_alert_may_fire (alert, "A", 7, noon + DT_HOUR));
  g_assert_false (dt_alert_may_fire (alert, "A", 8, noon + DT_HOUR));
  g_assert_true (dt_alert_may_fire (alert, "B", 7, noon + DT_MINUTE));
  g_assert_true (alert->enabled);
  dt_alert_list_fire (list, alert, "B", 7, noon + DT_MINUTE, 11.);
  g_assert_false (alert->enabled);
  g_assert_cmpuint (alert->n_fired, ==, 2);

  g_assert_true (dt_alert_list_enable (list, 1, TRUE, 7, noon + DT_HOUR, NULL));
  alert->once = FALSE;
  g_assert_false (dt_alert_may_fire (alert, "A", 7, noon + DT_HOUR));
  dt_alert_list_fire (list, alert, "A", 7, noon + 2 * DT_HOUR, 10.5);
  g_assert_false (dt_alert_may_fire (alert, "A", 7, noon + 2 * DT_HOUR));
  g_assert_false (dt_alert_may_fire (alert, "A", 7, noon + 2 * DT_HOUR + 15 * DT_MINUTE - 1));
  g_assert_true (dt_alert_may_fire (alert, "A", 7, noon + 2 * DT_HOUR + 15 * DT_MINUTE));
  /* Another replay of the same morning is another morning */
  g_assert_true (dt_alert_may_fire (alert, "A", 9, noon));
  g_rmdir (folder);
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("dt-alerts-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "alerts.json", NULL);
  static const char *const watched[] = { "SPY", "QQQ", NULL };
  g_autoptr(DtAlertList) list = NULL, again = NULL;
  g_autoptr(DtAlert) price = make_price ("AAPL", 175.25), rule = make_price ("AAPL", NAN);
  g_autoptr(GError) error = NULL;
  const DtAlert *read;
  const DtAlertFiring *firing;

  list = dt_alert_list_load (folder, &error);
  g_assert_no_error (error);
  rule->kind = DT_ALERT_RULE;
  rule->rule = g_strdup ("close > \"BRK.B\":close");
  rule->scope = DT_ALERT_WATCHLIST;
  g_strfreev (rule->symbols);
  rule->symbols = g_new0 (char *, 1);
  rule->once = FALSE;
  rule->pause = 60;
  g_free (rule->note);
  rule->note = g_strdup ("Look at “it”");
  g_assert_cmpuint (dt_alert_list_add (list, price, 3, 1000, &error), ==, 1);
  g_assert_cmpuint (dt_alert_list_add (list, rule, 3, 1000, &error), ==, 2);
  dt_alert_list_set_watchlist (list, watched);
  dt_alert_list_fire (list, dt_alert_list_find (list, 1, NULL), "AAPL", 3, 2000, 175.5);
  g_assert_true (dt_alert_list_remove (list, 2, &error));
  g_assert_cmpuint (dt_alert_list_add (list, rule, 3, 1000, &error), ==, 3);
  g_assert_true (dt_alert_list_save (list, &error));
  g_assert_no_error (error);
  g_assert_false (list->is_dirty);

  again = dt_alert_list_load (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->alerts->len, ==, 2);
  g_assert_cmpuint (again->last_alert, ==, 3);
  read = g_ptr_array_index (again->alerts, 0);
  g_assert_cmpuint (read->id, ==, 1);
  g_assert_cmpfloat (read->level, ==, 175.25);
  g_assert_false (read->enabled);
  g_assert_cmpuint (read->n_fired, ==, 1);
  g_assert_cmpint (read->fired_book, ==, 3);
  g_assert_true (read->fired_time == 2000);
  g_assert_false (dt_alert_may_fire (read, "AAPL", 3, 3000));
  read = g_ptr_array_index (again->alerts, 1);
  g_assert_cmpstr (read->rule, ==, rule->rule);
  g_assert_cmpint (read->scope, ==, DT_ALERT_WATCHLIST);
  g_assert_false (read->once);
  g_assert_cmpuint (read->pause, ==, 60);
  g_assert_cmpstr (read->note, ==, "Look at “it”");
  g_assert_true (read->armed_time == 1000);
  g_assert_cmpstr (again->watchlist[1], ==, "QQQ");
  firing = g_ptr_array_index (again->history, 0);
  g_assert_cmpuint (firing->id, ==, 1);
  g_assert_cmpstr (firing->text, ==, "AAPL crosses above 175.25, last 175.50");

  g_unlink (path);
  g_rmdir (folder);
}

/* Whatever is in the file, it is read or refused with the reason; nothing is guessed. */
static void
test_damaged (void)
{
  static const char *const texts[] = {
    "", "[]", "{}", "{\"version\": 2}", "{\"version\": 1, \"last_alert\": -1}",
    "{\"version\": 1, \"last_alert\": 0, \"last_firing\": 0, \"alerts\": [1], \"history\": [], "
    "\"watchlist\": []}",
    "{\"version\": 1, \"last_alert\": 0, \"last_firing\": 0, \"alerts\": [{\"kind\": \"moon\"}], "
    "\"history\": [], \"watchlist\": []}",
    "{\"version\": 1, \"last_alert\": 0, \"last_firing\": 0, \"alerts\": [], \"history\": "
    "[{\"id\": 1}], \"watchlist\": []}",
  };
  g_autofree char *folder = g_dir_make_tmp ("dt-alerts-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "alerts.json", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      g_assert_null (dt_alert_list_load (folder, &error));
      g_assert_error (error, DT_ALERT_ERROR, DT_ALERT_ERROR_VALUE);
      g_assert_nonnull (strstr (error->message, "is damaged: "));
    }
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/alert/check", test_check);
  g_test_add_func ("/alert/symbols", test_symbols);
  g_test_add_func ("/alert/words", test_words);
  g_test_add_func ("/alert/may-fire", test_may_fire);
  g_test_add_func ("/alert/file", test_file);
  g_test_add_func ("/alert/damaged", test_damaged);

  return g_test_run ();
}
