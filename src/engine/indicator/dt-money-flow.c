/* dt-money-flow.c - accumulation and distribution, Chaikin's oscillator and money flow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-total.h"
#include "dt-two-averages.h"
#include "dt-window.h"

/* Volume, positive where the close is at the high, negative where it is at the low. */
static inline double
money_flow (const double *in)
{
  return dt_ratio ((in[2] - in[1]) - (in[0] - in[2]), in[0] - in[1], 0.) * in[3];
}

typedef struct
{
  double line;
} Ad;

DT_DEFINE_STATE_SIZE (ad, Ad)

static void
ad_init (gpointer      state,
         const double *parameters)
{
  Ad *self = state;

  self->line = 0.;
}

static inline void
ad_push (Ad           *self,
         const double *in,
         double       *out)
{
  out[0] = self->line += money_flow (in);
}

DT_DEFINE_KERNELS (ad, Ad, 4, 1)

static guint
ad_warmup (const double *parameters)
{
  return 0;
}

typedef struct
{
  double        line;
  DtTwoAverages averages;
} ChaikinOscillator;

DT_DEFINE_STATE_SIZE (chaikin_oscillator, ChaikinOscillator)

static void
chaikin_oscillator_init (gpointer      state,
                         const double *parameters)
{
  ChaikinOscillator *self = state;

  self->line = 0.;
  dt_two_averages_init (&self->averages, parameters[0], parameters[1], DT_AVERAGE_EXPONENTIAL,
                        parameters[2]);
}

static inline void
chaikin_oscillator_push (ChaikinOscillator *self,
                         const double      *in,
                         double            *out)
{
  double averages[2];

  self->line += money_flow (in);
  dt_two_averages_push (&self->averages, NULL, self->line, averages);
  out[0] = averages[0] - averages[1];
}

DT_DEFINE_KERNELS (chaikin_oscillator, ChaikinOscillator, 4, 1)

static guint
chaikin_oscillator_warmup (const double *parameters)
{
  return dt_two_averages_delay (parameters[0], parameters[1], DT_AVERAGE_EXPONENTIAL,
                                parameters[2]);
}

typedef struct
{
  DtWindowSum flow;
  DtTotal     volume;
  double      tails[];     /* of both */
} Cmf;

static gsize
cmf_state_size (const double *parameters)
{
  return sizeof (Cmf) + 2 * (gsize) parameters[0] * sizeof (double);
}

static void
cmf_init (gpointer      state,
          const double *parameters)
{
  Cmf *self = state;

  dt_window_sum_init (&self->flow, parameters[0]);
  dt_total_init (&self->volume, parameters[0]);
}

static inline void
cmf_push (Cmf          *self,
          const double *in,
          double       *out)
{
  dt_window_sum_push (&self->flow, self->tails, money_flow (in));
  dt_total_push (&self->volume, self->tails + self->flow.period, in[3]);
  if (!self->volume.full)
    return;

  out[0] = self->volume.total > 0.
             ? dt_ratio (dt_window_sum_get_sum (&self->flow), self->volume.total, 0.)
             : 0.;
}

DT_DEFINE_KERNELS (cmf, Cmf, 4, 1)

static guint
cmf_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

const DtIndicator dt_indicator_ad = {
  .id = "ad",
  .title = "Accumulation/Distribution Line",
  .category = "volume",
  .summary = "Volume added up, positive as far as the close is above the middle of the bar.",
  .source = "Chaikin; Achelis, Technical Analysis from A to Z, 1995",
  .convention = "Begins at 0 before the first bar; bars without a range add nothing.",
  .n_inputs = 4,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE, DT_INPUT_VOLUME },
  .n_outputs = 1,
  .outputs = { { "ad", DT_DRAW_LINE, DT_UNIT_VOLUME } },
  DT_KERNELS (ad),
};

const DtIndicator dt_indicator_chaikin_oscillator = {
  .id = "chaikin_oscillator",
  .title = "Chaikin Oscillator",
  .category = "volume",
  .summary = "The distance of a fast from a slow average of the accumulation/distribution line.",
  .source = "Chaikin; Achelis, Technical Analysis from A to Z, 1995",
  .convention = "Exponential averages; TA-Lib’s ADOSC is seed = first.",
  .n_inputs = 4,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE, DT_INPUT_VOLUME },
  .n_parameters = 3,
  .parameters = {
    DT_COUNT_PARAMETER ("fast", 3),
    DT_COUNT_PARAMETER ("slow", 10),
    DT_SEED_PARAMETER,
  },
  .n_outputs = 1,
  .outputs = { { "chaikin_oscillator", DT_DRAW_LINE, DT_UNIT_VOLUME } },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (chaikin_oscillator),
};

const DtIndicator dt_indicator_cmf = {
  .id = "cmf",
  .title = "Chaikin Money Flow",
  .category = "volume",
  .summary = "What accumulation/distribution gained over the last bars, as a share of the volume.",
  .source = "Chaikin; Achelis, Technical Analysis from A to Z, 1995",
  .convention = "Between -1 and 1; 0 without volume.",
  .n_inputs = 4,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE, DT_INPUT_VOLUME },
  .n_parameters = 1,
  .parameters = { DT_PERIOD_PARAMETER (20) },
  .n_outputs = 1,
  .outputs = { { "cmf", DT_DRAW_LINE, DT_UNIT_NUMBER, -1, 1 } },
  .n_levels = 1,
  .levels = { 0 },
  DT_KERNELS (cmf),
};
