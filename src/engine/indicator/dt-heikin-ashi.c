/* dt-heikin-ashi.c - candles of averages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-indicator-private.h"

typedef struct
{
  double open;         /* of the prior candle; missing before the first */
  double close;
} HeikinAshi;

DT_DEFINE_STATE_SIZE (heikin_ashi, HeikinAshi)

static void
heikin_ashi_init (gpointer      state,
                  const double *parameters)
{
  HeikinAshi *self = state;

  self->open = self->close = NAN;
}

static inline void
heikin_ashi_push (HeikinAshi   *self,
                  const double *in,
                  double       *out)
{
  double first = isnan (self->open) ? (in[0] + in[3]) / 2. : (self->open + self->close) / 2.;

  self->open = first;
  self->close = ((in[0] + in[1]) + (in[2] + in[3])) / 4.;
  out[0] = self->open;
  out[1] = MAX (in[1], MAX (self->open, self->close));
  out[2] = MIN (in[2], MIN (self->open, self->close));
  out[3] = self->close;
}

DT_DEFINE_KERNELS (heikin_ashi, HeikinAshi, 4, 4)

static guint
heikin_ashi_warmup (const double *parameters)
{
  return 0;
}

const DtIndicator dt_indicator_heikin_ashi = {
  .id = "heikin_ashi",
  .title = "Heikin-Ashi",
  .category = "price",
  .summary = "Candles that begin in the middle of the one before and end at the mean of the bar: "
             "a trend keeps its colour.",
  .source = "Valcu, Using the Heikin-Ashi Technique, Stocks & Commodities, 2004",
  .convention = "The first candle opens in the middle between the bar’s open and close.",
  .n_inputs = 4,
  .inputs = { DT_INPUT_OPEN, DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_outputs = 4,
  .outputs = {
    { "open", DT_DRAW_OVERLAY_CANDLES, DT_UNIT_PRICE },
    { "high", DT_DRAW_OVERLAY_CANDLES, DT_UNIT_PRICE },
    { "low", DT_DRAW_OVERLAY_CANDLES, DT_UNIT_PRICE },
    { "close", DT_DRAW_OVERLAY_CANDLES, DT_UNIT_PRICE },
  },
  DT_KERNELS (heikin_ashi),
};
