/* test-session-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dt-calendar.h"
#include "dt-session-view.h"

/* Bars of half an hour from 04:00 to 19:30 New York, as extended hours run. */
static DtBarSeries *
make_day (DtDate date)
{
  DtBarSeries *series = dt_bar_series_new ("X", 1800, 32);

  series->identity.session = DT_SESSION_EXTENDED;
  for (guint i = 0; i < 32; i++)
    {
      DtTime time = dt_time_from_new_york (date, 4 * DT_HOUR + i * 30 * DT_MINUTE);
      DtBar bar = { time, i, i, i, i, 1. };

      dt_bar_series_append (series, &bar, dt_calendar_bar_known (bar.time, 1800));
    }

  return series;
}

/* 09:30 is the 12th half hour after 04:00: 13 of them up to 16:00, 7 up to 13:00. */
static void
test_days (void)
{
  static const struct
  {
    int   year, month, day;
    gsize n_bars;
  } days[] = {
    { 2018, 1, 8, 13 },
    { 2018, 7, 9, 13 },    /* daylight saving time: an hour earlier in UTC */
    { 2018, 11, 23, 7 },   /* the day after Thanksgiving */
    { 2018, 3, 12, 13 },   /* the first session of daylight saving time */
    { 2018, 7, 4, 0 },
    { 2018, 7, 7, 0 },     /* a Saturday */
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr(DtBarSeries) all
        = make_day (dt_date_new (days[i].year, days[i].month, days[i].day));
      g_autoptr(DtBarSeries) regular = dt_bar_series_take_regular (all);

      g_assert_cmpuint (regular->n_bars, ==, days[i].n_bars);
      g_assert_cmpint (regular->identity.session, ==, DT_SESSION_REGULAR);
      if (regular->n_bars > 0)
        g_assert_cmpfloat (regular->close[0], ==, 11.);
    }
}

static void
test_nothing_to_do (void)
{
  g_autoptr(DtBarSeries) all = make_day (dt_date_new (2018, 1, 8));
  g_autoptr(DtBarSeries) regular = dt_bar_series_take_regular (all);
  g_autoptr(DtBarSeries) again = dt_bar_series_take_regular (regular);
  DtSessionKind kind;

  g_assert_true (again == regular);
  g_assert_true (dt_session_kind_parse ("extended", &kind) && kind == DT_SESSION_EXTENDED);
  g_assert_false (dt_session_kind_parse ("night", &kind));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/market/session-view/days", test_days);
  g_test_add_func ("/market/session-view/nothing-to-do", test_nothing_to_do);

  return g_test_run ();
}
