/* dt-harami.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

/* The rising side. */
static gboolean
harami_match (const DtCandle *c)
{
  return dt_candle_is_down (c + 1) && dt_candle_is_long (c + 1) && dt_candle_is_up (c) &&
         dt_candle_top (c) <= dt_candle_top (c + 1) &&
         dt_candle_bottom (c) >= dt_candle_bottom (c + 1) &&
         dt_candle_body (c) < dt_candle_body (c + 1);
}

static inline double
harami_value (const DtCandles *self)
{
  return dt_candles_match (self, harami_match);
}

DT_DEFINE_PATTERN (harami, 2)

const DtIndicator dt_indicator_harami = {
  .id = "harami",
  .title = "Harami",
  .summary = "A long body and, inside it, one of the other colour: the trend loses its breath.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (harami),
};
