/* test-exact.c - every pixel of small charts that were worked out by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prices from 100 to 110 with a margin of 6 % of 10 USD on either side are 11.2 USD. On 224 rows,
 * 6 to 229, that is 20 rows a dollar: a price p is in row 18 + 20 × (110 − p). Bars are 24 columns
 * apart; a body has 78 % of that, made odd: 17, 8 on either side of its wick.
 *
 * Under them is the grid. Ticks are at least 44 rows apart, which is 2.20 USD, so each 2.50 USD:
 * 110, 107.50, 105, 102.50 and 100, in rows 18, 68, 118, 168 and 218. Times need 64 columns, so of
 * three bars the first one alone has a line. Over them the last price has a dot in each fourth
 * column, counted from the edge of the plot.
 */

#include "config.h"

#include "price-fixture.h"

#define BAR  24
#define BODY 17
/* Room for three bars: the first is in column 12 of it */
#define ROOM (3 * BAR)
/* Rows of the prices, and of the last */
#define FOOT 230
#define LAST 118

static void
set_up_exact (Fixture       *fixture,
              gconstpointer  data)
{
  set_up (fixture, data);
  desk_chart_show_volume (fixture->chart, FALSE);
  resize_widget (GTK_WIDGET (fixture->chart), WIDTH,
                 FOOT + desk_plot_measure_times (fixture->plot));
}

/* What is expected, painted by hand. */
typedef struct
{
  int      left;          /* of the room, in the plot */
  int      height;
  guint32 *pixels;        /* ROOM × height */
} Hand;

static void
fill (Hand          *hand,
      const GdkRGBA *colour,
      int            x,
      int            y,
      int            width,
      int            height)
{
  for (int row = y; row < y + height; row++)
    for (int column = x; column < x + width; column++)
      {
        g_assert_true (row >= 0 && row < hand->height && column >= 0 && column < ROOM);
        hand->pixels[row * ROOM + column] = pack (colour);
      }
}

/* Middle of a bar */
static int
middle (int bar)
{
  return BAR / 2 + bar * BAR;
}

static void
start_hand (Hand          *hand,
            Fixture       *fixture,
            int            height,
            const int     *rows,
            guint          n_rows)
{
  hand->left = desk_plot_x (fixture->plot, 0) - BAR / 2;
  hand->height = height;
  hand->pixels = g_new (guint32, ROOM * height);
  fill (hand, &fixture->plot->colours->background, 0, 0, ROOM, height);
  for (guint i = 0; i < n_rows; i++)
    fill (hand, &fixture->plot->colours->grid, 0, rows[i], ROOM, 1);
  fill (hand, &fixture->plot->colours->grid, middle (0), 0, 1, height);
}

static void
start_usual (Hand    *hand,
             Fixture *fixture,
             int      height)
{
  start_hand (hand, fixture, height, (int[]) { 18, 68, 118, 168, 218 }, 5);
}

static void
finish_hand (Hand          *hand,
             const Picture *picture,
             const GdkRGBA *last_colour,
             int            last)
{
  for (int x = 0; x < ROOM; x++)
    if ((hand->left + x) % 4 == 0)
      fill (hand, last_colour, x, last, 1, 1);

  for (int y = 0; y < hand->height; y++)
    for (int x = 0; x < ROOM; x++)
      if (pixel_at (picture, hand->left + x, y) != hand->pixels[y * ROOM + x])
        g_error ("Column %d of the bars, row %d: %08x instead of %08x", x, y,
                 pixel_at (picture, hand->left + x, y), hand->pixels[y * ROOM + x]);
  g_free (hand->pixels);
}

/* Rising: wick from 110 to 100, body from 108 to 102, hollow. Falling: wick from 109 to 101, body
 * from 108 to 103. Open = close: wick from 107 to 103, one row at 105. */
static void
paint_candles (Hand              *hand,
               const DeskColours *colours)
{
  fill (hand, &colours->up, middle (0), 18, 1, 200);
  fill (hand, &colours->up, middle (0) - 8, 58, BODY, 120);
  fill (hand, &colours->background, middle (0) - 7, 59, BODY - 2, 118);
  fill (hand, &colours->down, middle (1), 38, 1, 160);
  fill (hand, &colours->down, middle (1) - 8, 58, BODY, 100);
  fill (hand, &colours->up, middle (2), 78, 1, 80);
  fill (hand, &colours->up, middle (2) - 8, 118, BODY, 1);
}

static void
test_candles (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_three (600., 200.);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL;
  Hand hand;

  desk_chart_set_series (fixture->chart, series, 3);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  start_usual (&hand, fixture, FOOT);
  paint_candles (&hand, colours);
  finish_hand (&hand, picture, &colours->up, LAST);
}

/* The open is 8 columns to the left, the close 8 to the right. */
static void
test_bars (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_three (600., 200.);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL;
  Hand hand;

  desk_chart_set_style (fixture->chart, DESK_CHART_BARS);
  desk_chart_set_series (fixture->chart, series, 3);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  start_usual (&hand, fixture, FOOT);
  fill (&hand, &colours->up, middle (0), 18, 1, 200);
  fill (&hand, &colours->up, middle (0) - 8, 178, 8, 1);
  fill (&hand, &colours->up, middle (0) + 1, 58, 8, 1);
  fill (&hand, &colours->down, middle (1), 38, 1, 160);
  fill (&hand, &colours->down, middle (1) - 8, 58, 8, 1);
  fill (&hand, &colours->down, middle (1) + 1, 158, 8, 1);
  fill (&hand, &colours->up, middle (2), 78, 1, 80);
  fill (&hand, &colours->up, middle (2) - 8, 118, 8, 1);
  fill (&hand, &colours->up, middle (2) + 1, 118, 8, 1);
  finish_hand (&hand, picture, &colours->up, LAST);
}

/* Averages of 102, 110, 100, 108: it opens at (102 + 108) / 2 = 105 and closes at 420 / 4 = 105. Of
 * 108, 109, 101, 102.80: from (105 + 105) / 2 = 105 to 420.8 / 4 = 105.20, row 114, hollow. Of 105,
 * 107, 103, 105: from (105 + 105.2) / 2 = 105.10, row 116, to 105: falling. */
static void
test_heikin_ashi (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("THREE", DT_TIMEFRAME_DAY, 3);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL;
  Hand hand;

  add_day (series, 102., 110., 100., 108., 1000.);
  add_day (series, 108., 109., 101., 102.8, 600.);
  add_day (series, 105., 107., 103., 105., 200.);
  desk_chart_set_style (fixture->chart, DESK_CHART_HEIKIN_ASHI);
  desk_chart_set_series (fixture->chart, series, 3);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  start_usual (&hand, fixture, FOOT);
  fill (&hand, &colours->up, middle (0), 18, 1, 200);
  fill (&hand, &colours->up, middle (0) - 8, 118, BODY, 1);
  fill (&hand, &colours->up, middle (1), 38, 1, 160);
  fill (&hand, &colours->up, middle (1) - 8, 114, BODY, 4);
  fill (&hand, &colours->background, middle (1) - 7, 115, BODY - 2, 2);
  fill (&hand, &colours->down, middle (2), 78, 1, 80);
  fill (&hand, &colours->down, middle (2) - 8, 116, BODY, 2);
  finish_hand (&hand, picture, &colours->up, LAST);
}

/* Of 287 rows volume has 18 %, 51, and 6 keep it apart: prices have their 224 as before. Of the
 * highest volume, 600 of 1,000 are 30.6 rows and 200 are 10.2. */
static void
test_volume (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_three (600., 200.);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL;
  Hand hand;

  desk_chart_show_volume (fixture->chart, TRUE);
  resize_widget (GTK_WIDGET (fixture->chart), WIDTH,
                 287 + desk_plot_measure_times (fixture->plot));
  desk_chart_set_series (fixture->chart, series, 3);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  start_usual (&hand, fixture, 287);
  paint_candles (&hand, colours);
  fill (&hand, &colours->volume_up, middle (0) - 8, 287 - 51, BODY, 51);
  fill (&hand, &colours->volume_down, middle (1) - 8, 287 - 31, BODY, 31);
  fill (&hand, &colours->volume_up, middle (2) - 8, 287 - 10, BODY, 10);
  finish_hand (&hand, picture, &colours->up, LAST);
}

/* From 1 to 100 are two decades, with a margin of 6 % of them 2.24, on 224 rows: 100 a decade, 100
 * in row 18, 10 in row 118, 1 in row 218. Ticks are the decades. */
static void
test_logarithmic (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("DECADES", DT_TIMEFRAME_DAY, 3);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL;
  Hand hand;

  add_day (series, 1., 100., 1., 10., 1.);
  add_day (series, 100., 100., 1., 10., 1.);
  add_day (series, 10., 10., 1., 1., 1.);
  desk_chart_set_scale (fixture->chart, DESK_SCALE_LOGARITHMIC);
  desk_chart_set_series (fixture->chart, series, 3);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  start_hand (&hand, fixture, FOOT, (int[]) { 18, 118, 218 }, 3);
  fill (&hand, &colours->up, middle (0), 18, 1, 200);
  fill (&hand, &colours->up, middle (0) - 8, 118, BODY, 100);
  fill (&hand, &colours->background, middle (0) - 7, 119, BODY - 2, 98);
  fill (&hand, &colours->down, middle (1), 18, 1, 200);
  fill (&hand, &colours->down, middle (1) - 8, 18, BODY, 100);
  fill (&hand, &colours->down, middle (2), 118, 1, 100);
  fill (&hand, &colours->down, middle (2) - 8, 118, BODY, 100);
  finish_hand (&hand, picture, &colours->down, 218);
}

/* Tip first, two rows of each width; the tip is on the middle of the bar. */
static void
paint_triangle (Hand          *hand,
                const GdkRGBA *colour,
                int            x,
                int            y,
                int            size,
                gboolean       up)
{
  static const int half[] = { 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6 };

  for (int i = 0; i < size; i++)
    fill (hand, colour, x - half[i], up ? y + i : y + size - 1 - i, 2 * half[i] + 1, 1);
}

/* A purchase points up, 4 rows below the low of the second bar, 101; the sale that ends it points
 * down, 4 above the high of the third, 107, and is hollow. Both have 9 rows and a rim of the
 * background, a triangle of 13. */
static void
test_markers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = make_three (600., 200.);
  const DeskMarker markers[] = {
    { day_time (1) + 15 * DT_HOUR, 102., DESK_MARKER_BUY, FALSE, "Bought" },
    { day_time (2) + 15 * DT_HOUR, 105., DESK_MARKER_SELL, TRUE, "Sold" } };
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL;
  Hand hand;

  desk_chart_set_series (fixture->chart, series, 3);
  desk_chart_set_markers (fixture->chart, markers, 2);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  start_usual (&hand, fixture, FOOT);
  paint_candles (&hand, colours);
  paint_triangle (&hand, &colours->background, middle (1), 202 - 3, 13, TRUE);
  paint_triangle (&hand, &colours->line[0], middle (1), 202, 9, TRUE);
  paint_triangle (&hand, &colours->background, middle (2), 65 - 1, 13, FALSE);
  paint_triangle (&hand, &colours->line[5], middle (2), 65, 9, FALSE);
  paint_triangle (&hand, &colours->background, middle (2), 65 + 1, 5, FALSE);
  finish_hand (&hand, picture, &colours->up, LAST);
}

static guint32
mix (guint32 below,
     guint32 above,
     double  part,
     guint   shift)
{
  return (guint32) ((below >> shift & 0xff) * (1 - part) + (above >> shift & 0xff) * part + .5);
}

/* In each channel, to one unit of rounding; cairo knows fifteenths of a row, so a half is seven or
 * eight of them. */
static gboolean
is_near (guint32 seen,
         guint32 below,
         guint32 above,
         double  part)
{
  for (guint shift = 0; shift < 24; shift += 8)
    if (ABS ((int) (seen >> shift & 0xff) - (int) mix (below, above, part, shift)) > 1)
      return FALSE;

  return TRUE;
}

static void
assert_near (const Picture *picture,
             int            x,
             int            y,
             guint32        below,
             const GdkRGBA *above,
             double         part)
{
  guint32 seen = pixel_at (picture, x, y);

  if (part == .5 ? !is_near (seen, below, pack (above), 7. / 15)
                   && !is_near (seen, below, pack (above), 8. / 15)
                 : !is_near (seen, below, pack (above), part))
    g_error ("Column %d, row %d: %08x, not %g of %08x over %08x", x, y, seen, part, pack (above),
             below);
}

/* A line has the range of its closes: 103 to 108 with the margin are 5.60 USD, 40 rows each, 108
 * in row 18 and 103 in row 218. 44 rows are 1.10 USD, so ticks are 2 apart: 104, 106, 108. */
static guint32
grid_at (const DeskColours *colours,
         int                y)
{
  return pack (y == 18 || y == 98 || y == 178 ? &colours->grid : &colours->background);
}

/* Closes of 108, 108 and 103: level in row 18, from its middle one row up and one down: 18 is
 * covered, 17 and 19 by half. Then 200 rows down in 24 columns, 2 wide: measured upright that is
 * 2 × √(24² + 200²) / 24 = 16.79 rows, 8.39 on either side of the middle. Within a column it moves
 * 8.33 rows, so a pixel whose middle is no further away than 8.39 − .5 − 4.17 = 3.72 rows is
 * covered and one further than 8.40 + .5 + 4.17 = 13.07 is not. Row 218 has the last price. */
static void
check_line (Fixture *fixture,
            gboolean area)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("LINE", DT_TIMEFRAME_DAY, 3);
  const DeskColours *colours = fixture->plot->colours;
  const GdkRGBA *line = &colours->line[0];
  double tint = area ? .18 : 0.;
  g_autoptr(Picture) picture = NULL;
  int x[3];

  add_day (series, 102., 110., 100., 108., 1.);
  add_day (series, 108., 109., 101., 108., 1.);
  add_day (series, 105., 107., 103., 103., 1.);
  desk_chart_set_style (fixture->chart, area ? DESK_CHART_AREA : DESK_CHART_LINE);
  desk_chart_set_series (fixture->chart, series, 3);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  for (int i = 0; i < 3; i++)
    x[i] = desk_plot_x (fixture->plot, i);

  for (int column = x[0] + 2; column < x[1] - 1; column++)
    {
      assert_pixel (picture, column, 18, line);
      for (int y = 0; y < FOOT; y++)
        if (y == 17 || (y == 19 && !area))
          assert_near (picture, column, y, grid_at (colours, y), line, .5);
        else if (y < 17 || (y > 19 && y != 218))
          assert_near (picture, column, y, grid_at (colours, y), line, y > 18 ? tint : 0.);
    }

  for (int column = x[1] + 3; column < x[2] - 2; column++)
    for (int y = 0; y < FOOT; y++)
      {
        double way = 18.5 + (column - x[1]) * 200. / 24, far = fabs (y + .5 - way);

        if (far <= 3.72)
          assert_pixel (picture, column, y, line);
        else if (far > 13.07 && y != 218)
          assert_near (picture, column, y, grid_at (colours, y), line, y > way ? tint : 0.);
      }
}

static void
test_line (Fixture       *fixture,
           gconstpointer  data)
{
  check_line (fixture, FALSE);
}

static void
test_area (Fixture       *fixture,
           gconstpointer  data)
{
  check_line (fixture, TRUE);
}

/* Differences of a mean of one and of two of 10, 14, 10: missing, 14 − 12 = 2, 10 − 12 = −2. With a
 * margin of 8 % of their length, .32, from −2.32 to 2.32: 2 is at .32 / 4.64 of the way down, 0 at
 * the half of it, −2 at 4.32 / 4.64. */
static void
test_pane (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("PANE", DT_TIMEFRAME_DAY, 3);
  const DeskColours *colours = fixture->plot->colours;
  g_autoptr(Picture) picture = NULL;
  const DeskSubplot *pane;
  int row[3], x;

  for (guint i = 0; i < 3; i++)
    add_day (series, i == 1 ? 14. : 10., i == 1 ? 15. : 11., i == 1 ? 13. : 9.,
             i == 1 ? 14. : 10., 1.);
  resize_widget (GTK_WIDGET (fixture->chart), WIDTH, HEIGHT);
  desk_chart_add_indicator (fixture->chart, "awesome(1, 2)", NULL);
  desk_chart_set_series (fixture->chart, series, 3);
  picture = take_picture (GTK_WIDGET (fixture->chart));
  pane = fixture->chart->panes->pdata[0];
  for (int i = 0; i < 3; i++)
    row[i] = pane->top + (int) floor (pane->scale.end + (pane->scale.start - pane->scale.end)
                                      * (.32 + 2 * i) / 4.64 + .5);

  /* The line above it, then each column from its value to zero, and nothing beside them */
  for (x = 0; x < fixture->plot->width; x++)
    assert_pixel (picture, x, pane->top, &colours->dim_text);
  x = desk_plot_x (fixture->plot, 1);
  g_assert_cmpuint (count_pixels (picture, &colours->volume_up, 0, WIDTH, pane->top, HEIGHT), ==,
                    (guint) (BODY * (row[1] - row[0])));
  g_assert_cmpuint (count_pixels (picture, &colours->volume_up, x - 8, x + 9, row[0], row[1]), ==,
                    (guint) (BODY * (row[1] - row[0])));
  x += BAR;
  g_assert_cmpuint (count_pixels (picture, &colours->volume_down, 0, WIDTH, pane->top, HEIGHT), ==,
                    (guint) (BODY * (row[2] - row[1])));
  g_assert_cmpuint (count_pixels (picture, &colours->volume_down, x - 8, x + 9, row[1], row[2]),
                    ==, (guint) (BODY * (row[2] - row[1])));
}

#define ADD(path, test) g_test_add ("/exact/" path, Fixture, NULL, set_up_exact, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);

  ADD ("candles", test_candles);
  ADD ("bars", test_bars);
  ADD ("line", test_line);
  ADD ("area", test_area);
  ADD ("heikin-ashi", test_heikin_ashi);
  ADD ("volume", test_volume);
  ADD ("logarithmic", test_logarithmic);
  ADD ("markers", test_markers);
  ADD ("pane", test_pane);

  return g_test_run ();
}
