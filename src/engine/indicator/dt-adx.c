/* dt-adx.c - average directional index
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother-quad.h"

typedef struct
{
  DtSmoother range;
  DtSmoother plus;
  DtSmoother minus;
  DtSmoother index;
  double     high;      /* of the prior bar; missing before the first */
  double     low;
  double     close;
  guint64    n_to_skip; /* strengths that TA-Lib does not give */
} Adx;

static gsize
adx_state_size (const double *parameters)
{
  return sizeof (Adx);
}

static void
adx_init (gpointer      state,
          const double *parameters)
{
  Adx *self = state;
  guint period = parameters[0], seed = parameters[1];

  dt_smoother_init_wilder (&self->range, period, 0);
  dt_smoother_init_wilder (&self->plus, period, 0);
  dt_smoother_init_wilder (&self->minus, period, 0);
  dt_smoother_init_wilder (&self->index, period, dt_smoother_delay (period, seed));
  dt_smoother_set_seed (&self->range, seed);
  dt_smoother_set_seed (&self->plus, seed);
  dt_smoother_set_seed (&self->minus, seed);
  dt_smoother_set_seed (&self->index, seed == DT_SEED_TALIB ? DT_SEED_MEAN : seed);
  self->n_to_skip = seed == DT_SEED_TALIB && period > 1;
  self->high = self->low = self->close = NAN;
}

/* How far the bar reached beyond the prior one: plus and minus, of which the lesser is nothing. */
static inline DtPair
adx_moves (double high,
           double low,
           double prior_high,
           double prior_low)
{
  double up = high - prior_high, down = prior_low - low;
  DtPair moves = { up, down }, others = { down, up };

  return dt_pair_select ((moves > others) & (moves > 0.), moves);
}

static inline double
percent (double part,
         double whole)
{
  return whole == 0. ? 0. : 100. * part / whole;
}

/* What both movements are multiplied with to be percents of the true range: one division for two.
 * Of a range that stillness has worn down to less than this nothing is a part. */
#define LEAST_RANGE 1e-300

static inline double
percents (double range)
{
  return range > LEAST_RANGE ? 100. / range : 0.;
}

/* No movement is more than the range, where bars do not contradict themselves. */
static inline double
strength (double movement,
          double range)
{
  return MIN (movement * percents (range), 100.);
}

/* Writes adx, plus_di and minus_di. */
static inline void
adx_push (Adx    *self,
          double  high,
          double  low,
          double  close,
          double *lines)
{
  double true_range = dt_true_range (high, low, self->close), range, plus, minus;
  DtPair moves = adx_moves (high, low, self->high, self->low);

  lines[0] = lines[1] = lines[2] = NAN;
  if (G_UNLIKELY (!(dt_is_present (high) && dt_is_present (low) && dt_is_present (close))))
    return;

  self->high = high;
  self->low = low;
  self->close = close;
  if (G_UNLIKELY (isnan (true_range)))
    return;

  range = dt_smoother_push (&self->range, true_range);
  plus = dt_smoother_push (&self->plus, moves[0]);
  minus = dt_smoother_push (&self->minus, moves[1]);
  if (G_UNLIKELY (isnan (range)))
    return;
  if (G_UNLIKELY (self->n_to_skip > 0))
    {
      self->n_to_skip--;
      return;
    }

  lines[1] = strength (plus, range);
  lines[2] = strength (minus, range);
  lines[0] = dt_smoother_push (&self->index, percent (fabs (plus - minus), plus + minus));
}

static void
adx_step (gpointer      state,
          const double *inputs,
          double       *outputs)
{
  adx_push (state, inputs[0], inputs[1], inputs[2], outputs);
}

static inline gboolean
adx_is_ready (const Adx *self)
{
  return dt_smoother_at_block (&self->range) && dt_smoother_at_block (&self->index);
}

/* adx_push() of a block: four bars. */
static inline void
adx_push4 (Adx           *self,
           const double  *high,
           const double  *low,
           const double  *close,
           double *const *out)
{
  double range[4], plus[4], minus[4], index[4];

  for (guint k = 0; k < 4; k++)
    {
      DtPair moves = adx_moves (high[k], low[k], self->high, self->low);

      range[k] = dt_true_range (high[k], low[k], self->close);
      plus[k] = moves[0];
      minus[k] = moves[1];
      self->high = high[k];
      self->low = low[k];
      self->close = close[k];
    }

  dt_smoother_push4 (&self->range, range, range);
  dt_smoother_push4 (&self->plus, plus, plus);
  dt_smoother_push4 (&self->minus, minus, minus);
  for (guint k = 0; k < 4; k++)
    {
      index[k] = percent (fabs (plus[k] - minus[k]), plus[k] + minus[k]);
      out[1][k] = strength (plus[k], range[k]);
      out[2][k] = strength (minus[k], range[k]);
    }
  dt_smoother_push4 (&self->index, index, out[0]);
}

/* What is worked out of a chunk before its lines are written. */
typedef struct
{
  DtSmootherGroup range[DT_SMOOTHER_GROUPS];
  DtSmootherGroup plus[DT_SMOOTHER_GROUPS];
  DtSmootherGroup minus[DT_SMOOTHER_GROUPS];
} Groups;

/* The moves of four bars in a row, which follow others. */
DT_WIDE static inline G_ALWAYS_INLINE void
moves_row (const double *high,
           const double *low,
           DtQuad       *plus,
           DtQuad       *minus)
{
  const DtQuad none = { 0. };
  DtQuad up = DT_QUAD_AT (high) - DT_QUAD_AT (high - 1);
  DtQuad down = DT_QUAD_AT (low - 1) - DT_QUAD_AT (low);
  DtQuad rise = (DtQuad) ((up > down) & (DtQuadBits) up);
  DtQuad fall = (DtQuad) ((down > up) & (DtQuadBits) down);

  dt_quad_max (&rise, &none, plus);
  dt_quad_max (&fall, &none, minus);
}

DT_WIDE static inline G_ALWAYS_INLINE void
range_row (const double *high,
           const double *low,
           const double *close,
           DtQuad       *range)
{
  DtQuad prior = DT_QUAD_AT (close - 1), top = DT_QUAD_AT (high), bottom = DT_QUAD_AT (low);

  dt_quad_max (&top, &prior, &top);
  dt_quad_min (&bottom, &prior, &bottom);
  *range = top - bottom;
}

/* Averages become strengths; the index in the place of the range. */
DT_WIDE static inline G_ALWAYS_INLINE void
index_row (DtQuad *range,
           DtQuad *plus,
           DtQuad *minus)
{
  const DtQuadBits size = { G_MAXINT64, G_MAXINT64, G_MAXINT64, G_MAXINT64 };
  const DtQuad most = { 100., 100., 100., 100. };
  DtQuad difference = *plus - *minus, whole = *plus + *minus;
  DtQuad percent = (DtQuad) ((*range > LEAST_RANGE) & (DtQuadBits) (100. / *range));
  DtQuad index = 100. * (DtQuad) (size & (DtQuadBits) difference) / whole;

  *range = (DtQuad) ((whole != 0.) & (DtQuadBits) index);
  *plus *= percent;
  *minus *= percent;
  dt_quad_min (plus, &most, plus);
  dt_quad_min (minus, &most, minus);
}

DT_WIDE static inline G_ALWAYS_INLINE void
take_moves (DtSmootherQuad              *averages,
            const DtSmootherQuadWeights *weights,
            const double                *high,
            const double                *low,
            DtSmootherGroup             *pluses,
            DtSmootherGroup             *minuses)
{
  DtQuad plus[4], minus[4];

  moves_row (high, low, &plus[0], &minus[0]);
  moves_row (high + 4, low + 4, &plus[1], &minus[1]);
  moves_row (high + 8, low + 8, &plus[2], &minus[2]);
  moves_row (high + 12, low + 12, &plus[3], &minus[3]);
  dt_quad_turn (plus);
  dt_quad_turn (minus);
  dt_smoother_quad_take (&averages[1], weights, plus, pluses);
  dt_smoother_quad_take (&averages[2], weights, minus, minuses);
}

DT_WIDE static inline G_ALWAYS_INLINE void
take_range (DtSmootherQuad              *averages,
            const DtSmootherQuadWeights *weights,
            const double                *high,
            const double                *low,
            const double                *close,
            DtSmootherGroup             *ranges)
{
  DtQuad range[4];

  range_row (high, low, close, &range[0]);
  range_row (high + 4, low + 4, close + 4, &range[1]);
  range_row (high + 8, low + 8, close + 8, &range[2]);
  range_row (high + 12, low + 12, close + 12, &range[3]);
  dt_quad_turn (range);
  dt_smoother_quad_take (&averages[0], weights, range, ranges);
}

/* Bars that follow others of the same arrays; returns how many it took, of at most a chunk. */
DT_WIDE static gsize
adx_run_quads (Adx           *self,
               const double  *high,
               const double  *low,
               const double  *close,
               gsize          n,
               double *const *out)
{
  DtSmootherQuadWeights weights;
  DtSmootherQuad averages[4];
  Groups groups;
  gsize n_groups = n / DT_SMOOTHER_GROUP;

  dt_smoother_quad_load_weights (&weights, &self->range);
  dt_smoother_quad_load (&averages[0], &self->range);
  dt_smoother_quad_load (&averages[1], &self->plus);
  dt_smoother_quad_load (&averages[2], &self->minus);
  dt_smoother_quad_load (&averages[3], &self->index);

  for (gsize i = 0; i <= n_groups; i++)
    {
      gsize at = DT_SMOOTHER_GROUP * i;

      if (i > 0)
        {
          dt_smoother_quad_link (&averages[0], &weights, &groups.range[i - 1]);
          dt_smoother_quad_link (&averages[1], &weights, &groups.plus[i - 1]);
          dt_smoother_quad_link (&averages[2], &weights, &groups.minus[i - 1]);
        }
      if (i == n_groups)
        break;

      take_range (averages, &weights, high + at, low + at, close + at, &groups.range[i]);
      take_moves (averages, &weights, high + at, low + at, &groups.plus[i], &groups.minus[i]);
    }

  for (gsize i = 0; i <= n_groups; i++)
    {
      DtQuad range[4], plus[4], minus[4];

      if (i > 0)
        dt_smoother_quad_link (&averages[3], &weights, &groups.range[i - 1]);
      if (i == n_groups)
        break;

      dt_smoother_quad_give (&weights, &groups.range[i], range);
      dt_smoother_quad_give (&weights, &groups.plus[i], plus);
      dt_smoother_quad_give (&weights, &groups.minus[i], minus);
      index_row (&range[0], &plus[0], &minus[0]);
      index_row (&range[1], &plus[1], &minus[1]);
      index_row (&range[2], &plus[2], &minus[2]);
      index_row (&range[3], &plus[3], &minus[3]);
      dt_smoother_quad_take (&averages[3], &weights, range, &groups.range[i]);
      dt_quad_store_rows (plus, out[1] + DT_SMOOTHER_GROUP * i);
      dt_quad_store_rows (minus, out[2] + DT_SMOOTHER_GROUP * i);
    }

  for (gsize i = 0; i < n_groups; i++)
    {
      DtQuad index[4];

      dt_smoother_quad_give (&weights, &groups.range[i], index);
      dt_quad_store_rows (index, out[0] + DT_SMOOTHER_GROUP * i);
    }

  dt_smoother_quad_store (&averages[0], &self->range);
  dt_smoother_quad_store (&averages[1], &self->plus);
  dt_smoother_quad_store (&averages[2], &self->minus);
  dt_smoother_quad_store (&averages[3], &self->index);

  return DT_SMOOTHER_GROUP * n_groups;
}

/* At most a chunk of bars that are present, from a block on. If @n_before such ones stand before
 * them in the same columns, even the first needs no memory of the prior one. */
static void
adx_run_columns (Adx                 *self,
                 const double *const *in,
                 gsize                n_before,
                 gsize                n,
                 double *const       *out)
{
  for (gsize i = 0; i < n; )
    {
      const double *high = in[0] + i, *low = in[1] + i, *close = in[2] + i;
      double *lines[] = { out[0] + i, out[1] + i, out[2] + i };
      gsize m = 0;

      if (n_before + i > 0 && dt_vector_get () >= DT_VECTOR_WIDE)
        m = adx_run_quads (self, high, low, close, n - i, lines);
      if (m == 0)
        {
          adx_push4 (self, high, low, close, lines);
          m = 4;
        }

      i += m;
      self->high = in[0][i - 1];
      self->low = in[1][i - 1];
      self->close = in[2][i - 1];
    }
}

/* Bars that are taken at once, in groups without a rest; a block more at first. */
#define N_AT_ONCE (DT_SMOOTHER_GROUP * DT_SMOOTHER_GROUPS)

static void
adx_run (gpointer             state,
         const double *const *inputs,
         gsize                n,
         double *const       *outputs)
{
  double nowhere[3][DT_INDICATOR_CHUNK];

  for (gsize i = 0, m, n_before = 0; i < n; i += m)
    {
      const double *in[] = { inputs[0] + i, inputs[1] + i, inputs[2] + i };
      double *out[3];
      gboolean present = adx_is_ready (state) && n - i >= 4;

      m = present ? MIN ((n - i) & ~(gsize) 3, N_AT_ONCE + (n_before > 0 ? 0 : 4)) : 1;
      for (guint k = 0; k < 3; k++)
        out[k] = dt_output_at (outputs[k], i, nowhere[k]);
      for (guint k = 0; k < 3 && present; k++)
        present = dt_are_present (in[k], m);

      if (present)
        adx_run_columns (state, in, n_before, m, out);
      else
        dt_step_bars (adx_step, state, in, 3, m, out, 3);
      n_before = present ? m : 0;
    }
}

static guint
adx_warmup (const double *parameters)
{
  return 1 + 2 * dt_smoother_delay (parameters[0], parameters[1]);
}

const DtIndicator dt_indicator_adx = {
  .id = "adx",
  .title = "Average Directional Index",
  .category = "trend",
  .summary = "How strong the trend is, whichever its direction, 0 to 100; and the strength of "
             "either side.",
  .source = "Wilder, New Concepts in Technical Trading Systems, 1978",
  .convention = "All four are Wilder’s averages, weight 1 / period, seeded by the simple mean of "
                "as many values as the period; seed = talib begins the first three with one value "
                "less, as TA-Lib does. Zero where nothing moved.",
  .n_inputs = 3,
  .inputs = { DT_INPUT_HIGH, DT_INPUT_LOW, DT_INPUT_CLOSE },
  .n_parameters = 2,
  .parameters = { DT_PERIOD_PARAMETER (14), DT_SEED_TALIB_PARAMETER },
  .n_outputs = 3,
  .outputs = {
    { "adx", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 },
    { "plus_di", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 },
    { "minus_di", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 },
  },
  .state_size = adx_state_size,
  .init = adx_init,
  .step = adx_step,
  .run = adx_run,
  .warmup = adx_warmup,
};
