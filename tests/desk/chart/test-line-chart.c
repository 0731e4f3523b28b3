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

/* As the pointer would; NaN: it leaves. */
static void
point_at (GtkWidget *widget,
          double     x)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        continue;
      if (isnan (x))
        g_signal_emit_by_name (controller, "leave");
      else
        g_signal_emit_by_name (controller, "motion", x, 20.);
    }
}

/* The line between curve and values: a column of one colour from top to bottom, the last one that
 * is not the background's. */
static int
find_axis (const Picture *picture)
{
  for (int x = picture->width - 1; x > 0; x--)
    {
      gboolean whole = pixel_at (picture, x, 0) != pixel_at (picture, picture->width - 1, 0);

      for (int y = 1; whole && y < picture->height; y++)
        whole = pixel_at (picture, x, y) == pixel_at (picture, x, 0);
      if (whole)
        return x;
    }

  return -1;
}

static void
count_call (DeskLineChart *chart,
            guint         *n_calls)
{
  (*n_calls)++;
}

/* Values of many digits and of few: times stand below each other, before and after a zoom on
 * either, and a pointer on one is a pointer on both. */
static void
test_link (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *few = desk_line_chart_new ();
  GtkWidget *window = show_widget (few);
  DeskLineChart *chart = fixture->chart, *other = DESK_LINE_CHART (few);
  double large[1000];
  guint n_calls = 0;

  for (guint i = 0; i < G_N_ELEMENTS (large); i++)
    large[i] = fixture->values[i] * 1e7;
  desk_line_chart_set_points (chart, fixture->time, large, 1000);
  desk_line_chart_set_points (other, fixture->time, fixture->values, 1000);
  for (guint linked = 0; linked < 2; linked++)
    {
      g_autoptr(Picture) a = take_picture (GTK_WIDGET (chart));
      g_autoptr(Picture) b = take_picture (few);

      g_assert_cmpint (find_axis (a), >, 100);
      if (linked)
        g_assert_cmpint (find_axis (a), ==, find_axis (b));
      else
        g_assert_cmpint (find_axis (a), <, find_axis (b));
      desk_line_chart_link (chart, other);
    }

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(Picture) a = NULL, b = NULL;

      desk_line_chart_zoom (i == 0 ? other : chart, 2.);
      a = take_picture (GTK_WIDGET (chart));
      b = take_picture (few);
      g_assert_cmpint (find_axis (a), ==, find_axis (b));
    }

  g_signal_connect (chart, "cursor-changed", G_CALLBACK (count_call), &n_calls);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *pointed = i == 0 ? GTK_WIDGET (chart) : few;

      point_at (i == 0 ? few : GTK_WIDGET (chart), NAN);
      desk_line_chart_zoom (i == 0 ? chart : other, 3.);
      desk_line_chart_pan (i == 0 ? other : chart, -50.);
      point_at (pointed, 100. + 50. * i);
      g_assert_cmpint (desk_line_chart_get_cursor (chart), >=, 0);
      g_assert_cmpint (desk_line_chart_get_cursor (chart), ==, desk_line_chart_get_cursor (other));
      g_assert_cmpuint (n_calls, >, i);
    }

  /* The same values show the same */
  desk_line_chart_set_points (chart, NULL, NULL, 0);
  desk_line_chart_set_points (other, NULL, NULL, 0);
  desk_line_chart_set_points (chart, fixture->time, fixture->values, 1000);
  desk_line_chart_set_points (other, fixture->time, fixture->values, 1000);
  desk_line_chart_show_all (chart);
  desk_line_chart_zoom (other, 4.);
  desk_line_chart_pan (chart, -100.);
  point_at (GTK_WIDGET (chart), NAN);
  point_at (few, NAN);
  {
    g_autoptr(Picture) a = take_picture (GTK_WIDGET (chart));
    g_autoptr(Picture) b = take_picture (few);

    g_assert_true (same_pictures (a, b));
  }

  /* Either may go first */
  gtk_window_destroy (GTK_WINDOW (window));
  desk_line_chart_zoom (chart, 2.);
  gsk_render_node_unref (take_node (GTK_WIDGET (chart)));
  g_assert_cmpint (desk_line_chart_get_cursor (chart), ==, -1);
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
  ADD ("/line-chart/link", test_link);

  return g_test_run ();
}
