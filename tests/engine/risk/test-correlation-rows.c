/* test-correlation-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-correlation-matrix.h"
#include "dt-correlation-rows.h"
#include "dt-random.h"

/* x = 1 2 3 4, y = 2 1 4 3: means 2.5, products of deviations .75 + .75 + .75 + .75 = 3, squares 5
 * and 5: r = 0.6. z = 8 6 4 2 is -2 x + 10: r = -1 with x, -0.6 with y. Sample deviation of x: the
 * root of 5 / 3. */
static void
test_by_hand (void)
{
  static const double rows[][4] = {
    { 99., -7., 3., 5. }, { 1., 2., 8., 5. }, { 2., 1., 6., 5. }, { 3., 4., 4., 5. },
    { 4., 3., 2., 5. },
  };
  g_autoptr(DtCorrelationRows) self = dt_correlation_rows_new (4, 4);

  for (guint i = 0; i < 3; i++)
    dt_correlation_rows_push (self, rows[i]);
  g_assert_true (isnan (dt_correlation_rows_get (self, 0, 1)));
  g_assert_true (isnan (dt_correlation_rows_get_deviation (self, 0)));
  dt_correlation_rows_push (self, rows[3]);
  dt_correlation_rows_push (self, rows[4]);

  g_assert_cmpfloat_with_epsilon (dt_correlation_rows_get (self, 0, 1), .6, 1e-15);
  g_assert_cmpfloat_with_epsilon (dt_correlation_rows_get (self, 2, 0), -1., 1e-15);
  g_assert_cmpfloat_with_epsilon (dt_correlation_rows_get (self, 1, 2), -.6, 1e-15);
  g_assert_cmpfloat (dt_correlation_rows_get (self, 0, 0), ==, 1.);
  g_assert_cmpfloat_with_epsilon (dt_correlation_rows_get_deviation (self, 0), sqrt (5. / 3.),
                                  1e-15);
  /* A constant goes with nothing */
  g_assert_true (isnan (dt_correlation_rows_get (self, 0, 3)));
  g_assert_true (isnan (dt_correlation_rows_get (self, 3, 3)));
  g_assert_cmpfloat (dt_correlation_rows_get_deviation (self, 3), ==, 0.);
}

/* One missing observation blinds its series until it has left the window, and no other. */
static void
test_missing (void)
{
  g_autoptr(DtCorrelationRows) self = dt_correlation_rows_new (3, 5);
  DtRandom random;

  dt_random_init (&random, 3);
  for (guint k = 0; k < 15; k++)
    {
      double row[3] = { dt_random_normal (&random), k == 6 ? NAN : dt_random_normal (&random),
                        dt_random_normal (&random) };
      gboolean is_blind;

      dt_correlation_rows_push (self, row);
      g_assert_cmpint (isnan (dt_correlation_rows_get (self, 0, 2)), ==, k < 4);
      is_blind = k < 4 || (k >= 6 && k < 11);
      g_assert_cmpint (isnan (dt_correlation_rows_get (self, 0, 1)), ==, is_blind);
      g_assert_cmpint (isnan (dt_correlation_rows_get_deviation (self, 1)), ==, is_blind);
    }
}

/* Pairs, rows and the matrix of all pairs say the same, whatever was asked for before. */
static void
test_equal (void)
{
  const guint n = 23, window = 17;
  g_autoptr(DtCorrelationRows) self = dt_correlation_rows_new (n, window);
  g_autoptr(DtCorrelationMatrix) all = dt_correlation_matrix_new (n, window);
  double row[23];
  DtRandom random;

  dt_random_init (&random, 11);
  for (guint k = 0; k < 60; k++)
    {
      double market = dt_random_normal (&random);
      guint asked;

      for (guint i = 0; i < n; i++)
        row[i] = .01 * (market * i / n + dt_random_normal (&random));
      dt_correlation_rows_push (self, row);
      dt_correlation_matrix_push (all, row);
      if (k + 1 < window)
        continue;

      asked = dt_random_below (&random, n);
      if (k % 3 != 0)
        dt_correlation_rows_refresh (self, asked);
      for (guint i = 0; i < n; i++)
        for (guint j = 0; j < n; j++)
          {
            double r = dt_correlation_rows_get (self, i, j);

            g_assert_cmpfloat_with_epsilon (r, dt_correlation_matrix_get (all, i, j), 1e-12);
            g_assert_cmpfloat (r, ==, dt_correlation_rows_get (self, j, i));
          }
      for (guint j = 0; j < n; j++)
        g_assert_cmpfloat (dt_correlation_rows_refresh (self, asked)[j], ==,
                           dt_correlation_rows_get (self, asked, j));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/risk/correlation-rows/by-hand", test_by_hand);
  g_test_add_func ("/risk/correlation-rows/missing", test_missing);
  g_test_add_func ("/risk/correlation-rows/equal", test_equal);

  return g_test_run ();
}
