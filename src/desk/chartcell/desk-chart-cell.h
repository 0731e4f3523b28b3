/* desk-chart-cell.h - one chart with all that belongs to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "desk-chart.h"
#include "desk-session.h"
#include "desk-settings.h"

#include "desk-cell-key.h"
#include "desk-chart-source.h"

G_BEGIN_DECLS

/**
 * DeskChartCell:
 *
 * The chart of one instrument with its bars, fills, levels, drawings, indicators and legend. Some
 * may stand side by side on a page; the settings keep what each of them shows. It follows session
 * and settings only while it is mapped.
 *
 * Thread: main. Signals: "entered" when the user presses or focuses something in it, "changed" when
 * other bars are there, or it is known which others there are, "drawn" when drawings of its symbol
 * were stored, "menu-requested" (double x, double y, double price) for a context menu over the
 * chart, "said" (string) for a toast.
 */
#define DESK_TYPE_CHART_CELL (desk_chart_cell_get_type ())
G_DECLARE_FINAL_TYPE (DeskChartCell, desk_chart_cell, DESK, CHART_CELL, AdwBin)

/* @number: from 0 up to DESK_MOST_CELLS - 1 */
GtkWidget       *desk_chart_cell_new         (DeskSession   *session,
                                              DeskSettings  *settings,
                                              guint          number);
guint            desk_chart_cell_get_number  (DeskChartCell *self);
/* "" for none; the settings remember it. */
void             desk_chart_cell_set_symbol  (DeskChartCell *self,
                                              const char    *symbol);
const char      *desk_chart_cell_get_symbol  (DeskChartCell *self);
DeskChart       *desk_chart_cell_get_chart   (DeskChartCell *self);
DeskChartSource *desk_chart_cell_get_source  (DeskChartCell *self);
/* Of @n_cells. Beside others it says which instrument it shows, and whether it is the one that keys
 * go to; @narrow, it stands alone and says which of them it is. */
void             desk_chart_cell_set_place   (DeskChartCell *self,
                                              guint          n_cells,
                                              gboolean       active,
                                              gboolean       narrow);
/* As the settings have it now. */
void             desk_chart_cell_show_settings (DeskChartCell *self);
/* The legend, for a time that the chart points to, or the last bar. */
void             desk_chart_cell_show_legend (DeskChartCell *self);
/* Has the bar at @time in sight, now or as soon as the bars are there. */
void             desk_chart_cell_show_time   (DeskChartCell *self,
                                              DtTime         time);
/* Carries out a row "chart.…" of the action table that is about one chart. */
gboolean         desk_chart_cell_do          (DeskChartCell *self,
                                              const char    *action_id);
/* After another chart of the same symbol was drawn on. */
void             desk_chart_cell_read_drawings (DeskChartCell *self);
/* (transfer none): a menu over the chart; @x and @y are its pixels */
void             desk_chart_cell_pop_up      (DeskChartCell *self,
                                              GMenuModel    *menu,
                                              double         x,
                                              double         y);

G_END_DECLS
