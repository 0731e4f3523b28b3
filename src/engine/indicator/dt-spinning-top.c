/* dt-spinning-top.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

/* The rising side. */
static gboolean
spinning_top_match (const DtCandle *c)
{
  return dt_candle_is_up (c) && dt_candle_is_short (c) && !dt_candle_is_doji (c) &&
         dt_candle_upper_shadow (c) > dt_candle_body (c) &&
         dt_candle_lower_shadow (c) > dt_candle_body (c);
}

static inline double
spinning_top_value (const DtCandles *self)
{
  return dt_candles_match (self, spinning_top_match);
}

DT_DEFINE_PATTERN (spinning_top, 1)

const DtIndicator dt_indicator_spinning_top = {
  .id = "spinning_top",
  .title = "Spinning Top",
  .summary = "A short body between two shadows that are longer: neither side wins.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = "The sign is the colour of the body. " DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (spinning_top),
};
