/* test-scale.c - values to pixels and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-random.h"

#include "desk-scale.h"

#define assert_close(a, b, relative) \
  g_assert_cmpfloat_with_epsilon (a, b, (relative) * MAX (1e-300, fabs (b)))

static void
test_linear (void)
{
  DeskScale scale = { DESK_SCALE_LINEAR, 100., 200., 500., 0. };

  /* 100 USD are 500 pixels */
  g_assert_cmpfloat (desk_scale_to_pixel (&scale, 100.), ==, 500.);
  g_assert_cmpfloat (desk_scale_to_pixel (&scale, 150.), ==, 250.);
  g_assert_cmpfloat (desk_scale_to_pixel (&scale, 220.), ==, -100.);
  g_assert_cmpfloat (desk_scale_to_value (&scale, 0.), ==, 200.);
  g_assert_true (isnan (desk_scale_to_pixel (&scale, NAN)));
}

static void
test_logarithmic (void)
{
  DeskScale scale = { DESK_SCALE_LOGARITHMIC, 1., 1000., 300., 0. };

  /* a decade is 100 pixels */
  assert_close (desk_scale_to_pixel (&scale, 10.), 200., 1e-12);
  assert_close (desk_scale_to_pixel (&scale, 100.), 100., 1e-12);
  assert_close (desk_scale_to_value (&scale, 250.), sqrt (10.), 1e-12);

  /* what has no logarithm is at the low end */
  g_assert_cmpfloat (desk_scale_to_pixel (&scale, 0.), ==, 300.);
  g_assert_cmpfloat (desk_scale_to_pixel (&scale, -5.), ==, 300.);
}

static void
test_round_trips (void)
{
  DtRandom random;

  dt_random_init (&random, 1);
  for (guint i = 0; i < 20000; i++)
    {
      double low = exp (20 * dt_random_uniform (&random) - 10);
      double high = low * (1.001 + 50 * dt_random_uniform (&random));
      DeskScale scale = { i % 2 == 0 ? DESK_SCALE_LINEAR : DESK_SCALE_LOGARITHMIC, low, high,
                          900 * dt_random_uniform (&random) + 100, 10. };
      double value = low + (high - low) * dt_random_uniform (&random);
      double pixel = desk_scale_to_pixel (&scale, value);

      g_assert_cmpfloat (pixel, <=, scale.start + 1e-6);
      g_assert_cmpfloat (pixel, >=, scale.end - 1e-6);
      assert_close (desk_scale_to_value (&scale, pixel), value, 1e-9);
    }
}

static void
test_fit (void)
{
  DeskScale scale = { DESK_SCALE_LINEAR, 0., 0., 100., 0. };

  desk_scale_fit (&scale, 100., 200., .1);
  g_assert_cmpfloat (scale.low, ==, 90.);
  g_assert_cmpfloat (scale.high, ==, 210.);

  /* a decade with a tenth of it on either side */
  scale.kind = DESK_SCALE_LOGARITHMIC;
  desk_scale_fit (&scale, 10., 100., .1);
  assert_close (log10 (scale.low), .9, 1e-12);
  assert_close (log10 (scale.high), 2.1, 1e-12);
}

/* Whatever comes in, what comes out can be drawn on. */
static void
test_fit_extremes (void)
{
  const double values[] = { 0., -3., 1e-4, 1e9, 1e300, -1e300, NAN, INFINITY, -INFINITY, 5e-324 };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    for (guint k = 0; k < G_N_ELEMENTS (values); k++)
      for (guint kind = 0; kind < 2; kind++)
        {
          DeskScale scale = { kind, 0., 0., 500., 10. };

          desk_scale_fit (&scale, values[i], values[k], .06);
          g_assert_true (scale.high > scale.low);
          g_assert_true (kind == DESK_SCALE_LINEAR || scale.low > 0);
        }

  for (double price = 1e-4; price < 1e10; price *= 10)
    {
      DeskScale scale = { DESK_SCALE_LINEAR, 0., 0., 500., 10. };

      desk_scale_fit (&scale, price, price, .06);
      assert_close (desk_scale_to_pixel (&scale, price), 255., 1e-9);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scale/linear", test_linear);
  g_test_add_func ("/scale/logarithmic", test_logarithmic);
  g_test_add_func ("/scale/round-trips", test_round_trips);
  g_test_add_func ("/scale/fit", test_fit);
  g_test_add_func ("/scale/fit-extremes", test_fit_extremes);

  return g_test_run ();
}
