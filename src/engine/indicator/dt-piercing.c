/* dt-piercing.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

static gboolean
piercing_match (const DtCandle *c)
{
  return dt_candle_is_down (c + 1) && dt_candle_is_long (c + 1) && dt_candle_is_up (c) &&
         c[0].open < c[1].low && c[0].close > dt_candle_middle (c + 1) && c[0].close < c[1].open;
}

static inline double
piercing_value (const DtCandles *self)
{
  return MAX (dt_candles_match (self, piercing_match), 0.);
}

DT_DEFINE_PATTERN (piercing, 2)

const DtIndicator dt_indicator_piercing = {
  .id = "piercing",
  .title = "Piercing Line",
  .summary = "A long falling body; the next opens below its low and closes above its middle.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (piercing),
};
