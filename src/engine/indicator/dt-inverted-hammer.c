/* dt-inverted-hammer.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

static gboolean
inverted_hammer_match (const DtCandle *c)
{
  return dt_candle_upper_shadow (c) >= 2. * dt_candle_body (c) && !dt_candle_is_doji (c) &&
         dt_candle_lower_shadow (c) <= .1 * dt_candle_range (c) && dt_candle_after_fall (c);
}

static inline double
inverted_hammer_value (const DtCandles *self)
{
  return inverted_hammer_match (self->candles) ? 100. : 0.;
}

DT_DEFINE_PATTERN (inverted_hammer, 1)

const DtIndicator dt_indicator_inverted_hammer = {
  .id = "inverted_hammer",
  .title = "Inverted Hammer",
  .summary = "After a fall, a small body under an upper shadow twice as long or more.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (inverted_hammer),
};
