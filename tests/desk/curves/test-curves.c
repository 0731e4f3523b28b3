/* test-curves.c - curves that are compared: what is said, zoomed and drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <adwaita.h>

#include "desk-curves.h"

#include "../base/session-steps.h"

static GtkWidget *
show (DeskCurves *curves)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (curves));
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 300);
  gtk_window_present (GTK_WINDOW (window));
  wait_for (gtk_widget_get_mapped (GTK_WIDGET (curves))
            && gtk_widget_get_width (GTK_WIDGET (curves)) > 0);

  return window;
}

static DeskCurves *
make (gsize n)
{
  DeskCurves *curves = DESK_CURVES (desk_curves_new ());
  g_autofree double *low = g_new (double, n), *high = g_new (double, n);
  DeskCurve both[] = { { "Middle", low, NULL, FALSE }, { "Band", low, high, FALSE } };

  for (gsize i = 0; i < n; i++)
    {
      low[i] = (double) i;
      high[i] = (double) (2 * i);
    }
  desk_curves_set (curves, both, 2, NULL, n, DESK_CURVE_MONEY);

  return curves;
}

/* Every curve that has a value says it, bands both. */
static void
test_text (void)
{
  static const double gone[] = { 1., NAN, 3. };
  static const double part[] = { .5, .25, -.125 };
  g_autoptr(DeskCurves) curves = g_object_ref_sink (make (5));
  g_autofree char *money = desk_curves_dup_text (curves, 3);
  g_autofree char *fraction = NULL, *here = NULL;
  DeskCurve two[] = { { "A", gone, NULL, TRUE }, { "B", part, NULL, FALSE } };

  g_assert_cmpstr (money, ==, "point 3: Middle $3.00, Band $3.00 to $6.00");
  desk_curves_set_point_name (curves, "trade");
  desk_curves_set (curves, two, 2, NULL, 3, DESK_CURVE_FRACTION);
  fraction = desk_curves_dup_text (curves, 1);
  g_assert_cmpstr (fraction, ==, "trade 1: B 25.00 %");
  here = desk_curves_dup_text (curves, 2);
  g_assert_cmpstr (here, ==, "trade 2: A 300.00 %, B −12.50 %");
}

/* Ranges stay inside the points; what grows while all of it is in sight stays so. */
static void
test_range (void)
{
  g_autoptr(DeskCurves) curves = g_object_ref_sink (make (100));
  g_autofree double *more = g_new0 (double, 200);
  DeskCurve one = { "One", more, NULL, FALSE };
  gint64 first, last;

  desk_curves_get_range (curves, &first, &last);
  g_assert_cmpint (first, ==, 0);
  g_assert_cmpint (last, ==, 99);
  desk_curves_set_range (curves, 90, 130);
  desk_curves_get_range (curves, &first, &last);
  g_assert_cmpint (first, ==, 59);
  g_assert_cmpint (last, ==, 99);
  desk_curves_set_range (curves, 20, 30);
  desk_curves_set (curves, &one, 1, NULL, 200, DESK_CURVE_NUMBER);
  desk_curves_get_range (curves, &first, &last);
  g_assert_cmpint (first, ==, 20);
  g_assert_cmpint (last, ==, 30);
  desk_curves_set_range (curves, 0, 199);
  desk_curves_set (curves, &one, 1, NULL, 150, DESK_CURVE_NUMBER);
  desk_curves_get_range (curves, &first, &last);
  g_assert_cmpint (last, ==, 149);
}

/* A cursor that keys move takes the view along. */
static void
test_cursor (void)
{
  DeskCurves *curves = make (100);
  GtkWidget *window = show (curves);
  gint64 first, last;

  desk_curves_set_range (curves, 0, 10);
  desk_curves_set_cursor (curves, 50);
  g_assert_cmpint (desk_curves_get_cursor (curves), ==, 50);
  desk_curves_get_range (curves, &first, &last);
  g_assert_cmpint (first, <=, 50);
  g_assert_cmpint (last, ==, 50);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (curves),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* How many pixels of a column, from the top, are the line's first colour. */
static guint
count_colour (const guchar *pixels,
              int           width,
              int           height,
              int           x,
              int           from)
{
  const DeskColours *colours = desk_colours_get (DESK_PALETTE_CLASSIC, FALSE, FALSE);
  const GdkRGBA *line = &colours->line[0];
  guint n = 0;

  for (int y = from; y < height; y++)
    {
      const guchar *p = pixels + ((gsize) y * width + x) * 4;

      n += abs (p[2] - (int) (line->red * 255)) < 80 && abs (p[1] - (int) (line->green * 255)) < 80
           && abs (p[0] - (int) (line->blue * 255)) < 80;
    }

  return n;
}

/* A line that stands still is one run of its colour, as high as it is wide, in every column. */
static void
test_drawing (void)
{
  static const double flat[] = { 5., 5., 5., 5. };
  DeskCurves *curves = DESK_CURVES (desk_curves_new ());
  DeskCurve one = { "Flat", flat, NULL, FALSE };
  GtkWidget *window;
  g_autoptr(GdkPaintable) paintable = NULL;
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autofree guchar *pixels = NULL;
  int width, height;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
  desk_curves_set (curves, &one, 1, NULL, 4, DESK_CURVE_NUMBER);
  window = show (curves);
  width = gtk_widget_get_width (GTK_WIDGET (curves));
  height = gtk_widget_get_height (GTK_WIDGET (curves));
  paintable = gtk_widget_paintable_new (GTK_WIDGET (curves));
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  pixels = g_malloc0 ((gsize) width * height * 4);
  gdk_texture_download (texture, pixels, (gsize) width * 4);
  /* Below the legend, where its swatch has the same colour */
  for (int x = 20; x < width - 120; x += 37)
    {
      guint n = count_colour (pixels, width, height, x, 40);

      g_assert_cmpuint (n, >=, 1);
      g_assert_cmpuint (n, <=, 3);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_leaks (void)
{
  for (guint i = 0; i < 100; i++)
    {
      DeskCurves *curves = make (50);
      GtkWidget *window = show (curves);

      g_object_add_weak_pointer (G_OBJECT (curves), (gpointer *) &curves);
      gtk_window_destroy (GTK_WINDOW (window));
      wait_for (curves == NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/curves/text", test_text);
  g_test_add_func ("/curves/range", test_range);
  g_test_add_func ("/curves/cursor", test_cursor);
  g_test_add_func ("/curves/drawing", test_drawing);
  g_test_add_func ("/curves/leaks", test_leaks);

  return g_test_run ();
}
