/* dt-three-black-crows.c - the candlestick pattern
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

/* Upside down. */
static gboolean
three_black_crows_match (const DtCandle *c)
{
  for (guint k = 0; k < 3; k++)
    if (!dt_candle_is_up (c + k) || !dt_candle_is_long (c + k) ||
        dt_candle_upper_shadow (c + k) > .3 * dt_candle_body (c + k))
      return FALSE;

  return c[0].close > c[1].close && c[1].close > c[2].close && c[0].open >= c[1].open &&
         c[0].open <= c[1].close && c[1].open >= c[2].open && c[1].open <= c[2].close;
}

static inline double
three_black_crows_value (const DtCandles *self)
{
  return MIN (dt_candles_match (self, three_black_crows_match), 0.);
}

DT_DEFINE_PATTERN (three_black_crows, 3)

const DtIndicator dt_indicator_three_black_crows = {
  .id = "three_black_crows",
  .title = "Three Black Crows",
  .summary = "Three long falling bodies, each opening within the one before and closing near its "
             "low.",
  .source = "Nison, Japanese Candlestick Charting Techniques, 1991",
  .convention = DT_PATTERN_CONVENTION,
  DT_PATTERN_ROW (three_black_crows),
};
