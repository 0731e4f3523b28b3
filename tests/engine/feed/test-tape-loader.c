/* test-tape-loader.c - which series a run gets, and what is said of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "dt-calendar.h"
#include "dt-tape-loader.h"

typedef struct
{
  char          *folder;
  DtMarketStore *store;
} Fixture;

static DtTime
midnight (int year,
          int month,
          int day)
{
  return dt_time_from_new_york (dt_date_new (year, month, day), 0);
}

/* Daily bars of n sessions from a date on, closing at @price; stored. */
static void
put_daily (Fixture      *fixture,
           const char   *symbol,
           DtDate        date,
           guint         n,
           double        price,
           DtAdjustment  adjustment,
           const char   *source)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new (symbol, DT_TIMEFRAME_DAY, n);
  g_autoptr(DtInstrument) instrument = dt_instrument_new (symbol, DT_INSTRUMENT_STOCK);
  DtSeriesIdentity identity = { adjustment, adjustment == DT_ADJUSTMENT_RAW ? DT_DATE_NONE : date,
                                DT_STAMP_START, DT_SESSION_REGULAR,
                                (char *) "America/New_York", (char *) source };

  dt_series_identity_copy (&identity, &series->identity);
  date = dt_calendar_next_session (date - 1);
  for (guint i = 0; i < n; i++, date = dt_calendar_next_session (date))
    {
      DtBar bar = { dt_time_from_new_york (date, 0), price, price, price, price, 100. };

      dt_bar_series_append (series, &bar, dt_calendar_bar_known (bar.time, DT_TIMEFRAME_DAY));
    }
  g_assert_true (dt_market_store_put_instrument (fixture->store, instrument, NULL));
  g_assert_true (dt_market_store_put_series (fixture->store, series, NULL));
}

/* Minutes of whole sessions; the close of minute m of the session is 100 + m. */
static void
put_minutes (Fixture    *fixture,
             const char *symbol,
             DtDate      date,
             guint       n_sessions)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new (symbol, DT_TIMEFRAME_MINUTE, 0);
  g_autoptr(DtInstrument) instrument = dt_instrument_new (symbol, DT_INSTRUMENT_STOCK);
  DtSeriesIdentity identity = { DT_ADJUSTMENT_RAW, DT_DATE_NONE, DT_STAMP_START,
                                DT_SESSION_REGULAR, (char *) "America/New_York",
                                (char *) "minutes" };

  dt_series_identity_copy (&identity, &series->identity);
  for (guint s = 0; s < n_sessions; s++, date = dt_calendar_next_session (date))
    for (guint m = 0; m < 390; m++)
      {
        double price = 100. + m;
        DtBar bar = { dt_time_from_new_york (date, 9 * DT_HOUR + (30 + m) * DT_MINUTE),
                      price, price, price, price, 10. };

        dt_bar_series_append (series, &bar, bar.time + DT_MINUTE);
      }
  g_assert_true (dt_market_store_put_instrument (fixture->store, instrument, NULL));
  g_assert_true (dt_market_store_put_series (fixture->store, series, NULL));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("dt-tape-XXXXXX", &error);
  fixture->store = dt_market_store_open (fixture->folder, DT_STORE_READ_WRITE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const names[] = { "market.db", "market.db-wal", "market.db-shm", "A.csv",
                                       "B.csv" };

  g_clear_object (&fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static DtTapeSet *
load (Fixture             *fixture,
      const DtTapeRequest *request)
{
  g_autoptr(GError) error = NULL;
  DtTapeSet *set = dt_tape_load (fixture->store, request, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return set;
}

static gboolean
has_note (const DtTapeSet *set,
          const char      *text)
{
  for (guint i = 0; i < set->notes->len; i++)
    {
      g_test_message ("%s", (char *) g_ptr_array_index (set->notes, i));
      if (strstr (g_ptr_array_index (set->notes, i), text) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
check_sorted (const DtTapeSet *set)
{
  for (guint i = 1; i < set->n_instruments; i++)
    g_assert_cmpstr (set->instruments[i - 1]->symbol, <, set->instruments[i]->symbol);
  for (guint i = 1; i < set->n_lanes; i++)
    {
      const DtLane *a = &set->lanes[i - 1], *b = &set->lanes[i];

      g_assert_true (a->instrument < b->instrument
                     || (a->instrument == b->instrument
                         && a->series->timeframe < b->series->timeframe));
    }
  for (guint i = 0; i < set->n_lanes; i++)
    g_assert_cmpstr (set->lanes[i].series->symbol, ==,
                     set->instruments[set->lanes[i].instrument]->symbol);
}

static void
test_symbols (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const symbols[] = { "MSFT", "AAPL", NULL };
  DtDate date = dt_date_new (2017, 1, 3);
  DtTapeRequest request;
  g_autoptr(DtTapeSet) set = NULL;

  put_daily (fixture, "MSFT", date, 20, 60., DT_ADJUSTMENT_RAW, "a");
  put_daily (fixture, "AAPL", date, 20, 110., DT_ADJUSTMENT_RAW, "a");
  put_daily (fixture, "SPY", date, 20, 220., DT_ADJUSTMENT_RAW, "a");
  dt_tape_request_init (&request);
  request.symbols = symbols;

  set = load (fixture, &request);
  check_sorted (set);
  g_assert_cmpuint (set->n_lanes, ==, 2);
  g_assert_cmpuint (set->n_instruments, ==, 2);
  g_assert_cmpuint (set->timeframe, ==, DT_TIMEFRAME_DAY);
  g_assert_cmpstr (set->instruments[0]->symbol, ==, "AAPL");
  g_assert_cmpuint (set->notes->len, ==, 0);
  g_assert_cmpuint (strlen (set->hash), ==, 64);
}

static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const symbols[] = { "AAPL", "TSLA", NULL };
  DtTapeRequest request;
  g_autoptr(GError) error = NULL;

  put_daily (fixture, "AAPL", dt_date_new (2017, 1, 3), 20, 110., DT_ADJUSTMENT_RAW, "a");
  dt_tape_request_init (&request);
  request.symbols = symbols;
  g_assert_null (dt_tape_load (fixture->store, &request, NULL, NULL, NULL, &error));
  g_assert_error (error, DT_FEED_ERROR, DT_FEED_ERROR_NO_DATA);
  g_assert_nonnull (strstr (error->message, "TSLA"));
  g_clear_error (&error);

  request.symbols = (const char *[]) { "AAPL", NULL };
  request.from = midnight (2018, 1, 1);
  g_assert_null (dt_tape_load (fixture->store, &request, NULL, NULL, NULL, &error));
  g_assert_error (error, DT_FEED_ERROR, DT_FEED_ERROR_NO_DATA);
  g_clear_error (&error);

  request.symbols = NULL;
  request.universe = "nowhere";
  g_assert_null (dt_tape_load (fixture->store, &request, NULL, NULL, NULL, &error));
  g_assert_error (error, DT_STORE_ERROR, DT_STORE_ERROR_NOT_FOUND);
}

/* The adjustment that was asked for beats the number of bars; without a wish the longer wins. */
static void
test_preference (Fixture       *fixture,
                 gconstpointer  data)
{
  DtDate date = dt_date_new (2017, 1, 3);
  DtTapeRequest request;
  g_autoptr(DtTapeSet) any = NULL, split = NULL, total = NULL;

  put_daily (fixture, "AAPL", date, 30, 110., DT_ADJUSTMENT_RAW, "long");
  put_daily (fixture, "AAPL", date, 20, 55., DT_ADJUSTMENT_SPLIT, "short");
  dt_tape_request_init (&request);
  request.symbols = (const char *[]) { "AAPL", NULL };

  any = load (fixture, &request);
  g_assert_cmpstr (any->lanes[0].series->identity.source, ==, "long");
  request.adjustment = DT_ADJUSTMENT_SPLIT;
  split = load (fixture, &request);
  g_assert_cmpstr (split->lanes[0].series->identity.source, ==, "short");
  g_assert_cmpstr (any->hash, !=, split->hash);
  request.adjustment = DT_ADJUSTMENT_TOTAL_RETURN;
  total = load (fixture, &request);
  g_assert_cmpstr (total->lanes[0].series->identity.source, ==, "long");
  g_assert_true (has_note (total, "There are no total-return bars of AAPL"));
}

static void
test_streams (Fixture       *fixture,
              gconstpointer  data)
{
  DtDate date = dt_date_new (2017, 1, 3);
  DtRuleStream streams[] = { { "SPY", DT_TIMEFRAME_NONE }, { NULL, DT_TIMEFRAME_WEEK },
                             { "VIX", DT_TIMEFRAME_DAY } };
  DtTapeRequest request;
  g_autoptr(DtTapeSet) set = NULL;
  const DtBarSeries *weeks;

  put_daily (fixture, "AAPL", date, 30, 110., DT_ADJUSTMENT_SPLIT, "a");
  put_daily (fixture, "SPY", date, 10, 220., DT_ADJUSTMENT_TOTAL_RETURN, "b");
  dt_tape_request_init (&request);
  request.symbols = (const char *[]) { "AAPL", NULL };
  request.streams = streams;
  request.n_streams = G_N_ELEMENTS (streams);

  set = load (fixture, &request);
  check_sorted (set);
  g_assert_cmpuint (set->n_lanes, ==, 3);
  g_assert_cmpuint (set->n_instruments, ==, 3);
  g_assert_cmpint (set->lanes[0].role, ==, DT_LANE_BASE);
  g_assert_cmpint (set->lanes[1].role, ==, DT_LANE_CONTEXT);
  g_assert_true (has_note (set, "SPY ends on 2017-01-17: later values are missing."));
  g_assert_true (has_note (set, "mixes 2 split and 1 total-return series"));
  g_assert_true (has_note (set, "no 1d bars of VIX"));
  g_assert_true (has_note (set, "Bars of 1w are built from bars of 1d."));

  /* 30 sessions from Tuesday 2017-01-03 on: the first week has 4 days, is known on its Friday */
  weeks = set->lanes[1].series;
  g_assert_cmpint (weeks->time[0], ==, midnight (2017, 1, 2));
  g_assert_cmpfloat (weeks->volume[0], ==, 400.);
  g_assert_cmpint (weeks->known[0], ==,
                   dt_time_from_new_york (dt_date_new (2017, 1, 6), 16 * DT_HOUR));
}

static void
test_built_base (Fixture       *fixture,
                 gconstpointer  data)
{
  DtTapeRequest request;
  g_autoptr(DtTapeSet) set = NULL;
  const DtBarSeries *series;

  put_minutes (fixture, "AAPL", dt_date_new (2019, 2, 11), 2);
  dt_tape_request_init (&request);
  request.symbols = (const char *[]) { "AAPL", NULL };
  request.timeframe = DT_TIMEFRAME_HOUR;

  /* 390 minutes are six hours and a half: seven bars a session */
  set = load (fixture, &request);
  series = set->lanes[0].series;
  g_assert_cmpuint (series->n_bars, ==, 14);
  g_assert_cmpfloat (series->open[0], ==, 100.);
  g_assert_cmpfloat (series->close[0], ==, 159.);
  g_assert_cmpfloat (series->close[6], ==, 489.);
  g_assert_cmpfloat (series->volume[6], ==, 300.);
}

static void
test_warm_up (Fixture       *fixture,
              gconstpointer  data)
{
  DtTapeRequest request;
  g_autoptr(DtTapeSet) set = NULL;

  put_daily (fixture, "AAPL", dt_date_new (2017, 1, 3), 40, 110., DT_ADJUSTMENT_RAW, "a");
  dt_tape_request_init (&request);
  request.symbols = (const char *[]) { "AAPL", NULL };
  request.from = midnight (2017, 1, 23);
  request.to = midnight (2017, 1, 31);

  /* The first bar stays, the last is that of Monday the thirtieth */
  set = load (fixture, &request);
  g_assert_cmpint (set->from, ==, midnight (2017, 1, 23));
  g_assert_cmpint (set->lanes[0].series->time[0], ==, midnight (2017, 1, 3));
  g_assert_cmpint (set->lanes[0].series->time[set->lanes[0].series->n_bars - 1], ==,
                   midnight (2017, 1, 30));
}

static char *
write_csv (Fixture    *fixture,
           const char *name,
           double      price)
{
  g_autoptr(GString) text = g_string_new ("date,open,high,low,close,volume\n");
  char *path = g_build_filename (fixture->folder, name, NULL);

  for (guint day = 2; day <= 6; day++)
    g_string_append_printf (text, "2017-02-%02u,%g,%g,%g,%g,1\n", day + 4, price, price, price,
                            price);
  g_assert_true (g_file_set_contents (path, text->str, text->len, NULL));

  return path;
}

static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *a = write_csv (fixture, "A.csv", 10.);
  g_autofree char *b = write_csv (fixture, "B.csv", 20.);
  const char *files[] = { b, a, NULL }, *twice[] = { a, a, NULL };
  DtTapeRequest request;
  g_autoptr(DtTapeSet) set = NULL, again = NULL;
  g_autoptr(GError) error = NULL;

  dt_tape_request_init (&request);
  request.csv = files;
  set = dt_tape_load (NULL, &request, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  check_sorted (set);
  g_assert_cmpuint (set->n_lanes, ==, 2);
  g_assert_cmpfloat (set->lanes[0].series->close[0], ==, 10.);

  /* The order of the files changes nothing */
  request.csv = (const char *[]) { a, b, NULL };
  again = dt_tape_load (NULL, &request, NULL, NULL, NULL, NULL);
  g_assert_cmpstr (again->hash, ==, set->hash);

  request.csv = twice;
  g_assert_null (dt_tape_load (NULL, &request, NULL, NULL, NULL, &error));
  g_assert_error (error, DT_FEED_ERROR, DT_FEED_ERROR_REQUEST);
}

/* What daily bars are made of: the minutes of the same symbol, where there are any. Nothing of that
 * is a lane, and another choice is another tape. */
static void
test_intrabar (Fixture       *fixture,
               gconstpointer  data)
{
  DtDate date = dt_date_new (2017, 1, 3);
  DtTapeRequest request;
  g_autoptr(DtTapeSet) plain = NULL, minutes = NULL, finest = NULL;
  g_autoptr(GError) error = NULL;

  put_daily (fixture, "AAPL", date, 3, 110., DT_ADJUSTMENT_RAW, "a");
  put_daily (fixture, "MSFT", date, 3, 60., DT_ADJUSTMENT_RAW, "a");
  put_minutes (fixture, "AAPL", date, 2);
  dt_tape_request_init (&request);
  request.symbols = (const char *[]) { "AAPL", "MSFT", NULL };
  request.timeframe = DT_TIMEFRAME_DAY;

  plain = load (fixture, &request);
  g_assert_null (plain->lanes[0].finer);
  request.intrabar = DT_TIMEFRAME_MINUTE;
  minutes = load (fixture, &request);
  g_assert_cmpuint (minutes->n_lanes, ==, 2);
  g_assert_cmpuint (minutes->lanes[0].finer->timeframe, ==, DT_TIMEFRAME_MINUTE);
  g_assert_cmpuint (minutes->lanes[0].finer->n_bars, ==, 780);
  g_assert_null (minutes->lanes[1].finer);
  g_assert_true (has_note (minutes, "No finer bars for 1 of 2 symbols"));
  g_assert_cmpstr (minutes->hash, !=, plain->hash);

  request.intrabar = DT_TIMEFRAME_NONE;
  request.intrabar_auto = TRUE;
  finest = load (fixture, &request);
  g_assert_cmpuint (finest->lanes[0].finer->timeframe, ==, DT_TIMEFRAME_MINUTE);
  g_assert_cmpstr (finest->hash, ==, minutes->hash);

  request.intrabar_auto = FALSE;
  request.intrabar = DT_TIMEFRAME_DAY;
  g_assert_null (dt_tape_load (fixture->store, &request, NULL, NULL, NULL, &error));
  g_assert_error (error, DT_FEED_ERROR, DT_FEED_ERROR_REQUEST);
}

int
main (int   argc,
      char *argv[])
{
#define ADD(name, func) \
  g_test_add ("/tape-loader/" name, Fixture, NULL, set_up, func, tear_down)

  g_test_init (&argc, &argv, NULL);
  ADD ("symbols", test_symbols);
  ADD ("missing", test_missing);
  ADD ("preference", test_preference);
  ADD ("streams", test_streams);
  ADD ("built-base", test_built_base);
  ADD ("warm-up", test_warm_up);
  ADD ("files", test_files);
  ADD ("intrabar", test_intrabar);

  return g_test_run ();
}
