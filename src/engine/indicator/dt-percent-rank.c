/* dt-percent-rank.c - rank among the last values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"

typedef struct
{
  DtPast ring;
  double values[];
} PercentRank;

static gsize
percent_rank_state_size (const double *parameters)
{
  return sizeof (PercentRank) + dt_past_length (parameters[0] + 1.) * sizeof (double);
}

static void
percent_rank_init (gpointer      state,
                   const double *parameters)
{
  PercentRank *self = state;

  dt_past_init (&self->ring, parameters[0] + 1.);
}

static inline void
percent_rank_push (PercentRank  *self,
                   const double *in,
                   double       *out)
{
  const double *window = dt_past_push (&self->ring, self->values, in[0]);
  guint n = self->ring.n - 1, below = 0;

  if (window == NULL)
    return;

  for (guint k = 0; k < n; k++)
    below += window[k] < in[0];
  out[0] = 100. * below / n;
}

DT_DEFINE_KERNELS (percent_rank, PercentRank, 1, 1)

static guint
percent_rank_warmup (const double *parameters)
{
  return parameters[0];
}

const DtIndicator dt_indicator_percent_rank = {
  .id = "percent_rank",
  .title = "Percent Rank",
  .category = "statistics",
  .summary = "How many of the values before are below the newest one, in percent.",
  .source = "In general use",
  .convention = "Compared with as many earlier values as the period; equal ones are not below.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 1,
  .parameters = { DT_SEARCH_PARAMETER (100, 1) },
  .n_outputs = 1,
  .outputs = { { "percent_rank", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 } },
  DT_KERNELS (percent_rank),
};
