/* test-alert-watch.c - when alerts fire, by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "dt-alert-watch.h"
#include "dt-calendar.h"

#define BOOK   5
#define MONDAY dt_date_new (2019, 2, 11)

typedef struct
{
  char          *folder;
  DtMarketStore *store;
  DtTapeSet     *tape;
  DtAlertList   *list;
} Fixture;

/* Friday's last minute closes at 100; then Monday's first five. */
static const double bars[][4] = {
  { 100., 100., 100., 100. },
  { 100., 101., 99., 100. },
  { 100., 102., 99.5, 101. },
  { 103., 104., 102.6, 103. },
  { 103., 103., 98., 99. },
  { 99., 100., 97., 98. },
};

/* When minute @i of Monday is known: 09:31 for the first. */
static DtTime
minute (guint i)
{
  return dt_time_from_new_york (MONDAY, 9 * DT_HOUR + (31 + i) * DT_MINUTE);
}

static void
put (Fixture    *fixture,
     const char *symbol,
     double      factor)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new (symbol, DT_TIMEFRAME_MINUTE, 6);
  g_autoptr(DtInstrument) instrument = dt_instrument_new (symbol, DT_INSTRUMENT_STOCK);
  DtSeriesIdentity identity = { DT_ADJUSTMENT_RAW, DT_DATE_NONE, DT_STAMP_START,
                                DT_SESSION_REGULAR, (char *) "America/New_York",
                                (char *) "hand" };

  dt_series_identity_copy (&identity, &series->identity);
  for (guint i = 0; i < G_N_ELEMENTS (bars); i++)
    {
      DtTime known = i == 0 ? dt_time_from_new_york (MONDAY - 3, 16 * DT_HOUR) : minute (i - 1);
      DtBar bar = { known - DT_MINUTE, factor * bars[i][0], factor * bars[i][1],
                    factor * bars[i][2], factor * bars[i][3], 10. };

      dt_bar_series_append (series, &bar, known);
    }
  g_assert_true (dt_market_store_put_instrument (fixture->store, instrument, NULL));
  g_assert_true (dt_market_store_put_series (fixture->store, series, NULL));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const char *const symbols[] = { "A", "B", NULL };
  g_autoptr(GError) error = NULL;
  DtTapeRequest request;

  fixture->folder = g_dir_make_tmp ("dt-watch-XXXXXX", &error);
  fixture->store = dt_market_store_open (fixture->folder, DT_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  put (fixture, "A", 1.);
  put (fixture, "B", 10.);
  put (fixture, "OTHER", 2.);
  dt_tape_request_init (&request);
  request.symbols = symbols;
  request.timeframe = DT_TIMEFRAME_MINUTE;
  request.from = dt_time_from_new_york (MONDAY, 0);
  fixture->tape = dt_tape_load (fixture->store, &request, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->list = dt_alert_list_load (fixture->folder, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const names[] = { "market.db", "market.db-wal", "market.db-shm" };

  dt_alert_list_free (fixture->list);
  dt_tape_set_unref (fixture->tape);
  g_clear_object (&fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static guint64
add (Fixture          *fixture,
     DtAlertKind       kind,
     DtAlertDirection  direction,
     double            level,
     const char       *rule,
     const char       *symbols,
     gboolean          once,
     guint             pause)
{
  g_autoptr(DtAlert) alert = dt_alert_new ();
  g_autoptr(GError) error = NULL;
  guint64 id;

  alert->kind = kind;
  alert->direction = direction;
  alert->level = level;
  alert->rule = g_strdup (rule);
  alert->once = once;
  alert->pause = pause;
  if (*symbols == '*')
    alert->scope = g_str_equal (symbols, "*all") ? DT_ALERT_UNIVERSE : DT_ALERT_WATCHLIST;
  else
    {
      g_strfreev (alert->symbols);
      alert->symbols = g_strsplit (symbols, ",", -1);
    }
  id = dt_alert_list_add (fixture->list, alert, 0, DT_TIME_NONE, &error);
  g_assert_no_error (error);

  return id;
}

/* Steps Monday's minutes [first, last]. */
static void
play (DtAlertWatch *watch,
      guint         first,
      guint         last)
{
  for (guint i = first; i <= last; i++)
    dt_alert_watch_step (watch, minute (i));
}

static DtAlertWatch *
watch_new (Fixture *fixture,
           gint64   book)
{
  return dt_alert_watch_new (fixture->list, fixture->tape, fixture->store, book, NULL, NULL);
}

/* "1:A@2 2:B@4": alert, symbol and minute of all firings. */
static void
check_history (Fixture    *fixture,
               const char *expected)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < fixture->list->history->len; i++)
    {
      const DtAlertFiring *firing = g_ptr_array_index (fixture->list->history, i);

      g_string_append_printf (text, "%s%u:%s@%d", i > 0 ? " " : "", (guint) firing->alert,
                              firing->symbol, (int) ((firing->time - minute (0)) / DT_MINUTE));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* 102.5 is first passed by the gap of minute 2 (101 to 103); 98.5 inside minute 3 (low 98), again
 * inside minute 4 from 99 down to 97; 101.5 inside minute 1 (high 102) whose close is 101, so again
 * by the gap; nothing reaches 105 or 96. */
static void
test_price (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(DtAlertWatch) watch = watch_new (fixture, BOOK);

  add (fixture, DT_ALERT_PRICE, DT_ALERT_ABOVE, 102.5, NULL, "A", FALSE, 0);
  add (fixture, DT_ALERT_PRICE, DT_ALERT_BELOW, 98.5, NULL, "A", FALSE, 0);
  add (fixture, DT_ALERT_PRICE, DT_ALERT_ABOVE, 101.5, NULL, "A", FALSE, 0);
  add (fixture, DT_ALERT_PRICE, DT_ALERT_ABOVE, 105., NULL, "A", FALSE, 0);
  add (fixture, DT_ALERT_PRICE, DT_ALERT_BELOW, 96., NULL, "A", FALSE, 0);
  play (watch, 0, 4);
  check_history (fixture, "3:A@1 1:A@2 3:A@2 2:A@3 2:A@4");
  g_assert_cmpfloat (((DtAlertFiring *) fixture->list->history->pdata[0])->price, ==, 101.);
}

/* Either way: down inside minute 3, which opens at 103 and has a low of 98; and up through minute
 * 2, from 101 to 103. */
static void
test_either (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtAlertWatch) watch = watch_new (fixture, BOOK);

  add (fixture, DT_ALERT_PRICE, DT_ALERT_EITHER, 102.5, NULL, "A", FALSE, 0);
  play (watch, 0, 4);
  check_history (fixture, "1:A@2 1:A@3");
}

/* Once; and each time but not within two minutes. */
static void
test_once_and_pause (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(DtAlertWatch) watch = watch_new (fixture, BOOK);

  add (fixture, DT_ALERT_PRICE, DT_ALERT_BELOW, 98.5, NULL, "A", TRUE, 0);
  add (fixture, DT_ALERT_PRICE, DT_ALERT_BELOW, 98.5, NULL, "A", FALSE, 2);
  add (fixture, DT_ALERT_PRICE, DT_ALERT_BELOW, 98.5, NULL, "A", FALSE, 1);
  play (watch, 0, 4);
  check_history (fixture, "1:A@3 2:A@3 3:A@3 3:A@4");
  g_assert_false (dt_alert_list_find (fixture->list, 1, NULL)->enabled);
  g_assert_true (dt_alert_list_find (fixture->list, 2, NULL)->enabled);
}

/* Friday closed at 100: 2 % above is 102, which minute 1 touches; 2.5 % below is 97.5, inside
 * minute 4 (low 97). B has ten times the prices and the same changes. */
static void
test_change (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtAlertWatch) watch = watch_new (fixture, BOOK);

  add (fixture, DT_ALERT_CHANGE, DT_ALERT_ABOVE, .02, NULL, "*all", TRUE, 0);
  add (fixture, DT_ALERT_CHANGE, DT_ALERT_BELOW, .025, NULL, "B", TRUE, 0);
  add (fixture, DT_ALERT_CHANGE, DT_ALERT_EITHER, .05, NULL, "A", TRUE, 0);
  play (watch, 0, 4);
  check_history (fixture, "1:A@1 1:B@1 2:B@4");
}

/* Above 102 on the close of minute 2 alone; above 50 always, so it never becomes so; of another
 * symbol that the run does not have: 2 x 103 = 206 there; the day's gap is known with its first
 * minute and stays. */
static void
test_rule (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(DtAlertWatch) watch = watch_new (fixture, BOOK);

  add (fixture, DT_ALERT_RULE, 0, NAN, "close > 102", "A", FALSE, 0);
  add (fixture, DT_ALERT_RULE, 0, NAN, "close > 50", "A", FALSE, 0);
  add (fixture, DT_ALERT_RULE, 0, NAN, "OTHER:close > 205", "A", FALSE, 0);
  add (fixture, DT_ALERT_RULE, 0, NAN, "minutes since open >= 2", "A", FALSE, 0);
  add (fixture, DT_ALERT_RULE, 0, NAN, "NONE:close > 1 or close > 1000", "A", FALSE, 0);
  play (watch, 0, 4);
  check_history (fixture, "4:A@1 1:A@2 3:A@2");
  g_assert_null (dt_alert_watch_get_problem (watch, 3));
  g_assert_nonnull (strstr (dt_alert_watch_get_problem (watch, 5), "no 1m bars of NONE"));
}

/* What the account holds, as the caller says it: from minute 3 on. */
static void
say_account (const char     *symbol,
             DtRulePosition *position,
             DtRuleAccount  *account,
             gpointer        data)
{
  *position = (DtRulePosition) { .quantity = *(guint *) data >= 3 ? 10. : 0. };
  *account = (DtRuleAccount) { .equity = 1000. };
}

static void
test_account (Fixture       *fixture,
              gconstpointer  data)
{
  guint now = 0;
  g_autoptr(DtAlertWatch) watch = dt_alert_watch_new (fixture->list, fixture->tape, fixture->store,
                                                      BOOK, say_account, &now);

  add (fixture, DT_ALERT_RULE, 0, NAN, "is long and account equity < 2000", "A", TRUE, 0);
  for (; now <= 4; now++)
    dt_alert_watch_step (watch, minute (now));
  check_history (fixture, "1:A@3");
}

/* One that is added later is about what comes then; so is one that is switched on again, and the
 * watchlist is what it is at the time. */
static void
test_later (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const both[] = { "A", "B", NULL };
  g_autoptr(DtAlertWatch) watch = watch_new (fixture, BOOK);

  play (watch, 0, 2);
  add (fixture, DT_ALERT_PRICE, DT_ALERT_ABOVE, 102.5, NULL, "A", TRUE, 0);
  add (fixture, DT_ALERT_PRICE, DT_ALERT_BELOW, 98.5, NULL, "*watch", FALSE, 0);
  add (fixture, DT_ALERT_PRICE, DT_ALERT_BELOW, 985., NULL, "*watch", FALSE, 0);
  g_assert_true (dt_alert_list_enable (fixture->list, 1, FALSE, BOOK, minute (2), NULL));
  g_assert_true (dt_alert_list_enable (fixture->list, 1, TRUE, BOOK, minute (2), NULL));
  play (watch, 3, 3);
  check_history (fixture, "");
  dt_alert_list_set_watchlist (fixture->list, both);
  play (watch, 4, 4);
  /* A is below 985 all the time and so never crosses it; B never comes near 98.5 */
  check_history (fixture, "2:A@4 3:B@4");
}

/* A run that is taken up again steps its instants once more: what has fired does not fire again,
 * and what was not written down when the machine went off does. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(DtAlertWatch) first = watch_new (fixture, BOOK);
  g_autoptr(DtAlertWatch) second = NULL, third = NULL, rewound = NULL;
  g_autoptr(DtAlertList) lost = NULL;

  add (fixture, DT_ALERT_PRICE, DT_ALERT_BELOW, 98.5, NULL, "A", FALSE, 1);
  add (fixture, DT_ALERT_PRICE, DT_ALERT_ABOVE, 102.5, NULL, "A", TRUE, 0);
  g_assert_true (dt_alert_list_save (fixture->list, NULL));
  lost = dt_alert_list_load (fixture->folder, NULL);
  play (first, 0, 3);
  check_history (fixture, "2:A@2 1:A@3");

  second = watch_new (fixture, BOOK);
  play (second, 0, 4);
  check_history (fixture, "2:A@2 1:A@3 1:A@4");

  /* In another book each time counts anew, once is once */
  third = watch_new (fixture, BOOK + 1);
  play (third, 0, 3);
  check_history (fixture, "2:A@2 1:A@3 1:A@4 1:A@3");

  /* Wound back to minute 3: what is played up to there has been told */
  dt_alert_list_rearm (fixture->list, BOOK + 2, minute (3));
  rewound = watch_new (fixture, BOOK + 2);
  play (rewound, 0, 4);
  check_history (fixture, "2:A@2 1:A@3 1:A@4 1:A@3 1:A@4");

  dt_alert_list_free (g_steal_pointer (&fixture->list));
  fixture->list = g_steal_pointer (&lost);
  {
    g_autoptr(DtAlertWatch) watch = watch_new (fixture, BOOK);

    play (watch, 0, 3);
    check_history (fixture, "2:A@2 1:A@3");
  }
  {
    g_autofree char *path = g_build_filename (fixture->folder, "alerts.json", NULL);

    g_unlink (path);
  }
}

/* Instants that are passed over together are still looked at one by one. */
static void
test_jump (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(DtAlertWatch) watch = watch_new (fixture, BOOK);

  add (fixture, DT_ALERT_PRICE, DT_ALERT_ABOVE, 102.5, NULL, "A", TRUE, 0);
  add (fixture, DT_ALERT_RULE, 0, NAN, "close > 102", "A", TRUE, 0);
  play (watch, 4, 4);
  check_history (fixture, "1:A@2 2:A@2");
}

#define ADD(name, func) \
  g_test_add ("/alert/watch/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("price", test_price);
  ADD ("either", test_either);
  ADD ("once-and-pause", test_once_and_pause);
  ADD ("change", test_change);
  ADD ("rule", test_rule);
  ADD ("account", test_account);
  ADD ("later", test_later);
  ADD ("again", test_again);
  ADD ("jump", test_jump);

  return g_test_run ();
}
