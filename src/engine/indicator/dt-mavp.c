/* dt-mavp.c - moving average of a period that varies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"

typedef struct
{
  DtPast ring;
  double minimum;
  double maximum;
  double values[];
} Mavp;

static gsize
mavp_state_size (const double *parameters)
{
  return sizeof (Mavp) + dt_past_length (parameters[1]) * sizeof (double);
}

static void
mavp_init (gpointer      state,
           const double *parameters)
{
  Mavp *self = state;

  dt_past_init (&self->ring, parameters[1]);
  self->maximum = parameters[1];
  self->minimum = MIN (parameters[0], parameters[1]);
}

static inline void
mavp_push (Mavp         *self,
           const double *in,
           double       *out)
{
  const double *window = dt_past_push (&self->ring, self->values, in[0]);
  guint n, longest = self->maximum;
  double sum = 0.;

  if (window == NULL)
    return;

  n = CLAMP (in[1], self->minimum, self->maximum);
  for (guint k = longest - n; k < longest; k++)
    sum += window[k] - in[0];
  out[0] = in[0] + sum / n;
}

DT_DEFINE_KERNELS (mavp, Mavp, 2, 1)

static guint
mavp_warmup (const double *parameters)
{
  return parameters[1] - 1;
}

const DtIndicator dt_indicator_mavp = {
  .id = "mavp",
  .title = "Moving Average with Variable Period",
  .category = "trend",
  .summary = "A simple mean of as many values as another series says.",
  .source = "TA-Lib, 2007",
  .convention = "The period is the other series, rounded down and held between the two limits; "
                "begins with as many values as the greater limit.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_SOURCE, DT_INPUT_OTHER },
  .n_parameters = 2,
  .parameters = {
    { "minimum", 2, 1, DT_INDICATOR_MAX_SEARCH, TRUE },
    { "maximum", 30, 1, DT_INDICATOR_MAX_SEARCH, TRUE },
  },
  .n_outputs = 1,
  .outputs = { { "mavp", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  DT_KERNELS (mavp),
};
