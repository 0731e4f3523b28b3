/* test-labels.c - labels of the axes, and lines between days
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "price-fixture.h"

/* Minutes from 9:28 to 9:33: two before the open are shaded, and the next day has a line. */
static void
test_sessions (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("MINUTE", DT_TIMEFRAME_MINUTE, 12);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL, without = NULL;
  int x[12], top = 2;

  for (guint i = 0; i < 12; i++)
    {
      DtTime time = dt_time_from_new_york (dt_date_new (2019, 2, 11) + (i < 6 ? 0 : 1),
                                           (9 * 60 + 28 + i % 6) * DT_MINUTE);
      DtBar bar = { time, 100., 101., 99., 100., 10. };

      dt_bar_series_append (series, &bar, time + DT_MINUTE);
    }
  desk_chart_set_series (fixture->chart, series, 12);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  for (guint i = 0; i < 12; i++)
    x[i] = desk_plot_x (fixture->plot, i);

  assert_pixel (picture, x[0] + 3, top, &colours->session);
  assert_pixel (picture, x[1] + 3, top, &colours->session);
  assert_pixel (picture, x[2] + 3, top, &colours->background);
  assert_pixel (picture, x[5] + 3, top, &colours->background);
  assert_pixel (picture, x[7] + 3, top, &colours->session);
  /* Half a bar left of the first bar of the second day, dashed */
  g_assert_cmpuint (count_pixels (picture, &colours->dim_text, x[6] - 12, x[6] - 11, 0,
                                  fixture->plot->height), >, (guint) fixture->plot->height / 4);

  g_assert_cmpuint (fixture->chart->breaks->len, ==, 1);
  /* The label of that day has no line beside it */
  assert_pixel (picture, x[6], top, &colours->session);
  desk_chart_show_sessions (fixture->chart, FALSE);
  without = take_picture (GTK_WIDGET (fixture->chart));
  g_assert_cmphex (pixel_at (without, x[6], top), !=, pack (&colours->background));
  g_assert_cmpuint (count_pixels (without, &colours->session, 0, WIDTH, 0, HEIGHT), ==, 0);
}

/* Days of ten minutes. With ten of them in sight each has some 70 pixels and nine lines part them,
 * with forty 18: no line is drawn then, not even the first, and labels have theirs. */
static void
test_narrow_sessions (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("MINUTE", DT_TIMEFRAME_MINUTE, 400);

  for (guint i = 0; i < 400; i++)
    {
      DtTime time = dt_time_from_new_york (dt_date_new (2019, 2, 11) + (DtDate) (i / 10),
                                           (10 * 60 + i % 10) * DT_MINUTE);
      DtBar bar = { time, 100., 101., 99., 100., 10. };

      dt_bar_series_append (series, &bar, time + DT_MINUTE);
    }
  desk_chart_set_series (fixture->chart, series, 400);
  desk_chart_set_range (fixture->chart, 0., 98.);
  gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
  g_assert_cmpuint (fixture->chart->breaks->len, ==, 9);
  g_assert_true (fixture->plot->breaks);
  desk_chart_set_range (fixture->chart, 0., 399.);
  gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
  g_assert_cmpuint (fixture->chart->breaks->len, ==, 0);
  g_assert_false (fixture->plot->breaks);
}

static void
check_labels (DeskPlot *plot)
{
  int width, height, before = 0;

  for (guint i = 0; i < plot->n_value_ticks; i++)
    {
      desk_labels_measure (&plot->labels, plot->value_ticks[i].label, &width, &height);
      g_assert_cmpint (width, <, plot->axis_width);
      g_assert_true (i == 0 || plot->value_ticks[i - 1].position - plot->value_ticks[i].position
                               > height + 4);
    }

  for (guint i = 0; i < plot->n_time_ticks; i++)
    {
      desk_labels_measure (&plot->labels, plot->time_ticks[i].label, &width, NULL);
      g_assert_true (i == 0 || plot->time_ticks[i].position - plot->time_ticks[i - 1].position
                               > (width + before) / 2. + 4);
      before = width;
    }
}

/* Minutes of regular sessions, weekdays only */
static DtBarSeries *
make_minutes (gsize n)
{
  DtBarSeries *series = dt_bar_series_new ("MINUTE", DT_TIMEFRAME_MINUTE, n);

  for (gsize i = 0; i < n; i++)
    {
      DtTime time = day_time (i / 390) + (9 * 60 + 30 + (DtTime) i % 390) * DT_MINUTE;
      double price = 100 + 5 * sin ((double) i / 500);
      DtBar bar = { time, price, price + .1, price - .1, price + .05, 10. };

      dt_bar_series_append (series, &bar, time + DT_MINUTE);
    }

  return series;
}

/* At any zoom, size and place no label touches the next. */
static void
check_all (Fixture     *fixture,
           DtBarSeries *series)
{
  DtRandom random;

  dt_random_init (&random, 9);
  desk_chart_set_series (fixture->chart, series, 30000);
  for (guint i = 0; i < 300; i++)
    {
      double first = 29000 * dt_random_uniform (&random);
      double span = exp (9 * dt_random_uniform (&random) + 1);

      resize_widget (GTK_WIDGET (fixture->chart), 300 + (int) dt_random_below (&random, 1400),
                     150 + (int) dt_random_below (&random, 900));
      desk_chart_set_scale (fixture->chart, i % 2);
      desk_chart_set_range (fixture->chart, first, first + span);
      gsk_render_node_unref (take_node (GTK_WIDGET (fixture->chart)));
      check_labels (fixture->plot);
    }
}

static void
test_labels (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtBarSeries) days = make_walk (30000, 17, 3.), minutes = make_minutes (30000);

  check_all (fixture, days);
  check_all (fixture, minutes);
}

/* Twice as large */
static void
test_large_labels (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(DtBarSeries) days = make_walk (30000, 17, 3.), minutes = make_minutes (30000);
  Fixture another;
  int usual, large;

  desk_labels_measure (&fixture->plot->labels, "0", NULL, &usual);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  set_up (&another, NULL);
  desk_labels_measure (&another.plot->labels, "0", NULL, &large);
  g_assert_cmpint (large, >, usual * 3 / 2);
  check_all (&another, days);
  check_all (&another, minutes);
  tear_down (&another, NULL);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

static guint
count_marks (const Picture *picture,
             const GdkRGBA *ground,
             int            left,
             int            right,
             int            top,
             int            bottom)
{
  return (guint) ((right - left) * (bottom - top))
         - count_pixels (picture, ground, left, right, top, bottom);
}

/* A level between two ticks, half a label from one of them: its tag covers a part of the label, and
 * nothing is left of the other part. */
static void
test_covered_values (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_three (500., 250.);
  DeskPlot *plot = fixture->plot;
  DeskLevel level = { 0., DESK_LEVEL_ALERT };
  g_autoptr(Picture) plain = NULL, covered = NULL;
  const DeskTick *tick;
  int left, top, height;

  desk_chart_set_series (fixture->chart, series, 3);
  plain = take_picture (GTK_WIDGET (fixture->chart));
  desk_labels_measure (&plot->labels, "0", NULL, &height);
  tick = &plot->value_ticks[1];
  left = plot->width + 2;
  top = (int) (tick->position - height / 2.);
  level.price = desk_scale_to_value (&plot->scale, tick->position + height * .75);
  g_assert_cmpuint (count_marks (plain, &plot->colours->background, left, WIDTH, top,
                                 top + height / 2), >, 0);

  desk_chart_set_levels (fixture->chart, &level, 1);
  covered = take_picture (GTK_WIDGET (fixture->chart));
  g_assert_cmpuint (count_marks (covered, &plot->colours->background, left, WIDTH, top,
                                 top + height / 2 - 2), ==, 0);
  /* The next one is whole */
  top = (int) (plot->value_ticks[2].position - height / 2.);
  g_assert_cmpuint (count_marks (covered, &plot->colours->background, left, WIDTH, top,
                                 top + height), ==,
                    count_marks (plain, &plot->colours->background, left, WIDTH, top,
                                 top + height));
}

/* The same under the bars: of each label that the tag of the data cursor touches nothing is left
 * beside it, the others are as they were. */
static void
test_covered_times (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_walk (300, 22, 50.);
  DeskPlot *plot = fixture->plot;
  const GdkRGBA *ground = &plot->colours->background;
  g_autoptr(Picture) plain = NULL;
  int top, bottom;
  guint n_covered = 0;

  desk_chart_set_series (fixture->chart, series, 300);
  plain = take_picture (GTK_WIDGET (fixture->chart));
  top = plot->height + plot->below + 3;
  bottom = top + plot->axis_height - 6;
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr(Picture) picture = NULL;
      int width, left, right;
      char label[DESK_AXIS_LABEL_SIZE];

      desk_plot_key (plot, "cursor-left");
      picture = take_picture (GTK_WIDGET (fixture->chart));
      desk_axis_format_time (plot->time[plot->cursor], plot->clock, label);
      desk_labels_measure (&plot->labels, label, &width, NULL);
      left = desk_plot_x (plot, plot->cursor) - (width + 16) / 2;
      right = left + width + 16;
      for (guint k = 0; k < plot->n_time_ticks; k++)
        {
          int half, from, to;

          desk_labels_measure (&plot->labels, plot->time_ticks[k].label, &half, NULL);
          half = half / 2 + 1;
          from = (int) plot->time_ticks[k].position - half;
          to = (int) plot->time_ticks[k].position + half;
          if (from < 2 || to > plot->width - 2)
            continue;
          if (from > right + 2 || to < left - 2)
            g_assert_cmpuint (count_marks (picture, ground, from, to, top, bottom), ==,
                              count_marks (plain, ground, from, to, top, bottom));
          else if (from < left - 3 && to > left + 3)
            {
              g_assert_cmpuint (count_marks (picture, ground, from, left - 2, top, bottom), ==, 0);
              n_covered++;
            }
        }
    }
  g_assert_cmpuint (n_covered, >, 0);
}

#define ADD(name, test) g_test_add ("/labels/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);

  ADD ("sessions", test_sessions);
  ADD ("narrow-sessions", test_narrow_sessions);
  ADD ("apart", test_labels);
  ADD ("apart-when-large", test_large_labels);
  ADD ("covered-values", test_covered_values);
  ADD ("covered-times", test_covered_times);

  return g_test_run ();
}
