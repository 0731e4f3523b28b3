/* dt-three-white-soldiers.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

static gboolean
three_white_soldiers_match (const DtCandle *c)
{
  for (guint k = 0; k < 3; k++)
    if (!dt_candle_is_up (c + k) || !dt_candle_is_long (c + k) ||
        dt_candle_upper_shadow (c + k) > .3 * dt_candle_body (c + k))
      return FALSE;

  return c[0].close > c[1].close && c[1].close > c[2].close && c[0].open >= c[1].open &&
         c[0].open <= c[1].close && c[1].open >= c[2].open && c[1].open <= c[2].close;
}

static inline double
three_white_soldiers_value (const DtCandles *self)
{
  return MAX (dt_candles_match (self, three_white_soldiers_match), 0.);
}

DT_DEFINE_PATTERN (three_white_soldiers, 3)

const DtIndicator dt_indicator_three_white_soldiers = {
  .id = "three_white_soldiers",
  .title = "Three White Soldiers",
  .summary = "Three long rising bodies, each opening within the one before and closing near its "
             "high.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (three_white_soldiers),
};
