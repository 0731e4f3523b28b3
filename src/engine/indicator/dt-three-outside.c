/* dt-three-outside.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

/* The rising side. */
static gboolean
three_outside_match (const DtCandle *c)
{
  return dt_candle_is_down (c + 2) && dt_candle_is_up (c + 1) && c[1].open <= c[2].close &&
         c[1].close >= c[2].open && dt_candle_body (c + 1) > dt_candle_body (c + 2) &&
         dt_candle_is_up (c) && c[0].close > c[1].close;
}

static inline double
three_outside_value (const DtCandles *self)
{
  return dt_candles_match (self, three_outside_match);
}

DT_DEFINE_PATTERN (three_outside, 3)

const DtIndicator dt_indicator_three_outside = {
  .id = "three_outside",
  .title = "Three Outside Up and Down",
  .summary = "An engulfing and a candle that closes further on.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (three_outside),
};
