/* desk-chart-table.h - what the chart shows, as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-chart.h"

G_BEGIN_DECLS

/* Bars in sight when it is opened, newest first, with the values of all indicators: for who reads
 * better than sees. Not more than ten thousand rows, which it says. */
GtkWidget *desk_chart_table_new (GtkWindow  *parent,
                                 DeskChart  *chart,
                                 const char *symbol);

G_END_DECLS
