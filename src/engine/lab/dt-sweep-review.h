/* dt-sweep-review.h - what a sweep as a whole says of its best cell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-review.h"
#include "dt-sweep.h"

G_BEGIN_DECLS

/* Sharpe ratios are annual, of session returns. NaN where undefined. */
typedef struct
{
  const DtSweepCell *best;            /* by the objective; %NULL when no cell has one */
  double             sharpe_deviation;/* sample's, over the cells */
  double             sharpe_expected; /* of the best of so many cells without any skill */
  double             sharpe_deflated; /* probability that the best cell's is above that */
  double             neighbours;      /* mean objective of the cells one step away from the best */
  guint              n_neighbours;
  guint              n_edges;         /* axes of three values or more on whose end the best lies */
  double             positive;        /* part of the cells with an objective above 0 */
} DtSweepSummary;

void      dt_sweep_summarise   (const DtSweep        *sweep,
                                DtSweepStatistic      objective,
                                DtSweepSummary       *summary);
/* Only of a sweep that is whole: of a shard all questions are skipped. (transfer full) */
DtReview *dt_sweep_review_new  (const DtSweep        *sweep,
                                DtSweepStatistic      objective);
char     *dt_sweep_review_describe (void);

/**
 * DtSweepHeatmap:
 *
 * A statistic over two axes: n_y rows of n_x values, NaN where no cell has one. Over the other axes
 * the highest and the mean of the cells.
 */
typedef struct
{
  const DtSweepAxis *x;
  const DtSweepAxis *y;
  double            *best;
  double            *mean;
  guint             *n_cells;
} DtSweepHeatmap;

DtSweepHeatmap *dt_sweep_heatmap_new  (const DtSweep    *sweep,
                                       guint             x_axis,
                                       guint             y_axis,
                                       DtSweepStatistic  statistic);
void            dt_sweep_heatmap_free (DtSweepHeatmap   *heatmap);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtSweepHeatmap, dt_sweep_heatmap_free)

G_END_DECLS
