/* dt-mfi.c - money flow index
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-total.h"

typedef struct
{
  double  prior;        /* typical price; missing before the first bar */
  DtTotal rises;        /* money of the bars with a higher typical price */
  DtTotal falls;
  double  tails[];      /* of both */
} Mfi;

static gsize
mfi_state_size (const double *parameters)
{
  return sizeof (Mfi) + 2 * (gsize) parameters[0] * sizeof (double);
}

static void
mfi_init (gpointer      state,
          const double *parameters)
{
  Mfi *self = state;

  self->prior = NAN;
  dt_total_init (&self->rises, parameters[0]);
  dt_total_init (&self->falls, parameters[0]);
}

static inline void
mfi_push (Mfi          *self,
          const double *in,
          double       *out)
{
  double price = (in[0] + in[1] + in[2]) / 3., prior = self->prior, money = price * in[3];
  double rises, falls;

  self->prior = price;
  if (isnan (prior))
    return;

  rises = dt_total_push (&self->rises, self->tails, price > prior ? money : 0.);
  falls = dt_total_push (&self->falls, self->tails + self->rises.period,
                         price < prior ? money : 0.);
  if (self->rises.full)
    out[0] = dt_ratio (100. * rises, rises + falls, 50.);
}

DT_DEFINE_KERNELS (mfi, Mfi, 4, 1)

static guint
mfi_warmup (const double *parameters)
{
  return parameters[0];
}

const DtIndicator dt_indicator_mfi = {
  .id = "mfi",
  .title = "Money Flow Index",
  .category = "volume",
  .summary = "Share of the money that changed hands on rising bars, 0 to 100.",
  .source = "Quong and Soudack, Volume-Weighted RSI: Money Flow, Stocks & Commodities, 1989",
  .convention = "Money is typical price times volume; bars whose typical price stays are left "
                "out; 50 where no money moved (TA-Lib: 0).",
  .n_inputs = 4,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE, DT_INPUT_VOLUME },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (14) },
  .n_outputs = 1,
  .outputs = { { "mfi", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 } },
  .n_levels = 2,
  .levels = { 20, 80 },
  DT_KERNELS (mfi),
};
