/* dt-gravestone-doji.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

static gboolean
gravestone_doji_match (const DtCandle *c)
{
  return dt_candle_range (c) > 0. && dt_candle_is_doji (c) &&
         dt_candle_lower_shadow (c) <= .1 * dt_candle_range (c);
}

static inline double
gravestone_doji_value (const DtCandles *self)
{
  return gravestone_doji_match (self->candles) ? -100. : 0.;
}

DT_DEFINE_PATTERN (gravestone_doji, 1)

const DtIndicator dt_indicator_gravestone_doji = {
  .id = "gravestone_doji",
  .title = "Gravestone Doji",
  .summary = "A doji at the bottom of its range: what rose was sold off.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (gravestone_doji),
};
