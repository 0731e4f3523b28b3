/* desk-lab-outcome.h - what studies found, on screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "desk-colours.h"

#include "desk-lab-study-work.h"

G_BEGIN_DECLS

/* Each makes widgets of an outcome, (transfer floating), and says what was found in @verdict, (out)
 * (transfer full). */
GtkWidget *desk_outcome_of_walk_forward (const DtWalkForward *study,
                                         DeskPalette          palette,
                                         char               **verdict);
GtkWidget *desk_outcome_of_monte_carlo  (const DtMonteCarlo  *study,
                                         DeskPalette          palette,
                                         char               **verdict);
/* Over two axes a heatmap, over one a curve. @heat: (out): the widget whose cells can be chosen, or
 * %NULL. */
GtkWidget *desk_outcome_of_sweep        (const DtSweep       *sweep,
                                         DtSweepStatistic     objective,
                                         DeskPalette          palette,
                                         GtkWidget          **heat,
                                         char               **verdict);
/* The best cell of those that the cell (x, y) of the heatmap stands for. (nullable) */
const DtSweepCell *desk_outcome_find_cell (const DtSweep     *sweep,
                                         DtSweepStatistic     objective,
                                         guint                x,
                                         guint                y);
/* "Sharpe ratio" */
const char *desk_sweep_statistic_get_title (DtSweepStatistic statistic);

G_END_DECLS
