/* test-compare.c - another instrument at the bars of the chart's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-random.h"

#include "desk-compare.h"

static void
add (DtBarSeries *series,
     DtTime       time,
     DtTime       known,
     double       close)
{
  DtBar bar = { time, close, close, close, close, 1. };

  dt_bar_series_append (series, &bar, known);
}

/* From 100 to 110 and from 50 to 60: one unit of the first is half a unit of the other, which rose
 * by a fifth and so stands where the first would be at 120. */
static void
test_scale (void)
{
  g_autoptr(DtBarSeries) shown = dt_bar_series_new ("A", DT_TIMEFRAME_MINUTE, 2);
  g_autoptr(DtBarSeries) other = dt_bar_series_new ("B", DT_TIMEFRAME_MINUTE, 2);
  DeskCompare *compare;
  double low, high, factor;

  add (shown, 0, 60, 100.);
  add (shown, 60, 120, 110.);
  add (other, 0, 60, 50.);
  add (other, 60, 120, 60.);
  compare = desk_compare_new ("B", other);
  desk_compare_set_known (compare, 2);
  desk_compare_update (compare, shown, 2, 2);

  factor = desk_compare_factor (compare, shown, 0, 2);
  g_assert_cmpfloat (factor, ==, .5);
  g_assert_true (desk_compare_range (compare, factor, 0, 2, &low, &high));
  g_assert_cmpfloat (low, ==, 100.);
  g_assert_cmpfloat (high, ==, 120.);
  g_assert_cmpfloat_with_epsilon (desk_compare_change (compare, shown, 0, 1), .2, 1e-12);
  g_assert_cmpfloat (desk_compare_change (compare, shown, 1, 1), ==, 0.);
  desk_compare_free (compare);
}

/* Daily bars of the other are known at their close: until then there is the one before, or none;
 * and one that is not known at the clock is nowhere. */
static void
test_known (void)
{
  g_autoptr(DtBarSeries) shown = dt_bar_series_new ("A", DT_TIMEFRAME_MINUTE, 4);
  g_autoptr(DtBarSeries) other = dt_bar_series_new ("B", DT_TIMEFRAME_DAY, 2);
  DeskCompare *compare;

  for (int i = 0; i < 4; i++)
    add (shown, 100 + i * 10, 110 + i * 10, 5.);
  add (other, 0, 125, 7.);
  add (other, 125, 140, 8.);
  compare = desk_compare_new ("B", other);

  desk_compare_set_known (compare, 1);
  desk_compare_update (compare, shown, 4, 4);
  g_assert_true (isnan (desk_compare_change (compare, shown, 0, 1)));
  g_assert_cmpfloat (desk_compare_change (compare, shown, 0, 2), ==, 0.);
  g_assert_cmpfloat (desk_compare_change (compare, shown, 0, 3), ==, 0.);

  /* The clock goes on: the last bar is looked at again */
  desk_compare_set_known (compare, 2);
  desk_compare_update (compare, shown, 4, 4);
  g_assert_cmpfloat_with_epsilon (desk_compare_change (compare, shown, 0, 3), 8. / 7 - 1, 1e-12);
  desk_compare_free (compare);
}

/* Bar by bar, with bars that grow and a clock that goes back: always what one batch gives. */
static void
test_growth (void)
{
  g_autoptr(DtBarSeries) shown = dt_bar_series_new ("A", DT_TIMEFRAME_MINUTE, 400);
  g_autoptr(DtBarSeries) other = dt_bar_series_new ("B", DT_TIMEFRAME_MINUTE, 400);
  DeskCompare *grown = desk_compare_new ("B", other);
  DtRandom random;

  dt_random_init (&random, 3);
  for (int i = 0; i < 400; i++)
    {
      add (shown, i * 60, i * 60 + 60, 50 + dt_random_below (&random, 9));
      if (dt_random_below (&random, 3) > 0)
        add (other, i * 60, i * 60 + 60, 10 + dt_random_below (&random, 9));
    }

  for (gsize n = 1; n < 400; )
    {
      gsize more = 1 + dt_random_below (&random, 20), n_other = 0;
      gboolean grows = dt_random_below (&random, 2) == 0;
      DeskCompare *whole = desk_compare_new ("B", other);

      while (n_other < other->n_bars && other->known[n_other] <= shown->known[n - 1])
        n_other++;
      desk_compare_set_known (grown, n_other);
      desk_compare_update (grown, shown, n, n - (grows ? 1 : 0));
      desk_compare_set_known (whole, n_other);
      desk_compare_update (whole, shown, n, n);
      for (gsize i = 0; i < n; i++)
        {
          double a = desk_compare_change (grown, shown, 0, (gint64) i);
          double b = desk_compare_change (whole, shown, 0, (gint64) i);

          g_assert_true ((isnan (a) && isnan (b)) || a == b);
        }
      desk_compare_free (whole);
      n = dt_random_below (&random, 12) == 0 ? n / 2 + 1 : n + more;
    }
  desk_compare_free (grown);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/compare/scale", test_scale);
  g_test_add_func ("/compare/known", test_known);
  g_test_add_func ("/compare/growth", test_growth);

  return g_test_run ();
}
