/* dt-correlation-rows.h - how one series moves with others, worked out when somebody asks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DtCorrelationRows:
 *
 * Pearson's r of series over the last @window observations of each. A guard asks about one
 * candidate and the few things that are held, between two observations again and again: so nothing
 * is worked out when an observation comes, a pair when it is asked for, and a whole row of the
 * matrix on request; both are kept until the next observation. #DtCorrelationMatrix is for those
 * who want all pairs.
 *
 * An observation that is not finite is missing: a series with one in the window, with fewer than
 * @window of them, or that stays the same, has no r with anything. Plain data, no thread of its
 * own.
 */
typedef struct _DtCorrelationRows DtCorrelationRows;

DtCorrelationRows *dt_correlation_rows_new           (guint                    n_series,
                                                      guint                    window);
void               dt_correlation_rows_free          (DtCorrelationRows       *self);
void               dt_correlation_rows_push          (DtCorrelationRows       *self,
                                                      const double            *row);
guint              dt_correlation_rows_get_n         (const DtCorrelationRows *self);
double             dt_correlation_rows_get           (DtCorrelationRows       *self,
                                                      guint                    i,
                                                      guint                    j);
const double      *dt_correlation_rows_refresh       (DtCorrelationRows       *self,
                                                      guint                    i);
double             dt_correlation_rows_get_deviation (DtCorrelationRows       *self,
                                                      guint                    i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtCorrelationRows, dt_correlation_rows_free)

G_END_DECLS
