/* dt-obv.c - on-balance volume
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-indicator-private.h"

typedef struct
{
  double close;     /* of the prior bar; missing before the first */
  double balance;
} Obv;

static gsize
obv_state_size (const double *parameters)
{
  return sizeof (Obv);
}

static void
obv_init (gpointer      state,
          const double *parameters)
{
  Obv *self = state;

  *self = (Obv) { .close = NAN };
}

static inline G_ALWAYS_INLINE double
obv_push (Obv    *self,
          double  close,
          double  volume)
{
  int direction;

  if (G_UNLIKELY (!(dt_is_present (close) && dt_is_present (volume))))
    return NAN;

  direction = (close > self->close) - (close < self->close);
  self->close = close;

  return self->balance += direction * volume;
}

static void
obv_step (gpointer      state,
          const double *inputs,
          double       *outputs)
{
  outputs[0] = obv_push (state, inputs[0], inputs[1]);
}

static void
obv_run (gpointer             state,
         const double *const *inputs,
         gsize                n,
         double *const       *outputs)
{
  Obv self = *(Obv *) state;

  for (gsize i = 0; i < n; i++)
    dt_put (outputs[0], i, obv_push (&self, inputs[0][i], inputs[1][i]));

  *(Obv *) state = self;
}

static guint
obv_warmup (const double *parameters)
{
  return 0;
}

const DtIndicator dt_indicator_obv = {
  .id = "obv",
  .title = "On-Balance Volume",
  .category = "volume",
  .summary = "Volume of the bars that closed higher less that of the bars that closed lower.",
  .source = "Granville, New Key to Stock Market Profits, 1963",
  .convention = "Zero on the first bar (some begin with its volume: only the level differs).",
  .n_inputs = 2,
  .inputs = { DT_INPUT_CLOSE, DT_INPUT_VOLUME },
  .n_parameters = 0,
  .n_outputs = 1,
  .outputs = { { "obv", DT_DRAW_LINE, DT_UNIT_VOLUME } },
  .state_size = obv_state_size,
  .init = obv_init,
  .step = obv_step,
  .run = obv_run,
  .warmup = obv_warmup,
};
