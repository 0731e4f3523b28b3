/* dt-dragonfly-doji.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

static gboolean
dragonfly_doji_match (const DtCandle *c)
{
  return dt_candle_range (c) > 0. && dt_candle_is_doji (c) &&
         dt_candle_upper_shadow (c) <= .1 * dt_candle_range (c);
}

static inline double
dragonfly_doji_value (const DtCandles *self)
{
  return dragonfly_doji_match (self->candles) ? 100. : 0.;
}

DT_DEFINE_PATTERN (dragonfly_doji, 1)

const DtIndicator dt_indicator_dragonfly_doji = {
  .id = "dragonfly_doji",
  .title = "Dragonfly Doji",
  .summary = "A doji at the top of its range: what fell was bought back.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (dragonfly_doji),
};
