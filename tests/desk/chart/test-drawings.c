/* test-drawings.c - lines and notes on a chart: drawn, moved, deleted, taken back, kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chart-fixture.h"

typedef struct
{
  GtkWidget   *window;
  GtkWidget   *widget;
  DeskChart   *chart;
  DeskPlot    *plot;
  DtBarSeries *series;
  guint        n_changed;
  guint        n_notes;
} Fixture;

static void
on_changed (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
on_note (Fixture *fixture)
{
  fixture->n_notes++;
}

static void
draw (Fixture *fixture)
{
  gsk_render_node_unref (take_node (fixture->widget));
}

/* Twenty days between 95 and 105. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->widget = desk_chart_new ();
  fixture->window = show_widget (fixture->widget);
  fixture->chart = DESK_CHART (fixture->widget);
  fixture->plot = &fixture->chart->plot;
  fixture->series = dt_bar_series_new ("FLAT", DT_TIMEFRAME_DAY, 20);
  for (gsize i = 0; i < 20; i++)
    add_day (fixture->series, 100., 105., 95., 100., 10.);
  g_signal_connect_swapped (fixture->widget, "drawings-changed", G_CALLBACK (on_changed), fixture);
  g_signal_connect_swapped (fixture->widget, "note-placed", G_CALLBACK (on_note), fixture);
  desk_chart_show_volume (fixture->chart, FALSE);
  desk_chart_set_series (fixture->chart, fixture->series, 20);
  draw (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  dt_bar_series_unref (fixture->series);
}

static double
x_of (Fixture *fixture,
      gint64   bar)
{
  return desk_plot_x (fixture->plot, bar);
}

static double
y_of (Fixture *fixture,
      double   price)
{
  return desk_scale_to_pixel (&fixture->plot->scale, price);
}

/* From one place to another, as the pointer does it. */
static gboolean
stroke (Fixture *fixture,
        double   x0,
        double   y0,
        double   x1,
        double   y1)
{
  const DeskPlotHooks *hooks = fixture->plot->hooks;

  if (!hooks->grab (fixture->widget, x0, y0))
    return FALSE;
  if (x0 != x1 || y0 != y1)
    hooks->drag (fixture->widget, x1, y1);
  hooks->release (fixture->widget, x0 != x1 || y0 != y1);
  return TRUE;
}

static const DeskDrawing *
get (Fixture *fixture,
     guint    i)
{
  DeskDrawings *drawings = desk_chart_get_drawings (fixture->chart);

  g_assert_cmpuint (i, <, desk_drawings_get_n (drawings));
  return desk_drawings_get (drawings, i);
}

static guint
count (Fixture *fixture)
{
  return desk_drawings_get_n (desk_chart_get_drawings (fixture->chart));
}

/* A click puts a line across the plot, at the price under the pointer. */
static void
test_level (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(Picture) picture = NULL;
  const GdkRGBA *colour = &fixture->plot->colours->line[6];
  double y = floor (y_of (fixture, 102.));
  int row;

  desk_chart_set_tool (fixture->chart, DESK_DRAWING_LEVEL);
  g_assert_cmpstr (fixture->plot->hooks->pointer (fixture->widget, 100, y), ==, "crosshair");
  g_assert_true (stroke (fixture, 100, y, 100, y));
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpint (desk_chart_get_tool (fixture->chart), ==, -1);
  g_assert_cmpfloat_with_epsilon (get (fixture, 0)->points[0].price, 102., .1);

  row = desk_plot_y (fixture->plot, get (fixture, 0)->points[0].price);
  picture = take_picture (fixture->widget);
  g_assert_cmpuint (count_pixels (picture, colour, 0, fixture->plot->width / 2 - 10, row, row + 1),
                    ==, (guint) fixture->plot->width / 2 - 10);
  g_assert_cmpuint (count_pixels (picture, colour, 0, fixture->plot->width / 2 - 10, row + 1,
                                  row + 6), ==, 0);
}

/* A trend line from bar to bar; taken by one end only that moves, elsewhere both. */
static void
test_trend (Fixture       *fixture,
            gconstpointer  data)
{
  const DeskDrawing *trend;

  desk_chart_set_tool (fixture->chart, DESK_DRAWING_TREND);
  stroke (fixture, x_of (fixture, 4), y_of (fixture, 97.), x_of (fixture, 14),
          y_of (fixture, 103.));
  g_assert_cmpuint (count (fixture), ==, 1);
  trend = get (fixture, 0);
  g_assert_cmpint (trend->points[0].time, ==, day_time (4));
  g_assert_cmpint (trend->points[1].time, ==, day_time (14));
  g_assert_cmpfloat_with_epsilon (trend->points[0].price, 97., 1e-9);
  g_assert_cmpfloat_with_epsilon (trend->points[1].price, 103., 1e-9);

  /* Its end to bar 16 at 104 */
  draw (fixture);
  stroke (fixture, x_of (fixture, 14), y_of (fixture, 103.), x_of (fixture, 16),
          y_of (fixture, 104.));
  g_assert_cmpint (get (fixture, 0)->points[0].time, ==, day_time (4));
  g_assert_cmpint (get (fixture, 0)->points[1].time, ==, day_time (16));
  g_assert_cmpfloat_with_epsilon (get (fixture, 0)->points[1].price, 104., 1e-9);

  /* The middle of it, bar 10 at 100.5, two bars back and a half down */
  stroke (fixture, x_of (fixture, 10), y_of (fixture, 100.5), x_of (fixture, 8),
          y_of (fixture, 100.));
  g_assert_cmpint (get (fixture, 0)->points[0].time, ==, day_time (2));
  g_assert_cmpint (get (fixture, 0)->points[1].time, ==, day_time (14));
  g_assert_cmpfloat_with_epsilon (get (fixture, 0)->points[0].price, 96.5, 1e-9);
  g_assert_cmpuint (fixture->n_changed, ==, 3);

  /* Taken back one after the other */
  g_assert_true (desk_chart_undo_drawing (fixture->chart));
  g_assert_cmpint (get (fixture, 0)->points[0].time, ==, day_time (4));
  g_assert_true (desk_chart_undo_drawing (fixture->chart));
  g_assert_cmpint (get (fixture, 0)->points[1].time, ==, day_time (14));
  g_assert_true (desk_chart_undo_drawing (fixture->chart));
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_false (desk_chart_undo_drawing (fixture->chart));
}

/* Selected by a press, deleted by the key, and back again. Away from it the view is panned. */
static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  g_assert_true (desk_chart_set_drawings (fixture->chart, "level 1546318800000000000 101\n"));
  draw (fixture);
  g_assert_false (stroke (fixture, 100, y_of (fixture, 98.), 100, y_of (fixture, 98.)));
  g_assert_cmpint (desk_chart_get_selected (fixture->chart), ==, -1);
  g_assert_false (desk_chart_tool_key (fixture->chart, "delete"));

  g_assert_true (stroke (fixture, 100, y_of (fixture, 101.), 100, y_of (fixture, 101.)));
  g_assert_cmpint (desk_chart_get_selected (fixture->chart), ==, 0);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
  /* A menu elsewhere is not about it, one on it is */
  g_assert_false (desk_chart_select_at (fixture->chart, 100, y_of (fixture, 98.)));
  g_assert_true (desk_chart_select_at (fixture->chart, 100, y_of (fixture, 101.)));
  g_assert_true (desk_chart_tool_key (fixture->chart, "delete"));
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_true (desk_chart_undo_drawing (fixture->chart));
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpuint (fixture->n_changed, ==, 2);
}

/* Nine bars from Monday to the Friday of the next week are eleven days; from 100 to 104 it is 4 %.
 * Nothing is kept of it. */
static void
test_measure (Fixture       *fixture,
              gconstpointer  data)
{
  DeskCanvas canvas = desk_chart_canvas (fixture->chart);
  g_autofree char *text = NULL;

  desk_chart_set_tool (fixture->chart, DESK_DRAWING_MEASURE);
  stroke (fixture, x_of (fixture, 5), y_of (fixture, 100.), x_of (fixture, 14),
          y_of (fixture, 104.));
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_true (fixture->chart->measured);
  text = desk_drawing_measure (&fixture->chart->pending, &canvas);
  g_assert_cmpstr (text, ==, "9 bars, 11 d, +4.00, +4.00 %");
  draw (fixture);
  g_assert_true (desk_chart_tool_key (fixture->chart, "clear"));
  g_assert_false (fixture->chart->measured);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
}

/* By keys alone: two bars with the data cursor, Enter at both. */
static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  desk_chart_set_tool (fixture->chart, DESK_DRAWING_TREND);
  for (guint i = 0; i < 3; i++)
    desk_plot_key (fixture->plot, "cursor-left");
  g_assert_true (desk_chart_tool_key (fixture->chart, "enter"));
  g_assert_cmpuint (count (fixture), ==, 0);
  for (guint i = 0; i < 4; i++)
    desk_plot_key (fixture->plot, "cursor-left");
  g_assert_true (desk_chart_tool_key (fixture->chart, "enter"));
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpint (get (fixture, 0)->points[0].time, ==, day_time (17));
  g_assert_cmpint (get (fixture, 0)->points[1].time, ==, day_time (13));
  g_assert_cmpfloat (get (fixture, 0)->points[0].price, ==, 100.);
  g_assert_false (desk_chart_tool_key (fixture->chart, "enter"));
}

/* The range of 11.20 USD has some 460 rows: .024 a row, and .05 is the next round number above.
 * Arrows go to the next multiple of it, and all that is moved goes as far. */
static void
test_nudge (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *before = g_strdup_printf ("level %" G_GINT64_FORMAT " 101.03\n"
                                             "trend %" G_GINT64_FORMAT " 97 %" G_GINT64_FORMAT
                                             " 103.02\n", day_time (3), day_time (1),
                                             day_time (14));
  g_autofree char *after = NULL;
  DeskChart *chart = fixture->chart;

  /* Nothing is selected: arrows pan */
  g_assert_false (desk_chart_select_next (chart));
  g_assert_true (desk_chart_set_drawings (chart, before));
  g_assert_false (desk_chart_tool_key (chart, "up"));
  /* By the pointer neither */
  g_assert_true (desk_chart_select_at (chart, 100, y_of (fixture, 101.03)));
  g_assert_false (desk_chart_tool_key (chart, "left"));
  g_assert_true (desk_chart_tool_key (chart, "clear"));

  g_assert_true (desk_chart_select_next (chart));
  g_assert_cmpint (desk_chart_get_selected (chart), ==, 0);
  g_assert_true (desk_chart_tool_key (chart, "up"));
  g_assert_cmpfloat_with_epsilon (get (fixture, 0)->points[0].price, 101.10, 1e-9);
  g_assert_true (desk_chart_tool_key (chart, "down"));
  g_assert_cmpfloat_with_epsilon (get (fixture, 0)->points[0].price, 101.05, 1e-9);
  g_assert_cmpuint (fixture->n_changed, ==, 2);

  /* From bar 1 no more than a bar to the left; .05 up: 97.05 and 103.07 */
  g_assert_true (desk_chart_select_next (chart));
  for (guint i = 0; i < 3; i++)
    g_assert_true (desk_chart_tool_key (chart, "left"));
  g_assert_true (desk_chart_tool_key (chart, "up"));
  g_assert_cmpint (get (fixture, 1)->points[0].time, ==, day_time (0));
  g_assert_cmpint (get (fixture, 1)->points[1].time, ==, day_time (13));
  g_assert_cmpfloat_with_epsilon (get (fixture, 1)->points[0].price, 97.05, 1e-9);
  g_assert_cmpfloat_with_epsilon (get (fixture, 1)->points[1].price, 103.07, 1e-9);

  /* Its first end alone, then its second, which goes to a multiple: 103.05 − .05 */
  g_assert_true (desk_chart_tool_key (chart, "enter"));
  g_assert_true (desk_chart_tool_key (chart, "right"));
  g_assert_true (desk_chart_tool_key (chart, "enter"));
  g_assert_true (desk_chart_tool_key (chart, "down"));
  g_assert_cmpint (get (fixture, 1)->points[0].time, ==, day_time (1));
  g_assert_cmpint (get (fixture, 1)->points[1].time, ==, day_time (13));
  g_assert_cmpfloat_with_epsilon (get (fixture, 1)->points[0].price, 97.05, 1e-9);
  g_assert_cmpfloat_with_epsilon (get (fixture, 1)->points[1].price, 103.00, 1e-9);

  /* What was done to one since it was selected is taken back at once; then the keys pan again */
  g_assert_true (desk_chart_undo_drawing (chart));
  g_assert_cmpint (get (fixture, 1)->points[0].time, ==, day_time (1));
  g_assert_cmpfloat_with_epsilon (get (fixture, 1)->points[1].price, 103.02, 1e-9);
  g_assert_true (desk_chart_undo_drawing (chart));
  after = desk_drawings_write (desk_chart_get_drawings (chart));
  g_assert_cmpstr (after, ==, before);
  g_assert_false (desk_chart_tool_key (chart, "left"));

  g_assert_true (desk_chart_select_next (chart));
  g_assert_true (desk_chart_tool_key (chart, "delete"));
  g_assert_cmpuint (count (fixture), ==, 1);
}

/* Pushed against the first bar a line keeps its shape, and comes back with the pointer. */
static void
test_shape (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf ("trend %" G_GINT64_FORMAT " 97 %" G_GINT64_FORMAT
                                           " 103\n", day_time (2), day_time (12));
  const DeskPlotHooks *hooks = fixture->plot->hooks;

  g_assert_true (desk_chart_set_drawings (fixture->chart, text));
  draw (fixture);
  g_assert_true (hooks->grab (fixture->widget, x_of (fixture, 7), y_of (fixture, 100.)));
  hooks->drag (fixture->widget, x_of (fixture, 1), y_of (fixture, 100.));
  g_assert_cmpint (get (fixture, 0)->points[0].time, ==, day_time (0));
  g_assert_cmpint (get (fixture, 0)->points[1].time, ==, day_time (10));
  hooks->drag (fixture->widget, x_of (fixture, 6), y_of (fixture, 100.));
  hooks->release (fixture->widget, TRUE);
  g_assert_cmpint (get (fixture, 0)->points[0].time, ==, day_time (1));
  g_assert_cmpint (get (fixture, 0)->points[1].time, ==, day_time (11));
}

/* Escape, or a tool, while a line is held: it is where it was, and what the pointer does then moves
 * nothing. */
static void
test_let_go (Fixture       *fixture,
             gconstpointer  data)
{
  const DeskPlotHooks *hooks = fixture->plot->hooks;

  g_assert_true (desk_chart_set_drawings (fixture->chart, "level 1546318800000000000 101\n"));
  for (guint i = 0; i < 2; i++)
    {
      draw (fixture);
      g_assert_true (hooks->grab (fixture->widget, 100, y_of (fixture, 101.)));
      hooks->drag (fixture->widget, 100, y_of (fixture, 102.));
      if (i == 0)
        g_assert_true (desk_chart_tool_key (fixture->chart, "clear"));
      else
        desk_chart_set_tool (fixture->chart, DESK_DRAWING_LEVEL);
      hooks->drag (fixture->widget, 100, y_of (fixture, 103.));
      desk_chart_set_tool (fixture->chart, -1);
      hooks->release (fixture->widget, TRUE);
      g_assert_cmpuint (count (fixture), ==, 1);
      g_assert_cmpfloat_with_epsilon (get (fixture, 0)->points[0].price, 101., 1e-6);
    }
}

/* A horizontal line beside the last price: neither tag covers the other. */
static void
test_tags (Fixture       *fixture,
           gconstpointer  data)
{
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL;
  int x = fixture->plot->width + 4, height, top = HEIGHT, bottom = 0;

  desk_labels_measure (&fixture->plot->labels, "0", NULL, &height);
  g_assert_true (desk_chart_set_drawings (fixture->chart, "level 1546318800000000000 100.1\n"));
  picture = take_picture (fixture->widget);
  for (int y = 0; y < fixture->plot->height; y++)
    {
      if (pixel_at (picture, x, y) == pack (&colours->line[6]))
        bottom = y;
      if (pixel_at (picture, x, y) == pack (&colours->up))
        top = MIN (top, y);
    }

  /* Each as high as its text and the padding, less the round corners */
  g_assert_cmpuint (count_pixels (picture, &colours->line[6], x, x + 1, 0, fixture->plot->height),
                    >=, (guint) height);
  g_assert_cmpuint (count_pixels (picture, &colours->up, x, x + 1, 0, fixture->plot->height), >=,
                    (guint) height);
  g_assert_cmpint (bottom, <, top);
}

static void
test_note (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *text = NULL, *said = NULL;

  desk_chart_set_tool (fixture->chart, DESK_DRAWING_NOTE);
  stroke (fixture, x_of (fixture, 7), y_of (fixture, 99.), x_of (fixture, 7), y_of (fixture, 99.));
  g_assert_cmpuint (fixture->n_notes, ==, 1);
  desk_chart_set_note (fixture->chart, 0, "Gap “filled”\\ here\nand there");
  draw (fixture);

  /* Whatever is typed comes back as it was */
  text = desk_drawings_write (desk_chart_get_drawings (fixture->chart));
  g_assert_true (desk_chart_set_drawings (fixture->chart, text));
  g_assert_cmpstr (get (fixture, 0)->text, ==, "Gap “filled”\\ here\nand there");
  said = desk_drawing_describe (get (fixture, 0), 2);
  g_assert_true (g_str_has_prefix (said, "Note at 99.00: Gap"));

  /* Other words are taken back by themselves */
  desk_chart_set_note (fixture->chart, 0, "Not yet");
  g_assert_true (desk_chart_undo_drawing (fixture->chart));
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpstr (get (fixture, 0)->text, ==, "Gap “filled”\\ here\nand there");
}

/* What is none is left out, what is some is kept. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const wrong[] = {
    "level", "level x 1", "level 1 ", "level 1 nan", "level 1 2 3", "trend 1 2", "trend 1 2 3",
    "circle 1 2", "note 1 2", "\xff", "measure 1 2 3 4", "note 1 2 \xff",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *text = g_strconcat ("level 5 10\n", wrong[i], "\ntrend 1 2 3 4\n", NULL);

      g_assert_false (desk_chart_set_drawings (fixture->chart, text));
      g_assert_cmpuint (count (fixture), ==, 2);
      draw (fixture);
    }
}

/* The same place in another timeframe: the week that the day is in. */
static void
test_timeframes (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(DtBarSeries) weeks = dt_bar_series_new ("FLAT", DT_TIMEFRAME_WEEK, 4);
  DeskCanvas canvas;

  for (gsize i = 0; i < 4; i++)
    {
      DtBar bar = { day_time (5 * i), 100., 105., 95., 100., 50. };

      dt_bar_series_append (weeks, &bar, bar.time + 5 * DT_DAY);
    }
  desk_chart_set_series (fixture->chart, weeks, 4);
  draw (fixture);
  canvas = desk_chart_canvas (fixture->chart);
  g_assert_cmpint (desk_canvas_bar (&canvas, day_time (7)), ==, 1);
  g_assert_cmpint (desk_canvas_bar (&canvas, day_time (10)), ==, 2);
  g_assert_cmpint (desk_canvas_bar (&canvas, day_time (0) - 1), ==, -1);
}

#define ADD(name, test) \
  g_test_add ("/drawings/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);

  ADD ("level", test_level);
  ADD ("trend", test_trend);
  ADD ("delete", test_delete);
  ADD ("measure", test_measure);
  ADD ("keys", test_keys);
  ADD ("nudge", test_nudge);
  ADD ("shape", test_shape);
  ADD ("let-go", test_let_go);
  ADD ("tags", test_tags);
  ADD ("note", test_note);
  ADD ("damaged", test_damaged);
  ADD ("timeframes", test_timeframes);

  return g_test_run ();
}
