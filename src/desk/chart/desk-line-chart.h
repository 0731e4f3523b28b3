/* desk-line-chart.h - one curve over time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dt-time.h"

#include "desk-colours.h"

G_BEGIN_DECLS

/**
 * DeskLineChart:
 *
 * A curve that grows: equity, profit. Above and below its base line it is filled in the colours of
 * profit and loss. Points stand side by side like bars. Pans, zooms and has a data cursor like
 * #DeskChart, but the wheel is left to the page around it unless Control is held. Shows all of it
 * until the user zooms or pans; follows the end while that is in sight.
 *
 * Thread: main. Signals: "cursor-changed".
 */
#define DESK_TYPE_LINE_CHART (desk_line_chart_get_type ())
G_DECLARE_FINAL_TYPE (DeskLineChart, desk_line_chart, DESK, LINE_CHART, GtkWidget)

GtkWidget *desk_line_chart_new            (void);
/* Copies points that are new; a smaller @n, or another first time, starts anew. Oldest first. */
void       desk_line_chart_set_points     (DeskLineChart   *self,
                                           const DtTime    *time,
                                           const double    *value,
                                           gsize            n);
/* The value that is neither profit nor loss; NaN for none. */
void       desk_line_chart_set_base       (DeskLineChart   *self,
                                           double           value);
void       desk_line_chart_set_palette    (DeskLineChart   *self,
                                           DeskPalette      palette);
void       desk_line_chart_show_all       (DeskLineChart   *self);
void       desk_line_chart_zoom           (DeskLineChart   *self,
                                           double           factor);
void       desk_line_chart_pan            (DeskLineChart   *self,
                                           double           points);
/* The point under crosshair or data cursor, of its own or of the one it is linked to; else −1. */
gint64     desk_line_chart_get_cursor     (DeskLineChart   *self);
/* Two curves over the same times, one below the other: what one shows the other shows, a crosshair
 * goes through both, and times stand below each other. */
void       desk_line_chart_link           (DeskLineChart   *self,
                                           DeskLineChart   *other);

G_END_DECLS
