/* dt-shooting-star.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

static gboolean
shooting_star_match (const DtCandle *c)
{
  return dt_candle_upper_shadow (c) >= 2. * dt_candle_body (c) && !dt_candle_is_doji (c) &&
         dt_candle_lower_shadow (c) <= .1 * dt_candle_range (c) && dt_candle_after_rise (c);
}

static inline double
shooting_star_value (const DtCandles *self)
{
  return shooting_star_match (self->candles) ? -100. : 0.;
}

DT_DEFINE_PATTERN (shooting_star, 1)

const DtIndicator dt_indicator_shooting_star = {
  .id = "shooting_star",
  .title = "Shooting Star",
  .summary = "The inverted hammer’s shape after a rise.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (shooting_star),
};
