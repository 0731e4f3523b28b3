/* dt-morning-star.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

static gboolean
morning_star_match (const DtCandle *c)
{
  return dt_candle_is_down (c + 2) && dt_candle_is_long (c + 2) && dt_candle_is_short (c + 1) &&
         dt_candle_top (c + 1) < c[2].close && dt_candle_is_up (c) &&
         c[0].close > dt_candle_middle (c + 2);
}

static inline double
morning_star_value (const DtCandles *self)
{
  return MAX (dt_candles_match (self, morning_star_match), 0.);
}

DT_DEFINE_PATTERN (morning_star, 3)

const DtIndicator dt_indicator_morning_star = {
  .id = "morning_star",
  .title = "Morning Star",
  .summary = "A long falling body, a short one below it, and a rising one back into its upper "
             "half.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (morning_star),
};
