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
macd_push (Macd         *self,
           const double *in,
           double       *out)
{
  double macd = macd_average (&self->fast, &self->n_to_fast, in[0]) -
                macd_average (&self->slow, &self->n_to_slow, in[0]);

  if (G_UNLIKELY (isnan (macd)))
    return;

  out[0] = macd;
  out[1] = dt_smoother_push (&self->signal, macd);
  out[2] = macd - out[1];
}

static inline gboolean
macd_is_ready (const Macd *self)
{
  return dt_smoother_at_block (&self->fast) && dt_smoother_at_block (&self->slow) &&
         dt_smoother_at_block (&self->signal);
}

static inline void
macd_run_columns (Macd                *self,
                  const double *const *in,
                  gsize                n,
                  double *const       *out)
{
  DtSmootherPair both = dt_smoother_pair_load (&self->fast, &self->slow);
  DtSmoother signal = self->signal;
  double *macd = out[0], *smooth = out[1], *histogram = out[2];

  for (gsize i = 0; i < n; i += 4)
    {
      const double *v = in[0] + i;
      DtPair rows[] = { { v[0], v[0] }, { v[1], v[1] }, { v[2], v[2] }, { v[3], v[3] } };

      dt_smoother_pair_push4 (&both, rows, rows);
      dt_pair_turn (rows);
      dt_pair_turn (rows + 2);
      rows[0] -= rows[1];
      rows[2] -= rows[3];
      dt_pair_store (macd + i, rows[0]);
      dt_pair_store (macd + i + 2, rows[2]);

      dt_smoother_push4 (&signal, macd + i, smooth + i);
      dt_pair_store (histogram + i, rows[0] - dt_pair_load (smooth + i));
      dt_pair_store (histogram + i + 2, rows[2] - dt_pair_load (smooth + i + 2));
    }

  dt_smoother_pair_store (&both, &self->fast, &self->slow);
  self->signal = signal;
}

DT_DEFINE_COLUMN_KERNELS (macd, Macd, 1, 3)

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
