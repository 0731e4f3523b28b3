/* dt-sweep-review.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-lab"

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "dt-significance.h"
#include "dt-statistics.h"

#include "dt-sweep-review.h"

static const DtSweepAxis *
get_axis (const DtSweep *sweep,
          guint          i)
{
  return g_ptr_array_index (sweep->axes, i);
}

static int
compare_cell (const void *key,
              const void *cell)
{
  guint64 index = *(const guint64 *) key, other = ((const DtSweepCell *) cell)->index;

  return (index > other) - (index < other);
}

static const DtSweepCell *
find_cell (const DtSweep *sweep,
           guint64        index)
{
  return bsearch (&index, sweep->cells, sweep->n_run, sizeof *sweep->cells, compare_cell);
}

/* Steps of each axis in the index of a cell. */
static void
find_strides (const DtSweep *sweep,
              guint64       *strides)
{
  guint64 stride = 1;

  for (guint i = sweep->axes->len; i-- > 0;)
    {
      strides[i] = stride;
      stride *= get_axis (sweep, i)->n_values;
    }
}

/* Cells one step away on one axis; of a random sample there may be none. */
static void
look_around (const DtSweep    *sweep,
             DtSweepStatistic  objective,
             DtSweepSummary   *summary)
{
  g_autofree guint64 *strides = g_new (guint64, sweep->axes->len);
  guint64 index = summary->best->index;
  double sum = 0.;

  find_strides (sweep, strides);
  for (guint i = 0; i < sweep->axes->len; i++)
    {
      guint n = get_axis (sweep, i)->n_values;
      guint place = (guint) (index / strides[i] % n);

      summary->n_edges += n >= 3 && (place == 0 || place == n - 1);
      for (int step = -1; step <= 1; step += 2)
        {
          const DtSweepCell *cell = NULL;

          if (step < 0 ? place > 0 : place + 1 < n)
            cell = find_cell (sweep, step < 0 ? index - strides[i] : index + strides[i]);
          if (cell == NULL || isnan (cell->statistics[objective]))
            continue;
          sum += cell->statistics[objective];
          summary->n_neighbours++;
        }
    }

  if (summary->n_neighbours > 0)
    summary->neighbours = sum / summary->n_neighbours;
}

static void
deflate (const DtSweep  *sweep,
         DtSweepSummary *summary)
{
  g_autofree double *sharpes = g_new (double, MAX (sweep->n_run, 1));
  const double *best = summary->best->statistics;
  double year = sqrt (sweep->periods_per_year);
  DtSharpeSample sample = {
    .sharpe = best[DT_SWEEP_SESSION_SHARPE] / year,
    .skewness = best[DT_SWEEP_SKEWNESS],
    .kurtosis = best[DT_SWEEP_KURTOSIS],
    .n = best[DT_SWEEP_SESSION_COUNT],
  };
  gsize n = 0;

  for (guint64 i = 0; i < sweep->n_run; i++)
    if (isfinite (sweep->cells[i].statistics[DT_SWEEP_SESSION_SHARPE]))
      sharpes[n++] = sweep->cells[i].statistics[DT_SWEEP_SESSION_SHARPE];

  summary->sharpe_deviation = dt_statistics_deviation (sharpes, n, 1);
  summary->sharpe_expected = n > 1 ? dt_significance_expected_maximum (summary->sharpe_deviation,
                                                                       (double) n) : NAN;
  summary->sharpe_deflated = dt_significance_probability (&sample,
                                                          summary->sharpe_expected / year);
}

/**
 * dt_sweep_summarise:
 * @summary: (out): of the cells that are there
 *
 * Every cell counts as a trial of its own. Neighbours are much alike, so that the true number of
 * independent trials is lower: the deflated ratio errs on the careful side.
 */
void
dt_sweep_summarise (const DtSweep    *sweep,
                    DtSweepStatistic  objective,
                    DtSweepSummary   *summary)
{
  guint64 n = 0, n_positive = 0;

  *summary = (DtSweepSummary) {
    .best = dt_sweep_find_best (sweep, objective),
    .sharpe_deviation = NAN, .sharpe_expected = NAN, .sharpe_deflated = NAN, .neighbours = NAN,
    .positive = NAN,
  };
  if (summary->best == NULL)
    return;

  for (guint64 i = 0; i < sweep->n_run; i++)
    {
      n += !isnan (sweep->cells[i].statistics[objective]);
      n_positive += sweep->cells[i].statistics[objective] > 0.;
    }
  summary->positive = (double) n_positive / n;
  look_around (sweep, objective, summary);
  deflate (sweep, summary);
}

/* Questions */

static const DtCheck checks[] = {
  { "deflated_sharpe", DT_SEVERITY_WARNING, DT_STATISTIC_FRACTION, .95, FALSE,
    "probability that the best cell is better than the best of as many without skill",
    "Whoever tries enough settings finds one that did well.",
    "Try fewer, and judge the choice by study walk-forward." },
  { "crowded_parameters", DT_SEVERITY_WARNING, DT_STATISTIC_RATIO, .7, FALSE,
    "mean objective of the neighbours of the best cell by its own",
    "A peak that stands alone is fitted to this history; a real edge has a plateau around it.",
    "Choose the middle of a plateau of the heatmap instead of the peak." },
  { "edge_of_grid", DT_SEVERITY_CAUTION, DT_STATISTIC_COUNT, 0., TRUE,
    "axes on whose end the best cell lies",
    "The best may lie beyond what was tried.",
    "Widen these axes." },
  { "few_good_cells", DT_SEVERITY_CAUTION, DT_STATISTIC_FRACTION, .5, FALSE,
    "part of the cells with an objective above 0",
    "The idea itself does not work; some settings happened to.",
    "Look for another idea, not for better settings." },
  { "cells_per_trade", DT_SEVERITY_CAUTION, DT_STATISTIC_RATIO, 1., TRUE,
    "settings tried for each trade of the best cell",
    "More settings than trades: the history is used up.",
    "Test more symbols or a longer time, or fewer settings." },
};

DtReview *
dt_sweep_review_new (const DtSweep    *sweep,
                     DtSweepStatistic  objective)
{
  DtReview *review = dt_review_new ();
  double values[G_N_ELEMENTS (checks)] = { NAN, NAN, NAN, NAN, NAN };
  DtSweepSummary summary;
  double best;

  dt_sweep_summarise (sweep, objective, &summary);
  if (summary.best != NULL && sweep->n_run == sweep->n_cells)
    {
      best = summary.best->statistics[objective];
      values[0] = summary.sharpe_deflated;
      values[1] = best > 0. ? summary.neighbours / best : NAN;
      values[2] = summary.n_edges;
      values[3] = summary.positive;
      if (summary.best->statistics[DT_SWEEP_TRADE_COUNT] > 0.)
        values[4] = sweep->n_cells / summary.best->statistics[DT_SWEEP_TRADE_COUNT];
    }
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    dt_review_add (review, &checks[i], values[i]);

  return review;
}

/* The table of docs/review.md. (transfer full) */
char *
dt_sweep_review_describe (void)
{
  return dt_checks_describe (checks, G_N_ELEMENTS (checks));
}

/* Heatmap */

static void
add_to_heatmap (DtSweepHeatmap *heatmap,
                gsize           place,
                double          value)
{
  if (isnan (value))
    return;

  heatmap->best[place] = fmax (heatmap->best[place], value);
  heatmap->mean[place] = (heatmap->n_cells[place] > 0 ? heatmap->mean[place] : 0.) + value;
  heatmap->n_cells[place]++;
}

/**
 * dt_sweep_heatmap_new:
 * @x_axis: place of the axis that runs to the right
 * @y_axis: another, that runs down
 *
 * Returns: (transfer full): the map; borrows the axes
 */
DtSweepHeatmap *
dt_sweep_heatmap_new (const DtSweep    *sweep,
                      guint             x_axis,
                      guint             y_axis,
                      DtSweepStatistic  statistic)
{
  DtSweepHeatmap *heatmap = g_new0 (DtSweepHeatmap, 1);
  g_autofree guint64 *strides = g_new (guint64, sweep->axes->len);
  gsize n;

  g_return_val_if_fail (x_axis < sweep->axes->len && y_axis < sweep->axes->len, NULL);

  heatmap->x = get_axis (sweep, x_axis);
  heatmap->y = get_axis (sweep, y_axis);
  n = (gsize) heatmap->x->n_values * heatmap->y->n_values;
  heatmap->best = g_new (double, n);
  heatmap->mean = g_new (double, n);
  heatmap->n_cells = g_new0 (guint, n);
  for (gsize i = 0; i < n; i++)
    heatmap->best[i] = heatmap->mean[i] = NAN;

  find_strides (sweep, strides);
  for (guint64 i = 0; i < sweep->n_run; i++)
    {
      guint64 index = sweep->cells[i].index;
      gsize x = index / strides[x_axis] % heatmap->x->n_values;
      gsize y = index / strides[y_axis] % heatmap->y->n_values;

      add_to_heatmap (heatmap, y * heatmap->x->n_values + x,
                      sweep->cells[i].statistics[statistic]);
    }
  for (gsize i = 0; i < n; i++)
    if (heatmap->n_cells[i] > 0)
      heatmap->mean[i] /= heatmap->n_cells[i];

  return heatmap;
}

void
dt_sweep_heatmap_free (DtSweepHeatmap *heatmap)
{
  if (heatmap == NULL)
    return;

  g_free (heatmap->best);
  g_free (heatmap->mean);
  g_free (heatmap->n_cells);
  g_free (heatmap);
}
