/* test-chart.c - what the chart of prices shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "price-fixture.h"

static void
test_candles (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_three (500., 250.);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL;
  int x[3];

  desk_chart_set_series (fixture->chart, series, 3);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  for (int i = 0; i < 3; i++)
    x[i] = desk_plot_x (fixture->plot, i);

  /* Fresh views of a few bars have 24 pixels a bar; bars touch both ends of the price range, less
   * margin. */
  g_assert_cmpint (x[1] - x[0], ==, 24);

  /* The rising bar: wick at its high, hollow between open and close, edges of the body coloured */
  assert_pixel (picture, x[0], desk_plot_y (fixture->plot, 109.), &colours->up);
  assert_pixel (picture, x[0], desk_plot_y (fixture->plot, 105.), &colours->background);
  assert_pixel (picture, x[0] - 8, desk_plot_y (fixture->plot, 105.), &colours->up);
  assert_pixel (picture, x[0] + 8, desk_plot_y (fixture->plot, 105.), &colours->up);
  assert_pixel (picture, x[0], desk_plot_y (fixture->plot, 101.), &colours->up);

  /* The falling one is filled */
  assert_pixel (picture, x[1], desk_plot_y (fixture->plot, 106.), &colours->down);
  assert_pixel (picture, x[1] - 8, desk_plot_y (fixture->plot, 106.), &colours->down);

  /* Open = close is a line one pixel high */
  assert_pixel (picture, x[2] - 8, desk_plot_y (fixture->plot, 105.), &colours->up);
  g_assert_cmpuint (count_pixels (picture, &colours->up, x[2] - 8, x[2] - 7,
                                  desk_plot_y (fixture->plot, 107.),
                                  desk_plot_y (fixture->plot, 103.)), ==, 1);
}

/* What another chart points to has a line from head to foot here, and none across. */
static void
test_linked (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_three (500., 250.);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) linked = NULL, alone = NULL;
  int x, height;

  desk_chart_set_series (fixture->chart, series, 3);
  g_assert_true (desk_chart_get_cursor_end (fixture->chart) == DT_TIME_NONE);
  g_assert_true (desk_chart_get_range_end (fixture->chart) == DT_TIME_NONE);

  /* A moment of the second day is in the second bar, before the first there is none */
  desk_chart_link_cursor (fixture->chart, series->time[1] + DT_HOUR);
  g_assert_cmpint (desk_chart_get_cursor (fixture->chart), ==, 1);
  linked = take_picture (GTK_WIDGET (fixture->chart));
  x = desk_plot_x (fixture->plot, 1);
  height = fixture->plot->height;
  g_assert_cmpuint (count_pixels (linked, &colours->crosshair, x, x + 1, 0, height), >,
                    (guint) height / 3);
  g_assert_cmpuint (count_pixels (linked, &colours->crosshair, x + 1, fixture->plot->width, 0,
                                  height), ==, 0);

  desk_chart_link_cursor (fixture->chart, series->time[0]);
  g_assert_cmpint (desk_chart_get_cursor (fixture->chart), ==, -1);
  alone = take_picture (GTK_WIDGET (fixture->chart));
  g_assert_cmpuint (count_pixels (alone, &colours->crosshair, 0, WIDTH, 0, HEIGHT), ==, 0);
}

/* Columns stand on the foot of the plot, as high as their volume: 1000 to 500 to 250. */
static void
test_volume (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_three (500., 250.);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL, without = NULL;
  guint height[3];

  desk_chart_set_series (fixture->chart, series, 3);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  for (int i = 0; i < 3; i++)
    {
      int x = desk_plot_x (fixture->plot, i);

      height[i] = count_pixels (picture, i == 1 ? &colours->volume_down : &colours->volume_up,
                                x, x + 1, 0, fixture->plot->height);
    }

  g_assert_cmpuint (height[0], >, 60);
  g_assert_cmpuint (height[1], ==, (height[0] + 1) / 2);
  g_assert_cmpint (ABS ((int) height[2] * 4 - (int) height[0]), <=, 2);

  desk_chart_show_volume (fixture->chart, FALSE);
  without = take_picture (GTK_WIDGET (fixture->chart));
  g_assert_cmpuint (count_pixels (without, &colours->volume_up, 0, WIDTH, 0, HEIGHT), ==, 0);
}

static void
test_styles (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_three (500., 250.);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) bars = NULL, line = NULL;
  int x;

  desk_chart_set_series (fixture->chart, series, 3);
  desk_chart_set_style (fixture->chart, DESK_CHART_BARS);
  bars = take_picture (GTK_WIDGET (fixture->chart));

  /* Opens to the left, closes to the right */
  x = desk_plot_x (fixture->plot, 0);
  assert_pixel (bars, x - 4, desk_plot_y (fixture->plot, 102.), &colours->up);
  assert_pixel (bars, x + 4, desk_plot_y (fixture->plot, 108.), &colours->up);
  g_assert_cmphex (pixel_at (bars, x + 4, desk_plot_y (fixture->plot, 102.)), !=,
                   pack (&colours->up));

  desk_chart_set_style (fixture->chart, DESK_CHART_LINE);
  line = take_picture (GTK_WIDGET (fixture->chart));
  x = desk_plot_x (fixture->plot, 1) + 12;
  g_assert_cmpuint (count_pixels (line, &colours->line[0], x, x + 1,
                                  desk_plot_y (fixture->plot, 104.) - 2,
                                  desk_plot_y (fixture->plot, 104.) + 3), >, 0);
}

/* Of 102, 110, 100, 108 the mean is 105, and the first average bar opens at (102 + 108) / 2 = 105:
 * a line. Of 108, 109, 101, 103 it is 105.25; the second opens at (105 + 105) / 2 = 105. */
static void
test_heikin_ashi (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_three (500., 250.);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL;
  int x, y;

  desk_chart_set_series (fixture->chart, series, 3);
  desk_chart_set_style (fixture->chart, DESK_CHART_HEIKIN_ASHI);
  picture = take_picture (GTK_WIDGET (fixture->chart));

  x = desk_plot_x (fixture->plot, 0);
  y = desk_plot_y (fixture->plot, 105.);
  g_assert_cmpuint (count_pixels (picture, &colours->up, x - 8, x - 7, y - 10, y + 10), ==, 1);
  assert_pixel (picture, x - 8, y, &colours->up);
  /* The second true bar falls, its average rises */
  x = desk_plot_x (fixture->plot, 1);
  assert_pixel (picture, x - 8, desk_plot_y (fixture->plot, 105.25), &colours->up);
  assert_pixel (picture, x, desk_plot_y (fixture->plot, 108.), &colours->up);
  g_assert_cmpuint (count_pixels (picture, &colours->down, x - 8, x + 9, 0,
                                  fixture->plot->height / 2), ==, 0);
}

/* What lies under the line is tinted down to the foot, what lies over it is not. */
static void
test_area (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_three (500., 250.);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL;
  int x, y;

  desk_chart_show_volume (fixture->chart, FALSE);
  desk_chart_set_series (fixture->chart, series, 3);
  desk_chart_set_style (fixture->chart, DESK_CHART_AREA);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  x = desk_plot_x (fixture->plot, 1) + 5;
  y = desk_plot_y (fixture->plot, 104.);
  g_assert_cmphex (pixel_at (picture, x, y + 40), !=, pack (&colours->background));
  g_assert_cmphex (pixel_at (picture, x, fixture->plot->height - 1), !=,
                   pack (&colours->background));
  assert_pixel (picture, x, y - 40, &colours->background);
}

/* From 1 to 1,000 on a logarithmic scale: what is 1, 10, 100 and 1,000 times the base is 0, 900,
 * 9,900 and 99,900 % above it, and equally far apart. */
static void
test_percent_decades (Fixture       *fixture,
                      gconstpointer  data)
{
  static const char *const labels[] = { "0 %", "900 %", "9,900 %", "99,900 %" };
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("HAND", DT_TIMEFRAME_DAY, 2);
  DeskPlot *plot = fixture->plot;
  guint found = 0;

  add_day (series, 1., 1., 1., 1., 1.);
  add_day (series, 1., 1000., 1., 1000., 1.);
  desk_chart_show_percent (fixture->chart, TRUE);
  desk_chart_set_scale (fixture->chart, DESK_SCALE_LOGARITHMIC);
  desk_chart_set_series (fixture->chart, series, 2);
  gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
  for (guint i = 0; i < plot->n_value_ticks; i++)
    for (guint k = 0; k < G_N_ELEMENTS (labels); k++)
      if (g_str_equal (plot->value_ticks[i].label, labels[k]))
        {
          g_assert_cmpfloat_with_epsilon (plot->value_ticks[i].position, desk_scale_to_pixel (
                                          &plot->scale, pow (10., k)), 1e-6);
          found++;
        }
  g_assert_cmpuint (found, ==, 4);
}

/* One close alone, and one between missing ones, can be seen in a line: two pixels each. */
static void
test_alone (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("HAND", DT_TIMEFRAME_DAY, 5);
  g_autoptr(Picture) picture = NULL;

  for (guint i = 0; i < 5; i++)
    {
      double price = i == 1 || i == 3 ? NAN : 100. + i;

      add_day (series, price, price, price, price, 1.);
    }
  desk_chart_set_style (fixture->chart, DESK_CHART_LINE);
  desk_chart_set_series (fixture->chart, series, 5);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  for (guint i = 0; i < 5; i += 2)
    {
      int x = desk_plot_x (fixture->plot, i), y = desk_plot_y (fixture->plot, 100. + i);

      g_assert_cmpuint (count_pixels (picture, &fixture->plot->colours->line[0], x - 2, x + 3,
                                      y - 2, y + 3), >=, 1);
    }
}

/* From 100 on: 110 is 10 % above it, on either scale. */
static void
test_percent (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("HAND", DT_TIMEFRAME_DAY, 3);
  char label[DESK_AXIS_LABEL_SIZE];

  add_day (series, 100., 100., 100., 100., 1.);
  add_day (series, 100., 120., 90., 110., 1.);
  desk_chart_show_percent (fixture->chart, TRUE);
  desk_chart_set_series (fixture->chart, series, 2);

  for (guint kind = 0; kind < 2; kind++)
    {
      desk_chart_set_scale (fixture->chart, kind);
      gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
      g_assert_cmpfloat (fixture->plot->base, ==, 100.);
      g_assert_cmpstr (desk_plot_format (fixture->plot, 110., label), ==, "+10.00 %");
      g_assert_cmpstr (desk_plot_format (fixture->plot, 95., label), ==, "−5.00 %");
      g_assert_cmpuint (fixture->plot->n_value_ticks, >=, 3);
      for (guint i = 0; i < fixture->plot->n_value_ticks; i++)
        {
          const DeskTick *tick = &fixture->plot->value_ticks[i];

          g_assert_true (g_str_has_suffix (tick->label, " %"));
          if (g_str_has_prefix (tick->label, "10"))
            g_assert_cmpfloat_with_epsilon (tick->position, desk_scale_to_pixel (
                                            &fixture->plot->scale, 110.), 1e-6);
        }
    }
  desk_chart_show_percent (fixture->chart, FALSE);
  gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
  g_assert_cmpstr (desk_plot_format (fixture->plot, 110., label), ==, "110.00");
}

/* A bar that grows gives the picture that a fresh chart of the bar as it is has, with averages. */
static void
test_forming (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_walk (160, 21, 50.);

  desk_chart_add_indicator (fixture->chart, "ema(9)", NULL);
  desk_chart_add_indicator (fixture->chart, "rsi(5)", NULL);
  desk_chart_set_series (fixture->chart, series, 160);
  for (guint i = 0; i < 8; i++)
    {
      GtkWidget *fresh = desk_chart_new ();
      GtkWidget *window = show_widget (fresh);
      g_autoptr(Picture) a = NULL, b = NULL;

      series->close[159] = 45. + i;
      series->high[159] = 55. + i;
      series->low[159] = 44. - i;
      desk_chart_set_forming (fixture->chart, TRUE);
      a = take_picture (GTK_WIDGET (fixture->chart));

      desk_chart_add_indicator (DESK_CHART (fresh), "ema(9)", NULL);
      desk_chart_add_indicator (DESK_CHART (fresh), "rsi(5)", NULL);
      desk_chart_set_series (DESK_CHART (fresh), series, 160);
      b = take_picture (fresh);
      g_assert_true (same_pictures (a, b));
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_three (500., 250.);
  g_autoptr(Picture) none = take_picture (GTK_WIDGET (fixture->chart));
  g_autoptr(Picture) unknown = NULL;
  g_auto(GStrv) legend = desk_chart_dup_legend (fixture->chart, -1);
  int foot = fixture->plot->height - 1;

  /* Something is said in the middle, in a quiet colour */
  g_assert_cmpuint (count_pixels (none, &fixture->plot->colours->dim_text, WIDTH / 4,
                                  WIDTH * 3 / 4, foot / 2 - 20, foot / 2 + 20), >, 0);
  g_assert_cmpint (g_strv_length (legend), ==, 0);

  /* A series of which nothing is known looks the same */
  desk_chart_set_series (fixture->chart, series, 0);
  unknown = take_picture (GTK_WIDGET (fixture->chart));
  g_assert_true (same_pictures (none, unknown));
  g_assert_cmpint (desk_chart_get_cursor (fixture->chart), ==, -1);
}

/* Twice: a scale that needs a wider axis leaves less of the range. */
static Picture *
take_range (DeskChart *chart,
            double     first,
            double     last)
{
  desk_chart_set_range (chart, first, last);
  gsk_render_node_unref (take_node (GTK_WIDGET (chart)));
  desk_chart_set_range (chart, first, last);
  return take_picture (GTK_WIDGET (chart));
}

/* Two series that differ only in what is to come: every picture of what is known is the same. */
static void
test_no_look_ahead (Fixture       *fixture,
                    gconstpointer  data)
{
  const gsize n_known = 700;
  g_autoptr(DtBarSeries) quiet = make_walk (n_known, 12, 100.);
  g_autoptr(DtBarSeries) wild = make_walk (n_known, 12, 100.);
  const DeskMarker markers[] = {
    { day_time (650), 100., DESK_MARKER_BUY, FALSE, "Bought" },
    { day_time (n_known + 2), 100., DESK_MARKER_SELL, TRUE, "Sold" } };
  const double spans[] = { 10, 60, 300, 900, 5000 };

  for (gsize i = 0; i < 300; i++)
    {
      add_day (quiet, 100., 100., 100., 100., 1.);
      add_day (wild, 1e4, 1e6, 1e-3, 1e5, 1e12);
    }

  for (guint style = 0; style < 5; style++)
    for (guint k = 0; k < G_N_ELEMENTS (spans); k++)
      {
        g_autoptr(Picture) a = NULL, b = NULL;

        desk_chart_clear_indicators (fixture->chart);
        g_assert_true (desk_chart_add_indicator (fixture->chart, "bollinger(20, 2)", NULL));
        desk_chart_set_style (fixture->chart, style);

        desk_chart_set_series (fixture->chart, quiet, n_known);
        desk_chart_set_markers (fixture->chart, markers, 2);
        a = take_range (fixture->chart, n_known - spans[k], n_known + spans[k] / 3);

        desk_chart_set_series (fixture->chart, wild, n_known);
        desk_chart_set_markers (fixture->chart, markers, 2);
        b = take_range (fixture->chart, n_known - spans[k], n_known + spans[k] / 3);
        g_assert_true (same_pictures (a, b));
      }
}

/* Growing by a bar gives the picture that a fresh chart has. */
static void
test_growth (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_walk (400, 13, 50.);
  double first, last, fresh_first, fresh_last;

  desk_chart_set_series (fixture->chart, series, 100);
  desk_chart_add_indicator (fixture->chart, "ema(9)", NULL);
  for (gsize n = 101; n < 400; n += 37)
    {
      GtkWidget *fresh = desk_chart_new ();
      GtkWidget *window = show_widget (fresh);
      g_autoptr(Picture) a = NULL, b = NULL;

      desk_chart_set_n_known (fixture->chart, n);
      a = take_picture (GTK_WIDGET (fixture->chart));
      desk_chart_set_series (DESK_CHART (fresh), series, n);
      desk_chart_add_indicator (DESK_CHART (fresh), "ema(9)", NULL);
      b = take_picture (fresh);

      desk_chart_get_range (fixture->chart, &first, &last);
      desk_chart_get_range (DESK_CHART (fresh), &fresh_first, &fresh_last);
      g_assert_cmpfloat_with_epsilon (first, fresh_first, 1e-9);
      g_assert_cmpfloat_with_epsilon (last, fresh_last, 1e-9);
      g_assert_true (same_pictures (a, b));
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* The layers of closed bars are the same node when only crosshair or last price change. The first
 * ones are held: where one was freed, the next could be made at the same address. */
static void
test_layers (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_walk (1000, 14, 50.);
  g_autoptr(GskRenderNode) grid = NULL, bars = NULL;

  desk_chart_set_series (fixture->chart, series, 500);
  desk_chart_set_range (fixture->chart, 100., 160.);
  desk_plot_key (fixture->plot, "cursor-left");
  gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
  grid = gsk_render_node_ref (fixture->chart->grid_node);
  bars = gsk_render_node_ref (fixture->chart->bars_node);

  for (guint i = 0; i < 3; i++)
    {
      desk_plot_key (fixture->plot, "cursor-left");
      gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
    }
  g_assert_cmpint (desk_chart_get_cursor (fixture->chart), ==, 157);
  g_assert_true (grid == fixture->chart->grid_node && bars == fixture->chart->bars_node);

  desk_chart_set_n_known (fixture->chart, 501);
  gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
  g_assert_true (grid == fixture->chart->grid_node && bars == fixture->chart->bars_node);

  desk_chart_pan (fixture->chart, 1.);
  gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
  g_assert_false (grid == fixture->chart->grid_node || bars == fixture->chart->bars_node);
}

static guint
count_nodes (GskRenderNode *node)
{
  guint n = 1;

  if (gsk_render_node_get_node_type (node) == GSK_CONTAINER_NODE)
    for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
      n += count_nodes (gsk_container_node_get_child (node, i));
  else if (gsk_render_node_get_node_type (node) == GSK_CLIP_NODE)
    n += count_nodes (gsk_clip_node_get_child (node));

  return n;
}

/* At any zoom a column of pixels costs a few nodes, however many bars are in it. */
static void
test_decimation (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_walk (60000, 15, 50.);

  desk_chart_set_series (fixture->chart, series, 60000);
  for (double span = 5; span < 70000; span *= 1.7)
    {
      desk_chart_set_range (fixture->chart, 60000 - span, 60000);
      gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
      g_assert_cmpuint (count_nodes (fixture->chart->bars_node), <, 4 * WIDTH);
    }
}

/* A narrow column reaches from the lowest to the highest price of its bars. */
static void
test_dense (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("SPIKE", DT_TIMEFRAME_DAY, 20000);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL;
  int x;

  for (gsize i = 0; i < 20000; i++)
    add_day (series, 100., i == 12345 ? 200. : 101., 99., 100., 1.);
  desk_chart_set_series (fixture->chart, series, 20000);
  desk_chart_show_all (fixture->chart);
  picture = take_picture (GTK_WIDGET (fixture->chart));

  x = desk_plot_x (fixture->plot, 12345);
  assert_pixel (picture, x, desk_plot_y (fixture->plot, 150.), &colours->up);
  g_assert_cmpuint (count_pixels (picture, &colours->up, 0, fixture->plot->width,
                                  desk_plot_y (fixture->plot, 150.),
                                  desk_plot_y (fixture->plot, 150.) + 1), ==, 1);
}

static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("GAPS", DT_TIMEFRAME_DAY, 40);
  g_autoptr(Picture) picture = NULL;
  g_auto(GStrv) legend = NULL;

  for (gsize i = 0; i < 40; i++)
    {
      double price = i % 3 == 0 ? NAN : 100. + i;

      add_day (series, price, price + 1, price - 1, price, i % 4 == 0 ? NAN : 10.);
    }
  desk_chart_add_indicator (fixture->chart, "sma(30)", NULL);
  desk_chart_set_series (fixture->chart, series, 40);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  g_assert_cmpuint (count_pixels (picture, &fixture->plot->colours->up, 0, WIDTH, 0, HEIGHT), >,
                    0);

  /* No mean of 30 of 26 values: a dash */
  legend = desk_chart_dup_legend (fixture->chart, 38);
  g_assert_cmpstr (legend[0], ==, "sma(30) –");
}

static void
test_only_missing (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("NAN", DT_TIMEFRAME_DAY, 10);

  for (gsize i = 0; i < 10; i++)
    add_day (series, NAN, NAN, NAN, NAN, NAN);
  desk_chart_set_series (fixture->chart, series, 10);
  for (guint style = 0; style < 5; style++)
    {
      desk_chart_set_style (fixture->chart, style);
      gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
    }
}

/* Tiny and huge prices fill the plot as any other do. */
static void
test_magnitudes (Fixture       *fixture,
                 gconstpointer  data)
{
  const double prices[] = { 1e-4, 1., 1e5, 1e9 };

  for (guint i = 0; i < G_N_ELEMENTS (prices); i++)
    for (guint kind = 0; kind < 2; kind++)
      {
        g_autoptr(DtBarSeries) series = make_walk (200, 16, prices[i]);
        double low = INFINITY, high = -INFINITY;

        desk_chart_set_scale (fixture->chart, kind);
        desk_chart_set_series (fixture->chart, series, 200);
        desk_chart_show_all (fixture->chart);
        gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));

        for (gsize k = 0; k < 200; k++)
          {
            low = MIN (low, series->low[k]);
            high = MAX (high, series->high[k]);
          }
        g_assert_cmpint (desk_plot_y (fixture->plot, low), <, fixture->plot->height);
        g_assert_cmpint (desk_plot_y (fixture->plot, high), >=, 0);
        g_assert_cmpint (desk_plot_y (fixture->plot, low) - desk_plot_y (fixture->plot, high), >,
                         fixture->plot->height / 2);
        g_assert_cmpuint (fixture->plot->n_value_ticks, >=, 2);
      }
}

static void
test_legend (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("HAND", DT_TIMEFRAME_DAY, 8);
  g_auto(GStrv) legend = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 1; i <= 6; i++)
    add_day (series, i * 10, i * 10, i * 10, i * 10, 1.);
  desk_chart_set_series (fixture->chart, series, 5);
  desk_chart_add_indicator (fixture->chart, "sma(3)", NULL);
  desk_chart_add_indicator (fixture->chart, "bollinger(2, 2)", NULL);
  g_assert_true (desk_chart_add_indicator (fixture->chart, "mom(2)", &error));
  g_assert_no_error (error);
  g_assert_false (desk_chart_add_indicator (fixture->chart, "momm(2)", &error));
  g_assert_nonnull (error);

  /* 30, 40 and 50 have the mean 40; 40 and 50 the mean 45 and the population's deviation 5 */
  legend = desk_chart_dup_legend (fixture->chart, 4);
  g_assert_cmpstr (legend[0], ==, "sma(3) 40.00");
  g_assert_cmpstr (legend[1], ==, "bollinger(2, 2) 45.00 55.00 35.00");
  g_assert_cmpstr (legend[2], ==, "mom(2) 20.00");
  g_assert_null (legend[3]);
}

/* Filled for an entry, hollow for an exit; below the bar for a purchase, above it for a sale. */
static void
test_markers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("FLAT", DT_TIMEFRAME_DAY, 20);
  const DeskMarker markers[] = {
    { day_time (9) + 15 * DT_HOUR, 100., DESK_MARKER_SELL, TRUE, "Sold 120 at 100.00, stop" },
    { day_time (5) + 10 * DT_HOUR, 100., DESK_MARKER_BUY, FALSE, "Bought 120 at 100.00" } };
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL;
  g_autofree char *text = NULL, *nothing = NULL;
  int x, y, low, high;

  for (gsize i = 0; i < 20; i++)
    add_day (series, 100., 101., 99., 100., 10.);
  desk_chart_set_series (fixture->chart, series, 20);
  desk_chart_set_markers (fixture->chart, markers, 2);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  low = desk_plot_y (fixture->plot, 99.);
  high = desk_plot_y (fixture->plot, 101.);

  /* The middle of either triangle */
  x = desk_plot_x (fixture->plot, 5);
  y = low + 4 + 6;
  assert_pixel (picture, x, y, &colours->line[0]);
  text = desk_markers_dup_text (fixture->chart->markers, fixture->plot, series, 20, x, y);
  g_assert_cmpstr (text, ==, "Bought 120 at 100.00");

  x = desk_plot_x (fixture->plot, 9);
  y = high - 4 - 6;
  assert_pixel (picture, x, y, &colours->background);
  g_assert_cmpuint (count_pixels (picture, &colours->line[5], x - 6, x + 7, high - 16, high), >, 8);
  nothing = desk_markers_dup_text (fixture->chart->markers, fixture->plot, series, 20, x + 40, y);
  g_assert_null (nothing);
}

static guint
count_dashes (const Picture *picture,
              const GdkRGBA *colour,
              int            y)
{
  guint n = 0;

  for (int x = 200; x <= 600; x++)
    n += pixel_at (picture, x, y) == pack (colour) && pixel_at (picture, x - 1, y) != pack (colour);
  return n;
}

static void
test_levels (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_three (500., 250.);
  const DeskLevel levels[] = { { 111., DESK_LEVEL_TARGET }, { 99., DESK_LEVEL_STOP },
                               { 98.5, DESK_LEVEL_TRAIL }, { 1000., DESK_LEVEL_ENTRY } };
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL;
  int stop, trail, target;

  desk_chart_set_series (fixture->chart, series, 3);
  desk_chart_set_levels (fixture->chart, levels, 4);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  stop = desk_plot_y (fixture->plot, 99.);
  trail = desk_plot_y (fixture->plot, 98.5);
  target = desk_plot_y (fixture->plot, 111.);

  /* Near levels are in sight, each dashed in its own way: 12, 5 and 16 pixels a pattern, the last
   * of two dashes, of which so many begin in columns 200 to 600; the far one is not in sight */
  g_assert_cmpint (target, >, 0);
  g_assert_cmpint (stop, <, trail);
  g_assert_cmpint (desk_plot_y (fixture->plot, 1000.), <, 0);
  g_assert_cmpuint (count_dashes (picture, &colours->down, stop), ==, 34);
  g_assert_cmpuint (count_dashes (picture, &colours->warning, trail), ==, 81);
  g_assert_cmpuint (count_dashes (picture, &colours->up, target), ==, 50);

  /* Their names are at the oldest bars, not over the latest */
  g_assert_cmpuint (count_pixels (picture, &colours->down, 4, 40, stop - 6, stop), >, 0);
  g_assert_cmpuint (count_pixels (picture, &colours->down, 402, fixture->plot->width, stop - 6,
                                  stop), ==, 0);
}

static void
test_palettes (Fixture       *fixture,
               gconstpointer  data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autoptr(DtBarSeries) series = make_three (500., 250.);
  g_autoptr(Picture) dark = NULL, blue = NULL;

  desk_chart_set_series (fixture->chart, series, 3);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  dark = take_picture (GTK_WIDGET (fixture->chart));
  assert_pixel (dark, 2, 2,
                &desk_colours_get (DESK_PALETTE_CLASSIC, TRUE, FALSE)->background);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);

  desk_chart_set_palette (fixture->chart, DESK_PALETTE_BLUE_ORANGE);
  blue = take_picture (GTK_WIDGET (fixture->chart));
  assert_pixel (blue, desk_plot_x (fixture->plot, 1), desk_plot_y (fixture->plot, 106.),
                &desk_colours_get (DESK_PALETTE_BLUE_ORANGE, FALSE, FALSE)->down);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_show_time (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_walk (1000, 18, 50.);
  double first, last, span;

  desk_chart_set_series (fixture->chart, series, 1000);
  desk_chart_get_range (fixture->chart, &first, &last);
  span = last - first;

  /* 15:00 of day 500 is covered by its bar */
  desk_chart_show_time (fixture->chart, day_time (500) + 15 * DT_HOUR);
  desk_chart_get_range (fixture->chart, &first, &last);
  g_assert_cmpfloat_with_epsilon ((first + last) / 2, 500., 1e-6);
  g_assert_cmpfloat_with_epsilon (last - first, span, 1e-6);

  desk_chart_set_range (fixture->chart, 100., 200.);
  desk_chart_get_range (fixture->chart, &first, &last);
  g_assert_cmpfloat_with_epsilon (first, 100., 1e-9);
  g_assert_cmpfloat_with_epsilon (last, 200., 1e-9);
}

/* Any series after any other, and none. */
static void
test_replacing (Fixture       *fixture,
                gconstpointer  data)
{
  DtRandom random;

  dt_random_init (&random, 10);
  desk_chart_add_indicator (fixture->chart, "ema(9)", NULL);
  for (guint i = 0; i < 40; i++)
    {
      gsize n = dt_random_below (&random, 2000);
      g_autoptr(DtBarSeries) series = i % 7 == 0 ? NULL : make_walk (n, i, 10.);

      desk_chart_set_style (fixture->chart, i % 3);
      desk_chart_set_series (fixture->chart, series, dt_random_below (&random, n + 1));
      gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
      desk_plot_key (fixture->plot, "cursor-left");
      desk_chart_set_n_known (fixture->chart, dt_random_below (&random, n + 1));
      gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
      g_assert_cmpint (desk_chart_get_cursor (fixture->chart), <,
                       (gint64) desk_chart_get_n_known (fixture->chart));
    }
}

/* What nobody looks at costs nothing: all is computed when it is drawn. */
static void
test_unseen (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_walk (500, 20, 50.);
  DeskOverlay *overlay;
  double low, high;

  desk_chart_add_indicator (fixture->chart, "ema(9)", NULL);
  desk_chart_set_series (fixture->chart, series, 100);
  for (gsize n = 101; n < 500; n++)
    desk_chart_set_n_known (fixture->chart, n);
  overlay = fixture->chart->overlays->pdata[0];
  g_assert_null (desk_overlay_get_values (overlay, 0));
  g_assert_false (desk_pyramid_range (fixture->chart->prices, 0, 500, &low, &high));
  g_assert_null (fixture->chart->bars_node);

  gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
  g_assert_nonnull (desk_overlay_get_values (overlay, 0));
  g_assert_true (desk_pyramid_range (fixture->chart->prices, 0, 500, &low, &high));
}

/* Opened and closed fifty times, nothing of it is left. */
static void
test_lifetime (void)
{
  g_autoptr(DtBarSeries) series = make_walk (500, 19, 50.);

  for (guint i = 0; i < 50; i++)
    {
      GtkWidget *chart = desk_chart_new (), *window = show_widget (chart);
      gpointer left = chart;

      g_object_add_weak_pointer (G_OBJECT (chart), &left);
      desk_chart_set_series (DESK_CHART (chart), series, 400);
      gsk_render_node_unref (take_node (chart));
      gtk_window_destroy (GTK_WINDOW (window));
      g_assert_null (left);
    }

  /* Ours is the last reference */
  g_assert_true (g_atomic_ref_count_compare (&series->ref_count, 1));
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

  ADD ("/chart/candles", test_candles);
  ADD ("/chart/linked", test_linked);
  ADD ("/chart/volume", test_volume);
  ADD ("/chart/styles", test_styles);
  ADD ("/chart/heikin-ashi", test_heikin_ashi);
  ADD ("/chart/area", test_area);
  ADD ("/chart/percent", test_percent);
  ADD ("/chart/percent-decades", test_percent_decades);
  ADD ("/chart/alone", test_alone);
  ADD ("/chart/forming", test_forming);
  ADD ("/chart/empty", test_empty);
  ADD ("/chart/no-look-ahead", test_no_look_ahead);
  ADD ("/chart/growth", test_growth);
  ADD ("/chart/layers", test_layers);
  ADD ("/chart/decimation", test_decimation);
  ADD ("/chart/dense", test_dense);
  ADD ("/chart/missing", test_missing);
  ADD ("/chart/only-missing", test_only_missing);
  ADD ("/chart/magnitudes", test_magnitudes);
  ADD ("/chart/legend", test_legend);
  ADD ("/chart/markers", test_markers);
  ADD ("/chart/levels", test_levels);
  ADD ("/chart/palettes", test_palettes);
  ADD ("/chart/show-time", test_show_time);
  ADD ("/chart/replacing", test_replacing);

  ADD ("/chart/unseen", test_unseen);
  g_test_add_func ("/chart/lifetime", test_lifetime);

  return g_test_run ();
}
