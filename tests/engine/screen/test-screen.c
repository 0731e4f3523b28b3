/* test-screen.c - which symbols meet a screen, by hand arithmetic
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "dt-calendar.h"
#include "dt-screen.h"

typedef struct
{
  char          *folder;
  DtMarketStore *store;
} Fixture;

/* Monday to Wednesday */
#define FIRST dt_date_new (2019, 2, 11)

static void
put_series (Fixture           *fixture,
            DtBarSeries       *series)
{
  g_autoptr(DtInstrument) instrument = dt_instrument_new (series->symbol, DT_INSTRUMENT_STOCK);
  DtSeriesIdentity identity = { DT_ADJUSTMENT_RAW, DT_DATE_NONE, DT_STAMP_START,
                                DT_SESSION_REGULAR, (char *) "America/New_York",
                                (char *) "hand" };

  instrument->sector = g_strdup ("Toys, games");
  dt_series_identity_copy (&identity, &series->identity);
  g_assert_true (dt_market_store_put_instrument (fixture->store, instrument, NULL));
  g_assert_true (dt_market_store_put_series (fixture->store, series, NULL));
  dt_bar_series_unref (series);
}

static void
put_daily (Fixture      *fixture,
           const char   *symbol,
           const double *closes,
           guint         n)
{
  DtBarSeries *series = dt_bar_series_new (symbol, DT_TIMEFRAME_DAY, n);
  DtDate date = FIRST;

  for (guint i = 0; i < n; i++, date = dt_calendar_next_session (date))
    {
      DtBar bar = { dt_time_from_new_york (date, 0), closes[i], closes[i] + 1., closes[i] - 1.,
                    closes[i], 100. };

      dt_bar_series_append (series, &bar, dt_calendar_bar_known (bar.time, DT_TIMEFRAME_DAY));
    }
  put_series (fixture, series);
}

/* The close of minute m of each session is 100 + m. */
static void
put_minutes (Fixture    *fixture,
             const char *symbol,
             guint       n_sessions)
{
  DtBarSeries *series = dt_bar_series_new (symbol, DT_TIMEFRAME_MINUTE, 0);
  DtDate date = FIRST;

  for (guint s = 0; s < n_sessions; s++, date = dt_calendar_next_session (date))
    for (guint m = 0; m < 390; m++)
      {
        double price = 100. + m;
        DtBar bar = { dt_time_from_new_york (date, 9 * DT_HOUR + (30 + m) * DT_MINUTE),
                      price, price, price, price, 10. };

        dt_bar_series_append (series, &bar, bar.time + DT_MINUTE);
      }
  put_series (fixture, series);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const double a[] = { 10., 11., 12. }, b[] = { 20., 20., 20. }, c[] = { 5., 4., 3. },
                      d[] = { 30., 33. };
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("dt-screen-XXXXXX", &error);
  fixture->store = dt_market_store_open (fixture->folder, DT_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
  put_daily (fixture, "A", a, 3);
  put_daily (fixture, "B", b, 3);
  put_daily (fixture, "C", c, 3);
  put_daily (fixture, "D", d, 2);
  put_minutes (fixture, "M", 2);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const names[] = { "market.db", "market.db-wal", "market.db-shm" };

  g_clear_object (&fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static DtScreenResult *
run (Fixture            *fixture,
     const char         *rules,
     const char *const  *symbols,
     DtTime              moment)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_strconcat ("[screen]\nname = Test\n", rules, NULL);
  g_autoptr(DtScreenFile) file = dt_screen_file_parse (text, NULL, &error);
  g_autoptr(DtTapeSet) set = NULL;
  DtScreenResult *result;

  g_assert_no_error (error);
  set = dt_screen_load (file, fixture->store, NULL, symbols, moment, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  result = dt_screen_run (file, set, moment, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return result;
}

static const DtScreenRow *
find (const DtScreenResult *result,
      const char           *symbol)
{
  for (guint i = 0; i < result->n_rows; i++)
    if (g_str_equal (result->rows[i].symbol, symbol))
      return &result->rows[i];

  g_assert_not_reached ();
}

static const char *const abc[] = { "A", "B", "C", NULL };
static const char rules[] =
  "[criteria]\n"
  "price = close > 9\n"
  "mean = sma(close, 2) > 11\n"
  "strength = 100 * rank(roc(1)) >= 50\n"
  "ratio = close / B:close > 0.5\n"
  "up = close > close[1] or close > 15\n"
  "[score]\n"
  "size = rank(close)\n";

/* After the third session. Means of two closes: (11 + 12) / 2 = 11.5, 20, (4 + 3) / 2 = 3.5.
 * Changes: 12 / 11 is above 20 / 20, which is above 3 / 4, so their ranks are 1, 0.5 and 0. To B:
 * 12 / 20, 20 / 20, 3 / 20. Of the closes 3, 12, 20 the ranks are 0, 0.5, 1: B comes before A. */
static void
test_values (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtScreenResult) result = run (fixture, rules, abc, DT_TIME_NONE);
  const DtScreenRow *a = find (result, "A"), *c = find (result, "C");

  g_assert_cmpuint (result->n_rows, ==, 3);
  g_assert_cmpuint (result->n_passed, ==, 2);
  g_assert_cmpstr (result->rows[0].symbol, ==, "B");
  g_assert_cmpstr (result->rows[1].symbol, ==, "A");
  g_assert_cmpstr (result->rows[2].symbol, ==, "C");
  g_assert_cmpuint (result->rows[0].rank, ==, 1);
  g_assert_cmpuint (a->rank, ==, 2);
  g_assert_cmpuint (c->rank, ==, 0);

  g_assert_cmpint (a->state, ==, DT_SCREEN_PASSES);
  g_assert_cmpuint (a->n_met, ==, 5);
  g_assert_cmpfloat (a->values[0], ==, 12.);
  g_assert_cmpfloat (a->values[1], ==, 11.5);
  g_assert_cmpfloat (a->values[2], ==, 100.);
  g_assert_cmpfloat (a->values[3], ==, .6);
  g_assert_true (isnan (a->values[4]));
  g_assert_cmpfloat (a->score, ==, .5);
  g_assert_cmpfloat (a->close, ==, 12.);

  g_assert_cmpint (c->state, ==, DT_SCREEN_FAILS);
  g_assert_cmpuint (c->n_met, ==, 0);
  g_assert_cmpfloat (c->values[1], ==, 3.5);
  g_assert_cmpfloat (c->values[2], ==, 0.);
  g_assert_cmpfloat (c->values[3], ==, 3. / 20.);
  g_assert_cmpfloat (c->score, ==, 0.);
  g_assert_cmpfloat (find (result, "B")->values[2], ==, 50.);
}

/* At 09:00 of the third session its bars are not known: A has 10 and 11, their mean is 10.5. */
static void
test_moment (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtScreenResult) before = run (fixture, rules, abc, dt_screen_get_moment (FIRST + 2));
  g_autoptr(DtScreenResult) close = run (fixture, rules, abc,
                                         dt_time_from_new_york (FIRST + 2, 16 * DT_HOUR));
  g_autoptr(DtScreenResult) just_before =
    run (fixture, rules, abc, dt_time_from_new_york (FIRST + 2, 16 * DT_HOUR) - 1);

  g_assert_cmpuint (before->n_passed, ==, 1);
  g_assert_cmpstr (before->rows[0].symbol, ==, "B");
  g_assert_cmpfloat (find (before, "A")->values[0], ==, 11.);
  g_assert_cmpfloat (find (before, "A")->values[1], ==, 10.5);
  g_assert_cmpfloat (find (before, "C")->values[0], ==, 4.);
  g_assert_true (find (before, "A")->time == dt_time_from_new_york (FIRST + 1, 16 * DT_HOUR));
  g_assert_true (before->moment == dt_time_from_new_york (FIRST + 2, 9 * DT_HOUR));

  g_assert_cmpfloat (find (just_before, "A")->values[0], ==, 11.);
  g_assert_cmpfloat (find (close, "A")->values[0], ==, 12.);
}

/* What comes later changes nothing: another market from the third session on, the same answer. */
static void
test_no_future (Fixture       *fixture,
                gconstpointer  data)
{
  static const double other[] = { 10., 11., 1000., 2000. };
  DtTime moment = dt_screen_get_moment (FIRST + 2);
  g_autoptr(DtScreenResult) before = run (fixture, rules, abc, moment);
  g_autoptr(DtScreenResult) after = NULL;
  g_autofree char *x = dt_screen_result_to_csv (before);
  g_autofree char *y = NULL;

  put_daily (fixture, "A", other, 4);
  after = run (fixture, rules, abc, moment);
  y = dt_screen_result_to_csv (after);
  g_assert_cmpstr (x, ==, y);
}

static void
test_nothing_yet (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(DtScreenResult) result = run (fixture, rules, abc, dt_screen_get_moment (FIRST));

  g_assert_cmpuint (result->n_rows, ==, 3);
  g_assert_cmpuint (result->n_passed, ==, 0);
  g_assert_true (result->newest == DT_TIME_NONE);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (result->rows[i].state, ==, DT_SCREEN_NO_BARS);
      g_assert_true (isnan (result->rows[i].score));
    }
}

/* D's last bar is of the second session: it meets everything, but there is nothing to be had of it.
 * It is not ranked either: among A, B and C alone B's close is the highest. */
static void
test_stale (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const symbols[] = { "A", "B", "C", "D", NULL };
  g_autoptr(DtScreenResult) result = run (fixture,
                                          "[criteria]\nprice = close > 9\n"
                                          "[score]\nsize = rank(close)\n", symbols, DT_TIME_NONE);
  const DtScreenRow *d = find (result, "D");

  g_assert_cmpuint (result->n_passed, ==, 2);
  g_assert_cmpint (d->state, ==, DT_SCREEN_STALE);
  g_assert_true (d->met[0]);
  g_assert_true (isnan (d->score));
  g_assert_cmpuint (d->rank, ==, 0);
  g_assert_cmpfloat (find (result, "B")->score, ==, 1.);
}

/* 10:00 of the second session: 30 minutes since the open, last close 129, the day before closed at
 * 489, which is the last daily bar that is complete; the session opened at 100. */
static void
test_intraday (Fixture       *fixture,
               gconstpointer  data)
{
  static const char *const symbols[] = { "M", NULL };
  g_autofree char *text = g_strdup ("timeframe = 1m\n[criteria]\n"
                                    "last = close > 0\n"
                                    "day = close@1d > 0\n"
                                    "since = minutes since open > 0\n"
                                    "gap = gap < 0\n"
                                    "range = opening range high(15) > 0\n");
  g_autoptr(DtScreenResult) result =
    run (fixture, text, symbols, dt_time_from_new_york (FIRST + 1, 10 * DT_HOUR));
  const DtScreenRow *row = &result->rows[0];

  g_assert_cmpint (row->state, ==, DT_SCREEN_PASSES);
  g_assert_cmpfloat (row->values[0], ==, 129.);
  g_assert_cmpfloat (row->values[1], ==, 489.);
  g_assert_cmpfloat (row->values[2], ==, 30.);
  g_assert_cmpfloat_with_epsilon (row->values[3], 100. / 489. - 1., 1e-15);
  g_assert_cmpfloat (row->values[4], ==, 114.);   /* 09:30 to 09:44 */
}

static void
test_table (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const symbols[] = { "A", "C", NULL };
  g_autoptr(DtScreenResult) result =
    run (fixture, "[criteria]\nprice = close > 9\nrising = not (close < close[1])\n"
         "[score]\nsize = close / 8\n", symbols, DT_TIME_NONE);
  g_autofree char *csv = dt_screen_result_to_csv (result);

  g_assert_cmpstr (csv, ==,
                   "rank,symbol,name,sector,state,time,close,size,price,price-met,rising,"
                   "rising-met\n"
                   "1,A,,\"Toys, games\",passes,2019-02-13T21:00:00Z,12,1.5,12,yes,,yes\n"
                   ",C,,\"Toys, games\",fails,2019-02-13T21:00:00Z,3,0.375,3,no,,no\n");
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const unknown[] = { "NOPE", NULL };
  g_autoptr(DtScreenFile) file =
    dt_screen_file_parse ("[screen]\nname = X\n[criteria]\nprice = close > 9\n", NULL, NULL);
  g_autoptr(DtTapeSet) set = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_assert_null (dt_screen_load (file, fixture->store, NULL, NULL, DT_TIME_NONE, NULL, NULL, NULL,
                                 &error));
  g_assert_error (error, DT_SCREEN_ERROR, DT_SCREEN_ERROR_REQUEST);
  g_clear_error (&error);
  g_assert_null (dt_screen_load (file, fixture->store, NULL, unknown, DT_TIME_NONE, NULL, NULL,
                                 NULL, &error));
  g_assert_error (error, DT_FEED_ERROR, DT_FEED_ERROR_NO_DATA);
  g_clear_error (&error);

  set = dt_screen_load (file, fixture->store, NULL, abc, DT_TIME_NONE, NULL, NULL, NULL, &error);
  g_cancellable_cancel (cancellable);
  g_assert_null (dt_screen_run (file, set, DT_TIME_NONE, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(name, func) \
  g_test_add ("/screen/run/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("values", test_values);
  ADD ("moment", test_moment);
  ADD ("no-future", test_no_future);
  ADD ("nothing-yet", test_nothing_yet);
  ADD ("stale", test_stale);
  ADD ("intraday", test_intraday);
  ADD ("table", test_table);
  ADD ("refused", test_refused);

  return g_test_run ();
}
