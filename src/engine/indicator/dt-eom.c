/* dt-eom.c - ease of movement
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-window.h"

typedef struct
{
  double      prior;       /* middle of the prior bar; missing before the first */
  double      unit;        /* of volume */
  DtWindowSum smooth;
  double      tails[];
} Eom;

static gsize
eom_state_size (const double *parameters)
{
  return sizeof (Eom) + (gsize) parameters[0] * sizeof (double);
}

static void
eom_init (gpointer      state,
          const double *parameters)
{
  Eom *self = state;

  self->prior = NAN;
  self->unit = parameters[1];
  dt_window_sum_init (&self->smooth, parameters[0]);
}

static inline void
eom_push (Eom          *self,
          const double *in,
          double       *out)
{
  double middle = (in[0] + in[1]) / 2., prior = self->prior;

  self->prior = middle;
  if (isnan (prior))
    return;

  dt_window_sum_push (&self->smooth, self->tails,
                      dt_ratio ((middle - prior) * (in[0] - in[1]), in[2] / self->unit, 0.));
  out[0] = dt_window_sum_get_mean (&self->smooth);
}

DT_DEFINE_KERNELS (eom, Eom, 3, 1)

static guint
eom_warmup (const double *parameters)
{
  return parameters[0];
}

const DtIndicator dt_indicator_eom = {
  .id = "eom",
  .title = "Ease of Movement",
  .category = "volume",
  .summary = "How far the price moves for little volume.",
  .source = "Arms, Volume Cycles in the Stock Market, 1983",
  .convention = "Move of the bar’s middle times range, divided by volume in units of a hundred "
                "million shares; simple mean. 0 without volume.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_VOLUME },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (14), { "unit", 1e8, 1, 1e12, FALSE } },
  .n_outputs = 1,
  .outputs = { { "eom", DT_DRAW_LINE, DT_UNIT_MIXED } },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (eom),
};
