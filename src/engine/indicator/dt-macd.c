/* dt-macd.c - moving average convergence divergence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother-quad.h"

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

/* What is worked out of a chunk before it is all written. */
typedef struct
{
  DtSmootherGroup fast[DT_SMOOTHER_GROUPS];
  DtSmootherGroup slow[DT_SMOOTHER_GROUPS];
  DtSmootherGroup signal[DT_SMOOTHER_GROUPS];
} Groups;

/* Returns how many it took, of at most a chunk. */
DT_WIDE static gsize
macd_run_quads (Macd          *self,
                const double  *values,
                gsize          n,
                double *const *out)
{
  DtSmootherQuadWeights weights[3];
  DtSmootherQuad fast, slow, signal;
  Groups groups;
  gsize n_groups = n / DT_SMOOTHER_GROUP;

  dt_smoother_quad_load_weights (&weights[0], &self->fast);
  dt_smoother_quad_load_weights (&weights[1], &self->slow);
  dt_smoother_quad_load_weights (&weights[2], &self->signal);
  dt_smoother_quad_load (&fast, &self->fast);
  dt_smoother_quad_load (&slow, &self->slow);
  dt_smoother_quad_load (&signal, &self->signal);

  for (gsize i = 0; i <= n_groups; i++)
    {
      DtQuad rows[4];

      if (i > 0)
        {
          dt_smoother_quad_link (&fast, &weights[0], &groups.fast[i - 1]);
          dt_smoother_quad_link (&slow, &weights[1], &groups.slow[i - 1]);
        }
      if (i == n_groups)
        break;

      dt_quad_load_rows (values + DT_SMOOTHER_GROUP * i, rows);
      dt_smoother_quad_take (&fast, &weights[0], rows, &groups.fast[i]);
      dt_smoother_quad_take (&slow, &weights[1], rows, &groups.slow[i]);
    }

  for (gsize i = 0; i <= n_groups; i++)
    {
      DtQuad macd[4], other[4];

      if (i > 0)
        dt_smoother_quad_link (&signal, &weights[2], &groups.signal[i - 1]);
      if (i == n_groups)
        break;

      dt_smoother_quad_give (&weights[0], &groups.fast[i], macd);
      dt_smoother_quad_give (&weights[1], &groups.slow[i], other);
      macd[0] -= other[0];
      macd[1] -= other[1];
      macd[2] -= other[2];
      macd[3] -= other[3];
      dt_smoother_quad_take (&signal, &weights[2], macd, &groups.signal[i]);
      dt_quad_store_rows (macd, out[0] + DT_SMOOTHER_GROUP * i);
    }

  for (gsize i = 0; i < n_groups; i++)
    {
      double *macd = out[0] + DT_SMOOTHER_GROUP * i, *histogram = out[2] + DT_SMOOTHER_GROUP * i;
      DtQuad line[4];

      dt_smoother_quad_give (&weights[2], &groups.signal[i], line);
      dt_quad_store_rows (line, out[1] + DT_SMOOTHER_GROUP * i);
      DT_QUAD_AT (histogram) = DT_QUAD_AT (macd) - line[0];
      DT_QUAD_AT (histogram + 4) = DT_QUAD_AT (macd + 4) - line[1];
      DT_QUAD_AT (histogram + 8) = DT_QUAD_AT (macd + 8) - line[2];
      DT_QUAD_AT (histogram + 12) = DT_QUAD_AT (macd + 12) - line[3];
    }

  dt_smoother_quad_store (&fast, &self->fast);
  dt_smoother_quad_store (&slow, &self->slow);
  dt_smoother_quad_store (&signal, &self->signal);

  return DT_SMOOTHER_GROUP * n_groups;
}

static inline void
macd_run_columns (Macd                *self,
                  const double *const *in,
                  gsize                n,
                  double *const       *out)
{
  gsize i = dt_vector_get () < DT_VECTOR_WIDE ? 0 : macd_run_quads (self, in[0], n, out);

  for (; i < n; i += 4)
    {
      double macd[4], slow[4], signal[4];

      dt_smoother_push4 (&self->fast, in[0] + i, macd);
      dt_smoother_push4 (&self->slow, in[0] + i, slow);
      for (guint k = 0; k < 4; k++)
        macd[k] -= slow[k];
      dt_smoother_push4 (&self->signal, macd, signal);

      for (guint k = 0; k < 4; k++)
        {
          out[0][i + k] = macd[k];
          out[1][i + k] = signal[k];
          out[2][i + k] = macd[k] - signal[k];
        }
    }
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
