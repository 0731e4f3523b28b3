/* dt-rsi.c - relative strength index
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

typedef struct
{
  DtSmoother gains;
  DtSmoother losses;
  double     prior;      /* missing before the first value */
} Rsi;

static gsize
rsi_state_size (const double *parameters)
{
  return sizeof (Rsi);
}

static void
rsi_init (gpointer      state,
          const double *parameters)
{
  Rsi *self = state;

  dt_smoother_init_wilder (&self->gains, parameters[0], 0);
  dt_smoother_init_wilder (&self->losses, parameters[0], 0);
  dt_smoother_set_seed (&self->gains, parameters[1]);
  dt_smoother_set_seed (&self->losses, parameters[1]);
  self->prior = NAN;
}

/* Wilder's 100 - 100 / (1 + gain / loss), which has no value without losses, in the form that has
 * one; without gains too nothing speaks for either side. */
static inline double
rsi_index (double gain,
           double loss)
{
  double both = gain + loss;

  return both == 0. ? 50. : 100. * gain / both;
}

static inline double
rsi_push (Rsi    *self,
          double  value)
{
  double change = value - self->prior, gain, loss;

  if (G_UNLIKELY (!dt_is_present (value)))
    return NAN;

  self->prior = value;
  if (G_UNLIKELY (isnan (change)))
    return NAN;

  gain = dt_smoother_push (&self->gains, MAX (change, 0.));
  loss = dt_smoother_push (&self->losses, MAX (-change, 0.));

  return rsi_index (gain, loss);
}

/* The same for two bars at once. */
static inline DtPair
rsi_index2 (DtPair gain,
            DtPair loss)
{
  DtPair both = gain + loss;
  DtPairBits still = both == 0.;

  return (DtPair) ((DtPairBits) dt_pair_select (still, (DtPair) { 50., 50. }) |
                   (DtPairBits) dt_pair_select (~still, 100. * gain / both));
}

static inline void
rsi_push4 (DtSmootherPair *both,
           double         *prior,
           const double   *values,
           double         *indices)
{
  DtPair moves[4], averages[4];

  for (guint k = 0; k < 4; k++)
    {
      double change = values[k] - (k == 0 ? *prior : values[k - 1]);

      moves[k] = (DtPair) { change, -change };
      moves[k] = dt_pair_select (moves[k] > 0., moves[k]);
    }

  *prior = values[3];
  dt_smoother_pair_push4 (both, moves, averages);

  for (guint k = 0; k < 4; k += 2)
    {
      DtPair a = averages[k], b = averages[k + 1];
      DtPair index = rsi_index2 ((DtPair) { a[0], b[0] }, (DtPair) { a[1], b[1] });

      indices[k] = index[0];
      indices[k + 1] = index[1];
    }
}

static void
rsi_step (gpointer      state,
          const double *inputs,
          double       *outputs)
{
  outputs[0] = rsi_push (state, inputs[0]);
}

static void
rsi_run (gpointer             state,
         const double *const *inputs,
         gsize                n,
         double *const       *outputs)
{
  Rsi self = *(Rsi *) state;
  const double *values = inputs[0];

  for (gsize i = 0; i < n; i++)
    {
      if (dt_smoother_at_block (&self.gains))
        {
          DtSmootherPair both = dt_smoother_pair_load (&self.gains, &self.losses);
          double nowhere[4];

          for (; n - i >= 4 && dt_are_present4 (values + i); i += 4)
            rsi_push4 (&both, &self.prior, values + i, dt_output_at (outputs[0], i, nowhere));
          dt_smoother_pair_store (&both, &self.gains, &self.losses);
        }

      if (i == n)
        break;

      dt_put (outputs[0], i, rsi_push (&self, values[i]));
    }

  *(Rsi *) state = self;
}

static guint
rsi_warmup (const double *parameters)
{
  return 1 + dt_smoother_delay (parameters[0], parameters[1]);
}

const DtIndicator dt_indicator_rsi = {
  .id = "rsi",
  .title = "Relative Strength Index",
  .category = "momentum",
  .summary = "Share of the rises in all movement, 0 to 100.",
  .source = "Wilder, New Concepts in Technical Trading Systems, 1978",
  .convention = "Wilder’s averages of rises and falls, weight 1 / period, seeded by the simple "
                "mean; 50 where nothing moved.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (14), DT_SEED_PARAMETER },
  .n_outputs = 1,
  .outputs = { { "rsi", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 } },
  .n_levels = 2,
  .levels = { 30, 70 },
  .state_size = rsi_state_size,
  .init = rsi_init,
  .step = rsi_step,
  .run = rsi_run,
  .warmup = rsi_warmup,
};
