/* test-overlay.c - calls of indicators and their values as bars become known
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chart-fixture.h"

static void
test_calls (void)
{
  static const struct
  {
    const char *text;
    const char *name;
    guint       n_lines;
  } calls[] = {
    { "ema(9)", "ema(9)", 1 },
    { "  ema ( 9 )  ", "ema(9)", 1 },
    { "bollinger(20, 2)", "bollinger(20, 2)", 3 },
    { "bollinger(20,2.5)", "bollinger(20, 2.5)", 3 },
    { "bollinger", "bollinger(20, 2)", 3 },
    { "vwap", "vwap", 1 },
    { "vwap()", "vwap", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(DeskOverlay) overlay = desk_overlay_parse (calls[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (desk_overlay_get_name (overlay), ==, calls[i].name);
      g_assert_cmpuint (desk_overlay_get_n_lines (overlay), ==, calls[i].n_lines);
    }
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *text;
    int         code;
    const char *part;     /* of the message */
  } calls[] = {
    { "", DESK_OVERLAY_ERROR_SYNTAX, "ema(9)" },
    { "(9)", DESK_OVERLAY_ERROR_SYNTAX, "(9)" },
    { "ema(9", DESK_OVERLAY_ERROR_SYNTAX, "ema(9" },
    { "ema(9) x", DESK_OVERLAY_ERROR_SYNTAX, "ema(9) x" },
    { "ema(9,)", DESK_OVERLAY_ERROR_SYNTAX, "ema(9,)" },
    { "ema(nine)", DESK_OVERLAY_ERROR_SYNTAX, "nine" },
    { "ema(nan)", DESK_OVERLAY_ERROR_SYNTAX, "nan" },
    { "ema(1,2,3,4,5,6,7,8,9,10,11,12,13)", DESK_OVERLAY_ERROR_SYNTAX, "13" },
    { "emma(9)", DESK_OVERLAY_ERROR_UNKNOWN, "“ema”" },
    { "qqqqqq(9)", DESK_OVERLAY_ERROR_UNKNOWN, "qqqqqq" },
    { "rsi(14)", DESK_OVERLAY_ERROR_NOT_ON_PRICE, "rsi" },
  };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr(GError) refused = NULL;

      g_assert_null (desk_overlay_parse (calls[i].text, &refused));
      g_assert_error (refused, DESK_OVERLAY_ERROR, calls[i].code);
      g_assert_nonnull (strstr (refused->message, calls[i].part));
    }

  g_assert_null (desk_overlay_parse ("ema(0)", &error));
  g_assert_error (error, DT_INDICATOR_ERROR, DT_INDICATOR_ERROR_PARAMETER);
}

/* A mean of three by hand: of 1 to 3 it is 2, and so on. */
static void
test_values (void)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("HAND", DT_TIMEFRAME_DAY, 8);
  g_autoptr(DeskOverlay) overlay = desk_overlay_parse ("sma(3)", NULL);
  const double *values;
  double low, high;

  for (guint i = 1; i <= 6; i++)
    add_day (series, i, i, i, i, 1.);

  desk_overlay_update (overlay, series, 5);
  values = desk_overlay_get_values (overlay, 0);
  g_assert_true (isnan (values[0]) && isnan (values[1]));
  g_assert_cmpfloat (values[2], ==, 2.);
  g_assert_cmpfloat (values[4], ==, 4.);
  g_assert_true (desk_pyramid_range (desk_overlay_get_pyramid (overlay, 0), 0, 10, &low, &high));
  g_assert_cmpfloat (low, ==, 2.);
  g_assert_cmpfloat (high, ==, 4.);
}

/* Bar by bar, in leaps, after going back: always what one batch gives, bit for bit. */
static void
test_growth (void)
{
  static const char *const calls[] = { "ema(9)", "bollinger(20, 2)", "vwap", "donchian(15)" };
  g_autoptr(DtBarSeries) series = make_walk (3000, 11, 100.);
  DtRandom random;

  dt_random_init (&random, 8);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr(DeskOverlay) whole = desk_overlay_parse (calls[i], NULL);
      g_autoptr(DeskOverlay) grown = desk_overlay_parse (calls[i], NULL);

      desk_overlay_update (whole, series, 3000);
      for (gsize n = 0; n < 3000; )
        {
          n = dt_random_below (&random, 60) == 0 ? n / 2
              : MIN (n + 1 + dt_random_below (&random, 90), 3000);
          desk_overlay_update (grown, series, n);
          for (guint k = 0; k < desk_overlay_get_n_lines (grown); k++)
            g_assert_true (n == 0 || memcmp (desk_overlay_get_values (grown, k),
                                             desk_overlay_get_values (whole, k),
                                             n * sizeof (double)) == 0);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/overlay/calls", test_calls);
  g_test_add_func ("/overlay/refusals", test_refusals);
  g_test_add_func ("/overlay/values", test_values);
  g_test_add_func ("/overlay/growth", test_growth);

  return g_test_run ();
}
