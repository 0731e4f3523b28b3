/* dt-macd.c - moving average convergence divergence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

typedef struct
{
  DtSmoother fast;
  DtSmoother slow;
  DtSmoother signal;
} Macd;

static gsize
macd_state_size (const double *parameters)
{
  return sizeof (Macd);
}

static void
macd_init (gpointer      state,
           const double *parameters)
{
  Macd *self = state;
  guint fast = parameters[0], slow = parameters[1];

  dt_smoother_init_ema (&self->fast, fast, 0);
  dt_smoother_init_ema (&self->slow, slow, 0);
  dt_smoother_init_ema (&self->signal, parameters[2], MAX (fast, slow) - 1);
}

/* Writes macd, signal and histogram. */
static inline void
macd_push (Macd   *self,
           double  value,
           double *lines)
{
  lines[0] = lines[1] = lines[2] = NAN;
  if (G_UNLIKELY (!dt_is_present (value)))
    return;

  lines[0] = dt_smoother_push (&self->fast, value) - dt_smoother_push (&self->slow, value);
  if (G_UNLIKELY (isnan (lines[0])))
    return;

  lines[1] = dt_smoother_push (&self->signal, lines[0]);
  lines[2] = lines[0] - lines[1];
}

static inline gboolean
macd_at_block (const Macd *self)
{
  return dt_smoother_at_block (&self->fast) && dt_smoother_at_block (&self->slow) &&
         dt_smoother_at_block (&self->signal);
}

static inline void
macd_push4 (DtSmootherPair *both,
            DtSmoother     *signal,
            const double   *values,
            double *const  *lines)
{
  DtPair twice[4], averages[4];
  double macd[4], smooth[4];

  for (guint k = 0; k < 4; k++)
    twice[k] = (DtPair) { values[k], values[k] };

  dt_smoother_pair_push4 (both, twice, averages);
  for (guint k = 0; k < 4; k++)
    macd[k] = averages[k][0] - averages[k][1];

  dt_smoother_push4 (signal, macd, smooth);
  for (guint k = 0; k < 4; k++)
    {
      lines[0][k] = macd[k];
      lines[1][k] = smooth[k];
      lines[2][k] = macd[k] - smooth[k];
    }
}

/* Whole blocks from bar @i on; returns how far it came. */
static gsize
macd_run_blocks (Macd           *self,
                 const double   *values,
                 gsize           i,
                 gsize           n,
                 double *const  *outputs)
{
  DtSmootherPair both = dt_smoother_pair_load (&self->fast, &self->slow);
  DtSmoother signal = self->signal;
  double nowhere[3][4];

  for (; n - i >= 4 && dt_are_present4 (values + i); i += 4)
    {
      double *const lines[] = {
        dt_output_at (outputs[0], i, nowhere[0]),
        dt_output_at (outputs[1], i, nowhere[1]),
        dt_output_at (outputs[2], i, nowhere[2]),
      };

      macd_push4 (&both, &signal, values + i, lines);
    }

  dt_smoother_pair_store (&both, &self->fast, &self->slow);
  self->signal = signal;
  return i;
}

static void
macd_step (gpointer      state,
           const double *inputs,
           double       *outputs)
{
  macd_push (state, inputs[0], outputs);
}

static void
macd_run (gpointer             state,
          const double *const *inputs,
          gsize                n,
          double *const       *outputs)
{
  Macd *self = state;
  const double *values = inputs[0];

  for (gsize i = 0; i < n; i++)
    {
      double lines[3];

      if (macd_at_block (self))
        i = macd_run_blocks (self, values, i, n, outputs);
      if (i == n)
        break;

      macd_push (self, values[i], lines);
      for (guint k = 0; k < 3; k++)
        dt_put (outputs[k], i, lines[k]);
    }
}

static guint
macd_warmup (const double *parameters)
{
  return MAX (parameters[0], parameters[1]) + parameters[2] - 2;
}

const DtIndicator dt_indicator_macd = {
  .id = "macd",
  .title = "Moving Average Convergence Divergence",
  .category = "momentum",
  .summary = "The distance of a fast from a slow average, and an average of it.",
  .source = "Appel, The Moving Average Convergence-Divergence Method, 1979",
  .convention = "Each exponential average is seeded by the simple mean of its own first values "
                "(TA-Lib begins the fast one together with the slow one: the first values differ).",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 3,
  .parameters = {
    { "fast", 12, 1, DT_INDICATOR_MAX_PERIOD, TRUE },
    { "slow", 26, 1, DT_INDICATOR_MAX_PERIOD, TRUE },
    { "signal", 9, 1, DT_INDICATOR_MAX_PERIOD, TRUE },
  },
  .n_outputs = 3,
  .outputs = {
    { "macd", DT_DRAW_LINE },
    { "signal", DT_DRAW_LINE },
    { "histogram", DT_DRAW_HISTOGRAM },
  },
  .state_size = macd_state_size,
  .init = macd_init,
  .step = macd_step,
  .run = macd_run,
  .warmup = macd_warmup,
};
