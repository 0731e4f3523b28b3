/* dt-bar-price.c - prices of a bar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-indicator-private.h"

/* The four keep nothing; a state of no bytes would be no memory. */
typedef struct
{
  double unused;
} Nothing;

DT_DEFINE_STATE_SIZE (price, Nothing)

static void
price_init (gpointer      state,
            const double *parameters)
{
  Nothing *self = state;

  self->unused = 0.;
}

static guint
price_warmup (const double *parameters)
{
  return 0;
}

static inline void
avgprice_push (Nothing      *self,
               const double *in,
               double       *out)
{
  out[0] = ((in[0] + in[1]) + (in[2] + in[3])) / 4.;
}

DT_DEFINE_KERNELS (avgprice, Nothing, 4, 1)

static inline void
medprice_push (Nothing      *self,
               const double *in,
               double       *out)
{
  out[0] = (in[0] + in[1]) / 2.;
}

DT_DEFINE_KERNELS (medprice, Nothing, 2, 1)

static inline void
typprice_push (Nothing      *self,
               const double *in,
               double       *out)
{
  out[0] = (in[0] + in[1] + in[2]) / 3.;
}

DT_DEFINE_KERNELS (typprice, Nothing, 3, 1)

static inline void
wclprice_push (Nothing      *self,
               const double *in,
               double       *out)
{
  out[0] = (in[0] + in[1] + 2. * in[2]) / 4.;
}

DT_DEFINE_KERNELS (wclprice, Nothing, 3, 1)

const DtIndicator dt_indicator_avgprice = {
  .id = "avgprice",
  .title = "Average Price",
  .category = "price",
  .summary = "The mean of a bar’s open, high, low and close.",
  .source = "In general use",
  .convention = "(open + high + low + close) / 4; ohlc4 in rules.",
  .n_inputs = 4,
  .inputs = { DT_INPUT_OPEN, DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_outputs = 1,
  .outputs = { { "avgprice", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  .state_size = price_state_size,
  .init = price_init,
  .step = avgprice_step,
  .run = avgprice_run,
  .warmup = price_warmup,
};

const DtIndicator dt_indicator_medprice = {
  .id = "medprice",
  .title = "Median Price",
  .category = "price",
  .summary = "The middle of a bar.",
  .source = "In general use",
  .convention = "(high + low) / 2; hl2 in rules.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW },
  .n_outputs = 1,
  .outputs = { { "medprice", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  .state_size = price_state_size,
  .init = price_init,
  .step = medprice_step,
  .run = medprice_run,
  .warmup = price_warmup,
};

const DtIndicator dt_indicator_typprice = {
  .id = "typprice",
  .title = "Typical Price",
  .category = "price",
  .summary = "The mean of a bar’s high, low and close.",
  .source = "In general use",
  .convention = "(high + low + close) / 3; hlc3 or typical in rules.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_outputs = 1,
  .outputs = { { "typprice", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  .state_size = price_state_size,
  .init = price_init,
  .step = typprice_step,
  .run = typprice_run,
  .warmup = price_warmup,
};

const DtIndicator dt_indicator_wclprice = {
  .id = "wclprice",
  .title = "Weighted Close",
  .category = "price",
  .summary = "A bar’s price with the close counted twice.",
  .source = "In general use",
  .convention = "(high + low + 2 close) / 4.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_outputs = 1,
  .outputs = { { "wclprice", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  .state_size = price_state_size,
  .init = price_init,
  .step = wclprice_step,
  .run = wclprice_run,
  .warmup = price_warmup,
};
