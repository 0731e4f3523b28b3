/* dt-ht-period.c - dominant cycle: period and phasor
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-hilbert.h"

DT_DEFINE_STATE_SIZE (ht, DtHilbert)

static void
ht_init (gpointer      state,
         const double *parameters)
{
  dt_hilbert_init (state, parameters[0] == DT_HILBERT_FIRST ? 6 : 12);
}

static inline void
ht_dcperiod_push (DtHilbert    *self,
                  const double *in,
                  double       *out)
{
  if (dt_hilbert_push (self, in[0]))
    out[0] = self->smooth_period;
}

DT_DEFINE_KERNELS (ht_dcperiod, DtHilbert, 1, 1)

static inline void
ht_phasor_push (DtHilbert    *self,
                const double *in,
                double       *out)
{
  if (!dt_hilbert_push (self, in[0]))
    return;

  out[0] = self->in_phase[0];
  out[1] = self->quadrature[0];
}

DT_DEFINE_KERNELS (ht_phasor, DtHilbert, 1, 2)

static guint
ht_warmup (const double *parameters)
{
  return parameters[0] == DT_HILBERT_FIRST ? 6 : 12;
}

const DtIndicator dt_indicator_ht_dcperiod = {
  .id = "ht_dcperiod",
  .title = "Dominant Cycle Period",
  .category = "cycle",
  .summary = "How many bars the cycle is long that is strongest now.",
  .source = "Ehlers, Rocket Science for Traders, 2001",
  .convention = "TA-Lib shows it from the 33rd bar on. " DT_HILBERT_CONVENTION,
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_HILBERT_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "ht_dcperiod", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, DT_HILBERT_MAX_PERIOD } },
  .state_size = ht_state_size,
  .init = ht_init,
  .step = ht_dcperiod_step,
  .run = ht_dcperiod_run,
  .warmup = ht_warmup,
};

const DtIndicator dt_indicator_ht_phasor = {
  .id = "ht_phasor",
  .title = "Phasor Components",
  .category = "cycle",
  .summary = "The part of the price’s cycle that is in phase and the one a quarter of a cycle "
             "later.",
  .source = "Ehlers, Rocket Science for Traders, 2001",
  .convention = "TA-Lib shows them from the 33rd bar on. " DT_HILBERT_CONVENTION,
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_HILBERT_PARAMETER },
  .n_outputs = 2,
  .outputs = {
    { "in_phase", DT_DRAW_LINE, DT_UNIT_PRICE },
    { "quadrature", DT_DRAW_LINE, DT_UNIT_PRICE },
  },
  .state_size = ht_state_size,
  .init = ht_init,
  .step = ht_phasor_step,
  .run = ht_phasor_run,
  .warmup = ht_warmup,
};
