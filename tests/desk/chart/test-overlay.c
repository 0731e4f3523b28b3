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
    { "ema(high, 9)", "ema(high, 9)", 1 },
    { "ema(close, 9)", "ema(9)", 1 },
    { "ema(9, first)", "ema(9, first)", 1 },
    { "ema(9, seed = first)", "ema(9, first)", 1 },
    { "rsi(14)", "rsi(14)", 1 },
    { "macd", "macd(12, 26, 9)", 3 },
    { "macd(12, 26, 9).signal", "macd(12, 26, 9).signal", 1 },
    { "correlation(20, other = volume)", "correlation(20, other = volume)", 2 },
    { "pivot_points(fibonacci, week)", "pivot_points(fibonacci, week)", 9 },
    { "heikin_ashi", "heikin_ashi", 4 },
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
    { "", DESK_CALL_ERROR_SYNTAX, "ema(9)" },
    { "(9)", DESK_CALL_ERROR_SYNTAX, "(9)" },
    { "ema(9", DESK_CALL_ERROR_SYNTAX, "ema(9" },
    { "ema(9) x", DESK_CALL_ERROR_SYNTAX, "ema(9) x" },
    { "ema(9,)", DESK_CALL_ERROR_SYNTAX, "ema(9,)" },
    { "ema(nine)", DESK_CALL_ERROR_SYNTAX, "nine" },
    { "ema(nan)", DESK_CALL_ERROR_SYNTAX, "nan" },
    { "ema(9).slope", DESK_CALL_ERROR_UNKNOWN, "output “slope”" },
    { "ema(9).", DESK_CALL_ERROR_SYNTAX, "ema(9)." },
    { "ema(9, seed = never)", DESK_CALL_ERROR_SYNTAX, "never" },
    { "ema(9, sed = first)", DESK_CALL_ERROR_UNKNOWN, "parameter “sed”" },
    { "atr(high, 9)", DESK_CALL_ERROR_SYNTAX, "high" },
    { "correlation(20)", DESK_CALL_ERROR_OTHER, "second" },
    { "correlation(20, other = spread)", DESK_CALL_ERROR_UNKNOWN, "series “spread”" },
    { "emma(9)", DESK_CALL_ERROR_UNKNOWN, "“ema”" },
    { "qqqqqq(9)", DESK_CALL_ERROR_UNKNOWN, "qqqqqq" },
  };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr(GError) refused = NULL;

      g_assert_null (desk_overlay_parse (calls[i].text, &refused));
      g_assert_error (refused, DESK_CALL_ERROR, calls[i].code);
      g_assert_nonnull (strstr (refused->message, calls[i].part));
    }

  g_assert_null (desk_overlay_parse ("ema(0)", &error));
  g_assert_error (error, DT_INDICATOR_ERROR, DT_INDICATOR_ERROR_PARAMETER);
  g_clear_error (&error);
  g_assert_null (desk_overlay_parse ("ema(1, 2, 3)", &error));
  g_assert_error (error, DT_INDICATOR_ERROR, DT_INDICATOR_ERROR_PARAMETER);
}

/* Every indicator of the table can be called, is drawn somewhere, and its call is read back. */
static void
test_table (void)
{
  g_autoptr(DtBarSeries) series = make_walk (600, 5, 100.);
  guint n;
  const DtIndicator *const *table = dt_indicator_list (&n);

  g_assert_cmpuint (n, >=, 141);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;
      g_autoptr(DeskOverlay) overlay = NULL;
      DeskCall call, again;

      desk_call_init (&call, table[i]);
      text = desk_call_write (&call);
      overlay = desk_overlay_parse (text, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (desk_overlay_get_name (overlay), ==, text);
      g_assert_true (desk_call_parse (&again, text, NULL));
      g_assert_cmpmem (call.parameters, sizeof call.parameters, again.parameters,
                       sizeof again.parameters);
      g_assert_cmpuint (desk_overlay_get_n_lines (overlay), >=, 1);
      desk_overlay_update (overlay, series, 600, 600);
    }
}

/* Of a supertrend the direction is no price: it is a pane of its own when it is asked for. */
static void
test_places (void)
{
  static const struct
  {
    const char *text;
    gboolean    on_prices;
    guint       n_lines;
  } calls[] = {
    { "supertrend", TRUE, 3 },              /* the line, upper and lower */
    { "supertrend.direction", FALSE, 1 },
    { "linreg(20)", TRUE, 3 },              /* end, forecast, intercept */
    { "linreg(20).slope", FALSE, 1 },
    { "correlation(20, other = volume).covariance", FALSE, 1 },
    { "engulfing", TRUE, 1 },
    { "obv", FALSE, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr(DeskOverlay) overlay = desk_overlay_parse (calls[i].text, NULL);

      g_assert_nonnull (overlay);
      g_assert_cmpint (desk_overlay_is_on_prices (overlay), ==, calls[i].on_prices);
      g_assert_cmpuint (desk_overlay_get_n_lines (overlay), ==, calls[i].n_lines);
    }
}

/* The mean of two highs, not closes: (12 + 14) / 2. */
static void
test_source (void)
{
  g_autoptr(DtBarSeries) series = dt_bar_series_new ("HAND", DT_TIMEFRAME_DAY, 2);
  g_autoptr(DeskOverlay) overlay = desk_overlay_parse ("sma(high, 2)", NULL);

  add_day (series, 10., 12., 9., 11., 1.);
  add_day (series, 11., 14., 10., 12., 1.);
  desk_overlay_update (overlay, series, 2, 2);
  g_assert_cmpfloat (desk_overlay_get_values (overlay, 0)[1], ==, 13.);
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

  desk_overlay_update (overlay, series, 5, 5);
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

      desk_overlay_update (whole, series, 3000, 3000);
      for (gsize n = 0; n < 3000; )
        {
          gsize more = 1 + dt_random_below (&random, 90);

          n = dt_random_below (&random, 60) == 0 ? n / 2 : MIN (n + more, 3000);
          /* Now and then the last of them is not complete, and then it is, or is not there */
          desk_overlay_update (grown, series, n, n - (n > 0 && dt_random_below (&random, 2) == 0));
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
  g_test_add_func ("/overlay/table", test_table);
  g_test_add_func ("/overlay/places", test_places);
  g_test_add_func ("/overlay/source", test_source);
  g_test_add_func ("/overlay/values", test_values);
  g_test_add_func ("/overlay/growth", test_growth);

  return g_test_run ();
}
