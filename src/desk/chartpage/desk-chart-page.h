/* desk-chart-page.h - one instrument
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-time.h"

#include "desk-page.h"

G_BEGIN_DECLS

/**
 * DeskChartPage:
 *
 * The chart of the session's symbol with its fills, stop and target, a legend, symbol search and
 * what can be done with it.
 *
 * Thread: main. Actions of its own: chart.all, latest, pan-left, pan-right, zoom-in, zoom-out,
 * style, volume, log.
 */
#define DESK_TYPE_CHART_PAGE (desk_chart_page_get_type ())
G_DECLARE_FINAL_TYPE (DeskChartPage, desk_chart_page, DESK, CHART_PAGE, DeskPage)

/* Carries out a row "chart.…" of the action table. Returns %FALSE for any other id. */
gboolean desk_chart_page_do (DeskChartPage *self,
                             const char    *action_id);
/* Has the bar at @time in sight, now or as soon as the bars of the symbol are there. */
void     desk_chart_page_show_time (DeskChartPage *self,
                                    DtTime         time);

G_END_DECLS
