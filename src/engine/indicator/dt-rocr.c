/* dt-rocr.c - rate of change as a ratio
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"

typedef struct
{
  DtPast ring;
  double values[];
} Rocr;

static gsize
rocr_state_size (const double *parameters)
{
  return sizeof (Rocr) + dt_past_length (parameters[0] + 1.) * sizeof (double);
}

static void
rocr_init (gpointer      state,
           const double *parameters)
{
  Rocr *self = state;

  dt_past_init (&self->ring, parameters[0] + 1.);
}

static inline void
rocr_push (Rocr         *self,
           const double *in,
           double       *out)
{
  const double *window = dt_past_push (&self->ring, self->values, in[0]);

  if (window != NULL)
    out[0] = dt_ratio (in[0], window[0], NAN);
}

DT_DEFINE_KERNELS (rocr, Rocr, 1, 1)

static guint
rocr_warmup (const double *parameters)
{
  return parameters[0];
}

const DtIndicator dt_indicator_rocr = {
  .id = "rocr",
  .title = "Rate of Change Ratio",
  .category = "momentum",
  .summary = "The value as a multiple of the one some bars ago.",
  .source = "In general use",
  .convention = "value / prior, missing where the prior value is zero. TA-Lib’s ROCR; its ROCR100 "
                "is a hundred times this, its ROCP this less one, its ROC our roc.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (10) },
  .n_outputs = 1,
  .outputs = { { "rocr", DT_DRAW_LINE } },
  .n_levels = 1,
  .levels = { 1 },
  DT_KERNELS (rocr),
};
