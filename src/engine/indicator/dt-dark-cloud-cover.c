/* dt-dark-cloud-cover.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

/* Upside down. */
static gboolean
dark_cloud_cover_match (const DtCandle *c)
{
  return dt_candle_is_down (c + 1) && dt_candle_is_long (c + 1) && dt_candle_is_up (c) &&
         c[0].open < c[1].low && c[0].close > dt_candle_middle (c + 1) && c[0].close < c[1].open;
}

static inline double
dark_cloud_cover_value (const DtCandles *self)
{
  return MIN (dt_candles_match (self, dark_cloud_cover_match), 0.);
}

DT_DEFINE_PATTERN (dark_cloud_cover, 2)

const DtIndicator dt_indicator_dark_cloud_cover = {
  .id = "dark_cloud_cover",
  .title = "Dark Cloud Cover",
  .summary = "A long rising body; the next opens above its high and closes below its middle.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (dark_cloud_cover),
};
