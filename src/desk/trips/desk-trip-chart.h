/* desk-trip-chart.h - the chart of one completed round trip
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-bar-series.h"

#include "desk-chart.h"

#include "desk-trip.h"

G_BEGIN_DECLS

/* Shows a trip in a chart: bars up to some after its exit, with its entry and exit marked and the
 * entry's price as a level. What comes later is not shown: nobody knew it. */
void desk_trip_chart_show (DeskChart     *chart,
                           DtBarSeries   *series,
                           DeskTrip      *trip);

G_END_DECLS
