/* test-colours.c - whatever carries meaning can be seen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "desk-colours.h"

/* Relative luminance and contrast ratio: W3C, Web Content Accessibility Guidelines 2.1. */
static double
linear (double channel)
{
  return channel <= .03928 ? channel / 12.92 : pow ((channel + .055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *colour)
{
  return .2126 * linear (colour->red) + .7152 * linear (colour->green)
         + .0722 * linear (colour->blue);
}

static double
contrast (const GdkRGBA *a,
          const GdkRGBA *b)
{
  double x = luminance (a) + .05, y = luminance (b) + .05;

  return MAX (x, y) / MIN (x, y);
}

typedef void (*Check) (const DeskColours *colours,
                       gboolean           high_contrast);

static void
for_all (Check check)
{
  for (guint palette = 0; palette < 2; palette++)
    for (guint dark = 0; dark < 2; dark++)
      for (guint high = 0; high < 2; high++)
        check (desk_colours_get (palette, dark, high), high);
}

static void
test_formula (void)
{
  /* 21:1 for black on white; #767676 on white is the well-known 4.54:1 */
  GdkRGBA white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 }, grey;

  gdk_rgba_parse (&grey, "#767676");
  g_assert_cmpfloat_with_epsilon (contrast (&white, &black), 21., 1e-9);
  g_assert_cmpfloat_with_epsilon (contrast (&white, &grey), 4.54, .005);
}

static void
check_graphics (const DeskColours *colours,
                gboolean           high_contrast)
{
  const GdkRGBA *graphics[] = { &colours->up, &colours->down, &colours->crosshair,
                                &colours->warning, &colours->volume_up, &colours->volume_down };
  double least = high_contrast ? 4.5 : 3.;

  for (guint i = 0; i < G_N_ELEMENTS (graphics); i++)
    g_assert_cmpfloat (contrast (graphics[i], &colours->background), >=, i < 4 ? least : 3.);
  for (guint i = 0; i < DESK_N_LINE_COLOURS; i++)
    g_assert_cmpfloat (contrast (&colours->line[i], &colours->background), >=, least);
}

static void
test_graphics (void)
{
  for_all (check_graphics);
}

static void
check_text (const DeskColours *colours,
            gboolean           high_contrast)
{
  double least = high_contrast ? 7. : 4.5;

  g_assert_cmpfloat (contrast (&colours->text, &colours->background), >=, least);
  g_assert_cmpfloat (contrast (&colours->dim_text, &colours->background), >=, least);
  g_assert_cmpfloat (contrast (&colours->text, &colours->selection), >=, 4.5);
}

static void
test_text (void)
{
  for_all (check_text);
}

/* Lightness alone tells rising from falling. */
static void
check_lightness (const DeskColours *colours,
                 gboolean           high_contrast)
{
  g_assert_cmpfloat (contrast (&colours->up, &colours->down), >=, 1.1);
}

static void
test_lightness (void)
{
  for_all (check_lightness);
}

static void
check_opaque (const DeskColours *colours,
              gboolean           high_contrast)
{
  g_assert_cmpfloat (colours->background.alpha, ==, 1.f);
  g_assert_cmpfloat (colours->up.alpha, ==, 1.f);
  for (guint i = 0; i < DESK_N_LINE_COLOURS; i++)
    for (guint k = 0; k < i; k++)
      g_assert_false (gdk_rgba_equal (&colours->line[i], &colours->line[k]));
}

static void
test_opaque (void)
{
  for_all (check_opaque);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/colours/formula", test_formula);
  g_test_add_func ("/colours/graphics", test_graphics);
  g_test_add_func ("/colours/text", test_text);
  g_test_add_func ("/colours/lightness", test_lightness);
  g_test_add_func ("/colours/opaque", test_opaque);

  return g_test_run ();
}
