/* test-line-chart.c - a curve that grows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-line-chart.h"

#include "chart-fixture.h"

typedef struct
{
  GtkWidget     *window;
  DeskLineChart *chart;
  DtTime         time[1000];
  double         values[1000];
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *chart = desk_line_chart_new ();

  fixture->window = show_widget (chart);
  fixture->chart = DESK_LINE_CHART (chart);
  for (gsize i = 0; i < G_N_ELEMENTS (fixture->time); i++)
    {
      fixture->time[i] = day_time (i);
      fixture->values[i] = i < 500 ? 90. : 110.;
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static const DeskColours *
get_colours (void)
{
  return desk_colours_get (DESK_PALETTE_CLASSIC, FALSE, FALSE);
}

/* What is left of the fill's colour over the background: 22 %. */
static GdkRGBA
fill_colour (const GdkRGBA *colour)
{
  return (GdkRGBA) { colour->red * .22f + .78f, colour->green * .22f + .78f,
                     colour->blue * .22f + .78f, 1.f };
}

static guint
count_like (const Picture *picture,
            const GdkRGBA *colour,
            int            left,
            int            right)
{
  guint n = 0;

  for (int y = 0; y < picture->height; y++)
    for (int x = left; x < right; x++)
      {
        guint32 pixel = pixel_at (picture, x, y);

        n += fabs ((pixel >> 16 & 0xff) - colour->red * 255.) < 3
             && fabs ((pixel >> 8 & 0xff) - colour->green * 255.) < 3
             && fabs ((pixel & 0xff) - colour->blue * 255.) < 3;
      }

  return n;
}

/* Ten below the base for the first half, ten above for the second. */
static void
test_fills (Fixture       *fixture,
            gconstpointer  data)
{
  GdkRGBA profit = fill_colour (&get_colours ()->up), loss = fill_colour (&get_colours ()->down);
  g_autoptr(Picture) picture = NULL;

  desk_line_chart_set_base (fixture->chart, 100.);
  desk_line_chart_set_points (fixture->chart, fixture->time, fixture->values, 1000);
  picture = take_picture (GTK_WIDGET (fixture->chart));

  g_assert_cmpuint (count_like (picture, &loss, 20, 300), >, 280 * 150);
  g_assert_cmpuint (count_like (picture, &loss, 420, 700), ==, 0);
  g_assert_cmpuint (count_like (picture, &profit, 420, 700), >, 280 * 150);
  g_assert_cmpuint (count_like (picture, &profit, 20, 300), ==, 0);
  g_assert_cmpuint (count_pixels (picture, &get_colours ()->line[0], 20, 700, 0, HEIGHT), >, 600);
}

/* All at once or as it comes: the same picture. */
static void
test_growth (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *fresh = desk_line_chart_new ();
  GtkWidget *window = show_widget (fresh);
  g_autoptr(Picture) a = NULL, b = NULL;

  for (gsize n = 0; n <= 1000; n += 40)
    desk_line_chart_set_points (fixture->chart, fixture->time, fixture->values, n);
  desk_line_chart_set_points (DESK_LINE_CHART (fresh), fixture->time, fixture->values, 1000);

  a = take_picture (GTK_WIDGET (fixture->chart));
  b = take_picture (fresh);
  g_assert_true (same_pictures (a, b));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Another first time, or fewer points, is another curve. */
static void
test_restart (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *fresh = desk_line_chart_new ();
  GtkWidget *window = show_widget (fresh);
  g_autoptr(Picture) a = NULL, b = NULL;

  desk_line_chart_set_points (fixture->chart, fixture->time, fixture->values, 600);
  desk_line_chart_set_points (fixture->chart, fixture->time + 400, fixture->values + 400, 600);
  desk_line_chart_set_points (DESK_LINE_CHART (fresh), fixture->time + 400,
                              fixture->values + 400, 600);
  a = take_picture (GTK_WIDGET (fixture->chart));
  b = take_picture (fresh);
  g_assert_true (same_pictures (a, b));

  desk_line_chart_set_points (fixture->chart, fixture->time + 400, fixture->values + 400, 3);
  g_clear_pointer (&a, picture_free);
  a = take_picture (GTK_WIDGET (fixture->chart));
  g_assert_false (same_pictures (a, b));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_sizes (Fixture       *fixture,
            gconstpointer  data)
{
  const double values[] = { NAN, 1e9, 1e-4, -1e9, 0. };

  for (gsize n = 0; n < 4; n++)
    for (guint i = 0; i < G_N_ELEMENTS (values); i++)
      {
        fixture->values[0] = values[i];
        desk_line_chart_set_points (fixture->chart, NULL, NULL, 0);
        desk_line_chart_set_base (fixture->chart, values[(i + n) % G_N_ELEMENTS (values)]);
        desk_line_chart_set_points (fixture->chart, fixture->time, fixture->values, n);
        gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
        desk_line_chart_zoom (fixture->chart, 3.);
        desk_line_chart_pan (fixture->chart, -5.);
        gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
        desk_line_chart_show_all (fixture->chart);
      }
  g_assert_cmpint (desk_line_chart_get_cursor (fixture->chart), ==, -1);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);

  ADD ("/line-chart/fills", test_fills);
  ADD ("/line-chart/growth", test_growth);
  ADD ("/line-chart/restart", test_restart);
  ADD ("/line-chart/sizes", test_sizes);

  return g_test_run ();
}
