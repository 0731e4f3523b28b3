/* desk-chart-source.h - which bars a chart shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-session.h"

#include "desk-chart.h"

G_BEGIN_DECLS

/**
 * DeskChartSource:
 *
 * The bars of one instrument in the timeframe that the user wants: those of the tape, longer ones
 * made from them, or others that are stored. Loads and resamples in the thread of #DeskBars.
 *
 * Thread: main. Signals: "changed" when other bars, or none, are there; "choices-changed" when it
 * is known what else is stored.
 */
#define DESK_TYPE_CHART_SOURCE (desk_chart_source_get_type ())
G_DECLARE_FINAL_TYPE (DeskChartSource, desk_chart_source, DESK, CHART_SOURCE, GObject)

DeskChartSource *desk_chart_source_new        (DeskSession     *session);
/* @tape: id of the tape's series, 0 for none. @timeframe: "" for the tape's, "5m" for bars made
 * from those, "stored:1d" for others that are stored; what is not possible is the tape's. */
void             desk_chart_source_set        (DeskChartSource *self,
                                               const char      *symbol,
                                               gint64           tape,
                                               const char      *timeframe);
/* (nullable): while they are being loaded */
DtBarSeries     *desk_chart_source_get_series (DeskChartSource *self);
gboolean         desk_chart_source_is_loading (DeskChartSource *self);
/* (nullable): why there are none */
const GError    *desk_chart_source_get_error  (DeskChartSource *self);
/* Has the chart show what is known at @time. */
void             desk_chart_source_show       (DeskChartSource *self,
                                               DeskChart       *chart,
                                               DtTime           time);
/* "5m": what is shown, for a button; "" without bars */
char            *desk_chart_source_dup_label  (DeskChartSource *self);
/* (transfer full): radio items of "chart.timeframe" */
GMenu           *desk_chart_source_make_menu  (DeskChartSource *self);
/* (transfer full): the choice that is @steps further in the list; NULL at its end */
char            *desk_chart_source_dup_next   (DeskChartSource *self,
                                               int              steps);

G_END_DECLS
