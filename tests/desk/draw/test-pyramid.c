/* test-pyramid.c - extremes of ranges, against looking at every value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-random.h"

#include "desk-pyramid.h"

#define N_MOST 20000

typedef struct
{
  double low[N_MOST];
  double high[N_MOST];
  double volume[N_MOST];
} Columns;

static void
fill (Columns  *columns,
      DtRandom *random,
      gsize     from,
      gsize     to)
{
  for (gsize i = from; i < to; i++)
    {
      double middle = dt_random_normal (random);

      columns->low[i] = dt_random_below (random, 10) == 0 ? NAN : middle - 1;
      columns->high[i] = dt_random_below (random, 10) == 0 ? NAN : middle + 1;
      columns->volume[i] = dt_random_below (random, 10) == 0 ? NAN : dt_random_below (random, 1000);
    }
}

static void
check_range (const Columns *columns,
             DeskPyramid   *pyramid,
             gsize          n,
             gsize          first,
             gsize          end)
{
  double low = INFINITY, high = -INFINITY, sum = 0., peak = 0., found_low = 0., found_high = 0.;

  for (gsize i = first; i < MIN (end, n); i++)
    {
      low = columns->low[i] < low ? columns->low[i] : low;
      high = columns->high[i] > high ? columns->high[i] : high;
      sum += isnan (columns->volume[i]) ? 0. : columns->volume[i];
      peak = columns->volume[i] > peak ? columns->volume[i] : peak;
    }

  g_assert_true (desk_pyramid_range (pyramid, first, end, &found_low, &found_high)
                 == (low <= high));
  if (low <= high)
    {
      g_assert_cmpfloat (found_low, ==, low);
      g_assert_cmpfloat (found_high, ==, high);
    }

  /* whole numbers: exact in any order */
  g_assert_cmpfloat (desk_pyramid_sum (pyramid, first, end), ==, sum);
  g_assert_cmpfloat (desk_pyramid_peak (pyramid, first, end), ==, peak);
}

static void
check_ranges (const Columns *columns,
              DeskPyramid   *pyramid,
              DtRandom      *random,
              gsize          n)
{
  check_range (columns, pyramid, n, 0, n);
  for (guint i = 0; i < 60; i++)
    {
      gsize first = dt_random_below (random, n + 1);
      gsize length = dt_random_below (random, i % 2 == 0 ? 40 : n + 20);

      check_range (columns, pyramid, n, first, first + length);
    }
}

/* Lengths around whole blocks of every level. */
static void
test_lengths (void)
{
  g_autofree Columns *columns = g_new (Columns, 1);
  const gsize lengths[] = { 1, 15, 16, 17, 255, 256, 257, 4095, 4096, 4097, 12345 };
  DtRandom random;

  dt_random_init (&random, 2);
  fill (columns, &random, 0, N_MOST);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr(DeskPyramid) pyramid = desk_pyramid_new ();

      desk_pyramid_update (pyramid, columns->low, columns->high, columns->volume, lengths[i]);
      check_ranges (columns, pyramid, &random, lengths[i]);
    }
}

static void
test_growth (void)
{
  g_autofree Columns *columns = g_new (Columns, 1);
  g_autoptr(DeskPyramid) pyramid = desk_pyramid_new ();
  DtRandom random;

  dt_random_init (&random, 3);
  for (gsize n = 0; n < N_MOST; )
    {
      gsize more = MIN (n + 1 + dt_random_below (&random, n < 600 ? 3 : 700), N_MOST);

      fill (columns, &random, n, more);
      n = more;
      desk_pyramid_update (pyramid, columns->low, columns->high, columns->volume, n);
      check_ranges (columns, pyramid, &random, n);
    }
}

/* Fewer values than before are other values. */
static void
test_restart (void)
{
  g_autofree Columns *columns = g_new (Columns, 1);
  g_autoptr(DeskPyramid) pyramid = desk_pyramid_new ();
  DtRandom random;

  dt_random_init (&random, 4);
  for (gsize n = N_MOST; n > 10; n = n * 2 / 3)
    {
      fill (columns, &random, 0, n);
      desk_pyramid_update (pyramid, columns->low, columns->high, columns->volume, n);
      check_ranges (columns, pyramid, &random, n);
    }
}

/* The last value changes again and again before the next one comes: what is asked is always what is
 * there. */
static void
test_forget (void)
{
  g_autofree Columns *columns = g_new (Columns, 1);
  g_autoptr(DeskPyramid) pyramid = desk_pyramid_new ();
  DtRandom random;

  dt_random_init (&random, 6);
  fill (columns, &random, 0, 600);
  for (gsize n = 1; n <= 600; n++)
    for (guint i = 0; i < 3; i++)
      {
        fill (columns, &random, n - 1, n);
        desk_pyramid_update (pyramid, columns->low, columns->high, columns->volume, n);
        desk_pyramid_forget (pyramid, n - 1);
        if (n % 16 <= 1 || n % 256 <= 1)
          check_ranges (columns, pyramid, &random, n);
      }
}

/* A line is both columns; there is nothing to add up. */
static void
test_line (void)
{
  const double values[] = { 3., NAN, 1., 2. };
  g_autoptr(DeskPyramid) pyramid = desk_pyramid_new ();
  double low, high;

  desk_pyramid_update (pyramid, values, values, NULL, 4);
  g_assert_true (desk_pyramid_range (pyramid, 0, 4, &low, &high));
  g_assert_cmpfloat (low, ==, 1.);
  g_assert_cmpfloat (high, ==, 3.);
  g_assert_false (desk_pyramid_range (pyramid, 1, 2, &low, &high));
  g_assert_false (desk_pyramid_range (pyramid, 2, 2, &low, &high));
  g_assert_false (desk_pyramid_range (pyramid, 9, 12, &low, &high));
  g_assert_cmpfloat (desk_pyramid_sum (pyramid, 0, 4), ==, 0.);
  g_assert_cmpfloat (desk_pyramid_peak (pyramid, 0, 4), ==, 0.);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pyramid/lengths", test_lengths);
  g_test_add_func ("/pyramid/growth", test_growth);
  g_test_add_func ("/pyramid/restart", test_restart);
  g_test_add_func ("/pyramid/forget", test_forget);
  g_test_add_func ("/pyramid/line", test_line);

  return g_test_run ();
}
