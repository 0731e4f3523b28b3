/* dt-vwap.c - volume-weighted average price since an anchor
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-indicator-private.h"

typedef struct
{
  guint  anchors;      /* what begins anew */
  double reference;    /* a price since the anchor: deviations from it are summed */
  double value;        /* sum of deviation times volume */
  double volume;
} Vwap;

DT_DEFINE_STATE_SIZE (vwap, Vwap)

static void
vwap_init (gpointer      state,
           const double *parameters)
{
  static const guint anchors[] = {
    DT_BEGINS_SESSION, DT_BEGINS_WEEK, DT_BEGINS_MONTH, DT_BEGINS_QUARTER, DT_BEGINS_YEAR, 0,
  };
  Vwap *self = state;

  *self = (Vwap) { .anchors = anchors[(int) parameters[0]] };
}

static inline void
vwap_push (Vwap         *self,
           const double *in,
           double       *out)
{
  double price = (in[0] + in[1] + in[2]) / 3., volume = in[3];

  if (dt_begins (in[4], self->anchors) || self->volume == 0.)
    {
      self->reference = price;
      self->value = self->volume = 0.;
    }

  self->value += (price - self->reference) * volume;
  self->volume += volume;
  if (self->volume > 0.)
    out[0] = self->reference + self->value / self->volume;
}

DT_DEFINE_KERNELS (vwap, Vwap, 5, 1)

static guint
vwap_warmup (const double *parameters)
{
  return 0;
}

static const char *const anchor_choices[] = {
  "session", "week", "month", "quarter", "year", "all", NULL,
};

const DtIndicator dt_indicator_vwap = {
  .id = "vwap",
  .title = "Volume-Weighted Average Price",
  .category = "volume",
  .summary = "What a share cost on average in this session, or since another anchor.",
  .source = "Berkowitz, Logue and Noser, Journal of Finance, 1988",
  .convention = "Of typical prices (high + low + close) / 3, anew with each session, week, month, "
                "quarter or year in New York, or never; missing until a share was traded.",
  .n_inputs = 5,
  .inputs = {
    DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE, DT_INPUT_VOLUME, DT_INPUT_SESSION_START,
  },
  .n_parameters = 1,
  .parameters = { { "anchor", 0, 0, 5, TRUE, anchor_choices } },
  .n_outputs = 1,
  .outputs = { { "vwap", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE, 0, 0, TRUE } },
  DT_KERNELS (vwap),
};
