/* desk-chart-fills.h - the fills of one instrument, as marks on its chart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-chart.h"
#include "desk-session.h"

G_BEGIN_DECLS

/**
 * DeskChartFills:
 *
 * Fills of the run in one instrument, fetched from the engine and kept as markers; only those that
 * are new are asked for again.
 *
 * Thread: main. Signals: "changed".
 */
#define DESK_TYPE_CHART_FILLS (desk_chart_fills_get_type ())
G_DECLARE_FINAL_TYPE (DeskChartFills, desk_chart_fills, DESK, CHART_FILLS, GObject)

DeskChartFills   *desk_chart_fills_new        (DeskSession    *session);
void              desk_chart_fills_set_symbol (DeskChartFills *self,
                                               const char     *symbol);
/* Something may have been filled: asks the engine when the account says so. */
void              desk_chart_fills_refresh    (DeskChartFills *self);
/* (transfer none): oldest first, valid until "changed" */
const DeskMarker *desk_chart_fills_get        (DeskChartFills *self,
                                               guint          *n_markers);

G_END_DECLS
