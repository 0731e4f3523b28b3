/* dt-zlema.c - zero-lag exponential moving average
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"
#include "dt-smoother.h"

typedef struct
{
  DtSmoother average;
  DtPast     ring;
  double     values[];
} Zlema;

/* Bars that the average lags behind. */
static inline guint
zlema_lag (const double *parameters)
{
  return ((guint) parameters[0] - 1) / 2;
}

static gsize
zlema_state_size (const double *parameters)
{
  return sizeof (Zlema) + dt_past_length (zlema_lag (parameters) + 1.) * sizeof (double);
}

static void
zlema_init (gpointer      state,
            const double *parameters)
{
  Zlema *self = state;

  dt_smoother_init_ema (&self->average, parameters[0], 0);
  dt_smoother_set_seed (&self->average, parameters[1]);
  dt_past_init (&self->ring, zlema_lag (parameters) + 1);
}

static inline void
zlema_push (Zlema        *self,
            const double *in,
            double       *out)
{
  const double *window = dt_past_push (&self->ring, self->values, in[0]);

  if (window != NULL)
    out[0] = dt_smoother_push (&self->average, in[0] + (in[0] - window[0]));
}

DT_DEFINE_KERNELS (zlema, Zlema, 1, 1)

static guint
zlema_warmup (const double *parameters)
{
  return zlema_lag (parameters) + dt_smoother_delay (parameters[0], parameters[1]);
}

const DtIndicator dt_indicator_zlema = {
  .id = "zlema",
  .title = "Zero-Lag Exponential Moving Average",
  .category = "trend",
  .summary = "An exponential average of values that are carried on by what they moved over its "
             "lag.",
  .source = "Ehlers and Way, Zero Lag (Well, Almost), Stocks & Commodities, 2010",
  .convention = "The lag is (period - 1) / 2, rounded down; begins once there is a value that "
                "long ago.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (20), DT_SEED_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "zlema", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  DT_KERNELS (zlema),
};
