/* dt-vwap.c - volume-weighted average price of the session
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-indicator-private.h"

typedef struct
{
  double reference;    /* a price of the session: deviations from it are summed */
  double value;        /* sum of deviation times volume */
  double volume;
} Vwap;

static gsize
vwap_state_size (const double *parameters)
{
  return sizeof (Vwap);
}

static void
vwap_init (gpointer      state,
           const double *parameters)
{
  Vwap *self = state;

  *self = (Vwap) { 0 };
}

static inline G_ALWAYS_INLINE double
vwap_push (Vwap   *self,
           double  high,
           double  low,
           double  close,
           double  volume,
           double  session_start)
{
  double price = (high + low + close) / 3.;

  if (G_UNLIKELY (!(dt_is_present (high) && dt_is_present (low) && dt_is_present (close) &&
                    dt_is_present (volume) && dt_is_present (session_start))))
    return NAN;

  if (session_start != 0. || self->volume == 0.)
    *self = (Vwap) { .reference = price };

  self->value += (price - self->reference) * volume;
  self->volume += volume;

  return self->volume > 0. ? self->reference + self->value / self->volume : NAN;
}

static void
vwap_step (gpointer      state,
           const double *inputs,
           double       *outputs)
{
  outputs[0] = vwap_push (state, inputs[0], inputs[1], inputs[2], inputs[3], inputs[4]);
}

static void
vwap_run (gpointer             state,
          const double *const *inputs,
          gsize                n,
          double *const       *outputs)
{
  Vwap self = *(Vwap *) state;

  for (gsize i = 0; i < n; i++)
    dt_put (outputs[0], i, vwap_push (&self, inputs[0][i], inputs[1][i], inputs[2][i],
                                      inputs[3][i], inputs[4][i]));

  *(Vwap *) state = self;
}

static guint
vwap_warmup (const double *parameters)
{
  return 0;
}

const DtIndicator dt_indicator_vwap = {
  .id = "vwap",
  .title = "Volume-Weighted Average Price",
  .category = "volume",
  .summary = "What a share cost on average in this session.",
  .source = "Berkowitz, Logue and Noser, Journal of Finance, 1988",
  .convention = "Of typical prices (high + low + close) / 3, anew with each session; missing "
                "until a share was traded.",
  .n_inputs = 5,
  .inputs = {
    DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE, DT_INPUT_VOLUME, DT_INPUT_SESSION_START,
  },
  .n_parameters = 0,
  .n_outputs = 1,
  .outputs = { { "vwap", DT_DRAW_OVERLAY_LINE } },
  .state_size = vwap_state_size,
  .init = vwap_init,
  .step = vwap_step,
  .run = vwap_run,
  .warmup = vwap_warmup,
};
