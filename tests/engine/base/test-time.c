/* test-time.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-random.h"
#include "dt-time.h"

/* Every hour of 1967..2037 against the system's time zone data. */
static void
test_new_york (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");

  if (zone == NULL)
    {
      g_test_skip ("no time zone data here");
      return;
    }

  for (gint64 hour = dt_date_new (1967, 1, 1) * 24; hour < dt_date_new (2038, 1, 1) * 24; hour++)
    {
      int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, hour * 3600);
      gint64 offset = g_time_zone_get_offset (zone, interval) * DT_SECOND;

      if (dt_time_new_york_offset (hour * DT_HOUR) != offset)
        g_error ("the hour %" G_GINT64_FORMAT " differs", hour);
    }
}

/* 2019-03-10 02:00 EST became 03:00; 2019-11-03 02:00 EDT became 01:00 (tzdata). */
static void
test_edges (void)
{
  DtTime spring, autumn;
  DtDate date = dt_date_new (2019, 11, 3);
  gint64 since_midnight;

  g_assert_true (dt_time_parse ("2019-03-10T07:00:00Z", &spring));
  g_assert_cmpint (dt_time_new_york_offset (spring - 1), ==, -5 * DT_HOUR);
  g_assert_cmpint (dt_time_new_york_offset (spring), ==, -4 * DT_HOUR);
  g_assert_true (dt_time_parse ("2019-11-03T06:00:00Z", &autumn));
  g_assert_cmpint (dt_time_new_york_offset (autumn - 1), ==, -4 * DT_HOUR);
  g_assert_cmpint (dt_time_new_york_offset (autumn), ==, -5 * DT_HOUR);

  /* 01:30 comes twice: the first is meant */
  g_assert_cmpint (dt_time_from_new_york (date, 90 * DT_MINUTE), ==, autumn - 30 * DT_MINUTE);
  g_assert_cmpint (dt_time_from_new_york (date, 2 * DT_HOUR), ==, autumn + DT_HOUR);
  g_assert_cmpint (dt_time_get_new_york_date (autumn - 2 * DT_HOUR, &since_midnight), ==, date);
  g_assert_cmpint (since_midnight, ==, 0);
  g_assert_cmpint (dt_time_get_new_york_date (autumn - 2 * DT_HOUR - 1, NULL), ==, date - 1);
}

/* Every day from 1600 to 2400 against GLib's dates. */
static void
test_dates (void)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 1, 1, 1600);
  for (DtDate date = dt_date_new (1600, 1, 1); date < dt_date_new (2400, 1, 1); date++)
    {
      int year, month, dom;

      dt_date_get_ymd (date, &year, &month, &dom);
      g_assert_cmpint (year, ==, g_date_get_year (&day));
      g_assert_cmpint (month, ==, g_date_get_month (&day));
      g_assert_cmpint (dom, ==, g_date_get_day (&day));
      g_assert_cmpint (dt_date_new (year, month, dom), ==, date);
      g_assert_cmpint (dt_date_get_weekday (date), ==, g_date_get_weekday (&day) % 7);
      g_date_add_days (&day, 1);
    }
  g_assert_cmpint (dt_date_new (1970, 1, 1), ==, 0);
  g_assert_cmpint (dt_date_new (2000, 3, 1), ==, 11017);   /* 30 x 365 + 7 + 31 + 29 */
}

static void
test_text (void)
{
  static const char *const good[] = {
    "1970-01-01T00:00:00Z", "2019-02-11T14:31:00Z", "2019-02-11T14:31:00.5Z",
    "1969-12-31T23:59:59.999999999Z", "2038-01-19T03:14:08Z",
  };
  static const char *const refused[] = {
    "", "2019-02-11", "2019-02-11T14:31:00", "2019-02-30T00:00:00Z", "2019-02-11T24:00:00Z",
    "2019-02-11T14:60:00Z", "2019-02-11 14:31:00Z", "2019-02-11T14:31:00Zx", "2019-2-11T14:31:00Z",
    "2019-13-11T14:31:00Z", "2019-00-11T14:31:00Z",
  };
  static const char *const refused_dates[] = {
    "", "2019-02-29", "2019-1-01", "2019-01-00", "2019-01-32", "2019-01-01 ", "19-01-01",
    "2019/01/01",
  };
  char buf[DT_TIME_BUF_SIZE];
  DtTime time;
  DtDate date;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (dt_time_parse (good[i], &time));
      g_assert_cmpstr (dt_time_to_string (time, buf), ==, good[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (dt_time_parse (refused[i], &time));
  for (guint i = 0; i < G_N_ELEMENTS (refused_dates); i++)
    g_assert_false (dt_date_parse (refused_dates[i], &date));

  g_assert_true (dt_time_parse ("2019-02-11T14:31:00Z", &time));
  g_assert_cmpint (time, ==, G_GINT64_CONSTANT (1549895460) * DT_SECOND);  /* date -u -d ... +%s */
  g_assert_true (dt_date_parse ("2020-02-29", &date));
  g_assert_cmpstr (dt_date_to_string (date, buf), ==, "2020-02-29");
}

static void
test_round_trip (void)
{
  DtRandom random;
  char buf[DT_TIME_BUF_SIZE];

  dt_random_init (&random, 5);
  for (guint i = 0; i < 50000; i++)
    {
      DtTime time = (gint64) dt_random_below (&random, 200 * 365 * DT_DAY) - 90 * 365 * DT_DAY;
      gint64 since_midnight;
      DtDate date;
      DtTime back;

      g_assert_true (dt_time_parse (dt_time_to_string (time, buf), &back));
      g_assert_cmpint (back, ==, time);

      /* But for the hour that comes twice, a clock in New York tells the time */
      date = dt_time_get_new_york_date (time, &since_midnight);
      back = dt_time_from_new_york (date, since_midnight);
      if (back != time)
        g_assert_cmpint (time - back, ==, DT_HOUR);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/time/new-york", test_new_york);
  g_test_add_func ("/base/time/edges", test_edges);
  g_test_add_func ("/base/time/dates", test_dates);
  g_test_add_func ("/base/time/text", test_text);
  g_test_add_func ("/base/time/round-trip", test_round_trip);

  return g_test_run ();
}
