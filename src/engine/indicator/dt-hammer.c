/* dt-hammer.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

static gboolean
hammer_match (const DtCandle *c)
{
  return dt_candle_lower_shadow (c) >= 2. * dt_candle_body (c) && !dt_candle_is_doji (c) &&
         dt_candle_upper_shadow (c) <= .1 * dt_candle_range (c) && dt_candle_after_fall (c);
}

static inline double
hammer_value (const DtCandles *self)
{
  return hammer_match (self->candles) ? 100. : 0.;
}

DT_DEFINE_PATTERN (hammer, 1)

const DtIndicator dt_indicator_hammer = {
  .id = "hammer",
  .title = "Hammer",
  .summary = "After a fall, a small body on a lower shadow twice as long or more: the market "
             "hammers out a bottom.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (hammer),
};
