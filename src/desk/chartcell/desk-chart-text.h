/* desk-chart-text.h - what the chart page says about bars and instruments
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-chart.h"
#include "desk-session.h"

G_BEGIN_DECLS

/* How many bars of @series are complete at @time: none of the others may be shown. */
gsize      desk_chart_count_known   (const DtBarSeries *series,
                                     DtTime             time);
/* "11 Feb 2019, 09:31, 2 min left   O 172.10   H …   ema(9) 171.9": (transfer full), "" without
 * bars. A bar that is not complete at @time says how long it takes; DT_TIME_NONE asks for nothing.
 * A line may end before a field, not within. @attributes: (out) (transfer full): colours of what
 * lies on the prices; what has a pane says it there. */
char      *desk_chart_make_legend   (DeskChart         *chart,
                                     DtTime             time,
                                     PangoAttrList    **attributes);
/* The same with all indicators, a line each: (transfer full) */
char      *desk_chart_make_tooltip  (DeskChart         *chart,
                                     DtTime             time);
/* What can be done at @price: (transfer full) */
GMenu     *desk_chart_make_menu     (DeskSession       *session,
                                     const char        *symbol,
                                     double             price);
/* a{sv} with the symbol, floating */
GVariant  *desk_chart_make_target   (const char        *symbol);

G_END_DECLS
