/* dt-force.c - Elder's force index
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

typedef struct
{
  double     prior;        /* close; missing before the first bar */
  DtSmoother average;
} Force;

DT_DEFINE_STATE_SIZE (force, Force)

static void
force_init (gpointer      state,
            const double *parameters)
{
  Force *self = state;

  self->prior = NAN;
  dt_smoother_init_ema (&self->average, parameters[0], 0);
  dt_smoother_set_seed (&self->average, parameters[1]);
}

static inline void
force_push (Force        *self,
            const double *in,
            double       *out)
{
  double change = in[0] - self->prior;

  self->prior = in[0];
  if (!isnan (change))
    out[0] = dt_smoother_push (&self->average, change * in[1]);
}

DT_DEFINE_KERNELS (force, Force, 2, 1)

static guint
force_warmup (const double *parameters)
{
  return 1 + dt_smoother_delay (parameters[0], parameters[1]);
}

const DtIndicator dt_indicator_force = {
  .id = "force",
  .title = "Force Index",
  .category = "volume",
  .summary = "Change of the close times volume, averaged.",
  .source = "Elder, Trading for a Living, 1993",
  .convention = "Exponential average; period = 1 is the raw force.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_CLOSE, DT_INPUT_VOLUME },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (13), DT_SEED_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "force", DT_DRAW_LINE, DT_UNIT_MONEY } },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (force),
};
