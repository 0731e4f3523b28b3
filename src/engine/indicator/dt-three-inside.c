/* dt-three-inside.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

/* The rising side. */
static gboolean
three_inside_match (const DtCandle *c)
{
  return dt_candle_is_down (c + 2) && dt_candle_is_long (c + 2) && dt_candle_is_up (c + 1) &&
         dt_candle_top (c + 1) <= dt_candle_top (c + 2) &&
         dt_candle_bottom (c + 1) >= dt_candle_bottom (c + 2) &&
         dt_candle_body (c + 1) < dt_candle_body (c + 2) && dt_candle_is_up (c) &&
         c[0].close > c[2].open;
}

static inline double
three_inside_value (const DtCandles *self)
{
  return dt_candles_match (self, three_inside_match);
}

DT_DEFINE_PATTERN (three_inside, 3)

const DtIndicator dt_indicator_three_inside = {
  .id = "three_inside",
  .title = "Three Inside Up and Down",
  .summary = "A harami and a candle that closes beyond its first body.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (three_inside),
};
