/* dt-adx.c - average directional index
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-smoother.h"

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

/* What both movements are multiplied with to be parts of the true range: one division for two. Of
 * a range that stillness has worn down to less than this nothing is a part. */
#define LEAST_RANGE 1e-300

static inline double
share (double range)
{
  return range > LEAST_RANGE ? 1. / range : 0.;
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

  lines[1] = 100. * (plus * share (range));
  lines[2] = 100. * (minus * share (range));
  lines[0] = dt_smoother_push (&self->index, percent (fabs (plus - minus), plus + minus));
}

static inline gboolean
adx_at_block (const Adx *self)
{
  return dt_smoother_at_block (&self->range) && dt_smoother_at_block (&self->index);
}

/* percent() of two at once. */
static inline DtPair
percent2 (DtPair part,
          DtPair whole)
{
  return dt_pair_select (whole != 0., 100. * part / whole);
}

/* adx_moves() of two bars after each other: pluses and minuses. */
static inline void
adx_moves2 (DtPair  high,
            DtPair  low,
            DtPair  prior_high,
            DtPair  prior_low,
            DtPair *plus,
            DtPair *minus)
{
  DtPair up = high - prior_high, down = prior_low - low;

  /* One after the other: compilers make branches of two conditions at once. */
  *plus = dt_pair_select (up > down, up);
  *plus = dt_pair_select (*plus > 0., *plus);
  *minus = dt_pair_select (down > up, down);
  *minus = dt_pair_select (*minus > 0., *minus);
}

/* Two bars' strengths, written, and index. */
static inline DtPair
adx_index2 (DtPair  plus,
            DtPair  minus,
            DtPair  range,
            double *plus_di,
            double *minus_di)
{
  DtPair part = dt_pair_select (range > LEAST_RANGE, 1. / range);

  dt_pair_store (plus_di, 100. * (plus * part));
  dt_pair_store (minus_di, 100. * (minus * part));

  return percent2 (dt_pair_abs (plus - minus), plus + minus);
}

/* What changes from block to block. All four averages have the same weights. */
typedef struct
{
  DtPair weights[4];
  double range;         /* anchors */
  double plus;
  double minus;
  double index;
  double high;
  double low;
  double close;
} Blocks;

static inline void
adx_push4 (Blocks        *self,
           const double  *high,
           const double  *low,
           const double  *close,
           double *const *lines)
{
  DtPair range[2], plus[2], minus[2], index[2];

  range[0] = (DtPair) { dt_true_range (high[0], low[0], self->close),
                        dt_true_range (high[1], low[1], close[0]) };
  range[1] = (DtPair) { dt_true_range (high[2], low[2], close[1]),
                        dt_true_range (high[3], low[3], close[2]) };
  adx_moves2 (dt_pair_load (high), dt_pair_load (low), (DtPair) { self->high, high[0] },
              (DtPair) { self->low, low[0] }, &plus[0], &minus[0]);
  adx_moves2 (dt_pair_load (high + 2), dt_pair_load (low + 2), dt_pair_load (high + 1),
              dt_pair_load (low + 1), &plus[1], &minus[1]);
  self->high = high[3];
  self->low = low[3];
  self->close = close[3];

  dt_smoother_push_pairs (self->weights, &self->range, range);
  dt_smoother_push_pairs (self->weights, &self->plus, plus);
  dt_smoother_push_pairs (self->weights, &self->minus, minus);

  index[0] = adx_index2 (plus[0], minus[0], range[0], lines[1], lines[2]);
  index[1] = adx_index2 (plus[1], minus[1], range[1], lines[1] + 2, lines[2] + 2);
  dt_smoother_push_pairs (self->weights, &self->index, index);
  dt_pair_store (lines[0], index[0]);
  dt_pair_store (lines[0] + 2, index[1]);
}

/* Whole blocks from bar @i on; returns how far it came. */
static gsize
adx_run_blocks (Adx                 *self,
                const double *const *inputs,
                gsize                i,
                gsize                n,
                double *const       *outputs)
{
  const double *high = inputs[0], *low = inputs[1], *close = inputs[2];
  Blocks blocks = {
    .range = self->range.anchor, .plus = self->plus.anchor, .minus = self->minus.anchor,
    .index = self->index.anchor, .high = self->high, .low = self->low, .close = self->close,
  };
  double nowhere[3][4];

  for (guint k = 0; k < 4; k++)
    blocks.weights[k] = (DtPair) { self->range.weights[k], self->range.weights[k] };

  for (; n - i >= 4 && dt_are_present4x3 (high + i, low + i, close + i); i += 4)
    {
      double *const lines[] = {
        dt_output_at (outputs[0], i, nowhere[0]),
        dt_output_at (outputs[1], i, nowhere[1]),
        dt_output_at (outputs[2], i, nowhere[2]),
      };

      adx_push4 (&blocks, high + i, low + i, close + i, lines);
    }

  self->range.anchor = blocks.range;
  self->plus.anchor = blocks.plus;
  self->minus.anchor = blocks.minus;
  self->index.anchor = blocks.index;
  self->high = blocks.high;
  self->low = blocks.low;
  self->close = blocks.close;
  return i;
}

static void
adx_step (gpointer      state,
          const double *inputs,
          double       *outputs)
{
  adx_push (state, inputs[0], inputs[1], inputs[2], outputs);
}

static void
adx_run (gpointer             state,
         const double *const *inputs,
         gsize                n,
         double *const       *outputs)
{
  Adx *self = state;

  for (gsize i = 0; i < n; i++)
    {
      double lines[3];

      if (adx_at_block (self))
        i = adx_run_blocks (self, inputs, i, n, outputs);
      if (i == n)
        break;

      adx_push (self, inputs[0][i], inputs[1][i], inputs[2][i], lines);
      for (guint k = 0; k < 3; k++)
        dt_put (outputs[k], i, lines[k]);
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
