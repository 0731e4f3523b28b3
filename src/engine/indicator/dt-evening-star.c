/* dt-evening-star.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

/* Upside down. */
static gboolean
evening_star_match (const DtCandle *c)
{
  return dt_candle_is_down (c + 2) && dt_candle_is_long (c + 2) && dt_candle_is_short (c + 1) &&
         dt_candle_top (c + 1) < c[2].close && dt_candle_is_up (c) &&
         c[0].close > dt_candle_middle (c + 2);
}

static inline double
evening_star_value (const DtCandles *self)
{
  return MIN (dt_candles_match (self, evening_star_match), 0.);
}

DT_DEFINE_PATTERN (evening_star, 3)

const DtIndicator dt_indicator_evening_star = {
  .id = "evening_star",
  .title = "Evening Star",
  .summary = "A long rising body, a short one above it, and a falling one back into its lower "
             "half.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (evening_star),
};
