/* test-csv-time.c - dates as people write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dt-csv-import.h"
#include "dt-csv-time.h"
#include "dt-csv-zone.h"

#define DATE(y, m, d) dt_date_new (y, m, d)

static gboolean
detect (const char *const  *texts,
        DtCsvTimeFormat    *format,
        GError            **error)
{
  DtCsvField fields[16];
  guint n = 0;

  for (; texts[n] != NULL; n++)
    fields[n] = (DtCsvField) { texts[n], strlen (texts[n]) };

  return dt_csv_time_detect (fields, n, format, error);
}

static void
test_formats (void)
{
  static const struct { const char *text; gint64 since_midnight; gboolean zoned; } cases[] = {
    { "2019-02-11", 0, FALSE },
    { "2019/02/11", 0, FALSE },
    { "2019-02-11 09:31:00", 9 * DT_HOUR + 31 * DT_MINUTE, FALSE },
    { "2019-02-11T09:31", 9 * DT_HOUR + 31 * DT_MINUTE, FALSE },
    { "2019-02-11T09:31:00.250Z", 9 * DT_HOUR + 31 * DT_MINUTE + DT_SECOND / 4, TRUE },
    { "2019-02-11 09:31:00-05:00", 9 * DT_HOUR + 31 * DT_MINUTE, TRUE },
    { "2019-02-11 09:31:00 +0000", 9 * DT_HOUR + 31 * DT_MINUTE, TRUE },
    { "20190211", 0, FALSE },
    { "20190211 093100", 9 * DT_HOUR + 31 * DT_MINUTE, FALSE },
    { "201902110931", 9 * DT_HOUR + 31 * DT_MINUTE, FALSE },
    { "20190211093100", 9 * DT_HOUR + 31 * DT_MINUTE, FALSE },
    { "11.02.2019", 0, FALSE },
    { "11.02.2019 09:31", 9 * DT_HOUR + 31 * DT_MINUTE, FALSE },
    { "11-Feb-2019", 0, FALSE },
    { "11-Feb-19", 0, FALSE },
    { "11 February 2019", 0, FALSE },
    { "Feb 11, 2019", 0, FALSE },
    /* 1549843200 s are 17938 days of 86400 s */
    { "1549843200", 0, TRUE },
    { "1549843200000", 0, TRUE },
    { "1549843200000000", 0, TRUE },
    { "1549843200000000000", 0, TRUE },
    { "1549843200.5", DT_SECOND / 2, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *texts[] = { cases[i].text, NULL };
      DtCsvTimeFormat format;
      DtCsvStamp stamp;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_true (detect (texts, &format, &error));
      g_assert_no_error (error);
      g_assert_true (dt_csv_time_parse (&format, cases[i].text, strlen (cases[i].text), &stamp));
      g_assert_cmpint (stamp.date, ==, DATE (2019, 2, 11));
      g_assert_cmpint (stamp.since_midnight, ==, cases[i].since_midnight);
      g_assert_cmpint (stamp.zoned, ==, cases[i].zoned);
    }
}

static void
test_slashes (void)
{
  const char *american[] = { "02/11/2019", "02/13/2019", NULL };
  const char *european[] = { "11/02/2019", "13/02/2019", NULL };
  const char *either[] = { "02/11/2019", "02/12/2019", NULL };
  const char *harmless[] = { "02/02/2019", "03/03/2019", NULL };
  DtCsvTimeFormat format;
  g_autoptr(GError) error = NULL;

  g_assert_true (detect (american, &format, &error));
  g_assert_cmpstr (format.pattern, ==, "%m/%d/%Y");
  g_assert_true (detect (european, &format, &error));
  g_assert_cmpstr (format.pattern, ==, "%d/%m/%Y");
  g_assert_true (detect (harmless, &format, &error));
  g_assert_no_error (error);

  g_assert_false (detect (either, &format, &error));
  g_assert_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION);
  g_assert_nonnull (strstr (error->message, "--date-format"));
}

static void
test_twelve_hours (void)
{
  static const struct { const char *text; int hour; } cases[] = {
    { "02/13/2019 9:31 AM", 9 }, { "02/13/2019 12:31 AM", 0 }, { "02/13/2019 12:31 PM", 12 },
    { "02/13/2019 3:31:00 pm", 15 },
  };
  DtCsvTimeFormat format = { DT_CSV_TIME_PATTERN, 0, "%m/%d/%Y" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DtCsvStamp stamp;

      g_assert_true (dt_csv_time_parse (&format, cases[i].text, strlen (cases[i].text), &stamp));
      g_assert_cmpint (stamp.since_midnight, ==, cases[i].hour * DT_HOUR + 31 * DT_MINUTE);
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "2019-02-29", "2019-13-01", "2019-00-10", "2019-02-11 25:00", "2019-02-11 10:60",
    "2019-02-11X", "2019-02", "hello", "", "0019-02-11", "2019-02-11 10:00 +25:00", "20190230",
  };
  DtCsvTimeFormat iso = { .kind = DT_CSV_TIME_ISO }, compact = { .kind = DT_CSV_TIME_COMPACT };
  DtCsvStamp stamp;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_false (dt_csv_time_parse (&iso, cases[i], strlen (cases[i]), &stamp));
      g_assert_false (dt_csv_time_parse (&compact, cases[i], strlen (cases[i]), &stamp));
    }
}

static void
test_own_pattern (void)
{
  DtCsvTimeFormat format;
  DtCsvStamp stamp;
  g_autoptr(GError) error = NULL;

  g_assert_true (dt_csv_time_format_parse ("%y%m%d_%H%M%S.%f", &format, &error));
  g_assert_true (dt_csv_time_parse (&format, "190211_093100.5", 15, &stamp));
  g_assert_cmpint (stamp.date, ==, DATE (2019, 2, 11));
  g_assert_cmpint (stamp.since_midnight, ==, 9 * DT_HOUR + 31 * DT_MINUTE + DT_SECOND / 2);

  g_assert_false (dt_csv_time_format_parse ("%Y-%Q", &format, &error));
  g_assert_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION);
  g_clear_error (&error);
  g_assert_false (dt_csv_time_format_parse ("iso8601", &format, &error));
  g_assert_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION);
}

/* 2019-03-10 02:00 clocks go forward: New York is 5 hours behind UTC before and 4 after. Tokyo is 9
 * hours ahead all year. */
static void
test_zones (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DtCsvZone) new_york = dt_csv_zone_new (NULL, &error);
  g_autoptr(DtCsvZone) tokyo = dt_csv_zone_new ("Asia/Tokyo", &error);
  DtCsvStamp stamp = { DATE (2019, 3, 10), DT_HOUR, 0, FALSE };

  g_assert_no_error (error);
  g_assert_cmpint (dt_csv_zone_to_utc (new_york, &stamp), ==,
                   DATE (2019, 3, 10) * DT_DAY + 6 * DT_HOUR);
  g_assert_cmpint (dt_csv_zone_to_utc (tokyo, &stamp), ==,
                   DATE (2019, 3, 10) * DT_DAY - 8 * DT_HOUR);
  stamp.since_midnight = 10 * DT_HOUR;
  g_assert_cmpint (dt_csv_zone_to_utc (new_york, &stamp), ==,
                   DATE (2019, 3, 10) * DT_DAY + 14 * DT_HOUR);

  g_assert_null (dt_csv_zone_new ("Mars/Olympus", &error));
  g_assert_error (error, DT_CSV_ERROR, DT_CSV_ERROR_OPTION);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-time/formats", test_formats);
  g_test_add_func ("/csv-time/slashes", test_slashes);
  g_test_add_func ("/csv-time/twelve-hours", test_twelve_hours);
  g_test_add_func ("/csv-time/refused", test_refused);
  g_test_add_func ("/csv-time/own-pattern", test_own_pattern);
  g_test_add_func ("/csv-time/zones", test_zones);

  return g_test_run ();
}
