/* test-calendar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include <gio/gio.h>

#include "dt-calendar.h"

/* Text of a file of the calendar's data, unpacked when it is gzip; @folder_variable: what names the
 * folder above. Skips the test without it. */
static char *
load (const char *folder_variable,
      const char *folder,
      const char *name)
{
  const char *root = g_getenv (folder_variable);
  g_autofree char *path = g_build_filename (root ? root : "", folder, name, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) raw = g_file_read (file, NULL, NULL);
  g_autoptr(GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr(GInputStream) plain = NULL;
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GError) error = NULL;

  if (raw == NULL)
    {
      g_test_skip ("the shared calendar data is not here");
      return NULL;
    }

  plain = g_str_has_suffix (name, ".gz")
          ? g_converter_input_stream_new (G_INPUT_STREAM (raw), G_CONVERTER (gzip))
          : g_object_ref (G_INPUT_STREAM (raw));
  g_output_stream_splice (memory, plain, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (memory, "", 1, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (memory, NULL, NULL));

  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (memory));
}

static char *
load_own (const char *name)
{
  char *text = load ("DT_TEST_SOURCE_ROOT", "tests/data/calendar", name);

  g_assert_nonnull (text);
  return text;
}

/* Every session 1990-01-02..2023-01-13 of another implementation: same days, opens and closes. */
static void
test_exchange_calendars (void)
{
  g_autofree char *text = load_own ("xnys_sessions_exchange_calendars.csv.gz");
  g_auto(GStrv) lines = NULL;
  DtDate expected_next = dt_date_new (1990, 1, 2);
  DtDate last = DT_DATE_NONE;
  guint n = 0;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++, n++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], ",", -1);
      DtTime date, open, close;
      DtSession session;

      g_assert_true (dt_time_parse (fields[0], &date));
      g_assert_true (dt_time_parse (fields[1], &open));
      g_assert_true (dt_time_parse (fields[2], &close));
      g_assert_cmpint (date / DT_DAY, ==, expected_next);
      g_assert_true (dt_calendar_get_session (date / DT_DAY, &session));
      g_assert_cmpint (session.date, ==, date / DT_DAY);
      g_assert_cmpint (session.open, ==, open);
      g_assert_cmpint (session.close, ==, close);
      if (last != DT_DATE_NONE)
        g_assert_cmpint (dt_calendar_prev_session (session.date), ==, last);

      last = session.date;
      expected_next = dt_calendar_next_session (session.date);
    }

  g_assert_cmpuint (n, ==, 8324);
}

/* Holidays and half days of a third source, 1998..2028. What it lacks is in its SOURCE.md: half
 * days of 1998 and 1999, and it has one on a Sunday. */
static void
test_lean (void)
{
  g_autofree char *text = load_own ("us_equity_holidays_lean.csv");
  g_autoptr(GHashTable) listed = g_hash_table_new (NULL, NULL);
  g_auto(GStrv) lines = NULL;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], ",", -1);
      gboolean holiday = g_str_equal (fields[1], "holiday");
      DtDate date;

      g_assert_true (dt_date_parse (fields[0], &date));
      g_hash_table_insert (listed, GINT_TO_POINTER (date), GINT_TO_POINTER (holiday ? 1 : 2));
    }

  for (DtDate date = dt_date_new (2000, 1, 1); date < dt_date_new (2029, 1, 1); date++)
    {
      int kind = GPOINTER_TO_INT (g_hash_table_lookup (listed, GINT_TO_POINTER (date)));
      int weekday = dt_date_get_weekday (date);
      DtSession session;
      gboolean is_session = dt_calendar_get_session (date, &session);
      char buf[DT_TIME_BUF_SIZE];

      if (is_session != (kind != 1 && weekday != 0 && weekday != 6))
        g_error ("%s: session or not?", dt_date_to_string (date, buf));
      if (is_session)
        {
          gint64 close = kind == 2 ? 13 * DT_HOUR : 16 * DT_HOUR;

          if (session.close != dt_time_from_new_york (date, close))
            g_error ("%s: half day or not?", dt_date_to_string (date, buf));
        }
    }
}

/* Weekdays without a session, 1990..2021-07-05, against a fourth list of full holidays. */
static void
test_full_holidays (void)
{
  g_autofree char *text = load ("DT_TEST_SHARED_DATA", "calendar",
                                 "nyse_all_full_day_holidays_since_1928.csv");
  g_autoptr(GHashTable) listed = g_hash_table_new (NULL, NULL);
  g_auto(GStrv) lines = NULL;
  guint n = 0;

  if (text == NULL)
    return;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      int month, day, year;

      g_assert_cmpint (sscanf (lines[i], "%d/%d/%d", &month, &day, &year), ==, 3);
      g_hash_table_add (listed, GINT_TO_POINTER (dt_date_new (year, month, day)));
    }

  for (DtDate date = dt_date_new (1990, 1, 1); date <= dt_date_new (2021, 7, 5); date++)
    {
      int weekday = dt_date_get_weekday (date);
      gboolean closed = g_hash_table_contains (listed, GINT_TO_POINTER (date));
      char buf[DT_TIME_BUF_SIZE];

      if (weekday == 0 || weekday == 6)
        continue;
      if (dt_calendar_get_session (date, NULL) == closed)
        g_error ("%s: session or not?", dt_date_to_string (date, buf));
      n += closed;
    }
  g_assert_cmpuint (n, >, 280);
}

static gboolean
is_open (int year,
         int month,
         int day)
{
  return dt_calendar_get_session (dt_date_new (year, month, day), NULL);
}

/* Named days, from the exchange's own notices. */
static void
test_named_days (void)
{
  DtSession session;

  g_assert_false (is_open (1994, 4, 27));
  g_assert_false (is_open (2001, 9, 14));
  g_assert_true (is_open (2001, 9, 17));
  g_assert_false (is_open (2012, 10, 30));
  g_assert_false (is_open (2025, 1, 9));
  g_assert_true (is_open (1997, 1, 20));    /* Martin Luther King Day not yet kept */
  g_assert_false (is_open (1998, 1, 19));
  g_assert_true (is_open (2021, 6, 18));    /* Juneteenth not yet kept */
  g_assert_false (is_open (2022, 6, 20));
  g_assert_true (is_open (2021, 12, 31));   /* New Year on Saturday moves nothing */
  g_assert_false (is_open (2023, 1, 2));    /* New Year on Sunday */
  g_assert_false (is_open (2021, 12, 24));  /* Christmas on Saturday */
  g_assert_false (is_open (2027, 3, 26));   /* Good Friday */
  g_assert_false (is_open (2030, 12, 25));

  g_assert_true (dt_calendar_get_session (dt_date_new (2019, 7, 3), &session));
  g_assert_cmpint (session.close - session.open, ==, 3 * DT_HOUR + 30 * DT_MINUTE);
}

static void
test_edges (void)
{
  DtDate first = dt_calendar_next_session (dt_date_new (1980, 1, 1));
  DtDate last = dt_calendar_prev_session (dt_date_new (2040, 1, 1));

  g_assert_cmpint (first, ==, dt_date_new (1990, 1, 2));
  g_assert_cmpint (last, ==, dt_date_new (2030, 12, 31));
  g_assert_cmpint (dt_calendar_prev_session (first), ==, DT_DATE_NONE);
  g_assert_cmpint (dt_calendar_next_session (last), ==, DT_DATE_NONE);
  g_assert_cmpint (dt_calendar_prev_session (dt_date_new (1980, 1, 1)), ==, DT_DATE_NONE);
  g_assert_cmpint (dt_calendar_next_session (dt_date_new (2040, 1, 1)), ==, DT_DATE_NONE);
  g_assert_cmpint (dt_calendar_next_session (G_MAXINT32), ==, DT_DATE_NONE);
  g_assert_false (dt_calendar_get_session (DT_DATE_NONE, NULL));
  g_assert_false (is_open (1989, 12, 29));
  g_assert_false (is_open (2031, 1, 2));
}

static void
test_find_session (void)
{
  DtDate date = dt_date_new (2019, 2, 11);
  DtTime open = dt_time_from_new_york (date, 9 * DT_HOUR + 30 * DT_MINUTE);
  DtTime close = dt_time_from_new_york (date, 16 * DT_HOUR);
  DtSession session;

  g_assert_false (dt_calendar_find_session (open - 1, NULL));
  g_assert_true (dt_calendar_find_session (open, &session));
  g_assert_cmpint (session.date, ==, date);
  g_assert_true (dt_calendar_find_session (close - 1, &session));
  g_assert_false (dt_calendar_find_session (close, NULL));
  g_assert_false (dt_calendar_find_session (open - 2 * DT_DAY, NULL));
}

static void
assert_known (const char  *start,
              DtTimeframe  timeframe,
              const char  *known)
{
  char buf[DT_TIME_BUF_SIZE];
  DtTime time;

  g_assert_true (dt_time_parse (start, &time));
  g_assert_cmpstr (dt_time_to_string (dt_calendar_bar_known (time, timeframe), buf), ==, known);
}

static void
test_bar_known (void)
{
  /* Intraday: after its timeframe, at the latest at the close; 2019-07-03 closed at 13:00 */
  assert_known ("2019-02-11T14:30:00Z", 60, "2019-02-11T14:31:00Z");
  assert_known ("2019-02-11T20:59:00Z", 60, "2019-02-11T21:00:00Z");
  assert_known ("2019-02-11T20:30:00Z", 3600, "2019-02-11T21:00:00Z");
  assert_known ("2019-07-03T16:30:00Z", 3600, "2019-07-03T17:00:00Z");
  /* Before the open, after the close, on a Sunday */
  assert_known ("2019-02-11T14:00:00Z", 3600, "2019-02-11T15:00:00Z");
  assert_known ("2019-07-03T17:00:00Z", 3600, "2019-07-03T18:00:00Z");
  assert_known ("2019-02-10T15:00:00Z", 900, "2019-02-10T15:15:00Z");
  /* Daily: midnight New York is 05:00 UTC in winter, 04:00 in summer */
  assert_known ("2019-02-11T05:00:00Z", 86400, "2019-02-11T21:00:00Z");
  assert_known ("2019-07-02T04:00:00Z", 86400, "2019-07-02T20:00:00Z");
  assert_known ("2019-07-03T04:00:00Z", 86400, "2019-07-03T17:00:00Z");
  assert_known ("2019-07-04T04:00:00Z", 86400, "2019-07-05T04:00:00Z");
  assert_known ("1985-07-02T04:00:00Z", 86400, "1985-07-03T04:00:00Z");
  /* Weekly: Good Friday 2019-04-19 ends its week on Thursday */
  assert_known ("2019-02-11T05:00:00Z", 604800, "2019-02-15T21:00:00Z");
  assert_known ("2019-04-15T04:00:00Z", 604800, "2019-04-18T20:00:00Z");
  assert_known ("2019-04-17T04:00:00Z", 604800, "2019-04-18T20:00:00Z");
}

/* Loaders ask once a bar: what it takes is told, for who looks. */
static void
test_bar_known_speed (void)
{
  DtTime start = dt_time_from_new_york (dt_date_new (2019, 1, 2), 9 * DT_HOUR);
  gint64 began = g_get_monotonic_time ();
  guint n = 2000000;
  gint64 sum = 0, took;

  for (guint i = 0; i < n; i++)
    sum += dt_calendar_bar_known (start + i * 10 * DT_SECOND, 60) & 1;
  took = MAX (g_get_monotonic_time () - began, 1);

  g_test_message ("%.1f M answers a second (%" G_GINT64_FORMAT ")", (double) n / took, sum);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/market/calendar/exchange-calendars", test_exchange_calendars);
  g_test_add_func ("/market/calendar/lean", test_lean);
  g_test_add_func ("/market/calendar/full-holidays", test_full_holidays);
  g_test_add_func ("/market/calendar/named-days", test_named_days);
  g_test_add_func ("/market/calendar/edges", test_edges);
  g_test_add_func ("/market/calendar/find-session", test_find_session);
  g_test_add_func ("/market/calendar/bar-known", test_bar_known);
  g_test_add_func ("/market/calendar/bar-known-speed", test_bar_known_speed);

  return g_test_run ();
}
