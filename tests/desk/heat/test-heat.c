/* test-heat.c - cells as colours: exact pixels, the cursor and what it says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <adwaita.h>

#include "desk-heat-private.h"

#include "heat-steps.h"

static const char *const letters[] = { "a", "b", "c" };

/* Colours by hand: at the largest of both sides they are those of profit and loss, at 0 the
 * background, half way the mean of the two. */
static void
test_colours (void)
{
  const DeskColours *colours = desk_colours_get (DESK_PALETTE_CLASSIC, FALSE, FALSE);
  GdkRGBA up = desk_heat_colour_of (colours, DESK_HEAT_SIGNED, -1., 2., 2.);
  GdkRGBA half = desk_heat_colour_of (colours, DESK_HEAT_SIGNED, -2., 2., -1.);
  GdkRGBA zero = desk_heat_colour_of (colours, DESK_HEAT_SIGNED, -1., 2., 0.);
  GdkRGBA none = desk_heat_colour_of (colours, DESK_HEAT_SIGNED, -1., 2., NAN);
  GdkRGBA low = desk_heat_colour_of (colours, DESK_HEAT_RANGE, 1., 3., 1.);
  GdkRGBA high = desk_heat_colour_of (colours, DESK_HEAT_RANGE, 1., 3., 3.);

  g_assert_cmpfloat_with_epsilon (up.green, colours->up.green, 1e-6);
  g_assert_cmpfloat_with_epsilon (half.red, (colours->down.red + colours->background.red) / 2.,
                                  1e-6);
  g_assert_cmpfloat_with_epsilon (zero.red, colours->background.red, 1e-6);
  g_assert_cmpfloat_with_epsilon (none.red, colours->grid.red, 1e-6);
  g_assert_cmpfloat_with_epsilon (low.red,
                                  colours->background.red
                                  + .1 * (colours->line[0].red - colours->background.red), 1e-6);
  g_assert_cmpfloat_with_epsilon (high.blue, colours->line[0].blue, 1e-6);
}

static GtkWidget *
make_small (void)
{
  static const double values[] = { 1., -1., 0.5, NAN, 0., 1. };
  DeskHeatTable table = {
    .values = values, .n_x = 3, .n_y = 2, .x_labels = letters, .y_labels = letters,
    .x_title = "fast", .y_title = "slow", .title = "Sharpe", .scale = DESK_HEAT_SIGNED,
  };
  GtkWidget *heat = desk_heat_new ();

  desk_heat_set_table (DESK_HEAT (heat), &table);

  return heat;
}

/* The corners of the cells have their colours, to the pixel, in a quarter of each cell away from
 * the text in its middle. */
static void
test_pixels (void)
{
  const DeskColours *colours = desk_colours_get (DESK_PALETTE_CLASSIC, FALSE, FALSE);
  GtkWidget *heat = make_small (), *window = show (heat, 420, 300);
  int width, height;
  g_autofree guchar *pixels = render (heat, &width, &height);
  GdkRGBA up = desk_heat_colour_of (colours, DESK_HEAT_SIGNED, -1., 1., 1.);
  GdkRGBA down = desk_heat_colour_of (colours, DESK_HEAT_SIGNED, -1., 1., -1.);
  guint n_up = 0, n_down = 0;

  for (int x = 0; x < width; x++)
    for (int y = 0; y < height; y++)
      {
        n_up += is_colour (pixels, width, x, y, &up);
        n_down += is_colour (pixels, width, x, y, &down);
      }
  /* Two cells of three columns and two rows are up, one is down; text takes a little of each */
  g_assert_cmpfloat (n_down, >, width * height / 6. * .5);
  g_assert_cmpfloat (n_down, <, width * height / 6.);
  g_assert_cmpfloat (n_up, >, 1.9 * n_down);
  g_assert_cmpfloat (n_up, <, 2.1 * n_down);
  gtk_window_destroy (GTK_WINDOW (window));
}

static DeskHeat *
make_table (guint         n_x,
            guint         n_y,
            DeskHeatScale scale)
{
  g_autofree double *values = g_new (double, (gsize) n_x * n_y);
  g_auto(GStrv) x_labels = g_new0 (char *, n_x + 1), y_labels = g_new0 (char *, n_y + 1);
  DeskHeatTable table = {
    .values = values, .n_x = n_x, .n_y = n_y, .x_title = "x", .y_title = "y", .title = "value",
    .scale = scale,
  };
  GtkWidget *heat = desk_heat_new ();

  for (guint i = 0; i < n_x; i++)
    x_labels[i] = g_strdup_printf ("%u", i);
  for (guint i = 0; i < n_y; i++)
    y_labels[i] = g_strdup_printf ("%u", i);
  for (guint y = 0; y < n_y; y++)
    for (guint x = 0; x < n_x; x++)
      values[(gsize) y * n_x + x] = (x + y) % 2 == 0 ? 1. : -1.;
  table.x_labels = (const char *const *) x_labels;
  table.y_labels = (const char *const *) y_labels;
  desk_heat_set_table (DESK_HEAT (heat), &table);

  return DESK_HEAT (heat);
}

static DeskHeat *
make_large (guint n_x,
            guint n_y)
{
  return make_table (n_x, n_y, DESK_HEAT_SIGNED);
}

/* Correlations of 1 and -1 as a texture, to the pixel: the corners of the first two cells. */
static void
test_ramp (void)
{
  const GdkRGBA warm = { 0xb8 / 255.f, 0x4a / 255.f, 0.f, 1.f };
  const GdkRGBA cool = { 0x21 / 255.f, 0x82 / 255.f, 0xd0 / 255.f, 1.f };
  DeskHeat *heat = make_table (80, 80, DESK_HEAT_CORRELATION);
  GtkWidget *window = show (GTK_WIDGET (heat), 420, 420);
  int width, height;
  g_autofree guchar *pixels = render (GTK_WIDGET (heat), &width, &height);

  g_assert_true (is_colour (pixels, width, heat->left, heat->top, &warm));
  g_assert_true (is_colour (pixels, width, heat->left + heat->width / 80 - 1, heat->top, &warm));
  g_assert_true (is_colour (pixels, width, heat->left + heat->width / 80 + 1, heat->top, &cool));
  g_assert_true (is_colour (pixels, width, heat->left, heat->top + heat->height / 80 + 1, &cool));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A chess board of more than 5,000 cells is a texture, and half of it is of either colour. */
static void
test_texture (void)
{
  const DeskColours *colours = desk_colours_get (DESK_PALETTE_CLASSIC, FALSE, FALSE);
  GtkWidget *heat = GTK_WIDGET (make_large (80, 80)), *window = show (heat, 420, 420);
  int width, height;
  g_autofree guchar *pixels = render (heat, &width, &height);
  GdkRGBA up = desk_heat_colour_of (colours, DESK_HEAT_SIGNED, -1., 1., 1.);
  GdkRGBA down = desk_heat_colour_of (colours, DESK_HEAT_SIGNED, -1., 1., -1.);
  guint n_up = 0, n_down = 0;

  for (int x = 0; x < width; x++)
    for (int y = 0; y < height; y++)
      {
        n_up += is_colour (pixels, width, x, y, &up);
        n_down += is_colour (pixels, width, x, y, &down);
      }
  g_assert_cmpfloat (n_up, >, width * height * .3);
  g_assert_cmpfloat (fabs ((double) n_up - n_down), <, width * height * .02);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Two rows of r 1 and -0.5: what moves together is the orange of #b84a00, what goes against each
 * other half way from the middle, #dfe2e8, to the blue of #2182d0. A line of two pixels before the
 * second row and column is the background. The bracket beside them joins the middles of both rows,
 * 8 pixels from the cells at its ends and 79 more where they meet. */
static void
test_correlation (void)
{
  static const double r[] = { 1., -.5, -.5, 1. };
  static const guint breaks[] = { 1 };
  static const DeskHeatBracket bracket = { { .5, 1.5 }, { 0., 0. }, 1. };
  static const char *const names[] = { "AAA", "BBB" };
  DeskHeatTable table = {
    .values = r, .n_x = 2, .n_y = 2, .x_labels = names, .y_labels = names, .x_title = "",
    .y_title = "", .title = "", .scale = DESK_HEAT_CORRELATION, .is_square = TRUE,
    .breaks = breaks, .n_breaks = 1, .brackets = &bracket, .n_brackets = 1,
  };
  const DeskColours *colours = desk_colours_get (DESK_PALETTE_CLASSIC, FALSE, FALSE);
  const GdkRGBA warm = { 0xb8 / 255.f, 0x4a / 255.f, 0.f, 1.f };
  const GdkRGBA cool = { (0xdf + 0x21) / 510.f, (0xe2 + 0x82) / 510.f, (0xe8 + 0xd0) / 510.f,
                         1.f };
  GtkWidget *widget = desk_heat_new (), *window;
  DeskHeat *heat = DESK_HEAT (widget);
  g_autofree guchar *pixels = NULL;
  int width, height, half, right;

  desk_heat_set_table (heat, &table);
  window = show (widget, 700, 300);
  pixels = render (widget, &width, &height);
  g_assert_cmpint (heat->width, ==, heat->height);
  g_assert_cmpint (heat->top + heat->height + heat->foot, ==, height);
  half = heat->width / 2;

  for (guint y = 0; y < 2; y++)
    for (guint x = 0; x < 2; x++)
      {
        const GdkRGBA *wanted = x == y ? &warm : &cool;
        int left = heat->left + (x == 0 ? 0 : half + 1), top = heat->top + (y == 0 ? 0 : half + 1);
        int last_x = heat->left + (x == 0 ? half - 2 : heat->width - 1);
        int last_y = heat->top + (y == 0 ? half - 2 : heat->height - 1);

        g_assert_true (is_colour (pixels, width, left, top, wanted));
        g_assert_true (is_colour (pixels, width, last_x, top, wanted));
        g_assert_true (is_colour (pixels, width, left, last_y, wanted));
        g_assert_true (is_colour (pixels, width, last_x, last_y, wanted));
      }
  for (int y = heat->top; y < heat->top + heat->height; y++)
    for (int x = heat->left + half - 1; x <= heat->left + half; x++)
      g_assert_true (is_colour (pixels, width, x, y, &colours->background));

  right = heat->left + heat->width + 8;
  for (guint row = 0; row < 2; row++)
    {
      int y = heat->top + (int) lrint (heat->height * (row + .5) / 2.);

      g_assert_true (is_colour (pixels, width, right, y, &colours->dim_text));
      g_assert_true (is_colour (pixels, width, right + 79, y, &colours->dim_text));
      g_assert_cmpuint (pixels[(y * width + right - 1) * 4 + 3], ==, 0);
      g_assert_cmpuint (pixels[(y * width + right + 80) * 4 + 3], ==, 0);
    }
  g_assert_true (is_colour (pixels, width, right + 79, heat->top + half, &colours->dim_text));
  gtk_window_destroy (GTK_WINDOW (window));
}

static guint n_activated;

static void
count (void)
{
  n_activated++;
}

static void
test_cursor (void)
{
  GtkWidget *widget = make_small (), *window = show (widget, 420, 300);
  DeskHeat *heat = DESK_HEAT (widget);
  g_autofree char *text = desk_heat_dup_text (heat, 2, 0), *none = desk_heat_dup_text (heat, 0, 1);
  guint x, y;

  g_assert_cmpstr (text, ==, "fast c, slow a: 0.50 Sharpe");
  g_assert_cmpstr (none, ==, "fast a, slow b: – Sharpe");
  g_assert_false (desk_heat_get_cursor (heat, &x, &y));
  desk_heat_set_cursor (heat, 1, 1);
  g_assert_true (desk_heat_get_cursor (heat, &x, &y));
  g_assert_cmpuint (x, ==, 1);
  g_assert_cmpuint (y, ==, 1);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (heat),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  /* A pointer that rests takes nothing from the keyboard, one that moves does */
  move_pointer (widget, heat->left + 3., heat->top + 3.);
  press (widget, GDK_KEY_End);
  press (widget, GDK_KEY_Down);
  move_pointer (widget, heat->left + 3., heat->top + 3.);
  desk_heat_get_cursor (heat, &x, &y);
  g_assert_cmpuint (x, ==, 2);
  move_pointer (widget, heat->left + 4., heat->top + 3.);
  desk_heat_get_cursor (heat, &x, &y);
  g_assert_cmpuint (x, ==, 0);
  g_signal_connect (heat, "activated", G_CALLBACK (count), NULL);
  gtk_widget_grab_focus (widget);
  g_signal_emit_by_name (heat, "activated");
  g_assert_cmpuint (n_activated, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_leaks (void)
{
  for (guint i = 0; i < 100; i++)
    {
      GtkWidget *heat = i % 2 == 0 ? make_small () : GTK_WIDGET (make_large (72, 72));
      GtkWidget *window = show (heat, 300, 300);

      g_object_add_weak_pointer (G_OBJECT (heat), (gpointer *) &heat);
      gtk_window_destroy (GTK_WINDOW (window));
      wait_for (heat == NULL);
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

  g_test_add_func ("/heat/colours", test_colours);
  g_test_add_func ("/heat/pixels", test_pixels);
  g_test_add_func ("/heat/texture", test_texture);
  g_test_add_func ("/heat/correlation", test_correlation);
  g_test_add_func ("/heat/ramp", test_ramp);
  g_test_add_func ("/heat/cursor", test_cursor);
  g_test_add_func ("/heat/leaks", test_leaks);

  return g_test_run ();
}
