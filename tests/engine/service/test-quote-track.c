/* test-quote-track.c - where an instrument stands in its session
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-quote-track.h"
#include "dt-random.h"

static void
add (DtBarSeries *series,
     int          day,
     int          minute,
     double       open,
     double       high,
     double       low,
     double       close,
     double       volume)
{
  DtTime time = dt_time_from_new_york (dt_date_new (2019, 2, day),
                                       (9 * 60 + minute) * DT_MINUTE);
  DtBar bar = { time, open, high, low, close, volume };

  dt_bar_series_append (series, &bar, time + DT_MINUTE);
}

/* Three days in February: 09:30, 09:31, 09:32, on Tuesday 09:33 in place of 09:32. */
static DtBarSeries *
make_series (void)
{
  DtBarSeries *series = dt_bar_series_new ("AAA", DT_TIMEFRAME_MINUTE, 9);

  add (series, 11, 30, 10., 10.5, 9.5, 10., 100.);
  add (series, 11, 31, 10., 11.5, 10., 11., 200.);
  add (series, 11, 32, 11., 12.5, 11., 12., 300.);
  add (series, 12, 30, 12., 12.5, 12., 12.5, 300.);
  add (series, 12, 31, 12.5, 13., 12.5, 13., 400.);
  add (series, 12, 33, 13., 14., 13., 14., 500.);
  add (series, 13, 30, 15., 16., 14., 15.5, 1000.);
  add (series, 13, 31, 15.5, 17., 15., 16., 500.);
  add (series, 13, 32, 16., 16.5, 13., 13.5, 10.);

  return series;
}

static void
test_first (void)
{
  DtBarSeries *series = make_series ();
  DtQuoteTrack track = { 0 };
  DtQuoteRow row;

  dt_quote_track_follow (&track, series, 1, &row);
  g_assert_true (isnan (row.prior_close));
  g_assert_true (isnan (row.usual_volume));
  g_assert_cmpfloat (row.last, ==, 11.);
  g_assert_cmpfloat (row.volume, ==, 300.);
  g_assert_cmpfloat (row.open, ==, 10.);
  g_assert_cmpfloat (row.high, ==, 11.5);
  g_assert_cmpfloat (row.low, ==, 9.5);
  dt_bar_series_unref (series);
}

/* Wednesday, against what Monday and Tuesday had by then:
 *   09:30  (100 + 300) / 2 = 200
 *   09:31  (300 + 700) / 2 = 500
 *   09:32  (600 + 700) / 2 = 650 */
static void
check_wednesday (DtQuoteTrack      *track,
                 const DtBarSeries *series)
{
  static const double usual[] = { 200., 500., 650. };
  static const double volume[] = { 1000., 1500., 1510. };
  static const double high[] = { 16., 17., 17. };
  static const double low[] = { 14., 14., 13. };
  DtQuoteRow row;

  for (guint i = 0; i < 3; i++)
    {
      dt_quote_track_follow (track, series, 6 + i, &row);
      g_assert_cmpfloat (row.prior_close, ==, 14.);
      g_assert_cmpfloat (row.open, ==, 15.);
      g_assert_cmpfloat (row.usual_volume, ==, usual[i]);
      g_assert_cmpfloat (row.volume, ==, volume[i]);
      g_assert_cmpfloat (row.high, ==, high[i]);
      g_assert_cmpfloat (row.low, ==, low[i]);
      g_assert_cmpint (row.time, ==, series->time[6 + i]);
    }
}

static void
test_sessions (void)
{
  DtBarSeries *series = make_series ();
  DtQuoteTrack fresh = { 0 }, stepped = { 0 };
  DtQuoteRow row;

  check_wednesday (&fresh, series);
  for (gsize i = 0; i < 6; i++)
    dt_quote_track_follow (&stepped, series, i, &row);
  check_wednesday (&stepped, series);

  /* Back to Tuesday, and on again */
  dt_quote_track_follow (&stepped, series, 4, &row);
  g_assert_cmpfloat (row.usual_volume, ==, 300.);
  g_assert_cmpfloat (row.volume, ==, 700.);
  g_assert_cmpfloat (row.prior_close, ==, 12.);
  check_wednesday (&stepped, series);
  dt_bar_series_unref (series);
}

/* Added up bar by bar, without any memory. */
static double
naive_usual (const DtBarSeries *series,
             gsize              bar)
{
  gint64 now;
  DtDate today = dt_time_get_new_york_date (series->time[bar], &now), day = today;
  double sum = 0.;
  guint n = 0;

  for (gsize i = bar + 1; i-- > 0;)
    {
      gint64 since;
      DtDate date = dt_time_get_new_york_date (series->time[i], &since);

      if (date == today)
        continue;
      if (date != day && n++ == DT_QUOTE_SESSIONS)
        {
          n = DT_QUOTE_SESSIONS;
          break;
        }
      day = date;
      if (since <= now && !isnan (series->volume[i]))
        sum += series->volume[i];
    }

  return n > 0 ? sum / n : NAN;
}

/* More sessions than count, holes in them, volumes that are missing, looked at now and then. */
static void
test_random (void)
{
  for (guint64 seed = 1; seed <= 20; seed++)
    {
      DtBarSeries *series = dt_bar_series_new ("AAA", DT_TIMEFRAME_MINUTE, 1000);
      DtQuoteTrack track = { 0 };
      DtRandom random;
      DtQuoteRow row;

      dt_random_init (&random, seed);
      for (int day = 1; day <= 27; day++)
        for (int minute = 30; minute < 60; minute++)
          if (dt_random_below (&random, 3) != 0)
            add (series, day, minute, 10., 11., 9., 10.,
                 dt_random_below (&random, 9) == 0 ? NAN : dt_random_below (&random, 1000));
      for (gsize i = 0; i < series->n_bars; i += 1 + dt_random_below (&random, 40))
        {
          double naive = naive_usual (series, i);

          dt_quote_track_follow (&track, series, i, &row);
          g_assert_true (row.usual_volume == naive || (isnan (naive) && isnan (row.usual_volume)));
        }
      dt_bar_series_unref (series);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/quote-track/first", test_first);
  g_test_add_func ("/service/quote-track/sessions", test_sessions);
  g_test_add_func ("/service/quote-track/random", test_random);

  return g_test_run ();
}
