/* desk-compare.h - another instrument beside the prices
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"

#include "desk-pyramid.h"

#include "desk-plot.h"
#include "desk-stroke.h"

G_BEGIN_DECLS

/**
 * DeskCompare:
 *
 * The closes of another series at the bars of the chart's: the last one that was known when the
 * bar was, and that is known at the market's clock. Drawn so that both have the same change since
 * the first bar in sight.
 *
 * Thread: main.
 */
typedef struct _DeskCompare DeskCompare;

DeskCompare *desk_compare_new       (const char        *name,
                                     DtBarSeries       *other);
void         desk_compare_free      (DeskCompare       *compare);
const char  *desk_compare_get_name  (DeskCompare       *compare);
/* How many bars of the other are known; fewer than before starts anew. */
void         desk_compare_set_known (DeskCompare       *compare,
                                     gsize              n_other);
/* Starts anew: the chart has another series. */
void         desk_compare_reset     (DeskCompare       *compare);
/* For @n bars of @series, of which those from @n_closed on are not complete. */
void         desk_compare_update    (DeskCompare       *compare,
                                     const DtBarSeries *series,
                                     gsize              n,
                                     gsize              n_closed);
/* What one unit of the prices is in units of the other, so that both begin at the same height with
 * the first bar in sight of both; NaN while there is none */
double       desk_compare_factor    (DeskCompare       *compare,
                                     const DtBarSeries *series,
                                     gint64             first,
                                     gint64             end);
/* Extremes in sight, in units of the prices */
gboolean     desk_compare_range     (DeskCompare       *compare,
                                     double             factor,
                                     gint64             first,
                                     gint64             end,
                                     double            *low,
                                     double            *high);
/* Since the first bar in sight of both: a fraction, NaN where it is missing */
double       desk_compare_change    (DeskCompare       *compare,
                                     const DtBarSeries *series,
                                     gint64             first,
                                     gint64             bar);
void         desk_compare_draw      (DeskCompare       *compare,
                                     DeskPlot          *plot,
                                     GtkSnapshot       *snapshot,
                                     double             factor,
                                     const GdkRGBA     *colour);

G_END_DECLS
