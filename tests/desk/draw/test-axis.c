/* test-axis.c - ticks, against ticks made by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-random.h"

#include "desk-axis.h"

typedef struct
{
  double      position;
  const char *label;
  gboolean    strong;
} Expected;

static void
assert_ticks (const DeskTick *ticks,
              guint           n,
              const Expected *expected,
              guint           n_expected)
{
  for (guint i = 0; i < n; i++)
    g_test_message ("%.3f %s%s", ticks[i].position, ticks[i].label,
                    ticks[i].strong ? " strong" : "");

  g_assert_cmpuint (n, ==, n_expected);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpstr (ticks[i].label, ==, expected[i].label);
      g_assert_cmpfloat_with_epsilon (ticks[i].position, expected[i].position, 1e-6);
      g_assert_true (ticks[i].strong == expected[i].strong);
    }
}

#define ASSERT_TICKS(ticks, n, expected) \
  assert_ticks (ticks, n, expected, G_N_ELEMENTS (expected))

static void
test_values (void)
{
  static const Expected tens[] = { { 400, "0" }, { 320, "20" }, { 240, "40" }, { 160, "60" },
                                   { 80, "80" }, { 0, "100" } };
  static const Expected quarters[] = { { 200, "0.0" }, { 150, "2.5" }, { 100, "5.0" },
                                       { 50, "7.5" }, { 0, "10.0" } };
  static const Expected cents[] = { { 300, "172.0" }, { 250, "172.1" }, { 200, "172.2" },
                                    { 150, "172.3" }, { 100, "172.4" }, { 50, "172.5" },
                                    { 0, "172.6" } };
  static const Expected signs[] = { { 100, "−1" }, { 50, "0" }, { 0, "1" } };
  DeskScale scale = { DESK_SCALE_LINEAR, 0., 100., 400., 0. };
  DeskTick ticks[DESK_AXIS_MAX_TICKS];

  /* 4 pixels a unit: 10 would be 40 pixels, 20 is 80 */
  ASSERT_TICKS (ticks, desk_axis_value_ticks (&scale, 44., ticks), tens);

  /* 20 pixels a unit: 2 would be 40 */
  scale = (DeskScale) { DESK_SCALE_LINEAR, 0., 10., 200., 0. };
  ASSERT_TICKS (ticks, desk_axis_value_ticks (&scale, 45., ticks), quarters);

  scale = (DeskScale) { DESK_SCALE_LINEAR, 172., 172.6, 300., 0. };
  ASSERT_TICKS (ticks, desk_axis_value_ticks (&scale, 40., ticks), cents);

  scale = (DeskScale) { DESK_SCALE_LINEAR, -1., 1., 100., 0. };
  ASSERT_TICKS (ticks, desk_axis_value_ticks (&scale, 44., ticks), signs);
}

static void
test_extreme_values (void)
{
  static const Expected tiny[] = { { 300, "0.00010" }, { 200, "0.00012" }, { 100, "0.00014" },
                                   { 0, "0.00016" } };
  static const Expected huge[] = { { 200, "1,000,000,000" }, { 100, "2,000,000,000" },
                                   { 0, "3,000,000,000" } };
  DeskScale scale = { DESK_SCALE_LINEAR, 1e-4, 1.6e-4, 300., 0. };
  DeskTick ticks[DESK_AXIS_MAX_TICKS];

  ASSERT_TICKS (ticks, desk_axis_value_ticks (&scale, 60., ticks), tiny);

  scale = (DeskScale) { DESK_SCALE_LINEAR, 1e9, 3e9, 200., 0. };
  ASSERT_TICKS (ticks, desk_axis_value_ticks (&scale, 60., ticks), huge);
}

static void
test_decades (void)
{
  /* 200 pixels a decade: 2 is at 200 × log10 2 = 60.206, 5 at 200 × log10 5 = 139.794 */
  static const Expected expected[] = { { 400, "1" }, { 339.7940009, "2" }, { 260.2059991, "5" },
                                       { 200, "10" }, { 139.7940009, "20" },
                                       { 60.2059991, "50" }, { 0, "100" } };
  DeskScale scale = { DESK_SCALE_LOGARITHMIC, 1., 100., 400., 0. };
  DeskTick ticks[DESK_AXIS_MAX_TICKS];

  ASSERT_TICKS (ticks, desk_axis_value_ticks (&scale, 44., ticks), expected);
}

/* At any zoom: in order, inside, as far apart as asked, and no label twice. */
static void
test_value_property (void)
{
  DtRandom random;

  dt_random_init (&random, 5);
  for (guint i = 0; i < 20000; i++)
    {
      double spacing = 20 + 60 * dt_random_uniform (&random);
      double length = 100 + 1500 * dt_random_uniform (&random);
      double low = exp (25 * dt_random_uniform (&random) - 9);
      double high = low * (1 + exp (14 * dt_random_uniform (&random) - 7));
      DeskScale scale = { i % 2, low, high, length, 0. };
      DeskTick ticks[DESK_AXIS_MAX_TICKS];
      guint n = desk_axis_value_ticks (&scale, spacing, ticks);

      g_assert_cmpuint (n, <=, DESK_AXIS_MAX_TICKS);
      g_assert_true (n >= 1 || length < 8 * spacing);
      for (guint k = 0; k < n; k++)
        {
          g_assert_cmpfloat (ticks[k].position, >=, -1e-3);
          g_assert_cmpfloat (ticks[k].position, <=, length + 1e-3);
          if (k == 0)
            continue;
          g_assert_cmpfloat (ticks[k - 1].position - ticks[k].position, >=, spacing - 1e-3);
          g_assert_cmpstr (ticks[k - 1].label, !=, ticks[k].label);
        }
    }
}

/* Minutes from 09:30 on, 390 a day, on all weekdays from @date on. */
static DtTime *
make_minutes (DtDate date,
              gsize  n)
{
  DtTime *time = g_new (DtTime, n);

  for (gsize i = 0; i < n; i++)
    {
      if (i % 390 == 0 && i > 0)
        date += dt_date_get_weekday (date) == 5 ? 3 : 1;
      time[i] = dt_time_from_new_york (date, (570 + (gint64) i % 390) * DT_MINUTE);
    }

  return time;
}

static DtTime *
make_days (DtDate date,
           gsize  n)
{
  DtTime *time = g_new (DtTime, n);

  for (gsize i = 0; i < n; i++)
    {
      time[i] = dt_time_from_new_york (date, 0);
      date += dt_date_get_weekday (date) == 5 ? 3 : 1;
    }

  return time;
}

static void
test_hours (void)
{
  /* 2 pixels a minute. 10:00 is 60 from the day and so too near; half hours are 60 apart. The
   * night takes no room: Tuesday begins 390 bars after Monday. */
  static const Expected expected[] = {
    { 0, "11 Feb", TRUE }, { 180, "11:00" }, { 300, "12:00" }, { 420, "13:00" }, { 540, "14:00" },
    { 660, "15:00" }, { 780, "12 Feb", TRUE }, { 960, "11:00" } };
  g_autofree DtTime *time = make_minutes (dt_date_new (2019, 2, 11), 500);
  DeskTick ticks[DESK_AXIS_MAX_TICKS];

  ASSERT_TICKS (ticks, desk_axis_time_ticks (time, 500, 0, 499, 0., 2., 64., ticks), expected);
}

static void
test_minutes (void)
{
  /* Bars 40 to 52 of the day, 10:10 to 10:22, 20 pixels each: 5 minutes are 100 pixels. */
  static const Expected expected[] = { { 0, "10:10" }, { 100, "10:15" }, { 200, "10:20" } };
  g_autofree DtTime *time = make_minutes (dt_date_new (2019, 2, 11), 500);
  DeskTick ticks[DESK_AXIS_MAX_TICKS];

  ASSERT_TICKS (ticks, desk_axis_time_ticks (time, 500, 40, 52, -800., 20., 64., ticks), expected);
}

static void
test_days (void)
{
  /* Weekdays from Monday 3 December 2018, 10 pixels each. 1 January is bar 21, 1 February bar 44;
   * Mondays are 50 pixels apart, every other one 100: bars 0, 10, 30; 31 December is too near to
   * the new year and 28 January to February. */
  static const Expected expected[] = { { 0, "3 Dec" }, { 100, "17" }, { 210, "2019", TRUE },
                                       { 300, "14" }, { 440, "Feb", TRUE } };
  g_autofree DtTime *time = make_days (dt_date_new (2018, 12, 3), 45);
  DeskTick ticks[DESK_AXIS_MAX_TICKS];

  ASSERT_TICKS (ticks, desk_axis_time_ticks (time, 45, 0, 44, 0., 10., 64., ticks), expected);
}

/* What is beyond @n is not known: a tick is never found there. */
static void
test_known (void)
{
  g_autofree DtTime *time = make_minutes (dt_date_new (2019, 2, 11), 500);
  DeskTick ticks[DESK_AXIS_MAX_TICKS];
  guint n = desk_axis_time_ticks (time, 100, 0, 499, 0., 2., 64., ticks);

  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (ticks[1].label, ==, "11:00");
  g_assert_cmpuint (desk_axis_time_ticks (time, 0, 0, 10, 0., 2., 64., ticks), ==, 0);
  g_assert_cmpuint (desk_axis_time_ticks (time, 100, 200, 300, 0., 2., 64., ticks), ==, 0);
}

static void
check_time_ticks (const DtTime *time,
                  gsize         n,
                  DtRandom     *random)
{
  double step = exp (9 * dt_random_uniform (random) - 5);
  gint64 bars = (gint64) ceil ((300 + 1300 * dt_random_uniform (random)) / step);
  gint64 first = (gint64) dt_random_below (random, n), last = MIN (first + bars, (gint64) n - 1);
  double origin = -first * step;
  DeskTick ticks[DESK_AXIS_MAX_TICKS];
  guint n_ticks = desk_axis_time_ticks (time, n, first, last, origin, step, 64., ticks);

  g_assert_cmpuint (n_ticks, <=, DESK_AXIS_MAX_TICKS);
  for (guint k = 0; k < n_ticks; k++)
    {
      double bar = (ticks[k].position - origin) / step;

      g_assert_cmpfloat_with_epsilon (bar, floor (bar + .5), 1e-3);
      g_assert_cmpfloat (bar, >=, first - 1e-3);
      g_assert_cmpfloat (bar, <=, last + 1e-3);
      g_assert_cmpuint (strlen (ticks[k].label), >, 0);
      g_assert_true (k == 0 || ticks[k].position - ticks[k - 1].position >= 64. - 1e-3);
    }

  /* A wide axis never stays empty */
  g_assert_true (n_ticks >= 1 || (last - first) * step < 700);
}

static void
test_time_property (void)
{
  g_autofree DtTime *minutes = make_minutes (dt_date_new (2018, 11, 1), 60000);
  g_autofree DtTime *days = make_days (dt_date_new (1990, 1, 2), 7000);
  DtRandom random;

  dt_random_init (&random, 6);
  for (guint i = 0; i < 3000; i++)
    {
      check_time_ticks (minutes, 60000, &random);
      check_time_ticks (days, 7000, &random);
    }
}

static void
test_formats (void)
{
  char label[DESK_AXIS_LABEL_SIZE];
  DtTime time = dt_time_from_new_york (dt_date_new (2019, 2, 11), (9 * 60 + 31) * DT_MINUTE);
  DeskScale scale = { DESK_SCALE_LINEAR, 1e-4, 2e-4, 500., 0. };

  g_assert_cmpstr (desk_axis_format_time (time, TRUE, label), ==, "Mon 11 Feb 09:31");
  g_assert_cmpstr (desk_axis_format_time (time, FALSE, label), ==, "Mon 11 Feb 2019");
  g_assert_cmpstr (desk_axis_format_value (-1.5, 2, label), ==, "−1.50");
  g_assert_cmpstr (desk_axis_format_value (999.5, 1, label), ==, "999.5");
  g_assert_cmpstr (desk_axis_format_value (1000., 0, label), ==, "1,000");
  g_assert_cmpstr (desk_axis_format_value (-1234567.891, 2, label), ==, "−1,234,567.89");
  g_assert_cmpstr (desk_axis_format_value (9999999999999., 2, label), ==, "9,999,999,999,999.00");
  g_assert_cmpstr (desk_axis_format_value (-.001, 2, label), ==, "0.00");
  g_assert_cmpstr (desk_axis_format_value (NAN, 2, label), ==, "–");
  g_assert_cmpstr (desk_axis_format_value (1e300, 2, label), ==, "1e+300");

  /* 2e-7 a pixel */
  g_assert_cmpint (desk_axis_decimals (&scale), ==, 7);
  scale = (DeskScale) { DESK_SCALE_LINEAR, 100., 200., 500., 0. };
  g_assert_cmpint (desk_axis_decimals (&scale), ==, 2);
  scale = (DeskScale) { DESK_SCALE_LINEAR, 1e9, 2e9, 500., 0. };
  g_assert_cmpint (desk_axis_decimals (&scale), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/axis/values", test_values);
  g_test_add_func ("/axis/extreme-values", test_extreme_values);
  g_test_add_func ("/axis/decades", test_decades);
  g_test_add_func ("/axis/value-property", test_value_property);
  g_test_add_func ("/axis/hours", test_hours);
  g_test_add_func ("/axis/minutes", test_minutes);
  g_test_add_func ("/axis/days", test_days);
  g_test_add_func ("/axis/known", test_known);
  g_test_add_func ("/axis/time-property", test_time_property);
  g_test_add_func ("/axis/formats", test_formats);

  return g_test_run ();
}
