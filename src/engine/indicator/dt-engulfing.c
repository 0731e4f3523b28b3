/* dt-engulfing.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

/* The rising side. */
static gboolean
engulfing_match (const DtCandle *c)
{
  return dt_candle_is_down (c + 1) && dt_candle_is_up (c) && c[0].open <= c[1].close &&
         c[0].close >= c[1].open && dt_candle_body (c) > dt_candle_body (c + 1);
}

static inline double
engulfing_value (const DtCandles *self)
{
  return dt_candles_match (self, engulfing_match);
}

DT_DEFINE_PATTERN (engulfing, 2)

const DtIndicator dt_indicator_engulfing = {
  .id = "engulfing",
  .title = "Engulfing",
  .summary = "A body that covers the whole body of the candle before, which had the other colour.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (engulfing),
};
