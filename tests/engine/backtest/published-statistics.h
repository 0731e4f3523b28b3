/* published-statistics.h - what the reference run must give
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include <json-glib/json-glib.h>

/* The table of tests/data/engine_reference/SOURCE.md, percentages as fractions. */
static const struct
{
  const char *name;
  double      value;
} published[] = {
  { "return_total", 4.142298999999996 },
  { "return_buy_and_hold", 5.220601851851852 },
  { "return_annual", .21191099249053224 },
  { "cagr", .21160245705962623 },
  { "volatility_annual_compounded", .3649716090702389 },
  { "sharpe_annualized", .5806232244485349 },
  { "sortino_annualized", 1.0853434352488662 },
  { "calmar", .44166409202994605 },
  { "sharpe", .7983515642116698 },
  { "sortino", 1.2057881055550699 },
  { "max_drawdown", -.4798012705007589 },
  { "average_drawdown", -.05925851581948801 },
  { "max_drawdown_days", 584. },
  { "average_drawdown_days", 41. },
  { "win_rate", .4696969696969697 },
  { "best_trade", .5359595229490424 },
  { "worst_trade", -.1839887353835481 },
  { "average_trade", .02531715975158555 },
  { "max_trade_days", 183. },
  { "average_trade_days", 46. },
  { "profit_factor", 2.167945974262033 },
  { "expectancy", .032748078066748834 },
  { "sqn", 1.0766187356697705 },
  { "kelly", .1518705127029717 },
  { "exposure", .9674115456238361 },
  { "alpha_buy_and_hold", 3.9437391142027462 },
  { "beta_buy_and_hold", .03803390709192 },
};

static inline void
assert_published (JsonObject *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (published); i++)
    {
      double got = json_object_get_double_member (object, published[i].name);

      if (fabs (got / published[i].value - 1.) > 1e-8)
        g_error ("%s is %.17g, not %.17g", published[i].name, got, published[i].value);
    }

  g_assert_cmpint (json_object_get_int_member (object, "trade_count"), ==, 66);
  g_assert_cmpstr (json_object_get_string_member (object, "equity_final"), ==, "51422.99");
  g_assert_cmpstr (json_object_get_string_member (object, "equity_peak"), ==, "75787.44");
  g_assert_cmpstr (json_object_get_string_member (object, "equity_initial"), ==, "10000");
  g_assert_cmpstr (json_object_get_string_member (object, "period_start"), ==, "2004-08-19");
  g_assert_cmpstr (json_object_get_string_member (object, "period_end"), ==, "2013-03-01");
}
