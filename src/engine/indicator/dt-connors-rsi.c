/* dt-connors-rsi.c - Connors RSI
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-indicator"

#include "config.h"

#include "dt-past.h"
#include "dt-smoother.h"

typedef struct
{
  double     prior;        /* missing before the first value */
  double     streak;       /* closes in a row: up positive, down negative */
  DtSmoother moves[2];     /* rises, falls */
  DtSmoother streaks[2];
  DtPast     gains;        /* the last changes in percent, this one included */
  double     values[];
} ConnorsRsi;

static gsize
connors_rsi_state_size (const double *parameters)
{
  return sizeof (ConnorsRsi) + dt_past_length (parameters[2] + 1.) * sizeof (double);
}

static void
connors_rsi_init (gpointer      state,
                  const double *parameters)
{
  ConnorsRsi *self = state;

  self->prior = NAN;
  self->streak = NAN;
  for (guint k = 0; k < 2; k++)
    {
      dt_smoother_init_wilder (&self->moves[k], parameters[0], 0);
      dt_smoother_init_wilder (&self->streaks[k], parameters[1], 0);
    }
  dt_past_init (&self->gains, parameters[2] + 1.);
}

static inline double
connors_rsi_index (DtSmoother *averages,
                   double      change)
{
  double rise = dt_smoother_push (&averages[0], MAX (change, 0.));
  double fall = dt_smoother_push (&averages[1], MAX (-change, 0.));

  return isnan (rise) ? NAN : dt_ratio (100. * rise, rise + fall, 50.);
}

/* Share of the earlier ones below the newest, in percent. */
static inline double
connors_rsi_rank (const double *window,
                  guint         n)
{
  guint below = 0;

  for (guint k = 0; k < n; k++)
    below += window[k] < window[n];

  return 100. * below / n;
}

static inline void
connors_rsi_push (ConnorsRsi   *self,
                  const double *in,
                  double       *out)
{
  double change = in[0] - self->prior, prior = self->prior, last = self->streak;
  const double *window;

  self->prior = in[0];
  if (isnan (prior))
    return;

  if (change > 0.)
    self->streak = last > 0. ? last + 1. : 1.;
  else if (change < 0.)
    self->streak = last < 0. ? last - 1. : -1.;
  else
    self->streak = 0.;

  out[1] = connors_rsi_index (self->moves, change);
  if (!isnan (last))
    out[2] = connors_rsi_index (self->streaks, self->streak - last);
  window = dt_past_push (&self->gains, self->values, dt_ratio (change, prior, 0.));
  if (window != NULL)
    out[3] = connors_rsi_rank (window, self->gains.n - 1);
  out[0] = (out[1] + out[2] + out[3]) / 3.;
}

DT_DEFINE_KERNELS (connors_rsi, ConnorsRsi, 1, 4)

static guint
connors_rsi_warmup (const double *parameters)
{
  return MAX (MAX (parameters[0], parameters[1] + 1.), parameters[2] + 1.);
}

const DtIndicator dt_indicator_connors_rsi = {
  .id = "connors_rsi",
  .title = "Connors RSI",
  .category = "momentum",
  .summary = "The mean of a short RSI, of the RSI of the length of streaks, and of the rank of "
             "the last change, 0 to 100.",
  .source = "Connors and Alvarez, An Introduction to ConnorsRSI, 2012",
  .convention = "The rank is the share of the changes before that are below the newest one; "
                "streaks begin with the first change.",
  .n_inputs = 1,
  .inputs = { DT_INPUT_SOURCE },
  .n_parameters = 3,
  .parameters = {
    DT_COUNT_PARAMETER ("rsi", 3),
    DT_COUNT_PARAMETER ("streak", 2),
    { "rank", 100, 1, DT_INDICATOR_MAX_SEARCH, TRUE },
  },
  .n_outputs = 4,
  .outputs = {
    { "connors_rsi", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 },
    { "rsi", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 },
    { "streak_rsi", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 },
    { "rank", DT_DRAW_LINE, DT_UNIT_NUMBER, 0, 100 },
  },
  .n_levels = 2,
  .levels = { 10, 90 },
  DT_KERNELS (connors_rsi),
};
