/* dt-session-measures.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-measure"

#include "config.h"

#include <math.h>

#include "dt-drawdown.h"
#include "dt-returns.h"
#include "dt-session-measures.h"
#include "dt-significance.h"
#include "dt-statistics.h"

#define TAIL .05

/* Sums and counts of gains and losses. */
typedef struct
{
  double gains;
  double losses;      /* negative */
  gsize  n_up;
  gsize  n_down;
  gsize  n_flat;
} Halves;

static Halves
split (const double      *returns,
       gsize              n_returns,
       DtSessionMeasures *m)
{
  Halves halves = { 0 };
  gsize up = 0, down = 0;

  for (gsize i = 0; i < n_returns; i++)
    {
      double r = returns[i];

      m->best = fmax (m->best, r);
      m->worst = fmin (m->worst, r);
      up = r > 0. ? up + 1 : 0;
      down = r < 0. ? down + 1 : 0;
      m->longest_up = MAX (m->longest_up, up);
      m->longest_down = MAX (m->longest_down, down);
      halves.n_up += r > 0.;
      halves.n_down += r < 0.;
      halves.n_flat += r == 0.;
      if (r > 0.)
        halves.gains += r;
      else if (r < 0.)
        halves.losses += r;
    }

  return halves;
}

static void
compute_halves (const Halves      *halves,
                DtSessionMeasures *m)
{
  gsize n = halves->n_up + halves->n_down;

  m->average_up = halves->n_up > 0 ? halves->gains / halves->n_up : NAN;
  m->average_down = halves->n_down > 0 ? halves->losses / halves->n_down : NAN;
  m->win_rate = n > 0 ? (double) halves->n_up / n : NAN;
  m->payoff = m->average_up / -m->average_down;
  m->profit_factor = halves->n_down > 0 ? halves->gains / -halves->losses : NAN;
  m->gain_to_pain = halves->n_down > 0 ? (halves->gains + halves->losses) / -halves->losses : NAN;
  m->cpc = m->profit_factor * m->win_rate * m->payoff;
  m->kelly = m->win_rate - (1. - m->win_rate) / m->payoff;
  m->risk_of_ruin = pow ((1. - m->win_rate) / (1. + m->win_rate), (double) (n + halves->n_flat));
}

/* Ends of the distribution, as they were. */
static void
compute_tails (const double      *sorted,
               gsize              n,
               const Halves      *halves,
               DtSessionMeasures *m)
{
  double high = dt_statistics_sorted_percentile (sorted, n, 1. - TAIL);
  double low = dt_statistics_sorted_percentile (sorted, n, TAIL);

  m->common_sense = m->profit_factor * fabs (high) / fabs (low);
  if (halves->n_up > 0)
    m->outlier_win = dt_statistics_sorted_percentile (sorted, n, .99)
                     / (halves->gains / (halves->n_up + halves->n_flat));
  if (halves->n_down > 0)
    m->outlier_loss = dt_statistics_sorted_percentile (sorted, n, .01) / m->average_down;
}

/* The 5th percentile of the normal distribution with the mean and deviation of the values, and the
 * mean of the values below it, or itself when none is. */
static double
find_normal_tail (const double *values,
                  gsize         n_values,
                  double       *value_at_risk)
{
  double limit = dt_statistics_mean (values, n_values)
                 + dt_significance_normal_quantile (TAIL)
                   * dt_statistics_deviation (values, n_values, 1);
  double sum = 0.;
  gsize n = 0;

  for (gsize i = 0; i < n_values; i++)
    if (values[i] < limit)
      {
        sum += values[i];
        n++;
      }

  *value_at_risk = limit;
  return n > 0 ? sum / n : limit;
}

/* @depths: room for one more than there are returns. */
static void
compute_depths (const double      *returns,
                gsize              n,
                double            *depths,
                DtSessionMeasures *m)
{
  double sum = n * dt_statistics_mean (returns, n), squares = 0., worst, pitfall, limit;

  dt_returns_cumulate (returns, n, 1., depths + 1);
  depths[0] = 1.;
  dt_drawdown_series (depths, n + 1, depths);
  worst = dt_drawdown_max_of_returns (returns, n);
  for (gsize i = 1; i <= n; i++)
    squares += depths[i] * depths[i];

  m->ulcer_index = n > 1 ? sqrt (squares / (n - 1)) : NAN;
  if (!(squares > 0.))
    return;

  pitfall = -find_normal_tail (depths + 1, n, &limit) / dt_statistics_deviation (returns, n, 1);
  m->ulcer_performance = dt_returns_total (returns, n) / m->ulcer_index;
  m->serenity = sum / (m->ulcer_index * pitfall);
  m->recovery = fabs (sum) / -worst;
}

/* What periods that lean on one another hide of the deviation (Lo 2002, with the geometric decay of
 * a first-order process as quantstats has it). */
static void
compute_smoothing (const double      *returns,
                   gsize              n,
                   DtSessionMeasures *m)
{
  double decay, power = 1., sum = 0.;

  if (n < 3)
    return;

  m->autocorrelation = dt_statistics_correlation (returns, returns + 1, n - 1);
  decay = fabs (m->autocorrelation);
  for (gsize i = 1; i < n && power > 1e-18; i++)
    {
      power *= decay;
      sum += (double) (n - i) / n * power;
    }
  m->smoothing = sqrt (1. + 2. * sum);
}

static void
clear (DtSessionMeasures *m)
{
  for (gsize offset = 0; offset <= G_STRUCT_OFFSET (DtSessionMeasures, smoothing);
       offset += sizeof (double))
    G_STRUCT_MEMBER (double, m, offset) = NAN;
  m->longest_up = m->longest_down = 0;
}

/**
 * dt_session_measures_compute:
 * @returns: simple, oldest first
 * @measures: (out): the measures
 *
 * Missing returns are left out. Allocates two arrays of @n_returns.
 */
void
dt_session_measures_compute (const double      *returns,
                             gsize              n_returns,
                             DtSessionMeasures *measures)
{
  g_autofree double *present = g_new (double, n_returns);
  g_autofree double *work = g_new (double, n_returns + 1);
  DtSessionMeasures *m = measures;
  Halves halves;
  gsize n = 0;

  clear (m);
  for (gsize i = 0; i < n_returns; i++)
    if (!isnan (returns[i]))
      present[n++] = returns[i];
  if (n == 0)
    return;

  halves = split (present, n, m);
  compute_halves (&halves, m);
  dt_statistics_sort (present, n, work);
  compute_tails (work, n, &halves, m);
  m->risk_return = dt_statistics_mean (present, n) / dt_statistics_deviation (present, n, 1);
  m->normal_expected_shortfall = find_normal_tail (present, n, &m->normal_value_at_risk);
  compute_depths (present, n, work, m);
  compute_smoothing (present, n, m);
}
