/* test-trade-bars.c - profit of each completed trade
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desk-trade-bars.h"

#include "../chart/chart-fixture.h"

typedef struct
{
  GtkWidget     *window;
  DeskTradeBars *bars;
  guint          activated;    /* index + 1 */
} Fixture;

static void
on_activated (Fixture *fixture,
              guint    i)
{
  fixture->activated = i + 1;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *bars = desk_trade_bars_new ();

  fixture->window = show_widget (bars);
  fixture->bars = DESK_TRADE_BARS (bars);
  fixture->activated = 0;
  g_signal_connect_swapped (bars, "activated", G_CALLBACK (on_activated), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static void
add (Fixture *fixture,
     double   profit)
{
  gsize n = desk_trade_bars_get_n (fixture->bars);
  DeskTradeBar trade = { "AAA", day_time (n), day_time (n) + 10 * DT_HOUR, profit };

  desk_trade_bars_append (fixture->bars, &trade, 1);
}

static const DeskColours *
get_colours (void)
{
  return desk_colours_get (DESK_PALETTE_CLASSIC, FALSE, FALSE);
}

/* First and last row and column of a colour. */
typedef struct
{
  int left, right, top, bottom;
} Box;

static Box
find_box (const Picture *picture,
          const GdkRGBA *colour)
{
  Box box = { picture->width, -1, picture->height, -1 };

  for (int y = 0; y < picture->height; y++)
    for (int x = 0; x < picture->width; x++)
      if (pixel_at (picture, x, y) == pack (colour))
        box = (Box) { MIN (box.left, x), MAX (box.right, x), MIN (box.top, y),
                      MAX (box.bottom, y) };

  return box;
}

/* A profit of 100 is twice as high as a loss of 50 is deep, each on its side of the line,
 * and the later trade is right of the earlier one. */
static void
test_two (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr(Picture) picture = NULL;
  Box up, down;
  int up_height, down_height;

  add (fixture, 100.);
  add (fixture, -50.);
  picture = take_picture (GTK_WIDGET (fixture->bars));
  up = find_box (picture, &get_colours ()->up);
  down = find_box (picture, &get_colours ()->down);
  up_height = up.bottom - up.top + 1;
  down_height = down.bottom - down.top + 1;

  g_assert_cmpint (ABS (up_height - 2 * down_height), <=, 3);
  g_assert_cmpint (down.top, >, up.bottom);
  g_assert_cmpint (down.left, >, up.right);
  g_assert_cmpint (up.right - up.left, ==, down.right - down.left);
  g_assert_cmpint (up.right - up.left + 1, <=, 24);
}

/* What is too small for a pixel is one pixel, and nothing is nothing. */
static void
test_small (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(Picture) picture = NULL;
  Box down;

  add (fixture, 100000.);
  add (fixture, -.01);
  add (fixture, 0.);
  picture = take_picture (GTK_WIDGET (fixture->bars));
  down = find_box (picture, &get_colours ()->down);

  g_assert_cmpint (down.bottom - down.top, ==, 0);
  g_assert_cmpint (down.right - down.left + 1, <=, 24);
}

/* Ten thousand of them, of which the newest are in sight; and after a clear, another one alone. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(Picture) picture = NULL;
  Box up, down;

  for (guint i = 0; i < 10000; i++)
    add (fixture, 1. + i % 7);
  picture = take_picture (GTK_WIDGET (fixture->bars));
  up = find_box (picture, &get_colours ()->up);
  g_assert_cmpint (up.right, >, up.left);

  desk_trade_bars_clear (fixture->bars);
  g_assert_cmpint (desk_trade_bars_get_n (fixture->bars), ==, 0);
  add (fixture, -3.);
  picture_free (g_steal_pointer (&picture));
  picture = take_picture (GTK_WIDGET (fixture->bars));
  down = find_box (picture, &get_colours ()->down);
  g_assert_cmpint (down.right, >=, down.left);
  g_assert_cmpint (find_box (picture, &get_colours ()->up).right, ==, -1);
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(Picture) picture = take_picture (GTK_WIDGET (fixture->bars));

  g_assert_cmpint (find_box (picture, &get_colours ()->up).right, ==, -1);
  g_assert_cmpint (desk_trade_bars_get_cursor (fixture->bars), ==, -1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);

#define ADD(name, func) g_test_add ("/trade-bars/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("empty", test_empty);
  ADD ("two", test_two);
  ADD ("small", test_small);
  ADD ("many", test_many);

  return g_test_run ();
}
