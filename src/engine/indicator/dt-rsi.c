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

static inline void
rsi_push (Rsi          *self,
          const double *in,
          double       *out)
{
  double change = in[0] - self->prior, gain, loss;

  self->prior = in[0];
  if (G_UNLIKELY (isnan (change)))
    return;

  gain = dt_smoother_push (&self->gains, MAX (change, 0.));
  loss = dt_smoother_push (&self->losses, MAX (-change, 0.));
  out[0] = rsi_index (gain, loss);
}

static inline gboolean
rsi_is_ready (const Rsi *self)
{
  return dt_smoother_at_block (&self->gains);
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

/* Rises and falls of two bars; @rows: of each bar the two side by side. */
static inline void
rsi_move2 (DtPair  values,
           DtPair  prior,
           DtPair *rows)
{
  const DtPair none = { 0., 0. };
  DtPair changes = values - prior;

  rows[0] = dt_pair_max (changes, none);
  rows[1] = dt_pair_max (-changes, none);
  dt_pair_turn (rows);
}

static inline void
rsi_run_columns (Rsi                 *self,
                 const double *const *in,
                 gsize                n,
                 double *const       *out)
{
  const double *values = in[0];
  DtSmootherPair both = dt_smoother_pair_load (&self->gains, &self->losses);

  for (gsize i = 0; i < n; i += 4)
    {
      DtPair early = dt_pair_load (values + i), late = dt_pair_load (values + i + 2), rows[4];

      rsi_move2 (early, (DtPair) { self->prior, early[0] }, rows);
      rsi_move2 (late, (DtPair) { early[1], late[0] }, rows + 2);
      self->prior = late[1];

      dt_smoother_pair_push4 (&both, rows, rows);
      dt_pair_turn (rows);
      dt_pair_turn (rows + 2);
      dt_pair_store (out[0] + i, rsi_index2 (rows[0], rows[1]));
      dt_pair_store (out[0] + i + 2, rsi_index2 (rows[2], rows[3]));
    }

  dt_smoother_pair_store (&both, &self->gains, &self->losses);
}

DT_DEFINE_COLUMN_KERNELS (rsi, Rsi, 1, 1)

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
