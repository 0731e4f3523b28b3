/* dt-three-methods.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

/* The rising side. */
static gboolean
three_methods_match (const DtCandle *c)
{
  for (guint k = 1; k < 4; k++)
    if (!dt_candle_is_short (c + k) || dt_candle_top (c + k) > c[4].high ||
        dt_candle_bottom (c + k) < c[4].low)
      return FALSE;

  return dt_candle_is_up (c + 4) && dt_candle_is_long (c + 4) && dt_candle_is_up (c) &&
         dt_candle_is_long (c) && c[0].close > c[4].close;
}

static inline double
three_methods_value (const DtCandles *self)
{
  return dt_candles_match (self, three_methods_match);
}

DT_DEFINE_PATTERN (three_methods, 5)

const DtIndicator dt_indicator_three_methods = {
  .id = "three_methods",
  .title = "Rising and Falling Three Methods",
  .summary = "A long body, three short ones that rest within its range, and a long one that "
             "closes beyond it.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (three_methods),
};
