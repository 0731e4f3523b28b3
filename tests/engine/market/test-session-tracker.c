/* test-session-tracker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-session-tracker.h"

static DtSessionTracker tracker;

static DtTime
clock_time (int day,
            int hour,
            int minute)
{
  return dt_time_from_new_york (dt_date_new (2019, 2, day), hour * DT_HOUR + minute * DT_MINUTE);
}

static void
push (DtTime      time,
      DtTimeframe timeframe,
      double      open,
      double      high,
      double      low,
      double      close,
      double      volume)
{
  DtBar bar = { time, open, high, low, close, volume };

  dt_session_tracker_push (&tracker, &bar, timeframe);
}

static void
assert_range (double minutes,
              double high,
              double low)
{
  double h, l;

  dt_session_tracker_get_range (&tracker, minutes, &h, &l);
  if (isnan (high))
    g_assert_true (isnan (h) && isnan (l));
  else
    g_assert_true (h == high && l == low);
}

/* Two days of 15-minute bars: every term by hand. */
static void
test_intraday (void)
{
  const DtSessionTerms *terms = &tracker.terms;

  dt_session_tracker_init (&tracker);
  g_assert_true (isnan (terms->session_open));

  push (clock_time (11, 9, 30), 900, 100, 103, 99, 102, 1000);
  g_assert_true (terms->first_bar);
  g_assert_cmpfloat (terms->minutes_since_open, ==, 15);
  g_assert_cmpfloat (terms->minutes_to_close, ==, 375);
  g_assert_cmpfloat (terms->session_open, ==, 100);
  g_assert_true (isnan (terms->prior_close) && isnan (terms->gap));

  push (clock_time (11, 9, 45), 900, 102, 106, 101, 105, 3000);
  g_assert_false (terms->first_bar);
  g_assert_cmpfloat (terms->minutes_since_open, ==, 30);
  g_assert_cmpfloat (terms->session_high, ==, 106);
  g_assert_cmpfloat (terms->session_low, ==, 99);
  g_assert_cmpfloat (terms->session_volume, ==, 4000);
  /* typical 304/3 and 312/3: (304 x 1000 + 312 x 3000) / 3 / 4000 = 310 / 3 */
  g_assert_cmpfloat_with_epsilon (terms->session_vwap, 310 / 3., 1e-12);

  push (clock_time (11, 15, 45), 900, 105, 105, 95, 96, 500);
  g_assert_cmpfloat (terms->minutes_since_open, ==, 390);
  g_assert_cmpfloat (terms->minutes_to_close, ==, 0);

  push (clock_time (12, 9, 30), 900, 97.92, 98, 97, 97.5, 0);
  g_assert_true (terms->first_bar);
  g_assert_cmpfloat (terms->prior_close, ==, 96);
  g_assert_cmpfloat (terms->prior_high, ==, 106);
  g_assert_cmpfloat (terms->prior_low, ==, 95);
  g_assert_cmpfloat_with_epsilon (terms->gap, 0.02, 1e-15);
  g_assert_cmpfloat (terms->session_high, ==, 98);
  g_assert_true (isnan (terms->session_vwap));
}

static void
test_ranges (void)
{
  dt_session_tracker_init (&tracker);
  g_assert_true (dt_session_tracker_add_range (&tracker, 15));
  g_assert_true (dt_session_tracker_add_range (&tracker, 5));
  g_assert_true (dt_session_tracker_add_range (&tracker, 15));
  g_assert_true (dt_session_tracker_add_range (&tracker, 60));
  g_assert_true (dt_session_tracker_add_range (&tracker, 90));
  g_assert_false (dt_session_tracker_add_range (&tracker, 30));

  push (clock_time (11, 9, 30), 300, 100, 103, 99, 102, 10);
  assert_range (5, 103, 99);
  assert_range (15, NAN, NAN);
  push (clock_time (11, 9, 35), 300, 100, 104, 100, 102, 10);
  assert_range (15, NAN, NAN);
  push (clock_time (11, 9, 40), 300, 100, 101, 98, 99, 10);
  assert_range (15, 104, 98);
  push (clock_time (11, 9, 45), 300, 100, 120, 90, 99, 10);
  assert_range (5, 103, 99);
  assert_range (15, 104, 98);
  assert_range (30, NAN, NAN);

  /* The next day begins anew; a day that starts late has no first five minutes */
  push (clock_time (12, 9, 40), 300, 100, 101, 98, 99, 10);
  assert_range (5, NAN, NAN);
  assert_range (15, 101, 98);
}

static void
test_outside (void)
{
  const DtSessionTerms *terms = &tracker.terms;

  dt_session_tracker_init (&tracker);
  push (clock_time (11, 15, 59), 60, 100, 103, 99, 102, 10);
  push (clock_time (11, 16, 5), 60, 100, 300, 9, 50, 10);
  g_assert_true (isnan (terms->minutes_since_open));
  g_assert_false (terms->first_bar);
  g_assert_cmpfloat (terms->session_high, ==, 103);
  push (clock_time (12, 9, 30), 60, 104, 105, 99, 102, 10);
  g_assert_true (terms->first_bar);
  g_assert_cmpfloat (terms->prior_close, ==, 102);
}

/* A daily bar is a session: 390 minutes, 210 on the half day of 2019-07-03. */
static void
test_daily (void)
{
  const DtSessionTerms *terms = &tracker.terms;
  DtTime third = dt_time_from_new_york (dt_date_new (2019, 7, 3), 0);

  dt_session_tracker_init (&tracker);
  push (third - DT_DAY, DT_TIMEFRAME_DAY, 100, 103, 99, 102, 10);
  g_assert_cmpfloat (terms->minutes_since_open, ==, 390);
  g_assert_cmpfloat (terms->minutes_to_close, ==, 0);
  push (third, DT_TIMEFRAME_DAY, 103, 104, 101, 101, 20);
  g_assert_true (terms->first_bar);
  g_assert_cmpfloat (terms->minutes_since_open, ==, 210);
  g_assert_cmpfloat (terms->prior_close, ==, 102);
  g_assert_cmpfloat (terms->gap, ==, 103. / 102 - 1);
  g_assert_cmpfloat (terms->session_volume, ==, 20);
  /* The exchange is closed on the 4th, but a yield may be quoted */
  push (third + DT_DAY, DT_TIMEFRAME_DAY, 2, 2, 2, 2, 0);
  g_assert_true (isnan (terms->minutes_since_open));
  g_assert_cmpfloat (terms->prior_close, ==, 101);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/market/session-tracker/intraday", test_intraday);
  g_test_add_func ("/market/session-tracker/ranges", test_ranges);
  g_test_add_func ("/market/session-tracker/outside", test_outside);
  g_test_add_func ("/market/session-tracker/daily", test_daily);

  return g_test_run ();
}
