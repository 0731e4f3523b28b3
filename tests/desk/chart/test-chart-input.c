/* test-chart-input.c - keys, wheel and pointer move the chart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chart-fixture.h"

typedef struct
{
  GtkWidget   *window;
  DeskChart   *chart;
  DtBarSeries *series;
  guint        n_cursor;
  guint        n_range;
  double       menu_price;
} Fixture;

static void
on_cursor (Fixture *fixture)
{
  fixture->n_cursor++;
}

static void
on_range (Fixture *fixture)
{
  fixture->n_range++;
}

static void
on_menu (DeskChart *chart,
         double     x,
         double     y,
         double     price,
         Fixture   *fixture)
{
  fixture->menu_price = price;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *chart = desk_chart_new ();

  fixture->window = show_widget (chart);
  fixture->chart = DESK_CHART (chart);
  fixture->series = make_walk (2000, 21, 100.);
  desk_chart_set_series (fixture->chart, fixture->series, 2000);
  gsk_render_node_unref (take_node (chart));

  g_signal_connect_swapped (chart, "cursor-changed", G_CALLBACK (on_cursor), fixture);
  g_signal_connect_swapped (chart, "range-changed", G_CALLBACK (on_range), fixture);
  g_signal_connect (chart, "menu-requested", G_CALLBACK (on_menu), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  dt_bar_series_unref (fixture->series);
}

static GtkEventController *
find_controller (Fixture *fixture,
                 GType    type)
{
  g_autoptr(GListModel) list =
    gtk_widget_observe_controllers (GTK_WIDGET (fixture->chart));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (list, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }

  g_assert_not_reached ();
}

/* As the toolkit does when a key is pressed: the action of the shortcut with this trigger. */
static gboolean
press (Fixture        *fixture,
       guint           key,
       GdkModifierType modifiers)
{
  g_autoptr(GListModel) list =
    gtk_widget_observe_controllers (GTK_WIDGET (fixture->chart));
  g_autoptr(GtkShortcutTrigger) wanted = gtk_keyval_trigger_new (key, modifiers);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (list, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted))
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                 GTK_WIDGET (fixture->chart),
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }

  return FALSE;
}

static void
move_pointer (Fixture *fixture,
              double   x,
              double   y)
{
  g_signal_emit_by_name (find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion", x,
                         y);
}

static double
get_span (Fixture *fixture)
{
  double first, last;

  desk_chart_get_range (fixture->chart, &first, &last);
  return last - first + 1;
}

static double
get_last (Fixture *fixture)
{
  double first, last;

  desk_chart_get_range (fixture->chart, &first, &last);
  return last;
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  double last = get_last (fixture), span = get_span (fixture);

  g_assert_true (press (fixture, GDK_KEY_Left, 0));
  g_assert_cmpfloat_with_epsilon (get_last (fixture), last - span / 10, 1e-6);
  g_assert_true (press (fixture, GDK_KEY_Right, 0));
  g_assert_cmpfloat_with_epsilon (get_last (fixture), last, 1e-6);
  g_assert_cmpuint (fixture->n_range, ==, 2);

  g_assert_true (press (fixture, GDK_KEY_plus, 0));
  g_assert_cmpfloat_with_epsilon (get_span (fixture), span / 1.25, 1e-6);
  g_assert_true (press (fixture, GDK_KEY_minus, 0));
  g_assert_cmpfloat_with_epsilon (get_span (fixture), span, 1e-6);

  g_assert_true (press (fixture, GDK_KEY_Home, 0));
  g_assert_cmpfloat_with_epsilon (get_last (fixture), span - 1, 1e-6);
  g_assert_true (press (fixture, GDK_KEY_End, 0));
  g_assert_cmpfloat_with_epsilon (get_last (fixture), last, 1e-6);
}

static void
test_data_cursor (Fixture       *fixture,
                  gconstpointer  data)
{
  g_assert_cmpint (desk_chart_get_cursor (fixture->chart), ==, -1);
  g_assert_false (press (fixture, GDK_KEY_Escape, 0));

  g_assert_true (press (fixture, GDK_KEY_Left, GDK_SHIFT_MASK));
  g_assert_cmpint (desk_chart_get_cursor (fixture->chart), ==, 1999);
  g_assert_true (press (fixture, GDK_KEY_Left, GDK_SHIFT_MASK));
  g_assert_cmpint (desk_chart_get_cursor (fixture->chart), ==, 1998);
  g_assert_true (press (fixture, GDK_KEY_Right, GDK_SHIFT_MASK));
  g_assert_true (press (fixture, GDK_KEY_Right, GDK_SHIFT_MASK));
  g_assert_cmpint (desk_chart_get_cursor (fixture->chart), ==, 1999);
  g_assert_cmpuint (fixture->n_cursor, ==, 3);

  /* It is said: date and price are in what assistive technology reads */
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->chart),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Price chart of WALK");
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (fixture->chart),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));

  g_assert_true (press (fixture, GDK_KEY_Escape, 0));
  g_assert_cmpint (desk_chart_get_cursor (fixture->chart), ==, -1);
}

/* The view goes along with the data cursor. */
static void
test_cursor_scrolls (Fixture       *fixture,
                     gconstpointer  data)
{
  double first, last;

  for (guint i = 0; i < 300; i++)
    press (fixture, GDK_KEY_Left, GDK_SHIFT_MASK);
  g_assert_cmpint (desk_chart_get_cursor (fixture->chart), ==, 1700);
  desk_chart_get_range (fixture->chart, &first, &last);
  g_assert_cmpfloat (first, <=, 1700.);
  g_assert_cmpfloat (last, >, 1700.);

  desk_chart_zoom (fixture->chart, 4.);
  desk_chart_get_range (fixture->chart, &first, &last);
  g_assert_true (first - .5 <= 1700. && last + .5 >= 1700.);
}

static void
test_pointer (Fixture       *fixture,
              gconstpointer  data)
{
  DeskPlot *plot = &fixture->chart->plot;
  g_autoptr(Picture) picture = NULL;
  int x = desk_plot_x (plot, 1950);

  move_pointer (fixture, x, 100.);
  g_assert_cmpint (desk_chart_get_cursor (fixture->chart), ==, 1950);
  g_assert_cmpuint (fixture->n_cursor, ==, 1);
  move_pointer (fixture, x + 1, 101.);
  g_assert_cmpuint (fixture->n_cursor, ==, 1);

  picture = take_picture (GTK_WIDGET (fixture->chart));
  g_assert_cmpuint (count_pixels (picture, &plot->colours->crosshair, x, x + 1, 0, plot->height),
                    >, (guint) plot->height / 3);
  g_assert_cmpuint (count_pixels (picture, &plot->colours->crosshair, 0, plot->width, 101, 102),
                    >, (guint) plot->width / 3);

  /* Over the axis there is no bar */
  move_pointer (fixture, WIDTH - 2, 100.);
  g_assert_cmpint (desk_chart_get_cursor (fixture->chart), ==, -1);
  move_pointer (fixture, x, 100.);
  g_signal_emit_by_name (find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_MOTION), "leave");
  g_assert_cmpint (desk_chart_get_cursor (fixture->chart), ==, -1);
}

/* The bar under the pointer stays there. */
static void
test_wheel (Fixture       *fixture,
            gconstpointer  data)
{
  GtkEventController *scroll = find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_SCROLL);
  DeskViewport *view = &fixture->chart->plot.view;
  double span = get_span (fixture), bar;
  gboolean handled;

  move_pointer (fixture, 300., 100.);
  bar = desk_viewport_bar_at (view, 300.);
  g_signal_emit_by_name (scroll, "scroll", 0., -1., &handled);
  g_assert_true (handled);
  g_assert_cmpfloat_with_epsilon (get_span (fixture), span / 1.15, 1e-6);
  g_assert_cmpfloat_with_epsilon (desk_viewport_bar_at (view, 300.), bar, 1e-6);

  for (guint i = 0; i < 200; i++)
    g_signal_emit_by_name (scroll, "scroll", 0., i < 100 ? 1. : -1., &handled);
  g_assert_cmpfloat (get_span (fixture), >=, 5.);

  span = get_span (fixture);
  g_signal_emit_by_name (scroll, "scroll", -2., 0., &handled);
  g_assert_cmpfloat_with_epsilon (get_span (fixture), span, 1e-6);
}

static void
test_drag (Fixture       *fixture,
           gconstpointer  data)
{
  GtkEventController *drag = find_controller (fixture, GTK_TYPE_GESTURE_DRAG);
  double last = get_last (fixture), step = desk_viewport_step (&fixture->chart->plot.view);

  g_signal_emit_by_name (drag, "drag-begin", 300., 100.);
  g_signal_emit_by_name (drag, "drag-update", 40., 3.);
  g_assert_cmpfloat_with_epsilon (get_last (fixture), last - 40. / step, 1e-6);
  g_signal_emit_by_name (drag, "drag-update", 80., 3.);
  g_assert_cmpfloat_with_epsilon (get_last (fixture), last - 80. / step, 1e-6);
}

/* The price at the data cursor's place, or under the pointer. */
static void
test_menu (Fixture       *fixture,
           gconstpointer  data)
{
  DeskPlot *plot = &fixture->chart->plot;

  move_pointer (fixture, 200., 120.);
  g_assert_true (press (fixture, GDK_KEY_F10, GDK_SHIFT_MASK));
  g_assert_cmpfloat_with_epsilon (fixture->menu_price, desk_scale_to_value (&plot->scale, 120.),
                                  1e-9);
}

typedef struct
{
  guint         n;
  DeskLevelKind kind;
  double        price;
} Moves;

static void
on_level_moved (DeskChart       *chart,
                const DeskLevel *level,
                double           price,
                Moves           *moves)
{
  moves->n++;
  moves->kind = level->kind;
  moves->price = price;
}

/* A stop at 95 is taken to 96.50, in cents, and stays where it is until somebody says so; the entry
 * cannot be taken hold of, and Escape lets go. */
static void
test_levels (Fixture       *fixture,
             gconstpointer  data)
{
  const DeskLevel levels[] = { { 100., DESK_LEVEL_ENTRY, FALSE }, { 95., DESK_LEVEL_STOP, TRUE } };
  g_autoptr(DtBarSeries) series = make_walk (200, 4, 98.);
  GtkWidget *widget = GTK_WIDGET (fixture->chart);
  DeskPlot *plot = &fixture->chart->plot;
  const DeskPlotHooks *hooks = plot->hooks;
  Moves moves = { 0 };
  double entry, stop, there;

  g_signal_connect (widget, "level-moved", G_CALLBACK (on_level_moved), &moves);
  desk_chart_set_series (fixture->chart, series, 200);
  desk_chart_set_levels (fixture->chart, levels, 2);
  gsk_render_node_unref (take_node (widget));
  entry = desk_scale_to_pixel (&plot->scale, 100.);
  stop = desk_scale_to_pixel (&plot->scale, 95.);
  there = desk_scale_to_pixel (&plot->scale, 96.502);

  g_assert_null (hooks->pointer (widget, 50, entry));
  g_assert_false (hooks->grab (widget, 50, entry));
  g_assert_cmpstr (hooks->pointer (widget, 50, stop + 3), ==, "ns-resize");
  g_assert_true (hooks->grab (widget, 50, stop + 3));
  hooks->drag (widget, 60, there);
  gsk_render_node_unref (take_node (widget));
  hooks->release (widget, TRUE);
  g_assert_cmpuint (moves.n, ==, 1);
  g_assert_cmpint (moves.kind, ==, DESK_LEVEL_STOP);
  g_assert_cmpfloat (moves.price, ==, 96.50);
  g_assert_cmpfloat (g_array_index (fixture->chart->levels, DeskLevel, 1).price, ==, 95.);

  /* Let go where it was, or let go of: nothing is asked */
  hooks->grab (widget, 50, stop);
  hooks->release (widget, FALSE);
  hooks->grab (widget, 50, stop);
  hooks->drag (widget, 50, there);
  desk_chart_let_go (fixture->chart);
  hooks->release (widget, TRUE);
  g_assert_cmpuint (moves.n, ==, 1);

  /* Filled while it was held, or of bars that are no longer shown: neither is moved */
  hooks->grab (widget, 50, stop);
  hooks->drag (widget, 50, there);
  desk_chart_set_levels (fixture->chart, levels, 1);
  hooks->release (widget, TRUE);
  desk_chart_set_levels (fixture->chart, levels, 2);
  gsk_render_node_unref (take_node (widget));
  hooks->grab (widget, 50, desk_scale_to_pixel (&plot->scale, 95.));
  hooks->drag (widget, 50, there);
  desk_chart_set_series (fixture->chart, fixture->series, 2000);
  hooks->release (widget, TRUE);
  g_assert_cmpuint (moves.n, ==, 1);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/chart-input/keys", test_keys);
  ADD ("/chart-input/data-cursor", test_data_cursor);
  ADD ("/chart-input/cursor-scrolls", test_cursor_scrolls);
  ADD ("/chart-input/pointer", test_pointer);
  ADD ("/chart-input/wheel", test_wheel);
  ADD ("/chart-input/drag", test_drag);
  ADD ("/chart-input/menu", test_menu);
  ADD ("/chart-input/levels", test_levels);

  return g_test_run ();
}
