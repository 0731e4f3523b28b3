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
  guint32    n_to_fast;   /* values that the fast, or the slow, average does not see */
  guint32    n_to_slow;
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
  guint fast = parameters[0], slow = parameters[1], seed = parameters[3];
  guint own_seed = seed == DT_SEED_TALIB ? DT_SEED_MEAN : seed;

  self->n_to_fast = seed == DT_SEED_TALIB && slow > fast ? slow - fast : 0;
  self->n_to_slow = seed == DT_SEED_TALIB && fast > slow ? fast - slow : 0;
  dt_smoother_init_ema (&self->fast, fast, self->n_to_fast);
  dt_smoother_init_ema (&self->slow, slow, self->n_to_slow);
  dt_smoother_init_ema (&self->signal, parameters[2], dt_smoother_delay (MAX (fast, slow), seed));
  dt_smoother_set_seed (&self->fast, own_seed);
  dt_smoother_set_seed (&self->slow, own_seed);
  dt_smoother_set_seed (&self->signal, own_seed);
}

/* The average, unless the value comes too early for it. */
static inline double
macd_average (DtSmoother *smoother,
              guint32    *n_to_skip,
              double      value)
{
  if (G_LIKELY (*n_to_skip == 0))
    return dt_smoother_push (smoother, value);

  --*n_to_skip;
  return NAN;
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

  lines[0] = macd_average (&self->fast, &self->n_to_fast, value) -
             macd_average (&self->slow, &self->n_to_slow, value);
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
  guint slower = MAX (parameters[0], parameters[1]);

  return dt_smoother_delay (slower, parameters[3]) +
         dt_smoother_delay (parameters[2], parameters[3]);
}

const DtIndicator dt_indicator_macd = {
  .id = "macd",
  .title = "Moving Average Convergence Divergence",
  .category = "momentum",
  .summary = "The distance of a fast from a slow average, and an average of it.",
  .source = "Appel, The Moving Average Convergence-Divergence Method, 1979",
  .convention = "Each exponential average is seeded by the simple mean of its own first values; "
                "with seed = talib the faster one begins so late that both give their first value "
                "together, as TA-Lib’s do.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 4,
  .parameters = {
    { "fast", 12, 1, DT_INDICATOR_MAX_PERIOD, TRUE },
    { "slow", 26, 1, DT_INDICATOR_MAX_PERIOD, TRUE },
    { "signal", 9, 1, DT_INDICATOR_MAX_PERIOD, TRUE },
    DT_SEED_TALIB_PARAMETER,
  },
  .n_outputs = 3,
  .outputs = {
    { "macd", DT_DRAW_LINE, DT_UNIT_PRICE },
    { "signal", DT_DRAW_LINE, DT_UNIT_PRICE },
    { "histogram", DT_DRAW_HISTOGRAM, DT_UNIT_PRICE },
  },
  .state_size = macd_state_size,
  .init = macd_init,
  .step = macd_step,
  .run = macd_run,
  .warmup = macd_warmup,
};
