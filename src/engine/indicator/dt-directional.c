/* dt-directional.c - directional movement, its index and rating
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"
#include "dt-smoother.h"

typedef struct
{
  DtSmoother range;
  DtSmoother plus;
  DtSmoother minus;
  DtSmoother index;
  double     high;       /* of the prior bar; missing before the first */
  double     low;
  double     close;
  guint64    n_to_skip;  /* strengths that TA-Lib does not give */
  DtPast     ring;       /* of the index */
  double     values[];
} Directional;

/* TA-Lib gives the movement one bar earlier than its strength. */
static void
directional_init (gpointer      state,
                  const double *parameters)
{
  Directional *self = state;
  guint period = parameters[0], seed = parameters[1];

  dt_smoother_init_wilder (&self->range, period, 0);
  dt_smoother_init_wilder (&self->plus, period, 0);
  dt_smoother_init_wilder (&self->minus, period, 0);
  dt_smoother_init_wilder (&self->index, period, 0);
  dt_smoother_set_seed (&self->range, seed);
  dt_smoother_set_seed (&self->plus, seed);
  dt_smoother_set_seed (&self->minus, seed);
  dt_smoother_set_seed (&self->index, seed == DT_SEED_TALIB ? DT_SEED_MEAN : seed);
  self->n_to_skip = seed == DT_SEED_TALIB && period > 1;
  self->high = self->low = self->close = NAN;
}

/* The averages of range, plus and minus, missing while there are none. */
static inline void
directional_average (Directional  *self,
                     const double *in,
                     double       *averages)
{
  double up = in[0] - self->high, down = self->low - in[1], prior = self->close;

  self->high = in[0];
  self->low = in[1];
  self->close = in[2];
  averages[0] = averages[1] = averages[2] = NAN;
  if (isnan (prior))
    return;

  averages[0] = dt_smoother_push (&self->range, dt_true_range (in[0], in[1], prior));
  averages[1] = dt_smoother_push (&self->plus, up > down && up > 0. ? up : 0.);
  averages[2] = dt_smoother_push (&self->minus, down > up && down > 0. ? down : 0.);
}

static inline double
directional_index (Directional  *self,
                   const double *in)
{
  double averages[3], plus, minus;

  directional_average (self, in, averages);
  if (isnan (averages[0]))
    return NAN;
  if (self->n_to_skip > 0)
    {
      self->n_to_skip--;
      return NAN;
    }

  plus = dt_ratio (100. * averages[1], averages[0], 0.);
  minus = dt_ratio (100. * averages[2], averages[0], 0.);
  return dt_ratio (100. * fabs (plus - minus), plus + minus, 0.);
}

static gsize
dm_state_size (const double *parameters)
{
  return sizeof (Directional);
}

static inline void
dm_push (Directional  *self,
         const double *in,
         double       *out)
{
  const double bar[] = { in[0], in[1], in[1] };
  double averages[3];

  directional_average (self, bar, averages);
  out[0] = averages[1] * self->plus.period;
  out[1] = averages[2] * self->minus.period;
}

DT_DEFINE_KERNELS (dm, Directional, 2, 2)

static guint
dm_warmup (const double *parameters)
{
  guint delay = dt_smoother_delay (parameters[0], parameters[1]);

  return parameters[1] == DT_SEED_TALIB && delay > 0 ? delay : delay + 1;
}

static inline void
dx_push (Directional  *self,
         const double *in,
         double       *out)
{
  out[0] = directional_index (self, in);
}

DT_DEFINE_KERNELS (dx, Directional, 3, 1)

static guint
dx_warmup (const double *parameters)
{
  return 1 + dt_smoother_delay (parameters[0], parameters[1]);
}

static gsize
adxr_state_size (const double *parameters)
{
  return sizeof (Directional) + dt_past_length (parameters[1] + 1.) * sizeof (double);
}

static void
adxr_init (gpointer      state,
           const double *parameters)
{
  Directional *self = state;
  const double own[] = { parameters[0], parameters[2] };

  directional_init (state, own);
  dt_past_init (&self->ring, parameters[1] + 1.);
}

static inline void
adxr_push (Directional  *self,
           const double *in,
           double       *out)
{
  double index = directional_index (self, in), average;
  const double *window;

  if (isnan (index))
    return;
  average = dt_smoother_push (&self->index, index);
  if (isnan (average))
    return;

  window = dt_past_push (&self->ring, self->values, average);
  if (window != NULL)
    out[0] = (average + window[0]) / 2.;
}

DT_DEFINE_KERNELS (adxr, Directional, 3, 1)

static guint
adxr_warmup (const double *parameters)
{
  return 1 + 2 * dt_smoother_delay (parameters[0], parameters[2]) + parameters[1];
}

const DtIndicator dt_indicator_dm = {
  .id = "dm",
  .title = "Directional Movement",
  .category = "trend",
  .summary = "How far the bars reached beyond the prior ones, upwards and downwards.",
  .source = "Wilder, New Concepts in Technical Trading Systems, 1978",
  .convention = "Wilder’s sums: the average with weight 1 / period, times the period. Only the "
                "larger of a bar’s two moves counts.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (14), DT_SEED_TALIB_PARAMETER },
  .n_outputs = 2,
  .outputs = {
    { "plus_dm", DT_DRAW_LINE, DT_UNIT_PRICE },
    { "minus_dm", DT_DRAW_LINE, DT_UNIT_PRICE },
  },
  .state_size = dm_state_size,
  .init = directional_init,
  .step = dm_step,
  .run = dm_run,
  .warmup = dm_warmup,
};

const DtIndicator dt_indicator_dx = {
  .id = "dx",
  .title = "Directional Movement Index",
  .category = "trend",
  .summary = "How one-sided the movement is, 0 to 100; adx is its average.",
  .source = "Wilder, New Concepts in Technical Trading Systems, 1978",
  .convention = "100 |plus - minus| / (plus + minus) of the strengths that adx gives; 0 where "
                "nothing moved.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (14), DT_SEED_TALIB_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "dx", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 } },
  .state_size = dm_state_size,
  .init = directional_init,
  .step = dx_step,
  .run = dx_run,
  .warmup = dx_warmup,
};

const DtIndicator dt_indicator_adxr = {
  .id = "adxr",
  .title = "Average Directional Movement Rating",
  .category = "trend",
  .summary = "The mean of the adx now and a while ago.",
  .source = "Wilder, New Concepts in Technical Trading Systems, 1978",
  .convention = "Wilder takes the adx of 14 bars ago; TA-Lib that of period - 1, ago = 13.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 3,
  .parameters = {
    DT_PERIOD_PARAMETER (14),
    DT_COUNT_PARAMETER ("ago", 14),
    DT_SEED_TALIB_PARAMETER,
  },
  .n_outputs = 1,
  .outputs = { { "adxr", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 } },
  .state_size = adxr_state_size,
  .init = adxr_init,
  .step = adxr_step,
  .run = adxr_run,
  .warmup = adxr_warmup,
};
