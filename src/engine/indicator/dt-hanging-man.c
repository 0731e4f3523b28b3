/* dt-hanging-man.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

static gboolean
hanging_man_match (const DtCandle *c)
{
  return dt_candle_lower_shadow (c) >= 2. * dt_candle_body (c) && !dt_candle_is_doji (c) &&
         dt_candle_upper_shadow (c) <= .1 * dt_candle_range (c) && dt_candle_after_rise (c);
}

static inline double
hanging_man_value (const DtCandles *self)
{
  return hanging_man_match (self->candles) ? -100. : 0.;
}

DT_DEFINE_PATTERN (hanging_man, 1)

const DtIndicator dt_indicator_hanging_man = {
  .id = "hanging_man",
  .title = "Hanging Man",
  .summary = "The hammer’s shape after a rise.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (hanging_man),
};
