/* dt-correlation-matrix.h - how many series move together, bar by bar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DtCorrelationMatrix:
 *
 * Pearson's r of every pair of many series over their last observations, for heatmaps and for
 * guards that ask whether a candidate is what the account holds already.
 *
 * It keeps the sums of products of all pairs, so that a new observation costs one product in and
 * one out for each pair, not the whole window. What is subtracted leaves rounding behind: whenever
 * a window's worth of observations has come in, the sums are made anew from the window.
 *
 * An observation that is not finite is missing: a series with one in the window has no r with
 * anything. Plain data, no thread of its own.
 */
typedef struct _DtCorrelationMatrix DtCorrelationMatrix;

DtCorrelationMatrix *dt_correlation_matrix_new        (guint                      n_series,
                                                       gsize                      window);
void                 dt_correlation_matrix_free       (DtCorrelationMatrix       *self);
void                 dt_correlation_matrix_set        (DtCorrelationMatrix       *self,
                                                       const double *const       *columns,
                                                       gsize                      n);
void                 dt_correlation_matrix_push       (DtCorrelationMatrix       *self,
                                                       const double              *row);
gsize                dt_correlation_matrix_get_n      (const DtCorrelationMatrix *self);
double               dt_correlation_matrix_get        (const DtCorrelationMatrix *self,
                                                       guint                      i,
                                                       guint                      j);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtCorrelationMatrix, dt_correlation_matrix_free)

G_END_DECLS
