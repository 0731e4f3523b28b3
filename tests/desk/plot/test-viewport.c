/* test-viewport.c - what is in sight after growing, panning and zooming
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "dt-random.h"

#include "desk-viewport.h"

static void
test_latest (void)
{
  DeskViewport view;

  desk_viewport_init (&view, 8.);
  desk_viewport_set_width (&view, 800.);
  desk_viewport_set_n (&view, 1000);

  /* 8 pixels a bar, and the last one 16 pixels from the edge */
  g_assert_cmpfloat_with_epsilon (desk_viewport_step (&view), 8., 1e-9);
  g_assert_cmpfloat_with_epsilon (view.right, 999.5 + 2., 1e-9);
}

/* Three bars are wider than the usual, but do not fill the screen. */
static void
test_few (void)
{
  DeskViewport view;

  desk_viewport_init (&view, 8.);
  desk_viewport_set_width (&view, 800.);
  desk_viewport_set_n (&view, 3);
  g_assert_cmpfloat_with_epsilon (desk_viewport_step (&view), 24., 1e-9);
  g_assert_cmpfloat (view.right, >, 2.5);
}

static void
test_following (void)
{
  DeskViewport view;

  desk_viewport_init (&view, 8.);
  desk_viewport_set_width (&view, 800.);
  desk_viewport_set_n (&view, 1000);
  desk_viewport_set_edges (&view, 950., 1005.);

  /* the last bar is in sight: its distance from the edge stays */
  g_assert_true (desk_viewport_set_n (&view, 1003));
  g_assert_cmpfloat (view.left, ==, 953.);
  g_assert_cmpfloat (view.right, ==, 1008.);

  /* it is not: nothing moves */
  desk_viewport_set_edges (&view, 500., 555.);
  g_assert_false (desk_viewport_set_n (&view, 1010));
  g_assert_cmpfloat (view.left, ==, 500.);

  /* all of it stays all of it */
  desk_viewport_show_all (&view);
  g_assert_true (desk_viewport_set_n (&view, 2000));
  g_assert_cmpfloat (view.left, <=, -.5);
  g_assert_cmpfloat (view.right, >=, 1999.5);
}

static void
test_anchor (void)
{
  DeskViewport view;
  double bar;

  desk_viewport_init (&view, 8.);
  desk_viewport_set_width (&view, 800.);
  desk_viewport_set_n (&view, 10000);
  desk_viewport_set_edges (&view, 4000., 4100.);

  bar = desk_viewport_bar_at (&view, 300.);
  desk_viewport_zoom (&view, 2., bar);
  g_assert_cmpfloat_with_epsilon (view.right - view.left, 50., 1e-9);
  g_assert_cmpfloat_with_epsilon (desk_viewport_bar_at (&view, 300.), bar, 1e-9);
  desk_viewport_zoom (&view, .1, bar);
  g_assert_cmpfloat_with_epsilon (desk_viewport_bar_at (&view, 300.), bar, 1e-9);
}

static void
test_resize (void)
{
  DeskViewport view;

  desk_viewport_init (&view, 8.);
  desk_viewport_set_width (&view, 800.);
  desk_viewport_set_n (&view, 10000);
  desk_viewport_set_edges (&view, 4000., 4100.);
  desk_viewport_set_width (&view, 400.);
  g_assert_cmpfloat (view.right, ==, 4100.);
  g_assert_cmpfloat (view.left, ==, 4050.);
}

/* Whatever is done, some bars stay in sight and bars have a width. */
static void
test_property (void)
{
  DeskViewport view;
  DtRandom random;

  dt_random_init (&random, 7);
  desk_viewport_init (&view, 8.);
  for (guint i = 0; i < 50000; i++)
    {
      double some = 2 * dt_random_uniform (&random) - 1;

      switch (dt_random_below (&random, 8))
        {
        case 0: desk_viewport_set_width (&view, 50 + 1800 * fabs (some)); break;
        case 1: desk_viewport_set_n (&view, (gint64) dt_random_below (&random, 100000)); break;
        case 2: desk_viewport_set_n (&view, view.n + (gint64) dt_random_below (&random, 3)); break;
        case 3: desk_viewport_zoom (&view, exp (5 * some), view.left + some * 100); break;
        case 4: desk_viewport_pan (&view, some * 1e5); break;
        case 5: desk_viewport_set_edges (&view, some * 1e6, some * 1e6 + exp (20 * some)); break;
        case 6: desk_viewport_show_latest (&view); break;
        case 7: desk_viewport_reveal (&view, (gint64) dt_random_below (&random, view.n + 1)); break;
        default: break;
        }

      g_assert_true (isfinite (view.left) && isfinite (view.right));
      g_assert_cmpfloat (view.right, >, view.left);
      g_assert_cmpfloat (desk_viewport_step (&view), <=, 80. + 1e-6);
      if (view.n == 0)
        continue;
      g_assert_cmpfloat (view.left, <, view.n - .5);
      g_assert_cmpfloat (view.right, >, -.5);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/viewport/latest", test_latest);
  g_test_add_func ("/viewport/few", test_few);
  g_test_add_func ("/viewport/following", test_following);
  g_test_add_func ("/viewport/anchor", test_anchor);
  g_test_add_func ("/viewport/resize", test_resize);
  g_test_add_func ("/viewport/property", test_property);

  return g_test_run ();
}
