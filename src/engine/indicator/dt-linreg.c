/* dt-linreg.c - the line through the last values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-line.h"

typedef struct
{
  DtLine line;
  double tails[];
} Linreg;

static gsize
linreg_state_size (const double *parameters)
{
  return sizeof (Linreg) + dt_line_length (parameters[0]) * sizeof (double);
}

static void
linreg_init (gpointer      state,
             const double *parameters)
{
  Linreg *self = state;

  dt_line_init (&self->line, parameters[0]);
}

static inline void
linreg_push (Linreg       *self,
             const double *in,
             double       *out)
{
  double half = (self->line.period - 1.) / 2.;
  DtLineFit fit;

  if (!dt_line_push (&self->line, self->tails, in[0]))
    return;

  dt_line_fit (&self->line, &fit);
  out[0] = fit.mean + fit.slope * half;
  out[1] = fit.mean + fit.slope * (half + 1.);
  out[2] = fit.mean - fit.slope * half;
  out[3] = fit.slope;
  out[4] = atan (fit.slope) * (180. / G_PI);
  out[5] = fit.r_squared;
}

DT_DEFINE_KERNELS (linreg, Linreg, 1, 6)

static guint
linreg_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_linreg = {
  .id = "linreg",
  .title = "Linear Regression",
  .category = "statistics",
  .summary = "The straight line through the last values: where it ends, where it goes next, where "
             "it began, and how steep it is.",
  .source = "Legendre, Nouvelles méthodes pour la détermination des orbites des comètes, 1805",
  .convention = "Least squares over the places 0 .. period - 1. The end is known as least squares "
                "or end point moving average, too; the next value as time series forecast; the "
                "slope is per bar, the angle in degrees as if a bar were as wide as a unit of "
                "price.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { { "period", 14, 2, DT_INDICATOR_MAX_PERIOD, TRUE } },
  .n_outputs = 6,
  .outputs = {
    { "end", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "forecast", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "intercept", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE },
    { "slope", DT_DRAW_LINE, DT_UNIT_PRICE },
    { "angle", DT_DRAW_LINE, DT_UNIT_MIXED, -90, 90 },
    { "r_squared", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 1 },
  },
  DT_KERNELS (linreg),
};
