/* dt-tr.c - true range
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-indicator-private.h"

typedef struct
{
  double close;    /* of the prior bar; missing before the first */
} Tr;

static gsize
tr_state_size (const double *parameters)
{
  return sizeof (Tr);
}

static void
tr_init (gpointer      state,
         const double *parameters)
{
  Tr *self = state;

  self->close = NAN;
}

static inline double
tr_push (Tr     *self,
         double  high,
         double  low,
         double  close)
{
  double prior = self->close;

  if (G_UNLIKELY (!(dt_is_present (high) && dt_is_present (low) && dt_is_present (close))))
    return NAN;

  self->close = close;
  return isnan (prior) ? NAN : dt_true_range (high, low, prior);
}

static void
tr_step (gpointer      state,
         const double *inputs,
         double       *outputs)
{
  outputs[0] = tr_push (state, inputs[0], inputs[1], inputs[2]);
}

static void
tr_run (gpointer             state,
        const double *const *inputs,
        gsize                n,
        double *const       *outputs)
{
  Tr self = *(Tr *) state;

  for (gsize i = 0; i < n; i++)
    dt_put (outputs[0], i, tr_push (&self, inputs[0][i], inputs[1][i], inputs[2][i]));

  *(Tr *) state = self;
}

static guint
tr_warmup (const double *parameters)
{
  return 1;
}

const DtIndicator dt_indicator_tr = {
  .id = "tr",
  .title = "True Range",
  .category = "volatility",
  .summary = "How far the price moved in the bar, the gap before it included.",
  .source = "Wilder, New Concepts in Technical Trading Systems, 1978",
  .convention = "Missing on the first bar, which has no prior close.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 0,
  .n_outputs = 1,
  .outputs = { { "tr", DT_DRAW_LINE, DT_UNIT_PRICE } },
  .state_size = tr_state_size,
  .init = tr_init,
  .step = tr_step,
  .run = tr_run,
  .warmup = tr_warmup,
};
