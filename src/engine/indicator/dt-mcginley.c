/* dt-mcginley.c - McGinley's dynamic
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-indicator-private.h"

typedef struct
{
  double span;         /* factor times period */
  double average;      /* missing before the first value */
} McGinley;

DT_DEFINE_STATE_SIZE (mcginley, McGinley)

static void
mcginley_init (gpointer      state,
               const double *parameters)
{
  McGinley *self = state;

  self->span = parameters[0] * parameters[1];
  self->average = NAN;
}

static inline void
mcginley_push (McGinley     *self,
               const double *in,
               double       *out)
{
  double speed = dt_ratio (in[0], self->average, 1.);

  if (isnan (self->average))
    self->average = in[0];
  else
    {
      double step = dt_ratio (in[0] - self->average,
                              self->span * (speed * speed) * (speed * speed), 0.);

      /* Far below, the formula would shoot beyond the price; and it ends at a price of zero. */
      if (fabs (step) <= fabs (in[0] - self->average))
        self->average += step;
      else
        self->average = in[0];
    }

  out[0] = self->average;
}

DT_DEFINE_KERNELS (mcginley, McGinley, 1, 1)

static guint
mcginley_warmup (const double *parameters)
{
  return 0;
}

const DtIndicator dt_indicator_mcginley = {
  .id = "mcginley",
  .title = "McGinley Dynamic",
  .category = "trend",
  .summary = "An average that follows falls faster than rises.",
  .source = "McGinley, Journal of Technical Analysis, 1997",
  .convention = "Begins with the first value; never steps beyond the price.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (14), { "factor", 0.6, 0.01, 100, FALSE } },
  .n_outputs = 1,
  .outputs = { { "mcginley", DT_DRAW_OVERLAY_LINE, DT_UNIT_PRICE } },
  DT_KERNELS (mcginley),
};
