/* dt-tweezers.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

/* The rising side. */
static gboolean
tweezers_match (const DtCandle *c)
{
  return dt_candle_after_fall (c + 1) && dt_candle_is_down (c + 1) && dt_candle_is_up (c) &&
         fabs (c[0].low - c[1].low) <= .05 * dt_candle_range (c + 1);
}

static inline double
tweezers_value (const DtCandles *self)
{
  return dt_candles_match (self, tweezers_match);
}

DT_DEFINE_PATTERN (tweezers, 2)

const DtIndicator dt_indicator_tweezers = {
  .id = "tweezers",
  .title = "Tweezers",
  .summary = "Two lows after a fall, or two highs after a rise, at the same price, the second "
             "candle turning back.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = "The same is within a twentieth of the first candle’s range. "
                DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (tweezers),
};
