/* desk-pyramid.h - the extremes of long columns, fast at any zoom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DeskPyramid:
 *
 * Over columns that belong to somebody else and only grow: for each block of 8, 64, 512 …
 * values the lowest low, the highest high and, for volume, the sum. A query over any range reads
 * O(log n) blocks; appending is O(1) amortised. NaN counts as absent.
 *
 * Thread: any, one at a time.
 */
typedef struct _DeskPyramid DeskPyramid;

/* @high and @low may be the same column: a line. @sum (nullable): a column to add up. */
DeskPyramid *desk_pyramid_new       (void);
void         desk_pyramid_free      (DeskPyramid   *pyramid);
/* The columns are @n long now; the first min (@n, what it was) values are as they were. A smaller
 * @n starts anew. */
void         desk_pyramid_update    (DeskPyramid   *pyramid,
                                     const double  *low,
                                     const double  *high,
                                     const double  *sum,
                                     gsize          n);
/* Makes room for @n values when they come in several updates. */
void         desk_pyramid_reserve   (DeskPyramid   *pyramid,
                                     gsize          n,
                                     gboolean       has_sums);
/* The values from @from on are about to change: the next update reads them again. */
void         desk_pyramid_forget    (DeskPyramid   *pyramid,
                                     gsize          from);
/* Extremes of [@first, @end); %FALSE when there is no value in it. */
gboolean     desk_pyramid_range     (DeskPyramid   *pyramid,
                                     gsize          first,
                                     gsize          end,
                                     double        *low,
                                     double        *high);
double       desk_pyramid_sum       (DeskPyramid   *pyramid,
                                     gsize          first,
                                     gsize          end);
/* Highest value of the sum column in [@first, @end): the scale of a volume pane. */
double       desk_pyramid_peak      (DeskPyramid   *pyramid,
                                     gsize          first,
                                     gsize          end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPyramid, desk_pyramid_free)

G_END_DECLS
