/* test-treemap.c - tiles: where they are, their colours to the pixel, keys and pointer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <adwaita.h>

#include "dt-random.h"

#include "desk-squarify.h"
#include "desk-treemap.h"

#include "heat-steps.h"

/* The example of Bruls, Huizing & van Wijk: 6, 6, 4, 3, 2, 2, 1 in 6 by 4. The left half takes both
 * sixes, 3 by 2 each. Of the 3 by 4 that is left the top takes 4 and 3: 7/3 high, 12/7 and 9/7
 * wide. Of the 3 by 5/3 below, each of the last three is a column of its own: 1.2, 1.2 and 0.6
 * wide, the last with the paper's ratio of 25/9. */
static const double paper[] = { 6., 6., 4., 3., 2., 2., 1. };

static const DeskTileBox paper_boxes[] = {
  { 0., 0., 3., 2. }, { 0., 2., 3., 4. },
  { 3., 0., 3. + 12. / 7., 7. / 3. }, { 3. + 12. / 7., 0., 6., 7. / 3. },
  { 3., 7. / 3., 4.2, 4. }, { 4.2, 7. / 3., 5.4, 4. }, { 5.4, 7. / 3., 6., 4. },
};

static void
test_paper (void)
{
  DeskTileBox boxes[7];

  desk_squarify (&(DeskTileBox) { 0., 0., 6., 4. }, paper, 7, boxes);
  for (guint i = 0; i < 7; i++)
    {
      g_assert_cmpfloat_with_epsilon (boxes[i].left, paper_boxes[i].left, 1e-12);
      g_assert_cmpfloat_with_epsilon (boxes[i].top, paper_boxes[i].top, 1e-12);
      g_assert_cmpfloat_with_epsilon (boxes[i].right, paper_boxes[i].right, 1e-12);
      g_assert_cmpfloat_with_epsilon (boxes[i].bottom, paper_boxes[i].bottom, 1e-12);
    }
}

/* Every pixel of the whole belongs to exactly one tile, and before they are snapped areas are as
 * the sizes are. */
static void
check_tiling (DtRandom *random)
{
  guint n = 1 + (guint) dt_random_below (random, 600);
  int width = 1 + (int) dt_random_below (random, 900);
  int height = 1 + (int) dt_random_below (random, 600);
  DeskTileBox whole = { 0., 0., width, height };
  g_autofree double *sizes = g_new (double, n);
  g_autofree DeskTileBox *boxes = g_new (DeskTileBox, n);
  g_autofree guint8 *covered = g_new0 (guint8, width * height);
  double sum = 0.;

  for (guint i = 0; i < n; i++)
    {
      /* From equal ones to some that are a million times others; some are missing */
      sizes[i] = dt_random_below (random, 8) == 0 ? 0.
                 : exp (13.8 * dt_random_uniform (random) * (width % 3));
      if (i > 0 && dt_random_below (random, 50) == 0)
        sizes[i] = NAN;
      sum += isnan (sizes[i]) ? 0. : sizes[i];
    }
  desk_squarify (&whole, sizes, n, boxes);

  for (guint i = 0; i < n; i++)
    {
      const DeskTileBox *box = &boxes[i];
      DeskTileRect rect = desk_tile_box_snap (box);
      double share = sizes[i] > 0. ? sizes[i] / sum : 0.;

      g_assert_cmpfloat_with_epsilon ((box->right - box->left) * (box->bottom - box->top)
                                      / width / height, share, 1e-9);
      g_assert_true (rect.x >= 0 && rect.y >= 0 && rect.width >= 0 && rect.height >= 0);
      g_assert_true (rect.x + rect.width <= width && rect.y + rect.height <= height);
      for (int y = rect.y; y < rect.y + rect.height; y++)
        for (int x = rect.x; x < rect.x + rect.width; x++)
          covered[y * width + x]++;
    }
  for (int i = 0; sum > 0. && i < width * height; i++)
    g_assert_cmpuint (covered[i], ==, 1);
}

static void
test_tiling (void)
{
  DtRandom random;

  dt_random_init (&random, 500);
  for (guint i = 0; i < 400; i++)
    check_tiling (&random);
}

static const char *const names[] = { "A", "B", "C", "D", "E", "F", "G" };

/* The paper's example at a hundred pixels a unit; A gains all, B half, C loses all, D does nothing,
 * of E nothing is known. */
static GtkWidget *
make_paper (void)
{
  static const double tints[] = { 1., .5, -1., 0., NAN, 0., 0. };
  static const DeskTileGroup group = { "", "" };
  GtkWidget *map = desk_treemap_new ();
  DeskTile tiles[7];

  for (guint i = 0; i < 7; i++)
    tiles[i] = (DeskTile) { names[i], "", 0, paper[i], tints[i], FALSE };
  desk_treemap_set_tiles (DESK_TREEMAP (map), &group, 1, tiles, 7);

  return map;
}

static guint n_activated;
static char *activated;

static void
on_activated (DeskTreemap *map,
              const char  *name)
{
  n_activated++;
  g_free (activated);
  activated = g_strdup (name);
}

/* Edges are the boxes' to the nearest pixel: 3 + 12/7 units are 471.43, 7/3 are 233.33. The last
 * pixel of a tile on its right and below is the background, but along the edge of the whole. */
static void
test_pixels (void)
{
  static const int faces[7][4] = {   /* first and last column, first and last row */
    { 0, 298, 0, 198 }, { 0, 298, 200, 399 }, { 300, 469, 0, 231 }, { 471, 599, 0, 231 },
    { 300, 418, 233, 399 }, { 420, 538, 233, 399 }, { 540, 599, 233, 399 },
  };
  GtkWidget *map = make_paper (), *window = show (map, 600, 400);
  int width, height;
  g_autofree guchar *pixels = render (map, &width, &height);
  /* Half of a gain is the mean of middle and gain */
  const GdkRGBA up = { 0x14 / 255.f, 0xa3 / 255.f, 0x8b / 255.f, 1.f };
  const GdkRGBA down = { 0xa3 / 255.f, 0x14 / 255.f, 0x2a / 255.f, 1.f };
  const GdkRGBA middle = { 0xdf / 255.f, 0xe2 / 255.f, 0xe8 / 255.f, 1.f };
  const GdkRGBA none = { 0xf2 / 255.f, 0xf3 / 255.f, 0xf5 / 255.f, 1.f };
  const GdkRGBA half = { (middle.red + up.red) / 2.f,
                         (middle.green + up.green) / 2.f,
                         (middle.blue + up.blue) / 2.f, 1.f };
  const GdkRGBA *wanted[7] = { &up, &half, &down, &middle, &none, &middle,
                               &middle };

  g_assert_cmpint (width, ==, 600);
  g_assert_cmpint (height, ==, 400);
  for (guint i = 0; i < 7; i++)
    {
      g_assert_true (is_colour (pixels, width, faces[i][0], faces[i][2], wanted[i]));
      g_assert_true (is_colour (pixels, width, faces[i][1], faces[i][2], wanted[i]));
      g_assert_true (is_colour (pixels, width, faces[i][0], faces[i][3], wanted[i]));
      g_assert_true (is_colour (pixels, width, faces[i][1], faces[i][3], wanted[i]));
      for (int y = faces[i][2]; faces[i][1] < 599 && y <= faces[i][3]; y++)
        g_assert_cmpuint (pixels[(y * width + faces[i][1] + 1) * 4 + 3], ==, 0);
      for (int x = faces[i][0]; faces[i][3] < 399 && x <= faces[i][1]; x++)
        g_assert_cmpuint (pixels[((faces[i][3] + 1) * width + x) * 4 + 3], ==, 0);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A above B; C beside A, D beside C; below them E, F and G, of which F is for the most part under
 * D. One goes where the middle of the tile points to. */
static void
test_keys (void)
{
  static const struct
  {
    guint       key;
    const char *at;
  } steps[] = {
    { GDK_KEY_Home, "A" }, { GDK_KEY_Down, "B" }, { GDK_KEY_Down, "B" }, { GDK_KEY_Right, "E" },
    { GDK_KEY_Right, "F" }, { GDK_KEY_Up, "D" }, { GDK_KEY_Left, "C" }, { GDK_KEY_Down, "E" },
    { GDK_KEY_Left, "B" }, { GDK_KEY_Up, "A" }, { GDK_KEY_Right, "C" }, { GDK_KEY_Right, "D" },
    { GDK_KEY_Right, "D" }, { GDK_KEY_End, "G" }, { GDK_KEY_Up, "D" }, { GDK_KEY_Page_Down, "A" },
  };
  GtkWidget *map = make_paper (), *window = show (map, 600, 400);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_true (press (map, steps[i].key));
      g_assert_cmpstr (desk_treemap_get_cursor (DESK_TREEMAP (map)), ==, steps[i].at);
    }
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (map),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  g_signal_connect (map, "activated", G_CALLBACK (on_activated), NULL);
  n_activated = 0;
  g_assert_true (press (map, GDK_KEY_Return));
  g_assert_cmpuint (n_activated, ==, 1);
  g_assert_cmpstr (activated, ==, "A");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_pointer (void)
{
  GtkWidget *map = make_paper (), *window = show (map, 600, 400);

  move_pointer (map, 450., 100.);
  g_assert_cmpstr (desk_treemap_get_cursor (DESK_TREEMAP (map)), ==, "C");
  g_signal_connect (map, "activated", G_CALLBACK (on_activated), NULL);
  n_activated = 0;
  click (map, 590., 390.);
  g_assert_cmpuint (n_activated, ==, 1);
  g_assert_cmpstr (activated, ==, "G");
  /* One that rests takes nothing from the keyboard, one that moves does */
  move_pointer (map, 450., 100.);
  press (map, GDK_KEY_Home);
  move_pointer (map, 450., 100.);
  g_assert_cmpstr (desk_treemap_get_cursor (DESK_TREEMAP (map)), ==, "A");
  move_pointer (map, 450., 101.);
  g_assert_cmpstr (desk_treemap_get_cursor (DESK_TREEMAP (map)), ==, "C");
  leave (map);
  g_assert_null (desk_treemap_get_cursor (DESK_TREEMAP (map)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static DeskTreemap *
make_groups (void)
{
  static const DeskTileGroup groups[] = { { "Energy", "+1.0 %" }, { "Utilities", "−1.0 %" } };
  static const DeskTile tiles[] = {
    { "XOM", "+2.0 %", 0, 3., .6, FALSE }, { "CVX", "0.0 %", 0, 3., 0., TRUE },
    { "DUK", "−1.0 %", 1, 2., -.3, FALSE }, { "NONE", "–", 1, NAN, NAN, FALSE },
  };
  GtkWidget *map = desk_treemap_new ();

  desk_treemap_set_tiles (DESK_TREEMAP (map), groups, 2, tiles, 4);

  return DESK_TREEMAP (map);
}

static char *last_group;

static void
on_group (DeskTreemap *map,
          const char  *name)
{
  g_free (last_group);
  last_group = g_strdup (name);
}

/* Three quarters and a quarter of 800 pixels, two on either side of the edge between them free.
 * Below the header XOM and CVX share the rest; what has no size is not there. */
static void
test_groups (void)
{
  GtkWidget *map = GTK_WIDGET (make_groups ()), *window = show (map, 800, 400);
  graphene_rect_t xom, cvx, duk, none;

  g_assert_true (desk_treemap_get_place (DESK_TREEMAP (map), "XOM", &xom));
  g_assert_true (desk_treemap_get_place (DESK_TREEMAP (map), "CVX", &cvx));
  g_assert_true (desk_treemap_get_place (DESK_TREEMAP (map), "DUK", &duk));
  g_assert_false (desk_treemap_get_place (DESK_TREEMAP (map), "NONE", &none));
  g_assert_false (desk_treemap_get_place (DESK_TREEMAP (map), "ABC", &none));
  g_assert_cmpfloat (xom.origin.y, >, 10.);
  g_assert_cmpfloat (xom.origin.y, <, 40.);
  g_assert_cmpfloat (xom.origin.y, ==, duk.origin.y);
  g_assert_cmpfloat (cvx.origin.x + cvx.size.width, ==, 598.);
  g_assert_cmpfloat (duk.origin.x, ==, 602.);
  g_assert_cmpfloat (duk.origin.x + duk.size.width, ==, 800.);
  g_assert_cmpfloat (duk.origin.y + duk.size.height, ==, 400.);
  g_assert_cmpfloat (fabs ((double) (xom.size.width * xom.size.height
                                     - cvx.size.width * cvx.size.height)), <=, 400.);

  g_signal_connect (map, "group-activated", G_CALLBACK (on_group), NULL);
  click (map, 700., 5.);
  g_assert_cmpstr (last_group, ==, "Utilities");
  g_assert_true (press (map, GDK_KEY_Home));
  g_assert_true (press (map, GDK_KEY_Page_Down));
  g_assert_cmpstr (desk_treemap_get_cursor (DESK_TREEMAP (map)), ==, "DUK");
  press (map, GDK_KEY_Home);
  g_assert_true (press_with (map, GDK_KEY_Return, GDK_SHIFT_MASK));
  g_assert_cmpstr (last_group, ==, "Energy");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* New colours leave everything where it is, the cursor too; new sizes keep the cursor's tile. */
static void
test_update (void)
{
  static const DeskTileGroup groups[] = { { "Energy", "+2.0 %" }, { "Utilities", "−1.0 %" } };
  DeskTile tiles[] = {
    { "XOM", "+3.0 %", 0, 3., .9, FALSE }, { "CVX", "+1.0 %", 0, 3., .3, TRUE },
    { "DUK", "−1.0 %", 1, 2., -.3, FALSE }, { "NONE", "–", 1, NAN, NAN, FALSE },
  };
  DeskTreemap *map = make_groups ();
  GtkWidget *window = show (GTK_WIDGET (map), 800, 400);
  graphene_rect_t before, after;

  desk_treemap_set_cursor (map, "CVX");
  desk_treemap_get_place (map, "CVX", &before);
  desk_treemap_set_tiles (map, groups, 2, tiles, 4);
  desk_treemap_get_place (map, "CVX", &after);
  g_assert_true (graphene_rect_equal (&before, &after));
  g_assert_cmpstr (desk_treemap_get_cursor (map), ==, "CVX");
  tiles[1].size = 9.;
  desk_treemap_set_tiles (map, groups, 2, tiles, 4);
  desk_treemap_get_place (map, "CVX", &after);
  /* 9 of 14 in place of 3 of 8 are 1.71 times as much, less what the header takes */
  g_assert_cmpfloat (after.size.width * after.size.height, >,
                     1.6 * before.size.width * before.size.height);
  g_assert_cmpstr (desk_treemap_get_cursor (map), ==, "CVX");
  desk_treemap_set_tiles (map, groups, 2, tiles, 1);
  g_assert_null (desk_treemap_get_cursor (map));
  desk_treemap_set_tiles (map, NULL, 0, NULL, 0);
  g_assert_false (press (GTK_WIDGET (map), GDK_KEY_Right));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Contrast of the text on any tile is the better of black and white: the worst is where both are
 * the root of 21. */
static void
test_text (void)
{
  for (guint palette = 0; palette < 2; palette++)
    for (guint style = 0; style < 4; style++)
      for (int i = -10; i <= 10; i++)
        {
          DeskTints tints;
          GdkRGBA tile;

          desk_tints_init (&tints, palette, style / 2, style % 2);
          tile = desk_tints_get (&tints, DESK_TINT_SIGNED, i / 10.);
          g_assert_cmpfloat (contrast (&tile, desk_tint_text (&tile)), >=, 4.5);
          tile = desk_tints_get (&tints, DESK_TINT_LOAD, fabs (i / 8.));
          g_assert_cmpfloat (contrast (&tile, desk_tint_text (&tile)), >=, 4.5);
        }
}

/* What somebody sees who lacks one kind of cones, severity 1: Machado, Oliveira & Fernandes, "A
 * physiologically-based model for simulation of color vision deficiency", 2009, table 1; on linear
 * light. Gains and losses stay farther from each other than a fifth of the diagonal of the cube,
 * for either palette. */
static GdkRGBA
see (const GdkRGBA *colour,
     const double   matrix[9])
{
  double in[3] = { linear (colour->red), linear (colour->green), linear (colour->blue) }, out[3];

  for (guint i = 0; i < 3; i++)
    {
      double x = matrix[i * 3] * in[0] + matrix[i * 3 + 1] * in[1] + matrix[i * 3 + 2] * in[2];

      x = CLAMP (x, 0., 1.);
      out[i] = x <= .0031308 ? 12.92 * x : 1.055 * pow (x, 1. / 2.4) - .055;
    }

  return (GdkRGBA) { (float) out[0], (float) out[1], (float) out[2], 1.f };
}

static void
test_colour_vision (void)
{
  static const double kinds[3][9] = {
    { .152286, 1.052583, -.204868, .114503, .786281, .099216, -.003882, -.048116, 1.051998 },
    { .367322, .860646, -.227968, .280085, .672501, .047413, -.011820, .042940, .968881 },
    { 1.255528, -.076749, -.178779, -.078411, .930809, .147602, .004733, .691367, .303900 },
  };

  for (guint palette = 0; palette < 2; palette++)
    for (guint style = 0; style < 4; style++)
      for (guint kind = 0; kind < 3; kind++)
        {
          DeskTints tints;
          GdkRGBA up, down;
          double away;

          desk_tints_init (&tints, palette, style / 2, style % 2);
          up = see (&tints.up, kinds[kind]);
          down = see (&tints.down, kinds[kind]);
          away = sqrt (pow (up.red - down.red, 2.) + pow (up.green - down.green, 2.)
                       + pow (up.blue - down.blue, 2.)) / sqrt (3.);
          g_test_message ("palette %u style %u kind %u: %.3f", palette, style, kind, away);
          g_assert_cmpfloat (away, >, .2);
        }
}

static void
test_leaks (void)
{
  for (guint i = 0; i < 100; i++)
    {
      GtkWidget *map = i % 2 == 0 ? make_paper () : GTK_WIDGET (make_groups ());
      GtkWidget *window = show (map, 300, 300);

      g_object_add_weak_pointer (G_OBJECT (map), (gpointer *) &map);
      gtk_window_destroy (GTK_WINDOW (window));
      wait_for (map == NULL);
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

  g_test_add_func ("/treemap/paper", test_paper);
  g_test_add_func ("/treemap/tiling", test_tiling);
  g_test_add_func ("/treemap/pixels", test_pixels);
  g_test_add_func ("/treemap/keys", test_keys);
  g_test_add_func ("/treemap/pointer", test_pointer);
  g_test_add_func ("/treemap/groups", test_groups);
  g_test_add_func ("/treemap/update", test_update);
  g_test_add_func ("/treemap/text", test_text);
  g_test_add_func ("/treemap/colour-vision", test_colour_vision);
  g_test_add_func ("/treemap/leaks", test_leaks);

  return g_test_run ();
}
