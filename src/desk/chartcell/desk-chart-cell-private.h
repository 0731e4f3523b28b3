/* desk-chart-cell-private.h - what the files of a chart share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "desk-drawings.h"

#include "desk-chart-cell.h"
#include "desk-chart-fills.h"

G_BEGIN_DECLS

struct _DeskChartCell
{
  AdwBin          parent_instance;

  guint           number;
  DeskSession    *session;
  DeskSettings   *settings;
  GSignalGroup   *signals;           /* of the session; without a target while unmapped */
  GSignalGroup   *settings_signals;  /* likewise */
  char           *symbol;
  DeskChartFills *fills;
  DeskChartSource *source;

  guint           n_cells;           /* of them this is one */
  gboolean        narrow;
  char           *overlays;          /* (nullable): those that the chart has */
  char           *heights;           /* (nullable): of their panes */
  GPtrArray      *others;            /* (nullable): that it is compared with */
  char           *compared;          /* (nullable): what they were chosen by */
  char           *drawn;             /* (nullable): symbol whose drawings are shown */
  GtkWidget      *popover;           /* (nullable) */
  DtTime          wanted;            /* to be shown when the bars are there; DT_TIME_NONE */
  GtkFileChooserNative *chooser;     /* (nullable): holds on to the window */

  GtkWidget      *chart;

  /* Template */
  GtkBox         *head;
  GtkLabel       *title;
  GtkInscription *legend;
  GtkStack       *stack;
  AdwStatusPage  *nothing;
  GtkSpinner     *spinner;
  AdwBin         *chart_bin;
};

static inline DeskChart *
get_chart (DeskChartCell *self)
{
  return DESK_CHART (self->chart);
}

/* desk-chart-cell.c */
void        desk_chart_cell_choose_bars    (DeskChartCell *self);
/* The popover that is open makes way for one around @child. (transfer none) */
GtkWidget  *desk_chart_cell_open           (DeskChartCell *self,
                                            GtkWidget     *child,
                                            double         x,
                                            double         y);

/* desk-cell-draw.c: tools, and drawings in the user's data */
void        desk_chart_cell_show_drawings  (DeskChartCell *self);
gboolean    desk_chart_cell_draw           (DeskChartCell *self,
                                            const char    *action_id);
void        desk_chart_cell_connect_tools  (DeskChartCell *self);

/* desk-cell-compare.c */
void        desk_chart_cell_show_compares  (DeskChartCell *self);
void        desk_chart_cell_follow_compares (DeskChartCell *self);
gboolean    desk_chart_cell_compare        (DeskChartCell *self,
                                            const char    *action_id);

/* desk-cell-share.c: pictures, table, calendar */
gboolean    desk_chart_cell_share          (DeskChartCell *self,
                                            const char    *action_id);

/* desk-cell-view.c: what the user chose to see */
void        desk_chart_cell_show_overlays  (DeskChartCell *self);
const char *desk_chart_cell_get_setting    (DeskChartCell *self,
                                            const char    *id);
void        desk_chart_cell_set_setting    (DeskChartCell *self,
                                            const char    *id,
                                            const char    *value);
/* After the user drew panes higher or lower. */
void        desk_chart_cell_keep_heights   (DeskChartCell *self);

G_END_DECLS
