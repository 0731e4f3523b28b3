/* dt-correlation.c - correlation and beta with another series
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"

typedef struct
{
  DtPast own;
  DtPast other;
  double prior[2];         /* missing before the first values */
  double values[];         /* of both */
} Pair;

typedef struct
{
  double own;              /* variances, times n */
  double other;
  double both;             /* covariance, times n */
} Moments;

static gsize
pair_state_size (const double *parameters)
{
  return sizeof (Pair) + 2 * dt_past_length (parameters[0]) * sizeof (double);
}

static void
pair_init (gpointer      state,
           const double *parameters)
{
  Pair *self = state;

  dt_past_init (&self->own, parameters[0]);
  dt_past_init (&self->other, parameters[0]);
  self->prior[0] = self->prior[1] = NAN;
}

/* In two passes: the first finds the means, so that no digits cancel. */
static inline gboolean
pair_take (Pair    *self,
           double   own_value,
           double   other_value,
           Moments *moments)
{
  guint n = self->own.n;
  const double *own = dt_past_push (&self->own, self->values, own_value);
  const double *other = dt_past_push (&self->other, self->values + dt_past_length (n), other_value);
  double own_mean = 0., other_mean = 0.;

  if (own == NULL)
    return FALSE;

  for (guint k = 0; k < n; k++)
    {
      own_mean += own[k] - own_value;
      other_mean += other[k] - other_value;
    }
  own_mean = own_value + own_mean / n;
  other_mean = other_value + other_mean / n;

  *moments = (Moments) { 0. };
  for (guint k = 0; k < n; k++)
    {
      double x = own[k] - own_mean, y = other[k] - other_mean;

      moments->own += x * x;
      moments->other += y * y;
      moments->both += x * y;
    }

  return TRUE;
}

static inline void
correlation_push (Pair         *self,
                  const double *in,
                  double       *out)
{
  Moments m;
  double deviations;

  if (!pair_take (self, in[0], in[1], &m))
    return;

  deviations = sqrt (m.own) * sqrt (m.other);
  out[0] = CLAMP (dt_ratio (m.both, deviations, 0.), -1., 1.);
  out[1] = out[0] * out[0];
  out[2] = m.both / self->own.n;
}

DT_DEFINE_KERNELS (correlation, Pair, 2, 3)

static guint
correlation_warmup (const double *parameters)
{
  return parameters[0] - 1;
}

static inline void
beta_push (Pair         *self,
           const double *in,
           double       *out)
{
  double own = dt_ratio (in[0] - self->prior[0], self->prior[0], 0.);
  double other = dt_ratio (in[1] - self->prior[1], self->prior[1], 0.);
  gboolean first = isnan (self->prior[0]);
  Moments m;

  self->prior[0] = in[0];
  self->prior[1] = in[1];
  if (!first && pair_take (self, own, other, &m))
    out[0] = dt_ratio (m.both, m.other, 0.);
}

DT_DEFINE_KERNELS (beta, Pair, 2, 1)

static guint
beta_warmup (const double *parameters)
{
  return parameters[0];
}

const DtIndicator dt_indicator_beta = {
  .id = "beta",
  .title = "Beta",
  .category = "statistics",
  .summary = "By how many percent the source moves where the other series moves by one.",
  .source = "Sharpe, A Simplified Model for Portfolio Analysis, 1963",
  .convention = "Covariance of the bars’ rates of change over the variance of the other’s; 0 "
                "where the other stands still. TA-Lib’s BETA takes the other series first.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_SOURCE, DT_INPUT_OTHER },
  .n_parameters = 1,
  .parameters = { DT_SEARCH_PARAMETER (20, 1) },
  .n_outputs = 1,
  .outputs = { { "beta", DT_DRAW_LINE } },
  .n_levels = 1,
  .levels = { 1 },
  .state_size = pair_state_size,
  .init = pair_init,
  .step = beta_step,
  .run = beta_run,
  .warmup = beta_warmup,
};

const DtIndicator dt_indicator_correlation = {
  .id = "correlation",
  .title = "Correlation",
  .category = "statistics",
  .summary = "How much the last values go together with those of another series, -1 to 1.",
  .source = "Pearson, Notes on Regression and Inheritance, 1895",
  .convention = "Of the values, not of their changes; covariance is the population’s; 0 where "
                "either stands still.",
  .n_inputs = 2,
  .inputs = { DT_INPUT_SOURCE, DT_INPUT_OTHER },
  .n_parameters = 1,
  .parameters = { DT_SEARCH_PARAMETER (20, 1) },
  .n_outputs = 3,
  .outputs = {
    { "correlation", DT_DRAW_LINE, DT_UNIT_NUMBER, -1, 1 },
    { "r_squared", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 1 },
    { "covariance", DT_DRAW_LINE, DT_UNIT_PRICE_SQUARED },
  },
  .state_size = pair_state_size,
  .init = pair_init,
  .step = correlation_step,
  .run = correlation_run,
  .warmup = correlation_warmup,
};
