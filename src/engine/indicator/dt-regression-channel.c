/* dt-regression-channel.c - the line through the last values with bands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-line.h"

typedef struct
{
  DtLine line;
  double width;         /* deviations from the line to a band */
  double tails[];
} Channel;

static gsize
regression_channel_state_size (const double *parameters)
{
  return sizeof (Channel) + dt_line_length (parameters[0]) * sizeof (double);
}

static void
regression_channel_init (gpointer      state,
                         const double *parameters)
{
  Channel *self = state;

  dt_line_init (&self->line, parameters[0]);
  self->width = parameters[1];
}

static inline void
regression_channel_push (Channel      *self,
                         const double *in,
                         double       *out)
{
  DtLineFit fit;

  if (!dt_line_push (&self->line, self->tails, in[0]))
    return;

  dt_line_fit (&self->line, &fit);
  out[0] = fit.mean + fit.slope * (self->line.period - 1.) / 2.;
  out[1] = out[0] + self->width * fit.deviation;
  out[2] = out[0] - self->width * fit.deviation;
}

DT_DEFINE_KERNELS (regression_channel, Channel, 1, 3)

static guint
regression_channel_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_regression_channel = {
  .id = "regression_channel",
  .title = "Linear Regression Channel",
  .category = "volatility",
  .summary = "Where the straight line through the last values ends, and a band as wide as they "
             "scatter around it.",
  .source = "Raff, Trading the Regression Channel, Stocks & Commodities, 1991",
  .convention = "The line moves with each bar and nothing is drawn back; the deviation is the "
                "root of the mean squared distance from the line.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 2,
  .parameters = {
    { "period", 20, 2, DT_INDICATOR_MAX_PERIOD, TRUE },
    { "deviations", 2, 0, 100, FALSE },
  },
  .n_outputs = 3,
  .outputs = {
    { "middle", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "upper", DT_DRAW_OVERLAY_BAND, DT_UNIT_PRICE },
    { "lower", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
  },
  DT_KERNELS (regression_channel),
};
