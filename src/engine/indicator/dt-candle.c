/* dt-candle.c - what candlestick patterns look at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-candle.h"

void
dt_candles_init (DtCandles *self,
                 double     limit)
{
  *self = (DtCandles) { .limit = limit };
  dt_total_init (&self->bodies, DT_CANDLE_USUAL);
  dt_window_sum_init (&self->closes, DT_CANDLE_USUAL);
}

/* @bar: open, high, low, close */
void
dt_candles_push (DtCandles    *self,
                 const double *bar)
{
  DtCandle *newest = self->candles;

  memmove (newest + 1, newest, (DT_CANDLES - 1) * sizeof *newest);
  *newest = (DtCandle) {
    .open = bar[0], .high = bar[1], .low = bar[2], .close = bar[3],
    .usual = self->bodies.total / DT_CANDLE_USUAL,
    .mean = dt_window_sum_get_mean (&self->closes),
  };

  dt_total_push (&self->bodies, self->tails, dt_candle_body (newest));
  dt_window_sum_push (&self->closes, self->tails + DT_CANDLE_USUAL, newest->close);
  if (self->n_bars < DT_CANDLE_USUAL + DT_CANDLES)
    self->n_bars++;
}

static DtCandle
turn_over (const DtCandle *candle)
{
  return (DtCandle) {
    .open = -candle->open, .high = -candle->low, .low = -candle->high, .close = -candle->close,
    .usual = candle->usual, .mean = -candle->mean,
  };
}

double
dt_candles_match (const DtCandles *self,
                  DtCandleMatch    match)
{
  DtCandle turned[DT_CANDLES];

  if (match (self->candles))
    return 100.;

  for (guint k = 0; k < DT_CANDLES; k++)
    turned[k] = turn_over (&self->candles[k]);

  return match (turned) ? -100. : 0.;
}
