/* test-load-grid.c - loads as colours: exact pixels, both layouts, keys and pointer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <adwaita.h>

#include "desk-load-grid.h"

#include "heat-steps.h"

#define N_ROWS    2
#define N_COLUMNS 3

static const char *const rows[] = { "AAA", "BBB" };
static const char *const notes[] = { "100", "−20" };
static const char *const columns[] = { "Weight", "Risk to Stop", "Beta" };
static const char *const limits[] = { "limit 25 %", "limit 1 %", "guide 2" };

/* Empty texts: pixels of the middle are the cell's too. */
static const DeskLoadCell cells[] = {
  { "", 0. }, { "", .75 }, { "", 1. }, { "", .5 }, { "", NAN }, { "", -2. },
};

static GtkWidget *
make_grid (void)
{
  GtkWidget *grid = desk_load_grid_new ();

  desk_load_grid_set (DESK_LOAD_GRID (grid), rows, notes, N_ROWS, columns, limits, N_COLUMNS,
                      cells);

  return grid;
}

/* Up to half a limit a cell is calm, at three quarters half way to the warning, from the limit on
 * as bad as it gets. Three pixels between cells are free. */
static void
check_pixels (GtkWidget *grid)
{
  const DeskColours *colours = desk_colours_get (DESK_PALETTE_CLASSIC, FALSE, FALSE);
  const GdkRGBA middle = { 0xdf / 255.f, 0xe2 / 255.f, 0xe8 / 255.f, 1.f };
  const GdkRGBA none = { 0xf2 / 255.f, 0xf3 / 255.f, 0xf5 / 255.f, 1.f };
  const GdkRGBA half = { (middle.red + colours->warning.red) / 2.f,
                         (middle.green + colours->warning.green) / 2.f,
                         (middle.blue + colours->warning.blue) / 2.f, 1.f };
  const GdkRGBA down = { 0xa3 / 255.f, 0x14 / 255.f, 0x2a / 255.f, 1.f };
  const GdkRGBA *wanted[] = { &middle, &half, &down, &middle, &none, &middle };
  int width, height;
  g_autofree guchar *pixels = render (grid, &width, &height);

  for (guint i = 0; i < N_ROWS * N_COLUMNS; i++)
    {
      GdkRectangle place;

      desk_load_grid_get_place (DESK_LOAD_GRID (grid), i / N_COLUMNS, i % N_COLUMNS, &place);
      g_assert_true (is_colour (pixels, width, place.x, place.y, wanted[i]));
      g_assert_true (is_colour (pixels, width, place.x + place.width - 1,
                                place.y + place.height - 1, wanted[i]));
      if (place.x + place.width < width)
        g_assert_cmpuint (pixels[(place.y * width + place.x + place.width) * 4 + 3], ==, 0);
    }
}

/* 96 pixels for names, the rest of 396 by three: columns of 100, three of them free. */
static void
test_table (void)
{
  GtkWidget *grid = make_grid (), *window = show (grid, 396, 300);
  GdkRectangle first, last;

  desk_load_grid_get_place (DESK_LOAD_GRID (grid), 0, 0, &first);
  desk_load_grid_get_place (DESK_LOAD_GRID (grid), 1, 2, &last);
  g_assert_cmpint (first.x, ==, 96);
  g_assert_cmpint (first.width, ==, 97);
  g_assert_cmpint (last.x, ==, 296);
  g_assert_cmpint (last.y - first.y, ==, first.height + 3);
  check_pixels (grid);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* 320 are fewer than 96 + 3 x 76: blocks, three cells of 106 beside each other; of 220 two of 110,
 * the third below. */
static void
test_blocks (void)
{
  GtkWidget *grid = make_grid (), *window = show (grid, 320, 300);
  GdkRectangle a, b, c;

  desk_load_grid_get_place (DESK_LOAD_GRID (grid), 0, 0, &a);
  desk_load_grid_get_place (DESK_LOAD_GRID (grid), 0, 2, &c);
  g_assert_cmpint (a.x, ==, 0);
  g_assert_cmpint (a.width, ==, 103);
  g_assert_cmpint (c.x, ==, 212);
  g_assert_cmpint (c.y, ==, a.y);
  gtk_window_destroy (GTK_WINDOW (window));

  grid = make_grid ();
  window = show (grid, 220, 300);
  desk_load_grid_get_place (DESK_LOAD_GRID (grid), 0, 0, &a);
  desk_load_grid_get_place (DESK_LOAD_GRID (grid), 0, 1, &b);
  desk_load_grid_get_place (DESK_LOAD_GRID (grid), 0, 2, &c);
  g_assert_cmpint (b.x, ==, 110);
  g_assert_cmpint (c.x, ==, 0);
  g_assert_cmpint (c.y, ==, a.y + a.height + 3);
  gtk_window_destroy (GTK_WINDOW (window));
}

static int activated = -1;

static void
on_activated (DeskLoadGrid *grid,
              guint         row)
{
  activated = (int) row;
}

static void
assert_cursor (GtkWidget *grid,
               guint      row,
               guint      column)
{
  guint at_row, at_column;

  g_assert_true (desk_load_grid_get_cursor (DESK_LOAD_GRID (grid), &at_row, &at_column));
  g_assert_cmpuint (at_row, ==, row);
  g_assert_cmpuint (at_column, ==, column);
}

static void
test_cursor (void)
{
  GtkWidget *grid = make_grid (), *window = show (grid, 396, 300);
  GdkRectangle place;
  guint row, column;

  g_assert_false (desk_load_grid_get_cursor (DESK_LOAD_GRID (grid), &row, &column));
  g_assert_true (press (grid, GDK_KEY_Down));
  assert_cursor (grid, 0, 0);
  press (grid, GDK_KEY_Right);
  press (grid, GDK_KEY_Down);
  assert_cursor (grid, 1, 1);
  press (grid, GDK_KEY_Down);
  press (grid, GDK_KEY_Right);
  press (grid, GDK_KEY_Right);
  assert_cursor (grid, 1, 2);
  press (grid, GDK_KEY_Home);
  assert_cursor (grid, 0, 2);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (grid),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  g_signal_connect (grid, "activated", G_CALLBACK (on_activated), NULL);
  press (grid, GDK_KEY_Return);
  g_assert_cmpint (activated, ==, 0);
  desk_load_grid_get_place (DESK_LOAD_GRID (grid), 1, 1, &place);
  click (grid, place.x + 5., place.y + 5.);
  g_assert_cmpint (activated, ==, 1);
  assert_cursor (grid, 1, 1);

  /* A pointer that rests takes nothing from the keyboard, one that moves does */
  move_pointer (grid, place.x + 5., place.y + 5.);
  press (grid, GDK_KEY_Home);
  move_pointer (grid, place.x + 5., place.y + 5.);
  assert_cursor (grid, 0, 1);
  move_pointer (grid, place.x + 6., place.y + 5.);
  assert_cursor (grid, 1, 1);

  /* A row less takes the cursor away that was on it */
  desk_load_grid_set (DESK_LOAD_GRID (grid), rows, notes, 1, columns, limits, N_COLUMNS, cells);
  g_assert_false (desk_load_grid_get_cursor (DESK_LOAD_GRID (grid), &row, &column));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_leaks (void)
{
  for (guint i = 0; i < 100; i++)
    {
      GtkWidget *grid = make_grid (), *window = show (grid, 300, 300);

      g_object_add_weak_pointer (G_OBJECT (grid), (gpointer *) &grid);
      gtk_window_destroy (GTK_WINDOW (window));
      wait_for (grid == NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);

  g_test_add_func ("/load-grid/table", test_table);
  g_test_add_func ("/load-grid/blocks", test_blocks);
  g_test_add_func ("/load-grid/cursor", test_cursor);
  g_test_add_func ("/load-grid/leaks", test_leaks);

  return g_test_run ();
}
