/* test-panes.c - indicators below the prices
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "desk-stroke.h"

#include "price-fixture.h"

static void
add (Fixture    *fixture,
     const char *text)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (desk_chart_add_indicator (fixture->chart, text, &error));
  g_assert_no_error (error);
}

static DeskSubplot *
get_pane (Fixture *fixture,
          guint    i)
{
  g_assert_cmpuint (i, <, fixture->chart->panes->len);
  return fixture->chart->panes->pdata[i];
}

static DtBarSeries *
make_closes (const double *closes,
             guint         n)
{
  DtBarSeries *series = dt_bar_series_new ("HAND", DT_TIMEFRAME_DAY, n);

  for (guint i = 0; i < n; i++)
    add_day (series, closes[i], closes[i] + 1, closes[i] - 1, closes[i], 100.);

  return series;
}

/* Prices and panes share the height; nothing overlaps and nothing is left over. */
static void
test_layout (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_walk (300, 3, 100.);
  DeskSubplot *first, *second;
  int foot;

  add (fixture, "ema(9)");
  add (fixture, "rsi(14)");
  add (fixture, "macd");
  desk_chart_set_series (fixture->chart, series, 300);
  gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));

  g_assert_cmpuint (fixture->chart->panes->len, ==, 2);
  first = get_pane (fixture, 0);
  second = get_pane (fixture, 1);
  foot = HEIGHT - fixture->plot->axis_height;
  g_assert_cmpint (first->top, ==, fixture->plot->height);
  g_assert_cmpint (second->top, ==, first->top + first->height);
  g_assert_cmpint (second->top + second->height, ==, foot);
  /* 18 % each of what is above the times */
  g_assert_cmpint (first->height, ==, (int) floor (foot * .18));

  g_assert_cmpint (desk_chart_get_indicator_at (fixture->chart, first->top + 5), ==, 1);
  g_assert_cmpint (desk_chart_get_indicator_at (fixture->chart, second->top + 5), ==, 2);
  g_assert_cmpint (desk_chart_get_indicator_at (fixture->chart, 5), ==, -1);
}

/* Closes of 10, 12, 14, 13, 12: the change over one bar is missing, 2, 2, −1, −1. Fitted to −1 … 2
 * with 8 % of the length, .24, on either side, so that 2 is at .24 / 3.48 of the way from the top
 * and −1 at 3.24 / 3.48. Between equal values the line is level, exactly there. */
static void
test_line (Fixture       *fixture,
           gconstpointer  data)
{
  const double closes[] = { 10., 12., 14., 13., 12. };
  g_autoptr(DtBarSeries) series = make_closes (closes, 5);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL;
  DeskSubplot *pane;
  double way;

  add (fixture, "mom(1)");
  desk_chart_set_series (fixture->chart, series, 5);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  pane = get_pane (fixture, 0);
  way = pane->scale.start - pane->scale.end;

  for (int i = 0; i < 2; i++)
    {
      double part = (i == 0 ? .24 : 3.24) / 3.48;
      int y = pane->top + (int) floor (pane->scale.end + way * part + .5);
      int x = desk_plot_x (fixture->plot, 1 + 2 * i) + 12;

      assert_pixel (picture, x, y, &colours->line[0]);
      g_assert_cmpuint (count_pixels (picture, &colours->line[0], x, x + 1, pane->top, HEIGHT), ==,
                        1);
    }

  /* Nothing where the value is missing */
  g_assert_cmpuint (count_pixels (picture, &colours->line[0], 0, desk_plot_x (fixture->plot, 1) - 2,
                                  pane->top + 30, HEIGHT), ==, 0);
}

/* The difference of a mean of one and a mean of two of the middle of each bar, 10, 14, 10: missing,
 * 14 − 12 = 2, 10 − 12 = −2. Zero is in the middle, columns are as high as each other. */
static void
test_histogram (Fixture       *fixture,
                gconstpointer  data)
{
  const double closes[] = { 10., 14., 10. };
  g_autoptr(DtBarSeries) series = make_closes (closes, 3);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL;
  DeskSubplot *pane;
  guint up, down;
  int zero, x;

  desk_chart_show_volume (fixture->chart, FALSE);
  add (fixture, "awesome(1, 2)");
  desk_chart_set_series (fixture->chart, series, 3);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  pane = get_pane (fixture, 0);
  zero = pane->top + (int) floor ((pane->scale.start + pane->scale.end) / 2 + .5);

  x = desk_plot_x (fixture->plot, 1);
  up = count_pixels (picture, &colours->volume_up, x, x + 1, pane->top, zero);
  g_assert_cmpuint (count_pixels (picture, &colours->volume_up, x, x + 1, zero, HEIGHT), ==, 0);
  x = desk_plot_x (fixture->plot, 2);
  down = count_pixels (picture, &colours->volume_down, x, x + 1, zero, HEIGHT);
  g_assert_cmpuint (count_pixels (picture, &colours->volume_down, x, x + 1, pane->top, zero), ==,
                    0);
  g_assert_cmpuint (up, >, 10);
  g_assert_cmpint (ABS ((int) up - (int) down), <=, 1);
}

/* An engulfing bar after falling ones is marked below it; the others are as they were. */
static void
test_marks (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("HAND", DT_TIMEFRAME_DAY, 30);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) plain = NULL, marked = NULL;
  int x, y;

  for (guint i = 0; i < 20; i++)
    add_day (series, 120 - i, 120.5 - i, 118.5 - i, 119 - i, 10.);
  add_day (series, 99., 104., 98., 103., 10.);
  desk_chart_show_volume (fixture->chart, FALSE);
  desk_chart_set_series (fixture->chart, series, 21);
  plain = take_picture (GTK_WIDGET (fixture->chart));
  add (fixture, "engulfing");
  marked = take_picture (GTK_WIDGET (fixture->chart));

  g_assert_cmpuint (fixture->chart->panes->len, ==, 0);
  x = desk_plot_x (fixture->plot, 20);
  y = desk_plot_y (fixture->plot, 98.) + 3;
  g_assert_cmpuint (count_pixels (plain, &colours->up, x - 4, x + 5, y, y + 7), ==, 0);
  /* Rows of 1, 1, 3, 3, 5, 5 and 7 pixels */
  g_assert_cmpuint (count_pixels (marked, &colours->up, x - 4, x + 5, y, y + 7), ==, 25);
  g_assert_true (pixel_at (marked, desk_plot_x (fixture->plot, 10),
                           desk_plot_y (fixture->plot, series->low[10]) + 4)
                 == pixel_at (plain, desk_plot_x (fixture->plot, 10),
                              desk_plot_y (fixture->plot, series->low[10]) + 4));
}

/* A held level has nothing slanted: between two bars of different levels nothing is joined. */
static void
test_steps (Fixture       *fixture,
            gconstpointer  data)
{
  const double values[] = { 1., 1., 9., 9. };
  DeskPyramid *extremes = desk_pyramid_new ();
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(DtBarSeries) series = make_closes (values, 4);
  DeskLine line = { values, extremes, colours->line[2], 3., DESK_LINE_STEPS };
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderer) renderer = gsk_cairo_renderer_new ();
  g_autoptr(GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = g_new0 (guint32, WIDTH * HEIGHT);
  Picture picture = { WIDTH, HEIGHT, pixels };
  GskRenderNode *node;
  int x[2], y[2];

  desk_chart_set_series (fixture->chart, series, 4);
  gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
  desk_pyramid_update (extremes, values, values, NULL, 4);
  desk_stroke_draw (fixture->plot, snapshot, &line, 1);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_true (gsk_renderer_realize (renderer, NULL, NULL));
  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));
  gdk_texture_download (texture, (guchar *) pixels, WIDTH * 4);

  for (int i = 0; i < 2; i++)
    {
      x[i] = desk_plot_x (fixture->plot, 1 + i);
      y[i] = desk_plot_y (fixture->plot, values[1 + i]);
      assert_pixel (&picture, x[i], y[i], &colours->line[2]);
      assert_pixel (&picture, x[i] + (i == 0 ? 8 : -8), y[i], &colours->line[2]);
    }
  g_assert_cmpuint (count_pixels (&picture, &colours->line[2], 0, WIDTH, y[1] + 4, y[0] - 4), ==,
                    0);

  gsk_render_node_unref (node);
  gsk_renderer_unrealize (renderer);
  desk_pyramid_free (extremes);
}

static void
count_resized (DeskChart *chart,
               guint     *n)
{
  (*n)++;
}

/* What one side wins the other loses, down to what each has to keep. */
static void
test_edges (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_walk (300, 3, 100.);
  const DeskPlotHooks *hooks = fixture->plot->hooks;
  GtkWidget *widget = GTK_WIDGET (fixture->chart);
  int top, prices, low, foot;
  guint n_resized = 0;

  add (fixture, "rsi(14)");
  add (fixture, "macd");
  g_signal_connect (widget, "panes-resized", G_CALLBACK (count_resized), &n_resized);
  desk_chart_set_series (fixture->chart, series, 300);
  gsk_render_node_unref (take_node (widget));
  top = get_pane (fixture, 1)->top;
  prices = fixture->plot->height;
  foot = HEIGHT - fixture->plot->axis_height;

  g_assert_cmpstr (hooks->pointer (widget, 100, top), ==, "row-resize");
  g_assert_null (hooks->pointer (widget, 100, top - 20));
  g_assert_false (hooks->grab (widget, 100, top - 20));
  g_assert_true (hooks->grab (widget, 100, top + 2));
  hooks->drag (widget, 120, top - 30);
  hooks->release (widget, TRUE);
  g_assert_cmpuint (n_resized, ==, 1);
  gsk_render_node_unref (take_node (widget));

  /* Prices are as high as before; within a pixel of rounding */
  g_assert_cmpint (ABS (get_pane (fixture, 1)->top - (top - 30)), <=, 1);
  g_assert_cmpint (ABS (fixture->plot->height - prices), <=, 2);

  /* Far beyond the prices' end: they keep 96 pixels */
  hooks->grab (widget, 100, get_pane (fixture, 0)->top);
  hooks->drag (widget, 100, -1000);
  hooks->release (widget, TRUE);
  gsk_render_node_unref (take_node (widget));
  g_assert_cmpint (fixture->plot->height, >=, 96);
  g_assert_cmpint (fixture->plot->height, <, prices);

  low = (int) floor (foot * DESK_SUBPLOT_MIN_SHARE);
  hooks->grab (widget, 100, get_pane (fixture, 1)->top);
  hooks->drag (widget, 100, 5000);
  hooks->release (widget, TRUE);
  gsk_render_node_unref (take_node (widget));
  g_assert_cmpint (ABS (get_pane (fixture, 1)->height - low), <=, 2);
  g_assert_cmpfloat_with_epsilon (desk_chart_get_pane_share (fixture->chart, 1),
                                  DESK_SUBPLOT_MIN_SHARE, 1e-9);
}

/* Volumes of millions are read in millions. */
static void
test_units (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("HAND", DT_TIMEFRAME_DAY, 3);
  char label[DESK_AXIS_LABEL_SIZE];
  g_auto(GStrv) legend = NULL;

  add_day (series, 10., 10., 10., 10., 1e6);
  add_day (series, 10., 11., 10., 11., 2500000.);
  add_day (series, 11., 12., 11., 12., 2000000.);
  add (fixture, "obv");
  desk_chart_set_series (fixture->chart, series, 3);
  gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
  g_assert_cmpfloat (get_pane (fixture, 0)->unit, ==, 1e3);
  g_assert_cmpstr (desk_subplot_format (get_pane (fixture, 0), 4500000., label), ==, "4,500.00 K");
  legend = desk_chart_dup_legend (fixture->chart, 2);
  g_assert_true (g_str_has_suffix (legend[0], " K"));
}

/* Every indicator of the table, far out and near, on a chart that is too low for all of its panes:
 * something is drawn, and nothing is asked of memory that is not there (under the sanitizer). */
static void
test_all (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_walk (900, 9, 60.);
  guint n;
  const DtIndicator *const *table = dt_indicator_list (&n);

  desk_chart_set_series (fixture->chart, series, 880);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = NULL;
      DeskCall call;

      if (i % 5 == 0)
        desk_chart_clear_indicators (fixture->chart);
      desk_call_init (&call, table[i]);
      text = desk_call_write (&call);
      add (fixture, text);
      desk_chart_set_n_known (fixture->chart, 880 + i % 20);
      desk_chart_show_latest (fixture->chart);
      gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
      desk_chart_show_all (fixture->chart);
      gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
    }
}

/* The picture is what is seen, but for crosshair and focus; as SVG it has lines to be enlarged. */
static void
test_pictures (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_walk (300, 3, 100.);
  g_autofree char *folder = g_dir_make_tmp ("chart-XXXXXX", NULL);
  g_autofree char *png = g_build_filename (folder, "a.png", NULL);
  g_autofree char *svg = g_build_filename (folder, "a.svg", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "none", "a.png", NULL);
  g_autofree char *text = NULL;
  g_autofree guint32 *pixels = g_new0 (guint32, WIDTH * HEIGHT);
  g_autoptr(Picture) seen = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autoptr(GError) error = NULL;
  Picture saved = { WIDTH, HEIGHT, pixels };

  add (fixture, "rsi(14)");
  desk_chart_set_series (fixture->chart, series, 300);
  seen = take_picture (GTK_WIDGET (fixture->chart));
  desk_plot_key (fixture->plot, "cursor-left");

  g_assert_true (desk_chart_save_picture (fixture->chart, png, FALSE, &error));
  g_assert_no_error (error);
  texture = gdk_texture_new_from_filename (png, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, WIDTH);
  gdk_texture_download (texture, (guchar *) pixels, WIDTH * 4);
  g_assert_true (same_pictures (seen, &saved));
  g_assert_cmpint (desk_chart_get_cursor (fixture->chart), >=, 0);

  g_assert_true (desk_chart_save_picture (fixture->chart, svg, TRUE, &error));
  g_assert_true (g_file_get_contents (svg, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "<svg"));
  g_assert_nonnull (strstr (text, "<path"));

  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (desk_chart_save_picture (fixture->chart, nowhere, i == 0, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
      g_assert_nonnull (strstr (error->message, nowhere));
      g_clear_error (&error);
    }
  g_remove (png);
  g_remove (svg);
  g_rmdir (folder);
}

/* Closes of 10, 12, 14: the change over one bar is missing, 2, 2. */
static void
test_table (Fixture       *fixture,
            gconstpointer  data)
{
  const double closes[] = { 10., 12., 14. };
  static const char *const titles[] = {
    "Time", "Open", "High", "Low", "Close", "Volume", "mom(1)", "bollinger(2, 2) middle",
    "bollinger(2, 2) upper", "bollinger(2, 2) lower", NULL,
  };
  static const char *const cells[] = {
    "Wed 3 Jan 2018", "14.00", "15.00", "13.00", "14.00", "100", "2.00", "13.00", "15.00", "11.00",
  };
  g_autoptr(DtBarSeries) series = make_closes (closes, 3);
  g_auto(GStrv) columns = NULL;
  g_autofree char *missing = NULL;

  add (fixture, "mom(1)");
  add (fixture, "bollinger(2, 2)");
  desk_chart_set_series (fixture->chart, series, 3);
  columns = desk_chart_dup_columns (fixture->chart);
  g_assert_true (g_strv_equal ((const char *const *) columns, titles));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *cell = desk_chart_dup_cell (fixture->chart, 2, i);

      g_assert_cmpstr (cell, ==, cells[i]);
    }
  missing = desk_chart_dup_cell (fixture->chart, 0, 6);
  g_assert_cmpstr (missing, ==, "–");
}

#define ADD(name, test) \
  g_test_add ("/panes/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("layout", test_layout);
  ADD ("line", test_line);
  ADD ("histogram", test_histogram);
  ADD ("marks", test_marks);
  ADD ("steps", test_steps);
  ADD ("edges", test_edges);
  ADD ("units", test_units);
  ADD ("all", test_all);
  ADD ("pictures", test_pictures);
  ADD ("table", test_table);

  return g_test_run ();
}
