/* test-correlation-matrix.c - every pair at once is every pair alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "dt-pool.h"
#include "dt-random.h"
#include "dt-vector.h"

#include "dt-correlation-matrix.h"

#define N_SERIES 23
#define N_BARS   700
#define WINDOW   301

/* 1 2 3 4 and 1 3 2 5: deviations -1.5 -.5 .5 1.5 and -1.75 .25 -.75 2.25 have the products' sum
 * 5.5 and the squares' sums 5 and 8.75, so r = 5.5 / sqrt (43.75). The third falls as the first
 * rises, the fourth does nothing. */
static void
test_by_hand (void)
{
  static const double columns[4][4] = {
    { 1, 2, 3, 4 }, { 1, 3, 2, 5 }, { -1, -2, -3, -4 }, { .1, .1, .1, .1 },
  };
  const double *all[] = { columns[0], columns[1], columns[2], columns[3] };
  g_autoptr(DtCorrelationMatrix) matrix = dt_correlation_matrix_new (4, 10);

  dt_correlation_matrix_set (matrix, all, 4);
  g_assert_cmpuint (dt_correlation_matrix_get_n (matrix), ==, 4);
  g_assert_cmpfloat_with_epsilon (dt_correlation_matrix_get (matrix, 0, 1), 5.5 / sqrt (43.75),
                                  1e-15);
  g_assert_cmpfloat_with_epsilon (dt_correlation_matrix_get (matrix, 2, 0), -1., 1e-15);
  g_assert_cmpfloat (dt_correlation_matrix_get (matrix, 1, 1), ==, 1.);
  g_assert_true (isnan (dt_correlation_matrix_get (matrix, 0, 3)));
}

/* Returns with a common part; a third of the series jumps about another mean. */
static double *
make_rows (guint64 seed)
{
  double *rows = g_new (double, N_BARS * N_SERIES);
  DtRandom random;

  dt_random_init (&random, seed);
  for (guint k = 0; k < N_BARS; k++)
    {
      double market = dt_random_normal (&random);

      for (guint i = 0; i < N_SERIES; i++)
        rows[k * N_SERIES + i] = .01 * (market * (i % 5) / 4. + dt_random_normal (&random))
                                 + (i % 3 == 0 ? 5. : 0.);
    }

  return rows;
}

/* The definition, in two passes and long doubles. */
static double
define (const double *rows,
        guint         first,
        guint         n,
        guint         i,
        guint         j)
{
  long double mean_x = 0., mean_y = 0., xx = 0., yy = 0., xy = 0.;

  for (guint k = first; k < first + n; k++)
    {
      mean_x += rows[k * N_SERIES + i] / (long double) n;
      mean_y += rows[k * N_SERIES + j] / (long double) n;
    }
  for (guint k = first; k < first + n; k++)
    {
      long double x = rows[k * N_SERIES + i] - mean_x, y = rows[k * N_SERIES + j] - mean_y;

      xx += x * x;
      yy += y * y;
      xy += x * y;
    }

  return (double) (xy / sqrtl (xx * yy));
}

static void
assert_matrix (const DtCorrelationMatrix *matrix,
               const double              *rows,
               guint                      first,
               guint                      n)
{
  for (guint i = 0; i < N_SERIES; i++)
    for (guint j = 0; j < N_SERIES; j++)
      g_assert_cmpfloat_with_epsilon (dt_correlation_matrix_get (matrix, i, j),
                                      define (rows, first, n, i, j), 1e-9);
}

static void
set_from (DtCorrelationMatrix *matrix,
          const double        *rows,
          guint                n)
{
  g_autofree double *turned = g_new (double, N_SERIES * n);
  const double *columns[N_SERIES];

  for (guint i = 0; i < N_SERIES; i++)
    {
      columns[i] = turned + i * n;
      for (guint k = 0; k < n; k++)
        turned[i * n + k] = rows[k * N_SERIES + i];
    }
  dt_correlation_matrix_set (matrix, columns, n);
}

static void
test_set (void)
{
  g_autofree double *rows = make_rows (7);

  for (guint n = 2; n < N_BARS; n += n < 20 ? 1 : 97)
    {
      g_autoptr(DtCorrelationMatrix) matrix = dt_correlation_matrix_new (N_SERIES, WINDOW);
      guint in_window = MIN (n, WINDOW);

      set_from (matrix, rows, n);
      g_assert_cmpuint (dt_correlation_matrix_get_n (matrix), ==, in_window);
      assert_matrix (matrix, rows, n - in_window, in_window);
    }
}

static void
test_push (void)
{
  g_autofree double *rows = make_rows (8);
  g_autoptr(DtCorrelationMatrix) matrix = dt_correlation_matrix_new (N_SERIES, WINDOW);

  for (guint k = 0; k < N_BARS; k++)
    {
      guint in_window = MIN (k + 1, WINDOW);

      dt_correlation_matrix_push (matrix, rows + k * N_SERIES);
      if (k % 13 == 1 || k + 2 > WINDOW)
        assert_matrix (matrix, rows, k + 1 - in_window, in_window);
    }
}

/* The order of additions that the header's figures have on every machine: four sums side by side
 * over stretches of 256 observations, each stretch added up pair by pair. */
static double
add_products (const double *x,
              const double *y,
              guint         n)
{
  double sum = 0.;

  for (guint first = 0; first < n; first += 256)
    {
      double lanes[4] = { 0. };

      for (guint k = first; k < MIN (first + 256, n); k++)
        lanes[k % 4] += x[k] * y[k];
      sum += (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
    }

  return sum;
}

static double
add_values (const double *x,
            guint         n)
{
  double lanes[4] = { 0. };

  for (guint k = 0; k < n; k++)
    lanes[k % 4] += x[k];

  return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

static double
define_bits (const double *x,
             const double *y,
             guint         n)
{
  double x_sum = add_values (x, n), y_sum = add_values (y, n);
  double xx = add_products (x, x, n), yy = add_products (y, y, n);

  xx -= x_sum * (x_sum / n);
  yy -= y_sum * (y_sum / n);

  return (add_products (x, y, n) - x_sum * (y_sum / n)) / sqrt (xx * yy);
}

/* So many series that threads share the work, and none gives another bit, nor does any way of the
 * processor. */
static void
test_bits (void)
{
  enum { SERIES = 71, BARS = 1037 };
  g_autofree double *values = g_new (double, SERIES * BARS);
  g_autofree double *deviations = g_new (double, SERIES * BARS);
  const double *columns[SERIES];
  DtRandom random;

  dt_random_init (&random, 10);
  for (guint i = 0; i < SERIES; i++)
    {
      double *column = values + i * BARS, mean;

      for (guint k = 0; k < BARS; k++)
        column[k] = dt_random_normal (&random) + i;
      mean = add_values (column, BARS) / BARS;
      for (guint k = 0; k < BARS; k++)
        deviations[i * BARS + k] = column[k] - mean;
      columns[i] = column;
    }

  for (guint k = 0; k < 9; k++)
    {
      g_autoptr(DtCorrelationMatrix) matrix = dt_correlation_matrix_new (SERIES, BARS);

      dt_pool_set_n_threads (1 + k / 3);
      dt_vector_limit (k % 3);
      dt_correlation_matrix_set (matrix, columns, BARS);
      for (guint i = 0; i < SERIES; i++)
        for (guint j = 0; j < i; j++)
          g_assert_cmpfloat (dt_correlation_matrix_get (matrix, j, i), ==,
                             define_bits (deviations + j * BARS, deviations + i * BARS, BARS));
    }
  dt_pool_set_n_threads (0);
}

/* A hole leaves when it falls out of the window, and takes nothing else with it. */
static void
test_holes (void)
{
  g_autofree double *rows = make_rows (9);
  g_autoptr(DtCorrelationMatrix) matrix = dt_correlation_matrix_new (N_SERIES, 50);

  rows[120 * N_SERIES + 4] = NAN;
  rows[130 * N_SERIES + 4] = INFINITY;
  set_from (matrix, rows, 100);
  for (guint k = 100; k < 200; k++)
    {
      dt_correlation_matrix_push (matrix, rows + k * N_SERIES);
      g_assert_cmpint (isnan (dt_correlation_matrix_get (matrix, 4, 9)), ==, k >= 120 && k < 180);
      g_assert_cmpfloat_with_epsilon (dt_correlation_matrix_get (matrix, 3, 9),
                                      define (rows, k - 49, 50, 3, 9), 1e-9);
      if (k < 120 || k >= 180)
        g_assert_cmpfloat_with_epsilon (dt_correlation_matrix_get (matrix, 4, 9),
                                        define (rows, k - 49, 50, 4, 9), 1e-9);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/measure/correlation-matrix/by-hand", test_by_hand);
  g_test_add_func ("/measure/correlation-matrix/set", test_set);
  g_test_add_func ("/measure/correlation-matrix/push", test_push);
  g_test_add_func ("/measure/correlation-matrix/bits", test_bits);
  g_test_add_func ("/measure/correlation-matrix/holes", test_holes);

  return g_test_run ();
}
